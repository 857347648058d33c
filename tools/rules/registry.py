"""All rules for one chapter, by name."""

from tools.rules.cells import rhythm_problems, setup_problems
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
