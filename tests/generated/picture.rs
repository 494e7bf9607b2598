//! Checks that the picture of the README shows the current program.

use std::fs;
use std::process::Command;

use super::{check, path, read};

const SIZE: &str = "110x32";
const KEYS: &str = "/ferry<enter>";

#[test]
fn the_picture_is_current() {
    let script = read("docs/picture");
    assert!(
        script.contains(&format!("--size {SIZE} --keys '{KEYS}' --print=svg")),
        "script and test type the same keys"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_newsreader"))
        .args(["--no-config", "--theme", "ink", "--color", "truecolor"])
        .args(["--size", SIZE, "--keys", KEYS, "--print=svg"])
        .env_remove("NO_COLOR")
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL")
        .output()
        .expect("the program runs");
    check("docs/newsreader.svg", &String::from_utf8(output.stdout).expect("a picture is text"));
}

/// Returns the width and height of a PNG in pixels, from its header.
fn png_size(bytes: &[u8]) -> (u32, u32) {
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[test]
fn the_png_has_the_size_of_the_picture_at_two_pixels_a_unit() {
    let svg = read("docs/newsreader.svg");
    let size = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split('"').next()).expect("a size");
    let size: Vec<f64> = size.split(' ').map(|number| number.parse().expect("a number")).collect();
    let png = fs::read(path("docs/newsreader.png")).expect("the PNG; docs/picture makes it");
    let expected = [size[0], size[1]].map(|side| (side * 2.0).round() as u32);
    assert_eq!(png_size(&png), expected.into(), "run docs/picture");
}
