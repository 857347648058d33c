"""Figures that a reader can move: self-contained HTML, without a kernel and without a network.

`InteractiveFigure` is what they share. Each figure is a Python file, which holds the data and
draws the still picture, and a JavaScript file, which moves it.
"""

from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.draw_digit import DrawADigit
from ce_utils.interactive.logistic_regression import LogisticRegressionAnimation
from ce_utils.interactive.loss_surface import LossSurface
from ce_utils.interactive.neuron import LearningNeuron
from ce_utils.interactive.one_logit import OneLogit
from ce_utils.interactive.softmax_sliders import SoftmaxSliders
from ce_utils.interactive.two_distributions import TwoDistributions

__all__ = [
    "DrawADigit",
    "InteractiveFigure",
    "LearningNeuron",
    "LogisticRegressionAnimation",
    "LossSurface",
    "OneLogit",
    "SoftmaxSliders",
    "TwoDistributions",
]
