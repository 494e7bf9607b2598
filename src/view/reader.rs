//! Draws the reading pane: the header, then the text at a measure of at most 72 columns, centred in a wide pane.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::paint::{self, Styled};
use super::{Look, list, rules, similar};
use crate::action::Action;
use crate::app::layout::Pane;
use crate::app::reader::folding::Folding;
use crate::app::reader::{Item, PARAGRAPH_INDENT, wrap};
use crate::app::{App, Focus};
use crate::article::{Article, Block, BlockKind, Body, SpanKind};
use crate::query::{TextField, marks};
use crate::settings::Paragraphs;
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::count_of;

/// Draws the pane. Returns the position of the cursor: the first visible line.
pub fn draw(app: &App, look: &Look, pane: Pane, buffer: &mut Buffer) -> Position {
    rules::draw(pane.rule, "Reading", &note(app, look), app.focus == Focus::Reader, look, buffer);
    let inner = pane.inner;
    let measure = app.reader.measure() as u16;
    // The text is centred; on a narrow pane it is one column from the left edge.
    let left = inner.x + (inner.width.saturating_sub(measure) / 2).max(1);
    let area = Rect { x: left, width: measure.min(inner.width.saturating_sub(1)), ..inner };
    // The cursor is next to the text, so that it covers no letter.
    let start = Position { x: area.x.saturating_sub(1), y: area.y };
    let Some(article) = app.selected() else {
        // Next to a list, which shows the reason for the missing article, the pane stays empty.
        return if app.layout.list.is_none() { list::draw_no_rows(app, look, inner, buffer) } else { start };
    };
    if let Some(problem) = app.reader.problem() {
        draw_header(app, look, &article, area, buffer);
        let y = area.y + 4;
        if y < area.bottom() {
            let what = problem.what.strip_prefix("cannot be read: ").unwrap_or(&problem.what);
            let sentence = format!("The text cannot be shown: {what}.");
            draw_wrapped(
                buffer,
                &sentence,
                Rect { y, height: area.bottom() - y, ..area },
                look.theme.style(Token::Error),
            );
        }
        return start;
    }
    let Some(body) = app.reader.shown_body() else {
        // The header is known before the text has been read.
        draw_header(app, look, &article, area, buffer);
        return start;
    };
    let current = app.reader.current_match();
    for (line, item) in app.reader.visible().into_iter().enumerate() {
        let y = area.y + line as u16;
        if y >= area.bottom() {
            break;
        }
        if line == 0 && app.reader.has_short_header() {
            draw_short_header(&article, look, area, buffer);
            continue;
        }
        match item {
            Item::Title(range) => {
                let title = article.title.value().map_or("", |title| &**title);
                draw_title(app, look, title, range, (area.x, y), area.width, buffer);
            }
            Item::Facts => draw_facts(app, look, &article, (area.x, y), area.width, buffer),
            Item::Blank => {}
            Item::SimilarRule => similar::draw_rule(look, Rect { y, height: 1, ..area }, buffer),
            Item::Similar(number) => {
                similar::draw_line(app, number, false, look, Rect { y, height: 1, ..area }, buffer);
            }
            Item::Fold => draw_fold_line(app, look, body, (area.x, y), area.width, buffer),
            Item::Text { block, is_first, range } => {
                let line = TextLine { body, block: &body.blocks[block], range, is_first };
                draw_line(app, look, &line, current, Rect { y, height: 1, ..area }, buffer);
            }
        }
    }
    if body.blocks.is_empty() {
        let y = area.y + app.reader.visible().len() as u16;
        let sentence = format!("No text in this record {} {}", look.glyphs.dot, app.key_of(Action::Info));
        if y < area.bottom() {
            paint::cut(buffer, area.x, y, &sentence, usize::from(area.width), look.theme.style(Token::Dim));
        }
    }
    start
}

/// Returns the note at the right of the rule: the number of matches, and the percentage of the text that has been
/// passed.
fn note(app: &App, look: &Look) -> String {
    let mut parts = Vec::new();
    if let Some((current, n_matches)) = app.reader.match_count() {
        parts.push(match current {
            Some(current) => format!("match {current} of {n_matches}"),
            None if n_matches == 1 => "1 match".to_owned(),
            None => format!("{n_matches} matches"),
        });
    }
    match app.reader.percent() {
        Some(percent) => parts.push(format!("{percent}%")),
        None if app.reader.body().is_some() => parts.push("all".to_owned()),
        None => {}
    }
    parts.join(&format!(" {} ", look.glyphs.dot))
}

