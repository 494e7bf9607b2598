//! Names the kind of a ZIP archive: an office document, a book, a program, or files that someone packed.

/// Beginnings of the names of files in archives, and the kind of archive that has such a file. Most programs write
/// these files first, so the names are within the bytes that are read.
///
/// The file `mimetype` of an EPUB book or an OpenDocument file is not compressed. Its content directly follows its
/// name, so the two are matched together.
const MARKS: [(&str, &str); 11] = [
    ("mimetypeapplication/epub+zip", "an EPUB book; save it as text or HTML"),
    ("mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text; save it as text or HTML"),
    ("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet; save its table as CSV"),
    ("mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    ("word/", "a Word document; save it as text or HTML"),
    ("xl/", "an Excel workbook; save its table as CSV"),
    ("ppt/", "a PowerPoint presentation"),
    ("AndroidManifest.xml", "a program for Android"),
    ("META-INF/MANIFEST.MF", "a program in Java"),
    ("datapackage.json", "a packed web archive (WACZ); unpack it into a folder"),
    ("[Content_Types].xml", "an office document; save it as text or HTML"),
];

/// Endings of archives, and their kinds. They take precedence over the names of the files.
const ENDINGS: [(&str, &str); 8] = [
    ("docx", "a Word document; save it as text or HTML"),
    ("xlsx", "an Excel workbook; save its table as CSV"),
    ("odt", "an OpenDocument text; save it as text or HTML"),
    ("epub", "an EPUB book; save it as text or HTML"),
    ("pages", "a document of Pages; save it as text or HTML"),
    ("wacz", "a packed web archive (WACZ); unpack it into a folder"),
    ("maff", "a packed saved page (MAFF); unpack it into a folder"),
    ("htz", "a packed saved page (HTZ); unpack it into a folder"),
];

/// Returns the kind of the archive that begins with `head`.
pub(super) fn what(head: &[u8], ending: &str) -> &'static str {
    let by_ending = ENDINGS.iter().find(|(known, _)| *known == ending);
    let by_mark = || MARKS.iter().find(|(mark, _)| is_name_in(head, mark.as_bytes()));
    by_ending.or_else(by_mark).map_or("a ZIP archive; unpack it into a folder", |(_, what)| what)
}

/// True if the name of a file in the archive begins with `name`. In an archive, the name of a file follows its header
/// of fixed length.
fn is_name_in(head: &[u8], name: &[u8]) -> bool {
    const HEADER: usize = 30;
    memchr::memmem::find_iter(head, b"PK\x03\x04")
        .any(|at| head.get(at + HEADER..).is_some_and(|rest| rest.starts_with(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_by_their_names() {
        let entry = |name: &str| [b"PK\x03\x04".as_slice(), &[0; 26], name.as_bytes()].concat();
        for (names, ending, expected) in [
            (
                &["[Content_Types].xml", "_rels/.rels", "word/document.xml"][..],
                "",
                "a Word document; save it as text or HTML",
            ),
            (&["[Content_Types].xml", "xl/workbook.xml"], "zip", "an Excel workbook; save its table as CSV"),
            (&["mimetypeapplication/epub+zip"], "", "an EPUB book; save it as text or HTML"),
            (&["words/list.txt"], "zip", "a ZIP archive; unpack it into a folder"),
            (&["a.txt"], "docx", "a Word document; save it as text or HTML"),
        ] {
            let head: Vec<u8> = names.iter().flat_map(|name| entry(name)).collect();
            assert_eq!(what(&head, ending), expected, "{names:?}");
        }
    }
}
