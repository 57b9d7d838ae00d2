//! What of a reading is taken over: cell by cell, row by row, or all of it.
//!
//! Knows no screen, and no draft that it is taken into.

use super::{Item, Published, Subject};
use crate::core::format::Format;
use crate::core::report::{Place, Report};

/// A text that can be taken over, and whether it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it goes.
    pub place: Place,
    /// What is put there.
    pub text: String,
    /// Whether it is offered only, and not certain.
    pub offered: bool,
    /// Whether it is taken.
    pub taken: bool,
}

/// How much of some pieces is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Every piece.
    All,
    /// Some, and others not.
    Some,
    /// No piece.
    None,
}

/// What of a reading is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Pieces by item.
    items: Vec<Vec<Piece>>,
}

impl Item {
    /// What can be taken of it: a text, or what is known or offered of each cell that is typed.
    #[must_use]
    pub fn pieces(&self, format: &Format) -> Vec<Piece> {
        let certain = |place, text| Piece { place, text, offered: false, taken: false };
        let place = match &self.subject {
            Subject::Year => Place::Year,
            Subject::Field(field) => Place::Header(*field),
            Subject::Narrative(id) => Place::Narrative(id.clone()),
            Subject::Row(..) => {
                let inputs = self.cells.iter().filter(|one| !format.cell(one.cell).derived);
                let pieces = inputs.filter_map(|one| {
                    let text = one.read.clone().or_else(|| one.proposed.clone())?;
                    let offered = one.read.is_none();
                    Some(Piece { offered, ..certain(Place::Cell(one.cell), text) })
                });
                return pieces.collect();
            }
        };
        self.text.iter().map(|text| certain(place.clone(), text.clone())).collect()
    }
}

impl Choice {
    /// All that is certain, and nothing of what is offered.
    #[must_use]
    pub fn certain(format: &Format, published: &Published) -> Self {
        let mut choice =
            Self { items: published.items.iter().map(|item| item.pieces(format)).collect() };
        (0..choice.items.len()).for_each(|item| choice.take_item(item, false, true));
        choice
    }

    /// Takes or leaves what is certain of an item, by position, or what is offered of it.
    pub fn take_item(&mut self, item: usize, offered: bool, taken: bool) {
        let pieces = self.items.get_mut(item).into_iter().flatten();
        pieces.filter(|piece| piece.offered == offered).for_each(|piece| piece.taken = taken);
    }

    /// Takes or leaves what goes to a place.
    pub fn take(&mut self, place: &Place, taken: bool) {
        let pieces = self.items.iter_mut().flatten().filter(|piece| piece.place == *place);
        pieces.for_each(|piece| piece.taken = taken);
    }

    /// Whether what goes to a place is taken; `None` where there is nothing for it.
    #[must_use]
    pub fn is_taken(&self, place: &Place) -> Option<bool> {
        self.items.iter().flatten().find(|piece| piece.place == *place).map(|piece| piece.taken)
    }

    /// How much is taken of what is certain of an item, or of what is offered of it; `None` where there is
    /// no such thing.
    #[must_use]
    pub fn of_item(&self, item: usize, offered: bool) -> Option<Taken> {
        let mut pieces = self.items.get(item)?.iter().filter(|piece| piece.offered == offered);
        let first = pieces.next()?.taken;
        let alike = pieces.all(|piece| piece.taken == first);
        Some(match (alike, first) {
            (false, _) => Taken::Some,
            (true, true) => Taken::All,
            (true, false) => Taken::None,
        })
    }

    /// How many figures and texts are taken, the year not counted.
    #[must_use]
    pub fn count(&self) -> usize {
        let pieces = self.items.iter().flatten();
        pieces.filter(|piece| piece.taken && piece.place != Place::Year).count()
    }

    /// The report of what is taken.
    #[must_use]
    pub fn report(&self, format: &Format) -> Report {
        let mut report = Report::new(format, "", 0);
        for piece in self.items.iter().flatten().filter(|piece| piece.taken) {
            report.set_text_at(&piece.place, &piece.text);
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CellRead, Doubt};
    use super::*;

    /// A row with a figure, a blank for which 0 is offered, one that is open, and the total of another form's.
    fn row() -> (Format, Published) {
        let format = Format::by_id("cn-2021").unwrap();
        let cells: Vec<_> = (0..3).map(|at| format.cell_at(0, 0, at).unwrap()).collect();
        let total = format.indices().find(|cell| format.cell(*cell).derived).unwrap();
        let of = |cell, read: Option<&str>, proposed: Option<&str>| CellRead {
            read: read.map(str::to_owned),
            proposed: proposed.map(str::to_owned),
            ..CellRead::open(cell, Some(Doubt::Blank))
        };
        let item = Item {
            subject: Subject::Row(0, 0),
            lines: 0..1,
            cells: vec![
                of(cells[0], Some("4"), None),
                of(cells[1], None, Some("0")),
                of(cells[2], None, None),
                of(total, Some("9"), None),
            ],
            text: None,
            doubt: None,
        };
        let format_id = format.id.clone();
        let published = Published { format: format_id, items: vec![item], ..Published::default() };
        (format, published)
    }

    #[test]
    fn only_what_is_certain_is_taken_at_first_and_no_total_ever() {
        let (format, published) = row();
        let choice = Choice::certain(&format, &published);
        let places: Vec<_> = published.items[0].cells.iter().map(|one| one.cell).collect();
        let taken: Vec<_> =
            places.iter().map(|cell| choice.is_taken(&Place::Cell(*cell))).collect();
        assert_eq!(taken, [Some(true), Some(false), None, None]);
        let report = choice.report(&format);
        assert_eq!(report.entry(places[0]).typed(), "4");
        assert_eq!(format.inputs().filter(|cell| !report.entry(*cell).is_blank()).count(), 1);
    }

    #[test]
    fn cells_are_taken_one_by_one_and_a_row_says_how_much_of_it_is() {
        let (format, published) = row();
        let mut choice = Choice::certain(&format, &published);
        let [first, second] = [0, 1].map(|at| Place::Cell(published.items[0].cells[at].cell));
        assert_eq!(
            [choice.of_item(0, false), choice.of_item(0, true)],
            [Some(Taken::All), Some(Taken::None)]
        );
        choice.take(&second, true);
        choice.take(&first, false);
        assert_eq!(
            [choice.of_item(0, false), choice.of_item(0, true)],
            [Some(Taken::None), Some(Taken::All)]
        );
        assert_eq!(choice.report(&format).text_at(&second), "0");
        assert_eq!(choice.count(), 1);
        choice.take_item(0, true, false);
        assert_eq!(choice.report(&format), Report::new(&format, "", 0));
        choice.take_item(0, false, true);
        assert_eq!(choice.report(&format).text_at(&first), "4");
        assert_eq!(choice.of_item(1, false), None);
    }
}
