//! What stands in the way of publishing, and what leaves the tool.

use super::route_to;
use crate::app::components::icon::{Icon, Sign};
use crate::app::components::is_composing;
use crate::app::components::outputs::Outputs;
use crate::app::components::state_mark::{Look, StateMark};
use crate::app::state::OpenDraft;
use crate::app::{live, live_view, speech};
use crate::core::check::{Finding, Standing, is_asked, is_ready, untouched};
use crate::core::format::{CellIndex, Each, Format, Role};
use crate::core::progress::overall;
use crate::core::report::{Place, Report};
use crate::core::text::{
    Language, Message, caption, column_name, finding, row_name, rule, rule_of_comparison,
    table_name, with_reason,
};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Node;
use std::collections::BTreeMap;

/// The review of a draft.
///
/// - A link of the review puts the cursor into its cell, text or field.
/// - The summary of the review comes first and says in words what stands in the way.
/// - What is said to a finding lets it stand, is kept in the draft and can be put into part six.
/// - What is said to a finding is kept at every key, and the finding stays where it is until its box is left.
#[component]
pub(crate) fn ReviewPage(
    draft: OpenDraft,
    /// Shows a place.
    show: Callback<Place>,
) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let ready = Memo::new(move |_| state.findings.with(|found| is_ready(found)));
    let explaining = Explaining::default();
    // As long as somebody says something to a finding it stays where it is.
    let shown = Memo::new(move |_| {
        let findings = state.findings.get();
        let Some((key, said)) = explaining.get() else { return findings };
        let stays = |one: Finding| {
            let own = state.format.with_value(|format| one.key(format));
            if own.as_ref() == Some(&key) { one.explained(said) } else { one }
        };
        findings.into_iter().map(stays).collect()
    });
    let summary = live_view(move || {
        let findings = state.findings.get();
        let count = |standing| of_standing(&findings, standing).count();
        let blanks = findings.iter().filter(|one| matches!(one, Finding::Blank { .. })).count();
        if ready.get() {
            return view! {
                <div class="notice notice--settled" role="status">
                    <Icon sign=Sign::Settled/>
                    <span><b>{speech.say(&Message::Ready)}</b></span>
                </div>
            }
            .into_any();
        }
        let texts = count(Standing::Open) - blanks;
        let message = Message::NotReady(count(Standing::Error), blanks, texts);
        view! {
            <div class="notice notice--error" role="status">
                <Icon sign=Sign::Error/>
                <span>
                    <b>{speech.say(&message)}</b>
                    {speech.say(&Message::DraftAllowed)}
                </span>
            </div>
        }
        .into_any()
    });
    let title = move || state.format.with_value(|f| state.report.with(|report| report.title(f)));
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="page-head">
                <div>
                    <h1>{speech.say(&Message::ReviewAndPublish)}</h1>
                    <p>{live(title)}</p>
                </div>
            </div>
            {summary}
            <div class="two-columns">
                <div>
                    <Findings draft show shown explaining standing=Standing::Error/>
                    <OpenPlaces draft/>
                    <Findings draft show shown explaining standing=Standing::Warning/>
                    <Findings draft show shown explaining standing=Standing::Explained/>
                    <Relations draft/>
                </div>
                <Outputs draft/>
            </div>
        </main>
    }
}

/// The finding to which somebody is saying something, by its key, and whether something was said to it
/// before.
type Explaining = RwSignal<Option<(String, bool)>>;

/// Findings of a standing, without those that only follow from others.
fn of_standing(findings: &[Finding], standing: Standing) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(move |one| {
        one.standing() == standing && !matches!(one, Finding::Disagreement(found) if found.follows)
    })
}

/// The address of a place in a draft.
fn link(draft: OpenDraft, format: &Format, place: &Place) -> String {
    format!("#{}", route_to(&draft.id(), format, place))
}

