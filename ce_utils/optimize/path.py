"""The path that an optimiser took, and how it ended."""

from dataclasses import dataclass

import numpy as np

__all__ = ["Path"]


@dataclass(frozen=True, eq=False, repr=False)
class Path:
    """Every point that an optimiser visited, and what became of it.

    ``len(path)`` counts the points; ``len(path) - 1`` is the number of steps.

    Parameters
    ----------
    weights : ndarray, shape ``(k + 1, *cost.shape)``, float64
        The start, and the weights after each of the k steps.
    values : ndarray, shape (k + 1,), float64
        The cost at each of them, in nats (without a unit for the quadratic cost).
    gradient_norms : ndarray, shape (k + 1,), float64
        The Euclidean norm of the gradient at each of them.
    status : {'converged', 'separable', 'not converged'}
        'converged': the gradient norm fell to the tolerance. 'separable': the cost has no
        minimum, however small its gradient became; this is decided by `separation`.
    message : str
        What happened, and what to do about it.

    Examples
    --------
    >>> import numpy as np
    >>> points = np.array([[0.0], [1.0]])
    >>> path = Path(points, np.array([2.0, 1.0]), np.array([1.0, 0.0]), "converged", "It is 0.")
    >>> path, len(path), path.final.tolist()
    (Path(1 step, 'converged'), 2, [1.0])
    """

    weights: np.ndarray
    values: np.ndarray
    gradient_norms: np.ndarray
    status: str
    message: str

    @property
    def final(self):
        """The last weights, ndarray of the cost's shape of weights."""
        return self.weights[-1]

    def __len__(self):
        """Return the number of points, one more than the number of steps."""
        return len(self.values)

    def __repr__(self):
        """Say how many steps and how it ended, without the arrays."""
        steps = len(self) - 1
        return f"Path({steps} step{'s' * (steps != 1)}, {self.status!r})"
