"""The same losses as PyTorch, Keras, TensorFlow and scikit-learn compute them.

Each function takes logits (n, C) of one dtype, one-hot targets and labels, and returns the
costs (n,) and their gradients (n, C), or None where the library has no gradient. What a
library lacks is composed of its own operations, as its users do it, or left out.
"""

import numpy as np


def _torch_costs():
    import torch
    from torch.nn import functional

    def sigmoid(z, t, _, **options):
        options = {k: torch.tensor(v, dtype=z.dtype) for k, v in options.items()}
        return functional.binary_cross_entropy_with_logits(z, t, reduction="none", **options)

    def balanced(z, t, _):
        weight = torch.where(t > 0, *torch.tensor([1 - 0.05, 0.05], dtype=t.dtype))
        return functional.binary_cross_entropy_with_logits(z, t, weight, reduction="none")

    def focal(gamma, alpha=None):
        def cost(z, t, labels):  # the formula of torchvision.ops.sigmoid_focal_loss
            p = torch.sigmoid(z)
            right = p * t + (1 - p) * (1 - t)
            share = 1 if alpha is None else alpha * t + (1 - alpha) * (1 - t)
            return share * sigmoid(z, t, labels) * (1 - right) ** gamma

        return cost

    def multi_margin(z, _, labels):
        return z.shape[1] * functional.multi_margin_loss(z, labels, reduction="none")

    return {
        "quadratic": lambda z, t, _: (torch.sigmoid(z) - t) ** 2 / 2,
        "sigmoid cross-entropy": sigmoid,
        "weighted sigmoid cross-entropy, 19 and 1": lambda *a: sigmoid(*a, pos_weight=19.0),
        "balanced sigmoid cross-entropy, share 0.05": balanced,
        "focal, gamma 2": focal(2),
        "focal, gamma 0.5, alpha 0.25": focal(0.5, 0.25),
        "softmax cross-entropy": lambda z, _, y: functional.cross_entropy(z, y, reduction="none"),
        "hinge": lambda z, t, _: torch.relu(1 - (2 * t - 1) * z),
        "perceptron": lambda z, t, _: torch.relu(-(2 * t - 1) * z),
        "multiclass hinge": multi_margin,
    }


def ask_pytorch():
    """Return one function for each case that PyTorch can compute."""
    import torch

    def asker(cost):
        def ask(logits, targets, labels):
            z = torch.tensor(logits, requires_grad=True)
            costs = cost(z, torch.tensor(targets, dtype=z.dtype), torch.tensor(labels))
            costs = costs.sum(dim=-1) if costs.ndim > 1 else costs
            costs.sum().backward()
            return costs.detach().numpy(), z.grad.numpy()

        return ask

    return {case: asker(cost) for case, cost in _torch_costs().items()}


def _taped(cost):
    import tensorflow as tf

    def ask(logits, targets, labels):
        z = tf.constant(logits)
        with tf.GradientTape() as tape:
            tape.watch(z)
            costs = cost(z, tf.constant(targets, dtype=z.dtype), labels)
            costs = tf.reduce_sum(costs, axis=-1) if len(costs.shape) > 1 else costs
        return costs.numpy(), tape.gradient(costs, z).numpy()

    return ask


def ask_tensorflow():
    """Return one function for each case that TensorFlow's own operations compute."""
    import tensorflow as tf

    sigmoid = tf.nn.sigmoid_cross_entropy_with_logits
    weighted, softmax = (
        tf.nn.weighted_cross_entropy_with_logits,
        tf.nn.sparse_softmax_cross_entropy_with_logits,
    )

    def balanced(z, t, _):
        return sigmoid(t, z) * tf.where(t > 0, *tf.constant([1 - 0.05, 0.05], t.dtype))

    costs = {
        "quadratic": lambda z, t, _: (tf.sigmoid(z) - t) ** 2 / 2,
        "sigmoid cross-entropy": lambda z, t, _: sigmoid(t, z),
        "weighted sigmoid cross-entropy, 19 and 1": lambda z, t, _: weighted(t, z, 19.0),
        "balanced sigmoid cross-entropy, share 0.05": balanced,
        "softmax cross-entropy": lambda z, _, labels: softmax(labels, z),
    }
    return {case: _taped(cost) for case, cost in costs.items()}


def ask_keras():
    """Return one function for each case that is a Keras loss; Keras averages over outputs."""
    import keras

    losses = keras.losses

    def outputs(function, factor=1.0, signed=False, **options):
        def cost(z, t, _):
            t = 2 * t - 1 if signed else t
            return function(t, z, **options) * (factor * z.shape[1])

        return _taped(cost)

    logits = {"from_logits": True}
    focal = losses.binary_focal_crossentropy
    balance = {"apply_class_balancing": True, "alpha": 0.25}
    return {
        "quadratic": _taped(
            lambda z, t, _: losses.mean_squared_error(t, keras.ops.sigmoid(z)) * (0.5 * z.shape[1])
        ),
        "sigmoid cross-entropy": outputs(losses.binary_crossentropy, **logits),
        "focal, gamma 2": outputs(focal, gamma=2.0, **logits),
        "focal, gamma 0.5, alpha 0.25": outputs(focal, gamma=0.5, **balance, **logits),
        "softmax cross-entropy": _taped(
            lambda z, t, _: losses.categorical_crossentropy(t, z, **logits)
        ),
        "hinge": outputs(losses.hinge, signed=True),
    }


def ask_scikit_learn():
    """Return one function for each metric of scikit-learn; a metric has no gradient.

    The metrics of yes or no take one output: other numbers of outputs give None.
    """
    from scipy.special import expit
    from sklearn.metrics import hinge_loss, log_loss
    from sklearn.utils.extmath import softmax

    def each_row(metric):
        def ask(logits, targets, labels):
            rows = zip(logits, targets, labels, strict=True)
            return np.array([metric(*row) for row in rows]), None

        return ask

    def one_output(ask):
        return lambda z, t, y: ask(z, t, y) if z.shape[1] == 1 else None

    def binary(yes=1.0, no=1.0):
        def cost(z, t, _):
            factor = [yes if t[0] else no]
            return log_loss(t, expit(z), labels=[0, 1], sample_weight=factor, normalize=False)

        return one_output(each_row(cost))

    def hinge(z, t, _):  # it wants both labels: the other one is right, by more than 1
        return 2 * hinge_loss([t[0], 1 - t[0]], [z[0], z.dtype.type(4 * (0.5 - t[0]))])

    def multinomial(z, _, label):
        return log_loss([label], softmax(z[None, :]), labels=np.arange(len(z)))

    return {
        "sigmoid cross-entropy": binary(),
        "weighted sigmoid cross-entropy, 19 and 1": binary(yes=19.0),
        "balanced sigmoid cross-entropy, share 0.05": binary(yes=1 - 0.05, no=0.05),
        "softmax cross-entropy": each_row(multinomial),
        "hinge": one_output(each_row(hinge)),
    }
