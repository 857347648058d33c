"""The cost of a regression as a function of its weights: value, gradient, Hessian."""

from functools import cached_property

import numpy as np

from ce_utils.losses import (
    Loss,
    MarginLoss,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SoftmaxLoss,
    TwoFactorCrossEntropy,
    get_loss,
)
from ce_utils.optimize.examples import check_design, check_finite, check_penalty, check_targets
from ce_utils.optimize.separation import separation_of

__all__ = ["RegressionCost"]

# The largest eigenvalue that the Hessian of one example by its logits can have.
BENDS = {SigmoidCrossEntropy: 1 / 4, SoftmaxCrossEntropy: 1 / 2}


def _largest_bend(loss):
    """Return that eigenvalue, None for a loss that is no cross-entropy."""
    if isinstance(loss, TwoFactorCrossEntropy):
        return max(loss.factors) / 4
    return BENDS.get(type(loss))


class RegressionCost:
    r"""The mean loss of a regression, plus a penalty, as a function of the weights.

    With the rows :math:`x_i` of the design and the weights w (one row per class for softmax),

    .. math::

        J(w) = \frac1n \sum_i L(w x_i, t_i) + \frac12 \sum_j \lambda_j w_j^2, \qquad
        \nabla J = \frac1n \sum_i g_i x_i^T + \lambda w, \qquad
        \nabla^2 J = \frac1n \sum_i H_i \otimes x_i x_i^T + \operatorname{diag}(\lambda)

    where :math:`g_i` and :math:`H_i` are the loss's gradient and Hessian by the logits.

    Parameters
    ----------
    design : array_like, shape (n_examples, n_columns), real
        One row per example. For an intercept, make one column of ones.
    targets : array_like of float or int
        For a sigmoid loss, hinge or perceptron of shape (n_examples,), each in [0, 1]. For a
        softmax loss or the multiclass hinge integer labels of shape (n_examples,), or
        distributions of shape (n_examples, C).
    loss : Loss or str, default 'sigmoid cross-entropy'
        A loss of `ce_utils.losses`, or its name.
    l2 : float or array_like, shape (n_columns,), default 0
        :math:`\lambda`, not negative: one for all columns, or one each. scikit-learn's C
        is ``l2 = 1 / (C * n_examples)``, and 0 on the column of ones.
    n_classes : int, optional
        Number of classes C of softmax labels. By default the largest label plus one.

    Attributes
    ----------
    design, targets, l2 : ndarray, shapes as above, float64, read-only
        Targets are (n_examples,), or (n_examples, C) distributions.
    loss : Loss
    shape : tuple
        Of the weights: (n_columns,) for a sigmoid loss, (C, n_columns) for a softmax loss.

    Raises
    ------
    ValueError
        Shapes that do not fit, NaN or infinity in the design, targets that the loss does not
        take, a negative penalty, an unknown loss.

    Examples
    --------
    >>> cost = RegressionCost([[1, 0], [1, 1], [1, 2]], [0, 1, 0])
    >>> cost
    RegressionCost('sigmoid cross-entropy', 3 examples, weights of shape (2,))
    >>> round(cost.value([0, 0]), 4), cost.gradient([0, 0]).round(4).tolist()
    (0.6931, [0.1667, 0.1667])
    >>> cost.hessian([0, 0]).round(4).tolist()  # a quarter of the mean of x x^T
    [[0.25, 0.25], [0.25, 0.4167]]

    References
    ----------
    Bishop, Pattern Recognition and Machine Learning, 2006, sections 4.3.2 to 4.3.4, equations
    4.91, 4.97, 4.109 and 4.110.
    """

    def __init__(self, design, targets, loss="sigmoid cross-entropy", l2=0.0, n_classes=None):
        self.loss = _check_loss(loss)
        self.design = check_design(design).copy()
        n_examples, n_columns = self.design.shape
        self.targets = check_targets(targets, n_examples, self._kind, n_classes)
        self.l2 = check_penalty(l2, n_columns)
        self.shape = (*self.targets.shape[1:], n_columns)
        for array in (self.design, self.targets, self.l2):
            array.flags.writeable = False

    def __repr__(self):
        """Say what is fitted, without the arrays."""
        name, n_examples = self.loss.name, len(self.design)
        return f"RegressionCost({name!r}, {n_examples} examples, weights of shape {self.shape})"

    @property
    def start(self):
        """Weights of zero, where every probability is the same."""
        return np.zeros(self.shape)

    def value(self, weights):
        """Cost at `weights` in nats, a float; inf where a logit or the penalty overflows."""
        return self.evaluate(self.check_weights(weights))[0]

    def gradient(self, weights):
        """Gradient at `weights`, ndarray of their shape, in nats per unit of weight."""
        weights = self.check_weights(weights)
        slopes = self.loss.gradient_kernel(self._finite_logits(weights), self._outputs)
        return self._pulled_back(slopes, weights)

    def evaluate(self, weights):
        """Value and gradient at `weights` at once, for the inner loop; nothing is checked.

        ``(inf, zeros)`` where the weights are too large for float64: this is no minimum.
        """
        logits = self._logits(weights)
        with np.errstate(over="ignore", invalid="ignore"):
            penalty = 0.5 * float((self.l2 * weights * weights).sum())
            if not (np.isfinite(logits).all() and np.isfinite(penalty)):
                return np.inf, np.zeros(self.shape)
            value = float(self.loss.value_kernel(logits, self._outputs).mean()) + penalty
        slopes = self.loss.gradient_kernel(logits, self._outputs)
        return value, self._pulled_back(slopes, weights)

    def hessian(self, weights):
        """Hessian at `weights`, ndarray of shape (size, size) in the order of weights.ravel().

        For softmax that order is class-major: one example contributes
        ``kron(diag(a) - outer(a, a), outer(x, x)) / n_examples``. Exactly symmetric.
        """
        weights = self.check_weights(weights)
        bends = self.loss.hessian_kernel(self._finite_logits(weights), self._outputs)
        blocks = bends[:, :, None] if self._kind == "sigmoid" else bends
        design = self.design
        mean = np.einsum("nij,na,nb->iajb", blocks, design, design, optimize=True) / len(design)
        mean = mean.reshape(weights.size, weights.size)
        penalty = np.broadcast_to(self.l2, self.shape).ravel()
        return (mean + mean.T) / 2 + np.diag(penalty)

    def curvature_bound(self):
        r"""Largest eigenvalue that the Hessian can have anywhere, a float.

        It is the largest eigenvalue of :math:`b X^T X / n + \operatorname{diag}(\lambda)` with
        b = 1/4 for the sigmoid, reached at w = 0 (times the larger factor where its terms are
        weighted), and b = 1/2 for softmax, reached at w = 0 for two classes and approached for
        more. A gradient step of 1/bound never increases
        the cost.

        Raises
        ------
        ValueError
            The loss is no cross-entropy.

        Examples
        --------
        >>> RegressionCost([[1.0], [3.0]], [0, 1]).curvature_bound()  # (1 + 9) / 2 / 4
        1.25

        References
        ----------
        Böhning, Multinomial logistic regression algorithm, Ann. Inst. Statist. Math. 44(1),
        1992, 197-200.
        """
        bend = _largest_bend(self.loss)
        if bend is None:
            raise ValueError(
                f"loss is {self.loss.name!r}: expected a cross-entropy, for which the book proves "
                "a bound; pass a learning_rate of your own."
            )
        square = self.design.T @ self.design / len(self.design)
        largest = bend * square + np.diag(self.l2)
        return float(np.linalg.eigvalsh(largest)[-1])

    @property
    def convex(self):
        """Whether the cost is convex in the weights: a cross-entropy, or a cost of margins."""
        return isinstance(self.loss, MarginLoss) or _largest_bend(self.loss) is not None

    @cached_property
    def separation(self):
        """`Separation` in the columns without a penalty; None for a loss that is no cross-entropy.

        Nor for one that leaves out a term. A direction along which the cost falls for ever
        cannot touch a penalised column.
        """
        if _largest_bend(self.loss) is None or min(getattr(self.loss, "factors", [1])) == 0:
            return None  # without one of its terms, the cost falls for ever for other reasons
        return separation_of(self)

    def check_weights(self, weights, name="weights"):
        """Return `weights` as float64; a message on a wrong shape or on infinity says `name`."""
        wide = check_finite(weights, name)
        if wide.shape != self.shape:
            raise ValueError(
                f"{name} has shape {wide.shape}: expected {self.shape}, "
                f"{'one row per class and ' * (len(self.shape) == 2)}one number per column of "
                f"the design; start from cost.start."
            )
        return wide

    @property
    def _kind(self):
        """The form of targets and weights: 'softmax' for classes, 'sigmoid' for yes or no."""
        return "softmax" if isinstance(self.loss, SoftmaxLoss) else "sigmoid"

    @property
    def _outputs(self):
        """The targets with an axis of outputs, as the kernels take them."""
        return self.targets if self.targets.ndim == 2 else self.targets[:, None]

    def _logits(self, weights):
        with np.errstate(over="ignore", invalid="ignore"):
            return self.design @ weights.reshape(-1, self.design.shape[1]).T

    def _finite_logits(self, weights):
        logits = self._logits(weights)
        if not np.isfinite(logits).all():
            raise ValueError(
                f"weights reach {np.abs(weights).max():g}, and a logit overflows: expected finite "
                "logits; start from smaller weights, or with a smaller step."
            )
        return logits

    def _pulled_back(self, slopes, weights):
        mean = (slopes.T @ self.design / len(self.design)).reshape(self.shape)
        return mean + self.l2 * weights


def _check_loss(loss):
    if isinstance(loss, Loss):
        return loss
    if not isinstance(loss, str):
        raise ValueError(
            f"loss is {loss!r}: expected a loss of ce_utils.losses or its name; "
            "a class needs parentheses, as in SigmoidCrossEntropy()."
        )
    return get_loss(loss)
