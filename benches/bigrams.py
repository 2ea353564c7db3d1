#!/usr/bin/env python3
"""Writes the table of letter pairs by which `text/decode` tells encodings apart.

usage: bigrams.py CORPUS.jsonl[.gz] [--half 0|1] > src/text/decode/bigrams.txt

CORPUS holds one {"text": …} a line. The table has one line for each first letter and one character for each second
one: `!` and up are steps of 0.2 in -ln p(pair). Symbols: a-z, the 67 lower-case letters of Vietnamese beyond them, and
everything that is no letter. `--half` trains on every second document only, to measure on the others
(`benches/encodings.py`).
"""
import gzip, json, math, sys, unicodedata

ACCENTED = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
SYMBOLS = "abcdefghijklmnopqrstuvwxyz" + ACCENTED
OTHER = len(SYMBOLS)
INDEX = {c: i for i, c in enumerate(SYMBOLS)}
STEP, PSEUDO = 0.2, 0.05

half = int(sys.argv[sys.argv.index("--half") + 1]) if "--half" in sys.argv else None
opened = gzip.open(sys.argv[1], "rt") if sys.argv[1].endswith(".gz") else open(sys.argv[1])
n = OTHER + 1
count = [[0] * n for _ in range(n)]
for i, line in enumerate(opened):
    if half is not None and i % 2 != half:
        continue
    before = OTHER
    for c in unicodedata.normalize("NFC", json.loads(line)["text"]).lower():
        now = INDEX.get(c, OTHER)
        if before != OTHER or now != OTHER:
            count[before][now] += 1
        before = now
total = sum(map(sum, count)) + PSEUDO * n * n
for row in count:
    steps = (round(-math.log((c + PSEUDO) / total) / STEP) for c in row)
    print("".join(chr(33 + min(93, s)) for s in steps))
