//! The tables of a part in the statutory layout, with the strip that says whether they balance and
//! the bar that says what the current cell counts.

use super::cell::{ComputedCell, InputCell};
use super::icon::{Icon, Sign};
use crate::app::state::{OpenDraft, ReportState};
use crate::app::{live, live_view, speech};
use crate::core::check::{
    Balance, Finding, Place, Standing, at_cell, balances, strip_relation, warned_cells,
};
use crate::core::explain::explain;
use crate::core::format::{
    CellIndex, EnglishName, Format, Grid, HeadCell, HeadKind, LabelCell, Layout, LayoutKind, Part,
};
use crate::core::report::{Figure, Reading};
use crate::core::text::{Language, Message, caption, column_name, finding, row_name};
use leptos::html::Div;
use leptos::prelude::*;

/// What the cells of one part share.
#[derive(Clone, Copy)]
pub(crate) struct TableState {
    pub(super) draft: OpenDraft,
    /// The cell that has or last had the focus.
    pub(super) active: RwSignal<Option<CellIndex>>,
    pub(super) grid: StoredValue<Grid>,
    pub(super) root: NodeRef<Div>,
    cells: StoredValue<Vec<CellSignals>>,
    balances: Memo<Vec<Balance>>,
    rows: StoredValue<Selector<Option<(usize, usize)>>>,
    columns: StoredValue<Selector<Option<(usize, usize)>>>,
}

/// What is shown of one cell. Written by one effect that compares all cells after an edit, so that
/// an edit wakes the few cells it changes and not every one of them.
#[derive(Clone, Copy)]
struct CellSignals {
    typed: RwSignal<String>,
    reading: RwSignal<Reading>,
    figure: RwSignal<Option<Figure>>,
    warned: RwSignal<bool>,
}

impl CellSignals {
    fn of_every_cell(state: ReportState) -> Vec<Self> {
        let warned = untrack(|| Self::warned(state));
        let blank = |cell| {
            let signals = Self {
                typed: RwSignal::new(String::new()),
                reading: RwSignal::new(Reading::Blank),
                figure: RwSignal::new(None),
                warned: RwSignal::new(false),
            };
            signals.show(state, cell, &warned);
            signals
        };
        state.format.with_value(|format| format.indices().map(blank).collect())
    }

    fn warned(state: ReportState) -> Vec<CellIndex> {
        state
            .format
            .with_value(|format| state.findings.with(|findings| warned_cells(format, findings)))
    }

    fn follow(cells: StoredValue<Vec<Self>>, state: ReportState) {
        Effect::new(move |_| {
            let warned = Self::warned(state);
            state.report.track();
            cells.with_value(|cells| {
                let all = state.format.with_value(Format::indices);
                all.zip(cells).for_each(|(cell, signals)| signals.show(state, cell, &warned));
            });
        });
    }

    /// Takes over what the report holds in the cell now, where it is something else.
    fn show(&self, state: ReportState, cell: CellIndex, warned: &[CellIndex]) {
        let kind = state.format.with_value(|format| format.cell(cell).value);
        state.report.with_untracked(|report| {
            let entry = report.entry(cell);
            if self.typed.with_untracked(|typed| typed != entry.typed()) {
                self.typed.set(entry.typed().to_owned());
            }
            set_if_other(self.reading, entry.read(kind));
        });
        set_if_other(self.figure, state.figures.with_untracked(|figures| figures[cell]));
        set_if_other(self.warned, warned.contains(&cell));
    }
}

fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}

impl TableState {
    fn new(draft: OpenDraft, table: usize, grid: Grid, root: NodeRef<Div>) -> Self {
        let active = RwSignal::new(None::<CellIndex>);
        let cells = StoredValue::new(CellSignals::of_every_cell(draft.state));
        CellSignals::follow(cells, draft.state);
        let balances = Memo::new(move |_| {
            let ReportState { format, report, figures, .. } = draft.state;
            format.with_value(|format| {
                report.with(|typed| figures.with(|all| balances(format, typed, all, table)))
            })
        });
        let at = move |column: bool| {
            Selector::new(move || {
                active.get().map(|cell| {
                    draft.state.format.with_value(|format| {
                        let cell = format.cell(cell);
                        (cell.table, if column { cell.column } else { cell.row })
                    })
                })
            })
        };
        Self {
            draft,
            active,
            grid: StoredValue::new(grid),
            root,
            cells,
            balances,
            rows: StoredValue::new(at(false)),
            columns: StoredValue::new(at(true)),
        }
    }

