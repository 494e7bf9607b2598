//! Chooses the terms of a text that form its signature.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use foldhash::fast::RandomState as FoldHasher;

use super::Signature;
use super::background::Background;
use super::terms::{TermHash, is_number};
use crate::index::stored::is_character;

/// The number of the heaviest terms in a signature.
const HEAVIEST: usize = 48;
/// The maximum number of names.
const NAMES: usize = 24;
/// The maximum number of numbers.
const NUMBERS: usize = 12;
/// The maximum number of terms of the title. Only a title that is a whole text has more.
const TITLE: usize = 32;
/// The factor by which terms of the title count more.
const TITLE_WEIGHT: u32 = 2;
/// The maximum number of words of a text that are read. The subject of a text is named by then.
const WORDS_MAX: u32 = 20_000;

/// Counts the terms of one article after another.
#[derive(Debug)]
pub struct SignatureBuilder {
    background: &'static Background,
    counts: HashMap<TermHash, Count, FoldHasher>,
    names: Vec<(TermHash, u32)>,
    n_words: u32,
    pair: String,
}

/// Counts of one term.
#[derive(Clone, Copy, Debug)]
struct Count {
    frequency: u32,
    /// The number of the word at which it first occurs.
    first: u32,
    is_number: bool,
    is_in_title: bool,
}

impl Default for SignatureBuilder {
    fn default() -> Self {
        let (counts, names) = (HashMap::default(), Vec::new());
        Self { background: Background::of(None), counts, names, n_words: 0, pair: String::new() }
    }
}

impl SignatureBuilder {
    /// Begins an article in a language.
    pub fn start(&mut self, language: Option<&str>) {
        self.background = Background::of(language);
        self.counts.clear();
        self.names.clear();
        self.n_words = 0;
    }

    /// Adds the normalised title.
    pub fn title(&mut self, normalised: &str) {
        self.add(normalised, TITLE_WEIGHT, true);
    }

    /// Adds a normalised paragraph of the running text.
    pub fn paragraph(&mut self, normalised: &str) {
        self.add(normalised, 1, false);
    }

    /// Adds the normalised fullest form of a name that occurs `n_times` in the article.
    pub fn name(&mut self, normalised: &str, n_times: u32) {
        let name = normalised.trim();
        if name.contains(' ') {
            self.names.push((TermHash::of_name(name), n_times));
        } else if name.chars().nth(1).is_some() && !self.background.is_stop_word(name) {
            self.names.push((TermHash::of_word(name), n_times));
        }
    }

    fn add(&mut self, normalised: &str, weight: u32, is_in_title: bool) {
        let (mut before, mut was_character) = ("", false);
        for word in words(normalised) {
            self.n_words += 1;
            if self.n_words > WORDS_MAX {
                return;
            }
            let is_number = is_number(word);
            let is_character = !word.as_bytes()[0].is_ascii() && is_character(word);
            let term = match (is_character, was_character) {
                (true, true) => {
                    self.pair.clear();
                    self.pair.extend([before, " ", word]);
                    Some(TermHash::of_pair(&self.pair))
                }
                (true, false) => None,
                _ if is_number => Some(TermHash::of_number(word)),
                // A single letter or digit has no meaning of its own.
                _ if word.len() == 1 || word.starts_with('0') || self.background.is_stop_word(word) => None,
                _ => Some(TermHash::of_word(word)),
            };
            (before, was_character) = (word, is_character);
            let Some(term) = term else { continue };
            match self.counts.entry(term) {
                Entry::Occupied(mut count) => {
                    let count = count.get_mut();
                    count.frequency += weight;
                    count.is_in_title |= is_in_title;
                }
                Entry::Vacant(place) => {
                    place.insert(Count { frequency: weight, first: self.n_words, is_number, is_in_title });
                }
            }
        }
    }

    /// Returns the signature of the article. It depends on the article alone, not on its folder.
    pub fn finish(&mut self) -> Signature {
        let mut words: Vec<(f32, u32, TermHash, Count)> = Vec::with_capacity(self.counts.len());
        let mut numbers: Vec<(TermHash, Count)> = Vec::new();
        for (term, count) in &self.counts {
            if count.is_number {
                numbers.push((*term, *count));
            } else {
                let idf = self.background.idf_alone(*term);
                words.push((weight(count.frequency, idf), count.first, *term, *count));
            }
        }
        // Of equal weights, the term that occurs first is preferred: news begins with its subject.
        let heaviest_first = |one: &(f32, u32, TermHash, Count), other: &(f32, u32, TermHash, Count)| {
            other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))
        };
        let n_heaviest = HEAVIEST.min(words.len());
        if words.len() > HEAVIEST {
            words.select_nth_unstable_by(HEAVIEST - 1, heaviest_first);
        }
        let mut in_title: Vec<_> = words[n_heaviest..].iter().filter(|(.., count)| count.is_in_title).collect();
        in_title.sort_unstable_by_key(|(_, first, ..)| *first);
        numbers.sort_unstable_by_key(|(_, count)| (std::cmp::Reverse(count.frequency), count.first));
        // The sort is stable: of names with the same frequency, the first is preferred.
        self.names.sort_by_key(|(_, n_times)| std::cmp::Reverse(*n_times));
        let heaviest = words[..n_heaviest].iter().map(|(_, _, term, count)| (*term, count.frequency));
        let title = in_title.into_iter().take(TITLE).map(|(_, _, term, count)| (*term, count.frequency));
        let numbers = numbers.iter().take(NUMBERS).map(|(term, count)| (*term, count.frequency));
        let names = self.names.iter().take(NAMES).map(|(term, n_times)| {
            let counted = self.counts.get(term).map_or(0, |count| count.frequency);
            (*term, counted.max(*n_times))
        });
        Signature::new(heaviest.chain(title).chain(numbers).chain(names))
    }
}

