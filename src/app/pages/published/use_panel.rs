//! What is done with what was read: it stands beside a draft as last year's report, is a report of its own,
//! or is compared with a draft.

use super::reader::{Reader, Stage, WhatFor};
use super::reading::excerpt;
use crate::app::components::icon::{Icon, Sign};
use crate::app::pages::drafts::List;
use crate::app::pages::versions::TwoSides;
use crate::app::{live, live_view, speech};
use crate::core::draft::{DraftId, Listed, of_organ};
use crate::core::format::Format;
use crate::core::import::published::{Choice, Comparison, Otherwise, Published, Spot, compare};
use crate::core::last_year::{Begin, begin, may_be_same};
use crate::core::report::{Header, Place, Report, cut};
use crate::core::text::{Message, not_comparable, spot_name};
use leptos::prelude::*;

/// What is done with what was read.
#[component]
pub(super) fn UsePanel(reader: Reader, read: StoredValue<(Published, Format)>) -> impl IntoView {
    let speech = speech();
    let list = expect_context::<List>();
    let stored = list.follow();
    let year = Memo::new(move |_| reader.year_read());
    // The draft it was begun from says what it is for; after that a person does.
    let choose = move || {
        let Some(year) = year.get_untracked() else { return };
        let organ = read.with_value(|(published, format)| {
            published.certain(format).header.organ.trim().to_owned()
        });
        let from = reader.from.get_value();
        let drafts = list.stored().unwrap_or_default();
        let wanted = wanted_year(reader.what_for.get_untracked(), year);
        let drafts = drafts.iter().filter_map(Listed::draft);
        let mut same = drafts.clone().filter(|one| one.report.header.year == wanted);
        let begun = same.clone().find(|one| Some(&one.id) == from.as_ref());
        let chosen = begun.or_else(|| of_organ(drafts, wanted, &organ));
        // A published title may have another name than the draft: with some draft it is compared.
        let any = || same.next().filter(|_| reader.what_for.get_untracked() == WhatFor::Compare);
        let chosen = chosen.or_else(any);
        reader.with.set(chosen.map(|one| one.id.clone()));
    };
    let begun_year = reader.from.get_value().and_then(|id| {
        let drafts = list.stored().unwrap_or_default();
        drafts
            .iter()
            .filter_map(Listed::draft)
            .find(|one| one.id == id)
            .map(|one| one.report.header.year)
    });
    if begun_year.is_some() && begun_year == year.get_untracked() {
        reader.what_for.set(WhatFor::Compare);
    }
    choose();
    let choice = move |what: WhatFor, message: fn(u16) -> Message| {
        let words = move || {
            let year = year.get().unwrap_or_default();
            speech.say(&message(wanted_year(what, year)))
        };
        view! {
            <label class="checkbox">
                <input
                    type="radio"
                    name="use-of-reading"
                    prop:checked=move || reader.what_for.get() == what
                    on:change=move |_| {
                        reader.what_for.set(what);
                        choose();
                    }
                />
                {live(words)}
            </label>
        }
    };
    let apply = move |_| {
        let Some(year) = year.get_untracked() else { return };
        let changes = read.with_value(|(_, format)| {
            let report = untrack(|| reader.report(format));
            match reader.what_for.get_untracked() {
                WhatFor::Report => {
                    if let Some(id) = list.add(report) {
                        reader.stage.set(Stage::Empty);
                        list.open(&id);
                    }
                    None
                }
                WhatFor::LastYear => Some((report.title(format), report)),
                WhatFor::Compare => None,
            }
        });
        let Some((title, prior)) = changes else { return };
        let wishes = reader.wishes.get_untracked();
        let target = reader.with.get_untracked().and_then(|id| {
            let all = list.stored().unwrap_or_default();
            all.iter().filter_map(Listed::draft).find(|one| one.id == id).cloned()
        });
        let (id, report) = match target {
            Some(draft) => (Some(draft.id), draft.report),
            None => {
                let Some(format) = Format::for_year(year + 1) else { return };
                (None, Report::new(&format, "", year + 1))
            }
        };
        let Some(format) = Format::by_id(&report.format) else { return };
        let changes = begin(&format, &report, &prior, wishes);
        let message = Message::LastYearTaken(title, changes.len().saturating_sub(1));
        let id = id.or_else(|| {
            // A new report begins with whose it is.
            let mut report = report;
            report.header.organ.clone_from(&prior.header.organ);
            list.add(report)
        });
        if let Some(id) = id {
            reader.waiting.set_value(Some((id.clone(), changes, message)));
            reader.stage.set(Stage::Empty);
            list.open(&id);
        }
    };
    let wish = move |message: Message, get: fn(&Begin) -> bool, set: fn(&mut Begin, bool)| {
        view! {
            <label class="checkbox">
                <input
                    type="checkbox"
                    prop:checked=move || reader.wishes.with(get)
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        reader.wishes.update(|wishes| set(wishes, on));
                    }
                />
                {speech.say(&message)}
            </label>
        }
    };
    let drafts = move || {
        let Some(year) = year.get() else { return ().into_any() };
        let what = reader.what_for.get();
        let wanted = wanted_year(what, year);
        let all = stored.get().unwrap_or_default();
        let options = all.iter().filter_map(Listed::draft);
        let options = options.filter(|one| one.report.header.year == wanted);
        let options: Vec<(String, String)> = options
            .map(|one| {
                let format = Format::by_id(&one.report.format);
                let title = format.map_or(String::new(), |format| one.report.title(&format));
                (one.id.to_string(), title)
            })
            .collect();
        if what == WhatFor::Report {
            return ().into_any();
        }
        if what == WhatFor::Compare && options.is_empty() {
            return view! { <p>{speech.say(&Message::NoDraftToCompare(wanted))}</p> }.into_any();
        }
        let chosen =
            move || reader.with.with(|id| id.as_ref().map_or(String::new(), DraftId::to_string));
        let new = (what == WhatFor::LastYear).then(|| {
            view! { <option value="">{speech.say(&Message::NewDraft(wanted))}</option> }
        });
        view! {
            <label class="field-row__label">
                {speech.say(&Message::WhichDraft)}
                " "
                <select
                    class="field"
                    prop:value=chosen
                    on:change=move |event| {
                        let id = DraftId::new(&event_target_value(&event));
                        reader.with.set((!id.as_str().is_empty()).then_some(id));
                    }
                >
                    {new}
                    {options
                        .into_iter()
                        .map(|(id, title)| {
                            let here = chosen() == id;
                            view! { <option value=id selected=here>{title}</option> }
                        })
                        .collect_view()}
                </select>
            </label>
        }
        .into_any()
    };
    // What a person may not have seen before it is done.
    let doubts = move || {
        let read_organ = read.with_value(|(published, format)| {
            published.certain(format).header.organ.trim().to_owned()
        });
        let drafts = stored.get().unwrap_or_default();
        let mut drafts = drafts.iter().filter_map(Listed::draft);
        let message = if reader.what_for.get() == WhatFor::Report {
            let year = year.get();
            let there = drafts.find(|one| {
                let Header { organ, year: own, .. } = &one.report.header;
                Some(*own) == year && organ.trim() == read_organ && !read_organ.is_empty()
            });
            there.map(|one| Message::AlreadyThere(read_organ, one.report.header.year))
        } else {
            let id = reader.with.get();
            let chosen = drafts.find(|one| Some(&one.id) == id.as_ref());
            let own = chosen.map(|one| one.report.header.organ.trim().to_owned());
            own.filter(|own| !may_be_same(own, &read_organ))
                .map(|own| Message::OtherOrgan(read_organ, own))
        };
        message
            .map(|message| {
                view! {
                    <p class="notice notice--warning">
                        <Icon sign=Sign::Warning/>
                        <span>{speech.say(&message)}</span>
                    </p>
                }
            })
            .into_any()
    };
    let more = move || match reader.what_for.get() {
        WhatFor::LastYear => view! {
            {wish(Message::TakeCarried, |one| one.carried, |one, on| one.carried = on)}
            {wish(Message::TakeContact, |one| one.contact, |one, on| one.contact = on)}
            {wish(Message::TakeTexts, |one| one.texts, |one, on| one.texts = on)}
        }
        .into_any(),
        WhatFor::Report => ().into_any(),
        WhatFor::Compare => view! { <Comparison reader read stored/> }.into_any(),
    };
    view! {
        <section class="panel">
            <div class="panel__head"><h2>{speech.say(&Message::UseHeading)}</h2></div>
            <div class="panel__body use-of-reading">
                <label class="field-row__label">
                    {speech.say(&Message::YearRead)}
                    " "
                    <input
                        class="field field--year"
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-invalid=move || year.get().is_none().then_some("true")
                        prop:value=live(move || reader.year.get())
                        on:input=move |event| {
                            reader.year.set(event_target_value(&event));
                            choose();
                        }
                    />
                </label>
                <p role="alert" class="field-row__hint--error">
                    {live(move || match year.get() {
                        None => speech.say(&Message::NoYearRead),
                        Some(_) => String::new(),
                    })}
                </p>
                <div
                    class="use-of-reading"
                    hidden=move || year.get().is_none()
                    role="radiogroup"
                    aria-label=speech.say(&Message::UseHeading)>
                    {choice(WhatFor::LastYear, Message::UseAsLastYear)}
                    {choice(WhatFor::Report, Message::UseAsReport)}
                    {choice(WhatFor::Compare, Message::UseToCompare)}
                </div>
                {live_view(drafts)}
                {live_view(doubts)}
                {live_view(more)}
            </div>
            <div class="foot-bar">
                <span class="end">
                    <span class="small soft" hidden=move || reader.what_for.get() == WhatFor::Compare>
                        {live(move || speech.say(&Message::WillTake(reader.choice.with(Choice::count))))}
                    </span>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            reader.stage.set(Stage::Empty);
                            list.focus("h1");
                        }
                    >
                        {speech.say(&Message::Cancel)}
                    </button>
                    <button
                        type="button"
                        class="button button--primary"
                        hidden=move || reader.what_for.get() == WhatFor::Compare
                        disabled=move || year.get().is_none()
                        on:click=apply
                    >
                        {speech.say(&Message::ApplyReading)}
                    </button>
                </span>
            </div>
        </section>
    }
}

