"""Print what the notebooks named, or all, break: ``python -m tools.rules [names…]``."""

import sys

from tools.notebooks import label, read, select
from tools.rules.registry import rules_for


def main(names: list[str]) -> int:
    """Print one line per complaint; the exit status says whether there was one."""
    lines = [
        f"{label(path)} [{rule}] {problem}"
        for path in select(names)
        for rule, check in rules_for(path).items()
        for problem in check(read(path))
    ]
    print("\n".join(lines) or "the notebooks keep all rules")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
