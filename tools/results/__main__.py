"""Record experiments: ``python -m tools.results [names…]``; without a name, all of them."""

import sys
import time

from ce_utils.experiments import write_record
from tools.results import RECORDERS, RESULTS


def main(names: list[str]) -> int:
    """Make the records named, or all, and write each to ``results/`` when it is whole."""
    if unknown := [name for name in names if name not in RECORDERS]:
        print(
            f"no such record: {', '.join(unknown)}; there are {', '.join(RECORDERS)}",
            file=sys.stderr,
        )
        return 2
    for name in names or RECORDERS:
        start = time.perf_counter()
        folder = write_record(RECORDERS[name](), RESULTS)
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{name}: {size:,} bytes, {time.perf_counter() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
