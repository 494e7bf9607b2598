//! The identity of an article: three keys that find it again after its folder was read again, moved or edited.
//!
//! An article is found again by its raw bytes, otherwise by its text, otherwise by its own identifier. Each of them
//! survives changes that the others do not survive:
//!
//! | | raw bytes | text | own identifier |
//! |---|---|---|---|
//! | its file is moved or renamed | same | same | same |
//! | a later release finds its title or its boilerplate elsewhere | same | may change | same |
//! | its mark-up, its line ends or the file around it change | change | same | same |
//! | a word of its text changes | change | changes | same |
//! | it is read from another format | change | same where the text is | same where it is given |

use std::hash::Hasher;

use crate::text::digest::Digest;
use crate::text::stable_hash::StableHasher;

/// A text of fewer words identifies nothing: all login pages and error pages of a site have the same text.
pub const TEXT_WORDS_MIN: usize = 30;

/// The keys that identify an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The digest of the bytes that hold the article in its file. If it has no byte range of its own, the digest of the
    /// file and of its number in it.
    ///
    /// Only the bytes that were read count if a file is longer than the size limit of articles.
    pub raw: Option<Digest>,
    /// The digest of the normalised words of the title and the running text, without folded blocks and page text.
    /// `None` if the text has fewer than [`TEXT_WORDS_MIN`] words.
    pub text: Option<Digest>,
    /// The article's own identifier, if it is given.
    pub own: Option<OwnId>,
}

/// The kinds of identifiers that publishers give to an article. The index stores a kind as its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnIdKind {
    /// The address on the web.
    Link = 1,
    /// The `Message-ID` of a mail.
    MessageId = 2,
    /// The `guid` or `id` of a feed entry.
    Guid = 3,
}

/// An identifier that was given to an article: its kind, and a hash of its normalised text.
///
/// It is one number: the kind is the lowest two bits, the hash (FNV-1a) is the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OwnId(u64);

impl OwnId {
    /// Returns the identifier of the article at a link. `None` for the front page of a site, which has many articles.
    pub fn of_link(link: &str) -> Option<Self> {
        normal_link(link).map(|link| Self::new(OwnIdKind::Link, &link))
    }

    /// Returns the identifier of a mail by its `Message-ID`. `None` if that is blank.
    pub fn of_message(id: &str) -> Option<Self> {
        let id = id.trim().trim_start_matches('<').trim_end_matches('>').trim();
        (!id.is_empty()).then(|| Self::new(OwnIdKind::MessageId, id))
    }

    /// Returns the identifier of a feed entry by its guid.
    ///
    /// A guid that is no URI, such as `1204`, is unique only within its feed, so the name of the feed is added. `None`
    /// if the guid is blank, or if it needs the name of its feed and there is none.
    pub fn of_guid(guid: &str, feed: Option<&str>) -> Option<Self> {
        let guid = guid.trim();
        if guid.is_empty() {
            return None;
        }
        if guid.contains(':') {
            return Some(Self::new(OwnIdKind::Guid, guid));
        }
        let feed = feed.map(str::trim).filter(|feed| !feed.is_empty())?;
        Some(Self::new(OwnIdKind::Guid, &format!("{feed}\n{guid}")))
    }

    fn new(kind: OwnIdKind, normal: &str) -> Self {
        let mut hasher = StableHasher::default();
        hasher.write(normal.as_bytes());
        Self(hasher.finish() << 2 | kind as u64)
    }

    pub fn kind(self) -> OwnIdKind {
        match self.0 & 3 {
            1 => OwnIdKind::Link,
            2 => OwnIdKind::MessageId,
            _ => OwnIdKind::Guid,
        }
    }

    /// Returns the identifier as a number, which is never 0.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Returns the identifier with this [`Self::number`]; `None` for a number that no identifier has.
    pub fn from_number(number: u64) -> Option<Self> {
        (number & 3 != 0).then_some(Self(number))
    }
}

