//! Reads a byline: "By Nell Harbury and Tom Okoro, Harbour Wire", "Von Marta Quill", "文/张三".

use super::outlets;
use crate::dates;

mod behind;
mod east_asian;
mod first_names;
mod for_outlet;
mod opener_words;
mod openers;
mod people;
mod pieces;
mod words;

pub use east_asian::{is_chinese_name, names_beside_a_post, names_in_a_dateline, names_in_brackets};
pub use first_names::{FIRST_NAMES, is_first_name};
pub use for_outlet::name_and_outlet;
use openers::opened;
pub use openers::{after_opener, is_by, is_of_several, without_other_hands};
pub use people::{are_people_before_date, begins_with_first_name};
use pieces::{before_employer, pieces, without_joint};
pub use pieces::{before_place, without_agency};
use words::{NO_NAMES, PARTICLES, ROLES};

/// A line that names the authors of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline<'text> {
    /// The names of people, as they are written; empty for "By Harbour Wire".
    pub names: Vec<&'text str>,
    /// The outlet that is named next to them or instead of them.
    pub outlet: Option<&'text str>,
    /// The text after the names and a bar or a dash: the date in "By Nell Harbury | March 9, 2022".
    pub behind: &'text str,
}

/// The longest line that is a byline, in bytes.
const LONGEST: usize = 240;

/// Reads a line that opens like a byline.
///
/// Returns `None` for a sentence that opens with such a word: "By Tuesday the ferry was back."
pub fn read(line: &str) -> Option<Byline<'_>> {
    let line = line.trim();
    if line.len() > LONGEST || line.contains('\n') {
        return None;
    }
    let Some(rest) = opened(line) else {
        let names = names_beside_a_post(line);
        return (!names.is_empty()).then(|| Byline { names, ..Byline::default() });
    };
    let (people, behind) = behind::split(rest);
    let people = without_other_hands(without_brackets(people));
    let first_behind = behind.split(['|', '•', '·']).next().unwrap_or(behind).trim();
    let mut byline =
        Byline { behind, outlet: Some(first_behind).filter(|name| outlets::is_outlet(name)), ..Byline::default() };
    let mut is_role_said = false;
    let end = if is_of_several(line) { people.len() } else { before_place(people).len() };
    let who = pieces(&people[..end]).map(|piece| (piece, true));
    let all = who.chain(pieces(&people[end..]).map(|piece| (piece, false)));
    for (piece_idx, (piece, may_be_name)) in all.enumerate() {
        let (piece, employer) =
            before_employer(without_joint(piece.trim_matches([',', ';', ' ', '–', '—', '-']).trim()));
        if let Some(employer) = employer.filter(|employer| outlets::is_outlet(employer)) {
            byline.outlet.get_or_insert(employer);
        }
        if piece.is_empty() || is_address(piece) {
            continue;
        }
        let bare = without_role(piece);
        is_role_said |= bare.len() < piece.len();
        if bare.is_empty() {
            continue;
        }
        let name = without_agency(bare);
        if name.len() < bare.len() && is_name(name) {
            byline.outlet.get_or_insert(bare[name.len()..].trim());
        }
        let bare = if is_name(name) { name } else { bare };
        if outlets::is_outlet(bare) {
            byline.outlet.get_or_insert(bare);
        } else if is_name(bare) && may_be_name {
            byline.names.push(bare);
        } else if piece_idx == 0 || !is_place_or_post(bare) {
            // A sentence continues in lower case.
            return None;
        }
    }
    let says_who = !byline.names.is_empty() || byline.outlet.is_some() || is_role_said;
    says_who.then_some(byline)
}

/// Returns the names in a line that has nothing but names, at least one of two words: "Nell Harbury and Tom Okoro".
pub fn names_alone(line: &str) -> Option<Vec<&str>> {
    const LONGEST_NAMES: usize = 120;
    let line = line.trim();
    if line.len() > LONGEST_NAMES || line.contains('\n') || line.ends_with(['.', ':', '!', '?']) {
        return None;
    }
    let names: Vec<&str> =
        pieces(line).map(|piece| piece.trim_matches([',', ' '])).filter(|piece| !piece.is_empty()).collect();
    let are_names = !names.is_empty()
        && names
            .iter()
            .all(|name| is_name(name) && !outlets::is_outlet(name) && without_role(name).len() == name.len());
    are_names.then_some(names)
}

