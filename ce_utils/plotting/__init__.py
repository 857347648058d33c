"""The book's figures: one style, and one file for each family of figures."""

from ce_utils.plotting.learning import learning_curves
from ce_utils.plotting.style import DISTRIBUTION_STYLES, LOSS_STYLES, use_style

__all__ = ["DISTRIBUTION_STYLES", "LOSS_STYLES", "learning_curves", "use_style"]
