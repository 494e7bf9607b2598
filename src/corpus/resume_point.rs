//! Resume points: the data remembered of a growing JSON Lines file, so that only its new lines are read.

use std::fs::File as OpenFile;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::file_chunk::LineRange;
use super::line_count::{LineCount, count_lines};
use super::walk::File;
use super::{Corpus, bytes, file_state, format};
use crate::article::{ByteRange, Format};

/// Up to this number of bytes read, all of them are compared with the file: that takes a few hundredths of a second.
const WHOLLY_COMPARED_BYTES: u64 = 64 * 1024 * 1024;

/// The number of bytes that are compared of a larger file: at its start, and at the end of the bytes read.
const COMPARED_BYTES: u64 = 4 * 1024;

/// The data remembered of a JSON Lines file that has been read.
///
/// A last line without a line end is read, because it may be an article, but it does not count as a line here. When the
/// file grows, this line is read again from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResumePoint {
    /// The number of bytes read: the whole file.
    pub n_bytes: u64,
    /// The number of bytes in lines that have a line end.
    pub n_bytes_in_lines: u64,
    /// The number of items in those lines: lines that are not blank.
    pub n_items: u32,
    /// The number of those lines.
    pub n_lines: u32,
    /// The CRC-32 of the bytes read. For more than 64 MiB, the CRC-32 of the last 4 KiB and of the first 4 KiB.
    pub checksum: u32,
    /// The file's number in its file system, as in [`super::FileState`].
    pub inode: u64,
}

/// The change of a file since it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grown {
    /// The file only grew: these lines must be read, up to the end of the file. [`super::split_lines`] cuts them into
    /// chunks.
    ///
    /// The articles and problems before stay. Those from the first item and first line of this range on are replaced;
    /// there are some only if the last line had no line end.
    From(LineRange),
    /// The file is another file, or its old content changed: all of it must be read again.
    Whole,
}

/// Returns the lines of `file` that must be read, given the resume point `old`.
///
/// A file that was replaced under the same name has another inode, and is read as a whole. One case is not noticed: a
/// file of more than 64 MiB that grew and also changed in place, but neither at its start nor at its old end.
pub fn grown(corpus: &Corpus, file: &File, old: &ResumePoint) -> Grown {
    if file.state.n_bytes <= old.n_bytes || file.state.inode != old.inode {
        return Grown::Whole;
    }
    let is_same = || -> io::Result<bool> {
        let mut opened = bytes::open_on_disk(corpus, &file.path)?;
        Ok(file_state::inode(&opened.metadata()?) == old.inode
            && is_plain_json_lines(file, &mut opened)?
            && checksum(&mut opened, old.n_bytes)? == old.checksum)
    };
    // If the file cannot be read now, reading it as a whole reports the error.
    if !is_same().unwrap_or(false) {
        return Grown::Whole;
    }
    let start = old.n_bytes_in_lines;
    Grown::From(LineRange {
        range: ByteRange { start, length: file.state.n_bytes - start },
        first_item: old.n_items + 1,
        first_line: old.n_lines + 1,
    })
}

/// Returns the resume point of a file that was read as a whole, as one chunk.
///
/// `None` if the file is not JSON Lines, the only format that can be resumed, or if it has changed since the walk.
///
/// The file is read here to count its lines. For a file that is cut into chunks, [`super::split`] returns the resume
/// point.
pub fn resume_point(corpus: &Corpus, file: &File) -> Option<ResumePoint> {
    if !format::may_be_json_lines(&file.path) {
        return None;
    }
    let mut opened = bytes::open_on_disk(corpus, &file.path).ok()?;
    if !is_plain_json_lines(file, &mut opened).ok()? {
        return None;
    }
    opened.seek(SeekFrom::Start(0)).ok()?;
    let mut reader = BufReader::with_capacity(256 * 1024, opened.take(file.state.n_bytes));
    let count = count_lines(&mut reader)?;
    ResumePoint::of(file, &mut reader.into_inner().into_inner(), count)
}

impl ResumePoint {
    /// Returns the resume point of a file whose lines were counted. `None` if the file was replaced or has another
    /// length now.
    pub(super) fn of(file: &File, opened: &mut OpenFile, count: LineCount) -> Option<Self> {
        let LineCount { end: n_bytes, lines_end: n_bytes_in_lines, n_items, n_lines } = count;
        let inode = file_state::inode(&opened.metadata().ok()?);
        if n_bytes != file.state.n_bytes || inode != file.state.inode {
            return None;
        }
        let checksum = checksum(opened, n_bytes).ok()?;
        Some(Self { n_bytes, n_bytes_in_lines, n_items, n_lines, checksum, inode })
    }
}

/// Returns true if a file is JSON Lines, not packed, in an encoding whose lines end at a byte 10.
fn is_plain_json_lines(file: &File, opened: &mut OpenFile) -> io::Result<bool> {
    let mut head = Vec::new();
    opened.take(format::HEAD_BYTES.min(file.state.n_bytes)).read_to_end(&mut head)?;
    Ok(is_head_of_lines(file, &head))
}

