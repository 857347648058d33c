"""Our own losses, asked as the other libraries are."""

import numpy as np

from ce_utils import losses
from ce_utils.frameworks.answer import Answer, evaluated
from ce_utils.frameworks.question import takes_question
from ce_utils.information import cross_entropy
from ce_utils.links import sigmoid, softmax

__all__ = ["ask_numpy"]

CLASSES = {
    "softmax cross-entropy": "SoftmaxCrossEntropy",
    "sigmoid cross-entropy": "SigmoidCrossEntropy",
}
NAMES = {
    "SoftmaxCrossEntropy": losses.SoftmaxCrossEntropy,
    "SigmoidCrossEntropy": losses.SigmoidCrossEntropy,
    "one_hot": losses.one_hot,
    "cross_entropy": cross_entropy,
    "np": np,
    "softmax": softmax,
    "sigmoid": sigmoid,
}
# Each output is a distribution over two outcomes; an example costs the sum over its outputs.
TWO_OUTCOMES = (
    "cross_entropy(np.stack([targets, 1 - targets], -1), "
    "np.stack([sigmoid(logits), 1 - sigmoid(logits)], -1)).sum(-1)"
)
ONLY_FROM_LOGITS = "use route='logits'"


@takes_question
def ask_numpy(question):
    """Ask the losses of this package. All the libraries' functions take these arguments.

    Parameters
    ----------
    logits : array_like, shape (..., C) with at least two axes, float16/32/64 or integer
        Class axis last. The dtype is passed on to the library; integers become float64.
    labels_or_targets : array_like of int or float
        Integer labels of shape (...,), or targets of the logits' shape.
    loss : {'softmax cross-entropy', 'sigmoid cross-entropy'}
        Exclusive classes, or separate yes-or-no questions.
    route : {'logits', 'probs'}, default 'logits'
        Give the library logits; or take the library's own softmax or sigmoid first and give
        its loss the probabilities, which is what goes wrong at probability 0.
    weight : array_like of float, shape (C,), optional
        Factor on the term of each class.
    ignore_index : int or None, default -100
        Examples with this label do not count.
    label_smoothing : float in [0, 1], default 0
        Share of the target that is spread, as the library spreads it.
    reduction : {'mean', 'sum', 'none'}, default 'mean'
        By the library's own denominator, which differs: PyTorch's weighted mean divides by the
        total weight, Keras's by the number of examples; for sigmoids PyTorch, Keras and
        TensorFlow average over the outputs, which this package sums.

    Returns
    -------
    Answer
        Value and gradient as NumPy arrays, and the call.

    Raises
    ------
    ValueError
        What our own losses refuse, whatever the library; but the mean of nothing is for the
        library to answer.
    Unsupported
        The library does not have what is asked; the message says how to get it by hand. On
        route 'probs' this package has no weights, no ignored labels and no smoothing.
    ModuleNotFoundError
        The library is not installed; the message names the extra.

    Examples
    --------
    >>> answer = ask_numpy([[2.0, 0.0, 0.0]], [0])
    >>> print(answer.call, "=", round(float(answer.value), 4))
    SoftmaxCrossEntropy().value(logits, labels, reduction='mean') = 0.2395
    >>> print(ask_numpy([[0.0, -1000.0]], [1], route="probs").value)
    inf
    """
    if question.route == "logits":
        return _from_logits(question)
    by_hand = dict.fromkeys(("weight", "ignore_index", "label_smoothing"), ONLY_FROM_LOGITS)
    question.refuse("ce_utils.information", **by_hand)
    return _from_probabilities(question)


def _from_logits(question):
    options = [f"reduction={question.reduction!r}"]
    options += ["weight=weight"] if question.weight is not None else []
    if question.ignore_index not in (None, -100):
        options.append(f"ignore_index={question.ignore_index}")
    if question.label_smoothing:
        options.append(f"label_smoothing={question.label_smoothing}")
    loss, arguments = CLASSES[question.loss], f"(logits, {question.given}, {', '.join(options)})"
    value, gradient = (
        np.asarray(evaluated(f"{loss}().{method}{arguments}", NAMES | question.arrays))
        for method in ("value", "gradient")
    )
    return Answer(value, gradient, f"{loss}().value{arguments}")


def _from_probabilities(question):
    """Cross-entropy by its definition, and the gradient by the chain rule through the link."""
    names = NAMES | question.arrays
    names["targets"] = evaluated(_targets(question), names)
    if question.is_softmax:
        costs = f"cross_entropy({_targets(question)}, softmax(logits))"
        slopes = _through_softmax(names["targets"], softmax(question.logits))
    else:
        costs, slopes = TWO_OUTCOMES, _through_sigmoid(names["targets"], sigmoid(question.logits))
        costs = costs.replace("targets", _targets(question))
    call = costs if question.reduction == "none" else f"np.{question.reduction}({costs})"
    n_examples = np.prod(question.logits.shape[:-1])
    scale = n_examples if question.reduction == "mean" else 1
    return Answer(np.asarray(evaluated(call, names)), slopes / slopes.dtype.type(scale), call)


def _targets(question):
    is_given = question.labels is None
    return "targets" if is_given else "one_hot(labels, logits.shape[-1], logits.dtype)"


def _through_softmax(targets, probs):
    """Gradient by the logits by way of dL/dp = -t/p: nan where p rounded to 0 and t is not 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = -np.divide(targets, probs, where=targets > 0, out=np.zeros_like(probs))
        return probs * (slopes - (probs * slopes).sum(axis=-1, keepdims=True))


def _through_sigmoid(targets, probs):
    """Gradient by the logits by way of dL/dp: nan where p or 1 - p rounded to 0 and costs inf."""
    others = 1 - probs
    with np.errstate(divide="ignore", invalid="ignore"):
        yes = np.divide(targets, probs, where=targets > 0, out=np.zeros_like(probs))
        no = np.divide(1 - targets, others, where=targets < 1, out=np.zeros_like(probs))
        return (no - yes) * (probs * others)
