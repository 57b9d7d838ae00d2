//! What the cells of one part share, and what can be done with them.

use super::act::Act;
use crate::app::services::{self, clipboard};
use crate::app::state::{OpenDraft, ReportState};
use crate::core::check::{Balance, Disagreement, Finding, balances, strip_relation, warned_cells};
use crate::core::draft::snapshots::Moment;
use crate::core::explain::explain;
use crate::core::export::block::{to_table, to_text};
use crate::core::format::{CellIndex, Format};
use crate::core::grid::{Grid, Selection};
use crate::core::history::Change;
use crate::core::import::paste::{Plan, plan};
use crate::core::import::sheet::Sheet;
use crate::core::report::{Figure, Place, Reading};
use crate::core::suspects::{Reason, STILL_OPEN, Suspect, suspects};
use crate::core::text::{Language, Message, say};
use leptos::ev::ClipboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

/// What the cells of one part share.
#[derive(Clone, Copy)]
pub(super) struct TableState {
    pub(super) draft: OpenDraft,
    language: Language,
    /// The cell that has or last had the focus.
    pub(super) active: RwSignal<Option<CellIndex>>,
    /// More than one cell, begun at the active one.
    pub(super) selection: RwSignal<Option<Selection>>,
    /// The text of the active cell is being edited: keys move in it.
    pub(super) editing: StoredValue<bool>,
    /// What the active cell held before.
    pub(super) before: StoredValue<String>,
    /// The mouse draws a selection.
    pub(super) drawing: StoredValue<bool>,
    /// The computed cell that the mouse is over.
    pub(super) hovered: RwSignal<Option<CellIndex>>,
    /// What waits for a yes or no.
    pub(super) act: RwSignal<Option<Act>>,
    pub(super) grid: StoredValue<Grid>,
    pub(super) root: NodeRef<Div>,
    pub(super) balances: Memo<Vec<Balance>>,
    pub(super) trouble: Memo<Trouble>,
    cells: StoredValue<Vec<CellSignals>>,
    rows: StoredValue<Selector<Option<(usize, usize)>>>,
    columns: StoredValue<Selector<Option<(usize, usize)>>>,
}

/// What is wrong in the part, and where that most likely is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The first sum that does not agree, and how many more there are.
    pub(super) off: Option<(Disagreement, usize)>,
    /// What may be its cause.
    pub(super) suspects: Vec<Suspect>,
    /// The cells that warnings speak of.
    warned: Vec<CellIndex>,
}

impl Trouble {
    fn of(state: ReportState, table: usize) -> Self {
        state.format.with_value(|format| {
            state.findings.with(|findings| {
                let warned = warned_cells(format, findings);
                let causes = strip_relation(format, table)
                    .map(|relation| causes(format, findings, relation))
                    .unwrap_or_default();
                let Some(first) = causes.first() else { return Self { warned, ..Self::default() } };
                let suspects = state.report.with(|report| {
                    state.figures.with(|figures| {
                        state.last_year.with(|last| {
                            suspects(format, report, figures, findings, first, last.as_ref())
                        })
                    })
                });
                Self { off: Some(((*first).clone(), causes.len() - 1)), suspects, warned }
            })
        })
    }

    /// Of a column that is not finished: how many of its cells are blank.
    pub(super) fn blanks(&self) -> Option<usize> {
        let open = self.suspects.iter().all(|one| one.reason == Reason::Blank);
        (open && self.suspects.len() > STILL_OPEN).then_some(self.suspects.len())
    }
}

/// What is shown of one cell. Written by effects that compare all cells after an edit or a move, so
/// that either wakes the few cells it changes and not every one of them.
#[derive(Clone, Copy)]
struct CellSignals {
    typed: RwSignal<String>,
    reading: RwSignal<Reading>,
    figure: RwSignal<Option<Figure>>,
    marks: RwSignal<Marks>,
}

/// What is to be seen on a cell beside what it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// It has or last had the focus.
    pub(super) active: bool,
    /// It is one of the selected.
    pub(super) selected: bool,
    /// It is added up in the computed cell that is explained.
    pub(super) addend: bool,
    /// It is the likeliest cause of a difference.
    pub(super) suspect: bool,
    /// What waits for a yes would change it.
    pub(super) aim: bool,
    /// A warning speaks of it.
    pub(super) warned: bool,
}

