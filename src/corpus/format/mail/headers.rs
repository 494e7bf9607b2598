//! The header lines of a message or of a part: facts of an article, and the encoding of the body.

use std::borrow::Cow;
use std::ops::Range;

use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;

use super::encoded_text::decode_text;
use super::encoded_words::{MarkedWords, decode_words};
use crate::article::OwnId;
use crate::corpus::Field;
use crate::corpus::encoding::declared;

/// The longest header whose words are decoded, in bytes. Titles and names are far shorter.
const LONGEST: usize = 16 * 1024;

/// The header lines of one entity.
#[derive(Clone)]
pub(in crate::corpus::format) struct Headers<'bytes> {
    /// The entity, headers and body.
    bytes: &'bytes [u8],
    /// The position of the body in `bytes`.
    body: usize,
    /// The names of the headers, and the ranges of their values in `bytes`. A value may continue over several lines.
    lines: Vec<(&'bytes [u8], Range<usize>)>,
}

/// The value of `Content-Type`, in lower case except for the boundary.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus::format) struct ContentType {
    /// `text`, `multipart`; empty if there is no such header.
    pub(in crate::corpus::format) kind: String,
    /// `plain`, `mixed`.
    pub(in crate::corpus::format) subtype: String,
    pub(in crate::corpus::format) charset: Option<String>,
    pub(in crate::corpus::format) boundary: Option<String>,
    /// The name of a file.
    pub(super) name: Option<String>,
    /// `format=flowed`, RFC 3676.
    pub(super) is_flowed: bool,
    /// `delsp=yes`, RFC 3676.
    pub(super) joins_words: bool,
    /// In `multipart/related`, the `Content-ID` of the part that the other parts belong to.
    pub(in crate::corpus::format) start: Option<String>,
}

