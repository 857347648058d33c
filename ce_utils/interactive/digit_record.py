"""The two networks and the test images of `DrawADigit`, from the record ``digit-networks``."""

import base64
from dataclasses import dataclass
from functools import cache

import numpy as np

from ce_utils.experiments import load_record
from ce_utils.network import Network

__all__ = ["COSTS", "Digits", "layers_of", "load_digits", "network_of"]

COSTS = ("quadratic", "sigmoid cross-entropy")


@dataclass(frozen=True)
class Digits:
    """What the record holds.

    Attributes
    ----------
    networks : dict of str to Network
        [784, 30, 10], float64, by the name of the cost that trained each.
    layers : dict of str to list of dict
        The same, as `unpackNetwork` in `digit_reader.js` takes them: "codes", base64 of one
        signed byte a weight, unit by unit; "scales" and "biases", one for each unit.
    images : ndarray, shape (n, 784), uint8
        Test images of MNIST; 255 is ink.
    labels : list of int
        The digits that they show.
    accuracies : dict of str to float
        Of the networks, on all 10,000 test images.

    Examples
    --------
    >>> digits = load_digits()
    >>> digits.networks["quadratic"]
    Network([784, 30, 10], float64)
    >>> digits.labels[:10]
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """

    networks: dict
    layers: dict
    images: np.ndarray
    labels: list
    accuracies: dict


@cache
def load_digits():
    """Return the networks and images of the record; they are read once."""
    record = load_record("digit-networks")
    images = record.tables["images"]
    layers = {cost: layers_of(record.tables["weights"], cost) for cost in COSTS}
    return Digits(
        networks={cost: network_of(parts) for cost, parts in layers.items()},
        layers=layers,
        images=np.stack([_bytes(text, np.uint8) for text in images["pixels"].tolist()]),
        labels=images["label"].tolist(),
        accuracies=record.settings["quantised_test_accuracy"],
    )


def layers_of(table, cost):
    """Return one network's layers from the record's table ``weights``: see `Digits.layers`."""
    mine = table["network"] == cost
    return [_layer(table, mine & (table["layer"] == layer)) for layer in (0, 1)]


def _layer(table, rows):
    codes = b"".join(base64.b64decode(text) for text in table["codes"][rows].tolist())
    return {
        "codes": base64.b64encode(codes).decode(),
        "scales": table["scale"][rows].tolist(),
        "biases": table["bias"][rows].tolist(),
    }


def network_of(layers):
    """Return the network of such layers, in float64: a weight is its code times its scale."""
    return Network(*zip(*(_weights(layer) for layer in layers), strict=True))


def _weights(layer):
    scales, biases = np.array(layer["scales"]), np.array(layer["biases"])
    codes = _bytes(layer["codes"], np.int8).reshape(len(scales), -1)
    return codes.T * scales, biases


def _bytes(text, dtype):
    return np.frombuffer(base64.b64decode(text), dtype)
