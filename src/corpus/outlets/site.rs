//! Finds the site of a host: the host without its first labels that only lead to another view of the same pages.

/// First labels of a host that lead to pages for some devices.
const VIEWS: &[&str] = &["amp", "m", "www"];

/// The two-letter codes of languages (ISO 639-1), which sites use as labels for the pages of one language.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii \
    ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr \
    ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl \
    sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh \
    zu";

/// Labels before that of a country under which sites are registered, as in `co.uk`.
const SHARED_LABELS: &[&str] = &["ac", "co", "com", "edu", "gov", "net", "org"];

/// Returns the end of `host` that names its site.
pub fn site(host: &str) -> &str {
    let mut site = host;
    while let Some((label, rest)) = site.split_once('.')
        && is_view(label)
        && is_site(rest)
    {
        site = rest;
    }
    site
}

/// Returns the label of `host` that its owner chose: `bbc` of `news.bbc.co.uk`, `quay` of `quay.blogspot.com`.
pub fn own_label(host: &str) -> &str {
    let site = site(host);
    if super::is_carrier(site) {
        return site.split('.').next().unwrap_or(site);
    }
    let mut own = site;
    while let Some((_, rest)) = own.split_once('.')
        && rest.contains('.')
        && is_site(rest)
    {
        own = rest;
    }
    own.split('.').next().unwrap_or(own)
}

/// Returns the site of a host, in lower case. `None` if `host` is no host name, or if anybody can publish pages under
/// it.
pub fn site_of(host: &str) -> Option<Box<str>> {
    const LONGEST: usize = 253;
    let is_name = host.len() <= LONGEST
        && host.split('.').nth(1).is_some()
        && host.split('.').all(|label| !label.is_empty())
        && host.contains(char::is_alphabetic)
        && host.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_'));
    (is_name && !super::is_carrier(host)).then(|| site(host).to_lowercase().into_boxed_str())
}

fn is_view(label: &str) -> bool {
    const LANGUAGE_LETTERS: usize = 2;
    let is_it = |known: &str| known.eq_ignore_ascii_case(label);
    VIEWS.iter().any(|view| is_it(view)) || (label.len() == LANGUAGE_LETTERS && LANGUAGES.split(' ').any(is_it))
}

/// True if `host` has a label of its own before the labels that many sites share.
fn is_site(host: &str) -> bool {
    const COUNTRY_LETTERS: usize = 2;
    match host.split_once('.') {
        Some((first, end)) => {
            end.len() != COUNTRY_LETTERS || !SHARED_LABELS.contains(&first.to_ascii_lowercase().as_str())
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites() {
        for (host, expected) in [
            ("harbourwire.example", "harbourwire.example"),
            ("www.HarbourWire.example", "harbourwire.example"),
            ("m.harbourwire.example", "harbourwire.example"),
            ("amp.www.harbourwire.example", "harbourwire.example"),
            ("en.m.wikipedia.net", "wikipedia.net"),
            ("news.harbourwire.example", "news.harbourwire.example"),
            ("www.bbc.co.uk", "bbc.co.uk"),
            // The remaining host would be no site.
            ("m.example", "m.example"),
            ("it.com.au", "it.com.au"),
            ("www.co.uk", "www.co.uk"),
        ] {
            assert_eq!(site_of(host).as_deref(), Some(expected), "{host}");
        }
        for host in ["localhost", "127.0.0.1", "a..example", "quay wire.example", "www.youtube.com", ""] {
            assert_eq!(site_of(host), None, "{host}");
        }
        assert_eq!(site("www.QuayWire.com"), "QuayWire.com");
    }

    #[test]
    fn own_labels() {
        for (host, expected) in [
            ("harbourwire.example", "harbourwire"),
            ("news.harbourwire.example", "harbourwire"),
            ("www.harbourwire.co.uk", "harbourwire"),
            ("news.harbourwire.co.uk", "harbourwire"),
            ("quay.blogspot.com", "quay"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(own_label(host), expected, "{host}");
        }
    }
}
