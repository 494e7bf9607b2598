//! Finds the kinds of the columns of a table: by their names, else by the content of their cells.

use std::borrow::Cow;
use std::collections::HashSet;

use csv::ByteRecord;

use super::day_order::DayOrder;
use super::names::{is_like_a_name, is_row_of_names, name_of};
use crate::corpus::format::date_names::{is_of_creation, is_of_other_date, may_be_date};
use crate::corpus::format::fields::{FieldKind, Fields, Name, PersonName, Saved, Value};
use crate::corpus::format::other_texts::OtherTexts;
use crate::corpus::format::outlet_names::{is_named_as_an_outlet, may_name_an_outlet};
use crate::corpus::format::prose::{ends_as_a_sentence, is_of_words};
use crate::corpus::format::text_names::{NameHint, hint_of_name};
use crate::corpus::{Field, Metadata};
use crate::dates::{self, WrittenDate};

/// The kind of a column.
#[derive(Clone, Copy, Debug)]
enum Column {
    /// The kind that its name has.
    Named(&'static Name),
    /// A kind that the content of its cells shows.
    Found(FieldKind),
    /// No field of an article.
    Other,
}

/// The columns of a table of articles.
#[derive(Debug)]
pub(super) struct Columns {
    kinds: Vec<Column>,
    /// True if the first row has the names of the columns.
    pub(super) has_names: bool,
    /// The number of columns.
    pub(super) width: usize,
    /// The names of the columns; empty if there are none.
    names: Vec<String>,
    /// The order of day and month in dates in numbers, if the rows show it.
    day_order: DayOrder,
}

impl Columns {
    /// Finds the columns of a table that starts with these rows. Returns `None` if they are not those of articles.
    pub(super) fn of(rows: &[Vec<String>]) -> Option<Self> {
        let first = rows.first()?;
        let is_known = is_row_of_names(first);
        let has_names = is_known || is_row_of_other_names(rows);
        let n_columns = if has_names { first.len() } else { rows.iter().map(Vec::len).max()? };
        let data = &rows[usize::from(has_names)..];
        let mut columns = vec![Column::Other; n_columns];
        if is_known {
            let mut saved = Saved::default();
            for cell in first {
                saved.look_at(&cell.trim().replace(' ', "_"));
            }
            for (column, cell) in columns.iter_mut().zip(first) {
                if let Some(name) = name_of(cell).filter(|name| !saved.is_time_of_saving(name)) {
                    *column = Column::Named(name);
                }
            }
        }
        let kinds: Vec<CellKinds> = (0..n_columns).map(|at| CellKinds::of(data, at)).collect();
        find_texts(&mut columns, &kinds);
        if has_names {
            find_by_names(&mut columns, &kinds, first, data);
        } else {
            find_others(&mut columns, &kinds);
        }
        let names = if has_names { first.clone() } else { Vec::new() };
        let columns = Self { kinds: columns, has_names, width: n_columns, names, day_order: DayOrder::default() };
        let text_is_strong = columns.kinds.iter().any(|column| match column {
            Column::Named(name) => name.holds == FieldKind::Text && !name.is_weak(),
            Column::Found(holds) => *holds == FieldKind::Text,
            Column::Other => false,
        });
        let has_title = columns.kinds.iter().any(|column| match column {
            Column::Named(name) => name.holds == FieldKind::Title && !name.is_weak(),
            Column::Found(holds) => *holds == FieldKind::Title,
            Column::Other => false,
        });
        let beside = [FieldKind::Date, FieldKind::Link, FieldKind::Text, FieldKind::Authors]
            .iter()
            .any(|holds| columns.has(*holds));
        (text_is_strong || (has_title && beside)).then_some(columns)
    }

