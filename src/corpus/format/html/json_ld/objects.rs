//! Lists the objects of a page's data, with their rank as its article and their agreement with the names of the page.

use serde_json::{Map, Value};

use super::super::page::decoded;
use super::agreement::{Agreement, PageNames};

/// The rank of an article. News articles have the rank 0.
pub(super) const ARTICLE: u8 = 1;
/// The rank of a thing that may be the subject of the page, or a part of its article.
pub(super) const THING: u8 = 2;
/// The rank of the web page that an article is on.
pub(super) const WEB_PAGE: u8 = 3;

/// The greatest depth at which objects are looked for.
const DEEPEST: usize = 12;
/// The greatest depth of objects that may belong to the page itself.
const DEEPEST_OF_PAGE: usize = 8;
/// The maximum number of objects to look at; a page with more is a catalogue.
const MOST_OBJECTS: usize = 2000;

/// An object of the data.
pub(super) struct Object<'value> {
    pub(super) members: &'value Map<String, Value>,
    /// The rank of its type; lower is surer. `None` if it is neither an article, a thing nor a web page.
    pub(super) rank: Option<u8>,
    /// Its agreement with the names of the page. `Open` for objects that are not compared, such as those without a
    /// rank.
    pub(super) agreement: Agreement,
    /// True if it may be the article, its page, its site or one of its people. False for objects in a list of other
    /// articles, of comments or of parts.
    pub(super) may_be_own: bool,
}

impl Object<'_> {
    /// True if it is a comment, the site or its owner, a subject of an article, or an article that is not the page's.
    pub(super) fn is_of_another(&self) -> bool {
        const OTHERS: [&str; 9] =
            ["Comment", "WebSite", "Organization", "Corporation", "Person", "ImageObject", "Product", "Book", "Movie"];
        let is_article = self.rank.is_some_and(|rank| rank <= ARTICLE);
        // A listed article is the page's only if it has the name of the page.
        let is_listed =
            || !self.may_be_own && self.agreement > Agreement::Similar && headline_of(self.members).is_some();
        (is_article && (self.agreement == Agreement::Other || is_listed()))
            || self.is_front_page()
            || (self.rank.is_none() && has_type(self.members, &OTHERS))
    }

    /// True if it is a web page whose address is that of the front page of a site.
    pub(super) fn is_front_page(&self) -> bool {
        let address = ["url", "@id"].into_iter().find_map(|name| text(self.members, name));
        self.rank == Some(WEB_PAGE) && address.is_some_and(|address| PageNames::is_front(&address))
    }
}

/// Lists the objects of `values`, up to the limit: first those that may be the page's own, then the others.
///
/// Because of this order, a long list in one script does not hide the article in the next script.
pub(super) fn list<'value>(values: &'value [Value], names: &PageNames<'_, '_>) -> Vec<Object<'value>> {
    let mut list = List { names, objects: Vec::new(), others: Vec::new() };
    for value in values {
        list.add(value, 0, true);
    }
    for (value, depth) in std::mem::take(&mut list.others) {
        list.add(value, depth, false);
    }
    list.objects
}

