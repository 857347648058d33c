"""Fit sigmoid and softmax regression, and tell when there is nothing to find.

A `RegressionCost` is a loss averaged over examples, as a function of weights.
`gradient_descent` and `newton` walk down on it and return the `Path` they took. `separation`
decides by a linear programme whether the examples are separable, so that no minimum exists.
"""

from ce_utils.optimize.cost import RegressionCost
from ce_utils.optimize.descent import gradient_descent
from ce_utils.optimize.newton import newton
from ce_utils.optimize.path import Path
from ce_utils.optimize.separation import Separation, separation

__all__ = ["Path", "RegressionCost", "Separation", "gradient_descent", "newton", "separation"]
