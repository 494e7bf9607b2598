//! The queue of chunks that wait to be read. Chunks that probably match the filter come first, the others in the order
//! of the walk.
//!
//! If few lines of a chunk of JSON Lines have the words of the filter, a parser first makes a preview: the articles of
//! those lines. The coordinator deletes them when the whole chunk arrives. No parser starts the whole chunk before its
//! preview has been sent.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::preference::Preference;
use crate::corpus::{FileChunk, FileState};
use crate::query::{RawWords, WordPlacement};

/// The most chunks of one scan. No preferred chunk is read before the scan ends.
const CHUNKS_PER_SCAN_MAX: usize = 64;
/// The number of bytes after which a scan takes no further chunk.
const BYTES_PER_SCAN_MAX: u64 = 4 * 1024 * 1024;

/// A chunk to read, with the state of its file when it was found.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub chunk: FileChunk,
    pub state: FileState,
    /// True if a preview may be made. It may not for a file that is read again, because its old articles are still
    /// shown.
    pub may_have_preview: bool,
    /// True if a preview was planned. The articles of the chunk are then sent in one batch, so that none vanishes
    /// between the preview and the chunk.
    pub has_preview: bool,
}

impl Task {
    /// Returns the task to read a chunk of a file in this state.
    pub fn new(chunk: FileChunk, state: FileState) -> Self {
        Self { chunk, state, may_have_preview: true, has_preview: false }
    }
}

/// The chunks that wait to be read, shared by the walker and the parsers.
#[derive(Debug)]
pub(super) struct Tasks<'load> {
    preference: &'load Preference,
    queue: Mutex<Queue>,
    has_changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    /// Waiting chunks by number. The numbers count the chunks in the order in which they were found.
    waiting: BTreeMap<u64, Task>,
    /// Chunks in which the words were found, by number.
    preferred: BTreeMap<u64, Preferred>,
    /// The numbers of chunks whose preview is being read or has not been sent.
    being_previewed: BTreeSet<u64>,
    /// The numbers of chunks that a parser scans. No other parser reads one of them meanwhile: its preview would come
    /// too late.
    being_scanned: BTreeSet<u64>,
    n_found: u64,
    /// The number of changes of the preference when `words` were taken.
    n_changes: u64,
    /// The words to scan chunks for.
    words: Option<Arc<RawWords>>,
    /// The number of the first chunk that has not been scanned for `words`.
    next_to_scan: u64,
    /// True if the walk adds no more chunks.
    is_closed: bool,
}

#[derive(Debug)]
enum Preferred {
    /// The whole chunk is read first.
    Whole(Task),
    /// A preview of the chunk is read first. The chunk is in `waiting` as well.
    Preview(Task),
}

/// The next step of a parser.
#[derive(Debug)]
pub(super) enum Next {
    /// Read a chunk. `is_preferred` is true if the user waits for it.
    Read { task: Box<Task>, is_preferred: bool },
    /// Read the lines of a chunk that have the words, send their articles, then call [`Tasks::finish_previews`].
    Preview { number: u64, task: Box<Task>, words: Arc<RawWords> },
    /// Scan chunks for words, then call [`Tasks::take_scanned`].
    Scan(Scan),
    /// Call [`Tasks::wait`].
    Wait,
    /// End the thread.
    End,
}

/// The task to scan chunks for words.
#[derive(Debug)]
pub(super) struct Scan {
    pub words: Arc<RawWords>,
    /// The chunks with their numbers.
    pub chunks: Vec<(u64, FileChunk)>,
    n_changes: u64,
}

impl<'load> Tasks<'load> {
    pub fn new(preference: &'load Preference) -> Self {
        Self { preference, queue: Mutex::default(), has_changed: Condvar::new() }
    }

    pub fn push(&self, task: Task) {
        let mut queue = self.queue();
        let number = queue.n_found;
        queue.n_found += 1;
        queue.waiting.insert(number, task);
        drop(queue);
        self.has_changed.notify_one();
    }

    /// Notes that no more chunks will be added.
    pub fn close(&self) {
        self.queue().is_closed = true;
        self.has_changed.notify_all();
    }

