"""Polars: which laws a corpus stands on."""

from pathlib import Path

import polars as pl

from vanban.arrow import extract_arrow

# %% A frame of texts; Arrow tables go in and out without a copy.
paths = sorted(Path("fixtures/documents").glob("*.txt"))
texts = pl.DataFrame({"id": [p.stem for p in paths], "text": [p.read_text(encoding="utf-8-sig") for p in paths]})
tables = extract_arrow(texts, id="id")

# %% Most cited grounds.
references = pl.DataFrame(tables["references"])
grounds = references.filter(pl.col("relation") == "based_on").group_by("key").agg(pl.col("doc").n_unique().alias("documents"))
print(grounds.sort(["documents", "key"], descending=[True, False]).head(10))
