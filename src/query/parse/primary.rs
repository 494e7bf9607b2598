//! Parses the parts between the operators of a filter: words, phrases, patterns and fields.

use std::ops::Range;

use jiff::civil::Date;

use super::short_words::FieldlessTerm;
use super::slashes::{self, Slash};
use super::{MAX_LISTED, MAX_PATHS, MAX_PATTERNS, MAX_PHRASES, Parser, ends_word, forms, is_quote, signs, unknown};
use crate::query::SpotKind;
use crate::query::field::{self, Field, Rejected, Value, ValueKind};
use crate::query::node::{FactColumn, Node, Term, Test};
use crate::query::pattern::{Pattern, TextField};
use crate::query::word_pattern::PATTERN_STEPS_MAX;

/// A value as it is written in the filter.
struct WrittenValue<'text> {
    range: Range<usize>,
    value: Value<'text>,
    /// The end of the phrase, if a distance between its words follows, as in `"a b"~3`.
    phrase_end: Option<usize>,
}

impl<'text> Parser<'text> {
    /// `primary = ( query ) | field | phrase | word`
    pub(super) fn primary(&mut self) -> Option<Node> {
        if self.peek() == Some('(') {
            return self.group();
        }
        // A field name never begins with `/`, and `file://` is the beginning of an address.
        if self.peek() != Some('/')
            && let Some((name, _)) = self.word_here().split_once(':')
            && !self.rest()[name.len() + 1..].starts_with("//")
        {
            let name_range = self.at..self.at + name.len() + 1;
            let after = &self.text[name_range.end..];
            if let Some(field) = field::named(name) {
                self.at = name_range.end;
                return self.field(field, name_range);
            }
            if let Some(later) = field::named_later(name) {
                self.at = name_range.end;
                return self.later_field(later, name_range);
            }
            if unknown::is_meant(name, after) {
                self.at = name_range.end;
                self.unknown_field(name, name_range);
                return None;
            }
        }
        let word = self.word_here();
        if forms::is_distance_operator(word) {
            let range = self.at..self.at + word.len();
            self.at = range.end;
            let message =
                format!("No operator {word}; words match anywhere, a phrase such as \"sea wall\" side by side");
            self.spot(range, SpotKind::Wrong, message);
            return None;
        }
        if let Some(inner) = self.rest().strip_prefix('/')
            && let Slash::ManyWords { n_bytes } = slashes::read(inner, &ends_word)
        {
            let range = self.at..self.at + n_bytes + 2;
            self.at = range.end;
            self.spot(range.clone(), SpotKind::Note, "A /pattern/ is within one word; searched as text");
            let pattern = Pattern::start(&self.text[range.clone()]);
            return self.words(range, pattern, false);
        }
        let written = self.written(true, ends_word)?;
        // A sign such as the `#` of `#test` may be the beginning of a word that is still being typed.
        let is_bare_sign =
            matches!(written.value.kind, ValueKind::Word | ValueKind::Whole) && written.value.pattern().is_none();
        if written.value.is_at_end && (is_bare_sign || (written.value.text.is_empty() && !written.value.is_closed)) {
            let sign = self.text[written.range.clone()].to_owned();
            self.spot(written.range, SpotKind::Unfinished, format!("Missing word after {sign}"));
            return None;
        }
        self.note_open_quote(&written);
        let range = written.range.clone();
        if written.value.is_pattern() {
            let test = self.value(written, None, |value, _| field::read_words(value))?;
            self.bare.push(FieldlessTerm { range, is_short: false });
            return Some(Node::Term(Term { field: None, any: vec![test] }));
        }
        if self.has_no_such_form(&written, None) {
            return None;
        }
        let may_be_short = written.value.kind == ValueKind::Word && !written.value.text.ends_with('*');
        let pattern = written.value.pattern();
        if pattern.is_some() {
            self.note_signs(&range, &written.value);
        }
        self.words(range, pattern, may_be_short)
    }

    /// Reports a value in a form that this language does not have; returns true if it is one. `part` is the text field
    /// that the value is searched in.
    fn has_no_such_form(&mut self, written: &WrittenValue<'text>, part: Option<TextField>) -> bool {
        if let Some(phrase_end) = written.phrase_end {
            let phrase = self.text[written.range.start..phrase_end].to_owned();
            let distance = &self.text[phrase_end..written.range.end];
            let message = format!("No distance {distance} between words; {phrase} finds them side by side");
            self.spot_with(written.range.clone(), SpotKind::Wrong, message, Some(phrase));
            return true;
        }
        // In an address `~` is part of the path.
        if written.value.kind == ValueKind::Word
            && part != Some(TextField::Links)
            && let Some(right) = forms::typo_behind(written.value.text)
        {
            let message = format!("The ~ of a word with a typo stands before it: {right}");
            self.spot_with(written.range.clone(), SpotKind::Wrong, message, Some(right));
            return true;
        }
        false
    }

