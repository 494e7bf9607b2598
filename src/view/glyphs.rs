//! The signs that the screen is drawn with, in Unicode and in ASCII.

/// The signs of one set. Each is one column wide, but for the name of a key.
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
    /// The left edge of a quotation set apart.
    pub quote: &'static str,
    /// Bars by height: empty, then one to eight eighths of a cell.
    pub bars: [&'static str; 9],
    /// A cell of the layer of all articles behind the matching ones.
    pub bar_other: &'static str,
    /// The place of the selection in time.
    pub cursor: &'static str,
    /// The selection is to the left of what is shown.
    pub off_left: &'static str,
    /// The selection is to the right of what is shown.
    pub off_right: &'static str,
    /// Something is folded.
    pub folded: &'static str,
    /// Something folded is open.
    pub unfolded: &'static str,
    /// Between facts on one line.
    pub dot: &'static str,
    /// Between the ends of a range.
    pub dash: &'static str,
    /// Something was cut off.
    pub ellipsis: &'static str,
    /// The item of an unordered list.
    pub bullet: &'static str,
    /// The filled part of a progress bar.
    pub progress_done: &'static str,
    /// The rest of a progress bar.
    pub progress_left: &'static str,
    /// The key Enter in a hint.
    pub enter: &'static str,
}

/// Box drawing and eighth blocks.
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

/// ASCII alone, for terminals that draw the others two columns wide or not at all.
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