    /// What was typed into a cell, and what it reads as.
    pub(super) fn entry(self, cell: CellIndex) -> (RwSignal<String>, RwSignal<Reading>) {
        self.cells.with_value(|cells| {
            let CellSignals { typed, reading, .. } = cells[cell.position()];
            (typed, reading)
        })
    }

    /// Whether a warning speaks of a cell.
    pub(super) fn warned(self, cell: CellIndex) -> RwSignal<bool> {
        self.cells.with_value(|cells| cells[cell.position()].warned)
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

    fn heads(self, table: usize, column: usize) -> bool {
        self.columns.with_value(|columns| columns.selected(&Some((table, column))))
    }

    fn position(self, cell: CellIndex) -> (usize, usize, usize) {
        self.draft.state.format.with_value(|format| {
            let cell = format.cell(cell);
            (cell.table, cell.row, cell.column)
        })
    }
}

/// The tables of a part.
///
/// - Every row label and column heading is a real heading cell with its scope.
/// - Head, labels and balance stay in sight while the table scrolls, and never cover the cell that
///   has the focus.
/// - A column that does not balance says so in words and with both numbers, once, politely.
/// - There is no keyboard trap: Tab leaves the table at its end.
#[component]
pub(crate) fn ReportTable(draft: OpenDraft, part: Part) -> impl IntoView {
    let root = NodeRef::new();
    let format = draft.state.format;
    let layouts: Vec<(usize, Layout)> = format.with_value(|format| {
        let tables = part.tables.iter().filter_map(|id| format.table(id));
        tables.map(|(at, _)| (at, format.layout(at))).collect()
    });
    let kind = format.with_value(|format| {
        layouts.first().map_or(LayoutKind::Block, |(at, _)| format.tables[*at].layout)
    });
    let first_table = layouts.first().map_or(0, |(table, _)| *table);
    let grid = Grid::of(layouts.iter().map(|(_, layout)| layout));
    let state = TableState::new(draft, first_table, grid, root);
    let rows = layouts.iter().map(|(_, layout)| layout.body.len()).sum();
    let columns = layouts.first().map_or(0, |(_, layout)| layout.columns - layout.label_columns);
    let title = Message::TableCaption(part.label.clone(), rows, columns);
    let class = match kind {
        LayoutKind::Block => "report-table report-table--block",
        LayoutKind::Grouped => "report-table report-table--grouped",
        LayoutKind::OneWideRow => "report-table report-table--wide",
    };
    let shape = layouts.first().map(|(_, layout)| column_widths(layout));
    let (first, others) = match layouts.split_first() {
        Some((first, others)) => (Some(first.clone()), others.to_vec()),
        None => (None, Vec::new()),
    };
    let scroll = match kind {
        LayoutKind::Grouped => "table-scroll table-scroll--fills",
        LayoutKind::Block | LayoutKind::OneWideRow => "table-scroll",
    };
    let has_long = Memo::new(move |_| {
        draft.state.figures.with(|figures| {
            let mut all = format.with_value(Format::indices);
            all.any(|cell| figures[cell].is_some_and(|figure| figure.units() > 9_999_999))
        })
    });
    let strip = first.as_ref().map(|(table, _)| *table);
    view! {
        <div class=scroll node_ref=root>
            <table class=live(move || format!("{class}{}", if has_long.get() { " has-long" } else { "" }))>
                <caption class="hidden-visually">{speech().say(&title)}</caption>
                {shape}
                {first.map(|(table, layout)| view! {
                    <thead>{head_rows(state, table, &layout)}</thead>
                    <tbody>{body_rows(state, &layout)}</tbody>
                })}
                {others
                    .into_iter()
                    .map(|(table, layout)| view! {
                        <tbody class="block">
                            {head_rows(state, table, &layout)} {body_rows(state, &layout)}
                        </tbody>
                    })
                    .collect_view()}
                {strip.map(|table| view! { <BalanceStrip state table/> })}
            </table>
        </div>
        {strip.map(|table| view! { <BalanceCause state table/> })}
        <ContextBar state/>
    }
}

fn column_widths(layout: &Layout) -> impl IntoView + use<> {
    let labels = (1..=layout.label_columns).map(|at| view! { <col class=format!("label-{at}")/> });
    let figures = (layout.label_columns..layout.columns).map(|_| view! { <col class="figure"/> });
    view! { <colgroup>{labels.collect_view()} {figures.collect_view()}</colgroup> }
}

fn head_rows(state: TableState, table: usize, layout: &Layout) -> impl IntoView + use<> {
    let rows = layout.head.iter().map(|row| {
        let cells = row.iter().map(|cell| head_cell(state, table, cell)).collect_view();
        view! { <tr>{cells}</tr> }
    });
    rows.collect_view()
}

fn head_cell(state: TableState, table: usize, cell: &HeadCell) -> impl IntoView + use<> {
    let HeadCell { label, kind, rowspan, colspan } = cell.clone();
    let scope = match kind {
        HeadKind::Bar | HeadKind::Group => Some("colgroup"),
        HeadKind::Column(_) => Some("col"),
        HeadKind::Corner => None,
    };
    let shape = match kind {
        HeadKind::Bar => "bar",
        HeadKind::Corner => "corner",
        HeadKind::Column(_) if rowspan > 1 => "spans-down",
        HeadKind::Column(_) | HeadKind::Group => "",
    };
    let column = match kind {
        HeadKind::Column(column) => Some(column),
        HeadKind::Bar | HeadKind::Corner | HeadKind::Group => None,
    };
    let format = state.draft.state.format;
    let strip = format.with_value(|format| strip_relation(format, table).is_some());
    let computed = column.is_some_and(|column| computed_column(state, table, column));
    let off = Memo::new(move |_| {
        let at = column.filter(|_| strip);
        at.is_some_and(|at| {
            state.balances.with(|all| matches!(all.get(at), Some(Balance::Off(..))))
        })
    });
    let class = move || {
        let on = column.is_some_and(|column| state.heads(table, column));
        let (on, off) =
            (if on { " in-column" } else { "" }, if off.get() { " out-of-balance" } else { "" });
        format!("{shape}{on}{off}")
    };
    view! {
        <th
            class=live(class)
            scope=scope
            rowspan=(rowspan > 1).then_some(rowspan)
            colspan=(colspan > 1).then_some(colspan)
            title=english(state, table, column)
        >
            {broken(&label)}
            {computed.then(|| view! { <span class="tag">{speech().say(&Message::Computed)}</span> })}
        </th>
    }
}

/// A heading that may break in the middle when its column is narrow: 社会公益｜组织.
fn broken(label: &str) -> impl IntoView + use<> {
    let characters: Vec<char> = label.chars().collect();
    if characters.len() != 6 {
        return label.to_owned().into_any();
    }
    let (first, second): (String, String) =
        (characters[..4].iter().collect(), characters[4..].iter().collect());
    view! { <span class="keep">{first}</span><span class="keep">{second}</span> }.into_any()
}

/// The unofficial English of a column, where the page is English.
fn english(state: TableState, table: usize, column: Option<usize>) -> Option<String> {
    if speech().0 == Language::ZhCn {
        return None;
    }
    state.draft.state.format.with_value(|format| {
        let table = &format.tables[table];
        let name = format!("{}.{}", table.id, table.columns[column?].id);
        format.english(EnglishName::Name(&name)).map(str::to_owned)
    })
}

fn computed_column(state: TableState, table: usize, column: usize) -> bool {
    state.draft.state.format.with_value(|format| {
        (0..format.tables[table].rows.len())
            .filter_map(|row| format.cell_at(table, row, column))
            .all(|cell| format.cell(cell).derived)
    })
}

fn body_rows(state: TableState, layout: &Layout) -> impl IntoView + use<> {
    let label_columns = layout.label_columns;
    let rows = layout.body.iter().map(|row| {
        let first = row.cells.first().map(|cell| cell.cell);
        let labels = row.labels.iter().map(|label| row_label(state, label, first, label_columns));
        let cells = row.cells.iter().map(|place| {
            let (cell, colspan, table) = (place.cell, place.colspan, state);
            let derived = state.draft.state.format.with_value(|format| format.cell(cell).derived);
            if derived {
                view! { <ComputedCell cell colspan table/> }.into_any()
            } else {
                view! { <InputCell cell colspan table/> }.into_any()
            }
        });
        view! {
            <tr class=row.ends_group.then_some("ends-group")>
                {labels.collect_view()} {cells.collect_view()}
            </tr>
        }
    });
    rows.collect_view()
}

fn row_label(
    state: TableState,
    label: &LabelCell,
    cell: Option<CellIndex>,
    label_columns: usize,
) -> impl IntoView + use<> {
    let LabelCell { label: text, column, rowspan, colspan, group } = label.clone();
    let class = match (&group, column) {
        (Some(_), 0) => "label group group--upright",
        (Some(_), _) => "label group group--block",
        (None, _) if column + colspan == label_columns => "label last-label",
        (None, _) => "label",
    };
    let on = move || group.is_none() && cell.is_some_and(|cell| state.in_row(cell));
    let scope = if label.group.is_some() { "rowgroup" } else { "row" };
    let english = cell.filter(|_| label.group.is_none() && speech().0 != Language::ZhCn);
    let english = english.map(|cell| {
        state.draft.state.format.with_value(|format| row_name(Language::En, format, cell))
    });
    view! {
        <th
            class=live(move || {
                let on = if on() { " in-row" } else { "" };
                format!("{class} stick-{}{on}", column + 1)
            })
            scope=scope
            rowspan=(rowspan > 1).then_some(rowspan)
            colspan=(colspan > 1).then_some(colspan)
            title=english
        >
            <span>{text}</span>
        </th>
    }
}

/// Under every column, whether it balances: both sums, and by how much they differ.
#[component]
fn BalanceStrip(state: TableState, table: usize) -> impl IntoView {
    let speech = speech();
    let format = state.draft.state.format;
    let heading = format.with_value(|format| {
        let relation = strip_relation(format, table)?;
        let labels = format.layout(table).label_columns;
        Some((caption(speech.0, format, &format.relations[relation]), labels))
    });
    let (words, labels) = heading?;
    let columns = state.balances;
    let count = columns.with_untracked(Vec::len);
    let cells = (0..count).map(move |column| {
        let balance = Memo::new(move |_| columns.with(|columns| columns[column].clone()));
        let class = move || match balance.get() {
            Balance::Blank => "balance balance--blank".to_owned(),
            Balance::Unreadable => "balance balance--follows".to_owned(),
            Balance::Holds(_) => "balance".to_owned(),
            Balance::Off(..) => "balance balance--off".to_owned(),
            Balance::Follows(..) => "balance balance--follows".to_owned(),
        };
        let sums = move || match balance.get() {
            Balance::Blank | Balance::Unreadable => String::new(),
            Balance::Holds(sum) => format!("{sum} = {sum}"),
            Balance::Off(left, right) | Balance::Follows(left, right, _) => {
                format!("{left} ≠ {right}")
            }
        };
        let word = move || match balance.get() {
            Balance::Blank => speech.say(&Message::ColumnBlank),
            Balance::Unreadable => speech.say(&Message::ColumnUnreadable),
            Balance::Holds(_) => speech.say(&Message::Balanced),
            Balance::Off(left, right) => speech.say(&Message::Off(left.difference(right))),
            Balance::Follows(.., cause) => {
                let name = format.with_value(|format| column_name(speech.0, format, cause));
                speech.say(&Message::Follows(name))
            }
        };
        let id = format.with_value(|format| format.tables[table].columns[column].id.clone());
        view! { <td class=live(class) data-balance=id><div><b>{live(sums)}</b>{live(word)}</div></td> }
    });
    let largest =
        Memo::new(move |_| columns.with(|all| all.iter().map(Balance::largest).max().unwrap_or(0)));
    let long = move || match largest.get() {
        0..=99_999 => String::new(),
        100_000..=9_999_999 => "long".to_owned(),
        _ => "longest".to_owned(),
    };
    Some(view! {
        <tfoot class=live(long)>
            <tr>
                <th scope="row" colspan=labels>
                    <b>{speech.say(&Message::Balance)}</b>
                    <span class="relation">{words}</span>
                </th>
                {cells.collect_view()}
            </tr>
        </tfoot>
    })
}

/// The first column that is off, in words, and a way to the cell. Announced politely. It keeps its
/// place while all balances, so that the table does not move under the person's hands.
#[component]
fn BalanceCause(state: TableState, table: usize) -> impl IntoView {
    let speech = speech();
    let report = state.draft.state;
    let format = report.format;
    let relation = format.with_value(|format| strip_relation(format, table))?;
    let holds = format.with_value(|format| {
        let caption = caption(speech.0, format, &format.relations[relation]);
        speech.say(&Message::AllBalanced(caption))
    });
    let off = Memo::new(move |_| {
        format.with_value(|format| {
            report.findings.with(|findings| {
                let causes = causes(format, findings, relation);
                let first = (*causes.first()?).clone();
                Some((first, causes.len() - 1))
            })
        })
    });
    let blank =
        Memo::new(move |_| state.balances.with(|all| all.iter().all(|one| *one == Balance::Blank)));
    let words = move || match off.get() {
        None if blank.get() => speech.say(&Message::NothingToBalance),
        None => holds.clone(),
        Some((first, others)) => {
            let words = format.with_value(|format| {
                report.report.with_untracked(|typed| finding(speech.0, format, typed, &first))
            });
            let more = (others > 0).then(|| speech.say(&Message::MoreOff(others)));
            [words].into_iter().chain(more).collect::<String>()
        }
    };
    let go = move |_| {
        let Some((first, _)) = off.get_untracked() else { return };
        let place = format
            .with_value(|format| report.report.with_untracked(|typed| first.place(format, typed)));
        if let Place::Cell(cell) = place {
            state.focus(cell);
        }
    };
    let is_off = Memo::new(move |_| off.with(Option::is_some));
    let class = move || {
        let state = match (is_off.get(), blank.get()) {
            (true, _) => "",
            (false, true) => " is-empty is-blank",
            (false, false) => " is-empty is-balanced",
        };
        format!("balance-cause{state}")
    };
    Some(view! {
        <div class=live(class)>
            {live_view(move || {
                let sign = match (is_off.get(), blank.get()) {
                    (true, _) => Sign::Error,
                    (false, true) => Sign::Empty,
                    (false, false) => Sign::Settled,
                };
                view! { <Icon sign/> }.into_any()
            })}
            <span role="status">{live(words)}</span>
            <span class="end" hidden=move || !is_off.get()>
                <button type="button" class="button button--small" on:click=go>
                    {speech.say(&Message::GoThere)}
                </button>
            </span>
        </div>
    })
}

/// The disagreements of a relation that do not merely follow from others.
fn causes<'a>(format: &Format, findings: &'a [Finding], relation: usize) -> Vec<&'a Finding> {
    let is_cause = |one: &&Finding| match one {
        Finding::Disagreement(found) => found.line(format).relation == relation && !found.follows,
        _ => false,
    };
    findings.iter().filter(is_cause).collect()
}

