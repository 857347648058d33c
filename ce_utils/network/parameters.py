"""The weights and biases of a feed-forward network, and how they start."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import DTypeLike

from ce_utils.checks.kinds import as_generator, as_whole_number, check_choice

_DTYPES = (np.dtype(np.float32), np.dtype(np.float64))
LARGEST = 1 << 31  # neurons in a layer; more weights than any memory holds
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
        object.__setattr__(self, "weights", _arrays(self.weights, "weights"))
        object.__setattr__(self, "biases", _arrays(self.biases, "biases"))
        weight_shapes = [weight.shape for weight in self.weights]
        bias_shapes = [bias.shape for bias in self.biases]
        if not _shapes_chain(weight_shapes, bias_shapes):
            raise ValueError(
                f"weights have the shapes {weight_shapes} and biases {bias_shapes}, which do not "
                "fit together: expected (n_0, n_1), (n_1, n_2), … and (n_1,), (n_2,), …."
            )
        dtypes = {array.dtype for array in (*self.weights, *self.biases)}
        if len(dtypes) > 1 or not dtypes <= set(_DTYPES):
            raise ValueError(
                f"weights and biases have the dtypes {sorted(map(str, dtypes))}: expected float32 "
                "for all, or float64 for all; convert them with .astype."
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
    sizes, dtype = _check_sizes(sizes), _check_dtype(dtype)
    check_choice(scale, "scale", _SCALES)
    rng = as_generator(seed)
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


def _arrays(arrays, name: str) -> tuple[np.ndarray, ...]:
    """Return a sequence of arrays as a tuple."""
    if not isinstance(arrays, Sequence) or not all(isinstance(a, np.ndarray) for a in arrays):
        raise ValueError(
            f"{name} is {arrays!r:.60}: expected a list of arrays, one for each layer; make each "
            "with numpy.array."
        )
    return tuple(arrays)


def _check_sizes(sizes: Sequence[int]) -> list[int]:
    """Return the sizes as a list of integers, refusing what makes no network."""
    listed = isinstance(sizes, Sequence) or np.ndim(sizes) == 1
    if not listed or isinstance(sizes, str) or len(sizes) < 2:
        raise ValueError(
            f"sizes is {sizes!r:.60}: expected two or more whole numbers of neurons, inputs first, "
            "such as [784, 30, 10]."
        )
    return [
        as_whole_number(size, f"sizes[{place}]", least=1, most=LARGEST)
        for place, size in enumerate(sizes)
    ]


def _check_dtype(dtype: DTypeLike) -> np.dtype:
    try:
        found = None if dtype is None else np.dtype(dtype)
    except (TypeError, ValueError):
        found = None
    if found not in _DTYPES:
        raise ValueError(f"dtype is {dtype!r:.60}: expected float32 or float64.")
    return found
