//! Splits a field or a byline into the names of its authors, and leaves out text that is no name.

use super::author_texts::{
    before_other_label, before_the_date, without_addresses, without_brackets, without_buttons, without_pictures,
};
use super::author_words::{BETWEEN, BUTTONS, NOBODY, OF_OUTLETS, PARTICLES};
use super::page::one_line;
use crate::corpus::{byline, outlets};

/// True if `name` may be that of an author, and not an account, an address, a count, a date, a label or mark-up.
fn is_a_name(name: &str) -> bool {
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 6;
    let lower = name.to_lowercase();
    let n_letters = name.chars().filter(|c| c.is_alphabetic()).count();
    name.len() <= 2 * LONGEST
        && name.chars().count() <= LONGEST
        && n_letters >= 2
        && name.split_whitespace().count() <= MOST_WORDS
        && !NOBODY.contains(&lower.as_str())
        && !crate::dates::is_weekday(name)
        && !lower.contains("://")
        && !lower.starts_with("www.")
        && !lower.contains('@')
        && !lower.contains("[at]")
        && name.chars().filter(char::is_ascii_digit).count() <= 4
        && !is_label_or_date(name)
        && !name.contains(['{', '}', '<', '>', '=', '|', '…', '?', '!'])
}

/// True if the words are those of a button, a sentence or a date: "See full bio", "Monday August".
fn is_label_or_date(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let has_button = words.iter().any(|word| BUTTONS.contains(&word.to_lowercase().as_str()));
    // Accounts are in lower case as a whole. A name has lower-case words only after the first one.
    let is_written_as_name = name.starts_with(char::is_uppercase) && words.len() > 1;
    let has_small_word = is_written_as_name
        && words.iter().any(|word| {
            word.starts_with(char::is_lowercase) && !PARTICLES.contains(word) && !word.contains(['\'', '’', '-', '.'])
        });
    has_button || has_small_word || (words.len() > 1 && crate::dates::are_only_of_dates(name))
}

/// True if one of the names is that of a person.
pub(super) fn has_person(names: &[String]) -> bool {
    names.iter().any(|name| is_person(name))
}

/// True if a name is that of a person, judged by its words.
pub(super) fn is_person(name: &str) -> bool {
    let n_words = name.split_whitespace().count();
    !is_of_outlet(name) && (n_words >= 2 || !is_cased(name))
}

/// True if a name is that of an outlet, a desk or an office.
pub(super) fn is_of_outlet(name: &str) -> bool {
    name.split([' ', '-', '.', '/']).any(|word| OF_OUTLETS.contains(&word.to_lowercase().as_str()))
        || outlets::is_outlet(name)
        || byline::is_post(name)
        || is_of_outlet_without_spaces(name)
}

/// True if a name in Chinese or Japanese characters is that of an outlet or an office: it ends with a character that is
/// usual in such names, or it is too long for a person.
fn is_of_outlet_without_spaces(name: &str) -> bool {
    const SHORTEST: usize = 3;
    const LONGEST_OF_PERSON: usize = 6;
    const ENDS: [char; 20] = [
        '网', '網', '报', '報', '社', '局', '院', '部', '台', '臺', '委', '厅', '会', '會', '司', '号', '號', '闻',
        '聞', '家',
    ];
    let is_katakana = |c: char| matches!(c, '\u{30a0}'..='\u{30ff}');
    let is_ideograph = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let length = name.chars().count();
    // Names of foreigners are written in katakana and may be long.
    let is_long = length > LONGEST_OF_PERSON && !name.contains(is_katakana);
    let is_person = length == SHORTEST && byline::is_chinese_name(name);
    length >= SHORTEST && name.chars().all(is_ideograph) && (is_long || name.ends_with(ENDS)) && !is_person
}

