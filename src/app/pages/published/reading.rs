//! What was read, row by row and text by text, each beside its source, and the boxes that take it.

use super::reader::Reader;
use super::use_panel::UsePanel;
use crate::app::components::icon::{Icon, Sign};
use crate::app::components::state_mark::{Look, StateMark};
use crate::app::{live, live_view, speech};
use crate::core::format::Format;
use crate::core::import::published::{
    CellRead, Certainty, Doubt, Item, Published, Remark, Subject, Taken,
};
use crate::core::report::Place;
use crate::core::text::{Message, column_name, place_name, row_name, table_name};
use leptos::prelude::*;

/// What was read, row by row and text by text, and what is done with it.
#[component]
pub(super) fn Reading(
    reader: Reader,
    name: String,
    read: StoredValue<(Published, Format)>,
) -> impl IntoView {
    let speech = speech();
    let (marks, form, remarks, lines) = read.with_value(|(published, format)| {
        let remarks: Vec<String> = published
            .remarks
            .iter()
            .map(|one| {
                let words = speech.say(&Message::RemarkIs(one.clone()));
                let Remark::NotTaken(lines) = one else { return words };
                let quoted = lines.iter().filter_map(|line| published.lines.get(*line));
                let quoted = quoted.take(MOST_QUOTED).map(|line| format!("“{}”", excerpt(line)));
                format!("{words} {}", quoted.collect::<Vec<_>>().join(" "))
            })
            .collect();
        (counted(published, format), format.basis.clone(), remarks, published.lines.clone())
    });
    let marks = marks.into_iter().filter(|(_, _, count)| *count > 0);
    let marks = marks.map(|(look, word, _)| view! { <StateMark look word=speech.say(&word)/> " " });
    let total = lines.len();
    let from = if total == 0 { Message::ReadOwn(name) } else { Message::ReadFrom(name, total) };
    let offered = |item: &Item| item.cells.iter().any(|one| one.proposed.is_some());
    let offers = read.with_value(|(published, _)| published.items.iter().any(offered));
    // Of what is not shown nothing is taken or left unseen.
    let take_all = move |offered: bool, taken: bool| {
        let only = reader.only_open.get_untracked();
        reader.choice.update(|choice| {
            read.with_value(|(published, format)| {
                for (at, item) in published.items.iter().enumerate() {
                    if !only || item.certainty(format) != Certainty::Sure {
                        choice.take_item(at, offered, taken);
                    }
                }
            });
        });
    };
    let take_none = move || {
        take_all(false, false);
        take_all(true, false);
    };
    let rows = move || {
        let only = reader.only_open.get();
        read.with_value(|(published, format)| {
            let mut views = Vec::new();
            let mut heading = String::new();
            for (at, item) in published.items.iter().enumerate() {
                if only && item.certainty(format) == Certainty::Sure {
                    continue;
                }
                let own = match &item.subject {
                    Subject::Row(table, _) => format
                        .parts
                        .iter()
                        .find(|part| part.tables.contains(&format.tables[*table].id))
                        .map_or(String::new(), |part| part.label.clone()),
                    _ => speech.say(&Message::HeaderAndTexts),
                };
                if own != heading {
                    heading.clone_from(&own);
                    views.push(
                        view! {
                            <tr class="group-row"><th colspan="4" scope="colgroup">{own}</th></tr>
                        }
                        .into_any(),
                    );
                }
                views.push(item_row(reader, published, format, at, item));
            }
            views.into_any()
        })
    };
    view! {
        <section class="panel">
            <div class="panel__head">
                <h2>{speech.say(&from)}</h2>
                <span>{marks.collect_view()}</span>
                <span class="end">{speech.say(&Message::FormFound(form))}</span>
            </div>
            {(!remarks.is_empty()).then(|| {
                let lines = remarks.into_iter().map(|one| view! {
                    <li class="finding finding--warning">
                        <Icon sign=Sign::Warning/>
                        <p class="finding__text">{one}</p>
                    </li>
                });
                view! { <ul>{lines.collect_view()}</ul> }
            })}
            <div class="panel__bar">
                <label class="checkbox">
                    <input
                        type="checkbox"
                        prop:checked=move || reader.only_open.get()
                        on:change=move |event| reader.only_open.set(event_target_checked(&event))
                    />
                    {speech.say(&Message::OnlyToSettle)}
                </label>
                <span class="end">
                    <button type="button" class="button button--small" on:click=move |_| take_all(false, true)>
                        {speech.say(&Message::TakeAll)}
                    </button>
                    " "
                    {offers.then(|| view! {
                        <button type="button" class="button button--small" on:click=move |_| take_all(true, true)>
                            {speech.say(&Message::TakeAllOffered)}
                        </button>
                        " "
                    })}
                    <button type="button" class="button button--small" on:click=move |_| take_none()>
                        {speech.say(&Message::TakeNone)}
                    </button>
                </span>
            </div>
            <table class="compare">
                <thead>
                    <tr>
                        <th scope="col">{speech.say(&Message::ItemColumn)}</th>
                        <th scope="col">{speech.say(&Message::SourceColumn)}</th>
                        <th scope="col">{speech.say(&Message::ReadColumn)}</th>
                        <th scope="col">{speech.say(&Message::TakeColumn)}</th>
                    </tr>
                </thead>
                <tbody>{live_view(rows)}</tbody>
            </table>
            <details class="panel__more" hidden=total == 0>
                <summary>{speech.say(&Message::WholeSource)}</summary>
                <ol class="source-lines">
                    {lines
                        .into_iter()
                        .take(LONGEST_SOURCE)
                        .map(|line| view! { <li>{line}</li> })
                        .collect_view()}
                </ol>
            </details>
        </section>
        <UsePanel reader read/>
    }
}

