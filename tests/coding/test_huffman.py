"""Huffman codes: optimal, complete, within the bounds that theory gives, and decoded exactly."""

from fractions import Fraction
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_utils.coding import (
    HuffmanCode,
    block_probs,
    canonical_words,
    huffman_lengths,
    kraft_sum,
)
from ce_utils.information import entropy

# Whole weights, so that sums of probabilities tie exactly or not at all.
WEIGHTS = st.lists(st.integers(1, 40), min_size=1, max_size=6)


def normalised(weights):
    return np.array(weights) / sum(weights)


def best_by_brute_force(probs):
    """Return the least expected length of all lengths that Kraft's inequality allows."""
    probs = sorted(probs, reverse=True)  # an optimal code gives the shorter word to the likelier
    n = len(probs)
    allowed = (
        lengths for lengths in combinations_with_replacement(range(n), n) if kraft_sum(lengths) <= 1
    )
    return min(np.dot(probs, lengths) for lengths in allowed)


@pytest.mark.parametrize(
    ("probs", "expected_length"),
    [
        # Cover and Thomas (2006), example 5.6.1: lengths 2, 2, 2, 3, 3.
        ([0.25, 0.25, 0.2, 0.15, 0.15], 2.3),
        # Powers of 1/2: each length is the surprise, 1/2 + 2/4 + 3/8 + 3/8 = 1.75.
        ([0.5, 0.25, 0.125, 0.125], 1.75),
        # By hand: merge .1 + .2, then .3 + .3, then .4 + .6: lengths 1, 2, 3, 3.
        ([0.4, 0.3, 0.2, 0.1], 1.9),
    ],
)
def test_known_codes(probs, expected_length):
    assert HuffmanCode(probs).expected_length_bits == pytest.approx(expected_length, rel=1e-12)


@given(WEIGHTS)
def test_lengths_are_optimal(weights):
    probs = normalised(weights)
    # Tolerance: the two sums add the same kind of terms in another order.
    assert probs @ huffman_lengths(probs) == pytest.approx(best_by_brute_force(probs), rel=1e-12)


@given(WEIGHTS, st.integers(1, 3))
def test_the_kraft_sum_is_exactly_one(weights, block_length):
    assert kraft_sum(HuffmanCode(normalised(weights), block_length).lengths) == 1


@given(WEIGHTS, st.integers(1, 3))
def test_the_expected_length_is_within_its_bounds(weights, block_length):
    probs = normalised(weights)
    bits, mean = entropy(probs, base=2), HuffmanCode(probs, block_length).expected_length_bits
    rounding = 1e-12
    assert bits - rounding <= mean < bits + 1 / block_length


def test_the_walk_down_to_the_entropy():
    # Bits per symbol for a source with probabilities 0.963 and 0.037, computed independently
    # with exact fractions by merging sorted lists; the entropy is 0.2284.
    probs = [0.963, 0.037]
    means = [HuffmanCode(probs, n).expected_length_bits for n in (1, 2, 4, 8, 12)]
    np.testing.assert_allclose(means, [exact_mean(n) for n in (1, 2, 4, 8, 12)], rtol=1e-9)
    assert means[-1] - entropy(probs, base=2) < 0.006


def exact_mean(n):
    """Return the mean length per symbol: each merge adds the probability of the merged node."""
    likely, rare = Fraction(963, 1000), Fraction(37, 1000)
    nodes = sorted(likely ** (n - k.bit_count()) * rare ** k.bit_count() for k in range(2**n))
    total, merged = Fraction(0), []
    while len(nodes) + len(merged) > 1:
        pair = []
        for _ in range(2):
            source = nodes if not merged or (nodes and nodes[0] <= merged[0]) else merged
            pair.append(source.pop(0))
        merged.append(sum(pair))  # merged nodes come in growing order
        total += sum(pair)
    return float(total / n)


@given(st.data(), WEIGHTS, st.integers(1, 3))
def test_decoding_undoes_encoding(data, weights, block_length):
    code = HuffmanCode(normalised(weights), block_length)
    blocks = st.lists(st.sampled_from(sorted(code.words)), max_size=20)
    symbols = [symbol for block in data.draw(blocks) for symbol in block]
    bits = code.encode(symbols)
    assert code.decode(bits, len(symbols) // block_length) == symbols
    assert len(bits) == sum(
        len(code.words[tuple(symbols[i : i + block_length])])
        for i in range(0, len(symbols), block_length)
    )


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_canonical_words_are_a_prefix_code(lengths):
    if kraft_sum(lengths) > 1:
        with pytest.raises(ValueError, match=r"Kraft sum .*expected at most 1"):
            canonical_words(lengths)
        return
    words = canonical_words(lengths)
    assert [len(word) for word in words] == lengths
    pairs = [(a, b) for i, a in enumerate(words) for j, b in enumerate(words) if i != j]
    assert not any(b.startswith(a) for a, b in pairs)


def test_one_symbol_needs_no_bits():
    code = HuffmanCode([1.0])
    assert code.lengths.tolist() == [0]
    assert kraft_sum(code.lengths) == 1
    assert (code.encode([0, 0, 0]), code.decode("", 3)) == ("", [0, 0, 0])
    with pytest.raises(ValueError, match=r"one symbol has an empty code word.*n_blocks"):
        code.decode("")


def test_blocks_are_counted_with_the_last_symbol_fastest():
    # By hand: 0.9 * 0.9, 0.9 * 0.1, 0.1 * 0.9, 0.1 * 0.1.
    np.testing.assert_allclose(block_probs([0.9, 0.1], 2), [0.81, 0.09, 0.09, 0.01], rtol=1e-14)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: huffman_lengths([0.5, 0.0, 0.5]), "symbol 1 has probability 0"),
        (lambda: huffman_lengths([0.5, 0.4]), "sums to 0.9"),
        (lambda: huffman_lengths([[0.5, 0.5]]), r"shape \(1, 2\): expected one distribution"),
        (lambda: HuffmanCode([0.5, 0.5], 0), "block_length is 0"),
        (
            lambda: HuffmanCode([0.5, 0.5], 2).encode([0]),
            "symbols has 1 of them: expected whole blocks",
        ),
        (lambda: HuffmanCode([0.5, 0.5]).encode([2]), r"symbols has \(2,\), without a code word"),
        (lambda: HuffmanCode([0.5, 0.5]).encode([0.9]), "symbols has no integers .*'float'"),
        (
            lambda: HuffmanCode([1.0]).decode("", -1),
            "n_blocks is -1: expected a whole number, 0 or more",
        ),
        (lambda: block_probs([[0.5, 0.5]], 2), r"shape \(1, 2\): expected one distribution"),
        (lambda: kraft_sum([1.5, 1]), r"lengths is \[1.5, 1\]: expected whole numbers"),
        (lambda: kraft_sum([-1, 2]), r"lengths is \[-1, 2\]"),
        (lambda: canonical_words([0.5]), r"lengths is \[0.5\]"),
        (lambda: HuffmanCode([0.5, 0.3, 0.2]).decode("1"), "truncated: .* after '1'"),
        (lambda: HuffmanCode([0.5, 0.5]).decode("012"), "bits has '2' among them"),
        (lambda: HuffmanCode([0.5, 0.5]).decode("01", 3), "bits has 2 blocks: expected 3"),
    ],
)
def test_trouble_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