fn draw_facts(app: &App, look: &Look, article: &Article, at: (u16, u16), width: u16, buffer: &mut Buffer) {
    let source = app.snapshot.source_name(article);
    let line = super::facts_line(article, source.as_deref(), app.settings.reader.words_per_minute, look.glyphs.dot);
    let style = look.theme.style(Token::Dim);
    let marks = match source.as_deref().and_then(|source| Some((source, line.find(source)?))) {
        Some((source, offset)) => marked(app, look, source, TextField::Source, offset),
        None => Vec::new(),
    };
    if crate::text::columns::width(&line) > usize::from(width) {
        paint::cut(buffer, at.0, at.1, &line, usize::from(width), style);
    } else {
        paint::styled(buffer, at, &line, 0..line.len(), usize::from(width), style, &marks);
    }
}

fn draw_title(
    app: &App,
    look: &Look,
    title: &str,
    range: Range<usize>,
    at: (u16, u16),
    width: u16,
    buffer: &mut Buffer,
) {
    let marks = marked(app, look, title, TextField::Title, 0);
    paint::styled(buffer, at, title, range, usize::from(width), look.theme.style(Token::Strong), &marks);
}

fn marked(app: &App, look: &Look, text: &str, part: TextField, offset: usize) -> Vec<Styled> {
    let style = look.theme.style(Token::Match);
    let ranges = marks(app.filter.markers(), text, part);
    ranges.into_iter().map(|range| Styled { range: range.start + offset..range.end + offset, style }).collect()
}

/// Draws the header only, while the text is being read or if it cannot be read.
fn draw_header(app: &App, look: &Look, article: &Article, area: Rect, buffer: &mut Buffer) {
    let mut y = area.y;
    if article.has_title_of_its_own()
        && let Some(title) = article.title.value()
    {
        for range in wrap::wrap_text(title, usize::from(area.width)).into_iter().take(3) {
            draw_title(app, look, title, range, (area.x, y), area.width, buffer);
            y += 1;
        }
    }
    draw_facts(app, look, article, (area.x, y), area.width, buffer);
}

/// Draws the date and title in one line, in place of the header, once the title has been scrolled out of view.
fn draw_short_header(article: &Article, look: &Look, area: Rect, buffer: &mut Buffer) {
    let date = match article.date.value() {
        Some(date) => format!("{}{}", article.date.how().mark(), date.with_year()),
        None => "undated".to_owned(),
    };
    let title = article.title.value().map_or("no title", |title| &**title);
    let line = format!("{date} {} {title}", look.glyphs.dot);
    paint::cut(buffer, area.x, area.y, &line, usize::from(area.width), look.theme.style(Token::Dim));
}

fn draw_wrapped(buffer: &mut Buffer, text: &str, area: Rect, style: Style) {
    for (line, range) in
        wrap::wrap_text(text, usize::from(area.width)).into_iter().enumerate().take(usize::from(area.height))
    {
        paint::text(buffer, area.x, area.y + line as u16, &text[range], usize::from(area.width), style);
    }
}

/// Draws the line at the end of the text that lists the folded boilerplate, with the key that shows it.
fn draw_fold_line(app: &App, look: &Look, body: &Body, at: (u16, u16), width: u16, buffer: &mut Buffer) {
    let counts = body.boilerplate();
    let is_folded = app.reader.folding() == Folding::Folded;
    let (sign, state) = if is_folded { (look.glyphs.folded, "folded") } else { (look.glyphs.unfolded, "opened") };
    let key = app.key_of(Action::Boilerplate);
    let key = if key.is_empty() { key } else { format!(" {} {key}", look.glyphs.dot) };
    let (lines, kinds) = (count_of(counts.total(), "line"), counts.in_words());
    let whole = if counts.n_kinds() == 1 { format!("{kinds} {state}") } else { format!("{lines} {state}: {kinds}") };
    // A narrow column leaves out the number of lines, then the kinds, but never the key.
    let fits = |line: &String| columns::width(line) <= usize::from(width);
    let line = Some(format!("{sign} {whole}{key}"))
        .filter(fits)
        .or_else(|| Some(format!("{sign} {state}: {kinds}{key}")).filter(fits))
        .unwrap_or_else(|| format!("{sign} {lines} {state}{key}"));
    paint::cut(buffer, at.0, at.1, &line, usize::from(width), look.theme.style(Token::Dim));
}

