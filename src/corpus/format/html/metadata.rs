//! What a page says of its article, the surest place first: JSON-LD, then `<meta>`, then labels in the
//! mark-up, then what a reader sees where such things stand.

use super::author_names;
use super::bylines::byline;
use super::dates::{self, Order};
use super::dates_seen;
use super::json_ld::{self, Data};
use super::meta_tags::{self, MetaTags, because};
use super::page::{Page, one_line};
use super::saved;
use super::title::{self, Headline, letters};
use super::zones::Zones;
use crate::corpus::{Field, Metadata};
use crate::dates::WrittenDate;

/// What a page says: of the article, and the article's own text where its data hold it.
pub(super) struct Said {
    /// The fields.
    pub(super) metadata: Metadata,
    /// `articleBody` of JSON-LD.
    pub(super) article_body: Option<String>,
    /// The element of the headline, where other fields confirm it.
    pub(super) headline: Option<usize>,
}

/// Names of `<meta>` for dates that are as often those of the page's making as of publication.
const WEAK_DATES: [&str; 8] =
    ["datecreated", "date_created", "created", "date", "doc_date", "content_create_date", "displaydate", "dc.created"];
/// What the label of an author begins with, where a page labels one for those who share it.
const LABELS: [&str; 9] = [
    "written by",
    "by",
    "author",
    "verfasst von",
    "geschrieben von",
    "écrit par",
    "escrito por",
    "scritto da",
    "geschreven door",
];
/// Names of `<meta>` that many pages fill with whoever owns the site.
const WEAK_AUTHORS: [&str; 3] = ["creator", "author", "authors"];

/// Reads what `page` says. `html` is the whole page with its scripts.
pub(super) fn read(page: &Page<'_>, html: &str) -> Said {
    let meta = MetaTags::new(page);
    let title_tag = page.named("title").map(|at| title_of(&page.raw(at))).find(|title| !title.is_empty());
    let mut titles: Vec<&str> = meta.ordered(&meta_tags::TITLE).map(|(_, content)| content).collect();
    titles.extend(title_tag.as_deref());
    let data = json_ld::read(page, &titles);
    let link = saved::link(page, &meta, &data, saved::saved_from(html));
    let host = link.as_deref().and_then(saved::host);
    let language = language(page, &meta, &data);

    let mut outlets: Vec<&str> = meta.ordered(&meta_tags::OUTLET).map(|(_, content)| content).collect();
    outlets.extend(meta.ordered(&meta_tags::OUTLET_OF_AN_APP).map(|(_, content)| content));
    // Who has a site of their own is its publisher, and no outlet.
    outlets.extend(data.publisher.iter().filter(|publisher| publisher.is_organisation).map(|it| it.name.as_str()));
    outlets.extend(data.site.as_deref());
    outlets.extend(host);
    // Who writes for a site that bears their name is its author all the same.
    let n_labels = outlets.len();
    outlets.extend(host.and_then(|host| host.rsplit_once('.')).map(|(name, _)| name));

    titles.extend([&data.headline, &data.name].into_iter().flatten().map(String::as_str));
    let of_microdata = title::of_microdata(page);
    titles.extend(of_microdata.as_deref());
    let headline = title::headline(page, &titles);
    let zones = Zones::new(page, headline.as_ref());
    let order = Order::of(language.as_ref().map(|field| field.text.as_str()), host);

    let title = title_field(&meta, &data, of_microdata.as_deref(), title_tag.as_deref(), headline.as_ref(), &outlets);
    let source = source(&meta, &data, title_tag.as_deref(), title.as_ref(), host);
    let authors = authors(page, &zones, &meta, &data, &outlets[..n_labels]);
    let of_address = date_of_address(page, link.as_deref(), headline.as_ref());
    let published = date(page, &zones, &meta, &data, of_address, order, html);
    let metadata = Metadata { title, source, authors, date: published, language, link, tags: Vec::new() };
    let headline = headline.filter(|headline| headline.is_confirmed).map(|headline| headline.at);
    Said { metadata, article_body: data.body, headline }
}

/// The words of a title, on one line. Far longer ones are no titles.
fn title_of(text: &str) -> String {
    const LONGEST: usize = 1000;
    let text = text.trim();
    one_line(&text[..text.floor_char_boundary(LONGEST)])
}

