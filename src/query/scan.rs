//! Work over many articles on all cores, in pieces, stopped as soon as nobody wants it any more.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::corpus::n_cores;
use crate::index::{RowId, Segment};

/// How many articles make one piece: about half a megabyte of news, a tenth of a millisecond, so that
/// a stop is heard at once and the cores finish together.
const ARTICLES_A_PIECE: usize = 128;

/// Below this many bytes of text a thread costs more to start than it saves.
const BYTES_FOR_A_THREAD: usize = 1 << 20;

/// Some articles of one segment.
pub(super) struct Piece<'snapshot> {
    pub segment: &'snapshot Segment,
    /// The row of the segment's first article.
    pub first_row: RowId,
    /// Which of the segment's articles.
    pub articles: Range<usize>,
}

impl Piece<'_> {
    /// The row behind the last of the piece.
    pub fn end_row(&self) -> usize {
        self.first_row as usize + self.articles.end
    }

    /// The rows of the piece, each with its place in the segment.
    pub fn rows(&self) -> impl Iterator<Item = (RowId, usize)> {
        let first_row = self.first_row;
        self.articles.clone().map(move |at| (first_row + at as RowId, at))
    }
}

/// The rows of segments from `first_row` on, in pieces. Each segment comes with the number of its first row.
pub(super) fn pieces<'snapshot>(segments: &[(RowId, &'snapshot Segment)], first_row: usize) -> Vec<Piece<'snapshot>> {
    let mut pieces = Vec::new();
    for (segment_row, segment) in segments {
        let mut start = first_row.saturating_sub(*segment_row as usize).min(segment.len());
        while start < segment.len() {
            let end = (start + ARTICLES_A_PIECE).min(segment.len());
            pieces.push(Piece { segment, first_row: *segment_row, articles: start..end });
            start = end;
        }
    }
    pieces
}

/// Does `work` on each piece. Returns the answers for the first pieces, up to the first one that was
/// not worked on because `stop` said so; all of them where it never did.
///
/// `n_bytes` is about how much text there is to look at. Threads are started for each scan: that takes
/// some 50 µs, against milliseconds of work, and leaves nothing running in between.
pub(super) fn scan<T: Send>(
    pieces: &[Piece<'_>],
    n_bytes: usize,
    stop: &dyn Fn() -> bool,
    work: impl Fn(&Piece<'_>) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let is_stopped = AtomicBool::new(false);
    let run = |stop: &dyn Fn() -> bool| {
        let mut answers = Vec::new();
        loop {
            if stop() {
                is_stopped.store(true, Ordering::Relaxed);
            }
            if is_stopped.load(Ordering::Relaxed) {
                return answers;
            }
            let piece_idx = next.fetch_add(1, Ordering::Relaxed);
            let Some(piece) = pieces.get(piece_idx) else {
                return answers;
            };
            answers.push((piece_idx, work(piece)));
        }
    };
    let n_threads = n_cores().min(pieces.len()).min(1 + n_bytes / BYTES_FOR_A_THREAD);
    let mut answers = thread::scope(|scope| {
        // `stop` may not leave this thread, so the others only hear of it. A thread that cannot be
        // started leaves its share to the rest.
        let helpers: Vec<_> = (1..n_threads)
            .filter_map(|_| {
                thread::Builder::new().name("search".to_owned()).spawn_scoped(scope, || run(&|| false)).ok()
            })
            .collect();
        let mut answers = run(stop);
        for helper in helpers {
            match helper.join() {
                Ok(found) => answers.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    });
    answers.sort_unstable_by_key(|(piece_idx, _)| *piece_idx);
    let is_next = |(at, (piece_idx, _)): &(usize, (usize, T))| at == piece_idx;
    answers.into_iter().enumerate().take_while(is_next).map(|(_, (_, answer))| answer).collect()
}

/// Does `work` for each number below `n`, on all cores. `None` as soon as a piece of it is, as where `stop`, which each
/// is given in a form that other threads may ask, has said so.
pub(super) fn each<T: Send>(
    n: usize,
    stop: &dyn Fn() -> bool,
    work: impl Fn(usize, &dyn Fn() -> bool) -> Option<T> + Sync,
) -> Option<Vec<T>> {
    let (next, is_stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let run = |stop: &dyn Fn() -> bool| {
        let mut answers = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= n || is_stopped.load(Ordering::Relaxed) {
                return answers;
            }
            match work(at, stop) {
                Some(answer) => answers.push((at, answer)),
                None => is_stopped.store(true, Ordering::Relaxed),
            }
        }
    };
    let hear = || {
        let stops = stop();
        if stops {
            is_stopped.store(true, Ordering::Relaxed);
        }
        stops
    };
    let mut answers = thread::scope(|scope| {
        let help = || run(&|| is_stopped.load(Ordering::Relaxed));
        let helpers: Vec<_> = (1..n_cores().min(n))
            .filter_map(|_| thread::Builder::new().name("search".to_owned()).spawn_scoped(scope, help).ok())
            .collect();
        let mut answers = run(&hear);
        for helper in helpers {
            match helper.join() {
                Ok(found) => answers.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    });
    answers.sort_unstable_by_key(|(at, _)| *at);
    (answers.len() == n).then(|| answers.into_iter().map(|(_, answer)| answer).collect())
}
