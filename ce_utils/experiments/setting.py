"""One training run of a sweep, described by what can differ between runs."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import product
from numbers import Integral, Real

import numpy as np

__all__ = ["Setting", "grid"]

_LOSSES = {
    ("quadratic", "sigmoid"): "quadratic",
    ("cross-entropy", "sigmoid"): "sigmoid cross-entropy",
    ("cross-entropy", "softmax"): "softmax cross-entropy",
}
_INITIALISATIONS = ("unit", "inverse_sqrt")


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What one run of a sweep trains, and how.

    Attributes
    ----------
    cost : {"quadratic", "cross-entropy"}
        With a softmax output the cross-entropy is what Nielsen calls the log-likelihood cost.
    output : {"sigmoid", "softmax"}
        The output layer. The quadratic cost goes with sigmoids only.
    hidden : tuple of int
        Neurons in each hidden layer.
    learning_rate : float
        Above 0.
    initialisation : {"unit", "inverse_sqrt"}
        Scale of the initial weights, as in `ce_utils.network.initialise`.
    seed : int
        Decides the initial weights and the order of the examples, and nothing else: runs that
        differ in the cost or the learning rate alone are pairs.
    data_fraction : float
        Share of the training examples, the first ones, above 0 and at most 1.
    epochs : int
        Passes through them.
    batch_size : int
        Examples a mini-batch.

    Raises
    ------
    ValueError
        A value that does not exist, with the list of those that do.

    Examples
    --------
    >>> from ce_utils.experiments import Setting
    >>> setting = Setting(cost="cross-entropy", hidden=(30,), learning_rate=0.5, seed=0)
    >>> setting.loss, setting.epochs
    ('sigmoid cross-entropy', 30)

    References
    ----------
    M. Nielsen (2015), Neural Networks and Deep Learning, chapter 3.
    """

    cost: str
    output: str = "sigmoid"
    hidden: tuple[int, ...]
    learning_rate: float
    initialisation: str = "unit"
    seed: int
    data_fraction: float = 1.0
    epochs: int = 30
    batch_size: int = 10

    def __post_init__(self) -> None:
        """Turn lists into tuples and refuse values that do not exist."""
        hidden = tuple(self.hidden) if _is_listed(self.hidden) else (self.hidden,)
        object.__setattr__(self, "hidden", hidden)
        _check_names(self)
        _check_counts(self)
        _check_numbers(self)

    @property
    def loss(self) -> str:
        """Name of the loss in `ce_utils.losses`: cost and output layer together."""
        return _LOSSES[self.cost, self.output]

    @property
    def label(self) -> str:
        """A few words for people: sizes, cost, output, initialisation."""
        hidden = "x".join(map(str, self.hidden))
        return f"{hidden}-{self.cost}-{self.output}-{self.initialisation}"

    def as_dict(self) -> dict:
        """Return the values by name, in the types of JSON."""
        return asdict(self) | {"hidden": list(self.hidden)}


def grid(**choices: Iterable) -> list[Setting]:
    """Return the settings of every combination of the choices.

    Parameters
    ----------
    **choices : iterable
        For each field of `Setting` that is not left at its default, the values to combine. The
        last one varies fastest.

    Returns
    -------
    list of Setting
        As many as the product of the numbers of choices.

    Raises
    ------
    ValueError
        As `Setting`.

    Examples
    --------
    >>> from ce_utils.experiments import grid
    >>> runs = grid(cost=["quadratic"], hidden=[(30,)], learning_rate=[1.0, 3.0], seed=range(5))
    >>> len(runs), runs[5].learning_rate, runs[5].seed
    (10, 3.0, 0)
    """
    unknown = choices.keys() - Setting.__dataclass_fields__.keys()
    if unknown:
        raise ValueError(
            f"settings {sorted(unknown)} do not exist: expected some of "
            f"{', '.join(Setting.__dataclass_fields__)}."
        )
    for name, values in choices.items():
        if not _is_listed(values):
            raise ValueError(
                f"{name} is {values!r}: expected a list of the values to combine; put a single one "
                "into brackets."
            )
    return [
        Setting(**dict(zip(choices, values, strict=True))) for values in product(*choices.values())
    ]


def _is_listed(values: object) -> bool:
    """Tell whether there is a list of values, and not a text or an array without axes."""
    one = isinstance(values, str) or getattr(values, "ndim", 1) == 0
    return isinstance(values, Iterable) and not one


def _check_names(setting: Setting) -> None:
    """Refuse a cost, an output layer or an initialisation that does not exist."""
    costs, outputs = ({pair[i]: None for pair in _LOSSES} for i in (0, 1))
    for name, choices in (
        ("cost", costs),
        ("output", outputs),
        ("initialisation", _INITIALISATIONS),
    ):
        value = getattr(setting, name)
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"{name} is {value!r}: expected one of {', '.join(choices)}.")
    if (setting.cost, setting.output) not in _LOSSES:
        raise ValueError(
            f"cost {setting.cost!r} with output {setting.output!r} does not exist: expected one of "
            f"{', '.join(' + '.join(pair) for pair in _LOSSES)}."
        )


def _check_counts(setting: Setting) -> None:
    """Refuse counts that are no whole numbers, or too small."""
    counts = [("hidden", size, 1) for size in setting.hidden]
    counts += [(name, getattr(setting, name), 1) for name in ("epochs", "batch_size")]
    for name, value, least in [*counts, ("seed", setting.seed, 0)]:
        whole = isinstance(value, Integral) and not isinstance(value, bool | np.timedelta64)
        if not whole or value < least:
            raise ValueError(
                f"{name} is {getattr(setting, name)!r}: expected "
                f"{'one or more whole numbers' if name == 'hidden' else 'a whole number'}, "
                f"{least} or above."
            )
    for name in ("epochs", "batch_size", "seed"):
        object.__setattr__(setting, name, int(getattr(setting, name)))
    object.__setattr__(setting, "hidden", tuple(int(size) for size in setting.hidden))


def _check_numbers(setting: Setting) -> None:
    """Refuse a learning rate or a share of the data that means nothing."""
    for name, most in (("learning_rate", np.inf), ("data_fraction", 1.0)):
        value = getattr(setting, name)
        real = isinstance(value, Real) and not isinstance(value, bool | np.timedelta64)
        if not (real and 0 < value <= most and value < np.inf):
            bound = "a finite number above 0" if most == np.inf else "a number in (0, 1]"
            raise ValueError(f"{name} is {value!r}: expected {bound}.")
        object.__setattr__(setting, name, float(value))
