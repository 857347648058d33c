"""The gradient of a whole network: against finite differences, and its mean."""

import numpy as np
import pytest

from ce_utils.checks import finite_difference_gradient
from ce_utils.losses import LOSSES
from ce_utils.network import cost, gradient, initialise

EACH_LOSS = pytest.mark.parametrize("loss", [make() for make in LOSSES.values()], ids=str)


def arrays_of(network):
    return [*network.weights, *network.biases]


@EACH_LOSS
@pytest.mark.parametrize("sizes", [[4, 3], [4, 5, 3], [4, 5, 6, 3]], ids=str)
def test_gradient_against_finite_differences(loss, sizes, random_examples):
    network = initialise(sizes, seed=1, dtype=np.float64)
    examples = random_examples(7, sizes[0], sizes[-1])
    computed = gradient(network, *examples, loss)
    for array, derivative in zip(arrays_of(network), arrays_of(computed), strict=True):

        def cost_at(values, array=array):
            kept = array.copy()
            array[...] = values
            result = cost(network, *examples, loss)
            array[...] = kept
            return result

        # Central differences with steps near 1e-5 are good to about 1e-10 here; ten times that.
        expected = finite_difference_gradient(cost_at, array.copy())
        np.testing.assert_allclose(derivative, expected, rtol=0, atol=1e-9)


@EACH_LOSS
def test_gradient_is_the_mean_over_examples(loss, random_examples):
    network = initialise([4, 5, 3], seed=1, dtype=np.float64)
    images, labels = random_examples(6, 4, 3)
    whole = arrays_of(gradient(network, images, labels, loss))
    single = [
        arrays_of(gradient(network, images[i : i + 1], labels[i : i + 1], loss)) for i in range(6)
    ]
    for together, apart in zip(whole, zip(*single, strict=True), strict=True):
        # Six terms of order one, added in another order: a few units of 1e-16.
        np.testing.assert_allclose(together, np.mean(apart, axis=0), rtol=0, atol=1e-14)
