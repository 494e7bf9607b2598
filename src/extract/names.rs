//! Finds the names of people, organisations and places in a text, with the written forms of each name.
//!
//! A name is a run of capitalised words. Words that only begin a sentence, titles, days, adjectives of nations and
//! headlines are removed. A single word in a place where any word has a capital counts only if another place shows that
//! it is a name.
//!
//! In German, where every noun has a capital, a single word needs a title before it, or a longer name that contains it.
//! In scripts without capitals, no names are found. In doubt, a word is not a name.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::article::facts::{Link, Name, NameKind, TextRange};
use crate::article::{BlockKind, Body, Boilerplate};

mod run;
mod runs;
pub(super) mod tables;
mod tokens;

use run::Run;
use runs::{Context, NameOccurrence};
use tokens::{Shape, Token};

/// The bytes of a text in which names are looked for: 1 MiB. No article is longer.
///
/// All words of these bytes are in memory at the same time.
const BYTES_MAX: usize = 1 << 20;

/// The names of a text, with all places where they occur.
#[derive(Debug, Default)]
pub struct Named {
    /// The names, in the order of their first appearance.
    pub names: Vec<Name>,
    /// The places in order, each with the index of its name.
    pub places: Vec<(TextRange, u32)>,
}

/// Returns the names in `body`, except those that are part of an address in `links`.
///
/// `language_of` returns the language of a block by its index.
pub fn names<'a>(body: &Body, language_of: &dyn Fn(usize) -> Option<&'a str>, links: &[Link]) -> Named {
    let mut tokens: Vec<Token> = Vec::with_capacity(body.text.len().min(BYTES_MAX) / 6);
    let mut blocks = Vec::with_capacity(body.blocks.len());
    let mut small = SmallWords::for_text(body.text.len().min(BYTES_MAX));
    for (block_idx, block) in body.blocks.iter().enumerate() {
        // Boilerplate lines name sections of the site, and a repeated paragraph names nothing new.
        if block.kind == BlockKind::Preformatted
            || matches!(block.boilerplate, Some(Boilerplate::Line | Boilerplate::Repeated))
        {
            continue;
        }
        if block.range.end > BYTES_MAX {
            break;
        }
        let text = body.text_of(block);
        let language = language_of(block_idx);
        let first = tokens.len();
        let splits_elided = matches!(language, Some("fr" | "it" | "ca"));
        tokens::tokenise(text, splits_elided, &mut tokens);
        for token in tokens[first..].iter().filter(|token| token.shape == Shape::Lower) {
            small.insert(token.text(text));
        }
        blocks.push((block_idx, first..tokens.len()));
    }

    let mut join = Join::default();
    let mut found: Vec<NameOccurrence> = Vec::new();
    let mut run = Run::default();
    let mut avoided = addresses(body, links).into_iter().peekable();
    for (block_idx, range) in blocks {
        let block = &body.blocks[block_idx];
        let text = body.text_of(block);
        let tokens = &tokens[range];
        if runs::is_headline(text, tokens) {
            continue;
        }
        let language = language_of(block_idx);
        let context = Context {
            language,
            has_capital_nouns: matches!(language, Some("de")),
            is_written_small: &|word| small.has(word),
        };
        found.clear();
        runs::names(text, tokens, &context, (&mut run, &mut found));
        for found in &found {
            let at = block.range.start;
            let place = TextRange::from(at + found.start..at + found.end);
            while avoided.peek().is_some_and(|avoided| avoided.end <= place.start) {
                avoided.next();
            }
            if !avoided.peek().is_some_and(|avoided| avoided.overlaps(place)) {
                join.add(&body.text, place, found, at);
            }
        }
    }
    join.finish(&body.text)
}

/// Returns the places of the addresses that are in the text, in order.
fn addresses(body: &Body, links: &[Link]) -> Vec<TextRange> {
    let places = links.iter().flat_map(|link| link.places.iter().copied());
    let is_address = |place: &TextRange| body.text.get(place.bytes()).is_some_and(|text| text.contains(['/', '@']));
    let mut places: Vec<TextRange> = places.filter(is_address).collect();
    places.sort_unstable();
    places
}

/// The words that a text has in lower case, as a Bloom filter (Bloom, 1970).
///
/// For one in a hundred of all other words, it wrongly reports that the text has them in lower case. This sometimes
/// loses a name, but never adds a wrong one.
struct SmallWords {
    bits: Vec<u64>,
}

impl SmallWords {
    fn for_text(n_bytes: usize) -> Self {
        // A word has about six bytes, and half of all words are repetitions. This gives about forty bits for each word.
        let n_bits = (n_bytes * 4).next_power_of_two().max(1024);
        Self { bits: vec![0; n_bits / 64] }
    }

