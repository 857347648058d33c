"""The Fenwick tree against plain lists."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from ce_utils.coding.counts import GrowingCounts


@given(st.data(), st.integers(1, 40))
def test_sums_and_searches_agree_with_a_list(data, n_symbols):
    counts, plain = GrowingCounts(n_symbols), [1] * n_symbols
    for symbol in data.draw(st.lists(st.integers(0, n_symbols - 1), max_size=60)):
        counts.add(symbol)
        plain[symbol] += 1
    starts = list(accumulate(plain[:-1], initial=0))
    expected = list(zip(starts, plain, strict=True))
    assert counts.total == sum(plain)
    assert [counts.interval(symbol) for symbol in range(n_symbols)] == expected
    for target in range(counts.total):
        symbol = max(k for k in range(n_symbols) if starts[k] <= target)
        assert counts.locate(target) == (symbol, *expected[symbol])
