//! The seeds of the fuzz targets, as they are and cut short at every length, run through the targets.

#[path = "../../../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::Path;

/// Every seed is cut at some hundred places.
const CUTS: usize = 150;

#[test]
fn seeds_of_every_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // The seeds of the library's own targets are its fixtures, which it tests itself.
    for (target, folder, _, act) in targets::TARGETS.into_iter().filter(|target| target.1.starts_with("fuzz/")) {
        let mut count = 0;
        for entry in fs::read_dir(root.join(folder)).unwrap_or_else(|e| panic!("{folder}: {e}")) {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            act(&bytes);
            for cut in (0..bytes.len()).step_by(bytes.len() / CUTS + 1) {
                act(&bytes[..cut]);
            }
            count += 1;
        }
        assert!(count > 0, "no seeds for {target}");
    }
}
