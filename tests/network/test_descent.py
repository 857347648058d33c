"""Steps of gradient descent: by hand, and against PyTorch's automatic differentiation."""

import numpy as np
import pytest

from ce_utils.losses import Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from ce_utils.network import Network, gradient, initialise, mini_batches, train


def arrays_of(network):
    return [*network.weights, *network.biases]


def test_one_step_by_hand():
    # One input x = 2, one hidden neuron, two outputs; every weight and bias 0 but v_0 = 4.
    #   hidden: z = 0, a = sigmoid(0) = 1/2. Logits: (4/2, 0) = (2, 0); the true class is 1.
    #   Sigmoid cross-entropy: delta = (sigmoid(2) - 0, sigmoid(0) - 1) = (s, -1/2),
    #   s = 1 / (1 + e^-2) = 0.880797077977882 (tables of the logistic function).
    #   dC/dv = a delta = (s/2, -1/4), dC/dc = delta,
    #   delta_hidden = (4 s + 0 (-1/2)) a (1 - a) = s, dC/dw = x s = 2 s, dC/db = s.
    # With learning rate 1 each parameter moves by minus its derivative.
    s = 0.880797077977882
    network = Network(
        weights=[np.array([[0.0]]), np.array([[4.0, 0.0]])], biases=[np.zeros(1), np.zeros(2)]
    )
    trained, _ = train(
        network,
        np.array([[2.0]]),
        np.array([1]),
        loss=SigmoidCrossEntropy(),
        learning_rate=1.0,
        epochs=1,
        seed=0,
        batch_size=1,
    )
    expected = [[[-2 * s]], [[4 - s / 2, 0.25]], [-s], [-s, 0.5]]
    for array, by_hand in zip(arrays_of(trained), expected, strict=True):
        # s is written to 15 digits.
        np.testing.assert_allclose(array, by_hand, rtol=0, atol=1e-14)


def test_one_step_by_hand_with_the_quadratic_cost():
    # No hidden layer, x = 1, all parameters 0, class 0: a = (1/2, 1/2), sigma' = 1/4, so
    # delta = ((1/2 - 1)/4, (1/2 - 0)/4) = (-1/8, 1/8), and x = 1 makes dC/dw the same.
    # Every number is a power of two: no rounding.
    network = Network([np.zeros((1, 2))], [np.zeros(2)])
    trained, _ = train(
        network,
        np.array([[1.0]]),
        np.array([0]),
        loss=Quadratic(),
        learning_rate=8.0,
        epochs=1,
        seed=0,
        batch_size=1,
    )
    assert trained.weights[0].tolist() == [[1.0, -1.0]]
    assert trained.biases[0].tolist() == [1.0, -1.0]


def test_a_smaller_last_batch_is_averaged_over_its_own_examples(random_examples):
    network = initialise([4, 5, 3], seed=1, dtype=np.float64)
    images, labels = random_examples(5, 4, 3)
    order = np.random.default_rng(7).permutation(5)
    by_hand = network.copy()
    for batch in (order[:3], order[3:]):  # three examples, then the two left over
        step = gradient(by_hand, images[batch], labels[batch], SoftmaxCrossEntropy())
        for array, derivative in zip(arrays_of(by_hand), arrays_of(step), strict=True):
            array -= 0.5 * derivative
    trained, _ = train(
        network,
        images,
        labels,
        loss=SoftmaxCrossEntropy(),
        learning_rate=0.5,
        epochs=1,
        seed=7,
        batch_size=3,
    )
    for array, expected in zip(arrays_of(trained), arrays_of(by_hand), strict=True):
        # The learning rate is multiplied in at another place: roundings of 1e-16 each.
        np.testing.assert_allclose(array, expected, rtol=0, atol=1e-14)


@pytest.mark.parametrize("batch_size", [1, 3, 10])
def test_mini_batches_hold_every_example_once(batch_size):
    rng = np.random.default_rng(0)
    first = list(mini_batches(10, batch_size, rng))
    second = list(mini_batches(10, batch_size, rng))
    assert [len(batch) for batch in first[:-1]] == [batch_size] * (len(first) - 1)
    assert sorted(np.concatenate(first)) == list(range(10))
    # A new order each epoch: 10! orders, so that a repeat does not happen by accident.
    assert np.concatenate(first).tolist() != np.concatenate(second).tolist()


def torch_loss(loss, logits, targets):
    import torch

    if isinstance(loss, Quadratic):
        return 0.5 * ((torch.sigmoid(logits) - targets) ** 2).sum(dim=1).mean()
    if isinstance(loss, SigmoidCrossEntropy):
        sums = torch.nn.functional.binary_cross_entropy_with_logits(
            logits, targets, reduction="sum"
        )
        return sums / len(logits)
    return torch.nn.functional.cross_entropy(logits, targets.argmax(dim=1))


@pytest.mark.parametrize("loss", [Quadratic(), SigmoidCrossEntropy(), SoftmaxCrossEntropy()])
def test_training_against_torch_autograd(loss, random_examples):
    torch = pytest.importorskip("torch", reason="the comparison needs PyTorch")
    network = initialise([6, 5, 4, 3], seed=2, dtype=np.float64)
    images, labels = random_examples(11, 6, 3)
    parameters = [torch.tensor(array, requires_grad=True) for array in arrays_of(network)]
    weights, biases = parameters[:3], parameters[3:]
    optimizer = torch.optim.SGD(parameters, lr=0.7)
    targets = torch.nn.functional.one_hot(torch.tensor(labels), 3).double()
    rng = np.random.default_rng(3)
    for _ in range(4):
        for batch in mini_batches(11, 4, rng):
            activation = torch.tensor(images[batch])
            for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
                activation = torch.sigmoid(activation @ weight + bias)
            optimizer.zero_grad()
            torch_loss(loss, activation @ weights[-1] + biases[-1], targets[batch]).backward()
            optimizer.step()
    trained, _ = train(
        network, images, labels, loss=loss, learning_rate=0.7, epochs=4, seed=3, batch_size=4
    )
    for array, expected in zip(arrays_of(trained), parameters, strict=True):
        # Twelve steps with roundings near 1e-16 that later steps may magnify: four digits of room.
        np.testing.assert_allclose(array, expected.detach().numpy(), rtol=0, atol=1e-12)
