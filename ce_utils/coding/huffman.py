"""Huffman codes over symbols and over blocks of symbols."""

import heapq
import operator
from itertools import product

import numpy as np

from ce_utils.checks import check_distribution
from ce_utils.checks.kinds import as_whole_number, check_kind
from ce_utils.coding.prefix import canonical_words

__all__ = ["HuffmanCode", "block_probs", "huffman_lengths"]


def _one_distribution(probs):
    wide, _ = check_distribution(probs, "probs")
    if wide.ndim != 1:
        raise ValueError(f"probs has shape {wide.shape}: expected one distribution, (n_symbols,).")
    return wide


def _positive_distribution(probs):
    wide = _one_distribution(probs)
    if (wide == 0).any():
        raise ValueError(
            f"symbol {int(np.argmin(wide))} has probability 0: expected positive probabilities; "
            "a symbol that never occurs needs no code word, so leave it out of the alphabet."
        )
    return wide


def huffman_lengths(probs):
    r"""Lengths of an optimal prefix code, by merging the two least probable nodes again and again.

    .. math:: \min_{l} \sum_k p_k l_k \quad \text{subject to} \quad \sum_k 2^{-l_k} \le 1,
              \; l_k \in \{0, 1, 2, \dots\}

    Parameters
    ----------
    probs : array_like of float, shape (n_symbols,)
        Positive probabilities that sum to 1.

    Returns
    -------
    ndarray, shape (n_symbols,), int64
        Bits in the code word of each symbol; their Kraft sum is exactly 1. An alphabet of one
        symbol has the length 0: nothing needs to be said.

    Raises
    ------
    ValueError
        If `probs` is no distribution, or holds a 0.

    Notes
    -----
    Ties are broken by the order in which nodes were made, so the result is the same everywhere.
    Where two probabilities differ by rounding alone another optimal code may come out; the
    expected length is optimal for the floating-point numbers given, up to their rounding.

    Examples
    --------
    >>> huffman_lengths([0.5, 0.25, 0.125, 0.125]).tolist()
    [1, 2, 3, 3]

    References
    ----------
    D. A. Huffman (1952), A method for the construction of minimum-redundancy codes, Proc. IRE
    40(9), 1098-1101, doi:10.1109/JRPROC.1952.273898.
    """
    probs = _positive_distribution(probs).tolist()
    heap = [(p, node) for node, p in enumerate(probs)]
    heapq.heapify(heap)
    parents = {}
    for node in range(len(probs), 2 * len(probs) - 1):
        (p, first), (q, second) = heapq.heappop(heap), heapq.heappop(heap)
        parents[first] = parents[second] = node
        heapq.heappush(heap, (p + q, node))
    depths = {2 * len(probs) - 2: 0}  # the root is the last node made; children come before it
    for node in range(2 * len(probs) - 3, -1, -1):
        depths[node] = depths[parents[node]] + 1
    return np.array([depths[symbol] for symbol in range(len(probs))], dtype=np.int64)


def block_probs(probs, block_length):
    r"""Distribution of blocks of independent symbols.

    .. math:: p(x_1 \dots x_n) = p(x_1) \cdots p(x_n)

    Parameters
    ----------
    probs : array_like of float, shape (n_symbols,)
        Distribution of one symbol.
    block_length : int
        Symbols in a block, at least 1.

    Returns
    -------
    ndarray, shape (n_symbols ** block_length,), float64
        Probabilities in the order of counting: the last symbol of the block changes fastest.

    Raises
    ------
    ValueError
        If `probs` is no distribution or `block_length` is below 1.

    Examples
    --------
    >>> block_probs([0.75, 0.25], 2).tolist()
    [0.5625, 0.1875, 0.1875, 0.0625]

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed. 2006, section 5.4.
    """
    one = _one_distribution(probs)
    joint = one
    for _ in range(as_whole_number(block_length, "block_length", least=1) - 1):
        joint = np.multiply.outer(joint, one).ravel()
    return joint


