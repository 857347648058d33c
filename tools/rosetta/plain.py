"""The tasks of the Rosetta table that ask for the plain mean of the costs."""

from tools.rosetta.task import (
    COSTS,
    EXAMPLES_COUNT,
    SIGMOID_COSTS,
    ZERO_IMAGE,
    ZERO_PAIR,
    ZERO_SEVERAL,
    ZERO_TEXT,
    ZERO_YES,
    Task,
)

__all__ = ["PLAIN"]

POSITIONS = (
    ("NumPy", "SoftmaxCrossEntropy().value(logits, labels)"),
    ("PyTorch", "F.cross_entropy(logits.movedim(-1, 1), labels)"),
    ("Keras", "SparseCategoricalCrossentropy(from_logits=True)(labels, logits)"),
    (
        "TensorFlow",
        "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))",
    ),
    ("scikit-learn", "log_loss(labels.ravel(), probs.reshape(-1, 3), labels=[0, 1, 2])"),
)
PLAIN = (
    Task(
        "Exclusive classes, integer labels",
        "One class is right, and the label is its number, counted from 0.",
        (8, "One input, five libraries"),
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
        (8, "With lists, and with one-hot rows"),
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
        (8, "Two classes: BCELoss and its relatives"),
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
        "Two classes, two outputs",
        "A softmax over two logits is a sigmoid of their difference: one loss in two forms.",
        (4, "Ten sigmoids or one softmax?"),
        "pair",
        (
            ("NumPy", "SoftmaxCrossEntropy().value(logits, labels)"),
            (
                "NumPy",
                "SigmoidCrossEntropy().value(logits[:, 1:] - logits[:, :1], labels[:, None])",
            ),
            ("PyTorch", "F.cross_entropy(logits, labels)"),
            ("PyTorch", "F.nll_loss(torch.log(probs), labels)"),
            ("Keras", "SparseCategoricalCrossentropy(from_logits=True)(labels, logits)"),
            ("Keras", "SparseCategoricalCrossentropy()(labels, probs)"),
            (
                "TensorFlow",
                "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))",
            ),
            ("scikit-learn", "log_loss(labels, probs, labels=[0, 1])"),
        ),
        f"{COSTS}.sum()",
        EXAMPLES_COUNT,
        ZERO_PAIR,
    ),
    Task(
        "Several labels at once",
        "Each output is a question of its own. Most libraries average over the outputs too; "
        "ours adds them up, unless each is made an example.",
        (4, "Several labels at once"),
        "several",
        (
            ("NumPy", "SigmoidCrossEntropy().value(logits[..., None], targets[..., None])"),
            ("NumPy", "SigmoidCrossEntropy().value(logits, targets)"),
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
        "One label per position",
        "Logits with one more axis, as for the words of a text: (N, length, C). PyTorch wants the "
        "classes on axis 1, (N, C, length); the others on the last.",
        (8, "Shapes: where is the class axis?"),
        "text",
        POSITIONS,
        f"{COSTS}.sum()",
        {"texts": "len(labels)", "positions": "labels.size"},
        ZERO_TEXT,
    ),
    Task(
        "One label per pixel",
        "Two more axes, (N, height, width, C), and the same calls. In PyTorch the classes are on "
        "axis 1 again, (N, C, height, width).",
        (8, "Shapes: where is the class axis?"),
        "image",
        POSITIONS,
        f"{COSTS}.sum()",
        {"images": "len(labels)", "pixels": "labels.size"},
        ZERO_IMAGE,
    ),
)
