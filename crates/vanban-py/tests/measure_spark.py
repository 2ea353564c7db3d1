"""Spark on a corpus times N, beside one machine: same records, same graph, and the time of each as ratios.

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
session = builder.getOrCreate()
session.sparkContext.setLogLevel("ERROR")
frame = session.read.schema("id string, text string").json(str(lines))
times = {}


def timed(name, work):
    started = time.perf_counter()
    result = work()
    times[name] = time.perf_counter() - started
    return result


vanban_spark.extract_df(frame.limit(20), id="id").count()  # workers are warm from here on
args = ["extract", "--from", "jsonl", "--to", "jsonl", "-q"]
timed("command", lambda: subprocess.run([command, *args, str(lines), "-j", "2", "-o", folder / "out.jsonl"], check=True))
timed("extract_df to Parquet", lambda: vanban_spark.extract_df(frame, id="id").write.parquet(str(folder / "parquet")))
pipe = session.sparkContext.textFile(str(lines)).pipe(shlex.join([command, *args, "-"]))
timed("rdd.pipe to text", lambda: pipe.saveAsTextFile(str(folder / "piped")))
graph = timed("graph on Spark", lambda: vanban_spark.graph(frame, id="id"))

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
graph.export(folder / "spark.json")
assert (folder / "spark.json").read_bytes() == (folder / "command.json").read_bytes()
c = graph.counts()
settled = (c["to_records"] + c["to_cited"]) / c["references"]
nodes = c["documents"] + c["cited"] + c["open"]
print(f"the graph is that of `vanban graph`: {nodes} nodes, {c['edges']} edges, {settled:.1%} of references resolved")
for name, seconds in times.items():
    print(f"{name:24}{seconds:8.1f} s{seconds / times['command']:8.2f} of the command")