class HuffmanCode:
    """An optimal prefix code for independent symbols, or for blocks of them.

    Parameters
    ----------
    probs : array_like of float, shape (n_symbols,)
        Positive probabilities of the symbols 0, 1, …, that sum to 1.
    block_length : int, default 1
        Symbols that share one code word.

    Attributes
    ----------
    words : dict of tuple to str
        The code word of each block of symbols, a string of 0 and 1.
    lengths : ndarray, shape (n_symbols ** block_length,), int64
        Bits in each code word.
    expected_length_bits : float
        Mean bits *per symbol*, between the entropy H and H + 1 / block_length.

    Raises
    ------
    ValueError
        As `huffman_lengths` and `block_probs`.

    Examples
    --------
    >>> code = HuffmanCode([0.5, 0.25, 0.125, 0.125])
    >>> code.encode([0, 1, 0, 3]), code.decode("0100111")
    ('0100111', [0, 1, 0, 3])
    >>> code.expected_length_bits
    1.75

    References
    ----------
    Huffman (1952), as `huffman_lengths`; Cover and Thomas, Elements of Information Theory, 2nd
    ed. 2006, sections 5.4 (the bound) and 5.6.
    """

    def __init__(self, probs, block_length=1):
        one = _positive_distribution(probs)
        joint = block_probs(one, block_length)
        self.block_length = block_length
        self.lengths = huffman_lengths(joint)
        blocks = product(range(len(one)), repeat=block_length)
        self.words = dict(zip(blocks, canonical_words(self.lengths), strict=True))
        self.expected_length_bits = float(joint @ self.lengths) / block_length

    def encode(self, symbols):
        """Return the code words of `symbols`, a sequence of int, joined: a string of 0 and 1.

        Raises ``ValueError`` where a symbol is no integer, a block is not whole or holds an
        unknown symbol.
        """
        try:
            symbols, n = [operator.index(symbol) for symbol in symbols], self.block_length
        except TypeError as error:
            raise ValueError(
                f"symbols has no integers ({error}): expected a list of them."
            ) from None
        if len(symbols) % n:
            raise ValueError(
                f"symbols has {len(symbols)} of them: expected whole blocks of {n}; fill up."
            )
        blocks = [tuple(symbols[start : start + n]) for start in range(0, len(symbols), n)]
        if unknown := set(blocks) - self.words.keys():
            raise ValueError(
                f"symbols has {min(unknown)}, without a code word: expected blocks of the alphabet "
                "that the code was made for."
            )
        return "".join(self.words[block] for block in blocks)

    def decode(self, bits, n_blocks=None):
        """Return the symbols, as a list, that `bits`, a string of 0 and 1, stands for.

        `n_blocks`, if given, is checked. It must be given for an alphabet of one symbol, whose
        code word is empty. Raises ``ValueError`` where the string ends within a code word.
        """
        if n_blocks is not None:
            n_blocks = as_whole_number(n_blocks, "n_blocks")
        check_kind(bits, "bits", str, "pass what encode returned, a text of 0 and 1")
        if "" in self.words.values():
            return self._decode_nothing(bits, n_blocks)
        blocks, known, word, found = {w: b for b, w in self.words.items()}, set("01"), "", []
        for bit in bits:
            if bit not in known:
                raise ValueError(f"bits has {bit!r} among them: expected 0 and 1.")
            word += bit
            if word in blocks:
                found.append(blocks[word])
                word = ""
        if word:
            raise ValueError(
                f"truncated: the bits end within a code word, after {word!r}; expected whole ones."
            )
        if n_blocks not in (None, len(found)):
            raise ValueError(
                f"bits has {len(found)} blocks: expected {n_blocks}, as n_blocks says."
            )
        return [symbol for block in found for symbol in block]

    def _decode_nothing(self, bits, n_blocks):
        if bits or n_blocks is None:
            raise ValueError(
                "an alphabet of one symbol has an empty code word: expected no bits, and n_blocks "
                "of at least 0."
            )
        return [0] * (n_blocks * self.block_length)