/// Errors or warnings, each with its way there and the rule it comes from.
#[component]
fn Findings(
    draft: OpenDraft,
    show: Callback<Place>,
    shown: Memo<Vec<Finding>>,
    explaining: Explaining,
    standing: Standing,
) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let (heading, about, class, count_class, sign) = match standing {
        Standing::Error => (
            Message::MustFix,
            Message::MustFixText,
            "finding finding--error",
            "count count--error",
            Sign::Error,
        ),
        Standing::Warning | Standing::Open => (
            Message::Look,
            Message::LookText,
            "finding finding--warning",
            "count count--warning",
            Sign::Warning,
        ),
        Standing::Explained => {
            (Message::ExplainedHeading, Message::ExplainedText, "finding", "count", Sign::Settled)
        }
    };
    let found = Memo::new(move |_| {
        shown.with(|all| of_standing(all, standing).cloned().collect::<Vec<_>>())
    });
    let line = move |one: Finding| {
        let (words, in_report, basis, to, key) = state.format.with_value(|format| {
            state.report.with_untracked(|report| {
                let to = link(draft, format, &one.place(format, report));
                let words = finding(speech.0, format, report, &one);
                let in_report = finding(Language::ZhCn, format, report, &one);
                let in_report = one.is_for_the_report(format).then_some(in_report);
                (words, in_report, basis(speech.0, format, &one), to, one.key(format))
            })
        });
        let name = words.clone();
        view! {
            <li class=class>
                <Icon sign/>
                <p class="finding__text"><a href=to>{words}</a></p>
                {basis.map(|basis| view! {
                    <p class="finding__basis">{speech.say(&Message::Basis(basis))}</p>
                })}
                {key.map(|key| view! {
                    <Explanation draft show explaining key name in_report/>
                })}
            </li>
        }
        .into_any()
    };
    // By their words, so that a box that somebody types into stays the box of its own finding.
    let words_of = move |one: &Finding| {
        state.format.with_value(|format| {
            state.report.with_untracked(|report| finding(speech.0, format, report, one))
        })
    };
    let any = Memo::new(move |_| !found.with(Vec::is_empty));
    let lines = move || {
        if any.get() {
            view! {
                <ul><For each=move || found.get() key=words_of children=line/></ul>
            }
            .into_any()
        } else {
            list_or_none(Vec::new())
        }
    };
    view! {
        <section class="panel">
            <div class="panel__head">
                <h2>{speech.say(&heading)}</h2>
                <span class=live(move || if found.with(Vec::is_empty) { "count" } else { count_class }.to_owned())>
                    {live(move || found.with(Vec::len).to_string())}
                </span>
                <span class="end">{speech.say(&about)}</span>
            </div>
            {live_view(lines)}
        </section>
    }
}

/// What is said to a finding, and the way to put it into the report.
#[component]
fn Explanation(
    draft: OpenDraft,
    show: Callback<Place>,
    explaining: Explaining,
    /// What it is kept by.
    key: String,
    /// The finding.
    name: String,
    /// The finding in the words of the report, which are Chinese, where it belongs there.
    in_report: Option<String>,
) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let text = {
        let key = key.clone();
        Memo::new(move |_| state.report.with(|report| report.explanation(&key).to_owned()))
    };
    // The text of the form that takes what is said.
    let takes = state.format.with_value(|format| {
        let spec = format.narratives().find(|(_, spec)| spec.takes_explanations);
        spec.map(|(part, spec)| {
            let name = format.parts[part].label.clone();
            (spec.id.clone(), spec.suggestions.first().cloned(), name)
        })
    });
    let name_of_button = name.clone();
    let add = takes.zip(in_report).map(|((id, nothing, part), words)| {
        let nothing = nothing.unwrap_or_default();
        // The narrative as it is, and as it is with the sentence.
        let both = {
            let id = id.clone();
            Memo::new(move |_| {
                let before = state.report.with(|report| report.narrative(&id).to_owned());
                let after = text.with(|reason| with_reason(&before, &words, reason, &nothing));
                (before, after)
            })
        };
        let is_there = Memo::new(move |_| both.with(|(before, after)| before == after));
        let none = Memo::new(move |_| text.with(|text| text.trim().is_empty()));
        let said = speech.say(&Message::IsAddedTo(part.clone()));
        let box_of_it = Place::Explanation(key.clone());
        let put = {
            let said = said.clone();
            move |_| {
                let (_, after) = both.get_untracked();
                draft.change(&[(Place::Narrative(id.clone()), after)]);
                draft.announce(said.clone());
                // The button goes; the box it belongs to is where one goes on.
                show.run(box_of_it.clone());
            }
        };
        let words = speech.say(&Message::AddTo(part));
        let button_name = format!("{words}：{name_of_button}");
        view! {
            <button
                type="button"
                class="button button--small"
                aria-label=button_name
                hidden=move || none.get() || is_there.get()
                on:click=put
            >
                {words}
            </button>
            <span class="small soft" hidden=move || none.get() || !is_there.get()>{said}</span>
        }
    });
    let before = {
        let key = key.clone();
        Memo::new(move |_| {
            let before = |report: &Report| report.explanation_before(&key).map(str::to_owned);
            state.report.with(before).filter(|_| text.with(|text| text.trim().is_empty()))
        })
    };
    let label = speech.say(&Message::Explain);
    let label_in_full = format!("{label}：{name}");
    let place = Place::Explanation(key.clone());
    let set = {
        let place = place.clone();
        move |text: String| draft.type_into(&place, &text)
    };
    let on_input = {
        let set = set.clone();
        move |event: leptos::ev::Event| {
            if !is_composing(&event) {
                set(event_target_value(&event));
            }
        }
    };
    let begin = {
        let key = key.clone();
        move |_| {
            let other = explaining
                .with_untracked(|one| one.as_ref().is_none_or(|(explained, _)| *explained != key));
            if other {
                let said = text.with_untracked(|text| !text.trim().is_empty());
                explaining.set(Some((key.clone(), said)));
            }
        }
    };
    let end = move |event: leptos::ev::FocusEvent| {
        // To the button beside the box and back.
        let within = event.related_target().is_some_and(|next| {
            let here = event.current_target().and_then(|one| one.dyn_into::<Node>().ok());
            here.is_some_and(|here| here.contains(next.dyn_ref::<Node>()))
        });
        if !within {
            draft.end_burst();
            _ = explaining.try_set(None);
        }
    };
    // The finding goes where explained ones are, and the box with it.
    let done = {
        let place = place.clone();
        move |event: leptos::ev::KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                show.run(place.clone());
            }
        }
    };
    view! {
        <p class="finding__explain" on:focusin=begin on:focusout=end>
            <label>
                <span class="small soft">{label}</span>
                " "
                <input
                    class="field"
                    type="text"
                    autocomplete="off"
                    aria-label=label_in_full
                    data-explains=key
                    prop:value=live(move || text.get())
                    on:input=on_input
                    on:compositionend=move |event| set(event_target_value(&event))
                    on:keydown=done
                />
            </label>
            {add}
            {live_view(move || match before.get() {
                Some(before) => view! {
                    <span class="small soft">{speech.say(&Message::ReasonBefore(before))}</span>
                }
                .into_any(),
                None => ().into_any(),
            })}
        </p>
    }
}

