//! Joins the dictionaries of adjacent segments into that of one segment with all their rows.

use super::Damaged;
use super::dictionary::Dictionary;
use super::dictionary_writer::DictionaryWriter;
use super::inversion::is_character;
use super::text_field::TextField;
use super::word_stream::WordStream;

/// Writes the words of all `parts`, each with the number that its first row gets. Of the pairs only those of
/// `common` words are kept, and those of characters: only they are known in every part.
///
/// # Errors
/// When a part is damaged, or the system says so; or when `stop` does.
pub fn merge_dictionaries(
    parts: &[(u32, &Dictionary)],
    common: &[&str],
    writer: &mut DictionaryWriter,
    stop: &dyn Fn() -> bool,
) -> Result<(), Damaged> {
    for field in TextField::ALL {
        let mut field_writer = writer.field(field);
        let mut streams = Vec::with_capacity(parts.len());
        for (first_row, dictionary) in parts {
            streams.push((*first_row, WordStream::new(dictionary, field)?));
        }
        let (mut word, mut distances) = (String::new(), Vec::new());
        while let Some(next) = streams.iter().filter_map(|(_, stream)| stream.word()).min() {
            if stop() {
                return Err(Damaged::content("the merge was stopped"));
            }
            word.clear();
            word.push_str(next);
            let is_kept = field != TextField::Pairs || is_known_everywhere(&word, common);
            for (first_row, stream) in &mut streams {
                if stream.word() != Some(&word) {
                    continue;
                }
                if is_kept {
                    let mut list = stream.list()?;
                    while list.next_block()? {
                        list.distances(&mut distances)?;
                        let mut rest = &distances[..];
                        for (row, count) in list.rows().iter().zip(list.counts()) {
                            let n_places = (*count as usize).min(rest.len());
                            let (own, after) = rest.split_at(n_places);
                            field_writer.push(*first_row + row, own);
                            rest = after;
                        }
                    }
                }
                stream.advance()?;
            }
            if is_kept {
                field_writer.finish_word(&word)?;
            }
        }
        field_writer.finish()?;
    }
    Ok(())
}

fn is_known_everywhere(pair: &str, common: &[&str]) -> bool {
    let mut words = pair.split(' ');
    words.all(|word| is_character(word) || common.binary_search(&word).is_ok())
}
