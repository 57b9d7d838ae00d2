//! What waits for a yes or no, under the table and never over it.

use super::state::TableState;
use crate::app::components::icon::{Icon, Sign};
use crate::app::{live, live_view, speech};
use crate::core::draft::snapshots::Moment;
use crate::core::format::CellIndex;
use crate::core::import::paste::Plan;
use crate::core::text::{Message, cell_name};
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

/// What waits for a yes or no.
#[derive(Clone)]
pub(super) enum Act {
    /// Put 0 into these blank cells; whether they are a selection.
    Zeros(Vec<CellIndex>, bool),
    /// Empty these cells; whether they are a selection.
    Clear(Vec<CellIndex>, bool),
    /// Paste.
    Paste(Plan),
    /// There is nothing to paste.
    Nothing,
    /// There is too much to paste.
    TooLarge,
}

impl Act {
    /// The cells it would change.
    pub(super) fn cells(&self) -> Vec<CellIndex> {
        match self {
            Self::Zeros(cells, _) | Self::Clear(cells, _) => cells.clone(),
            Self::Paste(plan) => plan.puts.iter().map(|put| put.cell).collect(),
            Self::Nothing | Self::TooLarge => Vec::new(),
        }
    }

    /// How many cells would change and what that is called; and the button that does it, if any.
    fn words(&self) -> (Message, Option<Message>) {
        match self {
            Self::Zeros(cells, some) => {
                (Message::AskZeros(cells.len(), *some), Some(Message::DoZeros))
            }
            Self::Clear(cells, some) => {
                (Message::AskClear(cells.len(), *some), Some(Message::Clear))
            }
            Self::Paste(plan) => {
                let over = plan.puts.iter().filter(|put| put.overwrites()).count();
                let (skipped, totals) = (plan.skipped.len(), plan.totals.len());
                let ask = Message::AskPaste(plan.puts.len(), over, skipped, totals);
                (ask, (!plan.puts.is_empty()).then_some(Message::DoPaste))
            }
            Self::Nothing => (Message::NothingToPaste, None),
            Self::TooLarge => (Message::PasteTooLarge, None),
        }
    }
}

/// The question under the table: what would happen, in full, and the buttons to do it or not.
///
/// - Before anything is skipped or overwritten it is said what goes where; no leaves all as it was.
/// - The question takes the focus, is named by its words, and Escape answers no.
#[component]
pub(super) fn ActBar(state: TableState, act: Act) -> impl IntoView {
    let speech = speech();
    let root = NodeRef::<Div>::new();
    root.on_load(|bar| _ = crate::app::services::focus_within(&bar, "button"));
    let signs_as_zero = RwSignal::new(false);
    // What was asked of another state of the report, or before another window took it, is asked no
    // more.
    let report = state.draft.state.report;
    Effect::new(move |first: Option<()>| {
        report.track();
        state.draft.read_only.track();
        if first.is_some() {
            state.act.set(None);
        }
    });
    let close = move || {
        state.act.set(None);
        state.focus_again();
    };
    let (question, button) = act.words();
    let lines = lines(state, &act);
    let signs = match &act {
        Act::Paste(plan) => plan.puts.iter().filter(|put| put.sign).count(),
        Act::Zeros(..) | Act::Clear(..) | Act::Nothing | Act::TooLarge => 0,
    };
    let confirm = move |_| {
        match &act {
            Act::Zeros(cells, _) => {
                state.draft.keep_snapshot(Moment::BeforeZeros);
                state.fill(cells, "0");
                state.draft.announce(speech.say(&Message::ZerosPut(cells.len())));
            }
            Act::Clear(cells, _) => {
                state.draft.keep_snapshot(Moment::BeforeClearing);
                state.fill(cells, "");
                state.draft.announce(speech.say(&Message::Cleared(cells.len())));
            }
            Act::Paste(plan) => state.put(plan, signs_as_zero.get_untracked()),
            Act::Nothing | Act::TooLarge => {}
        }
        close();
    };
    let no = if button.is_some() { Message::Cancel } else { Message::Close };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    view! {
        <div class="act-bar" node_ref=root role="group" aria-labelledby="act-question" on:keydown=on_key>
            <div class="act-bar__head">
                <Icon sign=Sign::Warning/>
                <span id="act-question">{speech.say(&question)}</span>
                {(signs > 0).then(|| view! {
                    <label class="act-bar__choice">
                        <input
                            type="checkbox"
                            prop:checked=move || signs_as_zero.get()
                            on:change=move |event| signs_as_zero.set(event_target_checked(&event))
                        />
                        {speech.say(&Message::SignsAsZero(signs))}
                    </label>
                })}
                <span class="end">
                    {button.map(|button| view! {
                        <button
                            type="button"
                            class="button button--small button--primary"
                            aria-describedby="act-question"
                            on:click=confirm
                        >
                            {speech.say(&button)}
                        </button>
                    })}
                    <button
                        type="button"
                        class="button button--small"
                        aria-describedby="act-question"
                        on:click=move |_| close()
                    >
                        {speech.say(&no)}
                    </button>
                </span>
            </div>
            {(!lines.is_empty()).then(|| view! { <ul class="act-bar__lines">{lines}</ul> })}
        </div>
    }
}

