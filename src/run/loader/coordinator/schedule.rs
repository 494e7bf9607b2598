//! The times at which a load publishes, writes and walks without an event.

use std::time::{Duration, Instant};

use crate::run::loader::walker::WalkScope;

/// The number of articles that the first snapshot waits for. About a screenful.
pub(super) const FIRST_ARTICLES: usize = 24;
/// The longest time that the first snapshot waits for articles.
const FIRST_WAIT: Duration = Duration::from_millis(15);
/// The shortest time between two snapshots.
const PUBLISH_WAIT: Duration = Duration::from_millis(150);
/// The rest after a snapshot, as a multiple of the time that it took. So publishing takes at most a fifth of the time.
///
/// A snapshot of millions of articles takes long, and reading must continue.
const REST_FACTOR: u32 = 4;
/// The time without a change after which a few changes are written to the index. A program that ends before that loses
/// nothing, because the next start finds the same changes.
const WRITE_WAIT: Duration = Duration::from_millis(1_500);
/// The longest time that the first walk waits for the watch of the folder. The articles of the index are shown
/// meanwhile.
const WATCH_WAIT: Duration = Duration::from_secs(1);

/// The times at which a load acts without an event, and the next walk.
pub(super) struct Schedule {
    publish_at: Instant,
    /// The time until which nothing is published.
    rest_until: Instant,
    write_at: Option<Instant>,
    /// The latest start of the first walk, while it waits for the watch.
    walk_at: Option<Instant>,
    /// The scope of the walk that follows the current pass.
    next_walk: Option<WalkScope>,
    /// True if there is something new to publish since the last snapshot.
    has_news: bool,
}

impl Schedule {
    pub fn new() -> Self {
        let now = Instant::now();
        Self {
            publish_at: now + FIRST_WAIT,
            rest_until: now,
            write_at: None,
            walk_at: None,
            next_walk: None,
            has_news: false,
        }
    }

    pub fn note_news(&mut self) {
        self.has_news = true;
    }

    pub fn has_news(&self) -> bool {
        self.has_news
    }

    /// Notes a change of rows or files. It is published soon, and written when no further change follows for a while.
    pub fn note_change(&mut self) {
        self.has_news = true;
        self.write_at = Some(Instant::now() + WRITE_WAIT);
    }

    /// Publishes as soon as possible, because the user waits for articles that have arrived.
    pub fn hurry_publishing(&mut self) {
        self.publish_at = self.publish_at.min(self.rest_until.max(Instant::now()));
    }

    pub fn is_time_to_publish(&self) -> bool {
        Instant::now() >= self.publish_at
    }

    /// Postpones the first snapshot until the next batch may have arrived.
    pub fn put_off_first(&mut self) {
        self.publish_at = Instant::now() + FIRST_WAIT;
        self.has_news = false;
    }

    /// Notes that a snapshot was published. `started` is the time at which its preparation began.
    pub fn published(&mut self, started: Instant) {
        let rest = started.elapsed() * REST_FACTOR;
        self.has_news = false;
        self.rest_until = Instant::now() + rest;
        self.publish_at = Instant::now() + PUBLISH_WAIT.max(rest);
    }

    /// Lets the index be written as soon as possible, because no more changes are expected.
    pub fn write_now(&mut self) {
        self.write_at = Some(Instant::now());
    }

    pub fn is_time_to_write(&self) -> bool {
        self.write_at.is_some_and(|at| Instant::now() >= at)
    }

    /// Makes the first walk wait for the watch of the folder.
    pub fn wait_for_watch(&mut self) {
        self.walk_at = Some(Instant::now() + WATCH_WAIT);
    }

    /// Ends the wait for the watch. Returns false if the first walk did not wait.
    pub fn stop_waiting_for_watch(&mut self) -> bool {
        self.walk_at.take().is_some()
    }

    /// Returns true once the first walk has waited long enough for the watch.
    pub fn take_due_walk(&mut self) -> bool {
        self.walk_at.take_if(|at| Instant::now() >= *at).is_some()
    }

    /// Adds a scope to the next walk.
    pub fn add_walk(&mut self, scope: WalkScope) {
        self.next_walk = Some(match (self.next_walk.take(), scope) {
            (Some(WalkScope::Everything), _) | (_, WalkScope::Everything) => WalkScope::Everything,
            (None, scope) => scope,
            (Some(WalkScope::Only(mut paths)), WalkScope::Only(more)) => {
                paths.extend(more);
                WalkScope::Only(paths)
            }
        });
    }

    pub fn take_next_walk(&mut self) -> Option<WalkScope> {
        self.next_walk.take()
    }

    pub fn has_next_walk(&self) -> bool {
        self.next_walk.is_some()
    }

    /// Returns the time of the next action that needs no event. `may_write` must be true if writing is possible then.
    pub fn next_wake(&self, may_write: bool) -> Option<Instant> {
        let publish = self.has_news.then_some(self.publish_at);
        let write = self.write_at.filter(|_| may_write);
        publish.into_iter().chain(write).chain(self.walk_at).min()
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn the_next_walk_covers_all_that_was_asked_for() {
        let only = |path: &str| WalkScope::Only([PathBuf::from(path)].into_iter().collect());
        let mut schedule = Schedule::new();
        schedule.add_walk(only("a.md"));
        schedule.add_walk(only("b.md"));
        let Some(WalkScope::Only(paths)) = schedule.take_next_walk() else { panic!("two files") };
        assert!(["a.md", "b.md"].iter().all(|path| paths.iter().any(|own| own == Path::new(path))));
        schedule.add_walk(WalkScope::Everything);
        schedule.add_walk(only("a.md"));
        assert_eq!(schedule.take_next_walk(), Some(WalkScope::Everything));
        assert!(!schedule.has_next_walk());
    }

    #[test]
    fn nothing_wakes_a_load_without_news() {
        let mut schedule = Schedule::new();
        assert_eq!(schedule.next_wake(true), None);
        schedule.note_change();
        assert_eq!(schedule.next_wake(true), Some(schedule.publish_at));
        schedule.published(Instant::now());
        assert_eq!(schedule.next_wake(false), None, "nothing can be written");
        assert_eq!(schedule.next_wake(true), schedule.write_at);
    }
}
