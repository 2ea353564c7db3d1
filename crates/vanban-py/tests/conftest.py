"""Where things stand, and what is skipped where they do not."""

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "crates" / "vanban-py"
DOCUMENTS = sorted((ROOT / "fixtures" / "documents").glob("*.txt"))
FILES = sorted(p for p in (ROOT / "fixtures" / "files").glob("*") if p.suffix not in (".json", ".md", ".py"))


def read(path):
    """A text as the library decodes it: without a byte order mark, with its line ends."""
    return path.read_bytes().decode("utf-8-sig")


@pytest.fixture(scope="session")
def corpus():
    """(id, text) of the documents of the corpus, which stands beside the repository, if at all."""
    path = Path(os.environ.get("VANBAN_CORPUS", ROOT.parent / "shared" / "corpus" / "real.jsonl.gz"))
    if not path.is_file():
        pytest.skip(f"no corpus at {path}")
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        rows = [json.loads(line) for line in lines]
    return [(str(row["id"]), row["text"]) for row in rows]


@pytest.fixture(scope="session")
def command():
    """The `vanban` command, of the same commit as the package."""
    found = os.environ.get("VANBAN_COMMAND")
    for profile in ("release", "fast", "debug"):
        path = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / profile / "vanban"
        if not found and path.is_file():
            found = str(path)
    found = found or shutil.which("vanban")
    if not found:
        pytest.skip("no vanban command: cargo build --release, or name it in VANBAN_COMMAND")

    def run(*args, **kwargs):
        return subprocess.run([found, *map(str, args)], capture_output=True, check=True, cwd=ROOT, **kwargs).stdout

    run.path = found
    return run