impl CellSignals {
    fn of_every_cell(state: ReportState) -> Vec<Self> {
        let blank = |cell| {
            let signals = Self {
                typed: RwSignal::new(String::new()),
                reading: RwSignal::new(Reading::Blank),
                figure: RwSignal::new(None),
                marks: RwSignal::new(Marks::default()),
            };
            signals.show(state, cell);
            signals
        };
        state.format.with_value(|format| format.indices().map(blank).collect())
    }

    /// Takes over what the report holds in the cell now, where it is something else.
    fn show(&self, state: ReportState, cell: CellIndex) {
        let kind = state.format.with_value(|format| format.cell(cell).value);
        state.report.with_untracked(|report| {
            let entry = report.entry(cell);
            if self.typed.with_untracked(|typed| typed != entry.typed()) {
                self.typed.set(entry.typed().to_owned());
                set_if_other(self.reading, entry.read(kind));
            }
        });
        set_if_other(self.figure, state.figures.with_untracked(|figures| figures[cell]));
    }
}

fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}

impl TableState {
    pub(super) fn new(draft: OpenDraft, language: Language, table: usize, grid: Grid) -> Self {
        let active = RwSignal::new(None::<CellIndex>);
        let ReportState { format, report, figures, .. } = draft.state;
        let cells = StoredValue::new(CellSignals::of_every_cell(draft.state));
        let balances = Memo::new(move |_| {
            format.with_value(|format| {
                report.with(|typed| figures.with(|all| balances(format, typed, all, table)))
            })
        });
        let trouble = Memo::new(move |_| Trouble::of(draft.state, table));
        let at = move |column: bool| {
            Selector::new(move || {
                active.get().map(|cell| {
                    format.with_value(|format| {
                        let cell = format.cell(cell);
                        (cell.table, if column { cell.column } else { cell.row })
                    })
                })
            })
        };
        let state = Self {
            draft,
            language,
            active,
            selection: RwSignal::new(None),
            editing: StoredValue::new(false),
            before: StoredValue::new(String::new()),
            drawing: StoredValue::new(false),
            hovered: RwSignal::new(None),
            act: RwSignal::new(None),
            grid: StoredValue::new(grid),
            root: NodeRef::new(),
            balances,
            trouble,
            cells,
            rows: StoredValue::new(at(false)),
            columns: StoredValue::new(at(true)),
        };
        Effect::new(move |_| {
            report.track();
            state.each_cell(|cell, signals| signals.show(draft.state, cell));
        });
        state.mark_cells();
        state
    }

    fn each_cell(self, mut call: impl FnMut(CellIndex, &CellSignals)) {
        self.cells.with_value(|cells| {
            let all = self.draft.state.format.with_value(Format::indices);
            all.zip(cells).for_each(|(cell, signals)| call(cell, signals));
        });
    }

    fn mark_cells(self) {
        // The sums change with every digit; which cells are marked does not.
        let troubled = Memo::new(move |_| {
            self.trouble.with(|trouble| {
                (trouble.suspects.first().map(|one| one.cell), trouble.warned.clone())
            })
        });
        Effect::new(move |_| {
            let active = self.active.get();
            let (suspect, warned) = troubled.get();
            let addends = self.addends();
            let selected: Vec<CellIndex> = self.selection.get().map_or(Vec::new(), |selection| {
                self.grid.with_value(|grid| grid.selected(selection).flatten().copied().collect())
            });
            let aims = self.act.with(|act| act.as_ref().map_or(Vec::new(), Act::cells));
            self.each_cell(|cell, signals| {
                let marks = Marks {
                    active: active == Some(cell),
                    selected: selected.contains(&cell),
                    addend: addends.contains(&cell),
                    suspect: suspect == Some(cell),
                    aim: aims.contains(&cell),
                    warned: warned.contains(&cell),
                };
                set_if_other(signals.marks, marks);
            });
        });
    }

