//! Recognises the lines above the headlines of press releases and agency reports.

use crate::dates::{self, Hints};

/// Words that announce a press release, in lower case.
const RELEASES: &[&str] = &[
    "for immediate release",
    "for immediate publication",
    "press release",
    "news release",
    "media release",
    "pressemitteilung",
    "presseinformation",
    "medienmitteilung",
    "communiqué de presse",
    "nota de prensa",
    "comunicado de prensa",
    "comunicado de imprensa",
    "nota à imprensa",
    "comunicato stampa",
    "persbericht",
    "pressmeddelande",
    "pressemeddelelse",
    "pressemelding",
    "lehdistötiedote",
    "informacja prasowa",
    "tisková zpráva",
    "basın bülteni",
    "新闻稿",
    "新聞稿",
    "プレスリリース",
    "보도자료",
    "بيان صحفي",
    "пресс-релиз",
    "пресс релиз",
    "прес-реліз",
];

/// Words before a contact person, in lower case.
const CONTACTS: &[&str] = &[
    "contact",
    "contacts",
    "media contact",
    "media contacts",
    "press contact",
    "media inquiries",
    "media enquiries",
    "kontakt",
    "pressekontakt",
    "contact presse",
    "contacto",
    "contacto de prensa",
    "contato",
    "contatto",
    "contactpersoon",
];

/// Words before a day or an hour, in lower case: the end of an embargo, or the day on which a copy was made.
const BEFORE_DAYS: &[&str] = &[
    "embargo",
    "embargoed",
    "under embargo",
    "for release",
    "sperrfrist",
    "sous embargo",
    "accessed",
    "retrieved",
    "abgerufen",
    "consulté",
    "consultado",
    "consultato",
    "geraadpleegd",
    "дата обращения",
];

/// The legal forms at the end of names of companies.
const LEGAL_FORMS: &[&str] =
    &["GmbH", "AG", "KG", "Inc", "Inc.", "Ltd", "Ltd.", "LLC", "plc", "S.A.", "S.p.A.", "B.V.", "e.V.", "Oy", "AB"];

/// True if a line announces a press release, names its contact person or the end of its embargo, or is the name of a
/// company.
pub fn is_above_a_release(line: &str) -> bool {
    const LONGEST: usize = 160;
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    RELEASES.contains(&bare) || is_contact(&lower) || is_before_a_day(line, &lower) || is_company(line)
}

/// True if a telephone number or an address follows the word. "Contact: a film about the sea" is a headline.
fn is_contact(lower: &str) -> bool {
    const FEWEST_DIGITS: usize = 5;
    lower.split_once(':').is_some_and(|(label, value)| {
        let n_digits = value.bytes().filter(u8::is_ascii_digit).count();
        CONTACTS.contains(&label.trim()) && (n_digits >= FEWEST_DIGITS || value.contains('@'))
    })
}

/// True if a day or an hour follows the words. "Embargo: 27 states agree" is a headline.
fn is_before_a_day(line: &str, lower: &str) -> bool {
    let opens = BEFORE_DAYS
        .iter()
        .any(|words| lower.strip_prefix(words).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric())));
    opens && !dates::find(line, Hints::default()).is_empty()
}

fn is_company(line: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=MOST_WORDS).contains(&words.len())
        && words.last().is_some_and(|last| LEGAL_FORMS.contains(last))
        && words.iter().all(|word| !word.starts_with(char::is_lowercase) || word.contains('.'))
}

/// True if a line is the slug that an agency gives its report: "BC-FERRY (UPDATE 2) 03-09 0412".
///
/// Words other than counters and numbers of takes make it a headline: "AM-DRAM GROUP FOLDS AFTER FIRE".
pub(super) fn is_slug_of_a_wire(line: &str) -> bool {
    const LONGEST: usize = 60;
    const STARTS: &[&str] = &["am", "pm", "bc", "ap", "afp", "rtr", "upi", "dpa", "apo"];
    const TAKES: &[&str] = &["ld", "lead", "urgent", "update", "writethru", "bulletin", "flash"];
    let line = line.trim();
    if line.len() > LONGEST {
        return false;
    }
    let mut words = line.split_whitespace();
    let Some((start, rest)) = words.next().and_then(|first| first.split_once('-')) else {
        return false;
    };
    let is_of_one_case = !rest.contains(char::is_lowercase) || !rest.contains(char::is_uppercase);
    let mut is_followed = false;
    let are_takes = words.all(|word| {
        is_followed = true;
        let lower = word.trim_matches(['(', ')']).to_lowercase();
        lower.contains(|c: char| c.is_ascii_digit()) || lower.split('-').any(|part| TAKES.contains(&part))
    });
    let n_parts = rest.split('-').filter(|part| part.chars().count() >= 2).count();
    STARTS.contains(&&*start.to_lowercase()) && is_of_one_case && are_takes && (is_followed || n_parts >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_above_headlines() {
        for (line, expected) in [
            ("FOR IMMEDIATE RELEASE", true),
            ("*** Press Release ***", true),
            ("Pressemitteilung", true),
            ("新闻稿", true),
            ("Media contact: Ada Reed, 555-0101", true),
            ("EMBARGOED UNTIL 00:01 TUESDAY 4 APRIL 2023", true),
            ("For release: 14 October 2020", true),
            ("Accessed 1 January 2024", true),
            ("Stadtwerke Niederau GmbH", true),
            ("Press release on ferries angers the line", false),
            ("Contact lost with ferry", false),
            ("Contact: a film about the sea", false),
            ("Embargo: 27 states agree to ban the oil", false),
            ("Ferry line sues Quay Works AG", false),
        ] {
            assert_eq!(is_above_a_release(line), expected, "{line}");
        }
        for (line, expected) in [
            ("BC-FERRY (UPDATE 2) 03-09 0412", true),
            ("BC-SALT-STRIKE 2ndLd", true),
            ("AP-US-FERRY", true),
            ("bc-ferry-cancelled 1stld-writethru 0412", true),
            ("AM-DRAM GROUP FOLDS AFTER FIRE", false),
            ("COVID-19 CASES RISE", false),
            ("AP-led survey finds ferries late", false),
            ("dpa-Bericht: Fähre fällt aus", false),
            ("Ferry cancelled", false),
        ] {
            assert_eq!(is_slug_of_a_wire(line), expected, "{line}");
        }
    }
}
