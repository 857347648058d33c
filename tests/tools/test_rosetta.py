"""The Rosetta table is what its calls give today, and a cell cannot say what was not measured."""

import dataclasses
from importlib.util import find_spec

import numpy as np
import pytest

from ce_utils.frameworks import LIBRARIES

if missing := [name for name in ("keras", "tensorflow", "torch", "sklearn") if not find_spec(name)]:
    pytest.skip(f"{', '.join(missing)} missing", allow_module_level=True)

from tools.rosetta import page, running
from tools.rosetta.sections import headings_of
from tools.rosetta.tasks import EXAMPLES, TASKS


def test_the_committed_page_is_what_the_calls_give():
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), "run python -m tools.rosetta"


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.title)
def test_every_task_asks_every_library_in_order(task):
    asked = list(dict.fromkeys(library for library, _ in task.calls))
    assert asked == list(LIBRARIES)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.title)
def test_no_value_is_about_to_round_to_another_text(task):
    # Another processor may move the last digits of float32, 1e-6 of a value; a cell must not flip.
    names = running.modules()
    arrays = running.arrays_of(task, names)
    for library, call in task.calls:
        try:
            value = running.run(library, call, arrays, names)
        except running.REFUSALS:
            continue
        below, above = value * (1 - 1e-6), value * (1 + 1e-6)
        assert page.shown(below) == page.shown(value) == page.shown(above), call


def test_the_examples_tell_the_divisors_apart():
    names = running.modules()
    for task in TASKS:
        arrays = running.arrays_of(task, names)
        numbers = [float(eval(number, {}, arrays)) for number in task.divisors.values()]
        assert len(set(numbers)) == len(numbers), task.title


def test_a_value_that_no_divisor_explains_is_an_error():
    names = running.modules()
    doubled = dataclasses.replace(TASKS[0], total=f"2 * {TASKS[0].total}")
    with pytest.raises(ValueError, match="Exclusive classes, integer labels"):
        page._row(doubled, *doubled.calls[0], names)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.77368, "0.7737"), (1.04, "1.040"), (1000.0, "1000"), (np.inf, "inf"), (0.0, "0")],
)
def test_how_a_number_is_shown(value, text):
    assert page.shown(np.asarray(value)) == text


def test_every_example_is_shown_once():
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.EXAMPLE_TITLES.keys() == EXAMPLES.keys() == {task.example for task in TASKS}
    for example in EXAMPLES.values():
        assert text.count(f"```python\n{example}\n```") == 1


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.title)
def test_a_task_is_explained_in_a_section_that_there_is(task):
    number, heading = task.section
    assert heading in headings_of(number)
