"""Where the libraries differ from us and from each other, pinned.

Pinned for torch 2.13.0, keras 3.15.1 (on TensorFlow), tensorflow 2.21.0, scikit-learn 1.9.1.
"""

import math

import numpy as np
import pytest

# The logit of the right class is 1000 below: its probability underflows to 0 in every dtype.
IMPOSSIBLE = np.array([[0.0, -1000.0, -1000.0]])
RIGHT = np.array([1])
TWO = np.array([[-1000.0]])
YES = np.array([[1.0]])
SIGMOID = {"loss": "sigmoid cross-entropy"}


@pytest.mark.parametrize("library", ["NumPy", "PyTorch", "Keras", "TensorFlow"])
def test_from_logits_a_wrong_certainty_costs_its_margin_everywhere(need, library):
    ask = need(library)
    softmax, sigmoid = ask(IMPOSSIBLE, RIGHT), ask(TWO, YES, **SIGMOID)
    # log(e^0 + 2 e^-1000) - (-1000) and log(1 + e^1000): 1000 to all digits.
    assert (softmax.value, sigmoid.value) == (1000.0, 1000.0)
    assert softmax.gradient.tolist() == [[1.0, -1.0, 0.0]]
    assert sigmoid.gradient.tolist() == [[-1.0]]


# From probabilities each library has its own answer at p = 0.
BOUNDS = {
    ("NumPy", "softmax", "f8"): math.inf,
    ("NumPy", "sigmoid", "f8"): math.inf,
    ("PyTorch", "softmax", "f8"): math.inf,  # log, then nll_loss: nothing is clipped
    ("PyTorch", "sigmoid", "f8"): 100.0,  # binary_cross_entropy bounds the logarithm
    ("Keras", "softmax", "f8"): -math.log(1e-7),  # keras.config.epsilon(), 16.118
    ("Keras", "softmax", "f4"): -math.log(np.float32(1e-7)),
    ("Keras", "sigmoid", "f8"): -math.log(1e-7),
    ("Keras", "sigmoid", "f4"): -math.log(np.float32(1e-7)),
    ("scikit-learn", "softmax", "f8"): 52 * math.log(2),  # eps of the dtype is 2^-52: 36.044
    ("scikit-learn", "softmax", "f4"): 23 * math.log(2),  # 2^-23: 15.942
    ("scikit-learn", "sigmoid", "f8"): 52 * math.log(2),
    ("scikit-learn", "sigmoid", "f4"): 23 * math.log(2),
}


@pytest.mark.parametrize(("library", "link", "dtype"), BOUNDS)
def test_at_probability_zero_each_library_has_its_own_bound(need, library, link, dtype):
    arguments = (IMPOSSIBLE, RIGHT) if link == "softmax" else (TWO, YES)
    logits, targets = arguments[0].astype(dtype), arguments[1]
    answer = need(library)(logits, targets, loss=f"{link} cross-entropy", route="probs")
    # Clipping to eps is followed by a renormalisation in some of them: a few eps of the rest.
    rtol = 1e-6
    assert float(answer.value) == pytest.approx(BOUNDS[library, link, dtype], rel=rtol)


@pytest.mark.parametrize(
    ("library", "link", "gradient"),
    [
        ("NumPy", "softmax", [[math.nan] * 3]),  # 0 times inf
        ("PyTorch", "softmax", [[math.nan] * 3]),
        ("NumPy", "sigmoid", [[math.nan]]),
        ("PyTorch", "sigmoid", [[0.0]]),  # the bound has slope zero: the example never learns
        ("Keras", "softmax", [[0.0] * 3]),
        ("Keras", "sigmoid", [[0.0]]),
    ],
)
def test_the_gradient_by_way_of_a_probability_of_zero_is_dead_or_nan(need, library, link, gradient):
    arguments = (IMPOSSIBLE, RIGHT) if link == "softmax" else (TWO, YES)
    answer = need(library)(*arguments, loss=f"{link} cross-entropy", route="probs")
    np.testing.assert_array_equal(answer.gradient, gradient)