    /// The cell that is explained: the computed one under the mouse, else the active one.
    pub(super) fn shown(self) -> Option<CellIndex> {
        self.hovered.get().or(self.active.get())
    }

    /// What is added up in the cell that is explained.
    fn addends(self) -> Vec<CellIndex> {
        let Some(cell) = self.shown() else { return Vec::new() };
        let ReportState { format, figures, .. } = self.draft.state;
        format.with_value(|format| {
            figures.with_untracked(|figures| {
                let addends = explain(format, figures, cell).map(|found| found.addends);
                addends.unwrap_or_default().into_iter().map(|(cell, _)| cell).collect()
            })
        })
    }

    /// What was typed into a cell, and what it reads as.
    pub(super) fn entry(self, cell: CellIndex) -> (RwSignal<String>, RwSignal<Reading>) {
        self.cells.with_value(|cells| {
            let CellSignals { typed, reading, .. } = cells[cell.position()];
            (typed, reading)
        })
    }

    /// Last year's figure of a cell that is typed into, where it is known and not 0.
    pub(super) fn ghost(self, cell: CellIndex) -> Option<Figure> {
        if !self.draft.ghosts.get() {
            return None;
        }
        let ReportState { format, last_year, .. } = self.draft.state;
        let figure = format.with_value(|format| {
            last_year.with(|last| last.as_ref().and_then(|last| last.figure(format, cell)))
        });
        figure.filter(|figure| !figure.is_zero())
    }

    /// What is to be seen on a cell.
    pub(super) fn marks(self, cell: CellIndex) -> RwSignal<Marks> {
        self.cells.with_value(|cells| cells[cell.position()].marks)
    }

    /// The figure of a cell.
    pub(super) fn figure(self, cell: CellIndex) -> RwSignal<Option<Figure>> {
        self.cells.with_value(|cells| cells[cell.position()].figure)
    }

    /// Whether a cell is in the current row.
    pub(super) fn in_row(self, cell: CellIndex) -> bool {
        let (table, row, _) = self.position(cell);
        self.rows.with_value(|rows| rows.selected(&Some((table, row))))
    }

    /// Whether a cell is in the current column.
    pub(super) fn in_column(self, cell: CellIndex) -> bool {
        let (table, _, column) = self.position(cell);
        self.heads(table, column)
    }

    pub(super) fn heads(self, table: usize, column: usize) -> bool {
        self.columns.with_value(|columns| columns.selected(&Some((table, column))))
    }

    fn position(self, cell: CellIndex) -> (usize, usize, usize) {
        self.draft.state.format.with_value(|format| {
            let cell = format.cell(cell);
            (cell.table, cell.row, cell.column)
        })
    }

    pub(super) fn is_derived(self, cell: CellIndex) -> bool {
        self.draft.state.format.with_value(|format| format.cell(cell).derived)
    }

    /// Puts the focus on a cell.
    pub(super) fn focus(self, cell: CellIndex) {
        let format = self.draft.state.format;
        let selector =
            format.with_value(|format| format!("[data-cell=\"{}\"] > *", format.cell(cell).id));
        if let Some(root) = self.root.get_untracked() {
            services::focus_within(&root, &selector);
        }
    }

    /// Puts the focus back on the active cell, or on the first.
    pub(super) fn focus_again(self) {
        let first = || self.grid.with_value(|grid| grid.rows().first()?.first().copied());
        if let Some(cell) = self.active.get_untracked().or_else(first) {
            self.focus(cell);
        }
    }

    /// What is selected, at least the active cell.
    pub(super) fn chosen(self) -> Option<Selection> {
        let active = || {
            let cell = self.active.get_untracked()?;
            self.grid.with_value(|grid| grid.position(cell)).map(Selection::at)
        };
        self.selection.get_untracked().or_else(active)
    }

    /// Selects cells; one cell is no selection. Says how many there are.
    pub(super) fn select(self, selection: Option<Selection>) {
        let more = selection.filter(|selection| selection.anchor != selection.head);
        if self.selection.get_untracked() == more {
            return;
        }
        if let Some(selection) = more {
            let (rows, columns) = (selection.rows().count(), selection.columns().count());
            self.announce(&Message::Selected(rows, columns));
        }
        self.selection.set(more);
    }

