"""Results of a sweep as tables: a row for each run, and a row for each run and epoch."""

from collections.abc import Sequence

import numpy as np

from ce_utils.experiments.group import MEASURES
from ce_utils.experiments.setting import Setting

__all__ = ["tables"]

COST_DIGITS = 5  # significant; float32 training drifts more between processors
ACCURACY_DECIMALS = 6


def tables(
    settings: Sequence[Setting], results: Sequence[tuple[list[int], dict[str, np.ndarray]]]
) -> dict[str, dict[str, np.ndarray]]:
    """Return the tables of a sweep, in the order of its settings.

    Parameters
    ----------
    settings : sequence of Setting
        One for each run.
    results : sequence of (list of int, dict)
        For each group: the rows of its settings, and what `Group.run` returned.

    Returns
    -------
    dict of str to dict of str to ndarray
        ``"runs"`` and ``"epochs"``, as `run_sweep` describes them.
    """
    by_run: list[dict] = [{}] * len(settings)
    for rows, measures in results:
        for place, row in enumerate(rows):
            by_run[row] = {name: values[..., place] for name, values in measures.items()}
    return {"runs": _runs(settings, by_run), "epochs": _epochs(settings, by_run)}


def _runs(settings, by_run) -> dict[str, np.ndarray]:
    """Return the table with a row for each run."""
    described = [setting.as_dict() for setting in settings]
    columns: dict = {"run": np.arange(len(settings))}
    for name in described[0]:
        columns[name] = np.array([_written(entry[name]) for entry in described])
    columns["loss"] = np.array([setting.loss for setting in settings])
    diverged = np.array([run["diverged"] for run in by_run])
    columns["status"] = np.where(diverged < 0, "finished", "diverged")
    columns["diverged_epoch"] = diverged
    columns["best_epoch"] = np.array([run["best_epoch"] for run in by_run])
    for name in ("test_at_best", "test_at_last"):
        columns[name] = np.array([run[name] for run in by_run]).round(ACCURACY_DECIMALS)
    return columns


def _written(value):
    """Return a value as a cell of a table: the sizes of several hidden layers as 100x30."""
    return "x".join(map(str, value)) if isinstance(value, list) else value


def _epochs(settings, by_run) -> dict[str, np.ndarray]:
    """Return the table with a row for each run and epoch."""
    moments = [setting.epochs + 1 for setting in settings]
    columns = {
        "run": np.repeat(np.arange(len(settings)), moments),
        "epoch": np.concatenate([np.arange(n) for n in moments]),
    }
    for name in MEASURES:
        values = np.concatenate([run[name] for run in by_run])
        is_cost = name.endswith("cost")
        columns[name] = _rounded(values) if is_cost else values.round(ACCURACY_DECIMALS)
    return columns


def _rounded(values: np.ndarray) -> np.ndarray:
    """Return numbers with the significant digits that a record keeps."""
    return np.array([float(f"{value:.{COST_DIGITS - 1}e}") for value in values])
