"""No public function without an entry: a new one fails here until it is tried with bad input."""

import importlib
import inspect
import pkgutil

import pytest

import ce_utils
from tests.bad_input.judge import public_calls

# Packages with a list of what is public; `ce_utils.progress` is a module of one function.
ROOMS = [
    module.name
    for module in pkgutil.iter_modules(ce_utils.__path__)
    # Figures have a list of another form, in test_plotting.py.
    if module.ispkg and module.name not in ("datasets", "plotting")
]


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_function_has_an_entry(room):
    tests = importlib.import_module(f"tests.bad_input.test_{room}")
    public = public_calls(importlib.import_module(f"ce_utils.{room}"))
    tried = {call.name for call in tests.CALLS}
    assert public - tried - tests.UNCHECKED.keys() == set(), "without an entry"
    assert tests.UNCHECKED.keys() - public == set(), "not there any more"
    assert tried & tests.UNCHECKED.keys() == set(), "tried, and said not to be"
    assert all(tests.UNCHECKED.values()), "without a reason"


@pytest.mark.parametrize("room", ROOMS)
def test_every_argument_is_tried(room):
    tests = importlib.import_module(f"tests.bad_input.test_{room}")
    rooms = importlib.import_module(f"ce_utils.{room}")
    missing = {}
    for call in tests.CALLS:
        thing = getattr(rooms, call.name) if "." not in call.name else call.function
        names = {
            name
            for name, parameter in inspect.signature(thing).parameters.items()
            if parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        }
        left = names - set(call.good()) - getattr(tests, "SAID", set())
        missing |= {call.name: left} if left else {}
    assert missing == {}
