"""The run with Colab's versions reports each notebook on a line (tried here with our own ones)."""

import sys

import pytest
from nbformat import v4

from tools.colab import run_notebook
from tools.notebooks import write
from tools.paths import ROOT


@pytest.mark.parametrize(
    ("source", "passes", "words"),
    [("assert 1 + 1 == 2", True, "passed"), ("assert 1 + 1 == 3", False, "cell 0")],
)
def test_a_notebook_passes_or_fails_by_its_assertions(tmp_path, capsys, source, passes, words):
    path = tmp_path / "01-tiny.ipynb"
    wrong_output = [v4.new_output("stream", name="stdout", text="not compared")]
    write(path, v4.new_notebook(cells=[v4.new_code_cell(source, outputs=wrong_output)]))
    assert run_notebook(path, ROOT, sys.executable) is passes
    assert words in capsys.readouterr().out
