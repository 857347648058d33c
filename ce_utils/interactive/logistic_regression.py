"""Batch gradient descent of a logistic regression, moving: the curve or boundary and the loss."""

import math
from typing import ClassVar

import numpy as np

from ce_utils.checks.kinds import as_array
from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.descent import descend
from ce_utils.interactive.fields import slider
from ce_utils.interactive.logistic_still import draw_still, scales_of, still_frames
from ce_utils.interactive.logistic_words import alt_text, readout_lines, title_of
from ce_utils.interactive.svg import rounded, significant

__all__ = ["LogisticRegressionAnimation"]


class LogisticRegressionAnimation(InteractiveFigure):
    r"""A logistic regression learning by batch gradient descent, step by step.

    The left panel shows the examples and the model: with one feature the curve
    :math:`\sigma(b + w x)`, with two the line where the probability is 0.5, and, dashed, those
    of 0.1 and 0.9. The right panel shows the mean cross-entropy against the step, spaced as
    log(1 + step). The still picture shows some steps of the way and its end.

    The descent starts at zero weights and runs on standardised features (see `descend`);
    `weights` belong to the features as they came.

    Parameters
    ----------
    features : array_like, shape (n_examples, 1) or (n_examples, 2), real
    labels : array_like, shape (n_examples,), 0 or 1
    feature_names : sequence of str, default ('x',) or ('x1', 'x2')
        With their units, for the axes.
    label_names : (str, str), default ('0', '1')
        What label 0 and label 1 mean.
    steps : int, default 20000
        At most so many.
    learning_rate : float, optional
        On the standardised features. By default slow enough to watch, see `descend`.
    title, alt : str, optional
        Heading and alt text. By default both are written from the fit.

    Attributes
    ----------
    frames : ndarray, shape (n_frames,), int64
        The steps shown; the last is at the minimum.
    weights : ndarray, shape (n_frames, 1 + n_features), float64
        Intercept first.
    losses : ndarray, shape (n_frames,), float64
        In nats.

    Raises
    ------
    ValueError
        What `descend` refuses (separable examples among it), or more than two features, or
        names that do not fit.

    Examples
    --------
    >>> hours = [[0.5], [1.0], [1.5], [2.0], [2.5], [3.0]]
    >>> figure = LogisticRegressionAnimation(hours, [0, 0, 1, 0, 1, 1], feature_names=["hours"])
    >>> figure
    LogisticRegressionAnimation(6 examples, 1 feature, 564 steps in 49 frames)
    >>> figure.weights[-1].round(2).tolist()
    [-4.25, 2.43]

    References
    ----------
    Bishop, Pattern Recognition and Machine Learning, 2006, section 4.3.2.
    """

    name: ClassVar[str] = "logistic-regression"
    script: ClassVar[str] = "logistic_regression.js"

    def __init__(
        self,
        features,
        labels,
        *,
        feature_names=None,
        label_names=("0", "1"),
        steps=20_000,
        learning_rate=None,
        title=None,
        alt=None,
    ):
        shape = as_array(features, "features").shape
        if len(shape) != 2 or shape[1] not in (1, 2):
            raise ValueError(
                f"features has shape {shape}: expected (n_examples, 1) or (n_examples, 2), which "
                "a picture can show; write one feature as features[:, None]."
            )
        plain = ("x",) if shape[1] == 1 else ("x1", "x2")
        self.feature_names = _check_names(
            plain if feature_names is None else feature_names, shape[1], "feature_names"
        )
        self.label_names = _check_names(label_names, 2, "label_names")
        self._descent = descend(features, labels, learning_rate=learning_rate, steps=steps)
        self.features = np.array(features, dtype=float)
        self.labels = np.array(labels).astype(int)
        data = self.data()
        shown = still_frames(data["losses"], shape[1])
        super().__init__(
            title=title_of(data) if title is None else title,
            alt=alt_text(data, shown, self.label_names) if alt is None else alt,
        )

    @property
    def frames(self):
        """The steps shown, ndarray of shape (n_frames,)."""
        return self._descent.frames

    @property
    def weights(self):
        """Intercept and weights of each frame, ndarray of shape (n_frames, 1 + n_features)."""
        return self._descent.weights

    @property
    def losses(self):
        """Mean cross-entropy of each frame in nats, ndarray of shape (n_frames,)."""
        return self._descent.losses

    def __repr__(self):
        """Say what is fitted and in how many steps."""
        n_features = self.features.shape[1]
        return (
            f"LogisticRegressionAnimation({len(self.labels)} examples, {n_features} "
            f"feature{'s' * (n_features > 1)}, {self.frames[-1]} steps in {len(self.frames)} "
            "frames)"
        )

    def data(self):
        """Return frames, scales and names; all that the script draws, it draws from these."""
        # Seven digits per standard deviation of a feature: far finer than a pixel or a printed
        # digit, far coarser than what differs between machines.
        places = [7 + math.ceil(math.log10(spread) - 1e-9) for spread in self._descent.spreads]
        columns = zip(self.weights.T, [7, *(max(0, n) for n in places)], strict=True)
        weights = [[rounded(w, digits) for w in column] for column, digits in columns]
        return {
            "steps": self.frames.tolist(),
            "weights": [list(row) for row in zip(*weights, strict=True)],
            "losses": [rounded(loss, 7) for loss in self.losses],
            "features": list(self.feature_names),
            "scales": {key: scale.data() for key, scale in self._scales().items()},
        }

    def fields(self):
        """Return the frame, which the buttons and the slider of the script move."""
        last = len(self.frames) - 1
        return {"frame": slider("frame", low=0, high=last, step=1, value=last, control=False)}

    def still(self):
        """Return the two panels: the whole way at some of its steps, and the end."""
        examples = list(zip(self.features.tolist(), self.labels.tolist(), strict=True))
        return draw_still(self.data(), self._scales(), examples, self.label_names)

    def _scales(self):
        losses = [rounded(loss, 7) for loss in self.losses]
        return scales_of(self.features, losses, int(self.frames[-1]))

    def summary(self):
        """Return what the descent did, in a sentence."""
        first, last = (significant(rounded(self.losses[k], 7)) for k in (0, -1))
        return (
            f"From weights of zero, {self.frames[-1]:,} steps of batch gradient descent (on "
            f"standardised features, learning rate {significant(self._descent.learning_rate, 3)})"
            f" lower the mean cross-entropy from {first} to its minimum, {last} nats."
        )

    def readout(self):
        """Return the last step, its loss and its weights."""
        return readout_lines(self.data(), len(self.frames) - 1)


def _check_names(names, count, what):
    names_of_many = names if isinstance(names, list | tuple) else []
    listed = [names] if isinstance(names, str) else list(names_of_many)
    if len(listed) != count or not all(isinstance(name, str) and name for name in listed):
        raise ValueError(f"{what} is {names!r}: expected {count} texts, none empty.")
    return tuple(listed)
