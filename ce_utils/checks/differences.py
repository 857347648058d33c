"""Central finite differences: a second route to a gradient and to a full Hessian."""

import math

import numpy as np

__all__ = [
    "finite_difference_gradient",
    "finite_difference_hessian",
    "finite_difference_jacobian",
]


def _steps(point, power):
    """Return steps h near eps**power times the size of x, with x + h exact in floating point."""
    size = np.finfo(np.float64).eps ** power * np.maximum(1.0, np.abs(point))
    # A power of two is added to x without error unless x is more than 2**52 steps away.
    return 2.0 ** np.round(np.log2(size))


def finite_difference_jacobian(function, point):
    r"""Jacobian by central differences, one column per entry of `point`.

    .. math:: J_{ij} \approx \frac{f_i(x + h_j e_j) - f_i(x - h_j e_j)}{2 h_j}

    Parameters
    ----------
    function : callable
        Takes a float64 array of the shape of `point`, returns a number or an array.
    point : array_like, any shape
        Where to differentiate.

    Returns
    -------
    ndarray, shape ``function(point).shape + point.shape``, float64

    Notes
    -----
    The step is near eps**(1/3), where truncation (h**2) and rounding (eps/h) balance: the
    error is about 1e-10 where f and its third derivative are of order one.

    Examples
    --------
    >>> import numpy as np
    >>> finite_difference_jacobian(lambda x: x**2, np.array([1.0, 3.0])).round(6).tolist()
    [[2.0, 0.0], [0.0, 6.0]]

    References
    ----------
    Nocedal and Wright, Numerical Optimization, 2nd ed. 2006, section 8.1.
    """
    point = np.asarray(point, dtype=np.float64)
    steps = _steps(point, 1 / 3)
    columns = []
    for index in np.ndindex(point.shape):
        shift = np.zeros_like(point)
        shift[index] = steps[index]
        change = np.asarray(function(point + shift)) - np.asarray(function(point - shift))
        columns.append(change / (2 * steps[index]))
    jacobian = np.stack(columns, axis=-1)
    return jacobian.reshape(jacobian.shape[:-1] + point.shape)


def finite_difference_gradient(function, point):
    """Gradient of a scalar function by central differences; the shape of `point`.

    See `finite_difference_jacobian`, of which it is the case of one output.

    Examples
    --------
    >>> finite_difference_gradient(lambda x: x[0] * x[1], [2.0, 5.0]).round(6).tolist()
    [5.0, 2.0]
    """
    return finite_difference_jacobian(lambda x: float(function(x)), point)


def finite_difference_hessian(function, point):
    r"""Full Hessian of a scalar function from its values alone, by central differences.

    .. math:: H_{ij} \approx \frac{f_{++} - f_{+-} - f_{-+} + f_{--}}{4 h_i h_j}

    Parameters
    ----------
    function : callable
        Takes a float64 array of the shape of `point`, returns a number.
    point : array_like, any shape
        Where to differentiate.

    Returns
    -------
    ndarray, shape ``point.shape + point.shape``, float64

    Notes
    -----
    The step is near eps**(1/4), where truncation (h**2) and rounding (eps/h**2) balance:
    the error is about 1e-7 where f and its fourth derivatives are of order one. For more
    digits, pass a gradient to `finite_difference_jacobian`.

    Examples
    --------
    >>> finite_difference_hessian(lambda x: x[0] ** 2 * x[1], [1.0, 3.0]).round(5).tolist()
    [[6.0, 2.0], [2.0, 0.0]]

    References
    ----------
    Nocedal and Wright, Numerical Optimization, 2nd ed. 2006, section 8.1.
    """
    point = np.asarray(point, dtype=np.float64)
    shifts = np.diag(_steps(point, 1 / 4).ravel()).reshape((point.size, *point.shape))
    hessian = np.empty((point.size, point.size))
    for i, up in enumerate(shifts):
        for j, right in enumerate(shifts[: i + 1]):
            signed = [
                a * b * function(point + a * up + b * right) for a in (1, -1) for b in (1, -1)
            ]
            hessian[i, j] = hessian[j, i] = math.fsum(signed) / (4 * up.sum() * right.sum())
    return hessian.reshape(point.shape * 2)
