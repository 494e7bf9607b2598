//! What the reader chooses with a key: the filter, the order, the measure, the browser.

use super::App;
use super::effect::Effect;
use super::reader::folding;
use crate::query::Sort;

/// The steps by which `<` and `>` change the measure, in columns.
const MEASURE_STEP: usize = 4;
/// The narrowest and the widest measure, in columns.
const MEASURE_RANGE: std::ops::RangeInclusive<usize> = 40..=100;

impl App {
    pub(super) fn change_measure(&mut self, is_wider: bool) {
        let measure = if is_wider { self.measure + MEASURE_STEP } else { self.measure - MEASURE_STEP };
        self.measure = measure.clamp(*MEASURE_RANGE.start(), *MEASURE_RANGE.end());
        self.notice = Some(format!("Lines of at most {} columns.", self.measure));
    }

    /// Cycles the way in which captions and lines of the page are shown, in all articles.
    pub(super) fn cycle_boilerplate(&mut self) {
        self.boilerplate = folding::next(self.boilerplate);
        self.reader.set_boilerplate(self.boilerplate);
        self.notice = Some(folding::notice(self.boilerplate).to_owned());
    }

    pub(super) fn browse(&mut self, effects: &mut Vec<Effect>) {
        let in_text = self.reader.body().and_then(|body| body.links.first().cloned());
        match self.selected().and_then(|article| article.link.as_deref().map(str::to_owned)).or(in_text) {
            // Only what a browser is for: a file of the corpus must not start another program.
            Some(link) if ["http://", "https://"].iter().any(|scheme| link.starts_with(scheme)) => {
                effects.push(Effect::Browse(link));
            }
            Some(_) => self.notice = Some("The article's link is not an address of the web.".to_owned()),
            None => self.notice = Some("The article names no link.".to_owned()),
        }
    }

    /// Puts another filter into the box, and remembers the one before.
    pub(super) fn change_filter(&mut self, text: &str, effects: &mut Vec<Effect>) {
        if text == self.filter.text() {
            return;
        }
        self.remember_step();
        self.filter.keep();
        self.filter.set(text);
        self.search_anew(effects);
    }

    pub(super) fn sort_by(&mut self, sort: Sort, effects: &mut Vec<Effect>) {
        if self.sort != sort {
            self.sort = sort;
            self.search_anew(effects);
        }
    }
}
