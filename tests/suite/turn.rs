//! Several windows of one draft, as a whole: words that come late, windows that close without one,
//! that freeze, that take the turn at once. In the end one has it, and no key is lost.

use disclosure_report::core::draft::turn::{Act, Stamp, Turn, Word};
use proptest::prelude::*;
use std::collections::VecDeque;

/// What happens, to the window of this number where there is one.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Opens,
    /// It hears the word that has waited longest.
    Hears(usize),
    /// It has waited long enough for an answer.
    Waited(usize),
    Takes(usize),
    Types(usize),
    /// It is closed in order, or killed.
    Closes(usize, bool),
    /// It hears and does nothing until it thaws.
    Freezes(usize),
    Thaws(usize),
}

fn happening(kills: bool) -> impl Strategy<Value = Happening> {
    let window = 0..4_usize;
    prop_oneof![
        2 => Just(Happening::Opens),
        12 => window.clone().prop_map(Happening::Hears),
        3 => window.clone().prop_map(Happening::Takes),
        6 => window.clone().prop_map(Happening::Types),
        1 => window.clone().prop_map(move |at| Happening::Closes(at, kills)),
        u32::from(kills) => window.clone().prop_map(Happening::Waited),
        u32::from(kills) => window.clone().prop_map(Happening::Freezes),
        u32::from(kills) => window.prop_map(Happening::Thaws),
    ]
}

struct Window {
    name: String,
    turn: Turn,
    hears: VecDeque<Word>,
    frozen: bool,
    /// What is on screen, and whether all of it is stored.
    text: String,
    changed: bool,
}

/// Windows, the words between them, and the store that all of them see.
#[derive(Default)]
struct Office {
    clock: u64,
    windows: Vec<Option<Window>>,
    stored: String,
    typed: usize,
}

impl Office {
    fn stamp(&mut self, at: usize) -> Stamp {
        // Half of the stamps are of the same moment.
        self.clock += 1;
        Stamp { at: self.clock / 2, window: format!("w{at}") }
    }

    fn say(&mut self, from: usize, word: &Word) {
        let word = Word::read(&word.to_text()).unwrap();
        for (at, window) in self.windows.iter_mut().enumerate() {
            if let Some(window) = window.as_mut().filter(|_| at != from) {
                window.hears.push_back(word.clone());
            }
        }
    }

    fn open(&mut self) {
        let at = self.windows.len();
        let (turn, act) = Turn::ask(self.stamp(at));
        let (name, text) = (format!("w{at}"), self.stored.clone());
        let hears = VecDeque::new();
        self.windows.push(Some(Window { name, turn, hears, frozen: false, text, changed: false }));
        self.act(at, Some(act));
    }

    fn store(&mut self, at: usize) {
        if let Some(window) = self.windows[at].as_mut().filter(|window| window.changed) {
            self.stored.clone_from(&window.text);
            window.changed = false;
        }
    }

    fn act(&mut self, at: usize, act: Option<Act>) {
        match act {
            Some(Act::Say(word)) => self.say(at, &word),
            Some(Act::HandOver(to)) => {
                self.store(at);
                let text = self.windows[at].as_ref().unwrap().text.clone();
                self.say(at, &Word::Given(to, text));
            }
            None => {}
        }
    }

    fn step(&mut self, at: usize, change: impl FnOnce(&mut Turn, Stamp) -> Option<Act>) {
        let now = self.stamp(at);
        let stored = self.stored.clone();
        let Some(window) = self.windows.get_mut(at).and_then(Option::as_mut) else { return };
        let had = matches!(window.turn, Turn::Mine(_));
        let act = change(&mut window.turn, now);
        if !had && matches!(window.turn, Turn::Mine(_)) && !window.changed {
            window.text = stored;
        }
        self.act(at, act);
    }

