//! Whether the columns of a table balance, and where one that does not most likely went wrong.

use super::state::{TableState, Trouble};
use crate::app::components::icon::{Icon, Sign};
use crate::app::state::Timer;
use crate::app::{live, live_view, speech};
use crate::core::check::{Balance, Finding, strip_relation};
use crate::core::format::CellIndex;
use crate::core::report::Place;
use crate::core::suspects::Suspect;
use crate::core::text::{Message, caption, column_name, finding, suspect};
use leptos::prelude::*;

/// How long typing rests before a change of the balance is said, in milliseconds: a reader would
/// otherwise speak of every digit.
const REST: i32 = 700;

/// Other suspects that are named.
const OTHERS: usize = 5;

/// Under every column, whether it balances: both sums, and by how much they differ.
#[component]
pub(super) fn BalanceStrip(state: TableState, table: usize) -> impl IntoView {
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

/// The first column that is off, in words, its likeliest cause and the way to that cell; the other
/// suspects behind a button. It keeps its place while all balances, so that the table does not move
/// under the person's hands.
///
/// - A change of the balance is said in words by the one polite live region.
/// - While a figure is being typed the balance is not read out digit by digit.
#[component]
pub(super) fn BalanceCause(state: TableState, table: usize) -> impl IntoView {
    let speech = speech();
    let report = state.draft.state;
    let format = report.format;
    let relation = format.with_value(|format| strip_relation(format, table))?;
    let holds = format.with_value(|format| {
        let caption = caption(speech.0, format, &format.relations[relation]);
        speech.say(&Message::AllBalanced(caption))
    });
    let blank =
        Memo::new(move |_| state.balances.with(|all| all.iter().all(|one| *one == Balance::Blank)));
    let sentence = move |trouble: &Trouble, one: &Suspect| {
        let off = trouble.off.as_ref();
        off.map_or(String::new(), |(found, _)| {
            format.with_value(|format| suspect(speech.0, format, found, one))
        })
    };
    let words = Memo::new(move |_| {
        let trouble = state.trouble.read();
        let Some((found, others)) = &trouble.off else {
            let nothing = || speech.say(&Message::NothingToBalance);
            return if blank.get() { nothing() } else { holds.clone() };
        };
        let found = Finding::Disagreement(found.clone());
        let words = format.with_value(|format| {
            report.report.with_untracked(|typed| finding(speech.0, format, typed, &found))
        });
        let cause = match (trouble.blanks(), trouble.suspects.first()) {
            (Some(blanks), _) => speech.say(&Message::StillOpen(blanks)),
            (None, Some(first)) => speech.say(&Message::Likeliest(sentence(&trouble, first))),
            (None, None) => String::new(),
        };
        let more = if *others > 0 { speech.say(&Message::MoreOff(*others)) } else { String::new() };
        [words, cause, more].concat()
    });
    let rest = Timer::new();
    Effect::new(move |before: Option<()>| {
        let words = words.get();
        // What is there when the page opens is read with the page.
        if before.is_some() {
            rest.set(REST, move || state.draft.announce(words));
        }
    });
    on_cleanup(move || rest.cancel());
    let first = move || {
        let Trouble { off, suspects, .. } = state.trouble.get_untracked();
        let found = Finding::Disagreement(off?.0);
        let place = format
            .with_value(|format| report.report.with_untracked(|typed| found.place(format, typed)));
        match (suspects.first(), place) {
            (Some(suspect), _) => Some(suspect.cell),
            (None, Place::Cell(cell)) => Some(cell),
            (None, _) => None,
        }
    };
    let go = move |cell: Option<CellIndex>| {
        if let Some(cell) = cell {
            state.focus(cell);
        }
    };
    let is_off = Memo::new(move |_| state.trouble.with(|trouble| trouble.off.is_some()));
    let others = move || {
        state.trouble.with(|trouble| match trouble.blanks() {
            Some(_) => 0,
            None => trouble.suspects.len().saturating_sub(1).min(OTHERS),
        })
    };
    let open = RwSignal::new(false);
    let class = move || {
        let state = match (is_off.get(), blank.get()) {
            (true, _) => "",
            (false, true) => " is-empty is-blank",
            (false, false) => " is-empty is-balanced",
        };
        format!("balance-cause{state}")
    };
    let list = live_view(move || {
        let count = others();
        if !open.get() || count == 0 {
            return ().into_any();
        }
        let trouble = state.trouble.get();
        let line = |one: &Suspect| {
            let (words, cell) = (sentence(&trouble, one), one.cell);
            view! {
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| state.focus(cell)
                >
                    {words}
                </button>
            }
        };
        let lines = trouble.suspects.iter().skip(1).take(count).map(line).collect::<Vec<_>>();
        view! { <div class="other-causes">{lines}</div> }.into_any()
    });
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
            <span class="balance-cause__words">{live(move || words.get())}</span>
            <span class="end" hidden=move || !is_off.get()>
                <button type="button" class="button button--small" on:click=move |_| go(first())>
                    {speech.say(&Message::GoThere)}
                </button>
                <button
                    type="button"
                    class="button button--small button--quiet"
                    hidden=move || others() == 0
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {live(move || speech.say(&Message::OtherSuspects(others())))}
                </button>
            </span>
        </div>
        {list}
    })
}
