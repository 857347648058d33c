"""Prefix codes from their lengths: the Kraft sum, and code words that have these lengths."""

from fractions import Fraction

from ce_utils.checks.kinds import as_array

__all__ = ["canonical_words", "kraft_sum"]


# Longer code words than any alphabet in memory needs; an exact sum takes as many digits.
LONGEST = 1 << 20


def _whole_lengths(lengths):
    """Return lengths as a list of integers, none negative."""
    values = as_array(lengths, "lengths")
    if values.size == 0:
        return []
    whole = values.ndim == 1 and values.dtype.kind in "iu"
    if not whole or (values < 0).any() or (values > LONGEST).any():
        raise ValueError(
            f"lengths is {lengths!r}: expected whole numbers of digits, (n_symbols,), from 0 to "
            f"{LONGEST}; round up with numpy.ceil(…).astype(int)."
        )
    return values.tolist()


def kraft_sum(lengths):
    r"""Kraft sum of code word lengths, as an exact fraction.

    .. math:: \sum_k 2^{-l_k}

    Parameters
    ----------
    lengths : sequence of int
        Bits in each code word.

    Returns
    -------
    Fraction
        A pure number: at most 1 for every prefix code, exactly 1 where no code word fits in.

    Raises
    ------
    ValueError
        If a length is negative or no integer.

    Examples
    --------
    >>> kraft_sum([1, 2, 3])
    Fraction(7, 8)

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed. 2006, section 5.2.
    """
    lengths = _whole_lengths(lengths)
    longest = max(lengths, default=0)
    return Fraction(sum(1 << (longest - length) for length in lengths), 1 << longest)


def canonical_words(lengths):
    """Code words of given lengths, as strings of 0 and 1: short ones first, counting upward.

    Parameters
    ----------
    lengths : sequence of int
        Bits in each code word, with a Kraft sum of at most 1.

    Returns
    -------
    list of str
        No code word is the beginning of another.

    Raises
    ------
    ValueError
        If the Kraft sum exceeds 1: no prefix code has these lengths. Also as `kraft_sum`.

    Examples
    --------
    >>> canonical_words([1, 2, 3, 3])
    ['0', '10', '110', '111']

    References
    ----------
    Cover and Thomas, Elements of Information Theory, 2nd ed. 2006, section 5.2 (the construction
    in the proof of Kraft's inequality).
    """
    lengths = _whole_lengths(lengths)
    if kraft_sum(lengths) > 1:
        raise ValueError(
            f"lengths has the Kraft sum {kraft_sum(lengths)}: expected at most 1; no prefix code "
            "has code words as short as these."
        )
    words, word, used = [""] * len(lengths), 0, 0
    for symbol in sorted(range(len(lengths)), key=lambda symbol: (lengths[symbol], symbol)):
        length = lengths[symbol]
        word <<= length - used
        words[symbol] = format(word, f"0{length}b") if length else ""
        word, used = word + 1, length
    return words
