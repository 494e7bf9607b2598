//! The labels of a source, "Source: …", in the main languages.

/// Words before a colon and the name of a source, in lower case.
const SOURCE_LABELS: &[&str] = &[
    "source",
    "via",
    "quelle",
    "fuente",
    "fonte",
    "bron",
    "källa",
    "kilde",
    "lähde",
    "źródło",
    "zdroj",
    "forrás",
    "sursa",
    "kaynak",
    "источник",
    "джерело",
    "източник",
    "πηγή",
    "المصدر",
    "מקור",
    "स्रोत",
    "来源",
    "來源",
    "出典",
    "출처",
    "nguồn",
];

/// True if `label` is the label before the name of a source: "Source", "Quelle".
pub fn is_source_label(label: &str) -> bool {
    SOURCE_LABELS.contains(&label.trim().to_lowercase().as_str())
}