/// Returns the names in a text that names authors: a field, or the words of a byline after its "by".
///
/// Names are split at commas, semicolons and the "and" of the main languages. The "editor" in "Nell Harbury, editor" is
/// left out, because words in lower case after a name are posts.
pub(super) fn names(text: &str) -> Vec<String> {
    const LONGEST: usize = 400;
    let text = one_line(&text[..text.floor_char_boundary(LONGEST)]);
    let text = without_addresses(before_other_label(without_opening(without_pictures(&text))));
    let text = without_brackets(&text);
    let text: &str = byline::without_other_hands(&text).trim_end();
    // "Halden, Monday" is a place and a day.
    let is_dated = text.split(',').any(|part| crate::dates::is_weekday(part.trim()));
    if let Some(name) = last_name_first(text).filter(|_| !is_dated) {
        return vec![name];
    }
    let mut names = Vec::new();
    for part in text.split([',', ';', '|', '•', '·', '،', '、', '\n']) {
        for name in split_between(part) {
            let name = byline::without_agency(tidy(without_buttons(name)));
            let is_in_small = !names.is_empty() && (name.is_empty() || name.starts_with(char::is_lowercase));
            // A name is followed by the person's post, outlet or place.
            let is_beside = names.iter().any(|name: &String| name.contains(' '))
                && (byline::is_post(name) || outlets::is_outlet(name) || (is_cased(name) && !name.contains(' ')));
            if is_a_name(name)
                && !is_in_small
                && !is_beside
                && !is_behind_names(name)
                && !names.iter().any(|other| other == name)
            {
                names.push(name.to_owned());
            }
        }
    }
    if is_dated {
        names.retain(|name| name.split(' ').next().is_some_and(byline::is_first_name));
    }
    names
}

fn is_cased(name: &str) -> bool {
    name.contains(|c: char| c.is_uppercase() || c.is_lowercase())
}

/// True if a word follows the name of a person and is no name itself: "Jr.", "III".
fn is_behind_names(word: &str) -> bool {
    const WORDS: [&str; 7] = ["jr", "sr", "ii", "iii", "iv", "phd", "md"];
    WORDS.contains(&word.trim_matches('.').to_lowercase().as_str())
}

/// Returns the one author of `Harbury, Nell`, the form of library catalogues: one word, a comma, and one word or
/// initials (`Harbury, N. J.`).
///
/// Particles of the name may follow: `Lind, Ada van der`.
fn last_name_first(text: &str) -> Option<String> {
    let (last, first) = text.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let is_one_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().count() > 1
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let is_initial = |word: &str| {
        word.ends_with('.') && word.starts_with(char::is_uppercase) && word.len() <= 3 && !is_behind_names(word)
    };
    let mut n_particles = 0;
    let is_first_name = first.split(' ').enumerate().all(|(at, word)| {
        let is_particle = at > 0 && PARTICLES.contains(&word) && !BETWEEN.iter().any(|between| between.trim() == word);
        n_particles += usize::from(is_particle);
        is_particle || (n_particles == 0 && (is_initial(word) || (at == 0 && is_one_name(word))))
    });
    (is_one_name(last) && is_first_name && !outlets::is_outlet(last)).then(|| format!("{first} {last}"))
}

/// Returns a name without the "by" before it, the post after it, and the signs around it.
fn tidy(name: &str) -> &str {
    let name = without_opening(name.trim());
    let name = name.split(" – ").next().unwrap_or(name);
    let name = name.split(" - ").next().unwrap_or(name);
    let name = without_post(name);
    // "Nell Harbury." is the end of a sentence. "Jr." and initials keep their full stop.
    let is_long = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let ends_a_sentence = name.ends_with('.') && name.rsplit(' ').next().is_some_and(is_long);
    let name = if ends_a_sentence { name.trim_end_matches('.') } else { name };
    name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '*' | '"' | '/' | '@' | '→' | '»')
    })
}

/// Returns a name without the post after it. "Our Foreign Staff" is a desk, so no part of it is a name.
fn without_post(name: &str) -> &str {
    const OPENINGS: [&str; 12] = [
        "our",
        "the",
        "foreign",
        "web",
        "digital",
        "national",
        "political",
        "sports",
        "business",
        "local",
        "city",
        "guest",
    ];
    const OF_MANY: [&str; 4] = ["staff", "team", "desk", "writers"];
    let bare = byline::without_post(name);
    let is_one_of = |word: Option<&str>, words: &[&str]| word.is_some_and(|it| words.contains(&&*it.to_lowercase()));
    let mut words = name.split_whitespace();
    let opens_desk = is_one_of(words.next(), &OPENINGS);
    let is_desk = !bare.trim().contains(' ') && (opens_desk || is_one_of(words.next_back(), &OF_MANY));
    if is_desk { name } else { bare }
}

fn without_opening(text: &str) -> &str {
    after_opening(text).unwrap_or(text)
}

