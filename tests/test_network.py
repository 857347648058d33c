"""Networks and their training: against finite differences, by hand, against PyTorch."""

import re

import numpy as np
import pytest

from ce_utils.checks import finite_difference_gradient
from ce_utils.data import Split, load_mnist
from ce_utils.losses import LOSSES, Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from ce_utils.network import (
    Network,
    accuracy,
    cost,
    gradient,
    initialise,
    mini_batches,
    predict_logits,
    predict_probabilities,
    train,
)

EACH_LOSS = pytest.mark.parametrize("loss", [make() for make in LOSSES.values()], ids=str)


def arrays_of(network):
    return [*network.weights, *network.biases]


def random_examples(n, n_inputs, n_classes, *, seed=0, dtype=np.float64):
    rng = np.random.default_rng(seed)
    images = rng.standard_normal((n, n_inputs)).astype(dtype)
    return Split(images, rng.integers(n_classes, size=n))


def xor():
    return Split(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0]))


# The gradient


@EACH_LOSS
@pytest.mark.parametrize("sizes", [[4, 3], [4, 5, 3], [4, 5, 6, 3]], ids=str)
def test_gradient_against_finite_differences(loss, sizes):
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
def test_gradient_is_the_mean_over_examples(loss):
    network = initialise([4, 5, 3], seed=1, dtype=np.float64)
    images, labels = random_examples(6, 4, 3)
    whole = arrays_of(gradient(network, images, labels, loss))
    single = [
        arrays_of(gradient(network, images[i : i + 1], labels[i : i + 1], loss)) for i in range(6)
    ]
    for together, apart in zip(whole, zip(*single, strict=True), strict=True):
        # Six terms of order one, added in another order: a few units of 1e-16.
        np.testing.assert_allclose(together, np.mean(apart, axis=0), rtol=0, atol=1e-14)


# One step of gradient descent


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


def test_a_smaller_last_batch_is_averaged_over_its_own_examples():
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


# PyTorch, an independent route to the same weights


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
def test_training_against_torch_autograd(loss):
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


# Seeds, dtypes, what is left alone


