"""A grade in the words of Gradescope's ``results.json``.

Scores stand with the tests alone: Gradescope adds them up, and shows a student no total as long
as a test is held back. A written answer is listed without a score, which Gradescope understands
as information; its points come from a question that a person marks there.
"""

from typing import Any

from tools.course.results import GRADED, CellScore, Result

# A hidden check shows after the grades are published; what the grader prints, never.
VISIBILITY = {"visible": "visible", "hidden": "after_published", "written": "visible"}
TITLES = {
    "visible": "checks that you see",
    "hidden": "checks that you do not see",
    "written": "written answer",
}
NOT_GRADED = "This submission was not graded, and its score of 0 is no verdict on your answers."
STOPPED = "The grader itself failed, which is not your fault. Please tell your lecturer."
LONGEST_MESSAGE = 500


def results_of(result: Result, messages: dict[str, str]) -> dict[str, Any]:
    """Return what Gradescope is told of one submission.

    Parameters
    ----------
    result : Result
        What the grader says.
    messages : dict of str to str
        What failed, by the name of the check; it is shown for checks that students see.

    Returns
    -------
    dict
        The content of ``results.json``.

    Raises
    ------
    ValueError
        If a check of a graded submission has no score: that is never a silent zero.
    """
    if result.status != GRADED:
        points = sum(cell.points for cell in result.cells if cell.kind != "written")
        return failed(NOT_GRADED, result.reason, points)
    tests = [test_of(cell, messages.get(cell.name, "")) for cell in result.cells]
    return page("\n".join(result.remarks), tests)


def test_of(cell: CellScore, message: str) -> dict[str, Any]:
    """Return one check, or one written answer, as Gradescope lists it."""
    task = cell.name.partition("-")[2]
    listed = {"name": f"{task}: {TITLES[cell.kind]}", "visibility": VISIBILITY[cell.kind]}
    if cell.kind == "written":
        words = f"Marked by a person, up to {cell.points:g} points, as a question of its own."
        return listed | {"output": words, "extra_data": {"points": cell.points}}
    if cell.score is None:
        raise ValueError(f"cell {cell.name} has no score, though the submission is graded")
    scored = listed | {"score": cell.score, "max_score": cell.points}
    shown = message[:LONGEST_MESSAGE] if cell.kind == "visible" else ""
    return scored | ({"output": shown} if shown else {})


def failed(verdict: str, reason: str, points: float = 0) -> dict[str, Any]:
    """Return a score of 0 that says, in words and as a failed test, why it is one.

    Parameters
    ----------
    verdict, reason : str
        What happened, and why.
    points : float
        What the automatic checks are worth, where that is known.
    """
    test = {"name": verdict, "score": 0, "status": "failed", "output": reason}
    full = {"max_score": points} if points else {}
    return page(f"{verdict}\n\n{reason}", [test | full | {"visibility": "visible"}])


def page(output: str, tests: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the frame that every ``results.json`` has."""
    return {
        "output": output,
        "output_format": "text",  # a student's words are never read as HTML
        "stdout_visibility": "hidden",
        "tests": tests,
    }
