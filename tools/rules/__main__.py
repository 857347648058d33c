"""Print what the chapters named, or all, break: ``python -m tools.rules [names…]``."""

import sys

from tools.notebooks import label, read, select
from tools.rules.registry import RULES


def main(names: list[str]) -> int:
    """Print one line per complaint; the exit status says whether there was one."""
    lines = [
        f"{label(path)} [{rule}] {problem}"
        for path in select(names)
        for rule, check in RULES.items()
        for problem in check(read(path))
    ]
    print("\n".join(lines) or "the chapters keep all rules")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
