//! Finds the name of the outlet of a page: in its data and tags, else in a part of `<title>`.
//!
//! The page, its address or the words of the name itself must confirm such a part.

use super::author_names::{after_opening, is_of_outlet};
use super::comparison_key::comparison_key;
use super::json_ld::Data;
use super::meta_tags::{self, MetaTags, because};
use super::page::Page;
use super::title::is_of_the_site;
use super::title_parts::{is_in_title_case, parts};
use super::unnamed;
use crate::corpus::{Field, byline, outlets};
use crate::dates;

/// The longest name of an outlet that is accepted from a title, in words.
const MOST_WORDS: usize = 6;

/// Returns the parts of a title that the page itself names as its outlet: after a copyright sign, in its logo, in the
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
    let is_before_colon = |part: &str| before_colon == Some(part);
    let may_be_name = |part: &&str| {
        let is_brief = part.len() <= LONGEST && part.split_whitespace().count() <= MOST_WORDS;
        is_brief && !part.ends_with(['!', '?', '！', '？']) && may_be_outlet(part)
    };
    let mut candidates: Vec<(&str, String)> =
        ends.chain(before_colon).filter(may_be_name).map(|part| (part, comparison_key(part))).collect();
    candidates.retain(|(_, own)| own.chars().count() >= SHORTEST);
    if candidates.is_empty() {
        return Vec::new();
    }
    let given = OutletNames::of(page, meta);
    // A single word before a colon may also be the place or the subject that a site is named after.
    let is_address = |part: &str| {
        (part.contains(' ') || !is_before_colon(part)) && host.is_some_and(|host| is_name_of_host(part, host))
    };
    let mut confirmed: Vec<(&str, bool)> = Vec::new();
    for (part, own) in &candidates {
        let is_sure = given.has_whole(own) || is_address(part);
        if is_sure || given.has_at_an_end(own) {
            confirmed.push((*part, is_sure));
        }
    }
    // A feed of the comments on an article has the article's headline as its title. The outlet is then the other part.
    let is_all_of_title = confirmed.len() > 1 && parts(title).all(|part| confirmed.iter().any(|it| it.0 == part));
    if is_all_of_title && confirmed.iter().any(|(_, is_sure)| !is_sure) {
        let outlet = confirmed.iter().position(|(_, is_sure)| *is_sure).unwrap_or(0);
        confirmed = vec![confirmed[outlet]];
    }
    confirmed.into_iter().map(|(part, _)| part).collect()
}

/// True if the own label of a host spells a name, not counting words such as "The", "Online" and "Zeitung": "The
/// Harbour Wire" and `harbourwire.example`.
///
/// A part of the label is not enough, because it may be a place or a section: "Sport" and `sport1.example`.
fn is_name_of_host(name: &str, host: &str) -> bool {
    const SHORTEST: usize = 4;
    const BESIDE: [&str; 3] = ["the", "online", "website"];
    let label = comparison_key(outlets::own_label(host));
    let is_label = |words: &[&str]| comparison_key(&words.concat()) == label;
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_beside = |word: &str| BESIDE.contains(&&*word.to_lowercase()) || outlets::is_outlet_word(word);
    let is_article = words.first().is_some_and(|word| word.eq_ignore_ascii_case("the"));
    let bare = &words[usize::from(is_article)..];
    label.len() >= SHORTEST
        && (words.iter().any(|word| comparison_key(word) == comparison_key(outlets::site(host)))
            || comparison_key(name) == comparison_key(outlets::site(host))
            || is_label(&words)
            || is_label(bare)
            || bare.split_last().is_some_and(|(last, first)| is_beside(last) && is_label(first)))
}

/// The names that a page gives for its outlet, as [`comparison_key`] returns them.
struct OutletNames {
    /// Names that are the whole text: its logo, the links to its front page, its accounts.
    whole: Vec<String>,
    /// Texts that have the name at one end: the titles of its feeds and lines about its rights.
    at_an_end: Vec<String>,
}

