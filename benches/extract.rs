//! What is found in articles, stage by stage: one file a stage.

use criterion::{criterion_group, criterion_main};

#[path = "extract/asides.rs"]
mod boilerplate;
#[path = "extract/dates.rs"]
mod dates;
#[path = "extract/decision.rs"]
mod decision;
#[path = "extract/facts.rs"]
mod facts;

criterion_group!(benches, boilerplate::asides, dates::dates, decision::decision, facts::facts);
criterion_main!(benches);
