//! Reads what stands between the operators of a filter: words, phrases, patterns and fields.

use std::ops::Range;

use jiff::civil::Date;

use super::slashes::{self, Slash};
use super::{MAX_PATTERNS, Parser, ends_word, is_quote};
use crate::query::SpotKind;
use crate::query::field::{self, Field, Rejected, Value, ValueKind};
use crate::query::node::{Node, Term, Test};
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
        // No name of a field starts as a pattern does.
        if self.peek() != Some('/')
            && let Some((name, rest)) = self.word_here().split_once(':')
        {
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
        if let Some(inner) = self.rest().strip_prefix('/')
            && let Slash::ManyWords { n_bytes } = slashes::read(inner, &ends_word)
        {
            let range = self.at..self.at + n_bytes + 2;
            self.at = range.end;
            self.spot(range.clone(), SpotKind::Note, "a /pattern/ is within one word; searched as text");
            let pattern = Pattern::start(&self.text[range.clone()]);
            return self.words(range, pattern);
        }
        let written = self.written(true, ends_word)?;
        let is_bare_sign = matches!(written.value.kind, ValueKind::Word | ValueKind::Whole)
            && matches!(written.value.text, "" | "-" | "!" | "~" | "/");
        if written.value.is_at_end && (is_bare_sign || (written.value.text.is_empty() && !written.value.is_closed)) {
            let sign = self.text[written.range.clone()].to_owned();
            self.spot(written.range, SpotKind::Unfinished, format!("missing word after {sign}"));
            return None;
        }
        self.note_open_quote(&written);
        if written.value.is_pattern() {
            let test = self.value(written, |value, _| field::read_words(value))?;
            return Some(Node::Term(Term { field: None, any: vec![test] }));
        }
        self.words(written.range, written.value.pattern())
    }

    /// Reads one value, and says what is to be said of it.
    fn value(
        &mut self,
        written: Written<'text>,
        read: impl Fn(&Value<'text>, Date) -> Result<Test, Rejected>,
    ) -> Option<Test> {
        let Written { range, value } = written;
        if value.is_pattern() {
            self.n_patterns += 1;
            if self.n_patterns > MAX_PATTERNS {
                let message = format!("a filter has at most {MAX_PATTERNS} patterns; left out");
                self.spot(range, SpotKind::Wrong, message);
                return None;
            }
        }
        match read(&value, self.today) {
            Ok(test) => Some(test),
            Err(Rejected::Unfinished { message, so_far }) => {
                self.spot(range, SpotKind::Unfinished, message);
                so_far
            }
            Err(Rejected::Wrong { message, suggestion }) => {
                self.spot_with(range, SpotKind::Wrong, message, suggestion);
                None
            }
            Err(Rejected::WrongAt { range: inner, message }) => {
                // The slash stands before the pattern.
                let start = range.start + 1;
                let place = if inner.is_empty() { range } else { start + inner.start..start + inner.end };
                self.spot(place, SpotKind::Wrong, message);
                None
            }
            Err(Rejected::AsText { message, test }) => {
                self.spot(range, SpotKind::Note, message);
                Some(test)
            }
        }
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
        let has_values = self.values(&name_range, field.part.is_some(), |parser, written| {
            any.extend(parser.value(written, field.read));
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
        if self.values(&name_range, false, |_, _| {}) {
            let message = format!("{name}: comes with a later release; left out");
            self.spot(start..self.at, SpotKind::Wrong, message);
        }
        None
    }

    /// Reads the values of a field, which are patterns only where it takes some. Returns whether there was one.
    fn values(
        &mut self,
        name_range: &Range<usize>,
        takes_patterns: bool,
        mut read: impl FnMut(&mut Self, Written<'text>),
    ) -> bool {
        let name = &self.text[name_range.clone()];
        let mut has_values = false;
        loop {
            let n_commas = self.rest().len() - self.rest().trim_start_matches(',').len();
            let commas = self.at..self.at + n_commas;
            self.at = commas.end;
            if self.peek().is_none_or(|next| ends_word(next) && !is_quote(next)) {
                if has_values && n_commas > 0 && self.rest().trim().is_empty() {
                    self.spot(commas, SpotKind::Unfinished, "missing value after the comma");
                }
                break;
            }
            if has_values && n_commas == 0 {
                break;
            }
            let Some(written) = self.written(takes_patterns, |character| ends_word(character) || character == ',')
            else {
                break;
            };
            has_values = true;
            self.note_open_quote(&written);
            read(self, written);
        }
        if !has_values {
            if self.rest().trim().is_empty() {
                self.spot(name_range.clone(), SpotKind::Unfinished, format!("missing value after {name}"));
            } else if self.peek() == Some('(') {
                let message = format!("{name} takes words, not parentheses; any of several is written {name}one,two");
                self.spot(name_range.clone(), SpotKind::Wrong, message);
            } else {
                let message = format!("missing value after {name}; write it without a space");
                self.spot(name_range.clone(), SpotKind::Wrong, message);
            }
        }
        has_values
    }

    /// The value that stands here: a phrase, a pattern, or a word up to where `ends` says.
    fn written(&mut self, takes_patterns: bool, ends: impl Fn(char) -> bool) -> Option<Written<'text>> {
        let start = self.at;
        if takes_patterns
            && let Some(inner) = self.rest().strip_prefix('/')
            && let Slash::Pattern { n_bytes, is_closed } = slashes::read(inner, &ends)
        {
            self.at += 1 + n_bytes + usize::from(is_closed);
            let kind = ValueKind::Regex;
            let value = Value { text: &inner[..n_bytes], kind, is_closed, is_at_end: !is_closed };
            return Some(Written { range: start..self.at, value });
        }
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
        let fuzzy = text.strip_prefix('~').filter(|word| takes_patterns && opening.is_none() && !word.is_empty());
        let (text, kind) = match (fuzzy, opening.is_some(), is_whole) {
            (Some(word), _, false) => (word, ValueKind::Fuzzy),
            (_, true, _) => (text, ValueKind::Quoted),
            (_, false, true) => (text, ValueKind::Whole),
            (_, false, false) => (text, ValueKind::Word),
        };
        Some(Written { range: start..self.at, value: Value { text, kind, is_closed, is_at_end } })
    }

    fn note_open_quote(&mut self, written: &Written<'text>) {
        if written.value.is_quoted() && !written.value.is_closed && !written.value.text.is_empty() {
            self.spot(written.range.clone(), SpotKind::Unfinished, "missing closing quotation mark");
        }
    }
}