/// The year of the drafts that a report of a year is used with.
fn wanted_year(what: WhatFor, year: u16) -> u16 {
    match what {
        WhatFor::LastYear => year.saturating_add(1),
        WhatFor::Report | WhatFor::Compare => year,
    }
}

/// Where the published page differs from the draft.
///
/// - A published page is compared with the draft cell by cell, heading by heading and paragraph by paragraph.
/// - A page on another form is compared where both forms ask for the same, and what is not is said.
#[component]
fn Comparison(
    reader: Reader,
    read: StoredValue<(Published, Format)>,
    stored: Memo<Option<Vec<Listed>>>,
) -> impl IntoView {
    let speech = speech();
    let not_there = speech.say(&Message::NotThere);
    let not_in_draft = speech.say(&Message::NotInDraft);
    let compared = Memo::new(move |_| {
        let id = reader.with.get()?;
        let drafts = stored.get().unwrap_or_default();
        let draft = drafts.iter().filter_map(Listed::draft).find(|one| one.id == id)?;
        let format = Format::by_id(&draft.report.format)?;
        let found = read.with_value(|(published, _)| compare(&format, &draft.report, published));
        let Comparison { found, other } = found;
        let row = |one: Otherwise| {
            let published = one.published.unwrap_or_else(|| not_there.clone());
            let (own, published) = match one.spot {
                Spot::Place(Place::Narrative(_)) | Spot::Line(_) if one.draft.is_empty() => {
                    (not_in_draft.clone(), excerpt(&published))
                }
                Spot::Place(_) => cut(&one.draft, &published),
                Spot::Heading(_) | Spot::Line(_) => (one.draft, published),
            };
            (spot_name(speech.0, &format, &one.spot), own, published)
        };
        let rows: Vec<_> = found.into_iter().map(row).collect();
        let other: Vec<String> =
            other.iter().map(|one| not_comparable(speech.0, &format, one)).collect();
        Some((draft.report.title(&format), rows, other))
    });
    let shown = move || match compared.get() {
        None => ().into_any(),
        Some((title, rows, other)) => {
            let (look, sign, message) = if rows.is_empty() {
                ("notice notice--settled", Sign::Settled, Message::SameAsDraft(title))
            } else {
                let message = Message::OtherThanDraft(title, rows.len());
                ("notice notice--warning", Sign::Warning, message)
            };
            let words = (Message::InDraft, Message::InPublished);
            let table =
                (!rows.is_empty()).then(|| view! { <TwoSides rows=Signal::stored(rows) words/> });
            let other = other.into_iter().map(|words| view! { <li>{words}</li> });
            view! {
                <div class=look role="status">
                    <Icon sign/>
                    <span>{speech.say(&message)}</span>
                </div>
                {table}
                <ul class="small soft">{other.collect_view()}</ul>
            }
            .into_any()
        }
    };
    live_view(shown)
}
