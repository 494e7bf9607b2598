//! Measures the stages of the extraction from articles. Each stage has its own file.

use criterion::{criterion_group, criterion_main};

#[path = "extract/boilerplate.rs"]
mod boilerplate;
#[path = "extract/dates.rs"]
mod dates;
#[path = "extract/decision.rs"]
mod decision;
#[path = "extract/facts.rs"]
mod facts;

criterion_group!(benches, boilerplate::boilerplate, dates::dates, decision::decision, facts::facts);
criterion_main!(benches);