/// Returns the text after the "by" of a byline. `None` if it has no "by".
pub(super) fn after_opening(text: &str) -> Option<&str> {
    let known = byline::after_opener(text);
    known.map(without_post_of_ours).or_else(|| after_kind_of_text(text))
}

/// Returns `text` without a post that follows "our": "unserem Redaktionsmitglied Nell Harbury", "notre envoyée spéciale
/// Anne Delorme".
fn without_post_of_ours(text: &str) -> &str {
    const OURS: [&str; 11] =
        ["unserem", "unserer", "unserm", "unseren", "unsere", "onze", "notre", "nuestro", "nuestra", "nosso", "nossa"];
    let Some((first, rest)) = text.split_once(' ') else {
        return text;
    };
    if !OURS.contains(&first.to_lowercase().as_str()) {
        return text;
    }
    // The post is the words in lower case. In German, where nouns have capitals, one capitalised word belongs to it.
    let mut has_noun = false;
    let mut rest = rest;
    while let Some((word, behind)) = rest.split_once(' ') {
        let is_small = word.starts_with(char::is_lowercase);
        let is_noun = !is_small && !has_noun && first.to_lowercase().starts_with("unser");
        if !is_small && !is_noun {
            break;
        }
        has_noun |= is_noun;
        rest = behind;
    }
    rest
}

/// Returns the text after "Eine Reportage von" or "An essay by": an article, the kind of text, and the "by".
fn after_kind_of_text(text: &str) -> Option<&str> {
    const ARTICLES: [&str; 6] = ["ein", "eine", "un", "une", "a", "an"];
    let mut parts = text.splitn(4, ' ');
    let (article, _, by, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let opens = ARTICLES.contains(&article.to_lowercase().as_str())
        && (by == "de" || (by.starts_with(char::is_lowercase) && byline::is_by(by)));
    (opens && looks_like_names(before_the_date(name))).then_some(name)
}

fn split_between(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for between in BETWEEN {
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let pieces: Vec<&str> = part.split(between).collect();
                // A single letter between two names means "and" only if both sides are whole names.
                let is_short = between.trim().len() == 1 && between.trim().bytes().all(|b| b.is_ascii_alphabetic())
                    || between == " en "
                    || between == " ve ";
                let all_names = pieces.iter().all(|piece| piece.split_whitespace().count() >= 2);
                // "Quill & I" is the name of a paper.
                let has_letter_alone = pieces.iter().any(|piece| piece.trim().chars().count() == 1);
                if is_short && !all_names || has_letter_alone { vec![part] } else { pieces }
            })
            .collect();
    }
    parts
}

