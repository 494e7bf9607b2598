//! `newsreader config themes`: prints every theme with a sample line.

use ratatui::style::{Color, Modifier, Style};
use serde_json::{Value, json};

use crate::command::article_json::SCHEMA;
use crate::command::{ColorArgument, Context, Exit, Failure};
use crate::settings::terminal::{DetectedColors, color_depth};
use crate::settings::theme::SHIPPED;
use crate::settings::{ColorDepth, Token};
use crate::text::safe::safe_in_line;

/// The words of the sample line, each with the token that styles it.
const SAMPLE: [(Token, &str); 9] = [
    (Token::Strong, "Title"),
    (Token::Text, "text"),
    (Token::Dim, "12 Mar"),
    (Token::Inferred, "~13 Mar"),
    (Token::Key, "key"),
    (Token::Match, "match"),
    (Token::Selection, "selected"),
    (Token::BarMatch, "▂▅█"),
    (Token::Error, "error"),
];

/// Prints the names of the themes, with a sample of each on a terminal.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let themes = context.loaded.settings.themes.clone();
    let chosen = context.loaded.settings.ui.theme.clone();
    if context.arguments.global.json {
        let themes: Vec<Value> = themes
            .names()
            .iter()
            .map(|name| json!({ "name": safe_in_line(name), "about": about(name), "in_use": *name == chosen }))
            .collect();
        writeln!(context.out, "{}", json!({ "schema": SCHEMA, "themes": themes }))?;
        return Ok(super::end(context));
    }
    let detected = supports_color::on(supports_color::Stream::Stdout)
        .map(|level| DetectedColors { has_256: level.has_256, has_16m: level.has_16m });
    let is_always = context.arguments.global.color == Some(ColorArgument::Always);
    let is_colored = context.is_terminal || is_always;
    let depth = match color_depth(context.loaded.settings.ui.colors, detected) {
        ColorDepth::None if is_always => ColorDepth::Ansi16,
        depth => depth,
    };
    for name in themes.names() {
        let mark = if name == chosen { "*" } else { " " };
        writeln!(context.out, "{mark} {:<12} {}", safe_in_line(&name), about(&name))?;
        if let Some(theme) = themes.resolve(&name, depth).filter(|_| is_colored) {
            let base = theme.style(Token::Text);
            let mut line = format!("{} ", escape(base));
            for (token, word) in SAMPLE {
                line.push_str(&format_word(base, base.patch(theme.style(token)), word));
            }
            writeln!(context.out, "               {line}\u{1b}[0m")?;
        }
    }
    Ok(super::end(context))
}

/// Returns a short description of a theme.
fn about(name: &str) -> &'static str {
    match name {
        "auto" => "ink or paper, by the terminal's background",
        _ => SHIPPED.iter().find(|(shipped, ..)| *shipped == name).map_or("your own", |(.., about)| about),
    }
}

fn format_word(base: Style, style: Style, word: &str) -> String {
    format!("{}{word}{} ", escape(style), escape(base))
}

/// Returns the escape sequence that resets all attributes and sets those of the style (ECMA-48, SGR).
fn escape(style: Style) -> String {
    let mut codes = vec!["0".to_owned()];
    let attributes = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
    ];
    for (modifier, code) in attributes {
        if style.add_modifier.contains(modifier) {
            codes.push(code.to_string());
        }
    }
    codes.extend(style.fg.and_then(|color| color_code(color, 30)));
    codes.extend(style.bg.and_then(|color| color_code(color, 40)));
    format!("\u{1b}[{}m", codes.join(";"))
}

/// Returns the SGR codes of a colour; `base` is 30 for the foreground and 40 for the background.
fn color_code(color: Color, base: u8) -> Option<String> {
    const ANSI: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match color {
        Color::Rgb(red, green, blue) => Some(format!("{};2;{red};{green};{blue}", base + 8)),
        Color::Indexed(index) => Some(format!("{};5;{index}", base + 8)),
        Color::Reset => Some((base + 9).to_string()),
        named => {
            let index = ANSI.iter().position(|ansi| *ansi == named)? as u8;
            // The codes of the eight bright colours are 60 above those of the others.
            Some(if index < 8 { base + index } else { base + 60 + index - 8 }.to_string())
        }
    }
}
