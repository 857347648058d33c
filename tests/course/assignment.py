"""The tests of one assignment; each assignment's module makes a class of its own of them."""

import json
import re

from tests.course.cases import WRONG, cases
from tests.course.submitting import Handed
from tools.course import assignments
from tools.course.feedback_cells import HIDDEN, NOTE
from tools.course.release import text
from tools.notebooks import read

POINTS = 20
AT_LEAST = 6  # wrong solutions of each task


class AssignmentTests:
    """What holds for every assignment."""

    name: str
    # Tasks that any right answer shows (find a point where …): they need no hidden check.
    without_hidden: frozenset[str] = frozenset()

    def pytest_generate_tests(self, metafunc):
        """Give each submission of the assignment a test."""
        if "case" in metafunc.fixturenames:
            made = cases(metafunc.cls.name)
            metafunc.parametrize("case", made, ids=[case.label for case in made])

    def test_the_release_is_made_of_the_source(self):
        """Regenerating it gives the committed bytes."""
        path = assignments.release(self.name)
        assert path.read_text(encoding="utf-8") == text(self.name), (
            f"run: python -m tools.course.release {self.name}"
        )

    def test_no_line_of_a_solution_or_hidden_check_is_released(self):
        """Students' copies hold nothing of them."""
        source = read(assignments.source(self.name))
        released = assignments.release(self.name).read_text(encoding="utf-8")
        secret = not_visible(secret_lines(source), source)
        assert len(secret) >= 40  # the control: solutions and checks have more lines than that
        leaked = [line for line in secret if json.dumps(line)[1:-1] in released]
        assert leaked == []

    def test_points_and_kinds(self):
        """Twenty points, in five to eight tasks with visible and hidden checks."""
        cells = assignments.graded_cells(assignments.source(self.name))
        assert sum(cell.points for cell in cells) == POINTS
        automatic = {cell.task for cell in cells if cell.kind == "visible"}
        assert 5 <= len({cell.task for cell in cells}) <= 8
        hidden = {cell.task for cell in cells if cell.kind == "hidden"}
        assert hidden == automatic - self.without_hidden

    def test_every_task_has_its_wrong_solutions(self):
        """At least six of each task, different, each with points to lose."""
        cells = assignments.graded_cells(assignments.source(self.name))
        points = {cell.name: cell.points for cell in cells}
        assert set(WRONG[self.name]) == {cell.task for cell in cells if cell.kind == "visible"}
        for task, wrong in WRONG[self.name].items():
            assert len({one.code for one in wrong}) == len(wrong) >= AT_LEAST, task
            assert len({one.name for one in wrong}) == len(wrong)
            for one in wrong:
                assert one.lost
                assert all(0 < lost <= points[name] for name, lost in one.lost.items())

    def test_the_reference_gets_full_points(self, grader):
        """All but the written answers, which a person marks."""
        reference, _ = grader.proofs[self.name]
        lost = [c for c in reference.cells if c.kind != "written" and c.score != c.points]
        assert lost == []
        assert reference.max_score == POINTS

    def test_the_untouched_release_gets_none(self, grader):
        """It runs, and earns nothing."""
        _, untouched = grader.proofs[self.name]
        assert untouched.status == "graded"
        assert set(untouched.scores.values()) == {0.0}

    def test_a_submission_earns_exactly_what_it_should(self, case, grader, tmp_path):
        """Cell by cell, for wrong solutions, cheats and Colab's notebooks."""
        result = grader.grade("ada", case.handed.write(tmp_path / "x.ipynb"))
        scores = result.scores if result.status == "graded" else None
        assert scores == case.expected, difference(result, case, self.name)

    def test_feedback_shows_no_hidden_check(self, grader, tmp_path):
        """Neither to a blank submission, whose hidden checks all fail, nor to a full one."""
        source = read(assignments.source(self.name))
        secret = not_visible(hidden_lines(source), source)
        for path in (assignments.release(self.name), assignments.source(self.name)):
            handed = Handed.of(path).write(tmp_path / "x.ipynb")
            assert grader.grade("ada", handed).status == "graded"
            page = grader.feedback("ada", self.name).read_text(encoding="utf-8")
            assert re.search(r"hidden checks \(.+\): [\d.]+ of \d points", page)
            assert [line for line in secret if line in page] == []
            assert NOTE not in page  # no output of the assignment's own is taken for a leak


def difference(result, case, name) -> str:
    """Say which wrong solution earned what it should not."""
    if result.status != "graded":
        return result.reason
    wrong = {cell: (result.scores[cell], want) for cell, want in (case.expected or {}).items()}
    wrong = {cell: pair for cell, pair in wrong.items() if pair[0] != pair[1]}
    return f"{case.label}: (score, expected) of {wrong}; {result.remarks}"


def hidden_lines(source) -> set[str]:
    """Return the lines of hidden checks that are long enough to be told from others."""
    return long_lines("\n".join(part for c in source.cells for part in HIDDEN.findall(c.source)))


def secret_lines(source) -> set[str]:
    """Return the lines of solutions and hidden checks."""
    solutions = [
        part.partition("### END SOLUTION")[0]
        for cell in source.cells
        for part in cell.source.split("### BEGIN SOLUTION")[1:]
    ]
    return hidden_lines(source) | long_lines("\n".join(solutions))


def not_visible(lines: set[str], source) -> set[str]:
    """Return the lines that do not also stand, whole or in a longer line, in what students get."""
    kept = []
    for cell in source.cells:
        head, *rest = HIDDEN.sub("", cell.source).split("### BEGIN SOLUTION")
        kept += [head, *(part.partition("### END SOLUTION")[2] for part in rest)]
    visible = "\n".join(kept)
    return {line for line in lines if line not in visible}


def long_lines(text: str) -> set[str]:
    """Return the lines of ten characters and more, without their indentation."""
    return {line.strip() for line in text.splitlines() if len(line.strip()) >= 10}
