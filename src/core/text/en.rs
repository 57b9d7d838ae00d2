//! English: plain, the same order of what and what to do.

use super::{DIGITS, KeyUse, MEGABYTES, Message, excerpt, list_of_lines, short_name};
use crate::core::draft::snapshots::Moment;
use crate::core::draft::{SaveError, WhyUnreadable};
use crate::core::export::Output;
use crate::core::format::{Compare, Each};
use crate::core::import::paste::Why;
use crate::core::import::published::{CellRead, Doubt, NotRead, Remark};
use crate::core::import::{ImportError, Note};
use crate::core::progress::Progress;
use crate::core::report::{HeaderField, Unreadable};
use crate::core::suspects::Reason;

#[allow(clippy::too_many_lines, reason = "one line a message")]
pub(super) fn say(message: &Message) -> String {
    match message {
        Message::Product => "公开年报".into(),
        Message::SkipToContent => "Skip to content".into(),
        Message::MyReports => "My reports".into(),
        Message::LocalNote => "Everything stays on this computer".into(),
        Message::OtherLanguage => "中文".into(),
        Message::Deadline(year) => format!(
            "The {year} report is due by 31 January {next}; that of a local government at county level and above by 31 March.",
            next = year + 1
        ),
        Message::OpenFile => "Open a file".into(),
        Message::NewReport => "New report".into(),
        Message::NoReports => "No reports yet".into(),
        Message::NoReportsText => {
            "Filling in, checking and exporting all happen on this computer. No account, no upload.".into()
        }
        Message::NewReportText => {
            "Name the organ and the year and begin with empty tables. Blank is not 0: open cells are listed.".into()
        }
        Message::OpenFileText => "Report data exported by this tool, or a draft saved as a file (.json). A file can also be dropped on the page.".into(),
        Message::Organ => "Organ".into(),
        Message::Year => "Year".into(),
        Message::State => "State".into(),
        Message::TablesFilled => "Tables filled".into(),
        Message::Pending => "To do".into(),
        Message::LastSaved => "Last saved".into(),
        Message::Actions => "Actions".into(),
        Message::YearIs(year) => year.to_string(),
        Message::NotBegun => "Not begun".into(),
        Message::InProgress => "In progress".into(),
        Message::ToReview => "To review".into(),
        Message::Publishable => "Ready to publish".into(),
        Message::CannotOpen => "Cannot be opened".into(),
        Message::Nothing => "None".into(),
        Message::NotYet => "Not saved yet".into(),
        Message::Errors(n) => count(*n, "error", "errors"),
        Message::Warnings(n) => count(*n, "warning", "warnings"),
        Message::Percent(n) => format!("{n} % filled"),
        Message::Continue => "Continue".into(),
        Message::Review => "Review".into(),
        Message::CopyAs(year) => format!("Copy as {year}"),
        Message::SaveAsFile => "Save as file".into(),
        Message::Delete => "Delete".into(),
        Message::ActionOn(action, organ, year) => format!("{action}: {} {year}", excerpt(organ)),
        Message::Deleted(organ, year) => format!("Deleted the {year} draft of {}.", excerpt(organ)),
        Message::UndoDelete => "Undo".into(),
        Message::UndoFailed => {
            "Not restored: this browser has no room for it now. Save it as a file before closing the page.".into()
        }
        Message::SameReport(n) => format!("{n} drafts of this organ and year"),
        Message::DraftTooNew(found, known) => format!(
            "Saved by a newer version (schema {found}; this version knows {known}). It cannot be edited here and was left as it is."
        ),
        Message::DraftBroughtForward => {
            "Saved by an older version and brought forward; nothing in it has changed. The old text can be saved as a file.".into()
        }
        Message::DraftUnreadable(why) => why_unreadable(why),
        Message::DraftMissing => "This browser has no such draft; it may have been deleted.".into(),
        Message::NewerWaits => "New version: take it".into(),
        Message::NewerTookOver => "New version: open again".into(),
        Message::Versions => "Earlier versions".into(),
        Message::VersionsText => {
            "One is kept when the report is opened, every hour while it is filled in, and before filling with 0, clearing, pasting, restoring and replacing; the last 20, in this browser only.".into()
        }
        Message::NoVersions => "No earlier versions yet.".into(),
        Message::VersionsUnreadable => {
            "Earlier versions cannot be read now. Open the page again.".into()
        }
        Message::NoVersionsHere => {
            "This browser cannot keep earlier versions (it has no IndexedDB).".into()
        }
        Message::VersionMoment(moment) => match moment {
            Moment::Opened => "When opened",
            Moment::Hourly => "While filling in",
            Moment::BeforeZeros => "Before filling with 0",
            Moment::BeforeClearing => "Before clearing",
            Moment::BeforePasting => "Before pasting",
            Moment::BeforeRestoring => "Before restoring a version",
            Moment::BeforeReplacing => "Before another text took its place",
            Moment::SetAside => "The older of two found when opening",
        }
        .into(),
        Message::VersionDiffers(0) => "The same as now".into(),
        Message::VersionDiffers(1) => "1 difference from now".into(),
        Message::VersionDiffers(n) => format!("{n} differences from now"),
        Message::RestoreVersion => "Restore".into(),
        Message::VersionRestored(at) => format!("Restored as of {at}. It can be undone."),
        Message::ShowDifferences => "Show what differs".into(),
        Message::PlaceOfDifference => "Place".into(),
        Message::Then => "Then".into(),
        Message::Now => "Now".into(),
        Message::Storage => "Storage and backup".into(),
        Message::WhereKept => "Where it is kept".into(),
        Message::StoredHere(0, _) => "No reports in this browser yet.".into(),
        Message::StoredHere(count, size) => format!("Reports kept in this browser: {count}, {size} KB in all. Another browser or computer does not show them: back them up to take them along."),
        Message::Promised => "The browser has promised to keep it, also when space is short.".into(),
        Message::NotPromised => "The browser has not promised to keep it: when space is short, or the page is not opened for long, it may remove it. Back it up often.".into(),
        Message::AskForPromise => "Ask the browser to keep it".into(),
        Message::PromiseUnknown => "This browser does not say whether it keeps it (nor does any on an address without https). Back it up often.".into(),
        Message::NothingSent => "Nothing is uploaded; there is no server. Clearing the browser's data removes it too.".into(),
        Message::Backup => "Backup".into(),
        Message::BackupText => "All reports in one file, which can be restored on another computer. Earlier versions are not in it.".into(),
        Message::BackUpAll => "Back up all".into(),
        Message::BackupFile(date) => format!("disclosure-report-backup-{date}.json"),
        Message::BackedUp(n, name) => format!("Backed up {n}; handed to the browser as a download: {name}"),
        Message::NotBackedUp(n) => format!("Reports whose last backup is a week old or more, and that were changed since: {n}."),
        Message::RestoreBackup => "Restore a backup".into(),
        Message::BackupFrom(saved, n) => format!("Backup of {saved}; reports in it: {n}"),
        Message::InBackup => "In the backup".into(),
        Message::Here => "Here".into(),
        Message::InBackupIs(what) => format!("In the backup: {what}"),
        Message::HereIs(what) => format!("Here: {what}"),
        Message::WhatToTake => "What to do".into(),
        Message::NotHere => "Not on this computer".into(),
        Message::SameHere => "Same as here".into(),
        Message::DiffersAt(n) => format!("(differences: {n})"),
        Message::TakeNew => "Restore".into(),
        Message::LeaveNew => "Leave out".into(),
        Message::KeepHere => "Keep the one here".into(),
        Message::TakeBackups => "Replace with the backup's".into(),
        Message::KeepBoth => "Keep both".into(),
        Message::TakeBack(n) => format!("Restore {n}"),
        Message::TakenBack(n, 0) => format!("Restored {n}."),
        Message::TakenBack(n, replaced) => {
            format!("Restored {n}. What {replaced} of them replaced is among the earlier versions.")
        }
        Message::NotReplaced(name) => {
            format!("“{}” was not replaced by the backup's: the one here cannot be kept as an earlier version. Save it as a file first; or keep both and delete one.", excerpt(name))
        }
        Message::SkippedInBackup(n) => format!("Damaged and not readable: {n}."),
        Message::NotTakenBack(name, error) => {
            format!("{} was not restored: {}", excerpt(name), say(&Message::NotSaved(*error)))
        }
        Message::SharedComputer => "Shared computer".into(),
        Message::SharedComputerText => "Where others use this computer too, save a backup, then clear this browser. That removes all data of this tool from it.".into(),
        Message::ClearAll => "Clear this computer".into(),
        Message::AskClearAll(0) => "The name of who fills in reports and other settings will be removed for good.".into(),
        Message::AskClearAll(n) => format!("Will be removed for good: all reports ({n}) with their earlier versions, undo steps and the name of who filled them in. Files that were downloaded stay. Back up first?"),
        Message::DoClearAll => "Remove everything".into(),
        Message::ClearedAll => "Cleared: this browser holds no data of this tool any more.".into(),
        Message::NotClearedAll => "Not all was removed: the browser did not allow it. Close other windows of this tool and try again, or clear this site's data in the browser's settings.".into(),
        Message::Editor => "Filled in by".into(),
        Message::NotPublished => "not published".into(),
        Message::EditorHint => "Kept on this computer and in the draft, for whoever opens it next.".into(),
        Message::LastEditedBy(name) => format!("Last saved by {}.", excerpt(name)),
        Message::TurnElsewhere(since) => {
            let since = since.as_ref().map_or(String::new(), |since| format!(" since {since}"));
            format!("Another window has this report open for editing{since}; this window is read-only.")
        }
        Message::OnlyShown => "Read-only".into(),
        Message::ReplacedElsewhere => {
            "Another window put something else in this report's place. What was here is among the earlier versions.".into()
        }
        Message::TakeTurn => "Edit here".into(),
        Message::OnlyLook => "Another window has this report open for editing; this window is read-only.".into(),
        Message::YourTurn => "You can edit in this window now.".into(),
        Message::Field(field) => field_label(*field).into(),
        Message::FieldHint(field) => field_hint(*field).into(),
        Message::FieldYear => "Year".into(),
        Message::Required => "required".into(),
        Message::Optional => "may follow later".into(),
        Message::FieldEmpty(field) => format!("{} is empty.", field_label(*field)),
        Message::NoOrgan => "(no name)".into(),
        Message::YearUnreadable(typed) => {
            format!("The year reads “{}”. Write four digits, such as 2025.", excerpt(typed))
        }
        Message::NoFormat(year) => {
            format!("There is no form for {year} in this tool. Years from 2021 on can be filled in.")
        }
        Message::AlreadyThere(organ, year) => {
            format!("There is a {year} draft of {} already.", excerpt(organ))
        }
        Message::OpenThatOne => "Open that one".into(),
        Message::CreateAnyway => "Create another".into(),
        Message::Create => "Begin".into(),
        Message::Cancel => "Cancel".into(),
        Message::StorageForbidden => {
            "This browser keeps no data for this page: filling in and exporting work, but closing the page loses everything. Save as a file before leaving.".into()
        }
        Message::PartsOfReport => "Parts of the report".into(),
        Message::Cover => "Title and preface".into(),
        Message::CoverMark => "封".into(),
        Message::FilledOf(filled, all) => format!("{filled} of {all} cells filled"),
        Message::PartState(progress) => part_state(progress),
        Message::ReviewAndPublish => "Review and publish".into(),
        Message::BackToFilling => "Continue filling in".into(),
        Message::Saved(time) => format!("Saved {time} (this browser)"),
        Message::Stored(time) => format!("Stored {time} (on the disk in seconds)"),
        Message::Saving => "Saving".into(),
        Message::NotSaved(error) => match error {
            SaveError::Full => {
                "Not saved: the browser's space is used up. Save as a file, or open My reports in another window and delete drafts you no longer need.".into()
            }
            SaveError::Forbidden => {
                "Cannot be saved: this browser keeps no data for this page. Save as a file.".into()
            }
            SaveError::ChangedElsewhere => "Not saved: another window changed this draft.".into(),
            SaveError::RemovedElsewhere => {
                "Not saved: another window deleted this draft. Keep yours as a copy to have it.".into()
            }
            SaveError::NotKept => "Not saved: the browser did not keep it. Save as a file.".into(),
        },
        Message::NotSavedShort => "Not saved".into(),
        Message::TakeTheirs => "Use the other window's".into(),
        Message::KeepMine => "Keep mine as a copy".into(),
        Message::Computed => "auto".into(),
        Message::ComputedCell => "computed".into(),
        Message::Blank => "blank".into(),
        Message::Continued => " (continued)".into(),
        Message::TableCaption(heading, rows, columns) => {
            format!("{heading} ({rows} rows, {columns} columns; totals are computed)")
        }
        Message::Balance => "Balance".into(),
        Message::Balanced => "balanced".into(),
        Message::Off(difference) => format!("off by {difference}"),
        // The column is named beside it; there is no room for its English name.
        Message::Follows(_) => "follows".into(),
        Message::ColumnBlank => "blank".into(),
        Message::ColumnUnreadable => "unreadable".into(),
        Message::GoThere => "Go to the cell".into(),
        Message::AllBalanced(relation) => format!("Every column filled in balances: {relation}."),
        Message::NothingToBalance => "Nothing is filled in yet.".into(),
        Message::MoreOff(n) => {
            format!(" {}.", count(*n, "more column is off", "more columns are off"))
        }
        Message::PickCell => "Pick a cell to begin. Blank is not 0: where there is none, enter 0.".into(),
        Message::KeyDown => "down".into(),
        Message::KeyAlong => "along".into(),
        Message::KeyArrows => "move".into(),
        Message::KeyRestore => "restore".into(),
        Message::Sum(total, addends, rule) => {
            let total = total.map_or("0".into(), |figure| figure.to_string());
            let addends: Vec<String> = addends.iter().map(|(_, figure)| figure.to_string()).collect();
            let sum = if addends.is_empty() { "0".into() } else { addends.join(" + ") };
            format!("Computed: {total} = {sum}. {rule}.")
        }
        Message::Undo => "Undo".into(),
        Message::Redo => "Redo".into(),
        Message::Undone(place) => format!("Undone: {}.", excerpt(place)),
        Message::Redone(place) => format!("Done again: {}.", excerpt(place)),
        Message::Selected(rows, columns) => {
            format!("{}, {} selected.", count(*rows, "row", "rows"), count(*columns, "column", "columns"))
        }
        Message::Copied(n) => format!("{} copied.", count(*n, "cell", "cells")),
        Message::Cleared(n) => format!("{} emptied.", count(*n, "cell", "cells")),
        Message::ZerosPut(n) => format!("0 put into {}.", count(*n, "cell", "cells")),
        Message::Pasted(n) => format!("{} pasted.", count(*n, "cell", "cells")),
        Message::FillZeros(n) => format!("Fill the rest with 0 ({n})"),
        Message::AskZeros(n, selected) => {
            let place = if *selected { "selected" } else { "of this table" };
            format!("Cells {place} that are blank: {n}. All of them become 0; it can be undone.")
        }
        Message::DoZeros => "Fill with 0".into(),
        Message::Clear => "Empty".into(),
        Message::AskClear(n, selected) => {
            let place = if *selected { "selected" } else { "of this table" };
            format!("Cells {place} that hold something: {n}. All of them become blank; it can be undone.")
        }
        Message::AskPaste(puts, over, skipped, totals) => {
            let mut words = vec![format!("{} to fill", count(*puts, "cell", "cells"))];
            if *over > 0 {
                words.push(format!("{over} of them replaced"));
            }
            if *skipped > 0 {
                words.push(format!("{skipped} left out"));
            }
            if *totals > 0 {
                words.push(format!("{totals} unlike the computed sum, which stands"));
            }
            format!("{}.", words.join(", "))
        }
        Message::DoPaste => "Paste".into(),
        Message::WouldOverwrite(cell, before, after) => {
            let after = if after.is_empty() { "blank" } else { after };
            format!("{cell}: {} becomes {}", excerpt(before), excerpt(after))
        }
        Message::WouldSkip(row, column, text, why) => {
            let why = match why {
                Why::UnknownRow => "no such row here",
                Why::SecondTime => "its row came before",
                Why::Outside => "beyond the table",
                Why::NoFigure => "not a figure",
            };
            format!("Row {row}, column {column} of the source, “{}”, is left out: {why}", excerpt(text))
        }
        Message::WouldDiffer(cell, pasted, computed) => {
            format!("{cell}: {pasted} in the source, the sum is {computed}")
        }
        Message::SignsAsZero(n) => format!("Put 0 where “-”, “/”, “—” or 无 stands ({n}); else blank"),
        Message::NothingToPaste => {
            "There are no figures on the clipboard. Select the table in a spreadsheet or a page, copy, and paste again.".into()
        }
        Message::PasteTooLarge => {
            "The table on the clipboard is too large. Copy only what is to be filled in, and paste again.".into()
        }
        Message::Likeliest(cause) => format!(" Likeliest: {cause}"),
        Message::SuspectIs(cell, reason, column) => match reason {
            Reason::OtherColumn(_) => format!("{cell} may be in the wrong column and belong to {column}."),
            Reason::CarriedIn(None) => format!("{cell} is nothing; compare with last year's report."),
            Reason::CarriedIn(Some(figure)) => format!("{cell} should be {figure}, as last year's report says."),
            Reason::Unreadable => format!("{cell} cannot be read."),
            Reason::Blank => format!("{cell} is blank."),
            Reason::WrongSide => format!("{cell} is half the difference: perhaps on the wrong side."),
            Reason::Equal => format!("{cell} is the difference: perhaps counted twice."),
            Reason::Swapped(figure) => format!("{cell} may have two digits swapped for {figure}."),
            Reason::Shifted(figure) => format!("{cell} may have a zero more or less than {figure}."),
        },
        Message::StillOpen(n) => format!(" {} still blank in this column.", count(*n, "cell is", "cells are")),
        Message::OtherSuspects(n) => format!("Other causes ({n})"),
        Message::Keys => "Keys".into(),
        Message::KeyDoes(key) => key_use(*key).into(),
        Message::CellName(row, column) => format!("{row} × {column}"),
        Message::CellInTable(table, row, column) => format!("{table}, {row} × {column}"),
        Message::LineOfTable(table, line) => format!("{table}, {line}"),
        Message::SidesDiffer(line, left, a, right, b, difference) => {
            format!("{line}: {left} is {a}, {right} is {b}; they differ by {difference}.")
        }
        Message::SideBounded(line, left, a, compare, right, b) => {
            let right = if right.is_empty() { b.to_string() } else { format!("{right}, {b}") };
            match compare {
                Compare::Equal => format!("{line}: {left} is {a}; usually {right}."),
                Compare::AtLeast => format!("{line}: {left} is {a}, less than {right}."),
                Compare::AtMost => format!("{line}: {left} is {a}, more than {right}."),
                Compare::Above => format!("{line}: {left} is {a}; usually more than {right}."),
            }
        }
        Message::Basis(basis) => format!("Rule: {basis}"),
        Message::CannotRead(cell, typed, reason) => {
            format!("{cell} reads “{}”: {}", excerpt(typed), why_no_figure(*reason))
        }
        Message::NoFigure(reason) => why_no_figure(*reason),
        Message::CellBlank(cell) => format!("{cell} is blank. Where there is none, enter 0."),
        Message::NotWritten(heading) => format!("“{heading}” is not written yet."),
        Message::FieldMissing(field) => format!("The title lacks: {}.", field_label(*field)),
        Message::Characters(n) => count(*n, "character", "characters"),
        Message::CharactersInAll(n) => format!("{n} characters in all"),
        Message::Lead => "Summary".into(),
        Message::UseSentence(sentence) => format!("Put in: {sentence}"),
        Message::Preface => "Preface".into(),
        Message::PrefaceComposed => "Composed from the fields above; you may edit it.".into(),
        Message::PrefaceOwn => "Edited by hand; it no longer follows the fields above.".into(),
        Message::PrefaceRestore => "Compose it again".into(),
        Message::HeaderHeading => "Title and contact".into(),
        Message::TitleIs(title) => format!("Title: {title}"),
        Message::Ready => "Ready to publish: no errors, nothing open.".into(),
        Message::NotReady(errors, blanks, texts) => {
            let mut reasons = Vec::new();
            if *errors > 0 {
                reasons.push(count(*errors, "error to put right", "errors to put right"));
            }
            if *blanks > 0 {
                reasons.push(count(*blanks, "blank cell", "blank cells"));
            }
            if *texts > 0 {
                reasons.push(count(*texts, "text to write", "texts to write"));
            }
            format!("Not ready to publish: {}.", reasons.join(", "))
        }
        Message::DraftAllowed => {
            "A draft can be exported; it is marked 草稿 in its name and at its top.".into()
        }
        Message::MustFix => "To put right".into(),
        Message::MustFixText => "before the final copy is exported".into(),
        Message::Look => "To look at".into(),
        Message::LookText => "may stand after a look".into(),
        Message::Open => "Open".into(),
        Message::OpenText => "blank is not 0".into(),
        Message::None => "None".into(),
        Message::OfAll(n, all) => format!("{n} of {all} cells"),
        Message::Relations => "Relations".into(),
        Message::RelationIs(table, caption, lines, each) => {
            let lines = match each {
                Each::Row => count(*lines, "row", "rows"),
                Each::Column => count(*lines, "column", "columns"),
            };
            format!("{table}: {caption} ({lines})")
        }
        Message::IsComputed => "computed".into(),
        Message::Holds => "holds".into(),
        Message::DoesNotHold(n) => format!("does not hold in {n}"),
        Message::BlanksIn(name, n) => format!("{name}: {n}"),
        Message::Export => "Export".into(),
        Message::Exported(name) => format!("Handed to the browser: {name}"),
        Message::TakenByHost(name) => format!("Handed to the page around this: {name}"),
        Message::GivenToHost(name, origin) => format!("Handed to the page around this ({origin}): {name}"),
        Message::MaybeNotDownloaded(name) => format!(
            "If “{name}” did not come: this is inside another page, which may forbid downloads. Copy the content, paste it into a text editor and save it under this name."
        ),
        Message::DownloadsForbidden(name) => format!(
            "This is inside another page, which forbids the download of “{name}”. Copy the content, paste it into a text editor and save it under this name; and tell the site's administrator."
        ),
        Message::CopyContent => "Copy the content".into(),
        Message::ContentCopied => "Copied".into(),
        Message::CopyByHand => "The browser does not allow copying. Press Ctrl+A and Ctrl+C in the box:".into(),
        Message::About => "About".into(),
        Message::Version => "Version".into(),
        Message::VersionIs(version) => format!("公开年报 (disclosure-report) {version}"),
        Message::WasmHash(file) if file.is_empty() => {
            "SHA-256 of the program that runs (WebAssembly). It is inside this page's file; compare it with what the publisher says:".into()
        }
        Message::WasmHash(file) => format!(
            "SHA-256 of the program file that runs, {file}. Anyone can recompute it: certutil -hashfile {file} SHA256 on Windows, sha256sum {file} on Linux."
        ),
        Message::NothingLeaves => "Nothing leaves this computer".into(),
        Message::NothingLeavesText => {
            "What is filled in does not leave this computer: there is no server program and no counting, and nothing is sent to any site. Only the files you export yourself leave.".into()
        }
        Message::HostSees => {
            "The program keeps what is filled in in this computer's browser and sends it nowhere itself. It is part of the page around it, which sees what is filled in and answers for what it does with it.".into()
        }
        Message::LocalNoteInside => "Kept on this computer; the page around sees it".into(),
        Message::PolicyKeeps => {
            "Not a promise only: the content security policy of this site, which the browser enforces, lets this page ask for the files of its own site and send nothing anywhere else. The policy:".into()
        }
        Message::PolicyLets => {
            "The content security policy of this site does not shut out every other address, so the browser cannot vouch for the sentence above. The site's administrator should set it as documented. The policy:".into()
        }
        Message::NoPolicy => {
            "This site sends no content security policy, so the browser cannot vouch for the sentence above. The site's administrator should set one as documented.".into()
        }
        Message::Licences => "Licences".into(),
        Message::LicencesText => "To be used under MIT or Apache-2.0, at your option. What is inside, with its licences:".into(),
        Message::ShowLicences => "Show all licences".into(),
        Message::LicencesFailed => "The file licences.txt was not found. The site's administrator should copy all files.".into(),
        Message::ExportFailed => "Not exported: the browser did not take the file. Try another window.".into(),
        Message::PrintFailed => {
            "Cannot print: the browser opened no print window. Export the page and print that.".into()
        }
        Message::DraftMark => "草稿，未定稿".into(),
        Message::HandOut(output, ready) => {
            let what = match output {
                Output::Page => "Export page",
                Output::Paper => "Print",
                Output::Word => "Export Word",
                Output::Excel => "Export Excel",
                Output::Body => "Copy the text",
                Output::Json => "Export data",
                Output::Csv => "Export CSV",
                Output::Ndjson => "Export NDJSON",
            };
            if *ready { what.into() } else { format!("{what} (draft)") }
        }
        Message::OutputName(output) => match output {
            Output::Page => "page",
            Output::Paper => "print",
            Output::Word => "Word file",
            Output::Excel => "Excel file",
            Output::Body => "text",
            Output::Json => "data",
            Output::Csv => "CSV",
            Output::Ndjson => "NDJSON",
        }
        .into(),
        Message::OutputText(output, all, computed) => match output {
            Output::Page => "One file (.html) laid out as an official document, to publish or print. It carries its data and can be opened again.".into(),
            Output::Paper => "A4; margins, type and page numbers by GB/T 9704-2012.".into(),
            Output::Word => "A file (.docx) for Word and WPS, to be edited, signed and sealed.".into(),
            Output::Excel => "A file (.xlsx) whose totals are formulas, with a line for each cell.".into(),
            Output::Body => "With its tables to the clipboard, for the editor of a site.".into(),
            Output::Json => format!(
                "One file (.json) with all {all} cells, {computed} of them computed, to open again or to add up."
            ),
            Output::Csv => "A line for each cell (organ, year, format, cell, value), for statistics.".into(),
            Output::Ndjson => "The same as CSV, a JSON object each line.".into(),
        },
        Message::Preview => "Preview".into(),
        Message::PreviewOf(output) => format!("Preview: {}", say(&Message::OutputName(*output))),
        Message::PreviewText(output) => match output {
            Output::Page => "The page as it will be published.",
            Output::Paper => "Content and layout; where pages break, the print window shows.",
            Output::Word => "Text and tables; fonts and page breaks are Word's.",
            Output::Excel => "Both sheets; point at a total to see its formula.",
            Output::Body => "About what the editor of a site makes of it. Tables can be copied one by one.",
            Output::Json | Output::Csv | Output::Ndjson => "All that is in the file.",
        }
        .into(),
        Message::BackToReview => "Back to review".into(),
        Message::BodyCopied => "Copied; paste it now.".into(),
        Message::BodyNotCopied => "The browser does not allow copying. Open the preview and press Ctrl+A and Ctrl+C in it.".into(),
        Message::CopyTable(caption) => format!("Copy the table “{caption}”"),
        Message::WritersLoading => "Loading what writes the file (once)…".into(),
        Message::FileBeingWritten(output) => {
            format!("Writing the {}…", say(&Message::OutputName(*output)))
        }
        Message::FileCalledOff => "Called off.".into(),
        Message::FileNotWritten(why) => format!(
            "Not written: what writes the file did not come, or failed. Connect to the network, load the page again and retry; or export the page and open that with Word. ({why})"
        ),
        Message::SheetOfTables => "Report".into(),
        Message::SheetOfCells => "Cells".into(),
        Message::BalanceRow(balance) => format!("Check (0 expected): {balance}"),
        Message::CellId => "Cell".into(),
        Message::TableColumn => "Table".into(),
        Message::RowColumn => "Row".into(),
        Message::ColumnColumn => "Column".into(),
        Message::ValueColumn => "Value".into(),
        Message::Imported(title) => format!("Opened: {title}"),
        Message::ImportFailed(name, error) => {
            format!("“{}” was not opened: {}", excerpt(name), why_not_imported(error))
        }
        Message::LoadFailed(error) => format!("What was given was not opened: {}", why_not_imported(error)),
        Message::LoadWouldLose => {
            "What was given was not opened: the report on screen is not stored. Store it or save it as a file first.".into()
        }
        Message::WishedFormat(id) => format!(
            "This page asks for the form “{}”, unknown here; the form of the year is used. Please tell the site's administrator.",
            excerpt(id)
        ),
        Message::FileUnreadable(name) => {
            format!("“{}” was not opened: the file cannot be read. Choose it again.", excerpt(name))
        }
        Message::ImportNote(note, cell) => match note {
            Note::UnknownCell(id) => format!("{} is no cell of this form and was left out.", excerpt(id)),
            Note::OddCell(id) => format!("{} is no figure and was left blank.", excerpt(id)),
            Note::OtherTotal { reported, computed, .. } => {
                format!("{cell}: the file says {}, its addends make {computed}, which stands.", excerpt(reported))
            }
            Note::OtherData => "The data in the page was changed after it was exported: it does not agree with its fingerprint. Opened as it is now; compare it with the original.".into(),
            Note::ShownOtherwise { shown, data, .. } => format!(
                "{cell}: the page shows {}, its data says {}, which stands.",
                shown_or_blank(shown),
                shown_or_blank(data)
            ),
            Note::TitleShownOtherwise { shown, data } => format!(
                "The title of the page is “{}”, its data says “{}”, which stands.",
                excerpt(shown),
                excerpt(data)
            ),
            Note::TextShownOtherwise(_) => {
                format!("{cell}: the page shows another text than its data, which stands.")
            }
            Note::NotShown(count) => {
                format!("{count} cells of its data are not to be found in the page; the data stands.")
            }
        },
        Message::PublishedPage => "Read a published report".into(),
        Message::PublishedChoice => "Copy and paste last year's published page, or choose a Word or Excel file. What was carried over is filled in, and each cell shows last year's figure.".into(),
        Message::PublishedText => "Copy all of the published page and paste it here, or choose or drop a file. You check what was read before anything is written. The source is neither uploaded nor changed.".into(),
        Message::PasteHere => "Paste here (Ctrl+V)".into(),
        Message::KindsOfFiles => "Pages (.html, .mht), texts (.txt, .md), Word (.docx), sheets (.xlsx, .xls, .et), and this tool's own .json and .html".into(),
        Message::ChooseFile => "Choose a file".into(),
        Message::ReadingNow => "Reading …".into(),
        Message::FromClipboard => "what was pasted".into(),
        Message::ReadFrom(a, b) => format!("Read: {}, {} lines", short_name(a), b),
        Message::FormFound(a) => format!("Form: {a}"),
        Message::SureCount(a) => format!("{a} certain"),
        Message::AskCount(a) => format!("{a} to confirm"),
        Message::OpenCount(a) => format!("{a} not read"),
        Message::Sure => "certain".into(),
        Message::AskWord => "confirm".into(),
        Message::NotReadWord => "not read".into(),
        Message::OnlyToSettle => "Only what is to settle".into(),
        Message::ItemColumn => "Item".into(),
        Message::SourceColumn => "Source".into(),
        Message::ReadColumn => "Read as".into(),
        Message::TakeColumn => "Take".into(),
        Message::TakeItem(a) => format!("Take: {a}"),
        Message::CellByCell => "Cell by cell".into(),
        Message::CellsOf(a) => format!("Cell by cell: {a}"),
        Message::TakeOffered(a) => format!("Fill in {a}"),
        Message::TakeZeros => "Blanks are 0".into(),
        Message::HeaderAndTexts => "Title, header and texts".into(),
        Message::TakeAll => "Take all".into(),
        Message::TakeAllOffered => "Take all that is offered".into(),
        Message::TakeNone => "Take none".into(),
        Message::SourceLines(a, b) => if a == b { format!("line {a}") } else { format!("lines {a} to {b}") },
        Message::WholeSource => "Show the whole source".into(),
        Message::CellDoubt(a, b) => cell_doubt(a, b),
        Message::ItemDoubt(a) => item_doubt(a),
        Message::RemarkIs(a) => remark(a),
        Message::UseHeading => "What to do with it".into(),
        Message::UseAsLastYear(a) => format!("As last year's report beside that of {a}"),
        Message::UseAsReport(a) => format!("As a report of {a} of its own"),
        Message::UseToCompare(a) => format!("Check after publishing: compare with the draft of {a}"),
        Message::WhichDraft => "Which draft".into(),
        Message::NewDraft(a) => format!("A new report of {a}"),
        Message::NoDraftToCompare(a) => format!("There is no draft of {a} to compare with. If the source has the wrong year, change it above."),
        Message::TakeCarried => "Fill in what was carried over last year (nothing that is filled in is changed)".into(),
        Message::TakeContact => "Take organ, address and telephone (nothing that is filled in is changed)".into(),
        Message::TakeTexts => "Begin with last year's texts, marked as such until changed (nothing that is written is changed)".into(),
        Message::ApplyReading => "Apply".into(),
        Message::NoYearRead => "Fill in the year of this report, four digits".into(),
        Message::YearRead => "Year of the report".into(),
        Message::LastYearTaken(a, 0) => format!("Beside it now: {a}. This can be undone."),
        Message::LastYearTaken(a, b) => format!("Beside it now: {a}. {b} places filled in from it; this can be undone."),
        Message::FilesWaiting(a, b) => format!("Still to be read ({a}): {b}"),
        Message::ReadNextFile => "Read the next".into(),
        Message::NothingRead(name) => format!(
            "No report was found in “{}”: neither labels of the tables nor headings. Try another source, or copy all of the page.",
            short_name(name)
        ),
        Message::SourceNotRead(a, b) => format!("“{}” was not read: {}", short_name(a), why_not_read(b)),
        Message::LastYearReport => "Last year's report".into(),
        Message::NoLastYear => "None yet. With it, each cell shows last year's figure, and what was carried over and what is in force is checked.".into(),
        Message::LastYearIs(a) => format!("last year {a}"),
        Message::ExpectedIs(a) => format!("{a} by last year's report"),
        Message::ShowLastYear => "Show last year's figures".into(),
        Message::RemoveLastYear => "Remove last year's report".into(),
        Message::NotComparable(a, b) => format!("{a} cannot be compared: {b}"),
        Message::IsLastYearsText => "Last year's text, not changed yet".into(),
        Message::LastYearsText => "Show last year's text".into(),
        Message::UnusualFigure(a, b, c) => format!("{a} is {b}, last year {c}: a large change. Is it right?"),
        Message::TextIsLastYears(a, b) => format!("{a}: {b}% the same as last year's. Write what is of this year."),
        Message::NotTheYearBefore(a, b) => format!(
            "What stands for last year's report is {a}; organ or year do not fit this organ's of {b}. Is it the right one? Where the organ was renamed or merged, say so."
        ),
        Message::AllFiguresLastYears(a) => format!("All figures are last year's ({a} of them not 0). Were they updated?"),
        Message::ReadOwn(a) => format!("Read: {}, data of this tool", short_name(a)),
        Message::ReasonBefore(a) => format!("The figures have changed. Said before: {a}"),
        Message::WillTake(a) => format!("{a} will be taken"),
        Message::OtherOrgan(a, b) => format!("What was read is of {a}, the draft of {b}. Is it the right one?"),
        Message::LastYearRemoved => "Last year's report is gone; this can be undone".into(),
        Message::NotInDraft => "not in the draft".into(),
        Message::LineOfPage(a) => format!("line {a} of the page"),
        Message::IsAddedTo(a) => format!("Stands in “{a}”"),
        Message::Explained(n) => format!("does not hold in {n}, explained"),
        Message::Explain => "Say why".into(),
        Message::ExplainedHeading => "Explained".into(),
        Message::ExplainedText => "May stand, because somebody said why".into(),
        Message::ExplanationOf(a) => format!("Explanation ({a})"),
        Message::WithReason(a, b) => format!("{a} Reason: {b}"),
        Message::AddTo(a) => format!("Add to “{a}”"),
        Message::SameAsDraft(a) => format!("The same as the draft: {a}."),
        Message::OtherThanDraft(a, b) => format!("{b} differences from the draft: {a}."),
        Message::AllFigures => "all figures".into(),
        Message::TitleOfReport => "Title of the report".into(),
        Message::HeadingOf(a) => format!("Heading: {a}"),
        Message::InDraft => "Draft".into(),
        Message::InPublished => "Published".into(),
        Message::NotThere => "not found".into(),
        Message::Close => "Close".into(),
        Message::Crashed => "The page has failed".into(),
        Message::CrashedText => {
            "The program met an error and cannot go on. What was saved is still in this browser. It is safer to save the drafts as files first.".into()
        }
        Message::Reload => "Open again".into(),
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn key_use(key: KeyUse) -> &'static str {
    match key {
        KeyUse::Move => "one cell on, also onto computed ones; while editing, within the text",
        KeyUse::Down => "down, up, over computed cells; from the bottom to the next column",
        KeyUse::Along => "along, back; leaves the table at its end",
        KeyUse::RowEnds => "first, last cell of the row",
        KeyUse::TableEnds => "first, last cell of the table",
        KeyUse::Replace => "replaces what the cell holds",
        KeyUse::Edit => "edits what the cell holds; so does a double click",
        KeyUse::Restore => "brings back what was there before; ends a selection",
        KeyUse::Clear => "empties the cell or the selection",
        KeyUse::Select => "selects cells",
        KeyUse::SelectAll => "selects the table",
        KeyUse::Copy => "copies, cuts, also for spreadsheets",
        KeyUse::Paste => "pastes from this cell on; by labels where they come with it",
        KeyUse::Undo => "takes the last step back",
        KeyUse::Redo => "does it again",
        KeyUse::Help => "opens this list",
    }
}

fn part_state(progress: &Progress) -> String {
    if progress.is_untouched() {
        return "Not begun".into();
    }
    let mut words = Vec::new();
    if progress.errors > 0 {
        words.push(count(progress.errors, "error", "errors"));
    }
    if progress.blank_cells() > 0 {
        words.push(count(progress.blank_cells(), "blank cell", "blank cells"));
    }
    if progress.written < progress.narratives {
        let open = progress.narratives - progress.written;
        words.push(count(open, "text to write", "texts to write"));
    }
    if words.is_empty() {
        words.push("Complete".into());
    }
    if progress.warnings > 0 {
        words.push(count(progress.warnings, "warning", "warnings"));
    }
    words.join(", ")
}

fn field_label(field: HeaderField) -> &'static str {
    match field {
        HeaderField::Organ => "Full name of the organ",
        HeaderField::Contact => "Contact office",
        HeaderField::Address => "Address",
        HeaderField::Postcode => "Postcode",
        HeaderField::Phone => "Telephone",
        HeaderField::PublishedAt => "Where the electronic copy is published",
    }
}

