"""The record ``mnist-headline``: quadratic against cross-entropy on MNIST, twenty seeds each."""

import numpy as np

from ce_utils.experiments import Record, first_costs, grid
from tools.results.sweeps import Options, sweep, versions

NAME = "mnist-headline"
WHAT = (
    "Quadratic cost against cross-entropy on MNIST: [784, 30, 10] and [784, 100, 10], batches of "
    "10, 30 epochs, 20 seeds, at the learning rates of Nielsen's text and at tuned ones, "
    "with initial weights of scale 1 and 1/sqrt(n_in). Runs of one seed are paired: same "
    "start, same order of the examples. first_steps: the cost of the first 200 mini-batches."
)
SEEDS = range(20)
QUADRATIC, CROSS_ENTROPY = ("quadratic", "sigmoid"), ("cross-entropy", "sigmoid")
SOFTMAX = ("cross-entropy", "softmax")
BORROWED = {QUADRATIC: 3.0, CROSS_ENTROPY: 0.5}  # Nielsen, 2015, chapters 1 and 3
# What the record mnist-rates found best, by the rule of `sweeps.tuned_rates`; a test compares.
TUNED = {
    (100, QUADRATIC, "unit"): 3.0,
    (100, CROSS_ENTROPY, "unit"): 1.0,
    (100, SOFTMAX, "unit"): 1.0,
    (30, QUADRATIC, "unit"): 3.0,
    (30, CROSS_ENTROPY, "unit"): 1.0,
    (30, SOFTMAX, "unit"): 0.5,
    (100, QUADRATIC, "inverse_sqrt"): 3.0,
    (100, CROSS_ENTROPY, "inverse_sqrt"): 0.25,
    (100, SOFTMAX, "inverse_sqrt"): 0.25,
    (30, QUADRATIC, "inverse_sqrt"): 3.0,
    (30, CROSS_ENTROPY, "inverse_sqrt"): 0.125,
    (30, SOFTMAX, "inverse_sqrt"): 0.125,
}


def rows(hidden: int, initialisation: str, rates: dict) -> list:
    """Return the settings of all seeds of one network, one pair of costs after the other."""
    return [
        setting
        for (cost, output), rate in rates.items()
        for setting in grid(
            cost=[cost],
            output=[output],
            hidden=[(hidden,)],
            learning_rate=[rate],
            initialisation=[initialisation],
            seed=SEEDS,
        )
    ]


def tuned(hidden: int, initialisation: str) -> dict:
    """Return the tuned rates of one network that are not the borrowed ones."""
    found = {
        layer: rate
        for (size, layer, scale), rate in TUNED.items()
        if (size, scale) == (hidden, initialisation)
    }
    return {layer: rate for layer, rate in found.items() if BORROWED.get(layer) != rate}


SCALES = ("unit", "inverse_sqrt")
SETTINGS = [
    setting
    for choose in (lambda *_: BORROWED, tuned)
    for scale in SCALES
    for hidden in (100, 30)
    for setting in rows(hidden, scale, choose(hidden, scale))
]


def make(options: Options | None = None) -> Record:
    """Run the sweep, or what is left of it, and return the record."""
    tables = sweep(NAME, SETTINGS, options or Options())
    return Record(
        name=NAME,
        what=WHAT,
        command=f"python -m tools.results {NAME}",
        settings={"batch_size": 10, "monitored_training_images": 10_000, "dtype": "float32"},
        versions=versions(),
        tables=tables | {"first_steps": first_steps()},
    )


def first_steps() -> dict[str, np.ndarray]:
    """Return the cost of the first mini-batches of the first seed, at the borrowed rates."""
    chosen = [
        row
        for row, setting in enumerate(SETTINGS)
        if setting.seed == SEEDS[0] and setting.initialisation == "unit"
        if BORROWED.get((setting.cost, setting.output)) == setting.learning_rate
    ]
    costs = [first_costs(SETTINGS[row]) for row in chosen]
    return {
        "run": np.repeat(chosen, len(costs[0])),
        "step": np.tile(np.arange(len(costs[0])), len(chosen)),
        "cost": np.array([float(f"{cost:.5e}") for cost in np.concatenate(costs)]),
    }
