//! Distinguishes the dates of teasers from the date of the page's article by the lines around them.
//!
//! A teaser has a headline and its date after the text or above the page's own headline. Dates below a heading of
//! comments are not the article's either.

use std::ops::Range;

use super::article_links::{FEWEST_WORDS, has_one_link, is_headline, leads_to_article, may_lead_to_article};
use super::date_labels::may_be_label_of_date;
use super::page::Page;
use crate::corpus::{date_line, dated_line};
use crate::dates;

/// The lines of a page, for the recognition of teasers.
pub(super) struct PageLines {
    /// The first node of each line, and its range in the page's text.
    places: Vec<(usize, Range<usize>)>,
    /// The nodes of the page's headline. Empty if there is none.
    headline: Range<usize>,
    /// The end of the second paragraph after the headline, or of the first if there is only one, in the page's text.
    paragraph_end: Option<usize>,
    /// The start of the users' comments in the page's text.
    comments_start: Option<usize>,
}

impl PageLines {
    /// Lists the lines of a page with this headline.
    pub(super) fn new(page: &Page<'_>, headline: Option<usize>) -> Self {
        const SHORTEST_PARAGRAPH: usize = 100;
        let text = page.text();
        let places: Vec<_> = page
            .lines()
            .map(|(at, line)| {
                let start = line.as_ptr() as usize - text.as_ptr() as usize;
                (at, start..start + line.len())
            })
            .collect();
        let headline = headline.map_or(0..0, |at| at..page.nodes[at].end);
        let is_paragraph = |place: &Range<usize>| {
            place.len() >= SHORTEST_PARAGRAPH && text[place.clone()].contains(['.', '!', '?', '。', '।', '…'])
        };
        let first = places.partition_point(|(at, _)| *at < headline.end);
        // The first paragraph may be the standfirst, with the date of the article below it.
        let paragraphs = places[first..].iter().filter(|(_, place)| is_paragraph(place));
        let paragraph_end = paragraphs.take(2).last().map(|(_, place)| place.end);
        let comments_start = paragraph_end.and_then(|end| {
            let behind = places[first..].iter().skip_while(|(_, place)| place.end <= end);
            let mut headings = behind.filter(|(at, place)| is_heading_of_comments(page, *at, &text[place.clone()]));
            headings.next().map(|(_, place)| place.start)
        });
        Self { places, headline, paragraph_end, comments_start }
    }

    /// Returns the number of the line that the node at `at` is in, or that it begins. An element without words between
    /// two lines gets the line after it.
    fn number(&self, page: &Page<'_>, at: usize) -> Option<usize> {
        let behind = self.places.partition_point(|(start, _)| *start < at);
        let begins = self.places.get(behind).is_some_and(|(start, _)| *start < page.nodes[at].end);
        let before = behind.checked_sub(1).filter(|_| !begins);
        let is_in = before.is_some_and(|before| page.place(at).start <= self.places[before].1.end);
        if is_in || behind == self.places.len() { before } else { Some(behind) }
    }

