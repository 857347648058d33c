"""Networks of one shape side by side: a mini-batch step of all of them in a few NumPy calls.

The formulas are those of `ce_utils.network.passes`, with one more axis in front, one entry for
each network, and with results written into memory that is kept from step to step.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import expit  # ce_utils.links.sigmoid without its checks: a call a mini-batch

from ce_utils.checks.kinds import as_whole_number
from ce_utils.network.checks import check_loss, check_networks, check_rate, one_rate_each
from ce_utils.network.descent import subtractor
from ce_utils.network.parameters import Network


class Stack:
    r"""Several networks, their weights stacked, each trained on mini-batches of its own.

    `train_replicates` trains for whole epochs and is what you want most of the time. A stack is
    for looking closer: it takes one step at a time, so that you can stop between any two.

    Parameters
    ----------
    networks : sequence of Network
        R networks of the same sizes and dtype; they are copied.
    loss : a loss of `ce_utils.losses`, or its name
        The cost of one example, the same for all.
    learning_rates : float or sequence of R floats
        One for all or one for each network, above 0.

    Attributes
    ----------
    weights : list of ndarray, each of shape (R, n_in, n_out), the networks' dtype
        One array a layer. `descend` changes them in place.
    biases : list of ndarray, each of shape (R, n_out), the networks' dtype
        One array a layer.

    Raises
    ------
    ValueError
        If networks, loss and learning rates do not fit together.

    Notes
    -----
    Nothing is ever added up across networks. ``numpy.matmul`` calls the matrix product of BLAS
    once for each network, with that network's matrices alone, and so does `subtractor`; all else
    works element by element or adds along the examples of one mini-batch. So with one BLAS
    thread a network ends with the same bits alone, in a stack of any size, and in
    `ce_utils.network.train`.

    A step costs some twenty NumPy calls whatever R is. A stack of eight to sixteen makes their
    overhead small; a larger one leaves the processor's cache and gains nothing.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.network import Stack, initialise
    >>> stack = Stack([initialise([4, 3, 2], seed=s) for s in (0, 1)], "quadratic", [3.0, 0.5])
    >>> stack.weights[0].shape
    (2, 4, 3)
    >>> images, targets = np.eye(4, dtype=np.float32), np.eye(4, 2, dtype=np.float32)
    >>> stack.descend(images, targets, rows=np.array([[0, 1], [3, 2]]))
    >>> stack.networks()
    [Network([4, 3, 2], float32), Network([4, 3, 2], float32)]

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 2, equations BP1 to BP4.
    """

    def __init__(
        self, networks: Sequence[Network], loss, learning_rates: float | Sequence[float]
    ) -> None:
        check_networks(networks)
        rates = one_rate_each(networks, learning_rates, "learning_rates")
        for rate in rates:
            check_rate(rate, "learning_rates")
        self.weights = [
            np.stack(layer) for layer in zip(*(n.weights for n in networks), strict=True)
        ]
        self.biases = [np.stack(layer) for layer in zip(*(n.biases for n in networks), strict=True)]
        self.loss = check_loss(loss)
        self.learning_rates = np.asarray(rates, dtype=np.float64)
        self.sizes, self.dtype = networks[0].sizes, networks[0].dtype
        self._rooms: dict[int, _Room] = {}

    def __len__(self) -> int:
        """Return the number of networks, R."""
        return len(self.learning_rates)

    def networks(self) -> list[Network]:
        """Return the networks, in memory of their own."""
        return [self.view(replicate).copy() for replicate in range(len(self))]

    def view(self, replicate: int) -> Network:
        """Return one of the networks, looking at the memory of the stack.

        Parameters
        ----------
        replicate : int
            Which, from 0.

        Returns
        -------
        Network
            Its arrays are no copies: the next step changes them.

        Raises
        ------
        ValueError
            If there is no such network.
        """
        replicate = as_whole_number(replicate, "replicate", least=0, most=len(self) - 1)
        return Network([w[replicate] for w in self.weights], [b[replicate] for b in self.biases])

    def descend(self, images: np.ndarray, targets: np.ndarray, rows: np.ndarray) -> None:
        """Take one step downhill, each network on the mini-batch that its rows name.

        Parameters
        ----------
        images : ndarray, shape (n, n_inputs), the networks' dtype
            All training examples.
        targets : ndarray, shape (n, n_classes), the networks' dtype
            Their targets.
        rows : ndarray, shape (R, m), integer
            Row numbers of the examples of each network's mini-batch.

        Raises
        ------
        ValueError
            If shapes or dtypes do not fit, or a row number is out of range. The values of images
            and targets are not looked at, since that would take longer than the step: a NaN
            among them is found again in the weights.
        """
        self._check(images, targets, rows)
        room = self._room(rows.shape[1])
        # Of the modes of take, "clip" alone writes straight into the given memory.
        images.take(rows, axis=0, out=room.activations[0], mode="clip")
        targets.take(rows, axis=0, out=room.targets, mode="clip")
        self._forward(room)
        slopes = self.loss.gradient_kernel(room.logits, room.targets)
        rates = (self.learning_rates / rows.shape[1]).astype(self.dtype)
        # The gradient is linear in delta: scaling these few numbers scales every weight's step.
        np.multiply(slopes, rates[:, np.newaxis, np.newaxis], out=room.deltas[-1])
        self._backward(room)

    def _check(self, images: np.ndarray, targets: np.ndarray, rows: np.ndarray) -> None:
        """Refuse what does not fit; a few microseconds a step."""
        n = images.shape[0] if isinstance(images, np.ndarray) and images.ndim else 1
        _check_matrix(images, "images", (max(n, 1), self.sizes[0]), self.dtype)
        _check_matrix(targets, "targets", (n, self.sizes[-1]), self.dtype)
        _check_rows(rows, len(self), n)

    def _room(self, batch_size: int) -> "_Room":
        """Return the memory for mini-batches of that size, made at the first of them."""
        if batch_size not in self._rooms:
            self._rooms[batch_size] = _Room(self, batch_size)
        return self._rooms[batch_size]

    def _forward(self, room: "_Room") -> None:
        """Fill in the answers of every hidden layer and the logits, as `passes.forward`."""
        results = [*room.activations[1:], room.logits]
        for layer, result in enumerate(results):
            np.matmul(room.activations[layer], self.weights[layer], out=result)
            result += self.biases[layer][:, np.newaxis, :]
            if result is not room.logits:
                expit(result, out=result)

    def _backward(self, room: "_Room") -> None:
        """Change all weights and biases, the last layer first, as `passes.backward` says."""
        for layer in reversed(range(len(self.weights))):
            activation, delta = room.activations[layer], room.deltas[layer]
            if layer > 0:  # before the weights of this layer change
                below = room.deltas[layer - 1]
                np.matmul(delta, self.weights[layer].swapaxes(1, 2), out=below)
                below *= activation
                below *= np.subtract(1, activation, out=room.complements[layer - 1])
            room.subtract[layer]()
            self.biases[layer] -= delta.sum(axis=1)


def _check_matrix(array: np.ndarray, name: str, shape: tuple, dtype: np.dtype) -> None:
    """Refuse what is not an array of this shape and dtype."""
    found = getattr(array, "shape", None), getattr(array, "dtype", type(array).__name__)
    if not isinstance(array, np.ndarray) or found != (shape, dtype):
        raise ValueError(
            f"{name} has shape {found[0]} and dtype {found[1]}: expected an array of shape {shape} "
            f"and dtype {dtype}, a row for each example; turn labels into rows with "
            "ce_utils.losses.one_hot, and convert with .astype."
        )


def _check_rows(rows: np.ndarray, n_networks: int, n_examples: int) -> None:
    """Refuse what does not name a mini-batch of the examples for each network."""
    shape = getattr(rows, "shape", None)
    kind = rows.dtype if isinstance(rows, np.ndarray) else type(rows).__name__
    whole = isinstance(rows, np.ndarray) and rows.dtype.kind in "iu" and rows.dtype != np.uint64
    if not whole or len(shape) != 2 or shape[0] != n_networks or shape[1] == 0:
        raise ValueError(
            f"rows has shape {shape} and dtype {kind}: expected an array of int64 of shape "
            f"({n_networks}, m), m >= 1, the mini-batch of each network; one network alone takes "
            "rows[np.newaxis]."
        )
    if rows.min() < 0 or rows.max() >= n_examples:
        raise ValueError(
            f"rows holds numbers from {rows.min()} to {rows.max()}: expected 0 to "
            f"{n_examples - 1}, as there are {n_examples} images."
        )


class _Room:
    """Memory for one mini-batch of every network: arrays of shape (R, m, neurons)."""

    def __init__(self, stack: Stack, batch_size: int) -> None:
        def make(widths):
            return [np.empty((len(stack), batch_size, width), stack.dtype) for width in widths]

        self.activations = make(stack.sizes[:-1])
        self.deltas = make(stack.sizes[1:])
        self.complements = make(stack.sizes[1:-1])
        self.logits, self.targets = make([stack.sizes[-1]] * 2)
        parts = zip(stack.weights, self.activations, self.deltas, strict=True)
        self.subtract = [subtractor(*layer) for layer in parts]