/// Returns the people and the outlet of a field such as "By Nell Harbury and Tom Okoro, Harbour Wire".
///
/// A field that does not read like names is returned as a whole.
pub fn names_of_field(field: &str) -> Vec<&str> {
    let field = field.trim();
    // A feed's "mail@example.org (Nell Harbury)" and a mail's "Nell Harbury <mail@example.org>".
    if let Some((address, name)) = field.split_once('(')
        && is_address(address.trim())
        && let Some(name) = name.strip_suffix(')')
    {
        return vec![name.trim()];
    }
    if let Some((name, address)) = field.split_once('<')
        && is_address(address.trim_end_matches('>'))
        && !name.trim().is_empty()
    {
        return vec![name.trim().trim_matches('"')];
    }
    let opened = opened(field).filter(|rest| rest.chars().any(char::is_alphabetic));
    // "By Nell Harbury, Political Editor"
    if opened.is_some()
        && let Some(byline) = read(field).filter(|byline| !byline.names.is_empty())
    {
        return byline.names;
    }
    let bare = opened.unwrap_or(field);
    let all: Vec<&str> =
        pieces(bare).map(|piece| piece.trim_matches([',', ';', ' '])).filter(|piece| !piece.is_empty()).collect();
    if all.len() < 2 {
        return vec![bare];
    }
    let is_post = |piece: &str| {
        let bare = without_role(piece);
        bare.len() < piece.len() && !is_name(bare)
    };
    let is_person = |piece: &&str| is_name(piece) && !outlets::is_outlet(piece) && !is_post(piece);
    let names: Vec<&str> = all.iter().copied().filter(is_person).collect();
    let is_rest_known = all.iter().all(|piece| {
        names.contains(piece)
            || outlets::is_outlet(piece)
            || without_role(piece).len() < piece.len()
            || is_address(piece)
    });
    if is_rest_known && !names.is_empty() { names } else { vec![bare] }
}

/// Returns the names after "Reporting by", without the places that they reported from.
pub fn reporters(text: &str) -> Vec<&str> {
    pieces(text).map(|piece| before_employer(piece.trim()).0).filter(|name| is_name(name)).collect()
}

/// True if a line is nothing but a job title: "Staff Writer", "Senior political correspondent".
pub fn is_post(line: &str) -> bool {
    !line.trim().is_empty() && without_role(line).is_empty()
}

/// Returns `text` up to its first bracket, which holds an address or a place.
fn without_brackets(text: &str) -> &str {
    text.split(['(', '<', '[']).next().unwrap_or(text).trim()
}

/// Returns a name without the job title after it, "Nell Harbury Contributor"; the whole if nothing else is left.
pub fn without_post(name: &str) -> &str {
    let is_younger = name.ends_with("Jr") || name.ends_with("Jr.");
    let bare = if is_younger { name } else { without_role(name) };
    if bare.is_empty() { name } else { bare }
}

/// Returns `piece` without the words of job titles at its end: "Harbour Wire Staff Writer" is "Harbour Wire".
fn without_role(piece: &str) -> &str {
    let mut rest = piece.trim();
    loop {
        let last = rest.rsplit(' ').next().unwrap_or(rest);
        let bare = last.trim_end_matches(['.', ',']).to_lowercase();
        if last.is_empty() || !ROLES.contains(&bare.as_str()) {
            return rest;
        }
        rest = rest[..rest.len() - last.len()].trim_end();
    }
}

/// True if `text` is a mail address, a web address or a handle.
fn is_address(text: &str) -> bool {
    !text.contains(' ') && (text.contains('@') || text.starts_with("http"))
}

