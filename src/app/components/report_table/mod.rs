//! The tables of a part in the statutory layout, with the strip that says whether they balance and
//! the bar that says what the current cell counts.

mod act;
mod balance;
mod cell;
mod context_bar;
mod key_sheet;
mod keys;
mod state;

use crate::app::services;
use crate::app::state::OpenDraft;
use crate::app::{live, speech};
use crate::core::check::{Balance, strip_relation};
use crate::core::format::{
    CellIndex, EnglishName, HeadCell, HeadKind, LabelCell, Layout, LayoutKind, Part,
};
use crate::core::grid::Grid;
use crate::core::text::{Language, Message, row_name};
use act::{ActBar, Tools};
use balance::{BalanceCause, BalanceStrip};
use cell::{ComputedCell, InputCell};
use context_bar::ContextBar;
use key_sheet::KeySheet;
use leptos::html::Dialog;
use leptos::prelude::*;
use state::TableState;

/// The tables of a part.
///
/// - Every row label and column heading is a heading cell with its scope.
/// - A screen reader's table navigation meets every cell under its row and column headings.
/// - At 1366×768 head, labels and balance stay in sight while table three scrolls.
/// - No cell with the focus is covered.
/// - No figure is cut.
/// - Tab passes every input in the order of the form, skips computed cells and leaves at the end.
/// - Shift with arrows selects a block and says how large it is; any move ends it.
/// - At 200 % no page scrolls sideways and table three fits.
/// - In forced colours blank, computed, selected and wrong cells are told apart.
/// - Nothing moves by itself.
#[component]
pub(crate) fn ReportTable(draft: OpenDraft, part: Part) -> impl IntoView {
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
    let state = TableState::new(draft, speech().0, first_table, grid);
    state.follow_clipboard();
    let sheet = NodeRef::<Dialog>::new();
    let help = move || {
        if let Some(sheet) = sheet.get_untracked() {
            _ = sheet.show_modal();
        }
    };
    // One listener for all cells: one of each kind per cell would cost more than the cells.
    let listening = StoredValue::new_local(None);
    state.root.on_load(move |root| {
        let call = move |event: leptos::web_sys::Event| state.on_event(&event, help);
        listening.set_value(services::listen_to(Some(&root), keys::EVENTS, Box::new(call)));
    });
    services::stop_with_owner(listening);
    let heading = part.label.clone();
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
    // What fits into a column: fifteen of them stand beside one another in one wide row.
    let longest = match kind {
        LayoutKind::OneWideRow => 99_999,
        LayoutKind::Block | LayoutKind::Grouped => 9_999_999,
    };
    let tables: Vec<usize> = layouts.iter().map(|(table, _)| *table).collect();
    let has_long = Memo::new(move |_| {
        draft.state.figures.with(|figures| {
            format.with_value(|format| {
                let mut own =
                    format.indices().filter(|cell| tables.contains(&format.cell(*cell).table));
                own.any(|cell| figures[cell].is_some_and(|figure| figure.units() > longest))
            })
        })
    });
    let strip = first.as_ref().map(|(table, _)| *table);
    view! {
        <div class="sheet__head">
            <h1>{heading}</h1>
            <Tools state/>
        </div>
        <div class=scroll node_ref=state.root>
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
        {move || state.act.get().map(|act| view! { <ActBar state act/> })}
        {strip.map(|table| view! { <BalanceCause state table/> })}
        <ContextBar state help/>
        <KeySheet sheet/>
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
    let LabelCell { label: text, column, rowspan, colspan, group, .. } = label.clone();
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
