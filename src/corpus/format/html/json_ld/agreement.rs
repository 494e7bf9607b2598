//! Decides if an article of the data is the article of its page, or another one that the page only links to.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::super::comparison_key::comparison_key;
use super::super::meta_tags::{self, MetaTags};
use super::super::page::Page;
use super::super::saved;
use crate::text::normalise::is_unspaced;

/// The degree to which an article of the data agrees with the names of its page, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Its headline is a title of the page, or a part of one.
    Named,
    /// Its headline shares most words with a title or a description, or it has the page's own address.
    Similar,
    /// Neither its headline nor its address is specific enough.
    Undecided,
    /// Its headline is not the page's, but most words of the headline are on the page.
    Doubtful,
    /// Its headline or its address belongs to another article.
    Other,
}

/// The names of a page: its titles, its descriptions and its addresses.
pub(super) struct PageNames<'page, 'tree> {
    page: &'page Page<'tree>,
    titles: Vec<String>,
    /// The words of each title, each heading of the first rank and each description, one list for each.
    words: Vec<Vec<String>>,
    /// True if a title is long enough to tell one article from another.
    is_specific: bool,
    /// The keys of the page's own addresses, as [`key_of_address`] makes them.
    addresses: Vec<String>,
    /// The words that a user sees, sorted. They are listed on first use.
    seen: OnceCell<Vec<String>>,
    /// The short lines of the page as [`comparison_key`] returns them, and for each whether it is only ever a link to another
    /// page. They are listed on first use.
    lines: OnceCell<HashMap<String, bool>>,
}

impl<'page, 'tree> PageNames<'page, 'tree> {
    pub(super) fn new(page: &'page Page<'tree>, meta: &MetaTags, titles: &[&str]) -> Self {
        const LONGEST_HEADING: usize = 400;
        const MOST_HEADINGS: usize = 5;
        const MOST_TITLES: usize = 12;
        const DESCRIPTIONS: [&str; 3] = ["og:description", "description", "twitter:description"];
        let headings: Vec<String> =
            page.named("h1").take(MOST_HEADINGS).filter_map(|at| page.line(at, LONGEST_HEADING)).collect();
        let own_titles = || titles.iter().copied().chain(headings.iter().map(String::as_str));
        let words: Vec<Vec<String>> =
            own_titles().chain(DESCRIPTIONS.iter().filter_map(|name| meta.get(name))).map(words_of).collect();
        let outlets: Vec<String> =
            meta.ordered(&meta_tags::OUTLET).map(|(_, content)| comparison_key(content)).collect();
        let is_specific = own_titles()
            .zip(&words)
            .any(|(title, words)| is_specific(title, words) && !outlets.contains(&comparison_key(title)));
        let addresses = saved::own(page, meta).filter_map(key_of_address).collect();
        let mut titles: Vec<String> = Vec::new();
        for title in own_titles().map(comparison_key).filter(|title| !title.is_empty() && !outlets.contains(title)) {
            if titles.len() < MOST_TITLES && !titles.contains(&title) {
                titles.push(title);
            }
        }
        Self { page, titles, words, is_specific, addresses, seen: OnceCell::new(), lines: OnceCell::new() }
    }

    /// True if an address has a host and is that of the front page of a site.
    pub(super) fn is_front(address: &str) -> bool {
        address.contains("://") && key_of_address(address).is_none()
    }

    pub(super) fn has_title(&self) -> bool {
        !self.titles.is_empty()
    }