/// True if `text` reads like the name of one person.
pub fn is_name(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    const LONGEST_WORD: usize = 24;
    let mut n_words = 0;
    let mut n_capitals = 0;
    // "Black Friday" is a day, and "Joe Friday" a name.
    let (first, last) = (text.split(' ').next().unwrap_or(""), text.rsplit(' ').next().unwrap_or(""));
    if dates::is_weekday(last) && !is_first_name(first) && !is_first_name(last) {
        return false;
    }
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        n_words += 1;
        let lower = word.to_lowercase();
        let bare = lower.trim_end_matches(['.', ',']);
        if word.chars().count() > LONGEST_WORD
            || word.chars().any(|c| !(c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑' | '·' | '\u{301}')))
            || NO_NAMES.contains(&bare)
            || (n_words == 1 && !is_first_name(bare) && dates::is_weekday(bare))
        {
            return false;
        }
        if PARTICLES.contains(&lower.as_str()) && n_words > 1 {
            continue;
        }
        if word.chars().any(char::is_lowercase) && !word.starts_with(char::is_uppercase) && !starts_like_a_name(word) {
            return false;
        }
        n_capitals += 1;
    }
    // "Jr." and initials end with a full stop; any other word that does ends a sentence.
    let ends_well =
        !text.ends_with('.') || text.ends_with("Jr.") || text.ends_with("Sr.") || ends_with_an_initial(text);
    let is_without_spaces = n_words == 1 && text.chars().all(is_ideograph) && (2..=4).contains(&text.chars().count());
    ends_well && n_words <= MOST_WORDS && (n_capitals >= 2 || is_without_spaces)
}

/// True for words such as `d’Arcy`, `al-Amin` and `O’Dell`.
fn starts_like_a_name(word: &str) -> bool {
    word.split(['\'', '’', '-']).nth(1).is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

fn ends_with_an_initial(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|word| word.chars().filter(|c| c.is_alphabetic()).count() == 1)
}

fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c)
}

