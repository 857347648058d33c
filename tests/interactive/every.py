"""Every kind of figure, once: what the tests of all figures go through."""

import functools

import numpy as np

from ce_utils.interactive import (
    DrawADigit,
    LearningNeuron,
    LogisticRegressionAnimation,
    LossSurface,
    OneLogit,
    SoftmaxSliders,
    TwoDistributions,
)

# Hours of study and who passed: the classes overlap between 1.75 and 3.5 hours.
HOURS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5]
HOURS += [2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5]
PASSED = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]


def study():
    """Return one feature and its labels."""
    return np.array(HOURS)[:, None], np.array(PASSED)


def clouds():
    """Return two features of unlike units, and labels."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 60)
    points = rng.normal(size=(60, 2)) + np.outer(labels - 0.5, [1.6, 1.2])
    return points * [2, 10] + [5, 100], labels


def _one():
    return LogisticRegressionAnimation(
        *study(), feature_names=["hours of study"], label_names=("failed", "passed")
    )


def _distributions():
    """Return the tightest one: six outcomes, and one that q rules out."""
    return TwoDistributions([0.3, 0.2, 0.2, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.25, 0.45, 0])


# A new figure joins with one line.
FIGURES = {
    "digit": DrawADigit,
    "logistic regression, one feature": _one,
    "logistic regression, two features": lambda: LogisticRegressionAnimation(
        *clouds(), feature_names=["length", "width"]
    ),
    "neuron": LearningNeuron,
    "one logit": lambda: OneLogit(logit=20, target=0),
    "softmax": SoftmaxSliders,
    "surface": lambda: LossSurface(*study(), start=(-2, -1)),
    "two distributions": _distributions,
}


@functools.cache
def made(name):
    """Return a figure, made once: the tests read it only."""
    return FIGURES[name]()


# Figures with data of their own may weigh more than the others: bytes, gzipped, by `name`.
LARGER = {
    "digit": 70_000,  # two networks, a byte a weight
}

# Those whose words are about numbers that are none, by `name`.
SPEAK_OF_NAN = {"logit"}