    /// Returns the agreement of an article with this headline and these addresses.
    pub(super) fn agreement<'text>(
        &self,
        headline: Option<&str>,
        addresses: impl Iterator<Item = &'text str>,
    ) -> Agreement {
        let headline = headline.map(|text| (text, comparison_key(text))).filter(|(_, own)| !own.is_empty());
        let Some((text, own)) = headline else {
            // Without a headline, only the addresses can decide.
            let keys: Vec<String> = addresses.filter_map(key_of_address).collect();
            let is_elsewhere =
                !keys.is_empty() && !self.addresses.is_empty() && !keys.iter().any(|key| self.is_own(key));
            return if is_elsewhere { Agreement::Other } else { Agreement::Undecided };
        };
        if self.titles.iter().any(|title| title.contains(&own) || (own.contains(title) && is_long(title))) {
            return Agreement::Named;
        }
        let words = words_of(text);
        if self.words.iter().any(|of_page| are_alike(&words, of_page)) {
            return Agreement::Similar;
        }
        let keys: Vec<String> = addresses.filter_map(key_of_address).collect();
        if keys.iter().any(|key| self.addresses.contains(key)) {
            return Agreement::Similar;
        }
        if !is_specific(text, &words) || !self.is_specific {
            // Two words do not identify an article. But a page about an article with an address of its own would have
            // at least one of the words.
            let is_elsewhere = self.is_specific && !keys.is_empty() && !words.is_empty() && !self.speaks_of_any(&words);
            return if is_elsewhere { Agreement::Other } else { Agreement::Undecided };
        }
        let has_other_address = !keys.is_empty() && !self.addresses.is_empty();
        if has_other_address || self.leads_to(&own) || !self.speaks_of(&words) {
            Agreement::Other
        } else {
            Agreement::Doubtful
        }
    }

    /// True if a headline is a line of the page, and each such line is a link to another page.
    fn leads_to(&self, headline: &str) -> bool {
        self.lines.get_or_init(|| self.listed_lines()).get(headline).copied().unwrap_or(false)
    }

    fn listed_lines(&self) -> HashMap<String, bool> {
        const MOST_LEVELS: usize = 4;
        const LONGEST: usize = 300;
        let page = self.page;
        let leads_on = |at: usize| {
            page.ancestors(at).take(MOST_LEVELS).any(|around| {
                page.name(around) == "a"
                    && page.attribute(around, "href").and_then(key_of_address).is_some_and(|key| !self.is_own(&key))
            })
        };
        let mut lines = HashMap::new();
        for (at, line) in page.lines().filter(|(_, line)| line.len() <= LONGEST) {
            let is_link = lines.entry(comparison_key(line)).or_insert(true);
            *is_link = *is_link && leads_on(at);
        }
        lines
    }

    /// True if the key of an address, which may lack its host, is that of the page.
    fn is_own(&self, key: &str) -> bool {
        self.addresses.iter().any(|own| own == key || own.ends_with(key))
    }

    /// True if most words of a headline are on the page.
    fn speaks_of(&self, words: &[String]) -> bool {
        2 * self.n_seen(words) >= words.len()
    }

    /// True if any word of a headline is on the page.
    fn speaks_of_any(&self, words: &[String]) -> bool {
        self.n_seen(words) > 0
    }

    fn n_seen(&self, words: &[String]) -> usize {
        let seen = self.seen.get_or_init(|| words_of(self.page.text()));
        words.iter().filter(|word| seen.binary_search(word).is_ok()).count()
    }
}

/// True if a title is long enough that a headline containing it is the same. A short one is not: "RT" is in many words.
fn is_long(title: &str) -> bool {
    const SHORTEST: usize = 12;
    const SHORTEST_UNSPACED: usize = 6;
    let shortest = if title.contains(is_unspaced) { SHORTEST_UNSPACED } else { SHORTEST };
    title.chars().count() >= shortest
}

/// True if a headline has enough words to distinguish it from others. `words` are its meaningful words.
fn is_specific(headline: &str, words: &[String]) -> bool {
    const FEWEST_OF_ALL: usize = 4;
    const FEWEST: usize = 2;
    const FEWEST_ALONE: usize = 3;
    words.len() >= FEWEST_ALONE
        || (words.len() >= FEWEST && headline.split_whitespace().take(FEWEST_OF_ALL).count() == FEWEST_OF_ALL)
}

/// True if two sorted lists of words have most of the shorter one in common.
fn are_alike(one: &[String], other: &[String]) -> bool {
    const FEWEST_IN_COMMON: usize = 2;
    let n_common = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    n_common >= FEWEST_IN_COMMON && 2 * n_common > one.len().min(other.len())
}

