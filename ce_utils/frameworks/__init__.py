"""The same cross-entropy asked of NumPy (ours), PyTorch, Keras, TensorFlow and scikit-learn.

Each library is asked its own way, with its own softmax, its own denominator and its own habits
at probability 0, so that a table over all libraries is a loop over `LIBRARIES`. A library is
imported when it is asked, not before.
"""

from ce_utils.frameworks.answer import Answer, Unsupported
from ce_utils.frameworks.ask_keras import ask_keras
from ce_utils.frameworks.ask_numpy import ask_numpy
from ce_utils.frameworks.ask_pytorch import ask_pytorch
from ce_utils.frameworks.ask_scikit_learn import ask_scikit_learn
from ce_utils.frameworks.ask_tensorflow import ask_tensorflow
from ce_utils.frameworks.installed import installed_versions

__all__ = [
    "LIBRARIES",
    "Answer",
    "Unsupported",
    "ask_keras",
    "ask_numpy",
    "ask_pytorch",
    "ask_scikit_learn",
    "ask_tensorflow",
    "installed_versions",
]

#: The libraries by name: a mapping of str to the function that asks one. All take the arguments of
#: `ask_numpy`.
LIBRARIES = {
    "NumPy": ask_numpy,
    "PyTorch": ask_pytorch,
    "Keras": ask_keras,
    "TensorFlow": ask_tensorflow,
    "scikit-learn": ask_scikit_learn,
}
