"""Execute notebooks and store their outputs in place: ``python -m tools.outputs [names…]``.

A second run leaves the same bytes. A notebook that fails stays as it was.
"""

import sys
import time
from pathlib import Path

from tools.execution import NotebookError, execute
from tools.notebooks import label, normalise, read, select, write
from tools.paths import ROOT


def store(path: Path, package_folder: Path = ROOT) -> bool:
    """Execute one notebook, store its outputs, and say whether its bytes changed.

    Raises
    ------
    NotebookError
        If a cell fails; the file is then left alone.
    """
    node = normalise(read(path).node)
    execute(node, label(path), package_folder)
    return write(path, normalise(node))


def main(names: list[str]) -> int:
    """Store the outputs of the notebooks named, or of all; stop at the first failure."""
    for path in select(names):
        start = time.perf_counter()
        try:
            changed = store(path)
        except NotebookError as error:
            print(f"{error}\n{label(path)} is unchanged.", file=sys.stderr)
            return 1
        seconds = time.perf_counter() - start
        print(
            f"{label(path)}: {'stored' if changed else 'unchanged'} ({seconds:.0f} s)", flush=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