    /// Finds the order of day and month from the dates of the first rows.
    pub(super) fn find_day_order(&mut self, rows: impl Iterator<Item = ByteRecord>) {
        let is_of_days = |column: &Column| match column {
            Column::Named(name) => name.holds == FieldKind::Date,
            Column::Found(holds) => *holds == FieldKind::Date,
            Column::Other => false,
        };
        let at: Vec<usize> = (0..self.kinds.len()).filter(|at| is_of_days(&self.kinds[*at])).collect();
        if !at.is_empty() {
            self.day_order = DayOrder::of(rows.flat_map(|row| {
                at.iter()
                    .filter_map(|at| row.get(*at))
                    .map(|cell| String::from_utf8_lossy(cell).into_owned())
                    .collect::<Vec<_>>()
            }));
        }
    }

    fn has(&self, holds: FieldKind) -> bool {
        self.kinds.iter().any(|column| match column {
            Column::Named(name) => name.holds == holds,
            Column::Found(found) => *found == holds,
            Column::Other => false,
        })
    }

    /// Returns the texts of a row in columns that are no field of its article, or are a text or a title. `text` is the
    /// text of the article, in parts that are borrowed from the row.
    pub(super) fn other_texts<'cells>(
        &self,
        cells: &'cells [Cow<'_, str>],
        title: Option<&str>,
        text: &[Cow<'cells, str>],
    ) -> OtherTexts<'cells> {
        let mut others = OtherTexts::default();
        let has_parts = !self.has(FieldKind::Authors);
        for (at, cell) in cells.iter().enumerate() {
            let is_field = match self.kinds.get(at) {
                Some(Column::Named(name)) => !matches!(name.holds, FieldKind::Text | FieldKind::Title),
                Some(Column::Found(holds)) => !matches!(holds, FieldKind::Text | FieldKind::Title),
                Some(Column::Other) => self.names.get(at).is_some_and(|name| {
                    is_time_of_saving(name)
                        || has_parts && !may_hold_anything(name.trim()) && PersonName::part_of(name).is_some()
                }),
                None => true,
            };
            let cell = cell.trim();
            let is_known = || title == Some(cell) || text.iter().any(|part| part.as_ptr() == cell.as_ptr());
            let may_be_said =
                || !cell.is_ascii() || cell.contains(' ') || cell.starts_with(char::is_uppercase) || may_be_date(cell);
            if !is_field && !is_nothing(cell) && may_be_said() && !is_known() {
                others.take(self.names.get(at).map_or("", |name| name.trim()), cell);
            }
        }
        others
    }

    /// Returns the facts of a row, and the text of its article in parts; `None` if the row has no article.
    pub(super) fn article<'cells>(&self, cells: &'cells [Cow<'_, str>]) -> Option<(Metadata, Vec<Cow<'cells, str>>)> {
        let mut fields = Fields::default();
        let mut found = Metadata::default();
        let mut text = None;
        for (at, (column, cell)) in self.kinds.iter().zip(cells).enumerate() {
            let cell = cell.trim();
            if is_nothing(cell) {
                continue;
            }
            match column {
                Column::Named(name) if name.holds == FieldKind::Authors => fields.put(name, authors(cell)),
                Column::Named(name) => fields.put(name, Value::Text(Cow::Borrowed(cell))),
                Column::Found(FieldKind::Text) => text = Some(cell),
                Column::Found(FieldKind::Link) => found.link = Some(cell.to_owned()),
                Column::Found(holds) => {
                    let name = self.names.get(at).map(|name| name.trim()).filter(|name| !name.is_empty());
                    let field = Some(match name {
                        Some(name) if *holds != FieldKind::Title => Field::inferred(cell, format!("column `{name}`")),
                        _ => Field::found(cell, format!("column {} of the table", at + 1)),
                    });
                    match holds {
                        FieldKind::Title => found.title = field,
                        FieldKind::Date => found.date = field,
                        _ => found.source = field,
                    }
                }
                Column::Other => {}
            }
        }
        let is_found = text.is_some() || (found.title.is_some() && (found.date.is_some() || found.link.is_some()));
        let is_mixed = found.title.is_some() && fields.has_more_than_a_title();
        if !(is_found || is_mixed || fields.is_article()) {
            return None;
        }
        let texts: Vec<Cow<'cells, str>> = match (fields.take_text(), text) {
            (Some(value), _) => value.into_texts(),
            (None, Some(text)) => vec![Cow::Borrowed(text)],
            (None, None) => self.only_text(cells).map(Cow::Borrowed).into_iter().collect(),
        };
        let mut named = fields.into_row_metadata();
        if named.authors.is_empty()
            && let Some(author) = self.author_in_parts(cells)
        {
            named.authors.push(Field::inferred(author, "the columns of first and last names"));
        }
        let metadata = Metadata {
            title: named.title.or(found.title),
            source: named.source.or(found.source),
            date: named.date.or(found.date).map(|date| self.day_order.decide(date)),
            link: named.link.or(found.link),
            ..named
        };
        Some((metadata, texts))
    }

    /// Returns the name of a person in two columns. Columns called `first` and `last` do not count, because they may
    /// have other content.
    fn author_in_parts(&self, cells: &[Cow<'_, str>]) -> Option<String> {
        let mut person = PersonName::default();
        for (name, cell) in self.names.iter().zip(cells) {
            if let Some(part) = PersonName::part_of(name).filter(|_| !may_hold_anything(name.trim())) {
                person.put(part, Cow::Borrowed(cell));
            }
        }
        person.into_text()
    }

    /// Returns the text of a row that has no other text: the longest sentence in a column that is no field.
    fn only_text<'cells>(&self, cells: &'cells [Cow<'_, str>]) -> Option<&'cells str> {
        const FEWEST_WORDS: usize = 2;
        let is_free = |at: usize| matches!(self.kinds.get(at), Some(Column::Other));
        let may_be_text = |at: usize| self.names.get(at).is_none_or(|name| hint_of_name(name) != NameHint::IsNoText);
        let texts = cells.iter().enumerate().filter(|(at, _)| is_free(*at) && may_be_text(*at));
        let sentences = texts
            .map(|(_, cell)| cell.trim())
            .filter(|cell| ends_as_a_sentence(cell) && is_of_words(cell, FEWEST_WORDS) && !is_nothing(cell));
        sentences.max_by_key(|cell| cell.len())
    }
}

/// True for the name of a column that would be the date of the article if it were not a time of saving.
fn is_time_of_saving(name: &str) -> bool {
    name_of(name).is_some_and(|name| name.holds == FieldKind::Date)
}

/// True for a name that only by chance is also the name of a part of a person's name.
fn may_hold_anything(name: &str) -> bool {
    name.eq_ignore_ascii_case("first") || name.eq_ignore_ascii_case("last")
}

/// True if a cell has the text that programs write if there is no value.
fn is_nothing(cell: &str) -> bool {
    cell.is_empty()
        || ["nan", "none", "null", "\\n", "n/a", "[]"].iter().any(|nothing| cell.eq_ignore_ascii_case(nothing))
}

/// Returns the names in a cell: one name, or several as programs write lists, `['a', 'b']` and `a; b`.
fn authors(cell: &str) -> Value<'_> {
    let inner = cell.strip_prefix('[').and_then(|cell| cell.strip_suffix(']'));
    let separator = if inner.is_some() { ',' } else { ';' };
    let names = inner.unwrap_or(cell).split(separator);
    let names = names.map(|name| name.trim().trim_matches(['\'', '"'])).filter(|name| !name.is_empty());
    Value::List(names.map(|name| Value::Text(Cow::Borrowed(name))).collect())
}

