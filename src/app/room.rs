//! How much room the program has, as the classes that its styles follow. Inside a host's page neither
//! the width of the window nor its height is the program's.

/// Room to show the program in, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// What the program is wide.
    pub(super) width: u32,
    /// What is seen at once from top to bottom.
    pub(super) height: u32,
    /// Whose the window is.
    pub(super) window: Window,
}

/// Whose the window is that the program is seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Window {
    /// The program's: it may fill it and scroll inside.
    Own,
    /// A host's page, of which the program is a piece.
    OfHost,
    /// A frame that a host makes as high as what is in it.
    Growing,
}

/// From here on the parts stand beside the sheet: table three has 980 pixels beside them.
const WIDE: u32 = 1_200;
/// From here on figures have their full size in table three.
const AMPLE: u32 = 1_000;
/// From here on headings and totals of a table may stay in sight.
const HIGH: u32 = 540;
/// Up to here words give way.
const TINY: u32 = 480;

impl Room {
    /// The classes, with a space before each.
    pub(super) fn classes(self) -> String {
        let narrow = self.width < WIDE;
        let low = self.height < HIGH && self.window != Window::Growing;
        let classes = [
            (narrow, " is-narrow"),
            (self.width < AMPLE, " is-tight"),
            (low, " is-low"),
            (narrow || low, " is-compact"),
            (self.width <= TINY, " is-tiny"),
            (self.window == Window::Own && !narrow && !low, " is-roomy"),
            (self.window == Window::OfHost, " is-inside"),
            (self.window == Window::Growing, " is-growing"),
        ];
        classes.into_iter().filter_map(|(holds, class)| holds.then_some(class)).collect()
    }
}
