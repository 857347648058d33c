"""Execute a notebook the same way everywhere: one interpreter, one environment, an empty folder."""

import os
import sys
import tempfile
from pathlib import Path

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from traitlets import Unicode

from tools.kernels import KERNEL_ENVIRONMENT

CELL_TIMEOUT = 240  # seconds; a whole chapter is held to 45, or 90 where MNIST is trained


class NotebookError(Exception):
    """A cell failed; the message names the notebook, the cell and the error."""


class InterpreterSpecs(KernelSpecManager):
    """Offers one kernel, whatever its name: IPython in the interpreter ``python``."""

    python = Unicode(sys.executable)

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the kernel of this interpreter, not one that is installed for the user."""
        argv = [self.python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        argv.append("--log-level=ERROR")
        return KernelSpec(argv=argv, name=kernel_name, display_name="Python 3", language="python")


def kernel_environment(package_folder: Path, scratch: Path) -> dict[str, str]:
    """Return the environment of a kernel that finds ``ce_utils`` in ``package_folder``.

    Parameters
    ----------
    package_folder : Path
        Goes first on the kernel's path, before any installed ``ce_utils``.
    scratch : Path
        Takes IPython's profile, so that the user's own start-up files stay out.
    """
    own = {"PYTHONPATH": str(package_folder), "IPYTHONDIR": str(scratch / "ipython")}
    inherited = {name: value for name, value in os.environ.items() if name != "MPLBACKEND"}
    return {**inherited, **KERNEL_ENVIRONMENT, **own}


def execute(
    notebook: NotebookNode, name: str, package_folder: Path, python: str | Path = sys.executable
) -> NotebookNode:
    """Execute a notebook in an empty folder; its outputs are stored in it.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    name : str
        What to call the notebook in an error message.
    package_folder : Path
        Where the kernel finds ``ce_utils``.
    python : str or Path
        The interpreter of the kernel.

    Returns
    -------
    NotebookNode
        The same notebook.

    Raises
    ------
    NotebookError
        At the first cell that fails.
    """
    with tempfile.TemporaryDirectory(prefix="ce-notebook-") as folder:
        work, scratch = Path(folder, "work"), Path(folder, "scratch")
        work.mkdir()
        scratch.mkdir()
        client = new_client(notebook, str(python))
        running = Running().watch(client)
        environment = kernel_environment(package_folder, scratch)
        try:
            client.execute(cwd=str(work), env=environment, cleanup_kc=True)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise NotebookError(running.failure_message(name, error)) from None
    return notebook


class Running:
    """Remembers which cell a client is at, so that a failure can name it."""

    def __init__(self) -> None:
        self.index = 0
        self.source = ""

    def watch(self, client: NotebookClient) -> "Running":
        """Follow ``client`` from cell to cell."""
        client.on_cell_execute = self.note
        return self

    def note(self, cell: NotebookNode, cell_index: int) -> None:
        """Remember the cell that starts now."""
        self.index, self.source = cell_index, cell.source

    def failure_message(self, name: str, error: Exception) -> str:
        """Say which cell of which notebook failed, how, and on which source."""
        code = isinstance(error, CellExecutionError)
        what = f"{error.ename}: {error.evalue}" if code else str(error)
        shown = "\n".join(f"    {line}" for line in self.source.splitlines())
        return f"{name}, cell {self.index} (counted from 0): {what}\n{shown}"


def new_client(notebook: NotebookNode, python: str) -> NotebookClient:
    """Return a client whose outputs hold no timings and no widget state."""
    manager = AsyncKernelManager(kernel_spec_manager=InterpreterSpecs(python=python))
    return NotebookClient(
        notebook,
        km=manager,
        timeout=CELL_TIMEOUT,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
    )