    pub(super) fn announce(self, message: &Message) {
        self.draft.announce(say(self.language, message));
    }

    /// The cells to act on, of those selected, else of all of the part: the blank ones, and those
    /// with something typed into them.
    pub(super) fn inputs(self) -> (Vec<CellIndex>, Vec<CellIndex>) {
        let selection = self.selection.get();
        let ReportState { format, report, .. } = self.draft.state;
        self.grid.with_value(|grid| {
            let chosen = selection.unwrap_or_else(|| grid.whole());
            let all = grid.selected(chosen).flatten().copied();
            format.with_value(|format| {
                report.with(|report| {
                    all.filter(|cell| !format.cell(*cell).derived)
                        .partition(|cell| report.entry(*cell).is_blank())
                })
            })
        })
    }

    /// Puts the same text into cells, as one step.
    pub(super) fn fill(self, cells: &[CellIndex], text: &str) {
        let change = |cell: &CellIndex| (Place::Cell(*cell), text.to_owned());
        self.draft.change(&cells.iter().map(change).collect::<Vec<Change>>());
    }

    /// Empties what is selected.
    pub(super) fn clear(self) {
        let Some(chosen) = self.chosen().filter(|_| !self.draft.refuses()) else { return };
        let cells: Vec<CellIndex> = self.grid.with_value(|grid| {
            let all = grid.selected(chosen).flatten().copied();
            all.filter(|cell| !self.is_derived(*cell)).collect()
        });
        self.fill(&cells, "");
        if cells.len() > 1 {
            self.announce(&Message::Cleared(cells.len()));
        }
    }

    /// Puts what is selected on the clipboard.
    pub(super) fn copy(self, event: &ClipboardEvent) {
        let Some(chosen) = self.chosen() else { return };
        let ReportState { report, figures, .. } = self.draft.state;
        self.grid.with_value(|grid| {
            let rows = || grid.selected(chosen);
            let (text, table) = report.with_untracked(|report| {
                figures.with_untracked(|figures| {
                    (to_text(report, figures, rows()), to_table(report, figures, rows()))
                })
            });
            clipboard::write(event, &text, &table);
            self.announce(&Message::Copied(rows().map(<[_]>::len).sum()));
        });
    }

    /// Takes what is on the clipboard: at once, or after asking where something would be skipped or
    /// overwritten. A single figure for a single cell is left to the browser.
    pub(super) fn paste(self, event: &ClipboardEvent) {
        let Some(chosen) = self.chosen().filter(|_| !self.draft.refuses()) else { return };
        let (html, text) = clipboard::read(event);
        let Ok(sheet) = Sheet::from_clipboard(&html, &text) else {
            event.prevent_default();
            self.act.set(Some(Act::TooLarge));
            return;
        };
        if sheet.single().is_some() && chosen.anchor == chosen.head {
            return;
        }
        event.prevent_default();
        let ReportState { format, report, .. } = self.draft.state;
        let plan = format.with_value(|format| {
            report.with_untracked(|report| {
                self.grid.with_value(|grid| plan(format, report, grid, chosen, &sheet))
            })
        });
        if plan.is_void() {
            self.act.set(Some(Act::Nothing));
        } else if plan.needs_asking() {
            self.act.set(Some(Act::Paste(plan)));
        } else {
            self.put(&plan, false);
        }
    }

    /// Makes the changes of a plan as one step.
    pub(super) fn put(self, plan: &Plan, signs_as_zero: bool) {
        self.draft.keep_snapshot(Moment::BeforePasting);
        self.draft.change(&plan.changes(signs_as_zero));
        self.announce(&Message::Pasted(plan.puts.len()));
    }
}

/// The disagreements of a relation that do not merely follow from others.
fn causes<'a>(format: &Format, findings: &'a [Finding], relation: usize) -> Vec<&'a Disagreement> {
    let cause = |one: &'a Finding| match one {
        Finding::Disagreement(found)
            if found.line(format).relation == relation && !found.follows =>
        {
            Some(found)
        }
        _ => None,
    };
    findings.iter().filter_map(cause).collect()
}
