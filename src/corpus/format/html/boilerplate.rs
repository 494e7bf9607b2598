//! Finds the parts of a page that are never added to its text: menus, comments, boxes of other articles, forms, the
//! foot of the page.

use super::page::Page;

/// The parts of a page that surround its text.
pub(super) struct PageBoilerplate {
    is_within: Vec<bool>,
}

/// Words in the class or id of such a part.
///
/// A word of up to four letters must be matched as a whole, because "ad" begins "address". A longer one may be the
/// beginning of a word.
const WORDS: [&str; 72] = [
    "ad",
    "ads",
    "advert",
    "adslot",
    "author",
    "banner",
    "bio",
    "breadcrumb",
    "byline",
    "caption",
    "calendar",
    "colophon",
    "comentario",
    "comment",
    "commenti",
    "kommentar",
    "leserbrief",
    "reacties",
    "consent",
    "cookie",
    "copyright",
    "credit",
    "crumb",
    "disclaimer",
    "disqus",
    "discussion",
    "dropdown",
    "embed",
    "follow",
    "foot",
    "footer",
    "form",
    "gdpr",
    "jump",
    "latest",
    "legal",
    "login",
    "masthead",
    "menu",
    "meta",
    "modal",
    "more",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "popular",
    "popup",
    "print",
    "promo",
    "rating",
    "read",
    "recent",
    "recommend",
    "related",
    "respond",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "subscribe",
    "taboola",
    "tags",
    "teaser",
];
/// More such words. They are matched anywhere in a class or id.
const PARTS: [&str; 7] = ["toolbar", "widget", "trending", "most-", "also-", "sign-up", "screen-reader"];

impl PageBoilerplate {
    pub(super) fn new(page: &Page<'_>) -> Self {
        // An element with much of the page's text contains the article, whatever its name is.
        let much = page.text().len() * 2 / 5;
        let mut is_within: Vec<bool> = Vec::with_capacity(page.nodes.len());
        for (at, node) in page.nodes.iter().enumerate() {
            let is_around = node.parent.is_some_and(|parent| is_within[parent]);
            is_within.push(is_around || (page.place(at).len() <= much && is_boilerplate(page, at)));
        }
        Self { is_within }
    }

    /// True if the node at `at` is in a part that surrounds the text.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.is_within[at]
    }
}

fn is_boilerplate(page: &Page<'_>, at: usize) -> bool {
    match page.name(at) {
        "" | "html" | "body" | "main" | "article" => return false,
        "aside" | "nav" | "footer" | "form" | "fieldset" | "menu" | "dialog" | "address" => return true,
        _ => {}
    }
    if page
        .attribute(at, "role")
        .is_some_and(|role| matches!(role, "navigation" | "complementary" | "banner" | "contentinfo"))
    {
        return true;
    }
    ["class", "id"].iter().filter_map(|name| page.attribute(at, name)).any(|names| {
        names.split_ascii_whitespace().any(|name| {
            let name = name.to_ascii_lowercase();
            // These names describe the layout of the page, or the element as a whole.
            let is_of_layout = ["no-", "has-", "with-", "is-", "without-"].iter().any(|start| name.starts_with(start));
            !is_of_layout && (PARTS.iter().any(|part| name.contains(part)) || name.split(['-', '_']).any(is_word))
        })
    })
}

fn is_word(word: &str) -> bool {
    const SHORT: usize = 4;
    // "Authored by" is part of the text itself.
    word != "authored"
        && WORDS.iter().any(|name| if name.len() <= SHORT { word == *name } else { word.starts_with(name) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_around_the_text() {
        let text = "The night ferry stayed in port. ".repeat(10);
        for (part, expected) in [
            ("<nav>x</nav>", true),
            ("<div class='post-comments'>x</div>", true),
            ("<div id=related_news>x</div>", true),
            ("<div class='box ad'>x</div>", true),
            ("<div role=complementary>x</div>", true),
            ("<div id=footer>x</div>", true),
            ("<div class='site-navigation'>x</div>", true),
            ("<div class='has-sidebar'>x</div>", false),
            ("<div class='footnotes formatted'>x</div>", false),
            ("<div class='adapted'>x</div>", false),
            ("<div class='reader-text'>x</div>", false),
            ("<p>x</p>", false),
        ] {
            let tree = scraper::Html::parse_document(&format!("<body><article><p>{text}</p></article>{part}"));
            let page = Page::new(&tree);
            let boilerplate = PageBoilerplate::new(&page);
            let last = page.nodes.len() - 1;
            assert_eq!(boilerplate.holds(last), expected, "{part}");
        }
        // An element that contains the whole page does not surround the text.
        let tree = scraper::Html::parse_document(&format!("<body><div class=sidebar><p>{text}</p></div>"));
        let page = Page::new(&tree);
        assert!(!PageBoilerplate::new(&page).holds(page.nodes.len() - 1));
    }
}
