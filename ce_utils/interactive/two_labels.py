"""The labels 0 and 1 of figures of logistic regression, checked once for all of them."""

from ce_utils.checks import check_labels
from ce_utils.checks.kinds import as_array

__all__ = ["check_two_labels"]


def check_two_labels(labels, n_examples):
    """Return the labels as integers of shape (n_examples,); True and False are labels, too.

    Raises
    ------
    ValueError
        Another shape, or anything but 0 and 1.

    Examples
    --------
    >>> check_two_labels([True, False], 2).tolist()
    [1, 0]
    """
    array = as_array(labels, "labels")
    checked = check_labels(array.astype(int) if array.dtype == bool else array, 2)
    if checked.shape != (n_examples,):
        raise ValueError(
            f"labels has shape {checked.shape}: expected ({n_examples},), one 0 or 1 for each row "
            "of features."
        )
    return checked
