//! The name of the outlet of a page: that of its data and tags, else the part of `<title>` that the page, its address or
//! the words of the name confirm as one.

use super::author_names::{after_opening, is_of_outlet};
use super::json_ld::Data;
use super::meta_tags::{self, MetaTags, because};
use super::page::Page;
use super::title::{is_of_the_site, letters};
use super::title_parts::{is_in_title_case, parts};
use super::unnamed;
use crate::corpus::{Field, byline, outlets};

/// The longest name of an outlet that a title is believed to hold, in words.
const MOST_WORDS: usize = 6;

/// The parts of a title that the page itself gives as names of its outlet: behind a copyright sign, in its logo, in the
/// link to its front page, in the titles of its feeds, in its address.
pub(super) fn in_title<'text>(
    page: &Page<'_>,
    meta: &MetaTags,
    host: Option<&str>,
    title_tag: Option<&'text str>,
) -> Vec<&'text str> {
    const SHORTEST: usize = 2;
    const LONGEST: usize = 60;
    let Some(title) = title_tag else {
        return Vec::new();
    };
    let has_parts = parts(title).nth(1).is_some();
    let ends = parts(title).last().into_iter().chain(parts(title).next()).filter(|_| has_parts);
    let before_colon = title.split_once(": ").map(|(before, _)| before);
    let may_be_name = |part: &&str| {
        let is_brief = part.len() <= LONGEST && part.split_whitespace().count() <= MOST_WORDS;
        is_brief && !part.ends_with(['!', '?', '！', '？']) && may_be_outlet(part)
    };
    let mut candidates: Vec<(&str, String)> =
        ends.chain(before_colon).filter(may_be_name).map(|part| (part, letters(part))).collect();
    candidates.retain(|(_, own)| own.chars().count() >= SHORTEST);
    if candidates.is_empty() {
        return Vec::new();
    }
    let given = Given::of(page, meta);
    let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host));
    candidates.retain(|(_, own)| given.names(own) || host.is_some_and(|host| is_of_host(own, host)));
    candidates.into_iter().map(|(part, _)| part).collect()
}

/// True if a host spells a name, with an article before it or without, "The Harbour Wire" of `harbourwire.example`, or a
/// name has the host in it.
fn is_of_host(own: &str, host: &str) -> bool {
    const SHORTEST: usize = 4;
    let bare = own.strip_prefix("the").unwrap_or(own);
    let label = host.split('.').find(|label| label.len() >= SHORTEST).map(letters);
    bare.len() >= SHORTEST && (letters(host).contains(bare) || label.is_some_and(|label| own.contains(&label)))
}

/// The texts that a page gives for its outlet, as [`letters`] has them.
struct Given {
    /// Its logo, the links to its front page, its accounts.
    whole: Vec<String>,
    /// Titles of its feeds and lines on its rights, in which the name stands at an end.
    at_an_end: Vec<String>,
}

impl Given {
    fn of(page: &Page<'_>, meta: &MetaTags) -> Self {
        const LONGEST: usize = 100;
        const TAGS: [&str; 5] = ["twitter:site", "copyright", "dc.rights", "owner", "dc.source"];
        let mut whole: Vec<String> = TAGS.iter().flat_map(|name| meta.all(name)).map(letters).collect();
        let mut at_an_end = Vec::new();
        for (at, element) in page.elements() {
            match element.name() {
                "link" => {
                    let rel = page.attribute(at, "rel").unwrap_or_default();
                    let is_of_site = rel.eq_ignore_ascii_case("alternate") || rel.eq_ignore_ascii_case("search");
                    at_an_end.extend(page.attribute(at, "title").filter(|_| is_of_site).map(of_feed));
                }
                "img" if is_of_the_site(page, at) => whole.extend(page.attribute(at, "alt").map(letters)),
                "a" | "h1" | "h2" if is_of_the_site(page, at) => {
                    whole.extend(page.line(at, LONGEST).map(|line| letters(&line)));
                }
                _ => {}
            }
        }
        at_an_end.extend(page.lines().filter_map(|(_, line)| holder_of_rights(line)));
        whole.retain(|name| !name.is_empty());
        at_an_end.retain(|name| !name.is_empty());
        Self { whole, at_an_end }
    }

    fn names(&self, own: &str) -> bool {
        const SHORTEST: usize = 5;
        let is_end = |name: &String| {
            let has = |one: &str, other: &str| one.starts_with(other) || one.ends_with(other);
            name == own || (own.len().min(name.len()) >= SHORTEST && (has(name, own) || has(own, name)))
        };
        self.whole.iter().any(|name| name == own) || self.at_an_end.iter().any(is_end)
    }
}

/// The name of an outlet in the title of its feed: "Harbour Wire » Feed", "Harbour Wire RSS". One of comments has the
/// headline in it.
fn of_feed(title: &str) -> String {
    const OF_FEEDS: [&str; 6] = ["feed", "rss", "atom", "rss2.0", "feeds", "-"];
    let name = title.split(['»', '|', '«']).next().unwrap_or(title);
    let words = name.split_whitespace().filter(|word| !OF_FEEDS.contains(&word.to_lowercase().as_str()));
    letters(&words.collect::<Vec<_>>().join(" "))
}

