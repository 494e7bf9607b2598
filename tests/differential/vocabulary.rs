//! Words of many scripts, as they are written and in their normalised form. The normalised forms were written by hand
//! from the definition of the filter language, without any code of the program.

/// A word: its normalised form, with spaces between its parts, and the forms in which it is written.
pub type Word = (&'static str, &'static [&'static str]);

/// Words of scripts with spaces, the most frequent first.
pub const SPACED: &[Word] = &[
    ("the", &["the", "The", "THE"]),
    ("of", &["of", "Of"]),
    ("in", &["in", "In"]),
    ("a", &["a", "A"]),
    ("to", &["to"]),
    ("and", &["and"]),
    ("on", &["on"]),
    ("was", &["was"]),
    ("ferry", &["ferry", "Ferry", "FERRY"]),
    ("port", &["port", "Port"]),
    ("harbour", &["harbour", "Harbour", "har\u{2060}bour"]),
    ("harbours", &["harbours"]),
    ("toll", &["toll", "Toll"]),
    ("tolls", &["tolls"]),
    ("kelly s", &["Kelly’s", "Kelly's", "KELLY'S"]),
    ("kelly", &["Kelly", "kelly"]),
    ("sts 103", &["STS-103", "STS‑103", "sts-103"]),
    ("sts", &["STS"]),
    ("cafe", &["café", "Cafe\u{301}", "CAFÉ"]),
    ("strasse", &["Straße", "strasse"]),
    ("lodz", &["Łódź"]),
    ("sao", &["São"]),
    ("paulo", &["Paulo"]),
    ("medvedev", &["Medvedev"]),
    ("medved", &["medved"]),
    ("north", &["north", "North"]),
    ("northern", &["northern"]),
    ("mole", &["mole", "Mole"]),
    ("o brien", &["O’Brien", "O'Brien"]),
    ("well known", &["well-known", "Well–known"]),
    ("u s", &["U.S.", "u.s"]),
    ("1 24", &["1:24"]),
    ("2022", &["2022"]),
    ("103", &["103"]),
    ("порт", &["порт", "Порт"]),
    ("порту", &["порту"]),
    ("елкин", &["Ёлкин", "ёлкин"]),
    ("переговоры", &["переговоры", "Переговоры"]),
    ("медведев", &["Медведев"]),
    ("п ять", &["п’ять", "п\u{2bc}ять"]),
    ("λιμανι", &["λιμάνι", "ΛΙΜΑΝΙ"]),
    ("δρομοσ", &["δρόμος", "ΔΡΟΜΟΣ"]),
    ("πλοιο", &["πλοίο"]),
    ("ميناء", &["ميناء", "مِيناء"]),
    ("سفينة", &["سفينة"]),
    ("مدينة", &["مدينة"]),
    ("נמל", &["נמל", "נָמֵל"]),
    ("עיר", &["עיר"]),
    ("नगर", &["नगर"]),
    ("बाजार", &["बाजार"]),
    ("हिन्दी", &["हिन्दी"]),
];

/// Words of scripts without spaces: each character is a word of its own.
pub const UNSPACED: &[Word] = &[
    ("港 口", &["港口"]),
    ("港", &["港"]),
    ("口", &["口"]),
    ("城 市", &["城市"]),
    ("关 闭", &["关闭"]),
    ("今 天", &["今天"]),
    ("港 町", &["港町"]),
    ("み な と", &["みなと"]),
    ("か わ", &["かわ", "がわ"]),
    ("ニ ュ ー ス", &["ニュース"]),
    ("น ค ร", &["นคร"]),
    ("ต ล า ด", &["ตลาด"]),
];

/// Names of people and places. Each has one or two words of the tables above.
pub const NAMES: &[&[&str]] =
    &[&["Medvedev"], &["Kelly"], &["São", "Paulo"], &["Łódź"], &["Ёлкин"], &["North", "Mole"]];

/// Outlets, as numbers of words in [`SPACED`].
pub const SOURCES: &[&[usize]] = &[&[10], &[25, 27], &[20], &[34], &[10, 27], &[9, 0]];

/// Addresses, each with its normalised form.
pub const LINKS: &[(&str, &str)] = &[
    ("https://t.co/n8jMTX34pW", "https t co n8jmtx34pw"),
    ("https://wire.example/port/ferry", "https wire example port ferry"),
    ("http://gazette.example/2022/03", "http gazette example 2022 03"),
    ("mailto:desk@wire.example", "mailto desk wire example"),
];

pub const LANGUAGES: &[&str] = &["en", "en-gb", "ru", "el", "ar", "he", "hi", "zh", "ja", "th", "pt-br"];

/// True if a word is of a script without spaces.
pub fn is_unspaced(word: Word) -> bool {
    UNSPACED.contains(&word)
}
