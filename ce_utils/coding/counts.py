"""Counts that grow, with their running sums: a Fenwick tree."""

__all__ = ["GrowingCounts"]


class GrowingCounts:
    """Counts of the symbols 0, …, n - 1, each 1 at first, with sums in about log2(n) steps.

    Parameters
    ----------
    n_symbols : int
        Size of the alphabet, at least 1.

    Attributes
    ----------
    total : int
        The sum of all counts.

    Examples
    --------
    >>> counts = GrowingCounts(4)
    >>> counts.add(2)
    >>> [counts.interval(symbol) for symbol in range(4)]
    [(0, 1), (1, 1), (2, 2), (4, 1)]
    >>> counts.locate(3)
    (2, 2, 2)

    References
    ----------
    P. M. Fenwick (1994), A new data structure for cumulative frequency tables, Software: Practice
    and Experience 24(3), 327-336, doi:10.1002/spe.4380240306.
    """

    __slots__ = ("counts", "top", "total", "tree")

    def __init__(self, n_symbols):
        self.counts = [1] * n_symbols
        self.total = n_symbols
        self.tree = [i & -i for i in range(n_symbols + 1)]  # entry i sums the last i & -i counts
        self.top = 1 << (n_symbols.bit_length() - 1)

    def interval(self, symbol):
        """Return the sum of the counts before the symbol, and its own count."""
        tree, before, i = self.tree, 0, symbol
        while i:
            before += tree[i]
            i &= i - 1
        return before, self.counts[symbol]

    def locate(self, target):
        """Return the symbol whose interval holds `target`, the interval's start and its size."""
        tree, n, i, rest, step = self.tree, len(self.counts), 0, target, self.top
        while step:
            above = i + step
            if above <= n and tree[above] <= rest:
                i = above
                rest -= tree[above]
            step >>= 1
        return i, target - rest, self.counts[i]

    def add(self, symbol):
        """Add 1 to the count of a symbol."""
        tree, n, i = self.tree, len(self.counts), symbol + 1
        while i <= n:
            tree[i] += 1
            i += i & -i
        self.counts[symbol] += 1
        self.total += 1
