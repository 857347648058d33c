"""Every public docstring says what goes in, what comes out, in which unit, and who said so."""

import inspect

import pytest

from tools import api
from tools.docstrings import problems
from tools.floors import FLOORS


@pytest.mark.parametrize("room", FLOORS)
def test_nothing_is_missing_in_a_docstring(room):
    missing = {
        full: lacks
        for full, thing in api.entries().items()
        if full.split(".")[1] == room
        if inspect.isclass(thing) or isinstance(thing, api.METHODS)
        if (lacks := problems(thing, full))
    }
    assert missing == {}


WHOLE = """Draw x.

    .. math:: x

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Where.
    size : int
        How much.

    Returns
    -------
    ndarray, shape (n,), float64
        In nats.

    References
    ----------
    Somebody, Something, 2000.
    """


def documented(text):
    def draw(x, size): ...

    draw.__doc__ = text
    return draw


def test_a_whole_docstring_has_no_problems():
    assert problems(documented(WHOLE)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("size : int", "scale : int", "size is not described"),
        (" : array_like of float, shape (n,)", "", "x: no type"),
        ("of float, shape (n,)", "of float", "x: an array without a shape"),
        ("array_like of float", "array_like", "x: an array without a dtype"),
        (" shape (n,), float64", " float64", "returns: an array without a shape"),
        (" shape (n,), float64", " shape (n,)", "returns: an array without a dtype"),
        ("In nats", "There", "returns: numbers without a unit"),
        ("ndarray, shape (n,), float64\n        In nats", "float\n        It",
         "returns: numbers without a unit"),
        ("References\n    ----------", "Notes\n    -----",
         "a formula without a source: there are no References"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(old, new, said):
    assert WHOLE.count(old) == 1
    assert problems(documented(WHOLE.replace(old, new))) == [said]


def test_counts_have_no_unit():
    counts = WHOLE.replace("float64\n        In nats", "int64\n        How many")
    assert problems(documented(counts)) == []


def test_arguments_may_be_those_of_another_entry():
    text = "Gradient.\n\n    Takes the arguments of `softmax`.\n    "

    def gradient(logits, axis): ...

    gradient.__doc__ = text
    assert problems(gradient, "ce_utils.links.sigmoid") == []
    gradient.__doc__ = text.replace("softmax", "sigmoid")  # which has no axis
    assert problems(gradient, "ce_utils.links.softplus") == ["axis is not described"]


def test_only_a_method_may_name_its_arguments_in_a_sentence():
    def fit(x): ...

    fit.__doc__ = "Fit to `x`, float64."
    assert problems(fit, "ce_utils.losses.Loss.value") == []
    assert problems(fit, "ce_utils.links.softmax") == ["x is not described"]