impl OutletNames {
    fn of(page: &Page<'_>, meta: &MetaTags) -> Self {
        const LONGEST: usize = 100;
        const FEEDS: [&str; 4] =
            ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"];
        const TAGS: [&str; 5] = ["twitter:site", "copyright", "dc.rights", "owner", "dc.source"];
        let mut whole: Vec<String> = TAGS.iter().flat_map(|name| meta.all(name)).map(comparison_key).collect();
        let mut at_an_end = Vec::new();
        for (at, element) in page.elements() {
            match element.name() {
                "link" => {
                    let rel = page.attribute(at, "rel").unwrap_or_default();
                    let kind = page.attribute(at, "type").unwrap_or_default().to_ascii_lowercase();
                    // Alternates of other types belong to the article and have its headline.
                    let is_feed =
                        rel.eq_ignore_ascii_case("alternate") && FEEDS.iter().any(|feed| kind.starts_with(feed));
                    let is_of_site = is_feed || rel.eq_ignore_ascii_case("search");
                    at_an_end.extend(page.attribute(at, "title").filter(|_| is_of_site).map(of_feed));
                }
                "img" if is_of_the_site(page, at) => whole.extend(page.attribute(at, "alt").map(comparison_key)),
                "a" | "h1" | "h2" if is_of_the_site(page, at) => {
                    whole.extend(page.line(at, LONGEST).map(|line| comparison_key(&line)));
                }
                _ => {}
            }
        }
        at_an_end.extend(page.lines().filter_map(|(_, line)| holder_of_rights(line)));
        whole.retain(|name| !name.is_empty());
        at_an_end.retain(|name| !name.is_empty());
        Self { whole, at_an_end }
    }

    fn has_whole(&self, own: &str) -> bool {
        self.whole.iter().any(|name| name == own)
    }

    fn has_at_an_end(&self, own: &str) -> bool {
        const SHORTEST: usize = 5;
        let is_end = |name: &String| {
            let has = |one: &str, other: &str| one.starts_with(other) || one.ends_with(other);
            name == own || (own.len().min(name.len()) >= SHORTEST && (has(name, own) || has(own, name)))
        };
        self.at_an_end.iter().any(is_end)
    }
}

/// Returns the name of an outlet in the title of its feed: "Harbour Wire » Feed", "Harbour Wire RSS". The title of a
/// feed of comments has the headline in it.
fn of_feed(title: &str) -> String {
    const OF_FEEDS: [&str; 6] = ["feed", "rss", "atom", "rss2.0", "feeds", "-"];
    let name = title.split(['»', '|', '«']).next().unwrap_or(title);
    let words = name.split_whitespace().filter(|word| !OF_FEEDS.contains(&word.to_lowercase().as_str()));
    comparison_key(&words.collect::<Vec<_>>().join(" "))
}

/// Returns the holder of rights that a line names after the copyright sign.
fn holder_of_rights(line: &str) -> Option<String> {
    const LONGEST: usize = 160;
    if line.len() > LONGEST {
        return None;
    }
    let (_, rest) = line.split_once('©').or_else(|| line.split_once("Copyright"))?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = rest.find(['.', ',', '|', '–', '-', ';']).unwrap_or(rest.len());
    Some(comparison_key(&rest[..end]))
}

/// Returns the author after the "by" in a part of a title, as newsletter programs write it: "Tolls rise - by Nell
/// Harbury".
pub(super) fn author_in_title(title: &str) -> Option<&str> {
    let mut behind = parts(title).skip(1).filter(|part| part.starts_with("by ")).filter_map(after_opening);
    behind.find(|name| byline::names_alone(name).is_some())
}

/// True if a part of a title may name an outlet: it is no title of any page, no author after a "by", and no date.
fn may_be_outlet(part: &str) -> bool {
    !part.is_empty()
        && !unnamed::is_of_any_page(part)
        && after_opening(part).is_none()
        && !dates::is_alone(part)
        && !dates::are_only_of_dates(part)
}

/// Returns the outlet. `confirmed` are the parts of `<title>` that the page itself names as its outlet.
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
        let is_headline = |part: &str| comparison_key(part) == comparison_key(&title.text);
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

/// Returns the parts at the ends of a title that have the words of an outlet, the last one first: "Harbour Courier".
fn named_as_outlets(title: &str) -> impl Iterator<Item = &str> {
    let has_parts = parts(title).nth(1).is_some();
    let ends = parts(title).last().into_iter().chain(parts(title).next()).filter(move |_| has_parts);
    ends.filter(|part| is_named_as_outlet(part) && may_be_outlet(part))
}

