# The commands of the project. Each sets up what it needs; see .ci/setup.
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/tests/node_modules/.bin:$(PATH)

WASM := --target wasm32-unknown-unknown
STRICT := -- --deny warnings

.PHONY: serve test long fuzz dist bench setup check test-core test-browser test-pages

# Builds the app and serves it at http://127.0.0.1:8080/
serve: setup
	trunk serve --release --no-autoreload

# Everything that a change must pass.
test: setup check test-core test-browser test-pages

# What takes too long for every change: Chromium and Firefox are killed a hundred times each while a
# script types; every reader is given input that nobody thought of.
long: setup fuzz
	trunk build --release
	KILLS=100 node --test --test-concurrency=1 tests/e2e/specs/killed.test.mjs tests/e2e/long/*.test.mjs

# A minute for every reader. What is found anew goes into tests/fuzz/corpus.
fuzz:
	tests/fuzz/run $(SECONDS_EACH)

# A static folder for any web server, under any path; and the same as one file, for a USB stick.
dist: setup
	trunk build --release
	@ls -l dist
	node tests/tools/one-file.mjs dist dist/disclosure-report.html
	node tests/tools/compress.mjs dist

# How exactly published reports are read, speed of an edit against a page written by hand, and bytes to
# download.
bench: dist
	cargo bench --locked --no-default-features --features office --bench reading
	node tests/bench/bench.mjs

setup:
	@.ci/setup

# Format, lints, docs.
check:
	cargo fmt --check
	cargo clippy --locked --no-default-features --lib $(STRICT)
	cargo clippy --locked --no-default-features --features office --all-targets $(STRICT)
	cargo clippy --locked $(WASM) --lib --bins --test web $(STRICT)
	RUSTDOCFLAGS="--deny warnings" cargo doc --locked --no-deps $(WASM)

# All that needs no browser, natively.
test-core:
	cargo test --locked --no-default-features --features office

# Components and storage, in a browser.
test-browser:
	cargo test --locked $(WASM) --test web

# The release build, as a person uses it.
test-pages:
	trunk build --release
	node --test --test-concurrency=2 tests/e2e/specs/*.test.mjs
