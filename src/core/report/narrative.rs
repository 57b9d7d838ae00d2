//! A narrative is text as typed; its lines are paragraphs.
//!
//! Knows nothing of which narratives a format wants.

/// The paragraphs: lines that hold more than spaces, without the spaces around them (offices
/// indent by two full-width spaces; print does that itself).
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// 字数 as Chinese editors count it: characters without white space and control characters.
#[must_use]
pub fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paragraphs_and_indents_are_not_text() {
        let text = "　　一是公开。\r\n\r\n  二是管理。\n";
        assert_eq!(paragraphs(text).collect::<Vec<_>>(), ["一是公开。", "二是管理。"]);
    }

    #[test]
    fn spaces_and_line_ends_do_not_count_as_characters() {
        assert_eq!(characters("　　公开 12 条。\n"), 6);
        assert_eq!(characters(""), 0);
    }
}
