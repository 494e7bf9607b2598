//! Random filters, each as text and as a tree that the definition of the filter language judges.

use jiff::civil::{Date, date};
use newsreader::article::How;
use newsreader::index::Bitmap;
use newsreader::query::TextField;
use regex::Regex;

use crate::corpus::{Invented, Made, token};
use crate::numbers::Numbers;
use crate::vocabulary::{LANGUAGES, NAMES, SPACED, UNSPACED};

/// A filter, and its meaning if it can be judged without the program.
pub struct Filter {
    pub text: String,
    tree: Option<Tree>,
}

enum Tree {
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
    /// One of several phrases, in one text field or in those of a word without a field.
    Words(Option<TextField>, Vec<Phrase>),
    /// A word or compound for which the function returns true.
    Like(Box<dyn Fn(&str) -> bool>),
    Fact(Box<dyn Fn(&Made) -> bool>),
    /// A condition that only the program itself can judge.
    Unjudged,
}

/// Adjacent words in their normalised form.
struct Phrase {
    words: Vec<String>,
    /// True if the last word is a prefix.
    is_start: bool,
    /// True if it is a single word without signs.
    is_bare: bool,
}

const FIELDS: &[(&str, TextField)] = &[
    ("title", TextField::Title),
    ("body", TextField::Body),
    ("source", TextField::Source),
    ("author", TextField::Authors),
    ("quote", TextField::Quotes),
    ("caption", TextField::Captions),
    ("who", TextField::Names),
    ("link", TextField::Links),
    ("page", TextField::Page),
];

const EXPRESSIONS: &[&str] = &[
    "^fer",
    "s$",
    "o.?b",
    r"\bsts-\d+",
    r"\d{3}",
    "^.{2}$",
    "[bc]a",
    "^[^a-z]+$",
    "港",
    "ор",
    "Ё",
    "rr|ll",
    "x*",
    "^$",
    "e[^x]t",
    r"r\sa",
    "'",
    "^harbours?$",
    "λ.*ι",
    "τ|ς|σ$",
];

const NONSENSE: &[&str] = &[
    "(", ")", "\"", "“", "=", "~", "/", "*", ":", ",", "..", "-", "!", "|", " ", " ", "or", "and", "not", "title:",
    "date:", "date:20", "quote:", "port", "港", "words:>", "is:", "lang:", "sorce:x", "~ferri", "/po", "path:*", "=,",
];

/// Returns the compound of a word with a sign in it. A search looks for the sign as well.
fn compound(word: &str) -> Option<String> {
    let sign = match word {
        "kelly s" | "o brien" | "п ять" => "'",
        "sts 103" | "well known" => "-",
        "u s" => ".",
        _ => return None,
    };
    Some(word.replace(' ', sign))
}

impl Filter {
    /// Returns a random filter.
    pub fn random(numbers: &mut Numbers) -> Self {
        if numbers.one_in(12) {
            let text = (0..=numbers.below(7)).map(|_| numbers.pick(NONSENSE)).collect();
            return Self { text, tree: None };
        }
        let (mut text, mut tree) = any_of_all(numbers, 2);
        tree.settle_short_words(false);
        // At the end of a filter the next key may continue the word, which only matters to the parser.
        text.push(' ');
        Self { text, tree: Some(tree) }
    }

    /// Returns the rows that match. `None` if the definition cannot judge the filter.
    pub fn rows(&self, invented: &Invented) -> Option<Bitmap> {
        self.tree.as_ref()?.rows(invented)
    }
}

fn any_of_all(numbers: &mut Numbers, depth: usize) -> (String, Tree) {
    let joined = |numbers: &mut Numbers, n: usize, between: &[&str]| {
        let parts: Vec<(String, Tree)> = (0..n).map(|_| part(numbers, depth)).collect();
        let between = numbers.pick(between);
        let (mut texts, trees): (Vec<String>, Vec<Tree>) = parts.into_iter().unzip();
        // A field that occurs twice means the same. A bare word may not, because its meaning depends on its place.
        let first = texts[0].clone();
        let has_field = first.split_once(':').is_some_and(|(name, _)| name.ends_with(|end: char| end.is_alphabetic()));
        if numbers.one_in(6) && (has_field || first.starts_with(['"', '/', '='])) && !first.contains('(') {
            texts.insert(1, first);
        }
        (texts.join(between), trees)
    };
    match numbers.below(8) {
        0..=2 => part(numbers, depth),
        3 => {
            let n = 2 + numbers.below(2);
            let (text, trees) = joined(numbers, n, &[" or ", " OR ", " | "]);
            (text, Tree::Any(trees))
        }
        _ => {
            let n = 2 + numbers.below(3);
            let (text, trees) = joined(numbers, n, &[" ", " ", " and ", " AND "]);
            (text, Tree::All(trees))
        }
    }
}

