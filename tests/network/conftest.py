"""Examples and a short training run that the tests of networks share."""

import numpy as np
import pytest

from ce_utils.data import Split
from ce_utils.network import initialise, train


@pytest.fixture
def random_examples():
    """Return a function that draws normal inputs and uniform labels."""

    def draw(n, n_inputs, n_classes, *, seed=0, dtype=np.float64):
        rng = np.random.default_rng(seed)
        images = rng.standard_normal((n, n_inputs)).astype(dtype)
        return Split(images, rng.integers(n_classes, size=n))

    return draw


@pytest.fixture
def small_training(random_examples):
    """Return a function that trains a [4, 5, 3] network for three epochs."""

    def run(loss="sigmoid cross-entropy", *, seed=0, dtype=np.float32, **settings):
        network = initialise([4, 5, 3], seed=1, dtype=dtype)
        settings = {"learning_rate": 0.5, "epochs": 3, "batch_size": 4} | settings
        examples = random_examples(30, 4, 3, dtype=dtype)
        return network, *train(network, *examples, loss=loss, seed=seed, **settings)

    return run