/// True if a name has the words of an outlet. In scripts without spaces, its last character decides.
fn is_named_as_outlet(name: &str) -> bool {
    outlets::is_outlet(name)
        || outlets::is_host(&name.to_lowercase())
        || (!name.is_ascii() && !name.contains(['_', ' ']) && is_of_outlet(name))
}

/// True if the part of a title after a bar or a dash is written as a name. After a dash it may also be the second half
/// of a headline.
fn reads_like_outlet(title: &str, part: &str) -> bool {
    const MOST_WORDS: usize = 4;
    // Sections and kinds of articles are after bars as well.
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
    // After a headline in lower case, capitals are those of a name.
    let is_set_off = is_behind_bar || (headline.ends_with(['-', '–', '—']) && !is_in_title_case(headline));
    let first = part.split(' ').next().unwrap_or("");
    let is_person = byline::is_name(part) && byline::is_first_name(first);
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_small = |word: &&&str| word.starts_with(char::is_lowercase);
    let is_written_as_name = match words.as_slice() {
        [] => false,
        [word] => word.contains(char::is_alphabetic),
        [first, rest @ ..] => !is_small(&first) && !rest.iter().any(|word| word.len() > 3 && is_small(&word)),
    };
    is_set_off
        && may_be_outlet(part)
        && !is_person
        && is_written_as_name
        && words.len() <= MOST_WORDS
        && !words.iter().all(|word| OTHERS.contains(&word.to_lowercase().as_str()))
}

/// Returns the rest of a title after or before the headline, if it is short enough for the name of an outlet.
fn beside_title<'text>(all: &'text str, headline: &str) -> Option<&'text str> {
    const MOST_WORDS: usize = 6;
    let rest = all.strip_prefix(headline).or_else(|| all.strip_suffix(headline))?;
    let name = rest.trim_matches(|c: char| c.is_whitespace() || "|-–—·•»›«‹:~/".contains(c));
    let is_separated = rest.len() > name.len();
    let n_words = name.split_whitespace().count();
    let is_one_piece = !name.contains(['|', '-', '–', '»', '·']);
    (is_separated && (1..=MOST_WORDS).contains(&n_words) && is_one_piece).then_some(name)
}

/// Returns the rest of a title after the beginning of the headline: "Ferry times - Harbour Wire" for "Ferry times
/// change".
fn behind_beginning<'text>(all: &'text str, headline: &str) -> Option<&'text str> {
    const FEWEST_LETTERS: usize = 8;
    let (beginning, name) = [" | ", " - ", " – ", " — "].iter().find_map(|separator| all.rsplit_once(separator))?;
    let own = comparison_key(beginning);
    let whole = comparison_key(headline);
    let is_beginning = own.len() >= FEWEST_LETTERS && whole.starts_with(&own) && !whole.contains(&comparison_key(name));
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
                "<link rel=alternate type=application/rss+xml title='Quay Letters &raquo; Feed' href=x>",
                None,
                Some("Quay Letters"),
            ),
            (
                "Bells rung backwards - Sexton Blames Vicar",
                "<link rel=alternate type=application/json+oembed title='Bells rung backwards - Sexton Blames Vicar'>",
                Some("quay.example"),
                Some("quay.example"),
            ),
            ("Bells rung backwards - Quay Post", "", Some("quaypost.example"), Some("Quay Post")),
            ("Bells rung backwards - The Quay Letters", "", Some("www.quayletters.co.uk"), Some("The Quay Letters")),
            ("Bells rung backwards | Kai Quay.net", "", Some("www.quay.net"), Some("Kai Quay.net")),
            ("Berlin: Bells rung backwards", "", Some("berliner-zeitung.example"), Some("berliner-zeitung.example")),
            ("Quay: Bells rung backwards", "", Some("quay.example"), Some("quay.example")),
            ("Sport: Bells rung backwards", "", Some("sport1.example"), Some("sport1.example")),
            ("Bells rung backwards | Travel", "", Some("travelquay.example"), Some("travelquay.example")),
            ("Bells rung backwards | Blog", "", Some("blog.quay.example"), Some("blog.quay.example")),
            ("Bells rung backwards - again | 09.03.2022", "", None, None),
            ("Bells rung backwards - again | 9 March 2022", "", None, None),
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