/// Parameters of links that record where a visitor came from. They do not change the page.
const TRACKING: [&str; 8] = ["fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "cmpid"];

/// Returns one normal form for the links that lead to the same page: without scheme, `www.`, default port, fragment,
/// tracking parameters and the slash at the end, with the host in lower case.
fn normal_link(link: &str) -> Option<String> {
    let (scheme, rest) = link.trim().split_once("://")?;
    let is_http = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let rest = rest.split('#').next().filter(|_| is_http)?;
    let (host, place) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    let host = host.trim_end_matches(":80").trim_end_matches(":443");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let (path, query) = place.split_once('?').unwrap_or((place, ""));
    let path = path.trim_end_matches('/');
    let is_tracking = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.starts_with("utm_") || TRACKING.contains(&name.as_str())
    };
    let parameters = query.split('&').filter(|parameter| {
        let name = parameter.split('=').next().unwrap_or_default();
        !name.is_empty() && !is_tracking(name)
    });
    let query = parameters.collect::<Vec<_>>().join("&");
    if host.is_empty() || (path.is_empty() && query.is_empty()) {
        return None;
    }
    Some(if query.is_empty() { format!("{host}{path}") } else { format!("{host}{path}?{query}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_one_page_are_one() {
        for (link, expected) in [
            ("https://www.Wire.example/2022/ferry/", Some("wire.example/2022/ferry")),
            ("http://wire.example:80/2022/ferry#comments", Some("wire.example/2022/ferry")),
            ("https://wire.example/2022/ferry?utm_source=feed&fbclid=1", Some("wire.example/2022/ferry")),
            ("https://wire.example/story?UTM_medium=mail&id=7", Some("wire.example/story?id=7")),
            ("https://wire.example/Ferry", Some("wire.example/Ferry")),
            ("https://wire.example/?p=12", Some("wire.example?p=12")),
            ("https://wire.example/", None),
            ("https://wire.example?utm_source=feed", None),
            ("mailto:desk@wire.example", None),
            ("ftp://wire.example/ferry", None),
        ] {
            assert_eq!(normal_link(link).as_deref(), expected, "{link}");
        }
    }

    #[test]
    fn identifiers_of_messages_and_entries() {
        assert_eq!(OwnId::of_message(" <1.a@post.example> "), OwnId::of_message("1.a@post.example"));
        assert_eq!(OwnId::of_message("<>"), None);
        let guid = |guid: &str, feed: &str| OwnId::of_guid(guid, Some(feed));
        assert_ne!(guid("1204", "Harbour Wire"), guid("1204", "Quay Post"));
        assert_eq!(guid("tag:wire.example,2022:7", "Harbour Wire"), guid(" tag:wire.example,2022:7", "Quay Post"));
        assert_eq!([OwnId::of_guid("1204", None), OwnId::of_guid("1204", Some(" ")), guid("", "Wire")], [None; 3]);
    }

    #[test]
    fn a_number_tells_kind_and_text() {
        let ids = [
            OwnId::of_link("https://wire.example/a"),
            OwnId::of_message("wire.example/a"),
            OwnId::of_guid("urn:wire.example/a", None),
        ];
        let ids = ids.map(|id| id.unwrap());
        assert_eq!(ids.map(OwnId::kind), [OwnIdKind::Link, OwnIdKind::MessageId, OwnIdKind::Guid]);
        assert_eq!(ids.map(|id| OwnId::from_number(id.number())), ids.map(Some));
        assert_ne!(ids[0].number() >> 2, ids[2].number() >> 2);
        assert_eq!(OwnId::from_number(0), None);
    }

    /// The marks of a user are stored by these numbers, so they never change.
    #[test]
    fn numbers_stay_the_same_in_every_release() {
        assert_eq!(OwnId::of_link("https://wire.example/ferry").unwrap().number(), 2_053_978_447_754_111_197);
        assert_eq!(OwnId::of_message("<1@post.example>").unwrap().number(), 7_007_882_140_556_780_986);
    }
}
