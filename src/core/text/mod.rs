//! Everything the program says itself, in every language it speaks.
//!
//! A [`Message`] is a value; `zh_cn` and `en` each word all of them, so that one without a
//! translation does not compile. Official wording is not here: labels and headings are the form's
//! and come from its file. Knows no screen.

mod en;
mod zh_cn;

use super::check::{Disagreement, Finding};
use super::crosswalk::Other;
use super::draft::snapshots::Moment;
use super::draft::{SaveError, WhyUnreadable};
use super::export::Output;
use super::format::{CellIndex, Compare, Each, EnglishName, Format, Relation};
use super::import::paste::Why;
use super::import::published::{CellRead, Doubt, Headed, NotRead, Remark, Spot};
use super::import::{ImportError, LIMIT_BYTES, Note};
use super::progress::Progress;
use super::report::{Figure, HeaderField, LIMIT_AMOUNT, LIMIT_COUNT, Place, Unreadable};
use super::suspects::{Reason, Suspect};

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 简体中文, as offices write it.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Language {
    /// The language tag for HTML.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language that a tag asks for: English for `en` and its regions, else Chinese.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let main = tag.split('-').next().unwrap_or_default();
        if main.eq_ignore_ascii_case("en") { Self::En } else { Self::ZhCn }
    }
}

