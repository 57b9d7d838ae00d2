//! The text of one cell of figures, as the figure it can only be.

use super::plain::narrow;
use super::{CellRead, Doubt};
use crate::core::format::{CellIndex, Format, ValueKind};
use crate::core::report::{Entry, Figure, Reading};

/// The signs that offices write where there is nothing, or nothing to say.
pub(super) fn is_sign(text: &str) -> bool {
    let dashes = !text.is_empty() && text.chars().all(|c| "-–—−―─_".contains(c));
    dashes || matches!(text, "/" | "\\" | "无" | "無" | "空" | "n/a" | "未填")
}

/// Whether a text is a figure of any kind.
pub(super) fn is_figure(text: &str) -> bool {
    let digits = text.chars().any(|c| c.is_ascii_digit());
    digits
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "+-−–.,増增加减少減万元件条个宗次份项起".contains(c))
}

/// What counters stand behind figures; 件 and 万元 are read by [`Entry`].
const COUNTERS: [char; 7] = ['条', '个', '宗', '次', '份', '项', '起'];

/// Whether a character stands behind figures that are counted.
pub(super) fn is_counter(c: char) -> bool {
    COUNTERS.contains(&c) || matches!(c, '件' | '元')
}

/// Whether a text is nothing but what stands behind figures.
pub(super) fn is_unit(text: &str) -> bool {
    text == "万元" || (text.chars().count() == 1 && text.chars().all(is_counter))
}

/// Yuan in one 万元.
const YUAN: u32 = 4;

/// Reads the text of a cell. A total is read too: it is compared with what is computed. `in_yuan` where
/// a heading says that amounts are in yuan, and not in what the form wants.
pub(super) fn read(
    format: &Format,
    cell: CellIndex,
    text: Option<&str>,
    in_yuan: bool,
) -> CellRead {
    let Some(raw) = text else { return CellRead::open(cell, Some(Doubt::Blank)) };
    let raw = raw.trim();
    let text = narrow(raw);
    // What a blank or a sign may be. A total is computed and never asked for.
    let nothing = || (!format.cell(cell).derived).then(|| "0".to_owned());
    let open = |doubt| CellRead { raw: Some(raw.to_owned()), ..CellRead::open(cell, Some(doubt)) };
    if text.is_empty() {
        return CellRead { proposed: nothing(), ..open(Doubt::Blank) };
    }
    if is_sign(&text) {
        return CellRead { proposed: nothing(), ..open(Doubt::Sign) };
    }
    let kind = format.cell(cell).value;
    // A comment in brackets behind the figure.
    let text = match text.split_once('(') {
        Some((figure, comment)) if comment.ends_with(')') && is_figure(figure.trim()) => {
            figure.trim().to_owned()
        }
        _ => text,
    };
    let spaced = text.replace(char::is_whitespace, "");
    let bare = match kind {
        ValueKind::Count | ValueKind::Change => spaced.trim_end_matches(COUNTERS),
        ValueKind::Amount => spaced.as_str(),
    };
    // Spaces part groups of three digits, or are a sign that two figures were put into one cell.
    if text.contains(char::is_whitespace) && !groups_of_three(&text) {
        let one = Entry::new(spaced.as_str()).read(kind);
        let thousands = text.split_whitespace().skip(1).all(|group| group.len() == 3);
        let proposed = match one {
            Reading::Figure(figure) if thousands => Some(figure.to_string()),
            _ => None,
        };
        return CellRead { proposed, ..open(Doubt::Unreadable) };
    }
    let bare = if kind == ValueKind::Amount && bare.ends_with('万') {
        format!("{bare}元")
    } else {
        bare.to_owned()
    };
    let bare = bare.as_str();
    if kind == ValueKind::Amount
        && let Some(yuan) = bare.strip_suffix('元').filter(|rest| !rest.ends_with('万'))
    {
        return match in_ten_thousands(yuan) {
            Some(read) => CellRead {
                cell,
                raw: Some(raw.to_owned()),
                read: Some(read),
                proposed: None,
                doubt: Some(Doubt::ReadAs),
            },
            None => open(Doubt::Unreadable),
        };
    }
    let Reading::Figure(figure) = Entry::new(bare).read(kind) else {
        return open(Doubt::Unreadable);
    };
    let read = figure.to_string();
    let stated = bare.contains('元') || (!in_yuan && format.column_of(cell).label.contains('元'));
    if kind == ValueKind::Amount && !stated && figure != Figure::zero(kind) {
        // The form does not say in which unit: most write yuan, some 万元.
        let proposed = in_ten_thousands(bare);
        return CellRead { proposed, ..open(Doubt::NoUnit) };
    }
    let doubt = (read != raw).then_some(Doubt::ReadAs);
    CellRead { cell, raw: Some(raw.to_owned()), read: Some(read), proposed: None, doubt }
}

/// `1 234 567` is one figure; `3 120` may be two.
fn groups_of_three(text: &str) -> bool {
    let mut groups = text.split_whitespace();
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let unit = |text: &str| !text.chars().any(|c| c.is_ascii_digit());
    match rest.as_slice() {
        [only] if unit(only) => true,
        _ => {
            (1..=3).contains(&first.len())
                && rest.len() > 1
                && rest.iter().all(|group| group.len() == 3)
        }
    }
}

/// An amount in yuan, in 万元.
fn in_ten_thousands(yuan: &str) -> Option<String> {
    let yuan = yuan.replace(',', "");
    let (whole, decimals) = yuan.split_once('.').unwrap_or((&yuan, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) {
        return None;
    }
    let whole: u64 = whole.parse().ok()?;
    let unit = 10u64.pow(YUAN);
    let text = format!("{}.{:04}{decimals}", whole / unit, whole % unit);
    match Entry::new(text).read(ValueKind::Amount) {
        Reading::Figure(figure) => Some(figure.to_string()),
        Reading::Blank | Reading::Unreadable(_) => None,
    }
}
