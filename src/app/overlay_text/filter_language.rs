//! The lines of the filter language: its forms with examples of the folder, then all of it.

use ratatui::layout::Rect;

use super::{CellStyle, OverlayLine, OverlayText, inner_columns, push_fact};
use crate::app::filter_language::FilterLanguageOverlay;
use crate::app::layout::overlay_area;
use crate::app::reader::wrap;
use crate::query::language::{self, FORMS, LanguageLine};
use crate::text::columns::{self, fit};

/// The columns on a wide screen.
const COLUMNS: u16 = 88;

/// The columns of the examples of the whole language.
const EXAMPLE_COLUMNS: usize = 27;

/// The overlay of the language; `page_key` scrolls to the whole of it.
pub(super) fn text(language: &FilterLanguageOverlay, page_key: &str, is_ascii: bool, screen: Rect) -> OverlayText {
    let width = inner_columns(COLUMNS, screen);
    let name_columns = EXAMPLE_COLUMNS.min(width / 2);
    let mut lines = forms(language, width);
    lines.push(OverlayLine::Text(String::new()));
    let dot = if is_ascii { '-' } else { '·' };
    let scrolls = if page_key.is_empty() { String::new() } else { format!(" {dot} {page_key} shows it here") };
    lines.push(OverlayLine::Note(format!("more: newsreader help filter{scrolls}")));
    for line in language::lines() {
        match line {
            LanguageLine::Heading(heading) => {
                lines.push(OverlayLine::Text(String::new()));
                lines.push(OverlayLine::Heading(heading.to_owned()));
            }
            LanguageLine::Example(example, meaning) => {
                let example = columns::cut(example, name_columns.saturating_sub(1));
                push_fact(&example, &meaning, width.saturating_sub(name_columns), &mut lines);
            }
            LanguageLine::Text(text) => {
                let ranges = wrap::wrap_text(text, width);
                lines.extend(ranges.into_iter().map(|range| OverlayLine::Text(text[range].to_owned())));
            }
        }
    }
    let area = overlay_area(COLUMNS, (lines.len() + 2).min(usize::from(u16::MAX)) as u16, screen);
    OverlayText { title: "The filter language".to_owned(), lines, name_columns, columns: width, area }
}

/// A line for each form: its name, an example, the articles that it finds.
fn forms(language: &FilterLanguageOverlay, width: usize) -> Vec<OverlayLine> {
    let names = FORMS.iter().map(|form| columns::width(form.name)).max().unwrap_or(0) + 2;
    let widest = language.examples.iter().map(|example| columns::width(example)).max().unwrap_or(0) + 2;
    // The example matters more than what it finds.
    let examples = widest.min(width.saturating_sub(names).max(1));
    let forms = FORMS.iter().zip(&language.examples).map(|(form, example)| {
        let example = fit(example, examples.saturating_sub(1)) + " ";
        OverlayLine::Cells(vec![
            (fit(form.name, names), CellStyle::Dim),
            (example, CellStyle::Text),
            (form.meaning.to_owned(), CellStyle::Dim),
        ])
    });
    forms.collect()
}
