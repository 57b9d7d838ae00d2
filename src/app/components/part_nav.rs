//! The parts of the report with their states.

use super::state_mark::{Look, StateMark};
use crate::app::state::OpenDraft;
use crate::app::{Page, Route, live, live_view, speech};
use crate::core::format::EnglishName;
use crate::core::progress::overall;
use crate::core::report::HeaderField;
use crate::core::text::{Language, Message};
use leptos::prelude::*;

/// Navigation through the report.
///
/// - The part that is shown is marked as current.
/// - Every part says its state in words.
#[component]
pub(crate) fn PartNav(draft: OpenDraft, page: Memo<Page>) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let whole = Memo::new(move |_| state.progress.with(|parts| overall(parts)));
    let filled = move || {
        let whole = whole.get();
        speech.say(&Message::FilledOf(whole.filled_cells, whole.cells))
    };
    let link = move |to: Page| format!("#{}", Route::to(&draft.id(), to));
    let current = move |to: Page| move || (page.get() == to).then_some("page");
    // Only the organ's name is wanted; without anybody to ask, the page is still not filled in.
    let missing = Memo::new(move |_| {
        let wanted = [HeaderField::Organ, HeaderField::Contact];
        state
            .report
            .with(|report| wanted.iter().any(|field| report.header.get(*field).trim().is_empty()))
    });
    let cover_state = live_view(move || {
        if missing.get() {
            view! { <StateMark look=Look::Open word=speech.say(&Message::InProgress)/> }.into_any()
        } else {
            let done = crate::core::progress::Progress { touched: true, ..Default::default() };
            view! { <StateMark look=Look::Settled word=speech.say(&Message::PartState(done))/> }
                .into_any()
        }
    });
    let parts = state.format.with_value(|format| format.parts.clone());
    let parts = parts.into_iter().enumerate().map(|(at, part)| {
        let progress = Memo::new(move |_| state.progress.with(|parts| parts[at]));
        let (numeral, heading) = part.numeral_and_heading();
        let heading = match speech.0 {
            Language::ZhCn => heading.to_owned(),
            Language::En => state.format.with_value(|format| {
                format.english(EnglishName::Part(&part.id)).unwrap_or(heading).to_owned()
            }),
        };
        let numeral = numeral.to_owned();
        let to = Page::Part(part.id.clone());
        let mark = live_view(move || {
            let progress = progress.get();
            let word = speech.say(&Message::PartState(progress));
            view! { <StateMark look=Look::of(&progress) word/> }.into_any()
        });
        view! {
            <li>
                <a href=link(to.clone()) aria-current=current(to)>
                    <span class="numeral-cn">{numeral}</span>
                    <span>{heading}</span>
                    {mark}
                </a>
            </li>
        }
    });
    let parts = parts.collect_view();
    let errors = move || {
        let errors = whole.get().errors;
        (errors > 0).then(|| {
            view! {
                <span class="count count--error" aria-label=speech.say(&Message::Errors(errors))>
                    {errors}
                </span>
            }
        })
    };
    view! {
        <nav class="part-nav" aria-label=speech.say(&Message::PartsOfReport)>
            <div class="part-nav__sum">
                {live(filled)}
                <span class="meter" aria-hidden="true">
                    <i style:width=move || format!("{}%", whole.get().percent())></i>
                </span>
            </div>
            <ol>
                <li>
                    <a href=link(Page::Cover) aria-current=current(Page::Cover)>
                        <span class="numeral-cn" aria-hidden="true">
                            {speech.say(&Message::CoverMark)}
                        </span>
                        <span>{speech.say(&Message::Cover)}</span>
                        {cover_state}
                    </a>
                </li>
                {parts}
            </ol>
            <div class="part-nav__end">
                <a class="button" href=link(Page::Review)>
                    {speech.say(&Message::ReviewAndPublish)} {errors}
                </a>
            </div>
        </nav>
    }
}
