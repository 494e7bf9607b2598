//! Reads what stands between the operators of a filter: words, phrases and fields.

use std::ops::Range;

use super::{Parser, ends_word, is_quote};
use crate::query::SpotKind;
use crate::query::field::{self, Field, Rejected, Value};
use crate::query::node::{Node, Term};
use crate::query::pattern::Pattern;

/// A value as it stands in the filter.
struct Written<'text> {
    range: Range<usize>,
    value: Value<'text>,
}

impl<'text> Parser<'text> {
    /// primary = ( query ) | field | phrase | word
    pub(super) fn primary(&mut self) -> Option<Node> {
        if self.peek() == Some('(') {
            return self.group();
        }
        if let Some((name, rest)) = self.word_here().split_once(':') {
            let name_range = self.at..self.at + name.len() + 1;
            if let Some(field) = field::named(name) {
                self.at = name_range.end;
                return self.field(field, name_range);
            }
            if let Some(later) = field::named_later(name) {
                self.at = name_range.end;
                return self.later_field(later, name_range);
            }
            let has_text = !rest.is_empty() || self.text[name_range.end..].starts_with(is_quote);
            if has_text && let Some(nearest) = field::nearest(name) {
                let message = format!("no field {name}; searched as text");
                self.spot_with(name_range, SpotKind::Note, message, Some(format!("{nearest}:")));
            }
        }
        if let Some(range) = self.regex_here() {
            self.at = range.end;
            let text = &self.text[range.clone()];
            self.spot(range.clone(), SpotKind::Note, "/…/ comes with a later release; searched as text");
            return self.words(range, Pattern::start(text));
        }
        let written = self.written(ends_word)?;
        if written.value.text.starts_with('~') && !written.value.is_quoted && written.value.text.len() > 1 {
            self.spot(written.range.clone(), SpotKind::Note, "~ comes with a later release; searched as text");
        }
        let is_bare_sign = !written.value.is_quoted && matches!(written.value.text, "" | "-" | "!" | "~" | "/");
        if written.value.is_at_end && (is_bare_sign || (written.value.text.is_empty() && !written.value.is_closed)) {
            let sign = self.text[written.range.clone()].to_owned();
            self.spot(written.range, SpotKind::Unfinished, format!("something follows {sign}"));
            return None;
        }
        self.note_open_quote(&written);
        self.words(written.range, written.value.pattern())
    }

    fn words(&mut self, range: Range<usize>, pattern: Option<Pattern>) -> Option<Node> {
        if pattern.is_none() {
            let message = field::nothing_to_search(&self.text[range.clone()]);
            self.spot(range, SpotKind::Wrong, message);
        }
        pattern.map(|pattern| Node::Term(Term::bare(pattern)))
    }

    /// NAME : value { , value }, from behind the colon.
    fn field(&mut self, field: &'static Field, name_range: Range<usize>) -> Option<Node> {
        let start = name_range.start;
        let mut any = Vec::new();
        let has_values = self.values(&name_range, |parser, written| match (field.read)(&written.value, parser.today) {
            Ok(test) => any.push(test),
            Err(Rejected::Unfinished { message, so_far }) => {
                any.extend(so_far);
                parser.spot(written.range, SpotKind::Unfinished, message);
            }
            Err(Rejected::Wrong { message, suggestion }) => {
                parser.spot_with(written.range, SpotKind::Wrong, message, suggestion);
            }
        });
        if field.name == "date" && self.depth == 0 && !self.is_negated && has_values {
            self.date_ranges.push(start..self.at);
        }
        any.dedup();
        (!any.is_empty()).then_some(Node::Term(Term { field: Some(field), any }))
    }

    /// A field that a later release brings, with its values.
    fn later_field(&mut self, name: &str, name_range: Range<usize>) -> Option<Node> {
        let start = name_range.start;
        if self.values(&name_range, |_, _| {}) {
            let message = format!("{name}: comes with a later release; left out");
            self.spot(start..self.at, SpotKind::Wrong, message);
        }
        None
    }

    /// Reads the values of a field. Returns whether there was one.
    fn values(&mut self, name_range: &Range<usize>, mut read: impl FnMut(&mut Self, Written<'text>)) -> bool {
        let name = &self.text[name_range.clone()];
        let mut has_values = false;
        loop {
            let n_commas = self.rest().len() - self.rest().trim_start_matches(',').len();
            let commas = self.at..self.at + n_commas;
            self.at = commas.end;
            if self.peek().is_none_or(|next| ends_word(next) && !is_quote(next)) {
                if has_values && n_commas > 0 && self.rest().trim().is_empty() {
                    self.spot(commas, SpotKind::Unfinished, "another value follows");
                }
                break;
            }
            if has_values && n_commas == 0 {
                break;
            }
            let Some(written) = self.written(|character| ends_word(character) || character == ',') else {
                break;
            };
            has_values = true;
            self.note_open_quote(&written);
            read(self, written);
        }
        if !has_values {
            if self.rest().trim().is_empty() {
                self.spot(name_range.clone(), SpotKind::Unfinished, format!("a value follows {name}"));
            } else if self.peek() == Some('(') {
                let message = format!("{name} takes words, not parentheses; any of several is written {name}one,two");
                self.spot(name_range.clone(), SpotKind::Wrong, message);
            } else {
                let message = format!("nothing after {name}; a value follows the colon without a space");
                self.spot(name_range.clone(), SpotKind::Wrong, message);
            }
        }
        has_values
    }

    /// The value that stands here: a phrase, or a word up to where `ends` says.
    fn written(&mut self, ends: impl Fn(char) -> bool) -> Option<Written<'text>> {
        let start = self.at;
        let is_whole = self.peek() == Some('=');
        if is_whole {
            self.at += 1;
        }
        let opening = self.peek().filter(|next| is_quote(*next));
        let (text, is_closed) = if let Some(quote) = opening {
            self.at += quote.len_utf8();
            let rest = self.rest();
            let length = rest.find(is_quote);
            self.at += length.unwrap_or(rest.len());
            self.at += self.peek().map_or(0, char::len_utf8);
            (&rest[..length.unwrap_or(rest.len())], length.is_some())
        } else {
            let rest = self.rest();
            let length = rest.find(ends).unwrap_or(rest.len());
            self.at += length;
            (&rest[..length], true)
        };
        if self.at == start {
            // No caller stands before a character that is no start of a value; going on is what
            // keeps a mistake here from being an endless loop.
            self.at += self.peek().map_or(0, char::len_utf8);
            return None;
        }
        // A closed quotation is finished, wherever it stands.
        let is_at_end = self.at == self.text.len() && (opening.is_none() || !is_closed);
        let value = Value { text, is_quoted: opening.is_some(), is_closed, is_whole, is_at_end };
        Some(Written { range: start..self.at, value })
    }

    fn note_open_quote(&mut self, written: &Written<'text>) {
        if written.value.is_quoted && !written.value.is_closed && !written.value.text.is_empty() {
            self.spot(written.range.clone(), SpotKind::Unfinished, "a closing quotation mark follows");
        }
    }

    /// `/…/` here, closed before a space, a parenthesis or the end.
    fn regex_here(&self) -> Option<Range<usize>> {
        let inner = self.rest().strip_prefix('/')?;
        if inner.starts_with(|first: char| first.is_whitespace() || first == '/') {
            return None;
        }
        let ends = |at: usize| inner[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || next == ')');
        let length = inner.match_indices('/').map(|(at, _)| at).find(|at| ends(*at))?;
        Some(self.at..self.at + length + 2)
    }
}
