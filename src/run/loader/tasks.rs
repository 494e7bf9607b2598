//! The pieces that are to be read: those first that most likely have what the user filters for, the others in the order
//! in which they were found.
//!
//! Of a piece of JSON Lines that has the words in few lines a preview is read first: the articles of those lines alone.
//! They go when the whole piece has been read, which is not begun before its preview has been handed on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::corpus::{FileState, Piece};
use crate::query::{RawWords, WhereWordsAre};

/// So many pieces are looked into at a time, before one of those that have the words is read …
const PIECES_AT_ONCE: usize = 64;
/// … or so many bytes of them.
const BYTES_AT_ONCE: u64 = 4 * 1024 * 1024;

/// A piece to read, of a file as it was found.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub piece: Piece,
    pub state: FileState,
    /// True if a preview of it was read: all of it is handed on at once then, so that no article vanishes meanwhile.
    pub is_previewed: bool,
}

impl Task {
    /// A piece to read, of a file in this state.
    pub fn new(piece: Piece, state: FileState) -> Self {
        Self { piece, state, is_previewed: false }
    }
}

/// What is to be read first.
#[derive(Debug, Default)]
pub(super) struct Preference {
    words: Mutex<Option<Arc<RawWords>>>,
    /// The number of its changes.
    round: AtomicU64,
}

impl Preference {
    /// Has files with these words read first from now on.
    pub fn set(&self, words: Option<RawWords>) {
        let mut known = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_none() && words.is_none() {
            return;
        }
        *known = words.map(Arc::new);
        self.round.fetch_add(1, Ordering::Relaxed);
    }

    fn words(&self) -> Option<Arc<RawWords>> {
        self.words.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The pieces that are to be read.
#[derive(Debug)]
pub(super) struct Tasks<'load> {
    preference: &'load Preference,
    queue: Mutex<Queue>,
    has_changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    /// By their numbers, which count them as they are found.
    waiting: BTreeMap<u64, Task>,
    /// Those in which the words were found.
    preferred: BTreeMap<u64, Preferred>,
    /// Those whose preview is being read.
    being_previewed: BTreeSet<u64>,
    n_found: u64,
    /// The words of this change of the preference are looked for, in the pieces from this number on.
    round: u64,
    words: Option<Arc<RawWords>>,
    looked_into: u64,
    /// True if no more are found.
    is_closed: bool,
}

#[derive(Debug)]
enum Preferred {
    /// To be read whole.
    Whole(Task),
    /// Its preview is to be read. It is among those that wait as well.
    Preview(Task),
}

/// What a reader is to do.
#[derive(Debug)]
pub(super) enum Next {
    /// Read a piece. It is one of those that the user waits for, if `is_preferred`.
    Read { task: Box<Task>, is_preferred: bool },
    /// Read the lines of a piece that have words, hand them on, and say so: [`Tasks::handed_on_previews`].
    Preview { number: u64, task: Box<Task>, words: Arc<RawWords> },
    /// Look for words in pieces, and say in which they are: [`Tasks::found_words`].
    LookInto(Look),
    /// Wait for what is found.
    Wait,
    /// End.
    End,
}

/// Words to look for in pieces.
#[derive(Debug)]
pub(super) struct Look {
    pub words: Arc<RawWords>,
    /// Each with its number.
    pub pieces: Vec<(u64, Piece)>,
    round: u64,
}

impl<'load> Tasks<'load> {
    /// No piece yet.
    pub fn new(preference: &'load Preference) -> Self {
        Self { preference, queue: Mutex::default(), has_changed: Condvar::new() }
    }

    /// Adds a piece.
    pub fn push(&self, task: Task) {
        let mut queue = self.queue();
        let number = queue.n_found;
        queue.n_found += 1;
        queue.waiting.insert(number, task);
        drop(queue);
        self.has_changed.notify_one();
    }

    /// Says that no more are found.
    pub fn close(&self) {
        self.queue().is_closed = true;
        self.has_changed.notify_all();
    }

    /// What a reader is to do next.
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
        if let Some(look) = queue.look() {
            return Next::LookInto(look);
        }
        let next = queue.next_waiting();
        match next.and_then(|number| queue.waiting.remove(&number)) {
            Some(task) => Next::Read { task: Box::new(task), is_preferred: false },
            None if queue.is_closed && queue.waiting.is_empty() => Next::End,
            None => Next::Wait,
        }
    }

    /// Waits until there is something to do.
    pub fn wait(&self) {
        let queue = self.queue();
        let has_nothing = |queue: &mut Queue| {
            let is_over = queue.is_closed && queue.waiting.is_empty();
            queue.next_waiting().is_none() && queue.preferred.is_empty() && !is_over
        };
        drop(self.has_changed.wait_while(queue, has_nothing));
    }

    /// Takes in where the words are in the pieces of a [`Look`], by their numbers.
    pub fn found_words(&self, look: &Look, found: impl IntoIterator<Item = (u64, WhereWordsAre)>) {
        let mut queue = self.queue();
        if queue.round != look.round {
            return;
        }
        for (number, place) in found {
            // Another reader may have read it meanwhile, or read a preview of other words.
            if queue.being_previewed.contains(&number) {
                continue;
            }
            let preferred = match place {
                WhereWordsAre::Nowhere => None,
                WhereWordsAre::InFewLines => queue.waiting.get_mut(&number).map(|task| {
                    task.is_previewed = true;
                    Preferred::Preview(task.clone())
                }),
                WhereWordsAre::Somewhere => queue.waiting.remove(&number).map(Preferred::Whole),
            };
            if let Some(preferred) = preferred {
                queue.preferred.insert(number, preferred);
            }
        }
    }

