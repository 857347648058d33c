"""The forward pass, which computes the logits, and the backward pass, which computes the gradient.

Every operation works on the last two axes, (examples, neurons): arrays with one more axis in
front, one entry for each of several networks, would pass through unchanged.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import expit  # ce_utils.links.sigmoid without its checks: a call a mini-batch

from ce_utils.losses.base import one_hot
from ce_utils.network.checks import check_examples, check_loss
from ce_utils.network.parameters import Network


class Gradient(NamedTuple):
    """Derivatives of a cost, laid out as the network is.

    Attributes
    ----------
    weights : tuple of ndarray, each of shape (n_in, n_out)
        Derivative by each weight, one array a layer.
    biases : tuple of ndarray, each of shape (n_out,)
        Derivative by each bias, one array a layer.
    """

    weights: tuple[np.ndarray, ...]
    biases: tuple[np.ndarray, ...]


def gradient(network: Network, images: np.ndarray, labels: np.ndarray, loss) -> Gradient:
    r"""Return the gradient of the mean cost by every weight and bias (backpropagation).

    .. math::

        C = \frac1n \sum_{x} C_x, \qquad
        \frac{\partial C}{\partial w^l_{jk}}, \quad \frac{\partial C}{\partial b^l_k}.

    Parameters
    ----------
    network : Network
        Where the gradient is taken.
    images : ndarray, shape (n, n_inputs), the network's dtype
        The examples.
    labels : ndarray, shape (n,), integer
        Class of each example, 0 to ``network.n_classes - 1``.
    loss : a loss of `ce_utils.losses`, or its name
        The cost of one example.

    Returns
    -------
    Gradient
        ``weights`` and ``biases`` with the shapes and dtype of the network's, in units of the cost
        (nats for a cross-entropy).

    Raises
    ------
    ValueError
        If images or labels do not fit the network, or the loss is none.

    Examples
    --------
    With all weights zero both outputs say 1/2, and the true class asks for more:

    >>> import numpy as np
    >>> from ce_utils.losses import SoftmaxCrossEntropy
    >>> from ce_utils.network import Network, gradient
    >>> network = Network([np.zeros((1, 2))], [np.zeros(2)])
    >>> images, labels = np.array([[4.0]]), np.array([0])
    >>> gradient(network, images, labels, SoftmaxCrossEntropy()).weights[0]
    array([[-2.,  2.]])

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 2, equations BP1 to BP4.
    """
    loss = check_loss(loss)
    check_examples(network, images, labels)
    targets = one_hot(labels, network.n_classes, network.dtype)
    activations, logits = forward(network, images)
    return backward(network, activations, loss.gradient_kernel(logits, targets) / len(images))


def forward(network: Network, images: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    r"""Return what every layer receives, and the logits of the last one. Checks nothing.

    .. math:: z^l = a^{l-1} w^l + b^l, \qquad a^l = \sigma(z^l), \qquad a^0 = \text{images}.

    Parameters
    ----------
    network : Network
        The network to run.
    images : ndarray, shape (..., n, n_inputs)
        The examples.

    Returns
    -------
    activations : list of ndarray, each of shape (..., n, n_in)
        Inputs of each layer: the images, then the answers of each hidden layer, in (0, 1).
    logits : ndarray, shape (..., n, n_classes)
        What the output neurons receive.

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 2, "a fast matrix-based approach".
    """
    activations = [images]
    *hidden, last = zip(network.weights, network.biases, strict=True)
    for layer in hidden:
        activations.append(expit(_layer_logits(activations[-1], *layer)))
    return activations, _layer_logits(activations[-1], *last)


def _layer_logits(activation: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Return what the neurons of one layer receive, shape (..., n, n_out)."""
    logits = activation @ weight
    logits += bias[..., np.newaxis, :]
    return logits


def backward(network: Network, activations: list[np.ndarray], delta: np.ndarray) -> Gradient:
    r"""Return the gradient, given its value at the output logits. Checks nothing.

    .. math::

        \frac{\partial C}{\partial w^l} = (a^{l-1})^\top \delta^l, \qquad
        \frac{\partial C}{\partial b^l} = \sum_x \delta^l_x, \qquad
        \delta^{l-1} = \delta^l (w^l)^\top \odot a^{l-1} \odot (1 - a^{l-1}).

    Parameters
    ----------
    network : Network
        The network that the activations come from.
    activations : list of ndarray, each of shape (..., n, n_in)
        From `forward`.
    delta : ndarray, shape (..., n, n_classes)
        Derivative of the cost by each output logit. The result is linear in it: scale it by
        ``1 / n`` for the mean over n examples.

    Returns
    -------
    Gradient
        Derivatives with the shapes of the network's weights and biases.

    Notes
    -----
    The last factors of the third formula are the derivative of the sigmoid, written with its
    value. They are at most 1/4: a saturated hidden neuron learns slowly under every loss.

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 2, equations BP2 to BP4.
    """
    weights, biases = [], []
    for layer in reversed(range(len(network.weights))):
        activation = activations[layer]
        weights.append(activation.swapaxes(-1, -2) @ delta)
        biases.append(delta.sum(axis=-2))
        if layer > 0:  # the images themselves need no gradient
            delta = delta @ network.weights[layer].swapaxes(-1, -2)
            delta *= activation
            delta *= 1 - activation
    return Gradient(tuple(reversed(weights)), tuple(reversed(biases)))
