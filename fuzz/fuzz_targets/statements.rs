#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vdx_fuzz::statements(bytes));
