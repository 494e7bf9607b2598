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
//! ─ Timeline · by month · █ match ░ other ────── Aug 2020 – Mar 2022 · linear to 14 ─    timeline     app/timeline view/timeline
//!  ░░ ░░ ░░ ░░     ░░ ░░ ░░ ░░ ░░ ██ ░░ ░░ ░░ ░░ ░░ ░░ ░░ ░░ ██         4
//!  Aug 2020        Jan 2021        May         Sep       Mar 2022▲   undated
//!  LIST  ↵ read  / filter  3 timeline  space page                          ? help     status row   view/status  action
//! ```
//!
//! Over the panes lie, one at a time, help and palette, the facts of an article, the reasons of its date, its
//! links, the problems, the box that takes a folder, and the problems of the configuration: `app/overlay`, and a
//! file each in `view`.
//!
//! # Invariants
//!
//! * **Reading order is dependency order.** Each module below uses only those above it;
//!   `tests/layers.rs` checks every `crate::` path.
//! * **Nothing above `action` knows of terminals, threads or configuration files.** The command line uses
//!   those modules as the screen does.
//! * **The corpus is never written to.** Only [`corpus`] opens article files; only [`index::cache`],
//!   [`index::stored`], [`settings`] and the log of [`run`] touch other files, each its own.
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
//! * **Messages and effects are closed enums of plain data.** Keys become actions before they reach `app`.
//! * **[`app`] knows rectangles, never colours**; [`view`] takes `&App` and cannot change it; code asks a
//!   theme for tokens by meaning.
//! * **Batches extend a search; only a new query restarts it.** Every answer carries the question it
//!   answers, its ticket, and a stale one is dropped.
//! * **The thread of the screen never waits for a file or a lock**: it reads an immutable
//!   [`index::Snapshot`]. A key is drawn in the frame after it, with what is known.
//! * **One state**: the filter text says what is shown; the timeline only writes it.
//!
//! # What crosses each boundary
//!
//! | from → to | type |
//! |---|---|
//! | corpus → extract | [`corpus::Record`]: the text and the fields as they are written |
//! | extract → index | [`article::Article`], [`article::Body`] and [`article::facts::Facts`] |
//! | index → everyone | [`index::Snapshot`]: rows in date order, folded text, places of facts in it, words with a sign inside, counts by day, the paragraphs that an outlet repeats |
//! | query → app | [`query::Query`], [`query::Hits`]: rows by number, never copied articles |
//! | run → app | [`app::message::Message`] |
//! | app → run | [`app::effect::Effect`] |
//! | app → view | `&App`, [`view::Look`] |
//! | command → library | ordinary calls |
//!
//! # Errors, as a reader sees them
//!
//! A **problem** is in the data ([`article::Problem`]): counted in the status row, listed under `!` and by
//! `newsreader check`. A **notice** is the outcome of something the reader did: one line, gone with the
//! next key. A **fault** ends the program: the terminal is given back first, then a sentence on standard
//! error and an exit code.
//!
//! # Where to add things
//!
//! | to add | touch | and its test |
//! |---|---|---|
//! | a file format | `corpus/format/<name>.rs`, a variant of [`article::Format`], its arm in `format.rs`, how it is told in `format/recognise` | `tests/fixtures/formats/<name>/` |
//! | a line of the page that is to fold | `corpus/page_lines/<language>.txt` | `tests/asides/tables.rs` |
//! | a filter field | `query/field/<name>.rs`, one line in `field.rs` | rows in `tests/query.rs` |
//! | an action | one row in `action.rs`, one arm in `app/act.rs`, its key in `config/keys.toml` | a line in `tests/screen/` |
//! | a pane | `app/<name>.rs`, `view/<name>.rs`, a rectangle in `app/layout.rs` | `tests/screen/<name>.rs` |
//! | a theme | `config/themes/<name>.toml` | every shipped theme is loaded by a test |
//! | a subcommand | `command/<name>.rs`, one line in `command.rs` | `tests/command.rs` |

pub mod text;

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
