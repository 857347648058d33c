"""`make grade`: tables, marks, feedback, exit status; one bad notebook among good ones."""

import csv
from dataclasses import replace

import pytest

from tests.course.submitting import DEMO, DEMO_SOURCES, Handed
from tools.course import assignments, grade
from tools.course.marks import Mark, check, read_marks
from tools.course.tables import WRITTEN, harmless, original, write_csv


def rows(path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def graded(tmp_path_factory, blank_node):
    """Grade a folder with a bit of everything once; the tests below look at it."""
    folder = tmp_path_factory.mktemp("subs")
    source = assignments.source(DEMO, DEMO_SOURCES)
    Handed.of(source).write(folder / "ada.ipynb")
    Handed(blank_node).write(folder / "=HYPERLINK(1)" / "Copy of demo.ipynb")
    Handed.of(source).delete("check-mean").write(folder / "bad.ipynb")
    Handed.of(source).write(folder / "two" / "demo.ipynb")
    Handed.of(source).write(folder / "two" / "demo (1).ipynb")
    (folder / "stranger.ipynb").write_text("{}")
    (folder / "notes.txt").write_text("")
    return folder, folder.parent / f"{folder.name}-grades"


def run(graded, *more) -> int:
    folder, into = graded
    return grade.main([str(folder), "--into", str(into), "--sources", str(DEMO_SOURCES), *more])


def test_a_folder_is_graded_and_marked(graded, capsys):
    _, into = graded
    assert run(graded) == grade.SOME
    said = capsys.readouterr().out
    assert "2 graded, 3 not" in said
    assert "notes.txt" in said
    assert "check-mean" in said
    by_student = {row["student"]: row for row in rows(into / "grades.csv")}
    assert (by_student["ada"]["score"], by_student["ada"]["max_score"]) == ("8", "10")
    assert by_student["'=HYPERLINK(1)"]["score"] == "0"
    assert by_student["two"]["reason"].startswith("2 notebooks of this assignment (demo (1).ipynb")
    assert by_student["stranger"]["status"] == "not graded"
    assert by_student["bad"]["score"] == ""
    cells = [row for row in rows(into / "cells.csv") if row["student"] == "ada"]
    assert [row["cell"] for row in cells][:2] == ["check-mean", "hidden-mean"]
    assert sum(float(row["score"] or 0) for row in cells) == 8
    pages = sorted(path.relative_to(into).parts[1] for path in into.glob("feedback/*/*/*.html"))
    assert len(pages) == 5
    reason = (into / "feedback" / "bad" / DEMO / f"{DEMO}.html").read_text()
    assert "no verdict" in reason
    assert "check-mean" in reason
    assert (into / "feedback" / "stranger" / "not-graded" / "not-graded.html").exists()
    # Sorted by assignment; of an unknown one, not even the points are known.
    last = rows(into / "grades.csv")[-1]
    assert (last["student"], last["max_score"]) == ("stranger", "")

    # A lecturer fills in the marks where the table lies, and grades again.
    table = rows(into / "written.csv")
    assert [row["student"] for row in table] == ["'=HYPERLINK(1)", "ada"]
    assert table[1]["answer"].startswith("A sample is finite")
    table[1] |= {"points_given": "1,5", "comment": "Say *which* law."}
    table[0] |= {"points_given": "0"}
    with (into / "written.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, WRITTEN, delimiter=";")
        writer.writeheader()
        writer.writerows(table)
    assert run(graded, "--marks", str(into / "written.csv")) == grade.SOME
    by_student = {row["student"]: row for row in rows(into / "grades.csv")}
    assert by_student["ada"]["score"] == "9.5"
    assert "waits" not in by_student["ada"]["remarks"]
    page = (into / "feedback" / "ada" / DEMO / f"{DEMO}.html").read_text()
    assert "your written answer: 1.5 of 2 points" in page
    assert "Say <em>which</em> law." in page
    kept = rows(into / "written.csv")[1]
    assert (kept["points_given"], kept["comment"]) == ("1.5", "Say *which* law.")


def test_all_graded_is_status_0(tmp_path, reference):
    reference.write(tmp_path / "subs" / "ada.ipynb")
    assert run((tmp_path / "subs", tmp_path / "grades")) == grade.DONE


def test_wrong_input_is_status_1_and_leaves_everything(tmp_path, reference, capsys):
    reference.write(tmp_path / "subs" / "ada.ipynb")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    assert run((tmp_path / "subs", tmp_path / "mine")) == grade.NOTHING
    assert "holds something else" in capsys.readouterr().err
    assert (tmp_path / "mine" / "thesis.txt").exists()
    assert run((tmp_path / "subs", tmp_path)) == grade.NOTHING
    assert "lies in" in capsys.readouterr().err
    assert run((tmp_path / "nothing", tmp_path / "grades")) == grade.NOTHING
    marks = tmp_path / "m.csv"
    write_csv(marks, WRITTEN, [dict.fromkeys(WRITTEN, "x") | {"points_given": "1"}])
    assert run((tmp_path / "subs", tmp_path / "grades"), "--marks", str(marks)) == grade.NOTHING
    assert "no such submission" in capsys.readouterr().err
    assert not (tmp_path / "grades").exists()


def test_an_environment_that_cannot_grade_is_status_1_and_keeps_old_results(
    tmp_path, reference, capsys
):
    reference.write(tmp_path / "subs" / "ada.ipynb")
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    old = tmp_path / "grades"
    old.mkdir()
    (old / grade.OURS).touch()
    (old / "written.csv").write_text("marks")
    assert run((tmp_path / "subs", old), "--python", str(python)) == grade.NOTHING
    assert "Nothing is graded" in capsys.readouterr().err
    assert (old / "written.csv").read_text() == "marks"
    assert not (old / "grades.csv").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["grades", "python", "subs"]


CELLS = {("ada", DEMO): list(assignments.graded_cells(assignments.source(DEMO, DEMO_SOURCES)))}
MARK = Mark("ada", DEMO, "written-words", 2.0, "")
WRONG = {
    "an unknown student": ([replace(MARK, student="adda")], "no such submission"),
    "an unknown assignment": ([replace(MARK, assignment="x")], "no such submission"),
    "a cell that is no answer": ([replace(MARK, cell="check-mean")], "there are: written-words"),
    "too many points": ([replace(MARK, points=2.5)], "2.5 points of at most 2"),
    "twice": ([MARK, MARK], "stands twice"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_marks_are_refused_in_words(name):
    marks, words = WRONG[name]
    with pytest.raises(ValueError, match=words):
        check(marks, CELLS)


def test_right_marks_are_taken():
    check([MARK], CELLS)


@pytest.mark.parametrize("points", ["-1", "two", "nan"])
def test_points_that_are_no_number_are_refused(points, tmp_path):
    row = {"student": "ada", "assignment": DEMO, "cell": "w", "answer": "", "points_possible": "2"}
    write_csv(tmp_path / "m.csv", WRITTEN, [row | {"points_given": points, "comment": ""}])
    with pytest.raises(ValueError, match="write a number from 0 on"):
        read_marks(tmp_path / "m.csv")


def test_a_table_that_a_spreadsheet_wrote_is_read(tmp_path):
    head = ";".join(WRITTEN)
    (tmp_path / "m.csv").write_text(f'\ufeff{head}\r\nada;demo;w;"a\r\nb; c";2;1,5;\r\n', "utf-8")
    assert read_marks(tmp_path / "m.csv") == [Mark("ada", "demo", "w", 1.5, "")]
    (tmp_path / "n.csv").write_text("student,points\nada,2\n")
    with pytest.raises(ValueError, match="lacks the columns assignment, cell"):
        read_marks(tmp_path / "n.csv")
    with pytest.raises(ValueError, match="cannot be read"):
        read_marks(tmp_path / "missing.csv")


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\tx", "'x", "x", "", "'=x"])
def test_no_cell_is_a_formula_and_every_cell_comes_back(text):
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t"))
    assert original(harmless(text)) == text
