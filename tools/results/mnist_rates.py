"""The record ``mnist-rates``: how well each cost does at each learning rate."""

from ce_utils.experiments import Record, grid
from tools.results.sweeps import Options, sweep, versions

NAME = "mnist-rates"
WHAT = (
    "Learning-rate curves on MNIST: [784, 30, 10] and [784, 100, 10], batches of 10, 10 epochs, "
    "5 seeds that the record mnist-headline does not use, eight rates a factor of two apart, for "
    "quadratic, sigmoid and softmax cross-entropy, and two scales of the initial weights."
)
# The rates of Nielsen's text, 3.0 and 0.5, are among them.
RATES = {
    ("quadratic", "sigmoid"): [3.0 * 2.0**k for k in range(-4, 4)],
    ("cross-entropy", "sigmoid"): [0.5 * 2.0**k for k in range(-4, 4)],
    ("cross-entropy", "softmax"): [0.5 * 2.0**k for k in range(-4, 4)],
}
SEEDS = range(100, 105)
SETTINGS = [
    setting
    for hidden in ((100,), (30,))
    for initialisation in ("unit", "inverse_sqrt")
    for (cost, output), rates in RATES.items()
    for setting in grid(
        cost=[cost],
        output=[output],
        hidden=[hidden],
        learning_rate=rates,
        initialisation=[initialisation],
        seed=SEEDS,
        epochs=[10],
    )
]


def make(options: Options | None = None) -> Record:
    """Run the sweep, or what is left of it, and return the record."""
    return Record(
        name=NAME,
        what=WHAT,
        command=f"python -m tools.results {NAME}",
        settings={"batch_size": 10, "monitored_training_images": 10_000, "dtype": "float32"},
        versions=versions(),
        tables=sweep(NAME, SETTINGS, options or Options()),
    )