/// What the current cell is, and what to count in it; of a computed one, its sum.
#[component]
fn ContextBar(state: TableState) -> impl IntoView {
    let speech = speech();
    let report = state.draft.state;
    let name = move || {
        state.active.get().map_or(String::new(), |cell| {
            report.format.with_value(|format| {
                let row = row_name(speech.0, format, cell);
                let column = column_name(speech.0, format, cell);
                speech.say(&Message::CellName(row, column))
            })
        })
    };
    let wrong = Memo::new(move |_| {
        let cell = state.active.get()?;
        report.format.with_value(|format| {
            let found =
                report.findings.with(|findings| at_cell(format, findings, cell).cloned())?;
            let words = report.report.with(|typed| finding(speech.0, format, typed, &found));
            Some((found.standing(), words))
        })
    });
    let meaning = move || match (state.active.get(), wrong.get()) {
        (None, _) => speech.say(&Message::PickCell),
        (Some(_), Some((_, words))) => words,
        (Some(cell), None) => report.format.with_value(|format| {
            let sum = report.figures.with(|figures| sum_of(format, figures, cell));
            match sum {
                Some(message) => speech.say(&message),
                None => format.row_of(cell).note.clone().unwrap_or_default(),
            }
        }),
    };
    let class = move || match wrong.get() {
        Some((Standing::Warning, _)) => "meaning meaning--warning".to_owned(),
        Some(_) => "meaning meaning--error".to_owned(),
        None => "meaning".to_owned(),
    };
    let sign = move || {
        wrong.get().map(|(standing, _)| {
            let sign = if standing == Standing::Warning { Sign::Warning } else { Sign::Error };
            view! { <Icon sign/>" " }
        })
    };
    let keys = [
        ("Enter", Message::KeyDown),
        ("Tab", Message::KeyAlong),
        ("↑ ↓ ← →", Message::KeyArrows),
        ("Esc", Message::KeyRestore),
    ];
    view! {
        <div class="context-bar">
            <b class="nowrap">{live(name)}</b>
            <span class=live(class)>{sign} {live(meaning)}</span>
            <span class="keys">
                {keys
                    .map(|(key, does)| view! { <span><kbd>{key}</kbd>" "{speech.say(&does)}</span> })
                    .collect_view()}
            </span>
        </div>
    }
}

fn sum_of(
    format: &Format,
    figures: &crate::core::compute::Figures,
    cell: CellIndex,
) -> Option<Message> {
    let explanation = explain(format, figures, cell)?;
    let addends = explanation.addends.iter().filter_map(|(_, figure)| *figure);
    Some(Message::Sum(explanation.total, addends.filter(|figure| !figure.is_zero()).collect()))
}
