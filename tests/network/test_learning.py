"""Networks learn what they can learn, and start as they should."""

import numpy as np
import pytest

from ce_utils.data import Split, load_mnist
from ce_utils.losses import LOSSES, Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from ce_utils.network import initialise, predict_logits, predict_probabilities, train

EACH_LOSS = pytest.mark.parametrize("loss", [make() for make in LOSSES.values()], ids=str)


def arrays_of(network):
    return [*network.weights, *network.biases]


def xor():
    return Split(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0]))


@EACH_LOSS
def test_a_separable_problem_is_learned(loss):
    # Two clouds with centres at (4, 4) and (-4, -4): each is 4 sqrt(2) = 5.7 standard deviations
    # from the line between them, which one point in 10^8 would cross.
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1], 30)
    images = rng.standard_normal((60, 2)) + np.where(labels, 4.0, -4.0)[:, np.newaxis]
    network = initialise([2, 4, 2], seed=1, scale="inverse_sqrt", dtype=np.float64)
    _, history = train(
        network, images, labels, loss=loss, learning_rate=1.0, epochs=30, seed=0, batch_size=5
    )
    assert history.training_accuracy[-1] == 1.0
    assert history.training_cost[-1] < 0.1 * history.training_cost[0]


@EACH_LOSS
def test_xor_needs_the_hidden_layer(loss):
    # No line parts the classes of XOR, so without a hidden layer at most 3 of 4 are right.
    # Eight hidden neurons have room for it; the saturated start "unit" is no obstacle here.
    settings = {"loss": loss, "learning_rate": 5.0, "epochs": 1000, "seed": 0, "batch_size": 4}
    line = initialise([2, 2], seed=0, dtype=np.float64)
    curve = initialise([2, 8, 2], seed=0, dtype=np.float64)
    assert train(line, *xor(), **settings)[1].training_accuracy[-1] <= 0.75
    assert train(curve, *xor(), **settings)[1].training_accuracy[-1] == 1.0


@pytest.mark.parametrize(
    ("loss", "learning_rate"),
    [(Quadratic(), 3.0), (SigmoidCrossEntropy(), 0.5), (SoftmaxCrossEntropy(), 0.5)],
    ids=str,
)
def test_digits_are_learned(loss, learning_rate):
    # Two thousand digits, five epochs. Three seeds of each loss scored 0.876 to 0.897 on the
    # validation digits; guessing scores 0.1. The limit 0.85 leaves room for other machines.
    digits, validation, _ = load_mnist()
    few = Split(digits.images[:2000], digits.labels[:2000])
    network = initialise([784, 30, 10], seed=0, scale="inverse_sqrt")
    _, history = train(
        network,
        *few,
        loss=loss,
        learning_rate=learning_rate,
        epochs=5,
        seed=0,
        validation=validation,
    )
    assert history.validation_accuracy[-1] > 0.85
    assert history.training_accuracy[-1] > history.validation_accuracy[-1]


def test_scales_of_the_initial_weights():
    sizes = [400, 100, 50]
    unit = initialise(sizes, seed=0, dtype=np.float64)
    scaled = initialise(sizes, seed=0, scale="inverse_sqrt", dtype=np.float64)
    for n_in, one, other in zip(sizes, unit.weights, scaled.weights, strict=False):
        # The standard deviation of n normal numbers is known to 1/sqrt(2 n): 1% for the 5,000
        # of the smaller matrix, so 4% is four deviations.
        assert one.std() == pytest.approx(1.0, rel=0.04)
        np.testing.assert_allclose(other, one / np.sqrt(n_in), rtol=1e-15)  # the same draws
    np.testing.assert_array_equal(unit.biases[0], scaled.biases[0])


def test_a_float32_network_is_the_float64_one_rounded():
    wide, narrow = (initialise([4, 5, 3], seed=1, dtype=d) for d in (np.float64, np.float32))
    for one, other in zip(arrays_of(wide), arrays_of(narrow), strict=True):
        np.testing.assert_array_equal(one.astype(np.float32), other)


def test_probabilities_follow_the_link(random_examples):
    network = initialise([4, 3], seed=1, dtype=np.float64)
    images, _ = random_examples(5, 4, 3)
    logits = predict_logits(network, images)
    softmax = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    sigmoid = 1 / (1 + np.exp(-logits))
    # The textbook formulas, harmless for small logits, good to a few roundings.
    for link, expected in (("softmax", softmax), ("sigmoid", sigmoid)):
        probs = predict_probabilities(network, images, link=link)
        np.testing.assert_allclose(probs, expected, rtol=1e-14)
