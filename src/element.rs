//! The element's entry: what `browser/element.js` calls to show the program inside an element of a
//! host's page.
//!
//! What a host may rely on is in README.md under “Put it into a page”: the attributes, `element.api(1)`
//! and the two events. What is here is between this file and that script.

#![allow(unreachable_pub, reason = "what `#[wasm_bindgen]` asks for")]

use disclosure_report::app::{App, Depot, Door, Host, Services, Told, Wishes};
use disclosure_report::browser::{crash, element, print, program};
use disclosure_report::core::text::Language;
use js_sys::Function;
use leptos::prelude::view;
use std::any::Any;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

thread_local! {
    /// One for all elements of the page.
    static DEPOT: OnceCell<Depot> = const { OnceCell::new() };
}

/// The program in an element, until it is freed.
#[wasm_bindgen]
pub struct Mounted {
    host: HtmlElement,
    place: HtmlElement,
    door: Rc<Cell<Option<Door>>>,
    /// Unmounts when it is dropped.
    _views: Box<dyn Any>,
}

/// Shows the program of the element `host` in `place`, which lies in its shadow root. The addresses are
/// those of the program's files.
#[wasm_bindgen]
pub async fn mount(
    host: HtmlElement,
    place: HtmlElement,
    // Not called `wasm`: the glue that is made for this calls its module so.
    program: String,
    licences: String,
    office: String,
    office_program: String,
    load: Function,
) -> Mounted {
    program::is_made_of(program::Files {
        wasm: program,
        licences,
        office,
        office_wasm: office_program,
        load: Some(load),
    });
    let depot = match DEPOT.with(|depot| depot.get().cloned()) {
        Some(depot) => depot,
        None => {
            let opened = Depot::of_browser().await;
            DEPOT.with(|depot| depot.get_or_init(|| opened).clone())
        }
    };
    crash::may_show_in(&place);
    let door = Rc::new(Cell::new(None));
    let wishes = wishes_of(&host);
    let language = wishes.language;
    let tell = {
        let host = host.clone();
        Rc::new(move |told| tell(&host, told))
    };
    let around = Host { wishes, tell, door: door.clone() };
    let inside = place.clone();
    let views = leptos::mount::mount_to(place.clone(), move || {
        let services = Services::new(&depot).inside(inside);
        view! { <App services language host=around/> }
    });
    Mounted { host, place, door, _views: Box::new(views) }
}

#[wasm_bindgen]
impl Mounted {
    /// Shows what the attributes of the element say now.
    pub fn wish(&self) {
        if let Some(door) = self.door.get() {
            door.wish(&wishes_of(&self.host));
        }
    }

    /// The published JSON of the report that is open.
    pub fn report(&self) -> Option<String> {
        self.door.get()?.report()
    }

    /// What is to be said about the report that is open, as JSON.
    pub fn check(&self) -> Option<String> {
        self.door.get()?.check()
    }

    /// Opens a report; ends with what is to be said about it.
    ///
    /// # Errors
    /// Why it was not opened.
    pub fn load(&self, text: &str) -> Result<Vec<String>, JsError> {
        let door = self.door.get().ok_or_else(|| JsError::new("the element was removed"))?;
        door.load(text).map_err(|words| JsError::new(&words))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Another element may be printing.
        if crash::may_not_show_in(&self.place) == 0 {
            print::clear();
        }
    }
}

fn wishes_of(host: &HtmlElement) -> Wishes {
    let of = |name| element::attribute(host, name);
    Wishes {
        organ: of("organ"),
        organ_code: of("organ-code"),
        year: of("year"),
        format: of("format"),
        language: Language::from_tag(&of("lang")),
    }
}

fn tell(host: &HtmlElement, told: Told) -> bool {
    match told {
        Told::Change { report } => {
            element::send(host, "report-change", &[], &[("report", &report)])
        }
        Told::Export { name, media_type, content, report } => {
            let (name, media_type) = (name.as_str().into(), media_type.into());
            let fields = [("name", name), ("mediaType", media_type), content.field()];
            element::send(host, "report-export", &fields, &[("report", &report)])
        }
    }
}
