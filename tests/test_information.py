"""Information measures against hand values, mpmath, and the inequalities they obey."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ce_utils.information import cross_entropy, entropy, kl_divergence, perplexity, surprisal

OF_PAIRS = [cross_entropy, kl_divergence, perplexity]
BASES = [2, math.e, 10]


@st.composite
def pairs(draw):
    """Two distributions over the same 1 to 8 classes, some of them impossible."""
    size = draw(st.integers(1, 8))
    shares = hnp.arrays(np.float64, size, elements=st.floats(0, 1).map(lambda x: round(x, 6)))
    p, q = draw(shares), draw(shares)
    p[draw(st.integers(0, size - 1))] += 0.5
    q[draw(st.integers(0, size - 1))] += 0.5
    return p / p.sum(), q / q.sum()


def test_hand_values_in_bits():
    # Cover and Thomas 2006, example 2.1.1: (1/2, 1/4, 1/8, 1/8) has 7/4 bits.
    dyadic = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
    assert entropy(dyadic, base=2) == 1.75
    # Against the uniform model every outcome costs log2(4) = 2 bits, 1/4 bit too much.
    uniform = [1 / 4] * 4
    assert cross_entropy(dyadic, uniform, base=2) == 2.0
    assert kl_divergence(dyadic, uniform, base=2) == pytest.approx(0.25, rel=1e-15)
    # The other way round: (1 + 2 + 3 + 3)/4 = 9/4 bits.
    assert cross_entropy(uniform, dyadic, base=2) == 2.25
    assert kl_divergence(uniform, dyadic, base=2) == pytest.approx(0.25, rel=1e-15)
    assert perplexity(uniform, base=2) == 4.0
    assert perplexity(uniform, dyadic, base=2) == pytest.approx(2**2.25, rel=1e-15)
    assert surprisal([1.0, 0.5, 0.25], base=2).tolist() == [0.0, 1.0, 2.0]
    assert surprisal([0.001], base=10).tolist() == [3.0]


def test_relative_entropy_is_not_symmetric():
    # Cover and Thomas 2006, example 2.3.1 with r = 1/2, s = 1/4:
    # D(p||q) = 1 - log2(3)/2 = 0.2075 bit and D(q||p) = 3/4 log2(3) - 1 = 0.1887 bit.
    p, q = [1 / 2, 1 / 2], [3 / 4, 1 / 4]
    assert kl_divergence(p, q, base=2) == pytest.approx(1 - math.log2(3) / 2, rel=1e-14)
    assert kl_divergence(q, p, base=2) == pytest.approx(3 / 4 * math.log2(3) - 1, rel=1e-14)


@pytest.mark.parametrize("base", BASES)
def test_impossible_outcomes(base):
    certain, other = [1.0, 0.0], [0.0, 1.0]
    assert entropy(certain, base=base) == 0.0
    assert cross_entropy(certain, certain, base=base) == 0.0
    assert cross_entropy(certain, other, base=base) == np.inf
    assert kl_divergence(certain, other, base=base) == np.inf
    assert perplexity(certain, other, base=base) == np.inf
    assert kl_divergence(certain, [0.5, 0.5], base=base) == pytest.approx(math.log(2, base))
    assert surprisal(0.0, base=base) == np.inf


def test_zero_is_never_negative_zero():
    for value in (surprisal(1.0), entropy([1.0, 0.0]), kl_divergence([1.0], [1.0])):
        assert value == 0.0
        assert not np.signbit(value)
    assert not np.signbit(cross_entropy([1.0, 0.0], [1.0, 0.0]))


@pytest.mark.parametrize("gap", [0.4, 1e-1, 1e-3, 1e-6, 1e-9, 1e-12, 1e-15])
@pytest.mark.parametrize("base", [0.5, 0.3, 1e-3])
def test_relative_entropy_of_close_distributions_keeps_its_digits(gap, base):
    p, q = np.array([base, 1 - base]), np.array([base * (1 + gap), 1 - base * (1 + gap)])
    with mpmath.workdps(50):
        true = mpmath.fsum(
            a * mpmath.log(a / b) - a + b
            for a, b in zip(map(mpmath.mpf, p.tolist()), map(mpmath.mpf, q.tolist()), strict=True)
        )
        error = abs(mpmath.mpf(float(kl_divergence(p, q))) - true) / true
    # Terms are non-negative, each a dozen roundings; at gap 0.4 log and difference cancel
    # to a tenth, which makes ten of them a hundred.
    assert error <= 20 * 2.0**-52


def test_relative_entropy_survives_the_smallest_numbers():
    tiny = 5e-324
    with mpmath.workdps(50):
        true = float(mpmath.log(2) / 2 + (mpmath.log(0.5) - mpmath.log(mpmath.mpf(tiny))) / 2)
    p, q = [0.5, 0.5], [tiny, 1.0]
    # -log(2)/2 for the second class and log(0.5/tiny)/2 for the first.
    assert kl_divergence(p, q) == pytest.approx(true - math.log(2), rel=1e-14)
    assert kl_divergence(q, p) == pytest.approx(math.log(2), rel=1e-14)


def test_entropy_and_cross_entropy_against_mpmath():
    rng = np.random.default_rng(0)
    for size in (2, 10, 1000):
        p, q = rng.dirichlet(np.full(size, 0.3), 2)
        p, q = np.maximum(p, 1e-300), np.maximum(q, 1e-300)
        with mpmath.workdps(50):
            exact = [[mpmath.mpf(x) for x in v.tolist()] for v in (p, q)]
            true = -mpmath.fsum(a * mpmath.log(b) for a, b in zip(*exact, strict=True))
        # A sum of non-negative terms of two roundings each, added pairwise.
        assert cross_entropy(p, q) == pytest.approx(float(true), rel=2e-15)


@settings(deadline=None, max_examples=150)
@given(pairs())
def test_gibbs_inequality_and_the_decomposition(pair):
    p, q = pair
    assert kl_divergence(p, q) >= 0
    assert kl_divergence(p, p) == 0
    # H(p, q) = H(p) + D(p||q) >= H(p); rounding of sums of up to 8 terms of order 14.
    np.testing.assert_allclose(
        cross_entropy(p, q), entropy(p) + kl_divergence(p, q), rtol=1e-13, atol=1e-14
    )
    assert cross_entropy(p, q) >= entropy(p) - 1e-14


@settings(deadline=None, max_examples=150)
@given(pairs())
def test_entropy_lies_between_0_and_log_n(pair):
    p, _ = pair
    assert 0 <= entropy(p) <= math.log(len(p)) + 1e-14  # the slack is the rounding of the sum
    assert 1 <= perplexity(p) <= len(p) * (1 + 1e-13)


@settings(deadline=None, max_examples=60)
@given(pairs())
def test_bases_differ_by_a_factor_and_perplexity_not_at_all(pair):
    p, q = pair
    for measure in (entropy, kl_divergence, cross_entropy):
        arguments = (p,) if measure is entropy else (p, q)
        nats = measure(*arguments)
        for base in BASES:
            expected = nats / math.log(base)
            # Another logarithm, another rounding per term.
            np.testing.assert_allclose(
                measure(*arguments, base=base), expected, rtol=1e-13, atol=1e-15
            )
    np.testing.assert_allclose(perplexity(p, base=2), perplexity(p), rtol=1e-13)


def test_axis_and_broadcasting():
    rng = np.random.default_rng(1)
    p, q = rng.dirichlet(np.ones(4), (2, 3)), rng.dirichlet(np.ones(4), (2, 3))
    for measure in OF_PAIRS:
        expected = measure(p, q)
        assert expected.shape == (2, 3)
        moved = measure(np.moveaxis(p, -1, 0), np.moveaxis(q, -1, 0), axis=0)
        np.testing.assert_array_equal(moved, expected)
        np.testing.assert_array_equal(measure(p[0, 0], q)[1, 2], measure(p[0, 0], q[1, 2]))
    np.testing.assert_array_equal(entropy(np.moveaxis(p, -1, 1), axis=1), entropy(p))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_dtype_is_kept(dtype):
    p, q = np.array([0.25, 0.75], dtype), np.array([0.5, 0.5], dtype)
    assert surprisal(p).dtype == entropy(p).dtype == perplexity(p).dtype == dtype
    for measure in OF_PAIRS:
        assert measure(p, q).dtype == dtype
        # The wider of the two.
        assert measure(p, [0.5, 0.5]).dtype == measure([0.5, 0.5], p).dtype == np.float64
    assert entropy([0, 1]).dtype == np.float64


@pytest.mark.parametrize("measure", OF_PAIRS)
@pytest.mark.parametrize(
    ("p", "q", "message"),
    [
        ([0.5, 0.6], [0.5, 0.5], r"p sums to 1\.1 .*expected 1; divide by p\.sum"),
        ([0.5, 0.5], [1.5, -0.5], r"q is -0\.5 at index \(1,\)"),
        ([0.5, 0.5], [0.5, np.nan], r"q has NaN at index \(1,\)"),
        (
            [0.5, 0.5],
            [0.2, 0.3, 0.5],
            r"p has 2 classes and q has 3: expected the same number; an outcome that one of them "
            r"excludes has probability 0 there\.",
        ),
        (
            np.full((2, 2), 0.5),
            np.full((3, 2), 0.5),
            r"shapes \(2, 2\) and \(3, 2\).*not broadcast",
        ),
        (1.0, 1.0, r"axis is -1, but p has 0 axes"),
        ([], [], r"p sums to 0 along the class axis"),
    ],
)
def test_bad_pairs_are_refused(measure, p, q, message):
    with pytest.raises(ValueError, match=message):
        measure(p, q)


def test_bad_probabilities_and_bases_are_refused():
    with pytest.raises(
        ValueError, match=r"probability is 1\.5 at index \(0,\): expected values in"
    ):
        surprisal([1.5])
    mend = r"for another base take nats and divide by math\.log\(base\)\."
    with pytest.raises(
        ValueError, match=rf"base is 3: expected 2 \(bits\), math\.e \(nats\) or 10 .*; {mend}"
    ):
        entropy([0.5, 0.5], base=3)
    with pytest.raises(ValueError, match=r"base is 1: expected 2"):
        kl_divergence([0.5, 0.5], [0.5, 0.5], base=1)


def test_no_distributions_give_no_numbers():
    empty = np.zeros((0, 3))
    assert entropy(empty).shape == (0,)
    for measure in OF_PAIRS:
        assert measure(empty, empty).shape == (0,)
