//! The glyphs that the screen is drawn with, in Unicode and in ASCII.

/// A set of glyphs. Each is one column wide, except the name of a key.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// The rule above a pane.
    pub rule: &'static str,
    /// The rule above the focused pane.
    pub rule_focus: &'static str,
    /// The divider between two panes.
    pub divider: &'static str,
    /// The start of a divider below a rule.
    pub divider_top: &'static str,
    /// The end of a divider on a rule.
    pub divider_bottom: &'static str,
    /// The corners and sides of a box: top left, top right, bottom left, bottom right, horizontal, vertical.
    pub frame: [&'static str; 6],
    /// The left edge of the selected row.
    pub selection: &'static str,
    /// The left edge of a quotation block.
    pub quote: &'static str,
    /// Bars by height: empty, then one to eight eighths of a cell.
    pub bars: [&'static str; 9],
    /// A cell of the layer of all articles, behind the matching ones.
    pub bar_other: &'static str,
    /// The mark of the selection on the time axis.
    pub cursor: &'static str,
    /// The mark of a selection to the left of the visible part.
    pub off_left: &'static str,
    /// The mark of a selection to the right of the visible part.
    pub off_right: &'static str,
    /// The mark of a folded part.
    pub folded: &'static str,
    /// The mark of a foldable part that is open.
    pub unfolded: &'static str,
    /// The separator between facts on a line.
    pub dot: &'static str,
    /// The separator between the ends of a range.
    pub dash: &'static str,
    /// The mark of text that was cut off.
    pub ellipsis: &'static str,
    /// The marker of an item in an unordered list.
    pub bullet: &'static str,
    /// The filled part of a progress bar.
    pub progress_done: &'static str,
    /// The rest of a progress bar.
    pub progress_left: &'static str,
    /// The key Enter in a hint.
    pub enter: &'static str,
}

/// Box-drawing characters and eighth blocks.
pub const BLOCKS: Glyphs = Glyphs {
    rule: "─",
    rule_focus: "━",
    divider: "│",
    divider_top: "┬",
    divider_bottom: "┴",
    frame: ["┏", "┓", "┗", "┛", "━", "┃"],
    selection: "▌",
    quote: "│",
    bars: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    bar_other: "░",
    cursor: "▲",
    off_left: "◂",
    off_right: "▸",
    folded: "▸",
    unfolded: "▾",
    dot: "·",
    dash: "–",
    ellipsis: "…",
    bullet: "•",
    progress_done: "█",
    progress_left: "░",
    enter: "↵",
};

/// ASCII only, for terminals that draw the others two columns wide or not at all.
pub const ASCII: Glyphs = Glyphs {
    rule: "-",
    rule_focus: "=",
    divider: "|",
    divider_top: "+",
    divider_bottom: "+",
    frame: ["+", "+", "+", "+", "=", "|"],
    selection: ">",
    quote: "|",
    bars: [" ", ".", ".", ".", ":", ":", "#", "#", "#"],
    bar_other: ":",
    cursor: "^",
    off_left: "<",
    off_right: ">",
    folded: "+",
    unfolded: "-",
    dot: "-",
    dash: "-",
    ellipsis: ".",
    bullet: "*",
    progress_done: "#",
    progress_left: ".",
    enter: "Enter",
};
