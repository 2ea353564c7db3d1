"""pandas: the deadlines of a folder of documents, soonest first."""

from pathlib import Path

import pandas as pd

import vanban
from vanban.arrow import to_arrow

# %% Every document of a folder, on all cores.
paths = sorted(Path("fixtures/documents").glob("*.txt"))
records = list(vanban.extract_many((path.name, path.read_bytes()) for path in paths))

# %% Tables, one for each kind of thing a record holds, joined by `doc`.
tables = {name: table.to_pandas() for name, table in to_arrow(records).items()}
due = tables["deadlines"].dropna(subset=["last_day"])[["doc", "last_day", "text", "task"]].rename(columns={"task": "id"})
who = tables["tasks"][["doc", "task", "lead"]].rename(columns={"task": "id"})
print(due.merge(who, on=["doc", "id"], how="left").sort_values("last_day").head(10).to_string(index=False))

# %% Parts of a record are dataclasses: a list of them is a frame as well.
print(pd.DataFrame(records[0].references)[["key", "title"]])
