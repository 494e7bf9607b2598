//! Finds the parts of a page that are not of its article: comments, other articles, menus, the foot of the page.

use super::page::Page;
use super::title::Headline;

/// The parts of a page that are beside its article.
pub(super) struct Zones {
    is_beside: Vec<bool>,
    /// The end of the headline in the page's text.
    below_headline: Option<usize>,
}

/// Words in the class or id of a part beside the article. They are matched at the beginning of a word.
const NAMES: [&str; 43] = [
    "comment",
    "kommentare",
    "comentarios",
    "reacties",
    "reactions",
    "respond",
    "disqus",
    "related",
    "sidebar",
    "widget",
    "recommend",
    "popular",
    "trending",
    "mostread",
    "most-read",
    "more-",
    "teaser",
    "promo-",
    "newsletter",
    "cookie",
    "colophon",
    "navigation",
    "navbar",
    "breadcrumb",
    "latest",
    "recent",
    "archive",
    "calendar",
    "ticker",
    "also-",
    "advert",
    "menu",
    "upcoming",
    "agenda",
    "events",
    "event-date",
    "event-info",
    "event-meta",
    "event-time",
    "event-list",
    "veranstaltung",
    "termine",
    "eventos",
];

impl Zones {
    /// Finds the zones of a page. No element that holds the headline is beside the article.
    pub(super) fn new(page: &Page<'_>, headline: Option<&Headline>) -> Self {
        let mut around = vec![false; page.nodes.len()];
        if let Some(headline) = headline {
            page.ancestors(headline.at).for_each(|at| around[at] = true);
        }
        // An element with much of the page's text contains the article, whatever its name is.
        let much = page.text().len() * 2 / 5;
        let mut is_beside: Vec<bool> = Vec::with_capacity(page.nodes.len());
        for (at, node) in page.nodes.iter().enumerate() {
            let within = node.parent.is_some_and(|parent| is_beside[parent]);
            let may_be = !around[at] && (headline.is_some() || page.place(at).len() <= much);
            is_beside.push(within || (may_be && is_named_beside(page, at)));
        }
        let below_headline = headline.map(|headline| page.place(headline.at).end);
        Self { is_beside, below_headline }
    }

    /// True if the node at `at` is beside the article.
    pub(super) fn is_beside(&self, at: usize) -> bool {
        self.is_beside[at]
    }

    /// Returns the distance of the node at `at` from the headline, in bytes of text.
    ///
    /// Distances above the headline count double, so text below it is nearer. Without a headline, the distance is from
    /// the top of the page.
    pub(super) fn distance(&self, page: &Page<'_>, at: usize) -> usize {
        let place = page.place(at);
        match self.below_headline {
            Some(below) if place.start >= below => place.start - below,
            Some(below) => 2 * (below - place.start),
            None => place.start,
        }
    }

    /// True if the node at `at` is above the headline.
    pub(super) fn is_above(&self, page: &Page<'_>, at: usize) -> bool {
        self.below_headline.is_some_and(|below| page.place(at).start < below)
    }

    /// True if there is a headline to measure from.
    pub(super) fn has_headline(&self) -> bool {
        self.below_headline.is_some()
    }
}

fn is_named_beside(page: &Page<'_>, at: usize) -> bool {
    match page.name(at) {
        "" | "html" | "body" | "main" | "head" | "meta" => return false,
        "aside" | "nav" => return true,
        // The foot of an article has its date and author. The foot of the page has neither.
        "footer" => return !page.ancestors(at).any(|at| page.name(at) == "article"),
        _ => {}
    }
    ["class", "id"].iter().filter_map(|name| page.attribute(at, name)).any(|names| {
        names.split_ascii_whitespace().any(|name| {
            let name = name.to_ascii_lowercase();
            // Page builders call every box a widget.
            !name.contains("elementor")
                && !name.starts_with("category-")
                && !name.starts_with("tag-")
                && (name == "event" || NAMES.iter().any(|part| {
                    name.match_indices(part).any(|(at, _)| at == 0 || !name.as_bytes()[at - 1].is_ascii_alphanumeric())
                        // "no-comments", "has-sidebar" and "comments-open" describe the layout of the article, and
                        // "more-options__published" is its date.
                        && !name.starts_with("no-")
                        && !name.starts_with("has-")
                        && !name.contains("-open")
                        && !name.contains("-count")
                        && !name.contains("publish")
                }))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_beside_the_article() {
        let tree = scraper::Html::parse_document(
            "<body class='single sidebar'><div id=recent-box><h1>Tolls rise</h1><p id=a>a</p></div>\
             <div class='post-comments'><p id=b>b</p></div><article><footer><i id=c>c</i></footer></article>\
             <footer><i id=d>d</i></footer><div class='has-sidebar'><i id=e>e</i></div><aside><i id=f>f</i></aside>",
        );
        let page = Page::new(&tree);
        let headline = super::super::title::headline(&page, &["Tolls rise"], &|_| false);
        let zones = Zones::new(&page, headline.as_ref());
        let beside: Vec<_> = page
            .elements()
            .filter(|(at, element)| element.attr("id").is_some_and(|id| id.len() == 1) && zones.is_beside(*at))
            .map(|(at, _)| page.seen(at).to_owned())
            .collect();
        assert_eq!(beside, ["b", "d", "f"]);
        let first = page.elements().find(|(_, element)| element.attr("id") == Some("a")).unwrap().0;
        assert!(zones.distance(&page, first) <= 1 && zones.has_headline());
    }
}
