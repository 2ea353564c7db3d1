#!/usr/bin/env bash
# How long the command takes on many documents, measured against one search through the same words: times differ from
# machine to machine and from hour to hour, their ratio much less.
#
# usage: benches/yardstick.sh [RATIO [CORPUS]]
#   RATIO    the run fails when the command takes more than so many times the search (default 25)
#   CORPUS   gzipped JSONL, {"id", "text"} a line (default ../shared/corpus/real.jsonl.gz; the fixtures where it is absent)
# Builds the release, writes the corpus ten times over into a temporary folder (some 250 MB), and takes the best of three
# runs of each, in turn. Needs python3; searches with rg, else with grep -P.
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")/.."
limit=${1:-25}
corpus=${2:-../shared/corpus/real.jsonl.gz}
pattern='[0-9]+[a-zA-Z]?(/[0-9]{4})?[-/]\p{Lu}[\p{L}]*([-/]\p{Lu}[\p{L}0-9]*)*'

cargo build --release --locked --quiet
vanban=${CARGO_TARGET_DIR:-target}/release/vanban
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 - "$corpus" "$dir" <<'PYTHON'
import gzip, json, pathlib, sys
corpus, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
if corpus.exists():
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        documents = [(d["id"], d["text"]) for d in map(json.loads, lines)]
    times = 10
else:
    files = sorted(pathlib.Path("fixtures/documents").glob("*.txt"))
    documents = [(f.stem, f.read_text(encoding="utf-8")) for f in files]
    times = 1000
with open(out / "corpus.jsonl", "w", encoding="utf-8") as jsonl, open(out / "corpus.txt", "w", encoding="utf-8") as plain:
    for n in range(times):
        for name, text in documents:
            print(json.dumps({"id": f"{name}/{n}", "text": text}, ensure_ascii=False), file=jsonl)
            print(text, file=plain)
print(f"{corpus if corpus.exists() else 'fixtures'}: {len(documents)} documents, {times} times over")
PYTHON
bytes=$(stat -c %s "$dir/corpus.txt")

if command -v rg > /dev/null; then
    search=(rg --no-config -c "$pattern" "$dir/corpus.txt")
else
    search=(grep -cP "$pattern" "$dir/corpus.txt")
fi
extract=("$vanban" extract "$dir/corpus.jsonl" --from jsonl --to jsonl -j1 --quiet)

# Both answers first: a search without a hit, or a record lost, would make the times worth nothing.
hits=$("${search[@]}")
records=$("${extract[@]}" | wc -l)
documents=$(wc -l < "$dir/corpus.jsonl")
if ((hits == 0 || records != documents)); then
    echo "$hits hits, $records records of $documents documents" >&2
    exit 1
fi

# Wall time of a command in microseconds.
wall() {
    local from=${EPOCHREALTIME//[.,]/}
    "$@" > /dev/null
    echo $((${EPOCHREALTIME//[.,]/} - from))
}

best_search=
best_extract=
for _ in 1 2 3; do
    time=$(wall "${search[@]}")
    best_search=$((${best_search:-$time} < time ? ${best_search:-$time} : time))
    time=$(wall "${extract[@]}")
    best_extract=$((${best_extract:-$time} < time ? ${best_extract:-$time} : time))
done

awk -v search="$best_search" -v extract="$best_extract" -v bytes="$bytes" -v limit="$limit" -v tool="${search[0]}" 'BEGIN {
    printf "%-22s %8.3f s %8.1f MB/s\n", tool " -c", search / 1e6, bytes / search
    printf "%-22s %8.3f s %8.1f MB/s\n", "vanban extract -j1", extract / 1e6, bytes / extract
    printf "%-22s %8.1f   (at most %s)\n", "ratio", extract / search, limit
    exit extract / search > limit
}'
