"""What `make mutants` needs stands: its tests, its accepted survivors, its settings."""

import importlib
import inspect
import tomllib
from operator import attrgetter

import pytest

from tools import mutants
from tools.paths import ROOT

ENTRIES = tomllib.loads(mutants.ACCEPTED.read_text(encoding="utf-8"))["accepted"]


@pytest.mark.parametrize(
    ("mutant", "function"),
    [
        ("ce_utils.links.elementwise.x_sigmoid__mutmut_20", "links.elementwise.sigmoid"),
        ("ce_utils.links.rowwise.x__sum_faint_rows__mutmut_3", "links.rowwise._sum_faint_rows"),
        ("ce_utils.losses.loss.xǁLossǁvalue__mutmut_1", "losses.loss.Loss.value"),
        (
            "ce_utils.losses.focal.xǁFocalǁ__post_init____mutmut_7",
            "losses.focal.Focal.__post_init__",
        ),
    ],
)
def test_the_function_that_a_mutant_changes(mutant, function):
    assert mutants.function_of(mutant) == function


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["function"] for entry in ENTRIES])
def test_an_accepted_survivor_has_a_function_and_a_reason(entry):
    assert entry.keys() == {"function", "mutant", "reason"}
    assert entry["reason"].endswith(".")
    room, module, name = entry["function"].split(".", 2)
    function = attrgetter(name)(importlib.import_module(f"ce_utils.{room}.{module}"))
    # The mutant itself never stands in the function: that would be no change.
    assert entry["mutant"] not in {line.strip() for line in inspect.getsource(function).split("\n")}


def test_the_settings_of_mutmut_can_be_read_and_their_tests_are_there():
    for room, tests in mutants.TESTS.items():
        left_out = [f"--ignore={path}" for path in mutants.LEFT_OUT]
        text = mutants.PYPROJECT.format(room=room, tests=tests, left_out=left_out)
        settings = tomllib.loads(text)["tool"]["mutmut"]
        assert settings["pytest_add_cli_args_test_selection"] == tests
        assert (ROOT / "ce_utils" / room).is_dir()
        assert all((ROOT / path).exists() for path in [*tests, *mutants.LEFT_OUT])


def test_an_unknown_room_is_refused(capsys):
    assert mutants.main(["nowhere"]) == 2
    assert "expected some of links, information, losses" in capsys.readouterr().out
