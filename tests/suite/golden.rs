//! Compares text with a file. `UPDATE_GOLDEN=1 cargo test` writes the files anew.

use std::path::PathBuf;

/// A path under `tests/fixtures`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Asserts that a text is what the file holds.
pub(crate) fn assert_golden(name: &str, text: &str) {
    let path = fixture(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if text != expected {
        let differs = text.lines().zip(expected.lines()).position(|(a, b)| a != b);
        let line = differs.unwrap_or_else(|| text.lines().count().min(expected.lines().count()));
        panic!(
            "{name} differs from line {}:\n  is       {:?}\n  expected {:?}",
            line + 1,
            text.lines().nth(line),
            expected.lines().nth(line)
        );
    }
}