/// True if the first row has names that are not known: short words above columns of other content.
fn is_row_of_other_names(rows: &[Vec<String>]) -> bool {
    let [first, data @ ..] = rows else {
        return false;
    };
    let has_digit = |cell: &String| cell.contains(|c: char| c.is_ascii_digit());
    let is_short = first.iter().all(|cell| is_like_a_name(cell) && !cell.trim().is_empty() && !has_digit(cell));
    let distinct: HashSet<&String> = first.iter().collect();
    is_short
        && distinct.len() == first.len()
        && first.iter().enumerate().any(|(at, cell)| {
            let kind = CellKinds::of(data, at);
            kind.n_cells > 0
                && (kind.is_dates() || kind.is_links() || kind.length > 60.0 && kind.length > 4.0 * cell.len() as f64)
        })
}

/// Finds the columns of the text and the title, if no name gives them.
fn find_texts(columns: &mut [Column], kinds: &[CellKinds]) {
    /// The least mean length of texts in a column without a known name, in characters, if no column is a shorter title.
    const TEXT: f64 = 200.0;
    /// The least mean length of texts if another column is a shorter title.
    const TEXT_BY_TITLE: f64 = 80.0;
    /// The least mean length of titles.
    const TITLE: f64 = 20.0;
    let holds = |columns: &[Column], wanted: FieldKind| {
        columns.iter().any(|column| matches!(column, Column::Named(name) if name.holds == wanted && !name.is_weak()))
    };
    let has_text = holds(columns, FieldKind::Text);
    let has_title = holds(columns, FieldKind::Title);
    let mut free: Vec<usize> = (0..columns.len())
        .filter(|at| matches!(columns[*at], Column::Other) && kinds[*at].is_of_words() && kinds[*at].length >= TITLE)
        .collect();
    free.sort_by(|a, b| kinds[*b].length.total_cmp(&kinds[*a].length));
    if !has_text && let Some(longest) = free.first().copied() {
        let has_shorter =
            !has_title && free.get(1).is_some_and(|next| kinds[*next].length < 0.7 * kinds[longest].length);
        if kinds[longest].length >= if has_shorter { TEXT_BY_TITLE } else { TEXT } {
            columns[longest] = Column::Found(FieldKind::Text);
            free.remove(0);
        }
    }
    let longest_title = 200.0;
    if !has_title && let Some(title) = free.into_iter().find(|at| kinds[*at].length <= longest_title) {
        columns[title] = Column::Found(FieldKind::Title);
    }
}

