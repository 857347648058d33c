"""What a training run keeps to: seeds, dtypes, what it leaves alone, what it reports."""

import numpy as np
import pytest

from ce_utils.losses import LOSSES, Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from ce_utils.network import (
    Network,
    accuracy,
    cost,
    gradient,
    initialise,
    predict_logits,
    predict_probabilities,
    train,
)

EACH_LOSS = pytest.mark.parametrize("loss", [make() for make in LOSSES.values()], ids=str)


def arrays_of(network):
    return [*network.weights, *network.biases]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_seed_gives_the_same_bits(dtype, small_training):
    _, first, first_history = small_training(dtype=dtype)
    _, second, second_history = small_training(dtype=dtype)
    for one, other in zip(arrays_of(first), arrays_of(second), strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(first_history.training_cost, second_history.training_cost)


def test_an_integer_seed_and_its_generator_are_the_same(small_training):
    _, from_integer, _ = small_training(seed=5)
    _, from_generator, _ = small_training(seed=np.random.default_rng(5))
    np.testing.assert_array_equal(from_integer.weights[0], from_generator.weights[0])
    _, other, _ = small_training(seed=6)
    assert not np.array_equal(from_integer.weights[0], other.weights[0])


def test_the_order_of_the_examples_does_not_depend_on_the_loss(small_training):
    seen = {}
    for name in ("quadratic", "softmax"):
        rng = np.random.default_rng(9)
        loss = Quadratic() if name == "quadratic" else SoftmaxCrossEntropy()
        small_training(loss, seed=rng)
        seen[name] = rng.bit_generator.state
    assert seen["quadratic"] == seen["softmax"]  # both drew the same numbers, and as many


def test_the_input_is_not_changed(random_examples):
    network = initialise([4, 5, 3], seed=1)
    examples = random_examples(30, 4, 3, dtype=np.float32)
    before = [array.copy() for array in (*arrays_of(network), *examples)]
    trained, _ = train(network, *examples, loss=Quadratic(), learning_rate=1.0, epochs=1, seed=0)
    for array, kept in zip((*arrays_of(network), *examples), before, strict=True):
        np.testing.assert_array_equal(array, kept)
    assert not np.array_equal(trained.weights[0], network.weights[0])


@EACH_LOSS
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays(loss, dtype, random_examples, small_training):
    # A NumPy float64 learning rate must not widen a float32 network.
    _, trained, _ = small_training(loss, dtype=dtype, learning_rate=np.float64(0.5))
    images, labels = random_examples(3, 4, 3, dtype=dtype)
    assert {array.dtype for array in arrays_of(trained)} == {np.dtype(dtype)}
    assert {a.dtype for a in arrays_of(gradient(trained, images, labels, loss))} == {trained.dtype}
    assert predict_logits(trained, images).dtype == dtype
    if loss.link != "none":  # scores of margins are no log-odds
        assert predict_probabilities(trained, images, link=loss.link).dtype == dtype


@EACH_LOSS
def test_float32_follows_float64(loss, small_training):
    _, narrow, _ = small_training(loss, dtype=np.float32)
    _, wide, _ = small_training(loss, dtype=np.float64)
    for one, other in zip(arrays_of(narrow), arrays_of(wide), strict=True):
        # 24 steps, each rounding numbers of order one to 6e-8, the data's own rounding besides.
        np.testing.assert_allclose(one, other, rtol=0, atol=2e-5)


def test_history_starts_before_training_and_has_what_was_asked_for(random_examples, small_training):
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


def test_history_leaves_out_what_was_not_asked_for(small_training):
    _, _, history = small_training(record_training=False)
    assert history.epoch.tolist() == [0, 1, 2, 3]
    assert history[1:] == (None, None, None, None)


def test_no_epochs_only_measure(small_training):
    network, trained, history = small_training(epochs=0)
    np.testing.assert_array_equal(trained.weights[0], network.weights[0])
    assert history.training_cost.shape == (1,)


def test_measuring_changes_nothing(random_examples, small_training):
    validation = random_examples(8, 4, 3, seed=4, dtype=np.float32)
    _, measured, _ = small_training(validation=validation)
    _, unmeasured, _ = small_training(record_training=False)
    np.testing.assert_array_equal(measured.weights[0], unmeasured.weights[0])


@EACH_LOSS
def test_cost_is_the_mean_of_the_checked_loss(loss, random_examples):
    network = initialise([4, 5, 3], seed=1, dtype=np.float64)
    images, labels = random_examples(9, 4, 3)
    expected = np.mean(loss.value(predict_logits(network, images), labels, reduction="none"))
    # Nine numbers of order one, added in another order.
    assert cost(network, images, labels, loss) == pytest.approx(expected, rel=1e-14)


def test_accuracy_counts_the_first_of_equal_logits():
    network = Network([np.zeros((1, 3))], [np.zeros(3)])
    assert accuracy(network, np.ones((4, 1)), np.array([0, 0, 1, 2])) == 0.5


@pytest.mark.parametrize("progress", [None, True])
def test_a_training_run_is_silent_with_the_switch_off(monkeypatch, capfd, progress, small_training):
    monkeypatch.setenv("CE_UTILS_PROGRESS", "0")
    small_training(progress=progress)
    assert capfd.readouterr() == ("", "")


def test_a_training_run_shows_a_bar_on_request(monkeypatch, capsys, small_training):
    pytest.importorskip("tqdm", reason="the bar is tqdm's")
    monkeypatch.delenv("CE_UTILS_PROGRESS", raising=False)
    small_training(progress=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert "training" in err