/// A sentence or a word of the program, with what it speaks of. The comment on each is the note for
/// whoever translates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Name of the product.
    Product,
    /// First link of every page, for keyboards.
    SkipToContent,
    /// Heading and navigation: the list of drafts.
    MyReports,
    /// In the bar: it works offline and keeps everything on this computer.
    LocalNote,
    /// The same inside a page of a host, which sees what is filled in.
    LocalNoteInside,
    /// Button that switches to the other language, in that language.
    OtherLanguage,
    /// Under the heading of the list: when the report of a year is due.
    Deadline(u16),
    /// Button: choose a file.
    OpenFile,
    /// Button and heading: a new report.
    NewReport,
    /// Heading while there is no report.
    NoReports,
    /// Under it.
    NoReportsText,
    /// What a new report begins with.
    NewReportText,
    /// Which files can be opened.
    OpenFileText,
    /// Column of the list.
    Organ,
    /// Column of the list.
    Year,
    /// Column of the list.
    State,
    /// Column of the list: how much of the tables is filled.
    TablesFilled,
    /// Column of the list: findings.
    Pending,
    /// Column of the list.
    LastSaved,
    /// Column of the list.
    Actions,
    /// A year with its unit.
    YearIs(u16),
    /// A report that was not begun.
    NotBegun,
    /// A report or part being filled in.
    InProgress,
    /// A report with everything filled in and errors left.
    ToReview,
    /// A report that may be published.
    Publishable,
    /// A stored text that cannot be opened.
    CannotOpen,
    /// Nothing is pending.
    Nothing,
    /// Never saved.
    NotYet,
    /// So many findings to put right.
    Errors(usize),
    /// So many findings to look at.
    Warnings(usize),
    /// How much of the tables is filled, in hundredths.
    Percent(usize),
    /// Button: go on with a report.
    Continue,
    /// Button: open the findings of a report.
    Review,
    /// Button: a new report of the next year with the same header.
    CopyAs(u16),
    /// Button: the draft as a file.
    SaveAsFile,
    /// Button: delete this draft.
    Delete,
    /// The accessible name of an action on one report: action, organ, year.
    ActionOn(String, String, u16),
    /// After deleting: organ and year.
    Deleted(String, u16),
    /// Button: bring the deleted draft back.
    UndoDelete,
    /// The draft could not be brought back.
    UndoFailed,
    /// The same report is there more than once; how many times.
    SameReport(usize),
    /// A draft of a newer version: its schema, and the newest known.
    DraftTooNew(u64, u64),
    /// A draft of an older version was brought forward; the text it came from can be saved.
    DraftBroughtForward,
    /// A stored text that is no draft.
    DraftUnreadable(WhyUnreadable),
    /// The address names a draft that is not there.
    DraftMissing,
    /// Button: a newer version of the program is there; have it now.
    NewerWaits,
    /// Button: another window has the newer version already; load the page again.
    NewerTookOver,
    /// Heading and button: earlier versions of a draft.
    Versions,
    /// Under it: when they are kept, how many, where.
    VersionsText,
    /// There are none yet.
    NoVersions,
    /// They cannot be read.
    VersionsUnreadable,
    /// There can be none here, because the browser has no IndexedDB.
    NoVersionsHere,
    /// Why a version was kept.
    VersionMoment(Moment),
    /// At how many places a version differs from the draft as it is now.
    VersionDiffers(usize),
    /// Button: the draft becomes as it was then.
    RestoreVersion,
    /// After that; when the version is from.
    VersionRestored(String),
    /// Opens the list of what differs.
    ShowDifferences,
    /// Column of that list: where.
    PlaceOfDifference,
    /// Column of that list: the text in the version.
    Then,
    /// Column of that list: the text in the draft.
    Now,
    /// Heading and button: where drafts are kept, backups, clearing.
    Storage,
    /// Heading: where drafts are kept.
    WhereKept,
    /// How many drafts are kept in this browser, and how large they are in KB.
    StoredHere(usize, usize),
    /// The browser promised to keep what is stored.
    Promised,
    /// The browser did not promise it.
    NotPromised,
    /// Button: ask the browser to promise it.
    AskForPromise,
    /// The browser does not say whether it keeps what is stored.
    PromiseUnknown,
    /// Nothing leaves this computer.
    NothingSent,
    /// Heading: backups.
    Backup,
    /// What a backup is.
    BackupText,
    /// Button: all drafts into one file.
    BackUpAll,
    /// Name of the file of a backup; the date.
    BackupFile(String),
    /// After a backup: how many drafts, and the name of the file.
    BackedUp(usize, String),
    /// So many drafts were changed and not backed up for a week.
    NotBackedUp(usize),
    /// Button: choose the file of a backup.
    RestoreBackup,
    /// Heading: a backup that was opened; when it was made and how many drafts are in it.
    BackupFrom(String, usize),
    /// Column: the draft in the backup.
    InBackup,
    /// Column: the draft on this computer.
    Here,
    /// When the draft in the backup was saved, or what else is to be said of it.
    InBackupIs(String),
    /// The same of the one on this computer.
    HereIs(String),
    /// Name of a choice: what to do with a draft of a backup.
    WhatToTake,
    /// The draft of a backup is not on this computer.
    NotHere,
    /// The same draft is on this computer.
    SameHere,
    /// At how many places two drafts differ.
    DiffersAt(usize),
    /// Choice: take a draft that is not here.
    TakeNew,
    /// Choice: leave a draft that is not here.
    LeaveNew,
    /// Choice: what is here stays.
    KeepHere,
    /// Choice: the backup takes its place.
    TakeBackups,
    /// Choice: both stay.
    KeepBoth,
    /// Button: restore so many.
    TakeBack(usize),
    /// After that: how many, and how many of them took the place of another.
    TakenBack(usize, usize),
    /// A draft of a backup could not be stored: organ, why.
    NotTakenBack(String, SaveError),
    /// What is here was not replaced by a backup's, because it cannot be kept as an earlier version.
    NotReplaced(String),
    /// So many entries of a backup cannot be read.
    SkippedInBackup(usize),
    /// Heading: a computer that others use too.
    SharedComputer,
    /// What clearing does.
    SharedComputerText,
    /// Button: remove everything.
    ClearAll,
    /// The question before; how many drafts.
    AskClearAll(usize),
    /// Button: yes, remove everything.
    DoClearAll,
    /// After that.
    ClearedAll,
    /// Something could not be removed.
    NotClearedAll,
    /// Label: who fills in the report.
    Editor,
    /// Beside that label.
    NotPublished,
    /// Hint for it.
    EditorHint,
    /// Who saved the draft last.
    LastEditedBy(String),
    /// Another window has the draft, since this time of day where that is known.
    TurnElsewhere(Option<String>),
    /// In place of the save status, while the draft can only be looked at.
    OnlyShown,
    /// Another window replaced the draft while it was open here.
    ReplacedElsewhere,
    /// Button: go on with the draft in this window.
    TakeTurn,
    /// Said when a person tries to change what can only be looked at.
    OnlyLook,
    /// Said when the draft may be changed in this window from now on.
    YourTurn,
    /// Label of a header field.
    Field(HeaderField),
    /// What to write there.
    FieldHint(HeaderField),
    /// Label of the year field.
    FieldYear,
    /// The field must be filled in.
    Required,
    /// The field may be left empty.
    Optional,
    /// A required field of a form is empty.
    FieldEmpty(HeaderField),
    /// Stands for the name of an organ that is not given.
    NoOrgan,
    /// The year typed is no year.
    YearUnreadable(String),
    /// There is no form for this year.
    NoFormat(u16),
    /// There is a report of this organ and year already.
    AlreadyThere(String, u16),
    /// Button: open that one.
    OpenThatOne,
    /// Button: make another all the same.
    CreateAnyway,
    /// Button.
    Create,
    /// Button.
    Cancel,
    /// Nothing can be stored here; work goes on in memory.
    StorageForbidden,
    /// Navigation in the editor.
    PartsOfReport,
    /// The page with title, contact and preface.
    Cover,
    /// One character that stands for it in the navigation.
    CoverMark,
    /// How many cells are filled, of how many.
    FilledOf(usize, usize),
    /// State of a part.
    PartState(Progress),
    /// Link to the review page.
    ReviewAndPublish,
    /// Button: back to filling in.
    BackToFilling,
    /// The draft is on the disk; time of day.
    Saved(String),
    /// The draft is stored, and on the disk some seconds later; time of day.
    Stored(String),
    /// There are changes not yet stored.
    Saving,
    /// Storing failed.
    NotSaved(SaveError),
    /// Storing failed; the reason is said elsewhere.
    NotSavedShort,
    /// Button: take the text that another window stored.
    TakeTheirs,
    /// Button: store this window's text as another draft.
    KeepMine,
    /// Tag on a computed row or column.
    Computed,
    /// Describes a computed cell.
    ComputedCell,
    /// A cell with nothing in it.
    Blank,
    /// After a printed label or heading that goes on from the sheet before.
    Continued,
    /// Caption of a table that is filled in: heading, rows, columns.
    TableCaption(String, usize, usize),
    /// Row label of the strip with the sums that must agree.
    Balance,
    /// The sums agree.
    Balanced,
    /// They differ by so much.
    Off(Figure),
    /// They differ because another column does.
    Follows(String),
    /// Nothing is typed in the column.
    ColumnBlank,
    /// Something in the column cannot be read.
    ColumnUnreadable,
    /// Button: put the cursor where it can be settled.
    GoThere,
    /// Nothing is wrong with the balance: the relation that holds.
    AllBalanced(String),
    /// Nothing is typed that could balance.
    NothingToBalance,
    /// More columns that do not balance; follows another sentence.
    MoreOff(usize),
    /// No cell is current: how to begin.
    PickCell,
    /// Key hint.
    KeyDown,
    /// Key hint.
    KeyAlong,
    /// Key hint.
    KeyArrows,
    /// Key hint.
    KeyRestore,
    /// A total taken apart: the total, its addends by name, those that are not 0, and the rule.
    Sum(Option<Figure>, Vec<(String, Figure)>, String),
    /// Button: take the last step back.
    Undo,
    /// Button: do it again.
    Redo,
    /// The last step was taken back; where.
    Undone(String),
    /// It was done again; where.
    Redone(String),
    /// Cells are selected: rows, columns.
    Selected(usize, usize),
    /// So many cells were copied.
    Copied(usize),
    /// So many cells were emptied.
    Cleared(usize),
    /// So many blank cells were filled with 0.
    ZerosPut(usize),
    /// So many cells were pasted.
    Pasted(usize),
    /// Button: fill the blank cells with 0; how many there are.
    FillZeros(usize),
    /// Before that: how many, and whether only those selected.
    AskZeros(usize, bool),
    /// Button that does it.
    DoZeros,
    /// Button: empty the cells.
    Clear,
    /// Before that: how many hold something, and whether only those selected.
    AskClear(usize, bool),
    /// Before a paste: cells to fill, of them overwritten, pasted cells skipped, other totals.
    AskPaste(usize, usize, usize, usize),
    /// Button that does it.
    DoPaste,
    /// A cell that would be overwritten: name, before, after.
    WouldOverwrite(String, String, String),
    /// A pasted cell that goes nowhere: row and column in the source, text, why.
    WouldSkip(usize, usize, String, Why),
    /// A pasted total that is not the computed one: name, pasted, computed.
    WouldDiffer(String, Figure, Figure),
    /// Choice: the signs for nothing become 0; how many there are.
    SignsAsZero(usize),
    /// Nothing on the clipboard can be pasted here.
    NothingToPaste,
    /// There is too much on the clipboard.
    PasteTooLarge,
    /// The likeliest cause of a difference: a sentence of its own.
    Likeliest(String),
    /// A cell that may be the cause: its name, why, and a column it may belong into.
    SuspectIs(String, Reason, String),
    /// The column is not finished: how many cells are blank.
    StillOpen(usize),
    /// Button: show the other possible causes; how many.
    OtherSuspects(usize),
    /// Button and heading: what the keys do.
    Keys,
    /// What a key does in a table.
    KeyDoes(KeyUse),
    /// Row and column of a cell, named together.
    CellName(String, String),
    /// Table, row and column of a cell.
    CellInTable(String, String, String),
    /// A row or column within its table.
    LineOfTable(String, String),
    /// Two sides of a relation with their sums: line, words and sum left, words and sum right,
    /// difference.
    SidesDiffer(String, String, Figure, String, Figure, Figure),
    /// Like it, for a bound: line, words, sum, comparison, words, bound.
    SideBounded(String, String, Figure, Compare, String, Figure),
    /// Where a rule is from.
    Basis(String),
    /// A cell that cannot be read: name, what was typed, why.
    CannotRead(String, String, Unreadable),
    /// Why an entry is no figure.
    NoFigure(Unreadable),
    /// A blank cell, by name.
    CellBlank(String),
    /// A text that is not written, by heading.
    NotWritten(String),
    /// A header field that is empty.
    FieldMissing(HeaderField),
    /// 字数 of a text.
    Characters(usize),
    /// 字数 of a part.
    CharactersInAll(usize),
    /// Label of the text before the first sub-heading.
    Lead,
    /// Button that puts a sentence in.
    UseSentence(String),
    /// Heading of the text before part one.
    Preface,
    /// It follows from the header.
    PrefaceComposed,
    /// It was written by hand.
    PrefaceOwn,
    /// Button: compose it again.
    PrefaceRestore,
    /// Heading of the header fields.
    HeaderHeading,
    /// How the title reads.
    TitleIs(String),
    /// Nothing stands in the way of publishing.
    Ready,
    /// What stands in the way: errors, blank cells, unwritten texts and fields.
    NotReady(usize, usize, usize),
    /// A draft may be exported all the same.
    DraftAllowed,
    /// Heading of the errors.
    MustFix,
    /// Beside it.
    MustFixText,
    /// Heading of the warnings.
    Look,
    /// Beside it.
    LookText,
    /// Heading of what is open.
    Open,
    /// Beside it.
    OpenText,
    /// No finding of this kind.
    None,
    /// So many of so many.
    OfAll(usize, usize),
    /// Heading of the relations.
    Relations,
    /// A relation with its table and caption, and how many lines it has.
    RelationIs(String, String, usize, Each),
    /// It is computed.
    IsComputed,
    /// It holds everywhere.
    Holds,
    /// It does not hold in so many lines.
    DoesNotHold(usize),
    /// Blank cells of one table or column: name, how many.
    BlanksIn(String, usize),
    /// Heading of the exports.
    Export,
    /// A file was handed to the browser; its name.
    Exported(String),
    /// The page that holds the program took a file; its name.
    TakenByHost(String),
    /// A file was given to the page around the frame: its name, the origin of that page.
    GivenToHost(String, String),
    /// A file was handed to the browser from a frame that may forbid it; its name.
    MaybeNotDownloaded(String),
    /// The frame forbids downloads; the name of the file.
    DownloadsForbidden(String),
    /// Button: copy what is in the file.
    CopyContent,
    /// On the button after it.
    ContentCopied,
    /// Label of a box with the text, where it cannot be copied by a button.
    CopyByHand,
    /// Heading and link: what the program is.
    About,
    /// Heading: version of the program.
    Version,
    /// Its version.
    VersionIs(String),
    /// Before the SHA-256 of the WebAssembly, with the name of its file, which is empty where it is in
    /// the page: how to recompute it.
    WasmHash(String),
    /// Heading: that nothing leaves the computer.
    NothingLeaves,
    /// Under it.
    NothingLeavesText,
    /// The same inside a page of a host.
    HostSees,
    /// Before a content policy that lets nothing leave the origin.
    PolicyKeeps,
    /// Before a content policy that does not see to that.
    PolicyLets,
    /// The server sends no content policy.
    NoPolicy,
    /// Heading: licences.
    Licences,
    /// Under it.
    LicencesText,
    /// Button: show the licences.
    ShowLicences,
    /// They cannot be shown.
    LicencesFailed,
    /// The browser did not take the file.
    ExportFailed,
    /// The print window cannot be opened.
    PrintFailed,
    /// Mark on a draft copy.
    DraftMark,
    /// Button: hand an output out; whether the report is ready.
    HandOut(Output, bool),
    /// What an output is called.
    OutputName(Output),
    /// What an output is for; how many cells there are, and how many of them are computed.
    OutputText(Output, usize, usize),
    /// Link: look at an output first.
    Preview,
    /// Heading of that, and the link's full name.
    PreviewOf(Output),
    /// Under it: how far what is shown is what leaves.
    PreviewText(Output),
    /// Link back.
    BackToReview,
    /// A report or a table is on the clipboard.
    BodyCopied,
    /// The browser did not take it.
    BodyNotCopied,
    /// Button: put a table on the clipboard; what it is of.
    CopyTable(String),
    /// The writers of Word and Excel files are being loaded.
    WritersLoading,
    /// They are writing.
    FileBeingWritten(Output),
    /// A person called it off.
    FileCalledOff,
    /// They could not be loaded, or failed; in the browser's words.
    FileNotWritten(String),
    /// Name of the sheet that holds the tables.
    SheetOfTables,
    /// Name of the sheet that holds a line for each cell.
    SheetOfCells,
    /// Label of a row of a sheet that says what is left of a balance: the balance.
    BalanceRow(String),
    /// Column: the id of a cell.
    CellId,
    /// Column: the table of a cell.
    TableColumn,
    /// Column: the row of a cell.
    RowColumn,
    /// Column: the column of a cell.
    ColumnColumn,
    /// Column: the figure of a cell.
    ValueColumn,
    /// A file was opened as a new draft: its title.
    Imported(String),
    /// A file cannot be opened: its name, why.
    ImportFailed(String, ImportError),
    /// What the page that holds the program gave to open cannot be opened: why.
    LoadFailed(ImportError),
    /// It was not opened, because what is on screen is not stored.
    LoadWouldLose,
    /// The page that holds the program wishes a form that is unknown: its id.
    WishedFormat(String),
    /// A file cannot be read at all.
    FileUnreadable(String),
    /// Something in the file did not fit. Cells are named by `cell_name`.
    ImportNote(Note, String),
    /// Heading and button: read a published report back.
    PublishedPage,
    /// What a report can begin with: last year's.
    PublishedChoice,
    /// Under that heading.
    PublishedText,
    /// Label of the box to paste into.
    PasteHere,
    /// Which files can be read.
    KindsOfFiles,
    /// Button: choose a file to read.
    ChooseFile,
    /// While a source is being read.
    ReadingNow,
    /// What was pasted, where files are named.
    FromClipboard,
    /// A source was read: what it is called, its lines.
    ReadFrom(String, usize),
    /// The form of what was read.
    FormFound(String),
    /// So many rows and texts are certain.
    SureCount(usize),
    /// So many are to be asked about.
    AskCount(usize),
    /// So many were not found or read.
    OpenCount(usize),
    /// A row or text that is certain.
    Sure,
    /// One to be asked about.
    AskWord,
    /// One that was not read.
    NotReadWord,
    /// Switch: show only what is not certain.
    OnlyToSettle,
    /// Column: what was read.
    ItemColumn,
    /// Column: how it stands in the source.
    SourceColumn,
    /// Column: what it was read as.
    ReadColumn,
    /// Column and box: take it over.
    TakeColumn,
    /// Label of the box of an item, or of a cell of one.
    TakeItem(String),
    /// Button: the cells of a row, one by one.
    CellByCell,
    /// Its label: the row.
    CellsOf(String),
    /// Label of the box that takes what is offered: the figures.
    TakeOffered(String),
    /// Label of the box that takes blanks as 0.
    TakeZeros,
    /// Heading over header and texts.
    HeaderAndTexts,
    /// Button: take all that is certain.
    TakeAll,
    /// Button: take all that is offered.
    TakeAllOffered,
    /// Button: take nothing.
    TakeNone,
    /// Where in the source something stands.
    SourceLines(usize, usize),
    /// Summary: the source, line by line.
    WholeSource,
    /// What is to be said about a cell that was read: its column.
    CellDoubt(String, CellRead),
    /// What is to be said about a row or a text that was read.
    ItemDoubt(Doubt),
    /// What is to be said about a source.
    RemarkIs(Remark),
    /// Heading: what is done with what was read.
    UseHeading,
    /// Choice: last year's report beside this year's draft.
    UseAsLastYear(u16),
    /// Choice: a report of its own.
    UseAsReport(u16),
    /// Choice: compare the published page with the draft.
    UseToCompare(u16),
    /// Label: the draft to use it with.
    WhichDraft,
    /// In that list: a new draft of a year.
    NewDraft(u16),
    /// There is no draft of the year to compare with.
    NoDraftToCompare(u16),
    /// Box: what was carried over last year.
    TakeCarried,
    /// Box: organ and contact.
    TakeContact,
    /// Box: last year's texts to begin with.
    TakeTexts,
    /// Button: do it.
    ApplyReading,
    /// The year of what was read is not known.
    NoYearRead,
    /// Label: the year of the report that was read.
    YearRead,
    /// Last year's report was taken: its title, how many places were filled in.
    LastYearTaken(String, usize),
    /// Files that are still to be read: how many, what they are called.
    FilesWaiting(usize, String),
    /// Button: read the next of them.
    ReadNextFile,
    /// Nothing of a report was found in the source: what it is called.
    NothingRead(String),
    /// A source could not be read: what it is called, why.
    SourceNotRead(String, NotRead),
    /// Heading and name of a place: last year's report.
    LastYearReport,
    /// There is no report of last year.
    NoLastYear,
    /// Beside a cell: last year's figure.
    LastYearIs(Figure),
    /// Beside a cell: what follows from last year's report.
    ExpectedIs(Figure),
    /// Switch: last year's figures in the cells.
    ShowLastYear,
    /// Button: remove last year's report.
    RemoveLastYear,
    /// What two forms do not ask for alike: its name, why.
    NotComparable(String, String),
    /// A text is last year's still.
    IsLastYearsText,
    /// Summary: last year's text.
    LastYearsText,
    /// A figure is much more or less than last year's: the cell, now, last year.
    UnusualFigure(String, Figure, Figure),
    /// A text is last year's, or nearly: its name, how alike in hundredths.
    TextIsLastYears(String, usize),
    /// All figures are last year's: how many are not 0.
    AllFiguresLastYears(usize),
    /// What stands for last year's report is not: its title, the year before.
    NotTheYearBefore(String, u16),
    /// A file of this tool was read: what it is called.
    ReadOwn(String),
    /// What was said to a finding when it was about another difference.
    ReasonBefore(String),
    /// How many figures and texts are taken.
    WillTake(usize),
    /// What was read is of another organ than the draft: the organ read, the draft's.
    OtherOrgan(String, String),
    /// Last year's report was taken away.
    LastYearRemoved,
    /// Not in the draft, but on the published page.
    NotInDraft,
    /// Name of a place: a line of the published page.
    LineOfPage(usize),
    /// The sentence stands in a narrative of this heading.
    IsAddedTo(String),
    /// A relation does not hold, and somebody said why: in how many places.
    Explained(usize),
    /// Label of the box for an explanation.
    Explain,
    /// Heading: findings that somebody said something to.
    ExplainedHeading,
    /// Beside it.
    ExplainedText,
    /// Name of a place: what is said to a finding of this key.
    ExplanationOf(String),
    /// A finding and why it stands, as a sentence for the report.
    WithReason(String, String),
    /// Button: put it into a narrative of this heading.
    AddTo(String),
    /// The published page is what the draft is: the draft's title.
    SameAsDraft(String),
    /// The published page differs from the draft: its title, at how many places.
    OtherThanDraft(String, usize),
    /// Name of a place: every figure of a report.
    AllFigures,
    /// Name of a place: the report's title.
    TitleOfReport,
    /// Name of a place: a heading of the form.
    HeadingOf(String),
    /// Column: how it is in the draft.
    InDraft,
    /// Column: how it is on the published page.
    InPublished,
    /// Not found on the published page.
    NotThere,
    /// Close a notice.
    Close,
    /// Heading of the page after a failure of the program.
    Crashed,
    /// Under it.
    CrashedText,
    /// Button: load the page again.
    Reload,
}

