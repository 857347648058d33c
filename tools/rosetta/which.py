"""The page "Which loss do I call?": one call for each case and library, chosen by its value.

The calls are those of the Rosetta table. A library's call is the one that gives what our NumPy
gives, from logits if there is one that takes them.
"""

import numpy as np

from tools.paths import ROOT
from tools.rosetta import running
from tools.rosetta.page import IMPORTS, shown, total_over, versions
from tools.rosetta.sections import link_here, links_to_sections
from tools.rosetta.symptoms import SYMPTOMS, Symptom
from tools.rosetta.tasks import TASKS, Task
from tools.rosetta.writing import code, formatted, prose

__all__ = ["CASES", "EXTRAS", "PAGE", "chosen", "page"]

PAGE = ROOT / "appendix" / "which-loss.md"
# What is right, the labels, and the task that this is.
CASES = (
    ("one class of C", "integers, (N,)", "Exclusive classes, integer labels"),
    (
        "one class of C",
        "one-hot rows, or distributions, (N, C)",
        "Exclusive classes, one-hot or soft targets",
    ),
    ("yes or no; the model has one output", "0 or 1, (N, 1)", "Two classes, one output"),
    ("yes or no; the model has two outputs", "integers, (N,)", "Two classes, two outputs"),
    ("any number of C labels at once", "0 or 1 each, (N, C)", "Several labels at once"),
    ("one class for each token", "integers, (N, length)", "One label per position"),
    ("one class for each pixel", "integers, (N, height, width)", "One label per pixel"),
)
EXTRAS = (
    ("some classes are rare and should count more", "A weight per class"),
    ("*yes* is rare and should count more", "A weight on yes"),
    ("padding, or pixels without a label, should not count", "Ignored labels"),
    ("no target should be quite sure", "Label smoothing"),
    ("you want to see what each example costs", "One loss per example"),
)
# What a sum was divided by, where it is not the number of all.
DIVIDED = {
    "weights": "the sum of the costs over the sum of their weights",
    "counted ones": "the mean over those that count",
}
WRONG = "Is your loss wrong?"
INTRO = """\
# Which loss do I call?

Find your case, and copy the call. Every call on this page was run when the page was made, and gives
the number of this book's `ce_utils` (in the calls: NumPy). Calls that take probabilities, calls
that give another number, and what each gives where a probability is 0 are in the
[Rosetta table](rosetta-table.md).

**Give the loss logits.** End the model without softmax and without sigmoid, and say
`from_logits=True` to Keras, which expects probabilities otherwise. Only scikit-learn's `log_loss`
has no other way than probabilities (`probs`).
"""
SHAPES = """\
N examples, C classes; `logits` have the shape (N, C), or as many numbers as there are outputs.
The calls need these imports, or some of them:
"""


def page() -> str:
    """Run every call and return the page as text (MyST markdown)."""
    names = running.modules()
    made = f"Made by `python -m tools.rosetta` with {versions()}. A test runs every call again."
    parts = [
        INTRO,
        _cases(),
        _extras(),
        f"There is a loss already, and its number is odd? See {link_here(WRONG)}\n",
        SHAPES,
        code(IMPORTS),
        *(_section(task, names) for task in TASKS),
        f"## {WRONG}\n\nIt is …\n",
        "\n".join(_symptom(symptom, names) for symptom in SYMPTOMS),
        prose(made) + "\n",
    ]
    return "\n".join(parts)


def chosen(task: Task, names: running.Modules) -> list[tuple[str, str]]:
    """Return one call for each library that has one with our value.

    Parameters
    ----------
    task : Task
        Its first call is ours.
    names : mapping
        What `running.modules` returns.

    Returns
    -------
    list of (str, str)
        Library and call, in the order of the task. A call on logits goes before one on
        probabilities.
    """
    arrays = running.arrays_of(task, names)
    ours = running.run(*task.calls[0], arrays, names)
    fitting: dict[str, str] = {}
    for library, call in sorted(task.calls, key=lambda entry: running.form_of(entry[1])):
        if library not in fitting and _gives(ours, library, call, arrays, names):
            fitting[library] = call
    return [(x, fitting[x]) for x in dict(task.calls) if x in fitting]


def _gives(ours: np.ndarray, library: str, call: str, arrays: dict, names: running.Modules) -> bool:
    """Tell whether a call gives our value; Keras computes in float32, good to 1e-6."""
    try:
        return np.allclose(running.run(library, call, arrays, names), ours, rtol=1e-6, atol=0)
    except running.REFUSALS:
        return False


def _cases() -> str:
    rows = ["| What is right | Labels, and their shape | Your call |", "|---|---|---|"]
    rows += [f"| {what} | {labels} | {link_here(title)} |" for what, labels, title in CASES]
    return "\n".join(rows) + "\n"


def _extras() -> str:
    rows = ["| And if … | Your call |", "|---|---|"]
    rows += [f"| {what} | {link_here(title)} |" for what, title in EXTRAS]
    return "\n".join(rows) + "\n"


def _section(task: Task, names: running.Modules) -> str:
    """Return the calls of one task, what they gave, and where it is explained."""
    calls, arrays = chosen(task, names), running.arrays_of(task, names)
    value = running.run(*calls[0], arrays, names)
    told = f"All give {shown(value)} on the example of the Rosetta table"
    over = total_over(task, value, arrays, names)
    told += "." if over == "nothing" else f", {DIVIDED.get(over, f'the mean over the {over}')}."
    missing = [library for library in dict(task.calls) if library not in dict(calls)]
    told += f" {' and '.join(missing)} refuses such targets." if missing else ""
    explained = f"Explained in {links_to_sections([task.section])}."
    head = f"## {task.title}\n\n{prose(task.words)}\n"
    return "\n".join([head, code(formatted(calls)), f"{prose(told)}\n{explained}\n"])


def _symptom(symptom: Symptom, names: running.Modules) -> str:
    """Return one item of the list, its number computed."""
    loss = float(running.run("NumPy", symptom.number, {}, names)) if symptom.number else 0.0
    seen = symptom.seen.replace("{loss}", f"{loss:.3f}")
    return f"- **{seen}**. {symptom.why}\n  {links_to_sections(symptom.sections)}.\n"
