"""Time softmax cross-entropy on integer labels: ce_utils against PyTorch, and measure its memory.

Both take the same float32 logits, on one thread of the CPU. They take turns, so that a busy
machine slows both, and each ratio is taken turn by turn. "both" is value and gradient, against
PyTorch's forward and backward; "value" is the value alone, against PyTorch without gradients.

Each turn of each side is a process of its own. In one process the two would decide together
when the C library gives freed memory back to the system, and to take 32 MiB anew costs as much
time as to fill them.

    python benchmarks/losses.py
    python benchmarks/losses.py --check    # exit status 1 where a goal is missed
"""

import os

# The numerical libraries read these once, when they are loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse  # noqa: E402
import json  # noqa: E402
import platform  # noqa: E402
import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tracemalloc  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from pathlib import Path  # noqa: E402
from time import process_time  # noqa: E402

sys.path.insert(0, str(Path(__file__).parents[1]))  # the checkout, whether installed or not

import numpy as np  # noqa: E402

from ce_utils.losses import SoftmaxCrossEntropy  # noqa: E402

# (examples, classes): the largest ratios to PyTorch's time that are within the goal, for value
# and gradient, and for the value alone. 128 x 10 is all call overhead: its value is reported.
GOALS = {
    (128, 10): (1.5, None),
    (8192, 10): (1.5, 2.0),
    (8192, 1000): (1.0, 2.0),
    (1024, 32000): (1.0, 2.0),
    (256, 128256): (1.0, 2.0),
}
SIDES = ("ce_utils", "PyTorch")
CALLS = 15  # at least, in one turn; their median counts
LONG_ENOUGH = 0.3  # seconds: short calls are repeated until a turn takes about so long
MIB = 2**20


def main() -> int:
    arguments = parse_arguments()
    if arguments.turn:
        side, what, *shape = arguments.turn
        print(json.dumps(measure(side, what, *map(int, shape))))
        return 0
    print("softmax cross-entropy of integer labels, mean, float32, one thread")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {version_of_torch()}")
    print(
        f"{'':19}{'milliseconds, median':>20}{'ratio: median, least, most':>30}{'MiB beside':>24}"
    )
    print(f"{'':19}{'ce_utils':>10}{'PyTorch':>10}{'':30}{'the result':>24}")
    missed = [row for row in every_row(arguments.repeats) if row]
    print("goals missed: " + ("; ".join(missed) or "none"))
    if missed or arguments.profile:
        print_passes()
    return 1 if missed and arguments.check else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5, help="turns of each side")
    parser.add_argument("--check", action="store_true", help="fail where a goal is missed")
    parser.add_argument("--profile", action="store_true", help="show the passes in any case")
    parser.add_argument("--turn", nargs=4, help=argparse.SUPPRESS)
    return parser.parse_args()


def version_of_torch() -> str:
    import torch

    return f"torch {torch.__version__} ({torch.backends.cpu.get_cpu_capability()})"


def every_row(repeats: int) -> Iterator[str]:
    """Measure and print row by row; yield what is missed, or an empty string."""
    for shape, goals in GOALS.items():
        for what, goal in zip(("both", "value"), goals, strict=True):
            turns = [take_turn(what, shape, number) for number in range(repeats)]
            ratio = report(shape, what, turns, goal)
            above = goal is not None and ratio > goal
            yield f"{shape[0]} x {shape[1]} {what}: {ratio:.2f}, goal {goal}" if above else ""


def take_turn(what: str, shape: tuple[int, int], number: int) -> dict[str, dict]:
    """Measure either side in a process of its own, in an order that alternates."""
    order = SIDES if number % 2 == 0 else reversed(SIDES)
    return {side: in_a_process(side, what, *map(str, shape)) for side in order}


def in_a_process(*turn: str) -> dict:
    command = [sys.executable, __file__, "--turn", *turn]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure(side: str, what: str, n_examples: int, n_classes: int) -> dict[str, float]:
    """Seconds of one call, and bytes that it needs at most beside the gradient it returns."""
    rng = np.random.default_rng(0)
    logits = rng.standard_normal((n_examples, n_classes), dtype=np.float32) * 3
    labels = rng.integers(0, n_classes, n_examples)
    make, peak_of = (ours, peak_of_numpy) if side == "ce_utils" else (theirs, peak_of_torch)
    call = make(what, logits, labels)
    seconds = median_seconds(call)
    returned = logits.nbytes if what == "both" else 0
    return {"seconds": seconds, "memory": peak_of(call) - returned}


