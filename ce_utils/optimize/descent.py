"""Gradient descent with a fixed step."""

import math

from ce_utils.checks.kinds import is_number
from ce_utils.optimize.walk import check_cost, walk

__all__ = ["gradient_descent"]


def gradient_descent(cost, start=None, *, learning_rate=None, steps=1000, tolerance=1e-8):
    r"""Walk down the gradient with a fixed learning rate.

    .. math:: w \leftarrow w - \eta \nabla J(w)

    Parameters
    ----------
    cost : RegressionCost
        What to make small.
    start : array_like of float, shape ``cost.shape``, default zeros
        The weights to begin with.
    learning_rate : float, optional
        :math:`\eta`, positive. By default ``1 / cost.curvature_bound()``, with which no step
        increases a cross-entropy. Above twice that the walk may diverge or oscillate.
    steps : int, default 1000
        At most so many steps.
    tolerance : float, default 1e-8
        Stop where the Euclidean norm of the gradient is no larger; 0 takes every step,
        unless the gradient is exactly 0 before.

    Returns
    -------
    Path
        Every point visited, with a status and a message.

    Raises
    ------
    ValueError
        No RegressionCost, a wrong shape, a learning rate that is not positive and finite, or
        none for a cost without a curvature bound.

    Examples
    --------
    >>> from ce_utils.optimize import RegressionCost
    >>> cost = RegressionCost([[1.0], [1.0], [1.0], [1.0]], [1, 0, 0, 0])
    >>> path = gradient_descent(cost)
    >>> path.status, path.final.round(4).tolist()  # log(1/3), the log-odds of 1 in 4
    ('converged', [-1.0986])

    References
    ----------
    Nocedal and Wright, Numerical Optimization, 2nd ed. 2006, chapter 3; Böhning, Ann. Inst.
    Statist. Math. 44(1), 1992, 197-200, for the bound.
    """
    check_cost(cost)
    rate = _check_rate(learning_rate) if learning_rate is not None else 1 / cost.curvature_bound()
    return walk(
        cost,
        start,
        lambda weights, _, gradient: weights - rate * gradient,
        steps=steps,
        tolerance=tolerance,
    )


def _check_rate(learning_rate):
    if not is_number(learning_rate) or not 0 < learning_rate < math.inf:
        raise ValueError(
            f"learning_rate is {learning_rate!r}: expected one positive, finite number; leave it "
            "out for 1 / cost.curvature_bound()."
        )
    return float(learning_rate)