/// True if a name is unknown, and a date under it may be that of the article. If a column with a known name of a date
/// is free, it has the time of saving.
fn may_be_of_article(name: &str) -> bool {
    name_of(name).is_none() && !is_of_other_date(name) && !is_of_creation(name)
}

/// Finds the columns of the date and the source in a table whose column names do not give them. The date is the only
/// column of dates that may be the article's. The source is a column whose name has a word for an outlet.
fn find_by_names(columns: &mut [Column], kinds: &[CellKinds], names: &[String], rows: &[Vec<String>]) {
    let has = |columns: &[Column], wanted: FieldKind| {
        columns.iter().any(|column| match column {
            Column::Named(name) => name.holds == wanted,
            Column::Found(holds) => *holds == wanted,
            Column::Other => false,
        })
    };
    let free = |columns: &[Column], is_it: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..columns.len()).filter(|at| matches!(columns[*at], Column::Other) && is_it(*at)).collect()
    };
    if !has(columns, FieldKind::Date) {
        let is_it = |at: usize| kinds[at].is_dates() && names.get(at).is_some_and(|name| may_be_of_article(name));
        if let [only] = free(columns, &is_it)[..] {
            columns[only] = Column::Found(FieldKind::Date);
        }
    }
    if !has(columns, FieldKind::Source) {
        let is_name = |row: &Vec<String>, at: usize| {
            row.get(at).is_none_or(|cell| is_nothing(cell.trim()) || may_name_an_outlet(cell))
        };
        let is_it = |at: usize| {
            names.get(at).is_some_and(|name| is_named_as_an_outlet(name.trim()))
                && kinds[at].n_cells > 0
                && rows.iter().all(|row| is_name(row, at))
        };
        if let [only] = free(columns, &is_it)[..] {
            columns[only] = Column::Found(FieldKind::Source);
        }
    }
}