/// The state of [`list`].
struct List<'value, 'names, 'page, 'text> {
    names: &'names PageNames<'page, 'text>,
    objects: Vec<Object<'value>>,
    /// The values within the page's own objects that describe something else, with their depths.
    others: Vec<(&'value Value, usize)>,
}

impl<'value> List<'value, '_, '_, '_> {
    fn add(&mut self, value: &'value Value, depth: usize, may_be_own: bool) {
        if depth > DEEPEST || self.objects.len() >= MOST_OBJECTS {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.add(value, depth + 1, may_be_own)),
            Value::Object(members) => {
                let may_be_own = may_be_own && depth <= DEEPEST_OF_PAGE;
                let rank = rank(members);
                let is_compared = rank.is_some_and(|rank| may_be_own || rank <= ARTICLE);
                let agreement = if is_compared { agreement(members, self.names) } else { Agreement::Undecided };
                self.objects.push(Object { members, rank, agreement, may_be_own });
                for (name, value) in members {
                    let is_of_it = matches!(
                        name.as_str(),
                        "@graph" | "mainEntity" | "mainEntityOfPage" | "author" | "publisher" | "isPartOf" | "creator"
                    );
                    if may_be_own && !is_of_it && matches!(value, Value::Array(_) | Value::Object(_)) {
                        self.others.push((value, depth + 1));
                    } else {
                        self.add(value, depth + 1, may_be_own);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns the rank of an object's type: how surely it says "this is the article". Lower is surer.
fn rank(object: &Map<String, Value>) -> Option<u8> {
    let of_type = |kind: &str| {
        let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or(kind);
        match kind {
            "LiveBlogPosting" => Some(0),
            kind if kind.ends_with("NewsArticle") => Some(0),
            "BlogPosting" | "Report" | "SocialMediaPosting" | "DiscussionForumPosting" => Some(1),
            kind if kind.ends_with("Article") => Some(1),
            "CreativeWork" | "Recipe" | "HowTo" | "PodcastEpisode" | "VideoObject" | "Review" | "CriticReview"
            | "Blog" | "Question" | "QAPage" | "Event" => Some(2),
            kind if kind.ends_with("Page") => Some(3),
            _ => None,
        }
    };
    let Some(kind) = object.get("@type") else {
        // Data in Baidu's format have no type. Their members are `title` and `pubDate`.
        return (object.contains_key("title") && object.contains_key("pubDate")).then_some(1);
    };
    match kind {
        Value::String(kind) => of_type(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).filter_map(of_type).min(),
        _ => None,
    }
}

/// True if a type of an object ends with one of `wanted`.
pub(super) fn has_type(object: &Map<String, Value>, wanted: &[&str]) -> bool {
    match object.get("@type") {
        Some(Value::String(kind)) => wanted.iter().any(|wanted| kind.ends_with(wanted)),
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).any(|kind| wanted.iter().any(|wanted| kind.ends_with(wanted)))
        }
        _ => false,
    }
}

/// Returns the headline of an article, or the name of another thing.
pub(super) fn headline_of(object: &Map<String, Value>) -> Option<String> {
    ["headline", "name", "title"].into_iter().find_map(|name| text(object, name))
}

/// Returns the agreement of an object with the names of its page.
fn agreement(object: &Map<String, Value>, names: &PageNames<'_, '_>) -> Agreement {
    let headline = headline_of(object);
    // An `@id` may be any name. It can confirm a headline, but it is no evidence against one.
    let members: &[&str] =
        if headline.is_some() { &["url", "mainEntityOfPage", "@id"] } else { &["url", "mainEntityOfPage"] };
    let addresses: Vec<String> = members.iter().filter_map(|name| text(object, name)).collect();
    names.agreement(headline.as_deref(), addresses.iter().map(String::as_str))
}

/// Returns a member of an object as one line of text.
pub(super) fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
    const LONGEST: usize = 2000;
    let value = object.get(name)?;
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Array(values) => values.iter().find_map(Value::as_str)?,
        Value::Number(number) => return Some(number.to_string()),
        Value::Object(inner) => {
            inner.get("@id").or_else(|| inner.get("@value")).or_else(|| inner.get("name"))?.as_str()?
        }
        _ => return None,
    };
    let text = decoded(&text[..text.floor_char_boundary(LONGEST)]);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_of_types() {
        for (object, expected) in [
            (serde_json::json!({"@type": "ReportageNewsArticle"}), Some(0)),
            (serde_json::json!({"@type": ["Thing", "schema:BlogPosting"]}), Some(ARTICLE)),
            (serde_json::json!({"@type": "Event"}), Some(THING)),
            (serde_json::json!({"@type": "http://schema.org/ItemPage"}), Some(WEB_PAGE)),
            (serde_json::json!({"@type": "Person"}), None),
            (serde_json::json!({"title": "Tolls rise", "pubDate": "2022-03-09"}), Some(ARTICLE)),
            (serde_json::json!({"title": "Tolls rise"}), None),
        ] {
            assert_eq!(object.as_object().and_then(rank), expected, "{object}");
        }
    }
}
