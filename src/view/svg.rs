//! Renders a drawn screen as an SVG, with one text element for each run of cells with the same style.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// The width and height of a cell, in units of the picture. A cell is as high as the box-drawing characters of the
/// font, so that those of adjacent rows meet.
const CELL: (f32, f32) = (8.4, 16.0);
/// The part of the height of a cell that is above the baseline.
const ASCENT: f32 = 0.8;
/// The empty margin around the screen.
const EDGE: f32 = 12.0;
/// The colours used for the terminal's own foreground and background: those of the dark theme.
const DEFAULT_COLOURS: (&str, &str) = ("#d9dce3", "#14171c");

pub fn render(buffer: &Buffer) -> String {
    let area = buffer.area;
    let width = f32::from(area.width) * CELL.0 + 2.0 * EDGE;
    let height = f32::from(area.height) * CELL.1 + 2.0 * EDGE;
    let mut svg = String::new();
    let background =
        buffer.cell((0, 0)).map_or(DEFAULT_COLOURS.1.to_owned(), |cell| colour(cell.bg, DEFAULT_COLOURS.1));
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{background}\"/>\n"
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let run = run_from(buffer, x, y);
            draw_run(&mut svg, &run, x, y, &background);
            x += run.n_cells;
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// A run of cells with the same style in a row.
struct Run {
    text: String,
    n_cells: u16,
    foreground: String,
    background: String,
    modifier: Modifier,
}

fn run_from(buffer: &Buffer, start: u16, y: u16) -> Run {
    let first = &buffer[(start, y)];
    let style = (first.fg, first.bg, first.modifier);
    let mut text = String::new();
    let mut x = start;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        if (cell.fg, cell.bg, cell.modifier) != style {
            break;
        }
        text.push_str(cell.symbol());
        // A wide character also fills the cell after it.
        x += cell.symbol().width().max(1) as u16;
    }
    let mut foreground = colour(first.fg, DEFAULT_COLOURS.0);
    let mut background = colour(first.bg, DEFAULT_COLOURS.1);
    if first.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut foreground, &mut background);
    }
    Run { text, n_cells: x - start, foreground, background, modifier: first.modifier }
}

fn draw_run(svg: &mut String, run: &Run, x: u16, y: u16, screen: &str) {
    let left = EDGE + f32::from(x) * CELL.0;
    let top = EDGE + f32::from(y) * CELL.1;
    let width = f32::from(run.n_cells) * CELL.0;
    if run.background != screen {
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{}\"/>",
            CELL.1, run.background
        );
    }
    if run.text.trim().is_empty() {
        return;
    }
    let mut attributes = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " opacity=\"0.7\""),
    ] {
        if run.modifier.contains(modifier) {
            attributes.push_str(attribute);
        }
    }
    let text = run.text.trim_end();
    let lead = text.len() - text.trim_start().len();
    let left = left + lead as f32 * CELL.0;
    let text = text.trim_start();
    // The length is given, so that the columns are aligned with every font.
    let length = text.width() as f32 * CELL.0;
    let baseline = top + CELL.1 * ASCENT;
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{baseline:.1}\" fill=\"{}\" textLength=\"{length:.1}\" xml:space=\"preserve\"{attributes}>{}</text>",
        run.foreground,
        escaped(text)
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn colour(colour: Color, default: &str) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Black => "#14171c".to_owned(),
        Color::White => "#ffffff".to_owned(),
        Color::Gray => "#c6cbd3".to_owned(),
        Color::DarkGray => "#7d8794".to_owned(),
        Color::Red | Color::LightRed => "#ff9b73".to_owned(),
        Color::Green | Color::LightGreen => "#8fd18f".to_owned(),
        Color::Yellow | Color::LightYellow => "#f0b44c".to_owned(),
        Color::Blue | Color::LightBlue => "#6c9ef0".to_owned(),
        Color::Magenta | Color::LightMagenta => "#c9a6f5".to_owned(),
        Color::Cyan | Color::LightCyan => "#6cbef0".to_owned(),
        Color::Indexed(_) | Color::Reset => default.to_owned(),
    }
}
