//! Parses a filter. Never fails: a part that cannot be parsed is left out, marked and explained.
//!
//! ```text
//! query   = and { ("or" | "OR" | "|") and }
//! and     = unary { [ "and" | "AND" ] unary }
//! unary   = { "-" | "!" | "not " | "NOT " } primary
//! primary = "(" query ")" | NAME ":" value { "," value } | phrase | pattern | "~" word | [ "=" ] word [ "*" ]
//! value   = phrase | pattern | "~" word | [ "=" ] word [ "*" ]
//! pattern = "/" … "/"
//! ```
//!
//! | file | contents |
//! |---|---|
//! | `primary` | words, phrases, patterns and fields |
//! | `short_words` | the words that match as whole words because another word follows |
//! | `unknown` | the names before a colon that are meant as a field |
//! | `forms` | the forms of other programs that are errors |
//! | `signs` | the signs that are not searched, and the remark about them |
//! | `slashes` | the kind of text that begins with a `/` |

use std::ops::Range;

use jiff::civil::Date;

use super::node::Node;
use super::{Query, Spot, SpotKind};
use crate::text::numbers::with_commas;

mod forms;
mod primary;
mod short_words;
mod signs;
mod slashes;
mod unknown;

use short_words::FieldlessTerm;

/// The greatest length of a filter in bytes; the rest is left out. It is far longer than anyone types, and short enough
/// for the slowest filter of that length to return a result.
pub const MAX_BYTES: usize = 4096;

/// The greatest depth of parentheses; inner ones are left out. The tree is walked by recursion, and this depth fits the
/// smallest stack of a thread many times over.
pub const MAX_DEPTH: usize = 64;

/// The greatest number of `/patterns/` and `~words` in a filter; the rest is left out. All of them are compiled at
/// every key press.
pub const MAX_PATTERNS: usize = 16;

/// The greatest number of phrases in a filter; the rest is left out. Most phrases need the positions of their words,
/// which takes tens of milliseconds among a hundred thousand articles if the words are common.
pub const MAX_PHRASES: usize = 64;

/// The greatest number of values of `quote:`, `caption:` and `mentions:` in a filter; the rest is left out. Each of
/// them reads the facts of every article that can match.
pub const MAX_LISTED: usize = 16;

/// The greatest number of values of `path:` and `like:` in a filter; the rest is left out. Each of them tests every
/// path, or every article with one of many words.
const MAX_PATHS: usize = 16;

/// The greatest number of spots of a filter: more than fit on any screen, and few enough to draw in one frame.
pub const MAX_SPOTS: usize = 32;

/// Parses a filter. `today` is the day that `today` and `7d` are relative to.
pub fn parse(text: &str, today: Date) -> Query {
    let end = text.floor_char_boundary(MAX_BYTES);
    let mut parser = Parser {
        text: &text[..end],
        at: 0,
        today,
        spots: Vec::new(),
        part_ranges: Vec::new(),
        date_ranges: Vec::new(),
        bare: Vec::new(),
        has_alternatives: false,
        is_negated: false,
        depth: 0,
        n_left_out: 0,
        n_patterns: 0,
        n_pattern_steps: 0,
        n_phrases: 0,
        n_listed: 0,
        n_paths: 0,
    };
    let mut root = parser.query();
    let short_words = root.as_mut().map(|root| short_words::settle(root, &parser.bare)).unwrap_or_default();
    if end < text.len() {
        parser.spot(
            end..text.len(),
            SpotKind::Wrong,
            format!("A filter has at most {} bytes; the rest is left out", with_commas(MAX_BYTES as u64)),
        );
    }
    let Parser { mut spots, part_ranges, date_ranges, has_alternatives, .. } = parser;
    spots.sort_by_key(|spot| (spot.range.start, spot.range.end));
    let mut query =
        Query { text: text.to_owned(), root, spots, today, part_ranges, date_ranges, short_words, has_alternatives };
    note_parts_that_exclude_each_other(&mut query);
    query
}

