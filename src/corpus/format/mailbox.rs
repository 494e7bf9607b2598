//! Reads mailboxes: messages of mail, one after the other (RFC 4155).

use std::borrow::Cow;
use std::io::{self, BufRead, Read as _};

use super::out::Out;
use super::{Draft, Refusal, mail, too_long};
use crate::article::{ByteRange, Severity};
use crate::text::digest::Digest;

/// The number of bytes of a line that are read at once. A line that starts a message is shorter.
const LONGEST_LINE: u64 = 4096;

/// Reads one message of a mailbox, from the bytes between two lines that start with `From `.
///
/// # Errors
///
/// Returns a refusal if it has no header line.
pub(super) fn read_message(bytes: &[u8], limit: u64) -> Result<Draft, Refusal> {
    mail::read(&unescaped(bytes), limit)
}

pub(super) fn read(source: &mut dyn BufRead, out: &mut Out<'_>) -> io::Result<()> {
    let mut mailbox = Mailbox { out, message: Vec::new(), start: 0, n_more: 0 };
    let mut at = 0_u64;
    // True if the previous line is blank. A message begins after a blank line.
    let mut is_blank = true;
    // A `From ` line with its place. It starts a message if a header line follows it.
    let mut pending: Option<(u64, Vec<u8>)> = None;
    let mut line = Vec::new();
    // True if the previous line was longer than the limit, so that this line is the rest of it.
    let mut is_rest = false;
    // If the first "From " line of a mailbox has a date, all others have one. A line without a date may begin a
    // sentence.
    let mut needs_date = false;
    loop {
        line.clear();
        let n_bytes = source.take(LONGEST_LINE).read_until(b'\n', &mut line)? as u64;
        if let Some((start, from)) = pending.take() {
            if n_bytes > 0 && is_header(&line) {
                mailbox.end();
                mailbox.start = start + from.len() as u64;
            } else {
                mailbox.push(&from);
            }
        }
        if n_bytes == 0 {
            break;
        }
        let is_from = !is_rest && line.starts_with(b"From ") && line.ends_with(b"\n");
        if is_from && (is_dated(&line) || (is_blank && !needs_date)) {
            needs_date |= at == 0 && is_dated(&line);
            pending = Some((at, line.clone()));
        } else {
            mailbox.push(&line);
        }
        is_blank = !is_rest && line.trim_ascii().is_empty();
        is_rest = !line.ends_with(b"\n");
        at += n_bytes;
    }
    mailbox.end();
    Ok(())
}

/// A mailbox with the message that is being read.
struct Mailbox<'mailbox, 'out> {
    out: &'mailbox mut Out<'out>,
    /// The bytes of the message, up to the limit of an article.
    message: Vec<u8>,
    /// The position of the message in the file.
    start: u64,
    /// The number of its bytes after the limit.
    n_more: u64,
}

impl Mailbox<'_, '_> {
    fn push(&mut self, line: &[u8]) {
        if self.n_more == 0 && self.message.len() as u64 + line.len() as u64 <= self.out.limit {
            self.message.extend_from_slice(line);
        } else {
            self.n_more += line.len() as u64;
        }
    }

    fn end(&mut self) {
        if self.message.trim_ascii().is_empty() && self.n_more == 0 {
            self.message.clear();
            return;
        }
        let place = ByteRange { start: self.start, length: self.message.len() as u64 };
        let item = self.out.next_item();
        match read_message(&self.message, self.out.limit) {
            Ok(draft) => {
                let raw = Some(Digest::of(&self.message));
                self.out.article(Draft { raw, ..draft }, Some(place));
                if self.n_more > 0 {
                    self.out.tell(Severity::Caution, None, format!("item {item}: {}", too_long(self.out.limit)));
                }
            }
            Err((severity, what)) => self.out.pass(severity, None, what),
        }
        self.message.clear();
        self.n_more = 0;
    }
}

/// True if a line that starts with `From ` ends as in mailboxes, with a month, a time and a year. Then it needs no
/// blank line before it. A zone may follow the year.
fn is_dated(line: &[u8]) -> bool {
    const MOST_WORDS: usize = 7;
    const MONTHS: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let words = || line.trim_ascii().rsplit(|byte| *byte == b' ').filter(|word| !word.is_empty()).take(MOST_WORDS);
    let is_zone = |word: &[u8]| {
        let is_named = (2..=5).contains(&word.len()) && word.iter().all(u8::is_ascii_uppercase);
        is_named || (word.len() == 5 && matches!(word[0], b'+' | b'-'))
    };
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    let is_time = |word: &[u8]| word.len() >= 5 && word.get(2) == Some(&b':');
    let is_month = |word: &[u8]| MONTHS.iter().any(|month| word.eq_ignore_ascii_case(month));
    words().find(|word| !is_zone(word)).is_some_and(is_year) && words().any(is_time) && words().any(is_month)
}

/// True if a line is the first of a message's headers.
fn is_header(line: &[u8]) -> bool {
    // Mailboxes that several programs have written have more than one such line.
    if line.starts_with(b">From ") || line.starts_with(b"From ") {
        return true;
    }
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < line.len() && !name.is_empty() && name.iter().all(|byte| (33..=126).contains(byte))
}

/// Removes the `>` that was put before lines of a message that start with `From `.
fn unescaped(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(bytes, b">From ").is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let n_marks = line.iter().take_while(|byte| **byte == b'>').count();
        let is_escaped = n_marks > 0 && line[n_marks..].starts_with(b"From ");
        out.extend_from_slice(&line[usize::from(is_escaped)..]);
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_a_mailbox() {
        for (line, expected) in [
            ("From nell@a.example Tue Mar  8 10:05:01 2022", true),
            ("From - Tue Mar 08 10:05:01 2022\r\n", true),
            ("From nell at a.example  Tue Mar  8 10:05:01 2022", true),
            ("From MAILER-DAEMON Tue Mar  8 10:05:01 2022 +0100", true),
            ("From nell@a.example Tue Mar  8 10:05:01 CET 2022", true),
            ("From nell@a.example Tue Mar  8 10:05:01 2022 GMT", true),
            ("From here on the tug is ours.", false),
            ("From 10:05 on, in March 2022", false),
            ("From the harbour of 2022", false),
        ] {
            assert_eq!(is_dated(line.as_bytes()), expected, "{line}");
        }
    }
}
