"""The page "Which loss do I call?": each call on it gives our number, each question has one."""

import ast
import re
from importlib.util import find_spec

import numpy as np
import pytest

if missing := [name for name in ("keras", "tensorflow", "torch", "sklearn") if not find_spec(name)]:
    pytest.skip(f"{', '.join(missing)} missing", allow_module_level=True)

from tools.rosetta import page as rosetta
from tools.rosetta import running, which
from tools.rosetta.sections import links_to_sections
from tools.rosetta.symptoms import SYMPTOMS
from tools.rosetta.tasks import TASKS

TEXT = which.PAGE.read_text(encoding="utf-8")
# Soft targets are no labels: scikit-learn's log_loss refuses them.
WITHOUT_SCIKIT_LEARN = {"Exclusive classes, one-hot or soft targets", "Label smoothing"}


def calls_shown(title):
    """Return library and call of each call that the page shows under a heading."""
    section = TEXT.partition(f"## {title}\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```python\n(.*?)```", section, flags=re.DOTALL)
    parts = re.split(r"^# (.+)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def test_the_committed_page_is_what_the_calls_give():
    assert which.page() == TEXT, "run python -m tools.rosetta"


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.title)
def test_every_call_on_the_page_gives_our_value(task):
    names = running.modules()
    arrays = running.arrays_of(task, names)
    ours = running.run(*task.calls[0], arrays, names)
    shown = calls_shown(task.title)
    without = {"scikit-learn"} if task.title in WITHOUT_SCIKIT_LEARN else set()
    assert [library for library, _ in shown] == [x for x in dict(task.calls) if x not in without]
    for library, call in shown:
        # Keras computes in float32: 2^-24 for each rounding, some ten of them.
        value = running.run(library, call.strip(), arrays, names)
        np.testing.assert_allclose(value, ours, rtol=1e-6, atol=0, err_msg=call)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.title)
def test_a_call_on_logits_is_shown_where_one_gives_our_value(task):
    takes_probs = {lib for lib, call in calls_shown(task.title) if running.form_of(call) == "probs"}
    assert takes_probs <= {"scikit-learn"}


def test_the_calls_are_those_of_the_rosetta_table():
    asked = {(x, ast.unparse(ast.parse(call))) for task in TASKS for x, call in task.calls}
    shown = {
        (x, ast.unparse(ast.parse(call))) for task in TASKS for x, call in calls_shown(task.title)
    }
    assert shown <= asked


def test_every_task_is_the_answer_to_one_question():
    answers = [title for *_, title in (*which.CASES, *which.EXTRAS)]
    assert sorted(answers) == sorted(task.title for task in TASKS)


def test_a_call_that_gives_another_number_is_not_chosen():
    names = running.modules()
    (task,) = (task for task in TASKS if task.title == "A weight per class")
    keras = [call for library, call in task.calls if library == "Keras"]
    assert dict(which.chosen(task, names))["Keras"] == keras[1]  # the first divides by examples
    assert "| Keras | logits | 1.393 | examples |" in rosetta.PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("symptom", SYMPTOMS, ids=lambda symptom: symptom.seen)
def test_a_symptom_leads_to_sections_and_stands_on_the_page(symptom):
    assert f"{symptom.why}\n  {links_to_sections(symptom.sections)}." in TEXT


def test_the_numbers_of_the_symptoms_are_computed():
    # ln 10 = 2.302585; one-hot logits of ten classes: ln(e + 9) - 1 = 1.461150.
    assert "with ten classes, 2.303" in TEXT
    assert "stuck at 1.461 with ten classes" in TEXT


@pytest.mark.parametrize("bound", ["16.12", "100.0", "36.04"])
def test_the_bounds_that_a_symptom_names_are_in_the_rosetta_table(bound):
    assert f" {bound} |" in rosetta.PAGE.read_text(encoding="utf-8")


def test_a_section_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="chapter 9 has no section"):
        links_to_sections([(9, "Exhibit 99")])