/// The headline. The one that is seen settles where the outlet's name begins, and gives the end of one
/// that a field cuts off.
fn title_field(
    meta: &MetaTags,
    data: &Data,
    of_microdata: Option<&str>,
    title_tag: Option<&str>,
    headline: Option<&Headline>,
    outlets: &[&str],
) -> Option<Field> {
    let seen = headline.filter(|headline| headline.is_confirmed).map(|headline| headline.text.as_str());
    let split = |text: &str| title::without_outlet(text, outlets, seen);
    let is_outlet = |text: &str| outlets.iter().any(|outlet| letters(outlet) == letters(text));
    let of_data = data.headline.as_deref().map(|text| (split(text), "JSON-LD `headline`".into()));
    let of_meta = meta.ordered(&meta_tags::TITLE).map(|(name, text)| (split(text), because(name)));
    let of_microdata = of_microdata.map(|text| (text.to_owned(), "microdata `headline`".into()));
    let given =
        of_data.into_iter().chain(of_meta).chain(of_microdata).find(|(text, _)| !text.is_empty() && !is_outlet(text));
    if let Some((text, because)) = given {
        if let Some(seen) = seen {
            let (own, other) = (letters(&text), letters(seen));
            let is_cut = own.len() < other.len() && other.starts_with(&own) && own.chars().count() >= 12;
            if is_cut {
                return Some(Field::found(seen, "the headline, of which the page's fields give the beginning"));
            }
        }
        return Some(Field::given(text, because));
    }
    let of_tag = title_tag.map(split).filter(|text| !text.is_empty());
    match (seen, of_tag) {
        (Some(seen), Some(text)) if letters(seen) == letters(&text) => Some(Field::given(text, "the page's `<title>`")),
        (Some(seen), _) => Some(Field::found(seen, "the headline")),
        // A title that is the outlet's name alone stands on every page of it.
        (None, Some(text)) if headline.is_none() || !is_outlet(&text) => {
            Some(Field::given(text, "the page's `<title>`"))
        }
        (None, _) => headline.map(|headline| Field::found(headline.text.clone(), "the headline")),
    }
}

fn source(
    meta: &MetaTags,
    data: &Data,
    title_tag: Option<&str>,
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
    if let (Some(all), Some(title)) = (title_tag, title)
        && let Some(rest) = beside_title(all, &title.text)
    {
        return Some(Field::found(rest, "the page's `<title>`, beside the headline"));
    }
    if let Some(host) = host {
        return Some(Field::found(host, "the page's address"));
    }
    let account = meta.get("twitter:site").map(|text| text.trim_start_matches('@')).filter(is_name)?;
    Some(Field::found(account, "the account `twitter:site`"))
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

fn authors(page: &Page<'_>, zones: &Zones, meta: &MetaTags, data: &Data, outlets: &[&str]) -> Vec<Field> {
    let outlets: Vec<String> = outlets.iter().map(|outlet| letters(outlet)).collect();
    let people = |text: &str| -> Vec<String> {
        author_names::names(text).into_iter().filter(|name| !outlets.contains(&letters(name))).collect()
    };
    let fields = |names: Vec<String>, because: std::borrow::Cow<'static, str>, is_given: bool| -> Vec<Field> {
        let field = |name: String| {
            if is_given { Field::given(name, because.clone()) } else { Field::found(name, because.clone()) }
        };
        names.into_iter().map(field).collect()
    };
    let of_data = |is_organisation: bool| -> Vec<String> {
        let authors = data.authors.iter().filter(|author| author.is_organisation == is_organisation);
        authors.flat_map(|author| people(&author.name)).fold(Vec::new(), |mut names: Vec<String>, name| {
            if !names.contains(&name) {
                names.push(name);
            }
            names
        })
    };
    let names = of_data(false);
    if !names.is_empty() {
        return fields(names, "JSON-LD `author`".into(), true);
    }
    let of_meta = |is_weak: bool| {
        meta_tags::AUTHORS.iter().filter(|name| WEAK_AUTHORS.contains(*name) == is_weak).find_map(|name| {
            let mut names: Vec<String> = Vec::new();
            for found in meta.all(name).flat_map(people) {
                if !names.contains(&found) {
                    names.push(found);
                }
            }
            (!names.is_empty()).then_some((names, because(name)))
        })
    };
    if let Some((names, because)) = of_meta(false) {
        return fields(names, because, true);
    }
    let labelled = meta.labelled(&LABELS).map(people).unwrap_or_default();
    if !labelled.is_empty() {
        return fields(labelled, "the page's label for its author".into(), true);
    }
    let byline = byline(page, zones).map(|mut byline| {
        byline.names.retain(|name| !outlets.contains(&letters(name)));
        byline
    });
    let byline = byline.filter(|byline| !byline.names.is_empty());
    // A link to its author at the article says more than a tag that is the same on all pages of a site.
    if let Some(byline) = byline.as_ref().filter(|byline| byline.is_marked || byline.because.contains("link")) {
        return fields(byline.names.clone(), byline.because.into(), byline.is_marked);
    }
    if let Some((names, because)) = of_meta(true) {
        return fields(names, because, true);
    }
    if let Some(byline) = byline {
        return fields(byline.names, byline.because.into(), false);
    }
    // An agency is better than nobody.
    fields(of_data(true), "JSON-LD `author`".into(), true)
}

