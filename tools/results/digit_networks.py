"""The record ``digit-networks``: two small networks that read digits, in one byte a weight."""

import base64

import numpy as np

from ce_utils.data import load_mnist
from ce_utils.experiments import Record
from ce_utils.interactive.digit_record import layers_of, network_of
from ce_utils.network import Network, accuracy, initialise, predict_logits, train_replicates
from tools.results.mnist_headline import CROSS_ENTROPY, QUADRATIC, TUNED
from tools.results.sweeps import versions

NAME = "digit-networks"
WHAT = (
    "Two networks [784, 30, 10] that read MNIST digits, from the same start and with the same "
    "order of the examples: one trained with the quadratic cost, one with the cross-entropy, "
    "each at its tuned rate. A weight is code * scale, with one scale for each unit; codes: "
    "base64 of int8. images: the first of each digit among the test images, and for each network "
    "the first three others that only it reads rightly; pixels: base64 of bytes, 255 is ink."
)
LOSSES = {"quadratic": QUADRATIC, "sigmoid cross-entropy": CROSS_ENTROPY}
HIDDEN, SEED, EPOCHS, SCALE = 30, 0, 20, "inverse_sqrt"
RATES = {loss: TUNED[HIDDEN, layer, SCALE] for loss, layer in LOSSES.items()}
LARGEST_CODE = 127
DISPUTED = 3  # images that only this network reads rightly


def make() -> Record:
    """Train, quantise, measure, choose the images, and return the record."""
    training, _, test = load_mnist()
    trained = {loss: train(loss, training) for loss in LOSSES}
    weights = table_of(trained)
    quantised = {loss: network_of(layers_of(weights, loss)) for loss in LOSSES}
    return Record(
        name=NAME,
        what=WHAT,
        command=f"python -m tools.results {NAME}",
        settings={
            "sizes": [784, HIDDEN, 10],
            "seed": SEED,
            "initialisation": SCALE,
            "epochs": EPOCHS,
            "batch_size": 10,
            "dtype": "float32",
            "learning_rates": RATES,
            "test_accuracy": {loss: measured(network, test) for loss, network in trained.items()},
            "quantised_test_accuracy": {
                loss: measured(network, test) for loss, network in quantised.items()
            },
        },
        versions=versions(),
        tables={"weights": weights, "images": images_of(quantised, test)},
    )


def train(loss: str, training) -> Network:
    """Return the network of one cost."""
    start = initialise([784, HIDDEN, 10], seed=SEED, scale=SCALE)
    ((network, _),) = train_replicates(
        [start],
        *training,
        loss=loss,
        learning_rate=RATES[loss],
        epochs=EPOCHS,
        seeds=[SEED],
        record_training=False,
    )
    return network


def table_of(networks: dict[str, Network]) -> dict[str, np.ndarray]:
    """Return the table with a row for each unit of each network."""
    rows = [
        (loss, layer, unit, *quantised(weight[:, unit]), rounded(bias[unit]))
        for loss, network in networks.items()
        for layer, (weight, bias) in enumerate(zip(network.weights, network.biases, strict=True))
        for unit in range(len(bias))
    ]
    names = ("network", "layer", "unit", "codes", "scale", "bias")
    columns = dict(zip(names, map(np.array, zip(*rows, strict=True)), strict=True))
    return {name: columns[name] for name in (*names[:3], "scale", "bias", "codes")}


def quantised(weights: np.ndarray) -> tuple[str, float]:
    """Return the codes of a unit's weights as base64 of int8, and their scale."""
    scale = rounded(np.abs(weights).max() / LARGEST_CODE)
    codes = np.clip(np.rint(weights / scale), -LARGEST_CODE, LARGEST_CODE).astype(np.int8)
    return base64.b64encode(codes.tobytes()).decode(), scale


def rounded(value: float) -> float:
    """Return a number with six significant digits: far finer than a code."""
    return float(f"{value:.5e}")


def measured(network: Network, split) -> float:
    """Return the accuracy on a split."""
    return round(accuracy(network, split.images.astype(network.dtype), split.labels), 6)


def images_of(networks: dict[str, Network], test) -> dict[str, np.ndarray]:
    """Return the table of the images that are shown."""
    right = [
        predict_logits(network, test.images.astype(network.dtype)).argmax(axis=1) == test.labels
        for network in networks.values()
    ]
    chosen = [int(np.flatnonzero(test.labels == digit)[0]) for digit in range(10)]
    for one, other in (right, right[::-1]):
        disputed = np.setdiff1d(np.flatnonzero(one & ~other), chosen)
        chosen += disputed[:DISPUTED].tolist()
    pixels = np.rint(test.images[chosen] * 255).astype(np.uint8)
    return {
        "index": np.array(chosen),
        "label": test.labels[chosen],
        "pixels": np.array([base64.b64encode(row.tobytes()).decode() for row in pixels]),
    }
