//! Recognises by name the files that programs leave next to the files of their users: indexes of mail, unfinished
//! downloads, copies of an editor, marks of the operating system.
//!
//! The lists have only names that no article has. The content of such a file is not tested, because it may be half a
//! page or an older version of a text.

use std::path::Path;

/// The endings of such files.
const ENDINGS: [(&str, &str); 61] = [
    ("part", PARTIAL),
    ("partial", PARTIAL),
    ("filepart", PARTIAL),
    ("crdownload", PARTIAL),
    ("download", PARTIAL),
    ("opdownload", PARTIAL),
    ("aria2", PARTIAL),
    ("!ut", PARTIAL),
    ("!qb", PARTIAL),
    ("bc!", PARTIAL),
    ("tmp", TEMPORARY),
    ("temp", TEMPORARY),
    ("swp", SWAP),
    ("swo", SWAP),
    ("swn", SWAP),
    ("swx", SWAP),
    ("bak", BACKUP),
    ("backup", BACKUP),
    ("orig", "the state before a change, kept by a program"),
    ("rej", "changes that could not be applied, kept by a program"),
    ("diff", "a list of changes"),
    ("patch", "a list of changes"),
    ("msf", "an index of Thunderbird"),
    ("mab", "an address book of Thunderbird"),
    ("wdseml", "a copy of mail for the search of Windows"),
    ("toc", "a table of contents of a mail program"),
    ("ibex", "an index of Evolution"),
    ("cmeta", "settings of Evolution"),
    ("ev-summary", "an index of Evolution"),
    ("ev-summary-meta", "an index of Evolution"),
    ("emlxpart", "an attachment of Apple Mail"),
    ("url", "a shortcut to an address"),
    ("webloc", "a shortcut to an address"),
    ("desktop", "a shortcut of the desktop"),
    ("lnk", "a shortcut of Windows"),
    ("cdx", "an index of a web archive"),
    ("cdxj", "an index of a web archive"),
    ("m3u", "a playlist"),
    ("m3u8", "a playlist"),
    ("pls", "a playlist"),
    ("xspf", "a playlist"),
    ("cue", "a list of the tracks of a disc"),
    ("torrent", "a torrent"),
    ("pid", "a mark of a running program"),
    ("db-journal", JOURNAL),
    ("sqlite-journal", JOURNAL),
    ("db-wal", JOURNAL),
    ("sqlite-wal", JOURNAL),
    ("db-shm", JOURNAL),
    ("sqlite-shm", JOURNAL),
    ("pem", "a key or a certificate"),
    ("crt", "a key or a certificate"),
    ("asc~", BACKUP),
    ("pub", "a key or a document of a layout program"),
    ("sig", "a signature"),
    ("sum", "checksums"),
    ("sha256sum", "checksums"),
    ("md5sum", "checksums"),
    ("kate-swp", SWAP),
    ("icloud", "a mark for a file that is only in iCloud"),
    ("drivedownload", PARTIAL),
];

const PARTIAL: &str = "a partial download";
const TEMPORARY: &str = "a temporary file of a program";
const SWAP: &str = "a swap file of an editor";
const BACKUP: &str = "a backup copy";
const JOURNAL: &str = "a journal of an SQLite database";
const MAILDIR: &str = "a list of a mail server";

/// The full names of such files, in lower case.
const NAMES: [(&str, &str); 30] = [
    ("desktop.ini", "folder settings of Windows"),
    ("thumbs.db", "thumbnails of Windows"),
    ("ehthumbs.db", "thumbnails of Windows"),
    ("iconcache.db", "icons of Windows"),
    (".ds_store", "folder settings of macOS"),
    (".localized", "folder settings of macOS"),
    ("icon\r", "a folder's icon of macOS"),
    (".directory", "folder settings of KDE"),
    (".stignore", "settings of Syncthing"),
    (".dropbox", "a mark of Dropbox"),
    (".gitignore", "settings of Git"),
    (".gitattributes", "settings of Git"),
    (".gitkeep", "a mark that keeps a folder"),
    (".keep", "a mark that keeps a folder"),
    (".nomedia", "a mark of Android"),
    ("maildirfolder", MAILDIR),
    ("maildirsize", MAILDIR),
    ("courierimapuiddb", MAILDIR),
    ("courierimapsubscribed", MAILDIR),
    ("courierimapacl", MAILDIR),
    ("courierimaphieracl", MAILDIR),
    (".uidvalidity", MAILDIR),
    (".mbsyncstate", "a list of a mail program"),
    (".mh_sequences", "a list of a mail program"),
    (".mh_profile", "a list of a mail program"),
    (".claws_cache", "an index of Claws Mail"),
    (".claws_mark", "an index of Claws Mail"),
    ("popstate.dat", "a list of Thunderbird"),
    ("msgfilterrules.dat", "mail filters of Thunderbird"),
    ("table_of_contents", "an index of Apple Mail"),
];

