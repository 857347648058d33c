"""Load the data sets that come with the package: the MNIST digits and a text.

Nothing is downloaded. The files lie in ``ce_utils/datasets``, and each is checked against its
SHA-256 sum, kept once in ``SHA256SUMS`` beside it, on every load.
"""

from ce_utils.data.mnist import Mnist, Split, load_mnist
from ce_utils.data.text import load_text

__all__ = ["Mnist", "Split", "load_mnist", "load_text"]
