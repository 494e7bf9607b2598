//! Recognises the names of outlets and agencies, which datelines, bylines and credits may end with.
//!
//! A table lists the agencies that are named in datelines all over the world. Any other outlet is recognised by the
//! usual words in names of outlets ("… Gazette", "Diario …"), or as the host of its page.

mod labels;
mod site;

pub use labels::is_source_label;
pub use site::{own_label, site, site_of};

/// Agencies and broadcasters as datelines and credits print them, in lower case.
const AGENCIES: &[&str] = &[
    "aa",
    "aap",
    "abc",
    "abc news",
    "accesswire",
    "afp",
    "agence france-presse",
    "agerpres",
    "agência brasil",
    "al jazeera",
    "anadolu",
    "anadolu agency",
    "ani",
    "anp",
    "ansa",
    "antara",
    "ap",
    "apa",
    "associated press",
    "ats",
    "australian associated press",
    "awp",
    "axios",
    "bbc",
    "bbc news",
    "belga",
    "bernama",
    "bloomberg",
    "bns",
    "bta",
    "business wire",
    "canadian press",
    "cbc",
    "cbs",
    "cbs news",
    "china daily",
    "cnbc",
    "cnn",
    "cns",
    "ctk",
    "deutsche welle",
    "dpa",
    "dpa-afx",
    "dw",
    "efe",
    "epd",
    "europa press",
    "fox news",
    "globe newswire",
    "globenewswire",
    "hina",
    "ians",
    "ifx",
    "inter press service",
    "interfax",
    "interfax-ukraine",
    "ips",
    "irna",
    "itar-tass",
    "jiji",
    "jiji press",
    "kaiser health news",
    "keystone-sda",
    "kna",
    "kyodo",
    "kyodo news",
    "lusa",
    "marketwatch",
    "mediafax",
    "mehr",
    "mti",
    "nbc",
    "nbc news",
    "notimex",
    "npr",
    "ntb",
    "pa",
    "pa media",
    "pap",
    "philippine news agency",
    "politico",
    "pr newswire",
    "press association",
    "press trust of india",
    "prnewswire",
    "propublica",
    "pti",
    "reuters",
    "reuters health",
    "rfe/rl",
    "ria",
    "ria novosti",
    "ritzau",
    "rtt news",
    "sana",
    "sda",
    "sid",
    "sky news",
    "spa",
    "sputnik",
    "sta",
    "stt",
    "tanjug",
    "tass",
    "tasr",
    "telam",
    "télam",
    "thomson reuters",
    "thomson reuters foundation",
    "trend",
    "tt",
    "ukrinform",
    "unb",
    "unian",
    "upi",
    "voa",
    "voice of america",
    "wam",
    "xinhua",
    "yonhap",
    "čtk",
    "интерфакс",
    "риа новости",
    "тасс",
    "укринформ",
    "унiан",
    "унн",
    "共同",
    "共同通信",
    "时事",
    "時事",
    "新华社",
    "新華社",
    "中新社",
    "중앙통신",
    "뉴시스",
    "연합뉴스",
];

/// Usual words in names of outlets, in lower case. A name of at least two words is an outlet's if it has one of them.
const WORDS: &[&str] = &[
    "advertiser",
    "advocate",
    "agency",
    "anzeiger",
    "argus",
    "beacon",
    "blatt",
    "broadcasting",
    "bulletin",
    "chronicle",
    "correio",
    "correo",
    "corriere",
    "courier",
    "courrier",
    "daily",
    "dagblad",
    "dagbladet",
    "diario",
    "diário",
    "dispatch",
    "dziennik",
    "echo",
    "enquirer",
    "examiner",
    "express",
    "fm",
    "folha",
    "gaceta",
    "gazeta",
    "gazette",
    "gazzetta",
    "giornale",
    "globe",
    "guardian",
    "herald",
    "heraldo",
    "independent",
    "inquirer",
    "jornal",
    "journal",
    "kurier",
    "ledger",
    "mail",
    "magazine",
    "media",
    "mercury",
    "messenger",
    "mirror",
    "monitor",
    "morgenpost",
    "nachrichten",
    "news",
    "newspaper",
    "newsroom",
    "newswire",
    "noticias",
    "notícias",
    "observer",
    "pioneer",
    "post",
    "prensa",
    "press",
    "presse",
    "radio",
    "record",
    "register",
    "republic",
    "review",
    "rundschau",
    "sentinel",
    "standard",
    "star",
    "sun",
    "tageblatt",
    "tageszeitung",
    "telegraph",
    "television",
    "tidning",
    "times",
    "tribune",
    "tv",
    "vestnik",
    "weekly",
    "wire",
    "zeitung",
    "вестник",
    "ведомости",
    "газета",
    "известия",
    "новости",
    "правда",
];

