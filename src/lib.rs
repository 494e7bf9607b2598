//! newsreader: the terminal reader for folders of news.
//!
//! This page is the architecture of the program: the screen with the names of its parts, the invariants, and the modules
//! in reading order. `docs/glossary.md` defines every term, `docs/decisions.md` gives the reasons for choices.
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
//! The panes are one screen (`app/screen`); the problems of the configuration are another. One overlay at a time is open
//! over the panes. Each has a file in `app/overlay`, with its state, keys, text and hints, and one in `view`; overlays
//! that only scroll share `view/scroll_box`.
//!
//! # Invariants
//!
//! * **Reading order is dependency order.** A module uses only modules above it, and no two files import each other:
//!   `tests/layers.rs` checks both.
//! * **Modules above `action` know nothing of terminals, threads and configuration files.**
//! * **The corpus is never written to.** Only [`corpus`] opens article files; only [`private`], [`index::cache`],
//!   [`index::stored`], [`settings`] and the log of [`run`] touch other files, each its own.
//! * **Files of the program are private to the user** ([`private`]): folders 0700, files 0600. Nothing is used that
//!   another user owns or can replace. These folders belong to no corpus ([`corpus::OwnFolders`]).
//! * **The index is a cache.** Anyone may delete it at any time. Every page is checked before it is used.
//! * **Reading never fails.** A format returns articles and problems; a broken file costs one line in `newsreader check`.
//!   Foreign parsers run under `catch_unwind` and a size limit.
//! * **Text is made safe once, in [`corpus`]** ([`text::safe`]): behind it no control character, escape sequence or bidi
//!   override exists.
//! * **[`article::Known`] keeps its origin until [`view`] or [`command`]**: given, found, inferred or unknown.
//! * **[`app`] performs no I/O, starts no thread, reads no clock.** Time arrives in messages, so `--keys "…" --print`
//!   replays any session.
//! * **No thread dies unnoticed.** `run/worker.rs` starts every thread: a panic is logged and reported, a refused thread
//!   is an error, and every request gets an answer.
//! * **A row is looked up only in its own numbering.** Rows are kept together with their [`index::Numbering`] or the
//!   generation of their load, and late answers are dropped.
//! * **Messages and effects are closed enums of plain data.** Keys become actions before they reach `app`.
//! * **[`app`] knows rectangles, never colours.** [`view`] takes `&App` and cannot change it.
//! * **Batches extend a search; only a new query restarts it.**
//! * **The screen's thread waits for no file and no other program**, except for the editor, which has the terminal. It
//!   reads counts and orders of an immutable [`index::Snapshot`], and only those articles that a worker has read. Debug
//!   builds panic where that thread would wait ([`screen_thread`]).
//! * **A segment answers every question, or only one is asked.** A command without an index prepares its articles for its
//!   own filter ([`index::Needs`]).
//! * **One state**: the filter text defines the articles in view; the timeline only writes it.
//!
//! # Boundaries
//!
//! | from → to | type |
//! |---|---|
//! | corpus → extract | [`corpus::Record`]: the text and the fields as written |
//! | extract → index | [`article::Article`], [`article::Body`] and [`article::facts::Facts`] |
//! | index → everyone | [`index::Snapshot`]: segments, the order by date, tombstones, counts by day |
//! | index ↔ disk | [`index::stored::commit::Contents`], whole or not at all |
//! | query → app | [`query::Query`], [`query::Hits`]: rows by number, never copied articles |
//! | run ↔ app | [`app::message::Message`], [`app::effect::Effect`] |
//! | app → view | `&App`, [`view::Look`] |
//!
//! # The index
//!
//! A row is the number of an article, from its arrival until the index is renumbered. Segments hold rows in order of
//! arrival ([`index::stored`]): dictionaries with postings, columns of facts, records, texts. Segments never change; an
//! [`index::Overlay`] holds values that become known later. `query::execute` answers a filter from dictionaries and
//! columns, in memory or on disk, and a test compares thousands of filters with a plain scan.
//!
//! ```text
//! walker ── new and changed chunks ──► parsers ── segments ──► load coordinator ── snapshots ──► the screen
//! (compares with the manifest)                                     │  ▲
//!                                                    many segments ▼  │ one segment of the same rows
//!                                                               index writer
//! ```
//!
//! Before a parser takes the next chunk, it scans waiting chunks for the words of the filter, which changes nothing but
//! the order ([`query::RawWords`]). If few lines of JSON Lines match, it builds a preview of them first.
//!
//! The coordinator replaces segments by the joined one, so row numbers and answers stay the same. A changed file leaves
//! tombstones, and its new rows follow at the end. Joining and compaction drop the content of deleted rows; renumbering
//! drops their numbers too, and starts a new lineage. After each segment a commit writes everything under new names and
//! renames `CURRENT` into place ([`index::stored::commit`]), so a killed program loses only work that the next start
//! repeats. One process holds the write lock ([`index::cache`]); others follow its commits. Damage is reported to the
//! coordinator ([`index::DamageListener`]), which removes the index and reads the folder again.
//!
//! # Paths through the code
//!
//! * Key → screen: `run::keyboard`, `run::input`, `app/act.rs`, `run::searcher`, `app/answers.rs`, `view`.
//! * Row → line of the list: `app/articles.rs`, `run/row_reader.rs`, `view/list.rs`.
//! * File → row: `corpus/walk`, `corpus/format.rs`, [`extract::article`], [`index::SegmentBuilder`],
//!   `run/loader/coordinator/catalog.rs`.
//! * Article name → row: `app/seek.rs`, `run::locator`, `index/lookup.rs`.
//! * Filter → rows: [`query::parse()`], [`query::Search`], `query/execute.rs`.
//! * Filter → order of reading: [`app::effect::Effect::ReadFirst`], `run/loader/preference.rs`, `run/loader/tasks.rs`.
//! * Word → postings: `index/stored/dictionary.rs`, `postings.rs`; written by `inversion.rs` and `dictionary_writer.rs`,
//!   joined by `merge.rs`.
//! * Article → identity: `article/identity.rs`; `index/stored/identities.rs` keeps it.
//! * Article → similar articles: `index/signature`, `query/similarity.rs`, `query/bindings.rs` for `like:`.
//!
//! # Errors
//!
//! A **problem** is in the data ([`article::Problem`]): counted in the status row, listed by `!` and `newsreader check`.
//! A **notice** is the outcome of a user's action: one line until the next key. A **fault** of a worker is a notice and a
//! log line; a fault of the screen's thread ends the program, after the terminal is restored.
//!
//! # Where to add things
//!
//! | to add | touch | and its test |
//! |---|---|---|
//! | a file format | `corpus/format/<name>.rs`, a variant of [`article::Format`], `format.rs`, `format/recognise` | `tests/fixtures/formats/<name>/` |
//! | a boilerplate line | `corpus/page_lines/<language>.txt` | `tests/boilerplate/tables.rs` |
//! | content of the index | `index/stored/…`; raise [`index::stored::FORMAT`] | `src/index/stored/tests.rs`, `tests/stored.rs` |
//! | a table of common words | `index/signature/background/make.py`, `TABLES` in `background.rs` | its tests |
//! | a filter field | `query/field/<name>.rs`, one line in `field.rs` | rows in `tests/query.rs` |
//! | a form of the filter language | `query/parse`, its line in `query/language.rs` | rows in `tests/query.rs` |
//! | an action | one row in `action.rs`, one arm in `app/act.rs`, its key in `config/keys.toml` | a line in `tests/screen/` |
//! | an overlay | `app/overlay/<name>.rs`, a variant of `Overlay` | a line in `tests/screen/` |
//! | a pane | `app/<name>.rs`, `view/<name>.rs`, a rectangle in `app/layout.rs` | `tests/screen/<name>.rs` |
//! | a theme | `config/themes/<name>.toml` | every shipped theme is loaded by a test |
//! | a subcommand | `command/<name>.rs`, one line in `command.rs` | `tests/command.rs` |
//! | a worker | `run/<name>.rs`, an effect, a message that answers, `run/workers.rs` | `tests/terminal/workers.rs` |

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
