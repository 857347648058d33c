"""Labels, targets, weights, ignored examples and reductions: the same rules for every loss."""

import numpy as np
import pytest

from ce_utils.losses import (
    LOSSES,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SoftmaxLoss,
    get_loss,
    one_hot,
)

ALL = pytest.mark.parametrize("loss", [get_loss(name) for name in LOSSES], ids=list(LOSSES))
METHODS = ("value", "gradient", "hessian")
RNG = np.random.default_rng(0)
LOGITS, LABELS, WEIGHT = RNG.normal(size=(6, 3)), np.array([0, 2, 1, -100, 2, 0]), [0.5, 2.0, 0.0]


def test_one_hot():
    assert one_hot([[1], [0]], 2).tolist() == [[[0.0, 1.0]], [[1.0, 0.0]]]
    assert one_hot([1], 2, np.float32).dtype == np.float32
    with pytest.raises(
        ValueError, match=r"labels has -100 at index \(0,\): expected integers from 0"
    ):
        one_hot([-100], 2)


@ALL
def test_labels_one_hot_integers_and_soft_targets_are_the_same_thing(loss):
    labels = np.array([0, 2, 1, 1, 2, 0])
    for method in METHODS:
        call = getattr(loss, method)
        expected = call(LOGITS, labels)
        for kind in (float, np.float32, int, np.uint8, bool):
            np.testing.assert_array_equal(call(LOGITS, one_hot(labels, 3).astype(kind)), expected)
        for kind in (np.uint8, np.int8, np.uint64):
            np.testing.assert_array_equal(call(LOGITS, labels.astype(kind)), expected)
        np.testing.assert_array_equal(call(LOGITS.tolist(), labels.tolist()), expected)


@ALL
def test_reductions_are_one_another(loss):
    call = {"weight": WEIGHT, "label_smoothing": 0.1}
    kept = LABELS != -100
    per_example = loss.value(LOGITS, LABELS, reduction="none", **call)
    total = loss.value(LOGITS, LABELS, reduction="sum", **call)
    # By hand: labels 0, 2, 1, 2, 0 weigh 0.5 + 0 + 2 + 0 + 0.5 = 3; five examples are kept.
    denominator = 3.0 if isinstance(loss, SoftmaxLoss) else 5.0
    assert per_example.shape == (6,)
    assert per_example[~kept].tolist() == [0.0]
    assert (per_example[kept] > 0).all()
    assert total == pytest.approx(per_example.sum(), rel=1e-15)
    assert loss.value(LOGITS, LABELS, **call) == pytest.approx(total / denominator, rel=1e-15)
    for method in ("gradient", "hessian"):
        one = getattr(loss, method)(LOGITS, LABELS, reduction="none", **call)
        np.testing.assert_array_equal(
            getattr(loss, method)(LOGITS, LABELS, reduction="sum", **call), one
        )
        mean = getattr(loss, method)(LOGITS, LABELS, **call)
        np.testing.assert_allclose(mean, one / denominator, rtol=1e-15)
        assert not one[~kept].any()


@ALL
def test_the_mean_over_targets_divides_by_the_number_of_examples(loss):
    targets = one_hot([0, 2, 1, 1, 2, 0], 3)
    call = {"weight": WEIGHT}
    total = loss.value(LOGITS, targets, reduction="sum", **call)
    assert loss.value(LOGITS, targets, **call) == pytest.approx(total / 6, rel=1e-15)


@ALL
def test_weights_scale_the_terms_of_their_class(loss):
    targets = np.full((6, 3), 1 / 3)
    single = [loss.value(LOGITS, targets, weight=np.eye(3)[k], reduction="none") for k in range(3)]
    got = loss.value(LOGITS, targets, weight=[0.5, 2.0, 3.0], reduction="none")
    np.testing.assert_allclose(got, 0.5 * single[0] + 2 * single[1] + 3 * single[2], rtol=1e-14)
    ones = loss.value(LOGITS, targets, weight=np.ones(3), reduction="none")
    np.testing.assert_array_equal(ones, loss.value(LOGITS, targets, reduction="none"))


@ALL
def test_ignored_examples_leave_no_trace(loss):
    kept = LABELS != -100
    for method in METHODS:
        call = getattr(loss, method)
        got = call(LOGITS, LABELS)
        alone = call(LOGITS[kept], LABELS[kept])
        np.testing.assert_array_equal(got if method == "value" else got[kept], alone)
        renamed = call(LOGITS, np.where(kept, LABELS, 7), ignore_index=7)
        np.testing.assert_array_equal(renamed, got)
    within = loss.value(LOGITS[kept], LABELS[kept], ignore_index=2, reduction="none")
    assert (within == 0).tolist() == (LABELS[kept] == 2).tolist()