    fn insert(&mut self, word: &str) {
        let hash = hash(word);
        let at = hash as usize & (self.bits.len() - 1);
        self.bits[at] |= 1 << (hash >> 58);
    }

    fn has(&self, word: &str) -> bool {
        let hash = hash(word);
        self.bits[hash as usize & (self.bits.len() - 1)] & (1 << (hash >> 58)) != 0
    }
}

/// Returns the FNV-1a hash of a word, which is short and good enough for words.
fn hash(word: &str) -> u64 {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash ^ (hash >> 29)
}

/// One written form of a name.
struct Form {
    first: TextRange,
    n_words: usize,
    n_times: u32,
    /// True if some place shows that it is a name.
    is_sure: bool,
    n_person: u32,
    n_organisation: u32,
    n_place: u32,
    /// The form that this one abbreviates, if the text says so.
    short_of: Option<usize>,
}

/// Collects the written forms of names, and joins the forms of each name.
#[derive(Default)]
struct Join<'text> {
    forms: Vec<Form>,
    numbers: HashMap<&'text str, usize, RandomState>,
    places: Vec<(TextRange, usize)>,
}

impl<'text> Join<'text> {
    fn add(&mut self, text: &'text str, place: TextRange, found: &NameOccurrence, block_start: usize) {
        let number = self.form(text, place, found.n_words);
        self.places.push((place, number));
        let form = &mut self.forms[number];
        form.n_times += 1;
        form.is_sure |= !found.is_doubtful;
        match found.kind {
            NameKind::Person => form.n_person += 1,
            NameKind::Organisation => form.n_organisation += 1,
            NameKind::Place => form.n_place += 1,
            NameKind::Unknown => {}
        }
        if let Some((start, end)) = found.short {
            let place = TextRange::from(block_start + start..block_start + end);
            let short = self.form(text, place, 1);
            if short != number {
                self.forms[short].short_of.get_or_insert(number);
            }
        }
    }

    fn form(&mut self, text: &'text str, place: TextRange, n_words: usize) -> usize {
        let forms = &mut self.forms;
        *self.numbers.entry(&text[place.bytes()]).or_insert_with(|| {
            forms.push(Form {
                first: place,
                n_words,
                n_times: 0,
                is_sure: false,
                n_person: 0,
                n_organisation: 0,
                n_place: 0,
                short_of: None,
            });
            forms.len() - 1
        })
    }

    fn finish(self, text: &str) -> Named {
        let longer = self.longer(text);
        // Returns the full form of a form. The chain has at most as many steps as a name has words.
        let full = |mut number: usize| {
            for _ in 0..8 {
                match longer[number] {
                    Some(next) => number = next,
                    None => break,
                }
            }
            number
        };
        let mut names: Vec<Name> = Vec::new();
        let mut kinds: Vec<[u32; 3]> = Vec::new();
        let mut name_of_form: Vec<Option<u32>> = vec![None; self.forms.len()];
        let mut name_of_full: Vec<Option<u32>> = vec![None; self.forms.len()];
        for (number, form) in self.forms.iter().enumerate() {
            // A doubtful word is a name if it is part of a longer name.
            if !form.is_sure && longer[number].is_none() && form.short_of.is_none() {
                continue;
            }
            let full = full(number);
            if !self.forms[full].is_sure && self.forms[full].n_words == 1 {
                continue;
            }
            let name = *name_of_full[full].get_or_insert_with(|| {
                let text = text[self.forms[full].first.bytes()].into();
                names.push(Name { text, kind: NameKind::Unknown, forms: Vec::new(), n_times: 0 });
                kinds.push([0; 3]);
                names.len() as u32 - 1
            });
            name_of_form[number] = Some(name);
            let name = name as usize;
            names[name].forms.push(form.first);
            names[name].n_times += form.n_times;
            kinds[name][0] += form.n_person;
            kinds[name][1] += form.n_organisation;
            kinds[name][2] += form.n_place;
        }
        for (name, [n_person, n_organisation, n_place]) in names.iter_mut().zip(kinds) {
            let is_called = || {
                let Some((first, last)) = name.text.split_once(' ') else {
                    return false;
                };
                let is_form = |form: &str| form.len() < name.text.len() && name.text.ends_with(form);
                !last.contains(' ')
                    && name.forms.iter().any(|form| is_form(&text[form.bytes()]))
                    && !tables::ADJECTIVES.has(&first.to_lowercase())
            };
            name.kind = if n_organisation > 0 && n_organisation >= n_person {
                NameKind::Organisation
            } else if n_person > 0 {
                NameKind::Person
            } else if n_place > 0 && n_place * 2 >= name.n_times {
                NameKind::Place
            } else if is_called() {
                // A name of two words that also appears as its last word alone is a person.
                NameKind::Person
            } else {
                NameKind::Unknown
            };
        }
        let places = self.places.into_iter();
        let places = places.filter_map(|(place, number)| Some((place, name_of_form[number]?))).collect();
        Named { names, places }
    }

