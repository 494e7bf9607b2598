//! newsreader: the terminal reader for folders of news.
//!
//! This page is the architecture of the program: the screen with the name of each part and the folder
//! it lives in, what must always hold, and the modules in reading order.
//!
//! # The screen
//!
//! ```text
//!  / ferry -tolls                                                          3 of 75    filter box   app/filter  view/filter  query
//! ━ Matching · newest ━━━━━━━━━━━┬─ Reading ──────────────────── match 1 of 6 · 0% ─    rules        view/rules
//! ▌ Night ferry cancelled for a  │ Night ferry cancelled for a fourth evening           article list app/list    view/list
//! ▌ …The night ferry to   12 Mar │ Sat 12 Mar 2022 · Harbour Wire · 2 min               reading pane app/reader  view/reader
//!   Fourth night in port for     │
//!   …said the ferry would 12 Mar │ The night ferry to the islands stayed in port
//!                                │ on Saturday for the fourth evening in a row.
//! ─ By month · Aug 2020 – Mar 2022 ────────────── Mar 2022: 3 of 14 · tallest 14 ─    timeline     app/timeline view/timeline
//!  ░░ ░░ ░░ ░░     ░░ ░░ ░░ ░░ ░░ ██ ░░ ░░ ░░ ░░ ░░ ░░ ░░ ░░ ██         4
//!  Aug 2020       2021     Apr      Jul      Oct      Mar 2022▲   undated
//!  LIST  ↵ read  / filter  3 timeline  space page                          ? help     status row   view/status  action
//! ```
//!
//! The panes are one screen (`app/screen`); the problems of the configuration are another, which covers them. Over the
//! panes one overlay at a time is open: the keys and actions, the filter language, the facts of an article, the evidence
//! for its date, its links, similar articles, the problems, the box that takes a folder. Each has a file in
//! `app/overlay`, with its state, keys, text and hints, and one in `view`; those that only scroll share
//! `view/scroll_box`.
//!
//! # Invariants
//!
//! * **Reading order is dependency order.** Each module below uses only those above it;
//!   `tests/layers.rs` checks every `crate::` path.
//! * **Nothing above `action` knows of terminals, threads or configuration files.** The command line uses
//!   those modules as the screen does.
//! * **The corpus is never written to.** Only [`corpus`] opens article files; only [`private`], [`index::cache`],
//!   [`index::stored`], [`settings`] and the log of [`run`] touch other files, each its own.
//! * **What the program keeps is the user's alone** ([`private`]): folders 0700, files 0600, whatever the umask, and
//!   nothing is used that another user owns or can replace. Its folders are part of no corpus
//!   ([`corpus::OwnFolders`]).
//! * **The index is a cache.** It may be deleted at any time, by anyone, and is made again from the articles;
//!   what is read from it is checked before it is believed.
//! * **Reading never fails.** A format gives articles and a list of problems; a broken file costs one line
//!   in `newsreader check`. Foreign parsers run under `catch_unwind` and a size limit.
//! * **Text is made safe once, in [`corpus`]** ([`text::safe`]): past it no control character, escape
//!   sequence or bidi override exists. A property test holds every screen to it.
//! * **[`article::Known`] is never unwrapped into a bare value before [`view`] or [`command`]**: how we
//!   know travels with what we know.
//! * **[`app`] performs no I/O, starts no thread, reads no clock.** Time arrives in messages, so any
//!   session can be replayed: `--keys "…" --print` does, for tests, pictures and reports of faults.
//! * **Nothing dies in silence.** Every thread of [`run`] is started by `run/worker.rs`: a panic of it goes to the log
//!   and is told to whoever waits for it, and a refused thread is an error. What was asked of it gets an answer.
//! * **A row number is looked up only where it was made**: what keeps rows keeps their [`index::Numbering`] or the
//!   generation of their reading beside them, and what comes late is dropped.
//! * **Messages and effects are closed enums of plain data.** Keys become actions before they reach `app`.
//! * **[`app`] knows rectangles, never colours**; [`view`] takes `&App` and cannot change it; code asks a
//!   theme for tokens by meaning.
//! * **Batches extend a search; only a new query restarts it.** Every answer carries the number of its question
//!   (a ticket, a round) or of its reading (a generation), and a stale one is dropped.
//! * **The thread of the screen waits for no file and no other program**, but for the editor, which has the terminal.
//!   It reads an immutable [`index::Snapshot`], of it counts and orders, and of articles on disk only those that a
//!   worker has read. A key is drawn in the frame after it, with what is known. Debug builds panic where that thread
//!   would wait ([`screen_thread`]).
//! * **A segment holds the answers to every question, or only one question is asked.** A command that keeps no index has
//!   its articles prepared for its filter alone ([`index::Needs`]); nothing else is asked of them.
//! * **One state**: the filter text says what is shown; the timeline only writes it.
//!
//! # What crosses each boundary
//!
//! | from → to | type |
//! |---|---|
//! | corpus → extract | [`corpus::Record`]: the text and the fields as they are written |
//! | extract → index | [`article::Article`], [`article::Body`] and [`article::facts::Facts`] |
//! | index → everyone | [`index::Snapshot`]: its segments in order of arrival; the rows in date order, of which the first page is known at once, those that are gone, counts by day, the paragraphs that an outlet repeats |
//! | index → disk and back | [`index::stored::commit::Contents`]: the segments and all that is known of their rows together, whole or not at all |
//! | query → app | [`query::Query`], [`query::Hits`]: rows by number, never copied articles |
//! | run → app | [`app::message::Message`] |
//! | app → run | [`app::effect::Effect`] |
//! | app → view | `&App`, [`view::Look`] |
//! | command → library | ordinary calls |
//!
//! # The index
//!
//! An article is a row, by a number that it has from its arrival until its index is numbered anew. Rows lie in segments, one
//! behind the other ([`index::stored`]): dictionaries of words with the rows and the positions of each, columns of what
//! is known of every row, records, texts. A parser makes the bytes of a segment as soon as it has read a few articles;
//! they stay in memory until they are written, joined with others, to disk. A filter is answered from dictionaries and
//! columns (`query::execute`), wherever the bytes lie; a test compares thousands of filters with a plain scan.
//!
//! Segments never change. Values that become known later, such as a date that the user sets, lie above them in the
//! [`index::Overlay`] of a snapshot: filters, orders, counts and articles have them in the place of those below.
//!
//! Reading and writing go on at once, and a thread each has its own work ([`run::loader`]):
//!
//! ```text
//! walker ── chunks of files that are new or changed ──► parsers ── batches ──► coordinator ── Snapshot ──► the screen
//! (walk against the manifest)                                                   │  ▲
//!                                                             several segments, in memory or on disk
//!                                                                               ▼  │ one segment of their rows
//!                                                                             index writer
//! ```
//!
//! Before a parser takes the next chunk in the order of the walk, it scans the bytes of all that wait for the words of the
//! filter (`run/loader/tasks.rs`, [`query::RawWords`]). The scan decides nothing but the order. Of JSON Lines with few such
//! lines it makes a preview: a segment of those articles, whose rows go when the whole chunk arrives.
//!
//! The coordinator puts the joined segment in the place of those whose rows it holds, so that no number of a row and no
//! answer changes; a file that changed or went leaves deleted rows, and new rows at the end. Whatever the index writer
//! makes is without the words, facts and texts of deleted rows, whose numbers alone stay; where many are left a segment
//! is compacted by itself. Once the numbers take much room too, all segments are written without them, and the reading
//! starts again with an index of another lineage. After each segment it commits: everything is written under new names,
//! then `CURRENT` is renamed into its place ([`index::stored::commit`]). So a program that is killed at any moment leaves
//! the last commit or the next one, and what was read since then is read again.
//!
//! One process writes, which holds a lock ([`index::cache`]); others read what it has committed. Each file is read with
//! `pread`, and each page of it is checked against its checksum when it is first read. Damage is told to the coordinator
//! ([`index::DamageListener`]), which gives the index up and reads the folder again.
//!
//! # How to find the way
//!
//! * From a key to the screen: `run::keyboard` (bytes → key), `run::input` (key → action), `app/act.rs`
//!   (action → state and effects), `run::searcher` (effect → answer), `app/answers.rs` (answer → state), `view` (state
//!   → cells).
//! * From a row to its line in the list: `app/articles.rs` (which are asked for), `run/row_reader.rs` (reads them),
//!   `view/list.rs`.
//! * From a file to a row: `corpus/walk`, `corpus/format.rs`, [`extract::article`], [`index::SegmentBuilder`],
//!   `run/loader/coordinator.rs`.
//! * From the name of an article to its row: `app/seek.rs`, `run::locator`, `index/lookup.rs`.
//! * From a filter to its rows: [`query::parse()`], [`query::Search`], then `query/execute.rs`.
//! * From a filter to the order of reading: `app/answers.rs` ([`app::effect::Effect::ReadFirst`]), `run/reading.rs`,
//!   `run/loader/preference.rs`, `run/loader/tasks.rs`.
//! * Of a word in the index: `index/stored/dictionary.rs`, `postings.rs`; how they are written: `inversion.rs`,
//!   `dictionary_writer.rs`, and joined: `merge.rs`, `dictionary_merge.rs`. Every file of a segment is a line of
//!   [`index::stored::SegmentFile`].
//! * From an article to its identity: `article/identity.rs` says what it is; the bytes are hashed in `corpus/format`,
//!   where they are in hand, the link, `Message-ID` or guid in `extract`, the text in `index/batch.rs`, where it is
//!   folded; `index/stored/identities.rs` keeps all three, and `Snapshot::rows_of` finds the rows of one.
//! * From an article to similar ones: `index/signature` says what articles are compared by, `query/similarity.rs`
//!   finds the most similar rows, for `like:` (`query/like.rs`), `newsreader similar` and “also about this”
//!   (`app/similar.rs`).
//! * The commands about it are in `command/index`; `newsreader index status --check` reads every page.
//!
//! # Errors, as a user sees them
//!
//! A **problem** is in the data ([`article::Problem`]): counted in the status row, listed under `!` and by
//! `newsreader check`. A **notice** is the outcome of something the user did: one line, gone with the
//! next key. A **fault** of a worker is a notice and a line of the log, and its work is done anew or said to be missing;
//! one of the screen's own thread ends the program: the terminal is given back first, then a sentence on standard error
//! and an exit code.
//!
//! # Where to add things
//!
//! | to add | touch | and its test |
//! |---|---|---|
//! | a file format | `corpus/format/<name>.rs`, a variant of [`article::Format`], its arm in `format.rs`, how it is told in `format/recognise` | `tests/fixtures/formats/<name>/` |
//! | a line of the page that is to fold | `corpus/page_lines/<language>.txt` | `tests/asides/tables.rs` |
//! | a file of the index, or what one holds | `index/stored/…`, [`index::stored::FORMAT`] is raised | `src/index/stored/tests.rs`, `tests/stored.rs` |
//! | a table of how common words are in a language | `index/signature/background/make.py`, a line of `TABLES` in `background.rs` | its tests |
//! | a filter field | `query/field/<name>.rs`, one line in `field.rs` | rows in `tests/query.rs` |
//! | another form of the filter language | `query/parse`, its line in `query/language.rs` | rows in `tests/query.rs` |
//! | an action | one row in `action.rs`, one arm in `app/act.rs`, its key in `config/keys.toml` | a line in `tests/screen/` |
//! | an overlay | `app/overlay/<name>.rs`, a variant of `Overlay` | a line in `tests/screen/` |
//! | a pane | `app/<name>.rs`, `view/<name>.rs`, a rectangle in `app/layout.rs` | `tests/screen/<name>.rs` |
//! | a theme | `config/themes/<name>.toml` | every shipped theme is loaded by a test |
//! | a subcommand | `command/<name>.rs`, one line in `command.rs` | `tests/command.rs` |
//! | a worker | `run/<name>.rs`, started by `run::worker::spawn_worker`; an effect that asks and a message that answers, always; its arm in `run/workers.rs` | `tests/terminal/workers.rs` |

pub mod screen_thread;

pub mod text;

pub mod private;

pub mod article;

pub mod dates;

pub mod corpus;

pub mod extract;

pub mod index;

pub mod query;

pub mod action;

pub mod settings;

pub mod app;

pub mod view;

pub mod run;

pub mod command;