    /// Returns the next step of a parser.
    pub fn next(&self) -> Next {
        let mut queue = self.queue();
        self.follow_preference(&mut queue);
        let words = queue.words.clone();
        match (queue.preferred.pop_first(), words) {
            (Some((number, Preferred::Preview(task))), Some(words)) => {
                queue.being_previewed.insert(number);
                return Next::Preview { number, task: Box::new(task), words };
            }
            (Some((_, Preferred::Whole(task) | Preferred::Preview(task))), _) => {
                return Next::Read { task: Box::new(task), is_preferred: true };
            }
            (None, _) => {}
        }
        if let Some(scan) = queue.scan() {
            return Next::Scan(scan);
        }
        let next = queue.next_waiting();
        match next.and_then(|number| queue.waiting.remove(&number)) {
            Some(task) => Next::Read { task: Box::new(task), is_preferred: false },
            None if queue.is_closed && queue.waiting.is_empty() => Next::End,
            None => Next::Wait,
        }
    }

    /// Waits until there is something to do, or nothing more will come.
    pub fn wait(&self) {
        let queue = self.queue();
        let has_nothing = |queue: &mut Queue| {
            let is_over = queue.is_closed && queue.waiting.is_empty();
            queue.next_waiting().is_none() && queue.preferred.is_empty() && !is_over
        };
        drop(self.has_changed.wait_while(queue, has_nothing));
    }

    /// Takes the result of a scan: the places of the words in each chunk, by the number of the chunk.
    pub fn take_scanned(&self, scan: &Scan, found: impl IntoIterator<Item = (u64, WordPlacement)>) {
        let mut queue = self.queue();
        Self::take_result(&mut queue, scan, found);
        for (number, _) in &scan.chunks {
            queue.being_scanned.remove(number);
        }
        drop(queue);
        self.has_changed.notify_all();
    }

    fn take_result(queue: &mut Queue, scan: &Scan, found: impl IntoIterator<Item = (u64, WordPlacement)>) {
        if queue.n_changes != scan.n_changes {
            return;
        }
        for (number, place) in found {
            // Another parser may have read the chunk meanwhile, or may be reading a preview of it for other words.
            if queue.being_previewed.contains(&number) {
                continue;
            }
            let preferred = match place {
                WordPlacement::Nowhere => None,
                WordPlacement::InFewLines if queue.may_have_preview(number) => {
                    queue.waiting.get_mut(&number).map(|task| {
                        task.has_preview = true;
                        Preferred::Preview(task.clone())
                    })
                }
                WordPlacement::InFewLines | WordPlacement::Somewhere => {
                    queue.waiting.remove(&number).map(Preferred::Whole)
                }
            };
            if let Some(preferred) = preferred {
                queue.preferred.insert(number, preferred);
            }
        }
    }

    /// Releases the chunks of these previews to be read whole. The previews have been sent, or never will be.
    pub fn finish_previews(&self, numbers: &[u64]) {
        let mut queue = self.queue();
        for number in numbers {
            queue.being_previewed.remove(number);
        }
        drop(queue);
        self.has_changed.notify_all();
    }

    /// Lets all chunks be read that parsers scan: for a parser that ends, perhaps in the middle of a scan.
    pub fn end_scans(&self) {
        self.queue().being_scanned.clear();
        self.has_changed.notify_all();
    }

    fn follow_preference(&self, queue: &mut Queue) {
        let n_changes = self.preference.n_changes();
        if queue.n_changes != n_changes {
            queue.n_changes = n_changes;
            queue.words = self.preference.words();
            queue.next_to_scan = 0;
            for (number, preferred) in std::mem::take(&mut queue.preferred) {
                if let Preferred::Whole(task) = preferred {
                    queue.waiting.insert(number, task);
                }
            }
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    /// True if a preview of the chunk may be made. A chunk has only one preview, because a second one for other words
    /// would replace the articles of the first.
    fn may_have_preview(&self, number: u64) -> bool {
        self.waiting.get(&number).is_some_and(|task| task.may_have_preview && !task.has_preview)
    }

    /// Returns the number of the first waiting chunk that no parser scans or reads a preview of.
    fn next_waiting(&self) -> Option<u64> {
        let is_free = |number: &&u64| !self.being_previewed.contains(number) && !self.being_scanned.contains(number);
        self.waiting.keys().find(is_free).copied()
    }

    /// Returns a scan of the next chunks that have not been scanned. `None` if there are no chunks or no words.
    fn scan(&mut self) -> Option<Scan> {
        let words = Arc::clone(self.words.as_ref()?);
        let (mut chunks, mut n_bytes) = (Vec::new(), 0);
        for (number, task) in self.waiting.range(self.next_to_scan..) {
            chunks.push((*number, task.chunk.clone()));
            n_bytes += task.chunk.n_bytes;
            if chunks.len() == CHUNKS_PER_SCAN_MAX || n_bytes >= BYTES_PER_SCAN_MAX {
                break;
            }
        }
        self.next_to_scan = chunks.last()?.0 + 1;
        self.being_scanned.extend(chunks.iter().map(|(number, _)| number));
        Some(Scan { words, chunks, n_changes: self.n_changes })
    }
}

/// The walker's handle of the queue. Dropping it closes the queue.
#[derive(Debug)]
pub(super) struct TaskSender<'load>(pub Arc<Tasks<'load>>);

impl Drop for TaskSender<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use jiff::civil::date;

