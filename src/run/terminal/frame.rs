//! Writes the changes of a frame: most rows by their changed cells, a row with a disputed width whole.

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

/// Writes a row from a cleared line. The cursor is placed after each cluster whose width is disputed, so that what
/// follows stands in its column, and a cluster that the terminal makes wider cannot run into the next row.
fn write_row<W: Write>(backend: &mut CrosstermBackend<W>, next: &Buffer, y: u16) -> io::Result<()> {
    queue!(backend, DisableLineWrap, MoveTo(0, y), Clear(ClearType::CurrentLine))?;
    let mut run = Vec::new();
    let mut x = next.area.left();
    while x < next.area.right() {
        let cell = &next[(x, y)];
        let columns = width(cell.symbol()).max(1) as u16;
        if has_disputed_width(cell.symbol()) {
            // Where the terminal makes it narrower, its columns have its style nevertheless.
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

/// Writes cells of one row, after the cursor is placed on the first of them.
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
