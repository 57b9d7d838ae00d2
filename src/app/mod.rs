//! What a person sees: Leptos views over [`core`](crate::core).
//!
//! Holds signals and decides nothing: every figure, finding and sentence comes from `core`. Names
//! the browser in `services.rs` alone; a test hands it a store in memory.

#![allow(unreachable_pub, reason = "what `#[component]` expands to")]

mod components;
mod host;
mod pages;
mod room;
mod route;
mod services;
mod state;
mod turns;

pub use host::{Door, Host, Told, Wishes};
pub use route::{General, Page, Route};
pub use services::{Depot, Services};

use crate::core::text::{Language, Message, say};
use components::file_notice::FileNotice;
use host::Hosted;
use leptos::html::Div;
use leptos::prelude::*;
use state::Unsaved;
use turns::Turns;

/// The language of the page, for use in views.
#[derive(Clone, Copy, Debug)]
struct Speech(Language);

impl Speech {
    fn say(self, message: &Message) -> String {
        say(self.0, message)
    }
}

fn speech() -> Speech {
    expect_context()
}

/// A text or a class that follows its signals. Boxed, so that all of them are of one type: every type
/// of closure in a view brings its own copy of the code that shows it.
type Live = Box<dyn Fn() -> String + Send + Sync>;

fn live(text: impl Fn() -> String + Send + Sync + 'static) -> Live {
    Box::new(text)
}

/// A piece of a page that follows its signals; boxed for the same reason.
fn live_view(
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> Box<dyn Fn() -> AnyView + Send + Sync> {
    Box::new(view)
}

/// Where the program is, and how to go elsewhere. On a page of its own the address says so too.
#[derive(Clone, Copy)]
struct Navigator {
    route: RwSignal<Route>,
    unsaved: Unsaved,
    services: Services,
}

impl Navigator {
    fn new(services: Services) -> Self {
        let route =
            if services.has_page() { Route::parse(&services::fragment()) } else { Route::list() };
        let unsaved = Unsaved::watch(services);
        let navigator = Self { route: RwSignal::new(route), unsaved, services };
        if services.has_page() {
            services::while_here(&["hashchange"], move |_| {
                let next = Route::parse(&services::fragment());
                if navigator.route.with_untracked(|here| *here != next) {
                    navigator.follow(next);
                }
            });
        } else {
            services.hear(&["click"], move |event| {
                if let Some(fragment) = services::fragment_of_link(&event) {
                    event.prevent_default();
                    navigator.go(Route::parse(&fragment));
                }
            });
        }
        navigator
    }

    fn go(self, route: Route) {
        if self.services.has_page() {
            services::go(&route.to_string());
        }
        // The address may be the same already; whoever follows the route is told all the same.
        self.follow(route);
    }

    /// Shows a place; on the same page without a step in the browser's history.
    fn reveal(self, route: Route) {
        let here = self.route.get_untracked();
        if !self.services.has_page() {
            self.follow(route);
        } else if (&here.draft, &here.page) == (&route.draft, &route.page) {
            services::replace(&route.to_string());
            self.follow(route);
        } else {
            self.go(route);
        }
    }

    /// Shows the place that the address names. A draft that cannot be stored is not left: it would
    /// be gone, and its page says what to do.
    fn follow(self, next: Route) {
        let here = self.route.get_untracked();
        if next.draft != here.draft && self.unsaved.would_be_lost() {
            if self.services.has_page() {
                services::go(&here.to_string());
            }
        } else {
            self.route.set(next);
        }
    }
}

/// Tells that another window stored something.
#[derive(Clone, Copy)]
struct StoredElsewhere(Trigger);

/// A newer build of the program, and how to have it.
#[derive(Clone, Copy)]
struct NewerBuild {
    news: RwSignal<Option<services::News>>,
    offline: StoredValue<Option<services::Offline>, LocalStorage>,
}

impl NewerBuild {
    /// Has the files of this build kept, where `offline` says so.
    fn watch(offline: bool) -> Self {
        let news = RwSignal::new(None);
        let keep = || services::Offline::keep(move |one| _ = news.try_set(Some(one)));
        Self { news, offline: StoredValue::new_local(offline.then(keep).flatten()) }
    }

    /// Loads the newer build, after what is open was stored.
    fn take(self, unsaved: Unsaved) {
        if !unsaved.would_be_lost() {
            self.offline.with_value(|offline| {
                if let Some(offline) = offline {
                    offline.take_newer();
                }
            });
        }
    }
}

/// The whole program.
///
/// - Axe finds nothing on any screen.
/// - The whole job is done by keyboard alone.
#[component]
pub fn App(
    /// Where drafts are kept.
    services: Services,
    /// The language to begin with.
    language: Language,
    /// Whether its files are kept, so that it opens without a network.
    #[prop(optional)]
    offline: bool,
    /// The host whose page holds it.
    #[prop(optional)]
    host: Option<Host>,
) -> impl IntoView {
    let hosted = Hosted::by(host);
    let language = RwSignal::new(language);
    let navigator = Navigator::new(services);
    let Navigator { route, unsaved, .. } = navigator;
    let elsewhere = StoredElsewhere(Trigger::new());
    services.on_stored_elsewhere(move || elsewhere.0.notify());
    provide_context(services);
    provide_context(navigator);
    provide_context(elsewhere);
    let reader = pages::published::Reader::new(navigator);
    provide_context(reader);
    let list = pages::drafts::List::new(services, navigator, elsewhere.0, reader);
    list.take_dropped_files(language);
    provide_context(list);
    provide_context(hosted);
    let last = StoredValue::new(Wishes::default());
    hosted.welcome(Door { list, unsaved, language, last });
    let draft = Memo::new(move |_| route.with(|route| route.draft.clone()));
    let general = Memo::new(move |_| route.with(|route| route.general));
    provide_context(NewerBuild::watch(offline));
    provide_context(Turns::follow(services, draft, unsaved));
    let room = services.room();
    let root = NodeRef::<Div>::new();
    root.on_load(move |root| services.tell_height_of(&root, room));
    view! {
        <div
            node_ref=root
            class=live(move || format!("disclosure-report{}", room.get().classes()))
            lang=live(move || language.get().tag().to_owned())
        >
            {move || {
                let speech = Speech(language.get());
                provide_context(speech);
                let switch = Callback::new(move |()| {
                    // All is built anew in the other language, from what is stored.
                    if navigator.unsaved.would_be_lost() {
                        return;
                    }
                    language.update(|language| {
                        *language = match language {
                            Language::ZhCn => Language::En,
                            Language::En => Language::ZhCn,
                        };
                    });
                });
                match draft.get() {
                    None => match general.get() {
                        General::List => view! { <pages::drafts::DraftsPage switch/> }.into_any(),
                        General::Published => {
                            view! { <pages::published::PublishedPage switch/> }.into_any()
                        }
                        General::Storage => {
                            view! { <pages::storage::StoragePage switch/> }.into_any()
                        }
                        General::About => view! { <pages::about::AboutPage switch/> }.into_any(),
                    },
                    Some(id) => view! { <pages::draft::DraftPages id switch/> }.into_any(),
                }
            }}
            {move || {
                provide_context(Speech(language.get()));
                view! { <FileNotice/> }
            }}
        </div>
    }
}
