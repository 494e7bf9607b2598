//! The words that stand beside dates of publication, in the languages of the news.

/// Words before the day on which a text went online, in lower case.
pub(super) const ONLINE_SINCE: [&str; 4] = ["online seit", "online since", "en ligne depuis", "online vanaf"];

/// Invitations to comment, which blogs print behind the date, in lower case.
pub(super) const INVITATIONS: [&str; 6] = [
    "leave a comment",
    "kommentar hinterlassen",
    "schreibe einen kommentar",
    "laisser un commentaire",
    "deja un comentario",
    "lascia un commento",
];

/// Labels before the name of a section, in lower case.
pub(super) const SECTIONS: [&str; 14] = [
    "kategorie",
    "kategorien",
    "category",
    "categories",
    "rubrik",
    "ressort",
    "thema",
    "topic",
    "filed under",
    "section",
    "catégorie",
    "categoría",
    "categoria",
    "rubrique",
];

/// Words of counts beside dates, in lower case, and the German "von" before a name: they make no sentence.
pub(super) const COUNTED: [&str; 26] = [
    "min",
    "mins",
    "minute",
    "minutes",
    "minuten",
    "read",
    "comments",
    "comment",
    "kommentare",
    "kommentar",
    "commentaires",
    "commentaire",
    "comentarios",
    "commenti",
    "comentários",
    "reacties",
    "views",
    "shares",
    "likes",
    "lecture",
    "lesezeit",
    "lectura",
    "lettura",
    "von",
    "lesedauer",
    "leestijd",
];

/// Words with which papers and offices name their issues and texts, in lower case.
pub(super) const ISSUES: [&str; 45] = [
    "ausgabe",
    "pressemitteilung",
    "pressemeldung",
    "presseinformation",
    "medienmitteilung",
    "nachricht",
    "meldung",
    "mitteilung",
    "artikel",
    "beitrag",
    "eintrag",
    "news",
    "press",
    "media",
    "release",
    "issue",
    "edition",
    "article",
    "story",
    "entry",
    "post",
    "blog",
    "édition",
    "communiqué",
    "presse",
    "edición",
    "artículo",
    "noticia",
    "nota",
    "prensa",
    "comunicado",
    "edizione",
    "articolo",
    "comunicato",
    "notizia",
    "edição",
    "artigo",
    "notícia",
    "imprensa",
    "editie",
    "persbericht",
    "nieuws",
    "nr",
    "no",
    "vol",
];

/// "This" at the start of the line that a blog prints below an entry, in lower case.
pub(super) const THIS: [&str; 13] =
    ["this", "the", "dieser", "diese", "cet", "cette", "este", "esta", "questo", "questa", "dit", "deze", "denna"];

/// Words that say of books and records as of texts that they came out, in lower case.
pub(super) const CAME_OUT: [&str; 8] =
    ["erschienen", "erscheint", "paru", "parue", "parution", "verschenen", "uscito", "aparecido"];

/// Words in the names of houses that bring out books, records and films.
pub(super) const KINDS_OF_HOUSES: [&str; 10] =
    ["Records", "Recordings", "Music", "Label", "Verlag", "Books", "Publishing", "Publishers", "Editions", "Pictures"];

/// Words between the day on which a book or a record came out and the house that brought it out.
pub(super) const HOUSES: [&str; 6] = ["bei ", "im Verlag", "chez ", "aux éditions", "bij ", "en editorial"];

/// Labels of the place and the price of an event, in lower case.
pub(super) const EVENT_LABELS: [&str; 38] = [
    "venue",
    "location",
    "where",
    "place",
    "admission",
    "tickets",
    "entry",
    "doors",
    "doors open",
    "veranstaltungsort",
    "ort",
    "wo",
    "treffpunkt",
    "eintritt",
    "einlass",
    "beginn",
    "karten",
    "lieu",
    "où",
    "entrée",
    "tarif",
    "tarifs",
    "billets",
    "lugar",
    "dónde",
    "entrada",
    "entradas",
    "luogo",
    "dove",
    "ingresso",
    "biglietti",
    "onde",
    "local",
    "ingressos",
    "plaats",
    "waar",
    "toegang",
    "inträde",
];

/// Places where events are, in lower case. Words of more than four letters are also the ends of others: `stadthalle`.
pub(super) const VENUES: [&str; 35] = [
    "hall",
    "arena",
    "stadium",
    "theatre",
    "theater",
    "church",
    "chapel",
    "cathedral",
    "auditorium",
    "ballroom",
    "fairground",
    "fairgrounds",
    "showground",
    "museum",
    "library",
    "pavilion",
    "marketplace",
    "halle",
    "saal",
    "kirche",
    "stadion",
    "festplatz",
    "marktplatz",
    "bürgerhaus",
    "kulturhaus",
    "salle",
    "église",
    "théâtre",
    "stade",
    "teatro",
    "estadio",
    "auditorio",
    "iglesia",
    "chiesa",
    "estádio",
];

/// Labels of the outlet that a text is taken from, in lower case.
pub(super) const SOURCE_LABELS: [&str; 12] = [
    "source",
    "sources",
    "quelle",
    "fuente",
    "fonte",
    "bron",
    "källa",
    "kilde",
    "источник",
    "źródło",
    "from",
    "published in",
];
