//! Chooses the day a page was published: the surest of those in its data, its tags, its address and its lines.

use jiff::civil::DateTime;

use super::captures::{self, Capture};
use super::dates::{self, AddressDay, Order};
use super::dates_seen::{self, Writing};
use super::json_ld::{Data, Trust};
use super::labelled_dates;
use super::meta_tags::{self, MetaTags, because};
use super::only_dates;
use super::page::Page;
use super::places::Places;
use super::saved;
use super::script_dates;
use super::title::Headline;
use crate::article::How;
use crate::corpus::Field;

/// Names of `<meta>` for dates that are as often those of the page's making as of publication, beside those of
/// libraries (`dc.date`) and of Open Graph outside of `article:`.
const WEAK: [&str; 7] =
    ["datecreated", "date_created", "created", "date", "doc_date", "content_create_date", "displaydate"];

/// The statements of a page that a user does not see.
pub(super) struct Sources<'a> {
    pub(super) meta: &'a MetaTags,
    pub(super) data: &'a Data,
    /// The day in its address.
    pub(super) of_address: Option<AddressDay>,
    /// The whole page with its scripts.
    pub(super) html: &'a str,
    /// The marks that an archive left on it.
    pub(super) capture: &'a Capture,
}

/// True if a tag of this name says when a page was made as often as when its article was published.
fn is_weak(name: &str) -> bool {
    WEAK.contains(&name)
        || name.starts_with("dc.")
        || name.starts_with("dc:")
        || name.starts_with("dcterms")
        || (name.starts_with("og:") && !name.starts_with("og:article:") && !name.starts_with("og:question:"))
}

/// The date of publication.
pub(super) fn date(places: &Places<'_, '_>, sources: &Sources<'_>, writing: Writing<'_>) -> Option<Field> {
    let Sources { meta, data, of_address, html, capture } = sources;
    let (of_address, undecided) = match of_address {
        Some(AddressDay::Day(day)) => (Some(day), None),
        Some(AddressDay::EitherOfTwo(numbers)) => (None, Some(numbers)),
        None => (None, None),
    };
    let of_meta = |wants_weak: bool| {
        meta.ordered(&meta_tags::PUBLISHED)
            .filter(|(name, _)| is_weak(name) == wants_weak)
            .find_map(|(name, text)| Some(Field::given(dates::readable(text, writing.order)?, because(name))))
    };
    let of_data = |trust: Trust| {
        let date = data.date.as_ref().filter(|date| date.trust == trust)?;
        Some(Field::given(dates::readable(&date.text, writing.order)?, format!("JSON-LD `{}`", date.member)))
    };
    let found_in_address = |text: &String| Field::found(text.clone(), "the page's address");
    let seen = || dates_seen::behind_label(places, writing).or_else(|| dates_seen::beside_headline(places, writing));
    let of_page = || {
        of_data(Trust::WebPage).filter(|field| {
            let of_article = of_address.map(found_in_address).or_else(|| {
                let seen = in_doubt(seen()?, places.page, html, writing);
                let is_update = |text: &String| dates::are_one_day(text, &seen.text);
                (seen.how == How::Found && !data.modified.as_ref().is_some_and(is_update)).then_some(seen)
            });
            // A page may be as old as its template: its own day gives way to that of the article.
            of_article.is_none_or(|other| dates::are_one_day(&field.text, &other.text))
        })
    };
    let strong = of_data(Trust::Article)
        .or_else(|| of_meta(false))
        .or_else(|| labelled_dates::labelled(places, writing))
        .or_else(of_page);
    if let Some(field) = &strong
        && capture.is_day(&field.text)
    {
        // Either was published on the day of saving, or an archive wrote that day.
        let other = of_address.map(found_in_address).or_else(|| seen().filter(|seen| seen.how == How::Found));
        let is_same = |other: &Field| dates::day_of(&other.text) == dates::day_of(&field.text);
        return other.filter(|other| !is_same(other)).or_else(|| {
            let because = format!("{}, on the day when the page was saved", field.because);
            Some(if seen().is_some_and(|seen| is_same(&seen)) {
                field.clone()
            } else {
                Field::inferred(field.text.clone(), because)
            })
        });
    }
    if let Some(field) = strong {
        // A moment in universal time may be of the day before or after; the address and the line have the outlet's own.
        let is_local = |other: &Field| dates::are_neighbours(&field.text, &other.text);
        let is_bare_day = dates::day_of(&field.text).is_some_and(|day| day.to_string() == field.text);
        let local = if dates::is_in_universal_time(&field.text) {
            of_address.map(found_in_address).filter(is_local).or_else(|| {
                // A line that says "Updated" may be of a later day.
                seen().filter(|seen| seen.how == How::Found && is_local(seen))
            })
        } else if is_bare_day {
            // Programs cut the time off a moment in universal time.
            let is_cut =
                |other: &Field| captures::utc_of(&other.text).map(DateTime::date) == dates::day_of(&field.text);
            labelled_dates::labelled(places, writing).filter(|other| is_local(other) && is_cut(other))
        } else {
            None
        };
        return Some(local.unwrap_or(field));
    }
    let weak = of_meta(true).or_else(|| of_data(Trust::Doubtful));
    if let Some(address) = of_address {
        return Some(found_in_address(address));
    }
    let seen = seen().map(|field| in_doubt(field, places.page, html, writing));
    let is_same = |seen: &Field, weak: &Field| dates::day_of(&seen.text) == dates::day_of(&weak.text);
    match (&seen, weak) {
        // The tag is the surer reason where the two agree.
        (Some(seen), Some(weak)) => {
            return Some(if is_same(seen, &weak) || seen.how != How::Found { weak } else { seen.clone() });
        }
        (None, Some(weak)) => return Some(weak),
        (Some(seen), None) if seen.how == How::Found => return Some(seen.clone()),
        (Some(_) | None, None) => {}
    }
    if only_dates::is_list(places, writing) {
        return Some(Field::none("the page lists several articles with their dates"));
    }
    script_dates::find(html, writing.order, &data.dates_of_others, places.headline_text())
        .or(seen)
        .or_else(|| undecided.map(|numbers| Field::inferred(numbers.clone(), "the page's address")))
        .or_else(|| of_title(places.page, writing))
        .or_else(|| modified(meta, data, writing.order))
        .or_else(|| only_dates::only_one(places, writing))
}

