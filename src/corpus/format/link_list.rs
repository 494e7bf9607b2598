//! Reads files that only have links: bookmarks, open tabs, reading lists.
//!
//! The setting `link_lists` selects what is done with such a file: it is set aside, or each link becomes an article
//! without a text.

use super::fields::{is_address, title_of_link};
use super::out::Out;
use super::{Draft, front_matter};
use crate::article::{Format, Severity};
use crate::corpus::encoding::{decode_article, is_wide};
use crate::corpus::{Field, Metadata};

mod browser;
mod lines;
mod page;

pub(super) use browser::is_of_browser;

/// A link of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ListedLink {
    address: String,
    /// The title next to the address.
    title: Option<String>,
}

/// The links of a file that only has links.
#[derive(Debug)]
pub(super) struct LinkList(Vec<ListedLink>);

/// Reads a file of `format` as a list of links; `None` if it is something else.
pub(super) fn read(format: Format, bytes: &[u8]) -> Option<LinkList> {
    if !matches!(format, Format::PlainText | Format::Markdown | Format::Html | Format::Json) {
        return None;
    }
    // Most texts have no address at all. Decoding them here would take as long as reading them.
    if format != Format::Json && !is_wide(bytes) && memchr::memmem::find(bytes, b"://").is_none() {
        return None;
    }
    let decoded = decode_article(bytes);
    let links = match format {
        Format::Html => page::links(&decoded.text)?,
        Format::Json => browser::links(&decoded.text)?,
        // A file with front matter is a note on its links.
        _ if front_matter::split(&decoded.text).is_some() => return None,
        _ => lines::links(&decoded.text)?,
    };
    Some(LinkList(links))
}

impl LinkList {
    /// Hands the links on as articles, or sets the file aside.
    pub(super) fn hand_on(self, is_read: bool, out: &mut Out<'_>) {
        const HOW_TO_READ: &str = "read with `link_lists = true` under [corpus]";
        if !is_read {
            let what = match self.0.len() {
                0 => "bookmarks without a link".to_owned(),
                1 => format!("nothing but a link; {HOW_TO_READ}"),
                n_links => format!("a list of {n_links} links; {HOW_TO_READ}"),
            };
            out.tell(Severity::SetAside, None, what);
            return;
        }
        for ListedLink { address, title } in self.0 {
            let title = title.filter(|title| !title.contains("://"));
            let title = title.map(|title| Field::found(title, "its title in the list of links"));
            let title = title.or_else(|| title_of_link(&address));
            let metadata = Metadata { title, link: Some(address), ..Metadata::default() };
            out.article(Draft { metadata, ..Draft::default() }, None);
        }
    }
}

/// Returns a title on one line; `None` if it is empty.
fn on_one_line(title: &str) -> Option<String> {
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
