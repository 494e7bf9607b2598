//! What a page says of itself in JSON-LD: the data that search engines read, and the best that a page gives.

use serde_json::{Map, Value};

use agreement::{Agreement, PageNames};

use super::meta_tags::MetaTags;
use super::page::{Page, decoded};

mod agreement;
mod others;

/// What the data say of the article; empty where they are silent.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Data {
    /// `headline` of an article.
    pub(super) headline: Option<String>,
    /// `name` of the page, which often holds the outlet as well.
    pub(super) name: Option<String>,
    /// `datePublished`, else `dateCreated`, `pubDate` or `uploadDate`.
    pub(super) date: Option<DataDate>,
    /// `dateModified`.
    pub(super) modified: Option<String>,
    /// `author`, else `creator`.
    pub(super) authors: Vec<Author>,
    /// `publisher`.
    pub(super) publisher: Option<Author>,
    /// `name` of the `WebSite`.
    pub(super) site: Option<String>,
    /// `inLanguage`.
    pub(super) language: Option<String>,
    /// `url`, else `mainEntityOfPage`.
    pub(super) link: Option<String>,
    /// `articleBody`.
    pub(super) body: Option<String>,
    /// The dates of other articles, of comments, and of saving.
    pub(super) dates_of_others: Vec<String>,
}

/// A date of publication in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DataDate {
    /// The name of its member.
    pub(super) member: &'static str,
    /// The text.
    pub(super) text: String,
    /// False if it may be of something else on the page: a video, or one of several articles of which none is named
    /// as the page.
    pub(super) is_sure: bool,
}

/// Someone who is named as author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    /// The name.
    pub(super) name: String,
    /// True if it is an outlet or agency and no person.
    pub(super) is_organisation: bool,
}

/// Objects are looked for this deep within one another; deeper ones are of something else.
const DEEPEST: usize = 8;

/// So much JSON-LD of a page is read, in bytes.
const MOST_BYTES: usize = 512 * 1024;
/// So many objects are looked at; a page of more is a catalogue.
const MOST_OBJECTS: usize = 2000;
/// Of so many articles and pages among them the fields are read.
const MOST_RANKED: usize = 20;

/// Reads all JSON-LD of a page. `titles` are what else names the article: of several articles in the
/// data, the one that is named so is meant.
pub(super) fn read(page: &Page<'_>, meta: &MetaTags, titles: &[&str]) -> Data {
    let mut values = Vec::new();
    let mut n_bytes = 0;
    for at in page.named("script") {
        if page.attribute(at, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) {
            let text = page.raw(at);
            // Values take a hundred times their text; longer ones are catalogues.
            n_bytes += text.len();
            if n_bytes <= MOST_BYTES {
                values.extend(parse(&text));
            }
        }
    }
    let mut objects = Vec::new();
    for value in &values {
        collect(value, 0, &mut objects);
    }
    if objects.is_empty() {
        return Data::default();
    }
    let names = PageNames::new(page, meta, titles);
    let mut data = of_objects(&objects, &names);
    others::add_dates(&values, &names, &mut data.dates_of_others);
    data
}

/// The values of one script. Broken JSON is mended where it is plain what is meant.
fn parse(text: &str) -> Vec<Value> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    // What stands behind a whole value is nothing that anyone could read.
    serde_json::Deserializer::from_str(&mended(text)).into_iter().map_while(Result::ok).collect()
}

/// JSON without the comments around it, with its line ends and quotation marks inside strings escaped
/// and without commas before a closing bracket.
fn mended(text: &str) -> String {
    let start = text.find(['{', '[']).unwrap_or(0);
    let mut text = &text[start..];
    // `/*<![CDATA[*/` has a bracket of its own.
    if let Some(rest) = text.strip_prefix("[CDATA[") {
        text = rest.find(['{', '[']).map_or("", |start| &rest[start..]);
    }
    let mut out = String::with_capacity(text.len());
    let mut is_inside = false;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' if !is_inside => {
                is_inside = true;
                out.push('"');
            }
            '"' => {
                let next = text[at + 1..].trim_start().chars().next();
                // A quotation mark that nothing of JSON follows is one of the text.
                if next.is_none_or(|next| matches!(next, ',' | ':' | '}' | ']')) {
                    is_inside = false;
                    out.push('"');
                } else {
                    out.push_str("\\\"");
                }
            }
            '\\' if is_inside => match letters.next() {
                Some((_, next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'))) => {
                    out.push('\\');
                    out.push(next);
                }
                Some((_, next)) => out.push(next),
                None => {}
            },
            letter if is_inside && letter.is_control() => out.push(' '),
            '}' | ']' if !is_inside => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

/// The objects of a value that may be the article, its page, its site or one of its people.
fn collect<'value>(value: &'value Value, depth: usize, objects: &mut Vec<&'value Map<String, Value>>) {
    if depth > DEEPEST || objects.len() >= MOST_OBJECTS {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, objects)),
        Value::Object(object) => {
            objects.push(object);
            for (name, value) in object {
                // Lists of other articles, comments and parts are left alone.
                let is_of_it = matches!(
                    name.as_str(),
                    "@graph" | "mainEntity" | "mainEntityOfPage" | "author" | "publisher" | "isPartOf" | "creator"
                );
                if is_of_it && (value.is_object() || value.is_array()) {
                    collect(value, depth + 1, objects);
                }
            }
        }
        _ => {}
    }
}

