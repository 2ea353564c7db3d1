"""What Python costs over the library, and what a second thread gains.

python measure_many.py CORPUS.jsonl [COMMAND]      lines {"id", "text"}; not a test: it wants a machine without other work

Best of some rounds, each kind in turn. The processor time says what is meant on a busy machine as well: with two threads
that never wait for each other it stays what it is with one, and the wall time is half.
"""

import dataclasses
import json
import resource
import subprocess
import sys
import time

import vanban

ROUNDS = 5
corpus, command = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "vanban"
with open(corpus, encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for line in lines]


def many(jobs):
    for _ in vanban.extract_many(texts, jobs=jobs):
        pass


def look(value):
    """Looks at every part of a value."""
    if isinstance(value, tuple):
        for part in value:
            look(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            look(getattr(value, field.name))


PARTS = list(vanban.schema()["properties"])


def looked_at(text):
    record = vanban.extract(text)
    for name in PARTS:
        look(getattr(record, name))


KINDS = {
    "extract": lambda: [vanban.extract(text) for text in texts],
    "one thread": lambda: many(1),
    "two threads": lambda: many(2),
    "extract, to_json": lambda: [vanban.extract(text).to_json() for text in texts],
    "extract, to_dict": lambda: [vanban.extract(text).to_dict() for text in texts],
    "extract, look": lambda: [looked_at(text) for text in texts],
    "calls alone": lambda: [vanban.extract("") for _ in texts],
}
wall, busy = {}, {}


def best(kind, seconds, processor):
    wall[kind] = min(seconds, wall.get(kind, seconds))
    busy[kind] = min(processor, busy.get(kind, processor))


for _ in range(ROUNDS):
    for kind, work in KINDS.items():
        started, before = time.perf_counter(), time.process_time()
        work()
        best(kind, time.perf_counter() - started, time.process_time() - before)
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    args = ["extract", corpus, "--from", "jsonl", "--to", "jsonl", "-q", "-j", "1"]
    subprocess.run([command, *args], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    best("command", time.perf_counter() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

for kind in wall:
    each = 1e6 * busy[kind] / len(texts)
    print(f"{kind:18}{wall[kind]:7.2f} s{busy[kind]:7.2f} s of processor{each:9.0f} µs a document")
print(f"two threads are {wall['one thread'] / wall['two threads']:.2f} times as fast as one", end=", ")
print(f"for {busy['two threads'] / busy['one thread']:.2f} times its processor time")
for kind in ("extract, to_json", "extract, to_dict", "extract, look"):
    print(f"{kind}: {busy[kind] / busy['extract'] - 1:+.0%} on the extraction")
print(f"extract and to_json take {busy['extract, to_json'] / busy['command']:.2f} of the command's processor time", end=", ")
print(f"calls alone {busy['calls alone'] / busy['extract']:.1%} of the extraction")
