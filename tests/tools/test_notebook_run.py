"""The run of the notebooks is strict: an output that is not what the cell prints fails.

A tiny book of five notebooks is run by pytest in a subprocess, with the plugin of this book.
"""

import os
import subprocess
import sys

import pytest
from nbformat import v4

from tools.notebooks import normalise, read, write
from tools.outputs import store
from tools.paths import ROOT

SETTINGS = f"""
[tool.pytest.ini_options]
testpaths = ["chapters"]
pythonpath = ['{ROOT}']
addopts = ["-p", "tools.pytest_notebooks", "--import-mode=importlib"]
filterwarnings = ["error"]
"""
CELLS = {
    "stream": "print('one')\nprint('two')",
    "result": "{1, 2}",
    "folder": "import os\n\nos.listdir()",
    "varying": "import time\n\ntime.time()",
}
WRONG = {"text/plain": "{1, 3}"}


def tiny():
    """Return a notebook that is true."""
    cells = [v4.new_code_cell(source, id=name) for name, source in CELLS.items()]
    cells[-1].metadata = {"tags": ["nbval-ignore-output"], "output_varies": "the time of day"}
    return v4.new_notebook(cells=cells)


def altered(folder, name, change):
    """Store a copy of the first notebook, with one change."""
    node = read(folder / "01-true.ipynb").node
    change({cell.id: cell for cell in node.cells})
    write(folder / f"{name}.ipynb", normalise(node))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return the folder of a book of five notebooks, of which the first is true."""
    book = tmp_path_factory.mktemp("book")
    chapters = book / "chapters"
    chapters.mkdir()
    (book / "pyproject.toml").write_text(SETTINGS)
    write(chapters / "01-true.ipynb", tiny())
    store(chapters / "01-true.ipynb")
    altered(chapters, "02-stream", lambda cells: cells["stream"].outputs[0].update(text="one\n"))
    altered(chapters, "03-result", lambda cells: cells["result"].outputs[0].data.update(WRONG))
    altered(chapters, "04-error", lambda cells: cells["result"].update(source="1 / 0"))
    altered(chapters, "05-silent", lambda cells: cells["stream"].update(outputs=[]))
    return book


@pytest.fixture(scope="module")
def report(book):
    """Run the tiny book on two workers; return what pytest printed."""
    return run(book, "-n", "2", "-rA")


def run(book, *options):
    """Return what pytest prints for the tiny book."""
    temporary = book / "temporary"
    temporary.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--color=no", *options],
        cwd=book,
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert list(temporary.glob("ce-*")) == [], "a temporary folder was left behind"
    return done.stdout + done.stderr


def test_a_true_notebook_passes(report):
    for cell in ("ce_utils is the wheel's", "Cell 0", "Cell 1", "Cell 2", "Cell 3"):
        assert f"PASSED chapters/01-true.ipynb::{cell}" in report, report


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("02-stream", "Cell 0"),
        ("03-result", "Cell 1"),
        ("04-error", "Cell 1"),
        ("05-silent", "Cell 0"),
    ],
)
def test_one_change_fails_one_cell(report, name, cell):
    failed = [line for line in report.splitlines() if line.startswith(f"FAILED chapters/{name}")]
    assert [line.split(" - ")[0] for line in failed] == [f"FAILED chapters/{name}.ipynb::{cell}"]


def test_varying_cells_are_listed_and_the_last_line_is_the_summary(report):
    assert "cells whose output may differ between machines: 5" in report
    assert "chapters/01-true.ipynb, cell 3 (id varying): the time of day" in report
    assert "4 failed, 21 passed" in report.strip().splitlines()[-1]


def test_one_notebook_alone(book):
    assert "5 passed" in run(book, "chapters/01-true.ipynb", "-q")
