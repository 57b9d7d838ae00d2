//! Other windows of the same origin: a channel on which all hear what one says, and a lock that one
//! of them has. Knows no drafts and no words.
//!
//! Locks are reached by name: web-sys has them behind an unstable flag, and pages on plain http do
//! not have them at all.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel of a name, open until it is dropped.
#[derive(Debug)]
pub struct Channel {
    channel: BroadcastChannel,
    _call: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// Opens the channel and calls back with every text that another window says; `None` where the
    /// browser has none for this page.
    pub fn open(name: &str, call: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let call = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                call(text);
            }
        });
        channel.set_onmessage(Some(call.as_ref().unchecked_ref()));
        Some(Self { channel, _call: call })
    }

    /// Says a text to the other windows.
    pub fn say(&self, text: &str) {
        _ = self.channel.post_message(&JsValue::from_str(text));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// What happened to a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockEvent {
    /// This window has it.
    Had,
    /// Another window has it.
    Elsewhere,
    /// Another window took it from this one.
    Lost,
    /// The browser has locks, but not for this page.
    Refused,
}

/// How a lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    IfFree,
    Waiting,
    Stealing,
}

/// A lock of a name, wanted until it is dropped.
pub struct Lock(Rc<Inner>);

struct Inner {
    locks: JsValue,
    name: String,
    call: Box<dyn Fn(LockEvent)>,
    /// The request that got the lock, and what ends its hold.
    held: RefCell<Option<(u32, Function)>>,
    requests: Cell<u32>,
    waits: Cell<bool>,
    steals: Cell<bool>,
    dropped: Cell<bool>,
}

impl Lock {
    /// The lock, asked for at once and told of in `call`: first whether this window has it. `None`
    /// where the browser has no locks.
    pub fn open(name: &str, call: impl Fn(LockEvent) + 'static) -> Option<Self> {
        let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
        let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
        if !locks.is_object() {
            return None;
        }
        let lock = Self(Rc::new(Inner {
            locks,
            name: name.into(),
            call: Box::new(call),
            held: RefCell::default(),
            requests: Cell::new(0),
            waits: Cell::new(false),
            steals: Cell::new(false),
            dropped: Cell::new(false),
        }));
        lock.0.request(How::IfFree);
        Some(lock)
    }

    /// Whether this window has it.
    #[must_use]
    pub fn is_had(&self) -> bool {
        self.0.held.borrow().is_some()
    }

    /// Waits until no other window has it.
    pub fn wait(&self) {
        if !self.is_had() && !self.0.waits.replace(true) {
            self.0.request(How::Waiting);
        }
    }

    /// Takes it from whatever window has it.
    pub fn steal(&self) {
        if !self.is_had() && !self.0.steals.replace(true) {
            self.0.request(How::Stealing);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.0.dropped.set(true);
        if let Some((_, release)) = self.0.held.take() {
            _ = release.call0(&JsValue::NULL);
        }
    }
}

impl Inner {
    fn request(self: &Rc<Self>, how: How) {
        let number = self.requests.get() + 1;
        self.requests.set(number);
        let inner = self.clone();
        let granted = Closure::once_into_js(move |lock: JsValue| inner.granted(number, how, &lock));
        let asked = self.try_request(how, &granted);
        let inner = self.clone();
        super::page::run(async move {
            let ended = match asked {
                Ok(asked) => JsFuture::from(asked).await.map(drop),
                Err(error) => Err(error),
            };
            if ended.is_err() {
                inner.failed(number, how);
            }
        });
    }

    fn try_request(&self, how: How, granted: &JsValue) -> Result<Promise, JsValue> {
        let options = Object::new();
        match how {
            How::IfFree => _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE)?,
            How::Stealing => _ = Reflect::set(&options, &"steal".into(), &JsValue::TRUE)?,
            How::Waiting => {}
        }
        let request: Function = Reflect::get(&self.locks, &"request".into())?.dyn_into()?;
        let asked = request.call3(&self.locks, &self.name.as_str().into(), &options, granted)?;
        asked.dyn_into()
    }

    fn ended(&self, how: How) {
        match how {
            How::Waiting => self.waits.set(false),
            How::Stealing => self.steals.set(false),
            How::IfFree => {}
        }
    }

    /// The lock came, or not where it was wanted only if free. What is returned holds it.
    fn granted(self: &Rc<Self>, number: u32, how: How, lock: &JsValue) -> JsValue {
        self.ended(how);
        if self.dropped.get() {
            return JsValue::UNDEFINED;
        }
        if lock.is_null() {
            (self.call)(LockEvent::Elsewhere);
            return JsValue::UNDEFINED;
        }
        let held = Promise::new(&mut |release, _| _ = self.held.replace(Some((number, release))));
        (self.call)(LockEvent::Had);
        held.into()
    }

    /// A request was refused, or its hold was ended by another window.
    fn failed(&self, number: u32, how: How) {
        self.ended(how);
        let had = self.held.borrow().as_ref().is_some_and(|(by, _)| *by == number);
        if had {
            self.held.take();
        }
        if !self.dropped.get() {
            (self.call)(if had { LockEvent::Lost } else { LockEvent::Refused });
        }
    }
}