fn field_hint(field: HeaderField) -> &'static str {
    match field {
        HeaderField::Organ => "As on its seal",
        HeaderField::Contact => "The office that answers questions",
        HeaderField::Address => "With street and number",
        HeaderField::Postcode => "Six digits",
        HeaderField::Phone => "With area code",
        HeaderField::PublishedAt => "Name and address of the site",
    }
}

fn why_no_figure(reason: Unreadable) -> String {
    match reason {
        Unreadable::NotANumber => "not a number. Digits only; where there is none, enter 0.".into(),
        Unreadable::Negative => "below 0. Enter 0 or more.".into(),
        Unreadable::Decimal => "counts have no decimals. Enter a whole number.".into(),
        Unreadable::TooFine => "at most six decimals of 万元.".into(),
        Unreadable::TooLarge => format!(
            "too many digits: counts have at most {}, amounts {} before the point.",
            DIGITS.0, DIGITS.1
        ),
    }
}

fn why_unreadable(why: &WhyUnreadable) -> String {
    let reason = match why {
        WhyUnreadable::NotJson { line, column } => {
            format!("Damaged (from line {line}, column {column})")
        }
        WhyUnreadable::OtherKind => "Not a draft".into(),
        WhyUnreadable::Shape(_) => "Incomplete".into(),
        WhyUnreadable::UnknownFormat(id) => format!("On the form “{}”, unknown here", excerpt(id)),
    };
    format!("{reason}. It was left as it is; save it as a file for whoever maintains this.")
}