fn part(numbers: &mut Numbers, depth: usize) -> (String, Tree) {
    let (text, tree) = if depth > 0 && numbers.one_in(4) {
        let (text, tree) = any_of_all(numbers, depth - 1);
        (format!("({text})"), tree)
    } else {
        leaf(numbers)
    };
    if numbers.one_in(6) {
        let sign = numbers.pick(&["-", "!", "not ", "NOT "]);
        return (format!("{sign}{text}"), Tree::Not(Box::new(tree)));
    }
    (text, tree)
}

fn leaf(numbers: &mut Numbers) -> (String, Tree) {
    match numbers.below(20) {
        0..=8 => {
            let (text, phrase) = words(numbers);
            (text, Tree::Words(None, vec![phrase]))
        }
        9..=13 => {
            let (name, part) = numbers.pick(FIELDS);
            if numbers.one_in(12) {
                let like = if numbers.one_in(2) { expression(numbers).0 } else { typo(numbers).0 };
                return (format!("{name}:{like}"), Tree::Unjudged);
            }
            let n_values = 1 + numbers.below(5) / 3;
            let values: Vec<(String, Phrase)> = (0..n_values).map(|_| value(numbers, part)).collect();
            let (texts, phrases): (Vec<String>, Vec<Phrase>) = values.into_iter().unzip();
            (format!("{name}:{}", texts.join(",")), Tree::Words(Some(part), phrases))
        }
        14 => expression(numbers),
        15 => typo(numbers),
        _ => fact(numbers),
    }
}

/// Returns a word, a prefix or a phrase.
fn words(numbers: &mut Numbers) -> (String, Phrase) {
    // Operators are words only in quotation marks.
    let mut next = || loop {
        let token = token(numbers);
        if token.word.0 != "and" {
            return token;
        }
    };
    let tokens = [next(), next(), next()];
    let compared = |n: usize| -> Vec<String> {
        tokens[..n].iter().flat_map(|token| token.word.0.split(' ')).map(str::to_owned).collect()
    };
    let written = |n: usize| tokens[..n].iter().map(|token| token.written).collect::<Vec<_>>().join(" ");
    let n_in_phrase = 2 + numbers.below(2);
    match numbers.below(10) {
        0 | 1 => (tokens[0].written.to_owned(), Phrase { words: compared(1), is_start: true, is_bare: true }),
        2..=4 => {
            let word = tokens[0].word.0.split(' ').next().unwrap();
            let n_letters = 1 + numbers.below(word.chars().count());
            let start: String = word.chars().take(n_letters).collect();
            let mut typed = if numbers.one_in(3) { start.to_uppercase() } else { start.clone() };
            let is_bare = numbers.one_in(2);
            if !is_bare {
                typed.push('*');
            }
            (typed, Phrase { words: vec![start], is_start: true, is_bare })
        }
        5 => (format!("={}", tokens[0].written), Phrase { words: compared(1), is_start: false, is_bare: false }),
        6..=8 => {
            let phrase = Phrase { words: compared(n_in_phrase), is_start: false, is_bare: false };
            (format!("\"{}\"", written(n_in_phrase)), phrase)
        }
        _ => {
            let mut words = compared(n_in_phrase - 1);
            let last = tokens[2].word.0.split(' ').next().unwrap();
            let start: String = last.chars().take(1 + numbers.below(3)).collect();
            let text = format!("“{} {start}*”", written(n_in_phrase - 1));
            words.push(start);
            (text, Phrase { words, is_start: true, is_bare: false })
        }
    }
}

