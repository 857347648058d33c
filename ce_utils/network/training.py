"""Mini-batch stochastic gradient descent, plain: no momentum, no regularisation."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ce_utils.checks.kinds import as_generator, as_whole_number, check_kind
from ce_utils.data import Split
from ce_utils.losses.base import one_hot
from ce_utils.network.checks import check_examples, check_loss, check_schedule
from ce_utils.network.measures import fraction_correct, mean_cost
from ce_utils.network.parameters import Network
from ce_utils.network.passes import backward, forward
from ce_utils.progress import progress_bar


class History(NamedTuple):
    """Cost and accuracy after each epoch; entry 0 is the network before training.

    Attributes
    ----------
    epoch : ndarray, shape (epochs + 1,), int64
        Passes through the training data done so far: 0, 1, 2, …
    training_cost, validation_cost : ndarray, shape (epochs + 1,), float64, or None
        Mean cost of an example, in the unit of the loss. None where it was not asked for.
    training_accuracy, validation_accuracy : ndarray, shape (epochs + 1,), float64, or None
        Fraction of examples answered correctly, in [0, 1]. None where it was not asked for.
    """

    epoch: np.ndarray
    training_cost: np.ndarray | None
    training_accuracy: np.ndarray | None
    validation_cost: np.ndarray | None
    validation_accuracy: np.ndarray | None


def train(
    network: Network,
    images: np.ndarray,
    labels: np.ndarray,
    *,
    loss,
    learning_rate: float,
    epochs: int,
    seed: int | np.random.Generator,
    batch_size: int = 10,
    record_training: bool = True,
    validation: Split | None = None,
    progress: bool | None = None,
) -> tuple[Network, History]:
    r"""Return a trained copy of the network, and what happened on the way.

    For each mini-batch of :math:`m` examples, with the gradient of their mean cost,

    .. math:: w \to w - \frac{\eta}{m} \sum_x \frac{\partial C_x}{\partial w}, \qquad
              b \to b - \frac{\eta}{m} \sum_x \frac{\partial C_x}{\partial b}.

    Parameters
    ----------
    network : Network
        Where to start. It is not changed.
    images : ndarray, shape (n, n_inputs), the network's dtype
        Training examples.
    labels : ndarray, shape (n,), integer
        Class of each example, 0 to ``network.n_classes - 1``.
    loss : a loss of `ce_utils.losses`, or its name
        The cost of one example; it brings the link of the output neurons along.
    learning_rate : float
        :math:`\eta`, above 0.
    epochs : int
        Passes through the data, each in a new random order.
    seed : int or numpy.random.Generator
        Decides the mini-batches and nothing else: two losses given the same network and the same
        integer see the same examples in the same order.
    batch_size : int
        Examples a mini-batch, :math:`m`. If it does not divide n, the last mini-batch of an epoch
        is smaller, and its mean is over its own examples.
    record_training : bool
        Whether to measure cost and accuracy on the training data after each epoch.
    validation : Split or None
        Further examples, ``(images, labels)``, to measure after each epoch and never to learn from.
    progress : bool or None
        Whether to show a progress bar; see `ce_utils.progress.progress_bar`.

    Returns
    -------
    network : Network
        The trained network, same sizes and dtype.
    history : History
        Arrays of length ``epochs + 1``; costs in the unit of the loss, accuracies as fractions.

    Raises
    ------
    ValueError
        If data, loss or settings do not fit together; nothing has been computed then.

    Notes
    -----
    The same arguments give the same bits on the same machine with the same NumPy. Another
    machine may add up a matrix product in another order, and the last digits drift apart.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.losses import SoftmaxCrossEntropy
    >>> from ce_utils.network import initialise, train
    >>> images, labels = np.array([[-1.0], [1.0]]), np.array([0, 1])
    >>> network = initialise([1, 2], seed=0, dtype=np.float64)
    >>> trained, history = train(network, images, labels, loss=SoftmaxCrossEntropy(),
    ...                          learning_rate=1.0, epochs=20, seed=0, batch_size=2)
    >>> bool(history.training_cost[-1] < history.training_cost[0])
    True
    >>> history.training_accuracy[-1].item()
    1.0

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1, section "Learning
    with gradient descent".
    """
    loss = check_loss(loss)
    monitored = monitored_splits(images, labels, record_training, validation)
    for part in (Split(images, labels), *monitored.values()):
        check_examples(network, *part)
    check_schedule(len(images), learning_rate, epochs, batch_size)
    rng, learning_rate = as_generator(seed), float(learning_rate)
    targets = one_hot(labels, network.n_classes, network.dtype)
    trained = network.copy()
    records = [measure(trained, monitored, loss)]
    for _ in progress_bar(range(epochs), description="training", show=progress):
        for batch in mini_batches(len(images), batch_size, rng):
            _descend(trained, images[batch], targets[batch], loss, learning_rate)
        records.append(measure(trained, monitored, loss))
    return trained, history_of(records)


def mini_batches(
    n_examples: int, batch_size: int, rng: np.random.Generator
) -> Iterator[np.ndarray]:
    """Yield the mini-batches of one epoch: every example once, in random order.

    Parameters
    ----------
    n_examples : int
        Number of examples, n.
    batch_size : int
        Examples a mini-batch; the last one has what is left over.
    rng : numpy.random.Generator
        Source of the order. It is advanced, so that the next epoch gets another order.

    Yields
    ------
    ndarray, shape (batch_size,) or shorter for the last, int64
        Row numbers of the examples.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.network import mini_batches
    >>> batches = list(mini_batches(5, 2, np.random.default_rng(0)))
    >>> [len(batch) for batch in batches], sorted(int(row) for batch in batches for row in batch)
    ([2, 2, 1], [0, 1, 2, 3, 4])

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1.
    """
    n_examples = as_whole_number(n_examples, "n_examples")
    batch_size = as_whole_number(batch_size, "batch_size", least=1)
    order = check_kind(rng, "rng", np.random.Generator, "make one with default_rng").permutation(
        n_examples
    )
    for start in range(0, n_examples, batch_size):
        yield order[start : start + batch_size]


def _descend(network, images, targets, loss, learning_rate) -> None:
    """Take one step downhill on one mini-batch, in place."""
    activations, logits = forward(network, images)
    delta = loss.gradient_kernel(logits, targets)
    # The gradient is linear in delta: scaling these few numbers scales every weight's step.
    step = backward(network, activations, delta * (learning_rate / len(images)))
    for weight, weight_step in zip(network.weights, step.weights, strict=True):
        weight -= weight_step
    for bias, bias_step in zip(network.biases, step.biases, strict=True):
        bias -= bias_step


def monitored_splits(images, labels, record_training, validation) -> dict[str, Split]:
    """Return the data to measure after each epoch, by name."""
    check_kind(record_training, "record_training", bool | np.bool_, "False saves time")
    monitored = {"training": Split(images, labels)} if record_training else {}
    if validation is not None:
        check_kind(validation, "validation", tuple, "pass (images, labels)")
        if len(validation) != 2:
            raise ValueError(
                f"validation has {len(validation)} parts: expected two, (images, labels)."
            )
        monitored["validation"] = Split(*validation)
    return monitored


def measure(network, monitored, loss) -> dict[str, float]:
    """Return cost and accuracy on each monitored split, under the field names of `History`."""
    measures = {}
    for name, (images, labels) in monitored.items():
        _, logits = forward(network, images)
        targets = one_hot(labels, network.n_classes, network.dtype)
        measures[f"{name}_cost"] = mean_cost(logits, targets, loss)
        measures[f"{name}_accuracy"] = fraction_correct(logits, labels)
    return measures


def history_of(records: list[dict[str, float]]) -> History:
    """Return the records, one an epoch, as arrays; None for what was not measured."""
    columns = {name: np.array([record[name] for record in records]) for name in records[0]}
    unmeasured = dict.fromkeys(History._fields)
    return History(**{**unmeasured, **columns, "epoch": np.arange(len(records))})