impl<'bytes> Headers<'bytes> {
    /// Splits the bytes of an entity into its header lines and its body.
    ///
    /// The headers end at a blank line, or at a line that is not a header line, because some senders forget the blank
    /// line. A part may begin with a blank line if it has no headers. Before the headers of a message a blank line is
    /// ignored.
    pub(super) fn split(bytes: &'bytes [u8], is_part: bool) -> (Self, &'bytes [u8]) {
        let mut lines: Vec<(&[u8], Range<usize>)> = Vec::new();
        let mut at = 0;
        let mut body = bytes.len();
        while at < bytes.len() {
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length + 1);
            let line = &bytes[at..end];
            let text = line.trim_ascii();
            // A header that continues may have a line of blanks alone, if the line after it continues the header.
            let goes_on = matches!(line[0], b' ' | b'\t') && matches!(bytes.get(end), Some(b' ' | b'\t'));
            if text.is_empty() && !goes_on {
                if is_part || at > 0 {
                    body = end;
                    break;
                }
            } else if line[0] == b' ' || line[0] == b'\t' {
                if let Some((_, value)) = lines.last_mut() {
                    value.end = end;
                }
            } else if let Some(colon) = line.iter().position(|byte| *byte == b':').filter(|at| is_name(&line[..*at])) {
                lines.push((line[..colon].trim_ascii(), at + colon + 1..end));
            } else if !(line.starts_with(b"From ") || line.starts_with(b">From ")) {
                body = at;
                break;
            }
            at = end;
        }
        (Self { bytes, body, lines }, &bytes[body..])
    }

    /// True if there is no header line.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns the bytes of the first header of that name.
    fn raw(&self, name: &str) -> Option<&'bytes [u8]> {
        let is = |known: &[u8]| known.eq_ignore_ascii_case(name.as_bytes());
        self.lines.iter().find(|(known, _)| is(known)).map(|(_, value)| &self.bytes[value.clone()])
    }

    /// Returns the first header of that name as text on one line. Its encoded words are still encoded.
    fn line(&self, name: &str) -> Option<String> {
        let raw = self.raw(name)?;
        let raw = raw[..raw.len().min(LONGEST)].trim_ascii();
        let text = match std::str::from_utf8(raw) {
            // The escape sequences of Japanese encodings are ASCII, so such bytes are valid UTF-8.
            Ok(text) if !raw.contains(&0x1b) => Cow::Borrowed(text),
            // So few bytes are not enough to guess the encoding. The encoding that some header or the body names is
            // better.
            _ => {
                let (headers, body) = self.bytes.split_at(self.body);
                decode_text(raw, declared(headers).or_else(|| declared(body))).text
            }
        };
        let text = text.split('\n').map(|line| line.trim_matches(['\r', ' ', '\t'])).collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// Returns the first header of that name, with its encoded words decoded.
    pub(in crate::corpus::format) fn text(&self, name: &str) -> Option<String> {
        self.line(name).map(|line| decode_words(&line)).filter(|text| !text.trim().is_empty())
    }

    pub(super) fn subject(&self) -> Option<Field> {
        self.text("Subject").map(|text| Field::given(text, "the mail's Subject"))
    }

    /// Returns the authors: their names, or their addresses if they have no names.
    pub(super) fn authors(&self) -> Vec<Field> {
        let (line, because) = match (self.line("From"), self.line("Sender")) {
            (Some(line), _) => (line, "the mail's From"),
            (None, Some(line)) => (line, "the mail's Sender"),
            (None, None) => return Vec::new(),
        };
        let names = names(&line);
        names.into_iter().map(|name| Field::given(name, because)).collect()
    }

    /// Returns the identifier of the message, which no other message has.
    pub(super) fn message_id(&self) -> Option<OwnId> {
        OwnId::of_message(&self.line("Message-ID")?)
    }

    /// Returns the date on which it was written, with its zone.
    pub(super) fn date(&self) -> Option<Field> {
        let because = |name| if name == "Date" { "the mail's Date" } else { "the mail's Resent-Date" };
        ["Date", "Resent-Date"]
            .iter()
            .find_map(|name| self.line(name).map(|text| Field::given(with_whole_year(&text), because(*name))))
    }

    /// Returns the list or newsgroup that it was sent to, else the organisation that its writer names.
    pub(super) fn source(&self) -> Option<Field> {
        if let Some(list) = self.text("List-Id") {
            let (name, id) = list.split_once('<').unwrap_or((&list, ""));
            let name = name.trim().trim_matches('"').trim();
            let name = if name.is_empty() { id.trim_end_matches(['>', ' ']) } else { name };
            return Some(Field::given(name, "the mail's List-Id"));
        }
        if let Some(groups) = self.text("Newsgroups") {
            let group = groups.split([',', ' ']).find(|group| !group.is_empty())?;
            return Some(Field::given(group, "the mail's Newsgroups"));
        }
        for (name, because) in
            [("Mailing-List", "the mail's Mailing-List"), ("X-Mailing-List", "the mail's X-Mailing-List")]
        {
            if let Some(list) = self.text(name) {
                let list = list.split([';', ',']).next().unwrap_or_default().trim();
                let list = list.strip_prefix("list ").unwrap_or(list);
                return Some(Field::given(list.trim_matches(['<', '>', ' ']), because));
            }
        }
        let organisation = self.text("Organization").map(|name| Field::given(name, "the mail's Organization"));
        organisation.or_else(|| self.text("Organisation").map(|name| Field::given(name, "the mail's Organisation")))
    }

    pub(super) fn language(&self) -> Option<Field> {
        let languages = self.text("Content-Language")?;
        let first = languages.split(',').next().unwrap_or_default().trim();
        Some(Field::given(first, "the mail's Content-Language"))
    }

    /// Returns the address of the message on the web.
    pub(super) fn link(&self) -> Option<String> {
        const NAMES: [&str; 7] =
            ["Archived-At", "URL", "X-URL", "X-RSS-URL", "Link", "X-Original-URL", "Content-Location"];
        NAMES.iter().filter_map(|name| self.text(name)).find_map(|value| {
            let link = value.trim().trim_start_matches('<');
            let link = link.split(['>', ' ', ',']).next().unwrap_or_default();
            (link.starts_with("http://") || link.starts_with("https://")).then(|| link.to_owned())
        })
    }

    /// Returns the transfer encoding of the body.
    pub(in crate::corpus::format) fn transfer_encoding(&self) -> Option<String> {
        self.line("Content-Transfer-Encoding")
    }

    pub(in crate::corpus::format) fn content_type(&self) -> ContentType {
        let Some(line) = self.line("Content-Type") else {
            return ContentType::default();
        };
        let line = line + "\n";
        let value = MessageStream::new(line.as_bytes()).parse_content_type();
        let HeaderValue::ContentType(value) = value else {
            return ContentType::default();
        };
        let attribute = |name: &str| value.attribute(name).map(str::to_owned);
        let is = |name: &str, expected: &str| value.attribute(name).is_some_and(|v| v.eq_ignore_ascii_case(expected));
        ContentType {
            kind: value.ctype().to_ascii_lowercase(),
            subtype: value.subtype().unwrap_or_default().to_ascii_lowercase(),
            charset: attribute("charset"),
            boundary: attribute("boundary"),
            name: attribute("name").map(|name| decode_words(&name)),
            is_flowed: is("format", "flowed"),
            joins_words: is("delsp", "yes"),
            start: attribute("start"),
        }
    }

    /// Returns `true` if the part is an attachment, and the name of its file.
    pub(super) fn disposition(&self) -> (bool, Option<String>) {
        let Some(line) = self.line("Content-Disposition") else {
            return (false, None);
        };
        let line = line + "\n";
        match MessageStream::new(line.as_bytes()).parse_content_type() {
            HeaderValue::ContentType(value) => {
                let name = value.attribute("filename").or_else(|| value.attribute("name"));
                (value.ctype().eq_ignore_ascii_case("attachment"), name.map(decode_words))
            }
            _ => (false, None),
        }
    }
}

