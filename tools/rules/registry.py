"""All rules for one chapter, and those of them that an assignment's source is held to, by name."""

from collections.abc import Callable
from pathlib import Path

from tools.notebooks import Notebook
from tools.paths import assignment_sources
from tools.rules.cells import assignment_setup_problems, rhythm_problems, setup_problems
from tools.rules.figures import figure_problems
from tools.rules.form import form_problems
from tools.rules.links import link_problems
from tools.rules.outputs import output_problems, varying_problems
from tools.rules.prose import rendering_problems, word_problems
from tools.rules.structure import number_problems, structure_problems
from tools.rules.time import time_problems

RULES = {
    "markdown": rendering_problems,
    "words": word_problems,
    "links": link_problems,
    "figures": figure_problems,
    "set-up": setup_problems,
    "rhythm": rhythm_problems,
    "outputs": output_problems,
    "varying": varying_problems,
    "structure": structure_problems,
    "number": number_problems,
    "time": time_problems,
    "form": form_problems,
}

# An assignment has the form of a course: its own order, no exercises, long checks.
OF_A_CHAPTER = {"rhythm", "structure", "number", "time"}
ASSIGNMENT_RULES = {name: rule for name, rule in RULES.items() if name not in OF_A_CHAPTER}
ASSIGNMENT_RULES["set-up"] = assignment_setup_problems


def rules_for(path: Path) -> dict[str, Callable[[Notebook], list[str]]]:
    """Return the rules that a notebook is held to."""
    return ASSIGNMENT_RULES if path in assignment_sources() else RULES
