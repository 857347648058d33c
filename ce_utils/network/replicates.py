"""Many replicates at once: the same training from several starts, in several orders."""

from collections.abc import Sequence

import numpy as np

from ce_utils.checks.kinds import as_generator
from ce_utils.losses.base import one_hot
from ce_utils.network.checks import (
    check_examples,
    check_loss,
    check_replicates,
    check_schedule,
)
from ce_utils.network.parameters import Network
from ce_utils.network.stack import Stack
from ce_utils.network.training import History, history_of, measure, monitored_splits
from ce_utils.progress import progress_bar


def train_replicates(
    networks: Sequence[Network],
    images: np.ndarray,
    labels: np.ndarray,
    *,
    loss,
    learning_rate: float | Sequence[float],
    epochs: int,
    seeds: Sequence[int | np.random.Generator],
    batch_size: int = 10,
    record_training: bool = True,
    validation=None,
    progress: bool | None = None,
) -> list[tuple[Network, History]]:
    r"""Return a trained copy of each network with its history, as `train` would one by one.

    All networks take their steps together, each on a mini-batch of its own:

    .. math:: w_r \to w_r - \frac{\eta_r}{m} \sum_{x \in \text{batch}_r}
              \frac{\partial C_x}{\partial w_r}, \qquad r = 1, \dots, R.

    Parameters
    ----------
    networks : sequence of Network
        R starts of the same sizes and dtype. They are not changed.
    images : ndarray, shape (n, n_inputs), the networks' dtype
        Training examples, shared by all.
    labels : ndarray, shape (n,), integer
        Class of each example.
    loss : a loss of `ce_utils.losses`, or its name
        The cost of one example, the same for all.
    learning_rate : float or sequence of R floats
        :math:`\eta_r`, above 0: one for all, or one for each network.
    epochs : int
        Passes through the data, each in a new random order.
    seeds : sequence of R int or numpy.random.Generator
        Each decides the mini-batches of one network, as ``seed`` does in `train`.
    batch_size : int
        Examples a mini-batch, :math:`m`; the last of an epoch may be smaller.
    record_training : bool
        Whether to measure cost and accuracy on the training data after each epoch.
    validation : Split or None
        Further examples, ``(images, labels)``, to measure after each epoch.
    progress : bool or None
        Whether to show a progress bar; see `ce_utils.progress.progress_bar`.

    Returns
    -------
    list of R tuples (Network, History)
        What `train` returns for each network, its seed and its learning rate.

    Raises
    ------
    ValueError
        If networks, seeds, data, loss or settings do not fit together; nothing has been
        computed then.

    Notes
    -----
    With one BLAS thread (``OMP_NUM_THREADS=1`` in the environment) the result for a network has
    the same bits as `train` gives, whatever stands beside it in the list: see
    `ce_utils.network.Stack`. A network that overflows to NaN spoils no other.

    Eight to sixteen replicates are trained in a fraction of the time of as many calls of
    `train`; ``benchmarks/replicates.py`` measures it.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.network import initialise, train, train_replicates
    >>> images, labels = np.array([[-1.0], [1.0], [2.0]]), np.array([0, 1, 1])
    >>> starts = [initialise([1, 2], seed=s, dtype=np.float64) for s in (0, 1, 2)]
    >>> settings = {"loss": "softmax cross-entropy", "learning_rate": 1.0, "epochs": 5,
    ...             "batch_size": 2}
    >>> results = train_replicates(starts, images, labels, seeds=[0, 1, 2], **settings)
    >>> alone, _ = train(starts[1], images, labels, seed=1, **settings)
    >>> bool(np.all(results[1][0].weights[0] == alone.weights[0]))
    True

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1, section "Learning
    with gradient descent".
    """
    loss = check_loss(loss)
    rates = check_replicates(networks, seeds, learning_rate)
    monitored = monitored_splits(images, labels, record_training, validation)
    for part in ((images, labels), *monitored.values()):
        check_examples(networks[0], *part)
    for rate in rates:
        check_schedule(len(images), rate, epochs, batch_size)
    stack, rngs = Stack(networks, loss, rates), [as_generator(s, "seeds") for s in seeds]
    targets = one_hot(labels, stack.sizes[-1], stack.dtype)
    records = [measure_stack(stack, monitored)]
    for _ in progress_bar(range(epochs), description="training", show=progress):
        descend_epoch(stack, images, targets, epoch_orders(rngs, len(images)), batch_size)
        records.append(measure_stack(stack, monitored))
    histories = [history_of(list(of_one)) for of_one in zip(*records, strict=True)]
    return list(zip(stack.networks(), histories, strict=True))


def epoch_orders(rngs: Sequence[np.random.Generator], n_examples: int) -> np.ndarray:
    """Return an order of the examples for each replicate, and advance the generators.

    Parameters
    ----------
    rngs : sequence of R numpy.random.Generator
        Sources of the orders.
    n_examples : int
        Number of examples, n.

    Returns
    -------
    ndarray, shape (R, n), int64
        A permutation of the row numbers in each row: those of `mini_batches`, end to end.
    """
    return np.stack([rng.permutation(n_examples) for rng in rngs])


def descend_epoch(
    stack: Stack, images: np.ndarray, targets: np.ndarray, orders: np.ndarray, batch_size: int
) -> None:
    """Take every network of the stack through one epoch, in place. Checks nothing.

    Parameters
    ----------
    stack : Stack
        R networks; they are changed.
    images : ndarray, shape (n, n_inputs), the networks' dtype
        Training examples.
    targets : ndarray, shape (n, n_classes), the networks' dtype
        Their targets.
    orders : ndarray, shape (R, n), integer
        Order of the examples for each network, from `epoch_orders`.
    batch_size : int
        Examples a mini-batch; the last one has what is left over.
    """
    for start in range(0, orders.shape[1], batch_size):
        stack.descend(images, targets, orders[:, start : start + batch_size])


def measure_stack(stack: Stack, monitored: dict) -> list[dict[str, float]]:
    """Return cost and accuracy of every network on each monitored split, as `measure` does."""
    return [measure(stack.view(r), monitored, stack.loss) for r in range(len(stack))]
