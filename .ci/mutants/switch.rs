//! The switches: what the instrumented library asks at each place that a mutant may change.
//!
//! `.ci/mutants/run` puts this file into its copy of the library as the module `mutants`; it is no part of the tool's own
//! build. `MUTANT=ID` turns one mutant on and ends the process at the first panic; `MUTANT_COVER=FILE` turns none on and
//! writes which test (its thread) asks for which mutant, one `ID<tab>TEST` in a line.

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{LazyLock, Mutex, Once};

/// The mutant that is on, 0 for none, or one of the two below.
static STATE: AtomicU32 = AtomicU32::new(UNSET);
const UNSET: u32 = u32::MAX;
const COVER: u32 = u32::MAX - 1;

static START: Once = Once::new();

type Seen = (HashSet<(u32, String)>, Option<File>);

static SEEN: LazyLock<Mutex<Seen>> = LazyLock::new(|| {
    let open = |path| OpenOptions::new().create(true).append(true).open(path).unwrap();
    Mutex::new((HashSet::new(), std::env::var_os("MUTANT_COVER").map(open)))
});

/// True when a mutant is on.
#[inline(always)]
pub(crate) fn on(id: u32) -> bool {
    let state = STATE.load(Relaxed);
    if state < COVER { state == id } else { asked(id) }
}

/// The first question of the process, and each one while it is written who asks.
#[cold]
#[inline(never)]
fn asked(id: u32) -> bool {
    START.call_once(|| {
        if std::env::var_os("MUTANT_COVER").is_some() {
            return STATE.store(COVER, Relaxed);
        }
        let mutant = std::env::var("MUTANT").ok().and_then(|id| id.parse().ok());
        if mutant.is_some() {
            std::panic::set_hook(Box::new(|_| std::process::exit(101)));
        }
        STATE.store(mutant.unwrap_or(0), Relaxed);
    });
    let state = STATE.load(Relaxed);
    if state < COVER {
        return state == id;
    }
    let test = std::thread::current().name().unwrap_or("-").to_owned();
    let mut seen = SEEN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if seen.0.insert((id, test.clone()))
        && let Some(file) = &mut seen.1
    {
        file.write_all(format!("{id}\t{test}\n").as_bytes()).unwrap();
    }
    false
}
