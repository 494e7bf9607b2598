//! Cuts the names out of the runs of capitalised words of a block.

use std::ops::Range;

use super::run::Run;
use super::tables::{self, Tables};
use super::tokens::{Gap, Shape, Token};
use crate::article::facts::NameKind;
use crate::extract::language;
use crate::text::letters;

/// One occurrence of a name in a block.
#[derive(Clone, Debug)]
pub(super) struct NameOccurrence {
    /// The first byte of the name in the block, and the byte behind its last.
    pub start: usize,
    pub end: usize,
    /// The number of words, without particles in lower case.
    pub n_words: usize,
    /// The kind of the name, as far as this occurrence shows it.
    pub kind: NameKind,
    /// True if the words may have their capitals for another reason, such as the start of a sentence. Then another
    /// place has to show that they are a name.
    pub is_doubtful: bool,
    /// The bytes of the short form that follows in parentheses.
    pub short: Option<(usize, usize)>,
}

/// The facts about a block and its article that decide about the names in the block.
pub(super) struct Context<'a> {
    /// The language of the block.
    pub language: Option<&'a str>,
    /// True if the language capitalises nouns.
    pub has_capital_nouns: bool,
    /// True for a word, passed in lower case, that the article also has without a capital.
    pub is_written_small: &'a dyn Fn(&str) -> bool,
}

/// The most words of a run. A longer run is a headline.
const RUN_WORDS_MAX: usize = 9;

/// True if the block is written like a headline: in capitals, or with a capital on every word. Its capitals are no
/// evidence.
pub(super) fn is_headline(block: &str, tokens: &[Token]) -> bool {
    const LONGEST: usize = 400;
    // A sentence that consists of names still ends with a full stop.
    if block.len() >= LONGEST || block.trim_end_matches(['”', '"', '’', '»', ')']).ends_with('.') {
        return false;
    }
    let is_long = |token: &&Token| token.end - token.start >= 4 && token.shape != Shape::Other;
    let n_long = tokens.iter().filter(is_long).count();
    let n_small = tokens.iter().filter(is_long).filter(|token| token.shape == Shape::Lower).count();
    n_long >= 3 && n_small * 5 <= n_long
}

/// Adds the names in a block to `found`, in order. `run` is the buffer for the words of each run.
pub(super) fn names(
    block: &str,
    tokens: &[Token],
    context: &Context<'_>,
    (run, found): (&mut Run, &mut Vec<NameOccurrence>),
) {
    dateline(block, tokens, found);
    let first_of_text = found.last().map_or(0, |found| found.end);
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].is_capitalised() || (tokens[at].start as usize) < first_of_text {
            at += 1;
            continue;
        }
        let end = run_end(block, tokens, at, context);
        if end - at <= RUN_WORDS_MAX {
            run.read(block, &tokens[at..end], at);
            cut_run(block, tokens, (run, at..end), context, found);
        }
        at = end;
    }
}

/// Adds the town of a dateline such as `MOSCOW (Harbour Wire) — …`.
fn dateline(block: &str, tokens: &[Token], found: &mut Vec<NameOccurrence>) {
    const WORDS_MAX: usize = 3;
    let n_words = tokens
        .iter()
        .enumerate()
        .take_while(|(at, token)| token.shape == Shape::Capitals && (*at == 0 || token.gap == Gap::Space))
        .count();
    if !(1..=WORDS_MAX).contains(&n_words) || tokens[0].start != 0 || tokens.len() < n_words + 4 {
        return;
    }
    let (start, end) = (tokens[0].start as usize, tokens[n_words - 1].end as usize);
    let rest = &block[end..];
    let is_dateline = end - start >= 4
        && (rest.starts_with(" (") || rest.starts_with(" —") || rest.starts_with(" –") || rest.starts_with(", "))
        && rest.chars().take(40).any(|character| matches!(character, '—' | '–' | '-'));
    if is_dateline {
        found.push(NameOccurrence { start, end, n_words, kind: NameKind::Place, is_doubtful: false, short: None });
    }
}

