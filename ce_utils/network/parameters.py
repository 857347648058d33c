"""The weights and biases of a feed-forward network, and how they start."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from numbers import Integral

import numpy as np
from numpy.typing import DTypeLike

_DTYPES = (np.dtype(np.float32), np.dtype(np.float64))
_SCALES = ("unit", "inverse_sqrt")


@dataclass(frozen=True, eq=False)
class Network:
    r"""Weights and biases of a feed-forward network: all that training changes.

    Layer :math:`l` turns the activations :math:`a^{l-1}`, a row for each example, into logits
    :math:`z^l = a^{l-1} w^l + b^l`. Hidden layers answer :math:`a^l = \sigma(z^l)`; the last layer
    stops at its logits, since the loss brings the output function (its link) along.

    Parameters
    ----------
    weights : sequence of ndarray, each of shape (n_in, n_out), float32 or float64
        One matrix a layer, from the first hidden layer to the outputs. Entry ``[j, k]`` is the
        strength of the connection from neuron ``j`` below to neuron ``k``.
    biases : sequence of ndarray, each of shape (n_out,), same dtype
        One vector a layer.

    Raises
    ------
    ValueError
        If the shapes do not chain or the dtypes are mixed.

    Notes
    -----
    Nielsen writes :math:`z = w a + b` with columns for examples; his weight matrices are the
    transposes of ours.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.network import Network
    >>> Network(weights=[np.zeros((2, 3)), np.zeros((3, 1))], biases=[np.zeros(3), np.zeros(1)])
    Network([2, 3, 1], float64)

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1 (the network) and chapter 2
    (the matrix notation).
    """

    weights: tuple[np.ndarray, ...]
    biases: tuple[np.ndarray, ...]

    def __post_init__(self) -> None:
        """Turn sequences into tuples and refuse layers that do not fit together."""
        object.__setattr__(self, "weights", tuple(self.weights))
        object.__setattr__(self, "biases", tuple(self.biases))
        weight_shapes = [weight.shape for weight in self.weights]
        bias_shapes = [bias.shape for bias in self.biases]
        if not _shapes_chain(weight_shapes, bias_shapes):
            raise ValueError(
                "the layers do not fit together: expected weights of shapes (n_0, n_1), "
                "(n_1, n_2), … with biases of shapes (n_1,), (n_2,), …; "
                f"got weights {weight_shapes} and biases {bias_shapes}"
            )
        dtypes = {array.dtype for array in (*self.weights, *self.biases)}
        if len(dtypes) > 1 or not dtypes <= set(_DTYPES):
            raise ValueError(
                "weights and biases must all be float32 or all be float64, "
                f"got {sorted(map(str, dtypes))}; convert them with .astype"
            )

    @property
    def sizes(self) -> list[int]:
        """Number of neurons in each layer, inputs first."""
        return [self.weights[0].shape[0], *(weight.shape[1] for weight in self.weights)]

    @property
    def n_classes(self) -> int:
        """Number of output neurons, one for each class."""
        return self.sizes[-1]

    @property
    def dtype(self) -> np.dtype:
        """Floating-point type of every weight and bias."""
        return self.weights[0].dtype

    def copy(self) -> "Network":
        """Return a network with the same numbers in memory of its own."""
        return Network([w.copy() for w in self.weights], [b.copy() for b in self.biases])

    def __repr__(self) -> str:
        """Return sizes and dtype: 23,000 numbers tell a reader nothing."""
        return f"Network({self.sizes}, {self.dtype})"


def initialise(
    sizes: Sequence[int],
    *,
    seed: int | np.random.Generator,
    scale: str = "unit",
    dtype: DTypeLike = np.float32,
) -> Network:
    r"""Return a network with random weights and biases.

    .. math::

        w_{jk} \sim N(0, s^2), \qquad b_k \sim N(0, 1), \qquad
        s = 1 \text{ ("unit") or } 1 / \sqrt{n_\mathrm{in}} \text{ ("inverse\_sqrt")}.

    Parameters
    ----------
    sizes : sequence of int
        Neurons in each layer, inputs first: ``[784, 30, 10]``.
    seed : int or numpy.random.Generator
        Decides every number. The same integer always gives the same network; a generator is
        advanced by the draws.
    scale : {"unit", "inverse_sqrt"}
        Standard deviation of the weights. With "unit" a neuron with many inputs starts saturated;
        "inverse_sqrt" keeps its logit near one in size, whatever the number of inputs.
    dtype : float32 or float64
        Type of the numbers. A float32 network is the float64 one of the same seed, rounded.

    Returns
    -------
    Network
        Weights of shape (n_in, n_out) and biases of shape (n_out,), dimensionless.

    Raises
    ------
    ValueError
        If a size, the scale or the dtype is not one of the above.

    Examples
    --------
    >>> from ce_utils.network import initialise
    >>> network = initialise([784, 30, 10], seed=0)
    >>> network
    Network([784, 30, 10], float32)
    >>> [weight.shape for weight in network.weights]
    [(784, 30), (30, 10)]

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1 ("unit") and chapter 3, section
    "Weight initialization" ("inverse_sqrt").
    """
    _check_initialise(sizes, scale, dtype)
    rng = np.random.default_rng(seed)
    weights, biases = [], []
    for n_in, n_out in pairwise(sizes):
        spread = 1.0 if scale == "unit" else 1.0 / np.sqrt(n_in)
        weights.append((spread * rng.standard_normal((n_in, n_out))).astype(dtype))
        biases.append(rng.standard_normal(n_out).astype(dtype))
    return Network(weights, biases)


def _shapes_chain(weight_shapes: list[tuple], bias_shapes: list[tuple]) -> bool:
    """Tell whether each layer's outputs are the next layer's inputs and have one bias each."""
    if not weight_shapes or any(len(shape) != 2 or 0 in shape for shape in weight_shapes):
        return False
    chained = all(below[1] == above[0] for below, above in pairwise(weight_shapes))
    return chained and bias_shapes == [shape[1:] for shape in weight_shapes]


def _check_initialise(sizes: Sequence[int], scale: str, dtype: DTypeLike) -> None:
    """Refuse sizes, scale or dtype that make no network."""
    whole = all(isinstance(size, Integral) and size >= 1 for size in sizes)
    if len(sizes) < 2 or not whole:
        raise ValueError(
            "sizes must be two or more whole numbers of neurons, each at least 1, inputs first "
            f"(such as [784, 30, 10]), got {sizes}"
        )
    if scale not in _SCALES:
        raise ValueError(f"scale must be one of {_SCALES}, got {scale!r}")
    if np.dtype(dtype) not in _DTYPES:
        raise ValueError(f"dtype must be float32 or float64, got {np.dtype(dtype)}")
