"""Examples in docstrings, README and guides run; types are checked."""

import contextlib
import doctest
import importlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import vanban
from conftest import PACKAGE, ROOT


@pytest.mark.parametrize("name", ["vanban", "vanban.record", "vanban.graph", "vanban.arrow"])
def test_docstrings(name):
    if name == "vanban.arrow":
        pytest.importorskip("pyarrow")
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0 and result.failed == 0


def test_readme_prints_what_it_says():
    page = (PACKAGE / "README.md").read_text(encoding="utf-8")
    code, printed = (re.search(rf"```{kind}\n(.*?)```", page, re.S)[1] for kind in ("python", "text"))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(code, {})
    assert out.getvalue() == printed


def test_the_readme_of_the_repository_runs(command, monkeypatch):
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.S)
    assert any("import vanban\n" in block for block in blocks)
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PATH", str(Path(command.path).parent), prepend=os.pathsep)
    for block in blocks:
        exec(block, {})


def test_the_guide_runs(tmp_path, monkeypatch):
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT)
    names = {}
    blocks = re.findall(r"```python\n(.*?)```", page, re.S)
    assert blocks
    for block in blocks:
        for module in re.findall(r"^(?:import|from) (\w+)", block, re.M):
            if module != "vanban":
                pytest.importorskip(module)
        exec(block, names)


def test_types():
    pytest.importorskip("mypy")
    where = Path(vanban.__file__).parents[1]
    config = PACKAGE / "pyproject.toml"
    for args in (
        ["mypy", "--strict", "--config-file", config],
        ["mypy.stubtest", "--mypy-config-file", config, "vanban._native"],
    ):
        run = subprocess.run([sys.executable, "-m", *map(str, args)], cwd=where, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr


# That of Spark runs in test_spark.py.
EXAMPLES = sorted(p for p in (PACKAGE / "examples").glob("*.py") if p.stem != "with_spark")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_examples(path):
    pytest.importorskip(path.stem[len("with_") :])
    pytest.importorskip("pyarrow")
    run = subprocess.run([sys.executable, str(path)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip()
