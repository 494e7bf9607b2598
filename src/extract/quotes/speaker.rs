//! Finds the speaker of a quotation in the quotation's own sentence: `“…,” said Kelly`, `Kelly told the agency: “…”`,
//! `according to Kelly, “…”`. In doubt, a quotation has no speaker.

use crate::article::facts::{Name, NameKind, Quote, TextRange};
use crate::extract::names::tables::{TITLES, Table};
use crate::text::letters;

/// The bytes on either side of a quotation that are looked at: the length of a long sentence.
const WINDOW_BYTES: usize = 240;

/// An element of a sentence, as far as it matters for the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item<'text> {
    /// A name, by its index.
    Name(u32),
    /// A verb of saying.
    Verb,
    /// Words such as "according to", before the name of a source.
    According,
    /// "he", "she".
    Pronoun,
    /// Any other word.
    Word(&'text str),
    /// A sign between words.
    Sign(char),
}

/// The names of a block: their places in the body's text, in order, with the indexes of the names.
type Places<'a> = &'a [(TextRange, u32)];

/// Sets the speakers of the quotations of a block that are not nested.
pub(super) fn attribute(
    text: &str,
    block_start: usize,
    quotes: &mut [Quote],
    places: Places<'_>,
    names: &mut [Name],
    language: Option<&str>,
) {
    let in_block = |range: TextRange| range.start as usize - block_start..range.end as usize - block_start;
    let outer: Vec<usize> = (0..quotes.len()).filter(|quote_idx| quotes[*quote_idx].depth == 0).collect();
    // A name inside a quotation is not the name of its speaker.
    let is_quoted = |place: TextRange| {
        let at = outer.partition_point(|quote_idx| quotes[*quote_idx].range.end <= place.start);
        outer.get(at).is_some_and(|quote_idx| quotes[*quote_idx].range.start <= place.start)
    };
    let places: Vec<(TextRange, u32)> = places.iter().copied().filter(|(place, _)| !is_quoted(*place)).collect();
    for (outer_idx, quote_idx) in outer.iter().enumerate() {
        let range = in_block(quotes[*quote_idx].range);
        let from = outer_idx.checked_sub(1).map_or(0, |before| in_block(quotes[outer[before]].range).end);
        let to = outer.get(outer_idx + 1).map_or(text.len(), |after| in_block(quotes[*after].range).start);
        let window = Window { text, block_start, places: &places, names, language };
        let speaker = window.after(range.clone(), to).or_else(|| window.before(range.clone(), from));
        let before = outer_idx.checked_sub(1).map(|before| &quotes[outer[before]]);
        let inherited = || {
            // In `“…,” said Kelly. “…”`, the second quotation has the same speaker.
            let before = before?;
            let between = &text[from..range.start];
            let has_other = places.iter().any(|(place, name)| {
                let place = in_block(*place);
                place.start >= from && place.end <= range.start && Some(*name) != before.speaker
            });
            let is_whole = starts_sentence(between) && text[range].ends_with(['.', '!', '?', '…', ',', '。']);
            before.speaker.filter(|_| is_whole && !has_other)
        };
        if quotes[*quote_idx].speaker.is_none() {
            quotes[*quote_idx].speaker = speaker.or_else(inherited);
        }
        // A speaker whose name has several words is a person, unless the name is known to be something else.
        let speaker = quotes[*quote_idx].speaker;
        if let Some(name) = speaker.and_then(|speaker| names.get_mut(speaker as usize))
            && name.kind == NameKind::Unknown
            && name.text.contains(' ')
        {
            name.kind = NameKind::Person;
        }
    }
}

/// True if the text between two quotations ends with the end of a sentence, so that the second one starts another.
fn starts_sentence(between: &str) -> bool {
    let before = between.trim_end_matches(|character: char| {
        !character.is_alphanumeric() && !matches!(character, '.' | '!' | '?' | '。')
    });
    before.ends_with(['.', '!', '?', '。'])
}

/// The most items between a verb and the quotation that it announces.
const REACH_ANNOUNCED: usize = 22;
/// The most items between a verb and a quotation that is part of its sentence.
const REACH_PART: usize = 5;

