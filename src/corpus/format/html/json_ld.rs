//! Reads the JSON-LD of a page: the data for search engines, and the best metadata that a page has.

use serde_json::{Map, Value};

use agreement::{Agreement, PageNames};
use authors::authors;
use objects::{ARTICLE, Object, THING, WEB_PAGE, has_type, headline_of, text};

use super::meta_tags::MetaTags;
use super::page::{Page, decoded};

mod agreement;
mod authors;
mod objects;
mod parsed;

/// The article's metadata in the JSON-LD. Fields that the data do not have are empty.
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
    /// The dates of other articles, of comments, of the site, and of the moment when the page was saved.
    pub(super) dates_of_others: Vec<String>,
}

/// A date of publication in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DataDate {
    /// The name of the member that holds the date.
    pub(super) member: &'static str,
    pub(super) text: String,
    pub(super) trust: Trust,
}

/// The trust in a date of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// The date of the page's article.
    Article,
    /// The date of the page, which may be as old as its template.
    WebPage,
    /// Possibly the date of something else on the page: a video, or one of several articles when none of them is named
    /// as the page.
    Doubtful,
}

/// A person or an outlet that is named as author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    pub(super) name: String,
    /// True if it is an outlet or an agency, not a person.
    pub(super) is_organisation: bool,
}

/// The limit on the JSON-LD of a page that is read, in bytes.
const MOST_BYTES: usize = 512 * 1024;
/// The maximum number of dates of other articles to keep; a page with more is a list.
const MOST_DATES: usize = 200;
/// The maximum number of articles and pages whose fields are read.
const MOST_RANKED: usize = 20;

/// Reads all JSON-LD of a page.
///
/// `titles` are the other names of the article. If the data hold several articles, the one with such a name is the
/// page's.
pub(super) fn read(page: &Page<'_>, meta: &MetaTags, titles: &[&str]) -> Data {
    let mut values = Vec::new();
    let mut n_bytes = 0;
    for at in page.named("script") {
        if page.attribute(at, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) {
            let text = page.raw(at);
            // Parsed values take a hundred times the memory of their text. Longer data are catalogues.
            n_bytes += text.len();
            if n_bytes <= MOST_BYTES {
                values.extend(parsed::parse(&text));
            }
        }
    }
    let names = PageNames::new(page, meta, titles);
    let objects = objects::list(&values, &names);
    let mut data = of_objects(&objects, &names);
    for object in objects.iter().filter(|object| object.is_of_another()) {
        let dates =
            ["datePublished", "dateCreated", "pubDate"].into_iter().filter_map(|name| text(object.members, name));
        data.dates_of_others.extend(dates.take(MOST_DATES.saturating_sub(data.dates_of_others.len())));
    }
    data.dates_of_others.sort_unstable();
    data.dates_of_others.dedup();
    data
}

fn of_objects(objects: &[Object<'_>], names: &PageNames<'_, '_>) -> Data {
    const FEWEST_OF_A_LIST: usize = 3;
    let own: Vec<&Map<String, Value>> =
        objects.iter().filter(|object| object.may_be_own).map(|object| object.members).collect();
    let mut ranked: Vec<(u8, &Object<'_>)> = objects
        .iter()
        .filter(|object| object.may_be_own)
        .filter_map(|object| {
            let rank = object.rank?;
            // A video or an event with another name is a part of the article. It has its own author and date.
            let is_part = rank == THING
                && object.agreement > Agreement::Similar
                && names.has_title()
                && headline_of(object.members).is_some_and(|text| text.contains(char::is_alphanumeric));
            (!is_part).then_some((rank, object))
        })
        .collect();
    let n_articles = ranked.iter().filter(|(rank, ..)| *rank <= ARTICLE).count();
    // If there are several articles and none has the page's title, the page is a list. The dates belong to its
    // articles.
    let is_list = n_articles >= FEWEST_OF_A_LIST
        && ranked.iter().all(|(rank, object)| object.agreement > Agreement::Similar || *rank == WEB_PAGE);
    ranked.retain(|(rank, object)| object.agreement != Agreement::Other || *rank > ARTICLE);
    // An article without the page's title is still a better source than a web page with it.
    ranked.sort_by_key(|(rank, object)| (*rank == WEB_PAGE, object.agreement, *rank));
    let mut data = Data::default();
    for (place, (rank, object)) in ranked.iter().take(MOST_RANKED).enumerate() {
        let (members, agreement) = (object.members, object.agreement);
        let is_other = agreement > Agreement::Similar;
        // The fields of another article do not fill gaps of this article. The fields of the article's page do.
        if place > 0 && *rank < WEB_PAGE && (is_other || ranked[0].1.agreement <= Agreement::Similar) {
            continue;
        }
        let is_article = *rank < WEB_PAGE;
        if is_article {
            fill(&mut data.headline, || text(members, "headline"));
            fill(&mut data.body, || long_text(members, "articleBody"));
        }
        fill(&mut data.name, || text(members, "name").or_else(|| text(members, "headline")));
        // The dates of the front page are those of the site.
        let has_dates = !object.is_front_page();
        if data.date.is_none() && has_dates {
            let is_one_of_several = is_other && n_articles > 1;
            let trust = match *rank {
                WEB_PAGE => Trust::WebPage,
                ..=ARTICLE if !is_one_of_several && agreement != Agreement::Doubtful => Trust::Article,
                _ => Trust::Doubtful,
            };
            let is_of_list = is_list && *rank <= ARTICLE;
            let names = ["datePublished", "dateCreated", "pubDate", "uploadDate"].into_iter();
            data.date = names.filter(|_| !is_of_list).find_map(|member| {
                let trust = if member == "uploadDate" { Trust::Doubtful } else { trust };
                Some(DataDate { member, text: text(members, member)?, trust })
            });
        }
        if has_dates {
            fill(&mut data.modified, || text(members, "dateModified"));
        }
        if data.authors.is_empty() && (is_article || place == 0) {
            data.authors = ["author", "creator"]
                .into_iter()
                .filter_map(|name| members.get(name))
                .map(|value| authors(value, &own))
                .find(|authors| !authors.is_empty())
                .unwrap_or_default();
        }
        if data.publisher.is_none()
            && let Some(publisher) = members.get("publisher")
        {
            data.publisher = authors(publisher, &own).into_iter().next();
        }
        fill(&mut data.language, || text(members, "inLanguage"));
        fill(&mut data.link, || {
            let address = |name: &str| text(members, name).filter(|link| link.starts_with("http"));
            address("url").or_else(|| address("mainEntityOfPage"))
        });
    }
    data.site = own.iter().find(|object| has_type(object, &["WebSite"])).and_then(|object| text(object, "name"));
    data
}

fn fill(place: &mut Option<String>, value: impl FnOnce() -> Option<String>) {
    if place.is_none() {
        *place = value();
    }
}

/// Returns a member that may have several lines of text. If the text is HTML, only its words are returned.
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
        assert_eq!(data.date, Some(DataDate { member: "datePublished", text, trust: Trust::Article }));
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
    fn a_long_list_in_one_script_hides_no_article_in_the_next() {
        let item = r#"{"@type":"ListItem","item":{"@type":"Thing","name":"Quay"}}"#;
        let list = format!(r#"{{"@type":"ItemList","itemListElement":[{}]}}"#, vec![item; 1100].join(","));
        let article = r#"{"@type":"NewsArticle","headline":"Tolls rise","author":"Nell Harbury"}"#;
        assert_eq!(names(&data(&[&list, article], &["Tolls rise"])), ["Nell Harbury"]);
    }
}
