"""The walk that all optimisers share: step, record, stop, and say why."""

import numpy as np

from ce_utils.checks.kinds import check_kind, is_number
from ce_utils.optimize.cost import RegressionCost
from ce_utils.optimize.examples import check_count
from ce_utils.optimize.path import Path

__all__ = ["EPS", "NoStep", "check_cost", "check_steps", "walk"]

EPS = float(np.finfo(float).eps)


class NoStep(Exception):  # noqa: N818  (it is no error: the walk ends and says so)
    """An optimiser has no next step; the message is a sentence that says why."""


def check_cost(cost):
    """Refuse what is no `RegressionCost`."""
    check_kind(cost, "cost", RegressionCost, "make one of design, targets and loss")


def check_steps(steps, tolerance):
    """Return the number of steps and the tolerance, refusing what makes no sense."""
    count = check_count(steps, "steps")
    if not is_number(tolerance) or not 0 <= tolerance < np.inf:
        raise ValueError(
            f"tolerance is {tolerance!r}: expected a finite number, 0 or more; with 0 every step "
            "is taken."
        )
    return count, float(tolerance)


def walk(cost, start, advance, *, steps, tolerance):
    """Follow `advance` from `start` until the gradient is small, and return the `Path`.

    Parameters
    ----------
    cost : RegressionCost
    start : array_like of the shape of the cost's weights, or None for zeros
    advance : callable
        Takes weights, value and gradient, returns the next weights or raises `NoStep`.
    steps : int
        At most so many steps.
    tolerance : float
        Stop where the Euclidean norm of the gradient is no larger.

    Returns
    -------
    Path
    """
    steps, tolerance = check_steps(steps, tolerance)
    weights = cost.start if start is None else cost.check_weights(start, "start")
    points = [(weights, *_measured(cost, weights))]
    if not np.isfinite(points[0][1]):
        raise ValueError(
            f"start reaches {np.abs(weights).max():g}, and the cost overflows: expected weights "
            "with finite logits; start from smaller ones."
        )
    reason = f"That is all of the {steps} steps allowed: allow more, or start closer."
    while points[-1][3] > tolerance and len(points) <= steps:
        try:
            points.append(_next(cost, advance, *points[-1][:3]))
        except NoStep as stop:
            reason = str(stop)
            break
    weights, values, _, norms = (np.array(column) for column in zip(*points, strict=True))
    status, message = _verdict(cost, values, norms, tolerance, reason)
    return Path(weights, values, norms, status, message)


def _measured(cost, weights):
    value, gradient = cost.evaluate(weights)
    return value, gradient, float(np.linalg.norm(gradient))


def _next(cost, advance, weights, value, gradient):
    moved = advance(weights, value, gradient)
    if np.array_equal(moved, weights):
        raise NoStep("A step no longer changes the weights in floating point.")
    after = _measured(cost, moved)
    if not np.isfinite(after[0]):
        raise NoStep("The next step overflows float64: it diverges; take smaller steps.")
    return moved, *after


def _verdict(cost, values, norms, tolerance, reason):
    """Return the status and the sentences that explain it."""
    steps, rises = len(norms) - 1, np.count_nonzero(np.diff(values) > 8 * EPS * values[:-1])
    ended = f"After {steps} step{'s' * (steps != 1)} the gradient norm is {norms[-1]:.2g}"
    found = cost.separation
    if found is not None and found.kind != "none":
        return "separable", (
            f"The examples are separable ({found.kind}, by a linear programme): the cost falls "
            "for ever along some direction and has no minimum, so these weights are only where "
            f"the walk stopped. {ended}. Add a penalty (l2 > 0) or more examples."
        )
    if norms[-1] > tolerance:
        rose = f" The cost rose in {rises} of the steps: they are too long." if rises else ""
        return "not converged", f"{ended}, above the tolerance {tolerance:.2g}. {reason}{rose}"
    caution = "" if cost.convex else " The cost is not convex: this may be a plateau or a saddle."
    return "converged", f"{ended}, within the tolerance {tolerance:.2g}.{caution}"
