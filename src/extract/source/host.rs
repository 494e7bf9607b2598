//! The host that identifies the source of an article.

use crate::article::Article;
use crate::corpus::outlets;
use crate::extract::links;

/// Returns the host of an article's source: the source itself if it is a host, otherwise the host of the article's
/// link.
///
/// The host is in lower case, without parts such as `www.` that only lead to another view of the site. It is computed
/// from other facts of the article, so nothing more is stored for it.
pub fn source_host(article: &Article) -> Option<Box<str>> {
    let is_host = |name: &&str| name.contains('.') && outlets::is_host(&name.to_ascii_lowercase());
    let named = article.source.value().map(|name| &**name).filter(is_host);
    let host = match (named, &article.link) {
        (Some(name), _) => name,
        (None, Some(link)) => host_of(link),
        (None, None) => return None,
    };
    outlets::site_of(host)
}

/// Returns the host of an address, without the port number.
fn host_of(address: &str) -> &str {
    let host = links::host(address);
    host.split_once(':').map_or(host, |(host, _)| host)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{Address, Format, Known};

    #[test]
    fn hosts_of_sources() {
        for (source, link, expected) in [
            ("Harbour Wire", "https://www.harbourwire.example/2022/ferry", "harbourwire.example"),
            ("harbourwire.example", "", "harbourwire.example"),
            ("WWW.KSL.com", "", "ksl.com"),
            // The source is where the article was published, even if the link leads to a copy elsewhere.
            ("harbourwire.example", "https://gazette.example/copies/1", "harbourwire.example"),
            ("Harbour Wire", "https://t.co/n8jMTX34pW", ""),
            ("youtube.com", "https://harbourwire.example/a", "harbourwire.example"),
            ("St. Halden Post", "", ""),
            ("", "https://desk:pass@en.harbourwire.example:8080/a", "harbourwire.example"),
            ("", "http://127.0.0.1/a", ""),
            ("", "", ""),
        ] {
            let path = Path::new("a.txt").into();
            let mut article = Article::unknown_at(Address { path, item: None, range: None, format: Format::PlainText });
            if !source.is_empty() {
                article.source = Known::given(source.into(), "a field");
            }
            article.link = (!link.is_empty()).then(|| link.into());
            assert_eq!(source_host(&article).as_deref().unwrap_or_default(), expected, "{source:?} {link:?}");
        }
    }
}
