"""Outputs are stored byte by byte the same on every run, and a failure names its cell."""

import pytest
from nbformat import v4

from tools.execution import NotebookError
from tools.notebooks import normalise, read, write
from tools.outputs import store

DRAW = "import matplotlib.pyplot as plt\n\nplt.plot([1, 2]);"


def test_a_second_run_leaves_the_same_bytes(tmp_path):
    path = tmp_path / "01-tiny.ipynb"
    cells = [v4.new_code_cell("print(1)\nprint(2)\n{3}"), v4.new_code_cell(DRAW)]
    write(path, v4.new_notebook(cells=cells))
    assert store(path)
    first = path.read_bytes()
    assert not store(path)
    assert path.read_bytes() == first
    kinds = [set(output.get("data", {})) for output in read(path).cells[1].outputs]
    assert kinds == [{"text/plain", "image/png"}]


def test_a_failure_names_notebook_and_cell_and_leaves_the_file(tmp_path):
    path = tmp_path / "01-tiny.ipynb"
    cells = [v4.new_markdown_cell("# T"), v4.new_code_cell("a = 1"), v4.new_code_cell("a / 0")]
    write(path, normalise(v4.new_notebook(cells=cells)))
    before = path.read_bytes()
    with pytest.raises(NotebookError, match=r"01-tiny\.ipynb, cell 2 .*ZeroDivisionError"):
        store(path)
    assert path.read_bytes() == before
