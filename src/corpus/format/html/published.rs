//! Chooses the date of publication of a page.
//!
//! The sources in order of trust, the surest first: JSON-LD, `<meta>` tags, labels in the mark-up, the page's address,
//! visible lines and weak tags, scripts, `<title>`, the date of the last change.

use std::cell::LazyCell;

use jiff::civil::DateTime;

use super::captures::{self, Capture};
use super::date_conventions::DateConventions;
use super::dates::{self, AddressDay, Order};
use super::dates_seen;
use super::json_ld::{Data, Trust};
use super::labelled_dates;
use super::live_posts::SeenDate;
use super::meta_tags::{self, MetaTags, because};
use super::only_dates;
use super::page::Page;
use super::places::Places;
use super::saved;
use super::script_dates;
use super::title::Headline;
use super::title_parts;
use crate::article::How;
use crate::corpus::Field;

/// Names of `<meta>` tags that give the date when the page was made as often as the date of publication.
///
/// [`is_weak`] adds the names of libraries (`dc.date`) and those of Open Graph outside `article:`.
const WEAK: [&str; 7] =
    ["datecreated", "date_created", "created", "date", "doc_date", "content_create_date", "displaydate"];

/// The sources of dates other than the visible text of the page.
pub(super) struct Sources<'a> {
    pub(super) meta: &'a MetaTags,
    pub(super) data: &'a Data,
    /// The day in the page's address.
    pub(super) of_address: Option<AddressDay>,
    /// The first `<title>` with words.
    pub(super) title_tag: Option<&'a str>,
    /// The whole page with its scripts.
    pub(super) html: &'a str,
    /// The marks that a web archive left on the page, if it saved the page.
    pub(super) capture: &'a Capture,
}

/// True if a tag of this name says when the page was made as often as when its article was published.
fn is_weak(name: &str) -> bool {
    WEAK.contains(&name)
        || name.starts_with("dc.")
        || name.starts_with("dc:")
        || name.starts_with("dcterms")
        || (name.starts_with("og:") && !name.starts_with("og:article:") && !name.starts_with("og:question:"))
}