struct Parser<'text> {
    text: &'text str,
    at: usize,
    today: Date,
    spots: Vec<Spot>,
    part_ranges: Vec<Range<usize>>,
    date_ranges: Vec<Range<usize>>,
    /// The terms without a field.
    bare: Vec<FieldlessTerm>,
    has_alternatives: bool,
    /// True if the primary that is being parsed is negated.
    is_negated: bool,
    depth: usize,
    /// The number of open parentheses that were left out because of [`MAX_DEPTH`].
    n_left_out: usize,
    /// The number of `/patterns/` and `~words` so far.
    n_patterns: usize,
    /// The number of steps of all regular expressions so far.
    n_pattern_steps: usize,
    /// The number of phrases so far.
    n_phrases: usize,
    /// The number of values of `quote:`, `caption:` and `mentions:` so far.
    n_listed: usize,
    /// The number of values of `path:` and `like:` so far.
    n_paths: usize,
}

/// The part of the filter between two operators.
#[derive(Default)]
struct Operand {
    node: Option<Node>,
    /// True if there is any text, even if all of it was left out.
    is_there: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    And,
    Or,
    Not,
}

impl<'text> Parser<'text> {
    /// `query = and { or and }`, up to the end or to the `)` of its group.
    fn query(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        let mut operator: Option<Range<usize>> = None;
        loop {
            let operand = self.and();
            if !operand.is_there
                && let Some(range) = operator.take()
            {
                self.nothing_after(range);
            }
            nodes.extend(operand.node);
            match self.eat_operator(Operator::Or) {
                Some(range) if operand.is_there => operator = Some(range),
                Some(range) => self.nothing_before(range),
                None => break,
            }
            if self.depth == 0 {
                // The parts before an `or` are alternatives, so they are not parts that must all match.
                self.has_alternatives = true;
                self.part_ranges.clear();
            }
        }
        Node::any_of(nodes)
    }

    /// `and = unary { [ and ] unary }`
    fn and(&mut self) -> Operand {
        let mut nodes = Vec::new();
        let mut is_there = false;
        let mut operator: Option<Range<usize>> = None;
        loop {
            self.skip_spaces();
            let start = self.at;
            match self.peek() {
                None => break,
                Some(')') if self.n_left_out > 0 => {
                    self.n_left_out -= 1;
                    self.at += 1;
                    continue;
                }
                Some(')') if self.depth > 0 => break,
                Some(')') => {
                    self.at += 1;
                    self.spot(start..self.at, SpotKind::Wrong, "Unmatched ); left out");
                    continue;
                }
                Some(_) => {}
            }
            if self.peek_operator() == Some(Operator::Or) {
                break;
            }
            if let Some(range) = self.eat_operator(Operator::And) {
                if is_there && operator.is_none() {
                    operator = Some(range);
                } else {
                    self.nothing_before(range);
                }
                continue;
            }
            operator = None;
            is_there = true;
            if let Some(node) = self.unary() {
                if self.depth == 0 {
                    self.part_ranges.push(start..self.at);
                }
                nodes.push(node);
            }
        }
        if let Some(range) = operator {
            self.nothing_after(range);
        }
        Operand { node: Node::all_of(nodes), is_there }
    }

    /// `unary = { negation } primary`
    fn unary(&mut self) -> Option<Node> {
        let start = self.at;
        let mut is_negated = false;
        loop {
            self.skip_spaces();
            if self.eat_operator(Operator::Not).is_some() {
                is_negated = !is_negated;
                continue;
            }
            let mut next = self.rest().chars();
            let sign = next.next().filter(|sign| matches!(sign, '-' | '!'));
            if sign.is_none() || next.next().is_some_and(char::is_whitespace) {
                break;
            }
            self.at += 1;
            is_negated = !is_negated;
        }
        let negation = start..self.text[..self.at].trim_end().len().max(start);
        let has_nothing = self.peek().is_none_or(|next| next == ')')
            || matches!(self.peek_operator(), Some(Operator::Or | Operator::And));
        if has_nothing {
            self.nothing_after(negation);
            return None;
        }
        let outer = std::mem::replace(&mut self.is_negated, is_negated);
        let node = self.primary();
        self.is_negated = outer;
        node.map(|node| if is_negated { node.negated() } else { node })
    }

    /// `( query )`
    fn group(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        if self.depth == MAX_DEPTH {
            if self.n_left_out == 0 {
                let message = format!("Parentheses nest at most {MAX_DEPTH} deep; inner ones are left out");
                self.spot(start..self.at, SpotKind::Wrong, message);
            }
            self.n_left_out += 1;
            return None;
        }
        self.depth += 1;
        let node = self.query();
        self.depth -= 1;
        let is_closed = self.peek() == Some(')');
        if !is_closed {
            self.spot(start..start + 1, SpotKind::Unfinished, "Missing )");
            return node;
        }
        let is_empty = self.text[start + 1..self.at].trim().is_empty();
        self.at += 1;
        if is_empty {
            self.spot(start..self.at, SpotKind::Wrong, "Empty parentheses; left out");
        }
        node
    }

