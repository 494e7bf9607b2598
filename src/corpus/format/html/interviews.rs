//! Finds the questions and short answers of an interview below the text that the extraction chooses.

use super::page_blocks::PageBlocks;
use crate::text::normalise::is_unspaced;

/// Adds questions that are in headings or paragraphs of their own, each with the answer below it.
///
/// At least two questions are required, because a single one is as often addressed to the user: "Do you agree?"
pub(super) fn add_interview(page: &PageBlocks<'_, '_>, is_chosen: &mut [bool]) {
    const FEWEST: usize = 2;
    let is_running = |number: usize| is_chosen[number] && page.facts[number].is_running();
    let Some(first) = (0..is_chosen.len()).find(|number| is_running(*number)) else {
        return;
    };
    let mut is_text_box = vec![false; page.page.nodes.len()];
    for number in (0..is_chosen.len()).filter(|number| is_running(*number)) {
        is_text_box[page.facts[number].outer_box] = true;
    }
    // A question and its answer may have a box of their own within the box of the text.
    let area = |number: usize| {
        let own = page.facts[number].outer_box;
        std::iter::once(own).chain(page.page.ancestors(own).take(1)).find(|at| is_text_box[*at])
    };
    let is_part = |number: usize| page.may_be_text(number) && area(number).is_some() && !page.facts[number].is_caption;
    let is_answer = |number: usize| is_part(number) && !page.facts[number].is_heading && !is_question(page, number);
    let questions: Vec<usize> = (first..is_chosen.len().saturating_sub(1))
        .filter(|number| is_part(*number) && is_question(page, *number) && is_answer(number + 1))
        .collect();
    for run in questions.chunk_by(|one, other| area(*one) == area(*other)) {
        if run.len() < FEWEST {
            continue;
        }
        for (at, question) in run.iter().enumerate() {
            // The end of the last answer is unknown, because the end of the page follows it. Only one paragraph is sure
            // to belong to it.
            let end = run.get(at + 1).copied().unwrap_or(question + 2);
            let answers = (question + 1..end).take_while(|number| is_answer(*number));
            for number in std::iter::once(*question).chain(answers) {
                is_chosen[number] = true;
            }
        }
    }
}

/// True if a block is a question of at least two words.
fn is_question(page: &PageBlocks<'_, '_>, number: usize) -> bool {
    const FEWEST_LETTERS: usize = 6;
    const LONGEST: usize = 400;
    let text = page.text(number);
    let is_several_words = text.contains(|c: char| c == ' ' || is_unspaced(c));
    page.facts[number].n_letters >= FEWEST_LETTERS
        && text.len() <= LONGEST
        && is_several_words
        && text.trim_end_matches(['"', '”', '“', '»', '«', '」', '’']).ends_with(['?', '？', '؟'])
}
