"""The first steps of a run, one by one: short enough to be run again wherever a record is read."""

import numpy as np

from ce_utils.checks.kinds import check_kind
from ce_utils.experiments.arithmetic import one_thread
from ce_utils.experiments.digits import Digits, load_digits
from ce_utils.experiments.setting import Setting
from ce_utils.losses import get_loss, one_hot
from ce_utils.network import cost, initialise, mini_batches
from ce_utils.network.stack import Stack

__all__ = ["first_costs"]


def first_costs(setting: Setting, digits: Digits | None = None, *, steps: int = 200) -> np.ndarray:
    r"""Return the cost of each of the first mini-batches, before the step that it decides.

    .. math:: C_t = \frac1m \sum_{x \in \text{batch}_t} C_x(w_t), \qquad t = 0, 1, \dots

    Parameters
    ----------
    setting : Setting
        The run; its number of epochs plays no part.
    digits : Digits, optional
        The data. Default: all of MNIST.
    steps : int
        How many, at most those of one epoch.

    Returns
    -------
    ndarray, shape (steps,), float64
        Mean cost of an example, in the unit of the loss.

    Raises
    ------
    ValueError
        More steps than an epoch has.

    Notes
    -----
    Processors add up in different orders. After a few hundred steps that shows in the fourth
    digit, after some thousands in the second: so these costs, and not the final accuracy, tell
    whether two machines run the same experiment.

    Examples
    --------
    >>> from ce_utils.experiments import Digits, Setting, first_costs
    >>> setting = Setting(cost="quadratic", hidden=(5,), learning_rate=3.0, seed=0)
    >>> first_costs(setting, Digits(100, 10, 10, 10), steps=3).shape
    (3,)

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 1, section "Learning with gradient
    descent" (the mean over a mini-batch).
    """
    check_kind(setting, "setting", Setting, "make one, as Setting(cost=..., ...)")
    digits = Digits() if digits is None else digits
    check_kind(digits, "digits", Digits, "leave it out for all of MNIST")
    images, labels = load_digits(digits).train
    n_examples = max(1, round(setting.data_fraction * len(labels)))
    rng = np.random.default_rng(setting.seed)
    batches = list(mini_batches(n_examples, setting.batch_size, rng))
    if not (isinstance(steps, int) and 1 <= steps <= len(batches)):
        raise ValueError(
            f"steps is {steps!r}: expected a whole number from 1 to the {len(batches)} of an epoch."
        )
    sizes, scale = [images.shape[1], *setting.hidden, 10], setting.initialisation
    start = initialise(sizes, seed=setting.seed, scale=scale)
    stack = Stack([start], get_loss(setting.loss), [setting.learning_rate])
    targets, costs = one_hot(labels, 10, stack.dtype), []
    with one_thread():
        for batch in batches[:steps]:
            costs.append(cost(stack.view(0), images[batch], labels[batch], stack.loss))
            stack.descend(images, targets, batch[np.newaxis])
    return np.array(costs)
