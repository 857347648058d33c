"""The pictures of codes draw what they are given."""

import matplotlib.pyplot as plt
import pytest

from ce_utils import plotting


@pytest.fixture
def ax():
    figure, ax = plt.subplots()
    yield ax
    plt.close(figure)


PROBS, WORDS = [0.5, 0.25, 0.125, 0.125], ["0", "10", "110", "111"]


def test_the_houses_have_the_area_of_the_mean_length(ax):
    assert plotting.code_tree(PROBS, WORDS, names="abcd", ax=ax) is ax
    areas = [house.get_width() * house.get_height() for house in ax.patches]
    assert areas == [0.5, 0.5, 0.375, 0.375]  # by hand: 1/2, 2/4, 3/8, 3/8
    assert list(ax.lines[-1].get_ydata()) == [1.75, 1.75]


def test_every_leaf_is_drawn_at_the_height_of_its_word(ax):
    plotting.code_tree(PROBS, WORDS, names="abcd", ax=ax)
    leaves = [line for line in ax.lines if line.get_marker() == "o"]
    assert sorted(line.get_ydata()[0] for line in leaves) == [1, 2, 3, 3]
    branches = [line for line in ax.lines if len(line.get_xdata()) == 2][:-1]
    assert len(branches) == 6


def test_words_out_of_order_are_refused(ax):
    with pytest.raises(ValueError, match="words in order"):
        plotting.code_tree([0.5, 0.5], ["1", "0"], names="ab", ax=ax)


def test_the_staircase_has_its_bound(ax):
    assert plotting.code_staircase([1, 2, 4], [1.0, 0.6, 0.5], entropy_bits=0.4, ax=ax) is ax
    assert list(ax.lines[-1].get_ydata()) == pytest.approx([1.4, 0.9, 0.65])
    labels = ax.get_legend_handles_labels()[1]
    assert labels == ["waste", "Huffman code", "entropy $H$", "bound $H + 1/n$"]


def test_a_staircase_of_unequal_lengths_is_refused(ax):
    with pytest.raises(ValueError, match=r"shape \(2,\) and mean_digits \(1,\)"):
        plotting.code_staircase([1, 2], [1.0], entropy_bits=0.4, ax=ax)


def test_intervals_end_at_exact_fractions(ax):
    # By hand, with a = [0, 3/4) and b = [3/4, 1): "ab" is [0 + 3/4 * 3/4, 3/4) = [9/16, 3/4).
    assert plotting.nested_intervals([3, 1], [0, 1], names="ab", ax=ax) is ax
    ends = [text.get_text() for text in ax.texts if text.get_text()[-1].isdigit()]
    assert ends == ["0", "1", "0", "3/4", "9/16", "3/4"]


def test_symbols_without_a_name_are_refused(ax):
    with pytest.raises(ValueError, match="2 frequencies and 1 names"):
        plotting.nested_intervals([1, 1], [0], names="a", ax=ax)
