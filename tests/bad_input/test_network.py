"""Bad input to `ce_utils.network`."""

import numpy as np

from ce_utils import network
from tests.bad_input.judge import Call
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

IMAGES = np.array([[0.0, 0.5], [1.0, 0.25], [0.5, 0.5]])
LABELS = np.array([0, 2, 1])
UNCHECKED = {
    "History": "a named tuple, which holds what it is given",
    "Network.copy": "takes nothing",
    "Stack.networks": "takes nothing",
}


def _network():
    return network.initialise([2, 4, 3], seed=0, dtype=np.float64)


def _examples(**more):
    return {"network": _network(), "images": IMAGES.copy(), "labels": LABELS.copy(), **more}


def _stack():
    return network.Stack([_network(), _network()], "quadratic", [0.5, 0.25])


def _descended(images, targets, rows):
    stack = _stack()
    stack.descend(images, targets, rows)
    return stack.networks()


SCHEDULE = {"loss": "quadratic", "learning_rate": 0.5, "epochs": 1, "batch_size": 2}
CALLS = [
    Call(
        "Network",
        network.Network,
        lambda: {"weights": [np.zeros((2, 3))], "biases": [np.zeros(3)]},
    ),
    Call(
        "initialise",
        network.initialise,
        lambda: {"sizes": [2, 3], "seed": 0, "scale": "unit", "dtype": np.float32},
    ),
    Call("accuracy", network.accuracy, _examples),
    Call("cost", network.cost, lambda: _examples(loss="quadratic"), ("name",)),
    Call("gradient", network.gradient, lambda: _examples(loss="quadratic"), ("name",)),
    Call(
        "predict_logits",
        network.predict_logits,
        lambda: {"network": _network(), "images": IMAGES.copy()},
    ),
    Call(
        "predict_probabilities",
        network.predict_probabilities,
        lambda: {"network": _network(), "images": IMAGES.copy(), "link": "softmax"},
    ),
    Call(
        "mini_batches",
        network.mini_batches,
        lambda: {"n_examples": 5, "batch_size": 2, "rng": np.random.default_rng(0)},
    ),
    Call(
        "Stack",
        network.Stack,
        lambda: {
            "networks": [_network(), _network()],
            "loss": "quadratic",
            "learning_rates": np.array([0.5, 0.25]),
        },
        ("name", "learning_rates"),
    ),
    Call(
        "Stack.descend",
        _descended,
        lambda: {
            "images": IMAGES.copy(),
            "targets": np.eye(3)[LABELS],
            "rows": np.array([[0, 1], [2, 1]]),
        },
        # Documented: a NaN among the images is found again in the weights.
        nan=True,
    ),
    Call("Stack.view", lambda replicate: _stack().view(replicate), lambda: {"replicate": 1}),
    Call(
        "train",
        network.train,
        lambda: _examples(
            seed=0, record_training=True, validation=None, progress=False, **SCHEDULE
        ),
        ("name",),
    ),
    Call(
        "train_replicates",
        network.train_replicates,
        lambda: {
            "networks": [_network(), _network()],
            "images": IMAGES.copy(),
            "labels": LABELS.copy(),
            "seeds": [0, 1],
            "record_training": True,
            "validation": None,
            "progress": False,
            **SCHEDULE,
        },
        ("name",),
    ),
]

test_things_of_a_wrong_kind = things_of_a_wrong_kind(CALLS)
test_arguments_gone_bad = arguments_gone_bad(CALLS, max_examples=40)