fn list_or_none(lines: Vec<AnyView>) -> AnyView {
    if lines.is_empty() {
        view! { <p class="panel__none">{speech().say(&Message::None)}</p> }.into_any()
    } else {
        view! { <ul>{lines}</ul> }.into_any()
    }
}

fn basis(language: Language, format: &Format, finding: &Finding) -> Option<String> {
    match finding {
        Finding::Disagreement(found) => {
            Some(rule(language, format, &format.relations[found.line(format).relation]))
        }
        Finding::Unusual { .. } | Finding::SameText { .. } | Finding::SameFigures { .. } => {
            Some(rule_of_comparison(language, format))
        }
        Finding::Unreadable { .. }
        | Finding::Blank { .. }
        | Finding::Unwritten { .. }
        | Finding::Missing { .. }
        | Finding::NotTheYearBefore { .. } => None,
    }
}

/// Blank cells by table and column, texts that are not written, fields that are empty.
#[component]
fn OpenPlaces(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let whole = Memo::new(move |_| state.progress.with(|parts| overall(parts)));
    let lines = move || {
        let findings = state.findings.get();
        state.format.with_value(|format| {
            state.report.with(|report| {
                let mut lines = blank_lines(draft, format, &findings);
                for one in of_standing(&findings, Standing::Open) {
                    if !matches!(one, Finding::Blank { .. }) {
                        let to = link(draft, format, &one.place(format, report));
                        let words = finding(speech.0, format, report, one);
                        lines.push(
                            view! {
                                <li class="finding">
                                    <Icon sign=Sign::Empty/>
                                    <p class="finding__text"><a href=to>{words}</a></p>
                                </li>
                            }
                            .into_any(),
                        );
                    }
                }
                list_or_none(lines)
            })
        })
    };
    view! {
        <section class="panel">
            <div class="panel__head">
                <h2>{speech.say(&Message::Open)}</h2>
                <span class="count">
                    {live(move || state.findings.with(|all| of_standing(all, Standing::Open).count()).to_string())}
                </span>
                <span class="end">
                    {move || {
                        let whole = whole.get();
                        speech.say(&Message::OfAll(whole.blank_cells(), whole.cells))
                    }}
                    "，"
                    {speech.say(&Message::OpenText)}
                </span>
            </div>
            {live_view(lines)}
        </section>
    }
}

