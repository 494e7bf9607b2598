//! Detects the languages of an article, and of each of its paragraphs.
//!
//! The script of the letters comes first, and often decides on one language. Among the languages of one script, the
//! small words decide, which make up a quarter to a half of any text, together with the letters that only some
//! languages have. This is certain within one paragraph, and takes a few millionths of a second.
//!
//! The trigrams of `whatlang` are used only if this gives no answer, and only on a sample, because they take a hundred
//! times as long. In doubt, the language is unknown.

use unicode_normalization::UnicodeNormalization;

use crate::article::{Body, Known, LanguageShare};

mod family;
mod profiles;
mod script;
mod trigrams;

use family::{Demand, Family, Score, WordKey};
use script::{CharacterClass, N_SCRIPTS, SCRIPTS, Script};
use trigrams::{by_trigrams, sample};

/// The smallest share of a text for a language that is listed. Less may be a name, a title or a quoted phrase.
const SHARE_MIN: f32 = 0.03;

/// The evidence that decides the language of a paragraph on its own.
const CERTAIN: Demand = Demand { n_points: 36, lead_eighths: 3, percent_of_words: 12 };

/// The evidence that decides the language of a whole text.
const LIKELY: Demand = Demand { n_points: 24, lead_eighths: 1, percent_of_words: 7 };

/// The evidence that decides the language of a headline, which has no text around it.
const CLEAR: Demand = Demand { n_points: 24, lead_eighths: 2, percent_of_words: 12 };

/// The number of words after which a paragraph of one certain language is not read further.
const N_WORDS_ENOUGH: u32 = 32;

/// The fewest letters for trigrams. With fewer letters, they guess wildly.
const N_LETTERS_FOR_TRIGRAMS: u64 = 120;

/// The fewest letters of a text, and the smallest share of one language in it, that outweigh a field with another
/// language.
///
/// Such a field is often wrong: templates of web pages say `en` for texts in any language.
const N_LETTERS_TO_CONTRADICT: u64 = 400;
const SHARE_TO_CONTRADICT: f32 = 0.9;

/// The languages of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Languages {
    /// The main language of the article, as a code such as `en` or `pt-br`.
    pub main: Known<Box<str>>,
    /// Every language with more than three percent of the text, the main one first.
    pub all: Box<[LanguageShare]>,
    /// The language of each block of the body, if it is known, as its ISO 639-1 code where it has one.
    pub by_block: Box<[Option<&'static str>]>,
}

impl Languages {
    /// Returns the language of a block: its own, or else the main one.
    pub fn of_block(&self, block_idx: usize) -> Option<&str> {
        let own = self.by_block.get(block_idx).copied().flatten();
        own.or_else(|| self.main.value().map(|code| &**code))
    }
}

/// The most blocks of a text whose languages are detected. No article has more, and the first blocks of a list of a
/// million lines are enough.
const BLOCKS_MAX: usize = 50_000;

/// Returns the languages of the text of `body`, which has the headline `title`.
///
/// `given` is the language in a field. It is kept unless the whole text is clearly in another language.
pub fn languages(title: Option<&str>, body: &Body, given: Known<Box<str>>) -> Languages {
    let mut reading = Reading::default();
    let blocks: Vec<BlockRead> =
        body.blocks.iter().take(BLOCKS_MAX).map(|block| reading.read(body.text_of(block))).collect();
    if let Some(title) = title {
        // A headline adds evidence to a very short text, and nothing new to a longer one.
        reading.read(title);
    }
    let likely = reading.likely(body, given.value().map(|code| primary(code)));
    let mut shares = Shares::default();
    let mut by_block = Vec::with_capacity(blocks.len());
    for block in &blocks {
        let mut most = (0, None);
        for (script_idx, n_letters) in block.n_letters.iter().enumerate().filter(|(_, n_letters)| **n_letters > 0) {
            let weight = u64::from(*n_letters) * SCRIPTS[script_idx].letters_a_character();
            let language = block.language(script_idx).or_else(|| likely.get(script_idx).copied().flatten());
            shares.add(language, weight);
            if weight > most.0 {
                most = (weight, language);
            }
        }
        by_block.push(most.1);
    }
    let by_title = || title.and_then(language_of);
    let (main, all) = weigh(given, &shares, by_title);
    Languages { main, all, by_block: by_block.into() }
}

