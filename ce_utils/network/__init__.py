"""Feed-forward networks of sigmoid neurons, trained by stochastic gradient descent.

``parameters`` holds the weights and biases, ``passes`` runs them forward and backward,
``measures`` says how well they do, ``training`` improves them, ``replicates`` many at once, and
``stack`` many at once one step at a time.
"""

from ce_utils.network.measures import accuracy, cost, predict_logits, predict_probabilities
from ce_utils.network.parameters import Network, initialise
from ce_utils.network.passes import gradient
from ce_utils.network.replicates import train_replicates
from ce_utils.network.stack import Stack
from ce_utils.network.training import History, mini_batches, train

__all__ = [
    "History",
    "Network",
    "Stack",
    "accuracy",
    "cost",
    "gradient",
    "initialise",
    "mini_batches",
    "predict_logits",
    "predict_probabilities",
    "train",
    "train_replicates",
]
