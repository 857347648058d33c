"""Whatever a notebook does while it runs, it ends in a result that says so."""

import pytest

from tests.course.submitting import DEMO, DEMO_SOURCES
from tools.course.grading import Grader, GradingError

LOOP = "def mean(values):\n    while True:\n        pass"
STUBBORN = """
import time
def mean(values):
    while True:
        try:
            time.sleep(0.1)
        except KeyboardInterrupt:
            pass
"""


def test_an_endless_loop_costs_its_task_only(grade, reference):
    result = grade(reference.answer("mean", LOOP))
    assert (result.status, result.score) == ("graded", 4)
    assert "cell check-mean did not end within 2 s" in result.remarks


def test_an_endless_loop_in_an_answer_is_interrupted(grade, reference):
    result = grade(reference.insert("while True: pass", "check-mean"))
    assert (result.status, result.score) == ("graded", 8)
    assert "a cell that the student added did not end within 2 s" in result.remarks


def test_a_loop_that_swallows_the_interrupt_is_reported(grade, reference):
    result = grade(reference.answer("mean", STUBBORN))
    assert (result.status, result.score) == ("not graded", None)
    assert "cell check-mean does not end, and goes on when it is interrupted" in result.reason


def test_the_whole_notebook_has_a_limit(tmp_path, reference, grader):
    slow = reference.answer("mean", "import time\ntime.sleep(1.5)")
    slow.insert("import time; time.sleep(1.9)", "check-mean")
    path = slow.write(tmp_path / "slow.ipynb")
    grader.limits["wall_clock"] = 2
    try:
        result = grader.grade("ada", path)
    finally:
        grader.limits["wall_clock"] = 30
    assert result.status == "not graded"
    assert "ran longer than 2 s and was stopped in cell" in result.reason


ENDS = {
    "os._exit": "import os; os._exit(0)",
    "a signal": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "a crash": "import ctypes; ctypes.string_at(0)",
}


@pytest.mark.parametrize("name", ENDS)
def test_the_death_of_the_kernel_is_reported_with_the_cell(name, grade, reference):
    result = grade(reference.answer("number", ENDS[name]))
    assert (result.status, result.score) == ("not graded", None)
    assert result.reason.startswith("cell solve-number ended Python")


def test_death_in_a_cell_of_the_students_own_is_counted_out(grade, reference):
    result = grade(reference.first("import os; os._exit(0)"))
    assert "cell 1 (counted from 1, without a grade id) ended Python" in result.reason


@pytest.mark.parametrize("code", ["exit()", "quit()", "import sys; sys.exit()", "raise SystemExit"])
def test_exit_costs_its_cell_only_and_is_remarked(code, grade, reference):
    result = grade(reference.answer("number", code))
    assert (result.status, result.score) == ("graded", 6)
    assert result.remarks[0].startswith("cell solve-number raises ")


def test_a_flood_of_text_is_cut(grade, reference, grader):
    result = grade(reference.answer("number", "answer = 55\nfor i in range(9**6): print('x' * 99)"))
    assert result.score == 8
    page = grader.feedback("ada", DEMO).read_text()
    assert "… (cut)" in page
    assert len(page) < 150_000


def test_what_is_written_to_standard_error_costs_nothing(grade, reference):
    code = (
        "import sys, warnings\nimport numpy as np\n"
        "def mean(values):\n    print('42', file=sys.stderr)\n    warnings.warn('odd')\n"
        "    np.log(np.zeros(1))\n    return sum(values) / len(values)"
    )
    assert grade(reference.answer("mean", code)).score == 8


SETTINGS = "import numpy as np, warnings\nnp.seterr(all='raise')\nwarnings.simplefilter('error')"


def test_a_students_settings_cost_other_tasks_nothing(grade, reference):
    code = (
        "import numpy as np, warnings\ndef scaled(x):\n    warnings.warn('x')\n    np.exp(999.0)\n"
    )
    reference.first(SETTINGS).answer("scaled", code + "    return x / x.max()")
    assert grade(reference).score == 8


