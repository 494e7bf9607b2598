//! Recognises texts that a program wrote for itself, by their beginning and by the form of their lines: indexes,
//! settings, logs, playlists, keys.
//!
//! These signs count for any file name, because a person does not begin a text with them.

/// The number of lines that are looked at: enough to tell a log from a text that quotes a log.
const LINES_MAX: usize = 60;
/// The fewest lines of one form that make a text a program's own: two may be a quotation.
const FEWEST_LINES: usize = 3;

/// The beginnings of such texts.
const STARTS: [(&str, &str); 36] = [
    ("// <!-- <mdb:mork", "a Mork file, such as an index of Thunderbird"),
    ("V\t2\n\n", "a list of a mail server"),
    ("[ZoneTransfer]", "the mark that Windows puts on a download"),
    ("[InternetShortcut]", "a shortcut to an address"),
    ("[.ShellClassInfo]", "folder settings of Windows"),
    ("[Desktop Entry]", "a shortcut of the desktop"),
    ("[playlist]", "a playlist"),
    ("#EXTM3U", "a playlist"),
    ("[Script Info]", "subtitles"),
    ("# Netscape HTTP Cookie File", "cookies of a browser"),
    ("# HTTP Cookie File", "cookies of a browser"),
    ("-----BEGIN CERTIFICATE", KEY),
    ("-----BEGIN PRIVATE KEY", KEY),
    ("-----BEGIN RSA", KEY),
    ("-----BEGIN EC ", KEY),
    ("-----BEGIN OPENSSH", KEY),
    ("-----BEGIN PUBLIC KEY", KEY),
    ("-----BEGIN PGP PUBLIC KEY", KEY),
    ("-----BEGIN PGP PRIVATE KEY", KEY),
    ("-----BEGIN PGP SIGNATURE", "a signature"),
    ("-----BEGIN PGP MESSAGE", "a message that is encrypted"),
    ("ssh-rsa AAAA", KEY),
    ("ssh-ed25519 AAAA", KEY),
    ("CDX N ", "an index of a web archive"),
    ("CDX A ", "an index of a web archive"),
    ("!OpenWayback-CDXJ", "an index of a web archive"),
    ("BEGIN:VCALENDAR", "a calendar"),
    ("BEGIN:VCARD", "an address book"),
    ("#!/", "a program's source"),
    ("<?php", "a program's source"),
    ("diff --git ", "a list of changes"),
    ("Index: ", "a list of changes"),
    ("$ANSIBLE_VAULT", "a configuration file"),
    ("d8:announce", "a torrent"),
    ("%!PS", "a PostScript document"),
    ("Signature: 8a477f597d28d172789f06886806bc55", "the mark of a cache folder"),
];

const KEY: &str = "a key or a certificate";
const LOG: &str = "a log";
const SETTINGS: &str = "a configuration file";

/// Returns the purpose of a text whose first lines show that a program wrote it for itself.
pub(super) fn what(text: &str) -> Option<&'static str> {
    if let Some((start, what)) = STARTS.iter().find(|(start, _)| text.starts_with(start)) {
        // An article may begin with "Index:". A list of changes has a line of `=` signs below it.
        return (*start != "Index: " || text.contains("\n=======")).then_some(*what);
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES_MAX);
    // Nine lines in ten must be of one kind, so at least one of the first lines must be. Nearly all articles have no
    // such line there, and their other lines need no test. A time to the second has two colons, and an address of an
    // index has a bracket.
    let may_be = |line: &str| {
        line.starts_with(['[', '#', ';'])
            || memchr::memchr_iter(b':', line.as_bytes()).nth(1).is_some()
            || memchr::memchr(b')', line.as_bytes()).is_some()
    };
    if !lines.clone().take(LINES_MAX / 10 + 1).any(may_be) {
        return None;
    }
    let lines: Vec<&str> = lines.collect();
    if are_most(&lines, is_of_cdx) {
        return Some("an index of a web archive");
    }
    if are_most(&lines, is_of_log) {
        return Some(LOG);
    }
    are_settings(&lines).then_some(SETTINGS)
}

/// True if nine of ten lines satisfy `is_such`. The last line may be cut off, because only the start of a file is
/// tested.
fn are_most(lines: &[&str], is_such: impl Fn(&str) -> bool) -> bool {
    // An article has more other lines among its first lines, so counting stops early.
    let others_max = lines.len() / 10;
    let n_others = lines.iter().filter(|line| !is_such(line)).take(others_max + 1).count();
    n_others <= others_max && lines.len() - n_others >= FEWEST_LINES
}

/// True if the lines are those of a settings file: a section in brackets, and below it only fields `key=value`.
fn are_settings(lines: &[&str]) -> bool {
    let is_section = |line: &str| {
        let inner = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
        inner.is_some_and(|name| !name.is_empty() && name.len() < 80 && !name.contains(['.', '!', '?']))
    };
    let is_comment = |line: &str| line.starts_with(['#', ';']);
    let mut rest = lines.iter().copied().skip_while(|line| is_comment(line)).peekable();
    rest.next_if(|line| is_section(line)).is_some()
        && rest.peek().is_some()
        && rest.all(|line| is_section(line) || is_comment(line) || is_field(line))
}

