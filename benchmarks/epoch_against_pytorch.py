"""Time one epoch of MNIST training: ce_utils against the equivalent PyTorch loop.

Both train [784, 30, 10], sigmoid cross-entropy, batches of 10, float32, on one thread, from the
same weights and on the same mini-batches in the same order. They take turns, so that a busy
machine slows both, and the ratio is taken turn by turn.

    python benchmarks/epoch_against_pytorch.py
    python benchmarks/epoch_against_pytorch.py --check 0.25    # exit status 1 above a quarter
"""

import os

# The numerical libraries read these once, when they are loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
os.environ["CE_UTILS_PROGRESS"] = "0"

import argparse  # noqa: E402
import platform  # noqa: E402
import statistics  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from time import process_time  # noqa: E402

sys.path.insert(0, str(Path(__file__).parents[1]))  # the checkout, whether installed or not

import numpy as np  # noqa: E402
import torch  # noqa: E402

from ce_utils.data import Split, load_mnist  # noqa: E402
from ce_utils.losses import SigmoidCrossEntropy  # noqa: E402
from ce_utils.network import Network, accuracy, initialise, train  # noqa: E402

LEARNING_RATE = 0.5
BATCH_SIZE = 10


def main() -> int:
    arguments = parse_arguments()
    torch.set_num_threads(1)
    data = load_mnist()
    examples = Split(*(array[: arguments.examples] for array in data.train))
    start = initialise([784, 30, 10], seed=0, scale="inverse_sqrt")
    turns = [take_turn(start, examples, seed) for seed in range(arguments.repeats + 1)][1:]
    ratio = report(turns, data.validation)
    if arguments.check is not None and ratio > arguments.check:
        print(f"above the limit of {arguments.check}")
        return 1
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=7, help="turns, after one to warm up")
    parser.add_argument("--examples", type=int, default=50_000, help="size of the epoch")
    parser.add_argument("--check", type=float, metavar="RATIO", help="fail above this ratio")
    return parser.parse_args()


def take_turn(start: Network, examples: Split, seed: int) -> dict:
    """Run one epoch on either side, the one first in even turns and the other in odd ones."""
    sides = {"ce_utils": epoch_of_ce_utils, "pytorch": epoch_of_pytorch}
    order = list(sides) if seed % 2 == 0 else list(reversed(sides))
    return {name: sides[name](start, examples, seed) for name in order}


def epoch_of_ce_utils(start: Network, examples: Split, seed: int) -> tuple[float, Network]:
    """Return seconds and the trained network; the public call, its checks included."""
    began = process_time()
    trained, _ = train(
        start,
        *examples,
        loss=SigmoidCrossEntropy(),
        learning_rate=LEARNING_RATE,
        epochs=1,
        seed=seed,
        batch_size=BATCH_SIZE,
        record_training=False,
    )
    return process_time() - began, trained


def epoch_of_pytorch(start: Network, examples: Split, seed: int) -> tuple[float, Network]:
    """Return seconds and the trained network; tensors are ready before the clock starts."""
    model = as_module(start)
    images = torch.from_numpy(examples.images)
    targets = torch.nn.functional.one_hot(torch.from_numpy(examples.labels), 10).float()
    loss = torch.nn.BCEWithLogitsLoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    began = process_time()
    order = torch.from_numpy(np.random.default_rng(seed).permutation(len(images)))
    for batch in order.split(BATCH_SIZE):
        optimizer.zero_grad()
        cost = loss(model(images[batch]), targets[batch]) / len(batch)
        cost.backward()
        optimizer.step()
    return process_time() - began, as_network(model)


def as_module(network: Network) -> torch.nn.Sequential:
    """Return the PyTorch module with the same numbers; its weight matrices are transposed."""
    model = torch.nn.Sequential(
        torch.nn.Linear(784, 30), torch.nn.Sigmoid(), torch.nn.Linear(30, 10)
    )
    with torch.no_grad():
        for layer, weight, bias in zip(model[::2], network.weights, network.biases, strict=True):
            layer.weight.copy_(torch.from_numpy(weight.T))
            layer.bias.copy_(torch.from_numpy(bias))
    return model


def as_network(model: torch.nn.Sequential) -> Network:
    """Return the network with the numbers of a PyTorch module."""
    layers = model[::2]
    return Network(
        [layer.weight.detach().numpy().T for layer in layers],
        [layer.bias.detach().numpy() for layer in layers],
    )


def report(turns: list[dict], validation: Split) -> float:
    """Print the table, show that both sides did the same work, return the median ratio."""
    ratios = [turn["ce_utils"][0] / turn["pytorch"][0] for turn in turns]
    middle = statistics.median(ratios)
    print(f"one epoch of [784, 30, 10], batches of {BATCH_SIZE}, float32, one thread")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, torch {torch.__version__}")
    print(f"{'':10}{'median':>9}{'least':>9}{'most':>9}   seconds, accuracy at the end")
    for name in ("ce_utils", "pytorch"):
        seconds = [turn[name][0] for turn in turns]
        digits = "".join(f"{f(seconds):9.3f}" for f in (statistics.median, min, max))
        print(f"{name:10}{digits}   {accuracy(turns[-1][name][1], *validation):.4f}")
    drift = weight_difference(turns[-1]["ce_utils"][1], turns[-1]["pytorch"][1])
    print(f"largest difference between two weights after the epoch: {drift:.1e}")
    print(f"ratio     {middle:9.3f}{min(ratios):9.3f}{max(ratios):9.3f}   over {len(turns)} turns")
    return middle


def weight_difference(first: Network, second: Network) -> float:
    """Return the largest difference between corresponding weights."""
    pairs = zip(first.weights, second.weights, strict=True)
    return max(float(np.abs(one - other).max()) for one, other in pairs)


if __name__ == "__main__":
    sys.exit(main())