/// A line per table and column with the blank cells of it, each a link; one link where all are blank.
fn blank_lines(draft: OpenDraft, format: &Format, findings: &[Finding]) -> Vec<AnyView> {
    let speech = speech();
    let blank = |cell: &CellIndex| {
        findings.iter().any(|one| matches!(one, Finding::Blank { cell: found } if found == cell))
    };
    // Tall tables are read by column, others by row.
    let mut groups: BTreeMap<(usize, usize), Vec<CellIndex>> = BTreeMap::new();
    for cell in format.inputs() {
        let at = format.cell(cell);
        let line = if is_tall(format, cell) { at.column } else { at.row };
        groups.entry((at.table, line)).or_default().push(cell);
    }
    let line = |((table, _), all): ((usize, usize), Vec<CellIndex>)| {
        let open: Vec<CellIndex> = all.iter().copied().filter(blank).collect();
        let first = *open.first()?;
        let tall = is_tall(format, first);
        let (of_row, of_column) =
            (|cell| row_name(speech.0, format, cell), |cell| column_name(speech.0, format, cell));
        let name = if tall { of_column(first) } else { of_row(first) };
        let name = Message::LineOfTable(table_name(speech.0, format, table), name);
        let count = speech.say(&Message::BlanksIn(speech.say(&name), open.len()));
        let to = link(draft, format, &Place::Cell(first));
        let links = (open.len() < all.len()).then(|| {
            let links = open.into_iter().map(|cell| {
                let name = if tall { of_row(cell) } else { of_column(cell) };
                let to = link(draft, format, &Place::Cell(cell));
                view! { <a class="blank-link" href=to>{name}</a> }
            });
            view! { <p class="finding__more">{links.collect_view()}</p> }
        });
        Some(
            view! {
                <li class="finding">
                    <Icon sign=Sign::Empty/>
                    <p class="finding__text"><a href=to>{count}</a></p>
                    {links}
                </li>
            }
            .into_any(),
        )
    };
    groups.into_iter().filter_map(line).collect()
}

fn is_tall(format: &Format, cell: CellIndex) -> bool {
    let table = format.table_of(cell);
    table.columns.len() > 1 && table.rows.len() > table.columns.len()
}

/// Every relation of the form: computed, held, or not.
#[component]
fn Relations(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let rows = move || {
        let findings = state.findings.get();
        state.format.with_value(|format| {
            let asked = format.relations.iter().enumerate().filter(|(at, relation)| {
                // Where last year's report does not say what is asked, nothing is said of it.
                let known = state.last_year.with(|last| is_asked(format, *at, last.as_ref()));
                let organ = state.report.with(|r| relation.concerns(&r.header.organ));
                known && organ
            });
            state.report.with(|report| {
                let row = |(at, _): (usize, _)| relation_row(format, report, &findings, at);
                asked.map(row).collect::<Vec<_>>().into_any()
            })
        })
    };
    view! {
        <section class="panel">
            <div class="panel__head"><h2>{speech.say(&Message::Relations)}</h2></div>
            <table class="relation-grid"><tbody>{live_view(rows)}</tbody></table>
        </section>
    }
}

fn relation_row(format: &Format, report: &Report, findings: &[Finding], at: usize) -> AnyView {
    let speech = speech();
    let relation = &format.relations[at];
    let lines = format.derivations.iter().chain(&format.checks);
    let count = lines.filter(|line| line.relation == at).count();
    let table = format.table(&relation.table).map_or(0, |(table, _)| table);
    let caption = caption(speech.0, format, relation);
    let each: Each = relation.each;
    let name = Message::RelationIs(table_name(speech.0, format, table), caption, count, each);
    let off = findings.iter().filter(|one| match one {
        Finding::Disagreement(found) => found.line(format).relation == at && !found.follows,
        _ => false,
    });
    let mut own = format.checks.iter().filter(|line| line.relation == at);
    let not_begun = relation.role == Role::Check && own.all(|line| untouched(report, line));
    let standing = off.clone().map(Finding::standing).min();
    let look = match standing {
        Some(Standing::Error) => Look::Error,
        Some(Standing::Open | Standing::Warning) => Look::Warning,
        Some(Standing::Explained) => Look::Settled,
        None if not_begun => Look::Plain,
        None => Look::Settled,
    };
    let word = match (off.count(), relation.role) {
        (0, Role::Derive) => Message::IsComputed,
        (0, Role::Check) if not_begun => Message::Blank,
        (0, Role::Check) => Message::Holds,
        (n, _) if standing == Some(Standing::Explained) => Message::Explained(n),
        (n, _) => Message::DoesNotHold(n),
    };
    let (name, word) = (speech.say(&name), speech.say(&word));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td><StateMark look word/></td>
        </tr>
    }
    .into_any()
}
