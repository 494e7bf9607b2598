//! Collects cautions about how the articles of a file were decoded: a guessed encoding, invalid bytes, and text that
//! was already garbled.

use std::borrow::Cow;
use std::path::Path;

use crate::article::{EncodingHow, Problem, Severity};
use crate::corpus::Record;
use crate::corpus::encoding::is_garbled;
use crate::text::numbers::{count_of, with_commas};

/// Counts over the records of one chunk of a file. The file gets at most one problem of each kind.
#[derive(Debug, Default)]
pub(super) struct Cautions {
    n_records: usize,
    /// The encoding that was guessed first, and the number of records with a guessed encoding.
    guessed: Option<(&'static str, usize)>,
    /// The encoding of the first record with invalid bytes, and the number of invalid sequences in all records.
    undecodable: Option<(&'static str, u64)>,
    n_garbled: usize,
}

impl Cautions {
    /// Counts a record, and marks it as one with a problem if it deserves a caution.
    pub(super) fn look_at(&mut self, record: &mut Record) {
        self.n_records += 1;
        let name = record.encoding.name;
        if record.encoding.how == EncodingHow::Guessed {
            self.guessed.get_or_insert((name, 0)).1 += 1;
            record.has_problem = true;
        }
        let n_undecodable = record.body.replaced.n_undecodable;
        if n_undecodable > 0 {
            self.undecodable.get_or_insert((name, 0)).1 += u64::from(n_undecodable);
            record.has_problem = true;
        }
        let title = record.metadata.title.as_ref().map_or("", |title| title.text.as_str());
        if is_garbled(&[title, &record.body.text]) {
            self.n_garbled += 1;
            record.has_problem = true;
        }
    }

    /// Adds the counts to `problems`, as problems of the file at `path`.
    pub(super) fn report(self, path: &Path, problems: &mut Vec<Problem>) {
        let mut caution = |what: Cow<'static, str>| problems.push(Problem::new(path, Severity::Caution, what));
        if let Some((name, n_guessed)) = self.guessed {
            let of_many = if self.n_records > 1 { self.of_articles(n_guessed) } else { String::new() };
            caution(format!("read as {name}, guessed from its bytes{of_many}").into());
        }
        if let Some((name, n_undecodable)) = self.undecodable {
            let are = if n_undecodable == 1 { "byte is" } else { "bytes are" };
            caution(format!("{} {are} no text in {name}, shown as �", with_commas(n_undecodable)).into());
        }
        if self.n_garbled > 0 {
            let of_many = if self.n_records > 1 { self.of_articles(self.n_garbled) } else { String::new() };
            caution(format!("looks garbled: UTF-8 that was once read as windows-1252{of_many}").into());
        }
    }

    fn of_articles(&self, n_of_them: usize) -> String {
        format!(", in {} of {}", with_commas(n_of_them as u64), count_of(self.n_records, "article"))
    }
}
