"""scikit-learn's ``log_loss``, which takes probabilities only and has no gradient."""

import numpy as np
from scipy.special import expit

from ce_utils.frameworks.answer import Answer, evaluated
from ce_utils.frameworks.installed import imported
from ce_utils.frameworks.question import takes_question

__all__ = ["ask_scikit_learn"]

LOG_LOSS = "sklearn.metrics.log_loss"
BY_HAND = {
    "logits": "it takes probabilities, pass route='probs'",
    "reduction_none": "by hand: call it for one example at a time",
    "soft_targets": "by hand: add the log_loss of each class times its share",
    "label_smoothing": "by hand: smoothed targets are soft targets, and it takes labels",
    "ignore_index": "by hand: leave the ignored examples out, labels != ignore_index",
    "more_axes": "bring the examples to one axis: logits.reshape(-1, n_classes)",
}
SIGMOID_BY_HAND = {
    "several_outputs": "by hand: ask for each output alone and add",
    "weight": "by hand: multiply by the weight of the output",
}


@takes_question
def ask_scikit_learn(question):
    """Ask scikit-learn's ``log_loss``, on probabilities by its own softmax or SciPy's sigmoid.

    Takes the arguments of `ask_numpy`, returns an `Answer` without gradient, and raises
    `ask_numpy`'s errors.

    Notes
    -----
    Probabilities are clipped to [eps, 1 - eps] with the eps of their dtype, so a wrong
    certainty costs at most 36.04 in float64 and 15.94 in float32. The weighted mean divides by
    the total weight. Several sigmoid outputs at once are refused, because ``log_loss`` takes
    several columns for the classes of one distribution.

    Examples
    --------
    >>> answer = ask_scikit_learn([[2.0, 0.0]], [0], route="probs")
    >>> print(answer.call)
    sklearn.metrics.log_loss(labels, softmax(logits), labels=range(2))
    """
    mends = BY_HAND if question.is_softmax else BY_HAND | SIGMOID_BY_HAND
    question.refuse(LOG_LOSS, **mends)
    call = _softmax_call(question) if question.is_softmax else _sigmoid_call(question)
    sklearn, extmath = imported("sklearn"), imported("sklearn.utils.extmath")
    imported("sklearn.metrics")
    names = {"sklearn": sklearn, "softmax": extmath.softmax, "expit": expit, **question.arrays}
    return Answer(np.asarray(evaluated(call, names)), None, call)


def _softmax_call(question):
    labels = "labels" if question.labels is not None else "targets.argmax(axis=-1)"
    classes = f"labels=range({question.logits.shape[-1]})"
    weight = f", sample_weight=weight[{labels}]" if question.weight is not None else ""
    return f"{LOG_LOSS}({labels}, softmax(logits), {classes}{weight}{_normalize(question)})"


def _sigmoid_call(question):
    return f"{LOG_LOSS}(targets[:, 0], expit(logits[:, 0]), labels=[0, 1]{_normalize(question)})"


def _normalize(question):
    return ", normalize=False" if question.reduction == "sum" else ""
