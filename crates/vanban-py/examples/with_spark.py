"""Spark: a folder of files of any format to Parquet, and the citation graph for GraphFrames.

spark-submit with_spark.py INPUT OUTPUT
"""

import sys

from pyspark.sql import SparkSession
from vanban.spark import extract_df, graph_df

source, target = sys.argv[1:]
spark = SparkSession.builder.appName("vanban").getOrCreate()

# %% Files good and bad: one row each; a bad one carries the diagnostic `input-failed`.
files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(source)
extract_df(files, id="path", content="content").write.mode("overwrite").parquet(f"{target}/records")

# %% What was read, by type and year.
records = spark.read.parquet(f"{target}/records")
records.groupBy("type.code", records.date.value.substr(1, 4).alias("year")).count().orderBy("code", "year").show()

# %% GraphFrame(nodes, edges) takes these as they are.
nodes, edges = graph_df(files, id="path", content="content")
nodes.write.mode("overwrite").parquet(f"{target}/nodes")
edges.write.mode("overwrite").parquet(f"{target}/edges")
