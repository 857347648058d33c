"""Time an epoch of MNIST per replicate: many replicates at once against three other ways.

All train [784, 30, 10], sigmoid cross-entropy, batches of 10, on one thread, and in float32
where nothing else is said:

- reference: one example at a time, lists of arrays, step by step as the code that accompanies
  M. Nielsen's book (2015); in float64, as its weights are. Beside it the same in float32;
- PyTorch: the usual loop over mini-batches, eager;
- Keras: ``fit``, on the TensorFlow backend;
- ce_utils: ``train_replicates``, its time divided by the number of replicates.

They take turns, so that a busy machine slows all, and the ratios are taken turn by turn.

    python benchmarks/replicates.py
    python benchmarks/replicates.py --check    # exit status 1 if a ratio misses its goal
"""

import os

# The numerical libraries read these once, when they are loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ |= {"CE_UTILS_PROGRESS": "0", "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}

import argparse  # noqa: E402
import statistics  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from time import process_time  # noqa: E402

sys.path.insert(0, str(Path(__file__).parents[1]))  # the checkout, whether installed or not

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import torch  # noqa: E402

from benchmarks.epoch_against_pytorch import epoch_of_pytorch  # noqa: E402
from ce_utils.data import Split, load_mnist  # noqa: E402
from ce_utils.network import Network, accuracy, initialise, train_replicates  # noqa: E402

LEARNING_RATE, BATCH_SIZE, SIZES = 0.5, 10, [784, 30, 10]
GOALS = {"reference": 20, "PyTorch": 10, "Keras": 30}  # how many times our time, at least


def main() -> int:
    arguments = parse_arguments()
    torch.set_num_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    data = load_mnist()
    examples = Split(*(array[: arguments.examples] for array in data.train))
    sides = {
        "ce_utils": lambda seed: epoch_of_replicates(examples, seed, arguments.replicates),
        "reference": lambda seed: epoch_of_reference(start(seed), examples, seed, np.float64),
        "in float32": lambda seed: epoch_of_reference(start(seed), examples, seed, np.float32),
        "PyTorch": lambda seed: epoch_of_pytorch(start(seed), examples, seed),
        "Keras": lambda seed: epoch_of_keras(start(seed), examples),
    }
    turns = [take_turn(sides, seed) for seed in range(arguments.repeats + 1)][1:]
    report(turns, arguments, data.validation)
    missed = [name for name, goal in GOALS.items() if middle_ratio(turns, name) < goal]
    print(f"missed: {', '.join(missed)}" if missed else "every goal is met")
    return int(arguments.check and bool(missed))


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replicates", type=int, default=16, help="trained at once")
    parser.add_argument("--repeats", type=int, default=5, help="turns, after one to warm up")
    parser.add_argument("--examples", type=int, default=50_000, help="size of the epoch")
    parser.add_argument("--check", action="store_true", help="fail if a goal is missed")
    return parser.parse_args()


def start(seed: int) -> Network:
    return initialise(SIZES, seed=seed, scale="inverse_sqrt")


def take_turn(sides: dict, seed: int) -> dict:
    """Run one epoch on every side, beginning with another one each turn."""
    names = list(sides)
    names = names[seed % len(names) :] + names[: seed % len(names)]
    return {name: sides[name](seed) for name in names}


def epoch_of_replicates(examples: Split, seed: int, replicates: int) -> tuple[float, Network]:
    """Return seconds per replicate and one network; the public call, its checks included."""
    seeds = range(seed, seed + replicates)
    starts = [start(s) for s in seeds]
    began = process_time()
    results = train_replicates(
        starts,
        *examples,
        loss="sigmoid cross-entropy",
        learning_rate=LEARNING_RATE,
        epochs=1,
        seeds=seeds,
        batch_size=BATCH_SIZE,
        record_training=False,
    )
    return (process_time() - began) / replicates, results[0][0]


def epoch_of_keras(network: Network, examples: Split) -> tuple[float, Network]:
    """Return seconds and the trained network; the model is compiled before the clock starts."""
    layers = [keras.layers.Dense(30, activation="sigmoid"), keras.layers.Dense(10)]
    model = keras.Sequential([keras.Input((784,)), *layers])
    for layer, *parameters in zip(layers, network.weights, network.biases, strict=True):
        layer.set_weights(parameters)
    # Keras takes the mean over the ten outputs, so that the rate is ten times as large.
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(10 * LEARNING_RATE), loss=loss)
    targets = np.eye(10, dtype=np.float32)[examples.labels]
    first = slice(0, BATCH_SIZE)
    model.train_on_batch(examples.images[first], targets[first])  # builds the graph
    for layer, *parameters in zip(layers, network.weights, network.biases, strict=True):
        layer.set_weights(parameters)
    began = process_time()
    model.fit(examples.images, targets, batch_size=BATCH_SIZE, epochs=1, verbose=0)
    seconds = process_time() - began
    weights, biases = zip(*(layer.get_weights() for layer in layers), strict=True)
    return seconds, Network(weights, biases)