    use super::*;
    use crate::query::{Query, parse};

    fn task(name: &str) -> Task {
        let chunk = FileChunk { path: Path::new(name).into(), n_bytes: 5, lines: None };
        Task::new(chunk, FileState::default())
    }

    fn query(filter: &str) -> Arc<Query> {
        Arc::new(parse(filter, date(2022, 3, 20)))
    }

    /// Runs the steps of one parser, and returns them as text. The word `ferry` is in the files that begin with `f`.
    fn done(tasks: &Tasks<'_>) -> String {
        let (mut done, mut previewed) = (Vec::new(), Vec::new());
        loop {
            let next = tasks.next();
            if !matches!(next, Next::Preview { .. }) {
                tasks.finish_previews(&std::mem::take(&mut previewed));
            }
            match next {
                Next::Read { task, is_preferred } => {
                    done.push(format!("{}{}", task.chunk.path.display(), if is_preferred { "!" } else { "" }));
                }
                Next::Scan(scan) => {
                    let has_words = |(number, chunk): &(u64, FileChunk)| {
                        let is_lines = chunk.path.extension().is_some();
                        let has_words = chunk.path.to_string_lossy().starts_with('f');
                        let text = if has_words { format!("{}ferry", "quay\n".repeat(9)) } else { String::new() };
                        (*number, scan.words.find_in(text.as_bytes(), is_lines))
                    };
                    done.push("scan".to_owned());
                    tasks.take_scanned(&scan, scan.chunks.iter().map(has_words));
                }
                Next::Preview { number, task, .. } => {
                    done.push(format!("{}?", task.chunk.path.display()));
                    previewed.push(number);
                }
                Next::Wait => done.push("wait".to_owned()),
                Next::End => break,
            }
            if done.last().is_some_and(|last| last == "wait") {
                tasks.close();
            }
        }
        done.join(" ")
    }

    /// Scans the first chunk, which has the words in few lines, and returns its number when its preview begins.
    fn preview_of_first(tasks: &Tasks<'_>) -> u64 {
        let Next::Scan(scan) = tasks.next() else { panic!("it scans for the words") };
        tasks.take_scanned(&scan, [(0, WordPlacement::InFewLines)]);
        let Next::Preview { number, .. } = tasks.next() else { panic!("the words are in few lines") };
        number
    }

    #[test]
    fn chunks_with_the_words_come_first() {
        let preference = Preference::default();
        let tasks = Tasks::new(&preference);
        for name in ["a", "f1", "b", "f2"] {
            tasks.push(task(name));
        }
        preference.set(&query("ferry"));
        assert_eq!(done(&tasks), "scan f1! f2! a b wait");
    }

    #[test]
    fn few_lines_are_read_before_the_others_and_again_with_them() {
        let preference = Preference::default();
        let tasks = Tasks::new(&preference);
        for name in ["a", "f.jsonl", "b.jsonl", "f"] {
            tasks.push(task(name));
        }
        preference.set(&query("ferry"));
        assert_eq!(done(&tasks), "scan f.jsonl? f! a f.jsonl b.jsonl wait");
    }