@ALL
def test_a_mean_of_nothing_is_refused_and_a_sum_of_nothing_is_zero(loss):
    nothing = [(np.zeros((0, 3)), []), (LOGITS[:2], [-100, -100])]
    for logits, labels in nothing:
        for method in METHODS:
            call = getattr(loss, method)
            with pytest.raises(
                ValueError, match=r"the mean divides by 0.*expected a positive total"
            ):
                call(logits, labels)
            assert not call(logits, labels, reduction="sum").any()
            assert not call(logits, labels, reduction="none").any()
    weightless = {"weight": [0.0, 1.0, 1.0]}
    assert loss.value(LOGITS[:1], [0], reduction="sum", weight=np.zeros(3)) == 0.0
    if isinstance(loss, SoftmaxLoss):
        with pytest.raises(
            ValueError, match=r"the mean divides by 0: 1 examples came, 1 of them not"
        ):
            loss.value(LOGITS[:1], [0], **weightless)
    else:
        assert loss.value(LOGITS[:1], [0], **weightless) > 0


@ALL
@pytest.mark.parametrize(
    ("logits", "targets", "options", "message"),
    [
        (
            LOGITS,
            [0, 1],
            {},
            r"labels_or_targets has shape \(2,\): expected \(6,\) for integer labels",
        ),
        (LOGITS, np.ones((6, 2)), {}, r"shape \(6, 2\): expected .* or \(6, 3\) for targets"),
        (LOGITS, np.ones(6), {}, r"labels has dtype float64: expected integers"),
        (LOGITS, np.full(6, 3), {}, r"labels has 3 at index \(0,\): expected integers from 0 to 2"),
        (LOGITS, np.full(6, -1), {}, r"labels has -1 at index"),
        (LOGITS, np.full((6, 3), -0.5), {}, r"targets is -0\.5 at index \(0, 0\)"),
        (LOGITS, np.full((6, 3), np.nan), {}, r"targets has NaN at index \(0, 0\)"),
        (LOGITS, np.full((6, 3), 2.0), {}, r"targets (sums to 6|is 2)"),
        ([[np.nan, 0.0]], [0], {}, r"logits has NaN at index \(0, 0\): expected numbers"),
        ([[np.inf, 0.0]], [0], {}, r"logits has \+inf at index \(0, 0\)"),
        (np.zeros((2, 0)), [0, 0], {}, r"logits has shape \(2, 0\), with no class"),
        (1.0, 0, {}, r"logits has 0 axes"),
        ([["a", "b"]], [0], {}, r"logits has dtype <U1: expected float16"),
        (LOGITS, LABELS, {"weight": [1.0, 2.0]}, r"weight has shape \(2,\): expected \(3,\)"),
        (LOGITS, LABELS, {"weight": [1.0, -1.0, 1.0]}, r"weight is -1 at index \(1,\)"),
        (LOGITS, LABELS, {"weight": [1.0, np.nan, 1.0]}, r"weight has NaN at index \(1,\)"),
        (LOGITS, LABELS, {"label_smoothing": 1.5}, r"label_smoothing is 1\.5: expected one number"),
        (
            LOGITS,
            LABELS,
            {"reduction": "avg"},
            r"reduction is 'avg': expected one of none, sum, mean",
        ),
    ],
)
def test_bad_arguments_are_refused(loss, logits, targets, options, message):
    for method in METHODS:
        with pytest.raises(ValueError, match=message):
            getattr(loss, method)(logits, targets, **options)


def test_one_sigmoid_output_wants_targets():
    for loss in (get_loss(name) for name in LOSSES if not issubclass(LOSSES[name], SoftmaxLoss)):
        with pytest.raises(ValueError, match=r"one sigmoid output.*pass targets\[\.\.\., None\]"):
            loss.value(np.zeros((4, 1)), [0, 1, 1, 0])
        assert loss.value(np.ones((4, 1)), np.array([0, 1, 1, 0])[..., None]) > 0


def test_targets_of_softmax_must_sum_to_one_and_those_of_sigmoids_need_not():
    both = [[1.0, 1.0]]
    with pytest.raises(ValueError, match=r"targets sums to 2 along the class axis"):
        SoftmaxCrossEntropy().value([[0.0, 0.0]], both)
    assert SigmoidCrossEntropy().value([[0.0, 0.0]], both) == pytest.approx(2 * np.log(2))
    with pytest.raises(ValueError, match=r"targets is 1\.5 at index \(0, 0\).*\[0, 1\]"):
        SigmoidCrossEntropy().value([[0.0, 0.0]], [[1.5, 0.0]])
    # Within max(1e-6, 4 C eps): typed by hand, or rounded to float32.
    SoftmaxCrossEntropy().value([[0.0] * 3], [[0.3333333, 0.3333333, 0.3333333]])
    SoftmaxCrossEntropy().value(np.zeros((1, 1000)), np.full((1, 1000), 0.001, np.float32))
