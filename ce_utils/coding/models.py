"""Models that an arithmetic coder can follow: what the next symbol may be, in whole numbers.

A model's ``start()`` returns a fresh state. Encoder and decoder each take one and tell it the same
symbols, so both see the same probabilities. A state has ``total``, ``interval(symbol)`` (start and
size, in parts of the total), ``locate(target)`` (symbol, start and size) and ``update(symbol)``.
"""

from bisect import bisect_right
from itertools import accumulate

import numpy as np

from ce_utils.checks import check_distribution
from ce_utils.checks.kinds import as_array, as_whole_number
from ce_utils.coding.counts import GrowingCounts

__all__ = ["MAX_TOTAL", "AdaptiveModel", "StaticModel"]

# The coder divides its width, at least 2**48, by the total: the share lost is below 2**-24.
MAX_TOTAL = 1 << 24


class StaticModel:
    r"""Symbols that are independent and keep their probabilities.

    .. math:: q_k = f_k / \textstyle\sum_j f_j

    Parameters
    ----------
    frequencies : sequence of int
        One for each symbol 0, 1, …, none negative, with a sum between 1 and 2**24.

    Raises
    ------
    ValueError
        If a frequency is negative or no integer, or their sum out of range.

    Notes
    -----
    A decoder needs the same frequencies, and they are not in the stream.

    Examples
    --------
    >>> StaticModel([3, 1]).probs.tolist()
    [0.75, 0.25]

    References
    ----------
    I. H. Witten, R. M. Neal and J. G. Cleary (1987), Arithmetic coding for data compression,
    Communications of the ACM 30(6), 520-540, doi:10.1145/214762.214771.
    """

    def __init__(self, frequencies):
        values = as_array(frequencies, "frequencies")
        if values.ndim != 1 or values.dtype.kind not in "iu":
            raise ValueError(
                f"frequencies has shape {values.shape} and dtype {values.dtype}: expected "
                "(n_symbols,) integers; from probabilities, use StaticModel.from_probs."
            )
        self.sizes = values.tolist()
        self.total = sum(self.sizes)
        if min(self.sizes, default=0) < 0 or not 1 <= self.total <= MAX_TOTAL:
            raise ValueError(
                f"frequencies has the minimum {min(self.sizes, default=0)} and the sum "
                f"{self.total}: expected none negative and a sum from 1 to {MAX_TOTAL}."
            )
        self.starts = list(accumulate(self.sizes[:-1], initial=0))

    @classmethod
    def from_probs(cls, probs):
        """Return the model with probabilities rounded to about 2**-24, but none to 0.

        Raises ``ValueError`` where `probs`, shape (n_symbols,), is no distribution.
        """
        wide, _ = check_distribution(probs, "probs")
        if wide.ndim != 1 or not 0 < wide.size < MAX_TOTAL // 2:
            raise ValueError(f"probs has shape {wide.shape}: expected (n_symbols,).")
        scaled = np.floor(wide / wide.sum() * (MAX_TOTAL - wide.size))
        return cls(np.where(wide > 0, np.maximum(scaled, 1), 0).astype(np.int64))

    @property
    def n_symbols(self):
        """Size of the alphabet."""
        return len(self.sizes)

    @property
    def probs(self):
        """The model's probabilities, ndarray of shape (n_symbols,)."""
        return np.array(self.sizes) / self.total

    def start(self):
        """Return the state to code with: the model itself, since it never changes."""
        return self

    def interval(self, symbol):
        """Return start and size of the part of the total that `symbol` has, two integers."""
        return self.starts[symbol], self.sizes[symbol]

    def locate(self, target):
        """Return the symbol whose part holds `target`, the part's start and its size."""
        symbol = bisect_right(self.starts, target) - 1
        return symbol, self.starts[symbol], self.sizes[symbol]

    def update(self, symbol):
        """Learn nothing from `symbol`."""


class AdaptiveModel:
    r"""Counts that start at 1 and grow with every symbol seen: no table needs to be sent.

    .. math:: q(k \mid \text{past}) = \frac{1 + n_k}{K + \sum_j n_j}

    Parameters
    ----------
    n_symbols : int
        K, the size of the alphabet, from 1 to 2**24.
    order : {0, 1}, default 0
        0 counts the symbols; 1 keeps a set of counts for each preceding symbol.
    max_total : int, default 2**24
        A set of counts with this sum learns no more.

    Raises
    ------
    ValueError
        If one of them is out of range.

    Examples
    --------
    >>> state = AdaptiveModel(2).start()
    >>> state.update(1)
    >>> state.interval(1), state.total
    ((1, 2), 3)

    References
    ----------
    I. H. Witten, R. M. Neal and J. G. Cleary (1987), Arithmetic coding for data compression,
    Communications of the ACM 30(6), 520-540, doi:10.1145/214762.214771. The estimate is Laplace's
    rule of succession.
    """

    def __init__(self, n_symbols, *, order=0, max_total=MAX_TOTAL):
        self.order = as_whole_number(order, "order", most=1)
        self.max_total = as_whole_number(max_total, "max_total", least=1, most=MAX_TOTAL)
        self.n_symbols = as_whole_number(n_symbols, "n_symbols", least=1, most=self.max_total)

    def start(self):
        """Return a fresh state, which has seen nothing."""
        return _AdaptiveState(self)


class _AdaptiveState:
    """The counts of an `AdaptiveModel` in use; before the first symbol they have no context."""

    __slots__ = ("contexts", "current", "max_total", "n_symbols", "order")

    def __init__(self, model):
        self.n_symbols, self.order, self.max_total = model.n_symbols, model.order, model.max_total
        self.current = GrowingCounts(self.n_symbols)
        self.contexts = {}

    @property
    def total(self):
        return self.current.total

    def interval(self, symbol):
        return self.current.interval(symbol)

    def locate(self, target):
        return self.current.locate(target)

    def update(self, symbol):
        if self.current.total < self.max_total:
            self.current.add(symbol)
        if self.order:
            if symbol not in self.contexts:
                self.contexts[symbol] = GrowingCounts(self.n_symbols)
            self.current = self.contexts[symbol]
