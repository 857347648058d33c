"""Keras's cross-entropies, on whichever backend Keras runs."""

import numpy as np

from ce_utils.frameworks.answer import Answer, Unsupported, evaluated
from ce_utils.frameworks.installed import imported
from ce_utils.frameworks.question import takes_question

__all__ = ["ask_keras"]

REDUCTIONS = {"sum": "'sum'", "none": "None"}
ONE_HOT = "pass targets: one_hot(labels, n_classes)"
WEIGH_TARGETS = "by hand: -keras.ops.sum(weight * targets * keras.ops.log_softmax(logits), -1)"
WEIGH_OUTPUTS = "by hand: take each output as an example, logits[..., None], and multiply"
WEIGH_KEPT = "by hand: sample_weight = weight[labels], and 0 for the ignored examples"


@takes_question
def ask_keras(question):
    """Ask Keras: its loss classes, with class weights as ``fit`` passes them on.

    Takes the arguments of `ask_numpy`, returns an `Answer` whose gradient is by automatic
    differentiation of the backend, and raises `ask_numpy`'s errors.

    Raises
    ------
    Unsupported
        Also where Keras runs on a backend other than TensorFlow or PyTorch.

    Notes
    -----
    A weight per class reaches a Keras loss as ``sample_weight``, one per example, and the mean
    divides by the number of examples. The classes compute in float32 unless told otherwise, so
    the call names the dtype where it is another. ``BinaryCrossentropy`` averages over the
    outputs. Probabilities are divided by their sum (softmax) and clipped to
    [1e-7, 1 - 1e-7]. On TensorFlow, Keras walks back from what its own softmax or sigmoid
    returned to the logits; route 'probs' gives the loss a copy, which holds probabilities only.

    Examples
    --------
    >>> answer = ask_keras([[2.0, 0.0]], [0])
    >>> print(answer.call)
    keras.losses.SparseCategoricalCrossentropy(from_logits=True, dtype='float64')(labels, logits)
    """
    keras = imported("keras")
    call = _call(question)
    value, gradient = _differentiated(keras, call, question.arrays)
    return Answer(value, gradient, call)


def _call(question):
    """Return the call as text."""
    name, link = _class_and_link(question)
    is_logits = question.route == "logits"
    options = ["from_logits=True"] if is_logits else []
    if question.label_smoothing:
        options.append(f"label_smoothing={question.label_smoothing}")
    if question.ignore_index is not None:
        options.append(f"ignore_class={question.ignore_index}")
    if question.reduction != "mean":
        options.append(f"reduction={REDUCTIONS[question.reduction]}")
    if question.logits.dtype != np.float32:
        options.append(f"dtype='{question.logits.dtype}'")
    predicted = "logits" if is_logits else f"keras.ops.copy({link}(logits))"
    weight = ", sample_weight=weight[labels]" if question.weight is not None else ""
    return f"keras.losses.{name}({', '.join(options)})({question.given}, {predicted}{weight})"


def _class_and_link(question):
    """Return Keras's names for the loss and for the link, or refuse what they do not take."""
    if not question.is_softmax:
        name = "BinaryCrossentropy"
        question.refuse(f"keras.losses.{name}", labels=ONE_HOT, weight=WEIGH_OUTPUTS)
        return name, "keras.ops.sigmoid"
    if question.labels is None:
        name = "CategoricalCrossentropy"
        question.refuse(f"keras.losses.{name}", weight=WEIGH_TARGETS)
        return name, "keras.ops.softmax"
    name = "SparseCategoricalCrossentropy"
    question.refuse(f"keras.losses.{name}", label_smoothing=ONE_HOT)
    if question.ignore_index is not None:
        question.refuse(f"keras.losses.{name} with ignore_class", weight=WEIGH_KEPT)
    return name, "keras.ops.softmax"


def _differentiated(keras, call, arrays):
    """Return value and gradient as NumPy arrays, by the backend's automatic differentiation."""
    backends = {"tensorflow": _by_tensorflow, "torch": _by_torch}
    backend = keras.backend.backend()
    if backend not in backends:
        raise Unsupported(
            f"Keras runs on {backend}: expected tensorflow or torch; set KERAS_BACKEND to one of "
            "them before Keras is imported."
        )
    return backends[backend](keras, call, arrays)


def _by_tensorflow(keras, call, arrays):
    tensorflow = imported("tensorflow")
    logits = tensorflow.convert_to_tensor(arrays["logits"])
    with tensorflow.GradientTape() as tape:
        tape.watch(logits)
        value = evaluated(call, {"keras": keras, **arrays, "logits": logits})
    return value.numpy(), tape.gradient(value, logits).numpy()


def _by_torch(keras, call, arrays):
    logits = keras.ops.convert_to_tensor(arrays["logits"]).clone().requires_grad_()
    value = evaluated(call, {"keras": keras, **arrays, "logits": logits})
    value.sum().backward()
    return value.detach().cpu().numpy(), logits.grad.cpu().numpy()