/// How sure a type says "this is the article"; lower is surer.
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
        // The data that Baidu asks for have no type, and a title and a date of their own names.
        return (object.contains_key("title") && object.contains_key("pubDate")).then_some(1);
    };
    match kind {
        Value::String(kind) => of_type(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).filter_map(of_type).min(),
        _ => None,
    }
}

fn has_type(object: &Map<String, Value>, wanted: &[&str]) -> bool {
    match object.get("@type") {
        Some(Value::String(kind)) => wanted.iter().any(|wanted| kind.ends_with(wanted)),
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).any(|kind| wanted.iter().any(|wanted| kind.ends_with(wanted)))
        }
        _ => false,
    }
}

/// The headline of an article, or the name of another thing.
fn headline_of(object: &Map<String, Value>) -> Option<String> {
    ["headline", "name", "title"].into_iter().find_map(|name| text(object, name))
}

/// Returns the agreement of an object with the names of its page.
fn agreement(object: &Map<String, Value>, names: &PageNames<'_, '_>) -> Agreement {
    let headline = headline_of(object);
    // An `@id` may be any name: it can confirm what a headline says, and denies nothing.
    let members: &[&str] =
        if headline.is_some() { &["url", "mainEntityOfPage", "@id"] } else { &["url", "mainEntityOfPage"] };
    let addresses: Vec<String> = members.iter().filter_map(|name| text(object, name)).collect();
    names.agreement(headline.as_deref(), addresses.iter().map(String::as_str))
}

fn of_objects(objects: &[&Map<String, Value>], names: &PageNames<'_, '_>) -> Data {
    const ARTICLE: u8 = 1;
    const THING: u8 = 2;
    const WEB_PAGE: u8 = 3;
    const FEWEST_OF_A_LIST: usize = 3;
    let mut ranked: Vec<(u8, Agreement, &Map<String, Value>)> = objects
        .iter()
        .filter_map(|object| {
            let rank = rank(object)?;
            let agreement = agreement(object, names);
            // A video or an event of another name stands in the article, and has its own author and day.
            let is_part = rank == THING
                && agreement > Agreement::Alike
                && names.has_title()
                && headline_of(object).is_some_and(|text| text.contains(char::is_alphanumeric));
            (!is_part).then_some((rank, agreement, *object))
        })
        .collect();
    let n_articles = ranked.iter().filter(|(rank, ..)| *rank <= ARTICLE).count();
    // Several articles of which none is that of the page's title: a list, whose dates are those of its articles.
    let is_list = n_articles >= FEWEST_OF_A_LIST
        && ranked.iter().all(|(rank, agreement, _)| *agreement > Agreement::Alike || *rank == WEB_PAGE);
    ranked.retain(|(rank, agreement, _)| *agreement != Agreement::Other || *rank > ARTICLE);
    // An article that the page's title does not name is still surer than a page that it does.
    ranked.sort_by_key(|(rank, agreement, _)| (*rank == WEB_PAGE, *agreement, *rank));
    let mut data = Data::default();
    for (place, (rank, agreement, object)) in ranked.iter().take(MOST_RANKED).enumerate() {
        let is_other = *agreement > Agreement::Alike;
        // Another article's fields fill no gaps of this one; those of its page do.
        if place > 0 && *rank < WEB_PAGE && (is_other || ranked[0].1 <= Agreement::Alike) {
            continue;
        }
        let is_article = *rank < WEB_PAGE;
        if is_article {
            fill(&mut data.headline, || text(object, "headline"));
            fill(&mut data.body, || long_text(object, "articleBody"));
        }
        fill(&mut data.name, || text(object, "name").or_else(|| text(object, "headline")));
        if data.date.is_none() {
            let is_one_of_several = is_other && n_articles > 1;
            let is_sure =
                *rank == WEB_PAGE || (*rank <= ARTICLE && !is_one_of_several && *agreement != Agreement::Doubtful);
            let is_of_list = is_list && *rank <= ARTICLE;
            data.date = ["datePublished", "dateCreated", "pubDate", "uploadDate"]
                .into_iter()
                .filter(|_| !is_of_list)
                .find_map(|member| {
                    Some(DataDate { member, text: text(object, member)?, is_sure: is_sure && member != "uploadDate" })
                });
        }
        fill(&mut data.modified, || text(object, "dateModified"));
        if data.authors.is_empty() && (is_article || place == 0) {
            data.authors = ["author", "creator"]
                .into_iter()
                .filter_map(|name| object.get(name))
                .map(|value| authors(value, objects))
                .find(|authors| !authors.is_empty())
                .unwrap_or_default();
        }
        if data.publisher.is_none()
            && let Some(publisher) = object.get("publisher")
        {
            data.publisher = authors(publisher, objects).into_iter().next();
        }
        fill(&mut data.language, || text(object, "inLanguage"));
        fill(&mut data.link, || {
            let address = |name: &str| text(object, name).filter(|link| link.starts_with("http"));
            address("url").or_else(|| address("mainEntityOfPage"))
        });
    }
    data.site = objects.iter().find(|object| has_type(object, &["WebSite"])).and_then(|object| text(object, "name"));
    data
}

