"""Every library x loss x route x form of the labels x option against ours, or refused by name."""

import itertools

import numpy as np
import pytest

from ce_utils.frameworks import LIBRARIES, Unsupported
from ce_utils.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy

RNG = np.random.default_rng(0)
N, C = 6, 4
LOGITS = RNG.normal(size=(N, C)) * 2
LABELS = RNG.integers(0, C, N)
IGNORED = np.where(np.arange(N) == 2, -100, LABELS)
WEIGHT = np.array([0.25, 1.0, 2.0, 0.5])  # exact in every dtype
SOFT = np.array([4, 2, 1, 1])[RNG.permuted(np.tile(np.arange(C), (N, 1)), axis=1)] / 8
OPTIONS = {
    "plain": {},
    "weight": {"weight": WEIGHT},
    "ignored": {},
    "smoothing": {"label_smoothing": 0.25},
}
SOFTMAX, SIGMOID = "softmax cross-entropy", "sigmoid cross-entropy"
LOSSES = {SOFTMAX: SoftmaxCrossEntropy(), SIGMOID: SigmoidCrossEntropy()}
GIVEN = {
    "labels": LABELS,
    "one-hot": np.eye(C)[LABELS],
    "soft": SOFT,
    "one output": SOFT[:, :1].round(),  # for sigmoids: one question, answered yes or no
}
CASES = [
    case
    for case in itertools.product(LOSSES, ("logits", "probs"), GIVEN, OPTIONS)
    if not (case[0] == SOFTMAX and case[2] == "one output")
    and not (case[3] == "ignored" and case[2] != "labels")  # targets are never ignored
]


def cases(loss, routes, given, options):
    return set(itertools.product([loss], routes.split("/"), given.split("/"), options.split("/")))


# What each library takes; everything else it must refuse.
EVERY, TARGETS, OUTPUTS = "labels/one-hot/soft", "one-hot/soft", "one-hot/soft/one output"
TAKES = {
    "NumPy": cases(SOFTMAX, "logits", EVERY, "plain/weight/ignored/smoothing")
    | cases(SIGMOID, "logits", f"labels/{OUTPUTS}", "plain/weight/ignored/smoothing")
    | cases(SOFTMAX, "probs", EVERY, "plain")
    | cases(SIGMOID, "probs", f"labels/{OUTPUTS}", "plain"),
    "PyTorch": cases(SOFTMAX, "logits", EVERY, "plain/weight/ignored/smoothing")
    | cases(SOFTMAX, "probs", "labels", "plain/weight/ignored")
    | cases(SIGMOID, "logits/probs", OUTPUTS, "plain/weight"),
    "Keras": cases(SOFTMAX, "logits/probs", "labels", "plain/weight/ignored")
    | cases(SOFTMAX, "logits/probs", TARGETS, "plain/smoothing")
    | cases(SIGMOID, "logits/probs", OUTPUTS, "plain/smoothing"),
    "TensorFlow": cases(SOFTMAX, "logits", EVERY, "plain")
    | cases(SIGMOID, "logits", OUTPUTS, "plain"),
    "scikit-learn": cases(SOFTMAX, "probs", "labels/one-hot", "plain/weight")
    | cases(SIGMOID, "probs", "one output", "plain"),
}
# Both sides round a dozen numbers of order 1 to 10, once each, in the dtype.
ULPS = 32


def arguments(loss, route, given, option, dtype):
    """Return the positional and the keyword arguments of one case."""
    targets = IGNORED if option == "ignored" else GIVEN[given]
    options = dict(OPTIONS[option])
    outputs = 1 if given == "one output" else C
    if "weight" in options:
        options["weight"] = options["weight"][:outputs]
    return (LOGITS[:, :outputs].astype(dtype), targets), {"loss": loss, "route": route, **options}


def expected(library, case, reduction, dtype):
    """Return value and gradient: ours in float64, by the denominators that the library states."""
    (logits, targets), options = arguments(*case, dtype)
    loss, given, option = LOSSES[case[0]], case[2], case[3]
    ours = {name: value for name, value in options.items() if name not in ("loss", "route")}
    costs = loss.value(logits.astype(float), targets, reduction="none", **ours)
    slopes = loss.gradient(logits.astype(float), targets, reduction="none", **ours)
    by_weight = case[0] == SOFTMAX and option == "weight" and given == "labels"
    if library == "scikit-learn":  # it weighs an example, and one-hot targets are labels
        by_weight = option == "weight"
    count = (IGNORED != -100).sum() if option == "ignored" else N
    if by_weight and library != "Keras":  # Keras divides by the number of examples
        count = WEIGHT[LABELS].sum()
    outputs = logits.shape[1] if case[0] == SIGMOID and library != "NumPy" else 1
    if reduction == "none" and case[0] == SIGMOID and library in ("PyTorch", "TensorFlow"):
        return per_output(logits.astype(float), targets, options.get("weight", 1.0)), slopes
    # The others average over the outputs of an example, or over all outputs, which is the same.
    scale = outputs if library == "Keras" or reduction == "mean" else 1
    scale *= count if reduction == "mean" else 1
    return (costs if reduction == "none" else costs.sum()) / scale, slopes / scale


def per_output(logits, targets, weight):
    """Sigmoid cross-entropy of each output: ours, with each output as an example."""
    return weight * SigmoidCrossEntropy().value(
        logits[..., None], targets[..., None], reduction="none"
    )


@pytest.mark.parametrize("case", CASES, ids=" ".join)
@pytest.mark.parametrize("library", LIBRARIES)
def test_every_library_agrees_or_refuses(need, library, case):
    ask = need(library)
    for reduction, dtype in itertools.product(("mean", "sum", "none"), ("f8", "f4", "f2")):
        positional, options = arguments(*case, dtype)
        refused = library == "scikit-learn" and reduction == "none"
        if case not in TAKES[library] or refused:
            with pytest.raises(Unsupported, match="does not take; "):
                ask(*positional, reduction=reduction, **options)
            continue
        answer = ask(*positional, reduction=reduction, **options)
        value, gradient = expected(library, case, reduction, dtype)
        eps = np.finfo(dtype).eps
        close = {"rtol": ULPS * eps, "atol": 2 * eps, "err_msg": f"{reduction} {dtype}"}
        assert answer.value.shape == np.shape(value)
        np.testing.assert_allclose(answer.value.astype(float), value, **close)
        if library != "scikit-learn":
            assert answer.value.dtype == answer.gradient.dtype == np.dtype(dtype)
            np.testing.assert_allclose(answer.gradient.astype(float), gradient, **close)


@pytest.mark.parametrize("library", ["NumPy", "PyTorch", "Keras", "TensorFlow"])
def test_the_class_axis_is_the_last(need, library):
    ask = need(library)
    logits, labels = LOGITS.reshape(2, 3, C), LABELS.reshape(2, 3)
    for given in (labels, np.eye(C)[labels]):
        flat = ask(logits.reshape(N, C), given.reshape(N, *given.shape[2:]), reduction="none")
        deep = ask(logits, given, reduction="none")
        # The same roundings in another shape; a vectorised loop may round the last digit otherwise.
        np.testing.assert_allclose(deep.value.ravel(), flat.value, rtol=1e-14)
        np.testing.assert_allclose(deep.gradient.reshape(N, C), flat.gradient, rtol=1e-13)