/// The holder of rights that a line names behind its sign.
fn holder_of_rights(line: &str) -> Option<String> {
    const LONGEST: usize = 160;
    if line.len() > LONGEST {
        return None;
    }
    let (_, rest) = line.split_once('©').or_else(|| line.split_once("Copyright"))?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = rest.find(['.', ',', '|', '–', '-', ';']).unwrap_or(rest.len());
    Some(letters(&rest[..end]))
}

/// The author behind the "by" of a part of a title, as programs for newsletters write it: "Tolls rise - by Nell Harbury".
pub(super) fn author_in_title(title: &str) -> Option<&str> {
    let mut behind = parts(title).skip(1).filter(|part| part.starts_with("by ")).filter_map(after_opening);
    behind.find(|name| byline::names_alone(name).is_some())
}

/// True if a part of a title may name an outlet: it is no title of any page, and no author behind a "by".
fn may_be_outlet(part: &str) -> bool {
    !part.is_empty() && !unnamed::is_of_any_page(part) && after_opening(part).is_none()
}

/// The outlet. `confirmed` are the parts of `<title>` that the page gives for it.
pub(super) fn source(
    meta: &MetaTags,
    data: &Data,
    title_tag: Option<&str>,
    confirmed: &[&str],
    title: Option<&Field>,
    host: Option<&str>,
) -> Option<Field> {
    let is_name = |text: &&str| !text.is_empty() && text.chars().count() <= 80 && !text.contains("://");
    let labelled = meta.ordered(&meta_tags::OUTLET).find(|(_, text)| is_name(text));
    if let Some((name, text)) = labelled {
        return Some(Field::given(text.trim_start_matches('@'), because(name)));
    }
    if let Some(name) = data.publisher.as_ref().map(|it| it.name.as_str()).filter(is_name) {
        return Some(Field::given(name, "JSON-LD `publisher`"));
    }
    if let Some(name) = data.site.as_deref().filter(is_name) {
        return Some(Field::given(name, "JSON-LD `WebSite`"));
    }
    if let Some((name, text)) = meta.ordered(&meta_tags::OUTLET_OF_AN_APP).find(|(_, text)| is_name(text)) {
        return Some(Field::found(text, because(name)));
    }
    if let (Some(all), Some(title)) = (title_tag, title) {
        let is_headline = |part: &str| letters(part) == letters(&title.text);
        if let Some(name) = confirmed.iter().copied().chain(named_as_outlets(all)).find(|part| !is_headline(part)) {
            return Some(Field::found(name, "the page's `<title>`, beside the headline"));
        }
        let beside = beside_title(all, &title.text).or_else(|| behind_beginning(all, &title.text));
        let beside = beside.map(|part| part.trim_matches(['[', ']', '(', ')']));
        if let Some(rest) = beside.filter(|rest| is_named_as_outlet(rest)) {
            return Some(Field::found(rest, "the page's `<title>`, beside the headline"));
        }
        if let Some(rest) = beside.filter(|rest| host.is_none() && reads_like_outlet(all, rest)) {
            return Some(Field::inferred(rest, "the page's `<title>`, beside the headline"));
        }
    }
    if let Some(host) = host {
        return Some(Field::found(host, "the page's address"));
    }
    let account = meta.get("twitter:site").map(|text| text.trim_start_matches('@')).filter(is_name)?;
    Some(Field::found(account, "the account `twitter:site`"))
}

/// The parts at the ends of a title that are named as outlets are, the last one first: "Harbour Courier".
fn named_as_outlets(title: &str) -> impl Iterator<Item = &str> {
    let has_parts = parts(title).nth(1).is_some();
    let ends = parts(title).last().into_iter().chain(parts(title).next()).filter(move |_| has_parts);
    ends.filter(|part| is_named_as_outlet(part) && may_be_outlet(part))
}

/// True if the words of a name are those of outlets, in scripts without spaces by their last sign.
fn is_named_as_outlet(name: &str) -> bool {
    outlets::is_outlet(name)
        || outlets::is_host(&name.to_lowercase())
        || (!name.is_ascii() && !name.contains(['_', ' ']) && is_of_outlet(name))
}

/// True if the part of a title behind a bar or a dash is written as a name: one behind a dash may as well be half of a
/// headline.
fn reads_like_outlet(title: &str, part: &str) -> bool {
    const MOST_WORDS: usize = 4;
    // Sections and kinds of articles stand behind bars as well.
    const OTHERS: [&str; 24] = [
        "video",
        "videos",
        "audio",
        "podcast",
        "podcasts",
        "photos",
        "gallery",
        "opinion",
        "comment",
        "analysis",
        "blog",
        "news",
        "sport",
        "sports",
        "politics",
        "business",
        "culture",
        "world",
        "local",
        "travel",
        "health",
        "science",
        "technology",
        "lifestyle",
    ];
    let headline = title.strip_suffix(part).map_or("", str::trim_end);
    let is_behind_bar = headline.ends_with(['|', '»']) || headline.ends_with("::");
    // Behind a headline in small letters, capitals are those of a name.
    let is_set_off = is_behind_bar || (headline.ends_with(['-', '–', '—']) && !is_in_title_case(headline));
    let first = part.split(' ').next().unwrap_or("");
    let is_person = byline::is_name(part) && byline::is_first_name(first);
    let words = || part.split_whitespace();
    is_set_off
        && may_be_outlet(part)
        && !is_person
        && words().count() <= MOST_WORDS
        && !words().all(|word| OTHERS.contains(&word.to_lowercase().as_str()))
        && (words().count() == 1 || part.starts_with(|c: char| !c.is_lowercase()))
        && (words().count() == 1
            || words().all(|word| word.len() <= 3 || word.starts_with(|c: char| !c.is_lowercase())))
}

