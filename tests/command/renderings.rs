//! Tests for one article in several files: it is listed once, and `show` opens each file.

use super::*;

const INDEX: &str =
    r#"{"url": "https://wire.example/tug", "timestamp": "1646823600", "archive_path": "x", "title": "The tug"}"#;

/// Returns a page with a headline and two paragraphs.
fn page(last: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>The tug</title></head><body><article><h1>The tug</h1>\
         <p>The tug sank in the harbour on Tuesday, after water had run into its engine room all night.</p>\
         <p>{last}</p></article></body></html>"
    )
}

#[test]
fn each_rendering_of_a_snapshot_is_shown() {
    let desk = Desk::new();
    let snapshot = desk.path().join("saved/archive/1646823600");
    fs::create_dir_all(&snapshot).unwrap();
    fs::write(snapshot.join("index.json"), INDEX).unwrap();
    fs::write(snapshot.join("singlefile.html"), page("Nobody was hurt, the harbour board said on Friday.")).unwrap();
    fs::write(snapshot.join("output.html"), page("A crane is to lift it, the harbour board said on Friday.")).unwrap();
    let text = |arguments: &[&str]| {
        let output = desk.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?} {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(text(&["-d", "saved", "list"]).lines().count(), 1);
    let one = text(&["-d", "saved", "show", "archive/1646823600/singlefile.html"]);
    assert!(one.contains("Nobody was hurt"), "{one}");
    let other = text(&["-d", "saved", "show", "archive/1646823600/output.html"]);
    assert!(other.contains("A crane is to lift it"), "{other}");
    let raw = text(&["-d", "saved", "show", "--raw", "archive/1646823600/output.html"]);
    assert!(raw.starts_with("<!DOCTYPE html>"), "{raw}");
    let told = text(&["-d", "saved", "check"]);
    assert!(told.contains("output.html: another rendering of archive/1646823600/singlefile.html"), "{told}");
}