/// Returns a value of a text field.
fn value(numbers: &mut Numbers, part: TextField) -> (String, Phrase) {
    match part {
        TextField::Names if !numbers.one_in(3) => {
            let name = numbers.pick(NAMES);
            let known = |written: &&str| SPACED.iter().find(|(_, forms)| forms.contains(written)).unwrap().0.to_owned();
            let phrase = Phrase { words: name.iter().map(known).collect(), is_start: false, is_bare: false };
            (format!("\"{}\"", name.join(" ")), phrase)
        }
        TextField::Links if !numbers.one_in(3) => {
            let (text, words, is_start) = numbers.pick(&[
                ("t.co", &["t", "co"][..], true),
                ("https://t.co/n8jMTX34pW", &["https", "t", "co", "n8jmtx34pw"], true),
                ("wire", &["wire"], true),
                ("wire.exam", &["wire", "exam"], true),
                ("=http", &["http"], false),
                ("\"gazette example\"", &["gazette", "example"], false),
            ]);
            let words = words.iter().map(|word| (*word).to_owned()).collect();
            (text.to_owned(), Phrase { words, is_start, is_bare: false })
        }
        TextField::Source if numbers.one_in(3) => {
            let (text, words, is_start) = numbers.pick(&[
                ("wire", &["wire"][..], true),
                ("=gazette", &["gazette"], false),
                ("wire.exam", &["wire", "exam"], true),
                ("\"gazette example\"", &["gazette", "example"], false),
            ]);
            (
                text.to_owned(),
                Phrase { words: words.iter().map(|word| (*word).to_owned()).collect(), is_start, is_bare: false },
            )
        }
        _ => words(numbers),
    }
}

fn expression(numbers: &mut Numbers) -> (String, Tree) {
    let source = numbers.pick(EXPRESSIONS);
    // The definition: the pattern matches within one word, without regard to case and accents.
    let plain = source.replace('Ё', "е").replace('ς', "σ");
    let expression = Regex::new(&format!("(?i){plain}")).unwrap();
    (format!("/{source}/"), Tree::Like(Box::new(move |word| expression.is_match(word))))
}

fn typo(numbers: &mut Numbers) -> (String, Tree) {
    let word = loop {
        let word = SPACED[numbers.below(SPACED.len())].0;
        if !word.contains(' ') {
            break word;
        }
    };
    let mut letters: Vec<char> = word.chars().collect();
    match numbers.below(4) {
        0 if letters.len() > 1 => drop(letters.remove(numbers.below(letters.len()))),
        1 => letters.insert(numbers.below(letters.len() + 1), 'e'),
        2 if letters.len() > 1 => letters.swap(0, 1),
        _ => {}
    }
    let typed: String = letters.iter().collect();
    let n_typos = if letters.len() > 7 { 2 } else { 1 };
    let asked = typed.clone();
    (format!("~{typed}"), Tree::Like(Box::new(move |word| strsim::osa_distance(word, &asked) <= n_typos)))
}

fn fact(numbers: &mut Numbers) -> (String, Tree) {
    let of = |text: &str, fact: Box<dyn Fn(&Made) -> bool>| (text.to_owned(), Tree::Fact(fact));
    let in_range = |first: Date, last: Date| {
        Box::new(move |made: &Made| made.date.is_some_and(|date| first <= date.first_day && date.first_day <= last))
    };
    match numbers.below(16) {
        0 => of("date:2021", in_range(date(2021, 1, 1), date(2021, 12, 31))),
        1 => of("date:2021-11..2022-02", in_range(date(2021, 11, 1), date(2022, 2, 28))),
        2 => of("date:..2019", in_range(date(-9999, 1, 1), date(2019, 12, 31))),
        3 => of("date:unknown", Box::new(|made| made.date.is_none())),
        4 => {
            let could_be = |made: &Made| {
                made.date.is_some_and(|date_of| {
                    date_of.first_day <= date(2022, 1, 31) && date(2022, 1, 1) <= date_of.last_day
                })
            };
            of("date:~2022-01", Box::new(could_be))
        }
        5 => {
            let (first, last) = (date(2021, 1, 1), date(2021, 12, 31));
            let is_of = move |made: &Made| made.mentions.iter().any(|(from, to)| first <= *from && *to <= last);
            of("mentions:2021", Box::new(is_of))
        }
        6 => of("is:inferred", Box::new(|made| made.how == How::Inferred)),
        7 => of("is:given,undated", Box::new(|made| matches!(made.how, How::Given | How::Unknown))),
        8 => of("has:title", Box::new(|made| made.title.is_some() && made.has_own_title)),
        9 => of("has:quote", Box::new(|made| made.paragraphs.iter().any(|paragraph| !paragraph.quotes.is_empty()))),
        10 => of("has:caption", Box::new(|made| made.paragraphs.iter().any(|paragraph| paragraph.is_caption))),
        11 => of("has:problem,tweet", Box::new(|made| made.has_problem || made.has_post)),
        12 => {
            let code = numbers.pick(LANGUAGES);
            let is_of = move |made: &Made| {
                made.languages.iter().any(|own| *own == code || own.starts_with(&format!("{code}-")))
            };
            of(&format!("lang:{code}"), Box::new(is_of))
        }
        13 => {
            let n = numbers.below(60);
            of(&format!("words:>{n}"), Box::new(move |made| made.n_words() > n))
        }
        14 => of("path:wire", Box::new(|made| made.path.to_lowercase().contains("wire"))),
        _ => of("path:*.jsonl", Box::new(|made| made.item.is_some())),
    }
}

