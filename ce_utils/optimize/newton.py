"""Newton's method, which for cross-entropy is iteratively reweighted least squares."""

import numpy as np
from scipy.linalg import helmert

from ce_utils.checks.kinds import check_kind
from ce_utils.losses import MarginLoss
from ce_utils.optimize.walk import EPS, NoStep, check_cost, walk

__all__ = ["newton"]

ENOUGH = 1e-4  # share of the decrease promised by the slope that a damped step must keep
HALVINGS = 100  # eigenvalues count as 2^-52 at least: a step is at most 2^52 times too long


def newton(cost, start=None, *, steps=50, tolerance=1e-10, damped=True):
    r"""Walk down by Newton's method: jump to the minimum of the local parabola.

    .. math:: w \leftarrow w - \tau \, \nabla^2 J(w)^{+} \, \nabla J(w)

    For a cross-entropy this is iteratively reweighted least squares (IRLS). Along directions
    that the cost does not see (for softmax the same vector added to every class; columns that
    repeat others) the walk does not move: what the start has there, it keeps.

    Parameters
    ----------
    cost : RegressionCost
        What to make small.
    start : array_like of float, shape ``cost.shape``, default zeros
        The weights to begin with.
    steps : int, default 50
        At most so many steps.
    tolerance : float, default 1e-10
        Stop where the Euclidean norm of the gradient is no larger.
    damped : bool, default True
        Halve :math:`\tau`, from 1, until the cost falls enough (Armijo's rule). With False
        :math:`\tau = 1` always, and the walk may diverge from a bad start: for one weight
        and the targets 0 and 1 the step is :math:`w - \sinh w`, and diverges above 2.1773.

    Returns
    -------
    Path
        Every point visited, with a status and a message.

    Raises
    ------
    ValueError
        A wrong shape, steps or a tolerance that make no sense, or a cost of margins, whose
        Hessian is 0.

    Notes
    -----
    The flat directions are known from the design alone, the same at all weights, and are
    taken out beforehand: the Hessian's own small eigenvalues do not tell flat from
    saturated. What is left is solved by its eigenvalues, in columns scaled to one size.
    When the Hessian has a negative eigenvalue (possible for the quadratic cost) the walk
    stops: a Newton step might climb. Where the promised decrease is below the rounding of
    the cost, the full step is taken.

    Examples
    --------
    >>> from ce_utils.optimize import RegressionCost
    >>> cost = RegressionCost([[1.0], [1.0], [1.0], [1.0]], [1, 0, 0, 0])
    >>> newton(cost).final.round(4).tolist()  # log(1/3), the log-odds of 1 in 4
    [-1.0986]
    >>> tie = RegressionCost([[1.0], [1.0]], [1, 0])
    >>> newton(tie, [2.0]), newton(tie, [2.3], damped=False)
    (Path(5 steps, 'converged'), Path(4 steps, 'not converged'))

    References
    ----------
    Bishop, Pattern Recognition and Machine Learning, 2006, section 4.3.3; Nocedal and
    Wright, Numerical Optimization, 2nd ed. 2006, sections 3.1 and 3.4.
    """
    check_cost(cost)
    check_kind(damped, "damped", bool | np.bool_, "False takes whole steps")
    if isinstance(cost.loss, MarginLoss):
        raise ValueError(
            f"loss is {cost.loss.name!r}, piecewise linear: expected one with a second derivative, "
            "which Newton's step divides by; use gradient_descent."
        )
    step = _Step(cost, damped)
    return walk(cost, start, step, steps=steps, tolerance=tolerance)


class _Step:
    """One Newton step; remembers the last gradient norm, to notice when rounding takes over."""

    def __init__(self, cost, damped):
        self.cost, self.damped = cost, damped
        self.basis = seen_directions(cost)
        self.last_norm = np.inf

    def __call__(self, weights, value, gradient):
        with np.errstate(over="ignore", invalid="ignore"):  # an undamped step may overflow
            step = self._full(weights, gradient)
            slope = float((step * gradient).sum())
        noise = 8 * EPS * abs(value)
        norm = float(np.linalg.norm(gradient))
        if -slope <= noise and norm > self.last_norm / 2:
            raise NoStep(
                "Rounding hides any further descent: allow a larger tolerance, or scale the "
                "columns of the design to one size."
            )
        self.last_norm = norm
        share = self._damping(weights, step, value + noise, slope) if self.damped else 1.0
        return weights + share * step

    def _full(self, weights, gradient):
        """Return minus the inverse Hessian times the gradient, within the seen directions."""
        basis = self.basis
        bends, vectors = np.linalg.eigh(basis.T @ self.cost.hessian(weights) @ basis)
        noise = (len(bends) + len(self.cost.design)) * EPS * np.abs(bends).max()
        if not self.cost.convex and bends[0] < -noise:
            lowest = np.linalg.eigvalsh(self.cost.hessian(weights))[0]
            raise NoStep(
                f"The Hessian has a negative eigenvalue there ({lowest:.2g}), and a Newton step "
                "might climb: use gradient_descent, or start elsewhere."
            )
        if not (self.damped or noise):
            raise NoStep(
                "Every example is saturated, and the Hessian is 0 in floating point: start "
                "closer, or set damped=True."
            )
        bends = np.maximum(bends, max(noise, EPS) if self.damped else noise)
        slopes = vectors.T @ (basis.T @ gradient.ravel())
        return -(basis @ (vectors @ (slopes / bends))).reshape(gradient.shape)

    def _damping(self, weights, step, ceiling, slope):
        share = 1.0
        for _ in range(HALVINGS):
            if self.cost.evaluate(weights + share * step)[0] <= ceiling + ENOUGH * share * slope:
                return share
            share /= 2
        raise NoStep("No step along Newton's direction lowers the cost in floating point.")


def seen_directions(cost):
    """Return directions that span what the cost sees, the same at all weights.

    Parameters
    ----------
    cost : RegressionCost

    Returns
    -------
    ndarray, shape (size of the weights, number of directions), float64
        A direction that is left out changes no difference of logits and no penalised weight.
        The columns of the design are scaled to one size, and in that scale the directions
        are orthonormal.

    Examples
    --------
    >>> from ce_utils.optimize import RegressionCost
    >>> twice = [[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]  # the second column repeats the first
    >>> seen_directions(RegressionCost(twice, [0, 1, 0])).shape
    (2, 1)
    >>> seen_directions(RegressionCost(twice, [0, 1, 2], "softmax cross-entropy")).shape
    (6, 2)
    """
    stacked = np.vstack([cost.design / np.sqrt(len(cost.design)), np.diag(np.sqrt(cost.l2))])
    size = np.linalg.norm(stacked, axis=0)
    scale = np.where(size > 0, size, 1.0)
    _, singular, right = np.linalg.svd(stacked / scale, full_matrices=False)
    kept = singular > singular.max() * max(stacked.shape) * EPS
    directions = right[kept].T / scale[:, None]
    if len(cost.shape) == 1:
        return directions
    n_classes = cost.shape[0]
    common = np.full((n_classes, 1), n_classes**-0.5)  # a penalty sees this direction, too
    penalised = np.diag(1 / scale)[:, cost.l2 > 0]
    return np.hstack([np.kron(helmert(n_classes).T, directions), np.kron(common, penalised)])
