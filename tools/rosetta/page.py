"""The page of the Rosetta table, each cell measured on the call that it describes."""

import re

import numpy as np

from ce_utils.frameworks import installed_versions
from tools.paths import ROOT
from tools.rosetta import running
from tools.rosetta.sections import links_to_sections
from tools.rosetta.tasks import EXAMPLES, TASKS, Task
from tools.rosetta.writing import calls_of, code, prose

__all__ = ["EXAMPLE_TITLES", "IMPORTS", "PAGE", "page", "shown", "total_over", "versions"]

PAGE = ROOT / "appendix" / "rosetta-table.md"
IMPORTS = """\
import numpy as np
from ce_utils.links import sigmoid, softmax
from ce_utils.information import cross_entropy
from ce_utils.losses import *

import torch, torch.nn.functional as F
from keras.losses import *
import tensorflow as tf
from sklearn.metrics import log_loss"""
INTRO = """\
# Rosetta table

The same cross-entropy in five libraries: what to write, what it takes, what its mean divides by,
and what it says where a probability is 0. Every call below was run when this page was made, and
every cell is what it gave: values to four digits, in nats. If you want one call and no table, ask
[Which loss do I call?](which-loss.md)

In the calls, the arrays are the library's own (`torch.from_numpy`, `tf.constant`; NumPy arrays
for Keras and scikit-learn), in float64. Keras's classes compute in float32 unless they are given
`dtype="float64"`. "Refused" is a call that raises an error. NumPy is this book's `ce_utils`.
The lines of a table and the calls under it stand in the same order. **Mean over** is what the sum
of the costs was divided by: their number, or the sum of their weights.

**p = 0**: what happened has probability 0. A call that takes probabilities is given that 0; a
call that takes logits is given a logit 1000 below the largest, whose probability underflows to 0.

"""
EXAMPLE_TITLES = {
    "classes": "Five examples, three classes",
    "two": "Four examples, yes or no",
    "pair": "Four examples, two classes",
    "several": "Two examples, three questions each",
    "text": "Two texts of two words, three classes for each word",
    "image": "One image of two by two pixels, three classes for each pixel",
}
HEADER = "| Library | takes | value | mean over | {} |\n|---|---|---|---|---|"


def page() -> str:
    """Run every call and return the page as text (MyST markdown)."""
    names = running.modules()
    parts, shown = [INTRO + code(IMPORTS)], set()
    for task in TASKS:
        parts.append(f"## {task.title}\n\n{prose(task.words)}\n")
        if task.example not in shown:
            parts.append(code(EXAMPLES[task.example], EXAMPLE_TITLES[task.example]))
            shown.add(task.example)
        explained = links_to_sections([task.section])
        parts.append(f"Labels: {_labels(task)}. Explained in\n{explained}.\n")
        parts.append(_table(task, names))
        parts.append(code("\n".join(calls_of(task.calls))))
    return "\n".join([*parts, _foot(names)])


def _table(task: Task, names: running.Modules) -> str:
    rows = [HEADER.format(task.edge_title)]
    rows += [_row(task, library, call, names) for library, call in task.calls]
    return "\n".join(rows) + "\n"


def _labels(task: Task) -> str:
    """Return the form of the labels that the calls of a task take, read off the calls."""
    found = [re.search(r"\b(labels|some_ignored|targets)\b(?!=)", call) for _, call in task.calls]
    forms = {"targets" if match.group() == "targets" else "integers" for match in found}
    return " or ".join(sorted(forms, reverse=True))


def _row(task: Task, library: str, call: str, names: running.Modules) -> str:
    """Return one line of a task's table: everything in it is measured or read off the call."""
    form = running.form_of(call)
    arrays = running.arrays_of(task, names)
    try:
        value = running.run(library, call, arrays, names)
    except running.REFUSALS as error:
        refused = f"refused: {type(error).__name__}"
        return f"| {library} | {form} | {refused} | | |"
    divisor = total_over(task, value, arrays, names)
    at_edge = _at_edge(library, call, running.arrays_of(task, names, edge=True), names)
    return f"| {library} | {form} | {shown(value)} | {divisor} | {at_edge} |"


def total_over(task: Task, value: np.ndarray, arrays: dict, names: running.Modules) -> str:
    """Return the words for what a value was divided by, found from the value itself.

    Parameters
    ----------
    task : Task
        It says what may divide.
    value : ndarray
        What a call gave.
    arrays : dict of str to ndarray
        The task's, from `running.arrays_of`.
    names : mapping
        What `running.modules` returns.

    Raises
    ------
    ValueError
        If none of the task's divisors, or more than one, explains the value.
    """
    total = running.run("NumPy", task.total, arrays, names)
    found = [
        words
        for words, number in task.divisors.items()
        if np.allclose(value * eval(number, {}, arrays), total, rtol=1e-4, atol=0)
    ]
    if len(found) != 1:
        raise ValueError(f"{task.title}: {value} is {total} divided by one of {found}.")
    return found[0]


def _at_edge(library: str, call: str, arrays: dict, names: running.Modules) -> str:
    try:
        with np.errstate(all="ignore"):
            return shown(running.run(library, call, arrays, names))
    except running.REFUSALS as error:
        return f"refused: {type(error).__name__}"


def shown(value: np.ndarray) -> str:
    """Return a loss as text: four digits, or three after the point for several losses."""
    if value.size > 1:
        return ", ".join(f"{number:.3f}" for number in value)
    number = value.item()
    return f"{number:#.4g}" if 0 < abs(number) < 1000 else f"{number:.4g}"


def _foot(names: running.Modules) -> str:
    """Return what the page says of itself, and of one bound that depends on the dtype."""
    edge = running.arrays_of(TASKS[0], names, edge=True)
    edge["probs"] = edge["probs"].astype(np.float32)
    call = "log_loss(labels, probs, labels=[0, 1, 2])"
    bound = running.run("scikit-learn", call, edge, names)
    dtype = f"At p = 0 scikit-learn clips by the dtype: in float32 it says {shown(bound)}."
    made = f"Made by `python -m tools.rosetta` with {versions()}; Keras on TensorFlow. A test "
    made += "runs every call again and compares."
    return "\n\n".join(prose(words) for words in (dtype, made)) + "\n"


def versions() -> str:
    """Return the libraries with their versions, as running text."""
    found = {name: v.partition("+")[0] for name, v in installed_versions().items()}
    return ", ".join(f"{name} {version}" for name, version in found.items())
