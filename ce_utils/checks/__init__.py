"""Argument checks, and finite differences with which derivatives are checked."""

from ce_utils.checks.arguments import (
    as_floating,
    check_axis,
    check_dtype,
    check_fraction,
    check_reduction,
    check_unit_interval,
    check_weight,
)
from ce_utils.checks.classes import (
    check_distribution,
    check_labels,
    check_logits,
    check_logits_form,
    distribution_tolerance,
)
from ce_utils.checks.differences import (
    finite_difference_gradient,
    finite_difference_hessian,
    finite_difference_jacobian,
)

__all__ = [
    "as_floating",
    "check_axis",
    "check_distribution",
    "check_dtype",
    "check_fraction",
    "check_labels",
    "check_logits",
    "check_logits_form",
    "check_reduction",
    "check_unit_interval",
    "check_weight",
    "distribution_tolerance",
    "finite_difference_gradient",
    "finite_difference_hessian",
    "finite_difference_jacobian",
]