    /// Takes in that the previews of these pieces have been handed on, so that the pieces may be read.
    pub fn handed_on_previews(&self, numbers: &[u64]) {
        let mut queue = self.queue();
        for number in numbers {
            queue.being_previewed.remove(number);
        }
        drop(queue);
        self.has_changed.notify_all();
    }

    fn follow_preference(&self, queue: &mut Queue) {
        let round = self.preference.round.load(Ordering::Relaxed);
        if queue.round != round {
            queue.round = round;
            queue.words = self.preference.words();
            queue.looked_into = 0;
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
    /// The number of the next piece that waits and whose preview is not being read.
    fn next_waiting(&self) -> Option<u64> {
        self.waiting.keys().find(|number| !self.being_previewed.contains(number)).copied()
    }

    /// The next pieces that have not been looked into, where words are looked for.
    fn look(&mut self) -> Option<Look> {
        let words = Arc::clone(self.words.as_ref()?);
        let (mut pieces, mut n_bytes) = (Vec::new(), 0);
        for (number, task) in self.waiting.range(self.looked_into..) {
            pieces.push((*number, task.piece.clone()));
            n_bytes += task.piece.n_bytes;
            if pieces.len() == PIECES_AT_ONCE || n_bytes >= BYTES_AT_ONCE {
                break;
            }
        }
        self.looked_into = pieces.last()?.0 + 1;
        Some(Look { words, pieces, round: self.round })
    }
}

/// The hands of the walk on the pieces: once it is dropped no more are found.
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
    use crate::query::parse;

    fn task(name: &str) -> Task {
        let piece = Piece { path: Path::new(name).into(), n_bytes: 5, part: None };
        Task::new(piece, FileState::default())
    }

    fn words(filter: &str) -> Option<RawWords> {
        RawWords::of(&parse(filter, date(2022, 3, 20)))
    }

    /// Everything that a reader does, with the word `ferry` in the files that begin with `f`.
    fn done(tasks: &Tasks<'_>) -> String {
        let (mut done, mut previewed) = (Vec::new(), Vec::new());
        loop {
            let next = tasks.next();
            if !matches!(next, Next::Preview { .. }) {
                tasks.handed_on_previews(&std::mem::take(&mut previewed));
            }
            match next {
                Next::Read { task, is_preferred } => {
                    done.push(format!("{}{}", task.piece.path.display(), if is_preferred { "!" } else { "" }));
                }
                Next::LookInto(look) => {
                    let has_words = |(number, piece): &(u64, Piece)| {
                        let is_lines = piece.path.extension().is_some();
                        let has_words = piece.path.to_string_lossy().starts_with('f');
                        let text = if has_words { format!("ferry{}", "\n".repeat(9)) } else { String::new() };
                        (*number, look.words.look_in(text.as_bytes(), is_lines))
                    };
                    done.push("look".to_owned());
                    tasks.found_words(&look, look.pieces.iter().map(has_words));
                }
                Next::Preview { number, task, .. } => {
                    done.push(format!("{}?", task.piece.path.display()));
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

    #[test]
    fn pieces_with_the_words_come_first() {
        let preference = Preference::default();
        let tasks = Tasks::new(&preference);
        for name in ["a", "f1", "b", "f2"] {
            tasks.push(task(name));
        }
        preference.set(words("ferry"));
        assert_eq!(done(&tasks), "look f1! f2! a b wait");
    }

    #[test]
    fn few_lines_are_read_before_the_others_and_again_with_them() {
        let preference = Preference::default();
        let tasks = Tasks::new(&preference);
        for name in ["a", "f.jsonl", "b.jsonl", "f"] {
            tasks.push(task(name));
        }
        preference.set(words("ferry"));
        assert_eq!(done(&tasks), "look f.jsonl? f! a f.jsonl b.jsonl wait");
    }

    #[test]
    fn a_piece_is_not_read_while_its_preview_is() {
        let preference = Preference::default();
        preference.set(words("ferry"));
        let tasks = Tasks::new(&preference);
        tasks.push(task("f.jsonl"));
        tasks.close();
        let Next::LookInto(look) = tasks.next() else { panic!("it looks for the words") };
        tasks.found_words(&look, [(0, WhereWordsAre::InFewLines)]);
        let Next::Preview { number, .. } = tasks.next() else { panic!("the words are in few lines") };
        assert!(matches!(tasks.next(), Next::Wait));
        tasks.handed_on_previews(&[number]);
        tasks.wait();
        assert!(matches!(tasks.next(), Next::Read { is_preferred: false, .. }));
        assert!(matches!(tasks.next(), Next::End));
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
        preference.set(words("ferry"));
        let tasks = Tasks::new(&preference);
        for name in ["a", "f1", "b"] {
            tasks.push(task(name));
        }
        let Next::LookInto(look) = tasks.next() else { panic!("it looks for the words") };
        preference.set(words("bridge"));
        let Next::LookInto(_) = tasks.next() else { panic!("it looks for the other words") };
        // Late, and about words that nobody asks for any more.
        tasks.found_words(&look, [(1, WhereWordsAre::Somewhere)]);
        assert_eq!(done(&tasks), "a f1 b wait");
        preference.set(None);
        tasks.push(task("f2"));
        assert_eq!(done(&tasks), "f2");
    }

    #[test]
    fn many_are_looked_into_bit_by_bit() {
        let preference = Preference::default();
        preference.set(words("ferry"));
        let tasks = Tasks::new(&preference);
        for _ in 0..PIECES_AT_ONCE {
            tasks.push(task("a"));
        }
        tasks.push(task("f1"));
        tasks.push(task("b"));
        assert_eq!(done(&tasks), format!("look look f1! {}b wait", "a ".repeat(PIECES_AT_ONCE)));
    }
}
