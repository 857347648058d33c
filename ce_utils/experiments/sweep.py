"""A table of settings, trained by as many processes as there are, and continued when killed."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from ce_utils.checks.kinds import check_choice
from ce_utils.experiments.checkpoint import PARTIAL, SUFFIX, read_header
from ce_utils.experiments.digits import Digits
from ce_utils.experiments.group import Group, group_settings
from ce_utils.experiments.setting import Setting
from ce_utils.experiments.tables import tables
from ce_utils.progress import progress_bar

__all__ = ["BACKENDS", "run_sweep", "sweep_progress"]

BACKENDS = ("local", "dask")
_TICKS = 1000  # of the progress bar


def run_sweep(
    settings: Sequence[Setting],
    digits: Digits | None = None,
    *,
    folder: str | Path | None = None,
    group_size: int = 10,
    backend: str = "local",
    scheduler: str | None = None,
    n_jobs: int = 1,
    progress: bool | None = None,
) -> dict[str, dict[str, np.ndarray]]:
    """Train every setting and return what was measured, as tables.

    Runs of one shape are trained together in groups, and the groups are handed to processes.

    Parameters
    ----------
    settings : sequence of Setting
        One run each, all different.
    digits : Digits, optional
        The data. Default: all of MNIST.
    folder : path, optional
        Where checkpoints are kept, one file a group, written after each epoch; made if missing.
        With Dask every worker must see it. Default: none are kept, and a killed sweep is lost.
    group_size : int
        Runs that are trained together at most. It changes the speed and no bit of the result.
    backend : {"local", "dask"}
        Processes on this machine, or the workers of a Dask cluster.
    scheduler : str, optional
        Address of the Dask scheduler, such as ``"tcp://127.0.0.1:8786"``.
    n_jobs : int
        Processes on this machine; 1 works in this one.
    progress : bool or None
        Whether to show a bar with the time left; see `ce_utils.progress.progress_bar`.

    Returns
    -------
    dict of str to dict of str to ndarray, shape (n_rows,), float64, int64 or text
        ``"runs"``, a row for each setting: its values, ``status`` ("finished" or "diverged"),
        ``best_epoch`` by validation accuracy, and accuracies as fractions. ``"epochs"``, a row
        for each run and epoch, epoch 0 before training: costs (nats for a cross-entropy) and
        accuracies on the monitored training examples and on the validation examples.

    Raises
    ------
    ValueError
        A setting, an option or a file in the folder is not what it should be.
    ModuleNotFoundError
        joblib, threadpoolctl or Dask is missing; the message names the extra.

    Notes
    -----
    Killed at any moment and called again with the same settings and folder, it continues each
    group from its last epoch and returns the same bits. A checkpoint that is half-written, of
    other settings, or of other arithmetic (another processor, NumPy or loss) is refused by name.
    Whole checkpoints of other tables of settings may lie in the folder; they are not read. Run
    one sweep at a time on a folder.

    Each group runs with one BLAS thread, and a run has the same bits in any group, on either
    backend, alone, and in `ce_utils.network.train`, as long as the processors are alike.

    Examples
    --------
    >>> from ce_utils.experiments import Digits, grid, run_sweep
    >>> few = Digits(train=100, validation=50, test=50, monitored=50)
    >>> settings = grid(cost=["quadratic"], hidden=[(5,)], learning_rate=[3.0], seed=[0, 1],
    ...                 epochs=[2])
    >>> tables = run_sweep(settings, few)
    >>> tables["runs"]["status"].tolist(), len(tables["epochs"]["epoch"])
    (['finished', 'finished'], 6)
    """
    digits = Digits() if digits is None else digits
    groups = _groups(settings, digits, group_size)
    _check_options(backend, scheduler, n_jobs)
    folder = _prepared(folder, [group for group, _ in groups])
    with ExitStack() as context:
        finished = _outcomes(groups, folder, backend, scheduler, n_jobs, context)
        outcomes = dict(_counted(finished, groups, progress))
    return tables(settings, [(rows, outcomes[i]) for i, (_, rows) in enumerate(groups)])


def sweep_progress(
    settings: Sequence[Setting],
    folder: str | Path,
    digits: Digits | None = None,
    *,
    group_size: int = 10,
) -> dict[str, tuple[int, int]]:
    """Return how far a sweep is: for each group, epochs done and epochs to do.

    Parameters
    ----------
    settings : sequence of Setting
        As passed to `run_sweep`; so are the others.
    folder : path
        Where the checkpoints are.
    digits : Digits, optional
        The data.
    group_size : int
        Runs in a group at most.

    Returns
    -------
    dict of str to (int, int)
        By the name of the group's checkpoint.

    Raises
    ------
    ValueError
        A checkpoint is half-written or foreign.
    """
    groups = _groups(settings, Digits() if digits is None else digits, group_size)
    return {g.name: (g.epochs_done(Path(folder)), g.shared.epochs) for g, _ in groups}


def _groups(settings, digits, group_size) -> list[tuple[Group, list[int]]]:
    """Return the groups, or refuse settings that make none."""
    if not isinstance(digits, Digits):
        raise ValueError(f"digits is {digits!r:.60}: expected Digits(...), or None for all.")
    settings = list(settings) if isinstance(settings, list | tuple) else [settings]
    if not settings or not all(isinstance(setting, Setting) for setting in settings):
        raise ValueError(
            f"settings has {len(settings)} entries: expected one or more, each a Setting; "
            "make them with ce_utils.experiments.grid."
        )
    if len(set(settings)) < len(settings):
        twice = next(s for i, s in enumerate(settings) if s in settings[:i])
        raise ValueError(f"settings has {twice} more than once: expected each run once.")
    if not (isinstance(group_size, int) and group_size >= 1):
        raise ValueError(f"group_size is {group_size!r}: expected a whole number, 1 or above.")
    groups = group_settings(settings, digits, group_size)
    for group, _ in groups:
        group.check()
    return groups


def _check_options(backend, scheduler, n_jobs) -> None:
    """Refuse a backend that does not exist, or one without what it needs."""
    check_choice(backend, "backend", BACKENDS)
    if (backend == "dask") != (scheduler is not None):
        raise ValueError(
            f"backend is {backend!r} and scheduler {scheduler!r}: expected the address of a "
            'scheduler with backend "dask", and with no other.'
        )
    if not (isinstance(n_jobs, int) and n_jobs >= 1):
        raise ValueError(f"n_jobs is {n_jobs!r}: expected a whole number, 1 or above.")


def _prepared(folder, groups) -> Path | None:
    """Return the folder of checkpoints, made if need be, with nothing foreign in it."""
    if folder is None:
        return None
    folder = Path(folder).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    own = {group.name for group in groups}
    for path in sorted(folder.iterdir()):
        if SUFFIX in path.name and path.suffix == PARTIAL:
            path.unlink()  # the sweep was killed while writing: the checkpoint before is whole
        elif path.suffix != SUFFIX:
            raise ValueError(
                f"{path} is foreign: expected nothing but checkpoints in the folder of a sweep; "
                "move it away, or give the sweep a folder of its own."
            )
        elif path.name not in own:
            read_header(path)
    for group in groups:
        group.epochs_done(folder)
    return folder


def _outcomes(groups, folder, backend, scheduler, n_jobs, context) -> Iterator[tuple[int, dict]]:
    """Yield the number and the results of each group as it is finished."""
    try:
        from joblib import Parallel, delayed, parallel_config
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "a sweep needs joblib; install it with: pip install 'ce-utils[sweep]'"
        ) from error
    if backend == "dask":
        context.enter_context(_client(scheduler))
        context.enter_context(parallel_config(backend="dask"))
        n_jobs = -1
    jobs = (delayed(_run)(number, group, folder) for number, (group, _) in enumerate(groups))
    return Parallel(n_jobs=n_jobs, return_as="generator_unordered", pre_dispatch="all")(jobs)


def _counted(finished, groups, progress) -> Iterator[tuple[int, dict]]:
    """Pass on what is finished, and move a bar by the share of the work that it was."""
    total, done = sum(group.work for group, _ in groups), 0
    bar = progress_bar(range(_TICKS), description="sweep", show=progress)
    for number, results in finished:
        before, done = done, done + groups[number][0].work
        if hasattr(bar, "update"):  # a bar, and not the bare range
            bar.update(_TICKS * done // total - _TICKS * before // total)
            bar.refresh()
        yield number, results
    if hasattr(bar, "close"):
        bar.close()


def _client(scheduler: str):
    """Return a connection to the Dask cluster."""
    try:
        from dask.distributed import Client
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "backend \"dask\" needs Dask; install it with: pip install 'ce-utils[dask]'"
        ) from error
    return Client(scheduler)


def _run(number: int, group: Group, folder: Path | None) -> tuple[int, dict]:
    """Train one group, in whatever process this is."""
    return number, group.run(folder)