/// `field` as an inferred one if the page writes its day in numbers that can be read in two ways, and names no country
/// that would tell which.
fn in_doubt(field: Field, page: &Page<'_>, html: &str, writing: Writing<'_>) -> Field {
    // A day in the form of attributes was read from one, and one as it is written needed no guess.
    let is_as_written = dates::day_of(&field.text).is_some_and(|day| day.to_string() != field.text);
    let is_sure = !writing.is_guessed
        || field.how != How::Found
        || is_as_written
        || memchr::memmem::find(html.as_bytes(), field.text.as_bytes()).is_some();
    let day = dates::day_of(&field.text).filter(|day| !is_sure && day.day() <= 12 && day.day() != day.month());
    let Some(day) = day else { return field };
    let (month, day, year) = (day.month(), day.day(), day.year());
    let is_written = ['/', '-', '.'].iter().any(|sign| {
        let forms = [format!("{month}{sign}{day}{sign}{year}"), format!("{month:02}{sign}{day:02}{sign}{year}")];
        forms.iter().any(|form| page.text().contains(form.as_str()))
    });
    if is_written {
        let because = format!("{}, read with the month first", field.because);
        Field::inferred(field.text, because)
    } else {
        field
    }
}

/// The day in the page's address, that of its headline, or that of its copy for slow connections.
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

/// The address that the headline leads to: on the page of one entry, it is the entry's own.
fn address_of_headline<'tree>(page: &Page<'tree>, headline: Option<&Headline>) -> Option<&'tree str> {
    let headline = headline.filter(|headline| headline.is_confirmed)?;
    let within = headline.at..page.nodes[headline.at].end;
    let mut links = within.chain(page.ancestors(headline.at).take(1)).filter(|at| page.name(*at) == "a");
    links.find_map(|at| page.attribute(at, "href"))
}

/// The day between the headline and the outlet in the title of a page: "Tolls rise - 09.03.2022 - Harbour Wire".
fn of_title(page: &Page<'_>, writing: Writing<'_>) -> Option<Field> {
    const SEPARATORS: [&str; 5] = [" - ", " | ", " – ", " — ", " · "];
    const LONGEST: usize = 1000;
    let title = page.raw(page.named("title").next()?);
    let title = &title[..title.floor_char_boundary(LONGEST)];
    let separator = SEPARATORS.into_iter().find(|separator| title.contains(separator))?;
    let is_day = |part: &&str| crate::dates::is_alone(part) && dates::readable(part, writing.order).is_some();
    let mut days = title.split(separator).skip(1).map(str::trim).filter(is_day);
    let text = dates::readable(days.next()?, writing.order)?;
    days.next().is_none().then(|| Field::inferred(text, "the title of the page"))
}

/// The date of the last change, where the page has no other.
fn modified(meta: &MetaTags, data: &Data, order: Order) -> Option<Field> {
    let found = |text: &str, name: &str| {
        let text = dates::readable(text, order)?;
        Some(Field::inferred(text, format!("{name}, the only date that the page gives")))
    };
    let of_data = data.modified.as_deref().and_then(|text| found(text, "JSON-LD `dateModified`"));
    of_data.or_else(|| meta.ordered(&meta_tags::MODIFIED).find_map(|(name, text)| found(text, &because(name))))
}
