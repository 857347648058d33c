"""The tasks of the Rosetta table: example, calls, and what is measured of each call.

Examples and calls are text, so that what the page prints is what was run. The calls of a task
share one example; `Task.total` is the sum that a mean divides.
"""

from dataclasses import dataclass

__all__ = ["EXAMPLES", "TASKS", "Task"]

EXAMPLES = {
    "classes": """\
logits = np.array([[2.0, 0.5, -1.0], [0.0, 1.0, 3.0],
                   [-2.0, 0.0, 1.5], [0.5, 0.25, 0.0], [1.0, 1.0, 0.0]])
probs = softmax(logits)
labels = np.array([0, 2, 1, 0, 1])
targets = np.array([[0.75, 0.25, 0.0], [0.0, 0.0, 1.0],
                    [0.25, 0.5, 0.25], [0.5, 0.25, 0.25], [0.0, 1.0, 0.0]])
weight = np.array([1.0, 2.0, 4.0])  # of the classes
some_ignored = np.array([0, -1, 1, 0, -1])  # -1 does not count""",
    "two": """\
logits = np.array([[2.0], [-1.0], [0.5], [-3.0]])
probs = sigmoid(logits)
targets = np.array([[1.0], [0.0], [0.0], [1.0]])""",
    "several": """\
logits = np.array([[2.0, 0.5, -1.0], [0.0, 1.0, 3.0]])
probs = sigmoid(logits)
targets = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]])""",
}
# Probability 0 for what happened: as logits, a margin of 1000.
ZERO = """\
logits = np.array([[-1000.0, 0.0, -1000.0]])
probs = np.array([[0.0, 1.0, 0.0]])
labels = np.array([0])
targets = np.array([[1.0, 0.0, 0.0]])
"""
ZERO_YES = "logits, probs, targets = np.array([[-1000.0]]), np.array([[0.0]]), np.array([[1.0]])"
ZERO_SEVERAL = """\
logits = np.array([[-1000.0, -1000.0, -1000.0]])
probs = np.array([[0.0, 0.0, 0.0]])
targets = np.array([[1.0, 1.0, 1.0]])
"""
COSTS = "SoftmaxCrossEntropy().value(logits, labels, reduction='none')"
SIGMOID_COSTS = "SigmoidCrossEntropy().value(logits, targets, reduction='none')"
EXAMPLES_COUNT = {"examples": "len(logits)"}


@dataclass(frozen=True)
class Task:
    """One question, asked of every library.

    Attributes
    ----------
    title, words : str
        The heading, and the sentences under it.
    example : str
        A key of `EXAMPLES`.
    edge : str
        Python text that replaces arrays of the example for the last column.
    edge_title : str
        The heading of that column.
    total : str
        What a mean divides, in our NumPy.
    divisors : dict of str to str
        What a mean may divide by: words to Python text.
    calls : tuple of (str, str)
        Library and call; a library may have several.
    """

    title: str
    words: str
    example: str
    calls: tuple[tuple[str, str], ...]
    total: str
    divisors: dict[str, str]
    edge: str = ZERO
    edge_title: str = "p = 0"


