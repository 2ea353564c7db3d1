//! The seeds of the fuzz targets, as they are and cut short at every length, run through the targets.

#[path = "../../../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;

/// Every seed is cut at some hundred places.
const CUTS: usize = 150;

fn run(target: &str, act: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        act(&bytes);
        for cut in (0..bytes.len()).step_by(bytes.len() / CUTS + 1) {
            act(&bytes[..cut]);
        }
        count += 1;
    }
    assert!(count > 0, "no seeds for {target}");
}

#[test]
fn seeds_of_every_target() {
    type Target = (&'static str, fn(&[u8]));
    let all: [Target; 7] = [
        ("decode", targets::decode),
        ("docx", targets::docx),
        ("odt", targets::odt),
        ("rtf", targets::rtf),
        ("doc", targets::doc),
        ("html", targets::html),
        ("archive", targets::archive),
    ];
    for (target, act) in all {
        run(target, act);
    }
}