/// True if the text after a name is a place of work or a job title: capitals, no sentence, few words.
fn is_place_or_post(text: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let n_words = words.clone().count();
    let is_small =
        |word: &str| PARTICLES.contains(&word) || ROLES.contains(&word) || matches!(word, "in" | "at" | "on" | "and");
    n_words <= MOST_WORDS
        && !text.ends_with(['.', '!', '?'])
        && words.all(|word| !word.starts_with(char::is_lowercase) || is_small(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_and_sentences() {
        for (line, names, outlet) in [
            ("By Nell Harbury", "Nell Harbury", ""),
            ("BY NELL HARBURY AND TOM OKORO", "NELL HARBURY|TOM OKORO", ""),
            ("By Nell Harbury and Tom Okoro, Harbour Wire", "Nell Harbury|Tom Okoro", "Harbour Wire"),
            ("By Nell Harbury, Tom Okoro and Ada van der Lind", "Nell Harbury|Tom Okoro|Ada van der Lind", ""),
            ("By Nell Harbury, Staff Writer", "Nell Harbury", ""),
            ("By Nell Harbury - Harbour Wire", "Nell Harbury", "Harbour Wire"),
            ("By Nell Harbury Published: May 3, 2019", "Nell Harbury", ""),
            ("By Nell Harbury, Associated Press Writer", "Nell Harbury", "Associated Press"),
            ("By Nell Harbury, CNN", "Nell Harbury", "CNN"),
            ("By NELL HARBURY and TOM OKORO Associated Press", "NELL HARBURY|TOM OKORO", "Associated Press"),
            ("By Nell Harbury for the AP", "Nell Harbury", "AP"),
            ("By Nell Harbury | Harbour Wire | March 9, 2022", "Nell Harbury", "Harbour Wire"),
            ("By Nell Harbury (nell@wire.example)", "Nell Harbury", ""),
            ("By Nell Harbury, Port Halden", "Nell Harbury", ""),
            ("By Nell Harbury and Tom Okoro, Port Halden", "Nell Harbury|Tom Okoro", ""),
            ("By Nell Harbury, Tom Okoro", "Nell Harbury|Tom Okoro", ""),
            ("By Nell Harbury, with reporting by Tom Okoro", "Nell Harbury|Tom Okoro", ""),
            ("By Nell Harbury; additional reporting by Tom Okoro", "Nell Harbury|Tom Okoro", ""),
            ("By Nell Harbury; Additional Reporting By Tom Okoro", "Nell Harbury|Tom Okoro", ""),
            ("By Nell Harbury. Additional reporting by Tom Okoro.", "Nell Harbury|Tom Okoro", ""),
            ("By Nell Harbury, photographs by Tom Okoro", "Nell Harbury", ""),
            ("By Clara Quill, translated from the German by Jo Brandt", "Clara Quill", ""),
            ("By Nell Harbury, Staff Writer, Port Halden", "Nell Harbury", ""),
            ("By Nell Harbury, Port Halden, Norland", "Nell Harbury", ""),
            (
                "By Nell Harbury with additional reporting by Ivo Brandt and Ada Reed",
                "Nell Harbury|Ivo Brandt|Ada Reed",
                "",
            ),
            ("By Nell Harbury, edited by Tom Okoro", "Nell Harbury", ""),
            ("Par Anne DELORME, Luc MARIN Envoyés spéciaux à Halden", "Anne DELORME|Luc MARIN", ""),
            ("Авторы: Зоя Гусь, Ярослав Мыш", "Зоя Гусь|Ярослав Мыш", ""),
            ("Por Domingo Pérez", "Domingo Pérez", ""),
            ("By J. R. Mole in Port Halden", "J. R. Mole", ""),
            ("Written by: Mia O’Dell", "Mia O’Dell", ""),
            ("Von Marta Quill und Jo Brandt", "Marta Quill|Jo Brandt", ""),
            ("Par Anne-Lise d’Arcy avec AFP", "Anne-Lise d’Arcy", "AFP"),
            ("Por José Ortega y Gasset", "José Ortega y Gasset", ""),
            ("Di Luca Bianchi", "Luca Bianchi", ""),
            ("Door Jan de Vries", "Jan de Vries", ""),
            ("Av Kari Holm og Per Vik", "Kari Holm|Per Vik", ""),
            ("Автор: Иван Петров", "Иван Петров", ""),
            ("文/张三", "张三", ""),
            ("作者：王小明", "王小明", ""),
            ("本报记者 王小明 李光", "王小明|李光", ""),
            ("김철수 기자", "김철수", ""),
            ("文・山田太郎", "山田太郎", ""),
            ("بقلم: سامي حداد", "سامي حداد", ""),
            ("بقلم سامي حداد", "سامي حداد", ""),
            ("מאת: דוד לוי", "דוד לוי", ""),
            ("लेखक: राम कुमार", "राम कुमार", ""),
            ("By AFP", "", "AFP"),
            ("By Harbour Wire Staff", "", "Harbour Wire"),
            ("By Staff Reporter", "", ""),
        ] {
            let byline = read(line).unwrap_or_else(|| panic!("{line} is a byline"));
            assert_eq!((byline.names.join("|").as_str(), byline.outlet.unwrap_or("")), (names, outlet), "{line}");
        }
        for line in [
            "By Tuesday the ferry was back.",
            "By Tuesday",
            "By Tuesday Morning",
            "By Black Friday",
            "By Easter Sunday",
            "By Dead Reckoning - How Sailors Found Home",
            "By Nell Harbury - who counted 3 boats",
            "Von Montag Morgen",
            "By Land and Sea",
            "By Popular Demand",
            "By the time the master came, Nell Harbury had left",
            "By 2030 the Sea Wall Is Done",
            "By Nell Harbury had been told nothing.",
            "Bywater Road",
            "Para Todos",
            "Text",
            "by and large",
            "Story: the long way home",
            "كتب الرئيس على صفحته أن العبارة باقية",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn names_and_other_lines() {
        for (line, names) in [
            ("Nell Harbury and Tom Okoro", "Nell Harbury|Tom Okoro"),
            ("Nell Harbury, Tom Okoro", "Nell Harbury|Tom Okoro"),
            ("Nell Harbury", "Nell Harbury"),
            ("Food and Drink", ""),
            ("Privacy Policy and Cookie Settings", ""),
            ("Harbour Wire Weather Forecast", ""),
            ("Related topics", ""),
            ("Nell Harbury left.", ""),
        ] {
            assert_eq!(names_alone(line).unwrap_or_default().join("|"), names, "{line}");
        }
    }

    #[test]
    fn fields() {
        for (field, names) in [
            ("By Nell Harbury, Environment Correspondent", "Nell Harbury"),
            ("Nell Harbury, Environment Correspondent", "Nell Harbury"),
            ("By Nell Harbury and Tom Okoro, Staff Reporters", "Nell Harbury|Tom Okoro"),
            ("By Nell Harbury", "Nell Harbury"),
            ("Nell Harbury and Tom Okoro", "Nell Harbury|Tom Okoro"),
            ("By Nell Harbury, Harbour Wire", "Nell Harbury"),
            ("nell@wire.example (Nell Harbury)", "Nell Harbury"),
            ("Nell Harbury <nell@wire.example>", "Nell Harbury"),
            ("Harbury, Nell", "Harbury, Nell"),
            ("nell-harbury", "nell-harbury"),
            ("Bywater", "Bywater"),
            ("18F", "18F"),
            ("Harbour Wire", "Harbour Wire"),
        ] {
            assert_eq!(names_of_field(field).join("|"), names, "{field}");
        }
    }
}
