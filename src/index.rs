//! Builds segments from articles and combines them into immutable snapshots, which all other modules read.
//!
//! A segment ([`Segment`](stored::Segment)) holds articles as dictionaries, columns and records. It is in memory as
//! soon as its articles are parsed, and on disk once it is written. A [`Snapshot`] is a list of segments with the order
//! of all their rows by date. Segments never change, so a new snapshot shares all segments of the last one, and a
//! running search can continue.
//!
//! | part | contents |
//! |---|---|
//! | [`SegmentBuilder`], `Batch` | articles of a batch with their normalised text and facts, to build a segment |
//! | [`stored`] | segments: how they are built, merged and committed |
//! | [`cache`] | the folder of each index, its locks, and the removal of indexes when there are too many |
//! | [`SnapshotBuilder`], [`Snapshot`] | all articles read so far, as one immutable value |
//! | [`RowFacts`] | the facts of a row that filters test without its text |
//! | [`Overlay`] | values of rows that override those of their segments |
//! | [`signature`] | signatures, by which articles are compared |
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
mod row_id;
mod rows_by_date;
mod segment_builder;
mod segment_rows;
pub mod signature;
mod snapshot;
mod snapshot_builder;
mod snapshot_idf;
mod source_names;
mod sources;
pub mod stored;
mod text_source;
mod with_overlay;

pub(crate) use batch::{Batch, Normalised};
pub use bitmap::Bitmap;
pub use days::{DayCount, DayCounter, DayCounts};
pub use needs::Needs;
pub use overlay::{Marks, Overlay, OverlayOfSegment};
pub use row_facts::{Flag, Flags, RowFacts};
pub use row_id::{Numbering, RowId};
pub use rows_by_date::RowsByDate;
pub use segment_builder::SegmentBuilder;
pub use segment_rows::RowNumber;
pub use snapshot::{DamageListener, Snapshot, compare_paths, unreadable_article};
pub use snapshot_builder::SnapshotBuilder;
pub use snapshot_idf::idf_of;
pub use source_names::{CountedNames, NameCounter, SourceNames};
pub use sources::{Source, SourceText, SourceTexts};
pub use text_source::TextSource;
