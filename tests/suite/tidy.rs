//! Holds the tree to its own rules: who may name whom, where ids may stand, that modules say what
//! they are.

use disclosure_report::core::format::Format;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "{folder}");
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The code of a file without its comments and without its own tests.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn core_names_no_browser_and_asks_its_surroundings_nothing() {
    for (name, text) in rust_files("src/core") {
        for word in [
            "crate::app",
            "crate::browser",
            "leptos",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "gloo",
            "std::time",
            "std::env",
            "std::fs",
            "std::net",
            "std::thread",
            "f32",
            "f64",
            "HashMap",
        ] {
            assert!(!code(&text).contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn inside_core_the_arrows_point_one_way() {
    let order = ["format", "report", "compute", "check"];
    for (name, text) in rust_files("src/core") {
        let own = order.iter().position(|module| {
            name.starts_with(&format!("src/core/{module}/"))
                || name == format!("src/core/{module}.rs")
        });
        let Some(own) = own else { continue };
        for later in order.iter().skip(own + 1).chain(&["draft", "export", "import", "text"]) {
            for path in [format!("core::{later}"), format!("super::{later}::")] {
                assert!(!code(&text).contains(&path), "{name} names {later}");
            }
        }
    }
}

#[test]
fn the_app_names_the_browser_in_one_file() {
    for (name, text) in rust_files("src/app") {
        let names_it = code(&text).contains("crate::browser");
        assert_eq!(names_it, name == "src/app/services.rs", "{name}");
    }
}

/// What it needs would else be loaded with the page.
#[test]
fn only_the_worker_names_the_office() {
    for (name, text) in rust_files("src") {
        let inside = name.starts_with("src/office/") || name == "src/worker.rs";
        for path in ["crate::office", "use disclosure_report::office", "disclosure_report::{office"]
        {
            assert!(inside || !code(&text).contains(path), "{name}");
        }
        if name.starts_with("src/office/") {
            for word in
                ["crate::app", "crate::browser", "web_sys", "js_sys", "wasm_bindgen", "std::time"]
            {
                assert!(!code(&text).contains(word), "{name} names {word}");
            }
        }
    }
}

#[test]
fn the_browser_names_neither_the_app_nor_the_form() {
    for (name, text) in rust_files("src/browser") {
        for word in ["crate::app", "core::format", "core::check", "core::text", "leptos"] {
            assert!(!code(&text).contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn no_cell_is_named_in_the_code() {
    // The kind of figure that a column of this name holds is called the same.
    let kinds = ["amount", "change"];
    for (name, text) in rust_files("src") {
        let code = code(&text);
        for format in Format::built_in() {
            for cell in &format.cells {
                assert!(!code.contains(&cell.id.to_string()), "{name} names {}", cell.id);
            }
            for table in &format.tables {
                let names = table.rows.iter().map(|row| &row.id);
                let names = names.chain(table.columns.iter().map(|column| &column.id));
                for id in names.filter(|id| !kinds.contains(&id.as_str())) {
                    assert!(!code.contains(&format!("\"{id}\"")), "{name} names {id}");
                }
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    for (name, text) in rust_files("src") {
        assert!(text.starts_with("//! "), "{name}");
    }
}

/// Chinese for people comes from the format and from `text`, where each sentence has its English.
#[test]
fn words_for_people_stand_in_text() {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (name, text) in rust_files("src/app").into_iter().chain(rust_files("src/browser")) {
        assert!(!code(&text).contains(chinese), "{name}");
    }
}

/// A statement of a component (`/// - It can be reached.`) is the name of a test in a browser.
#[test]
fn every_statement_of_a_component_has_a_test_of_its_name() {
    let specs = std::fs::read_dir(root().join("tests/e2e/specs")).unwrap();
    let tests: String =
        specs.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let names: Vec<&str> = tests.lines().filter(|line| line.trim().starts_with("test(")).collect();
    let mut statements = 0;
    for (name, text) in rust_files("src/app") {
        for line in text.lines().filter_map(|line| line.strip_prefix("/// - ")) {
            let statement = line.strip_suffix('.').unwrap_or_else(|| panic!("{name}: {line}"));
            let mut letters = statement.chars();
            let first = letters.next().unwrap().to_lowercase();
            let plain = format!("{first}{}", letters.as_str()).replace('\'', "\\'");
            let tested = names.iter().any(|test| test.contains(&plain) || test.contains(statement));
            assert!(tested, "{name}: no test is called `{plain}`");
            statements += 1;
        }
    }
    assert!(statements > 30, "{statements} statements are found");
}

#[test]
fn the_top_level_holds_what_a_newcomer_expects() {
    let expected = [
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "Makefile",
        "README.md",
        "README.zh-CN.md",
        "Trunk.toml",
        "index.html",
        "rust-toolchain.toml",
        "src",
        "style",
        "tests",
    ];
    let mut found: Vec<String> = std::fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.') && !["dist", "target"].contains(&name.as_str()))
        .collect();
    found.sort();
    assert_eq!(found, expected);
}
