"""Agreement with PyTorch in float64, and the places where it differs on purpose."""

import itertools

import numpy as np
import pytest

from ce_utils.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy

torch = pytest.importorskip("torch", reason="PyTorch is an extra: pip install 'ce-utils[torch]'")
functional = torch.nn.functional

RNG = np.random.default_rng(0)
LOGITS = RNG.normal(size=(12, 5)) * 4
SOFT = RNG.dirichlet(np.ones(5), 12)
LABELS = RNG.integers(0, 5, 12)
WITH_IGNORED = np.where(np.arange(12) % 4 == 1, -100, LABELS)
WEIGHT = np.array([0.2, 1.0, 3.0, 0.0, 0.7])

CASES = list(
    itertools.product(
        (None, WEIGHT), (LABELS, WITH_IGNORED, SOFT), (0.0, 0.1, 1.0), ("none", "sum", "mean")
    )
)
# Both sides are a dozen roundings of numbers of order 10; torch subtracts a log-sum-exp.
CLOSE = {"rtol": 1e-13, "atol": 1e-14}


def _torch(function, logits, targets, **options):
    """Value by PyTorch, and the gradient of its sum by automatic differentiation."""
    tensor = torch.tensor(logits, requires_grad=True)
    options = {k: torch.tensor(v) if isinstance(v, np.ndarray) else v for k, v in options.items()}
    value = function(tensor, torch.tensor(targets), **options)
    value.sum().backward()
    return value.detach().numpy(), tensor.grad.numpy()


@pytest.mark.parametrize(("weight", "targets", "smoothing", "reduction"), CASES)
def test_softmax_cross_entropy_is_torch_cross_entropy(weight, targets, smoothing, reduction):
    call = {"weight": weight, "label_smoothing": smoothing, "reduction": reduction}
    value, gradient = _torch(functional.cross_entropy, LOGITS, targets, **call)
    loss = SoftmaxCrossEntropy()
    np.testing.assert_allclose(loss.value(LOGITS, targets, **call), value, **CLOSE)
    np.testing.assert_allclose(loss.gradient(LOGITS, targets, **call), gradient, **CLOSE)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_softmax_cross_entropy_with_another_ignored_label(dtype):
    call = {"ignore_index": 2, "reduction": "mean"}
    value, _ = _torch(functional.cross_entropy, LOGITS.astype(dtype), LABELS, **call)
    got = SoftmaxCrossEntropy().value(LOGITS.astype(dtype), LABELS, **call)
    np.testing.assert_allclose(got, value, rtol=20 * np.finfo(dtype).eps)  # torch sums in dtype


@pytest.mark.parametrize("reduction", ["none", "sum", "mean"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_sigmoid_cross_entropy_is_torch_binary_cross_entropy_element_by_element(
    reduction, smoothing
):
    # Every output is an example of its own for torch: a class axis of length 1 is added here.
    hard = RNG.integers(0, 2, LOGITS.shape).astype(float)
    for targets in (hard, SOFT):
        smoothed = (1 - smoothing) * targets + smoothing / 2  # torch has no smoothing here
        value, gradient = _torch(
            functional.binary_cross_entropy_with_logits, LOGITS, smoothed, reduction=reduction
        )
        call = {"reduction": reduction, "label_smoothing": smoothing}
        arguments = LOGITS[..., None], targets[..., None]
        loss = SigmoidCrossEntropy()
        np.testing.assert_allclose(loss.value(*arguments, **call), value, **CLOSE)
        np.testing.assert_allclose(loss.gradient(*arguments, **call)[..., 0], gradient, **CLOSE)


def test_sigmoid_cross_entropy_sums_over_outputs_where_torch_averages():
    options = {"weight": WEIGHT, "reduction": "none"}
    value, gradient = _torch(functional.binary_cross_entropy_with_logits, LOGITS, SOFT, **options)
    loss = SigmoidCrossEntropy()
    np.testing.assert_allclose(loss.value(LOGITS, SOFT, **options), value.sum(axis=-1), **CLOSE)
    np.testing.assert_allclose(loss.gradient(LOGITS, SOFT, **options), gradient, **CLOSE)
    torch_mean, _ = _torch(functional.binary_cross_entropy_with_logits, LOGITS, SOFT, weight=WEIGHT)
    # torch divides by the 12 * 5 outputs, here the mean is over the 12 examples.
    np.testing.assert_allclose(loss.value(LOGITS, SOFT, weight=WEIGHT), 5 * torch_mean, **CLOSE)


def test_a_mean_of_nothing_is_nan_for_torch_and_an_error_here():
    # Pinned for torch 2.13.0.
    ignored = np.full(12, -100)
    value, _ = _torch(functional.cross_entropy, LOGITS, ignored)
    assert np.isnan(value)
    weightless = np.zeros(5)
    value, _ = _torch(functional.cross_entropy, LOGITS, LABELS, weight=weightless)
    assert np.isnan(value)
    for call in ({}, {"weight": weightless}):
        with pytest.raises(ValueError, match=r"the mean divides by 0"):
            SoftmaxCrossEntropy().value(LOGITS, LABELS if call else ignored, **call)


def test_a_confident_right_answer_costs_nothing_for_torch():
    # torch 2.13.0 subtracts log-sum-exp from the logit: a margin of 40 leaves 0.0 in float64.
    value, _ = _torch(functional.cross_entropy, np.array([[40.0, 0.0]]), np.array([0]))
    assert value == 0.0
    # log(1 + e^-40) = e^-40 to 17 digits.
    assert SoftmaxCrossEntropy().value([[40.0, 0.0]], [0]) == pytest.approx(
        np.exp(-40), rel=1e-15, abs=0
    )


def test_an_impossible_class_of_target_zero_is_nan_for_torch_and_zero_here():
    logits, targets = np.array([[0.0, 0.0, -np.inf]]), np.array([[0.5, 0.5, 0.0]])
    value, _ = _torch(functional.cross_entropy, logits, targets)  # torch 2.13.0: 0 * inf
    assert np.isnan(value)
    assert SoftmaxCrossEntropy().value(logits, targets) == np.log(2.0)