fn shown_or_blank(text: &str) -> String {
    if text.is_empty() { "a blank".into() } else { excerpt(text) }
}

fn why_not_imported(error: &ImportError) -> String {
    match error {
        ImportError::TooLarge => format!("it is larger than {MEGABYTES} MB, so it is no report."),
        ImportError::NotJson { line, column } => {
            format!(
                "it is not a file of this tool, or damaged (from line {line}, column {column})."
            )
        }
        ImportError::NotAReport => {
            "it holds neither a report nor a draft. Choose a .json or .html file exported by this tool."
                .into()
        }
        ImportError::Pdf => "it is a PDF, of which no table can be read. Choose an .html or .json file exported by this tool; of a PDF, copy the tables and paste them.".into(),
        ImportError::Office => "it is a file of Word or Excel, or an archive, and cannot be opened here. Choose an .html or .json file exported by this tool; or open it and copy and paste its tables.".into(),
        ImportError::NoData => "the page carries no data of a report: this tool did not export it, or the site took the data out. Choose an .html or .json file exported by this tool.".into(),
        ImportError::TooNew { found, known } => {
            format!("a newer version made it ({found}; this one knows {known}). Use the newer one.")
        }
        ImportError::UnknownFormat(id) => format!("its form “{}” is unknown here.", excerpt(id)),
        ImportError::BadField(field) => format!("“{}” is missing or wrong in it.", excerpt(field)),
    }
}