/// Returns the meaningful words of a text, sorted and without duplicates: numbers, and the first letters of words of
/// four letters or more.
///
/// The ends of words are cut because inflection changes them. Scripts without spaces give pairs of characters.
fn words_of(text: &str) -> Vec<String> {
    const SHORTEST: usize = 4;
    const LENGTH: usize = 4;
    const MOST: usize = 20_000;
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MOST) {
        if word.chars().any(is_unspaced) {
            let signs: Vec<char> = word.chars().collect();
            words.extend(signs.windows(2).map(|pair| pair.iter().collect()));
        } else if word.bytes().all(|byte| byte.is_ascii_digit()) || word.chars().count() >= SHORTEST {
            words.push(word.chars().flat_map(char::to_lowercase).take(LENGTH).collect());
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// Returns the part of an address that is the same in all its forms: the path, with the numbers of the query.
///
/// The host, the markers of a version for phones and a trailing slash are left out. Returns `None` for a front page.
fn key_of_address(address: &str) -> Option<String> {
    let address = address.trim();
    // The address of a copy in an archive contains the address of the original.
    let start = address.rfind("://").map(|at| at + 3);
    let path = match start {
        Some(start) => address[start..].split_once('/')?.1,
        None => address.strip_prefix('/')?,
    };
    let path = path.split('#').next().unwrap_or(path);
    // Words in the query say where the user came from. Numbers say which article is meant.
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_number = |value: &str| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_of_article =
        |part: &&str| part.split_once('=').is_some_and(|(name, value)| !name.starts_with("utm") && is_number(value));
    let numbers = query.split('&').filter(is_of_article);
    let numbers = numbers.collect::<Vec<_>>().join("&");
    let path = path.trim_matches('/');
    let path = path.strip_prefix("amp/").unwrap_or(path);
    let path = path.strip_suffix("/amp").or_else(|| path.strip_suffix(".amp")).unwrap_or(path);
    let is_front = path.is_empty() || matches!(path, "index.html" | "index.php" | "index.htm");
    (!is_front || !numbers.is_empty()).then(|| format!("{}?{numbers}", path.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_a_page_and_others() {
        let tree = scraper::Html::parse_document(
            "<title>Bridge over the Elm closed for repairs | Elm Post</title>\
             <link rel=canonical href='https://post.example/local/bridge-closed?id=71'>\
             <meta name=description content='Lorries must take the road through Lower Elm until May.'>\
             <h1>The bridge over the Elm is closed</h1><p>Drivers wait for hours on the detour, and shops complain.</p>\
             <h3><a href='/sport/rowing'>Rowers of the Elm win again</a></h3>",
        );
        let page = Page::new(&tree);
        let names =
            PageNames::new(&page, &MetaTags::new(&page), &["Bridge over the Elm closed for repairs | Elm Post"]);
        for (headline, address, expected) in [
            ("Bridge over the Elm closed", None, Agreement::Named),
            ("Traffic: Elm bridge closed for weeks of repairs", None, Agreement::Similar),
            ("The bridges over Elm close", None, Agreement::Similar),
            ("Lorries take the road through Lower Elm", None, Agreement::Similar),
            (
                "Patience, please",
                Some("https://m.post.example/local/bridge-closed/?id=71&from=mail"),
                Agreement::Similar,
            ),
            ("Patience", None, Agreement::Undecided),
            ("", Some("https://post.example/other"), Agreement::Other),
            ("", Some("https://m.post.example/local/bridge-closed?id=71"), Agreement::Undecided),
            ("Drivers wait, shops complain of detour", None, Agreement::Doubtful),
            ("Drivers wait, shops complain of detour", Some("https://post.example/local/shops"), Agreement::Other),
            ("Rowers of the Elm win again", None, Agreement::Other),
            ("School of Upper Weir gets a new roof", None, Agreement::Other),
            ("School of Upper Weir gets a new roof", Some("https://post.example/"), Agreement::Other),
        ] {
            assert_eq!(names.agreement(Some(headline), address.into_iter()), expected, "{headline} {address:?}");
        }
        let unnamed = scraper::Html::parse_document("<title>Elm Post</title><p>A text.</p>");
        let page = Page::new(&unnamed);
        let names = PageNames::new(&page, &MetaTags::new(&page), &["Elm Post"]);
        assert_eq!(names.agreement(Some("School gets a new roof"), std::iter::empty()), Agreement::Undecided);
    }

    #[test]
    fn words_and_addresses() {
        assert_eq!(words_of("The bridges, 42 bridge-heads"), ["42", "brid", "head"]);
        assert_eq!(words_of("渡轮停航"), ["停航", "渡轮", "轮停"]);
        for (address, expected) in [
            ("https://www.post.example/a/B/", Some("a/b?")),
            ("http://m.post.example/amp/a/b#top", Some("a/b?")),
            ("https://web.archive.org/web/2016/https://post.example/a/b", Some("a/b?")),
            ("/a/b?utm_x=1&id=7", Some("a/b?id=7")),
            ("https://post.example/?p=7", Some("?p=7")),
            ("https://post.example/", None),
            ("https://post.example", None),
            ("bridge", None),
        ] {
            assert_eq!(key_of_address(address).as_deref(), expected, "{address}");
        }
    }
}