    /// Adds a note about the signs of a value that are not searched.
    fn note_signs(&mut self, range: &Range<usize>, value: &Value<'text>) {
        if let Some(remark) = signs::remark(value, &self.text[range.clone()]) {
            self.spot(range.clone(), SpotKind::Note, remark);
        }
    }

    /// Parses one value and reports its mistakes. `part` is the text field that the value is searched in.
    fn value(
        &mut self,
        written: WrittenValue<'text>,
        part: Option<TextField>,
        read: impl Fn(&Value<'text>, Date) -> Result<Test, Rejected>,
    ) -> Option<Test> {
        let WrittenValue { range, value, .. } = written;
        if value.is_pattern() {
            self.n_patterns += 1;
            if self.n_patterns > MAX_PATTERNS {
                let message = format!("A filter has at most {MAX_PATTERNS} patterns; left out");
                self.spot(range, SpotKind::Wrong, message);
                return None;
            }
        }
        match read(&value, self.today) {
            Ok(Test::Regex(pattern)) if self.n_pattern_steps + pattern.n_steps() > PATTERN_STEPS_MAX => {
                let message = format!("The patterns of a filter have at most {PATTERN_STEPS_MAX} steps; left out");
                self.spot(range, SpotKind::Wrong, message);
                None
            }
            Ok(test) if self.is_too_many(&range, &test, part) => None,
            Ok(test) => {
                if let Test::Regex(pattern) = &test {
                    self.n_pattern_steps += pattern.n_steps();
                }
                // Addresses contain many signs.
                if matches!(test, Test::Words(_) | Test::Fuzzy(_)) && part != Some(TextField::Links) {
                    self.note_signs(&range, &value);
                }
                Some(test)
            }
            Err(Rejected::Unfinished { message, so_far }) => {
                self.spot(range, SpotKind::Unfinished, message);
                so_far
            }
            Err(Rejected::Wrong { message, suggestion }) => {
                self.spot_with(range, SpotKind::Wrong, message, suggestion);
                None
            }
            Err(Rejected::WrongAt { range: inner, message }) => {
                // The pattern begins after its slash.
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

    /// Reports a value that exceeds the limit on expensive values; returns true if it does.
    fn is_too_many(&mut self, range: &Range<usize>, test: &Test, part: Option<TextField>) -> bool {
        let is_listed = match test {
            Test::Fact(fact) => fact.column() == FactColumn::Mentions,
            _ => matches!(part, Some(TextField::Quotes | TextField::Captions)),
        };
        // Phrases in sources are cheap: a source has few words, and each source is tested once.
        let is_phrase =
            part != Some(TextField::Source) && matches!(test, Test::Words(pattern) if pattern.words().nth(1).is_some());
        self.n_listed += usize::from(is_listed);
        self.n_phrases += usize::from(is_phrase);
        let message = if is_listed && self.n_listed > MAX_LISTED {
            format!("A filter has at most {MAX_LISTED} values of quote:, caption: and mentions:; left out")
        } else if is_phrase && self.n_phrases > MAX_PHRASES {
            format!("A filter has at most {MAX_PHRASES} phrases; left out")
        } else {
            return false;
        };
        self.spot(range.clone(), SpotKind::Wrong, message);
        true
    }

    /// Returns a term without a field. `may_be_short` is true if the rule of short words applies to it.
    fn words(&mut self, range: Range<usize>, pattern: Option<Pattern>, may_be_short: bool) -> Option<Node> {
        let Some(pattern) = pattern else {
            let message = field::nothing_to_search(&self.text[range.clone()]);
            self.spot(range, SpotKind::Wrong, message);
            return None;
        };
        let is_short = may_be_short && pattern.is_short_start();
        let term = Term::bare(pattern);
        if term.any.iter().any(|test| self.is_too_many(&range, test, None)) {
            return None;
        }
        self.bare.push(FieldlessTerm { range, is_short });
        Some(Node::Term(term))
    }

    /// `NAME : value { , value }`, from after the colon.
    fn field(&mut self, field: &'static Field, name_range: Range<usize>) -> Option<Node> {
        let start = name_range.start;
        let mut any = Vec::new();
        let has_values = self.values(&name_range, field.id.text_field.is_some(), |parser, written| {
            // Parsing a pattern for paths takes some time, so such values are counted before.
            if matches!(field.id.name, "path" | "like") {
                parser.n_paths += 1;
                if parser.n_paths > MAX_PATHS {
                    let message = format!("A filter has at most {MAX_PATHS} values of path: and like:; left out");
                    return parser.spot(written.range, SpotKind::Wrong, message);
                }
            }
            let takes_words = field.id.text_field.is_some();
            if !((takes_words || written.phrase_end.is_some())
                && parser.has_no_such_form(&written, field.id.text_field))
            {
                any.extend(parser.value(written, field.id.text_field, field.read));
            }
        });
        if field.id.name == "date" && self.depth == 0 && !self.is_negated && has_values {
            self.date_ranges.push(start..self.at);
        }
        any.dedup();
        (!any.is_empty()).then_some(Node::Term(Term { field: Some(field.id), any }))
    }

    /// Leaves out a field of a later release, with its values.
    fn later_field(&mut self, name: &str, name_range: Range<usize>) -> Option<Node> {
        let start = name_range.start;
        if self.values(&name_range, false, |_, _| {}) {
            let message = format!("{name}: comes with a later release; left out");
            self.spot(start..self.at, SpotKind::Wrong, message);
        }
        None
    }

    /// Leaves out a name that is not a field, with its values.
    fn unknown_field(&mut self, name: &str, name_range: Range<usize>) {
        let start = name_range.start;
        // A group after the name is parsed without the name, as it is after the name of a field.
        if self.peek() != Some('(') {
            self.values(&name_range, true, |_, _| {});
        }
        let unknown::Explanation { message, suggestion } =
            unknown::explain(name, &self.text[name_range.end..self.at], self.today);
        self.spot_with(start..self.at, SpotKind::Wrong, message, suggestion);
    }

    /// Parses the values of a field. `/…/` is a pattern only if the field takes patterns. Returns true if there was a
    /// value.
    fn values(
        &mut self,
        name_range: &Range<usize>,
        takes_patterns: bool,
        mut read: impl FnMut(&mut Self, WrittenValue<'text>),
    ) -> bool {
        let name = &self.text[name_range.clone()];
        let mut has_values = false;
        loop {
            let n_commas = self.rest().len() - self.rest().trim_start_matches(',').len();
            let commas = self.at..self.at + n_commas;
            self.at = commas.end;
            if self.peek().is_none_or(|next| ends_word(next) && !is_quote(next)) {
                if has_values && n_commas > 0 && self.rest().trim().is_empty() {
                    self.spot(commas, SpotKind::Unfinished, "Missing value after the comma");
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
                self.spot(name_range.clone(), SpotKind::Unfinished, format!("Missing value after {name}"));
            } else if self.peek() == Some('(') {
                let message = format!("{name} takes words, not parentheses; any of several is written {name}one,two");
                self.spot(name_range.clone(), SpotKind::Wrong, message);
            } else {
                let message = format!("Missing value after {name}; write it without a space");
                self.spot(name_range.clone(), SpotKind::Wrong, message);
            }
        }
        has_values
    }

    /// Returns the next value: a phrase, a pattern, or a word up to the first character that `ends` accepts.
    fn written(&mut self, takes_patterns: bool, ends: impl Fn(char) -> bool) -> Option<WrittenValue<'text>> {
        let start = self.at;
        if takes_patterns
            && let Some(inner) = self.rest().strip_prefix('/')
            && let Slash::Pattern { n_bytes, is_closed } = slashes::read(inner, &ends)
        {
            self.at += 1 + n_bytes + usize::from(is_closed);
            let kind = ValueKind::Regex;
            let value = Value { text: &inner[..n_bytes], kind, is_closed, is_at_end: !is_closed };
            return Some(WrittenValue { range: start..self.at, value, phrase_end: None });
        }
        let is_whole = self.peek() == Some('=');
        if is_whole {
            self.at += 1;
        }
        let opening = self.peek().filter(|next| is_quote(*next));
        let mut phrase_end = None;
        let (text, is_closed) = if let Some(quote) = opening {
            self.at += quote.len_utf8();
            let rest = self.rest();
            let length = rest.find(is_quote);
            self.at += length.unwrap_or(rest.len());
            self.at += self.peek().map_or(0, char::len_utf8);
            let n_distance_bytes = if length.is_some() { forms::distance_bytes(self.rest(), &ends) } else { 0 };
            if n_distance_bytes > 0 {
                phrase_end = Some(self.at);
                self.at += n_distance_bytes;
            }
            (&rest[..length.unwrap_or(rest.len())], length.is_some())
        } else {
            let rest = self.rest();
            let length = rest.find(&ends).unwrap_or(rest.len());
            self.at += length;
            (&rest[..length], true)
        };
        if self.at == start {
            // Callers never stop before a character that cannot begin a value. Skipping such a character prevents an
            // endless loop if they do.
            self.at += self.peek().map_or(0, char::len_utf8);
            return None;
        }
        // A closed quotation is complete, even at the end of the filter.
        let is_at_end = self.at == self.text.len() && (opening.is_none() || !is_closed);
        let fuzzy = text.strip_prefix('~').filter(|word| takes_patterns && opening.is_none() && !word.is_empty());
        let (text, kind) = match (fuzzy, opening.is_some(), is_whole) {
            (Some(word), _, false) => (word, ValueKind::Fuzzy),
            (_, true, _) => (text, ValueKind::Quoted),
            (_, false, true) => (text, ValueKind::Whole),
            (_, false, false) => (text, ValueKind::Word),
        };
        Some(WrittenValue { range: start..self.at, value: Value { text, kind, is_closed, is_at_end }, phrase_end })
    }

    fn note_open_quote(&mut self, written: &WrittenValue<'text>) {
        if written.value.is_quoted() && !written.value.is_closed && !written.value.text.is_empty() {
            self.spot(written.range.clone(), SpotKind::Unfinished, "Missing closing quotation mark");
        }
    }
}