    #[test]
    fn a_file_that_is_read_anew_has_no_preview() {
        let preference = Preference::default();
        let tasks = Tasks::new(&preference);
        tasks.push(task("a"));
        tasks.push(Task { may_have_preview: false, ..task("f.jsonl") });
        preference.set(&query("ferry"));
        assert_eq!(done(&tasks), "scan f.jsonl! a wait");
    }

    #[test]
    fn a_chunk_has_one_preview() {
        let preference = Preference::default();
        preference.set(&query("ferry"));
        let tasks = Tasks::new(&preference);
        tasks.push(task("f.jsonl"));
        let number = preview_of_first(&tasks);
        tasks.finish_previews(&[number]);
        preference.set(&query("ferry"));
        assert_eq!(done(&tasks), "scan f.jsonl! wait");
    }

    #[test]
    fn a_parser_that_waits_hears_that_a_preview_is_finished() {
        let preference = Preference::default();
        preference.set(&query("ferry"));
        let tasks = Tasks::new(&preference);
        tasks.push(task("f.jsonl"));
        tasks.close();
        let number = preview_of_first(&tasks);
        std::thread::scope(|scope| {
            let parser = scope.spawn(|| {
                tasks.wait();
                matches!(tasks.next(), Next::Read { .. })
            });
            tasks.finish_previews(&[number]);
            assert!(parser.join().unwrap());
        });
    }

    #[test]
    fn a_chunk_is_not_read_while_its_preview_is() {
        let preference = Preference::default();
        preference.set(&query("ferry"));
        let tasks = Tasks::new(&preference);
        tasks.push(task("f.jsonl"));
        tasks.close();
        let number = preview_of_first(&tasks);
        assert!(matches!(tasks.next(), Next::Wait));
        tasks.finish_previews(&[number]);
        tasks.wait();
        assert!(matches!(tasks.next(), Next::Read { is_preferred: false, .. }));
        assert!(matches!(tasks.next(), Next::End));
    }

    #[test]
    fn a_chunk_is_not_read_while_it_is_scanned() {
        let preference = Preference::default();
        preference.set(&query("ferry"));
        let tasks = Tasks::new(&preference);
        tasks.push(task("f.jsonl"));
        let Next::Scan(scan) = tasks.next() else { panic!("it scans for the words") };
        assert!(matches!(tasks.next(), Next::Wait));
        tasks.take_scanned(&scan, [(0, WordPlacement::InFewLines)]);
        assert!(matches!(tasks.next(), Next::Preview { .. }));
        // A parser that dies while it scans keeps nothing from the others.
        tasks.push(task("a"));
        let Next::Scan(_) = tasks.next() else { panic!("it scans for the words") };
        assert!(matches!(tasks.next(), Next::Wait));
        tasks.end_scans();
        assert!(matches!(tasks.next(), Next::Read { is_preferred: false, .. }));
    }

    #[test]
    fn without_words_they_come_as_they_were_found() {
        let preference = Preference::default();
        let tasks = Tasks::new(&preference);
        for name in ["a", "f1"] {
            tasks.push(task(name));
        }
        assert_eq!(done(&tasks), "a f1 wait");
    }

    #[test]
    fn another_filter_is_looked_for_anew() {
        let preference = Preference::default();
        preference.set(&query("ferry"));
        let tasks = Tasks::new(&preference);
        for name in ["a", "f1", "b"] {
            tasks.push(task(name));
        }
        let Next::Scan(scan) = tasks.next() else { panic!("it scans for the words") };
        preference.set(&query("bridge"));
        let Next::Scan(_) = tasks.next() else { panic!("it scans for the other words") };
        // This result is too late: it is about words that nobody asks for any more.
        tasks.take_scanned(&scan, [(1, WordPlacement::Somewhere)]);
        assert_eq!(done(&tasks), "a f1 b wait");
        preference.clear();
        tasks.push(task("f2"));
        assert_eq!(done(&tasks), "f2");
    }

    #[test]
    fn many_are_scanned_bit_by_bit() {
        let preference = Preference::default();
        preference.set(&query("ferry"));
        let tasks = Tasks::new(&preference);
        for _ in 0..CHUNKS_PER_SCAN_MAX {
            tasks.push(task("a"));
        }
        tasks.push(task("f1"));
        tasks.push(task("b"));
        assert_eq!(done(&tasks), format!("scan scan f1! {}b wait", "a ".repeat(CHUNKS_PER_SCAN_MAX)));
    }
}