/// The block around a quotation, with its names.
struct Window<'a> {
    text: &'a str,
    block_start: usize,
    places: Places<'a>,
    names: &'a [Name],
    language: Option<&'a str>,
}

impl<'a> Window<'a> {
    /// Returns the speaker that the text behind the quotation names, up to `to`, the start of the next quotation.
    fn after(&self, quote: std::ops::Range<usize>, to: usize) -> Option<u32> {
        let quoted = &self.text[quote.clone()];
        let start = quote.end;
        let mut end = to.min(start + WINDOW_BYTES);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let mut rest = &self.text[start..end];
        // This removes the closing mark.
        rest = rest.trim_start();
        rest = rest.strip_prefix(|character: char| !character.is_alphanumeric()).unwrap_or(rest);
        // After a full stop, another sentence starts, which is not about the quotation.
        let is_ended = quoted.ends_with(['.', '。']) || rest.starts_with(['.', '!', '?', ';', '。']);
        if is_ended {
            return None;
        }
        let start = end - rest.len();
        let end = start + sentence_end(rest);
        let items = self.items(start..end);
        let first =
            items.iter().position(|(item, _)| !matches!(item, Item::Sign(',' | '，' | '-' | '–' | '—'))).unwrap_or(0);
        let items = &items[first..];
        if matches!(items.first(), Some((Item::According, _))) {
            return self.subject_after(items, 0);
        }
        let verb = items.iter().take(16).position(|(item, _)| *item == Item::Verb)?;
        // First the forms `said Kelly` and `ha detto Kelly`, then the forms `Kelly said`, `he said` and
        // `Kelly, the astronaut, said`.
        if items[..verb].iter().all(|(item, _)| is_filler(item)) {
            return self.subject_after(items, verb);
        }
        self.subject_before(items, verb)
    }

    /// Returns the speaker that the sentence names before the quotation, from `from` on.
    fn before(&self, quote: std::ops::Range<usize>, from: usize) -> Option<u32> {
        let mut start = from.max(quote.start.saturating_sub(WINDOW_BYTES));
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let lead = &self.text[start..quote.start];
        let lead = lead.trim_end_matches(|character: char| {
            character.is_whitespace() || super::marks::is_opening(character) || matches!(character, '»' | '›' | '”')
        });
        let end = start + lead.len();
        let start = start + sentence_start(lead);
        let items = self.items(start..end);
        let is_announced = lead.ends_with([':', ',', '：', '，']);
        let Some(verb) = items.iter().rposition(|(item, _)| matches!(item, Item::Verb | Item::According)) else {
            // The form of an interview: `Kelly: “…”`.
            return match items.as_slice() {
                [(Item::Name(name), _), (Item::Sign(':' | '：'), _)] => Some(*name),
                _ => None,
            };
        };
        let reach = if is_announced { REACH_ANNOUNCED } else { REACH_PART };
        if items.len() - verb > reach {
            return None;
        }
        if items[verb].0 == Item::According {
            return self.subject_after(&items, verb);
        }
        self.subject_before(&items, verb).or_else(|| {
            let is_inverted = items[..verb].iter().all(|(item, _)| is_filler(item) || matches!(item, Item::Sign(_)));
            let next = items.get(verb + 1).map(|(item, _)| *item);
            match next {
                Some(Item::Name(_))
                    if is_inverted
                        || items.get(verb.wrapping_sub(1)).is_some_and(|(item, _)| matches!(item, Item::Sign(_))) =>
                {
                    self.subject_after(&items, verb)
                }
                _ => None,
            }
        })
    }

