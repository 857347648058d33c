"""Record experiments: ``python -m tools.results [names…]``; without a name, all of them.

A sweep that is killed goes on where it was when it is started again. On a Dask cluster:
``--backend dask --scheduler ADDRESS``.
"""

import argparse
import os
import sys
import time

# Numerical libraries read these once, when they are loaded; the processes of a sweep inherit
# them. Each process works with one thread, so that the bits do not depend on their number.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from ce_utils.experiments import write_record  # noqa: E402
from tools.results import RECORDERS, RESULTS, SWEEPS  # noqa: E402
from tools.results.sweeps import add_options, options_of, show_progress  # noqa: E402


def main(arguments: list[str]) -> int:
    """Make the records named, or all, and write each to ``results/`` when it is whole."""
    parser = argparse.ArgumentParser(prog="python -m tools.results", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(RECORDERS))
    parser.add_argument("--status", action="store_true", help="say how far the sweeps are")
    add_options(parser)
    given = parser.parse_args(arguments)
    if unknown := [name for name in given.names if name not in RECORDERS]:
        parser.error(f"no such record: {', '.join(unknown)}; there are {', '.join(RECORDERS)}")
    for name in given.names or RECORDERS:
        if not given.status:
            make(name, options_of(given))
        elif name in SWEEPS:
            show_progress(name, SWEEPS[name].SETTINGS, options_of(given))
    return 0


def make(name: str, options) -> None:
    """Make one record, write it, and say how large it is and how long it took."""
    start = time.perf_counter()
    record = RECORDERS[name](options) if name in SWEEPS else RECORDERS[name]()
    folder = write_record(record, RESULTS)
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{name}: {size:,} bytes, {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
