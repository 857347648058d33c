r"""Separable examples, found by a linear programme: when a regression has no minimum.

The cross-entropy of a regression has a minimum unless the examples can be *separated*. Take
a direction v in the space of weights. Its *margins* are, for every example and every class k
that its target allows, the logit :math:`v_k x_i` minus the logit of each other class (for a
sigmoid: :math:`v x_i` where the target is above 0, :math:`-v x_i` where it is below 1).

- complete separation: some direction has every margin positive. The cost falls to its
  infimum 0 for hard labels, and never reaches it;
- quasi-complete: some direction has no negative margin and at least one positive, but none
  has them all positive. The cost falls for ever along it, too;
- none (overlap): every direction has a negative margin, or margins of 0 throughout. Then the
  cost has a minimum.

The size of the weights that an optimiser reached proves nothing, so none is looked at.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from ce_utils.checks.kinds import as_array
from ce_utils.optimize.examples import check_design, check_targets

__all__ = ["Separation", "separation", "separation_of"]

# HiGHS may miss a constraint by this much (its smallest setting; the default is 1e-7).
FEASIBILITY = 1e-10
# Its error in the smallest margin is about as large, since that is one constraint's slack.
POSITIVE = 10 * FEASIBILITY
# Interior points are several times faster for the second programme, and may give up.
SIMPLEX_FIRST, INTERIOR_FIRST = ("highs-ds", "highs-ipm"), ("highs-ipm", "highs-ds")


@dataclass(frozen=True, eq=False, repr=False)
class Separation:
    """Whether examples are separable, and a direction that separates them.

    Parameters
    ----------
    kind : {'none', 'quasi-complete', 'complete'}
        See `separation`.
    direction : ndarray or None, float64
        Weights of shape (n_columns,), or (C, n_columns) for softmax, the largest of them 1
        in size; None where the kind is 'none'. Adding any positive multiple of it to any
        weights lowers the cross-entropy.
    """

    kind: str
    direction: np.ndarray | None

    def __repr__(self):
        """Say the kind, without the direction."""
        return f"Separation({self.kind!r})"


def separation(design, targets_or_labels, n_classes=None):
    r"""Decide whether examples are separable, and how.

    Parameters
    ----------
    design : array_like, shape (n_examples, n_columns), real
        One row per example, with a column of ones if the regression has an intercept.
    targets_or_labels : array_like of float or int
        Of shape (n_examples,): 0, 1 or between, for a sigmoid; or integer labels of softmax
        classes, if one of them is above 1 or `n_classes` is given. Of shape
        (n_examples, C): softmax distributions.
    n_classes : int, optional
        Number of softmax classes. A class without examples is separable wherever the design
        has an intercept: its logit may fall to minus infinity.

    Returns
    -------
    Separation
        Of kind 'none', 'quasi-complete' or 'complete', with a direction.

    Raises
    ------
    ValueError
        Shapes that do not fit, NaN or infinity, labels or targets that are none.
    RuntimeError
        The solver of the linear programme gave up.

    Notes
    -----
    Two linear programmes, with an unknown per weight and a row per margin. The first
    maximises the mean margin over directions in a box, none of the margins negative: it is
    0 exactly where there is overlap. The second maximises the smallest margin. Thousands of
    examples take seconds with a sigmoid, and half a minute with ten classes of 65 columns.

    Separation depends on the space that the columns span and not on their units, so the
    design is first replaced by an orthonormal basis of that space, scaled to a mean square
    of 1; columns that repeat others drop out there. Then the first programme's answer is
    either 0 or, per row, at least :math:`1 / (\sqrt 2 \rho)`, where :math:`\rho` is the
    longest row: a direction v that reaches the box has margins whose squares sum to at
    least :math:`n |v|^2 \ge n |v|`, and none exceeds :math:`\sqrt 2 \rho |v|`. Half of that
    bound decides. The solver's tolerance does the rest: margins down to -1e-10, on a scale
    where the typical one is 1, count as not negative, and those up to 1e-9 as not positive.
    Rows that are equal tie exactly. A column whose spread is 1e-7 of its size or less loses
    the digits that would decide: subtract its mean.

    Examples
    --------
    >>> hours = [[1, 0.5], [1, 1.0], [1, 2.0], [1, 3.0]]
    >>> separation(hours, [0, 0, 1, 1])
    Separation('complete')
    >>> separation([*hours, [1, 2.0]], [0, 0, 1, 1, 0])  # a tie at 2.0, no overlap beyond
    Separation('quasi-complete')
    >>> separation(hours, [0, 1, 0, 1])
    Separation('none')

    References
    ----------
    Albert and Anderson, On the existence of maximum likelihood estimates in logistic
    regression models, Biometrika 71(1), 1984, 1-10, doi:10.1093/biomet/71.1.1.
    """
    design = check_design(design)
    given = as_array(targets_or_labels, "targets_or_labels")
    named = given.dtype.kind in "iu" and given.size and given.max() > 1
    softmax = given.ndim != 1 or n_classes is not None or named
    link = "softmax" if softmax else "sigmoid"
    return _decide(design, check_targets(given, len(design), link, n_classes))


def separation_of(cost):
    """Return the `Separation` of a `RegressionCost` in its columns without a penalty."""
    free = cost.l2 == 0
    found = _decide(cost.design[:, free], cost.targets)
    if found.kind == "none":
        return found
    direction = np.zeros(cost.shape)
    direction[..., free] = found.direction
    return Separation(found.kind, direction)


def _decide(design, targets):
    rows, allowed = _distinct(design, targets)
    basis, back = _orthonormal(rows)
    if not basis.shape[1]:
        return Separation("none", None)
    margins, sums = _margins(basis, allowed, targets.ndim == 1)
    best = _solve(-margins.mean(axis=0), -margins, sums, SIMPLEX_FIRST)
    longest = np.sqrt((basis**2).sum(axis=1).max())
    if (margins @ best).sum() / len(rows) < 0.5 / (np.sqrt(2) * longest):
        return Separation("none", None)
    evenly, smallest = _most_even(margins, sums)
    kind = "complete" if smallest > POSITIVE else "quasi-complete"
    return Separation(kind, _in_columns(evenly if kind == "complete" else best, back, targets))


def _distinct(design, targets):
    """Return the distinct rows of the design, and the classes that the targets of each allow.

    A row that comes with two labels then ties exactly, whatever the rounding of the basis.
    """
    rows, index = np.unique(design, axis=0, return_inverse=True)
    each = targets > 0 if targets.ndim == 2 else np.column_stack([targets < 1, targets > 0])
    allowed = np.zeros((len(rows), each.shape[1]), dtype=bool)
    np.logical_or.at(allowed, index.ravel(), each)
    return rows, allowed


def _orthonormal(design):
    """Return a basis Z of the column space with Z^T Z = n I, and B such that Z = design @ B."""
    size = np.abs(design).max(axis=0, initial=0)
    scale = np.where(size > 0, size, 1.0)
    left, singular, right = np.linalg.svd(design / scale, full_matrices=False)
    kept = singular > singular.max(initial=0) * max(design.shape) * np.finfo(float).eps
    length = np.sqrt(len(design))
    return left[:, kept] * length, (right[kept] / singular[kept, None]).T * length / scale[:, None]


def _margins(basis, allowed, sigmoid):
    """Return the margins as a matrix on directions, and the matrix that must give zeros.

    The second fixes what margins do not see: the same vector added to every class.
    """
    if sigmoid:
        return np.concatenate([basis[allowed[:, 1]], -basis[allowed[:, 0]]]), None
    n_classes, n_columns = allowed.shape[1], basis.shape[1]
    example, label, other = np.nonzero(allowed[:, :, None] & ~np.eye(n_classes, dtype=bool))
    signs = np.eye(n_classes)[label] - np.eye(n_classes)[other]
    margins = np.einsum("mk,mr->mkr", signs, basis[example]).reshape(len(example), -1)
    return margins, np.tile(np.eye(n_columns), n_classes)


def _most_even(margins, sums):
    """Return a direction whose smallest margin is largest, and that margin."""
    column = np.ones((len(margins), 1))
    wider = None if sums is None else np.pad(sums, ((0, 0), (0, 1)))
    costs = np.append(np.zeros(margins.shape[1]), -1.0)
    found = _solve(costs, np.hstack([-margins, column]), wider, INTERIOR_FIRST)
    return found[:-1], found[-1]


def _solve(costs, upper, sums, methods):
    """Minimise ``costs @ v`` with ``upper @ v <= 0``, ``sums @ v == 0`` and v in [-1, 1]."""
    for method in methods:
        found = linprog(
            costs,
            A_ub=upper,
            b_ub=np.zeros(len(upper)),
            A_eq=sums,
            b_eq=None if sums is None else np.zeros(len(sums)),
            bounds=(-1, 1),
            method=method,
            options={"primal_feasibility_tolerance": FEASIBILITY},
        )
        if found.status == 0:
            return found.x
    raise RuntimeError(f"the linear programme was not solved: {found.message}")


def _in_columns(direction, back, targets):
    """Write a direction in the columns of the design, its largest entry 1 in size."""
    blocks = direction.reshape(*targets.shape[1:], back.shape[1]) @ back.T
    return blocks / np.abs(blocks).max()