/// What would be overwritten, what is left out, which totals differ.
fn lines(state: TableState, act: &Act) -> Vec<AnyView> {
    let Act::Paste(plan) = act else { return Vec::new() };
    let speech = speech();
    let name = |cell: CellIndex| {
        state.draft.state.format.with_value(|format| cell_name(speech.0, format, cell))
    };
    let over =
        plan.puts.iter().filter(|put| put.overwrites()).map(|put| {
            Message::WouldOverwrite(name(put.cell), put.before.clone(), put.text.clone())
        });
    let skipped = plan
        .skipped
        .iter()
        .map(|one| Message::WouldSkip(one.row, one.column, one.text.clone(), one.why));
    let totals = plan
        .totals
        .iter()
        .map(|one| Message::WouldDiffer(name(one.cell), one.pasted, one.computed));
    let line = |message: Message| view! { <li>{speech.say(&message)}</li> }.into_any();
    totals.chain(skipped).chain(over).map(line).collect()
}

/// The buttons over the table that ask first.
#[component]
pub(super) fn Tools(state: TableState) -> impl IntoView {
    let speech = speech();
    let counts = Memo::new(move |_| {
        let (blank, typed) = state.inputs();
        (blank.len(), typed.len())
    });
    let (read_only, ghosts) = (state.draft.read_only, state.draft.ghosts);
    let ask = move |zeros: bool| {
        let (blank, typed) = untrack(|| state.inputs());
        let some = state.selection.with_untracked(Option::is_some);
        let act = if zeros { Act::Zeros(blank, some) } else { Act::Clear(typed, some) };
        state.act.set(Some(act));
    };
    view! {
        <span class="sheet__tools">
            {live_view(move || if state.draft.state.last_year.with(Option::is_some) {
                view! {
                    <label class="checkbox">
                        <input
                            type="checkbox"
                            prop:checked=move || ghosts.get()
                            on:change=move |event| ghosts.set(event_target_checked(&event))
                        />
                        {speech.say(&Message::ShowLastYear)}
                    </label>
                }
                .into_any()
            } else {
                ().into_any()
            })}
            <button
                type="button"
                class="button button--small"
                disabled=move || counts.get().0 == 0 || read_only.get()
                on:click=move |_| ask(true)
            >
                {live(move || speech.say(&Message::FillZeros(counts.get().0)))}
            </button>
            <button
                type="button"
                class="button button--small"
                disabled=move || counts.get().1 == 0 || read_only.get()
                on:click=move |_| ask(false)
            >
                {speech.say(&Message::Clear)}
            </button>
        </span>
    }
}
