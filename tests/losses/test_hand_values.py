"""Value, gradient and Hessian of every loss on one example worked out by hand."""

import numpy as np
import pytest

from ce_utils.losses import LOSSES, get_loss

LOG = np.log

# Each with its derivation. Sigmoid outputs at (log 3, 0) are a = (3/4, 1/2); target (1, 0),
# so that q = (1/4, 1/2) is missed.
# Softmax of (log 1, log 2, log 5) is a = (1, 2, 5)/8; label 2.
HAND = {
    # value: -log(3/4) - log(1 - 1/2) = log(8/3); gradient a - t; Hessian a(1 - a).
    "sigmoid cross-entropy": (
        (LOG([3.0, 1.0]), [1.0, 0.0]),
        LOG(8 / 3),
        [-1 / 4, 1 / 2],
        [3 / 16, 1 / 4],
    ),
    # The same: both factors of the default are 1.
    "weighted sigmoid cross-entropy": (
        (LOG([3.0, 1.0]), [1.0, 0.0]),
        LOG(8 / 3),
        [-1 / 4, 1 / 2],
        [3 / 16, 1 / 4],
    ),
    # Half of it: both factors of the default are 1/2.
    "balanced sigmoid cross-entropy": (
        (LOG([3.0, 1.0]), [1.0, 0.0]),
        LOG(8 / 3) / 2,
        [-1 / 8, 1 / 4],
        [3 / 32, 1 / 8],
    ),
    # value: q^2 s = log(4/3)/16 + log(2)/4; slope q^2 (2 a s + q), its sign that of the mistake:
    # (3/2 log(4/3) + 1/4)/16 and (log(2) + 1/2)/4; Hessian q^2 a (2 s (2a - q) + 5q):
    # 3/64 (5/2 log(4/3) + 5/4) and (log(2) + 5/2)/8.
    "focal": (
        (LOG([3.0, 1.0]), [1.0, 0.0]),
        LOG(4 / 3) / 16 + LOG(2) / 4,
        [-(3 * LOG(4 / 3) + 1 / 2) / 32, (LOG(2) + 1 / 2) / 4],
        [15 / 128 * (LOG(4 / 3) + 1 / 2), (LOG(2) + 5 / 2) / 8],
    ),
    # Scores (1/2, -3/4, 2), targets (1, 0, 0), margins (1/2, 3/4, -2): 1/2 + 1/4 + 3.
    "hinge": (([0.5, -0.75, 2.0], [1.0, 0.0, 0.0]), 3.75, [-1.0, 1.0, 1.0], [0.0, 0.0, 0.0]),
    # The same scores: only the last margin is negative, by 2.
    "perceptron": (([0.5, -0.75, 2.0], [1.0, 0.0, 0.0]), 2.0, [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]),
    # Leads of the first class: 3/4, 1/4 and 2; 1/4 and 3/4 are missing.
    "multiclass hinge": (
        ([1.0, 0.25, 0.75, -1.0], [1.0, 0.0, 0.0, 0.0]),
        1.0,
        [-2.0, 1.0, 1.0, 0.0],
        np.zeros((4, 4)),
    ),
    # value: (1/16 + 1/4)/2; gradient (a - t) a (1 - a): -1/4 * 3/16 and 1/2 * 1/4; Hessian
    # s'^2 + (a - t) s'(1 - 2a): 9/256 + (-1/4)(3/16)(-1/2) = 15/256, and 1/16 + 0.
    "quadratic": (
        (LOG([3.0, 1.0]), [1.0, 0.0]),
        5 / 32,
        [-3 / 64, 1 / 8],
        [15 / 256, 1 / 16],
    ),
    # value: -log(5/8); gradient a - t; Hessian diag(a) - a a^T, in 64ths.
    "softmax cross-entropy": (
        (LOG([1.0, 2.0, 5.0]), [0.0, 0.0, 1.0]),
        LOG(8 / 5),
        [1 / 8, 2 / 8, -3 / 8],
        np.array([[7, -2, -5], [-2, 12, -10], [-5, -10, 15]]) / 64,
    ),
}


def test_every_loss_is_worked_out():
    assert set(HAND) == set(LOSSES)


@pytest.mark.parametrize("loss", [get_loss(name) for name in LOSSES], ids=list(LOSSES))
def test_hand_values(loss):
    (logits, targets), value, gradient, hessian = HAND[loss.name]
    # 1e-15: log(3), log(5) are rounded before the loss sees them, then a few roundings.
    np.testing.assert_allclose(loss.value(logits, targets), value, rtol=1e-15)
    np.testing.assert_allclose(loss.gradient(logits, targets), gradient, rtol=1e-15)
    np.testing.assert_allclose(loss.hessian(logits, targets), hessian, rtol=2e-15)
