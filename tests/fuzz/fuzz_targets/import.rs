#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangwei_fuzz::import::run(bytes));