TASKS = (
    Task(
        "Exclusive classes, integer labels",
        "One class is right, and the label is its number, counted from 0.",
        "classes",
        (
            ("NumPy", "SoftmaxCrossEntropy().value(logits, labels)"),
            ("PyTorch", "F.cross_entropy(logits, labels)"),
            ("PyTorch", "F.nll_loss(torch.log(probs), labels)"),
            ("Keras", "SparseCategoricalCrossentropy(from_logits=True)(labels, logits)"),
            ("Keras", "SparseCategoricalCrossentropy()(labels, probs)"),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))",
            ),
            ("scikit-learn", "log_loss(labels, probs, labels=[0, 1, 2])"),
        ),
        f"{COSTS}.sum()",
        EXAMPLES_COUNT,
    ),
    Task(
        "Exclusive classes, one-hot or soft targets",
        "The target is a distribution over the classes. scikit-learn takes labels, or one-hot "
        "rows, only.",
        "classes",
        (
            ("NumPy", "SoftmaxCrossEntropy().value(logits, targets)"),
            ("NumPy", "cross_entropy(targets, probs).mean()"),
            ("PyTorch", "F.cross_entropy(logits, targets)"),
            ("PyTorch", "-(targets * torch.log(probs)).sum(-1).mean()"),
            ("Keras", "CategoricalCrossentropy(from_logits=True)(targets, logits)"),
            ("Keras", "CategoricalCrossentropy()(targets, probs)"),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(targets, logits))",
            ),
            ("scikit-learn", "log_loss(targets, probs)"),
        ),
        "SoftmaxCrossEntropy().value(logits, targets, reduction='sum')",
        EXAMPLES_COUNT,
    ),
    Task(
        "Two classes, one output",
        "One logit per example: yes or no. The targets have the logits' shape.",
        "two",
        (
            ("NumPy", "SigmoidCrossEntropy().value(logits, targets)"),
            ("PyTorch", "F.binary_cross_entropy_with_logits(logits, targets)"),
            ("PyTorch", "F.binary_cross_entropy(probs, targets)"),
            ("Keras", "BinaryCrossentropy(from_logits=True)(targets, logits)"),
            ("Keras", "BinaryCrossentropy()(targets, probs)"),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(targets, logits))",
            ),
            ("scikit-learn", "log_loss(targets[:, 0], probs[:, 0], labels=[0, 1])"),
        ),
        f"{SIGMOID_COSTS}.sum()",
        EXAMPLES_COUNT,
        ZERO_YES,
    ),
    Task(
        "Several labels at once",
        "Each output is a question of its own. Most libraries average over the outputs too; "
        "ours adds them up, unless each is made an example.",
        "several",
        (
            ("NumPy", "SigmoidCrossEntropy().value(logits, targets)"),
            ("NumPy", "SigmoidCrossEntropy().value(logits[..., None], targets[..., None])"),
            ("PyTorch", "F.binary_cross_entropy_with_logits(logits, targets)"),
            ("PyTorch", "F.binary_cross_entropy(probs, targets)"),
            ("Keras", "BinaryCrossentropy(from_logits=True)(targets, logits)"),
            ("Keras", "BinaryCrossentropy()(targets, probs)"),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(targets, logits))",
            ),
            ("scikit-learn", "log_loss(targets.ravel(), probs.ravel(), labels=[0, 1])"),
        ),
        f"{SIGMOID_COSTS}.sum()",
        EXAMPLES_COUNT | {"outputs": "logits.size"},
        ZERO_SEVERAL,
    ),
    Task(
        "A weight per class",
        "The mean of weighted costs has one of two denominators. Keras' "
        "`fit(class_weight=…)` divides as the first of its calls does; the record "
        "`keras-backends` holds it.",
        "classes",
        (
            ("NumPy", "SoftmaxCrossEntropy().value(logits, labels, weight=weight)"),
            ("PyTorch", "F.cross_entropy(logits, labels, weight=weight)"),
            (
                "Keras",
                "SparseCategoricalCrossentropy(from_logits=True)"
                "(labels, logits, sample_weight=weight[labels])",
            ),
            (
                "Keras",
                "SparseCategoricalCrossentropy(from_logits=True, "
                "reduction='mean_with_sample_weight')"
                "(labels, logits, sample_weight=weight[labels])",
            ),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.gather(weight, labels) * "
                "tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))",
            ),
            (
                "scikit-learn",
                "log_loss(labels, probs, labels=[0, 1, 2], sample_weight=weight[labels])",
            ),
        ),
        f"(weight[labels] * {COSTS}).sum()",
        EXAMPLES_COUNT | {"weights": "weight[labels].sum()"},
    ),
    Task(
        "A weight on yes",
        "Two classes, and a missed yes costs three times as much. No mean divides by the "
        "weights, except scikit-learn's.",
        "two",
        (
            ("NumPy", "WeightedSigmoidCrossEntropy(positive_weight=3).value(logits, targets)"),
            (
                "PyTorch",
                "F.binary_cross_entropy_with_logits(logits, targets, pos_weight=torch.tensor(3))",
            ),
            (
                "Keras",
                "BinaryCrossentropy(from_logits=True)"
                "(targets, logits, sample_weight=1 + 2 * targets[:, 0])",
            ),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(targets, logits, 3))",
            ),
            (
                "scikit-learn",
                "log_loss(targets[:, 0], probs[:, 0], labels=[0, 1], "
                "sample_weight=1 + 2 * targets[:, 0])",
            ),
        ),
        f"((1 + 2 * targets[:, 0]) * {SIGMOID_COSTS}).sum()",
        EXAMPLES_COUNT | {"weights": "(1 + 2 * targets[:, 0]).sum()"},
        ZERO_YES,
    ),
    Task(
        "Ignored labels",
        "Examples whose label is -1 do not count. The last column has only such examples.",
        "classes",
        (
            ("NumPy", "SoftmaxCrossEntropy().value(logits, some_ignored, ignore_index=-1)"),
            ("PyTorch", "F.cross_entropy(logits, some_ignored, ignore_index=-1)"),
            (
                "Keras",
                "SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1)"
                "(some_ignored, logits)",
            ),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits("
                "some_ignored[some_ignored != -1], logits[some_ignored != -1]))",
            ),
            (
                "scikit-learn",
                "log_loss(some_ignored[some_ignored != -1], probs[some_ignored != -1], "
                "labels=[0, 1, 2])",
            ),
        ),
        "SoftmaxCrossEntropy().value(logits, some_ignored, ignore_index=-1, reduction='sum')",
        EXAMPLES_COUNT | {"counted ones": "(some_ignored != -1).sum()"},
        "some_ignored = np.full(5, -1)",
        "all ignored",
    ),
    Task(
        "Label smoothing",
        "A fifth of the target is spread evenly over the classes.",
        "classes",
        (
            ("NumPy", "SoftmaxCrossEntropy().value(logits, targets, label_smoothing=0.2)"),
            ("PyTorch", "F.cross_entropy(logits, targets, label_smoothing=0.2)"),
            (
                "Keras",
                "CategoricalCrossentropy(from_logits=True, label_smoothing=0.2)(targets, logits)",
            ),
            ("Keras", "CategoricalCrossentropy(label_smoothing=0.2)(targets, probs)"),
            (
                "Keras",
                "SparseCategoricalCrossentropy(label_smoothing=0.2)(labels, probs)",
            ),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits("
                "0.8 * targets + 0.2 / 3, logits))",
            ),
            ("scikit-learn", "log_loss(0.8 * targets + 0.2 / 3, probs)"),
        ),
        "SoftmaxCrossEntropy().value(logits, targets, label_smoothing=0.2, reduction='sum')",
        EXAMPLES_COUNT,
    ),
    Task(
        "One loss per example",
        "No reduction: what to look at when one wants to know which examples cost most.",
        "classes",
        (
            ("NumPy", "SoftmaxCrossEntropy().value(logits, labels, reduction='none')"),
            ("PyTorch", "F.cross_entropy(logits, labels, reduction='none')"),
            (
                "Keras",
                "SparseCategoricalCrossentropy(from_logits=True, reduction=None)(labels, logits)",
            ),
            ("TensorFlow", "tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)"),
            (
                "scikit-learn",
                "[log_loss([y], [p], labels=[0, 1, 2]) for y, p in zip(labels, probs)]",
            ),
        ),
        COSTS,
        {"nothing": "1"},
    ),
    Task(
        "One label per position",
        "Logits with more axes, as for the words of a text or the pixels of an image: here the "
        "five examples as one text. PyTorch wants the classes on axis 1, the others on the last.",
        "classes",
        (
            ("NumPy", "SoftmaxCrossEntropy().value(logits[None], labels[None])"),
            ("PyTorch", "F.cross_entropy(logits[None].movedim(-1, 1), labels[None])"),
            (
                "Keras",
                "SparseCategoricalCrossentropy(from_logits=True)(labels[None], logits[None])",
            ),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits("
                "labels[None], logits[None]))",
            ),
            (
                "scikit-learn",
                "log_loss(labels[None].ravel(), probs[None].reshape(-1, 3), labels=[0, 1, 2])",
            ),
        ),
        f"{COSTS}.sum()",
        {"positions": "labels.size"},
    ),
)
