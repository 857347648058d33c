"""Write the Rosetta table: ``python -m tools.rosetta``."""

import sys

from tools.kernels import use_kernel_environment
from tools.rosetta.page import PAGE, page


def main() -> int:
    """Run every call and write the page."""
    use_kernel_environment()
    text = page()
    changed = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text
    PAGE.write_text(text, encoding="utf-8")
    print(f"{PAGE.name}: {'written' if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
