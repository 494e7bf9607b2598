//! Reads a folder of files into records of articles, and problems. Only this module opens article files.
//!
//! [`walk()`] finds the files, [`split`] cuts large ones into chunks, [`read`] makes records of a chunk and [`fn@open`]
//! reads the text of one article again. [`FileState`] shows which files have changed, [`walk_only`] walks a few paths
//! again, and [`grown`] finds the new lines of a file that only grew.
//!
//! Reading never fails: content that cannot be read becomes a [`Problem`] with its path and its reason. Everything in
//! the folder is read, reported as a problem or set aside. All text is made safe here.

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
mod cut_chunks;
pub mod date_line;
pub mod dated_line;
pub mod dateline;
mod encoding;
mod file_chunk;
mod file_place;
mod file_state;
mod format;
mod globs;
mod line_count;
pub mod outlets;
mod own_folders;
mod packed;
pub mod page_lines;
mod renderings;
mod resume_point;
pub mod title_line;
mod walk;

pub use cut_chunks::{split, split_lines};
pub use file_chunk::{FileChunk, LineRange};
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

/// The place that articles are read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corpus {
    /// A folder on disk, with all folders below it.
    Folder(PathBuf),
    /// The sample that is part of the program.
    Sample,
    /// One file in memory. It is read like the only file of a folder.
    Memory(Arc<MemoryFile>),
}

/// A file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryFile {
    /// The name. Its ending helps to recognise the format, as for any file.
    pub name: PathBuf,
    pub bytes: Vec<u8>,
}

/// The options that decide which files of a folder are read, and how: `[corpus]` of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Globs of the files to read; if empty, every file is read.
    pub include: Vec<String>,
    /// Globs of the files and folders to leave out.
    pub exclude: Vec<String>,
    /// True if files and folders whose names start with a dot are read.
    pub hidden: bool,
    /// True if symbolic links are followed.
    pub follow_links: bool,
    /// The longest article, in bytes of its file. A longer one is cut there, with a caution.
    pub max_article_bytes: u64,
    /// True if each link of a file that holds nothing but links is read as an article.
    pub link_lists: bool,
    /// The program's own folders, which are never read.
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
    /// Checks the globs by compiling them.
    ///
    /// # Errors
    /// Returns the first glob that cannot be compiled, and the reason.
    pub fn check(&self) -> Result<(), GlobError> {
        globs::Globs::new(self).map(|_| ())
    }
}

/// The reason why a folder cannot be opened at all.
#[derive(Debug, Error)]
pub enum FolderError {
    /// Nothing exists at the path.
    #[error("There is no folder {}. Check the spelling, or name another folder.", safe_path(.0))]
    Missing(PathBuf),
    /// The path is a file or something else.
    #[error("{} is not a folder. Name the folder that holds the articles.", safe_path(.0))]
    NotAFolder(PathBuf),
    /// The folder exists, but may not be read.
    #[error("The folder {} cannot be read: {}. Ask for the right to read it, or name another folder.", safe_path(.0), plain_reason(.1))]
    Unreadable(PathBuf, #[source] io::Error),
    /// The folder is one of the program's own folders, or inside one: its path, and the purpose of the own folder.
    #[error("{} is newsreader's own {} folder or part of it, and holds no articles. Name the folder that holds them.", safe_path(.0), .1)]
    Own(PathBuf, &'static str),
}

impl Corpus {
    /// Checks that there is something to read, before anything is started.
    ///
    /// # Errors
    /// Fails if the folder is missing, is not a folder, cannot be read, or is one of the program's own.
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
    /// Fails if it is one of them, or inside one.
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

/// One article as its file gives it: its text and the fields of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The place of the article, and the data needed to read it again.
    pub address: Address,
    pub metadata: Metadata,
    /// The text, without the lines that the metadata was taken from.
    pub body: Body,
    pub encoding: Encoding,
    /// True if a part of the article was cut off or may be missing.
    pub has_problem: bool,
    /// The digest of the bytes that hold the article. If it has no byte range, the digest of its file and its number in
    /// the file. If several files hold it, the digest of the file with its text.
    pub raw: Option<Digest>,
    /// The `Message-ID` or guid, if it is given.
    pub own_id: Option<OwnId>,
}

/// The field values of an article: texts as they are written, each with the name of its field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    pub title: Option<Field>,
    /// The outlet.
    pub source: Option<Field>,
    /// The authors, each with the field that names them.
    pub authors: Vec<Field>,
    /// The date of publication.
    pub date: Option<Field>,
    pub language: Option<Field>,
    /// The address on the web.
    pub link: Option<String>,
    /// The subjects that fields give, such as keywords.
    pub tags: Vec<Field>,
}

/// A text that a field gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The text, as it is written.
    pub text: String,
    /// The way in which the text is known.
    ///
    /// It is [`How::Given`] by a field, and [`How::Found`] at a place where such a text usually is. It is
    /// [`How::Inferred`] from its shape, or if it only counts when nothing else does. It is [`How::Unknown`] if the
    /// format knows that there is no such text.
    pub how: How,
    /// The field's name in a sentence, such as "front matter `date`".
    pub because: Cow<'static, str>,
}

impl Field {
    /// Returns a text given by the field that `because` names.
    pub fn given(text: impl Into<String>, because: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), how: How::Given, because: because.into() }
    }

    /// Returns a field without a text: the format has looked, and the values there belong to something else, as
    /// `because` says.
    pub fn none(because: impl Into<Cow<'static, str>>) -> Self {
        Self { text: String::new(), how: How::Unknown, because: because.into() }
    }

    /// Returns a text found at the place that `because` names.
    pub fn found(text: impl Into<String>, because: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), how: How::Found, because: because.into() }
    }

    /// Returns a text inferred from the evidence that `because` names, such as the shape of a field.
    pub fn inferred(text: impl Into<String>, because: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), how: How::Inferred, because: because.into() }
    }
}

