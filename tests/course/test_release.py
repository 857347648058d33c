"""What students get: made from the source, the same bytes each time, and nothing secret in it."""

import re

import nbformat
import pytest

from tests.course.submitting import DEMO, DEMO_SOURCES
from tools.course import assignments
from tools.course.release import main, released, text
from tools.notebooks import read
from tools.repository import Repository


@pytest.fixture(scope="module")
def node():
    return released(DEMO, DEMO_SOURCES)


def test_a_second_run_leaves_the_same_bytes(node):
    first = text(DEMO, DEMO_SOURCES)
    assert first == text(DEMO, DEMO_SOURCES)
    assert first.endswith("}\n")
    nbformat.validate(nbformat.reads(first, as_version=nbformat.NO_CONVERT))


def test_nothing_was_run(node):
    code = [cell for cell in node.cells if cell.cell_type == "code"]
    assert {cell.execution_count for cell in code} == {None}
    assert not any(cell.outputs for cell in code)


def test_stubs_stand_for_solutions_and_signatures_stay(node):
    sources = {assignments.grade_id(cell): cell.source for cell in node.cells}
    stub = "# YOUR CODE HERE\nraise NotImplementedError()"
    assert sources["solve-number"] == stub
    assert sources["solve-mean"].startswith("def mean(values):\n")
    assert sources["written-words"] == "YOUR ANSWER HERE"
    first_line = "# Hidden checks: other numbers. They run when your notebook is graded."
    assert sources["hidden-mean"] == first_line
    assert "np.isclose(mean([1, 2, 6]), 3)" in sources["check-mean"]


def test_no_line_of_solutions_or_hidden_checks(node):
    source = read(assignments.source(DEMO, DEMO_SOURCES))
    parts = re.findall(
        r"(?s)### BEGIN \w+(?: TESTS)?(.*?)### END", "\n".join(c.source for c in source.cells)
    )
    secret = {line.strip() for part in parts for line in part.splitlines() if line.strip()}
    given = {line.strip() for cell in node.cells for line in cell.source.splitlines()}
    assert {"return sum(values) / len(values)", "answer = 55"} <= secret
    assert 'assert scaled(kept).tolist() == [0.5, 1.0], "three of six is a half"' in secret
    assert secret & given <= {"import numpy as np", ")"}


def test_the_metadata_says_which_assignment_it_is(node):
    assert node.metadata["course"]["assignment"] == DEMO
    assert set(node.metadata) == {"kernelspec", "language_info", "course"}
    check = next(c for c in node.cells if assignments.grade_id(c) == "check-mean")
    assert (check.metadata.deletable, check.metadata.editable) == (False, False)


def test_cells_with_points_are_read_from_source_and_release_alike(node, tmp_path):
    path = tmp_path / "demo.ipynb"
    nbformat.write(node, path)
    cells = assignments.graded_cells(path)
    assert cells == assignments.graded_cells(assignments.source(DEMO, DEMO_SOURCES))
    assert cells[0] == assignments.GradedCell("check-mean", "visible", 1.0, "mean")
    assert [cell.kind for cell in cells] == ["visible", "hidden"] * 3 + ["written"]
    assert cells[-1].task == "words"
    assert sum(cell.points for cell in cells) == 10


def test_a_source_that_nbgrader_refuses_is_named_with_the_reason(tmp_path):
    broken = read(assignments.source(DEMO, DEMO_SOURCES)).node
    broken.cells[3].source = "### BEGIN SOLUTION\nanswer = 55"
    place = assignments.source(DEMO, tmp_path)
    place.parent.mkdir()
    nbformat.write(broken, place)
    with pytest.raises(ValueError, match=r"(?s)cannot release demo.ipynb.*no end solution"):
        released(DEMO, tmp_path)


def test_a_graded_cell_of_another_name_is_refused(tmp_path):
    odd = read(assignments.source(DEMO, DEMO_SOURCES)).node
    odd.cells[4].metadata.nbgrader.grade_id = "test-mean"
    nbformat.write(odd, tmp_path / "odd.ipynb")
    with pytest.raises(ValueError, match="'test-mean' must be called check-…, hidden-…, written-…"):
        assignments.graded_cells(tmp_path / "odd.ipynb")


def test_an_unknown_name_is_refused(capsys):
    assert main(["4-unknown"]) == 1
    assert "1-information" in capsys.readouterr().out


def test_links_to_chapters_lead_to_the_repository():
    name = assignments.NAMES[0]
    made = text(name, book=Repository("Lab42", "entropy"))
    assert "](https://github.com/Lab42/entropy/blob/main/chapters/01-" in made
    assert "../chapters" not in made
