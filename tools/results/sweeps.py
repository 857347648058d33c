"""What the records of MNIST share: options of the command line, checkpoints, versions."""

import argparse
import os
import platform
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from ce_utils.experiments import Setting, run_sweep, sweep_progress
from ce_utils.experiments.sweep import BACKENDS
from tools.paths import ROOT

CHECKPOINTS = ROOT / "_build" / "sweeps"


@dataclass(frozen=True)
class Options:
    """How the sweeps are run; it changes no bit of a record."""

    jobs: int = os.cpu_count() or 1
    backend: str = "local"
    scheduler: str | None = None
    checkpoints: Path = CHECKPOINTS
    fresh: bool = False


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the sweeps to the command line."""
    parser.add_argument("--jobs", type=int, default=Options.jobs, help="local processes")
    parser.add_argument("--backend", choices=BACKENDS, default="local")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of the Dask cluster")
    parser.add_argument(
        "--checkpoints", type=Path, default=CHECKPOINTS, help="where a killed sweep goes on from"
    )
    parser.add_argument("--fresh", action="store_true", help="forget the checkpoints first")


def options_of(arguments: argparse.Namespace) -> Options:
    """Return the options that the command line states."""
    return Options(**{name: getattr(arguments, name) for name in vars(Options())})


def sweep(name: str, settings: Sequence[Setting], options: Options) -> dict:
    """Return the tables of a sweep; `options.checkpoints` holds a folder for each record."""
    folder = options.checkpoints / name
    if options.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    return run_sweep(
        settings,
        folder=folder,
        n_jobs=options.jobs,
        backend=options.backend,
        scheduler=options.scheduler,
        progress=True,
    )


def show_progress(name: str, settings: Sequence[Setting], options: Options) -> None:
    """Print how far each group of a sweep is."""
    groups = sweep_progress(settings, options.checkpoints / name)
    done, total = (sum(column) for column in zip(*groups.values(), strict=True))
    for group, (epochs, of) in groups.items():
        print(f"{epochs:3d} of {of} epochs  {group}")
    print(f"{name}: {done / total:.0%} of the epochs")


def versions() -> dict[str, str]:
    """Return the versions of what computes."""
    computed = {name: version(name) for name in ("numpy", "scipy", "ce-utils")}
    return {"Python": platform.python_version(), "machine": platform.machine()} | computed


def tuned_rates(runs: dict, epochs: dict) -> dict[tuple, float]:
    """Return the best learning rate of each network and loss: the rule, in one place.

    Parameters
    ----------
    runs, epochs : dict of str to ndarray
        The tables of the record ``mnist-rates``.

    Returns
    -------
    dict of (hidden, loss, initialisation) to float
        The rate with the highest mean over the seeds of the validation accuracy after the last
        epoch; a diverged run counts as no image read. Of equal ones the smallest.
    """
    last = epochs["validation_accuracy"][np.flatnonzero(np.diff(epochs["run"], append=-1))]
    last = np.where(runs["status"] == "diverged", 0.0, last)
    scores: dict[tuple, dict[float, list]] = {}
    for row, score in enumerate(last):
        kind = tuple(str(runs[name][row]) for name in ("hidden", "loss", "initialisation"))
        rate = float(runs["learning_rate"][row])
        scores.setdefault(kind, {}).setdefault(rate, []).append(score)
    return {
        kind: max(sorted(of_rate), key=lambda rate, found=of_rate: np.mean(found[rate]))
        for kind, of_rate in scores.items()
    }