/// How many items are certain, are to be asked about, and are open.
pub(super) fn counted(published: &Published, format: &Format) -> [(Look, Message, usize); 3] {
    let of = |wanted| published.items.iter().filter(|one| one.certainty(format) == wanted).count();
    let [sure, ask, open] = [Certainty::Sure, Certainty::Ask, Certainty::Open].map(of);
    [
        (Look::Settled, Message::SureCount(sure), sure),
        (Look::Warning, Message::AskCount(ask), ask),
        (Look::Error, Message::OpenCount(open), open),
    ]
}

/// The most lines that are quoted of those that were not taken.
const MOST_QUOTED: usize = 3;

/// The most lines of a source that are shown.
const LONGEST_SOURCE: usize = 2_000;

/// The most characters of a text or of its source that a row shows.
const LONGEST_EXCERPT: usize = 160;

pub(super) fn excerpt(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST_EXCERPT).collect();
    if text.chars().count() > LONGEST_EXCERPT {
        shown.push('…');
    }
    shown
}

/// As much of a source as a row shows, from a little before the text that was read in it.
fn around(source: &str, text: &str) -> String {
    let first: String = text.chars().take(BEFORE).collect();
    let at = source.find(&first).filter(|_| !first.is_empty()).unwrap_or(0);
    let before = source[..at].chars().count().saturating_sub(BEFORE);
    let shown: String = source.chars().skip(before).collect();
    format!("{}{}", if before > 0 { "…" } else { "" }, excerpt(&shown))
}

/// How many characters before what was read are shown.
const BEFORE: usize = 12;