/// What keys are for in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// Arrows.
    Move,
    /// Enter, Shift+Enter.
    Down,
    /// Tab, Shift+Tab.
    Along,
    /// Home, End.
    RowEnds,
    /// The same with Ctrl.
    TableEnds,
    /// Any character.
    Replace,
    /// F2 or a double click.
    Edit,
    /// Escape.
    Restore,
    /// Delete.
    Clear,
    /// Shift+arrows or the mouse.
    Select,
    /// Ctrl+A.
    SelectAll,
    /// Ctrl+C, Ctrl+X.
    Copy,
    /// Ctrl+V.
    Paste,
    /// Ctrl+Z.
    Undo,
    /// Ctrl+Y.
    Redo,
    /// `?`.
    Help,
}

/// Words a message.
#[must_use]
pub fn say(language: Language, message: &Message) -> String {
    match language {
        Language::ZhCn => zh_cn::say(message),
        Language::En => en::say(message),
    }
}

/// The short name of a row: ours in Chinese, the unofficial English one in English.
#[must_use]
pub fn row_name(language: Language, format: &Format, cell: CellIndex) -> String {
    let (table, row) = (format.table_of(cell), format.row_of(cell));
    named(language, format, &table.id, &row.id, row.short())
}

/// The name of a column.
#[must_use]
pub fn column_name(language: Language, format: &Format, cell: CellIndex) -> String {
    let (table, column) = (format.table_of(cell), format.column_of(cell));
    named(language, format, &table.id, &column.id, &column.label)
}

