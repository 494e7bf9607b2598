//! What the fuzz targets check, without the fuzzer: the tests run the same checks with a stable compiler.

pub mod file;
pub mod index_bytes;
pub mod text;