@pytest.mark.parametrize("link", ["softmax", "sigmoid"])
def test_keras_walks_back_from_its_own_link_to_the_logits(need, link):
    need("Keras")
    import keras

    if keras.backend.backend() != "tensorflow":
        pytest.skip("the walk back is TensorFlow's backend's")
    name = {"softmax": "SparseCategoricalCrossentropy", "sigmoid": "BinaryCrossentropy"}[link]
    logits, targets = (IMPOSSIBLE, RIGHT) if link == "softmax" else (TWO, YES)
    probs = getattr(keras.ops, link)(logits)
    loss = getattr(keras.losses, name)(dtype="float64")
    assert float(loss(targets, probs)) == 1000.0  # the logits' answer, from "probabilities"
    bound = -math.log(1e-7)  # keras.config.epsilon()
    assert float(loss(targets, keras.ops.copy(probs))) == pytest.approx(bound, rel=1e-6)


WEIGHT = np.array([1.0, 3.0])
PAIR, LABELS = np.array([[2.0, 0.0], [2.0, 0.0]]), np.array([0, 1])


@pytest.mark.parametrize(
    ("library", "route", "divisor"),
    [
        ("NumPy", "logits", 4),  # the total weight of the labels, 1 + 3
        ("PyTorch", "logits", 4),
        ("Keras", "logits", 2),  # the number of examples
        ("scikit-learn", "probs", 4),
    ],
)
def test_a_weighted_mean_has_one_of_two_divisors(need, library, route, divisor):
    # Costs of [2, 0]: log(1 + e^-2) for class 0, 2 more for class 1; weights 1 and 3.
    small = math.log1p(math.exp(-2))
    answer = need(library)(PAIR, LABELS, weight=WEIGHT, route=route)
    total = 1 * small + 3 * (small + 2)
    assert float(answer.value) == pytest.approx(total / divisor, rel=1e-14)  # a few roundings


@pytest.mark.parametrize(("library", "value"), [("PyTorch", math.nan), ("Keras", 0.0)])
def test_all_ignored_is_nan_for_pytorch_and_zero_for_keras(need, library, value):
    answer = need(library)(PAIR, [-100, -100])
    np.testing.assert_array_equal(answer.value, value)
    with pytest.raises(ValueError, match="the mean divides by 0"):
        need("NumPy")(PAIR, [-100, -100])


def test_a_confident_right_answer_costs_nothing_for_the_others(need):
    # A margin of 40 costs e^-40; the others subtract a log-sum-exp, and nothing is left.
    logits = np.array([[40.0, 0.0]])
    assert need("NumPy")(logits, [0]).value == pytest.approx(math.exp(-40), rel=1e-15)
    for library in ("PyTorch", "Keras", "TensorFlow"):
        assert need(library)(logits, [0]).value == 0.0


def test_tensorflows_gradient_takes_the_sum_of_the_targets_to_be_one(need):
    need("TensorFlow")
    import tensorflow as tf

    # Not a distribution: our checks refuse it, so TensorFlow is asked directly.
    logits, targets = tf.constant([[1.0, 2.0, 0.5]]), tf.constant([[2.0, 0.0, 1.0]])
    with tf.GradientTape() as tape:
        tape.watch(logits)
        value = tf.nn.softmax_cross_entropy_with_logits(labels=targets, logits=logits)
    probs = tf.nn.softmax(logits).numpy()
    by_hand = -(targets.numpy() * np.log(probs)).sum()
    assert value.numpy()[0] == pytest.approx(by_hand, rel=1e-6)  # float32: the value is right,
    got = tape.gradient(value, logits).numpy()
    # the derivative of that value is 3 probs - targets, and this is not it.
    np.testing.assert_allclose(got, probs - targets.numpy(), rtol=1e-6)
