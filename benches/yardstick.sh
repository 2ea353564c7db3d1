#!/usr/bin/env bash
# How long the command takes on many documents, measured against one search through the same words: times differ from
# machine to machine and from hour to hour, their ratio much less. Beside work of others compare the processor's times.
#
# usage: benches/yardstick.sh [RATIO [CORPUS]]
#   RATIO    the run fails when the command takes more than so many times the search (default 25)
#   CORPUS   gzipped JSONL, {"id", "text"} a line (default ../shared/corpus/real.jsonl.gz; the fixtures where it is absent)
# Builds the release, writes the corpus ten times over into a temporary folder (some 250 MB), and takes the best of three
# runs of each, in turn. Then, without a limit: two threads against two runs of one thread side by side, each on half of
# the corpus, and a whole run on one small file against the search in it. Needs python3; searches with rg, else grep -P.
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

# Wall time and processor time of a command, in milliseconds.
TIMEFORMAT='%3R %3U %3S'
times() {
    { time "$@" > /dev/null; } 2>&1 | awk '{ printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000 }'
}

least() { sort -n | head -n 1; }

for _ in 1 2 3; do
    times "${search[@]}" >> "$dir/search"
    times "${extract[@]}" >> "$dir/extract"
done
best() { cut -d ' ' -f "$2" "$dir/$1" | least; }

# Two threads, and two processes of one.
split -n l/2 -d "$dir/corpus.jsonl" "$dir/half"
side_by_side() {
    for half in "$dir/half00" "$dir/half01"; do
        "$vanban" extract "$half" --from jsonl --to jsonl -j1 --quiet > /dev/null &
    done
    wait
}
for _ in 1 2 3; do
    times "$vanban" extract "$dir/corpus.jsonl" --from jsonl --to jsonl -j2 --quiet >> "$dir/threads"
    times side_by_side >> "$dir/processes"
done

# Whole runs on one small file: a hundred of each, in turn.
file=fixtures/documents/dispatch-province.txt
small_search=("${search[@]:0:${#search[@]}-1}" "$file")
hundred() { for _ in {1..100}; do "$@" > /dev/null; done; }
for _ in 1 2 3; do
    times hundred "${small_search[@]}" >> "$dir/search-start"
    times hundred "$vanban" extract "$file" --quiet >> "$dir/extract-start"
done

awk -v threads="$(best threads 1)" -v processes="$(best processes 1)" \
    -v search="$(best search-start 1)" -v extract="$(best extract-start 1)" 'BEGIN {
    printf "-j2: %.3f s, two of -j1 side by side: %.3f s, %.2f of their speed\n", threads / 1e3, processes / 1e3, processes / threads
    printf "one small file: %.1f ms, the search in it: %.1f ms, %.2f times its time\n", extract / 100, search / 100, extract / search
}'

awk -v bytes="$bytes" -v limit="$limit" -v tool="${search[0]}" \
    -v search="$(best search 1)" -v search_cpu="$(best search 2)" \
    -v extract="$(best extract 1)" -v extract_cpu="$(best extract 2)" 'BEGIN {
    printf "%-20s %8s %10s %12s\n", "", "wall s", "MB/s", "processor s"
    printf "%-20s %8.3f %10.1f %12.3f\n", tool " -c", search / 1e3, bytes / search / 1e3, search_cpu / 1e3
    printf "%-20s %8.3f %10.1f %12.3f\n", "vanban extract -j1", extract / 1e3, bytes / extract / 1e3, extract_cpu / 1e3
    printf "%-20s %8.1f %10s %12.1f   (wall: at most %s)\n", "ratio", extract / search, "", extract_cpu / search_cpu, limit
    exit extract / search > limit
}'
