//! Writes the changes of a frame: the changed cells of most rows, and whole rows that have a disputed width.

use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType, DisableLineWrap, EnableLineWrap};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};

use crate::run::changes::{Changes, has_disputed_width};
use crate::text::columns::width;

/// Writes `changes`, after which the terminal shows `next`.
pub fn write<W: Write>(backend: &mut CrosstermBackend<W>, next: &Buffer, changes: &Changes) -> io::Result<()> {
    if !changes.cells.is_empty() {
        backend.draw(changes.cells.iter().copied())?;
    }
    for y in &changes.rows {
        write_row(backend, next, *y)?;
    }
    Ok(())
}

/// Writes a row after clearing its line.
///
/// The cursor is positioned after each cluster with a disputed width, so that the following text is in its column. Line
/// wrap is off, so that a cluster that the terminal makes wider cannot continue in the next row.
fn write_row<W: Write>(backend: &mut CrosstermBackend<W>, next: &Buffer, y: u16) -> io::Result<()> {
    queue!(backend, DisableLineWrap, MoveTo(0, y), Clear(ClearType::CurrentLine))?;
    let mut run = Vec::new();
    let mut x = next.area.left();
    while x < next.area.right() {
        let cell = &next[(x, y)];
        let columns = width(cell.symbol()).max(1) as u16;
        if has_disputed_width(cell.symbol()) {
            // If the terminal makes the cluster narrower, its other columns still have its style.
            let mut blank = Cell::new(" ");
            blank.set_style(cell.style());
            run.extend((x..(x + columns).min(next.area.right())).map(|blank_x| (blank_x, blank.clone())));
            write_run(backend, y, &mut run)?;
            run.push((x, cell.clone()));
            write_run(backend, y, &mut run)?;
        } else {
            run.push((x, cell.clone()));
        }
        x += columns;
    }
    write_run(backend, y, &mut run)?;
    queue!(backend, EnableLineWrap)
}

/// Writes cells of one row, after positioning the cursor on the first one.
fn write_run<W: Write>(backend: &mut CrosstermBackend<W>, y: u16, run: &mut Vec<(u16, Cell)>) -> io::Result<()> {
    if run.is_empty() {
        return Ok(());
    }
    backend.draw(run.iter().map(|(x, cell)| (*x, y, cell)))?;
    run.clear();
    Ok(())
}

#[cfg(test)]
mod tests;