/// Finds the columns of dates, links and sources in a table without names.
fn find_others(columns: &mut [Column], kinds: &[CellKinds]) {
    for (wanted, is_kind) in [
        (FieldKind::Date, CellKinds::is_dates as fn(&CellKinds) -> bool),
        (FieldKind::Link, CellKinds::is_links),
        (FieldKind::Source, CellKinds::is_outlets),
    ] {
        let at = (0..columns.len()).find(|at| matches!(columns[*at], Column::Other) && is_kind(&kinds[*at]));
        if let Some(at) = at {
            columns[at] = Column::Found(wanted);
        }
    }
}

/// Counts of the kinds of cells in a column.
#[derive(Debug, Default)]
struct CellKinds {
    /// The number of cells that are not empty.
    n_cells: usize,
    n_dates: usize,
    n_links: usize,
    n_numbers: usize,
    /// The number of cells with several words.
    n_phrases: usize,
    /// The number of cells that look like the name of an outlet.
    n_names: usize,
    n_distinct: usize,
    /// The mean length, in characters.
    length: f64,
}

impl CellKinds {
    fn of(rows: &[Vec<String>], at: usize) -> Self {
        let mut kind = Self::default();
        let mut distinct = HashSet::new();
        let mut n_characters = 0;
        for cell in rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim()).filter(|cell| !is_nothing(cell)) {
            kind.n_cells += 1;
            distinct.insert(cell);
            n_characters += cell.chars().count();
            let n_words = cell.split_whitespace().count();
            let is_number = cell.bytes().all(|byte| byte.is_ascii_digit() || b".,-+%".contains(&byte));
            // Eight digits are more often a day than a number. Fewer or more digits may be anything.
            let is_date = (!is_number || cell.contains('-') || cell.len() == 8)
                && matches!(dates::read(cell), WrittenDate::Date(date) if date.is_a_day());
            kind.n_dates += usize::from(is_date || matches!(dates::read(cell), WrittenDate::Ambiguous(..)));
            kind.n_numbers += usize::from(is_number && !is_date);
            kind.n_links += usize::from(cell.starts_with("http://") || cell.starts_with("https://"));
            // Scripts without spaces have no separate words, so the number of characters counts.
            kind.n_phrases += usize::from(n_words >= 3 || (!cell.is_ascii() && cell.chars().count() >= 8));
            let is_host = cell.contains('.') && n_words == 1;
            kind.n_names += usize::from((2..=4).contains(&n_words) || is_host);
        }
        kind.n_distinct = distinct.len();
        kind.length = n_characters as f64 / kind.n_cells.max(1) as f64;
        kind
    }

    fn is_most(&self, n_cells: usize) -> bool {
        self.n_cells > 0 && n_cells * 5 >= self.n_cells * 4
    }

    fn is_dates(&self) -> bool {
        self.is_most(self.n_dates)
    }

    fn is_links(&self) -> bool {
        self.is_most(self.n_links)
    }

    /// True if the cells are running text or titles.
    fn is_of_words(&self) -> bool {
        self.is_most(self.n_phrases) && !self.is_dates() && !self.is_links() && !self.is_most(self.n_numbers)
    }

    /// True if the cells are few names that are repeated often. Single words may just as well be the sections of a
    /// newspaper.
    fn is_outlets(&self) -> bool {
        const LONGEST: f64 = 30.0;
        const FEWEST_ROWS: usize = 6;
        self.n_cells >= FEWEST_ROWS
            && self.n_distinct * 3 <= self.n_cells
            && self.length <= LONGEST
            && self.n_names * 2 >= self.n_cells
            && self.n_dates + self.n_links + self.n_numbers == 0
    }
}
