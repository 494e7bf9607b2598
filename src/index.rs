//! Articles become immutable snapshots that everyone else reads.
//!
//! A segment ([`Segment`](stored::Segment)) holds articles as lists of words, columns and records: in
//! memory as soon as they are read, on disk once they are written. A [`Snapshot`] is a list of segments with the order
//! of all their rows by date. Segments never change, so a new snapshot shares all of the last one's, and a search goes
//! on from where it was.
//!
//! | part | what it is |
//! |---|---|
//! | [`SegmentBuilder`], `Batch` | the articles of a batch with their normalised text and its facts, as a segment is made of them |
//! | [`stored`] | segments, how they are made, joined and committed |
//! | [`cache`] | where the index of a folder lives, who may write it, which go when there are too many |
//! | [`SnapshotBuilder`], [`Snapshot`] | all articles read so far, as one immutable value |
//! | [`RowFacts`] | what of an article answers a filter without a look at its text |
//! | [`Overlay`] | values of rows that stand over those of their segments |
//! | [`signature`] | what articles are compared by |
//! | [`SourceNames`] | the one name that each host is shown under |

mod batch;
mod bitmap;
pub mod cache;
mod date_order;
mod days;
mod fact_parts;
mod lookup;
mod needs;
mod overlay;
mod repetition;
mod row_facts;
mod rows_by_date;
mod segment_rows;
pub mod signature;
mod snapshot;
mod snapshot_builder;
mod source_names;
mod sources;
pub mod stored;
mod text_source;

pub use batch::SegmentBuilder;
pub(crate) use batch::{Batch, Normalised};
pub use bitmap::Bitmap;
pub use days::{DayCount, DayCounter, DayCounts};
pub use needs::Needs;
pub use overlay::{Marks, Overlay, OverlayOfSegment};
pub use row_facts::{Flag, Flags, RowFacts};
pub use rows_by_date::RowsByDate;
pub use segment_rows::RowNumber;
pub use snapshot::{DamageListener, Numbering, RowId, Snapshot, compare_paths, unreadable_article};
pub use snapshot_builder::SnapshotBuilder;
pub use source_names::{CountedNames, NameCounter, SourceNames};
pub use sources::{Source, SourceText, SourceTexts};
pub use text_source::TextSource;