/// Returns the date of publication.
pub(super) fn date(
    places: &Places<'_, '_>,
    sources: &Sources<'_>,
    conventions: DateConventions<'_>,
) -> Option<SeenDate> {
    let Sources { meta, data, of_address, html, capture, .. } = sources;
    let (of_address, undecided) = match of_address {
        Some(AddressDay::Day(day)) => (Some(day), None),
        Some(AddressDay::EitherOfTwo(numbers)) => (None, Some(numbers)),
        None => (None, None),
    };
    let of_meta = |wants_weak: bool| {
        meta.ordered(&meta_tags::PUBLISHED).filter(|(name, _)| is_weak(name) == wants_weak).find_map(|(name, text)| {
            Some(Field::given(dates::readable(text, conventions.order)?, because(name)).into())
        })
    };
    let of_data = |trust: Trust| {
        let date = data.date.as_ref().filter(|date| date.trust == trust)?;
        let text = dates::readable(&date.text, conventions.order)?;
        Some(SeenDate::from(Field::given(text, format!("JSON-LD `{}`", date.member))))
    };
    let found_in_address = |text: &String| SeenDate::from(Field::found(text.clone(), "the page's address"));
    // Computed on first use: several rules need it, and it reads all lines of the page.
    let seen = LazyCell::new(|| {
        let of_label = dates_seen::behind_label(places, conventions).map(SeenDate::from);
        of_label.or_else(|| dates_seen::beside_headline(places, conventions))
    });
    let found = || seen.clone().filter(|seen| seen.field.how == How::Found);
    let of_page = || {
        of_data(Trust::WebPage).filter(|date| {
            let of_article = of_address.map(found_in_address).or_else(|| {
                let seen = in_doubt(found()?, places.page, html, conventions);
                let is_update = |text: &String| dates::are_one_day(text, &seen.field.text);
                (seen.field.how == How::Found && !data.modified.as_ref().is_some_and(is_update)).then_some(seen)
            });
            // The data of a page may be as old as its template. So the date of the article is preferred to that of the
            // page.
            of_article.is_none_or(|other| dates::are_one_day(&date.field.text, &other.field.text))
        })
    };
    let strong = of_data(Trust::Article)
        .or_else(|| of_meta(false))
        .or_else(|| labelled_dates::labelled(places, conventions))
        .or_else(of_page);
    if let Some(date) = &strong
        && capture.is_day(&date.field.text)
    {
        // Either the article was published on the day of saving, or an archive wrote that day.
        let other = of_address.map(found_in_address).or_else(found);
        let is_same = |other: &SeenDate| dates::day_of(&other.field.text) == dates::day_of(&date.field.text);
        return other.filter(|other| !is_same(other)).or_else(|| {
            if seen.as_ref().is_some_and(is_same) {
                return strong.clone();
            }
            let because = format!("{}, on the day when the page was saved", date.field.because);
            Some(SeenDate { field: Field::inferred(date.field.text.clone(), because), ..date.clone() })
        });
    }
    if let Some(date) = strong {
        let text = &date.field.text;
        // A moment in UTC may be on the day before or after. The address and the line have the day of the outlet.
        let is_local = |other: &SeenDate| dates::are_neighbours(text, &other.field.text);
        let is_bare_day = dates::day_of(text).is_some_and(|day| day.to_string() == *text);
        let local = if dates::is_in_universal_time(text) {
            // A line that says "Updated" may be of a later day.
            of_address.map(found_in_address).filter(is_local).or_else(|| found().filter(is_local))
        } else if is_bare_day {
            // Programs cut the time off a moment in UTC.
            let is_cut =
                |other: &SeenDate| captures::utc_of(&other.field.text).map(DateTime::date) == dates::day_of(text);
            labelled_dates::labelled(places, conventions).filter(|other| is_local(other) && is_cut(other))
        } else {
            None
        };
        return Some(local.unwrap_or(date));
    }
    if let Some(address) = of_address {
        return Some(found_in_address(address));
    }
    let weak = of_meta(true).or_else(|| of_data(Trust::Doubtful));
    let seen = seen.clone().map(|seen| in_doubt(seen, places.page, html, conventions));
    let is_same = |seen: &SeenDate, weak: &SeenDate| dates::day_of(&seen.field.text) == dates::day_of(&weak.field.text);
    let is_found = seen.as_ref().is_some_and(|seen| seen.field.how == How::Found);
    match (seen, weak) {
        // A tag or JSON-LD is the better reason if both mean one day. It also takes precedence over a line that is only
        // inferred.
        (Some(seen), Some(weak)) => Some(if is_same(&seen, &weak) || !is_found { weak } else { seen }),
        (None, Some(weak)) => Some(weak),
        (Some(seen), None) if is_found => Some(seen),
        (seen, None) => in_weaker_places(places, sources, conventions, undecided, seen),
    }
}

/// Looks for the date in weaker places: scripts, numbers in the address that may be one of two days, `<title>`, the
/// date of the last change, the only date of the page.
///
/// It is called if the data, tags and address have no date and no visible line has a sure one. `seen` is the unsure
/// date of a line, if there is one; it is used if the scripts have no date.
fn in_weaker_places(
    places: &Places<'_, '_>,
    sources: &Sources<'_>,
    conventions: DateConventions<'_>,
    undecided: Option<&String>,
    seen: Option<SeenDate>,
) -> Option<SeenDate> {
    let Sources { meta, data, html, title_tag, .. } = sources;
    if only_dates::is_list(places, conventions) {
        return Some(Field::none("the page lists several articles with their dates").into());
    }
    let of_scripts = script_dates::find(html, conventions.order, &data.dates_of_others, places.headline_text());
    of_scripts.map(SeenDate::from).or(seen).or_else(|| {
        let of_address = undecided.map(|numbers| Field::inferred(numbers.clone(), "the page's address"));
        let other = of_address
            .or_else(|| of_title((*title_tag)?, conventions))
            .or_else(|| modified(meta, data, conventions.order))
            .or_else(|| only_dates::only_one(places, conventions));
        other.map(SeenDate::from)
    })
}

