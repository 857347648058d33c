"""The data of a sweep, named rather than carried: each process loads it for itself."""

from dataclasses import dataclass
from functools import lru_cache
from numbers import Integral
from typing import NamedTuple

import numpy as np

from ce_utils.data import Mnist, Split, load_mnist

__all__ = ["Digits", "load_digits"]


@dataclass(frozen=True)
class Digits:
    """How many of the MNIST digits a sweep uses, the first ones of each part.

    Attributes
    ----------
    train, validation, test : int
        Examples to learn from, to choose with and to report on.
    monitored : int
        Training examples whose cost and accuracy are measured after each epoch, the first ones.

    Raises
    ------
    ValueError
        A number that is not whole, or is outside what MNIST has.

    Examples
    --------
    >>> from ce_utils.experiments import Digits
    >>> Digits(train=500, validation=100, test=100, monitored=200)
    Digits(train=500, validation=100, test=100, monitored=200)
    """

    train: int = 50_000
    validation: int = 10_000
    test: int = 10_000
    monitored: int = 10_000

    def __post_init__(self) -> None:
        """Refuse numbers that MNIST does not have."""
        limits = {"train": 50_000, "validation": 10_000, "test": 10_000, "monitored": self.train}
        for name, limit in limits.items():
            value = getattr(self, name)
            if not (isinstance(value, Integral) and 1 <= value <= limit):
                raise ValueError(f"{name} is {value!r}: expected a whole number from 1 to {limit}.")


class Parts(NamedTuple):
    """What `load_digits` returns: MNIST's parts, and the training examples that are measured."""

    train: Split
    validation: Split
    test: Split
    monitored: Split


@lru_cache(maxsize=1)
def load_digits(digits: Digits) -> Parts:
    """Load the digits named, once in each process. The arrays are shared: do not change them.

    Parameters
    ----------
    digits : Digits
        Which.

    Returns
    -------
    Parts
        Splits of images, float32 in [0, 1], shape (n, 784), and labels, shape (n,).

    Examples
    --------
    >>> from ce_utils.experiments.digits import Digits, load_digits
    >>> load_digits(Digits(500, 100, 100, 200)).monitored.images.shape
    (200, 784)
    """
    mnist: Mnist = load_mnist()
    sizes = (digits.train, digits.validation, digits.test)
    train, validation, test = (
        Split(*(np.array(array[:size]) for array in part))
        for part, size in zip(mnist, sizes, strict=True)
    )
    monitored = Split(*(array[: digits.monitored] for array in train))
    return Parts(train, validation, test, monitored)