fn fill(place: &mut Option<String>, value: impl FnOnce() -> Option<String>) {
    if place.is_none() {
        *place = value();
    }
}

/// A member of an object as one line of text.
fn text(object: &Map<String, Value>, name: &str) -> Option<String> {
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

/// A member with several lines of text; of one that is itself HTML, its words.
fn long_text(object: &Map<String, Value>, name: &str) -> Option<String> {
    let text = object.get(name)?.as_str()?.trim();
    if text.is_empty() {
        return None;
    }
    if !text.contains(['&', '<']) {
        return Some(text.to_owned());
    }
    let lines: Vec<String> = text.lines().map(decoded).filter(|line| !line.is_empty()).collect();
    Some(lines.join("\n"))
}

/// The names in an author's or publisher's value: a text, an object, a list of either, or a pointer to
/// an object elsewhere in the data.
fn authors(value: &Value, objects: &[&Map<String, Value>]) -> Vec<Author> {
    const MOST: usize = 50;
    let mut found = Vec::new();
    add_authors(value, objects, true, &mut found);
    found.truncate(MOST);
    found
}

fn add_authors(value: &Value, objects: &[&Map<String, Value>], may_point: bool, found: &mut Vec<Author>) {
    match value {
        Value::String(name) => {
            let name = decoded(name);
            if !name.is_empty() {
                found.push(Author { name, is_organisation: false });
            }
        }
        Value::Array(values) if may_point => {
            values.iter().take(100).for_each(|value| match value {
                Value::Array(_) => {}
                value => add_authors(value, objects, may_point, found),
            });
        }
        Value::Object(object) => {
            // The owner of a site of one's own is said to be both.
            let is_organisation =
                has_type(object, &["Organization", "WebSite", "Corporation"]) && !has_type(object, &["Person"]);
            match object.get("name") {
                Some(Value::Array(names)) => {
                    for name in names.iter().filter_map(Value::as_str).map(decoded).filter(|name| !name.is_empty()) {
                        found.push(Author { name, is_organisation });
                    }
                }
                Some(_) => found.extend(text(object, "name").map(|name| Author { name, is_organisation })),
                None => {
                    let parts: Vec<String> =
                        ["givenName", "familyName"].into_iter().filter_map(|name| text(object, name)).collect();
                    if !parts.is_empty() {
                        found.push(Author { name: parts.join(" "), is_organisation });
                    } else if may_point
                        && let Some(id) = object.get("@id")
                        && let Some(other) =
                            objects.iter().find(|other| other.get("@id") == Some(id) && other.contains_key("name"))
                    {
                        add_authors(&Value::Object((*other).clone()), objects, false, found);
                    }
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(scripts: &[&str], titles: &[&str]) -> Data {
        let scripts: Vec<String> =
            scripts.iter().map(|json| format!("<script type='application/ld+json'>{json}</script>")).collect();
        let html = scripts.concat();
        let tree = scraper::Html::parse_document(&html);
        let page = Page::new(&tree);
        read(&page, &MetaTags::new(&page), titles)
    }

    fn names(data: &Data) -> Vec<&str> {
        data.authors.iter().map(|author| author.name.as_str()).collect()
    }

    #[test]
    fn an_article_among_other_objects() {
        let data = data(
            &[r##"{"@context":"https://schema.org","@graph":[
                {"@type":"WebSite","@id":"#site","name":"Harbour Wire"},
                {"@type":"WebPage","name":"Tolls rise - Harbour Wire","datePublished":"2022-03-01"},
                {"@type":["Article","NewsArticle"],"headline":"Tolls &amp; taxes rise",
                 "datePublished":"2022-03-14T08:05:00+01:00","dateModified":"2022-03-15",
                 "author":[{"@id":"#nell"},{"@type":"Person","name":"Ivo Brandt"}],
                 "publisher":{"@type":"Organization","name":"Wire Press"},
                 "mainEntityOfPage":{"@id":"https://wire.example/tolls"},"inLanguage":"en"},
                {"@type":"Person","@id":"#nell","name":"Nell Harbury"}]}"##],
            &[],
        );
        assert_eq!(data.headline.as_deref(), Some("Tolls & taxes rise"));
        let text = "2022-03-14T08:05:00+01:00".to_owned();
        assert_eq!(data.date, Some(DataDate { member: "datePublished", text, is_sure: true }));
        assert_eq!(names(&data), ["Nell Harbury", "Ivo Brandt"]);
        let publisher = Author { name: "Wire Press".to_owned(), is_organisation: true };
        assert_eq!((data.publisher, data.site.as_deref()), (Some(publisher), Some("Harbour Wire")));
        assert_eq!((data.link.as_deref(), data.language.as_deref()), (Some("https://wire.example/tolls"), Some("en")));
        assert_eq!(data.modified.as_deref(), Some("2022-03-15"));
    }

    #[test]
    fn of_several_articles_the_one_that_the_page_names() {
        let one = r#"{"@type":"NewsArticle","headline":"Ferry stays in port","datePublished":"2022-03-12"}"#;
        let other =
            r#"{"@type":"NewsArticle","headline":"Tolls rise","author":"Nell Harbury","datePublished":"2022-03-14"}"#;
        for (titles, headline, authors) in [
            (vec!["Tolls rise | Wire"], "Tolls rise", 1),
            (vec!["Ferry stays in port"], "Ferry stays in port", 0),
            (vec![], "Ferry stays in port", 0),
        ] {
            let data = data(&[one, other], &titles);
            assert_eq!((data.headline.as_deref(), data.authors.len()), (Some(headline), authors), "{titles:?}");
        }
    }

    #[test]
    fn broken_data_are_mended() {
        for (json, headline) in [
            ("<!-- {\"@type\":\"Article\",\"headline\":\"A b\",} -->", Some("A b")),
            ("//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A b\"}\n//]]>", Some("A b")),
            ("/*<![CDATA[*/{\"@type\":\"Article\",\"headline\":\"A b\"}/*]]>*/", Some("A b")),
            ("{\"@type\":\"Article\",\"headline\":\"A\nb\",\"keywords\":[\"c\", ]};", Some("A b")),
            ("{\"@type\":\"Article\",\"headline\":\"A \"b\" c\"}", Some("A \"b\" c")),
            ("{\"@type\":\"Article\",\"headline\":\"A\\'s b\"}", Some("A's b")),
            ("{\"@type\":\"Article\",\"headline\":", None),
            ("", None),
            ("[[[[", None),
        ] {
            assert_eq!(data(&[json], &[]).headline.as_deref(), headline, "{json}");
        }
    }

    #[test]
    fn authors_in_every_shape() {
        for (json, expected) in [
            (r#""Nell Harbury""#, vec!["Nell Harbury"]),
            (r#"["Nell Harbury","Ivo Brandt"]"#, vec!["Nell Harbury", "Ivo Brandt"]),
            (r#"{"name":["Nell Harbury","Ivo Brandt"]}"#, vec!["Nell Harbury", "Ivo Brandt"]),
            (r#"{"givenName":"Nell","familyName":"Harbury"}"#, vec!["Nell Harbury"]),
            (r#"{"@type":"Person"}"#, vec![]),
            (r#"{"@id":"nowhere"}"#, vec![]),
            ("null", vec![]),
        ] {
            let json = format!(r#"{{"@type":"Article","author":{json}}}"#);
            assert_eq!(names(&data(&[&json], &[])), expected, "{json}");
        }
        let data = data(&[r#"{"@type":"Article","author":{"@type":"NewsMediaOrganization","name":"Wire"}}"#], &[]);
        assert!(data.authors[0].is_organisation);
    }
}