fn cell_doubt(column: &str, cell: &CellRead) -> String {
    let raw = excerpt(cell.raw.as_deref().unwrap_or_default());
    let read = cell.read.as_deref().unwrap_or_default();
    let offered = cell.proposed.as_deref().unwrap_or_default();
    match &cell.doubt {
        Some(Doubt::ReadAs) => format!("{column}: “{raw}” read as {read}"),
        Some(Doubt::Blank) if cell.raw.is_none() => format!("{column}: no figure"),
        Some(Doubt::Blank) => format!("{column}: blank, which may be 0 or left out"),
        Some(Doubt::Sign) => format!("{column}: “{raw}” may be 0 or left out"),
        Some(Doubt::Unreadable) => format!("{column}: “{raw}” is no figure"),
        Some(Doubt::NoUnit) => {
            format!("{column}: “{raw}” has no unit; as yuan it is {offered} 万元")
        }
        Some(Doubt::OtherTotal(computed)) => {
            format!("{column}: {raw} in the source, {computed} by its addends")
        }
        Some(other) => format!("{column}: {}", item_doubt(other)),
        None => String::new(),
    }
}

fn item_doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::ReadAs => "written in the usual way".into(),
        Doubt::Blank => "blank in the source".into(),
        Doubt::Sign => "a sign in the source".into(),
        Doubt::Unreadable => "no figure".into(),
        Doubt::NoUnit => "no unit".into(),
        Doubt::Number { found, wanted } => format!(
            "{} figures ({}) where {wanted} should be: which is which is not known",
            found.len(),
            excerpt(&found.join(", "))
        ),
        Doubt::RunTogether(text) => {
            format!("digits without anything between them ({}): say how they part", excerpt(text))
        }
        Doubt::NoLabel => "figures without a label, where this row's would stand".into(),
        Doubt::LabelReadAs(text) => format!("“{}” in the source", excerpt(text)),
        Doubt::NotFound => "not found in the source".into(),
        Doubt::OtherForm(figures) => {
            format!("this table has the columns of another form ({}): not taken", excerpt(figures))
        }
        Doubt::OtherTotal(computed) => format!("{computed} by its addends"),
        Doubt::Twice(one, other) => {
            format!("twice in the source, and not the same ({}; {})", excerpt(one), excerpt(other))
        }
        Doubt::OtherPeriod(year) => format!("the title says another year than is counted ({year})"),
        Doubt::Guessed => "not from a title: see whether it is right".into(),
    }
}