    fn hear(&mut self, at: usize) {
        let Some(window) = self.windows[at].as_mut().filter(|window| !window.frozen) else {
            return;
        };
        let Some(word) = window.hears.pop_front() else { return };
        if let Word::Given(to, text) = &word
            && *to == window.name
        {
            window.text.clone_from(text);
        }
        self.step(at, |turn, now| turn.hear(&word, now));
    }

    fn happen(&mut self, happening: Happening) {
        let open = |office: &Self, at: usize| {
            office.windows.get(at).is_some_and(|one| one.as_ref().is_some_and(|one| !one.frozen))
        };
        match happening {
            Happening::Opens if self.windows.len() < 4 => self.open(),
            Happening::Hears(at) if open(self, at) => self.hear(at),
            Happening::Waited(at) if open(self, at) => self.wait(at),
            Happening::Takes(at) if open(self, at) => self.step(at, Turn::take),
            Happening::Types(at) if open(self, at) => {
                let window = self.windows[at].as_mut().unwrap();
                // An answer is on its way long before a hand is at the keys.
                if matches!(window.turn, Turn::Mine(_)) {
                    self.typed += 1;
                    window.text.push('x');
                    window.changed = true;
                }
            }
            Happening::Closes(at, killed) if open(self, at) => {
                self.store(at);
                self.windows[at] = None;
                if !killed {
                    self.say(at, &Word::Free);
                }
            }
            Happening::Freezes(at) if open(self, at) => {
                self.store(at);
                self.windows[at].as_mut().unwrap().frozen = true;
            }
            Happening::Thaws(at) => {
                if let Some(window) = self.windows.get_mut(at).and_then(Option::as_mut) {
                    window.frozen = false;
                }
            }
            _ => {}
        }
    }

    fn wait(&mut self, at: usize) {
        let waits = |turn: &Turn| matches!(turn, Turn::Asking { .. } | Turn::Taking(_));
        if self.windows[at].as_ref().is_some_and(|window| waits(&window.turn)) {
            self.step(at, Turn::have);
        }
    }

    /// All hear everything, and wait for what does not come.
    fn settle(&mut self) {
        for _ in 0..40 {
            for at in 0..self.windows.len() {
                self.happen(Happening::Thaws(at));
                while self.windows[at].as_ref().is_some_and(|window| !window.hears.is_empty()) {
                    self.hear(at);
                }
            }
            let quiet = self.windows.iter().flatten().all(|window| window.hears.is_empty());
            if quiet {
                (0..self.windows.len()).for_each(|at| self.wait(at));
            }
        }
    }

