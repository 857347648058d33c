"""Central finite differences: a second route to a gradient and to a full Hessian."""

import math

import numpy as np

from ce_utils.checks.arguments import as_floating

__all__ = [
    "finite_difference_gradient",
    "finite_difference_hessian",
    "finite_difference_jacobian",
]


LARGEST = 1e150  # so that a step away, and a product of two steps, is a number, too


def _steps(point, power):
    """Return steps h near eps**power times the size of x, with x + h exact in floating point."""
    size = np.finfo(np.float64).eps ** power * np.maximum(1.0, np.abs(point))
    # A power of two is added to x without error unless x is more than 2**52 steps away.
    return 2.0 ** np.round(np.log2(size))


def _check(function, point):
    """Return the point as float64, refusing what is not finite, and what cannot be called."""
    if not callable(function):
        raise ValueError(f"function is {function!r:.60}: expected one that takes an array.")
    wide, _ = as_floating(point, "point")
    if (np.abs(wide) > LARGEST).any() or not wide.size:
        raise ValueError(
            f"point has shape {wide.shape} and begins with {wide.ravel()[:3].tolist()}: expected "
            "finite numbers, one or more; no step leads away from infinity."
        )
    return wide


def _value(function, point, *, one=False):
    """Return what the function gives at a point as float64, refusing what is no number."""
    wide, _ = as_floating(function(point), "what function returned")
    if one and wide.ndim:
        raise ValueError(
            f"what function returned has shape {wide.shape}: expected one number; for several "
            "outputs take finite_difference_jacobian."
        )
    return wide


def finite_difference_jacobian(function, point):
    r"""Jacobian by central differences, one column per entry of `point`.

    .. math:: J_{ij} \approx \frac{f_i(x + h_j e_j) - f_i(x - h_j e_j)}{2 h_j}

    Parameters
    ----------
    function : callable
        Takes a float64 array of the shape of `point`, returns a number or an array.
    point : array_like of float, any shape
        Where to differentiate.

    Returns
    -------
    ndarray, shape ``function(point).shape + point.shape``, float64
        In units of the function per unit of the point.

    Raises
    ------
    ValueError
        A function that cannot be called or returns NaN or no real numbers, a point that is not
        finite or empty.

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
    point = _check(function, point)
    steps = _steps(point, 1 / 3)
    columns = []
    for index in np.ndindex(point.shape):
        shift = np.zeros_like(point)
        shift[index] = steps[index]
        change = _value(function, point + shift) - _value(function, point - shift)
        columns.append(change / (2 * steps[index]))
    jacobian = np.stack(columns, axis=-1)
    return jacobian.reshape(jacobian.shape[:-1] + point.shape)


def finite_difference_gradient(function, point):
    """Gradient of a scalar function by central differences; the shape of `point`.

    Takes the arguments of `finite_difference_jacobian`, of which it is the case of one output.

    Examples
    --------
    >>> finite_difference_gradient(lambda x: x[0] * x[1], [2.0, 5.0]).round(6).tolist()
    [5.0, 2.0]
    """
    _check(function, point)
    return finite_difference_jacobian(lambda x: _value(function, x, one=True), point)


def finite_difference_hessian(function, point):
    r"""Full Hessian of a scalar function from its values alone, by central differences.

    .. math:: H_{ij} \approx \frac{f_{++} - f_{+-} - f_{-+} + f_{--}}{4 h_i h_j}

    Parameters
    ----------
    function : callable
        Takes a float64 array of the shape of `point`, returns a number.
    point : array_like of float, any shape
        Where to differentiate.

    Returns
    -------
    ndarray, shape ``point.shape + point.shape``, float64
        In units of the function per square unit of the point.

    Raises
    ------
    ValueError
        A function that cannot be called or returns NaN or no real numbers, a point that is not
        finite or empty.

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
    point = _check(function, point)
    shifts = np.diag(_steps(point, 1 / 4).ravel()).reshape((point.size, *point.shape))
    hessian = np.empty((point.size, point.size))
    for i, up in enumerate(shifts):
        for j, right in enumerate(shifts[: i + 1]):
            signed = [
                a * b * _value(function, point + a * up + b * right, one=True)
                for a in (1, -1)
                for b in (1, -1)
            ]
            hessian[i, j] = hessian[j, i] = math.fsum(signed) / (4 * up.sum() * right.sum())
    return hessian.reshape(point.shape * 2)
