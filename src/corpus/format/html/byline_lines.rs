//! Reads the names in lines that are bylines in part: behind a date, before a post, in the line of a blog's entry.

use super::author_names::before_the_date;
use crate::corpus::{byline as line, dated_line};
use crate::dates::{self, Hints, Label};

/// The one word behind the "by" of a line that says when an entry was published, which may be an account: "Posted in
/// Ferries by quill on March 9, 2022".
pub(super) fn in_line_of_entry(line: &str) -> Option<&str> {
    let opening = line.split(' ').next().unwrap_or("");
    if dates::label_in(opening) != Some(Label::Published) || dates::find(line, Hints::default()).is_empty() {
        return None;
    }
    let name = [" by ", " von ", " par ", " por "].iter().find_map(|by| line.split_once(by))?.1;
    let mut words = name.split(' ');
    let (account, next) = (words.next()?.trim_end_matches(['.', ',', '|']), words.next().unwrap_or(""));
    let is_over = next.is_empty() || !next.contains(char::is_alphabetic) || dates::are_beside_dates(next);
    let is_account = account.contains(char::is_alphabetic)
        && account.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (is_account && is_over).then_some(account)
}

/// The name behind a date and a "by": "March 9, 2022 by Nell Harbury".
pub(super) fn behind_date(line: &str) -> Option<&str> {
    let dated = dated_line::read(line, Hints::default())?;
    let behind = &line[dated.mention.range.end..];
    [" by ", " von ", " par ", " por ", " di "].iter().find_map(|by| {
        let (_, name) = behind.split_once(by)?;
        let end = name.find(" Leave a ").or_else(|| name.find(" Kommentar")).unwrap_or(name.len());
        Some(&name[..end])
    })
}

/// The name before the post of its bearer: "Nell Harbury, Staff Writer March 9", `김철수 기자`.
pub(super) fn before_post(line: &str) -> Option<&str> {
    const POSTS: [&str; 4] = ["기자", "특파원", "記者", "记者"];
    if let Some(name) = POSTS.iter().find_map(|post| line.strip_suffix(post)) {
        return Some(name.trim()).filter(|name| !name.is_empty() && !name.contains(char::is_whitespace));
    }
    let (name, rest) = line.split_once(',')?;
    let post = before_the_date(rest).trim();
    (line::is_name(name) && line::is_post(post)).then_some(name)
}
