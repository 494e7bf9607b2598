//! Reads the metadata of a page, from the surest source to the least sure: JSON-LD, then `<meta>`, then labels in the
//! mark-up, then the usual places in the visible text.

use super::authors;
use super::captures::Capture;
use super::comparison_key::comparison_key;
use super::date_conventions::DateConventions;
use super::dates::Order;
use super::json_ld::{self, Data};
use super::meta_tags::{self, MetaTags, because};
use super::page::{Page, one_line};
use super::places::Places;
use super::published::{self, Sources};
use super::saved;
use super::site_names;
use super::title::{self, Headline};
use super::title_parts;
use super::unnamed;
use super::zones::Zones;
use crate::corpus::{Field, Metadata, outlets};

/// The metadata of a page, with the article's own text if the page's data hold it.
pub(super) struct PageMetadata {
    pub(super) metadata: Metadata,
    /// The `articleBody` of JSON-LD.
    pub(super) article_body: Option<String>,
    /// The element of the headline, if other fields confirm it.
    pub(super) headline: Option<usize>,
    /// True if the page's data say that it is an article.
    pub(super) is_article: bool,
    /// True if its date is that of the first of several posts.
    pub(super) shows_posts: bool,
}

/// Reads the metadata of `page`. `html` is the whole page with its scripts.
pub(super) fn read(page: &Page<'_>, html: &str) -> PageMetadata {
    let meta = MetaTags::new(page);
    let saved_from = saved::saved_from(html);
    let capture = Capture::of(page, &meta, saved_from.as_deref());
    let is_capture = capture.is_archive_today;
    let meta = if is_capture { meta.of_a_capture() } else { meta.without_dates(|text| capture.is_moment(text)) };
    let title_tag = page.named("title").map(|at| title_of(&page.raw(at))).find(|title| !title.is_empty());
    let mut titles: Vec<&str> = meta.ordered(&meta_tags::TITLE).map(|(_, content)| content).collect();
    titles.extend(title_tag.as_deref());
    let mut data = json_ld::read(page, &meta, &titles);
    capture.clear(&mut data);
    let link = saved::link(page, &meta, &data, saved_from.as_deref());
    let host = link.as_deref().and_then(saved::host);
    let language = language(page, &meta, &data);

    let mut outlets: Vec<&str> = meta.ordered(&meta_tags::OUTLET).map(|(_, content)| content).collect();
    outlets.extend(meta.ordered(&meta_tags::OUTLET_OF_AN_APP).map(|(_, content)| content));
    // The owner of a personal site is its publisher, but no outlet.
    outlets.extend(data.publisher.iter().filter(|publisher| publisher.is_organisation).map(|it| it.name.as_str()));
    outlets.extend(data.site.as_deref());
    let confirmed =
        if outlets.is_empty() { site_names::in_title(page, &meta, host, title_tag.as_deref()) } else { Vec::new() };
    outlets.extend(&confirmed);
    outlets.extend(host);
    // The names that are added from here on may be those of authors: a person may write for a site with their own name.
    let n_labels = outlets.len();
    let host_name = host.and_then(|host| host.rsplit_once('.')).map(|(name, _)| name);
    outlets.extend(host_name);

    titles.extend([&data.headline, &data.name].into_iter().flatten().map(String::as_str));
    let in_heading = outlet_in_heading(page, &titles);
    outlets.extend(in_heading.as_deref());
    let of_microdata = title::of_microdata(page);
    titles.extend(of_microdata.as_deref());
    // "Home" and "Print view" are never the name of an article, in whatever field they are.
    let names_outlet = |text: &str| is_outlet(text, &outlets);
    titles.retain(|title| !unnamed::names_no_article(title, &names_outlet));
    let is_general =
        |text: &str| unnamed::names_no_article(&title_parts::without_outlet(text, &outlets, None), &names_outlet);
    let is_unnamed = titles.iter().all(|title| names_outlet(title) || is_general(title));
    let names_no_article = |seen: &Headline| is_general(&seen.text) || (is_unnamed && names_outlet(&seen.text));
    let is_site = |text: &str| !is_unnamed && names_outlet(text);
    let (of_site, headline) = match title::headline(page, &titles, &is_site) {
        Some(seen) if names_no_article(&seen) => (Some(seen), None),
        seen => (None, seen),
    };
    let headline = headline.or_else(|| unnamed::headline(page, &names_outlet).filter(|_| is_unnamed));
    // Such a text is the headline after all if a field confirms it and there is no other headline: an article may be
    // about a home.
    let headline = headline.or(of_site.filter(|seen| seen.is_confirmed && is_general(&seen.text)));
    let zones = Zones::new(page, headline.as_ref());
    let code = language.as_ref().map(|field| field.text.as_str());
    let writing = writing(page, code, host);
    let places = Places::new(page, &zones, headline.as_ref(), is_capture).without_bar(capture.bar);

    let title =
        title_field(page, &meta, &data, of_microdata.as_deref(), title_tag.as_deref(), headline.as_ref(), &outlets);
    let source = site_names::source(&meta, &data, title_tag.as_deref(), &confirmed, title.as_ref(), host);
    let authors = authors::of(&places, &meta, &data, &outlets[..n_labels], host_name, title_tag.as_deref());
    let day_of_address = published::of_address(page, link.as_deref(), headline.as_ref());
    let title_tag = title_tag.as_deref();
    let sources = Sources { meta: &meta, data: &data, of_address: day_of_address, title_tag, html, capture: &capture };
    let published = published::date(&places, &sources, writing);
    let shows_posts = published.as_ref().is_some_and(|date| date.is_of_first_post);
    let metadata =
        Metadata { title, source, authors, date: published.map(|date| date.field), language, link, tags: Vec::new() };
    let headline = headline.filter(|headline| headline.is_confirmed).map(|headline| headline.at);
    let is_article = data.headline.is_some() || data.body.is_some() || meta.get("og:type") == Some("article");
    PageMetadata { metadata, article_body: data.body, headline, is_article, shows_posts }
}

