"""Write the pages of the Rosetta table: ``python -m tools.rosetta``."""

import sys

from tools.kernels import use_kernel_environment
from tools.rosetta import page, which


def main() -> int:
    """Run every call and write the pages."""
    use_kernel_environment()
    for made in (page, which):
        path, text = made.PAGE, made.page()
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {'written' if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
