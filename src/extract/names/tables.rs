//! Tables of words that distinguish names from other capitalised words. All words are in lower case.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{LazyLock, OnceLock};

/// A table of words in lower case.
pub(in crate::extract) struct Table {
    words: &'static str,
    /// The number of bytes of the longest word.
    longest: usize,
    /// One bit for each byte that a word begins with. It excludes most words without hashing them.
    beginnings: [u64; 4],
    set: OnceLock<HashSet<&'static str, BuildHasherDefault<Fnv1a>>>,
}

/// The FNV-1a hash (Fowler, Noll, Vo).
///
/// The words of the tables are our own, so nobody can choose them to collide. Each capitalised word of a text is looked
/// up in several tables.
struct Fnv1a(u64);

impl Default for Fnv1a {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv1a {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

impl Table {
    /// Makes a table of the words in a text, which are separated by single spaces.
    pub const fn of(words: &'static str) -> Self {
        let bytes = words.as_bytes();
        let (mut longest, mut beginnings) = (0, [0; 4]);
        let (mut start, mut at) = (0, 0);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                if at > start {
                    beginnings[bytes[start] as usize / 64] |= 1 << (bytes[start] % 64);
                }
                if at - start > longest {
                    longest = at - start;
                }
                start = at + 1;
            }
            at += 1;
        }
        Self { words, longest, beginnings, set: OnceLock::new() }
    }

    pub fn has(&self, lower: &str) -> bool {
        let may_have = lower.len() <= self.longest
            && lower
                .bytes()
                .next()
                .is_some_and(|first| self.beginnings[usize::from(first) / 64] & 1 << (first % 64) != 0);
        may_have && self.set.get_or_init(|| self.words.split(' ').collect()).contains(lower)
    }
}

/// The set of tables that contain a word. Each word of a run is looked up once, and tested many times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables(u16);

impl Tables {
    pub const TITLES: Self = Self(1);
    pub const PARTICLES: Self = Self(1 << 1);
    pub const HEADS: Self = Self(1 << 2);
    pub const ORGANISATIONS: Self = Self(1 << 3);
    pub const PLACES: Self = Self(1 << 4);
    pub const ADJECTIVES: Self = Self(1 << 5);
    pub const AFTER_ADJECTIVE: Self = Self(1 << 6);
    pub const NO_NAMES: Self = Self(1 << 7);
    pub const OPENERS: Self = Self(1 << 8);
    pub const FIRST_NAMES: Self = Self(1 << 9);
    pub const MONTH_NAMES: Self = Self(1 << 10);

    /// Returns the tables that contain `lower`, a word in lower case.
    pub fn of(lower: &str) -> Self {
        type ByWord = HashMap<&'static str, Tables, BuildHasherDefault<Fnv1a>>;
        static BY_WORD: LazyLock<ByWord> = LazyLock::new(|| {
            let tables = [
                (&TITLES, Tables::TITLES),
                (&PARTICLES, Tables::PARTICLES),
                (&HEADS, Tables::HEADS),
                (&ORGANISATIONS, Tables::ORGANISATIONS),
                (&PLACES, Tables::PLACES),
                (&ADJECTIVES, Tables::ADJECTIVES),
                (&AFTER_ADJECTIVE, Tables::AFTER_ADJECTIVE),
                (&NO_NAMES, Tables::NO_NAMES),
                (&OPENERS, Tables::OPENERS),
                (&FIRST_NAMES, Tables::FIRST_NAMES),
                (&MONTH_NAMES, Tables::MONTH_NAMES),
            ];
            let mut by_word = ByWord::default();
            for (table, flag) in tables {
                for word in table.words.split_whitespace() {
                    by_word.entry(word).or_default().0 |= flag.0;
                }
            }
            by_word
        });
        BY_WORD.get(lower).copied().unwrap_or_default()
    }

    /// True if one of `tables` contains the word.
    pub fn has(self, tables: Self) -> bool {
        self.0 & tables.0 != 0
    }

