"""DuckDB: SQL over the records of a folder, without a file in between."""

from pathlib import Path

import duckdb

import vanban
from vanban.arrow import to_arrow

# %% DuckDB reads Arrow tables of Python by their names.
paths = sorted(Path("fixtures/documents").glob("*.txt"))
tables = to_arrow(vanban.extract_many((path.stem, path.read_bytes()) for path in paths))
documents, tasks, deadlines = tables["documents"], tables["tasks"], tables["deadlines"]

# %% Who must do most, and how many of the tasks have a time.
query = """
    SELECT t.lead, count(*) AS tasks, count(d.deadline) AS with_deadline
    FROM tasks t JOIN documents USING (doc) LEFT JOIN deadlines d ON d.doc = t.doc AND d.task = t.task
    WHERE t.lead IS NOT NULL GROUP BY t.lead ORDER BY tasks DESC, t.lead LIMIT 10
"""
for row in duckdb.sql(query).fetchall():
    print(*row, sep="\t")
