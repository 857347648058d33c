"""Softmax cross-entropy, the cost of classification into exclusive classes."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ce_utils.links import shifted_exponentials
from ce_utils.losses.base import SoftmaxLoss
from ce_utils.losses.blocks import exponentials, fill_from_labels, working_dtype

__all__ = ["SoftmaxCrossEntropy"]


@dataclass(frozen=True)
class SoftmaxCrossEntropy(SoftmaxLoss):
    r"""Softmax cross-entropy: the surprisal of the right class, averaged over the target.

    With :math:`a` the softmax of the logits and :math:`c_k = w_k t_k`,

    .. math::

        L = -\sum_k c_k \log a_k, \qquad
        \frac{\partial L}{\partial z_k} = a_k S - c_k, \qquad
        \frac{\partial^2 L}{\partial z_j \partial z_k} = S (a_k \delta_{jk} - a_j a_k), \qquad
        S = \sum_k c_k

    Domain of the targets: distributions over C classes. Domain of the logits: finite, or
    -inf for an impossible class, but not for all. `Loss.value` lists the arguments.

    Notes
    -----
    With :math:`m` the largest logit and rest the sum of :math:`e^{z_j - m}` over the others,
    :math:`-\log a_k = (m - z_k) + \log(1 + \text{rest})`: no digit is lost to a subtraction,
    and a right answer that leads by 40 costs 4.2e-18, not 0. In the gradient
    :math:`1 - a_k` is formed as the sum of the other activations. A label on an impossible
    class costs inf, and its gradient is finite. A class of target 0 costs 0, impossible or
    not.

    One rule for all shapes: of float16 and float32 logits the exponentials, and the gradient
    of integer labels, are taken in float32; sums, logarithms and costs are float64. (The
    Hessian is float64 throughout.) So in float32 as in float64, value and gradient are exact
    to about 4 ulp, plus what rounding ``z - max(z)`` to the dtype costs. Exponentials in
    float64 would make that half an ulp of float32, but one of them alone takes as long as
    PyTorch's whole value; ``logits.astype(float)`` has them.

    Examples
    --------
    >>> loss = SoftmaxCrossEntropy()
    >>> print(round(float(loss.value([[2.0, 0.0, 0.0]], [0])), 4))
    0.2395
    >>> loss.gradient([[2.0, 0.0, 0.0]], [0]).round(4).tolist()
    [[-0.213, 0.1065, 0.1065]]
    >>> print(f"{loss.value([40.0, 0.0], 0):.3e}")
    4.248e-18

    References
    ----------
    Bishop, Pattern Recognition and Machine Learning, 2006, section 4.3.4, equations 4.108 to
    4.110; Blanchard, Higham and Higham, IMA J. Numer. Anal. 41(4), 2021, 2311-2330; label
    smoothing: Szegedy et al., Rethinking the Inception Architecture, CVPR 2016, section 7.
    """

    name: ClassVar[str] = "softmax cross-entropy"

    def value_kernel(self, logits, targets, weight=None):
        """Cost of each example, shape (...,).

        `logits` and `targets` are float32 or float64 of one shape (..., C). `targets` may be
        any non-negative coefficients c; `weight` (C,) multiplies them. Nothing is checked.
        """
        shares = targets if weight is None else targets * weight
        drop, _, rest, _ = shifted_exponentials(logits)
        return _costs(shares, drop, rest)

    def gradient_kernel(self, logits, targets, weight=None):
        """Gradient of each example's cost, shape (..., C); arguments as `value_kernel`."""
        shares = targets if weight is None else targets * weight
        _, others, rest, top = shifted_exponentials(logits)
        total = 1.0 + rest
        return _scaled_slopes(shares, others, rest, top, total) / total

    def hessian_kernel(self, logits, targets, weight=None):
        """Hessian of each example's cost, shape (..., C, C); arguments as `value_kernel`."""
        shares = targets if weight is None else targets * weight
        _, others, rest, top = shifted_exponentials(logits)
        total = 1.0 + rest
        complement = total - others
        complement.put(top, rest)
        others.put(top, 1.0)
        probs = others / total
        blocks = -probs[..., :, None] * probs[..., None, :]
        every = np.arange(probs.shape[-1])
        blocks[..., every, every] = probs * (complement / total)
        return blocks * shares.sum(axis=-1)[..., None, None]

    def _evaluate(self, batch, divisor, costs, slopes):
        if batch.labels is None or batch.smoothing:
            super()._evaluate(batch, divisor, costs, slopes)
        else:
            fill_from_labels(batch, divisor, costs, slopes)

    def _evaluate_rows(self, batch, rows, divisor, costs, slopes):
        logits, targets = self._rows(batch, rows)
        shares = targets if batch.weight is None else targets * batch.weight
        narrow = logits.astype(working_dtype(batch.dtype), copy=False)
        others = np.empty_like(narrow)
        highest, rest, top = exponentials(narrow, others)
        if costs is not None:
            costs[rows] = _costs(shares, logits - highest[:, None], rest[:, None])
        if slopes is not None:
            total = 1.0 + rest[:, None]
            numerators = _scaled_slopes(shares, others, rest, top, total)
            slopes[rows] = numerators / (total * divisor)


def _costs(shares, drop, rest):
    # Where the share is 0 the product is left out: an impossible class has drop -inf.
    gaps = np.multiply(shares, -drop, where=shares > 0, out=np.zeros_like(drop))
    return gaps.sum(axis=-1) + shares.sum(axis=-1) * np.log1p(rest[..., 0])


def _scaled_slopes(shares, others, rest, top, total):
    """Gradient times `total`: a S - c over the common denominator, 1 + rest."""
    # 1 - total would lose the digits of rest.
    scale = np.add.reduce(shares, axis=-1, keepdims=True)
    slopes = others * scale - shares * total
    at_top = shares.take(top)
    slopes.put(top, (scale.ravel() - at_top) - at_top * rest.ravel())
    return slopes