fn named(language: Language, format: &Format, table: &str, name: &str, chinese: &str) -> String {
    let english =
        || format.english(EnglishName::Name(&format!("{table}.{name}"))).map(str::to_owned);
    match language {
        Language::ZhCn => chinese.into(),
        Language::En => english().unwrap_or_else(|| chinese.into()),
    }
}

/// The name of a table: 表三.
#[must_use]
pub fn table_name(language: Language, format: &Format, table: usize) -> String {
    let table = &format.tables[table];
    match language {
        Language::ZhCn => table.name.clone(),
        Language::En => format.english(EnglishName::Table(&table.id)).unwrap_or(&table.name).into(),
    }
}

/// A table, or a row of one, by its id: `requests` or `requests.carried_over`; of this form, or of
/// another that has it.
#[must_use]
pub fn named_part(language: Language, format: &Format, id: &str) -> String {
    let (table, row) = id.split_once('.').unwrap_or((id, ""));
    let other = Format::built_in().find(|other| other.table(table).is_some());
    let format = if format.table(table).is_some() { Some(format) } else { other.as_ref() };
    let Some((format, (at, table))) = format.and_then(|it| Some((it, it.table(table)?))) else {
        return id.into();
    };
    let own = table_name(language, format, at);
    let row = table.rows.iter().find(|one| one.id == row);
    let group = table.row_groups.iter().find(|one| id.ends_with(&format!(".{}", one.id)));
    let label = row.map(|row| row.short().to_owned()).or(group.map(|group| group.label.clone()));
    match label {
        Some(label) => format!("{own} {label}"),
        None if table.label.is_empty() || language != Language::ZhCn => own,
        None => format!("{own} {}", table.label),
    }
}

