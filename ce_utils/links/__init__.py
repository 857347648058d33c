"""Links between logits and probabilities: sigmoid, softmax, their logarithms, log-sum-exp.

All of them are written so that a small result keeps its digits: exponentials are taken of
non-positive numbers only, and "one minus the largest" is formed as the sum of the others.
"""

from ce_utils.links.elementwise import log_sigmoid, sigmoid, softplus
from ce_utils.links.rowwise import log_softmax, log_sum_exp, shifted_exponentials, softmax

__all__ = [
    "log_sigmoid",
    "log_softmax",
    "log_sum_exp",
    "shifted_exponentials",
    "sigmoid",
    "softmax",
    "softplus",
]
