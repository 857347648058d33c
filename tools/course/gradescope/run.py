"""Grade one submission on Gradescope: ``python -m tools.course.gradescope.run [FOLDER]``.

``FOLDER`` plays Gradescope's ``/autograder``: it holds ``submission/`` and ``results/``. With
``--prove`` nothing is graded; the exit status says whether this environment can.
"""

import argparse
import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from tools.course.assignments import grade_id
from tools.course.gradescope.results import NOT_GRADED, STOPPED, failed, results_of
from tools.course.grading import Grader, place_of
from tools.course.results import GRADED, Result, errors_of
from tools.notebooks import read
from tools.paths import assignment_sources

STUDENT = "student"  # Gradescope knows who it is


def main(arguments: list[str]) -> int:
    """Grade, and write ``results.json`` whatever happens; 1 where the grader itself failed."""
    parser = argparse.ArgumentParser(prog="tools.course.gradescope.run", description=__doc__)
    default = Path(os.environ.get("AUTOGRADER", "/autograder"))
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    parser.add_argument("--prove", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ce-gradescope-") as course:
        if options.prove:
            new_grader(Path(course))
            return 0
        return grade(options.folder, Path(course))


def grade(folder: Path, course: Path) -> int:
    """Grade what was handed in and write ``results.json``; return the exit status."""
    try:
        results, status = graded(folder / "submission", new_grader(course)), 0
    except Exception as error:  # whatever it is: a student must not be left without a word
        traceback.print_exc()
        results, status = failed(STOPPED, f"{type(error).__name__}: {error}"), 1
    target = folder / "results" / "results.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=2, allow_nan=False), encoding="utf-8")
    return status


def graded(submission: Path, grader: Grader) -> dict[str, Any]:
    """Return the content of ``results.json`` for what was handed in.

    Parameters
    ----------
    submission : Path
        The folder that holds it.
    grader : Grader
        Grades the one assignment.
    """
    found = sorted(path for path in submission.rglob("*.ipynb") if not is_checkpoint(path))
    if len(found) != 1:
        names = ", ".join(path.relative_to(submission).as_posix() for path in found)
        came = f"there are {len(found)}: {names}" if found else "there is none"
        return failed(NOT_GRADED, f"Hand in one notebook (a file that ends in .ipynb): {came}.")
    result = grader.grade(STUDENT, found[0])
    return results_of(result, messages(grader.folder, result))


def is_checkpoint(path: Path) -> bool:
    """Say whether a notebook is a copy that Jupyter keeps for itself."""
    return ".ipynb_checkpoints" in path.parts


def messages(course: Path, result: Result) -> dict[str, str]:
    """Return the first error of each cell of a graded submission, by the cell's name."""
    if result.status != GRADED:
        return {}
    ran = read(place_of(course, "autograded", STUDENT, result.assignment))
    errors = {grade_id(cell): errors_of(cell) for cell in ran.code_cells}
    return {name: in_words(found[0]) for name, found in errors.items() if found}


def in_words(error: NotebookNode) -> str:
    """Return an error as a student reads it: a check's own message stands alone."""
    if error.ename == "NotImplementedError" and not error.evalue:
        return "This task has no answer yet."
    return error.evalue if error.ename == "AssertionError" else f"{error.ename}: {error.evalue}"


def new_grader(course: Path) -> Grader:
    """Return the grader of the one assignment that the zip holds."""
    names = tuple(path.stem for path in assignment_sources())
    return Grader(course, names=names, python=os.environ.get("GRADING_KERNEL", sys.executable))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
