//! A folder of files becomes records of articles, and problems: the only module that opens article files.
//!
//! [`walk()`] finds the files, [`split`] cuts large ones into chunks, [`read`] makes records of a chunk and [`fn@open`]
//! reads the text of one article again. [`FileState`] tells which files changed since, [`walk_only`] looks at a few
//! paths again, and [`grown`] tells what is new in a file that only grew. Reading never fails: what cannot be read is a
//! [`Problem`] with its path and its reason, and everything seen is a file, a problem or set aside. All text is made
//! safe here.

use std::borrow::Cow;
use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use thiserror::Error;

use crate::article::{Address, Body, Encoding, How, OwnId, Problem, Severity};
use crate::text::digest::Digest;

pub mod byline;
mod bytes;
pub mod date_line;
pub mod dated_line;
pub mod dateline;
mod encoding;
mod file_chunks;
mod file_place;
mod file_state;
mod format;
mod globs;
pub mod outlets;
mod own_folders;
mod packed;
pub mod page_lines;
mod renderings;
mod resume_point;
pub mod title_line;
mod walk;

pub use file_chunks::{FileChunk, LineRange, split, split_lines};
pub use file_place::{FilePlace, path_of_bytes};
pub use file_state::FileState;
pub use globs::GlobError;
pub use own_folders::{FoundOwnFolders, INDEX_FOLDER_FILE, INDEX_FOLDER_START, OwnFolder, OwnFolders};
pub use renderings::with_renderings;
pub use resume_point::{Grown, ResumePoint, grown, resume_point};
pub use walk::{
    File, FoundFile, Visitor, WalkItem, WalkOutcome, folders_judged_by, walk, walk_by_folder, walk_folders, walk_only,
};

/// Our own sample news, embedded in the binary.
static SAMPLE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/articles");

/// Where the articles are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corpus {
    /// A folder on disk, with all its folders.
    Folder(PathBuf),
    /// The sample that the program carries.
    Sample,
    /// One file in memory, read as a folder that holds it alone would be.
    Memory(Arc<MemoryFile>),
}

/// A file that is in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryFile {
    /// Its name, whose ending says as much of its format as that of any file.
    pub name: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Which files of a folder are read, and how much of one: `[corpus]` of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Globs of the files to read; empty means every file.
    pub include: Vec<String>,
    /// Globs of the files and folders to leave out.
    pub exclude: Vec<String>,
    /// True if files and folders whose names start with a dot are read.
    pub hidden: bool,
    /// True if symbolic links are followed.
    pub follow_links: bool,
    /// The longest article, in bytes of its file; what is longer is cut there, with a caution.
    pub max_article_bytes: u64,
    /// True if each link of a file that holds nothing but links is read as an article.
    pub link_lists: bool,
    /// The program's own folders, of which nothing is read.
    pub own_folders: OwnFolders,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            include: Vec::new(),
            exclude: vec![".git/**".to_owned(), "node_modules/**".to_owned()],
            hidden: false,
            follow_links: false,
            max_article_bytes: 64 * 1024 * 1024,
            link_lists: false,
            own_folders: OwnFolders::default(),
        }
    }
}

impl Options {
    /// The globs, compiled.
    ///
    /// # Errors
    /// When a glob cannot be read: the first such glob, and why.
    pub fn check(&self) -> Result<(), GlobError> {
        globs::Globs::new(self).map(|_| ())
    }
}