    /// Returns the line before that of the node at `at`, the line itself, and the one after it.
    pub(super) fn around<'page>(&self, page: &'page Page<'_>, at: usize) -> [&'page str; 3] {
        let number = self.number(page, at);
        let line = |number: Option<usize>| {
            number.and_then(|number| self.places.get(number)).map_or("", |(_, place)| &page.text()[place.clone()])
        };
        [line(number.and_then(|number| number.checked_sub(1))), line(number), line(number.map(|number| number + 1))]
    }

    /// True if the line before that of the node at `at` is a label in a list or table of facts, and no label of a date:
    /// `<dt>Opening</dt><dd>9 March</dd>`.
    pub(super) fn is_behind_other_label(&self, page: &Page<'_>, at: usize) -> bool {
        const MOST_LEVELS: usize = 3;
        const LONGEST: usize = 40;
        let Some(before) = self.number(page, at).and_then(|number| number.checked_sub(1)) else {
            return false;
        };
        let (label, place) = &self.places[before];
        let text = page.text()[place.clone()].trim();
        let is_name = |at: usize, names: [&str; 2]| {
            page.ancestors(at).take(MOST_LEVELS).any(|around| names.contains(&page.name(around)))
        };
        let is_cell =
            || page.ancestors(at).chain([at]).take(MOST_LEVELS).any(|it| matches!(page.name(it), "dd" | "td"));
        text.len() <= LONGEST && is_name(*label, ["dt", "th"]) && is_cell() && !may_be_label_of_date(text)
    }

    /// True if the words around the element at `at`, in its line, show that its date belongs to something else.
    pub(super) fn is_of_other_by_its_line(&self, page: &Page<'_>, at: usize) -> bool {
        const LONGEST: usize = 2000;
        let Some((first, line)) = self.number(page, at).and_then(|number| self.places.get(number)) else {
            return false;
        };
        let own = page.place(at);
        // Only an inline element is judged here. A block is no part of a line, and a text is judged together with its
        // line.
        if page.element(at).is_none() || line.len() > LONGEST || own.start < line.start || own.end > line.end {
            return false;
        }
        let before = without_links(page, *first..at, line);
        let behind = without_links(page, page.nodes[at].end..page.nodes.len(), line);
        dated_line::makes_of_other(&before, &behind)
    }

    /// True if the line after that of the node at `at` is the label of a place or price in a list or table of facts:
    /// `<dt>When</dt><dd>9 March</dd><dt>Where</dt>`.
    pub(super) fn is_before_label_of_event(&self, page: &Page<'_>, at: usize) -> bool {
        const MOST_LEVELS: usize = 3;
        let Some((label, place)) = self.number(page, at).and_then(|number| self.places.get(number + 1)) else {
            return false;
        };
        let is_label = || page.ancestors(*label).take(MOST_LEVELS).any(|it| matches!(page.name(it), "dt" | "th"));
        dated_line::is_label_of_event(page.text()[place.clone()].trim()) && is_label()
    }

    /// True if the line of the node at `at` dates a teaser: it is after the text or above the headline, and the
    /// headline or link of another article is in it or next to it.
    pub(super) fn is_of_teaser(&self, page: &Page<'_>, at: usize) -> bool {
        let Some(number) = self.number(page, at).filter(|_| !self.headline.is_empty()) else {
            return false;
        };
        let (start, place) = &self.places[number];
        let line = page.text()[place.clone()].trim();
        if dated_line::opens_as_an_entry(line) {
            return false;
        }
        if dated_line::announces_another(line) {
            return true;
        }
        let is_above = *start < self.headline.start;
        let is_below = self.paragraph_end.is_some_and(|end| end <= place.start);
        if !is_above && !is_below {
            return false;
        }
        if self.comments_start.is_some_and(|comments| comments <= place.start) {
            return true;
        }
        if self.is_row_with_link(page, at) || self.is_link_with_date(page, number, is_above) {
            return true;
        }
        if is_below && !has_label(line) && self.is_below_announcement(page, number) {
            return true;
        }
        if self.link_in(page, number).is_some_and(|link| self.card(page, at, link).is_some()) {
            return true;
        }
        let before = number.checked_sub(1);
        if let Some(before) = before {
            if let Some(heading) = self.heading_in(page, before) {
                let is_flat = if is_above { self.has_summary(page, number) } else { true };
                return is_flat || self.card(page, at, heading).is_some();
            }
            // The author or the section may be between the two.
            for above in [Some(before), before.checked_sub(1)].into_iter().flatten() {
                let found = self.link_in(page, above).or_else(|| self.heading_in(page, above));
                if found.is_some_and(|found| self.card(page, at, found).is_some()) {
                    return true;
                }
            }
        }
        // The date of an article may be followed by lists of other articles and by its section. The box of a teaser has
        // only one link, and its date has no label.
        if has_label(line) {
            return false;
        }
        let behind = number + 1;
        let found = self.link_in(page, behind).or_else(|| self.heading_in(page, behind));
        found.and_then(|found| self.card(page, at, found)).is_some_and(|card| has_one_link(page, card))
    }

    /// True if a line is nothing but a link to another article and its date.
    ///
    /// Links below one another, each with a date, are a list, even if their words may be names.
    fn is_link_with_date(&self, page: &Page<'_>, number: usize, is_above: bool) -> bool {
        let Some((link, words)) = self.dated_link(page, number) else {
            return false;
        };
        // Above the headline, the section of the article may look the same. There, only a line outside the `<article>`
        // belongs to another article.
        let is_outside = || {
            let article = page.ancestors(self.headline.start).find(|around| page.name(*around) == "article");
            article.is_some_and(|article| !(article..page.nodes[article].end).contains(&link))
        };
        let is_in_list = || {
            let beside = [number.checked_sub(1), Some(number + 1)].into_iter().flatten();
            let mut others = beside.filter_map(|beside| self.dated_link(page, beside));
            others.any(|(_, other)| other != words)
        };
        (!is_above || is_outside())
            && (is_headline(&words, 2) && !dated_line::may_stand_beside(&words) || !is_above && is_in_list())
    }

    /// Returns the link of a line that is nothing but a link and a date, with its words.
    fn dated_link(&self, page: &Page<'_>, number: usize) -> Option<(usize, String)> {
        const MOST_NODES: usize = 20;
        const MOST_LEVELS: usize = 4;
        const LONGEST: usize = 300;
        let (start, place) = self.places.get(number).filter(|(_, place)| place.len() <= LONGEST)?;
        let end = self.places.get(number + 1).map_or(page.nodes.len(), |(next, _)| *next);
        let link = (*start..end)
            .take(MOST_NODES)
            .find_map(|at| page.ancestors(at).take(MOST_LEVELS).find(|around| page.name(*around) == "a"))?;
        let words = page.line(link, LONGEST).filter(|_| may_lead_to_article(page, link))?;
        let (mut rest, mut has_time) = (String::new(), false);
        let texts = (*start..end).filter(|at| page.element(*at).is_none() && page.place(*at).start < place.end);
        for at in texts {
            let is_in = |name: &str| page.ancestors(at).take(MOST_LEVELS).any(|around| page.name(around) == name);
            // The words of a `<time>` may be "2 days ago".
            has_time |= is_in("time");
            if !is_in("a") && !is_in("time") {
                rest.push_str(page.seen(at));
            }
        }
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        let is_date = if rest.is_empty() { has_time } else { !has_time && date_line::is_alone(rest) };
        is_date.then_some((link, words))
    }

    /// True if one of the two lines above a line announces other articles. Their headline may be between the two.
    fn is_below_announcement(&self, page: &Page<'_>, number: usize) -> bool {
        (1..=2)
            .filter_map(|above| self.places.get(number.checked_sub(above)?))
            .any(|(_, place)| dated_line::announces_others(page.text()[place.clone()].trim()))
    }

    /// True if the node at `at` is in a row of a list or a table with a link to another article.
    fn is_row_with_link(&self, page: &Page<'_>, at: usize) -> bool {
        const MOST_LEVELS: usize = 4;
        const MOST_NODES: usize = 60;
        const FEWEST_WORDS_IN_ROW: usize = 3;
        let row = page.ancestors(at).take(MOST_LEVELS).find(|around| matches!(page.name(*around), "li" | "tr"));
        let Some(row) = row.filter(|row| !(*row..page.nodes[*row].end).contains(&self.headline.start)) else {
            return false;
        };
        let mut links = (row..page.nodes[row].end).take(MOST_NODES).filter(|at| page.name(*at) == "a");
        links.any(|link| leads_to_article(page, link, FEWEST_WORDS_IN_ROW))
    }

    /// Returns the box of a teaser: the smallest element that holds the nodes at `at` and `other`. `None` if this
    /// element has too much text for a teaser, or holds the headline or the first paragraphs of the article.
    fn card(&self, page: &Page<'_>, at: usize, other: usize) -> Option<usize> {
        const LONGEST: usize = 1200;
        const MOST_LEVELS: usize = 20;
        let around = std::iter::once(at).chain(page.ancestors(at)).take(MOST_LEVELS);
        let card = around.take_while(|around| page.place(*around).len() <= LONGEST).find(|around| {
            let range = *around..page.nodes[*around].end;
            range.contains(&other)
        })?;
        let range = card..page.nodes[card].end;
        let holds_headline = range.contains(&self.headline.start);
        let is_page = matches!(page.name(card), "body" | "html" | "main");
        let is_in_text = self.paragraph_end.is_some_and(|end| {
            let place = page.place(card);
            place.start < end && end <= place.end
        });
        (!holds_headline && !is_page && !is_in_text).then_some(card)
    }

    /// Returns the link to another article in a line, if it has several words.
    fn link_in(&self, page: &Page<'_>, number: usize) -> Option<usize> {
        const MOST_NODES: usize = 60;
        const MOST_LEVELS: usize = 4;
        let (start, _) = self.places.get(number)?;
        let end = self.places.get(number + 1).map_or(page.nodes.len(), |(next, _)| *next);
        let mut last = None;
        (*start..end).take(MOST_NODES).find_map(|at| {
            let link = page.ancestors(at).take(MOST_LEVELS).find(|around| page.name(*around) == "a")?;
            (last.replace(link) != Some(link) && leads_to_article(page, link, FEWEST_WORDS)).then_some(link)
        })
    }

    /// Returns the heading around the beginning of a line, if it has several words.
    fn heading_in(&self, page: &Page<'_>, number: usize) -> Option<usize> {
        const MOST_LEVELS: usize = 3;
        const LONGEST: usize = 300;
        let (start, _) = self.places.get(number)?;
        let heading = page
            .ancestors(*start)
            .take(MOST_LEVELS)
            .find(|around| matches!(page.name(*around), "h2" | "h3" | "h4" | "h5" | "h6"))?;
        let is_own =
            (heading..page.nodes[heading].end).contains(&self.headline.start) || self.headline.contains(&heading);
        (!is_own && page.line(heading, LONGEST).is_some_and(|line| is_headline(&line, FEWEST_WORDS))).then_some(heading)
    }

    /// True if a sentence is between the line of this number and the headline.
    fn has_summary(&self, page: &Page<'_>, number: usize) -> bool {
        const MOST_LINES: usize = 3;
        let between = self.places[number + 1..].iter().take(MOST_LINES).take_while(|(at, _)| *at < self.headline.start);
        between
            .map(|(_, place)| page.text()[place.clone()].trim())
            .any(|line| line.contains(". ") || line.ends_with('.'))
    }
}

