//! Tests for the name of an outlet: it is the same for all its articles, even if they give different names.

use std::fs;

use super::Desk;

const TOLLS: &str = "---\ntitle: Harbour tolls rise\ndate: 2022-03-14\nsource: Harbour Wire\n\
                     link: https://www.harbourwire.example/tolls\n---\n\nTolls in the harbour rise in April.\n";
const FERRY: &str = "---\ntitle: Night ferry cancelled\ndate: 2022-03-12\n\
                     link: https://en.harbourwire.example/ferry\n---\n\nThe night ferry stayed in port.\n";

#[test]
fn an_outlet_has_one_name() {
    let desk = Desk::new();
    let folder = desk.path().join("wire");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("tolls.md"), TOLLS).unwrap();
    fs::write(folder.join("ferry.md"), FERRY).unwrap();
    let list = "2022-03-14  Harbour tolls rise  · Harbour Wire\n2022-03-12  Night ferry cancelled  · Harbour Wire\n";
    for filter in ["", "source:\"harbour wire\"", "source:harbourwire.example"] {
        // The first command writes an index, which the others read.
        desk.check(&["-d", "wire", "list", filter], list, "", 0);
    }
    let ferry = "Night ferry cancelled\nSat 12 Mar 2022 · Harbour Wire · 1 min\n\nThe night ferry stayed in port.\n";
    desk.check(&["-d", "wire", "show", "ferry.md"], ferry, "", 0);
    for (name, how) in [("ferry.md", "found"), ("tolls.md", "given")] {
        let output = desk.run(&["-d", "wire", "show", name, "--json"]);
        let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let source = serde_json::json!({ "text": "Harbour Wire", "how": how, "host": "harbourwire.example" });
        assert_eq!(value["source"], source, "{name}");
    }
    // If no article gives the name, the host is shown.
    fs::remove_file(folder.join("tolls.md")).unwrap();
    let list = "2022-03-12  Night ferry cancelled  · harbourwire.example\n";
    desk.check(&["-d", "wire", "list"], list, "", 0);
    desk.check(&["-d", "wire", "list", "source:\"harbour wire\""], "", "", 1);
}
