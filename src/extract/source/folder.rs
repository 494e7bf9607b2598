//! Finds the outlet that a folder of articles is named after, as in `harbour-wire/2022/03/ferry.txt`.

use crate::article::Address;
use crate::corpus::outlets;
use crate::text::safe::safe_line;

/// Words that name an outlet only together with other words. Alone they may describe the content of any folder.
const GENERIC: &[&str] = &[
    "agency",
    "broadcasting",
    "daily",
    "express",
    "fm",
    "globe",
    "independent",
    "journal",
    "magazine",
    "mail",
    "media",
    "messenger",
    "monitor",
    "nachrichten",
    "news",
    "newspaper",
    "newsroom",
    "newswire",
    "noticias",
    "notícias",
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
    "standard",
    "star",
    "sun",
    "television",
    "times",
    "tv",
    "weekly",
    "wire",
    "новости",
    "газета",
];

/// Agencies with short names that are also common words or names of other things.
const AMBIGUOUS: &[&str] = &["abc", "hina", "sana", "spa", "sputnik", "trend"];

/// Words of folder names that say nothing of an outlet.
const KINDS: &[&str] =
    &["all", "archive", "archives", "clippings", "data", "latest", "local", "my", "old", "raw", "test", "world"];

/// Returns the name of the outlet, and the reason.
pub(super) fn of(address: &Address) -> Option<(Box<str>, String)> {
    let folder = address.path.parent()?;
    folder.components().rev().find_map(|component| {
        let folder = component.as_os_str().to_str()?;
        let name = name_of(folder)?;
        Some((safe_line(&name).into_boxed_str(), format!("the folder “{}”", safe_line(folder))))
    })
}

fn name_of(folder: &str) -> Option<String> {
    if outlets::is_host(folder) {
        return Some(folder.strip_prefix("www.").unwrap_or(folder).to_owned());
    }
    let spaced = folder.replace(['_', '-'], " ");
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    let lower = spaced.to_lowercase();
    let is_short_agency = outlets::is_agency(&lower) && lower.len() >= 3 && !AMBIGUOUS.contains(&lower.as_str());
    let is_outlet = match words.as_slice() {
        [word] => is_short_agency || (outlets::is_outlet_word(word) && !GENERIC.contains(&lower.as_str())),
        words => {
            let is_kind = |word: &&str| {
                let word = word.to_lowercase();
                KINDS.contains(&word.as_str()) || word.bytes().any(|byte| byte.is_ascii_digit())
            };
            let is_own = |word: &&str| !GENERIC.contains(&word.to_lowercase().as_str());
            words.len() <= 5
                && words.iter().any(|word| outlets::is_outlet_word(word))
                && !words.iter().any(is_kind)
                && words.iter().any(is_own)
        }
    };
    if !is_outlet {
        return None;
    }
    if folder.contains(char::is_uppercase) {
        return Some(spaced);
    }
    if words.len() == 1 && is_short_agency && folder.len() <= 4 && folder != "dpa" {
        return Some(folder.to_uppercase());
    }
    let capital = |word: &&str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
    };
    Some(words.iter().map(capital).collect::<Vec<String>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_outlets_and_others() {
        for (folder, name) in [
            ("harbour-wire", "Harbour Wire"),
            ("The_Quay_Gazette", "The Quay Gazette"),
            ("courier", "Courier"),
            ("cnn", "CNN"),
            ("reuters", "Reuters"),
            ("bbc.co.uk", "bbc.co.uk"),
            ("www.wire.example", "wire.example"),
            ("articles", ""),
            ("news", ""),
            ("daily-news", ""),
            ("world-news", ""),
            ("news-2022", ""),
            ("2022", ""),
            ("trend", ""),
            ("harbour", ""),
            ("sun", ""),
        ] {
            assert_eq!(name_of(folder).unwrap_or_default(), name, "{folder}");
        }
    }
}