/// Returns the purpose of a file whose name shows that a program left it behind.
pub(in crate::corpus::format) fn by_name(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_string_lossy();
    let lower = name.to_ascii_lowercase();
    if let Some((_, what)) = NAMES.iter().find(|(known, _)| *known == lower) {
        return Some(what);
    }
    // Alternate streams of NTFS become separate files when they are copied to another system.
    if lower.ends_with(":zone.identifier") || lower.ends_with("zone.identifier:$data") || is_replaced_colon(&lower) {
        return Some("the mark that Windows puts on a download");
    }
    if name.starts_with("._") {
        return Some("metadata of macOS");
    }
    if name.starts_with("~$") || (name.starts_with(".~lock.") && name.ends_with('#')) {
        return Some("a lock file of an office program");
    }
    if name.starts_with(".syncthing.") || name.starts_with("~syncthing~") {
        return Some(PARTIAL);
    }
    if name.len() > 2 && name.starts_with('#') && name.ends_with('#') {
        return Some("an unsaved copy of an editor");
    }
    if name.len() > 1 && name.ends_with('~') {
        return Some("a backup copy of an editor");
    }
    if lower.starts_with("dovecot") && (lower.len() == 7 || matches!(lower.as_bytes()[7], b'-' | b'.')) {
        return Some("an index of the mail server Dovecot");
    }
    // `.index.ids` and `.Drafts.index` are files of KMail.
    let (start, ending) = lower.rsplit_once('.').unwrap_or_default();
    if lower.starts_with('.') && (ending == "index" || (ending == "ids" && start.ends_with("index"))) {
        return Some("an index of a mail program");
    }
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, what)| *what)
}

/// True if a name is that of an alternate stream whose colon was replaced by another sign. Archives and sync programs
/// replace colons because some file systems forbid them.
fn is_replaced_colon(lower: &str) -> bool {
    let start = lower.strip_suffix("zone.identifier");
    start.is_some_and(|start| start.ends_with(['_', '\u{f03a}', '\u{ff1a}', '\u{a789}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_programs_and_names_of_articles() {
        for (name, expected) in [
            ("Inbox.msf", Some("an index of Thunderbird")),
            ("tug.html.crdownload", Some(PARTIAL)),
            ("Unconfirmed 81.crdownload", Some(PARTIAL)),
            ("tug.html:Zone.Identifier", Some("the mark that Windows puts on a download")),
            ("tug.pdf\u{f03a}Zone.Identifier", Some("the mark that Windows puts on a download")),
            ("tug.txt~", Some("a backup copy of an editor")),
            ("#tug.txt#", Some("an unsaved copy of an editor")),
            (".tug.txt.swp", Some(SWAP)),
            ("~$tug.docx", Some("a lock file of an office program")),
            ("._tug.html", Some("metadata of macOS")),
            ("dovecot-uidlist", Some("an index of the mail server Dovecot")),
            ("dovecot.index.log", Some("an index of the mail server Dovecot")),
            ("maildirfolder", Some(MAILDIR)),
            ("Desktop.ini", Some("folder settings of Windows")),
            ("Dovecotes of the coast.txt", None),
            ("dovecotes", None),
            ("part.txt", None),
            ("The second part", None),
            ("download", None),
            ("tug.html.1", None),
            ("No. 7", None),
            ("~", None),
            ("#7.txt", None),
        ] {
            assert_eq!(by_name(Path::new(name)), expected, "{name}");
        }
    }
}