    fn nothing_before(&mut self, operator: Range<usize>) {
        self.operator_without("before", operator);
    }

    fn nothing_after(&mut self, operator: Range<usize>) {
        if self.text[operator.end..].trim().is_empty() {
            let message = format!("Missing word after {}", &self.text[operator.clone()]);
            self.spot(operator, SpotKind::Unfinished, message);
        } else {
            self.operator_without("after", operator);
        }
    }

    fn operator_without(&mut self, side: &str, operator: Range<usize>) {
        let sign = &self.text[operator.clone()];
        if sign.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let message = format!("Nothing {side} {sign}; to search for the word, write \"{sign}\"");
            self.spot_with(operator, SpotKind::Wrong, message, Some(format!("\"{sign}\"")));
        } else {
            self.spot(operator, SpotKind::Wrong, format!("Nothing {side} {sign}; left out"));
        }
    }

    fn peek_operator(&self) -> Option<Operator> {
        if self.rest().starts_with('|') {
            return Some(Operator::Or);
        }
        match self.word_here() {
            "or" | "OR" => Some(Operator::Or),
            "and" | "AND" => Some(Operator::And),
            "not" | "NOT" => Some(Operator::Not),
            _ => None,
        }
    }

    /// Consumes the operator if it is the next word. Several `|` count as one.
    fn eat_operator(&mut self, operator: Operator) -> Option<Range<usize>> {
        self.skip_spaces();
        if self.peek_operator() != Some(operator) {
            return None;
        }
        let start = self.at;
        self.at += match self.rest().len() - self.rest().trim_start_matches('|').len() {
            0 => self.word_here().len(),
            n_bars => n_bars,
        };
        Some(start..self.at)
    }

    fn rest(&self) -> &'text str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Returns the text from the current position to the next space, parenthesis, `|` or quotation mark.
    fn word_here(&self) -> &'text str {
        let rest = self.rest();
        &rest[..rest.find(ends_word).unwrap_or(rest.len())]
    }

    fn spot(&mut self, range: Range<usize>, kind: SpotKind, message: impl Into<String>) {
        self.spot_with(range, kind, message, None);
    }

    fn spot_with(
        &mut self,
        range: Range<usize>,
        kind: SpotKind,
        message: impl Into<String>,
        suggestion: Option<String>,
    ) {
        let spot = Spot { range, kind, message: message.into(), suggestion };
        if self.spots.len() < MAX_SPOTS {
            self.spots.push(spot);
        } else if kind == SpotKind::Wrong
            && let Some(note) = self.spots.iter_mut().rfind(|spot| spot.kind == SpotKind::Note)
        {
            // A part that is left out must have a spot, so it replaces a note.
            *note = spot;
        }
    }
}

/// True if `character` opens or closes a phrase. The quotation marks of all languages are equivalent.
fn is_quote(character: char) -> bool {
    // Single marks other than ‹› are also apostrophes.
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '＂' | '❝' | '❞' | '「'..='』' | '〝'..='〟')
}

fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '(' | ')' | '|') || is_quote(character)
}

/// Notes parts such as `source:a source:b`, which match nothing because an article has one source. The note shows the
/// filter for either value.
fn note_parts_that_exclude_each_other(query: &mut Query) {
    let mut notes = Vec::new();
    let mut seen: Vec<(&str, Range<usize>)> = Vec::new();
    for (range, node) in query.parts() {
        let Node::Term(term) = node else {
            continue;
        };
        let Some(field) = term.field.filter(|field| field.is_single) else {
            continue;
        };
        if let Some((_, first)) = seen.iter().find(|(name, _)| *name == field.name) {
            let first = &query.text[first.clone()];
            let (_, values) = query.text[range.clone()].split_once(':').unwrap_or_default();
            let message = format!("Both must match; for either of them write {first},{values}");
            notes.push(Spot { range, kind: SpotKind::Note, message, suggestion: None });
        } else {
            seen.push((field.name, range));
        }
    }
    query.spots.extend(notes);
    query.spots.truncate(MAX_SPOTS);
    query.spots.sort_by_key(|spot| (spot.range.start, spot.range.end));
}