/// Returns the words of the nodes of a line, with a sign in place of each link. The words of a link are those of
/// another page, and no sentence around a date.
fn without_links(page: &Page<'_>, nodes: Range<usize>, line: &Range<usize>) -> String {
    const MOST_LEVELS: usize = 3;
    let mut words = String::new();
    let texts = nodes.take_while(|at| page.place(*at).start < line.end).filter(|at| page.element(*at).is_none());
    for at in texts {
        let is_in_link = page.ancestors(at).take(MOST_LEVELS).any(|around| page.name(around) == "a");
        words.push_str(if is_in_link { "|" } else { page.seen(at) });
    }
    words
}

/// True if a line labels its date as that of publication: "Published 9 March", "Date: 9 March".
fn has_label(line: &str) -> bool {
    dates::label_in(line) == Some(dates::Label::Published)
        || line.split_once(':').is_some_and(|(label, _)| may_be_label_of_date(label))
}

/// True if a line is a heading above the comments of users, or above the sources of a text: "2 Comments", "Kommentare
/// (7)", "One thought on “…”".
fn is_heading_of_comments(page: &Page<'_>, at: usize, line: &str) -> bool {
    const MOST_LEVELS: usize = 3;
    const LONGEST: usize = 120;
    const MOST_WORDS: usize = 3;
    const WORDS: [&str; 24] = [
        "comment",
        "comments",
        "kommentar",
        "kommentare",
        "commentaire",
        "commentaires",
        "comentario",
        "comentarios",
        "comentários",
        "commenti",
        "reacties",
        "kommentarer",
        "комментарии",
        "コメント",
        "sources",
        "references",
        "footnotes",
        "quellen",
        "einzelnachweise",
        "literatur",
        "références",
        "referencias",
        "fuentes",
        "fonti",
    ];
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_count = words().count() <= MOST_WORDS && words().any(|word| WORDS.contains(&word));
    let is_of_blog =
        lower.contains(" thought on ") || lower.contains(" thoughts on ") || lower.contains(" responses to ");
    let is_heading =
        || page.ancestors(at).take(MOST_LEVELS).any(|at| matches!(page.name(at), "h2" | "h3" | "h4" | "h5"));
    (is_count || is_of_blog) && is_heading()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_teasers_and_of_the_article() {
        let text =
            "The council of Elm has voted to close the bridge for a year, and shops on both banks fear for trade.";
        let link = "<a href=/row>Rowers of the Elm win again</a>";
        for (html, is_of_teaser) in [
            (format!("<h1>Bridge closed</h1><p id=d>9 March</p><p>{text}</p>"), false),
            (format!("<h1>Bridge closed</h1><p>{text}</p><p id=d>9 March</p><ul><li>{link}</li></ul>"), false),
            (format!("<h1>Bridge closed</h1><p>{text}</p><div>{link} <i id=d>9 March</i></div>"), true),
            (
                format!("<h1>Bridge closed</h1><p>{text}</p><div><p>{link}</p><p>Sport</p><p id=d>9 March</p></div>"),
                true,
            ),
            (format!("<h1>Bridge closed</h1><p>{text}</p><div><p id=d>9 March</p><p>{link}</p></div>"), true),
            (
                format!(
                    "<h1>Bridge closed</h1><p>{text}</p><footer><p id=d>9 March</p><p>{link}</p><p><a href=/b>Weir school gets new roof</a></p></footer>"
                ),
                false,
            ),
            (format!("<h1>Bridge closed</h1><p>{text}</p><h3>Rowers of the Elm win</h3><p id=d>9 March</p>"), true),
            (format!("<h1>Bridge closed</h1><p>{text}</p><h3>About</h3><p id=d>9 March</p>"), false),
            (format!("<h1>Bridge closed</h1><p>{text}</p><h3>7 Comments</h3><p>Ivo</p><p id=d>9 March</p>"), true),
            (format!("<h1>Bridge closed</h1><p>{text}</p><p id=d>9 March</p><h3>Comments</h3><p>Ivo</p>"), false),
            (format!("<div><p>{link}</p><p id=d>9 March</p></div><h1>Bridge closed</h1><p>{text}</p>"), true),
            (format!("<p>{link}</p><p id=d>9 March</p><h1>Bridge closed</h1><p>{text}</p>"), false),
            (format!("<h2>Roads and bridges of Elm</h2><p id=d>9 March</p><h1>Bridge closed</h1><p>{text}</p>"), false),
        ] {
            let tree = scraper::Html::parse_document(&html);
            let page = Page::new(&tree);
            let headline = page.named("h1").next();
            let date = page.elements().find(|(_, element)| element.attr("id") == Some("d")).unwrap().0;
            assert_eq!(PageLines::new(&page, headline).is_of_teaser(&page, date), is_of_teaser, "{html}");
        }
    }
}