fn date(
    page: &Page<'_>,
    zones: &Zones,
    meta: &MetaTags,
    data: &Data,
    of_address: Option<String>,
    order: Order,
    html: &str,
) -> Option<Field> {
    let of_meta = |is_weak: bool| {
        meta.ordered(&meta_tags::PUBLISHED)
            .filter(|(name, _)| WEAK_DATES.contains(name) == is_weak)
            .find_map(|(name, text)| Some(Field::given(dates::readable(text, order)?, because(name))))
    };
    let of_data = data
        .date
        .as_ref()
        .and_then(|(name, text)| Some(Field::given(dates::readable(text, order)?, format!("JSON-LD `{name}`"))));
    let found_in_address = |text: String| Field::found(text, "the page's address");
    if let Some(field) = of_data.or_else(|| of_meta(false)).or_else(|| dates_seen::labelled(page, zones, order)) {
        // A moment in universal time may be of the day before or after; the address has the outlet's own.
        return Some(match of_address {
            Some(address) if is_in_universal_time(&field.text) && is_the_next_day(&field.text, &address) => {
                found_in_address(address)
            }
            _ => field,
        });
    }
    of_address
        .map(found_in_address)
        .or_else(|| of_meta(true))
        .or_else(|| dates_seen::beside_headline(page, zones, order))
        .or_else(|| dates_seen::in_line(page, zones, order))
        .or_else(|| dates::in_scripts(html, order))
        .or_else(|| modified(meta, data, order))
        .or_else(|| dates_seen::only_one(page, zones, order))
}

/// The day in the page's address, that of its headline, or that of its copy for slow connections.
fn date_of_address(page: &Page<'_>, link: Option<&str>, headline: Option<&Headline>) -> Option<String> {
    let copies = page.named("link").filter(|at| page.attribute(*at, "rel") == Some("amphtml"));
    let copies = copies.filter_map(|at| page.attribute(at, "href"));
    link.into_iter().chain(own_address(page, headline)).chain(copies).find_map(dates::in_address)
}

/// Where the headline leads to: on the page of one entry, that is the entry's own address.
fn own_address<'tree>(page: &Page<'tree>, headline: Option<&Headline>) -> Option<&'tree str> {
    let headline = headline.filter(|headline| headline.is_confirmed)?;
    let within = headline.at..page.nodes[headline.at].end;
    let mut links = within.chain(page.ancestors(headline.at).take(1)).filter(|at| page.name(*at) == "a");
    links.find_map(|at| page.attribute(at, "href"))
}

fn is_in_universal_time(text: &str) -> bool {
    text.len() > 10 && (text.ends_with('Z') || text.ends_with("+00:00") || text.ends_with("+0000"))
}

/// True if two dates are of neighbouring days.
fn is_the_next_day(one: &str, other: &str) -> bool {
    match (crate::dates::read(one), crate::dates::read(other)) {
        (WrittenDate::Date(one), WrittenDate::Date(other)) => {
            one.first_day.tomorrow().ok() == Some(other.first_day)
                || other.first_day.tomorrow().ok() == Some(one.first_day)
        }
        _ => false,
    }
}

/// The date of the last change, where the page has no other.
fn modified(meta: &MetaTags, data: &Data, order: Order) -> Option<Field> {
    let found = |text: &str, name: &str| {
        let text = dates::readable(text, order)?;
        Some(Field::found(text, format!("{name}, the only date that the page gives")))
    };
    let of_data = data.modified.as_deref().and_then(|text| found(text, "JSON-LD `dateModified`"));
    of_data.or_else(|| meta.ordered(&meta_tags::MODIFIED).find_map(|(name, text)| found(text, &because(name))))
}

fn language(page: &Page<'_>, meta: &MetaTags, data: &Data) -> Option<Field> {
    let code = |text: &str| {
        let text = text.split([',', ';', ' ']).next().unwrap_or("");
        let first = text.split(['-', '_']).next().unwrap_or("");
        let is_code = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        (is_code && text.len() <= 16).then(|| text.to_owned())
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