/// The last labels of hosts that are recognised in running text. Words with other endings are the end and start of two
/// sentences without a space between them.
const HOST_ENDS: &[&str] = &[
    "com", "org", "net", "info", "news", "gov", "edu", "tv", "io", "eu", "uk", "de", "fr", "es", "it", "nl", "be",
    "ch", "at", "pl", "cz", "ru", "ua", "se", "no", "dk", "fi", "pt", "br", "mx", "ar", "cl", "co", "au", "nz", "ca",
    "in", "jp", "cn", "kr", "za", "ie", "il", "tr", "gr", "hu", "ro", "bg", "rs", "hr", "si", "sk", "lt", "lv", "ee",
    "is", "example",
];

/// Lower-case words inside the names of outlets.
const SMALL_WORDS: &[&str] =
    &["of", "the", "and", "de", "del", "la", "el", "le", "des", "du", "der", "die", "di", "do", "da", "van"];

/// Hosts on which anybody can publish pages, so they do not name the publisher.
const CARRIERS: &[&str] = &[
    "archive.is",
    "archive.org",
    "archive.ph",
    "bit.ly",
    "blogspot.com",
    "example.com",
    "example.org",
    "facebook.com",
    "feedburner.com",
    "feedproxy.google.com",
    "flickr.com",
    "github.com",
    "gmail.com",
    "google.com",
    "instagram.com",
    "linkedin.com",
    "medium.com",
    "news.google.com",
    "pinterest.com",
    "reddit.com",
    "t.co",
    "t.me",
    "tiktok.com",
    "tinyurl.com",
    "twitter.com",
    "web.archive.org",
    "wordpress.com",
    "x.com",
    "yahoo.com",
    "youtu.be",
    "youtube.com",
];

/// True if `name` is an agency or a broadcaster that datelines name.
pub fn is_agency(name: &str) -> bool {
    const LONGEST: usize = 40;
    let name = name.trim();
    let name = name.strip_prefix("The ").unwrap_or(name);
    name.len() <= LONGEST && AGENCIES.contains(&name.to_lowercase().as_str())
}

/// True if `name` reads like the name of an outlet: it is an agency, a host, or a few words with capitals, one of which
/// is usual in names of outlets.
pub fn is_outlet(name: &str) -> bool {
    const MOST_WORDS: usize = 6;
    let name = name.trim();
    if is_agency(name) || is_host(name) {
        return true;
    }
    let mut n_words = 0;
    let mut has_outlet_word = false;
    for word in name.split([' ', '-']).filter(|word| !word.is_empty()) {
        n_words += 1;
        // Names have capitals, except for the small words inside them.
        if word.starts_with(char::is_lowercase) && !SMALL_WORDS.contains(&word) {
            return false;
        }
        has_outlet_word |= is_outlet_word(word);
    }
    has_outlet_word
        && !name.contains([',', ';', ':', '(', ')', '|', '“', '”', '"', '/', '?', '!'])
        && (2..=MOST_WORDS).contains(&n_words)
        && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !name.ends_with(['.', '!', '?', ':', ';', ','])
}

/// True if `word` is a usual word in names of outlets, in any case.
pub fn is_outlet_word(word: &str) -> bool {
    const LONGEST: usize = 32;
    word.len() <= LONGEST && WORDS.contains(&word.to_lowercase().as_str())
}

/// True if `word` is the host of a site, such as `news.example.com`, and not a host on which anybody can publish.
pub fn is_host(word: &str) -> bool {
    const LONGEST: usize = 60;
    let Some((name, end)) = word.rsplit_once('.') else {
        return false;
    };
    word.len() <= LONGEST
        && HOST_ENDS.contains(&end)
        && name.len() >= 2
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
        && name.split('.').all(|label| !label.is_empty())
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !is_carrier(word)
}

/// True if anybody can publish pages under `host`.
pub fn is_carrier(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    CARRIERS.iter().any(|carrier| host == *carrier || host.strip_suffix(carrier).is_some_and(|sub| sub.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_and_other_names() {
        for (name, is) in [
            ("CNN", true),
            ("The Associated Press", true),
            ("dpa", true),
            ("新华社", true),
            ("Harbour Wire", true),
            ("The Quay Street Post", true),
            ("El Diario de la Costa", true),
            ("Northshore Radio", true),
            ("harbourwire.example", true),
            ("KSL.com", true),
            ("bbc.co.uk", true),
            ("Post", false),
            ("Nell Harbury", false),
            ("Port Halden", false),
            ("said.He", false),
            ("t.co", false),
            ("www.youtube.com", false),
            ("The news of the harbour reaches us late", false),
            ("Breaking News.", false),
            ("Register now", false),
            ("By Nell Harbury, Harbour Wire", false),
        ] {
            assert_eq!(is_outlet(name), is, "{name}");
        }
    }
}
