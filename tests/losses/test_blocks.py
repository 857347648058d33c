"""Softmax cross-entropy in blocks of rows: the plain formula, one result, little memory."""

import tracemalloc

import numpy as np
import pytest

from ce_utils.losses import LOSSES, SoftmaxCrossEntropy, get_loss
from ce_utils.losses.blocks import BLOCK, LABEL_BLOCK, row_blocks

LOSS = SoftmaxCrossEntropy()
ALL = pytest.mark.parametrize("loss", [get_loss(name) for name in LOSSES], ids=list(LOSSES))
LARGEST = LABEL_BLOCK // 4  # numbers in the largest block, that of labels and float32
WIDE = LARGEST // 4  # four such rows to a block of float32, two of float64
SHAPES = [(1, 1), (5, 3), (3, WIDE), (4, WIDE), (5, WIDE), (9, WIDE + 1), (2, LARGEST + 1)]
TALL = (LARGEST // 10 + 3, 10)  # three rows more than a block holds


def _drawn(shape, dtype=np.float64, seed=0):
    rng = np.random.default_rng([*shape, seed])
    # On a grid of 2^-8, so that the differences of float32 logits are exact.
    logits = np.round(rng.normal(size=shape) * 4 * 2**8) / 2**8
    return logits.astype(dtype), rng.integers(0, shape[-1], shape[:-1])


def _plain(logits, labels, weight, kept):
    """Costs and gradients of the sum, straight from the definition, in float64."""
    logits = logits.astype(float)
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    probs = shifted / shifted.sum(axis=-1, keepdims=True)
    every, factor = np.arange(len(labels)), weight[labels] * kept
    costs = -np.log(probs[every, labels]) * factor
    probs[every, labels] -= 1
    return costs, probs * factor[:, None]


@pytest.mark.parametrize("shape", [(7, 3), (5, 20_000), (3, BLOCK + 1), (0, 4)])
def test_blocks_cover_every_row_once_and_are_small(shape):
    blocks = list(row_blocks(*shape))
    assert [k for rows in blocks for k in range(rows.start, rows.stop)] == list(range(shape[0]))
    for rows in blocks:
        count = rows.stop - rows.start
        assert count == 1 or count * shape[1] <= BLOCK


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("shape", [*SHAPES, TALL])
def test_agrees_with_the_plain_formula_around_the_edges_of_blocks(shape, dtype):
    logits, labels = _drawn(shape, dtype)
    weight = np.linspace(0.5, 2, shape[1])
    kept = np.arange(shape[0]) % 3 != 1
    given = np.where(kept, labels, -100)
    call = {"weight": weight, "reduction": "none"}
    costs, slopes = _plain(logits, labels, weight, kept)
    value, gradient = LOSS.value_and_gradient(logits, given, **call)
    # A few roundings of the dtype; the plain formula loses digits of a cost near 0, and of
    # probs - 1, on the scale of 1 and of C float64 terms summed pairwise.
    close = {"rtol": 8 * np.finfo(dtype).eps, "atol": 4e-15 + np.finfo(dtype).tiny}
    np.testing.assert_allclose(value, costs, **close)
    np.testing.assert_allclose(gradient, slopes, **close)
    mean = LOSS.value_and_gradient(logits, given, weight=weight)
    total = weight[labels][kept].sum()
    np.testing.assert_allclose(mean[0], costs.sum() / total, **close)
    if dtype is not np.float16:  # whose gradients divided by thousands are denormal
        np.testing.assert_allclose(mean[1], slopes / total, **close)


@ALL
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("reduction", ["none", "sum", "mean"])
def test_value_and_gradient_are_the_same_from_one_call_or_two(loss, dtype, reduction):
    logits, labels = _drawn((11, 7), dtype)
    targets = np.random.default_rng(1).dirichlet(np.ones(7), 11)
    options = [{}, {"label_smoothing": 0.1}, {"weight": np.linspace(0, 2, 7)}]
    for given in (labels, np.where(labels == 3, -100, labels), targets):
        for call in options:
            call = {**call, "reduction": reduction}
            value, gradient = loss.value_and_gradient(logits, given, **call)
            np.testing.assert_array_equal(value, loss.value(logits, given, **call))
            np.testing.assert_array_equal(gradient, loss.gradient(logits, given, **call))
            assert value.dtype == gradient.dtype == dtype


@ALL
def test_leading_axes_and_memory_order_do_not_matter(loss):
    logits, labels = _drawn((2, 6, 5))
    value, gradient = loss.value_and_gradient(logits, labels, reduction="none")
    flat = loss.value_and_gradient(logits.reshape(12, 5), labels.ravel(), reduction="none")
    np.testing.assert_array_equal(value, flat[0].reshape(2, 6))
    np.testing.assert_array_equal(gradient, flat[1].reshape(2, 6, 5))
    turned = np.asfortranarray(logits)
    for one, other in zip(
        loss.value_and_gradient(turned, labels, reduction="none"), (value, gradient), strict=True
    ):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_rows_of_another_block_are_the_same_rows(dtype, smoothing):
    logits, labels = _drawn(TALL, dtype)
    call = {"reduction": "none", "label_smoothing": smoothing}
    value, gradient = LOSS.value_and_gradient(logits, labels, **call)
    few = slice(TALL[0] - 5, TALL[0])  # the last block and the end of the one before
    again = LOSS.value_and_gradient(logits[few], labels[few], **call)
    np.testing.assert_array_equal(value[few], again[0])
    np.testing.assert_array_equal(gradient[few], again[1])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_integer_labels_are_as_accurate_as_one_hot_targets(dtype):
    # The table of test_accuracy.py asks with targets; labels take another path.
    for scale in (1e-8, 1.0, 30.0):
        logits, labels = _drawn((200, 10), dtype)
        logits, targets = logits * dtype(scale), np.eye(10)[labels]
        for method in (LOSS.value, LOSS.gradient):
            one, other = (method(logits, t, reduction="none") for t in (labels, targets))
            if dtype is np.float64:
                np.testing.assert_array_equal(one, other)
            else:  # the same exponentials; the quotient is formed in float32 or in float64
                np.testing.assert_array_max_ulp(one, other, 2)


def test_sums_of_denormal_exponentials_keep_their_digits_in_float32():
    # A thousand others at -95: e^-95 is 5e-42, 3940 steps of float32's denormal grid, and each
    # is rounded the same way. log1p(rest) is 1000 e^-95 to all digits that a float32 has.
    logits = np.zeros((1, 1001), np.float32)
    logits[0, 7] = 95.0
    exact = np.float32(1000 * np.exp(-95.0))
    np.testing.assert_array_max_ulp(LOSS.value(logits, [7]), exact, 1)
    np.testing.assert_array_max_ulp(-LOSS.gradient(logits, [7])[0, 7], exact, 1)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (np.nan, r"logits has NaN at index \(32800, 4\)"),
        (np.inf, r"logits has \+inf at index \(32800, 4\)"),
    ],
)
def test_what_is_wrong_in_a_later_block_is_named_by_its_place_in_the_whole(bad, message):
    shape = (LARGEST // 8 + 100, 8)
    logits, labels = _drawn(shape)
    targets = np.eye(8)[labels]
    logits[32800, 4] = bad
    for given in (labels, targets):
        with pytest.raises(ValueError, match=message):
            LOSS.value_and_gradient(logits, given)
    logits[32800, 4] = 0.0
    targets[32800] *= 2
    with pytest.raises(ValueError, match=r"targets sums to 2 .* at index \(32800,\)"):
        LOSS.value_and_gradient(logits, targets)
    logits[32800] = -np.inf
    with pytest.raises(ValueError, match=r"logits is -inf for every class at index \(32800,\)"):
        LOSS.value(logits, labels)


def test_the_largest_floats_do_not_overflow_into_a_warning():
    # Warnings are errors here: the difference of -6e38 is no float32.
    logits = np.array([[3e38, -3e38, 3e38]], np.float32)
    assert LOSS.gradient(logits, [0]).tolist() == [[-0.5, 0.0, 0.5]]
    assert LOSS.value(logits, [0]) == np.float32(np.log(2.0))


def test_weights_beyond_float32_divide_out_of_a_mean():
    logits, labels = _drawn((4, 3), np.float32)
    value, gradient = LOSS.value_and_gradient(logits, labels, weight=np.full(3, 1e100))
    plain = LOSS.value_and_gradient(logits, labels)
    # Equal weights leave the mean as it is, up to a rounding of float32 in the quotient.
    np.testing.assert_array_max_ulp(value, plain[0], 1)
    np.testing.assert_array_max_ulp(gradient, plain[1], 2)


def _peak(call):
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_labels_need_scratch_memory_of_a_few_blocks_only(dtype):
    # 16 blocks: a second array of their size would show. float64 compensates its sums with
    # three arrays of a block; the labels, row sums and indices are the rest.
    logits, labels = _drawn((16 * LABEL_BLOCK // 1000 // np.dtype(dtype).itemsize, 1000), dtype)
    scratch = (2 if dtype is np.float32 else 6) * LABEL_BLOCK
    assert _peak(lambda: LOSS.value(logits, labels)) < scratch
    assert _peak(lambda: LOSS.value_and_gradient(logits, labels)) < logits.nbytes + scratch


@ALL
def test_targets_need_scratch_memory_of_some_blocks_only(loss):
    # float64 blocks of logits and targets, and the temporaries of kernels and checks: some
    # twenty of them. Arrays of the whole size would be 64 blocks and more.
    logits, labels = _drawn((64 * BLOCK // 100, 100), np.float32)
    targets = np.eye(100, dtype=np.float32)[labels]
    assert _peak(lambda: loss.value(logits, targets)) < 24 * BLOCK * 8
