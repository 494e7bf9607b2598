//! Reads the `<meta>` tags of a page, and lists the names under which they hold each field.

use super::page::{Page, one_line};

/// Names of the headline, the surest first.
pub(super) const TITLE: [&str; 11] = [
    "og:title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "dc:title",
    "twitter:title",
    "headline",
    "hdl",
    "title",
];

/// Names of the date of publication, the surest first.
pub(super) const PUBLISHED: [&str; 67] = [
    "article:published_time",
    "article:published",
    "article:published_date",
    "article:publicationdate",
    "article:post_date",
    "og:article:published_time",
    "og:article:published",
    "og:published_time",
    "og:datepublished",
    "og:pubdate",
    "og:publish_date",
    "og:regdate",
    "og:question:published_time",
    "og:time",
    "og:release_date",
    "weibo:article:create_at",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dc.date.publication",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "dc:created",
    "dc.date",
    "dcterms.date",
    "dc:date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publish_time",
    "publication_date",
    "publication-date",
    "publicationdate",
    "published-date",
    "published_date",
    "published_time",
    "publisheddate",
    "date_published",
    "datepublication",
    "originalpublicationdate",
    "article.published",
    "article.created",
    "article_date_original",
    "analyticsattributes.articledate",
    "dcsext.articlefirstpublished",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "rbpubdate",
    "displaydate",
    "content_create_date",
    "mediator_published_time",
    "shareaholic:article_published_time",
    "datecreated",
    "date_created",
    "created",
    "date",
    "doc_date",
];

/// Names of the date of the last change.
pub(super) const MODIFIED: [&str; 22] = [
    "article:modified_time",
    "article:modified",
    "article:modified_date",
    "og:article:modified_time",
    "og:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "lastmodified",
    "last-modified",
    "modified_time",
    "lastmod",
    "modified",
    "revision_date",
    "date_modified",
    "last_modified",
    "last-updated",
    "lastupdated",
    "dateupdate",
    "dateupdated",
];

/// Names of the authors, the surest first.
pub(super) const AUTHORS: [&str; 25] = [
    "article:author",
    "article:author_name",
    "og:article:author",
    "og:author",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "byl",
    "byline",
    "cxenseparse:author",
    "dc.creator",
    "dcterms.creator",
    "dc:creator",
    "dc.contributor",
    "dcsext.author",
    "dable:author",
    "shareaholic:article_author_name",
    "rbauthors",
    "authors",
    "author_name",
    "article_author",
    "lp.article:author",
    "blogger_name",
    "creator",
    "author",
];