    /// Returns the union of both sets.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

macro_rules! table {
    ($(#[$about:meta])* $name:ident, $words:literal $(,)?) => {
        $(#[$about])*
        pub(in crate::extract) static $name: Table = Table::of($words);
    };
}

table!(
    /// Titles before the name of a person, which are not part of the name.
    TITLES,
    "mr mrs ms miss mx dr prof professor sir dame lord lady madam rev reverend father sister brother saint st \
     president vice prime minister premier chancellor senator sen representative rep congressman congresswoman \
     governor gov lieutenant lt mayor general gen colonel col major maj captain capt sergeant sgt admiral commander \
     cmdr officer judge justice attorney secretary ambassador king queen prince princess duke duchess emperor sheikh \
     pope cardinal bishop archbishop imam rabbi ayatollah director administrator chief executive chairman chairwoman \
     chair ceo cfo cto founder co-founder coach manager editor editor-in-chief reporter correspondent spokesman \
     spokeswoman spokesperson detective inspector superintendent constable sheriff deputy under-secretary \
     undersecretary assistant associate interim acting former ex-president astronaut cosmonaut author actor actress \
     singer rapper comedian striker midfielder goalkeeper forward defender quarterback councillor councilman \
     councilwoman harbourmaster democrat republican \
     herr frau bundeskanzler bundeskanzlerin kanzler kanzlerin bundespräsident präsident präsidentin ministerpräsident \
     minister ministerin bürgermeister bürgermeisterin oberbürgermeister sprecher sprecherin chef chefin vorsitzender \
     vorsitzende professorin doktor \
     m mme mlle monsieur madame mademoiselle président présidente ministre maire sénateur sénatrice député députée \
     señor señora sr sra srta don doña presidente presidenta ministro ministra alcalde alcaldesa senador senadora \
     signor signora sindaco onorevole premier senhor senhora doutor prefeito \
     meneer mevrouw burgemeester president minister-president premierminister \
     pan pani prezydent premier \
     г-н г-жа господин госпожа президент премьер-министр министр губернатор мэр депутат пан пані",
);

table!(
    /// Particles inside the names of people and places, which are written in lower case.
    PARTICLES,
    "d de da do dos das del della dello di du van von vom der den dem ter ten zu af av bin ibn bint al el la las los le y e",
);

table!(
    /// Nouns before the "of" in the name of an office or a place.
    HEADS,
    "university ministry department bank house court council institute office bureau board republic kingdom states \
     federation church museum school college city port isle isles bay gulf strait cape sea association academy society \
     union centre center chamber commission committee company corporation agency authority district province county \
     state duchy principality emirate library league army bishop archdiocese diocese hall ministry secretariat tower \
     battle treaty declaration state statue mount lake river hospital faculty order guild conference parliament \
     assembly organization organisation friends doctors alliance confederation journal times",
);

table!(
    /// Words that name an organisation when they are part of a name.
    ORGANISATIONS,
    "inc corp corporation ltd plc llc gmbh ag sa spa bv nv oyj ab company co group holding holdings university \
     ministry department bank council institute bureau board federation association academy society union commission \
     committee agency administration authority party club league army navy court parliament congress senate airlines airways \
     university college school church times post journal gazette tribune herald wire press news radio television \
     institut universität ministerium bundestag bundesrat verein verband partei université ministère conseil \
     universidad ministerio partido banco università ministero partito",
);

table!(
    /// Words that name a place when they are part of a name.
    PLACES,
    "street avenue road square island islands isle lake mount mountain mountains river valley bay gulf sea ocean \
     strait cape peninsula desert park bridge harbour harbor airport station hill hills beach county province \
     republic kingdom states city town village",
);

table!(
    /// Adjectives of nations and creeds, and names of languages. English capitalises them, but alone they are not
    /// names.
    ADJECTIVES,
    "american british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss \
     austrian danish swedish norwegian finnish icelandic polish czech slovak hungarian romanian bulgarian greek \
     turkish russian ukrainian belarusian georgian armenian azerbaijani estonian latvian lithuanian serbian croatian \
     bosnian albanian macedonian slovenian chinese japanese korean vietnamese thai indonesian malaysian filipino \
     indian pakistani bangladeshi afghan iranian iraqi syrian lebanese israeli palestinian jordanian saudi egyptian \
     libyan tunisian algerian moroccan sudanese ethiopian kenyan nigerian ghanaian african european asian arab arabic \
     latin mexican canadian brazilian argentine argentinian chilean peruvian colombian venezuelan cuban haitian \
     jamaican australian soviet jewish muslim islamic christian catholic protestant orthodox buddhist hindu sikh \
     western eastern northern southern north south east west central democratic republican conservative liberal \
     hispanic latino russians americans ukrainians britons germans chinese europeans africans israelis palestinians \
     turkmen uzbek kazakh kyrgyz tajik mongolian nepali muslims christians jews democrats republicans conservatives liberals",
);

table!(
    /// Words that make an adjective before them part of a name: "Russian Federation".
    AFTER_ADJECTIVE,
    "federation republic union airlines airways embassy army navy empire sea ocean church league open cup parliament \
     commission council bank party association academy society institute university museum station times post lines \
     revolution war channel islands cross crescent kingdom states emirates carolina dakota korea africa america asia \
     europe pole virginia guard medical bar cancer psychological",
);

table!(
    /// Days, months and feasts, and other capitalised words that name nobody.
    NO_NAMES,
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
     september october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep \
     sept oct nov dec christmas easter ramadan spring summer autumn winter today yesterday tomorrow \
     montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober \
     dezember anfang mitte ende uhr euro dollar prozent millionen milliarden million milliarde jahr jahre jahren tag \
     tage tagen woche wochen monat monate stunden minuten kilometer meter liter tonnen grad foto bild seite kapitel \
     abschnitt abend morgen nachmittag vormittag nacht ortszeit \
     janvier février avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi \
     samedi dimanche enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes \
     martes miércoles jueves viernes sábado domingo gennaio febbraio aprile maggio giugno luglio settembre ottobre \
     dicembre \
     ii iii iv vi vii viii ix xi xii ok tv pm am ceo cfo cto faq pdf url html http https www gmt utc est edt pst pdt \
     cet bst mph ad bc ce bce id vs dj mp mps phd ba ma usd eur gbp photo image video watch read story editor note \
     breaking update live exclusive opinion analysis advertisement figure table chapter section part volume page \
     internet web god earth covid covid-19 mr mrs ms dr i i'm i've i'll i'd",
);

table!(
    /// Months that are also names of people: "Theresa May".
    MONTH_NAMES,
    "january march april may june july august januar märz april mai juni juli august avril enero marzo abril mayo \
     julio agosto",
);

table!(
    /// Words that begin sentences and are sometimes before a name, in addition to the small words of a language.
    OPENERS,
    "however meanwhile although though despite while when whenever where before after since until unless because if \
     once even still yet then thus hence therefore moreover furthermore nevertheless instead rather perhaps maybe \
     indeed besides again also almost already always another any anyone are as asked at both but by can could did \
     does during each earlier either every everyone few first second third finally for former formerly from further \
     given had has have he her here his how i in inside into is it its last late later latest less let like many \
     meet met more most much my near neither never next no nobody none nor not nothing now of off on one only or our \
     out outside over people perhaps police officials experts critics supporters residents workers members scientists \
     researchers analysts authorities prosecutors lawyers please recently see several she should shortly so some \
     someone something soon speaking such than thank that the their them there these they this those through \
     throughout thursday to together two three four five six seven eight nine ten toward towards two under unlike up \
     upon was we were what whatever which who whom whose why will with within without would yes you your according \
     according among amid around against about above across along back based behind being below beyond between born \
     both born new old young former watch read follow listen join visit get find make take use using click see \
     dear hello hi thanks welcome congratulations sorry well oh ah and said says \
     auch aber als am an auf aus bei beim bis da damit danach dann das dass dazu dem den der des deshalb die dies \
     diese dieser dieses doch dort durch ein eine einem einen einer eines er es für gegen gestern heute hier ich im \
     immer in ist jetzt kein keine man mehr mit nach nachdem neben nicht noch nun nur ob obwohl oder ohne schon sein \
     seit seine seit sie so sogar sowie trotz über um und unter vom von vor während wann warum was wegen weil wenn \
     wer wie wir wo zu zum zur zwei zwischen \
     après alors ainsi au aujourd'hui aussi aux avant avec ce cela cependant ces cet cette chez comme contre dans de \
     depuis des dès donc du elle elles en encore enfin entre est et hier il ils je la le les leur lors lorsque mais \
     malgré même mon nous on or où par parmi pendant plus pour pourtant puis quand que qui sa sans se selon ses si \
     son sous sur tandis tous tout toutefois très un une vers voici voilà vous \
     además ahora al algo algunos ante antes así aun aunque aún cada como con contra cuando de del desde después \
     donde durante el ella ellos en entonces entre era eran es esa ese eso esta estas este esto estos está están fue \
     fueron ha hace hacia han hasta hay hoy la las le les lo los luego más mientras muy nada ni no nos nuestra nuestro \
     otra otro para pero por porque qué que quién según ser si sí sin sino sobre su sus también tampoco tan tras tu \
     un una uno y ya yo \
     ao aos após apesar até com como da das de depois do dos e ela ele eles em enquanto entre essa esse esta este eu \
     foi há isso já mais mas na nas não no nos o os ou para pela pelo por porque quando que quem se segundo sem ser \
     seu sua também um uma você \
     a ad ai al alla anche ancora chi ci come con così cui da dal dalla del della di dopo dove durante e ecco ed era \
     fra già gli ha ho i il in infatti intanto invece io la le lo loro ma mentre nel nella no noi non o oggi ogni \
     oltre per perché però più poi prima quando quanto quella quello questa questo secondo se si sono sotto su sua \
     sul sulla suo tra tutti un una uno",
);

table!(
    /// Abbreviations whose full stop does not end a sentence.
    ABBREVIATIONS,
    "mr mrs ms dr prof st sen rep gov gen col lt maj capt sgt cmdr jr sr no vs rev hon pres m mme sra dra hr fr nr bzw \
     inc corp co ltd ft mt adm sec dept e.g i.e etc ca г им ул",
);

/// First names in many languages. A name that begins with one of them is the name of a person.
static FIRST_NAMES: Table = Table::of(crate::corpus::byline::FIRST_NAMES);
