//! `lang:` tests the languages of an article or of a part of it.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Field, Rejected, Value};
use crate::index::RowFacts;
use crate::query::node::{Fact, FactColumn, FieldId, Test};

/// The field `lang:`: the languages that an article, or a part of it, is written in.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "lang", text_field: None, is_single: false },
    other_names: &["language"],
    help: "the language of any part of it, as a code",
    example: "lang:ru",
    values: &[],
    read,
};

/// Names of languages that are typed instead of codes: the languages with the most news on the web.
const NAMES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("dutch", "nl"),
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("hindi", "hi"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("polish", "pl"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
];

/// A language code in lower case, with or without a region.
#[derive(Debug)]
struct Language(String);

fn read(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    let code = value.text.trim().to_ascii_lowercase().replace('_', "-");
    let mut subtags = code.split('-');
    // The first subtag has two or three letters. Each later one has one to eight letters or digits (RFC 5646, section
    // 2.1).
    let is_code = subtags
        .next()
        .is_some_and(|first| matches!(first.len(), 2..=3) && first.bytes().all(|byte| byte.is_ascii_lowercase()))
        && subtags
            .all(|subtag| matches!(subtag.len(), 1..=8) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if is_code {
        return Ok(Test::Fact(Arc::new(Language(code))));
    }
    let expected = "a language is a code such as en, ru or pt-br";
    if value.is_at_end && (code.len() < 2 || code.ends_with('-')) {
        return Err(Rejected::Unfinished { message: format!("Unfinished language; {expected}"), so_far: None });
    }
    // A code has at most three letters; four letters are enough to identify one language name.
    let is_named = |name: &str| code.len() > 3 && name.starts_with(&code);
    let suggestion = NAMES.iter().find(|(name, _)| is_named(name)).map(|(_, code)| (*code).to_owned());
    Err(Rejected::Wrong { message: format!("No language {}; {expected}", value.text.trim()), suggestion })
}

impl Fact for Language {
    fn matches(&self, facts: &RowFacts<'_>) -> bool {
        facts.languages.iter().any(|language| is_of(&language.code, &self.0))
    }

    fn column(&self) -> FactColumn {
        FactColumn::Languages
    }
}

/// True if the language of an article is the one in the filter, or a regional form of it: `lang:en` matches an article
/// in `en-gb`, but `lang:en-gb` does not match an article in `en`.
fn is_of(language: &str, asked: &str) -> bool {
    // Norwegian has two written forms, each with its own code.
    let is_norwegian = asked == "no" && matches!(language.get(..2), Some("nb" | "nn"));
    let rest = if is_norwegian { language.get(2..) } else { language.strip_prefix(asked) };
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