/// Returns the name of an outlet in the first `<h1>`, if the page has no other title and a longer `<h2>` is below it.
fn outlet_in_heading(page: &Page<'_>, titles: &[&str]) -> Option<String> {
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 4;
    // The headline follows the name of the outlet, with a menu between them.
    const MOST_NODES: usize = 400;
    let first = page.named("h1").next()?;
    let name = page.line(first, LONGEST).filter(|name| outlets::is_outlet(name))?;
    let n_words = name.split_whitespace().count();
    // "Fake News Explained" is a headline.
    let ends_as_a_name = name.split_whitespace().next_back().is_some_and(outlets::is_outlet_word);
    let own = comparison_key(&name);
    let is_only_title =
        n_words <= MOST_WORDS && ends_as_a_name && titles.iter().all(|title| comparison_key(title) == own);
    let mut headings = (page.nodes[first].end..page.nodes.len()).take(MOST_NODES).filter(|at| page.name(*at) == "h2");
    let is_longer = |at: usize| page.seen(at).split_whitespace().count() > n_words;
    (is_only_title && headings.next().is_some_and(is_longer)).then_some(name)
}

/// Returns the conventions for dates on a page. Its other dates are better evidence for their order than its language,
/// which many sites have from a template.
fn writing<'a>(page: &Page<'_>, language: Option<&'a str>, host: Option<&str>) -> DateConventions<'a> {
    let of_dates = crate::dates::is_day_first(page.text());
    let order = match of_dates {
        Some(true) => Order::DayFirst,
        Some(false) => Order::MonthFirst,
        None => Order::of(language, host),
    };
    DateConventions { order, is_guessed: of_dates.is_none() && Order::is_guessed(language, host), language }
}

