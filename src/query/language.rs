//! The description of the filter language: six forms with an example each, then the whole language.
//!
//! The box of `F1`, `newsreader help filter` and `docs/filter.md` all print this table.

use super::field::FIELDS;

/// A form of the filter language.
#[derive(Debug)]
pub struct Form {
    /// The name, which shows the spelling.
    pub name: &'static str,
    /// The example, used if the open folder offers none.
    pub example: &'static str,
    /// The articles that the form finds.
    pub meaning: &'static str,
}

/// The forms that most filters consist of.
pub const FORMS: [Form; 6] = [
    Form { name: "words", example: "night ferry", meaning: "articles with both words" },
    Form { name: "\"a phrase\"", example: "\"night ferry\"", meaning: "these words in this order" },
    Form { name: "-not", example: "ferry -tolls", meaning: "without the word after -" },
    Form { name: "or", example: "ferry or bridge", meaning: "either word" },
    Form { name: "field:value", example: "source:\"harbour wire\"", meaning: "in that field" },
    Form { name: "date:", example: "date:2022-03", meaning: "published then" },
];

/// A line of the description below the six forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LanguageLine {
    Heading(&'static str),
    /// A filter and the articles that it finds.
    Example(&'static str, String),
    /// A rule, which the caller wraps.
    Text(&'static str),
}

/// Words, with the signs before and inside them.
const WORDS: [(&str, &str); 5] = [
    ("=port", "the whole word"),
    ("se* wall", "words that begin with se, and wall"),
    ("\"sea wall\"", "a phrase"),
    ("~ollerbee", "one typo, or two from eight letters on"),
    ("/^cancel+ed$/", "a word that a regular expression matches"),
];

/// Combinations of parts.
const COMBINATIONS: [(&str, &str); 5] = [
    ("ferry tolls", "both"),
    ("ferry -tolls", "the first without the second"),
    ("ferry not tolls", "the same"),
    ("ferry or bridge", "either"),
    ("(ferry or bridge) -tolls", "parentheses group"),
];

/// Forms of values, shown below the table of fields.
const VALUES: [(&str, &str); 3] = [
    ("source:courier,post", "a comma means any of these"),
    ("title:/^toll/", "a regular expression in a field"),
    ("who:~ollerbee", "a typo in a field"),
];

const DATES: [(&str, &str); 8] = [
    ("date:2022", "a year; also 2022-q1, 2022-03, mar-2022, 2022-w10, 2022-03-09"),
    ("date:2022-03..2022-04", "from the first day of March to the last of April"),
    ("date:2022-03-09..", "since that day"),
    ("date:..2021", "until the end of that year"),
    ("date:7d", "the last seven days; also w for weeks, m for months, y for years"),
    ("date:today", "today; also yesterday"),
    ("date:~2022-03-12", "the day is possible, though not certain"),
    ("date:unknown", "undated articles, which no other date finds"),
];

/// Returns the description of the whole language, which is printed below [`FORMS`].
pub fn lines() -> Vec<LanguageLine> {
    let mut lines = Vec::new();
    lines.push(LanguageLine::Heading("Words"));
    lines.push(LanguageLine::Text(
        "A word matches from its start: harb finds harbour. A word of one to three letters matches whole, unless it is \
         the last one. Case, accents and the style of quotation marks and dashes do not count.",
    ));
    lines.extend(examples(&WORDS));
    lines.push(LanguageLine::Heading("Combinations"));
    lines.extend(examples(&COMBINATIONS));
    lines.push(LanguageLine::Text(
        "Of the operators, not binds first, then and, then or. To search for one of these words, put it in quotation \
         marks.",
    ));
    lines.push(LanguageLine::Heading("Fields"));
    for field in FIELDS {
        let values = if field.values.is_empty() { String::new() } else { format!(" ({})", field.values.join(", ")) };
        lines.push(LanguageLine::Example(field.example, format!("{}{values}", field.help)));
    }
    lines.extend(examples(&VALUES));
    lines.push(LanguageLine::Heading("Dates"));
    lines.extend(examples(&DATES));
    lines.push(LanguageLine::Heading("Mistakes"));
    lines.push(LanguageLine::Text(
        "A part that cannot be read is underlined, explained and left out; the rest applies. On the command line it is \
         an error with exit code 2.",
    ));
    lines
}

fn examples(table: &[(&'static str, &str)]) -> Vec<LanguageLine> {
    table.iter().map(|&(example, meaning)| LanguageLine::Example(example, meaning.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::parse;

    #[test]
    fn every_example_is_a_filter_without_a_mistake() {
        let of_lines = lines();
        let of_lines = of_lines.iter().filter_map(|line| match line {
            LanguageLine::Example(example, _) => Some(*example),
            LanguageLine::Heading(_) | LanguageLine::Text(_) => None,
        });
        for example in FORMS.iter().map(|form| form.example).chain(of_lines) {
            let query = parse(example, date(2022, 3, 20));
            assert!(query.root.is_some() && query.spots.is_empty(), "{example}: {:?}", query.spots);
        }
    }

    #[test]
    fn every_field_is_described() {
        let lines = lines();
        for field in FIELDS {
            let is_told = |line: &LanguageLine| matches!(line, LanguageLine::Example(example, meaning) if *example == field.example && meaning.starts_with(field.help));
            assert!(lines.iter().any(is_told), "{}", field.id.name);
        }
    }
}