/// Returns the words of a normalised text. Words are short, so a loop finds their ends faster than a search does.
fn words(normalised: &str) -> impl Iterator<Item = &str> {
    // The only bytes of a normalised text up to the space are the space and the line end.
    let is_gap = |byte: &u8| *byte <= b' ';
    let mut rest = normalised;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let start = bytes.iter().position(|byte| !is_gap(byte))?;
        let length = bytes[start..].iter().position(is_gap).unwrap_or(bytes.len() - start);
        let word = &rest[start..start + length];
        rest = &rest[start + length..];
        Some(word)
    })
}

/// Returns the weight of a term with this frequency and idf.
pub(super) fn weight(frequency: u32, idf: f32) -> f32 {
    damped(frequency) * idf
}

/// Returns the damped frequency: each further occurrence adds less.
pub(super) fn damped(frequency: u32) -> f32 {
    // Most terms occur once in an article.
    if frequency <= 1 { 1.0 } else { 1.0 + (frequency as f32).ln() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::normalise;

    fn signature(title: &str, text: &str, names: &[(&str, u32)]) -> Signature {
        let mut builder = SignatureBuilder::default();
        builder.start(Some("en"));
        builder.title(&normalise(title));
        text.lines().for_each(|line| builder.paragraph(&normalise(line)));
        for (name, n_times) in names {
            builder.name(&normalise(name), *n_times);
        }
        builder.finish()
    }

    /// Returns the frequency of a term in a signature; 0 if the term is not in it.
    fn frequency(signature: &Signature, term: TermHash) -> u32 {
        signature.terms().find(|(other, _)| *other == term).map_or(0, |(_, frequency)| frequency)
    }

    #[test]
    fn titles_count_twice_and_stop_words_not_at_all() {
        let signature =
            signature("The ferry's fourth evening", "The ferries to the islands stayed in port. The ferry waits.", &[]);
        let of = |word: &str| frequency(&signature, TermHash::of_word(word));
        assert_eq!((of("ferry"), of("evening"), of("island"), of("the"), of("s")), (4, 2, 1, 0, 0));
    }

    #[test]
    fn numbers_and_names_have_their_own_places() {
        let text = "Nell Harbury counted 8,000 geese and 103 ducks in 2022, and 7 swans.";
        let signature = signature("", text, &[("Nell Harbury", 3), ("Harbury", 2)]);
        let numbers = ["103", "2022", "000", "7"].map(|number| frequency(&signature, TermHash::of_number(number)));
        assert_eq!(numbers, [1, 1, 0, 0]);
        assert_eq!(frequency(&signature, TermHash::of_name("nell harbury")), 3);
        assert_eq!(frequency(&signature, TermHash::of_word("harbury")), 2);
    }

    #[test]
    fn a_long_text_keeps_its_heaviest_terms_and_all_of_its_title() {
        let rare: Vec<String> = (0..200)
            .map(|number| {
                format!("quay{}x", char::from(b'a' + number % 26).to_string().repeat(1 + usize::from(number) / 26))
            })
            .collect();
        let text = format!("{} {} people people", rare.join(" "), "tugboat ".repeat(9));
        let signature = signature("People of the world", &text, &[]);
        assert_eq!(signature.len(), HEAVIEST + 2);
        let of = |word: &str| frequency(&signature, TermHash::of_word(word));
        assert_eq!((of("tugboat"), of("people"), of("world")), (9, 4, 2));
        assert_eq!((of(&rare[0]), of(&rare[199])), (1, 0));
    }

    #[test]
    fn text_without_spaces_has_pairs_of_characters() {
        let signature = signature("港口关闭", "", &[]);
        let pairs = ["港 口", "口 关", "关 闭"].map(|pair| frequency(&signature, TermHash::of_pair(pair)));
        assert_eq!((signature.len(), pairs), (3, [2; 3]));
    }

    #[test]
    fn no_words_are_no_terms() {
        assert!(signature("", "", &[]).is_empty());
    }
}