/// True if a text is the name of the outlet, with or without "the". A long text is none: some pages have the headline
/// where the outlet's name should be.
fn is_outlet(text: &str, outlets: &[&str]) -> bool {
    const MOST_WORDS: usize = 6;
    if text.split_whitespace().count() > MOST_WORDS {
        return false;
    }
    let without_article = |text: &str| {
        let own = comparison_key(text);
        own.strip_prefix("the").map_or_else(|| own.clone(), str::to_owned)
    };
    let own = without_article(text);
    outlets.iter().any(|outlet| without_article(outlet) == own)
}

/// Returns the words of a title, on one line. The text after a limit is cut off, because no title is that long.
fn title_of(text: &str) -> String {
    const LONGEST: usize = 1000;
    let text = text.trim();
    one_line(&text[..text.floor_char_boundary(LONGEST)])
}

/// True if a `<title>` is on every page of a site, such as its name or "Print view": few words, none of them in the
/// headline.
fn is_of_every_page(title: &str, headline: &str) -> bool {
    const MOST_WORDS: usize = 3;
    const FEWEST_WORDS_OF_A_HEADLINE: usize = 2;
    let headline: Vec<String> = headline.split_whitespace().map(comparison_key).collect();
    let mut words = title.split_whitespace().map(comparison_key);
    title.split_whitespace().count() <= MOST_WORDS
        && headline.len() >= FEWEST_WORDS_OF_A_HEADLINE
        && !words.any(|word| headline.contains(&word))
}

/// True if a `<title>` has only a few words, all of them in a longer headline: "Bells" for "Bells rung backwards".
fn is_short_for(title: &str, headline: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let headline: Vec<String> = headline.split_whitespace().map(comparison_key).collect();
    let words: Vec<String> = title.split_whitespace().map(comparison_key).filter(|word| !word.is_empty()).collect();
    (1..=MOST_WORDS).contains(&words.len())
        && words.len() < headline.len()
        && words.iter().all(|word| headline.contains(word))
}

/// True if a `<title>` begins with the name of an outlet and shares no word with the headline: "Harbour Courier: News,
/// Sport".
fn presents_outlet(title: &str, headline: &str) -> bool {
    let name = title.split([':', '|', '-', '–']).next().unwrap_or(title).trim();
    let headline: Vec<String> = headline.split_whitespace().map(comparison_key).collect();
    name.len() < title.len()
        && outlets::is_outlet(name)
        && !title.split_whitespace().map(comparison_key).any(|word| headline.contains(&word))
}

