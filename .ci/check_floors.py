#!/usr/bin/env python3
"""Compare the scores of a run with the floors that it must not fall under.

usage: check_floors.py FLOORS.json --eval EVAL.json --seeds SEEDS.json --portal PORTAL.txt
                       --blind A.json B.json … [--raise]

EVAL, SEEDS and A, B … are what `score.py --json` writes (all documents, the five seeds alone, and the sets of
fixtures/verdicts/blind.jsonl, each named by its file), PORTAL is what `portal.py score` prints. Floors are F1 by field, and precision (.p) and recall (.r) by field of the portal. Prints floor and actual
value of each; exit status 1 when one is below its floor or gone, or when a document has no record.

--raise puts each floor up to its actual value, rounded down to three places. A floor never goes down by this; to lower
one is a decision, made by hand in FLOORS.json with the reason in the commit.
"""
import argparse
import json
import math
import pathlib
import re
import sys

PORTAL_LINE = re.compile(r"^(\w+) +gold +\d+ +emitted +\d+ +right +\d+ +P +([0-9.]+) +R +([0-9.]+)$")


def scores(path):
    """F1 by field, and the documents without a record. Where nothing is wanted there is no score."""
    table = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    return {field: row["f1"] for field, row in table["fields"].items() if row["gold"]}, table["absent"]


def portal(path):
    values = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if m := PORTAL_LINE.match(line):
            values[m[1] + ".p"], values[m[1] + ".r"] = float(m[2]), float(m[3])
    if not values:
        sys.exit(f"{path}: no line of scores")
    return values


def compare(name, floors, actual):
    """Prints the table of one group; gives the fields that fail."""
    bad = []
    print(f"\n{name:24} {'floor':>7} {'actual':>7}")
    for field in list(actual) + [f for f in floors if f not in actual]:
        floor, value = floors.get(field), actual.get(field)
        low = floor is not None and (value is None or value < floor)
        show = lambda x: "-" if x is None else f"{x:.3f}"
        print(f"{field:24} {show(floor):>7} {show(value):>7}{'  BELOW' if low else ''}")
        if low:
            bad.append(f"{name} {field}")
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("floors")
    for name in ("--eval", "--seeds", "--portal"):
        parser.add_argument(name, required=True)
    parser.add_argument("--blind", nargs="+", required=True)
    parser.add_argument("--raise", dest="up", action="store_true")
    args = parser.parse_args()

    path = pathlib.Path(args.floors)
    floors = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    all_documents, absent = scores(args.eval)
    seeds, absent_seeds = scores(args.seeds)
    groups = {"eval": all_documents, "seeds": seeds, "portal": portal(args.portal)}
    missing = {*absent, *absent_seeds}
    for file in args.blind:
        groups[f"blind-{pathlib.Path(file).stem.lower()}"], without = scores(file)
        missing.update(without)

    bad = [field for name, actual in groups.items() for field in compare(name, floors.get(name, {}), actual)]
    bad += [f"no record for {doc}" for doc in sorted(missing)]
    if args.up:
        for name, actual in groups.items():
            group = floors.setdefault(name, {})
            for field, value in actual.items():
                group[field] = max(group.get(field, 0.0), math.floor(value * 1000 + 1e-6) / 1000)
        path.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
        print(f"\nfloors of {path} raised")
    if bad:
        print("\nbelow the floor: " + "; ".join(bad), file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
