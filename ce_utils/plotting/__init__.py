"""The book's figures: one style, and one file for each family of figures."""

from ce_utils.plotting.agreement import curves_on_each_other, difference_growth, gradient_shares
from ce_utils.plotting.coding import code_staircase, code_tree, nested_intervals
from ce_utils.plotting.collapse import (
    logit_histogram,
    paired_differences,
    run_lines,
    unit_slopes,
)
from ce_utils.plotting.convergence import distances_by_step
from ce_utils.plotting.curvature import curvature_slice, eigenvalue_map
from ce_utils.plotting.decisions import decision_lines
from ce_utils.plotting.densities import cross_entropy_area, densities
from ce_utils.plotting.disagreement import epoch_averages, loss_floors, start_and_end
from ce_utils.plotting.divergence import code_length_areas, distribution_bars, loss_steps
from ce_utils.plotting.experiment import (
    confusion_shares,
    loss_terms,
    quantile_band,
    run_strip,
)
from ce_utils.plotting.gradients import error_factors, slopes_over_logit
from ce_utils.plotting.learning import class_recalls, learning_curves
from ce_utils.plotting.likelihood import (
    cost_with_chord,
    likelihood_needles,
    reliability_diagram,
    score_curves,
)
from ce_utils.plotting.margins import margin_losses
from ce_utils.plotting.neuron import neuron_outputs, waiting_times
from ce_utils.plotting.precision import relative_error_curves, slopes_with_holes
from ce_utils.plotting.softmax import class_regions, output_shares, temperature_bars
from ce_utils.plotting.style import DISTRIBUTION_STYLES, LOSS_STYLES, use_style
from ce_utils.plotting.surfaces import loss_contours, loss_surface
from ce_utils.plotting.sweeps import runs_over_setting

__all__ = [
    "DISTRIBUTION_STYLES",
    "LOSS_STYLES",
    "class_recalls",
    "class_regions",
    "code_length_areas",
    "code_staircase",
    "code_tree",
    "confusion_shares",
    "cost_with_chord",
    "cross_entropy_area",
    "curvature_slice",
    "curves_on_each_other",
    "decision_lines",
    "densities",
    "difference_growth",
    "distances_by_step",
    "distribution_bars",
    "eigenvalue_map",
    "epoch_averages",
    "error_factors",
    "gradient_shares",
    "learning_curves",
    "likelihood_needles",
    "logit_histogram",
    "loss_contours",
    "loss_floors",
    "loss_steps",
    "loss_surface",
    "loss_terms",
    "margin_losses",
    "nested_intervals",
    "neuron_outputs",
    "output_shares",
    "paired_differences",
    "quantile_band",
    "relative_error_curves",
    "reliability_diagram",
    "run_lines",
    "run_strip",
    "runs_over_setting",
    "score_curves",
    "slopes_over_logit",
    "slopes_with_holes",
    "start_and_end",
    "temperature_bars",
    "unit_slopes",
    "use_style",
    "waiting_times",
]
