"""The book's figures: one style, and one file for each family of figures."""

from ce_utils.plotting.coding import code_staircase, code_tree, nested_intervals
from ce_utils.plotting.densities import cross_entropy_area, densities
from ce_utils.plotting.divergence import code_length_areas, distribution_bars, loss_steps
from ce_utils.plotting.gradients import error_factors, slopes_over_logit
from ce_utils.plotting.learning import class_recalls, learning_curves
from ce_utils.plotting.likelihood import (
    cost_with_chord,
    likelihood_needles,
    reliability_diagram,
    score_curves,
)
from ce_utils.plotting.softmax import class_regions, output_shares, temperature_bars
from ce_utils.plotting.style import DISTRIBUTION_STYLES, LOSS_STYLES, use_style

__all__ = [
    "DISTRIBUTION_STYLES",
    "LOSS_STYLES",
    "class_recalls",
    "class_regions",
    "code_length_areas",
    "code_staircase",
    "code_tree",
    "cost_with_chord",
    "cross_entropy_area",
    "densities",
    "distribution_bars",
    "error_factors",
    "learning_curves",
    "likelihood_needles",
    "loss_steps",
    "nested_intervals",
    "output_shares",
    "reliability_diagram",
    "score_curves",
    "slopes_over_logit",
    "temperature_bars",
    "use_style",
]
