"""The record of the two networks: it holds what it says, and bytes are enough for weights."""

import base64

import numpy as np
import pytest

from ce_utils.data import load_mnist
from ce_utils.experiments import load_record
from ce_utils.interactive.digit_record import COSTS, load_digits
from ce_utils.network import accuracy, initialise, predict_logits
from tools.results import digit_networks

MOST_LOST = 0.002  # of the accuracy, by rounding weights to bytes


@pytest.fixture(scope="module")
def record():
    return load_record(digit_networks.NAME)


@pytest.fixture(scope="module")
def split():
    return load_mnist().test


@pytest.mark.parametrize("cost", COSTS)
def test_the_accuracy_is_that_of_the_weights(record, split, cost):
    network = load_digits().networks[cost]
    found = accuracy(network, split.images.astype(float), split.labels)
    recorded = record.settings["quantised_test_accuracy"][cost]
    # One image, should two of its logits tie to the last bits.
    assert found == pytest.approx(recorded, abs=1.01e-4)
    assert recorded > record.settings["test_accuracy"][cost] - MOST_LOST
    assert 0.95 < recorded < 0.97  # [784, 30, 10]; both are healthy


def test_the_settings_are_those_of_the_recorder(record):
    settings = record.settings
    assert settings["sizes"] == [784, digit_networks.HIDDEN, 10]
    assert settings["learning_rates"] == digit_networks.RATES
    assert (settings["seed"], settings["epochs"]) == (digit_networks.SEED, digit_networks.EPOCHS)
    assert settings["initialisation"] == digit_networks.SCALE
    assert set(settings["learning_rates"]) == set(COSTS)


def test_the_networks_are_no_copies_and_started_alike(record):
    first, second = (load_digits().networks[cost].weights[0] for cost in COSTS)
    start = initialise(record.settings["sizes"], seed=0, scale="inverse_sqrt").weights[0]
    blank = load_mnist().train.images.max(axis=0) == 0  # no ink: never trained
    assert 50 < blank.sum() < 200
    steps = record.tables["weights"]["scale"]
    for weights in (first, second):
        # Bytes: half a step of the coarsest unit.
        np.testing.assert_allclose(weights[blank], start[blank], rtol=0, atol=steps.max() / 2)
    assert np.abs(first - second).max() > 0.5


def test_the_images_are_chosen_by_the_rule(record, split):
    table = digit_networks.images_of(load_digits().networks, split)
    for column, values in table.items():
        np.testing.assert_array_equal(record.tables["images"][column], values)
    assert len(set(table["index"].tolist())) == 16
    assert table["label"][:10].tolist() == list(range(10))
    answers = {
        cost: predict_logits(network, split.images[table["index"]].astype(float)).argmax(axis=1)
        for cost, network in load_digits().networks.items()
    }
    right = np.stack([answers[cost] == table["label"] for cost in COSTS])
    assert right[:, 10:].tolist() == [[True] * 3 + [False] * 3, [False] * 3 + [True] * 3]


def test_a_code_is_the_nearest(record):
    rng = np.random.default_rng(0)
    weights = rng.normal(size=784)
    text, scale = digit_networks.quantised(weights)
    codes = np.frombuffer(base64.b64decode(text), np.int8)
    assert np.abs(codes).max() == 127
    # The scale has six digits: 127 * 5e-6 of a step more than half a step.
    np.testing.assert_allclose(codes * scale, weights, rtol=0, atol=0.501 * scale)
    again, same = digit_networks.quantised(codes * scale)
    assert (again, same) == (text, pytest.approx(scale, rel=1e-5))


def test_a_table_gives_the_network_back():
    network = initialise([784, 30, 10], seed=3, scale="inverse_sqrt")
    table = digit_networks.table_of({"quadratic": network})
    back = digit_networks.network_of(digit_networks.layers_of(table, "quadratic"))
    for layer in (0, 1):
        scales = table["scale"][table["layer"] == layer]
        gap = np.abs(back.weights[layer] - network.weights[layer])
        assert (gap <= 0.501 * scales).all()
        np.testing.assert_allclose(back.biases[layer], network.biases[layer], rtol=1e-5)
