"""A group of runs that are trained together, epoch by epoch, and continue where they stopped."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ce_utils.experiments.arithmetic import arithmetic, one_thread
from ce_utils.experiments.checkpoint import SUFFIX, read_checkpoint, write_checkpoint
from ce_utils.experiments.digits import Digits, Parts, load_digits
from ce_utils.experiments.setting import Setting
from ce_utils.losses import get_loss
from ce_utils.losses.base import one_hot
from ce_utils.network import initialise
from ce_utils.network.measures import fraction_correct
from ce_utils.network.passes import forward
from ce_utils.network.replicates import descend_epoch, epoch_orders, measure_stack
from ce_utils.network.stack import Stack

__all__ = ["MEASURES", "Group", "group_settings"]

MEASURES = ("training_cost", "training_accuracy", "validation_cost", "validation_accuracy")
_SHARED = ("cost", "output", "hidden", "initialisation", "data_fraction", "epochs", "batch_size")


class Group:
    """Runs that differ in seed and learning rate only, trained together.

    Parameters
    ----------
    settings : sequence of Setting
        R runs.
    digits : Digits
        The data.

    Notes
    -----
    The state between two epochs is the weights, the biases and the measures so far. The order
    of the examples needs no state: it follows from seed and epoch.
    """

    def __init__(self, settings: Sequence[Setting], digits: Digits) -> None:
        self.settings, self.digits = tuple(settings), digits
        self.shared = self.settings[0]
        self.identity = {
            "settings": [setting.as_dict() for setting in self.settings],
            "digits": vars(digits),
        }

    @property
    def name(self) -> str:
        """Name of its checkpoint: a few words, and a sum of all its settings."""
        text = json.dumps(self.identity, sort_keys=True)
        return f"{self.shared.label}-{hashlib.sha256(text.encode()).hexdigest()[:12]}{SUFFIX}"

    @property
    def work(self) -> int:
        """Number of multiplications in a forward pass of all examples of all epochs."""
        sizes = [784, *self.shared.hidden, 10]
        weights = sum(np.multiply(sizes[:-1], sizes[1:]).tolist())
        return int(self.shared.epochs * len(self.settings) * weights * self._n_examples())

    def check(self) -> None:
        """Refuse mini-batches larger than the data."""
        if self.shared.batch_size > self._n_examples():
            raise ValueError(
                f"batch_size is {self.shared.batch_size}: expected at most the "
                f"{self._n_examples()} training examples that data_fraction "
                f"{self.shared.data_fraction} leaves of {self.digits.train}."
            )

    def run(self, folder: Path | None) -> dict[str, np.ndarray]:
        """Train to the end, from the last checkpoint in the folder, and return the measures.

        Parameters
        ----------
        folder : Path or None
            Where the checkpoint is kept; None keeps none.

        Returns
        -------
        dict of str to ndarray
            The `MEASURES`, each of shape (epochs + 1, R), float64; and for each run, shape (R,):
            ``diverged``, the first epoch with a number that is not finite or -1, int64;
            ``best_epoch``, int64, the first with the highest validation accuracy; and
            ``test_at_best`` and ``test_at_last``, the test accuracy after it and in the end.

        Raises
        ------
        ValueError
            The checkpoint is half-written or foreign.
        """
        # A diverging run overflows by design of the sweep, and is recorded as diverged.
        with one_thread(), np.errstate(over="ignore", invalid="ignore"):
            parts = load_digits(self.digits)
            identity = self.identity | {"arithmetic": arithmetic(self.shared)}
            stack, results, epoch = self._start(parts, identity, folder)
            images, labels = (part[: self._n_examples()] for part in parts.train)
            targets = one_hot(labels, 10, stack.dtype)
            for done, orders in self._orders(epoch):
                descend_epoch(stack, images, targets, orders, self.shared.batch_size)
                _note(results, stack, parts, done)
                _save(folder, self.name, identity | {"epoch": done}, stack, results)
        return results

    def epochs_done(self, folder: Path) -> int:
        """Return how far the checkpoint in the folder is, 0 without one."""
        path = Path(folder) / self.name
        return read_checkpoint(path, self.identity)[0]["epoch"] if path.exists() else 0

    def _n_examples(self) -> int:
        return max(1, round(self.shared.data_fraction * self.digits.train))

    def _start(self, parts: Parts, identity: dict, folder: Path | None):
        """Return stack, results and number of epochs done: fresh, or from the checkpoint."""
        sizes = [parts.train.images.shape[1], *self.shared.hidden, 10]
        scale = self.shared.initialisation
        networks = [initialise(sizes, seed=s.seed, scale=scale) for s in self.settings]
        rates = [setting.learning_rate for setting in self.settings]
        stack = Stack(networks, get_loss(self.shared.loss), rates)
        path = folder / self.name if folder is not None else None
        if path is not None and path.exists():
            header, arrays = read_checkpoint(path, identity)
            return stack, _restore(stack, arrays), header["epoch"]
        results = _blank(self.shared.epochs + 1, len(networks))
        _note(results, stack, parts, 0)
        return stack, results, 0

    def _orders(self, epoch: int):
        """Yield the number of each epoch after the given one, and the orders of its examples."""
        rngs = [np.random.default_rng(setting.seed) for setting in self.settings]
        for done in range(1, self.shared.epochs + 1):
            orders = epoch_orders(rngs, self._n_examples())
            if done > epoch:
                yield done, orders


def group_settings(
    settings: Sequence[Setting], digits: Digits, size: int
) -> list[tuple[Group, list[int]]]:
    """Return the settings in groups of at most the given size, with the row of each setting.

    Parameters
    ----------
    settings : sequence of Setting
        Rows of a table.
    digits : Digits
        The data.
    size : int
        Runs that are trained together at most.

    Returns
    -------
    list of (Group, list of int)
        In the order of the first row of each.
    """
    rows_of: dict[tuple, list[int]] = {}
    for row, setting in enumerate(settings):
        rows_of.setdefault(tuple(getattr(setting, name) for name in _SHARED), []).append(row)
    parts = [
        rows[start : start + size]
        for rows in rows_of.values()
        for start in range(0, len(rows), size)
    ]
    return [(Group([settings[row] for row in part], digits), part) for part in sorted(parts)]


def _blank(moments: int, n_runs: int) -> dict[str, np.ndarray]:
    """Return results with nothing noted yet."""
    results = {name: np.full((moments, n_runs), np.nan) for name in MEASURES}
    results |= {name: np.full(n_runs, -1) for name in ("diverged", "best_epoch")}
    return results | {name: np.full(n_runs, np.nan) for name in ("test_at_best", "test_at_last")}


def _note(results: dict[str, np.ndarray], stack: Stack, parts: Parts, epoch: int) -> None:
    """Measure every run after an epoch."""
    monitored = {"training": parts.monitored, "validation": parts.validation}
    for run, measures in enumerate(measure_stack(stack, monitored)):
        for name, value in measures.items():
            results[name][epoch, run] = value
        finite = np.isfinite(list(measures.values())).all() and _finite(stack, run)
        if not finite and results["diverged"][run] < 0:
            results["diverged"][run] = epoch
        _note_test(results, stack, parts, epoch, run)


def _note_test(results, stack, parts, epoch, run) -> None:
    """Measure a run on the test examples where its validation accuracy is a new best, or last."""
    reached = results["validation_accuracy"][: epoch + 1, run]
    alive = results["diverged"][run] < 0
    is_best = epoch == 0 or (alive and reached[-1] > reached[:-1].max())
    is_last = epoch == len(results["validation_accuracy"]) - 1
    if is_best or is_last:
        score = fraction_correct(forward(stack.view(run), parts.test.images)[1], parts.test.labels)
        if is_best:
            results["best_epoch"][run], results["test_at_best"][run] = epoch, score
        if is_last:
            results["test_at_last"][run] = score


def _finite(stack: Stack, run: int) -> bool:
    """Tell whether every weight and bias of a run is finite."""
    return all(np.isfinite(array[run]).all() for array in (*stack.weights, *stack.biases))


def _save(folder, name, header, stack, results) -> None:
    """Write the state between two epochs, if it is kept."""
    if folder is not None:
        layers = {f"weight{i}": weight for i, weight in enumerate(stack.weights)}
        layers |= {f"bias{i}": bias for i, bias in enumerate(stack.biases)}
        write_checkpoint(folder / name, header, layers | results)


def _restore(stack: Stack, arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Put the state of a checkpoint into the stack and return the results so far."""
    for layer, (weight, bias) in enumerate(zip(stack.weights, stack.biases, strict=True)):
        weight[...] = arrays.pop(f"weight{layer}")
        bias[...] = arrays.pop(f"bias{layer}")
    return arrays