/// What stands in the title behind or before the headline, where it is short enough for an outlet's name.
fn beside_title<'text>(all: &'text str, headline: &str) -> Option<&'text str> {
    const MOST_WORDS: usize = 6;
    let rest = all.strip_prefix(headline).or_else(|| all.strip_suffix(headline))?;
    let name = rest.trim_matches(|c: char| c.is_whitespace() || "|-–—·•»›«‹:~/".contains(c));
    let is_separated = rest.len() > name.len();
    let n_words = name.split_whitespace().count();
    let is_one_piece = !name.contains([" | ", " - ", " – ", " » ", " · "].map(|sep| sep.chars().nth(1).unwrap_or('|')));
    (is_separated && (1..=MOST_WORDS).contains(&n_words) && is_one_piece).then_some(name)
}

/// What stands in the title behind the beginning of the headline: "Ferry times - Harbour Wire" above "Ferry times change".
fn behind_beginning<'text>(all: &'text str, headline: &str) -> Option<&'text str> {
    const FEWEST_LETTERS: usize = 8;
    let (beginning, name) = [" | ", " - ", " – ", " — "].iter().find_map(|separator| all.rsplit_once(separator))?;
    let own = letters(beginning);
    let whole = letters(headline);
    let is_beginning = own.len() >= FEWEST_LETTERS && whole.starts_with(&own) && !whole.contains(&letters(name));
    if is_beginning { beside_title(all, beginning).filter(|rest| *rest == name.trim()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "<p>The night ferry to the islands stayed in port on Saturday for the fourth evening in a row.</p>";

    fn source_of(title: &str, html: &str, host: Option<&str>) -> Option<String> {
        let html = format!("<title>{title}</title><h1>Bells rung backwards</h1>{html}{TEXT}");
        let tree = scraper::Html::parse_document(&html);
        let page = Page::new(&tree);
        let meta = MetaTags::new(&page);
        let confirmed = in_title(&page, &meta, host, Some(title));
        let field = Field::given("Bells rung backwards", "the page's `<title>`");
        source(&meta, &Data::default(), Some(title), &confirmed, Some(&field), host).map(|field| field.text)
    }

    #[test]
    fn names_of_outlets_in_titles() {
        for (title, html, host, expected) in [
            ("Bells rung backwards - Sexton blames vicar", "", None, None),
            ("Bells rung backwards - Sexton Blames Vicar", "", Some("quay.example"), Some("quay.example")),
            ("Bells rung backwards - Video", "", None, None),
            ("Bells rung backwards | Video", "", None, None),
            ("Bells rung backwards | Nell Harbury", "", None, None),
            ("Bells rung backwards | Quay Letters", "", None, Some("Quay Letters")),
            ("Bells rung backwards | Local | Harbour Courier", "", None, Some("Harbour Courier")),
            ("Bells rung backwards - Quay Letters", "", None, Some("Quay Letters")),
            ("Bells rung backwards - Quay Letters", "", Some("quayletters.example"), Some("Quay Letters")),
            (
                "Bells rung backwards - Quay Letters",
                "<p>© 2022 Quay Letters. All rights reserved</p>",
                None,
                Some("Quay Letters"),
            ),
            ("Bells rung backwards - Quay Letters", "<a href=/>Quay Letters</a>", None, Some("Quay Letters")),
            (
                "Bells rung backwards - Quay Letters",
                "<link rel=alternate title='Quay Letters &raquo; Feed' href=x>",
                None,
                Some("Quay Letters"),
            ),
            ("Quay Letters: Bells rung backwards", "<a href=/>Quay Letters</a>", None, Some("Quay Letters")),
            ("Bells rung backwards [Quay.net]", "", None, Some("Quay.net")),
            ("Bells rung backwards-海港时报网", "", None, Some("海港时报网")),
            ("Home | Quay Letters", "<a href=/>Quay Letters</a>", None, Some("Quay Letters")),
            ("Bells rung backwards - by Nell Harbury", "", None, None),
        ] {
            assert_eq!(source_of(title, html, host).as_deref(), expected, "{title} {html}");
        }
        assert_eq!(author_in_title("Tolls rise - by Nell Harbury - Quay Letters"), Some("Nell Harbury"));
        assert_eq!(author_in_title("Stand by Nell - Quay Letters"), None);
    }
}