/// True for `key=value` and `key = value`, if the key has only ASCII letters, digits and signs of names in programs,
/// and no blanks.
pub(super) fn is_field(line: &str) -> bool {
    line.split_once('=').is_some_and(|(key, _)| {
        let key = key.trim_end();
        !key.is_empty()
            && key.len() <= 80
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/\\\"[]".contains(&byte))
    })
}

/// True for a line of the index of a web archive: a reversed address, and a time of fourteen digits.
fn is_of_cdx(line: &str) -> bool {
    let mut words = line.split(' ');
    let (address, time) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    address.contains(')') && time.len() == 14 && time.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for a line that begins with a day and a time to the second, and has a level or the name of a process. Messages
/// of people begin with the time alone.
fn is_of_log(line: &str) -> bool {
    // `127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.1"`
    if let Some((host, rest)) = line.split_once(" - ")
        && !host.contains(' ')
        && rest.split_once('[').is_some_and(|(_, rest)| rest.contains("] \""))
    {
        return true;
    }
    let head = &line[..line.floor_char_boundary(120)];
    if n_of_stamp(head) == 0 {
        return false;
    }
    let mut words = head.split(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '|' | '(' | ')'));
    let has_level = words.any(|word| LEVELS.contains(&word.trim_end_matches([':', ',']).trim_start_matches('<')));
    // `Nov 30 00:51:47 host cron[81]: …`
    let has_process = head.split_whitespace().take(6).any(|word| {
        let inner = word.strip_suffix("]:").and_then(|word| word.split_once('['));
        inner.is_some_and(|(name, number)| !name.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    has_level || has_process
}

/// Returns the number of bytes of the stamp at the start of a line: a day and a time to the second. Zero if there is
/// none.
pub(super) fn n_of_stamp(line: &str) -> usize {
    const LONGEST: usize = 40;
    let head = &line.as_bytes()[..line.floor_char_boundary(LONGEST)];
    let is = |at: usize, length: usize| {
        head.get(at..at + length).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    };
    let at = (0..head.len().saturating_sub(7))
        .find(|at| is(*at, 2) && head[at + 2] == b':' && is(at + 3, 2) && head[at + 5] == b':' && is(at + 6, 2));
    // The text before the time must be a day, and not a sentence.
    let is_day = |start: &[u8]| {
        start.iter().filter(|byte| byte.is_ascii_alphabetic()).count() <= 6
            && start.iter().any(u8::is_ascii_digit)
            && start.iter().all(u8::is_ascii)
    };
    at.filter(|at| is_day(&head[..*at])).map_or(0, |at| at + 8)
}

const LEVELS: [&str; 16] = [
    "INFO", "WARN", "WARNING", "ERROR", "DEBUG", "TRACE", "FATAL", "NOTICE", "CRITICAL", "info", "warn", "warning",
    "error", "debug", "notice", "trace",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_programs_and_of_people() {
        for (text, expected) in [
            ("// <!-- <mdb:mork:z v=\"1.4\"/> -->\n< <(a=c)> >", Some("a Mork file, such as an index of Thunderbird")),
            ("[ZoneTransfer]\r\nZoneId=3\r\n", Some("the mark that Windows puts on a download")),
            ("; kept by hand\n[server]\nport = 8080\n\n[paths]\nroot=/srv", Some(SETTINGS)),
            ("#EXTM3U\n#EXTINF:12,Tug\ntug.mp3", Some("a playlist")),
            (
                "2022-03-08 10:00:01,123 INFO start\n2022-03-08 10:00:02,001 ERROR stop\n2022-03-08 10:00:03 INFO end",
                Some(LOG),
            ),
            (
                "Mar  8 10:00:01 quay cron[81]: a\nMar  8 10:00:02 quay cron[81]: b\nMar  8 10:00:03 quay sshd[7]: c",
                Some(LOG),
            ),
            (
                "127.0.0.1 - - [08/Mar/2022:10:00:01 +0100] \"GET / HTTP/1.1\" 200 1\n\
                 127.0.0.1 - - [08/Mar/2022:10:00:02 +0100] \"GET /a HTTP/1.1\" 200 1\n\
                 127.0.0.1 - nell [08/Mar/2022:10:00:03 +0100] \"GET /b HTTP/1.1\" 200 1",
                Some(LOG),
            ),
            (
                "example,quay)/ 20220308100001 {\"a\": 1}\nexample,quay)/a 20220308100001 {}\nexample,quay)/b 20220308100001 {}",
                Some("an index of a web archive"),
            ),
            // A chat, a live report, a list, and verse with a title in brackets.
            (
                "08.03.2022, 10:00:01 - Nell: The tug is in.\n08.03.2022, 10:00:09 - Odo: At last.\n08.03.2022, 10:01:00 - Nell: Yes.",
                None,
            ),
            ("10:15 The tug leaves.\n10:20 It is back.\n10:30 The quay is shut.", None),
            ("[Music]\nThe tug is in", None),
            ("Index: what the town pays\n\nIt pays a lot.", None),
            ("An error, they said, at 10:00:01.\nAnother.\nA third.", None),
            ("[Chorus]\nTwo and two = four\n", None),
            ("", None),
        ] {
            assert_eq!(what(text), expected, "{text}");
        }
    }
}
