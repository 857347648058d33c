"""Bad input to `ce_utils.optimize`."""

import numpy as np

from ce_utils import optimize
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

DESIGN = np.array([[1.0, 0.5], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
TARGETS = np.array([0.0, 1.0, 0.0, 1.0])
COST = optimize.RegressionCost(DESIGN, TARGETS)
SAID = {"name"}  # what a message calls the weights
UNCHECKED = {
    "Path": "holds what a walk found",
    "Separation": "holds what a linear programme found",
    "RegressionCost.evaluate": "documented as unchecked: the inner loop of a walk",
}


def _at(method):
    call = getattr(COST, method)
    return Call(f"RegressionCost.{method}", call, lambda: {"weights": np.array([0.5, -0.5])})


CALLS = [
    Call(
        "RegressionCost",
        optimize.RegressionCost,
        lambda: {
            "design": DESIGN.copy(),
            "targets": np.array([0, 1, 2, 1]),
            "loss": "softmax cross-entropy",
            "l2": np.array([0.0, 1.0]),
            "n_classes": 3,
        },
        words=("name", "labels"),
    ),
    _at("value"),
    _at("gradient"),
    _at("hessian"),
    _at("check_weights"),
    Call("RegressionCost.curvature_bound", COST.curvature_bound, dict),
    Call(
        "gradient_descent",
        optimize.gradient_descent,
        lambda: {
            "cost": COST,
            "start": np.array([0.5, -0.5]),
            "learning_rate": 0.125,
            "steps": 3,
            "tolerance": 1e-8,
        },
    ),
    Call(
        "newton",
        optimize.newton,
        lambda: {
            "cost": COST,
            "start": np.array([0.5, -0.5]),
            "steps": 3,
            "tolerance": 1e-8,
            "damped": True,
        },
    ),
    Call(
        "separation",
        optimize.separation,
        lambda: {
            "design": DESIGN.copy(),
            "targets_or_labels": np.array([0, 1, 2, 1]),
            "n_classes": 3,
        },
    ),
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS)
