"""What a network answers, and how well."""

import numpy as np

from ce_utils.checks.kinds import check_choice
from ce_utils.links import sigmoid, softmax
from ce_utils.losses.base import one_hot
from ce_utils.network.checks import check_examples, check_images, check_loss
from ce_utils.network.parameters import Network
from ce_utils.network.passes import forward

_LINKS = {"sigmoid": sigmoid, "softmax": softmax}


def predict_logits(network: Network, images: np.ndarray) -> np.ndarray:
    """Return the logits of the output neurons.

    Parameters
    ----------
    network : Network
        The network to ask.
    images : ndarray, shape (n, n_inputs), the network's dtype
        The examples.

    Returns
    -------
    ndarray, shape (n, n_classes), the network's dtype
        Logits, any real number, dimensionless. The largest of a row is the network's answer.

    Raises
    ------
    ValueError
        If the images do not fit the network.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.network import Network, predict_logits
    >>> network = Network([np.array([[1.0, -1.0]])], [np.array([0.0, 0.5])])
    >>> predict_logits(network, np.array([[2.0]]))
    array([[ 2. , -1.5]])

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1; he calls them weighted inputs.
    """
    check_images(network, images)
    return forward(network, images)[1]


def predict_probabilities(network: Network, images: np.ndarray, *, link: str) -> np.ndarray:
    r"""Return the outputs as probabilities, through the link that the loss was trained with.

    .. math::

        a_k = \sigma(z_k) \text{ ("sigmoid")} \quad\text{or}\quad
        a_k = e^{z_k} / \textstyle\sum_j e^{z_j} \text{ ("softmax")}.

    Parameters
    ----------
    network : Network
        The network to ask.
    images : ndarray, shape (n, n_inputs), the network's dtype
        The examples.
    link : {"sigmoid", "softmax"}
        The output function: ``loss.link``. The link 'none' of a cost of margins is refused.

    Returns
    -------
    ndarray, shape (n, n_classes), the network's dtype
        Numbers in [0, 1]. A row sums to 1 with "softmax"; with "sigmoid" each output answers a
        question of its own and the row need not.

    Raises
    ------
    ValueError
        If the images do not fit the network or the link is not one of the two.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.network import Network, predict_probabilities
    >>> network = Network([np.zeros((1, 4))], [np.zeros(4)])
    >>> predict_probabilities(network, np.array([[2.0]]), link="sigmoid")
    array([[0.5, 0.5, 0.5, 0.5]])
    >>> predict_probabilities(network, np.array([[2.0]]), link="softmax")
    array([[0.25, 0.25, 0.25, 0.25]])

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1 (sigmoid), chapter 3 (softmax).
    """
    mend = (
        "take loss.link; the scores of hinge and perceptron, whose link is 'none', are no "
        "log-odds: take predict_logits"
    )
    check_choice(link, "link", _LINKS, mend)
    return _LINKS[link](predict_logits(network, images))


def accuracy(network: Network, images: np.ndarray, labels: np.ndarray) -> float:
    """Return the fraction of examples whose largest logit is that of the true class.

    Parameters
    ----------
    network : Network
        The network to examine.
    images : ndarray, shape (n, n_inputs), the network's dtype
        The examples.
    labels : ndarray, shape (n,), integer
        Class of each example.

    Returns
    -------
    float
        Fraction in [0, 1]. Among equal largest logits the first counts as the answer.

    Raises
    ------
    ValueError
        If images or labels do not fit the network.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.network import Network, accuracy
    >>> network = Network([np.array([[-1.0, 1.0]])], [np.zeros(2)])
    >>> accuracy(network, np.array([[-3.0], [-1.0], [2.0], [5.0]]), np.array([0, 1, 1, 1]))
    0.75

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1.
    """
    check_examples(network, images, labels)
    return fraction_correct(forward(network, images)[1], labels)


def cost(network: Network, images: np.ndarray, labels: np.ndarray, loss) -> float:
    r"""Return the mean of the loss over the examples, :math:`C = \frac1n \sum_x C_x`.

    Parameters
    ----------
    network : Network
        The network to examine.
    images : ndarray, shape (n, n_inputs), the network's dtype
        The examples.
    labels : ndarray, shape (n,), integer
        Class of each example.
    loss : a loss of `ce_utils.losses`, or its name
        The cost of one example.

    Returns
    -------
    float
        Mean cost, summed in float64: nats for a cross-entropy, no unit for the quadratic cost.

    Raises
    ------
    ValueError
        If images or labels do not fit the network, or the loss is none.

    Examples
    --------
    A network that knows nothing pays ln 10 nats a digit:

    >>> import numpy as np
    >>> from ce_utils.losses import SoftmaxCrossEntropy
    >>> from ce_utils.network import Network, cost
    >>> network = Network([np.zeros((784, 10))], [np.zeros(10)])
    >>> c = cost(network, np.ones((3, 784)), np.array([5, 0, 4]), SoftmaxCrossEntropy())
    >>> round(c, 6), round(float(np.log(10)), 6)
    (2.302585, 2.302585)

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 3, section
    "The cross-entropy cost function".
    """
    loss = check_loss(loss)
    check_examples(network, images, labels)
    targets = one_hot(labels, network.n_classes, network.dtype)
    return mean_cost(forward(network, images)[1], targets, loss)


def fraction_correct(logits: np.ndarray, labels: np.ndarray) -> float:
    """Return the accuracy of logits, shape (n, n_classes), as a fraction. Checks nothing."""
    return float(np.mean(logits.argmax(axis=-1) == labels))


def mean_cost(logits: np.ndarray, targets: np.ndarray, loss) -> float:
    """Return the mean cost of logits, shape (n, n_classes), in the loss's unit. Checks nothing."""
    return float(loss.value_kernel(logits, targets).mean(dtype=np.float64))
