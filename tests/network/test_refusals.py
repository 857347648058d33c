"""What networks and their training refuse, and how."""

import re

import numpy as np
import pytest

from ce_utils.data import Split
from ce_utils.losses import Hinge, Quadratic
from ce_utils.network import (
    Network,
    accuracy,
    cost,
    gradient,
    initialise,
    predict_probabilities,
    train,
)


def refused(message):
    return pytest.raises(ValueError, match=re.escape(message))


@pytest.mark.parametrize("sizes", [[], [784], [784, 0, 10], [784, 2.5], [-1, 2]])
def test_bad_sizes(sizes):
    with pytest.raises(ValueError, match=r"sizes.* is .*: expected .*whole number"):
        initialise(sizes, seed=0)


def test_bad_scale_and_dtype():
    with refused("scale is 'xavier': expected one of unit, inverse_sqrt"):
        initialise([2, 2], seed=0, scale="xavier")
    with refused("dtype is <class 'numpy.float16'>: expected float32 or float64"):
        initialise([2, 2], seed=0, dtype=np.float16)


@pytest.mark.parametrize(
    ("weights", "biases"),
    [
        ([], []),
        ([np.zeros((2, 3))], [np.zeros(2)]),
        ([np.zeros((2, 3)), np.zeros((4, 1))], [np.zeros(3), np.zeros(1)]),
        ([np.zeros((2, 3)), np.zeros((3, 1))], [np.zeros(3)]),
        ([np.zeros(3)], [np.zeros(3)]),
    ],
)
def test_layers_that_do_not_fit(weights, biases):
    with refused("do not fit together: expected (n_0, n_1), (n_1, n_2), … and (n_1,)"):
        Network(weights, biases)


def test_mixed_dtypes(random_examples):
    with refused("have the dtypes ['float32', 'float64']: expected float32 for all, or"):
        Network([np.zeros((2, 3), np.float32)], [np.zeros(3)])


IMAGES = np.random.default_rng(0).standard_normal((6, 4))
LABELS = np.array([0, 1, 2, 0, 1, 2])


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (IMAGES[:, :3], LABELS, "images has shape (6, 3): expected (n, 4), n >= 1, for Network(["),
        (IMAGES[0], LABELS[:1], "images has shape (4,): expected (n, 4)"),
        (IMAGES[:0], LABELS[:0], "images has shape (0, 4): expected (n, 4), n >= 1"),
        (IMAGES.astype(np.float32), LABELS, "images is float32: expected an array of float64"),
        (IMAGES.tolist(), LABELS, "images is list: expected an array of float64"),
        (np.where(IMAGES > 1, np.nan, IMAGES), LABELS, "images has NaN or infinity"),
        (np.where(IMAGES > 1, -np.inf, IMAGES), LABELS, "images has NaN or infinity"),
        (IMAGES, LABELS[:5], "labels has shape (5,): expected (6,), one for each image"),
        (IMAGES, np.eye(3)[LABELS], "turn one-hot rows into labels with targets.argmax(axis=1)"),
        (IMAGES, LABELS.astype(float), "labels has dtype float64: expected integers"),
        (IMAGES, LABELS + 1, "expected integers from 0 to 2"),
        (IMAGES, LABELS - 1, "expected integers from 0 to 2"),
    ],
)
def test_bad_examples_are_refused_everywhere(images, labels, message):
    network = initialise([4, 5, 3], seed=1, dtype=np.float64)
    settings = {"loss": Quadratic(), "learning_rate": 1.0, "epochs": 1, "seed": 0, "batch_size": 2}
    calls = [
        lambda: gradient(network, images, labels, Quadratic()),
        lambda: cost(network, images, labels, Quadratic()),
        lambda: accuracy(network, images, labels),
        lambda: train(network, images, labels, **settings),
        lambda: train(network, IMAGES, LABELS, validation=Split(images, labels), **settings),
    ]
    for call in calls:
        with refused(message):
            call()


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("learning_rate", 0.0, "learning_rate is 0.0: expected a finite number above 0"),
        ("learning_rate", -0.5, "learning_rate is -0.5: expected a finite number above 0"),
        ("learning_rate", float("nan"), "learning_rate is nan: expected a finite number above 0"),
        ("learning_rate", float("inf"), "learning_rate is inf: expected a finite number above 0"),
        ("learning_rate", [0.5], "learning_rate is [0.5]: expected a finite number above 0"),
        ("learning_rate", "0.5", "learning_rate is '0.5': expected a finite number above 0"),
        ("epochs", -1, "epochs is -1: expected a whole number"),
        ("epochs", 1.5, "epochs is 1.5: expected a whole number"),
        ("batch_size", 0, "batch_size is 0: expected a whole number from 1 to the 30 training"),
        ("batch_size", 31, "batch_size is 31: expected a whole number from 1 to the 30 training"),
        ("loss", "log loss", "name is 'log loss': expected one of"),
        ("loss", Quadratic, "expected a loss of ce_utils.losses or its name"),
        ("loss", None, "loss is None: expected a loss of ce_utils.losses or its name"),
    ],
)
def test_bad_settings(setting, value, message, small_training):
    with refused(message):
        small_training(**{setting: value})


def test_an_unknown_link():
    network = initialise([4, 3], seed=1, dtype=np.float64)
    with refused("link is 'tanh': expected one of sigmoid, softmax; take loss.link"):
        predict_probabilities(network, IMAGES, link="tanh")
    with refused("link is 'none': expected one of sigmoid, softmax; take loss.link; the scores of"):
        predict_probabilities(network, IMAGES, link=Hinge().link)