/// Returns the end of the run of capitalised words that starts at `first`, with the words that join them.
fn run_end(block: &str, tokens: &[Token], first: usize, context: &Context<'_>) -> usize {
    let mut end = first + 1;
    let text = |at: usize| tokens[at].text(block);
    let is_capital = |at: usize| tokens.get(at).is_some_and(|token| token.is_capitalised());
    let is_near = |at: usize| tokens.get(at).is_some_and(|token| token.gap == Gap::Space);
    let mut has_of = false;
    while end < tokens.len() {
        if is_capital(end) && matches!(tokens[end].gap, Gap::Space | Gap::Ampersand) {
            end += 1;
            continue;
        }
        if !is_near(end) || tokens[end].shape != Shape::Lower {
            break;
        }
        let word = text(end);
        // For example `Ministry of Defence`, `Bank of the North`, `Department of Health and Safety`.
        let is_of = word == "of" && tables::HEADS.has(&letters::lower(text(end - 1)));
        let is_secretary = word == "of" && matches!(text(end - 1), "Secretary" | "Minister");
        let has_article = is_of && tokens.get(end + 1).is_some_and(|token| token.text(block) == "the");
        let after = end + 1 + usize::from(has_article);
        if (is_of || is_secretary) && is_capital(after) && is_near(after) && (!has_article || is_near(end + 1)) {
            has_of = true;
            end = after + 1;
            continue;
        }
        if word == "and" && has_of && is_capital(end + 1) && is_near(end + 1) {
            end += 2;
            continue;
        }
        if word.starts_with("al-") || word.starts_with("el-") {
            end += 1;
            continue;
        }
        let n_particles = n_particles(block, tokens, end, context);
        if n_particles > 0 && is_capital(end + n_particles) && is_near(end + n_particles) {
            end += n_particles + 1;
            continue;
        }
        break;
    }
    end
}

/// Returns the number of particles at `at` inside a name: 2 for `van der` in `Rogier van der Weyden`.
///
/// Most particles are also everyday words, so they count only behind a first name or a word such as "Bank". In a text
/// that is not Dutch, "van" is not an everyday word, so it always counts.
fn n_particles(block: &str, tokens: &[Token], at: usize, context: &Context<'_>) -> usize {
    const PARTICLES_MAX: usize = 3;
    let is_particle = |token: &&Token| {
        token.shape == Shape::Lower && token.gap == Gap::Space && tables::PARTICLES.has(token.text(block))
    };
    let n_particles = tokens[at..].iter().take(PARTICLES_MAX).take_while(is_particle).count();
    if n_particles == 0 {
        return 0;
    }
    let before = letters::lower(tokens[at - 1].text(block));
    let is_foreign = match tokens[at].text(block) {
        "van" => !matches!(context.language, Some("nl" | "af") | None),
        "von" | "zu" => !matches!(context.language, Some("de") | None),
        "bin" | "ibn" | "bint" => !matches!(context.language, Some("de") | None),
        // These continue a name only behind another particle.
        "der" | "den" | "dem" | "la" | "las" | "los" | "le" | "el" | "y" | "e" => return 0,
        _ => false,
    };
    let joins = is_foreign
        || Tables::of(&before).has(Tables::FIRST_NAMES.or(Tables::ORGANISATIONS).or(Tables::PLACES))
        || matches!(&*before, "rio" | "río" | "santiago" | "puerto" | "ilha" | "serra" | "costa" | "cabo");
    if joins { n_particles } else { 0 }
}