def small_training(loss="sigmoid cross-entropy", *, seed=0, dtype=np.float32, **settings):
    network = initialise([4, 5, 3], seed=1, dtype=dtype)
    settings = {"learning_rate": 0.5, "epochs": 3, "batch_size": 4} | settings
    examples = random_examples(30, 4, 3, dtype=dtype)
    return network, *train(network, *examples, loss=loss, seed=seed, **settings)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_seed_gives_the_same_bits(dtype):
    _, first, first_history = small_training(dtype=dtype)
    _, second, second_history = small_training(dtype=dtype)
    for one, other in zip(arrays_of(first), arrays_of(second), strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(first_history.training_cost, second_history.training_cost)


def test_an_integer_seed_and_its_generator_are_the_same():
    _, from_integer, _ = small_training(seed=5)
    _, from_generator, _ = small_training(seed=np.random.default_rng(5))
    np.testing.assert_array_equal(from_integer.weights[0], from_generator.weights[0])
    _, other, _ = small_training(seed=6)
    assert not np.array_equal(from_integer.weights[0], other.weights[0])


def test_the_order_of_the_examples_does_not_depend_on_the_loss():
    seen = {}
    for name in ("quadratic", "softmax"):
        rng = np.random.default_rng(9)
        loss = Quadratic() if name == "quadratic" else SoftmaxCrossEntropy()
        small_training(loss, seed=rng)
        seen[name] = rng.bit_generator.state
    assert seen["quadratic"] == seen["softmax"]  # both drew the same numbers, and as many


def test_the_input_is_not_changed():
    network = initialise([4, 5, 3], seed=1)
    examples = random_examples(30, 4, 3, dtype=np.float32)
    before = [array.copy() for array in (*arrays_of(network), *examples)]
    trained, _ = train(network, *examples, loss=Quadratic(), learning_rate=1.0, epochs=1, seed=0)
    for array, kept in zip((*arrays_of(network), *examples), before, strict=True):
        np.testing.assert_array_equal(array, kept)
    assert not np.array_equal(trained.weights[0], network.weights[0])


@EACH_LOSS
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays(loss, dtype):
    # A NumPy float64 learning rate must not widen a float32 network.
    _, trained, _ = small_training(loss, dtype=dtype, learning_rate=np.float64(0.5))
    images, labels = random_examples(3, 4, 3, dtype=dtype)
    assert {array.dtype for array in arrays_of(trained)} == {np.dtype(dtype)}
    assert {a.dtype for a in arrays_of(gradient(trained, images, labels, loss))} == {trained.dtype}
    assert predict_logits(trained, images).dtype == dtype
    assert predict_probabilities(trained, images, link=loss.link).dtype == dtype


@EACH_LOSS
def test_float32_follows_float64(loss):
    _, narrow, _ = small_training(loss, dtype=np.float32)
    _, wide, _ = small_training(loss, dtype=np.float64)
    for one, other in zip(arrays_of(narrow), arrays_of(wide), strict=True):
        # 24 steps, each rounding numbers of order one to 6e-8, the data's own rounding besides.
        np.testing.assert_allclose(one, other, rtol=0, atol=2e-5)


# What a run reports


def test_history_starts_before_training_and_has_what_was_asked_for():
    validation = random_examples(8, 4, 3, seed=4, dtype=np.float32)
    network, trained, history = small_training(validation=validation)
    training = random_examples(30, 4, 3, dtype=np.float32)
    assert history.epoch.tolist() == [0, 1, 2, 3]
    loss = SigmoidCrossEntropy()
    for moment, at in ((0, network), (-1, trained)):
        assert history.training_cost[moment] == cost(at, *training, loss)
        assert history.training_accuracy[moment] == accuracy(at, *training)
        assert history.validation_cost[moment] == cost(at, *validation, loss)
        assert history.validation_accuracy[moment] == accuracy(at, *validation)


def test_history_leaves_out_what_was_not_asked_for():
    _, _, history = small_training(record_training=False)
    assert history.epoch.tolist() == [0, 1, 2, 3]
    assert history[1:] == (None, None, None, None)


def test_no_epochs_only_measure():
    network, trained, history = small_training(epochs=0)
    np.testing.assert_array_equal(trained.weights[0], network.weights[0])
    assert history.training_cost.shape == (1,)


def test_measuring_changes_nothing():
    validation = random_examples(8, 4, 3, seed=4, dtype=np.float32)
    _, measured, _ = small_training(validation=validation)
    _, unmeasured, _ = small_training(record_training=False)
    np.testing.assert_array_equal(measured.weights[0], unmeasured.weights[0])


@EACH_LOSS
def test_cost_is_the_mean_of_the_checked_loss(loss):
    network = initialise([4, 5, 3], seed=1, dtype=np.float64)
    images, labels = random_examples(9, 4, 3)
    expected = np.mean(loss.value(predict_logits(network, images), labels, reduction="none"))
    # Nine numbers of order one, added in another order.
    assert cost(network, images, labels, loss) == pytest.approx(expected, rel=1e-14)


def test_accuracy_counts_the_first_of_equal_logits():
    network = Network([np.zeros((1, 3))], [np.zeros(3)])
    assert accuracy(network, np.ones((4, 1)), np.array([0, 0, 1, 2])) == 0.5


@pytest.mark.parametrize("progress", [None, True])
def test_a_training_run_is_silent_with_the_switch_off(monkeypatch, capfd, progress):
    monkeypatch.setenv("CE_UTILS_PROGRESS", "0")
    small_training(progress=progress)
    assert capfd.readouterr() == ("", "")


def test_a_training_run_shows_a_bar_on_request(monkeypatch, capsys):
    pytest.importorskip("tqdm", reason="the bar is tqdm's")
    monkeypatch.delenv("CE_UTILS_PROGRESS", raising=False)
    small_training(progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "training" in err


# Learning


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


# Initial weights


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


def test_probabilities_follow_the_link():
    network = initialise([4, 3], seed=1, dtype=np.float64)
    images, _ = random_examples(5, 4, 3)
    logits = predict_logits(network, images)
    softmax = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    sigmoid = 1 / (1 + np.exp(-logits))
    # The textbook formulas, harmless for small logits, good to a few roundings.
    for link, expected in (("softmax", softmax), ("sigmoid", sigmoid)):
        probs = predict_probabilities(network, images, link=link)
        np.testing.assert_allclose(probs, expected, rtol=1e-14)


# What is refused, and how


def refused(message):
    return pytest.raises(ValueError, match=re.escape(message))


@pytest.mark.parametrize("sizes", [[], [784], [784, 0, 10], [784, 2.5], [-1, 2]])
def test_bad_sizes(sizes):
    with refused("sizes must be two or more whole numbers"):
        initialise(sizes, seed=0)


def test_bad_scale_and_dtype():
    with refused("scale must be one of ('unit', 'inverse_sqrt'), got 'xavier'"):
        initialise([2, 2], seed=0, scale="xavier")
    with refused("dtype must be float32 or float64, got float16"):
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
    with refused("the layers do not fit together: expected weights of shapes (n_0, n_1)"):
        Network(weights, biases)


def test_mixed_dtypes():
    with refused("must all be float32 or all be float64, got ['float32', 'float64']"):
        Network([np.zeros((2, 3), np.float32)], [np.zeros(3)])


IMAGES, LABELS = random_examples(6, 4, 3)


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
        ("loss", "hinge", "name is 'hinge': expected one of"),
        ("loss", Quadratic, "expected a loss of ce_utils.losses or its name"),
        ("loss", None, "loss is None: expected a loss of ce_utils.losses or its name"),
    ],
)
def test_bad_settings(setting, value, message):
    with refused(message):
        small_training(**{setting: value})


def test_an_unknown_link():
    network = initialise([4, 3], seed=1, dtype=np.float64)
    with refused("link must be one of ['sigmoid', 'softmax'] (take loss.link), got 'tanh'"):
        predict_probabilities(network, IMAGES, link="tanh")
