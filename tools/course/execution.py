"""Execute a submission under the guard: check cells count only with their proof."""

import base64
import copy
import json
import os
import secrets
import signal
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Dict, Integer, Unicode

from tools.course.assignments import grade_id
from tools.course.guard import FILE, PROOF
from tools.execution import InterpreterSpecs, kernel_environment
from tools.paths import ROOT

GUARD = ("guard_memory.py", "guard.py")
MOST_OUTPUT = 50_000  # characters of printed text that a cell may leave
TIMEOUT = "CellTimeoutError"  # nbgrader's name for the error of a cell that was interrupted
PLAIN_PYTHON = {"PYTHONOPTIMIZE": "", "PYTHONWARNINGS": "", "PYTHONHASHSEED": "0"}


class NotGradedError(Exception):
    """A submission cannot be graded; the message is for the lecturer, and says why."""


class GradingSpecs(InterpreterSpecs):
    """Offers the interpreter that grades, in an environment of its own."""

    scratch = Unicode()

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the kernel of this interpreter, in which assertions count."""
        spec = super().get_kernel_spec(kernel_name)
        own = kernel_environment(ROOT, Path(self.scratch))
        spec.env = {name: own[name] for name in own if os.environ.get(name) != own[name]}
        spec.env |= PLAIN_PYTHON
        return spec


class GuardedExecute(Execute):
    """nbgrader's execution, with the guard as first cell and checks that must prove themselves."""

    python = Unicode(sys.executable, help="the kernel's interpreter").tag(config=True)
    wall_clock = Integer(600, help="seconds for the whole notebook").tag(config=True)
    store_widget_state = False
    course = Dict()

    def preprocess(
        self, nb: NotebookNode, resources: dict, km: AsyncKernelManager | None = None
    ) -> tuple[NotebookNode, dict]:
        """Execute a copy, and give the notebook its outputs.

        Raises
        ------
        NotGradedError
            If the kernel died or had to be killed; the message names the cell.
        """
        ran = copy.deepcopy(nb)
        proofs = [armed(cell) for cell in ran.cells]
        ran.cells.insert(0, new_code_cell(guard_source(nb), metadata={"course_guard": True}))
        self.written: dict[int, int] = {}
        self.run_guarded(ran, resources)
        if any(output.output_type == "error" for output in ran.cells[0].outputs):
            raise RuntimeError(f"the guard failed: {ran.cells[0].outputs}")
        for cell, after, proof in zip(nb.cells, ran.cells[1:], proofs, strict=True):
            if cell.cell_type == "code":
                cell.outputs = settled(after.outputs, proof) if proof else after.outputs
                cell.execution_count = None if proof else after.execution_count
        return nb, resources

    def run_guarded(self, ran: NotebookNode, resources: dict) -> None:
        """Execute the copy in an empty folder; kill the kernel at the end of its time."""
        self.killed = False
        where = resources.get("metadata", {})
        alarm = threading.Timer(self.wall_clock, self.kill)
        with tempfile.TemporaryDirectory(prefix="ce-grading-") as folder:
            work, scratch = Path(folder, "work"), Path(folder, "scratch")
            work.mkdir()
            scratch.mkdir()
            self.scratch = str(scratch)
            alarm.start()
            try:
                super().preprocess(ran, resources | {"metadata": where | {"path": str(work)}})
            except (DeadKernelError, CellTimeoutError) as error:
                raise NotGradedError(self.what_happened(error)) from error
            finally:
                alarm.cancel()
                self.kill_group()

    def what_happened(self, error: Exception) -> str:
        """Say in words why the kernel is gone."""
        cell = called(self.nb.cells, self.at)
        if self.killed:
            return f"the notebook ran longer than {self.wall_clock} s and was stopped in {cell}"
        if isinstance(error, CellTimeoutError):
            return f"{cell} does not end, and goes on when it is interrupted (an endless loop?)"
        return f"{cell} ended Python (os._exit, a crash, or too little memory)"

    def create_kernel_manager(self) -> AsyncKernelManager:
        """Return a manager of the interpreter named, never of a kernel of the user's."""
        specs = GradingSpecs(python=self.python, scratch=self.scratch)
        self.km = AsyncKernelManager(kernel_spec_manager=specs)
        return self.km

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, index: int
    ) -> tuple[NotebookNode, dict]:
        """Execute a cell; neither the guard nor a check enters the notebook's history."""
        self.at = index
        self.group = getattr(self.km.provisioner, "pgid", None)
        history = "course_guard" not in cell.metadata and not is_grade(cell)
        return self.execute_cell(cell, index, store_history=history), resources

    def process_message(self, msg: dict, cell: NotebookNode, index: int) -> NotebookNode | None:
        """Take in a message of the kernel, but no flood of printed text."""
        if msg["msg_type"] == "stream":
            room = MOST_OUTPUT - self.written.get(index, 0)
            if room <= 0:
                return None
            text = msg["content"]["text"]
            self.written[index] = self.written.get(index, 0) + len(text)
            msg["content"]["text"] = text if len(text) <= room else f"{text[:room]}\n… (cut)\n"
        return super().process_message(msg, cell, index)

    def kill(self) -> None:
        """Kill the kernel: the time of the whole notebook is over."""
        self.killed = True
        self.kill_group()

    def kill_group(self) -> None:
        """Kill the kernel and every process that it started."""
        group = getattr(self, "group", None)
        if group and hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)