/// Why a folder cannot be opened at all.
#[derive(Debug, Error)]
pub enum FolderError {
    /// Nothing is there.
    #[error("There is no folder {}. Check the spelling, or name another folder.", safe_path(.0))]
    Missing(PathBuf),
    /// It is a file or something else.
    #[error("{} is not a folder. Name the folder that holds the articles.", safe_path(.0))]
    NotAFolder(PathBuf),
    /// It is there and may not be read.
    #[error("The folder {} cannot be read: {}. Ask for the right to read it, or name another folder.", safe_path(.0), plain_reason(.1))]
    Unreadable(PathBuf, #[source] io::Error),
    /// It is one of the program's own folders, or in it: its path, and the purpose of the own folder.
    #[error("{} is newsreader's own {} folder or part of it, and holds no articles. Name the folder that holds them.", safe_path(.0), .1)]
    Own(PathBuf, &'static str),
}

impl Corpus {
    /// Checks that there is something to read, before anything is started.
    ///
    /// # Errors
    /// When the folder is missing, is no folder, cannot be read, or is one of the program's own.
    pub fn check(&self, options: &Options) -> Result<(), FolderError> {
        let Self::Folder(folder) = self else {
            return Ok(());
        };
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => FolderError::Missing(folder.clone()),
            io::ErrorKind::NotADirectory => FolderError::NotAFolder(folder.clone()),
            _ => FolderError::Unreadable(folder.clone(), error),
        };
        crate::screen_thread::check("looking for a folder");
        if !std::fs::metadata(folder).map_err(unreadable)?.is_dir() {
            return Err(FolderError::NotAFolder(folder.clone()));
        }
        self.check_no_own(&options.own_folders)?;
        std::fs::read_dir(folder).map(|_| ()).map_err(unreadable)
    }

    /// Checks that this is none of the program's own folders.
    ///
    /// # Errors
    /// When it is one of them, or in one.
    pub fn check_no_own(&self, own_folders: &OwnFolders) -> Result<(), FolderError> {
        match self {
            Self::Folder(folder) => match own_folders.purpose_of(folder) {
                Some(purpose) => Err(FolderError::Own(folder.clone(), purpose)),
                None => Ok(()),
            },
            Self::Sample | Self::Memory(_) => Ok(()),
        }
    }
}

/// One article as its file gives it: its text, and what the file's fields say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Where it is, and how to read it again.
    pub address: Address,
    /// What the fields say.
    pub metadata: Metadata,
    /// Its text, without the lines that the metadata was taken from.
    pub body: Body,
    /// The encoding that its bytes are in.
    pub encoding: Encoding,
    /// True if something of it was cut off or may be missing.
    pub has_problem: bool,
    /// The digest of the bytes that hold it, or of its file and its number in it. Where several files hold it, that of the
    /// file with its text.
    pub raw: Option<Digest>,
    /// Its `Message-ID` or guid, where it is given.
    pub own_id: Option<OwnId>,
}

/// What the fields of an article say: texts as they are written, each with the field it stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its headline.
    pub title: Option<Field>,
    /// The outlet.
    pub source: Option<Field>,
    /// Who wrote it; the field that names them stands with each.
    pub authors: Vec<Field>,
    /// When it was published.
    pub date: Option<Field>,
    /// Its language.
    pub language: Option<Field>,
    /// Its place on the web.
    pub link: Option<String>,
    /// The subjects that fields give, such as keywords.
    pub tags: Vec<Field>,
}

/// A text that a field gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The text, as it is written.
    pub text: String,
    /// [`How::Given`] by a field, [`How::Found`] where such a text stands, [`How::Inferred`] from its shape or where it
    /// only counts if nothing else does, and [`How::Unknown`] where the format knows that there is none.
    pub how: How,
    /// The field's name in a sentence, such as "front matter `date`".
    pub because: Cow<'static, str>,
}

impl Field {
    /// A text given by the field that `because` names.
    pub fn given(text: impl Into<String>, because: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), how: How::Given, because: because.into() }
    }

    /// No text: the format has looked, and what stands there is of something else, as `because` says.
    pub fn none(because: impl Into<Cow<'static, str>>) -> Self {
        Self { text: String::new(), how: How::Unknown, because: because.into() }
    }

    /// A text found at the place that `because` names.
    pub fn found(text: impl Into<String>, because: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), how: How::Found, because: because.into() }
    }

    /// A text that is concluded from what `because` names, such as the shape of a field.
    pub fn inferred(text: impl Into<String>, because: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), how: How::Inferred, because: because.into() }
    }
}

/// The problem of a file on which a parser panicked. Tests and fuzz targets look for it.
pub const PARSER_CRASHED: &str = "the parser crashed on this file; please report it";

/// Reads a chunk of a file, hands every article in it to `take`, and returns what is wrong with it.
///
/// A parser that panics costs its chunk one problem.
pub fn read(corpus: &Corpus, chunk: &FileChunk, options: &Options, take: &mut dyn FnMut(Record)) -> Vec<Problem> {
    let mut problems = Vec::new();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        format::read_chunk(corpus, chunk, options, &mut problems, take);
    }));
    if outcome.is_err() {
        problems.push(Problem::new(&*chunk.path, Severity::NotShown, PARSER_CRASHED));
    }
    problems
}

/// Reads the text of one article again, as [`read`] read it.
///
/// # Errors
/// When the file is gone or cannot be read any more, or what is at the address is no article now.
pub fn open(corpus: &Corpus, address: &Address, options: &Options) -> Result<Body, Problem> {
    let problem = |what: Cow<'static, str>| Problem::new(&*address.path, Severity::NotShown, what);
    catch_unwind(AssertUnwindSafe(|| format::open_article(corpus, address, options)))
        .unwrap_or_else(|_| Err(PARSER_CRASHED.into()))
        .map_err(problem)
}

