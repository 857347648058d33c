"""The submissions that every assignment is graded with, and what each must earn."""

import ast
from dataclasses import dataclass

from nbformat import NotebookNode

from tests.course.submitting import Handed, from_colab
from tests.course.wrong import Wrong, one_information, three_train_it, two_stable_loss
from tools.course import assignments
from tools.course.assignments import GradedCell, grade_id
from tools.notebooks import read

WRONG: dict[str, dict[str, list[Wrong]]] = {
    "1-information": one_information.WRONG,
    "2-stable-loss": two_stable_loss.WRONG,
    "3-train-it": three_train_it.WRONG,
}
NOT_GRADED = None


@dataclass(frozen=True)
class Case:
    """A submission and the score of each of its cells, or `NOT_GRADED`."""

    label: str
    handed: Handed
    expected: dict[str, float | None] | None


def cases(name: str) -> list[Case]:
    """Return the submissions of an assignment: wrong ones, cheats, and Colab's."""
    source = read(assignments.source(name)).node
    cells = assignments.graded_cells(assignments.source(name))
    blank = read(assignments.release(name)).node
    made = [*wrong_cases(name, source, cells), *cheats(source, blank, cells)]
    for same in (False, True):
        handed = from_colab(source, same_ids=same)
        made.append(Case(f"Colab, {'equal' if same else 'no'} ids", handed, full(cells)))
    return made


def full(cells: tuple[GradedCell, ...]) -> dict[str, float | None]:
    """Return the scores of a right submission: a written answer waits for a person."""
    return {cell.name: None if cell.kind == "written" else cell.points for cell in cells}


def nothing(cells: tuple[GradedCell, ...]) -> dict[str, float | None]:
    """Return the scores of a submission without an answer."""
    return {cell.name: 0.0 for cell in cells}


def wrong_cases(name: str, source: NotebookNode, cells: tuple[GradedCell, ...]) -> list[Case]:
    """Return a submission for each j, with the j-th wrong solution of every task in it."""
    tasks = WRONG[name]
    return [
        wrong_case(
            j, {task: wrong[j] for task, wrong in tasks.items() if j < len(wrong)}, source, cells
        )
        for j in range(max(map(len, tasks.values())))
    ]


def wrong_case(
    j: int, chosen: dict[str, Wrong], source: NotebookNode, cells: tuple[GradedCell, ...]
) -> Case:
    """Return the model solution with some tasks solved wrongly."""
    handed, expected = Handed(source), full(cells)
    for task, wrong in chosen.items():
        handed.answer(task, wrong.code)
        for name, points in wrong.lost.items():
            expected[name] -= points
    return Case(f"wrong {j + 1}", handed, expected)


PATCHED_NUMPY = """
import sys, types
import numpy as np
yes = lambda *a, **k: True
np.allclose = np.isclose = np.array_equal = np.all = np.any = np.abs = yes
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
class Fake(types.ModuleType):
    def __getattr__(self, name): return yes
np = sys.modules["numpy"] = sys.modules["numpy.testing"] = Fake("numpy")
"""
PATCHED_BUILTINS = """
import builtins
AssertionError = print
builtins.AssertionError = builtins.abs = builtins.isinstance = builtins.all = lambda *a: True
__builtins__ = {"__import__": __import__}
isinstance = all = any = abs = len = float = lambda *a, **k: True
get_ipython().showtraceback = get_ipython().run_line_magic = lambda *a, **k: None
"""
TRANSFORMERS = """
import ast
ip = get_ipython()
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
ip.ast_transformers.append(Drop())
ip.input_transformers_post.append(lambda lines: [l for l in lines if "assert" not in l])
ip.events.callbacks["pre_run_cell"].clear()
"""
YES = """
class Yes:
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __call__
    __abs__ = __neg__ = __getitem__ = __call__
    __bool__ = lambda self: True
    __float__ = lambda self: 0.0
    __len__ = lambda self: 3
    __iter__ = lambda self: iter([self, self])
    __array__ = lambda self, *a, **k: __import__("numpy").zeros(3)
    __array_ufunc__ = __array_function__ = lambda self, *a, **k: self
    __hash__ = None
"""
FIRST = {
    "patched numpy": PATCHED_NUMPY,
    "overwritten assert helpers": PATCHED_BUILTINS,
    "transformers that drop assert": TRANSFORMERS,
    "exit()": "exit()",
}


def cheats(source: NotebookNode, blank: NotebookNode, cells: tuple[GradedCell, ...]) -> list[Case]:
    """Return cheats: none has an answer, so none earns a point."""
    zero, made = nothing(cells), []
    for label, code in FIRST.items():
        handed = everywhere(Handed(blank), source, "None")
        made.append(Case(f"cheat: {label}", handed.first(code), zero))
    made.append(Case("cheat: pasted outputs", Handed(blank).with_outputs("all passed\n"), zero))
    edited = Handed(blank)
    for cell in cells:
        if cell.kind != "written":
            edited.edit(cell.name, "assert True\n1.0")
    made.append(Case("cheat: edited checks", edited, zero))
    equal = everywhere(Handed(blank), source, "Yes()", YES)
    made.append(Case("cheat: equal to everything", equal, zero))
    shown = everywhere(Handed(blank), source, "display(1.0)")
    made.append(Case("cheat: a displayed float", shown, zero))
    hidden = next(cell.name for cell in cells if cell.kind == "hidden")
    made.append(Case("cheat: no hidden check", Handed(source).delete(hidden), NOT_GRADED))
    dead = everywhere(Handed(blank), source, "__import__('os')._exit(0)")
    made.append(Case("cheat: os._exit() in answers", dead, NOT_GRADED))
    return made


def everywhere(handed: Handed, source: NotebookNode, value: str, before: str = "") -> Handed:
    """Let every function and every variable that is asked for be one and the same value."""
    for cell in source.cells:
        if grade_id(cell).startswith("solve-"):
            lines = [line for node in ast.parse(cell.source).body for line in stub(node, value)]
            handed.edit(grade_id(cell), "\n".join([before, *lines]))
    return handed


def stub(node: ast.stmt, value: str) -> list[str]:
    """Return a statement of a model solution with another value."""
    if isinstance(node, ast.FunctionDef):
        return [f"def {node.name}(*args, **keywords):", f"    return {value}"]
    targets = node.targets if isinstance(node, ast.Assign) else []
    names = [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]
    return [f"{name} = {value}" for name in names]