/// What two forms do not ask for alike, by the form that has it.
#[must_use]
pub fn not_comparable(language: Language, format: &Format, other: &Other) -> String {
    let why = match language {
        Language::ZhCn => &other.why,
        Language::En => &other.english,
    };
    say(language, &Message::NotComparable(named_part(language, format, &other.name), why.clone()))
}

/// Where a published page differs from a draft.
#[must_use]
pub fn spot_name(language: Language, format: &Format, spot: &Spot) -> String {
    let heading = |label: &str| say(language, &Message::HeadingOf(label.to_owned()));
    match spot {
        Spot::Place(place) => place_name(language, format, place),
        Spot::Line(line) => say(language, &Message::LineOfPage(line + 1)),
        Spot::Heading(Headed::Title) => say(language, &Message::TitleOfReport),
        Spot::Heading(Headed::Part(id)) => {
            let part = format.parts.iter().find(|part| part.id == *id);
            heading(part.map_or(id, |part| &part.label))
        }
        Spot::Heading(Headed::Narrative(id)) => heading(&narrative_name(language, format, id)),
    }
}

/// A cell by table, row and column.
#[must_use]
pub fn cell_name(language: Language, format: &Format, cell: CellIndex) -> String {
    say(
        language,
        &Message::CellInTable(
            table_name(language, format, format.cell(cell).table),
            row_name(language, format, cell),
            column_name(language, format, cell),
        ),
    )
}

