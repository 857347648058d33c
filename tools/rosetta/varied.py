"""The tasks of the Rosetta table that weight, leave out, smooth or do not add up the costs."""

from tools.rosetta.task import COSTS, EXAMPLES_COUNT, SIGMOID_COSTS, ZERO_YES, Task

__all__ = ["VARIED"]

VARIED = (
    Task(
        "A weight per class",
        "The mean of weighted costs has one of two denominators. Keras's "
        "`fit(class_weight=…)` divides by the number of examples; the record `keras-backends` "
        "holds it.",
        (8, "weight, and what the mean divides by"),
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
                "TensorFlow",
                "tf.reduce_sum(tf.gather(weight, labels) * "
                "tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)) "
                "/ tf.reduce_sum(tf.gather(weight, labels))",
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
        "weights, except that of scikit-learn; its sum can be divided by hand.",
        (8, "pos_weight and weight"),
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
            (
                "scikit-learn",
                "log_loss(targets[:, 0], probs[:, 0], labels=[0, 1], "
                "sample_weight=1 + 2 * targets[:, 0], normalize=False) / len(targets)",
            ),
        ),
        f"((1 + 2 * targets[:, 0]) * {SIGMOID_COSTS}).sum()",
        EXAMPLES_COUNT | {"weights": "(1 + 2 * targets[:, 0]).sum()"},
        ZERO_YES,
    ),
    Task(
        "Ignored labels",
        "Examples whose label is -1 do not count.",
        (8, "ignore_index"),
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
        (8, "label_smoothing"),
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
        (8, "reduction"),
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
)