/// True if these bytes before a colon are the name of a header. They are printable, except for blanks that some
/// programs leave before the colon (RFC 5322, section 4.5).
fn is_name(bytes: &[u8]) -> bool {
    const LONGEST_NAME: usize = 76;
    let name = bytes.trim_ascii_end();
    !name.is_empty() && name.len() <= LONGEST_NAME && name.iter().all(|byte| (33..=126).contains(byte))
}

/// Returns the names of a list of addresses.
fn names(line: &str) -> Vec<String> {
    // Encoded words may contain commas and brackets that do not belong to the list.
    let mut marked = MarkedWords::of(line);
    marked.line.push('\n');
    let value = MessageStream::new(marked.line.as_bytes()).parse_address();
    let mut names: Vec<String> = Vec::new();
    if let HeaderValue::Address(addresses) = &value {
        for address in addresses.iter() {
            let name = address.name().map(str::trim).filter(|name| !name.is_empty()).or(address.address());
            let name = marked.decoded(name.unwrap_or_default());
            // A name may have quotation marks within quotation marks.
            let name = name.trim().trim_matches(['\'', '"', ' ', '<', '>']);
            if !name.is_empty() && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    if names.is_empty() {
        names.push(decode_words(line.trim()));
        names.retain(|name| !name.is_empty());
    }
    names
}

/// Returns a date with its year in four digits. Newsgroups and old mail have two digits (RFC 5322, section 4.3).
fn with_whole_year(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_month = |word: &&str| word.len() >= 3 && word.bytes().take(3).all(|byte| byte.is_ascii_alphabetic());
    let year = words.windows(3).position(|three| {
        let is_day = three[0].len() <= 2 && three[0].bytes().all(|byte| byte.is_ascii_digit());
        let is_year = three[2].len() == 2 && three[2].bytes().all(|byte| byte.is_ascii_digit());
        is_day && is_month(&three[1]) && is_year
    });
    let Some(year) = year.map(|at| at + 2) else {
        return words.join(" ");
    };
    let century = if words[year] < "50" { "20" } else { "19" };
    let whole = format!("{century}{}", words[year]);
    [&words[..year], &[whole.as_str()], &words[year + 1..]].concat().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_addresses() {
        for (line, expected) in [
            ("Nell Harbury <nell@a.example>", &["Nell Harbury"][..]),
            ("nell@a.example (Nell Harbury)", &["Nell Harbury"]),
            ("nell@a.example", &["nell@a.example"]),
            ("\"Harbury, Nell\" <nell@a.example>, Odo Quill <odo@a.example>", &["Harbury, Nell", "Odo Quill"]),
            ("=?utf-8?Q?Zo=C3=AB?= <zoe@a.example>", &["Zoë"]),
            ("=?UTF-8?Q?\"Kai,_Zo=C3=AB\"?= <zoe@a.example>, Odo <o@a.example>", &["Kai, Zoë", "Odo"]),
            ("=?iso-8859-1?Q?Hafen=96Bote?= <bote@a.example>", &["Hafen–Bote"]),
            ("the desk", &["the desk"]),
        ] {
            assert_eq!(names(line), expected, "{line}");
        }
    }

    #[test]
    fn years() {
        for (text, expected) in [
            ("5 Apr 93 02:07:31 GMT", "5 Apr 1993 02:07:31 GMT"),
            ("Tue, 8 Mar 22 10:05:01 +0100", "Tue, 8 Mar 2022 10:05:01 +0100"),
            ("Tue,  08 Mar 2022 10:05:01 +0100", "Tue, 08 Mar 2022 10:05:01 +0100"),
            ("Tue Mar  8 10:05:01 2022", "Tue Mar 8 10:05:01 2022"),
        ] {
            assert_eq!(with_whole_year(text), expected);
        }
    }

    #[test]
    fn where_headers_end() {
        for (bytes, n_lines, body) in [
            (&b"A: b\nC: d\n e\n\nbody"[..], 2, &b"body"[..]),
            (b"A: b\nno header here\n\nmore", 1, b"no header here\n\nmore"),
            (b"\nA: b\n\nbody", 1, b"body"),
            (b"From x Tue\nA: b\n>From y\nC: d\n", 2, b""),
            (b"A : b\n\n", 1, b""),
            (b"A: b\n \n c\nD: e\n\nbody", 2, b"body"),
            (b"\n\nA: b", 0, b"A: b"),
        ] {
            let (headers, rest) = Headers::split(bytes, false);
            assert_eq!((headers.lines.len(), rest), (n_lines, body), "{}", String::from_utf8_lossy(bytes));
        }
    }
}