fn remark(remark: &Remark) -> String {
    match remark {
        Remark::WrongForm { found, expected, year } => {
            format!("A report of {year} on the form of {found}; that of {year} is {expected}.")
        }
        Remark::MixedForms(labels) => {
            format!(
                "Two forms are mixed: {} has columns of another form and was not taken.",
                labels.join(", ")
            )
        }
        Remark::Traditional => "In traditional script; texts are left so.".into(),
        Remark::Instruction(line) => {
            format!("Line {} tells how to fill in the form; not taken.", line + 1)
        }
        Remark::StrangeRow { line, label, figures } => format!(
            "Line {}: “{}” is no row of the form; its figures ({}) were not taken.",
            line + 1,
            excerpt(label),
            excerpt(figures)
        ),
        Remark::NotTaken(lines) => {
            format!(
                "{} lines were not taken: {}.",
                lines.len(),
                list_of_lines(lines, ", ", " and more")
            )
        }
        Remark::OtherHeading(form, own) => {
            format!("The heading “{form}” is “{}” in the source.", excerpt(own))
        }
        Remark::Another(line) => format!(
            "From line {} on another report seems to begin; only what is before was read.",
            line + 1
        ),
        Remark::NoHeading(label) => format!("The heading “{label}” was not found."),
    }
}

fn why_not_read(why: &NotRead) -> String {
    match why {
        NotRead::TooLarge => "there is more in it than in a report. Copy only the report, or save it anew.".into(),
        NotRead::Pdf => "This is a PDF, from which tables cannot be read. Copy the text from the published page or from the PDF and paste it into the box above; or choose the Word or Excel file it was made from.".into(),
        NotRead::OldWord => "an old file of Word or WPS (.doc, .wps). Open it, save it as .docx, and choose that.".into(),
        NotRead::Rtf => "an RTF file. Open it in Word or WPS, save it as .docx, and choose that.".into(),
        NotRead::Image => "a picture or scan, in which there is no text. Take the published page, or a Word or Excel file.".into(),
        NotRead::Archive => "a packed file without a document that can be read. Unpack it and choose what is in it.".into(),
        NotRead::Encrypted => "it has a password. Open it, save it without one, and choose that.".into(),
        NotRead::Broken(_) => "it is damaged, or not what its name says. Open it in its program, save it, and choose that.".into(),
        NotRead::Failed => "the browser could not read it. Choose it again, or open it and copy and paste its content here.".into(),
    }
}