/// True if all words are written like those of names.
pub(super) fn looks_like_names(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    (1..=12).contains(&words.len())
        && words.iter().all(|word| {
            PARTICLES.contains(word) || word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_dates() {
        for (text, expected) in [
            ("Nell Harbury August 14, 2005", "Nell Harbury"),
            ("Nell Harbury Sunday, Aug. 14, 2005", "Nell Harbury"),
            ("Nell Harbury - Sonntag, 14. August 2005", "Nell Harbury"),
            ("Nell Harbury am 6. Mai 2014", "Nell Harbury"),
            ("Ada May 14, 2005", "Ada May"),
            ("Nell Harbury", "Nell Harbury"),
        ] {
            assert_eq!(before_the_date(text), expected, "{text}");
        }
    }

    #[test]
    fn names_in_fields() {
        for (text, expected) in [
            ("Nell Harbury", vec!["Nell Harbury"]),
            ("By Nell Harbury and Ivo Brandt", vec!["Nell Harbury", "Ivo Brandt"]),
            ("Von Nell Harbury und Ivo Brandt", vec!["Nell Harbury", "Ivo Brandt"]),
            ("Nell Harbury, Ivo Brandt; Ada Reed", vec!["Nell Harbury", "Ivo Brandt", "Ada Reed"]),
            ("Harbury, Nell", vec!["Nell Harbury"]),
            ("林子佩 责任编辑：苏芳", vec!["林子佩"]),
            ("未知 责任编辑：苏芳", vec![]),
            ("Lind, Ada van der", vec!["Ada van der Lind"]),
            ("Harbury, N. J.", vec!["N. J. Harbury"]),
            ("Halden, Monday", vec![]),
            ("Port Halden, Dienstag", vec![]),
            ("Nell Harbury, Monday", vec!["Nell Harbury"]),
            ("Nell Harbury, with reporting by Ivo Brandt", vec!["Nell Harbury", "Ivo Brandt"]),
            ("Nell Harbury. Edited by Ivo Brandt.", vec!["Nell Harbury"]),
            ("Tekst: Jan de Vries Beeld: Eva Bakker", vec!["Jan de Vries"]),
            ("Harbury, Jan", vec!["Jan Harbury"]),
            ("Von unserem Redaktionsmitglied Nell Harbury", vec!["Nell Harbury"]),
            ("Von unserer freien Mitarbeiterin Ada Reed", vec!["Ada Reed"]),
            ("Par notre envoyée spéciale Anne Delorme", vec!["Anne Delorme"]),
            ("Autore: Nell Harbury - Fotografie: Ivo Brandt", vec!["Nell Harbury"]),
            ("Harbury, Jr.", vec!["Harbury"]),
            ("Nell Harbury, Jr.", vec!["Nell Harbury"]),
            ("Rasos Staff Writer", vec!["Rasos"]),
            ("Nell (Nan) Harbury", vec!["Nell (Nan) Harbury"]),
            ("Nell Harbury (avec Ivo Brandt et Ada Reed)", vec!["Nell Harbury"]),
            ("Nell Harbury (Halden) and Ivo Brandt (Port Quay)", vec!["Nell Harbury", "Ivo Brandt"]),
            ("Our Foreign Staff", vec!["Our Foreign Staff"]),
            ("Quill & I", vec!["Quill & I"]),
            ("Last Updated", vec![]),
            ("Nell Harbury, political editor", vec!["Nell Harbury"]),
            ("Nell Harbury (Harbour Wire)", vec!["Nell Harbury"]),
            ("Nell e Harbury", vec!["Nell e Harbury"]),
            ("Nell Harbury e Ivo Brandt", vec!["Nell Harbury", "Ivo Brandt"]),
            ("Autor: Nell Harbury", vec!["Nell Harbury"]),
            ("Bywater", vec!["Bywater"]),
            ("https://wire.example/nell", vec![]),
            ("nell@wire.example", vec![]),
            ("admin", vec![]),
            ("See full bio", vec![]),
            ("Nell Harbury See full bio", vec!["Nell Harbury"]),
            ("By Nell Harbury Follow Get author RSS feed", vec!["Nell Harbury"]),
            ("WATCH LIVE", vec![]),
            ("Get author RSS feed", vec![]),
            ("Monday August", vec![]),
            ("Fotos: Ivo Brandt", vec![]),
            ("Text: Nell Harbury, Fotos: Ivo Brandt", vec!["Nell Harbury"]),
            ("Text und Fotos: Nell Harbury", vec!["Nell Harbury"]),
            // The last letter of "Harbury" or "Delorme" is not the "y" or "e" that means "and".
            ("By Nell Harbury Photos: Ivo Brandt", vec!["Nell Harbury"]),
            ("Par Anne Delorme photo: Luc Marin", vec!["Anne Delorme"]),
            ("Nell Harbury, Political Editor", vec!["Nell Harbury"]),
            ("Nell Harbury, Port Times", vec!["Nell Harbury"]),
            ("Nell Harbury, Halden", vec!["Nell Harbury"]),
            ("Ein Kommentar von Nell Harbury", vec!["Nell Harbury"]),
            ("Analysis by Ada van der Lind", vec!["Ada van der Lind"]),
            ("Eine Reportage von Nell Harbury", vec!["Nell Harbury"]),
            ("Nell Harbury Contributor", vec!["Nell Harbury"]),
            ("Nell Harbury @quaynell", vec!["Nell Harbury"]),
            ("NELL HARBURY and IVO BRANDT Associated Press", vec!["NELL HARBURY", "IVO BRANDT"]),
            ("Our Correspondent", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn people_and_outlets_without_spaces() {
        for (name, expected) in [
            ("マイケル・サンデル", false),
            ("アンナ・リンドグレーン", false),
            ("张建社", false),
            ("王玉会", false),
            ("港湾网", true),
            ("編集委員会", true),
        ] {
            assert_eq!(is_of_outlet_without_spaces(name), expected, "{name}");
        }
    }
}