/// Returns the title of the article.
///
/// It is taken from the fields, with the help of the visible headline. A field may have the outlet's name after the
/// title: the headline shows where the title ends. A field may also cut the title off: the headline completes it.
fn title_field(
    page: &Page<'_>,
    meta: &MetaTags,
    data: &Data,
    of_microdata: Option<&str>,
    title_tag: Option<&str>,
    headline: Option<&Headline>,
    outlets: &[&str],
) -> Option<Field> {
    const LONGEST_ABOVE: usize = 100;
    let seen = headline.filter(|headline| headline.is_confirmed).map(|headline| headline.text.as_str());
    let split = |text: &str| title_parts::without_outlet(text, outlets, seen);
    let names_outlet = |text: &str| is_outlet(text, outlets);
    let is_no_title =
        |text: &str| text.is_empty() || names_outlet(text) || unnamed::names_no_article(text, &names_outlet);
    let of_fields: Vec<&str> = meta.ordered(&meta_tags::TITLE).map(|(_, other)| other).collect();
    // A text that agrees with neither the page's title nor its headline is a description, the site's name, or about
    // something else. But if those two are only a few words and no other field agrees with them, they may be the name
    // of a section.
    let is_said_elsewhere = |text: &str, others: &[&str]| match (seen, title_tag) {
        (Some(seen), Some(tag)) if title::are_similar_titles(seen, tag) => {
            const MOST_WORDS_OF_A_SECTION: usize = 3;
            let agrees = |field: &&str| **field != *text && title::are_similar_titles(seen, field);
            let is_long = seen.split_whitespace().count() > MOST_WORDS_OF_A_SECTION;
            let is_headline = is_long || of_fields.iter().copied().chain(data.name.as_deref()).any(|it| agrees(&it));
            !is_headline || [seen, tag].iter().chain(others).any(|other| title::are_similar_titles(text, other))
        }
        _ => true,
    };
    let of_data = data.headline.as_deref().filter(|text| is_said_elsewhere(text, &of_fields));
    let of_data = of_data.map(|text| (split(text), "JSON-LD `headline`".into()));
    let of_meta = meta.ordered(&meta_tags::TITLE);
    let of_meta = of_meta.filter(|(_, text)| is_said_elsewhere(text, data.headline.as_deref().as_slice()));
    let of_meta = of_meta.map(|(name, text)| (split(text), because(name)));
    let of_microdata = of_microdata.map(|text| (text.to_owned(), "microdata `headline`".into()));
    let given = of_data.into_iter().chain(of_meta).chain(of_microdata).find(|(text, _)| !is_no_title(text));
    if let Some((text, because)) = given {
        if let Some(seen) = seen {
            let (own, other) = (comparison_key(&text), comparison_key(seen));
            let is_cut = own.len() < other.len() && other.starts_with(&own) && own.chars().count() >= 8;
            if is_cut {
                return Some(Field::found(seen, "the headline, of which the page's fields give the beginning"));
            }
        }
        return Some(Field::given(text, because));
    }
    // A heading below the first paragraph belongs to a part of the text.
    let is_on_top = headline.is_some_and(|headline| {
        page.lines().take_while(|(at, _)| *at < headline.at).all(|(_, line)| line.len() <= LONGEST_ABOVE)
    });
    let of_tag = title_tag.map(split).filter(|text| !text.is_empty());
    match (seen, of_tag) {
        (Some(seen), Some(text)) if comparison_key(seen) == comparison_key(&text) => {
            Some(Field::given(text, "the page's `<title>`"))
        }
        (Some(seen), _) => Some(Field::found(seen, "the headline")),
        // A `<title>` is not taken if it is on every page of the site, or if it only has a few words of the headline.
        (None, Some(text))
            if !is_no_title(&text)
                && headline.is_none_or(|headline| {
                    let is_weaker = is_short_for(&text, &headline.text) || presents_outlet(&text, &headline.text);
                    !(is_of_every_page(&text, &headline.text) || (is_on_top && is_weaker))
                }) =>
        {
            Some(Field::given(text, "the page's `<title>`"))
        }
        (None, _) => headline.map(|headline| Field::found(headline.text.clone(), "the headline")),
    }
}

fn language(page: &Page<'_>, meta: &MetaTags, data: &Data) -> Option<Field> {
    let code = |text: &str| {
        let text = text.split([',', ';', ' ']).next().unwrap_or("");
        let first = text.split(['-', '_']).next().unwrap_or("");
        let is_code = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        // Some pages name their encoding instead of their language.
        let is_encoding = ["utf", "iso", "win", "koi", "gb", "big"].iter().any(|name| first.eq_ignore_ascii_case(name));
        (is_code && !is_encoding && text.len() <= 16).then(|| text.to_owned())
    };
    let html = page.named("html").next();
    let of_html = ["lang", "xml:lang"].iter().find_map(|name| code(page.attribute(html?, name)?));
    if let Some(code) = of_html {
        return Some(Field::given(code, "the page's `lang`"));
    }
    if let Some(code) = data.language.as_deref().and_then(code) {
        return Some(Field::given(code, "JSON-LD `inLanguage`"));
    }
    meta.ordered(&meta_tags::LANGUAGE).find_map(|(name, text)| Some(Field::given(code(text)?, because(name))))
}