fn item_row(
    reader: Reader,
    published: &Published,
    format: &Format,
    at: usize,
    item: &Item,
) -> AnyView {
    let speech = speech();
    let certainty = item.certainty(format);
    let name = match &item.subject {
        Subject::Row(table, row) => match format.cell_at(*table, *row, 0) {
            Some(cell) => format!(
                "{} {}",
                table_name(speech.0, format, *table),
                row_name(speech.0, format, cell)
            ),
            None => String::new(),
        },
        _ => {
            let piece = item.pieces(format).into_iter().next();
            piece.map_or(String::new(), |piece| place_name(speech.0, format, &piece.place))
        }
    };
    let source: Vec<&str> = item
        .lines
        .clone()
        .filter_map(|line| published.lines.get(line))
        .map(String::as_str)
        .collect();
    let where_from = (!item.lines.is_empty())
        .then(|| speech.say(&Message::SourceLines(item.lines.start + 1, item.lines.end)));
    let source = around(&source.join("  "), item.text.as_deref().unwrap_or_default());
    let figures = (!item.cells.is_empty()).then(|| {
        let cells = item.cells.iter().map(|one| figure(format, one));
        view! { <span class="figures-line">{cells.collect_view()}</span> }
    });
    let mut doubts: Vec<String> =
        item.doubt.iter().map(|one| speech.say(&Message::ItemDoubt(one.clone()))).collect();
    for one in said(format, item) {
        let column = column_name(speech.0, format, one.cell);
        doubts.push(speech.say(&Message::CellDoubt(column, one.clone())));
    }
    let doubts = (!doubts.is_empty()).then(|| view! { <p class="small">{doubts.join("；")}</p> });
    let (look, word) = match certainty {
        Certainty::Sure => (Look::Settled, Message::Sure),
        Certainty::Ask => (Look::Warning, Message::AskWord),
        Certainty::Open => (Look::Error, Message::NotReadWord),
    };
    let offered: Vec<String> = item.cells.iter().filter_map(|one| one.proposed.clone()).collect();
    let zeros = offered.iter().all(|one| one == "0");
    let words_of_offer = speech.say(&if zeros {
        Message::TakeZeros
    } else {
        Message::TakeOffered(offered.join("、"))
    });
    // Of the year what stands below is used.
    let certain = (item.subject != Subject::Year).then(|| {
        let label = speech.say(&Message::TakeItem(name.clone()));
        take_box(reader, at, false, speech.say(&Message::TakeColumn), label)
    });
    let label = format!("{words_of_offer}：{name}");
    let offer = take_box(reader, at, true, words_of_offer, label);
    let opened = RwSignal::new(false);
    let each = (!item.pieces(format).is_empty() && !item.cells.is_empty()).then(|| {
        view! {
            <button
                type="button"
                class="button button--small"
                aria-expanded=live(move || opened.get().to_string())
                aria-label=speech.say(&Message::CellsOf(name.clone()))
                on:click=move |_| opened.update(|opened| *opened = !*opened)
            >
                {speech.say(&Message::CellByCell)}
            </button>
        }
    });
    let cells = each.is_some().then(|| {
        let cells = StoredValue::new(cells_to_take(reader, format, &name, item));
        live_view(move || {
            if opened.get() {
                cells.with_value(|cells| {
                    view! { <CellsToTake cells=cells.clone() reader/> }.into_any()
                })
            } else {
                ().into_any()
            }
        })
    });
    let text = item.text.as_deref().map(excerpt);
    view! {
        <tr class=(certainty != Certainty::Sure).then_some("is-open")>
            <th scope="row">{name}</th>
            <td>
                {where_from.map(|from| view! { <small class="faint">{from}</small> })}
                {(!source.trim().is_empty()).then(|| view! { <div class="source">{source}</div> })}
            </td>
            <td>{figures} {text} {doubts}</td>
            <td>
                <StateMark look word=speech.say(&word)/>
                {certain} {offer} {each}
            </td>
        </tr>
        {cells}
    }
    .into_any()
}

/// The box that takes what is certain of an item, or what is offered of it. Where a part of that is
/// taken it says so.
fn take_box(
    reader: Reader,
    item: usize,
    offered: bool,
    words: String,
    label: String,
) -> Option<impl IntoView> {
    let taken = Memo::new(move |_| reader.choice.with(|choice| choice.of_item(item, offered)));
    taken.get_untracked()?;
    Some(view! {
        <label class="checkbox">
            <input
                type="checkbox"
                aria-label=label
                prop:checked=move || taken.get() == Some(Taken::All)
                prop:indeterminate=move || taken.get() == Some(Taken::Some)
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    reader.choice.update(|choice| choice.take_item(item, offered, on));
                }
            />
            {words}
        </label>
    })
}

