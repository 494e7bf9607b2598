//! A written date in pieces: its numbers, its month in letters, its time of day.

/// The start of each month's name. The first that a word starts with decides, so longer ones that
/// share their start with a shorter one of another month stand first.
const MONTHS: [(&str, i8); 74] = [
    ("january", 1),
    ("jan", 1),
    ("enero", 1),
    ("ene", 1),
    ("janvier", 1),
    ("januar", 1),
    ("jänner", 1),
    ("gennaio", 1),
    ("январ", 1),
    ("янв", 1),
    ("feb", 2),
    ("février", 2),
    ("fevereiro", 2),
    ("fév", 2),
    ("феврал", 2),
    ("фев", 2),
    ("mar", 3),
    ("mär", 3),
    ("março", 3),
    ("март", 3),
    ("apr", 4),
    ("abr", 4),
    ("avr", 4),
    ("апрел", 4),
    ("апр", 4),
    ("may", 5),
    ("mai", 5),
    ("maggio", 5),
    ("maio", 5),
    ("mag", 5),
    ("май", 5),
    ("мая", 5),
    ("june", 6),
    ("jun", 6),
    ("juin", 6),
    ("giugno", 6),
    ("июн", 6),
    ("july", 7),
    ("jul", 7),
    ("juil", 7),
    ("luglio", 7),
    ("lug", 7),
    ("июл", 7),
    ("aug", 8),
    ("ago", 8),
    ("août", 8),
    ("aout", 8),
    ("август", 8),
    ("авг", 8),
    ("sep", 9),
    ("set", 9),
    ("сентяб", 9),
    ("сен", 9),
    ("oct", 10),
    ("okt", 10),
    ("out", 10),
    ("ott", 10),
    ("октяб", 10),
    ("окт", 10),
    ("nov", 11),
    ("нояб", 11),
    ("ноя", 11),
    ("dec", 12),
    ("dez", 12),
    ("dic", 12),
    ("déc", 12),
    ("декаб", 12),
    ("дек", 12),
    ("genn", 1),
    ("settembre", 9),
    ("dicembre", 12),
    ("ottobre", 10),
    ("dezember", 12),
    ("décembre", 12),
];

/// Words that stand beside dates.
const BESIDE: [&str; 22] = [
    "posted",
    "published",
    "updated",
    "date",
    "dated",
    "on",
    "at",
    "of",
    "the",
    "st",
    "nd",
    "rd",
    "th",
    "de",
    "del",
    "um",
    "uhr",
    "le",
    "er",
    "am",
    "pm",
    "г",
];

/// The starts of the names of weekdays.
const WEEKDAYS: [&str; 32] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mar", "mié", "mie", "jue", "vie", "sáb", "sab", "dom",
    "mer", "jeu", "ven", "sam", "dim", "die", "mit", "don", "fre", "пон", "вто", "сре", "чет", "пят", "суб", "вос",
];

/// Whether `word` is a month, a weekday, a zone, or one of the words between them.
pub(super) fn stands_beside_dates(word: &str) -> bool {
    let lower = word.to_lowercase();
    BESIDE.contains(&lower.as_str())
            || WEEKDAYS.iter().any(|day| lower.starts_with(day) && word.chars().count() <= 11)
            || MONTHS.iter().any(|(month, _)| lower.starts_with(month) && word.chars().count() <= 10)
            // Zones: EST, UTC, Z, and the T before a time.
            || (word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// A piece of a written date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, how many digits it has, and the character behind it.
    Number(i64, usize, char),
    /// The number of a month named in letters.
    Month(i64),
    /// Seconds since midnight.
    Time(u32),
    /// `am` and `pm`.
    Half(bool),
}

/// The pieces of `text`, in order; what is none of them is left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() {
            let (token, length) = number_or_time(rest);
            tokens.push(token);
            rest = &rest[length..];
        } else if first.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let word = rest[..end].to_lowercase();
            if let Some((_, month)) = MONTHS.iter().find(|(start, _)| word.starts_with(start)) {
                // "Marcus" and "Mayor" start like months; names of months are not longer than this.
                if word.chars().count() <= 10 {
                    tokens.push(Token::Month(i64::from(*month)));
                }
            } else if word == "am" || word == "pm" {
                tokens.push(Token::Half(word == "pm"));
            }
            rest = &rest[end..];
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    tokens
}

/// A number, or a time such as `7:05` or `07:05:30`, at the start of `text`, and the bytes it takes.
fn number_or_time(text: &str) -> (Token, usize) {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let n_digits = digits(0);
    let number = |from: usize, n: usize| text[from..from + n].parse::<u32>().unwrap_or(u32::MAX);
    if n_digits <= 2 && bytes.get(n_digits) == Some(&b':') && digits(n_digits + 1) == 2 {
        let (hour, minute) = (number(0, n_digits), number(n_digits + 1, 2));
        let mut end = n_digits + 3;
        let mut second = 0;
        if bytes.get(end) == Some(&b':') && digits(end + 1) == 2 {
            second = number(end + 1, 2);
            end += 3;
            if bytes.get(end) == Some(&b'.') {
                end += 1 + digits(end + 1);
            }
        }
        // What follows a time is its zone: `+01:00` is no second time.
        if matches!(bytes.get(end), Some(b'+' | b'-')) {
            end = text.len();
        }
        let is_time = hour < 24 && minute < 60 && second < 60;
        return (Token::Time(if is_time { hour * 3600 + minute * 60 + second } else { u32::MAX }), end);
    }
    let number = text[..n_digits].parse::<i64>().unwrap_or(i64::MAX);
    let next = text[n_digits..].chars().next().unwrap_or(' ');
    (Token::Number(number, n_digits, next), n_digits)
}

/// The time of day among `tokens`, in seconds.
pub(super) fn time_of(tokens: &[Token]) -> Option<u32> {
    const NOON: u32 = 12 * 3600;
    let time = tokens.iter().find_map(|token| match token {
        Token::Time(second) => Some(*second),
        _ => None,
    })?;
    let half = tokens.iter().find_map(|token| match token {
        Token::Half(is_afternoon) => Some(*is_afternoon),
        _ => None,
    });
    match half {
        Some(true) if time < NOON => Some(time + NOON),
        Some(false) if (NOON..NOON + 3600).contains(&time) => Some(time - NOON),
        _ => Some(time),
    }
}