def test_one_bad_among_good(grade, reference, grader, monkeypatch):
    """Also an exception that nobody thought of becomes a result."""
    import tools.course.intake

    def broken(*_):
        raise ZeroDivisionError("of the grader's own")

    with monkeypatch.context() as patch:
        patch.setattr(tools.course.intake, "normalised", broken)
        result = grade(reference, "bad")
    assert result.reason == "grading failed with ZeroDivisionError: of the grader's own"
    assert grade(reference, "good").score == 8


def test_a_second_grading_replaces_the_first(grade, reference, blank):
    assert grade(reference, "again").score == 8
    assert grade(blank, "again").score == 0


def test_a_failed_grading_leaves_no_grade_in_the_gradebook(grade, reference, grader):
    from nbgrader.api import Gradebook, MissingEntry

    from tools.course.nbgrader_course import gradebook_url

    grade(reference.answer("number", ENDS["os._exit"]), "gone")
    with Gradebook(gradebook_url(grader.folder)) as book, pytest.raises(MissingEntry):
        book.find_submission(DEMO, "gone")


def test_neither_reference_nor_release_is_a_student(grader):
    from nbgrader.api import Gradebook

    from tools.course.nbgrader_course import gradebook_url

    with Gradebook(gradebook_url(grader.folder)) as book:
        assert not {"reference", "untouched"} & {student.id for student in book.students}
    reference, untouched = grader.proofs[DEMO]
    assert (reference.score, untouched.score) == (8, 0)


def test_the_kernel_starts_in_an_empty_folder_outside_the_course(grade, reference, grader):
    code = (
        "import os\nassert os.listdir() == []\n"
        f"assert {str(grader.folder)!r} not in os.getcwd()\nanswer = 55"
    )
    assert grade(reference.answer("number", code)).score == 8


# An environment without NumPy, as far as its kernel can tell: this interpreter, with a hook that
# Python runs at its start and that refuses the import. (An empty virtual environment would need
# ipykernel from the network.)
HOOK = """
import sys
class Without:
    def find_spec(self, name, *_):
        if name.split(".")[0] == "numpy":
            raise ModuleNotFoundError("No module named 'numpy'", name=name)
sys.meta_path.insert(0, Without())
"""


@pytest.fixture
def python_without_numpy(tmp_path) -> str:
    import sys

    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(HOOK)
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{tmp_path}/site" exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return str(python)


def test_an_environment_without_numpy_grades_nothing(python_without_numpy, tmp_path):
    with pytest.raises(GradingError, match="ModuleNotFoundError: No module named 'numpy'"):
        Grader(tmp_path / "course", (DEMO,), DEMO_SOURCES, python=python_without_numpy)


def test_an_interpreter_without_a_kernel_grades_nothing(tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(GradingError, match="the model solution of demo fails here"):
        Grader(tmp_path / "course", (DEMO,), DEMO_SOURCES, python=str(python))


def test_checks_that_give_points_for_nothing_stop_everything(tmp_path):
    import nbformat

    from tools.course import assignments
    from tools.notebooks import read

    node = read(assignments.source(DEMO, DEMO_SOURCES)).node
    check = next(cell for cell in node.cells if assignments.grade_id(cell) == "check-mean")
    check.source = "assert True"
    place = assignments.source(DEMO, tmp_path / "sources")
    place.parent.mkdir(parents=True)
    nbformat.write(node, place)
    with pytest.raises(GradingError, match="check-mean gives points for nothing"):
        Grader(tmp_path / "course", (DEMO,), tmp_path / "sources")


def test_wrong_solutions_lose_exactly_their_points(grade, reference):
    wrong = {
        "mean": ("def mean(values): return sum(values) / 3", {"hidden-mean": 0}),
        "scaled": (
            "def scaled(x):\n    x /= x.max()\n    return x",
            {"hidden-scaled": 0},
        ),
    }
    expected = {"check-mean": 1, "hidden-mean": 3, "check-number": 1, "hidden-number": 1}
    expected |= {"check-scaled": 1, "hidden-scaled": 1, "written-words": None}
    for task, (code, lost) in wrong.items():
        reference.answer(task, code)
        expected |= lost
    assert grade(reference).scores == expected
