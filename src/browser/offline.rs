//! The service worker of the build: it keeps the files of the program, so that the page opens without
//! a network, and tells of a newer build, which waits until somebody wants it. Knows no wording.

use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
    ServiceWorkerUpdateViaCache,
};

/// What there is to know of a newer build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It waits, whole, to take the place of this one.
    Waits,
    /// Another window let it take the place of this one, which runs on until it is loaded again.
    TookOver,
}

/// The service worker of this page.
#[derive(Clone)]
pub struct Offline(Rc<Inner>);

struct Inner {
    container: ServiceWorkerContainer,
    registration: RefCell<Option<ServiceWorkerRegistration>>,
    /// This window asked for the newer build, and loads the page when it is there.
    wanted: Cell<bool>,
    call: Box<dyn Fn(News)>,
}

impl Offline {
    /// Registers the service worker and calls back with what is news. `None` where the browser has no
    /// service workers for this page, as on plain http. For the life of the page.
    pub fn keep(call: impl Fn(News) + 'static) -> Option<Self> {
        let navigator = web_sys::window()?.navigator();
        let container = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
        let container: ServiceWorkerContainer = container.dyn_into().ok()?;
        let inner = Rc::new(Inner {
            container: container.clone(),
            registration: RefCell::default(),
            wanted: Cell::new(false),
            call: Box::new(call),
        });
        // The first build that is kept takes nobody's place.
        let had_one = container.controller().is_some();
        let own = inner.clone();
        super::page::listen(&container, "controllerchange", move |_| {
            if own.wanted.get() {
                super::page::reload();
            } else if had_one {
                (own.call)(News::TookOver);
            }
        });
        let own = inner.clone();
        super::page::run(async move { _ = own.register().await });
        Some(Self(inner))
    }

    /// Lets the newer build take the place of this one and loads the page again.
    pub fn take_newer(&self) {
        self.0.wanted.set(true);
        let registration = self.0.registration.borrow();
        match registration.as_ref().and_then(ServiceWorkerRegistration::waiting) {
            Some(waiting) => {
                let message = Object::new();
                _ = Reflect::set(&message, &"type".into(), &"SKIP_WAITING".into());
                _ = waiting.post_message(&message);
            }
            // It took over already.
            None => super::page::reload(),
        }
    }
}

impl Inner {
    async fn register(self: Rc<Self>) -> Result<(), JsValue> {
        let options = RegistrationOptions::new();
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        let registered = self.container.register_with_options("./sw.js", &options);
        let registration: ServiceWorkerRegistration =
            JsFuture::from(registered).await?.dyn_into()?;
        *self.registration.borrow_mut() = Some(registration.clone());
        self.look(&registration);
        let (own, found) = (self.clone(), registration.clone());
        super::page::listen(&registration, "updatefound", move |_| {
            let Some(coming) = found.installing() else { return };
            let (own, found, worker) = (own.clone(), found.clone(), coming.clone());
            let changed = Closure::<dyn Fn()>::new(move || {
                if worker.state() == ServiceWorkerState::Installed {
                    own.look(&found);
                }
            });
            coming.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
            changed.forget();
        });
        // A page that stays open for days looks for a newer build when it is looked at again.
        super::page::on_shown(move || _ = registration.update());
        Ok(())
    }

    /// A build that waits while another one serves this page is news.
    fn look(&self, registration: &ServiceWorkerRegistration) {
        if registration.waiting().is_some() && self.container.controller().is_some() {
            (self.call)(News::Waits);
        }
    }
}