/// True if `head`, the start of a file, is JSON Lines in such an encoding.
pub(super) fn is_head_of_lines(file: &File, head: &[u8]) -> bool {
    let head = &head[..head.len().min(format::HEAD_BYTES as usize)];
    !super::encoding::is_wide(head)
        && matches!(format::recognise(&file.path, head), format::Recognised::Article(Format::JsonLines))
}

/// Returns the [checksum](ResumePoint::checksum) of the first `n_bytes`.
///
/// # Errors
/// The error of the system; an unexpected end if the file is shorter.
fn checksum(opened: &mut OpenFile, n_bytes: u64) -> io::Result<u32> {
    let mut hasher = crc32fast::Hasher::new();
    let compared = match n_bytes.checked_sub(WHOLLY_COMPARED_BYTES + 1) {
        None => [0..n_bytes, 0..0],
        Some(_) => [n_bytes - COMPARED_BYTES..n_bytes, 0..COMPARED_BYTES],
    };
    for Range { start, end } in compared {
        opened.seek(SeekFrom::Start(start))?;
        let mut reader = BufReader::with_capacity(64 * 1024, (&mut *opened).take(end - start));
        let mut n_read = 0;
        loop {
            let bytes = reader.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            hasher.update(bytes);
            let n_bytes = bytes.len();
            n_read += n_bytes as u64;
            reader.consume(n_bytes);
        }
        if n_read < end - start {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(hasher.finalize())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::io::Write;
    use std::sync::Mutex;

    use super::*;
    use crate::corpus::{self, FileChunk, Options, WalkItem};

    /// Returns the only file of the folder, as a walk finds it.
    fn walked(corpus: &Corpus) -> File {
        let file = Mutex::new(None);
        corpus::walk(corpus, &Options::default(), &|found| {
            let WalkItem::File(found) = found else { panic!("{found:?}") };
            file.lock().unwrap().replace(found).is_none()
        });
        file.into_inner().unwrap().unwrap()
    }

    /// The title of each article by its item, and each problem by its line.
    #[derive(Debug, Default, PartialEq, Eq)]
    struct Holds {
        articles: BTreeMap<u32, String>,
        problems: BTreeMap<u32, String>,
    }

    impl Holds {
        fn add(&mut self, corpus: &Corpus, chunk: &FileChunk) {
            let problems = corpus::read(corpus, chunk, &Options::default(), &mut |record| {
                let range = record.address.range.unwrap();
                let bytes = corpus::raw(corpus, &record.address).unwrap();
                assert_eq!((bytes.len() as u64, bytes[0]), (range.length, b'{'));
                self.articles.insert(record.address.item.unwrap(), record.metadata.title.unwrap().text);
            });
            for problem in problems {
                // A chunk without an article reports a problem that has no line.
                self.problems.extend(problem.line.map(|line| (line, problem.what.into_owned())));
            }
        }

        fn of_whole(corpus: &Corpus, file: &File) -> Self {
            let mut holds = Self::default();
            let chunk = FileChunk { path: file.path.clone(), n_bytes: file.state.n_bytes, lines: None };
            holds.add(corpus, &chunk);
            holds
        }
    }

    const LINES: &str = "{\"title\": \"A\", \"text\": \"x\"}\n\n {\"title\": \n{\"title\": \"é\", \"text\": \"y\"}\r\n  \n\
                         {\"title\": \"C\", \"text\": \"z\"}";

    #[test]
    fn a_file_that_grew_is_read_as_if_all_of_it_were() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Corpus::Folder(folder.path().to_path_buf());
        let path = folder.path().join("a.jsonl");
        for at in 1..LINES.len() {
            fs::write(&path, &LINES.as_bytes()[..at]).unwrap();
            let file = walked(&corpus);
            let mut holds = Holds::of_whole(&corpus, &file);
            let old = resume_point(&corpus, &file).unwrap();
            let mut opened = fs::File::options().append(true).open(&path).unwrap();
            opened.write_all(&LINES.as_bytes()[at..]).unwrap();
            let file = walked(&corpus);
            let Grown::From(lines) = grown(&corpus, &file, &old) else { panic!("{at}") };
            let line_start = LINES.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            assert_eq!(lines.range, ByteRange { start: line_start as u64, length: (LINES.len() - line_start) as u64 });
            holds.articles.retain(|item, _| *item < lines.first_item);
            holds.problems.retain(|line, _| *line < lines.first_line);
            let new = corpus::split_lines(&corpus, &file, lines, &mut |chunk| {
                holds.add(&corpus, &chunk);
                true
            });
            assert_eq!(holds, Holds::of_whole(&corpus, &file), "{at}");
            assert_eq!(new, resume_point(&corpus, &file), "{at}");
        }
    }

    #[test]
    fn what_is_not_growth() {
        let old = "{\"title\": \"A\", \"text\": \"x\"}\n";
        let more = "{\"title\": \"B\", \"text\": \"y\"}\n";
        for (name, new, in_place, is_growth) in [
            ("it grew", format!("{old}{more}"), true, true),
            ("as it was", old.to_owned(), true, false),
            ("shorter", old[..20].to_owned(), true, false),
            ("other text before", format!("{}{more}", old.replace('A', "Z")), true, false),
            ("written anew under its name", format!("{old}{more}"), false, false),
            ("other things", "<html><p>The ferry sailed and the tolls rose.</p></html>".to_owned(), true, false),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let corpus = Corpus::Folder(folder.path().to_path_buf());
            let path = folder.path().join("a.jsonl");
            fs::write(&path, old).unwrap();
            let so_far = resume_point(&corpus, &walked(&corpus)).unwrap();
            if in_place {
                fs::write(&path, new).unwrap();
            } else {
                let beside = tempfile::NamedTempFile::new_in(folder.path().parent().unwrap()).unwrap();
                fs::write(beside.path(), new).unwrap();
                beside.persist(&path).unwrap();
            }
            let is_grown = matches!(grown(&corpus, &walked(&corpus), &so_far), Grown::From(_));
            assert_eq!(is_grown, is_growth || (!in_place && cfg!(not(unix))), "{name}");
        }
    }

    #[test]
    fn a_change_anywhere_in_what_was_read_is_no_growth() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Corpus::Folder(folder.path().to_path_buf());
        let path = folder.path().join("a.jsonl");
        let line = |day| format!("{{\"date\": \"2022-03-0{day}\", \"text\": \"x\"}}\n");
        let lines = |changed: usize| -> String {
            (0..1000).map(|number| line(if number == changed { 2 } else { 1 })).collect()
        };
        fs::write(&path, lines(1000)).unwrap();
        let old = resume_point(&corpus, &walked(&corpus)).unwrap();
        fs::write(&path, lines(500) + &lines(1000)).unwrap();
        assert_eq!(grown(&corpus, &walked(&corpus), &old), Grown::Whole);
        fs::write(&path, lines(1000) + &lines(500)).unwrap();
        assert!(matches!(grown(&corpus, &walked(&corpus), &old), Grown::From(_)));
    }

    #[test]
    fn only_plain_json_lines_can_be_read_on() {
        let line = "{\"title\": \"A\", \"text\": \"x\"}\n{\"title\": \"B\", \"text\": \"y\"}\n";
        let wide: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (name, bytes, can_be) in [
            ("a.jsonl", line.as_bytes(), true),
            ("a.txt", line.as_bytes(), true),
            ("a.jsonl", &wide, false),
            ("a.json", b"[{\"title\": \"A\", \"text\": \"x\"}]", false),
            ("a.txt", b"The ferry sailed.", false),
            ("a.md", line.as_bytes(), false),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let corpus = Corpus::Folder(folder.path().to_path_buf());
            fs::write(folder.path().join(name), bytes).unwrap();
            assert_eq!(resume_point(&corpus, &walked(&corpus)).is_some(), can_be, "{name}");
        }
    }

    #[test]
    fn large_files_and_large_growth_are_cut_into_chunks() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Corpus::Folder(folder.path().to_path_buf());
        let path = folder.path().join("a.jsonl");
        let text = "The ferry sailed and the tolls rose. ".repeat(300);
        let lines = |numbers: std::ops::Range<u32>| -> String {
            numbers
                .map(|number| format!("{{\"title\": \"{number}\", \"text\": \"{text}\"}}\n"))
                .collect::<Vec<_>>()
                .concat()
        };
        fs::write(&path, lines(0..1000)).unwrap();
        let cut = |from: Option<LineRange>, file: &File| {
            let mut chunks = Vec::new();
            let mut take = |chunk: FileChunk| {
                chunks.push(chunk.lines.unwrap());
                true
            };
            let so_far = match from {
                Some(lines) => corpus::split_lines(&corpus, file, lines, &mut take),
                None => corpus::split(&corpus, file, &mut take),
            };
            (chunks, so_far.unwrap())
        };
        let file = walked(&corpus);
        let (chunks, old) = cut(None, &file);
        assert_eq!((chunks.len(), old.n_items, old.n_lines), (3, 1000, 1000));
        assert_eq!(Some(old), resume_point(&corpus, &file));
        fs::File::options().append(true).open(&path).unwrap().write_all(lines(1000..2000).as_bytes()).unwrap();
        let file = walked(&corpus);
        let Grown::From(lines) = grown(&corpus, &file, &old) else { panic!() };
        assert_eq!((lines.first_item, lines.first_line, lines.range.start), (1001, 1001, old.n_bytes));
        let (chunks, new) = cut(Some(lines), &file);
        assert_eq!((chunks.len(), new.n_items), (3, 2000));
        assert_eq!(Some(new), resume_point(&corpus, &file));
        for pair in chunks.windows(2) {
            assert_eq!(pair[0].range.start + pair[0].range.length, pair[1].range.start);
        }
    }
}
