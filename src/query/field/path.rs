//! `path:` tests the path of an article within its folder.

use std::fmt;
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::{Field, Rejected, Value};
use crate::index::RowFacts;
use crate::query::node::{Fact, FactColumn, FieldId, Test};

/// The field `path:`: the path of an article within its folder.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "path", text_field: None, is_single: false },
    other_names: &["file"],
    help: "its path: a part of it, or a pattern with * and ?",
    example: "path:*.html",
    values: &[],
    read,
};

/// A test for a part of a path, or for a glob.
#[derive(Debug)]
struct PathIs {
    /// The text in lower case and composed form (NFC), because file systems encode the same name in several ways.
    text: String,
    glob: Option<GlobMatcher>,
}

fn read(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    let text = plain(value.text.trim());
    if text.is_empty() {
        let message = "Missing part of a path, or a pattern such as *.html".to_owned();
        return Err(if value.is_at_end {
            Rejected::Unfinished { message, so_far: None }
        } else {
            Rejected::wrong(message)
        });
    }
    if !text.contains(['*', '?']) {
        return Ok(Test::Fact(Arc::new(PathIs { text, glob: None })));
    }
    // A pattern without a folder matches file names in all folders, as in `.gitignore`.
    let anchored = if text.contains('/') { text.trim_start_matches('/').to_owned() } else { format!("**/{text}") };
    let glob = GlobBuilder::new(&anchored).literal_separator(true).build();
    match glob {
        Ok(glob) => Ok(Test::Fact(Arc::new(PathIs { text, glob: Some(glob.compile_matcher()) }))),
        Err(error) => Err(Rejected::wrong(format!("No pattern {text}: {}", error.kind()))),
    }
}

fn plain(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.nfc().flat_map(char::to_lowercase).nfc().collect() }
}

impl Fact for PathIs {
    fn matches(&self, facts: &RowFacts<'_>) -> bool {
        let path = plain(&facts.path.to_string_lossy());
        match &self.glob {
            Some(glob) => glob.is_match(&*path),
            None => path.contains(&self.text),
        }
    }

    fn column(&self) -> FactColumn {
        FactColumn::Path
    }
}

impl fmt::Display for PathIs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only text that cannot have another meaning is printed without quotation marks.
        let is_plain = self.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-*?".contains(&byte));
        if is_plain { formatter.write_str(&self.text) } else { write!(formatter, "\"{}\"", self.text) }
    }
}
