"""A submission that cannot be graded is reported with a reason, never as a silent zero."""

import json

import pytest

from tests.course.submitting import DEMO, from_colab
from tools.course.grading import student_id
from tools.course.intake import syntax_remark

NO_FILE = {
    "empty": ("", "not JSON"),
    "cut off": ('{"cells": [', "not JSON"),
    "a picture": ("\x89PNG\x00", "not JSON"),
    "JSON, but a list": ("[1, 2]", "it has no cells"),
    "JSON of something else": ('{"a": 1}', "it has no cells"),
    "cells that are no cells": ('{"cells": [1], "nbformat": 4, "metadata": {}}', "cannot be read"),
}


@pytest.mark.parametrize("name", NO_FILE)
def test_what_is_no_notebook(name, grader, tmp_path):
    content, reason = NO_FILE[name]
    path = tmp_path / "ada-demo.ipynb"
    path.write_text(content, encoding="latin-1")
    result = grader.grade("ada", path)
    assert (result.status, result.score, result.assignment) == ("not graded", None, DEMO)
    assert reason in result.reason
    assert {cell.score for cell in result.cells} == {None}
    assert result.max_score == 10


DEFECTS = {
    "all metadata gone": (
        lambda h: h.without_metadata(),
        "the metadata of nbgrader is gone from every cell",
    ),
    "some metadata gone": (
        lambda h: h.without_metadata("check-mean", "check-number", "hidden-mean"),
        "these cells have lost nbgrader's metadata: check-mean, hidden-mean, check-number",
    ),
    "a check deleted": (lambda h: h.delete("check-mean"), "are missing"),
    "a hidden check deleted": (lambda h: h.delete("hidden-mean"), "hidden-mean"),
    "an answer deleted": (lambda h: h.delete("solve-number"), "solve-number"),
    "a written answer deleted": (lambda h: h.delete("written-words"), "written-words"),
    "a check twice": (
        lambda h: h.twice("check-scaled"),
        "these cells stand more than once: check-scaled",
    ),
    "an answer twice": (lambda h: h.twice("solve-mean"), "more than once: solve-mean"),
    "a foreign cell": (
        lambda h: h.rename("check-mean", "check-median"),
        "do not belong to this assignment: check-median",
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_named_with_its_cells(name, grade, blank):
    spoil, reason = DEFECTS[name]
    spoil(blank)
    result = grade(blank)
    assert (result.status, result.score) == ("not graded", None)
    assert reason in result.reason
    assert result.assignment == DEMO


def test_an_unknown_assignment(grade, blank):
    blank.without_metadata().node.metadata.pop("course")
    result = grade(blank)
    assert (result.status, result.assignment, result.cells) == ("not graded", None, ())
    assert "not clear which assignment" in result.reason


def test_the_assignment_is_recognised_by_grade_ids_alone(grade, blank):
    blank.node.metadata.pop("course")
    assert grade(blank).status == "graded"


@pytest.mark.parametrize("same_ids", [False, True])
def test_notebooks_from_colab_are_graded_in_full(same_ids, grade, reference):
    result = grade(from_colab(reference.node, same_ids=same_ids))
    assert (result.status, result.score) == ("graded", 8), result.reason


def test_a_notebook_of_version_3_is_read(grade, reference, tmp_path, grader):
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": []}
    cells = []
    for cell in reference.node.cells:
        kept = {"cell_type": cell.cell_type, "metadata": cell.metadata}
        text = {"input": cell.source, "language": "python", "outputs": [], "collapsed": False}
        cells.append(kept | (text if cell.cell_type == "code" else {"source": cell.source}))
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(old | {"worksheets": [{"cells": cells, "metadata": {}}]}))
    assert grader.grade("ada", path).score == 8


def test_missing_parts_of_cells_are_filled_in(grade, reference):
    for cell in reference.node.cells:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
        cell["source"] = cell["source"].splitlines(True)
        if cell["cell_type"] == "markdown" and "nbgrader" not in cell["metadata"]:
            cell.pop("metadata")
    assert grade(reference).score == 8


def test_an_answer_that_does_not_parse_costs_its_task_and_is_named(grade, reference):
    result = grade(reference.answer("mean", "def mean(values):\n    return (sum(values)\n"))
    assert (result.status, result.score) == ("graded", 4)
    assert result.remarks[0].startswith("cell solve-mean does not parse: line 2: '(' was never")


FINE = ["!pip install numpy", "%matplotlib inline\nx = 1", "x?", "await f()", "%%timeit\n1 +", ""]


@pytest.mark.parametrize("code", FINE)
def test_what_ipython_understands_parses(code, blank):
    assert syntax_remark(blank.answer("mean", code).cell("solve-mean")) == ""


def test_names_of_students_become_safe_and_stay_apart():
    names = [
        "ada",
        "Ada Lovelace",
        "Ada_Lovelace",
        "../../etc",
        "[a]*",
        "李",
        "王",
        "-x",
        ".",
        "a+b",
    ]
    ids = [student_id(name) for name in names]
    assert len(set(ids)) == len(names)
    assert all(not set(made) & set("/\\+*[]? ") and made[0] not in ".-" for made in ids)
    assert ids[0] == "ada"


def test_a_name_with_odd_characters_is_graded(grade, reference):
    assert grade(reference, "Ada [1] + Ünal*").score == 8
