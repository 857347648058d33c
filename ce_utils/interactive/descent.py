"""Batch gradient descent of a logistic regression, kept at some of its steps."""

import math
from dataclasses import dataclass

import numpy as np

from ce_utils.checks import as_floating
from ce_utils.interactive.two_labels import check_two_labels
from ce_utils.optimize import RegressionCost, gradient_descent

__all__ = ["Descent", "descend", "frame_steps"]

# With the whole safe learning rate the first frame is nearly the last: nothing to see.
SLOWED = 0.1


@dataclass(frozen=True, eq=False, repr=False)
class Descent:
    """The kept steps of a gradient descent that reached its minimum.

    Parameters
    ----------
    frames : ndarray, shape (n_frames,), int64
        The number of each kept step: 0, 1, 2, …, and the last.
    weights : ndarray, shape (n_frames, 1 + n_features), float64
        Intercept first, for the features as they came (not standardised).
    losses : ndarray, shape (n_frames,), float64
        Mean sigmoid cross-entropy in nats.
    learning_rate : float
        The step on the standardised features.
    spreads : tuple of float
        The standard deviation of each feature.
    """

    frames: np.ndarray
    weights: np.ndarray
    losses: np.ndarray
    learning_rate: float
    spreads: tuple[float, ...]


def frame_steps(last):
    """Return the steps to keep: every one up to 16, then each an eighth further.

    Parameters
    ----------
    last : int
        The last step, which is always kept.

    Returns
    -------
    list of int

    Examples
    --------
    >>> frame_steps(40)[-9:]
    [18, 20, 22, 24, 27, 30, 33, 37, 40]
    """
    kept, step = [], 0
    while step < last:
        kept.append(step)
        step += max(1, step // 8)
    return [*kept, last]


def descend(features, labels, *, learning_rate=None, steps=20_000):
    r"""Fit a logistic regression by batch gradient descent from weights of zero.

    The descent runs on standardised features, :math:`(x_j - m_j) / s_j`, where it takes
    far fewer steps; each kept step is written back for the features as
    they came, :math:`w_j = v_j / s_j` and :math:`b = v_0 - \sum_j w_j m_j`.

    Parameters
    ----------
    features : array_like, shape (n_examples, n_features), real
    labels : array_like, shape (n_examples,), 0 or 1
    learning_rate : float, optional
        On the standardised features. By default a tenth of 1 / the largest curvature: slow
        enough to watch.
    steps : int, default 20000
        At most so many.

    Returns
    -------
    Descent

    Raises
    ------
    ValueError
        Wrong shapes, NaN or infinity, labels that are not 0 or 1, a constant feature,
        separable examples, a minimum at zero, or none within `steps`.

    Examples
    --------
    >>> found = descend([[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1])
    >>> found.weights[-1].round(3).tolist(), found.losses[[0, -1]].round(4).tolist()
    ([-1.362, 0.908], [0.6931, 0.5869])
    """
    features = _check_features(features)
    labels = check_two_labels(labels, len(features))
    means, spreads = _moments(features)
    design = np.column_stack([np.ones(len(features)), (features - means) / spreads])
    cost = RegressionCost(design, labels.astype(float))
    _refuse_separable(cost)
    rate = SLOWED / cost.curvature_bound() if learning_rate is None else learning_rate
    walk = _walk_to_the_end(cost, rate, steps)
    frames = np.array(frame_steps(len(walk) - 1))
    slopes = walk.weights[frames, 1:] / spreads
    intercepts = walk.weights[frames, 0] - slopes @ np.array(means)
    weights = np.column_stack([intercepts, slopes])
    return Descent(frames, weights, walk.values[frames], float(rate), tuple(spreads))


def _walk_to_the_end(cost, rate, steps):
    walk = gradient_descent(cost, learning_rate=rate, steps=steps)
    if walk.status != "converged":
        raise ValueError(
            f"the descent is {walk.status} after {len(walk) - 1} steps: expected its last frame "
            f"at the minimum; {walk.message} learning_rate is {rate:.4g}; leave it out for a safe "
            "one."
        )
    if len(walk) == 1:
        raise ValueError(
            "weights of zero already are the minimum: expected labels that depend on a feature; "
            "with these there is no way to show."
        )
    return walk


def _check_features(features):
    wide, _ = as_floating(features, "features")
    if wide.ndim != 2 or 0 in wide.shape:
        raise ValueError(
            f"features has shape {wide.shape}: expected (n_examples, n_features); write one "
            "feature as features[:, None]."
        )
    if np.isinf(wide).any():
        raise ValueError("features has an infinity: expected finite numbers; leave it out.")
    return wide


def _moments(features):
    """Return the mean and the standard deviation of each column, as lists."""
    means, spreads = [], []
    for index, column in enumerate(features.T.tolist()):
        # Exact sums: the same design, and so the same picture, on every machine.
        mean = math.fsum(column) / len(column)
        spread = math.sqrt(math.fsum((x - mean) * (x - mean) for x in column) / len(column))
        if not spread > 0:
            raise ValueError(
                f"feature {index} is {column[0]:g} in every example: expected one that varies; "
                "the intercept already is the constant."
            )
        means.append(mean)
        spreads.append(spread)
    return means, spreads


def _refuse_separable(cost):
    kind = cost.separation.kind
    if kind != "none":
        raise ValueError(
            f"the examples are separable ({kind} separation): expected labels that overlap, "
            "because otherwise the weights grow for ever and no last frame exists; add examples "
            "in which the classes mix."
        )
