"""The bits that a machine computes: one thread, and a sum that tells two ways to compute apart."""

import hashlib
from contextlib import contextmanager

import numpy as np

from ce_utils.experiments.setting import Setting
from ce_utils.losses import get_loss
from ce_utils.network import initialise
from ce_utils.network.stack import Stack

__all__ = ["arithmetic", "one_thread"]


@contextmanager
def one_thread():
    """Limit the matrix products inside the block to one thread, for bits that do not vary.

    Raises
    ------
    ModuleNotFoundError
        threadpoolctl is missing.
    """
    try:
        from threadpoolctl import threadpool_limits
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "a sweep needs threadpoolctl; install it with: pip install 'ce-utils[sweep]'"
        ) from error
    with threadpool_limits(1):
        yield


def arithmetic(setting: Setting) -> str:
    """Return a sum over the bits of a few training steps on random images.

    Parameters
    ----------
    setting : Setting
        Its sizes, loss and batch size are used.

    Returns
    -------
    str
        Twelve hexadecimal digits. Where processor, NumPy, its matrix product and the loss add
        up in the same way, they are the same; a checkpoint carries them, so that a run is not
        begun in one arithmetic and ended in another.

    Examples
    --------
    >>> from ce_utils.experiments import Setting
    >>> from ce_utils.experiments.arithmetic import arithmetic
    >>> setting = Setting(cost="quadratic", hidden=(5,), learning_rate=3.0, seed=0)
    >>> arithmetic(setting) == arithmetic(setting)
    True
    """
    rng = np.random.default_rng(0)
    images = rng.random((4 * setting.batch_size, 784), dtype=np.float32)
    targets = np.eye(10, dtype=np.float32)[rng.integers(10, size=len(images))]
    sizes = [784, *setting.hidden, 10]
    start = initialise(sizes, seed=0, scale="inverse_sqrt")
    stack = Stack([start], get_loss(setting.loss), [0.5])
    for rows in np.split(np.arange(len(images)), 4):
        stack.descend(images, targets, rows[np.newaxis])
    arrays = [*stack.weights, *stack.biases]
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()[:12]