    /// Returns the name behind a verb: `said Kelly`, `said the head of the agency, Dmitry Rogozin`.
    fn subject_after(&self, items: &[(Item<'a>, usize)], verb: usize) -> Option<u32> {
        const REACH: usize = 12;
        let mut before = Item::Verb;
        let mut has_preposition = false;
        let mut has_comma = false;
        for (offset, (item, at)) in items[verb + 1..].iter().take(REACH).enumerate() {
            match *item {
                Item::Name(name) => {
                    let is_other = matches!(before, Item::Word(word) if is_preposition(word));
                    // In `said the agency's chief Kelly`, the agency is not the speaker.
                    let is_owner = self.is_owner(*at);
                    let follows_comma = has_comma && !matches!(before, Item::Sign(_));
                    // Behind a preposition, only a person can be the speaker:
                    // `said a spokesman for Ferrylines, Jan Loft`.
                    let is_in_doubt = has_preposition && !has_comma && !self.is_person(name);
                    if !(is_other || is_owner || follows_comma || is_in_doubt) {
                        return Some(name);
                    }
                    has_preposition |= is_other;
                }
                Item::Pronoun if offset == 0 => return self.pronoun(*at),
                Item::Sign(',') if !has_comma && offset > 1 => has_comma = true,
                Item::Word(word) if !has_comma && !is_stop(word) => has_preposition |= is_preposition(word),
                _ => return None,
            }
            before = *item;
        }
        None
    }

    /// Returns the name right before a verb: `Kelly said`, `Kelly, a former astronaut, said`.
    fn subject_before(&self, items: &[(Item<'a>, usize)], verb: usize) -> Option<u32> {
        let mut at = verb;
        while at > 0 && is_filler(&items[at - 1].0) {
            at -= 1;
        }
        let (item, place) = *items.get(at.checked_sub(1)?)?;
        let is_free = |name_idx: usize| {
            let before = name_idx.checked_sub(1).map(|before| items[before].0);
            !matches!(before, Some(Item::Word(word)) if is_preposition(word)) && !self.is_owner(items[name_idx].1)
        };
        match item {
            Item::Name(name) => is_free(at - 1).then_some(name).or_else(|| self.before_comma(items, at - 1)),
            Item::Pronoun => self.pronoun(place),
            // For example `Kelly, who flew there, said` and `Kelly, a former astronaut, said`.
            Item::Sign(',') => self.before_comma(items, at - 1),
            _ => None,
        }
    }

    /// Returns the name before the comma that opens a phrase. The phrase ends at `end`.
    fn before_comma(&self, items: &[(Item<'a>, usize)], end: usize) -> Option<u32> {
        const REACH: usize = 16;
        let comma = (end.saturating_sub(REACH)..end).rev().find(|at| items[*at].0 == Item::Sign(','))?;
        let Item::Name(name) = items.get(comma.checked_sub(1)?)?.0 else {
            return None;
        };
        let before = comma.checked_sub(2).map(|before| items[before].0);
        let is_other = matches!(before, Some(Item::Word(word)) if is_preposition(word));
        (!is_other && self.is_person(name)).then_some(name)
    }

    /// Returns the person that "he" or "she" at the byte `at` means: the only person that the paragraph names before
    /// it.
    fn pronoun(&self, at: usize) -> Option<u32> {
        let mut people = self
            .places
            .iter()
            .take_while(|(place, _)| (place.end as usize - self.block_start) <= at)
            .map(|(_, name)| *name)
            .filter(|name| self.is_person(*name));
        let first = people.next()?;
        people.all(|other| other == first).then_some(first)
    }

    fn is_person(&self, name: u32) -> bool {
        self.names.get(name as usize).is_some_and(|name| name.kind == NameKind::Person)
    }

    /// True if the name at the byte `at` of the block is a possessive: `Russia's`.
    fn is_owner(&self, at: usize) -> bool {
        let Some(place) = self.place_at(at) else { return false };
        let rest = &self.text[place.end as usize - self.block_start..];
        rest.starts_with("'s ") || rest.starts_with("’s ") || rest.starts_with("s’ ") || rest.starts_with("s' ")
    }

    fn place_at(&self, at: usize) -> Option<TextRange> {
        let start = (self.block_start + at) as u32;
        let place_idx = self.places.partition_point(|(place, _)| place.start < start);
        self.places.get(place_idx).map(|(place, _)| *place).filter(|place| place.start == start)
    }

    /// Returns the words, names and signs in a range of the block, each with its place in the block.
    fn items(&self, range: std::ops::Range<usize>) -> Vec<(Item<'a>, usize)> {
        let mut items: Vec<(Item<'a>, usize)> = Vec::new();
        let mut at = range.start;
        let mut next_place = self.places.partition_point(|(place, _)| (place.start as usize) < self.block_start + at);
        while at < range.end {
            if let Some((place, name)) = self.places.get(next_place)
                && place.start as usize - self.block_start <= at
            {
                items.push((Item::Name(*name), at));
                at = (place.end as usize - self.block_start).max(at);
                next_place += 1;
                // The ending of a possessive is not a word.
                for ending in ["'s", "’s"] {
                    at += if self.text[at..].starts_with(ending) { ending.len() } else { 0 };
                }
                continue;
            }
            let rest = &self.text[at..range.end];
            let Some(character) = rest.chars().next() else { break };
            if character.is_alphanumeric() {
                let limit = self
                    .places
                    .get(next_place)
                    .map_or(rest.len(), |(place, _)| (place.start as usize - self.block_start).min(range.end) - at);
                let length = rest[..limit]
                    .find(|character: char| {
                        !character.is_alphanumeric() && !matches!(character, '-' | '\u{300}'..='\u{36f}')
                    })
                    .unwrap_or(limit);
                let word = &rest[..length.max(character.len_utf8())];
                let item = self.item_of(word, &mut items);
                items.push((item, at));
                at += word.len();
            } else {
                if !character.is_whitespace() && !matches!(character, '\'' | '’') {
                    items.push((Item::Sign(character), at));
                }
                at += character.len_utf8();
            }
        }
        items
    }

    fn item_of(&self, word: &'a str, items: &mut Vec<(Item<'a>, usize)>) -> Item<'a> {
        /// The longest word that is looked up, in bytes. No word in the tables is longer.
        const LONGEST: usize = 24;
        if word.len() > LONGEST {
            return Item::Word(word);
        }
        let lower = letters::lower(word);
        let last = items.last().map(|(item, _)| *item);
        // "according to" and "по словам" are two words.
        if let Some(Item::Word(before)) = last
            && TWO_WORDS.iter().any(|(first, second)| *second == lower && *first == letters::lower(before))
        {
            items.pop();
            return Item::According;
        }
        if ACCORDING.has(&lower) {
            return Item::According;
        }
        // "so Harbury" names a speaker in German. In other languages, "so" is an everyday word.
        if VERBS.has(&lower)
            || (lower == "so" && self.language == Some("de") && matches!(last, None | Some(Item::Sign(_))))
        {
            return Item::Verb;
        }
        if PRONOUNS.has(&lower) { Item::Pronoun } else { Item::Word(word) }
    }
}

/// Returns the end of the first sentence of `text`.
fn sentence_end(text: &str) -> usize {
    sentence_ends(text).next().unwrap_or(text.len())
}

/// Returns the start of the last sentence of `text`.
fn sentence_start(text: &str) -> usize {
    sentence_ends(text).last().unwrap_or(0)
}

/// Returns the ends of the sentences that end within `text`.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(move |(at, character)| {
        let end = at + character.len_utf8();
        let is_end = match character {
            '。' | '！' | '？' | '\n' => true,
            '.' | '!' | '?' | '…' => {
                let rest = &text[end..];
                let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
                // The sentences with "Mr. Harbury", "J. Harbury" and "U.S. ships" do not end there.
                let is_short = character == '.'
                    && (word.chars().count() <= 1 || (word.len() <= 5 && TITLES.has(&letters::lower(word))));
                let goes_on = rest.trim_start_matches(['”', '"', '’', '»', ')']);
                !is_short
                    && goes_on.starts_with(char::is_whitespace)
                    && !goes_on.trim_start().starts_with(char::is_lowercase)
            }
            _ => false,
        };
        is_end.then_some(end)
    })
}

/// True for a word between a name and its verb, or before a verb, that does not matter for the speaker.
fn is_filler(item: &Item<'_>) -> bool {
    matches!(item, Item::Word(word) if FILLERS.has(&letters::lower(word)))
}

fn is_preposition(word: &str) -> bool {
    word.len() <= 10 && PREPOSITIONS.has(&letters::lower(word))
}

/// True for a word behind a verb after which no speaker follows.
fn is_stop(word: &str) -> bool {
    word.len() <= 12 && STOPS.has(&letters::lower(word))
}

macro_rules! table {
    ($(#[$about:meta])* $name:ident, $words:literal $(,)?) => {
        $(#[$about])*
        static $name: Table = Table::of($words);
    };
}

table!(
    /// Verbs of saying, in the forms that news use.
    VERBS,
    "said says saying told tells wrote writes tweeted tweets posted replied replies responded responds added adds \
     explained explains asked asks argued argues insisted insists claimed claims stated states noted notes warned warns \
     announced announces declared declares concluded concludes admitted admits recalled recalls commented comments \
     quipped joked jokes shouted shouts cried remarked remarks observed observes continued finished acknowledged \
     emphasized emphasised stressed stresses testified vowed complained suggested predicted urged countered snapped \
     retorted whispered boasted agreed confirmed called calls described describes reads \
     sagte sagt sagten erklärte erklärt schrieb schreibt betonte betont meinte meint fügte teilte twitterte antwortete \
     kritisierte forderte warnte erzählte berichtete kommentierte lobte gesagt \
     dit déclaré déclare affirmé affirme expliqué explique ajouté ajoute écrit souligné souligne estimé estime assuré \
     assure annoncé répondu répond indiqué indique précisé précise lancé lance rappelé rappelle raconte confié poursuit \
     dijo dice afirmó afirma aseguró asegura declaró explicó explica señaló señala añadió añade agregó escribió escribe \
     indicó manifestó sostuvo advirtió comentó respondió contó apuntó expresó dijeron \
     disse diz afirmou declarou explicou acrescentou escreveu contou ressaltou destacou respondeu informou \
     detto afferma affermato dichiarato dichiara spiega spiegato aggiunto aggiunge scritto scrive sottolineato \
     sottolinea commentato risposto raccontato racconta \
     zei zegt aldus verklaarde verklaart schreef schrijft vertelde vertelt stelt reageerde reageert \
     säger sade skriver skrev berättar förklarar siger sagde fortæller sier sa fortalte uttalar \
     powiedział powiedziała mówi napisał napisała stwierdził stwierdziła dodał dodała podkreślił podkreśliła \
     řekl řekla uvedl uvedla napsal napsala dodal dodala prohlásil prohlásila povedal povedala uviedol \
     сказал сказала заявил заявила сообщил сообщила написал написала отметил отметила добавил добавила пояснил \
     пояснила рассказал рассказала подчеркнул подчеркнула ответил ответила говорит \
     сказав заявив написав повідомив повідомила зазначив зазначила додав додала \
     dedi söyledi yazdı belirtti sanoo sanoi kertoo kertoi kirjoitti mondta írta közölte"
);

table!(
    /// Words before the name of a source.
    ACCORDING,
    "selon laut según secondo segundo volgens enligt ifølge według podle",
);

/// Expressions of two words like those in [`ACCORDING`].
const TWO_WORDS: [(&str, &str); 6] =
    [("according", "to"), ("по", "словам"), ("за", "словами"), ("d", "après"), ("de", "acuerdo"), ("de", "acordo")];

table!(
    /// Pronouns for a person.
    PRONOUNS,
    "he she er il elle él ella lui lei ele ela hij zij han hon hun он она він вона on ona ő hän",
);

table!(
    /// Words between a name and its verb, or before a verb that its subject follows.
    FILLERS,
    "a ha has had have hat habe hatte was is also then later once further previously already recently only just again \
     himself herself reportedly repeatedly famously publicly simply quickly ont auch dann noch heeft hebben ook har även \
     também anche também há avait aurait s se sich le lo ihm y and und et e",
);

table!(
    /// Words behind a verb after which no speaker follows.
    STOPS,
    "that it there they we i you when while if as after before because but and or who which whether why how what until \
     since although though not dass ob weil aber und que qui si mais et quand porque cuando pero che perché ma что когда \
     если но и dat omdat maar en att när men at fordi going being",
);

table!(
    /// Prepositions. A name behind one of them is not the name of a speaker.
    PREPOSITIONS,
    "of for from at in with to by about on against as under near over into through during like after before between \
     toward towards via than behind and & \
     de du des d von vom bei aus für mit zu zum zur nach über gegen à au aux en dans pour par avec chez sur contre del al \
     con para por di da dal dalla dell della nel alla do dos das em na no van voor bij met aan uit till från hos til fra \
     с со от из о об в во на к ко у для по про"
);