def guard_source(nb: NotebookNode) -> str:
    """Return the cell that starts the guard; it defines no name in the notebook."""
    text = "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in GUARD)
    blocked = list(nb.metadata.get("course", {}).get("blocked", []))
    space = f"{{'__name__': 'course_guard', 'BLOCKED': {blocked!r}"
    # Builtins of its own: what a notebook does to Python's must not reach the guard.
    space += ", '__builtins__': dict(vars(__import__('builtins')))}"
    return f"exec(compile({text!r}, {FILE!r}, 'exec', dont_inherit=True), {space})"


def armed(cell: NotebookNode) -> str:
    """Make a check cell of the copy one line that the guard understands; return its proof."""
    if cell.cell_type != "code" or not is_grade(cell):
        return ""
    name, proof = grade_id(cell), secrets.token_hex(16)
    task = {"name": name, "source": cell.source, "proof": proof}
    task["visible"] = not name.startswith("hidden-")
    line = base64.b64encode(json.dumps(task).encode()).decode()
    cell.source = f"get_ipython().run_line_magic('course_check', '{line}')"
    return proof


def settled(outputs: list[NotebookNode], proof: str) -> list[NotebookNode]:
    """Return a check's outputs as nbgrader should judge them.

    What a student's code wrote to standard error costs nothing; a displayed number is no partial
    credit; a check without its proof has failed, also where no error was shown.
    """
    proven = any(output.get("data", {}).get(PROOF) == proof for output in outputs)
    kept = [output for output in outputs if is_shown(output)]
    if not proven and not any(output.output_type == "error" for output in kept):
        words = "This check did not run to its end."
        trace = [f"CheckNotFinished: {words}"]
        kept.append(new_output("error", ename="CheckNotFinished", evalue=words, traceback=trace))
    return kept


def is_shown(output: NotebookNode) -> bool:
    """Tell whether an output of a check stays: printed text, figures, errors."""
    if output.output_type == "stream":
        return output.name != "stderr"
    return output.output_type == "error" or (
        output.output_type == "display_data" and PROOF not in output.data
    )


def called(cells: list[NotebookNode], index: int) -> str:
    """Return how a message calls a cell of the executed copy, whose first is the guard."""
    name = grade_id(cells[index])
    return f"cell {name}" if name else f"cell {index} (counted from 1, without a grade id)"