/// Cuts a run into names. Words that have a capital only because they begin the sentence are removed. A title is the
/// end of one name, and the next name starts after it.
fn cut_run(
    block: &str,
    tokens: &[Token],
    (words, run): (&Run, Range<usize>),
    context: &Context<'_>,
    found: &mut Vec<NameOccurrence>,
) {
    let word = |at: usize| words.lower(at);
    let is_in = |at: usize, table: Tables| words.tables(at).has(table);
    let mut start = run.start;
    let mut is_first = tokens[start].gap == Gap::Start;
    // The first word of a sentence has a capital in any case.
    while start < run.end && !is_acronym(tokens[start], word(start), words.tables(start)) {
        // After the first word, only small words of the text's language are removed. "Los Angeles" in English has none.
        let is_opening_word = is_in(start, Tables::OPENERS)
            && (is_first || context.language.is_none() || matches!(word(start), "the" | "i"))
            && !(context.language == Some("en") && run.end - start > 1 && is_foreign_article(word(start)));
        let is_small = !(run.end - start > 1 && is_in(start, Tables::FIRST_NAMES))
            && (is_opening_word || language::is_small_word(context.language, word(start)));
        let is_opener = is_small
            || (is_first
                && run.end - start > 1
                && !is_in(start, Tables::FIRST_NAMES)
                && !is_in(start, Tables::TITLES)
                && !is_in(start, Tables::HEADS)
                && (context.is_written_small)(word(start)));
        if !is_opener {
            break;
        }
        start += 1;
        // The next word has its capital for its own sake, unless it is a noun of a language that capitalises nouns.
        is_first = false;
    }
    // A title ends a name: `Roscosmos Director General Dmitry Rogozin`.
    let mut part_start = start;
    let mut at = start;
    let mut has_title = start > 0
        && tokens[start.min(tokens.len() - 1)].gap == Gap::Space
        && tokens[start - 1].shape == Shape::Lower
        && is_title_word(tokens[start - 1].text(block), context)
        && !QUALIFIERS.contains(&tokens[start - 1].text(block));
    // `General Services Administration` is an office, not a general.
    let is_office = is_in(run.end - 1, Tables::ORGANISATIONS);
    while at < run.end {
        let is_of_office = at > start && word(at) == "of" && matches!(word(at - 1), "secretary" | "minister");
        if is_of_office {
            // In `Secretary of State Nell Harbury`, the office is the title.
            at = (at + 2).min(run.end);
            (part_start, has_title) = (at, true);
            continue;
        }
        if is_title(word(at), words.tables(at), context)
            && !is_office
            && !(at + 1 < run.end && word(at + 1) == "of" && is_in(at, Tables::HEADS))
        {
            let is_name_part = word(at) == "st" || (word(at) == "saint" && at + 1 < run.end);
            if is_name_part {
                at += 1;
                continue;
            }
            push(block, tokens, words, part_start..at, is_first && part_start == start, has_title, context, found);
            at += 1;
            (part_start, has_title) = (at, true);
            continue;
        }
        at += 1;
    }
    push(block, tokens, words, part_start..run.end, is_first && part_start == start, has_title, context, found);
}

/// True for articles and particles of other languages that are part of place names in English.
fn is_foreign_article(word: &str) -> bool {
    matches!(
        word,
        "los"
            | "las"
            | "la"
            | "el"
            | "le"
            | "les"
            | "san"
            | "des"
            | "du"
            | "da"
            | "das"
            | "der"
            | "den"
            | "die"
            | "van"
            | "von"
    )
}

/// Titles that do not count in lower case, because they then only qualify the next word: "former NASA astronaut".
const QUALIFIERS: &[&str] = &[
    "former",
    "acting",
    "interim",
    "assistant",
    "associate",
    "chief",
    "forward",
    "vice",
    "deputy",
    "prime",
    "general",
];

/// Does the same as [`is_title`] for a word outside a run.
fn is_title_word(word: &str, context: &Context<'_>) -> bool {
    is_title(word, Tables::of(word), context)
}

fn is_title(word: &str, tables: Tables, context: &Context<'_>) -> bool {
    /// The endings of German nouns for offices and trades, which are written before a name.
    const OFFICES: &[&str] = &[
        "meister",
        "meisterin",
        "sprecher",
        "sprecherin",
        "minister",
        "ministerin",
        "chef",
        "chefin",
        "präsident",
        "präsidentin",
        "kanzler",
        "kanzlerin",
        "leiter",
        "leiterin",
        "führer",
        "experte",
        "expertin",
        "trainer",
        "richter",
        "richterin",
        "anwalt",
        "anwältin",
        "politiker",
        "politikerin",
        "forscher",
        "forscherin",
        "direktor",
        "direktorin",
        "vorsitzender",
        "vorsitzende",
        "sekretär",
        "beauftragte",
        "beauftragter",
    ];
    tables.has(Tables::TITLES)
        || (context.has_capital_nouns && {
            let lower = letters::lower(word);
            OFFICES.iter().any(|office| lower.ends_with(office))
        })
}

