//! Removes the additions of note-takers to Markdown: links and embeds in double brackets, callouts, highlights,
//! comments.

/// The longest link or comment, in bytes.
const LONGEST: usize = 2048;

/// Reads the addition at the beginning of `rest`: adds its words to `plain` and returns its length.
pub(super) fn take(rest: &str, plain: &mut String) -> Option<usize> {
    match rest.as_bytes() {
        [b'!', b'[', b'[', ..] => embed(rest, plain),
        [b'[', b'[', ..] => link(rest, plain),
        [b'[', b'!', ..] => callout(rest, plain),
        [b'=', b'=', ..] => highlight(rest, plain),
        [b'%', b'%', ..] => start_of(&rest[2..]).find("%%").map(|end| end + 4),
        [b'^', ..] => block_name(rest, plain),
        _ => None,
    }
}

/// Returns the start of a text in which a link or a comment must end.
fn start_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// Returns the text between double brackets on one line.
fn in_brackets(rest: &str) -> Option<&str> {
    let inner = start_of(rest);
    let end = inner.find("]]")?;
    let inner = &inner[..end];
    (!inner.trim().is_empty() && !inner.contains(['\n', '['])).then_some(inner)
}

/// Reads `[[Note|text]]` and adds the text. Without a text, adds the name of the note and of a heading in it.
fn link(rest: &str, plain: &mut String) -> Option<usize> {
    let inner = in_brackets(&rest[2..])?;
    let length = inner.len() + 4;
    // `[[1]](address)` is a link of Markdown whose text is in brackets.
    if rest[length..].starts_with('(') {
        return None;
    }
    if let Some((_, text)) = inner.split_once('|') {
        plain.push_str(text.trim_end_matches('\\').trim());
    } else {
        let name = inner.rsplit('/').next().unwrap_or(inner);
        let parts = name.trim_start_matches('#').split(['#', '^']).map(str::trim).filter(|part| !part.is_empty());
        plain.push_str(&parts.collect::<Vec<_>>().join(" > "));
    }
    Some(length)
}

/// Reads `![[picture.png|caption]]` and adds the caption. A number in its place is the width of the picture.
fn embed(rest: &str, plain: &mut String) -> Option<usize> {
    let inner = in_brackets(&rest[3..])?;
    if let Some((_, caption)) = inner.split_once('|') {
        let is_size = caption.trim().chars().all(|c| c.is_ascii_digit() || c == 'x');
        if !is_size {
            plain.push_str(caption.trim());
        }
    }
    Some(inner.len() + 5)
}

/// Reads `> [!note] Title` and adds the title, or the kind of callout, as a line of its own.
fn callout(rest: &str, plain: &mut String) -> Option<usize> {
    const LONGEST_LEAD: usize = 32;
    let before = &plain[plain.floor_char_boundary(plain.len().saturating_sub(LONGEST_LEAD))..];
    let lead = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    if !lead.trim_end().ends_with('>') || lead.chars().any(char::is_alphanumeric) {
        return None;
    }
    let lead = lead.trim_end().to_owned();
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let end = start_of(line).find(']')?;
    let kind = line[2..end].split('|').next().unwrap_or_default().trim();
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
        return None;
    }
    let title = line[end + 1..].trim_start_matches(['-', '+']).trim();
    plain.push_str("**");
    if title.is_empty() {
        let mut letters = kind.chars();
        plain.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        plain.push_str(&letters.as_str().to_lowercase());
    } else {
        plain.push_str(title.trim_matches('*'));
    }
    plain.push_str("**");
    if rest.len() > line.len() {
        plain.push('\n');
        plain.push_str(&lead);
    }
    Some(line.len())
}

/// Reads `==bright==` and adds the words between the signs.
fn highlight(rest: &str, plain: &mut String) -> Option<usize> {
    let line = start_of(&rest[2..]);
    let line = &line[..line.find('\n').unwrap_or(line.len())];
    let end = line.find("==")?;
    let inner = &line[..end];
    let is_tight =
        !inner.is_empty() && inner.trim() == inner && !inner.starts_with('=') && !line[end + 2..].starts_with('=');
    is_tight.then(|| {
        plain.push_str(inner);
        end + 4
    })
}

/// Reads the name of a block at the end of its line: ` ^a1b2c3`.
fn block_name(rest: &str, plain: &mut String) -> Option<usize> {
    const LENGTH_OF_MADE_NAMES: usize = 6;
    const LONGEST_NAME: usize = 64;
    let looked_at = &rest[..rest.floor_char_boundary(LONGEST_NAME)];
    // A line that is longer than this is not a name.
    let line = match looked_at.find('\n') {
        Some(end) => &rest[1..end],
        None if looked_at.len() < rest.len() => return None,
        None => &rest[1..],
    };
    let name = line.trim_end();
    let is_name = name.len() >= 3
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && (name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.len() == LENGTH_OF_MADE_NAMES);
    let is_apart = plain.ends_with([' ', '\n']);
    (is_name && is_apart).then(|| {
        plain.truncate(plain.trim_end_matches(' ').len());
        line.len() + 1
    })
}
