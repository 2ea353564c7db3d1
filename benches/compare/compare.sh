#!/usr/bin/env bash
# How fast citations are found elsewhere and here: eyecite (American, with and without Hyperscan) and refex (German) on
# text of their own kind, one search with the number pattern and the command on Vietnamese documents. What is not
# installed, and cannot be, is left out with a message. Seconds are the processor's.
#
# usage: benches/compare/compare.sh [SECONDS]     seconds for each of the peers (default 10)
#   VANBAN_PEERS   a folder for the Python packages, kept for the next run (default: a temporary one)
#   VANBAN         the binary (default: a release build)
# The documents are those of ../shared/corpus, else the fixtures often over. Needs python3.
set -euo pipefail
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
seconds=${1:-10}
pattern='[0-9]+[a-zA-Z]?(/[0-9]{4})?[-/]\p{Lu}[\p{L}]*([-/]\p{Lu}[\p{L}0-9]*)*'
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
left_out() { echo "left out: $*" >&2; }

peers=${VANBAN_PEERS:-$dir/peers}
if [[ ! -x $peers/bin/python ]] && ! python3 -m venv "$peers" 2> /dev/null; then
    left_out "the peers: python3 has no venv"
else
    for package in eyecite hyperscan legal-reference-extraction; do
        "$peers/bin/pip" install -q --disable-pip-version-check "$package" > /dev/null 2>&1 || left_out "$package: pip cannot install it"
    done
    for name in eyecite eyecite-hyperscan refex; do
        "$peers/bin/python" "$here/peers.py" "$name" "$seconds" > "$dir/$name.json" || { left_out "$name"; rm -f "$dir/$name.json"; }
    done
fi

vanban=${VANBAN:-}
if [[ -z $vanban ]]; then
    cargo build --release --locked --quiet
    vanban=${CARGO_TARGET_DIR:-target}/release/vanban
fi
python3 - "$dir" <<'PYTHON'
import gzip, json, pathlib, sys
corpus, out = pathlib.Path("../shared/corpus/real.jsonl.gz"), pathlib.Path(sys.argv[1])
if corpus.exists():
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines] * 3
else:
    texts = [f.read_text(encoding="utf-8") for f in sorted(pathlib.Path("fixtures/documents").glob("*.txt"))] * 500
with open(out / "text.jsonl", "w", encoding="utf-8") as jsonl, open(out / "text.txt", "w", encoding="utf-8") as plain:
    for n, text in enumerate(texts):
        print(json.dumps({"id": str(n), "text": text}, ensure_ascii=False), file=jsonl)
        print(text, file=plain)
PYTHON

# The best of three runs as whole processes, by processor time, which other work beside them changes least.
timed() {
    local name=$1 best='' took
    shift
    for _ in 1 2 3; do
        took=$({ TIMEFORMAT='%3U %3S'; time "$@" > "$dir/$name.out"; } 2>&1 | awk '{ printf "%.3f", $1 + $2 }')
        best=$(printf '%s\n' "${best:-$took}" "$took" | sort -n | head -n 1)
    done
    echo "$best" > "$dir/$name.seconds"
}
if command -v rg > /dev/null; then
    timed rg rg --no-config --count-matches "$pattern" "$dir/text.txt"
else
    left_out "rg: not installed"
fi
timed vanban "$vanban" extract "$dir/text.jsonl" --from jsonl --to jsonl -j1 --quiet

python3 - "$dir" <<'PYTHON'
import json, pathlib, sys
dir = pathlib.Path(sys.argv[1])
rows = []
for name, text in [("eyecite", "American"), ("eyecite-hyperscan", "American"), ("refex", "German")]:
    if (path := dir / f"{name}.json").exists():
        row = json.loads(path.read_text())
        rows.append((name, text, row["bytes"], row["citations"], row["seconds"]))
bytes = (dir / "text.txt").stat().st_size
seconds = lambda name: float((dir / f"{name}.seconds").read_text())
if (dir / "rg.seconds").exists():
    rows.append(("rg, number pattern", "Vietnamese", bytes, int((dir / "rg.out").read_text()), seconds("rg")))
with open(dir / "vanban.out", encoding="utf-8") as records:
    found = sum(len(r["mentions"]) for record in map(json.loads, records) for r in record["references"])
assert found, "vanban finds nothing"
rows.append(("vanban extract -j1", "Vietnamese", bytes, found, seconds("vanban")))
own = rows[-1][2] / rows[-1][4]
print("| | Text | MB | Citations | MB/s | Citations/s | vanban's MB/s over it |")
print("|---|---|---:|---:|---:|---:|---:|")
for name, text, bytes, found, took in rows:
    speed = bytes / took
    print(f"| `{name}` | {text} | {bytes / 1e6:.1f} | {found:,} | {speed / 1e6:,.3g} | {found / took:,.0f} "
          f"| {own / speed:,.3g} |")
PYTHON
