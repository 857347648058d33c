"""Softmax taken apart in blocks of rows that fit the cache, and the losses of integer labels."""

import numpy as np

from ce_utils.checks import check_logits
from ce_utils.links import shifted_exponentials
from ce_utils.links.rowwise import FAINT, accurate_sum

__all__ = ["exponentials", "fill_from_labels", "row_blocks", "working_dtype"]

# Numbers in a block: 512 KiB of float64, of which a kernel makes some copies.
BLOCK = 65_536
# Integer labels need no more than one array of a block, so that it may be larger, and calls
# into NumPy fewer: bytes, about what the level-2 cache of a core holds.
LABEL_BLOCK = 2**20


def row_blocks(n_rows, n_classes, size=BLOCK):
    """Slices of at most `size` numbers, at least one row each, that cover all rows.

    Examples
    --------
    >>> list(row_blocks(5, 20_000))
    [slice(0, 3, None), slice(3, 5, None)]
    """
    step = max(1, size // n_classes)
    return [slice(start, min(start + step, n_rows)) for start in range(0, n_rows, step)]


def working_dtype(dtype):
    """Return the dtype of the exponentials: float64, or float32 for float32 and float16."""
    return np.dtype(np.float64 if dtype == np.float64 else np.float32)


def exponentials(logits, out):
    """Take softmax apart as `shifted_exponentials` does, with sums in float64.

    Parameters
    ----------
    logits : ndarray, shape (rows, C), float32 or float64, C order
        Nothing is checked.
    out : ndarray, shape (rows, C), of the logits' dtype, C order
        Filled with ``exp(z - max(z))``, and 0 at the top.

    Returns
    -------
    highest : ndarray, shape (rows,), float64
        The largest logit of each row. NaN, +inf and a row of -inf show here.
    rest : ndarray, shape (rows,), float64
        Sum of `out`.
    top : ndarray of int, shape (rows,)
        Where the first largest logit of each row stands, for ``take`` and ``put``.

    Examples
    --------
    >>> logits = np.array([[40.0, 0.0]])
    >>> highest, rest, top = exponentials(logits, np.empty((1, 2)))
    >>> print(highest, top, f"{rest.item():.3e}")
    [40.] [0] 4.248e-18
    """
    top = logits.argmax(axis=-1)
    top += np.arange(0, logits.size, logits.shape[-1])
    highest = logits.take(top)
    if not np.isfinite(highest).all():
        return highest, None, top
    with np.errstate(over="ignore"):  # a difference of -inf, for which exp is rightly 0
        np.subtract(logits, highest[:, None], out=out)
    np.exp(out, out=out)
    out.put(top, 0.0)
    wide = out.dtype == np.float64  # with no wider format to add in, the sum is compensated
    rest = accurate_sum(out)[:, 0] if wide else np.einsum("ij->i", out, dtype=np.float64)
    if rest.min() < FAINT[out.dtype.char]:
        faint = rest < FAINT[out.dtype.char]
        rest[faint] = shifted_exponentials(logits[faint].astype(np.float64))[2][:, 0]
    return highest.astype(np.float64), rest, top


def fill_from_labels(batch, divisor, costs, slopes):
    r"""Costs and slopes of integer labels, without ever writing the labels as targets.

    With :math:`m` the largest logit, rest the sum of :math:`e^{z_j - m}` over the others, and
    w the factor on the label y,

    .. math::

        L = w \, \bigl[ (m - z_y) + \log(1 + \text{rest}) \bigr], \qquad
        \frac{\partial L}{\partial z_k} = w \frac{e^{z_k - m}}{1 + \text{rest}}
        \quad (k \ne y)

    and at y itself minus the sum of the others: minus rest where y is on top.

    Parameters
    ----------
    batch : Batch
        With labels, and without smoothing.
    divisor : float
        Of the slopes.
    costs : ndarray, shape (N,), float64, or None
        Where to write the cost of each example, in nats. None: not wanted.
    slopes : ndarray, shape (N, C), of the result's dtype, or None
        Where to write the gradient. None: not wanted.

    Raises
    ------
    ValueError
        NaN, +inf, or a row of -inf throughout: each shows in the largest logit of its row.
    """
    factors, work = batch.label_weights, working_dtype(batch.dtype)
    blocks = row_blocks(*batch.logits.shape, LABEL_BLOCK // work.itemsize)
    scratch = np.empty((blocks[0].stop if blocks else 0, batch.shape[-1]), work)
    for rows in blocks:
        logits = np.ascontiguousarray(batch.logits[rows], dtype=work)
        in_place = slopes is not None and slopes.dtype == work
        others = slopes[rows] if in_place else scratch[: len(logits)]
        highest, rest, top = exponentials(logits, others)
        if rest is None:
            check_logits(batch.logits.reshape(batch.shape))  # raises, naming what and where
        at = np.arange(0, logits.size, logits.shape[1]) + batch.labels[rows]
        if costs is not None:
            costs[rows] = (highest - logits.take(at)) + np.log1p(rest)
        if slopes is not None:
            _to_slopes(others, rest, top, at, divisor, None if factors is None else factors[rows])
            if not in_place:
                slopes[rows] = others
    if factors is not None and costs is not None:  # a weight of 0 silences an infinite cost
        costs[:] = np.multiply(costs, factors, where=factors > 0, out=np.zeros_like(costs))


def _to_slopes(others, rest, top, at, divisor, factors):
    """Turn `others` into the gradient, in place."""
    total = 1.0 + rest
    missed = np.where(at == top, rest, total - others.take(at))
    others.put(top, 1.0)
    scale = total * divisor
    if factors is None:
        others /= scale.astype(others.dtype)[:, None]
    else:  # in float64, because a weight may be larger than any float32
        missed *= factors
        np.multiply(others, (factors / scale)[:, None], out=others, casting="same_kind")
    others.put(at, 0.0 - missed / scale)  # 0 - 0 is 0, where -0 would be a negative zero
