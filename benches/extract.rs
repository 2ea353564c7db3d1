//! How fast records are made, whole and step by step: MB/s on the fixtures, and on the corpus where it stands beside the
//! repository. `benches/README.md` says how to run it and what is special about each document.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use vanban::bench::{self, Ready};
use vanban::{Extractor, OffsetUnit};

/// Fixtures that are timed one by one, each with its number: an answer is checked before it is timed.
const DOCUMENTS: [(&str, &str); 5] = [
    ("dispatch-province", "3187/UBND-KTN"),
    ("circular-ministry", "37/2024/TT-BGDĐT"),
    ("layout-decision", "2716/QĐ-UBND"),
    ("markdown-plan", "133/KH-UBND"),
    ("scan-dispatch", "/UBND-NN"),
];

/// Documents of the corpus that are timed together: a sample by stride, so that a round stays under some seconds.
const SAMPLE: usize = 60;

fn documents(c: &mut Criterion) {
    let fixtures = fixtures();
    let mut group = c.benchmark_group("document");
    for (name, number) in DOCUMENTS {
        let text = &fixtures[name];
        let record = vanban::extract(text);
        assert_eq!(record.number.map(|n| n.value).as_deref(), Some(number), "{name}");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), text, |b, text| b.iter(|| vanban::extract(text)));
    }
    group.finish();
}

fn steps(c: &mut Criterion) {
    let fixtures: Vec<String> = fixtures().into_values().collect();
    measure(c, "fixtures", &fixtures);
    match corpus() {
        Some(texts) => {
            let stride = texts.len().div_ceil(SAMPLE).max(1);
            measure(c, "corpus", &texts.into_iter().step_by(stride).collect::<Vec<_>>());
        }
        None => eprintln!("no corpus at ../shared/corpus/real.jsonl.gz (or no gzip): only the fixtures are timed"),
    }
}

/// Times the whole and every step over all texts.
fn measure(c: &mut Criterion, name: &str, texts: &[String]) {
    let ready: Vec<Ready> = texts.iter().map(|t| Ready::new(t)).collect();
    let extractor = Extractor::builder().offsets(OffsetUnit::Char).build();
    let records: Vec<_> = texts.iter().map(|t| extractor.extract(t)).collect();
    let bytes = texts.iter().map(|t| t.len() as u64).sum();

    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes)).sample_size(10);
    let mut step = |id: &str, work: &dyn Fn() -> usize| {
        assert!(work() > 0, "{id} found nothing in {name}");
        group.bench_function(id, |b| b.iter(work));
    };
    step("whole", &|| texts.iter().map(|t| black_box(extractor.extract(t)).references.len()).sum());
    step("1 clean", &|| texts.iter().map(|t| bench::clean(t)).sum());
    step("2 anchors", &|| ready.iter().map(Ready::anchors).sum());
    step("3 foot", &|| ready.iter().map(Ready::foot).sum());
    step("4 header", &|| ready.iter().map(Ready::header).sum());
    step("5 citations", &|| ready.iter().map(Ready::citations).sum());
    step("6 documents", &|| ready.iter().map(Ready::documents).sum());
    step("7 deadlines", &|| ready.iter().map(Ready::deadlines).sum());
    step("8 tasks", &|| ready.iter().map(Ready::tasks).sum());
    step("9 json", &|| records.iter().map(|r| r.to_json().len()).sum());
    group.finish();
}

/// The documents of `fixtures/`, by name.
fn fixtures() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents");
    let paths = fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("an entry").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|e| e == "txt"));
    texts
        .map(|p| (p.file_stem().expect("a name").to_string_lossy().into(), fs::read_to_string(&p).expect("text")))
        .collect()
}

/// The texts of the corpus; `None` where it is absent.
fn corpus() -> Option<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/real.jsonl.gz");
    let lines = Command::new("gzip").arg("-dc").arg(path).output().ok().filter(|out| out.status.success())?.stdout;
    let documents = serde_json::Deserializer::from_slice(&lines).into_iter::<serde_json::Value>();
    Some(documents.filter_map(|d| Some(d.ok()?["text"].as_str()?.to_owned())).collect())
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = documents, steps
}
criterion_main!(benches);
