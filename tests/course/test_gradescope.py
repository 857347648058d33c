"""The zip for Gradescope grades as `make grade` does, and says so as Gradescope wants to read it.

The demo assignment: 8 points by checks, 2 for a written answer.
"""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest

from tests.course.submitting import DEMO, DEMO_SOURCES, from_colab
from tools.course import assignments
from tools.course.gradescope import results as wording
from tools.course.gradescope import run as running
from tools.course.gradescope.__main__ import settings
from tools.course.gradescope.bundle import write_bundle
from tools.course.results import CellScore, GradingError, Result

SCHEMA = json.loads(Path(__file__).with_name("gradescope.schema.json").read_text("utf-8"))
HALF = "def mean(values):\n    return max(values) / 2"  # 3 for 1, 2, 6, as it should be by chance


def valid(results):
    """Return what was written for Gradescope, after a look at its form."""
    jsonschema.Draft202012Validator(SCHEMA).validate(results)
    assert results["stdout_visibility"] == "hidden"
    return results


def score(results):
    return sum(test.get("score", 0) for test in results["tests"])


def by_name(results):
    return {test["name"]: test for test in results["tests"]}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """Return the zip of the demo assignment."""
    return write_bundle(DEMO, tmp_path_factory.mktemp("zip"), DEMO_SOURCES)


@pytest.fixture(scope="module")
def autograder(bundle, tmp_path_factory):
    """Return a folder that plays Gradescope's /autograder."""
    folder = tmp_path_factory.mktemp("autograder")
    with zipfile.ZipFile(bundle) as opened:
        opened.extractall(folder / "source")
    (folder / "submission").mkdir()
    return folder


def run(folder, python=sys.executable, **settings):
    """Run what Gradescope runs; return its exit status, what it printed and its results."""
    own = {"AUTOGRADER": str(folder), "GRADING_PYTHON": str(python), "GRADING_USER": "no one"}
    done = subprocess.run(
        ["bash", str(folder / "source" / "run_autograder")],
        env=os.environ | own | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    results = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))
    return done.returncode, done.stdout + done.stderr, results


@pytest.fixture
def hand_in(grader, tmp_path):
    """Return a function that grades notebooks handed in on Gradescope, by their files' names."""

    def to(**notebooks):
        (tmp_path / "submission").mkdir()
        for name, handed in notebooks.items():
            handed.write(tmp_path / "submission" / f"{name}.ipynb")
        return valid(running.graded(tmp_path / "submission", grader))

    return to


def test_the_reference_gets_all_points_that_checks_give(hand_in, reference):
    assert score(hand_in(mine=reference)) == 8


def test_a_notebook_from_colab_does_too(hand_in, reference):
    assert score(hand_in(mine=from_colab(reference.node))) == 8


def test_a_blank_gets_none_and_learns_that_answers_are_missing(hand_in, blank):
    results = hand_in(mine=blank)
    assert score(results) == 0
    assert by_name(results)["mean: checks that you see"]["output"] == (
        "This task has no answer yet."
    )


def test_a_wrong_answer_loses_the_hidden_check_which_says_nothing(hand_in, reference):
    results = hand_in(mine=reference.answer("mean", HALF))
    tests = by_name(results)
    assert score(results) == 8 - 3
    assert tests["mean: checks that you see"]["visibility"] == "visible"
    hidden = tests["mean: checks that you do not see"]
    assert hidden == {
        "name": "mean: checks that you do not see",
        "visibility": "after_published",
        "score": 0,
        "max_score": 3,
    }


def test_a_visible_check_shows_its_message_and_no_more(hand_in, reference):
    results = hand_in(mine=reference.answer("mean", "def mean(values):\n    return 0"))
    shown = by_name(results)["mean: checks that you see"]["output"]
    assert shown == "your mean of 1, 2, 6 is 0: (1 + 2 + 6) / 3 = 3"
    hidden = re.findall(r"(?s)BEGIN HIDDEN TESTS(.*?)### END", reference_text(reference))
    lines = {line.strip() for text in hidden for line in text.splitlines() if len(line) > 15}
    assert len(lines) > 3
    assert not [line for line in lines if line in json.dumps(results, ensure_ascii=False)]


def reference_text(reference):
    return "\n".join(cell.source for cell in reference.node.cells)


def test_a_written_answer_is_listed_and_left_to_a_person(hand_in, reference):
    listed = by_name(hand_in(mine=reference))["words: written answer"]
    assert "score" not in listed
    assert "max_score" not in listed
    assert listed["extra_data"] == {"points": 2}
    assert "up to 2 points" in listed["output"]
    assert settings(assignments.source(DEMO, DEMO_SOURCES)) == (
        "autograder points 8, questions marked by hand: 2 (written-words)"
    )


def test_what_is_not_graded_says_why(hand_in, reference):
    results = hand_in(mine=reference.delete("check-mean"))
    (test,) = results["tests"]
    assert (test["score"], test["max_score"], test["status"]) == (0, 8, "failed")
    for words in (results["output"], test["output"]):
        assert "check-mean" in words
    assert "was not graded" in results["output"]


def test_one_notebook_is_asked_for(hand_in, reference, grader, tmp_path):
    results = hand_in(a=reference, b=reference)
    assert "there are 2: a.ipynb, b.ipynb" in results["output"]
    (tmp_path / "empty").mkdir()
    nothing = valid(running.graded(tmp_path / "empty", grader))
    assert "there is none" in nothing["output"]
    assert score(results) == score(nothing) == 0


def test_a_remark_is_passed_on(hand_in, reference):
    results = hand_in(mine=reference.answer("mean", "def mean(values)\n    return 0"))
    assert "cell solve-mean does not parse" in results["output"]


def test_a_check_without_a_score_is_never_a_zero():
    cell = CellScore("check-mean", "visible", None, 1.0)
    with pytest.raises(ValueError, match="check-mean has no score"):
        wording.results_of(Result("student", DEMO, "graded", cells=(cell,)), {})


def test_a_long_message_is_cut():
    cell = CellScore("check-mean", "visible", 0.0, 1.0)
    result = Result("student", DEMO, "graded", cells=(cell,))
    (test,) = valid(wording.results_of(result, {"check-mean": "x" * 10_000}))["tests"]
    assert len(test["output"]) == wording.LONGEST_MESSAGE


def test_the_zip_grades_by_itself(autograder, reference):
    """From the unpacked zip alone; only the interpreter is this environment's."""
    handed = autograder / "submission" / "Copy of demo.ipynb"
    reference.answer("mean", HALF).write(handed)
    status, said, results = run(autograder)
    assert status == 0, said
    assert score(valid(results)) == 5


def test_a_grader_that_cannot_start_is_no_silent_zero(autograder):
    status, _, results = run(autograder, python="/bin/false")
    assert status == 1
    assert valid(results)["score"] == 0
    assert "exit status 1, which is not your fault" in results["output"]


def test_an_environment_that_cannot_grade_is_no_students_fault(tmp_path, monkeypatch, capsys):
    def cannot(course):
        raise GradingError("Nothing is graded: numpy is missing")

    monkeypatch.setattr(running, "new_grader", cannot)
    assert running.main([str(tmp_path)]) == 1
    results = valid(json.loads((tmp_path / "results" / "results.json").read_text("utf-8")))
    assert score(results) == 0
    assert wording.STOPPED in results["output"]
    assert "numpy is missing" in results["output"]
    assert "Traceback" in capsys.readouterr().err
    with pytest.raises(GradingError):  # and no image is built
        running.main([str(tmp_path), "--prove"])