    /// Returns for each form the longer form that contains it, if there is exactly one.
    fn longer(&self, text: &str) -> Vec<Option<usize>> {
        /// The endings, or the first words, of the longer forms, each with the form that contains it. `None` if several
        /// forms contain it.
        type Parts<'text> = HashMap<&'text str, Option<usize>, RandomState>;
        let mut endings: Parts<'_> = HashMap::default();
        let mut firsts: Parts<'_> = HashMap::default();
        let mut by_length: Vec<usize> =
            (0..self.forms.len()).filter(|number| self.forms[*number].n_words > 1).collect();
        by_length.sort_by_key(|number| std::cmp::Reverse(self.forms[*number].n_words));
        let text_of = |number: usize| &text[self.forms[number].first.bytes()];
        let mut longer: Vec<Option<usize>> = vec![None; self.forms.len()];
        for number in by_length {
            let form = text_of(number);
            // A form that is short for a longer one adds no other parts.
            if let Some(Some(full)) = endings.get(form) {
                longer[number] = Some(*full);
                continue;
            }
            let mut rest = form;
            while let Some((_, ending)) = rest.split_once(' ') {
                rest = ending;
                endings.entry(rest).and_modify(|full| *full = None).or_insert(Some(number));
            }
            if self.forms[number].n_person > 0
                && let Some((first, _)) = form.split_once(' ')
            {
                firsts.entry(first).and_modify(|full| *full = None).or_insert(Some(number));
            }
        }
        for (number, form) in self.forms.iter().enumerate().filter(|(_, form)| form.n_words == 1) {
            let word = text_of(number);
            let by_first = || firsts.get(word).copied().flatten().filter(|_| form.n_place == 0);
            let by_ending = endings.get(word).copied().flatten().filter(|full| {
                // `Harbour` is a place in `North Harbour`, but not a short name of it.
                let full = &self.forms[*full];
                full.n_person > 0 || (full.n_place == 0 && form.n_place == 0)
            });
            longer[number] = form.short_of.or(by_ending).or_else(by_first).filter(|full| *full != number);
        }
        longer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;
    use proptest::prelude::*;

    fn body(text: &str) -> Body {
        let mut builder = BodyBuilder::default();
        for paragraph in text.lines() {
            builder.push(paragraph);
            builder.end_block(BlockKind::Paragraph, false);
        }
        builder.finish()
    }

    /// Checks the names in a text, with their kinds and, if there are several, their forms.
    fn check(language: &'static str, text: &str, expected: &[&str]) {
        let body = body(text);
        let named = names(&body, &|_| Some(language), &[]);
        let shown: Vec<String> = named
            .names
            .iter()
            .map(|name| {
                let kind = match name.kind {
                    NameKind::Person => "person ",
                    NameKind::Organisation => "organisation ",
                    NameKind::Place => "place ",
                    NameKind::Unknown => "",
                };
                let others = name.forms.iter().map(|form| &body.text[form.bytes()]).filter(|form| *form != &*name.text);
                let others: Vec<&str> = others.collect();
                let others = if others.is_empty() { String::new() } else { format!(" = {}", others.join(" = ")) };
                format!("{kind}{}{others}", name.text)
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn people_and_the_forms_of_their_names() {
        check(
            "en",
            "Nell Harbury runs the harbour. On Monday Harbury said so to Mr. Okoro.",
            &["person Nell Harbury = Harbury", "person Okoro"],
        );
        check(
            "en",
            "The Port Halden council's Secretary of State Ruth Amberly left.",
            &["Port Halden", "person Ruth Amberly"],
        );
        check("en", "Then Ferrylines Director General Dmitry Varga resigned.", &["Ferrylines", "person Dmitry Varga"]);
        check(
            "en",
            "It was Bashir al-Harun, and Rogier van der Meer, and J. K. Loft.",
            &["Bashir al-Harun", "Rogier van der Meer", "J. K. Loft"],
        );
        check(
            "en",
            "Then Ada Lind, 57, met Tom Lind. The other Lind left.",
            &["person Ada Lind", "person Tom Lind", "Lind"],
        );
        check("en", "O’Dell and O’Dell's dog met Mia O’Dell.", &["person Mia O’Dell = O’Dell"]);
        check(
            "fr",
            "Hier, la maire Anne d’Orval a répondu à l’Amirauté du port.",
            &["person Anne d’Orval", "Amirauté"],
        );
        check(
            "es",
            "El alcalde Luis Moreno habló con María de la Cruz en Puerto Alto.",
            &["person Luis Moreno", "person María de la Cruz", "Puerto Alto"],
        );
        check(
            "ru",
            "Вчера министр Иван Ветров приехал в Гавань. Ветров молчал.",
            &["person Иван Ветров = Ветров", "place Гавань"],
        );
    }

    #[test]
    fn months_that_are_names() {
        check(
            "en",
            "They asked Theresa May. May be that Mrs May knows; Prime Minister May did, in May.",
            &["person Theresa May = May"],
        );
        check(
            "en",
            "The actress January Halden met James May on Monday.",
            &["person January Halden", "person James May"],
        );
        check("es", "El cantante habló con María Mayo en mayo.", &["person María Mayo"]);
        check(
            "en",
            "It was Ruth Amberly May 3, and then James May 4; the president March 5.",
            &["person Ruth Amberly", "James"],
        );
        check("en", "He saw Ruth Tuesday, and the president May agree in June.", &["Ruth"]);
    }

    #[test]
    fn organisations_and_places() {
        check(
            "en",
            "The International Harbour Station (IHS) is old. The IHS leaks, and the Harbour Station knows.",
            &["place International Harbour Station = IHS = Harbour Station"],
        );
        check(
            "en",
            "HALDEN (Harbour Wire) — The ferry stayed, said the NTSB.",
            &["place HALDEN", "organisation Harbour Wire", "NTSB"],
        );
        check(
            "en",
            "The Ministry of Ports and Tides met the Bank of the North.",
            &["organisation Ministry of Ports and Tides", "organisation Bank of the North"],
        );
        check(
            "en",
            "They sailed from Halden to Callan in March, and lived in Ystrad.",
            &["Halden", "Callan", "place Ystrad"],
        );
        check(
            "en",
            "Johnson & Sons Ltd sold U.S. boats in the U.K.",
            &["organisation Johnson & Sons Ltd", "U.S.", "U.K."],
        );
    }

    #[test]
    fn what_is_no_name() {
        check("en", "Yesterday it rained. Officials said so. However, I went on Tuesday in May.", &[]);
        check("en", "The Russian and American boats; an English captain.", &[]);
        check("en", "FERRY STAYS IN PORT FOR A FOURTH EVENING", &[]);
        check("en", "Night Ferry Cancelled Again as Council Waits for Parts", &[]);
        check("en", "Ferries stayed in port. The ferries were old. Tolls rose.", &[]);
        check("en", "“Happy days,” he said. The President and the Prime Minister left.", &[]);
        check("de", "Der Hafen und die Fähre liegen im Nebel; die Mannschaft wartet auf den Kapitän.", &[]);
        check("ja", "夜行フェリーは土曜日も港にとどまった。", &[]);
        check("ar", "بقيت العبارة في الميناء يوم السبت.", &[]);
    }

    #[test]
    fn german_names_are_those_of_several_words() {
        check(
            "de",
            "Hafenmeister Jan Petersen wartet. Der Kanzler Olaf Brandt sprach mit Petersen über das Wetter und den Hafen.",
            &["person Jan Petersen = Petersen", "person Olaf Brandt"],
        );
    }

    #[test]
    fn a_sentence_start_is_a_name_where_another_place_shows_it() {
        check("en", "Okoro left. They asked Okoro again.", &["Okoro"]);
        check("en", "Okoro left. They asked again.", &[]);
    }

    #[test]
    fn a_flood_of_capitals_is_read_at_once() {
        let started = std::time::Instant::now();
        for text in
            ["Aa ".repeat(40_000), "A. B. ".repeat(20_000), "Ab Cd of Ef the Gh ".repeat(8_000), "A".repeat(1 << 17)]
        {
            names(&body(&text), &|_| Some("en"), &[]);
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    proptest! {
        #[test]
        fn names_of_any_text_stand_in_it(text in "([A-Z]?[a-zé’.&-]{0,4} ?){0,30}|.{0,60}") {
            let body = body(&text);
            let named = names(&body, &|_| None, &[]);
            for form in named.names.iter().flat_map(|name| &name.forms) {
                prop_assert!(body.text.get(form.bytes()).is_some_and(|form| !form.is_empty()));
            }
            prop_assert!(named.places.is_sorted());
            prop_assert!(named.places.iter().all(|(_, name)| (*name as usize) < named.names.len()));
        }
    }
}
