"""Figures that a reader can move: self-contained HTML, without a kernel and without a network.

`InteractiveFigure` is what they share. Each figure is a Python file, which holds the data and
draws the still picture, and a JavaScript file, which moves it.
"""

from ce_utils.interactive.base import InteractiveFigure
from ce_utils.interactive.logistic_regression import LogisticRegressionAnimation

__all__ = ["InteractiveFigure", "LogisticRegressionAnimation"]
