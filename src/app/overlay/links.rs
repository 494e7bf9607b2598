//! The box that lists the links of an article: the host, the text and the paragraph of each.

use super::{Hints, Overlay};
use crate::action::Action;
use crate::app::App;
use crate::app::effect::Effect;
use crate::article::Body;
use crate::article::facts::TextRange;
use crate::extract;

pub(super) const HINTS: Hints =
    &[(Action::Open, "open"), (Action::CopyLink, "copy"), (Action::MoveDown, "next"), (Action::Escape, "close")];

/// The state of the box.
#[derive(Clone, Debug, Default)]
pub struct LinksOverlay {
    /// The links in the order of the text. The link of the article itself is before them, unless it is in the text.
    pub rows: Vec<LinkRow>,
    /// The position of the selected row.
    pub selected: usize,
}

/// A row of the list of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// The address, with `http:`, `https:` or `mailto:`.
    pub address: String,
    /// The host, or the mail address.
    pub host: String,
    /// The text of the link. If the text is the address, only the part after the host.
    pub text: String,
    /// The first paragraph that contains it, from 1; 0 for the link of the article itself, which is in none.
    pub paragraph: usize,
    /// The number of times that the link appears in the text.
    pub n_times: usize,
}

impl App {
    /// Applies an action to the selected link. Returns false if the action has no meaning of its own here.
    pub(super) fn act_in_links(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let Some(Overlay::Links(links)) = &self.overlay else { return false };
        let Some(row) = links.rows.get(links.selected) else { return false };
        match action {
            Action::Open | Action::Browse => effects.push(Effect::Browse(row.address.clone())),
            Action::CopyLink | Action::CopyCitation => effects.push(Effect::Copy(row.address.clone(), "the link")),
            Action::Links => self.overlay = None,
            _ => return false,
        }
        true
    }
}

/// Returns the rows for the links in a text and for `own`, the link of the article itself. Scans the whole text.
pub fn rows(body: &Body, own: Option<&str>) -> Vec<LinkRow> {
    let mut rows: Vec<LinkRow> = extract::links(body)
        .into_iter()
        .map(|link| {
            let first = link.places.first().copied();
            LinkRow {
                host: extract::host(&link.address).to_owned(),
                text: first.map_or_else(String::new, |place| text_at(body, place, &link.address)),
                paragraph: first.and_then(|place| body.block_at(place.start as usize)).map_or(0, |block| block + 1),
                n_times: link.places.len(),
                address: link.address.into(),
            }
        })
        .collect();
    if let Some(own) = own
        && !rows.iter().any(|row| row.address == own)
    {
        let host = extract::host(own).to_owned();
        rows.insert(
            0,
            LinkRow { host, address: own.to_owned(), text: "this article".to_owned(), paragraph: 0, n_times: 1 },
        );
    }
    rows
}

fn text_at(body: &Body, place: TextRange, address: &str) -> String {
    let shown = body.text.get(place.bytes()).unwrap_or("").trim();
    let host = extract::host(address);
    if !shown.contains(host) {
        return shown.replace(['\n', '\t'], " ");
    }
    // The host has its own column, so only the rest of the address is shown.
    let path = address.split_once(host).map_or("", |(_, path)| path);
    if path == "/" { String::new() } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BlockKind, BodyBuilder};

    #[test]
    fn rows_say_where_a_link_stands() {
        let mut builder = BodyBuilder::default();
        builder.push("The notice is on ");
        builder.open_link("https://www.harbour.example/notices/7");
        builder.push("the board");
        builder.close_span();
        builder.push(".");
        builder.end_block(BlockKind::Paragraph, false);
        builder.push("Again: https://www.harbour.example/notices/7, and desk@wire.example.");
        builder.end_block(BlockKind::Paragraph, false);
        let rows = rows(&builder.finish(), Some("https://wire.example/ferry"));
        let said: Vec<String> =
            rows.iter().map(|row| format!("{}|{}|{}|{}", row.host, row.text, row.paragraph, row.n_times)).collect();
        assert_eq!(said, ["wire.example|this article|0|1", "harbour.example|the board|1|2", "desk@wire.example||2|1"]);
    }
}