/// The problem of a file on which a parser panicked. Tests and fuzz targets look for it.
pub const PARSER_CRASHED: &str = "the parser crashed on this file; please report it";

/// Reads a chunk of a file, passes every article in it to `take`, and returns the problems of the chunk.
///
/// If the code that parses it panics, the chunk gets one problem, and no other chunk is affected.
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

/// Reads the text of one article again, in the same way as [`read`].
///
/// # Errors
/// Fails if the file was deleted or cannot be read any more, or if the address holds no article now.
pub fn open(corpus: &Corpus, address: &Address, options: &Options) -> Result<Body, Problem> {
    let problem = |what: Cow<'static, str>| Problem::new(&*address.path, Severity::NotShown, what);
    catch_unwind(AssertUnwindSafe(|| format::open_article(corpus, address, options)))
        .unwrap_or_else(|_| Err(PARSER_CRASHED.into()))
        .map_err(problem)
}

/// Returns the bytes of one article as they are in its file.
///
/// # Errors
/// Fails if the file was deleted or cannot be read any more.
pub fn raw(corpus: &Corpus, address: &Address) -> Result<Vec<u8>, Problem> {
    bytes::read(corpus, &address.path, address.range, u64::MAX, 0)
        .map_err(|error| Problem::new(&*address.path, Severity::NotShown, plain_reason(&error)))
}

/// Reads the lines of a JSON Lines chunk for which `is_wanted` is true, as [`read`] does.
///
/// Nothing is read of a chunk that cannot be read, is packed or has another format: [`read`] reports its problems.
pub fn read_wanted_lines(
    corpus: &Corpus,
    chunk: &FileChunk,
    options: &Options,
    is_wanted: &dyn Fn(&[u8]) -> bool,
    take: &mut dyn FnMut(Record),
) {
    let _ = catch_unwind(AssertUnwindSafe(|| format::read_wanted_lines(corpus, chunk, options, is_wanted, take)));
}

/// True if the bytes of a chunk look like JSON Lines: the first line is an object, and the name of the file allows this
/// format.
pub(crate) fn looks_like_json_lines(chunk: &FileChunk, bytes: &[u8]) -> bool {
    let line = bytes.trim_ascii_start().split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"{") && line.trim_ascii_end().ends_with(b"}") && format::may_be_json_lines(&chunk.path)
}

/// Returns the bytes of a chunk as they are in its file.
///
/// `None` for large files that are not cut into chunks, for packed files, and for files that cannot be read.
pub(crate) fn raw_bytes(corpus: &Corpus, chunk: &FileChunk) -> Option<Vec<u8>> {
    const BYTES_MAX: u64 = 8 * 1024 * 1024;
    if chunk.n_bytes > BYTES_MAX || is_named_packed(&chunk.path) {
        return None;
    }
    let range = chunk.lines.map(|lines| lines.range);
    bytes::read_as_it_is(corpus, &chunk.path, range, BYTES_MAX, chunk.n_bytes).ok()
}

/// Decodes bytes in any encoding, and returns the text with its encoding.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    let decoded = encoding::decode_article(bytes);
    (decoded.text, decoded.encoding)
}

/// True if the ending of a file allows many articles in it, each of which is read by itself.
pub(crate) fn may_hold_many(path: &Path) -> bool {
    const ENDINGS: [&str; 8] = ["jsonl", "ndjson", "json", "csv", "tsv", "mbox", "sgm", "xml"];
    ENDINGS.contains(&format::ending(path).as_str())
}

/// True if the ending of a file is that of a packed file.
pub(crate) fn is_named_packed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz") || ending.eq_ignore_ascii_case("zst"))
}

/// Returns the number of threads that can run at once. The system is asked only once, because it reads several files
/// for its answer.
pub(crate) fn n_cores() -> usize {
    static N_CORES: OnceLock<usize> = OnceLock::new();
    *N_CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get))
}

/// The reason of a failed open that is not the fault of the file.
const TOO_MANY_OPEN: &str = "too many files are open at once (ulimit -n)";

/// True if the error means that too many files are open.
pub(crate) fn is_lack_of_descriptors(error: &io::Error) -> bool {
    use rustix::io::Errno;
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE))
}

/// True if the only cause of the problem was a lack of file descriptors. The file may be readable another time.
pub fn is_transient(problem: &Problem) -> bool {
    problem.what.ends_with(TOO_MANY_OPEN)
}

/// True if the system refused to open or to read the file. Another try may succeed.
pub fn is_refused_by_system(problem: &Problem) -> bool {
    problem.what.starts_with("cannot be read: ")
}

/// The problem of a file that lost bytes between the walk and the reading.
const BECAME_SHORTER: &str = "it became shorter while it was read, and may break off";

/// True if a file had lost bytes when it was read, so its content is not the one that the walk found.
pub fn file_became_shorter(problem: &Problem) -> bool {
    problem.what == BECAME_SHORTER
}

/// Returns the reason of a failed read or walk in plain words.
pub(crate) fn plain_reason(error: &io::Error) -> Cow<'static, str> {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::NotFound => "it is not there any more".into(),
        io::ErrorKind::IsADirectory => "it is a folder now".into(),
        _ if is_lack_of_descriptors(error) => TOO_MANY_OPEN.into(),
        // The system's own message, without the number that Rust adds.
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
