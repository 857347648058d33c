"""The tables of a grading: CSV files that a spreadsheet opens, and that are read back.

- ``grades.csv``: a row for each student and assignment, with status, score and remarks;
- ``cells.csv``: a row for each cell with points, for whoever wants to see where they went;
- ``written.csv``: a row for each written answer; a person fills its last two columns.
"""

import csv
from pathlib import Path

from nbgrader.api import Gradebook

from tools.course.assignments import grade_id
from tools.course.grading import Grader, place_of, student_id
from tools.course.nbgrader_course import gradebook_url
from tools.course.results import GRADED, Result
from tools.notebooks import read

GRADES = ("student", "assignment", "status", "score", "max_score", "reason", "remarks")
CELLS = ("student", "assignment", "cell", "kind", "score", "points")
WRITTEN = ("student", "assignment", "cell", "answer", "points_possible", "points_given", "comment")
# A spreadsheet takes what begins with these for a formula and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_tables(folder: Path, grader: Grader, results: list[Result]) -> None:
    """Write the three tables.

    Parameters
    ----------
    folder : Path
        Where to.
    grader : Grader
        Its gradebook holds marks and comments.
    results : list of Result
        In the order of the rows.
    """
    write_csv(folder / "grades.csv", GRADES, [grade_row(result) for result in results])
    cells = [row for result in results for row in cell_rows(result)]
    write_csv(folder / "cells.csv", CELLS, cells)
    graded = [result for result in results if result.status == GRADED]
    write_csv(folder / "written.csv", WRITTEN, written_rows(grader, graded))


def grade_row(result: Result) -> dict:
    """Return a submission's row."""
    numbers = {"score": number(result.score)}
    numbers["max_score"] = number(result.max_score) if result.assignment else ""
    words = {"reason": result.reason, "remarks": "; ".join(result.remarks)}
    who = {"student": result.student, "assignment": result.assignment or ""}
    return who | {"status": result.status} | numbers | words


def cell_rows(result: Result) -> list[dict]:
    """Return a row for each cell of a submission that carries points."""
    who = {"student": result.student, "assignment": result.assignment}
    return [
        who
        | {"cell": cell.name, "kind": cell.kind}
        | {"score": number(cell.score), "points": number(cell.points)}
        for cell in result.cells
    ]


def written_rows(grader: Grader, graded: list[Result]) -> list[dict]:
    """Return a row for each written answer, with the marks that it has."""
    rows: list[dict] = []
    if not graded:
        return rows
    with Gradebook(gradebook_url(grader.folder)) as book:
        for result in graded:
            person, name = student_id(result.student), result.assignment
            node = read(place_of(grader.folder, "submitted", person, name)).node
            answers = {grade_id(cell): cell.source for cell in node.cells}
            who = {"student": result.student, "assignment": name}
            for cell in [cell for cell in result.cells if cell.kind == "written"]:
                given = number(book.find_grade(cell.name, name, name, person).manual_score)
                comment = book.find_comment(cell.name, name, name, person).manual_comment or ""
                marks = {"points_given": given, "comment": comment}
                answer = {"cell": cell.name, "answer": answers[cell.name]}
                rows.append(who | answer | {"points_possible": number(cell.points)} | marks)
    return rows


def write_csv(path: Path, columns: tuple[str, ...], rows: list[dict]) -> None:
    """Write a table; with a mark of its encoding, without which Excel misreads names."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows({name: harmless(row[name]) for name in columns} for row in rows)


def read_csv(path: Path, columns: tuple[str, ...]) -> list[dict]:
    """Read a table that a spreadsheet may have written, with semicolons for commas.

    Raises
    ------
    ValueError
        If the file cannot be read, or a column is missing.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read ({error}): save it as CSV in UTF-8.") from error
    head = text.partition("\n")[0]
    rows = list(csv.DictReader(text.splitlines(True), delimiter=";" if ";" in head else ","))
    missing = [name for name in columns if rows and name not in rows[0]]
    if missing:
        raise ValueError(f"{path} lacks the columns {', '.join(missing)}: keep written.csv's head.")
    return [{name: original(row[name] or "") for name in columns} for row in rows]


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: a quote goes before it."""
    return f"'{text}" if is_formula(text) else text


def original(text: str) -> str:
    """Return what `harmless` was given."""
    return text[1:] if text.startswith("'") and is_formula(text) else text


def is_formula(text: str) -> bool:
    """Tell whether the text, after any quotes, is a formula to a spreadsheet."""
    return text.lstrip("'").startswith(FORMULA)


def number(value: float | None) -> str:
    """Return a number without a needless fraction; nothing for None."""
    return "" if value is None else f"{value:g}"
