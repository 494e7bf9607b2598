//! `newsreader check`: prints the files that could not be read, the cautions, and the files that were set aside.

use serde_json::{Value, json};

use super::article_json::SCHEMA;
use super::{Context, Exit, Failure};
use crate::article::{Problem, Severity};
use crate::index::Needs;
use crate::text::numbers::count_of;
use crate::text::safe::safe_in_line;

const SEVERITIES: [(Severity, &str); 3] =
    [(Severity::NotShown, "not_shown"), (Severity::Caution, "cautions"), (Severity::SetAside, "set_aside")];

pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    context.check_settings()?;
    let library = context.library(Needs::NOTHING)?;
    let of = |severity| -> Vec<&Problem> {
        library.problems.iter().filter(|problem| problem.severity == severity).collect()
    };
    if context.arguments.global.json {
        let accounting = library.accounting;
        let files = json!({
            "seen": accounting.n_seen,
            "with_articles": accounting.n_with_articles,
            "not_shown": accounting.n_not_shown,
            "set_aside": accounting.n_set_aside,
        });
        let mut object = json!({ "schema": SCHEMA, "articles": library.snapshot.len(), "files": files });
        for (severity, name) in SEVERITIES {
            object[name] = of(severity).into_iter().map(problem_json).collect();
        }
        writeln!(context.out, "{object}")?;
    } else {
        for (severity, _) in SEVERITIES {
            let problems = of(severity);
            if problems.is_empty() {
                continue;
            }
            writeln!(context.out, "{} ({})", severity.heading(), problems.len())?;
            for problem in problems {
                let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
                writeln!(context.out, "  {}{line}: {}", problem.path_text(), safe_in_line(&problem.what))?;
            }
            writeln!(context.out)?;
        }
        let sentence = library.accounting.sentence(library.snapshot.len(), &library.problems);
        let cautions = match of(Severity::Caution).len() {
            0 => String::new(),
            n_cautions => format!(" {}.", count_of(n_cautions, "caution")),
        };
        writeln!(context.out, "{sentence}{cautions}")?;
    }
    Ok(if !of(Severity::NotShown).is_empty() {
        Exit::Unread
    } else if !of(Severity::Caution).is_empty() {
        Exit::NoMatch
    } else {
        Exit::Done
    })
}

fn problem_json(problem: &Problem) -> Value {
    json!({ "path": problem.path_text(), "line": problem.line, "what": problem.what })
}
