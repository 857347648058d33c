"""A small sweep that tests run in this process and in others: ``python sweeping.py FOLDER OUT``."""

import pickle
import sys
from pathlib import Path

from ce_utils.experiments import Digits, Setting, grid, run_sweep

DIGITS = Digits(train=400, validation=100, test=100, monitored=100)
SETTINGS = [
    *grid(cost=["quadratic"], hidden=[(30,)], learning_rate=[1.0, 3.0], seed=[0, 1], epochs=[40]),
    *grid(
        cost=["cross-entropy"],
        output=["sigmoid", "softmax"],
        hidden=[(20,)],
        learning_rate=[0.5],
        seed=[0, 1],
        epochs=[40],
    ),
    # At this rate float32 overflows.
    Setting(cost="cross-entropy", hidden=(20,), learning_rate=1e38, seed=2, epochs=40),
]


def sweep(folder=None, **options):
    """Run it and return its tables."""
    return run_sweep(SETTINGS, DIGITS, folder=folder, **({"group_size": 3} | options))


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(pickle.dumps(sweep(sys.argv[1])))