def ours(what: str, logits: np.ndarray, labels: np.ndarray) -> Callable:
    loss = SoftmaxCrossEntropy()
    method = loss.value if what == "value" else loss.value_and_gradient
    return lambda: method(logits, labels)


def theirs(what: str, logits: np.ndarray, labels: np.ndarray) -> Callable:
    """Return PyTorch's call; tensors are ready before the clock starts."""
    import torch

    torch.set_num_threads(1)
    tensor, indices = torch.from_numpy(logits).requires_grad_(), torch.from_numpy(labels)

    def forward():
        with torch.no_grad():
            torch.nn.functional.cross_entropy(tensor, indices)

    def forward_and_backward():
        tensor.grad = None
        torch.nn.functional.cross_entropy(tensor, indices).backward()

    return forward if what == "value" else forward_and_backward


def median_seconds(call: Callable) -> float:
    """Median over some calls, after one to warm up; of short calls many are timed together."""
    call()
    together = max(1, int(LONG_ENOUGH / CALLS / seconds_of(call, 3)))
    return statistics.median(seconds_of(call, together) for _ in range(CALLS))


def seconds_of(call: Callable, times: int) -> float:
    began = process_time()
    for _ in range(times):
        call()
    return (process_time() - began) / times


def peak_of_numpy(call: Callable) -> int:
    """Peak of what Python and NumPy allocate during a call, as tracemalloc sees it."""
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def peak_of_torch(call: Callable) -> int:
    """Peak of what tensors allocate during a call, from the memory events of torch.profiler."""
    import torch

    with torch.profiler.profile(profile_memory=True) as profile:
        call()
    events = profile.profiler.kineto_results.events()
    moves = sorted((e.start_ns(), e.nbytes()) for e in events if e.name() == "[memory]")
    # A gradient of the call before is not known to the profiler: it is freed unseen, first.
    return int(max(np.cumsum([size for _, size in moves]), default=0))


def report(shape: tuple, what: str, turns: list[dict], goal: float | None) -> float:
    """Print one row, and return the median ratio."""
    ratios = [turn["ce_utils"]["seconds"] / turn["PyTorch"]["seconds"] for turn in turns]
    middle = statistics.median(ratios)
    times = [1e3 * statistics.median(t[side]["seconds"] for t in turns) for side in SIDES]
    name = f"{shape[0]} x {shape[1]}"
    verdict = "reported" if goal is None else f"goal {goal}" + " MISSED" * (middle > goal)
    spans = "".join(f"{r:7.2f}" for r in (middle, min(ratios), max(ratios)))
    sizes = "".join(f"{turns[-1][side]['memory'] / MIB:9.2f}" for side in SIDES)
    digits = "".join(f"{t:10.3f}" for t in times)
    print(f"{name:13}{what:6}{digits}   {spans}   {verdict:16}{sizes}", flush=True)
    return middle


def print_passes() -> None:
    """Print what each pass over 8192 x 1000 takes in blocks, and the least any NumPy could take."""
    n_examples, n_classes, rows = 8192, 1000, 256
    logits = np.random.default_rng(0).standard_normal((n_examples, n_classes), dtype=np.float32)
    block, out = logits[:rows] - 5, np.empty((rows, n_classes), np.float32)
    column, whole = np.ones((rows, 1), np.float32), np.empty_like(logits)
    wide, wide_out = block.astype(float), out.astype(float)
    passes = {
        "largest": lambda: block.argmax(axis=-1),
        "difference": lambda: np.subtract(block, column, out=out),
        "exponential": lambda: np.exp(block, out=out),
        "sum in float64": lambda: np.einsum("ij->i", block, dtype=float),
        "quotient": lambda: np.divide(block, column, out=out),
        "(exponential in float64)": lambda: np.exp(wide, out=wide_out),
    }
    print(f"passes over {n_examples} x {n_classes}, block by block in the cache, milliseconds:")
    for name, call in passes.items():
        print(f"  {name:26}{1e3 * median_seconds(call) * n_examples / rows:8.2f}")
    bound = 1e3 * median_seconds(lambda: np.exp(logits, out=whole))
    print(f"lower bound, one pass that reads, takes exp and writes all: {bound:.2f}")


if __name__ == "__main__":
    sys.exit(main())
