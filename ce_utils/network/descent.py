"""The largest part of a step: take the products of activations and slopes off the weights."""

from collections.abc import Callable

import numpy as np
from scipy.linalg import get_blas_funcs

__all__ = ["subtractor"]

_WORTHWHILE = 4096  # weights of a network; below, a call of its own costs more than it saves


def subtractor(weight: np.ndarray, activation: np.ndarray, delta: np.ndarray) -> Callable[[], None]:
    r"""Return a function that changes the weights of each network in place.

    .. math:: w_r \gets w_r - a_r^\top \delta_r, \qquad r = 1, \dots, R.

    Parameters
    ----------
    weight : ndarray, shape (R, n_in, n_out), float32 or float64
        The weights that calls of the function change.
    activation : ndarray, shape (R, m, n_in), same dtype
        Memory that holds the layer's inputs at each call.
    delta : ndarray, shape (R, m, n_out), same dtype
        Memory that holds the slopes by the layer's logits at each call.

    Returns
    -------
    function of no arguments
        Reads and writes the three arrays as they are when it is called.

    Notes
    -----
    ``numpy.matmul`` cannot subtract: it needs memory for the product and a second pass over the
    weights. The product of BLAS can (its ``beta``), which saves a tenth of a training step. It is
    used where it gives the same bits, which is tried out here on random numbers; where NumPy
    and SciPy come with products that differ, NumPy's is used.

    Examples
    --------
    >>> import numpy as np
    >>> from ce_utils.network.descent import subtractor
    >>> weight = np.zeros((1, 2, 1))
    >>> subtractor(weight, np.array([[[1.0, 2.0]]]), np.array([[[0.5]]]))()
    >>> weight[0].tolist()
    [[-0.5], [-1.0]]
    """
    if weight[0].size >= _WORTHWHILE and _same_bits(weight[:1], activation[:1], delta[:1]):
        return _in_one_pass(weight, activation, delta)
    return _in_two_passes(weight, activation, delta)


def _in_two_passes(weight, activation, delta) -> Callable[[], None]:
    """Return the subtractor that keeps to NumPy."""
    transposed, product = activation.swapaxes(1, 2), np.empty_like(weight)

    def subtract():
        np.matmul(transposed, delta, out=product)
        np.subtract(weight, product, out=weight)

    return subtract


def _in_one_pass(weight, activation, delta) -> Callable[[], None]:
    """Return the subtractor that calls BLAS once for each network."""
    gemm = get_blas_funcs("gemm", dtype=weight.dtype)
    # BLAS wants columns in a row of memory: it sees the transposes of our arrays, uncopied.
    triples = [(d.T, a.T, w.T) for d, a, w in zip(delta, activation, weight, strict=True)]

    def subtract():
        for d, a, w in triples:
            gemm(-1.0, d, a, beta=1.0, c=w, trans_b=1, overwrite_c=1)

    return subtract


def _same_bits(*arrays: np.ndarray) -> bool:
    """Tell whether both subtractors do the same to random arrays of these shapes."""
    rng = np.random.default_rng(0)
    weight, *others = (rng.standard_normal(array.shape).astype(array.dtype) for array in arrays)
    twin = weight.copy()
    _in_two_passes(weight, *others)()
    _in_one_pass(twin, *others)()
    return weight.tobytes() == twin.tobytes()
