"""Many networks trained at once: each with the bits that it has alone."""

import re

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from ce_utils.data import load_mnist
from ce_utils.losses import LOSSES
from ce_utils.network import Network, initialise, train, train_replicates


@pytest.fixture(autouse=True)
def one_thread():
    # The promise of equal bits is for one BLAS thread.
    with threadpool_limits(1):
        yield


def assert_same_bits(first, second):
    (network, history), (other, other_history) = first, second
    for one, two in zip(
        (*network.weights, *network.biases), (*other.weights, *other.biases), strict=True
    ):
        assert one.tobytes() == two.tobytes()
    for one, two in zip(history, other_history, strict=True):
        assert (one is None and two is None) or one.tobytes() == two.tobytes()


@pytest.mark.parametrize("loss", sorted(LOSSES))
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("batch_size", [1, 7, 10])  # 7 leaves a smaller batch at the end
def test_a_replicate_has_the_bits_of_train(loss, dtype, batch_size, random_examples):
    examples = random_examples(40, 6, 4, dtype=dtype)
    starts = [initialise([6, 5, 7, 4], seed=s, dtype=dtype) for s in range(5)]
    settings = {"loss": loss, "epochs": 2, "batch_size": batch_size}
    rates = [0.1, 0.5, 0.3, 1.0, 0.2]
    together = train_replicates(
        starts, *examples, learning_rate=rates, seeds=range(5), validation=examples, **settings
    )
    for seed, result in enumerate(together):
        alone = train(
            starts[seed],
            *examples,
            learning_rate=rates[seed],
            seed=seed,
            validation=examples,
            **settings,
        )
        assert_same_bits(result, alone)


@pytest.mark.parametrize("loss", ["quadratic", "sigmoid cross-entropy", "softmax cross-entropy"])
@pytest.mark.parametrize("hidden", [30, 100])
def test_digits_have_the_same_bits_in_stacks_of_any_size(loss, hidden):
    # The sizes of the experiment: other sizes may take other paths through the matrix product.
    images, labels = (array[:300] for array in load_mnist().train)
    starts = [initialise([784, hidden, 10], seed=s) for s in range(13)]

    def run(chosen):
        return train_replicates(
            [starts[s] for s in chosen],
            images,
            labels,
            loss=loss,
            learning_rate=0.5,
            epochs=1,
            seeds=chosen,
        )

    whole = run(range(13))
    for chosen in ([4], [12, 4], [7, 3, 11, 4, 0]):
        for seed, result in zip(chosen, run(chosen), strict=True):
            assert_same_bits(result, whole[seed])
    alone = train(starts[4], images, labels, loss=loss, learning_rate=0.5, epochs=1, seed=4)
    assert_same_bits(whole[4], alone)
    assert not np.array_equal(whole[4][0].weights[0], starts[4].weights[0])


def test_a_network_that_overflows_spoils_no_other(random_examples):
    examples = random_examples(40, 6, 4)
    starts = [initialise([6, 5, 4], seed=s, dtype=np.float64) for s in range(3)]
    settings = {"loss": "sigmoid cross-entropy", "epochs": 3, "seeds": range(3)}
    calm = train_replicates(starts, *examples, learning_rate=0.5, **settings)
    with np.errstate(over="ignore", invalid="ignore"):
        wild = train_replicates(starts, *examples, learning_rate=[0.5, 1e308, 0.5], **settings)
    assert not np.isfinite(wild[1][0].weights[1]).all()
    for survivor in (0, 2):
        assert_same_bits(wild[survivor], calm[survivor])


def test_the_starts_are_not_changed(random_examples):
    start = initialise([6, 5, 4], seed=0, dtype=np.float64)
    kept = start.copy()
    ((trained, _),) = train_replicates(
        [start],
        *random_examples(20, 6, 4),
        loss="quadratic",
        learning_rate=3.0,
        epochs=1,
        seeds=[0],
    )
    np.testing.assert_array_equal(start.weights[0], kept.weights[0])
    assert not np.array_equal(trained.weights[0], kept.weights[0])


NETWORKS = [initialise([4, 5, 3], seed=s, dtype=np.float64) for s in (0, 1)]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"networks": []}, "networks holds no network: expected one or more networks of the same"),
        (
            {"networks": [NETWORKS[0], Network([np.zeros((4, 3))], [np.zeros(3)])]},
            "networks holds [((4, 3), 'float64'), ((4, 5, 3), 'float64')]: expected",
        ),
        ({"seeds": [0]}, "seeds has shape (1,): expected (2,), one for each network"),
        ({"seeds": 7}, "seeds has shape (): expected (2,), one for each network"),
        ({"learning_rate": [1.0] * 3}, "learning_rate has shape (3,): expected (2,)"),
        ({"learning_rate": [1.0, -1.0]}, "learning_rate is -1.0: expected a finite number above 0"),
        ({"loss": "absolute"}, "name is 'absolute': expected one of"),
        ({"batch_size": 0}, "batch_size is 0: expected a whole number from 1 to the 12"),
    ],
)
def test_replicates_that_do_not_fit_are_refused(changed, message, random_examples):
    images, labels = random_examples(12, 4, 3)
    settings = {"networks": NETWORKS, "loss": "quadratic", "learning_rate": 1.0, "epochs": 1}
    settings |= {"seeds": [0, 1]} | changed
    with pytest.raises(ValueError, match=re.escape(message)):
        train_replicates(images=images, labels=labels, **settings)