/// A place that can be typed into.
#[must_use]
pub fn place_name(language: Language, format: &Format, place: &Place) -> String {
    match place {
        Place::Cell(cell) => cell_name(language, format, *cell),
        Place::Narrative(id) if *id == format.preface.id => say(language, &Message::Preface),
        Place::Narrative(id) => narrative_name(language, format, id),
        Place::Header(field) => say(language, &Message::Field(*field)),
        Place::Year => say(language, &Message::FieldYear),
        Place::LastYear => say(language, &Message::LastYearReport),
        Place::Explanation(key) => {
            say(language, &Message::ExplanationOf(explained(language, format, key)))
        }
    }
}

/// What an explanation of this key is of: a row or column, a cell, a text.
fn explained(language: Language, format: &Format, key: &str) -> String {
    let (key, _) = key.split_once(':').unwrap_or((key, ""));
    let (kind, name) = key.split_once('.').unwrap_or((key, ""));
    if let Some(relation) = format.relations.iter().find(|one| one.id == kind) {
        let table = format.table(&relation.table).map_or(0, |(at, _)| at);
        let line = chinese_name(format, relation, name);
        let table = table_name(language, format, table);
        return format!("{table} {}", named(language, format, &relation.table, name, &line));
    }
    if let Some(cell) = format.index_of(name) {
        return cell_name(language, format, cell);
    }
    match (kind, name) {
        ("same_figures", _) => say(language, &Message::AllFigures),
        ("not_the_year_before", _) => say(language, &Message::LastYearReport),
        (_, "") => key.into(),
        (_, name) => narrative_name(language, format, name),
    }
}

