"""Two costs over bias and weight as maps, and gradient descent from where a reader clicks."""

from typing import ClassVar

import numpy as np

from ce_utils.checks import as_floating
from ce_utils.checks.kinds import as_whole_number
from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.fields import check_between, slider, steps
from ce_utils.interactive.loss_surface_map import heights_on, map_scales
from ce_utils.interactive.loss_surface_still import NAMES, descend, draw_still, readout_lines
from ce_utils.interactive.two_labels import check_two_labels
from ce_utils.optimize import RegressionCost

__all__ = ["LossSurface"]

RATES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
MOST_STEPS, MOST_EXAMPLES = 1000, 200  # so that a walk is there before a finger has moved on
LARGEST = 100.0  # of a feature: with larger ones the map has no valley to be seen


class LossSurface(InteractiveFigure):
    r"""Cross-entropy and quadratic cost of a logistic regression as two maps, with a walk on each.

    The model is :math:`a = \sigma(b + w x)`. The maps show the mean sigmoid cross-entropy and
    the mean of :math:`\frac12 (a - y)^2` over the bias b and the weight w, by their level lines.
    On each, gradient descent walks from the same start with the same learning rate. A reader
    sets the start by a click, by the arrow keys on the cross, or by sliders.

    Parameters
    ----------
    features : array_like, shape (n_examples, 1), real
        At most 200 examples, each from -100 to 100.
    labels : array_like, shape (n_examples,), 0 or 1
    start : (float, float), default (0, 0)
        Bias and weight, rounded to one decimal place, each from -reach to reach.
    learning_rate : float, default 1
        From 0.1 to 20.
    steps : int, default 500
        From 1 to 1000.
    reach : float, default 8
        The maps go from -reach to reach on both axes: from 1 to 100.
    title, alt : str, optional
        Heading and alt text. By default both are written from the walks.

    Attributes
    ----------
    walks : dict of str to dict
        For "sigmoid cross-entropy" and "quadratic": "weights" (steps + 1, 2), "values" and
        "norms" of the gradient (steps + 1,), before training and after each step.

    Raises
    ------
    ValueError
        Wrong shapes, NaN or infinity, labels that are not 0 or 1, or an argument beyond its
        limits.

    Notes
    -----
    Both walks are `ce_utils.optimize.gradient_descent` with tolerance 0. Within the map a step
    leaves a level line at a right angle: both axes have the same unit.

    Examples
    --------
    >>> figure = LossSurface([[-1.0], [0.0], [0.5], [2.0]], [0, 1, 0, 1], steps=100)
    >>> figure
    LossSurface(4 examples, start=(0, 0), learning_rate=1, steps=100)
    >>> figure.walks["sigmoid cross-entropy"]["values"][[0, -1]].round(4).tolist()
    [0.6931, 0.5013]
    """

    name: ClassVar[str] = "surface"
    script: ClassVar[str] = "loss_surface.js"
    style: ClassVar[str | None] = "loss_surface.css"

    def __init__(
        self,
        features,
        labels,
        *,
        start=(0.0, 0.0),
        learning_rate=1.0,
        steps=500,
        reach=8.0,
        title=None,
        alt=None,
    ):
        self._features = _check_features(features)
        self._labels = check_two_labels(labels, len(self._features))
        self._reach = check_between(reach, "reach", 1.0, 100.0)
        self._start = _check_start(start, self._reach)
        self._rate = check_between(learning_rate, "learning_rate", RATES[0], RATES[-1])
        self._steps = as_whole_number(steps, "steps", least=1, most=MOST_STEPS)
        costs = self._costs()
        self.walks = {
            name: descend(cost, self._start, self._rate, self._steps)
            for name, cost in costs.items()
        }
        self._heights = {name: heights_on(cost, self._reach) for name, cost in costs.items()}
        super().__init__(
            title="Gradient descent on two surfaces" if title is None else title,
            alt=self._alt() if alt is None else alt,
        )

    def __repr__(self):
        """Say where it starts, and how it goes on."""
        b, w = self._start
        return (
            f"LossSurface({len(self._labels)} examples, start=({b:g}, {w:g}), "
            f"learning_rate={self._rate:g}, steps={self._steps})"
        )

    def _costs(self):
        design = np.column_stack([np.ones(len(self._features)), self._features])
        return {name: RegressionCost(design, self._labels.astype(float), name) for name in NAMES}

    def fields(self):
        """Return the start, the learning rate, and the step, which the buttons move."""
        b, w = self._start
        limits = {"low": -self._reach, "high": self._reach, "step": 0.1}
        last = self._steps
        return {
            "b": slider("bias b at the start", value=b, **limits),
            "w": slider("weight w at the start", value=w, **limits),
            "rate": steps("learning rate η", RATES, self._rate),
            "step": slider("step", low=0, high=last, step=1, value=last, control=False),
        }

    def data(self):
        """Return the examples and the scales: the script takes the steps itself."""
        scales = map_scales(self._reach)
        return {
            "steps": self._steps,
            "reach": self._reach,
            "features": self._features[:, 0].tolist(),
            "labels": self._labels.tolist(),
            "scales": {name: scale.data() for name, scale in scales.items()},
        }

    def still(self):
        """Return the two maps, with the walks to their last step."""
        return draw_still(self._heights, self.walks, self._reach, self._steps)

    def summary(self):
        """Return what is walked on."""
        return (
            f"A logistic regression of {len(self._labels)} examples, probability σ(b + wx): the "
            "mean cross-entropy and the mean quadratic cost ½(a − y)² over bias and weight. High "
            "ground is shaded. Gradient descent starts at the cross."
        )

    def readout(self):
        """Return the last step, and where each walk has come."""
        return readout_lines(self.walks, self._steps, self._rate, self._reach)

    def _alt(self):
        first, *lines = self.readout()
        return (
            "Two maps of level lines over bias and weight, left of the cross-entropy, right of "
            "the quadratic cost, and on each a walk of gradient descent from the same start. "
            f"{first}. {'; '.join(lines)}."
        )


def _check_features(features):
    wide, _ = as_floating(features, "features")
    if wide.ndim != 2 or wide.shape[1] != 1 or not 0 < len(wide) <= MOST_EXAMPLES:
        raise ValueError(
            f"features has shape {wide.shape}: expected (n_examples, 1) with at most "
            f"{MOST_EXAMPLES} examples; write one feature as features[:, None]."
        )
    largest = float(np.abs(wide).max())
    if not largest <= LARGEST:
        raise ValueError(
            f"features reaches {largest:g}: expected numbers from {-LARGEST:g} to {LARGEST:g}; "
            "divide it by its standard deviation."
        )
    return wide


def _check_start(start, reach):
    listed = start.tolist() if hasattr(start, "tolist") else start
    if not isinstance(listed, list | tuple) or len(listed) != 2:
        raise ValueError(
            f"start is {start!r:.60}: expected a bias and a weight; pass a pair like (0, 0)."
        )
    named = zip(("bias of start", "weight of start"), listed, strict=True)
    return [round(check_between(value, name, -reach, reach), 1) for name, value in named]