/// Turns `date` into an inferred one if the page writes its day in numbers that could be read in two ways, and names no
/// country that would decide.
fn in_doubt(date: SeenDate, page: &Page<'_>, html: &str, conventions: DateConventions<'_>) -> SeenDate {
    let text = &date.field.text;
    // A date that is still in the page's own spelling needed no guess. A day such as `2022-03-09` that is also in the
    // HTML was read from an attribute, and needed none either.
    let is_as_written = dates::day_of(text).is_some_and(|day| day.to_string() != *text);
    let is_sure = !conventions.is_guessed
        || date.field.how != How::Found
        || is_as_written
        || memchr::memmem::find(html.as_bytes(), text.as_bytes()).is_some();
    let day = dates::day_of(text).filter(|day| !is_sure && day.day() <= 12 && day.day() != day.month());
    let Some(day) = day else { return date };
    let (month, day, year) = (day.month(), day.day(), day.year());
    let is_written = ['/', '-', '.'].iter().any(|sign| {
        let forms = [format!("{month}{sign}{day}{sign}{year}"), format!("{month:02}{sign}{day:02}{sign}{year}")];
        forms.iter().any(|form| page.text().contains(form.as_str()))
    });
    if is_written {
        let because = format!("{}, read with the month first", date.field.because);
        SeenDate { field: Field::inferred(date.field.text, because), ..date }
    } else {
        date
    }
}

/// Returns the day in the page's address, in that of its headline, or in that of its AMP version.
pub(super) fn of_address(page: &Page<'_>, link: Option<&str>, headline: Option<&Headline>) -> Option<AddressDay> {
    let addresses = link.into_iter().chain(address_of_headline(page, headline)).chain(saved::of_rel(page, "amphtml"));
    let mut undecided = None;
    for found in addresses.into_iter().filter_map(dates::in_address) {
        match found {
            AddressDay::Day(_) => return Some(found),
            AddressDay::EitherOfTwo(_) => undecided = undecided.or(Some(found)),
        }
    }
    undecided
}

/// Returns the address that the headline links to. On the page of one entry, it is the entry's own address.
fn address_of_headline<'tree>(page: &Page<'tree>, headline: Option<&Headline>) -> Option<&'tree str> {
    let headline = headline.filter(|headline| headline.is_confirmed)?;
    let within = headline.at..page.nodes[headline.at].end;
    let mut links = within.chain(page.ancestors(headline.at).take(1)).filter(|at| page.name(*at) == "a");
    links.find_map(|at| page.attribute(at, "href"))
}

/// Returns the day between the headline and the outlet in the title of a page: "Tolls rise - 09.03.2022 - Harbour
/// Wire".
fn of_title(title: &str, conventions: DateConventions<'_>) -> Option<Field> {
    let is_day = |part: &&str| crate::dates::is_alone(part) && dates::readable(part, conventions.order).is_some();
    let mut days = title_parts::parts(title).skip(1).filter(is_day);
    let text = dates::readable(days.next()?, conventions.order)?;
    days.next().is_none().then(|| Field::inferred(text, "the title of the page"))
}

/// Returns the date of the last change, for a page that gives no other date.
fn modified(meta: &MetaTags, data: &Data, order: Order) -> Option<Field> {
    let found = |text: &str, name: &str| {
        let text = dates::readable(text, order)?;
        Some(Field::inferred(text, format!("{name}, the only date that the page gives")))
    };
    let of_data = data.modified.as_deref().and_then(|text| found(text, "JSON-LD `dateModified`"));
    of_data.or_else(|| meta.ordered(&meta_tags::MODIFIED).find_map(|(name, text)| found(text, &because(name))))
}