/// A narrative with a sentence of why a finding stands, which is Chinese as the report is: in the place of
/// what was said of the same finding before, and of `nothing`, which says that there is nothing to say.
#[must_use]
pub fn with_reason(narrative: &str, finding: &str, reason: &str, nothing: &str) -> String {
    let reason = reason.trim().trim_end_matches('。');
    let sentence = zh_cn::say(&Message::WithReason(finding.into(), reason.into()));
    let of = finding.split_once('：').map_or(finding, |(of, _)| of);
    let is_earlier = |line: &str| line.starts_with(of) && line.contains(zh_cn::REASON);
    let is_nothing = |line: &str| {
        let line = line.trim().trim_end_matches('。');
        line.is_empty() || line == nothing.trim_end_matches('。')
    };
    if narrative.contains(&sentence) {
        return narrative.to_owned();
    }
    let mut lines: Vec<String> = narrative.trim_end().lines().map(str::to_owned).collect();
    if lines.iter().map(String::as_str).all(is_nothing) {
        return sentence;
    }
    match lines.iter_mut().find(|line| is_earlier(line)) {
        // What somebody wrote behind it stays.
        Some(line) => {
            let behind = line.split_once(zh_cn::REASON).and_then(|(_, rest)| rest.split_once('。'));
            *line = format!("{sentence}{}", behind.map_or("", |(_, more)| more));
        }
        None => lines.push(sentence),
    }
    lines.join("\n")
}

/// A suspect of a disagreement as a sentence: the cell, by row in its own column, and why.
#[must_use]
pub fn suspect(language: Language, format: &Format, found: &Disagreement, one: &Suspect) -> String {
    let row = row_name(language, format, one.cell);
    let elsewhere = format.cell(one.cell).column != found.line(format).at;
    let name = if elsewhere {
        say(language, &Message::CellName(row, column_name(language, format, one.cell)))
    } else {
        row
    };
    let belongs = match one.reason {
        Reason::OtherColumn(cell) => column_name(language, format, cell),
        _ => String::new(),
    };
    say(language, &Message::SuspectIs(name, one.reason, belongs))
}

/// The heading of a narrative: its own, else its part's.
#[must_use]
pub fn narrative_name(language: Language, format: &Format, id: &str) -> String {
    let Some((part, spec)) = format.narratives().find(|(_, spec)| spec.id == id) else {
        return id.into();
    };
    let chinese = spec.label.as_deref().unwrap_or(&format.parts[part].label);
    match language {
        Language::ZhCn => chinese.into(),
        Language::En => format.english(EnglishName::Narrative(id)).unwrap_or(chinese).into(),
    }
}

/// A finding as a sentence.
#[must_use]
pub fn finding(
    language: Language,
    format: &Format,
    report: &super::report::Report,
    finding: &Finding,
) -> String {
    let message = match finding {
        Finding::Disagreement(found) => disagreement(language, format, found),
        Finding::Unreadable { cell, reason } => Message::CannotRead(
            cell_name(language, format, *cell),
            report.entry(*cell).typed().into(),
            *reason,
        ),
        Finding::Blank { cell } => Message::CellBlank(cell_name(language, format, *cell)),
        Finding::Unwritten { narrative } => {
            Message::NotWritten(narrative_name(language, format, narrative))
        }
        Finding::Missing { field } => Message::FieldMissing(*field),
        Finding::Unusual { cell, now, last, .. } => {
            Message::UnusualFigure(cell_name(language, format, *cell), *now, *last)
        }
        Finding::SameText { narrative, percent, .. } => {
            Message::TextIsLastYears(narrative_name(language, format, narrative), *percent)
        }
        Finding::SameFigures { count, .. } => Message::AllFiguresLastYears(*count),
        Finding::NotTheYearBefore { title, .. } => {
            Message::NotTheYearBefore(title.clone(), report.header.year.saturating_sub(1))
        }
    };
    say(language, &message)
}

fn disagreement(language: Language, format: &Format, found: &Disagreement) -> Message {
    let line = found.line(format);
    let relation = &format.relations[line.relation];
    let name = line_name(language, format, found);
    let (left, right) = sides(language, format, relation);
    match relation.compare {
        Compare::Equal if !relation.right.is_empty() => {
            Message::SidesDiffer(name, left, found.left, right, found.right, found.difference())
        }
        compare => Message::SideBounded(name, left, found.left, compare, right, found.right),
    }
}

/// The row or column that a disagreement speaks of, with its table.
#[must_use]
pub fn line_name(language: Language, format: &Format, found: &Disagreement) -> String {
    let line = found.line(format);
    let first = line.left[0];
    let name = match format.relations[line.relation].each {
        Each::Row => row_name(language, format, first),
        Each::Column => column_name(language, format, first),
    };
    let table = table_name(language, format, format.cell(first).table);
    say(language, &Message::LineOfTable(table, name))
}

/// Where the rules for comparing with last year are from: as [`rule`].
#[must_use]
pub fn rule_of_comparison(language: Language, format: &Format) -> String {
    let english = format.english(EnglishName::Relation("comparison"));
    match (language, english) {
        (Language::En, Some(english)) => english.to_owned(),
        _ => format.comparison.basis.clone(),
    }
}

/// Where a relation is from: the form's own words, or unofficial English.
#[must_use]
pub fn rule(language: Language, format: &Format, relation: &Relation) -> String {
    let english = || format.english(EnglishName::Relation(&relation.id)).map(str::to_owned);
    match language {
        Language::ZhCn => relation.basis.clone(),
        Language::En => english().unwrap_or_else(|| relation.basis.clone()),
    }
}

