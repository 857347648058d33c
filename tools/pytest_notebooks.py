"""Pytest plugin: run the book's notebooks strictly, against the wheel, in empty folders.

Every notebook of ``chapters/`` and ``assignments/source/`` that a pytest run covers is collected
as a file whose tests are its code cells. nbval runs them and compares what is stored as text.
This plugin chooses the place: the wheel is built and installed once per run, into a temporary
folder outside the repository, and each kernel starts in an empty folder with nothing but that
wheel before the environment's own packages. So one run shows that a chapter works, that its
stored outputs are true, and that it needs no file of the repository, as in Colab.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel, start_new_kernel
from nbval.plugin import IPyNbFile

from tools.execution import CELL_TIMEOUT
from tools.notebook_stage import Stage, build_stage, testable_notebooks
from tools.notebooks import read, varying_cells
from tools.paths import ROOT

SANITISE = ROOT / "tests" / "nbval_sanitize.cfg"
STAGE = pytest.StashKey[Stage | None]()
NOTEBOOKS = pytest.StashKey[list[Path]]()
ORIGIN = "__import__('importlib.util').util.find_spec('ce_utils').origin"


class StagedKernel(RunningKernel):
    """nbval's kernel, started in a given folder and environment."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        # nbval's own start hands an open file over and leaves it open, a ResourceWarning.
        self.km, self.kc = start_new_kernel(
            kernel_name=CURRENT_ENV_KERNEL_NAME,
            cwd=str(folder),
            env=environment,
            stderr=subprocess.DEVNULL,
        )
        self._ensure_iopub_up()

    def evaluate(self, expression: str) -> str:
        """Return the repr of an expression, without a trace in the notebook's own state."""
        self.kc.execute("", silent=True, user_expressions={"value": expression})
        answer = self.kc.get_shell_msg(timeout=30)["content"]["user_expressions"]["value"]
        return answer["data"]["text/plain"] if answer["status"] == "ok" else answer["evalue"]


class StagedNotebook(IPyNbFile):
    """A notebook whose kernel runs on the stage."""

    @property
    def stage(self) -> Stage:
        """The stage of this run."""
        return self.config.stash[STAGE]

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the check of where ``ce_utils`` comes from, then the code cells."""
        yield PackageOrigin.from_parent(self, name="ce_utils is the wheel's")
        yield from super().collect()

    def setup(self) -> None:
        """Start the kernel."""
        self.kernel = StagedKernel(self.stage.empty_folder(), self.stage.environment())
        self.setup_sanitize_files()


class PackageOrigin(pytest.Item):
    """The kernel finds ``ce_utils`` in the installed wheel, not in the repository."""

    def runtest(self) -> None:
        """Ask the notebook's kernel."""
        found = self.parent.kernel.evaluate(ORIGIN)
        assert str(self.parent.stage.package_folder) in found, f"ce_utils comes from {found}"

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the test stands."""
        return self.path, 0, self.name


def pytest_configure(config: pytest.Config) -> None:
    """Set nbval up and, where the run covers notebooks, build the stage: once, not per worker."""
    config.option.nbval = False  # its own collection would run every notebook a second time
    config.option.nbval_sanitize_with = str(SANITISE)
    config.option.nbval_cell_timeout = CELL_TIMEOUT
    config.stash[NOTEBOOKS] = covered_notebooks(config)
    config.stash[STAGE] = find_stage(config)


def find_stage(config: pytest.Config) -> Stage | None:
    """Return the stage that the controller built, or build it here."""
    if hasattr(config, "workerinput"):
        folder = config.workerinput["notebook_stage"]
        return Stage(Path(folder)) if folder else None
    if not config.stash[NOTEBOOKS] or config.option.collectonly:
        return None
    if config.getoption("dist", "no") in ("load", "worksteal"):
        config.option.dist = "loadfile"  # the cells of a notebook belong to one worker
    return build_stage()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a worker of xdist where the stage is."""
    stage = node.config.stash[STAGE]
    node.workerinput["notebook_stage"] = str(stage.folder) if stage else ""


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the stage, unless this is a worker: it is the controller's."""
    stage = config.stash.get(STAGE, None)
    if stage and not hasattr(config, "workerinput"):
        shutil.rmtree(stage.folder, ignore_errors=True)


def covered_notebooks(config: pytest.Config) -> list[Path]:
    """Return the notebooks that lie under what pytest was asked to run."""
    start = config.invocation_params.dir
    asked = [(start / argument.split("::")[0]).resolve() for argument in config.args]
    ignored = [(start / path).resolve() for path in config.getoption("ignore") or []]
    return [
        path
        for path in testable_notebooks(config.rootpath)
        if lies_under(path, asked) and not lies_under(path, ignored)
    ]


def lies_under(path: Path, places: list[Path]) -> bool:
    """Say whether ``path`` is one of the places or lies in one."""
    return any(path.is_relative_to(place) for place in places)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the notebooks that this run covers."""
    if file_path in parent.config.stash[NOTEBOOKS]:
        return StagedNotebook.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: object, config: pytest.Config) -> None:
    """List the cells whose output may differ between machines, with their reasons."""
    notebooks = [read(path) for path in config.stash[NOTEBOOKS]]
    lines = [
        f"{notebook.path.relative_to(config.rootpath).as_posix()}, {notebook.where(cell)}: {reason}"
        for notebook in notebooks
        for cell, reason in varying_cells(notebook)
    ]
    if notebooks:
        terminalreporter.section(f"cells whose output may differ between machines: {len(lines)}")
        terminalreporter.write("".join(f"{line}\n" for line in lines))
