"""Examples that overlap, so that a minimum exists, shared by the tests of optimisers."""

import numpy as np
import pytest

from ce_utils.optimize import RegressionCost


def overlapping(n_classes, n=80, n_features=2, seed=0):
    """Draw a design with an intercept, and labels from a regression on it."""
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(n), rng.normal(size=(n, n_features))])
    logits = design @ rng.normal(size=(n_features + 1, n_classes))
    return design, (logits + rng.gumbel(size=(n, n_classes))).argmax(axis=1)


@pytest.fixture
def draw():
    """Return the function that draws overlapping examples."""
    return overlapping


@pytest.fixture(params=["sigmoid cross-entropy", "softmax cross-entropy"])
def cost(request):
    """Return the cost of a regression that has a minimum, for either link."""
    n_classes = 2 if request.param.startswith("sigmoid") else 3
    return RegressionCost(*overlapping(n_classes), request.param)
