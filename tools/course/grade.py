"""Grade a folder of submissions: ``python -m tools.course.grade SUBMISSIONS [--into FOLDER]``.

Behind ``make grade SUBMISSIONS=folder``. Writes into ``_build/grades`` (or ``--into``) the tables
of `tools.course.tables`, a feedback page for each graded notebook under ``feedback/``, and
nbgrader's gradebook. ``--marks written.csv`` takes in the marks of written answers.

Exit status: 0 when every notebook was graded; 2 when some were not, each listed with its reason;
1 when nothing was graded, because here even the model solutions fail or the input is wrong.
"""

import argparse
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from ce_utils.progress import progress_bar
from tools.course import assignments, marks
from tools.course.assignments import GradedCell
from tools.course.grading import CELL_SECONDS, NOTEBOOK_SECONDS, Grader
from tools.course.intake import assignment_of
from tools.course.marks import Mark
from tools.course.results import GRADED, GradingError, Result
from tools.course.submissions import Submission, find, is_archive
from tools.course.tables import number, write_tables
from tools.paths import BUILD

OURS = ".graded-by-tools.course"  # marks a folder that a further run may replace
DONE, NOTHING, SOME = 0, 1, 2
Key = tuple[str, str | None]  # student, assignment


def main(arguments: list[str]) -> int:
    """Grade, write everything, print the table, and say by the exit status how it went."""
    options = parser().parse_args(arguments)
    try:
        results = grade_all(options)
    except (ValueError, GradingError) as error:
        print(error, file=sys.stderr)
        return NOTHING
    print(table(results))
    print(f"\nTables, feedback pages and gradebook: {options.into}")
    return DONE if all(result.status == GRADED for result in results) else SOME


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    made = argparse.ArgumentParser(prog="python -m tools.course.grade", description=__doc__)
    made.formatter_class = argparse.RawDescriptionHelpFormatter
    made.add_argument("submissions", type=Path, help="the folder of submissions")
    made.add_argument("--into", type=Path, default=BUILD / "grades", help="where results go")
    made.add_argument("--marks", type=Path, help="written.csv with marks filled in")
    made.add_argument("--sources", type=Path, default=assignments.SOURCE, help=argparse.SUPPRESS)
    made.add_argument(
        "--python", default=sys.executable, help="the interpreter that runs notebooks"
    )
    seconds = {"type": int, "metavar": "SECONDS"}
    made.add_argument("--cell-seconds", default=CELL_SECONDS, **seconds)
    made.add_argument("--notebook-seconds", default=NOTEBOOK_SECONDS, **seconds)
    return made


def grade_all(options: argparse.Namespace) -> list[Result]:
    """Grade every submission into a folder that takes its place only when all is done."""
    found = find(options.submissions)
    check_place(options.into, options.submissions)
    handed = handed_in(found.submissions, options.sources)
    given = marks.read_marks(options.marks) if options.marks else []
    cells = {key: list(cells_of(key[1], options.sources)) for key in handed}
    marks.check(given, cells)
    for path in found.ignored:
        print(f"ignored, no notebook: {path}")
        if is_archive(path):
            print(f"WARNING: {path} is an archive: unzip it first", file=sys.stderr)
    options.into.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{options.into.name}-", dir=options.into.parent))
    try:
        results = grade_into(folder, handed, given, options)
        put_in_place(folder, options.into)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return results


def handed_in(submissions: list[Submission], sources: Path) -> dict[Key, list[Path]]:
    """Return the notebooks of each student and assignment; None is an unknown assignment."""
    names = assignments.names_in(sources)
    ids = {name: assignments.grade_ids(assignments.source(name, sources)) for name in names}
    handed = defaultdict(list)
    for submission in submissions:
        handed[submission.student, assignment_of(submission.path, ids)].append(submission.path)
    return dict(handed)


def cells_of(name: str | None, sources: Path) -> tuple[GradedCell, ...]:
    """Return the cells with points of an assignment."""
    return assignments.graded_cells(assignments.source(name, sources)) if name else ()


def grade_into(
    folder: Path, handed: dict[Key, list[Path]], given: list[Mark], options: argparse.Namespace
) -> list[Result]:
    """Grade, enter the marks, write tables and feedback."""
    names = tuple(sorted({name for _, name in handed if name}))
    print(f"Proving that grading works here: {', '.join(names) or 'no known assignment'}")
    limits = {"cell_seconds": options.cell_seconds, "notebook_seconds": options.notebook_seconds}
    grader = Grader(folder, names, options.sources, python=options.python, **limits)
    results = graded(grader, handed)
    done = {(result.student, result.assignment) for result in results if result.status == GRADED}
    marks.enter([m for m in given if (m.student, m.assignment) in done], grader)
    results = [grader.refreshed(r) if r.status == GRADED else r for r in results]
    results = [with_feedback(r, grader) for r in progress_bar(results, description="feedback")]
    write_tables(folder, grader, results)
    return results


def with_feedback(result: Result, grader: Grader) -> Result:
    """Write a result's feedback page; one that fails becomes a remark."""
    if result.status != GRADED:
        grader.reason_page(result)
        return result
    try:
        grader.feedback(result.student, result.assignment)
    except RuntimeError as error:
        return replace(result, remarks=(*result.remarks, str(error)))
    return result


def graded(grader: Grader, handed: dict[Key, list[Path]]) -> list[Result]:
    """Grade them; two notebooks of one assignment by one student are reported, not guessed."""
    results = []
    for (student, name), paths in progress_bar(handed.items(), description="grading"):
        if name and len(paths) > 1:
            files = ", ".join(path.name for path in paths)
            reason = f"{len(paths)} notebooks of this assignment ({files}): leave the one to grade"
            results.append(grader.not_graded(student, name, reason))
        else:
            results.extend(grader.grade(student, path) for path in paths)
    # By assignment, those of no known assignment last; within one as the submissions were found.
    return sorted(results, key=lambda result: (result.assignment is None, result.assignment or ""))


def check_place(folder: Path, submissions: Path) -> None:
    """Raise ValueError where the folder for the results holds something else."""
    if submissions.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{submissions} lies in {folder}, which is replaced: move it out.")
    strange = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if strange and not (folder / OURS).exists():
        raise ValueError(f"{folder} holds something else: name another folder with --into.")


def put_in_place(made: Path, folder: Path) -> None:
    """Let the results take the place of those of an earlier run."""
    (made / OURS).touch()
    made.chmod(0o755)  # mkdtemp's own is for one person only
    if folder.exists():
        shutil.rmtree(folder)
    made.rename(folder)


def table(results: list[Result]) -> str:
    """Return the results as lines: name, assignment, points, and what there is to know."""
    rows = [row for result in results for row in rows_of(result)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, [*widths, 0], strict=True)) for row in rows]
    missed = sum(result.status != GRADED for result in results)
    return "\n".join([*map(str.rstrip, lines), f"{len(results) - missed} graded, {missed} not"])


def rows_of(result: Result) -> list[tuple[str, str, str, str]]:
    """Return the lines of one result: a remark in each."""
    points = f"{number(result.score)} of {number(result.max_score)}"
    points = points if result.status == GRADED else "not graded"
    words = [result.reason] if result.reason else list(result.remarks)
    first = (result.student, result.assignment or "?", points, words[0] if words else "")
    return [first, *[("", "", "", word) for word in words[1:]]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