/// The bytes of one article as they stand in its file.
///
/// # Errors
/// When the file is gone or cannot be read any more.
pub fn raw(corpus: &Corpus, address: &Address) -> Result<Vec<u8>, Problem> {
    bytes::read(corpus, &address.path, address.range, u64::MAX, 0)
        .map_err(|error| Problem::new(&*address.path, Severity::NotShown, plain_reason(&error)))
}

/// Reads those lines of a chunk of JSON Lines for which `is_wanted` is true, as [`read`] does. Of what cannot be read, is
/// packed or something else it reads nothing: [`read`] says what is wrong with it.
pub fn read_wanted_lines(
    corpus: &Corpus,
    chunk: &FileChunk,
    options: &Options,
    is_wanted: &dyn Fn(&[u8]) -> bool,
    take: &mut dyn FnMut(Record),
) {
    let _ = catch_unwind(AssertUnwindSafe(|| format::read_wanted_lines(corpus, chunk, options, is_wanted, take)));
}

/// True if the bytes of a chunk look like JSON Lines: their first line is an object, and the name of the file does not say
/// that it is something else.
pub(crate) fn looks_like_json_lines(chunk: &FileChunk, bytes: &[u8]) -> bool {
    let line = bytes.trim_ascii_start().split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"{") && line.trim_ascii_end().ends_with(b"}") && format::may_be_json_lines(&chunk.path)
}

/// The bytes of a chunk as they stand in its file. `None` for large files that are not cut into chunks, for packed files,
/// and where they cannot be read.
pub(crate) fn raw_bytes(corpus: &Corpus, chunk: &FileChunk) -> Option<Vec<u8>> {
    const BYTES_MAX: u64 = 8 * 1024 * 1024;
    if chunk.n_bytes > BYTES_MAX || is_named_packed(&chunk.path) {
        return None;
    }
    let range = chunk.lines.map(|lines| lines.range);
    bytes::read_as_it_is(corpus, &chunk.path, range, BYTES_MAX, chunk.n_bytes).ok()
}

/// The text of bytes in whatever encoding they are in, and which one that is: every file goes through here.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    let decoded = encoding::decode_article(bytes);
    (decoded.text, decoded.encoding)
}

/// True if the name of a file says that it holds many articles, each of which is read by itself.
pub(crate) fn may_hold_many(path: &Path) -> bool {
    const ENDINGS: [&str; 8] = ["jsonl", "ndjson", "json", "csv", "tsv", "mbox", "sgm", "xml"];
    ENDINGS.contains(&format::ending(path).as_str())
}

/// True if the name of a file says that it is packed.
pub(crate) fn is_named_packed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz") || ending.eq_ignore_ascii_case("zst"))
}

/// How many threads can run at once. The system is asked once, as its answer comes from several files.
pub(crate) fn n_cores() -> usize {
    static N_CORES: OnceLock<usize> = OnceLock::new();
    *N_CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get))
}

/// Why nothing could be opened, where that says nothing of what was to be opened.
const TOO_MANY_OPEN: &str = "too many files are open at once (ulimit -n)";

/// True if something could not be opened because too many files are open.
pub(crate) fn is_lack_of_descriptors(error: &io::Error) -> bool {
    use rustix::io::Errno;
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE))
}

/// True if a file had a problem for want of descriptors alone: another time it may be read.
pub fn is_passing(problem: &Problem) -> bool {
    problem.what.ends_with(TOO_MANY_OPEN)
}

/// The problem of a file that lost bytes between the walk and the reading.
const BECAME_SHORTER: &str = "it became shorter while it was read, and may break off";

/// True if a file had lost bytes when it was read: what was read of it is not what the walk found.
pub fn is_of_shorter_file(problem: &Problem) -> bool {
    problem.what == BECAME_SHORTER
}

/// The reason of a failed read or walk, in plain words.
pub(crate) fn plain_reason(error: &io::Error) -> Cow<'static, str> {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::NotFound => "it is not there any more".into(),
        io::ErrorKind::IsADirectory => "it is a folder now".into(),
        _ if is_lack_of_descriptors(error) => TOO_MANY_OPEN.into(),
        // The system's own words, without the number that Rust adds.
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            crate::text::safe::safe_line(&text[..end]).into()
        }
    }
}

fn safe_path(path: &Path) -> String {
    crate::text::safe::safe_line(&path.to_string_lossy())
}
