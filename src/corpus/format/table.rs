//! Reads tables with one article in each row, with or without a row of column names.

use std::borrow::Cow;
use std::io::{self, BufRead, Cursor, Read};
use std::path::Path;

use csv::ByteRecord;

use super::blocks::{looks_like_html, push_html};
use super::byte_stream::DecodedBytes;
use super::fields::title_of_link;
use super::out::Out;
use super::text_blocks::push_text;
use super::{Draft, cut, too_long};
use crate::article::{BodyBuilder, Severity};
use crate::text::digest::DigestBuilder;

mod cells;
mod columns;
mod day_order;
mod names;
mod separator;
mod source;

use cells::Cells;
use columns::Columns;
pub(super) use names::{is_row_of_names, n_named, name_of};
pub(super) use separator::{SEPARATORS, Separator, first_rows};
use source::Rows;

/// The number of bytes of a table from which its separator and its columns are found.
const LOOKED_AT: u64 = 256 * 1024;

const NO_ARTICLES: &str = "a table without the columns of articles";

/// Reads the rows of a table.
///
/// # Errors
///
/// Returns an error if the file cannot be read any further.
pub(super) fn read(source: &mut dyn BufRead, path: &Path, out: &mut Out<'_>) -> io::Result<()> {
    let DecodedBytes { mut reader, encoding } = DecodedBytes::of(source)?;
    let mut head = Vec::new();
    (&mut reader).take(LOOKED_AT).read_to_end(&mut head)?;
    let is_all = (head.len() as u64) < LOOKED_AT;
    let named = separator::named_in_first_line(&head);
    let first_line = if named.is_some() { 2 } else { 1 };
    if let Some((_, n_bytes)) = named {
        head.drain(..n_bytes);
    }
    let named = named.map(|(byte, _)| Separator { byte, quote: separator::quote_of(&head, byte) });
    let separator = match super::recognise::ending(path).as_str() {
        "tsv" | "tab" => Separator::of(&head, is_all).or(Some(Separator::TAB)),
        _ => Separator::of(&head, is_all),
    };
    let separator = named.or(separator);
    let mut cells = Cells::new(&head, encoding);
    let columns = separator.and_then(|separator| {
        let rows: Vec<Vec<String>> = first_rows(&head, is_all, separator)
            .iter()
            .map(|row| cells.of(row).into_iter().map(Cow::into_owned).collect())
            .collect();
        Columns::of(&rows)
    });
    let (Some(separator), Some(mut columns)) = (separator, columns) else {
        out.tell(Severity::SetAside, None, NO_ARTICLES);
        return Ok(());
    };
    columns.find_day_order(separator.reader_of(&head[..]).byte_records().map_while(Result::ok));
    let rows = Rows::new(Box::new(Cursor::new(head).chain(reader)), separator, out.limit, first_line);
    let mut reader = separator.reader_of(rows);
    let mut is_names = columns.has_names;
    let mut row = ByteRecord::new();
    loop {
        let has_row = reader.read_byte_record(&mut row).map_err(io::Error::other)?;
        if has_row && !std::mem::take(&mut is_names) {
            take_row(&row, &columns, &mut cells, out);
        }
        for (line, what) in reader.get_mut().take_told() {
            out.tell(Severity::Caution, Some(line), what);
        }
        if !has_row {
            return Ok(());
        }
    }
}

fn take_row(row: &ByteRecord, columns: &Columns, cells: &mut Cells, out: &mut Out<'_>) {
    let of_row = cells.of(row);
    let Some((mut metadata, text)) = columns.article(&of_row) else {
        out.pass(Severity::SetAside, None, "its row has no article: a title alone is too little");
        return;
    };
    let mut cautions: Vec<Cow<'static, str>> = Vec::new();
    let mut builder = BodyBuilder::default();
    for part in &text {
        let short = cut(part, out.limit);
        if short.len() < part.len() {
            cautions.push(too_long(out.limit));
        }
        if looks_like_html(short) {
            push_html(short, &mut builder);
        } else {
            push_text(short, &mut builder);
        }
    }
    let n_beyond = of_row.iter().skip(columns.width).filter(|cell| !cell.trim().is_empty()).count();
    if n_beyond > 0 {
        let beyond = if n_beyond == 1 { "1 cell".to_owned() } else { format!("{n_beyond} cells") };
        cautions.push(format!("its row has {beyond} more than the table has columns; they are not shown").into());
    }
    let (encoding, n_undecodable) = (cells.encoding, cells.n_undecodable);
    let title = metadata.title.as_ref().map(|title| title.text.as_str());
    let others = columns.other_texts(&of_row, title, &text);
    let (body, is_cut) = others.add_to(builder.finish(), title, out.limit);
    if is_cut {
        cautions.push(too_long(out.limit));
    }
    if metadata.title.is_none() && body.blocks.is_empty() {
        metadata.title = metadata.link.as_deref().and_then(title_of_link);
    }
    let mut digest = DigestBuilder::default();
    row.iter().for_each(|cell| digest.add_value(cell));
    let raw = Some(digest.finish());
    out.article(Draft { metadata, body, encoding, n_undecodable, cautions, raw, ..Draft::default() }, None);
}
