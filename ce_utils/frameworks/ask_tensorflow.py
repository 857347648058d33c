"""TensorFlow's cross-entropies, which take logits only and do not reduce."""

from ce_utils.frameworks.answer import Answer, evaluated
from ce_utils.frameworks.installed import imported
from ce_utils.frameworks.question import takes_question

__all__ = ["ask_tensorflow"]

REDUCTIONS = {"mean": "tf.reduce_mean({})", "sum": "tf.reduce_sum({})", "none": "{}"}
FUNCTIONS = {
    ("softmax cross-entropy", "labels"): "tf.nn.sparse_softmax_cross_entropy_with_logits",
    ("softmax cross-entropy", "targets"): "tf.nn.softmax_cross_entropy_with_logits",
    ("sigmoid cross-entropy", "labels"): "tf.nn.sigmoid_cross_entropy_with_logits",
    ("sigmoid cross-entropy", "targets"): "tf.nn.sigmoid_cross_entropy_with_logits",
}
FROM_LOGITS = "it takes logits: pass route='logits', or use Keras"
ONE_HOT = "pass targets: one_hot(labels, n_classes)"
SMOOTH = "smooth by hand: (1 - label_smoothing) * targets + label_smoothing / n_classes"
BY_HAND = {
    ("softmax cross-entropy", "labels"): {
        "probs": FROM_LOGITS,
        "weight": "by hand: take reduction='none' and multiply by tf.gather(weight, labels)",
        "ignore_index": "by hand: leave the ignored examples out, labels != ignore_index",
        "label_smoothing": SMOOTH,
    },
    ("softmax cross-entropy", "targets"): {
        "probs": FROM_LOGITS,
        # Not targets * weight in this function: its gradient takes the targets' sum to be 1.
        "weight": "by hand: -tf.reduce_sum(weight * targets * tf.nn.log_softmax(logits), -1)",
        "label_smoothing": SMOOTH,
    },
    ("sigmoid cross-entropy", "labels"): {"labels": ONE_HOT},
    ("sigmoid cross-entropy", "targets"): {
        "probs": FROM_LOGITS,
        "weight": "by hand: take reduction='none' and multiply by weight",
        "label_smoothing": SMOOTH.replace("n_classes", "2"),
    },
}


@takes_question
def ask_tensorflow(question):
    """Ask TensorFlow's own ``tf.nn`` functions; Keras's losses are `ask_keras`.

    Takes the arguments of `ask_numpy`, returns an `Answer` whose gradient is by
    ``tf.GradientTape``, and raises `ask_numpy`'s errors.

    Notes
    -----
    The functions return a number per example (per output for sigmoids) and have no reduction:
    the call shows the ``tf.reduce_mean`` that the reader has to write, which for sigmoids
    averages over all outputs. There is no loss on probabilities, and there are no weights, no
    ignored labels and no smoothing.

    Examples
    --------
    >>> answer = ask_tensorflow([[2.0, 0.0]], [0], reduction="none")
    >>> print(answer.call)
    tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    """
    function = FUNCTIONS[question.loss, question.given]
    question.refuse(function, **BY_HAND[question.loss, question.given])
    costs = f"{function}(labels={question.given}, logits=logits)"
    call = REDUCTIONS[question.reduction].format(costs)
    tensorflow = imported("tensorflow")
    names = {name: tensorflow.convert_to_tensor(a) for name, a in question.arrays.items()}
    with tensorflow.GradientTape() as tape:
        tape.watch(names["logits"])
        value = evaluated(call, {"tf": tensorflow, **names})
    return Answer(value.numpy(), tape.gradient(value, names["logits"]).numpy(), call)
