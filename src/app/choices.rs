//! Choices that the user makes with one key: the line width, the boilerplate, the order, a filter of similar articles.

use super::effect::Effect;
use super::reader::folding;
use super::{App, Focus};
use crate::query::{Like, Sort, Spot, parse};

/// The step by which `<` and `>` change the measure, in columns.
const MEASURE_STEP: u32 = 4;
/// The narrowest and the widest measure, in columns.
const MEASURE_RANGE: std::ops::RangeInclusive<u32> = 40..=100;

/// The prefix of a filter for articles similar to one.
const LIKE: &str = "like:";

impl App {
    pub(super) fn change_measure(&mut self, is_wider: bool) {
        let measure = &mut self.settings.reader.measure;
        let wanted = if is_wider { *measure + MEASURE_STEP } else { *measure - MEASURE_STEP };
        *measure = wanted.clamp(*MEASURE_RANGE.start(), *MEASURE_RANGE.end());
        self.notice = Some(format!("Line width: at most {measure} columns."));
    }

    /// Switches to the next way to show boilerplate, in all articles.
    pub(super) fn cycle_boilerplate(&mut self) {
        self.settings.reader.boilerplate = folding::next(self.settings.reader.boilerplate);
        self.reader.set_boilerplate(self.settings.reader.boilerplate);
        self.notice = Some(folding::notice(self.settings.reader.boilerplate, self.reader.has_page_match()).to_owned());
    }

    pub(super) fn browse(&mut self, effects: &mut Vec<Effect>) {
        let in_text = self.reader.body().and_then(|body| body.links.first().cloned());
        match self.selected().and_then(|article| article.link.as_deref().map(str::to_owned)).or(in_text) {
            // Only web addresses are opened: a file of the corpus must not be able to start another program.
            Some(link) if ["http://", "https://"].iter().any(|scheme| link.starts_with(scheme)) => {
                effects.push(Effect::Browse(link));
            }
            Some(_) => self.notice = Some("The link of this article is not a web address.".to_owned()),
            None => self.notice = Some("This article has no link.".to_owned()),
        }
    }

    /// Replaces the filter, and adds the current step to the history.
    pub(super) fn change_filter(&mut self, text: &str, effects: &mut Vec<Effect>) {
        if text == self.filter.text() {
            return;
        }
        self.remember_step();
        self.filter.keep();
        self.filter.set(text);
        self.search_for_filter(effects);
    }

    /// Returns the order of the list. In the default order, the results of a single `like:` are sorted by similarity.
    pub fn order(&self) -> Sort {
        self.filter.query().order(self.sort)
    }

    /// Returns the part of the filter to explain: a mistake, else a remark from the search result.
    ///
    /// The remark that an article does not exist is left out while its name is still being typed.
    pub fn spot_to_explain(&self) -> Option<&Spot> {
        let is_typed = self.focus == Focus::Filter;
        let is_of_text = |spot: &&Spot| !is_typed || spot.range.end < self.filter.text().trim_end().len();
        let remarks = if self.hits.ticket == self.search_state.ticket { &*self.hits.remarks } else { &[] };
        self.filter.spot_to_explain(is_typed).or_else(|| remarks.iter().find(is_of_text))
    }

    /// Sets a filter for the articles similar to the selected one.
    pub(super) fn more_like_this(&mut self, effects: &mut Vec<Effect>) {
        let Some(article) = self.selected() else { return };
        let text = format!("{LIKE}{}", Like::new(&article.address.reference()));
        // A path that contains quotation marks cannot be written in a filter, but the id of the article can.
        let query = parse(&text, self.filter.query().today);
        let is_read_back = query.spots.is_empty() && query.root.is_some_and(|root| root.to_string() == text);
        let text = if is_read_back { text } else { format!("{LIKE}{}", article.key()) };
        drop(article);
        self.change_filter(&text, effects);
    }

    /// Requests that the folder is read again. The articles in view stay until others have been read.
    pub(super) fn rescan(&mut self, effects: &mut Vec<Effect>) {
        self.notice = Some("Reading the folder again.".to_owned());
        effects.push(Effect::Rescan);
    }

    pub(super) fn sort_by(&mut self, sort: Sort, effects: &mut Vec<Effect>) {
        if sort == Sort::Newest && self.filter.query().order(sort) != sort {
            self.notice = Some("With like: the list starts with the most similar articles, not the newest.".to_owned());
        }
        if self.sort != sort {
            self.sort = sort;
            self.search_anew(effects);
        }
    }
}
