"""The place where the tests run notebooks: empty folders, and ``ce_utils`` from the built wheel."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.execution import kernel_environment
from tools.wheels import build_wheel, install_wheel

NOTEBOOK_FOLDERS = ("chapters", "assignments/source")


@dataclass(frozen=True)
class Stage:
    """A temporary folder outside the repository that holds the installed wheel and nothing else."""

    folder: Path

    @property
    def package_folder(self) -> Path:
        """Where the wheel is installed."""
        return self.folder / "installed"

    def environment(self) -> dict[str, str]:
        """Return the environment of the kernels: the wheel's ``ce_utils`` wins."""
        return kernel_environment(self.package_folder, self.folder)

    def empty_folder(self) -> Path:
        """Return a new empty folder, in which one notebook runs."""
        return Path(tempfile.mkdtemp(prefix="notebook-", dir=self.folder))


def build_stage() -> Stage:
    """Build the wheel of the repository and install it into a new stage."""
    stage = Stage(Path(tempfile.mkdtemp(prefix="ce-stage-")).resolve())
    install_wheel(build_wheel(stage.folder / "wheel"), stage.package_folder)
    return stage


def testable_notebooks(root: Path) -> list[Path]:
    """Return the notebooks under ``root`` that the tests run: chapters, then assignments."""
    return [
        path
        for folder in NOTEBOOK_FOLDERS
        for path in sorted((root / folder).rglob("*.ipynb"))
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    ]