struct TextLine<'body> {
    body: &'body Body,
    block: &'body Block,
    range: Range<usize>,
    is_first: bool,
}

fn draw_line(
    app: &App,
    look: &Look,
    line: &TextLine<'_>,
    current: Option<&Range<usize>>,
    area: Rect,
    buffer: &mut Buffer,
) {
    let folding = app.reader.folding();
    let dim = look.theme.style(Token::Dim);
    let set_apart = folding.set_apart(line.block);
    if set_apart.is_some() && line.is_first {
        paint::text(buffer, area.x, area.y, look.glyphs.dot, 1, dim);
    }
    let inset = folding.indent_of(line.block) as u16;
    let area = Rect { x: area.x + inset, width: area.width.saturating_sub(inset), ..area };
    let indent = wrap::indent_of(line.block.kind) as u16;
    let base = match line.block.kind {
        _ if set_apart.is_some() => dim,
        BlockKind::Heading(_) => look.theme.style(Token::Heading),
        _ => look.theme.style(Token::Text),
    };
    match line.block.kind {
        BlockKind::Quote => {
            paint::text(buffer, area.x, area.y, look.glyphs.quote, 1, dim);
        }
        BlockKind::ListItem { depth, number } if line.is_first => {
            let x = area.x + u16::from(depth.min(6)) * 2;
            let marker = number.map_or_else(|| look.glyphs.bullet.to_owned(), |number| format!("{number}."));
            paint::text(buffer, x, area.y, &marker, usize::from(indent), dim);
        }
        BlockKind::Rule => {
            let rule = look.glyphs.rule.repeat(usize::from(area.width).min(8));
            paint::text(buffer, area.x, area.y, &rule, usize::from(area.width), dim);
            return;
        }
        _ => {}
    }
    let mut ranges = spans(look, line);
    let matches = app.reader.marks_in(&line.range);
    ranges.extend(matches.into_iter().map(|range| {
        let token = if Some(&range) == current { Token::MatchCurrent } else { Token::Match };
        Styled { style: look.theme.style(token), range }
    }));
    let text = &line.body.text;
    let width = area.width.saturating_sub(indent);
    let mut x = area.x + indent;
    if line.block.kind == BlockKind::Paragraph && line.is_first && app.settings.reader.paragraphs == Paragraphs::Indent
    {
        x += PARAGRAPH_INDENT as u16;
    }
    if is_right_to_left(line.body.text_of(line.block)) {
        // The terminal reorders the letters; the paragraph is aligned to the right edge.
        x = area.right().saturating_sub(columns::width(&text[line.range.clone()]) as u16).max(x);
    }
    paint::styled(buffer, (x, area.y), text, line.range.clone(), usize::from(width), base, &ranges);
}

fn spans(look: &Look, line: &TextLine<'_>) -> Vec<Styled> {
    let spans = &line.body.spans;
    // Spans never cross blocks, so the spans of this line are between the ends of the block.
    let first = spans.partition_point(|span| span.range.start < line.block.range.start);
    spans[first..]
        .iter()
        .take_while(|span| span.range.start < line.range.end)
        .filter(|span| span.range.end > line.range.start)
        .map(|span| Styled {
            // A span that extends beyond the line is cut at its ends.
            range: span.range.start.max(line.range.start)..span.range.end.min(line.range.end),
            style: match span.kind {
                SpanKind::Emphasis => Style::new().add_modifier(Modifier::ITALIC),
                SpanKind::Strong => Style::new().add_modifier(Modifier::BOLD),
                SpanKind::Link(_) => look.theme.style(Token::Link),
            },
        })
        .collect()
}

/// True if a paragraph is written from right to left, which its first letter decides (UAX #9, rule P2).
fn is_right_to_left(text: &str) -> bool {
    let is_rtl =
        |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    text.chars().take(200).find(|letter| letter.is_alphabetic()).is_some_and(is_rtl)
}