/// Returns the language of a short text, such as a headline, if it is clear.
pub fn language_of(text: &str) -> Option<&'static str> {
    let mut reading = Reading::default();
    let block = reading.read(text);
    let (script_idx, n_letters) = block.n_letters.iter().enumerate().max_by_key(|(_, n_letters)| **n_letters)?;
    if *n_letters == 0 {
        return None;
    }
    block.language(script_idx).or_else(|| {
        let family = FAMILIES.get(script_idx)?();
        reading.totals[script_idx].decide(CLEAR).map(|language_idx| family.code(language_idx))
    })
}

/// Returns the first part of a language code: `pt` of `pt-br`.
pub fn primary(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// True if a word in lower case is one of the small words of a language.
pub(super) fn is_small_word(language: Option<&str>, lower: &str) -> bool {
    let (Some(language), Some(first)) = (language, lower.chars().next()) else {
        return false;
    };
    let script = match script::kind_of(first) {
        _ if first.is_ascii() => Script::Latin,
        CharacterClass::Letter(script) => script,
        CharacterClass::Mark | CharacterClass::Other => return false,
    };
    FAMILIES.get(script as usize).is_some_and(|family| family().has_word(language, lower))
}

/// The families of the scripts with several languages, in the order of [`Script`].
const FAMILIES: [fn() -> &'static Family; 5] =
    [|| &family::LATIN, || &family::CYRILLIC, || &family::ARABIC, || &family::DEVANAGARI, || &family::HEBREW];

const LATIN: usize = Script::Latin as usize;

/// The evidence in one block.
#[derive(Clone, Default)]
struct BlockRead {
    /// The number of characters of each script.
    n_letters: [u32; N_SCRIPTS],
    /// The language of the letters of each script with several languages, if the block alone decides it.
    certain: [Option<&'static str>; FAMILIES.len()],
}

impl BlockRead {
    /// Returns the language of the block's letters of a script, if the block decides it.
    fn language(&self, script_idx: usize) -> Option<&'static str> {
        let count = |script: Script| self.n_letters[script as usize];
        match SCRIPTS[script_idx] {
            // Japanese is written in Chinese characters and kana. A Chinese text may have a few kana, as in the name of
            // a shop.
            Script::Han if count(Script::Kana) * 12 > count(Script::Han) => Some("ja"),
            // A Chinese character in a Korean sentence is a gloss.
            Script::Han if count(Script::Hangul) > count(Script::Han) => Some("ko"),
            Script::Kana if count(Script::Kana) * 12 <= count(Script::Han) => Some("zh"),
            script => script.only_language().or_else(|| self.certain.get(script_idx).copied().flatten()),
        }
    }
}

/// The sums of the evidence in the blocks that were read.
#[derive(Default)]
struct Reading {
    totals: [Score; FAMILIES.len()],
    n_letters: [u64; FAMILIES.len()],
}

/// The word that is being read.
#[derive(Default)]
struct ScannedWord {
    key: WordKey,
    script_idx: usize,
}

impl Reading {
    fn read(&mut self, text: &str) -> BlockRead {
        // Letters and their marks may be separate characters, in Vietnamese above all. The tables have them as one
        // character. These bytes begin U+0300 to U+037F, which are such marks, except for a few letters of Greek.
        if memchr::memchr2(0xcc, 0xcd, text.as_bytes()).is_some() {
            return self.read_composed(&text.nfc().collect::<String>());
        }
        self.read_composed(text)
    }

    fn read_composed(&mut self, text: &str) -> BlockRead {
        let mut block = BlockRead::default();
        let mut scores: [Option<Score>; FAMILIES.len()] = Default::default();
        let mut is_settled = [false; FAMILIES.len()];
        let mut word = ScannedWord::default();
        let bytes = text.as_bytes();
        let ascii_from = bytes.iter().rposition(|byte| *byte >= 0x80).map_or(0, |last| last + 1);
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            let (script_idx, character) = if byte < 0x80 {
                let rest = &bytes[at..];
                let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
                if length > 0 {
                    if word.script_idx != LATIN {
                        end_word(&mut word, &mut scores, &mut is_settled);
                        word.script_idx = LATIN;
                    }
                    block.n_letters[LATIN] += length as u32;
                    if !is_settled[LATIN] {
                        word.key.push_ascii(rest, length);
                    }
                    at += length;
                } else {
                    at += 1;
                    end_word(&mut word, &mut scores, &mut is_settled);
                    if (byte == b':' && bytes[at..].starts_with(b"//")) || byte == b'@' {
                        // The parts of a web or mail address are not in any language.
                        at += memchr::memchr2(b' ', b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                    }
                    if is_settled[LATIN] && at >= ascii_from {
                        // The rest is taken to be like the text so far, so its letters are estimated from their share.
                        let n_read = block.n_letters[LATIN];
                        let rest = u64::from(n_read) * (bytes.len() - at) as u64 / at as u64;
                        block.n_letters[LATIN] += u32::try_from(rest).unwrap_or(u32::MAX / 2);
                        break;
                    }
                }
                continue;
            } else {
                let Some(character) = text[at..].chars().next() else {
                    break;
                };
                at += character.len_utf8();
                match script::kind_of(character) {
                    CharacterClass::Letter(script) => (script as usize, character),
                    CharacterClass::Mark => continue,
                    CharacterClass::Other => {
                        end_word(&mut word, &mut scores, &mut is_settled);
                        continue;
                    }
                }
            };
            block.n_letters[script_idx] += 1;
            let Some(family) = FAMILIES.get(script_idx) else {
                end_word(&mut word, &mut scores, &mut is_settled);
                continue;
            };
            if word.script_idx != script_idx {
                end_word(&mut word, &mut scores, &mut is_settled);
                word.script_idx = script_idx;
            }
            if is_settled[script_idx] {
                continue;
            }
            let letter = script::lower(character);
            word.key.push(letter);
            if !letter.is_ascii() {
                scores[script_idx].get_or_insert_default().letter(family(), letter);
            }
        }
        end_word(&mut word, &mut scores, &mut is_settled);
        for (script_idx, score) in scores.iter().enumerate() {
            self.n_letters[script_idx] += u64::from(block.n_letters[script_idx]);
            if let Some(score) = score {
                block.certain[script_idx] = score.decide(CERTAIN).map(|idx| FAMILIES[script_idx]().code(idx));
                self.totals[script_idx].add(score);
            }
        }
        block
    }

    /// Returns the language of each script with several languages in the whole text, for blocks that do not decide
    /// theirs.
    fn likely(&self, body: &Body, given: Option<&str>) -> [Option<&'static str>; FAMILIES.len()] {
        std::array::from_fn(|script_idx| {
            if self.n_letters[script_idx] == 0 {
                return None;
            }
            let family = FAMILIES[script_idx]();
            let total = &self.totals[script_idx];
            if let Some(language_idx) = total.decide(LIKELY) {
                return Some(family.code(language_idx));
            }
            // The field names one of the languages of the script.
            if let Some(code) = given.and_then(|given| family.code_of(given)) {
                return Some(code);
            }
            let has_enough = given.is_none() && self.n_letters[script_idx] >= N_LETTERS_FOR_TRIGRAMS;
            let guess = has_enough.then(|| by_trigrams(sample(body))).flatten()?;
            // If the family has the guessed language, the small words must agree with the guess.
            let agrees = total.best().is_some_and(|best| is_same(family.code(best), guess));
            (agrees || family.code_of(guess).is_none()).then_some(guess)
        })
    }
}

fn end_word(word: &mut ScannedWord, scores: &mut [Option<Score>], is_settled: &mut [bool]) {
    if word.key.is_empty() {
        return;
    }
    let key = std::mem::take(&mut word.key);
    let family = FAMILIES[word.script_idx]();
    let score = scores[word.script_idx].get_or_insert_default();
    score.word(family, key);
    if score.n_words() >= N_WORDS_ENOUGH && score.n_words().is_multiple_of(8) {
        is_settled[word.script_idx] = score.decide(CERTAIN).is_some();
    }
}

/// The amount of text in each language.
#[derive(Default)]
struct Shares {
    /// The letters by language, in the order in which the languages appear.
    by_language: Vec<(&'static str, u64)>,
    /// All letters, including those of no known language.
    n_letters: u64,
}

impl Shares {
    fn add(&mut self, language: Option<&'static str>, n_letters: u64) {
        self.n_letters += n_letters;
        let Some(language) = language else {
            return;
        };
        match self.by_language.iter_mut().find(|(code, _)| *code == language) {
            Some((_, n)) => *n += n_letters,
            None => self.by_language.push((language, n_letters)),
        }
    }

    /// Returns the languages with more than the smallest share, in descending order of their shares.
    fn listed(&self) -> Vec<LanguageShare> {
        let share = |n_letters: u64| n_letters as f32 / self.n_letters.max(1) as f32;
        let mut listed: Vec<LanguageShare> = self
            .by_language
            .iter()
            .map(|(code, n_letters)| LanguageShare { code: (*code).into(), share: share(*n_letters) })
            .filter(|language| language.share > SHARE_MIN)
            .collect();
        listed.sort_by(|a, b| b.share.total_cmp(&a.share));
        listed
    }
}

/// Decides between the language in a field and the languages that were detected. Returns the main language and all
/// languages.
fn weigh(
    given: Known<Box<str>>,
    shares: &Shares,
    by_title: impl FnOnce() -> Option<&'static str>,
) -> (Known<Box<str>>, Box<[LanguageShare]>) {
    let mut listed = shares.listed();
    let because = "the words of the text";
    let Some(code) = given.value() else {
        let main = match listed.first() {
            Some(first) => Known::inferred(first.code.clone(), because),
            None => {
                by_title().map_or_else(Known::unknown, |code| Known::inferred(code.into(), "the words of the title"))
            }
        };
        if let (true, Some(code)) = (listed.is_empty(), main.value()) {
            listed.push(LanguageShare { code: code.clone(), share: 1.0 });
        }
        return (main, listed.into());
    };
    let place = listed.iter().position(|language| is_same(&language.code, primary(code)));
    if let (None, Some(first)) = (place, listed.first())
        && first.share >= SHARE_TO_CONTRADICT
        && shares.n_letters >= N_LETTERS_TO_CONTRADICT
        && are_both_detectable(primary(code), &first.code)
    {
        let because = format!("{because}; {} says {code}", given.because());
        return (Known::inferred(first.code.clone(), because), listed.into());
    }
    let share = place.map_or(0.0, |place| listed.remove(place).share);
    let share = if listed.is_empty() { 1.0 } else { share };
    listed.insert(0, LanguageShare { code: code.clone(), share });
    (given, listed.into())
}

/// True if the detector knows the languages of both codes, so that it can distinguish them.
fn are_both_detectable(given: &str, detected: &str) -> bool {
    let is_known = |code: &str| {
        FAMILIES.iter().any(|family| family().code_of(code).is_some())
            || SCRIPTS.iter().any(|script| script.only_language() == Some(code))
    };
    is_known(given) && is_known(detected)
}

/// True if two codes name one language, or languages and forms that are not distinguished here.
fn is_same(a: &str, b: &str) -> bool {
    /// Codes that count as equal: macrolanguages and their members, withdrawn codes, and close neighbours.
    const GROUPS: &[&[&str]] = &[
        &["no", "nb", "nn", "da"],
        &["sr", "hr", "bs", "sh", "me", "cnr"],
        &["id", "ms", "in", "msa"],
        &["he", "iw"],
        &["yi", "ji"],
        &["tl", "fil"],
        &["ku", "ckb", "kmr"],
        &["ro", "mo"],
        &["gl", "pt"],
        &["zh", "yue", "cmn"],
    ];
    a == b || GROUPS.iter().any(|group| group.contains(&a) && group.contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BlockKind, BodyBuilder, How};
    use proptest::prelude::*;

    fn body(paragraphs: &[&str]) -> Body {
        let mut builder = BodyBuilder::default();
        for paragraph in paragraphs {
            builder.push(paragraph);
            builder.end_block(BlockKind::Paragraph, false);
        }
        builder.finish()
    }

    /// Checks the languages of paragraphs, the main one first. `?` stands for none.
    fn check(paragraphs: &[&str], expected: &str) {
        let languages = languages(None, &body(paragraphs), Known::unknown());
        let codes: Vec<&str> = languages.all.iter().map(|language| &*language.code).collect();
        let main = languages.main.value().map_or("?", |code| code);
        assert_eq!(main, codes.first().copied().unwrap_or("?"), "{paragraphs:?}");
        assert_eq!(if codes.is_empty() { "?".to_owned() } else { codes.join(" ") }, expected, "{paragraphs:?}");
    }

    #[test]
    fn one_paragraph_names_its_language() {
        for (code, text) in [
            ("en", "The night ferry stayed in port on Saturday, and the crew said that it would not sail."),
            ("de", "Die Nachtfähre blieb am Samstag im Hafen, und die Mannschaft sagte, dass sie nicht fährt."),
            ("nl", "De nachtveerboot bleef zaterdag in de haven en de bemanning zei dat zij niet zou varen."),
            ("af", "Die nagveerboot het Saterdag in die hawe gebly en hulle sê dat dit nie sal vaar nie."),
            ("fr", "Le ferry de nuit est resté au port samedi, et l'équipage a dit qu'il ne partirait pas."),
            ("es", "El transbordador de la noche se quedó en el puerto y la tripulación dijo que no saldría."),
            ("pt", "A balsa da noite ficou no porto no sábado, e a tripulação disse que ela não sairia."),
            ("it", "Il traghetto della notte è rimasto in porto sabato e l'equipaggio ha detto che non parte."),
            (
                "ca",
                "El transbordador de la nit es va quedar al port i la tripulació va dir que no sortiria amb mal temps.",
            ),
            (
                "gl",
                "A barca da noite quedou no porto o sábado e a tripulación dixo que non sairía, pero máis tarde si.",
            ),
            (
                "ro",
                "Feribotul de noapte a rămas sâmbătă în port, iar echipajul a spus că nu va pleca din cauza vântului.",
            ),
            (
                "pl",
                "Nocny prom został w sobotę w porcie, a załoga powiedziała, że nie wypłynie, bo nie jest to możliwe.",
            ),
            (
                "cs",
                "Noční trajekt zůstal v sobotu v přístavu a posádka řekla, že se na moře už nevydá, protože by to nebylo možné.",
            ),
            (
                "sk",
                "Nočný trajekt zostal v sobotu v prístave a posádka povedala, že sa na more už nevydá, ale len keď bude dobre.",
            ),
            (
                "sl",
                "Nočni trajekt je v soboto ostal v pristanišču in posadka je rekla, da ne bo izplula, ker bi bilo to tudi nevarno.",
            ),
            (
                "hr",
                "Noćni trajekt ostao je u luci, a posada je rekla da neće isploviti prije jutra, gdje god to vrijeme bilo.",
            ),
            (
                "sr",
                "Noćni trajekt je ostao u luci, a posada je rekla da neće isploviti pre jutra, gde god to vreme bilo.",
            ),
            ("hu", "Az éjszakai komp szombaton a kikötőben maradt, és a legénység azt mondta, hogy nem indul el."),
            ("fi", "Yölautta jäi lauantaina satamaan, ja miehistö sanoi, että se ei lähde, mutta myös sää oli huono."),
            ("et", "Öine praam jäi laupäeval sadamasse ja meeskond ütles, et see ei välju, sest ka ilm oli halb."),
            ("lv", "Nakts prāmis sestdien palika ostā, un apkalpe teica, ka tas neizbrauks, jo arī laiks bija slikts."),
            (
                "lt",
                "Naktinis keltas šeštadienį liko uoste, ir įgula sakė, kad jis neišplauks, nes oras taip pat buvo blogas.",
            ),
            ("sv", "Nattfärjan blev kvar i hamnen på lördagen och besättningen sade att den inte skulle gå ut."),
            (
                "da",
                "Natfærgen blev i havn lørdag, og mandskabet sagde, at den ikke ville sejle ud af havnen efter mørkets frembrud.",
            ),
            (
                "no",
                "Nattferga ble liggende i havn lørdag, og mannskapet sa at den ikke ville gå ut av havna etter mørkets frembrudd.",
            ),
            ("is", "Næturferjan var í höfn á laugardaginn og áhöfnin sagði að hún færi ekki út fyrir kvöldið."),
            ("ga", "D'fhan an bád oíche sa chuan agus dúirt an fhoireann nach raibh sé ag dul amach ar an bhfarraige."),
            (
                "cy",
                "Roedd y fferi nos yn y porthladd ddydd Sadwrn ac mae'r criw wedi dweud nad oedd yn hwylio am ei bod yn stormus.",
            ),
            ("sq", "Trageti i natës mbeti në port të shtunën dhe ekuipazhi tha se nuk do të niset për shkak të erës."),
            (
                "tr",
                "Gece vapuru cumartesi günü limanda kaldı ve mürettebat bir daha bu havada çıkmayacağını, daha sonra gideceğini söyledi.",
            ),
            (
                "az",
                "Gecə bərəsi şənbə günü limanda qaldı və heyət bir daha çıxmayacağını, bu hava ilə üzməyin çox çətin olduğunu dedi.",
            ),
            ("vi", "Chuyến phà đêm đã ở lại cảng vào thứ bảy và thủy thủ đoàn cho biết họ sẽ không ra khơi."),
            (
                "id",
                "Feri malam itu tetap di pelabuhan pada hari Sabtu dan awak kapal mengatakan bahwa mereka tidak bisa berlayar karena angin.",
            ),
            (
                "ms",
                "Feri malam itu kekal di pelabuhan pada hari Sabtu dan anak kapal berkata bahawa mereka tidak boleh belayar kerana angin.",
            ),
            ("tl", "Ang lantsang panggabi ay nanatili sa daungan at sinabi ng mga tripulante na hindi ito aalis."),
            (
                "sw",
                "Kivuko cha usiku kilibaki bandarini siku ya Jumamosi na mabaharia walisema kuwa hakitaondoka kwa sababu ya upepo.",
            ),
            (
                "eu",
                "Gaueko ferrya portuan geratu zen larunbatean, eta eskifaiak esan zuen ez dela aterako, baina gero egin ere bai.",
            ),
            ("ru", "Ночной паром в субботу остался в порту, и экипаж сказал, что он не выйдет в море."),
            ("uk", "Нічний пором у суботу залишився в порту, і екіпаж сказав, що він не вийде в море."),
            ("be", "Начны паром у суботу застаўся ў порце, і экіпаж сказаў, што ён не выйдзе ў мора."),
            ("bg", "Нощният ферибот остана в пристанището в събота и екипажът каза, че няма да отплава."),
            ("mk", "Ноќниот траект остана во пристаништето и екипажот рече дека нема да исплови, но ова не е крај."),
            ("sr", "Ноћни трајект је остао у луци, а посада је рекла да неће испловити пре јутра."),
            ("kk", "Түнгі паром сенбі күні портта қалды және экипаж бұл туралы хабар берді деп айтты."),
            ("el", "Το νυχτερινό πλοίο έμεινε στο λιμάνι το Σάββατο."),
            ("he", "המעבורת נשארה בנמל בשבת והצוות אמר כי היא לא תצא אל הים."),
            ("ar", "بقيت العبارة الليلية في الميناء يوم السبت وقال الطاقم إنها لن تبحر إلى الجزر هذا اليوم."),
            ("fa", "کشتی شبانه روز شنبه در بندر ماند و خدمه گفتند که این کشتی به دریا نمی رود."),
            ("ur", "رات کی کشتی ہفتے کو بندرگاہ میں رہی اور عملے نے کہا کہ یہ نہیں جائے گی۔"),
            ("hi", "रात की नौका शनिवार को बंदरगाह में रही और चालक दल ने कहा कि यह नहीं जाएगी।"),
            ("mr", "रात्रीची बोट शनिवारी बंदरात राहिली आणि ती निघणार नाही असे खलाशांनी सांगितले आहे."),
            ("ne", "रातको डुङ्गा शनिबार बन्दरगाहमा रह्यो र यो जाने छैन भन्ने चालक दलको भनाइ छ।"),
            ("bn", "রাতের ফেরি শনিবার বন্দরে ছিল।"),
            ("ta", "இரவுப் படகு துறைமுகத்தில் இருந்தது."),
            ("th", "เรือข้ามฟากกลางคืนจอดอยู่ที่ท่าเรือ"),
            ("ka", "ღამის ბორანი შაბათს პორტში დარჩა."),
            ("hy", "Գիշերային լաստանավը մնաց նավահանգստում։"),
            ("am", "የሌሊቱ ጀልባ በወደቡ ቀረ።"),
            ("ko", "야간 여객선은 토요일 항구에 머물렀다."),
            ("ja", "夜行フェリーは土曜日も港にとどまった。"),
            ("zh", "夜間渡輪星期六仍停在港口，船員說不會出海。"),
        ] {
            check(&[text], code);
        }
    }

    #[test]
    fn what_says_too_little_is_unknown() {
        for text in ["", "1 234 567", "Nell Harbury, Ystrad", "OK", "x = y + z", "— … —", "😀😀😀"] {
            check(&[text], "?");
        }
    }

    #[test]
    fn parts_in_other_languages_are_listed() {
        let english =
            "The harbour master said on Monday that the ferry had not left, and that it would not leave before noon.";
        let russian = "Паром не вышел в море, и никто не сказал, когда он уйдёт.";
        check(&[english, russian, english], "en ru");
        // A name in another script is not a language of the text.
        check(&[&format!("{english} {english} {english} Паром")], "en");
        let found = languages(None, &body(&[english, russian, "Harbour Wire"]), Known::unknown());
        assert_eq!(&*found.by_block, [Some("en"), Some("ru"), Some("en")]);
    }

    #[test]
    fn marks_may_stand_apart_from_their_letters() {
        let apart: String = "Chuyến phà đêm đã ở lại cảng và thủy thủ đoàn sẽ không ra khơi.".nfd().collect();
        check(&[&apart], "vi");
    }

    #[test]
    fn a_field_wins_unless_the_whole_text_is_of_another_language() {
        let check = |code: &str, text: &str, main: &str, how: How, all: &str| {
            let given = Known::given(Box::from(code), "the field `lang`");
            let found = languages(None, &body(&[text]), given);
            let codes: Vec<&str> = found.all.iter().map(|language| &*language.code).collect();
            assert_eq!(
                (found.main.value().map_or("", |code| code), found.main.how()),
                (main, how),
                "{code} {text:.20}"
            );
            assert_eq!(codes.join(" "), all, "{code} {text:.20}");
        };
        let english = "The ferry did not leave the harbour on Monday, and no one has said when it will. ".repeat(8);
        let danish =
            "Færgen forlod ikke havnen om mandagen, og ingen har sagt, hvornår den bliver klar af det. ".repeat(8);
        check("en-gb", &english, "en-gb", How::Given, "en-gb");
        check("de", "Harbour Wire", "de", How::Given, "de");
        check("nb", &danish, "nb", How::Given, "nb");
        check("en", &danish, "da", How::Inferred, "da");
        // The detector does not know that language, so nothing contradicts it.
        check("fo", &danish, "fo", How::Given, "fo da");
    }

    #[test]
    fn the_title_says_it_where_there_is_no_text() {
        let found = languages(Some("What the harbour has to say of its own"), &body(&[]), Known::unknown());
        assert_eq!(found.main.value().map(|code| &**code), Some("en"));
        assert_eq!(found.main.because(), "the words of the title");
    }

    proptest! {
        #[test]
        fn any_text_has_shares_of_one_at_most(text in any::<String>()) {
            let found = languages(None, &body(&[&text]), Known::unknown());
            prop_assert!(found.all.iter().map(|language| language.share).sum::<f32>() <= 1.001);
            prop_assert_eq!(found.main.value(), found.all.first().map(|language| &language.code));
        }
    }
}
