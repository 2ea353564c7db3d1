"""Spark on a corpus times N, beside one machine: same records, same graph, and the time of each as ratios.

Wall time, and the processor time of all processes together (Linux), which other work on the machine touches less.

python measure_spark.py CORPUS.jsonl [COPIES] [COMMAND]      lines {"id", "text"}; not a test: it takes minutes
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyspark.sql import SparkSession

from vanban import spark as vanban_spark

corpus, copies = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
command = sys.argv[3] if len(sys.argv) > 3 else "vanban"
rows = [json.loads(line) for line in open(corpus, encoding="utf-8")]
folder = Path(tempfile.mkdtemp())
lines = folder / "lines"
lines.mkdir()
for copy in range(copies):
    with (lines / f"{copy:03}.jsonl").open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps({"id": f"{row['id']}#{copy}", "text": row["text"]}, ensure_ascii=False) + "\n")

os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.memory", "3g")
# One for each 100,000 documents would do; the default, 200, is for clusters.
builder = builder.config("spark.sql.shuffle.partitions", "4")
session = builder.getOrCreate()
session.sparkContext.setLogLevel("ERROR")
frame = session.read.schema("id string, text string").json(str(lines))
times = {}


def processor():
    """Seconds of this process and of all below it, those that ended included."""
    parents, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it has ended
        process = int(stat.parent.name)
        parents[process], ticks[process] = int(fields[1]), sum(map(int, fields[11:15]))
    family = {os.getpid()}
    while more := {process for process, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(ticks.get(process, 0) for process in family) / os.sysconf("SC_CLK_TCK")


def timed(name, work):
    started, before = time.perf_counter(), processor()
    result = work()
    times[name] = time.perf_counter() - started, processor() - before
    return result


vanban_spark.extract_df(frame.limit(20), id="id").count()  # workers are warm from here on
args = ["extract", "--from", "jsonl", "--to", "jsonl", "-q"]
timed("command", lambda: subprocess.run([command, *args, str(lines), "-j", "2", "-o", folder / "out.jsonl"], check=True))
timed("extract_df to Parquet", lambda: vanban_spark.extract_df(frame, id="id").write.parquet(str(folder / "parquet")))
pipe = session.sparkContext.textFile(str(lines)).pipe(shlex.join([command, *args, "-"]))
timed("rdd.pipe to text", lambda: pipe.saveAsTextFile(str(folder / "piped")))
said = folder / "citations"
timed("citations to Parquet", lambda: vanban_spark.citations(frame, id="id").write.parquet(str(said)))
joined = vanban_spark.join(session.read.parquet(str(said)))
timed("join, nodes to Parquet", lambda: joined.nodes.write.parquet(str(folder / "nodes")))
timed("join, edges to Parquet", lambda: joined.edges().write.parquet(str(folder / "edges")))
print("bytes of citations a record:", sum(path.stat().st_size for path in said.glob("*.parquet")) // (copies * len(rows)))

with open(folder / "out.jsonl", encoding="utf-8") as out:
    expected = {record["source"]["path"]: record for record in map(json.loads, out)}
count = 0
for row in session.read.parquet(str(folder / "parquet")).toLocalIterator():
    record = row.asDict(recursive=True)
    other = expected[record["source"]["path"]]
    other["source"]["format"] = "text"
    assert record == other, record["source"]["path"]
    count += 1
assert count == len(expected) == copies * len(rows)
print(count, "records are those of the command")
args = ["graph", folder / "out.jsonl", "--to", "json", "-q", "-o", folder / "command.json"]
timed("command, graph", lambda: subprocess.run([command, *args], check=True))
with open(folder / "command.json", encoding="utf-8") as out:
    expected = json.load(out)
nodes = {row["id"]: row.asDict() for row in session.read.parquet(str(folder / "nodes")).collect()}
assert len(nodes) == len(expected["nodes"])
for node in expected["nodes"]:
    row = {key: value for key, value in nodes[node["id"]].items() if value is not None}
    assert row == node, node["id"]
edges = session.read.parquet(str(folder / "edges")).select("src", "dst", "relationship", "mentions").collect()
there = [(edge["source"], edge["target"], edge["relation"], edge["mentions"]) for edge in expected["edges"]]
assert sorted(map(tuple, edges)) == sorted(there)
states = joined.references.join(joined.nodes, joined.references.node == joined.nodes.id).groupBy("state").count()
states = dict(map(tuple, states.collect()))
args = ["graph", folder / "out.jsonl", "--to", "json", "-o", folder / "again.json"]
summary = subprocess.run([command, *args], check=True, capture_output=True, text=True).stderr.strip()
settled = (states["record"] + states["cited"]) / sum(states.values())
print(f"the graph is that of `vanban graph`: {len(nodes)} nodes, {len(edges)} edges, {settled:.1%} of references resolved")
print("the command says:", summary)
base = times["command"]
print(f"{'':24}{'wall':>10}{'processor':>20}")
for name, (wall, busy) in times.items():
    print(f"{name:24}{wall:8.1f} s{wall / base[0]:6.2f}{busy:8.1f} s{busy / base[1]:6.2f} of the command")
