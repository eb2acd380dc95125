//! `RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir tests/fuzz data` from the project's root; new inputs go
//! to `tests/fuzz/corpus`, those worth keeping to `tests/fuzz/seeds/data`.

#![no_main]

#[path = "../data.rs"]
mod data;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| data::run(bytes));
