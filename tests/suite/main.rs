//! Tests of `core` alone: `cargo test --no-default-features`.
fn main() {}