def epoch_of_reference(
    network: Network, examples: Split, seed: int, dtype: type
) -> tuple[float, Network]:
    """Return seconds and the trained network: one column vector at a time."""
    weights = [np.ascontiguousarray(weight.T, dtype) for weight in network.weights]
    biases = [bias[:, np.newaxis].astype(dtype) for bias in network.biases]
    targets = np.eye(10, dtype=dtype)[examples.labels]
    # The images are float32 there, too: only weights, targets and what follows are float64.
    columns = zip(examples.images[..., np.newaxis], targets[..., np.newaxis], strict=True)
    pairs = list(columns)
    began = process_time()
    order = np.random.default_rng(seed).permutation(len(pairs))
    for first in range(0, len(order), BATCH_SIZE):
        batch = [pairs[row] for row in order[first : first + BATCH_SIZE]]
        weights, biases = after_mini_batch(weights, biases, batch, len(pairs))
    seconds = process_time() - began
    layers = [[array.T.astype(np.float32) for array in weights], [b[:, 0] for b in biases]]
    return seconds, Network(layers[0], [b.astype(np.float32) for b in layers[1]])


def after_mini_batch(weights: list, biases: list, batch: list, n: int) -> tuple[list, list]:
    """Return weights and biases after one step: gradients are added up example by example."""
    sum_biases = [np.zeros_like(b) for b in biases]
    sum_weights = [np.zeros_like(w) for w in weights]
    for x, y in batch:
        by_biases, by_weights = backpropagate(weights, biases, x, y)
        sum_biases = [s + g for s, g in zip(sum_biases, by_biases, strict=True)]
        sum_weights = [s + g for s, g in zip(sum_weights, by_weights, strict=True)]
    rate, shrink = LEARNING_RATE / len(batch), 1 - LEARNING_RATE * (0.0 / n)
    weights = [shrink * w - rate * s for w, s in zip(weights, sum_weights, strict=True)]
    return weights, [b - rate * s for b, s in zip(biases, sum_biases, strict=True)]


def backpropagate(weights: list, biases: list, x: np.ndarray, y: np.ndarray) -> tuple[list, list]:
    """Return the gradient of the cross-entropy of one example by every bias and weight."""
    by_biases = [np.zeros_like(b) for b in biases]
    by_weights = [np.zeros_like(w) for w in weights]
    activations, logits = [x], []
    for bias, weight in zip(biases, weights, strict=True):
        logits.append(np.dot(weight, activations[-1]) + bias)
        activations.append(sigmoid(logits[-1]))
    delta = activations[-1] - y
    by_biases[-1], by_weights[-1] = delta, np.dot(delta, activations[-2].transpose())
    for layer in range(2, len(weights) + 1):
        slope = sigmoid(logits[-layer]) * (1 - sigmoid(logits[-layer]))
        delta = np.dot(weights[-layer + 1].transpose(), delta) * slope
        by_biases[-layer] = delta
        by_weights[-layer] = np.dot(delta, activations[-layer - 1].transpose())
    return by_biases, by_weights


def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-z))


def middle_ratio(turns: list[dict], name: str) -> float:
    return statistics.median(turn[name][0] / turn["ce_utils"][0] for turn in turns)


def report(turns: list[dict], arguments: argparse.Namespace, validation: Split) -> None:
    """Print seconds, ratios, and the accuracies, which show that all did the same work."""
    print(f"an epoch of {arguments.examples:,} images, {SIZES}, batches of {BATCH_SIZE},")
    print(f"one thread, per replicate; ce_utils trains {arguments.replicates} at once")
    print(f"NumPy {np.__version__}, torch {torch.__version__}, Keras {keras.__version__}")
    print(
        f"{'':10}{'seconds':>9}{'accuracy':>10}{'times ours':>12}{'least':>8}{'most':>8}{'goal':>6}"
    )
    for name, (_, network) in turns[-1].items():
        seconds = statistics.median(turn[name][0] for turn in turns)
        ratios = [turn[name][0] / turn["ce_utils"][0] for turn in turns]
        row = f"{name:10}{seconds:9.3f}{accuracy(network, *validation):10.4f}"
        row += f"{statistics.median(ratios):12.1f}{min(ratios):8.1f}{max(ratios):8.1f}"
        print(row + f"{GOALS.get(name, 1):6}")


if __name__ == "__main__":
    sys.exit(main())