/// True for a short form in capitals, such as `NASA` or `U.S.`.
fn is_acronym(token: Token, lower: &str, tables: Tables) -> bool {
    if token.shape != Shape::Capitals {
        return false;
    }
    let n_letters = lower.chars().filter(|character| character.is_alphabetic()).count();
    (2..=6).contains(&n_letters) && !tables.has(Tables::NO_NAMES)
}

/// Adds the name in the words of `part`, if they contain one.
#[expect(
    clippy::too_many_arguments,
    reason = "a run and its surroundings; a struct of them would be made once and taken apart once"
)]
fn push(
    block: &str,
    tokens: &[Token],
    run: &Run,
    part: Range<usize>,
    is_first: bool,
    has_title: bool,
    context: &Context<'_>,
    found: &mut Vec<NameOccurrence>,
) {
    let (mut start, mut end) = (part.start, part.end);
    let lower = |at: usize| run.lower(at);
    let is_in = |at: usize, table: Tables| run.tables(at).has(table);
    // In `Theresa May` and `Mrs May`, the month is a name, because a first name or a title is before it. A number
    // behind it makes it a date.
    let is_before_number = |at: usize| {
        let next = tokens.get(at + 1).filter(|next| next.gap == Gap::Space);
        next.is_some_and(|next| next.text(block).starts_with(|first: char| first.is_ascii_digit()))
    };
    let is_surname = |at: usize| {
        is_in(at, Tables::MONTH_NAMES)
            && at > part.start
            && is_in(at - 1, Tables::FIRST_NAMES)
            && tokens[at].gap == Gap::Space
            && !is_before_number(at)
    };
    // "The president May" contains no name, but "actress January Jones" does.
    let is_called_by_month = has_title
        && !part.is_empty()
        && is_in(part.start, Tables::MONTH_NAMES)
        && !is_before_number(part.start)
        && (part.len() > 1 || part.start.checked_sub(1).is_some_and(|title| tokens[title].is_capitalised()));
    let is_month_name = |at: usize| is_surname(at) || (is_called_by_month && at == part.start);
    // Joining words, pronouns, days, months and adjectives at the edges are not part of the name.
    while start < end {
        let word = lower(start);
        let is_adjective =
            is_in(start, Tables::ADJECTIVES) && !(start + 1 < end && is_in(start + 1, Tables::AFTER_ADJECTIVE));
        let is_first_name = start + 1 < end && is_in(start, Tables::FIRST_NAMES);
        let is_edge = tokens[start].shape == Shape::Lower
            || (is_in(start, Tables::NO_NAMES) && !is_first_name && !is_month_name(start))
            || is_adjective
            || tokens[start].shape == Shape::Other
            || (tokens[start].shape == Shape::Capitals && end - start > 1 && word.chars().count() == 1);
        if !is_edge {
            break;
        }
        start += 1;
    }
    while start < end {
        let word = lower(end - 1);
        let is_edge = (tokens[end - 1].shape == Shape::Lower && !word.starts_with("al-") && !word.starts_with("el-"))
            || (is_in(end - 1, Tables::NO_NAMES) && !is_month_name(end - 1))
            || (is_in(end - 1, Tables::TITLES)
                && end - start > 1
                && !is_in(end - 1, Tables::HEADS.or(Tables::FIRST_NAMES)))
            || (word == "i" && end - start > 1);
        if !is_edge {
            break;
        }
        end -= 1;
    }
    if start >= end {
        return;
    }
    let n_words = (start..end).filter(|at| tokens[*at].shape != Shape::Lower).count();
    let first = tokens[start];
    let words = start..end;
    let mut is_doubtful = false;
    if n_words == 1 {
        let word = lower(start);
        if is_acronym(first, word, run.tables(start)) || is_month_name(start) {
        } else if first.shape == Shape::Capitals {
            return;
        } else {
            let n_letters = word.chars().filter(|character| character.is_alphabetic()).count();
            if n_letters < 3 || is_in(start, Tables::HEADS) || (context.is_written_small)(word) {
                return;
            }
            let is_small = is_in(start, Tables::OPENERS) || language::is_small_word(context.language, word);
            if is_small {
                return;
            }
            // A title before the word shows that it is a name.
            let is_alone = is_first && start == part.start && !has_title;
            is_doubtful =
                (is_alone || (context.has_capital_nouns && !has_title)) && !has_inner_capital(first.text(block));
        }
    } else if context.has_capital_nouns && !has_title {
        // Several nouns may follow each other. A name has a first name or a particle, or is short.
        let is_name = is_in(start, Tables::FIRST_NAMES) || words.clone().any(|at| is_in(at, Tables::PARTICLES));
        is_doubtful = !is_name && n_words > 3;
    }
    let kind = kind_of(block, tokens, run, words.clone(), has_title && start == part.start);
    let range = (first.start as usize, tokens[end - 1].end as usize);
    let short = tokens.get(end).filter(|next| {
        next.gap == Gap::Parenthesis && next.shape == Shape::Capitals && block[next.end as usize..].starts_with(')')
    });
    let short = short.filter(|short| n_words > 1 && is_short_of(short.text(block), run, words.clone()));
    found.push(NameOccurrence {
        start: range.0,
        end: range.1,
        n_words,
        kind,
        is_doubtful,
        short: short.map(|short| (short.start as usize, short.end as usize)),
    });
}

fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// True if `short` consists of the first letters of the words, with or without words such as "of".
fn is_short_of(short: &str, run: &Run, words: Range<usize>) -> bool {
    let first_letters = |skips_small: bool| -> String {
        let words = words
            .clone()
            .map(|at| run.lower(at))
            .filter(|word| !skips_small || !matches!(*word, "of" | "and" | "the" | "de" | "für" | "la"));
        words.flat_map(|word| word.split('-')).filter_map(|word| word.chars().next()).collect()
    };
    let short = short.to_lowercase();
    short == first_letters(true) || short == first_letters(false)
}

fn kind_of(block: &str, tokens: &[Token], run: &Run, words: Range<usize>, has_title: bool) -> NameKind {
    let Range { start, end } = words;
    let is_in = |at: usize, table: Tables| run.tables(at).has(table);
    if words.len() > 1 && words.clone().any(|at| is_in(at, Tables::ORGANISATIONS)) {
        return NameKind::Organisation;
    }
    let is_short = words.len() == 1 && tokens[start].shape == Shape::Capitals;
    if (has_title && !is_short) || ((2..=4).contains(&words.len()) && is_in(start, Tables::FIRST_NAMES)) {
        return NameKind::Person;
    }
    if words.len() > 1 && (is_in(end - 1, Tables::PLACES) || is_in(start, Tables::PLACES)) {
        return NameKind::Place;
    }
    let before = start.checked_sub(1).filter(|_| tokens[start].gap == Gap::Space).map(|at| tokens[at].text(block));
    // An age shows a person: `Nell Harbury, 57,` and `Nell Harbury (57)`.
    let has_age = tokens.get(end).is_some_and(|next| {
        let age = next.text(block);
        matches!(next.gap, Gap::Comma | Gap::Parenthesis)
            && age.len() <= 2
            && age.parse().is_ok_and(|age: u8| age >= 10)
            && block[next.end as usize..].starts_with([',', ')'])
    });
    if has_age {
        return NameKind::Person;
    }
    let is_capitals = tokens[start].shape == Shape::Capitals;
    match before {
        Some("in" | "near" | "across" | "en" | "à" | "nach" | "outside" | "в") if words.len() == 1 && !is_capitals => {
            NameKind::Place
        }
        _ => NameKind::Unknown,
    }
}
