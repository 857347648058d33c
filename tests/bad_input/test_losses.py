"""Bad input to `ce_utils.losses`: every loss of the registry, every method, every setting."""

from dataclasses import fields

import numpy as np
import pytest

from ce_utils import losses
from ce_utils.losses import LOSSES, get_loss
from tests.bad_input.judge import Call, complaint
from tests.bad_input.properties import arguments_gone_bad, things_of_a_wrong_kind

LOGITS = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0], [2.0, 2.0, 2.0], [-1.0, 0.0, 1.0]])
LABELS = np.array([0, 2, -100, 1])
TARGETS = np.array([[1.0, 0.0, 0.0], [0.5, 0.25, 0.25], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
METHODS = ("value", "gradient", "value_and_gradient", "hessian")
KERNELS = ("value_kernel", "gradient_kernel", "hessian_kernel")
BASES = ("Loss", "SigmoidLoss", "SoftmaxLoss", "MarginLoss", "TwoFactorCrossEntropy")
UNCHECKED = {
    **dict.fromkeys(BASES, "abstract: every loss that inherits from it is tried"),
    **{f"{base}.{m}": "abstract, as its class" for base in BASES for m in (*METHODS, *KERNELS)},
    **{
        f"{cls.__name__}.{kernel}": "a kernel, documented as unchecked"
        for cls in LOSSES.values()
        for kernel in KERNELS
    },
}
OPTIONS = {"weight": np.array([1.0, 0.5, 2.0]), "ignore_index": -100, "label_smoothing": 0.125}


def _call(loss, method, given, **options):
    return Call(
        f"{type(loss).__name__}.{method}",
        getattr(loss, method),
        lambda: {
            "logits": LOGITS.copy(),
            "labels_or_targets": given.copy(),
            "reduction": "mean",
            **options,
        },
        words=("class", "mean"),
    )


def _settings(cls):
    """Return a call of the class with settings that it takes."""
    defaults = {each.name: each.default for each in fields(cls)}
    if "alpha" in defaults:
        defaults["alpha"] = 0.25
    return Call(cls.__name__, cls, lambda: dict(defaults))


ALL = [get_loss(name) for name in LOSSES]
CALLS = [
    *(_call(loss, method, LABELS, **OPTIONS) for loss in ALL for method in METHODS),
    *(_settings(cls) for cls in LOSSES.values()),
    Call(
        "BalancedSigmoidCrossEntropy.of",
        losses.BalancedSigmoidCrossEntropy.of,
        lambda: {"targets": TARGETS.copy()},
    ),
    Call("get_loss", losses.get_loss, lambda: {"name": "focal"}),
    Call(
        "one_hot",
        losses.one_hot,
        lambda: {"labels": np.array([[0, 1], [2, 1]]), "n_classes": 3, "dtype": np.float32},
    ),
]
# Without smoothing, labels take another way through the softmax cross-entropy.
PLAIN = [_call(loss, method, LABELS) for loss in ALL for method in METHODS]
SOFT = [_call(loss, method, TARGETS, **OPTIONS) for loss in ALL for method in METHODS]

test_things_of_a_wrong_kind = things_of_a_wrong_kind([*CALLS, *PLAIN])
test_arguments_gone_bad = arguments_gone_bad(CALLS, max_examples=40)
test_logits_or_labels_gone_bad = arguments_gone_bad(PLAIN, max_examples=40)
test_logits_or_targets_gone_bad = arguments_gone_bad(SOFT, max_examples=40)


@pytest.mark.parametrize("loss", ALL, ids=list(LOSSES))
@pytest.mark.parametrize("method", METHODS)
def test_a_mean_of_nothing_is_refused(loss, method):
    for logits, labels, options in [
        (np.zeros((0, 3)), np.zeros(0, int), {}),
        (LOGITS, np.full(4, -100), {}),
        (LOGITS, np.full(4, -100), {"weight": OPTIONS["weight"]}),
        (LOGITS, np.full(4, -100), {"label_smoothing": 0.5}),
    ]:
        with pytest.raises(ValueError, match=r"the mean divides by 0: \d examples.*expected"):
            getattr(loss, method)(logits, labels, **options)


@pytest.mark.parametrize("loss", ALL, ids=list(LOSSES))
@pytest.mark.parametrize("method", METHODS)
def test_a_total_weight_of_zero_is_refused_or_gives_zeros(loss, method):
    # Softmax losses divide by the total weight; the others by the number of examples.
    for reduction in ("none", "sum", "mean"):
        call = _call(loss, method, LABELS, weight=np.zeros(3))
        assert complaint(call, reduction=reduction) is None


@pytest.mark.parametrize("loss", ALL, ids=list(LOSSES))
def test_the_index_in_a_message_is_that_of_the_callers_array(loss):
    # Deep in an array that is read in several blocks of rows.
    logits = np.zeros((2, 50_000, 3))
    logits[1, 49_999, 2] = np.nan
    for method in METHODS[:3]:
        with pytest.raises(ValueError, match=r"logits has NaN at index \(1, 49999, 2\)"):
            getattr(loss, method)(logits, np.zeros((2, 50_000), int))
