"""Refuse data that does not fit a network, before anything is computed, and say how to mend it."""

from collections.abc import Sequence
from numbers import Integral, Real

import numpy as np

from ce_utils.checks import check_labels
from ce_utils.checks.kinds import as_array, check_kind
from ce_utils.losses import get_loss
from ce_utils.network.parameters import Network


def check_examples(network: Network, images: np.ndarray, labels: np.ndarray) -> None:
    """Refuse examples, images with their labels, that do not fit the network.

    Parameters
    ----------
    network : Network
        The network that is to read them.
    images : ndarray, shape (n, n_inputs), the network's dtype
        What the caller passed.
    labels : ndarray, shape (n,), integer
        What the caller passed.

    Raises
    ------
    ValueError
        Naming what came, what was expected and how to mend it.
    """
    check_images(network, images)
    labels = as_array(labels, "labels")
    if labels.shape != (len(images),):
        raise ValueError(
            f"labels has shape {labels.shape}: expected ({len(images)},), one for each image; "
            "turn one-hot rows into labels with targets.argmax(axis=1)."
        )
    check_labels(labels, network.n_classes)


def check_images(network: Network, images: np.ndarray) -> None:
    """Refuse images that are not finite rows of the network's width and dtype.

    Parameters
    ----------
    network : Network
        The network that is to read them.
    images : ndarray, shape (n, n_inputs), the network's dtype
        What the caller passed.

    Raises
    ------
    ValueError
        Naming what came, what was expected and how to mend it.
    """
    check_kind(network, "network", Network, "make one with initialise")
    n_inputs, shape = network.sizes[0], as_array(images, "images").shape
    if len(shape) != 2 or shape[1] != n_inputs or shape[0] == 0:
        raise ValueError(
            f"images has shape {shape}: expected (n, {n_inputs}), n >= 1, for {network}"
            "; make one row an image with images.reshape(n, -1), a single one with images[:1]."
        )
    if not isinstance(images, np.ndarray) or images.dtype != network.dtype:
        raise ValueError(
            f"images is {getattr(images, 'dtype', type(images).__name__)}: expected an array of "
            f"{network.dtype}, as the network; convert it with numpy.asarray(images, "
            f"'{network.dtype}') (divide bytes by 255), or call initialise(..., dtype=...)."
        )
    # The extremes carry any NaN or infinity along, without a mask as large as the images.
    if not np.isfinite([images.min(), images.max()]).all():
        raise ValueError(
            "images has NaN or infinity: expected finite numbers; find it with "
            "~numpy.isfinite(images)."
        )


def check_loss(loss):
    """Return the loss itself, looked up if it came by name.

    Parameters
    ----------
    loss : str or a loss of `ce_utils.losses`
        What the caller passed.

    Returns
    -------
    loss
        An object with ``link``, ``value_kernel`` and ``gradient_kernel``.

    Raises
    ------
    ValueError
        If it is neither.
    """
    if isinstance(loss, str):
        return get_loss(loss)
    if isinstance(loss, type) or not hasattr(loss, "gradient_kernel"):
        raise ValueError(
            f"loss is {loss!r}: expected a loss of ce_utils.losses or its name; pass "
            'SigmoidCrossEntropy() or "sigmoid cross-entropy", say.'
        )
    return loss


def check_schedule(n_examples: int, learning_rate: float, epochs: int, batch_size: int) -> None:
    """Refuse settings of gradient descent that mean nothing.

    Parameters
    ----------
    n_examples : int
        Number of training examples.
    learning_rate, epochs, batch_size
        What the caller passed.

    Raises
    ------
    ValueError
        Naming what came and what was expected.
    """
    check_rate(learning_rate)
    if not (isinstance(epochs, Integral) and epochs >= 0):
        raise ValueError(
            f"epochs is {epochs!r}: expected a whole number; 0 only measures the network."
        )
    if not (isinstance(batch_size, Integral) and 1 <= batch_size <= n_examples):
        raise ValueError(
            f"batch_size is {batch_size!r}: expected a whole number from 1 to the {n_examples} "
            f"training examples; {n_examples} descends on all of them at once."
        )


def check_rate(learning_rate: float, name: str = "learning_rate") -> None:
    """Refuse a learning rate that does not lead downhill.

    Parameters
    ----------
    learning_rate, name
        What the caller passed, and what the caller calls it.

    Raises
    ------
    ValueError
        Naming what came and what was expected.
    """
    if not (isinstance(learning_rate, Real) and 0 < learning_rate < np.inf):
        raise ValueError(
            f"{name} is {learning_rate!r}: expected a finite number above 0; 0.1 to 3 is "
            "usual for networks of sigmoid neurons."
        )


def check_replicates(
    networks: Sequence[Network], seeds: Sequence, learning_rate: float | Sequence[float]
) -> list[float]:
    """Refuse replicates that cannot be trained together; return a learning rate for each.

    Parameters
    ----------
    networks, seeds, learning_rate
        What the caller passed.

    Returns
    -------
    list of float
        As many as networks.

    Raises
    ------
    ValueError
        Naming what came, what was expected and how to mend it.
    """
    check_networks(networks)
    check_one_each(networks, seeds, "seeds")
    return one_rate_each(networks, learning_rate, "learning_rate")


def check_networks(networks: Sequence[Network]) -> None:
    """Refuse what is not a list of networks of one kind.

    Parameters
    ----------
    networks
        What the caller passed.

    Raises
    ------
    ValueError
        Naming what came, what was expected and how to mend it.
    """
    check_kind(networks, "networks", list | tuple, "train one network alone with train")
    for network in networks:
        check_kind(network, "an entry of networks", Network, "make each with initialise")
    kinds = {(tuple(network.sizes), str(network.dtype)) for network in networks}
    if len(kinds) != 1:
        raise ValueError(
            f"networks holds {sorted(kinds) or 'no network'}: expected one or more networks of the "
            "same sizes and dtype; train each shape in a call of its own."
        )


def one_rate_each(networks: Sequence[Network], rates: object, name: str) -> list:
    """Return a learning rate for each network, of one for all or as many as networks.

    Parameters
    ----------
    networks : sequence of Network
        Checked already.
    rates, name
        What the caller passed, and what the caller calls it.

    Returns
    -------
    list
        As many as networks; whether each is a number is for `check_rate` to say.

    Raises
    ------
    ValueError
        Neither one nor as many as networks.
    """
    rates = [rates] * len(networks) if as_array(rates, name).ndim == 0 else rates
    check_one_each(networks, rates, name)
    return [rate.item() if isinstance(rate, np.generic) else rate for rate in rates]


def check_one_each(networks: Sequence[Network], values: object, name: str) -> None:
    """Refuse values that are not as many as the networks.

    Parameters
    ----------
    networks : sequence of Network
        Checked already.
    values, name
        What the caller passed, and what the caller calls it.

    Raises
    ------
    ValueError
        Naming the shape that came and the shape that was expected.
    """
    shape = as_array(values, name).shape
    if shape != (len(networks),):
        raise ValueError(
            f"{name} has shape {shape}: expected ({len(networks)},), one for each network."
        )
