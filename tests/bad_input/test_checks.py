"""Bad input to `ce_utils.checks`: the checks themselves, and the finite differences."""

import numpy as np

from ce_utils import checks
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

UNCHECKED = {}
# What messages call an argument; and a switch between two of our own callers.
SAID = {"name", "probs", "need_possible"}
ROWS = np.array([[0.5, 0.5, 0.0], [0.25, 0.25, 0.5]])


def _sum_of_tanh(x):
    return np.tanh(x).sum()


def _values(name, **more):
    """Return a call of a check of `values`, under the name that its message must say."""
    return Call(
        name,
        lambda values, **rest: getattr(checks, name)(values, "values", **rest),
        lambda: {"values": ROWS.copy(), **more},
    )


def _differences(name):
    return Call(
        name,
        getattr(checks, name),
        lambda: {"function": _sum_of_tanh, "point": np.array([1.0, -2.0])},
    )


CALLS = [
    _values("as_floating"),
    _values("check_dtype"),
    _values("check_unit_interval"),
    _values("check_distribution", axis=-1),
    Call(
        "check_axis",
        lambda axis, n_dimensions: checks.check_axis(axis, n_dimensions, "x"),
        lambda: {"axis": 1, "n_dimensions": 3},
        fixed=("n_dimensions",),
    ),
    Call(
        "check_fraction",
        lambda value: checks.check_fraction(value, "value"),
        lambda: {"value": 0.5},
    ),
    Call(
        "check_labels",
        checks.check_labels,
        lambda: {"labels": np.array([0, 2, -100]), "n_classes": 3, "ignore_index": -100},
        fixed=("n_classes",),
    ),
    Call("check_logits", checks.check_logits, lambda: {"logits": ROWS.copy(), "axis": -1}),
    Call(
        "check_logits_form", checks.check_logits_form, lambda: {"logits": ROWS.copy(), "axis": -1}
    ),
    Call("check_reduction", checks.check_reduction, lambda: {"reduction": "mean"}),
    Call(
        "check_weight",
        checks.check_weight,
        lambda: {"weight": np.array([1.0, 0.0, 2.0]), "n_classes": 3},
        fixed=("n_classes",),
    ),
    _differences("finite_difference_gradient"),
    _differences("finite_difference_jacobian"),
    _differences("finite_difference_hessian"),
]
# The numbers are looked at elsewhere.
CALLS[1] = Call(CALLS[1].name, CALLS[1].function, CALLS[1].good, nan=True)
CALLS[8] = Call(CALLS[8].name, CALLS[8].function, CALLS[8].good, nan=True)
UNCHECKED["distribution_tolerance"] = "takes what numpy.asarray gave: a size and a dtype"

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS)