/// Names of the outlet that are explicit labels.
pub(super) const OUTLET: [&str; 6] =
    ["og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "site_name"];

/// Names of the outlet as it is shown by an app or a menu.
pub(super) const OUTLET_OF_AN_APP: [&str; 3] = ["application-name", "apple-mobile-web-app-title", "al:ios:app_name"];

/// Names of the language.
pub(super) const LANGUAGE: [&str; 5] = ["content-language", "dc.language", "dcterms.language", "language", "og:locale"];

/// The `<meta>` tags of a page.
pub(super) struct MetaTags {
    /// The name in lower case and the content on one line, in the order of the page.
    tags: Vec<(String, String)>,
}

impl MetaTags {
    /// Reads the tags of a page that have a content.
    pub(super) fn new(page: &Page<'_>) -> Self {
        const LONGEST: usize = 2000;
        const MOST: usize = 1000;
        let mut tags = Vec::new();
        for at in page.named("meta") {
            let Some(content) = page.attribute(at, "content").or_else(|| page.attribute(at, "datetime")) else {
                continue;
            };
            if tags.len() >= MOST {
                break;
            }
            let content = one_line(&content[..content.floor_char_boundary(LONGEST)]);
            for attribute in ["property", "name", "itemprop", "http-equiv"] {
                let names = page.attribute(at, attribute).unwrap_or_default().trim();
                // A property may have several names from vocabularies. "review date" is a single name, and no date.
                let is_list =
                    attribute == "property" && names.split_ascii_whitespace().all(|name| name.contains([':', '.']));
                if is_list {
                    let all = names.split_ascii_whitespace();
                    tags.extend(all.map(|name| (name.to_ascii_lowercase(), content.clone())));
                } else if !names.is_empty() {
                    tags.push((names.to_ascii_lowercase(), content.clone()));
                }
            }
        }
        Self { tags }
    }

    /// Removes the tags that archive.today writes about its own capture: its name and its moments.
    pub(super) fn of_a_capture(mut self) -> Self {
        self.tags.retain(|(name, _)| {
            let name = &name.as_str();
            !PUBLISHED.contains(name) && !MODIFIED.contains(name) && !OUTLET.contains(name) && *name != "twitter:site"
        });
        self
    }

    /// Removes the dates for which `of_saving` is true.
    pub(super) fn without_dates(mut self, of_saving: impl Fn(&str) -> bool) -> Self {
        self.tags.retain(|(name, content)| {
            let name = &name.as_str();
            !(PUBLISHED.contains(name) || MODIFIED.contains(name)) || !of_saving(content)
        });
        self
    }

    /// Returns the first content of a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Returns every content of a name.
    pub(super) fn all<'tags>(&'tags self, name: &str) -> impl Iterator<Item = &'tags str> {
        self.tags.iter().filter(move |(other, _)| other == name).map(|(_, content)| content.as_str())
    }

    /// Returns the contents of several names, in the order of the names.
    pub(super) fn ordered<'tags>(
        &'tags self,
        names: &'static [&'static str],
    ) -> impl Iterator<Item = (&'static str, &'tags str)> {
        names.iter().flat_map(move |name| self.all(name).map(move |content| (*name, content)))
    }

    /// Returns the text that a page gives to services that show shared links, under a label such as "Written by".
    pub(super) fn labelled(&self, labels: &[&str]) -> Option<&str> {
        for number in 1..=4 {
            let label = self.get(&format!("twitter:label{number}")).map(str::to_lowercase);
            if label.is_some_and(|label| labels.iter().any(|wanted| label.starts_with(wanted))) {
                return self.get(&format!("twitter:data{number}"));
            }
        }
        None
    }
}

/// Returns the reason that names a tag in a sentence.
pub(super) fn because(name: &'static str) -> std::borrow::Cow<'static, str> {
    match name {
        "og:title" => "the page's `og:title`".into(),
        "og:site_name" => "the page's `og:site_name`".into(),
        name => format!("meta `{name}`").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_by_name() {
        let tree = scraper::Html::parse_document(
            "<meta property='og:title' content=' Tolls \n rise '><meta name=Author content='Nell Harbury'>\
             <meta name=author content='Ivo Brandt'><meta name=author content=''>\
             <meta name='twitter:label1' content='Verfasst von'><meta name='twitter:data1' content='Ada Reed'>\
             <meta itemprop=datePublished content=2022-03-14>\
             <meta property='dc:creator x:creator' content='Tom Okoro'><meta http-equiv=Content-Language content=de>\
             <meta name='review date' content=2023-01-02><meta name='Web Author' content='Tom Okoro'>\
             <meta property='expiry date' content=2023-01-03>",
        );
        let tags = MetaTags::new(&Page::new(&tree));
        assert_eq!(tags.get("og:title"), Some("Tolls rise"));
        assert_eq!(tags.all("author").collect::<Vec<_>>(), ["Nell Harbury", "Ivo Brandt"]);
        assert_eq!(tags.ordered(&PUBLISHED).next(), Some(("datepublished", "2022-03-14")));
        assert_eq!(tags.ordered(&LANGUAGE).next(), Some(("content-language", "de")));
        assert_eq!(tags.labelled(&["written by", "verfasst von"]), Some("Ada Reed"));
        assert_eq!(tags.get("dc:creator"), Some("Tom Okoro"));
        // A name with a space in it does not count as each of its words.
        assert_eq!((tags.get("date"), tags.get("review date")), (None, Some("2023-01-02")));
        assert_eq!(tags.labelled(&["reading time"]), None);
        assert_eq!(because("date"), "meta `date`");
    }
}
