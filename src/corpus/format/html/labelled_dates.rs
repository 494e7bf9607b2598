//! Finds the dates that mark-up labels as those of publication: microdata, microformats, `<time pubdate>`.

use super::date_attributes::moment;
use super::date_conventions::DateConventions;
use super::live_posts::{self, SeenDate};
use super::places::Places;
use crate::corpus::Field;

/// Returns the date of publication that mark-up labels. Of the surest kind, the nearest to the headline is taken.
pub(super) fn labelled(places: &Places<'_, '_>, conventions: DateConventions<'_>) -> Option<SeenDate> {
    // The last rank of labels that are used only for the page's own date. Themes use `entry-date` for other entries as
    // well.
    const LAST_SURE_RANK: u8 = 2;
    let page = places.page;
    let mut best: Option<((u8, usize), usize, Field)> = None;
    for (at, element) in page.elements() {
        let itemprop = element.attr("itemprop").unwrap_or("");
        let classes = element.attr("class").unwrap_or("");
        let has_class = |wanted: &str| classes.split_ascii_whitespace().any(|class| class == wanted);
        let is_time = matches!(element.name(), "time" | "abbr");
        let (rank, because) = if itemprop.split_ascii_whitespace().any(|name| name == "datePublished") {
            (0, "microdata `datePublished`")
        } else if element.attr("pubdate").is_some() {
            (1, "`<time pubdate>`")
        } else if has_class("dt-published") || (is_time && has_class("published")) {
            (2, "the page's date of publication")
        } else if is_time && ["entry-date", "entry-time", "post-date", "posted-on"].iter().any(|class| has_class(class))
        {
            (3, "the entry's date")
        } else if itemprop.split_ascii_whitespace().any(|name| name == "dateCreated") {
            (4, "microdata `dateCreated`")
        } else if element.name() != "meta" && element.attr("property").is_some_and(is_published_in_rdfa) {
            (5, "RDFa `date`")
        } else {
            continue;
        };
        let is_property = !itemprop.is_empty() && places.is_property_of_article(at);
        if !is_property && !places.may_be_labelled(at) {
            continue;
        }
        let key = (rank, places.zones.distance(page, at));
        if best.as_ref().is_some_and(|(best, ..)| *best <= key) {
            continue;
        }
        // A label is surer evidence than the lines around it.
        let is_of_teaser = || places.is_in_box_of_teaser(at) || (rank > LAST_SURE_RANK && places.is_of_teaser(at));
        if !is_property && is_of_teaser() {
            continue;
        }
        if let Some(text) = moment(page, at, conventions) {
            best = Some((key, at, Field::given(text, because)));
        }
    }
    best.map(|(_, at, field)| live_posts::first_post(places, at, conventions).unwrap_or_else(|| field.into()))
}

/// True if the attribute `property` of an element says that it is the date of publication.
fn is_published_in_rdfa(property: &str) -> bool {
    const NAMES: [&str; 5] = ["datepublished", "date", "created", "issued", "datecreated"];
    property.split_ascii_whitespace().any(|name| {
        let own = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        NAMES.contains(&own.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::super::dates::Order;
    use super::super::page::Page;
    use super::super::title;
    use super::super::zones::Zones;
    use super::*;

    #[test]
    fn dates_with_labels() {
        for (html, expected) in [
            (
                "<time itemprop=datePublished datetime='2022-03-09T18:05+01:00'>today</time>",
                "2022-03-09T18:05+01:00 (microdata `datePublished`)",
            ),
            ("<time pubdate datetime=2022-03-09></time>", "2022-03-09 (`<time pubdate>`)"),
            ("<abbr class=published title=2022-03-09>Wednesday</abbr>", "2022-03-09 (the page's date of publication)"),
            (
                "<time pubdate>2022-03-08</time><time itemprop=datePublished>2022-03-09</time>",
                "2022-03-09 (microdata `datePublished`)",
            ),
            ("<time datetime=2022-03-09></time>", ""),
        ] {
            let html = format!("<h1>Tolls rise</h1>{html}");
            let tree = scraper::Html::parse_document(&html);
            let page = Page::new(&tree);
            let headline = title::headline(&page, &["Tolls rise"], &|_| false);
            let zones = Zones::new(&page, headline.as_ref());
            let places = Places::new(&page, &zones, headline.as_ref(), false);
            let conventions = DateConventions { order: Order::DayFirst, is_guessed: false, language: None };
            let found = labelled(&places, conventions).map(|seen| seen.field);
            let found = found.map_or_else(String::new, |field| format!("{} ({})", field.text, field.because));
            assert_eq!(found, expected, "{html}");
        }
    }
}
