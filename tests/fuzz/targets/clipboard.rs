//! What is pasted into a table.

#![no_main]

use disclosure_report::core::format::Format;
use disclosure_report::core::grid::{Grid, Selection};
use disclosure_report::core::import::paste::plan;
use disclosure_report::core::import::sheet::Sheet;
use disclosure_report::core::report::Report;

libfuzzer_sys::fuzz_target!(|flavours: (&str, &str)| {
    let Ok(sheet) = Sheet::from_clipboard(flavours.0, flavours.1) else { return };
    let format = Format::for_year(2025).unwrap();
    let report = Report::new(&format, "甲县乙镇人民政府", 2025);
    for table in 0..format.tables.len() {
        let layout = format.layout(table);
        let grid = Grid::of(std::iter::once(&layout));
        _ = plan(&format, &report, &grid, Selection::at((0, 0)), &sheet);
    }
});