    fn holders(&self) -> Vec<usize> {
        let mine = |one: &Option<Window>| {
            one.as_ref().is_some_and(|window| matches!(window.turn, Turn::Mine(_)))
        };
        (0..self.windows.len()).filter(|at| mine(&self.windows[*at])).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_have_two_windows_the_turn_and_no_key_is_lost(
        happenings in prop::collection::vec(happening(false), 1..80),
    ) {
        let mut office = Office::default();
        office.open();
        office.settle();
        for happening in happenings {
            office.happen(happening);
            prop_assert!(office.holders().len() <= 1, "{:?} have it", office.holders());
        }
        office.settle();
        let open = office.windows.iter().flatten().count();
        prop_assert_eq!(office.holders().len(), usize::from(open > 0));
        for at in 0..office.windows.len() {
            office.store(at);
        }
        prop_assert_eq!(office.stored.len(), office.typed);
    }

    /// A window that is killed tells nobody: those that look ask for the turn and have it after a while.
    #[test]
    fn after_kills_and_freezes_one_window_has_the_turn_or_can_take_it(
        happenings in prop::collection::vec(happening(true), 1..120),
    ) {
        let mut office = Office::default();
        office.open();
        for happening in happenings {
            office.happen(happening);
        }
        office.settle();
        let some = office.windows.iter().position(Option::is_some);
        if let (Some(at), true) = (some, office.holders().is_empty()) {
            office.happen(Happening::Takes(at));
            office.settle();
        }
        prop_assert_eq!(office.holders().len(), usize::from(some.is_some()));
    }
}

fn stamp(at: u64, window: &str) -> Stamp {
    Stamp { at, window: window.into() }
}

#[test]
fn a_word_reads_back_and_what_is_none_is_not_heard() {
    let one = stamp(1_767_571_200_000, "a1");
    let draft = "{\"a\": \"b  c\"}\n".to_owned();
    for word in [
        Word::Ask(one.clone()),
        Word::Held(one.clone(), stamp(2, "b")),
        Word::Give(one.clone()),
        Word::Given("a1".into(), draft),
        Word::Taken(one),
        Word::Free,
    ] {
        assert_eq!(Word::read(&word.to_text()), Some(word));
    }
    for text in ["", "ask", "ask x y", "ask 1", "held 1 a1", "given a1", "newer 1 a1"] {
        assert_eq!(Word::read(text), None, "{text}");
    }
}

#[test]
fn a_second_window_hears_since_when_the_first_has_it() {
    let (mut first, _) = Turn::ask(stamp(1, "a"));
    first.have(stamp(2, "a"));
    let (mut second, ask) = Turn::ask(stamp(3, "b"));
    let Act::Say(ask) = ask else { panic!("it asks") };
    let Some(Act::Say(held)) = first.hear(&ask, stamp(4, "a")) else { panic!("it answers") };
    assert_eq!(second.hear(&held, stamp(5, "b")), None);
    assert_eq!(second, Turn::Theirs(Some(2)));
    assert!(!second.may_edit());
}

#[test]
fn of_two_windows_opened_at_once_the_one_that_took_it_later_has_it() {
    let (mut first, ask_first) = Turn::ask(stamp(1, "a"));
    let (mut second, ask_second) = Turn::ask(stamp(1, "b"));
    let (Act::Say(ask_first), Act::Say(ask_second)) = (ask_first, ask_second) else {
        panic!("they ask")
    };
    assert_eq!(first.hear(&ask_second, stamp(2, "a")), None);
    assert_eq!(second.hear(&ask_first, stamp(2, "b")), None);
    let Some(Act::Say(taken_first)) = first.have(stamp(3, "a")) else { panic!("it says so") };
    let Some(Act::Say(taken_second)) = second.have(stamp(3, "b")) else { panic!("it says so") };
    first.hear(&taken_second, stamp(4, "a"));
    second.hear(&taken_first, stamp(4, "b"));
    assert!(!first.may_edit() && second.may_edit());
}

#[test]
fn a_window_that_was_frozen_gives_way_to_the_one_that_took_it() {
    let (mut first, _) = Turn::ask(stamp(1, "a"));
    first.have(stamp(2, "a"));
    let (mut second, _) = Turn::ask(stamp(9, "b"));
    let Some(Act::Say(taken)) = second.have(stamp(10, "b")) else { panic!("it says so") };
    assert_eq!(first.hear(&taken, stamp(20, "a")), None);
    assert_eq!(first, Turn::Theirs(Some(10)));
    // The other way round: what was said long ago is heard late.
    assert_eq!(
        second.hear(&Word::Taken(stamp(2, "a")), stamp(21, "b")),
        Some(Act::Say(Word::Taken(stamp(10, "b"))))
    );
}

#[test]
fn a_window_without_the_lock_only_looks() {
    let (mut turn, _) = Turn::ask(stamp(1, "a"));
    turn.lose();
    assert_eq!(turn, Turn::Theirs(None));
    assert!(turn.take(stamp(2, "a")).is_some());
    turn.lose();
    assert_eq!(turn, Turn::Taking(stamp(2, "a")), "it is on its way");
    turn.have(stamp(3, "a"));
    assert!(turn.may_edit());
    assert_eq!(turn.take(stamp(4, "a")), None, "there is nothing to take");
}