impl Tree {
    /// Turns prefixes of at most three letters into whole words if another word without a field follows them.
    /// `is_followed` is true if one follows this tree. Returns true if one is in this tree or follows it.
    fn settle_short_words(&mut self, is_followed: bool) -> bool {
        match self {
            Self::All(trees) | Self::Any(trees) => {
                trees.iter_mut().rev().fold(is_followed, |is_followed, tree| tree.settle_short_words(is_followed))
            }
            Self::Not(tree) => tree.settle_short_words(is_followed),
            Self::Words(None, phrases) => {
                for phrase in phrases.iter_mut().filter(|phrase| phrase.is_bare && is_followed) {
                    phrase.is_start &= phrase.words.concat().chars().count() > 3;
                }
                true
            }
            Self::Like(_) => true,
            Self::Words(Some(_), _) | Self::Fact(_) | Self::Unjudged => is_followed,
        }
    }

    fn rows(&self, invented: &Invented) -> Option<Bitmap> {
        let n_rows = invented.articles.len();
        let joined = |trees: &[Self], join: fn(&mut Bitmap, &Bitmap)| {
            let mut sets = trees.iter().map(|tree| tree.rows(invented));
            let mut all = sets.next()??;
            for set in sets {
                join(&mut all, &set?);
            }
            Some(all)
        };
        let those = |is_match: &dyn Fn(usize) -> bool| {
            let mut rows = Bitmap::new(n_rows);
            (0..n_rows).filter(|row| is_match(*row)).for_each(|row| rows.insert(row as u32));
            Some(rows)
        };
        match self {
            Self::All(trees) => joined(trees, Bitmap::and),
            Self::Any(trees) => joined(trees, Bitmap::or),
            Self::Not(tree) => {
                let mut rows = tree.rows(invented)?;
                rows.invert();
                Some(rows)
            }
            Self::Words(part, phrases) => {
                let asked: Vec<Vec<u128>> = phrases.iter().map(|phrase| phrase.asked(&invented.words)).collect();
                let stands = |line: &[u16], asked: &[u128]| {
                    let fits = |place: &[u16]| place.iter().zip(asked).all(|(id, asked)| asked & 1 << id != 0);
                    line.windows(asked.len()).any(fits)
                };
                those(&|row| {
                    asked
                        .iter()
                        .filter(|asked| asked.iter().all(|asked| asked & invented.has[row] != 0))
                        .any(|asked| invented.lines_of(row, *part).any(|line| stands(line, asked)))
                })
            }
            Self::Like(is_like) => {
                let of_words: Vec<bool> = invented.words.iter().map(|word| is_like(word)).collect();
                let known = SPACED.iter().chain(UNSPACED).filter_map(|(word, _)| Some((*word, compound(word)?)));
                let compounds: Vec<&str> = known.filter(|(_, text)| is_like(text)).map(|(word, _)| word).collect();
                those(&|row| {
                    let has_word = || invented.lines_of(row, None).flatten().any(|id| of_words[usize::from(*id)]);
                    let made = &invented.articles[row];
                    let lines = made.title.iter().chain(&made.source).chain(&made.authors);
                    let mut lines = lines.chain(made.paragraphs.iter().map(|paragraph| &paragraph.line));
                    has_word() || lines.any(|line| line.iter().any(|token| compounds.contains(&token.word.0)))
                })
            }
            Self::Fact(fact) => those(&|row| fact(&invented.articles[row])),
            Self::Unjudged => None,
        }
    }
}

impl Phrase {
    /// Returns the words that match each word of the phrase, one bit per word of `words`.
    fn asked(&self, words: &[String]) -> Vec<u128> {
        let last = self.words.len() - 1;
        let means = |at: usize, asked: &String, word: &String| {
            if at == last && self.is_start { word.starts_with(asked.as_str()) } else { word == asked }
        };
        let of_word = |(at, asked)| {
            let bits = (0..).zip(words).filter(|(_, word)| means(at, asked, word)).map(|(id, _)| 1 << id);
            bits.fold(0, |all, bit: u128| all | bit)
        };
        self.words.iter().enumerate().map(of_word).collect()
    }
}
