"""Write what the front page and the README show of the book: ``python -m tools.front``."""

import sys

from tools.front.files import made
from tools.paths import ROOT


def main() -> int:
    """Write each file that differs from what it should be."""
    for path, text in made().items():
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {'written' if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