/// A cell of a row: its column, how it stands in the source, what it is read as, and what can be taken.
#[derive(Clone)]
struct CellToTake {
    column: String,
    source: String,
    read: String,
    /// Where it goes, and the label of its box; `None` of a total and of what is open.
    goes: Option<(Place, String)>,
}

fn cells_to_take(reader: Reader, format: &Format, row: &str, item: &Item) -> Vec<CellToTake> {
    let speech = speech();
    let cell = |one: &CellRead| {
        let column = column_name(speech.0, format, one.cell);
        let place = Place::Cell(one.cell);
        let known = reader.choice.with_untracked(|choice| choice.is_taken(&place)).is_some();
        let (_, read) = shown(one);
        let label = speech.say(&Message::TakeItem(format!("{row} {column} {read}")));
        CellToTake {
            column,
            source: one.raw.clone().unwrap_or_default(),
            read,
            goes: known.then_some((place, label)),
        }
    };
    item.cells.iter().map(cell).collect()
}

/// The cells of a row side by side, each with its own box.
#[component]
fn CellsToTake(reader: Reader, cells: Vec<CellToTake>) -> impl IntoView {
    let speech = speech();
    let heads: Vec<_> =
        cells.iter().map(|one| view! { <th scope="col">{one.column.clone()}</th> }).collect();
    let sources: Vec<_> = cells.iter().map(|one| view! { <td>{one.source.clone()}</td> }).collect();
    let reads: Vec<_> = cells.iter().map(|one| view! { <td>{one.read.clone()}</td> }).collect();
    let box_of = |one: CellToTake| {
        let take = one.goes.map(|(place, label)| {
            let there = place.clone();
            view! {
                <input
                    type="checkbox"
                    aria-label=label
                    prop:checked=move || {
                        reader.choice.with(|choice| choice.is_taken(&there)) == Some(true)
                    }
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        reader.choice.update(|choice| choice.take(&place, on));
                    }
                />
            }
        });
        view! { <td>{take}</td> }
    };
    let boxes: Vec<_> = cells.into_iter().map(box_of).collect();
    view! {
        <tr class="cells-row">
            <td colspan="4">
                <table class="cells">
                    <thead>
                        <tr><th scope="col">{speech.say(&Message::ItemColumn)}</th>{heads}</tr>
                    </thead>
                    <tbody>
                        <tr>
                            <th scope="row">{speech.say(&Message::SourceColumn)}</th>
                            {sources}
                        </tr>
                        <tr><th scope="row">{speech.say(&Message::ReadColumn)}</th>{reads}</tr>
                        <tr><th scope="row">{speech.say(&Message::TakeColumn)}</th>{boxes}</tr>
                    </tbody>
                </table>
            </td>
        </tr>
    }
}

/// The cells of a row about which something is to be said: of many that are alike the first.
fn said<'a>(format: &Format, item: &'a Item) -> Vec<&'a CellRead> {
    let mut said: Vec<&CellRead> = Vec::new();
    for one in &item.cells {
        let total = one.read.is_none() && format.cell(one.cell).derived;
        let blank = matches!(one.doubt, Some(Doubt::Blank));
        let again = blank && said.iter().any(|before| before.doubt == one.doubt);
        if one.doubt.is_some() && !total && !again {
            said.push(one);
        }
    }
    said
}

/// A cell as it was read: the figure, what is offered, or that it is open.
fn figure(format: &Format, one: &CellRead) -> impl IntoView + use<> {
    let speech = speech();
    let (class, text) = shown(one);
    let column = column_name(speech.0, format, one.cell);
    view! {
        <i class=class title=column.clone()>
            <span class="hidden-visually">{format!("{column} ")}</span>
            {text}
        </i>
    }
}

/// The class and the text of a cell as it was read.
fn shown(one: &CellRead) -> (&'static str, String) {
    match (&one.read, &one.proposed) {
        (Some(figure), _) => ("", figure.clone()),
        (None, Some(figure)) => ("is-offered", format!("{figure}?")),
        (None, None) => ("is-blank", "–".to_owned()),
    }
}