/// The words for both sides of a relation: the form's where it has them, else the names, by their
/// numbers in the form where they have one.
#[must_use]
pub fn sides(language: Language, format: &Format, relation: &Relation) -> (String, String) {
    let words = |own: &Option<String>, names: &[String]| match (language, own) {
        (Language::ZhCn, Some(words)) => words.clone(),
        _ => sum_of_names(language, format, relation, names),
    };
    (words(&relation.left_words, &relation.left), words(&relation.right_words, &relation.right))
}

/// A relation as the form would write it: 一＋二＝三（七）＋四. Printed from the data, so that it cannot
/// drift from what is checked.
#[must_use]
pub fn caption(language: Language, format: &Format, relation: &Relation) -> String {
    let left = sum_of_names(language, format, relation, &relation.left);
    let sign = match relation.compare {
        Compare::Equal => "＝",
        Compare::AtLeast => "≥",
        Compare::AtMost => "≤",
        Compare::Above => "＞",
    };
    let right = match &relation.limit {
        Some(limit) => limit.clone(),
        None if relation.right.is_empty() => "0".into(),
        None => sum_of_names(language, format, relation, &relation.right),
    };
    format!("{left}{sign}{right}")
}

fn sum_of_names(
    language: Language,
    format: &Format,
    relation: &Relation,
    names: &[String],
) -> String {
    let names = names.iter().map(|name| {
        let (prior, name) = match name.strip_prefix("last_year:") {
            Some(name) => (true, name),
            None => (false, name.as_str()),
        };
        let chinese = chinese_name(format, relation, name);
        let word = named(language, format, &relation.table, name, &chinese);
        match (prior, language) {
            (false, _) => word,
            (true, Language::ZhCn) => format!("上年{word}"),
            (true, Language::En) => format!("last year's {word}"),
        }
    });
    names.collect::<Vec<_>>().join("＋")
}

fn chinese_name(format: &Format, relation: &Relation, name: &str) -> String {
    let Some((_, table)) = format.table(&relation.table) else { return name.into() };
    let row = table.rows.iter().find(|row| row.id == name);
    let column = table.columns.iter().find(|column| column.id == name);
    let group = table.row_groups.iter().chain(&table.column_groups).find(|group| group.id == name);
    row.map(|row| row.mark.clone().unwrap_or_else(|| row.short().into()))
        .or_else(|| column.map(|column| column.label.clone()))
        .or_else(|| group.map(|group| group.label.clone()))
        .unwrap_or_else(|| name.into())
}

/// Digits that an entry may have, for the sentence that says so.
const DIGITS: (usize, usize) = (LIMIT_COUNT, LIMIT_AMOUNT);

/// Largest file in whole MB, for the sentence that says so.
const MEGABYTES: usize = LIMIT_BYTES / (1024 * 1024);

/// The numbers of some lines, counted from 1: the first few of them.
fn list_of_lines(lines: &[usize], between: &str, more: &str) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = lines.iter().take(SHOWN).map(|line| (line + 1).to_string()).collect();
    let more = if lines.len() > SHOWN { more } else { "" };
    format!("{}{more}", shown.join(between))
}

/// The name of a file, as much of it as a sentence can carry: how it begins and how it ends, by which files of
/// one kind are told apart.
fn short_name(name: &str) -> String {
    const HEAD: usize = 14;
    const TAIL: usize = 12;
    let all: Vec<char> = name.chars().filter(|c| !c.is_control()).collect();
    if all.len() <= HEAD + TAIL + 1 {
        return all.into_iter().collect();
    }
    let (head, tail) = (&all[..HEAD], &all[all.len() - TAIL..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

/// As much of a text as a sentence can carry.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 24;
    let mut shown: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_takes_the_place_of_an_earlier_one_of_the_same_finding_and_of_nothing() {
        let finding = "表三 商业企业一列：上年结转为 3，上年报告的结转下年度为 2，相差 1。";
        let with = |narrative: &str, reason: &str| with_reason(narrative, finding, reason, "无");
        let first = with("", "漏计");
        assert_eq!(
            first,
            "表三 商业企业一列：上年结转为 3，上年报告的结转下年度为 2，相差 1，原因是：漏计。"
        );
        for nothing in ["无", "无。", " \n无"] {
            assert_eq!(with(nothing, "漏计。"), first);
        }
        assert_eq!(with(&first, "漏计"), first);
        let more = format!("{first}已于2月更正。\n");
        assert_eq!(with(&more, "漏计"), more);
        assert_eq!(with(&more, "合并"), more.trim_end().replace("漏计", "合并"));
        let other = first.replace("漏计", "合并");
        assert_eq!(
            with(&format!("另有一事。\n{first}\n又一事。"), "合并"),
            format!("另有一事。\n{other}\n又一事。")
        );
        let column = first.replace("商业企业", "自然人");
        assert_eq!(with(&column, "漏计"), format!("{column}\n{first}"));
    }

    #[test]
    fn the_name_of_a_file_is_told_from_others_by_its_end() {
        assert_eq!(short_name("年报.docx"), "年报.docx");
        let long = "望川县人民政府2025年政府信息公开工作年度报告（草稿）.docx";
        assert_eq!(short_name(long), "望川县人民政府2025年政府…度报告（草稿）.docx");
    }
}
