"""What the figure of two distributions says in words and numbers."""

import math

from ce_utils.information import cross_entropy, entropy, kl_divergence
from ce_utils.interactive.svg import fixed

__all__ = ["NATS", "OTHER", "amount", "readout_lines", "sum_text", "worlds"]

NATS = {"bits": math.log(2), "nats": 1.0}  # in one of the unit
OTHER = {"p": "q", "q": "p"}


def worlds(p, q):
    """Return what is needed, wasted and paid in the world of each distribution, in nats.

    Parameters
    ----------
    p, q : array_like, shape (n_outcomes,)

    Returns
    -------
    dict of str to (float, float, float)
        For "p" entropy, relative entropy and cross-entropy of the world p and the belief q; for
        "q" those of the world q and the belief p.

    Examples
    --------
    >>> worlds([0.5, 0.5], [0.5, 0.5])["p"][1]
    0.0
    """
    return {
        name: tuple(
            float(value)
            for value in (
                entropy(world),
                kl_divergence(world, belief),
                cross_entropy(world, belief),
            )
        )
        for name, world, belief in (("p", p, q), ("q", q, p))
    }


def amount(value):
    """Return a probability or a length for readers.

    Examples
    --------
    >>> amount(0.25), amount(1e-5), amount(0.0), amount(math.inf)
    ('0.250', '<0.001', '0.000', 'infinite')
    """
    if value == math.inf:
        return "infinite"
    return "<0.001" if 0 < value < 0.0005 else fixed(value, 3)


def sum_text(world, numbers, unit):
    """Return what stands under the lengths of one world.

    Examples
    --------
    >>> sum_text("p", (math.log(2), 0.0, math.log(2)), "bits")
    'H(p) 1.000 + KL(p‖q) 0.000 = H(p, q) 1.000 bits'
    """
    needed, wasted, paid = (amount(value / NATS[unit]) for value in numbers)
    belief = OTHER[world]
    last = "" if paid == "infinite" else f" {unit}"
    kl = f"KL({world}‖{belief})"
    return f"H({world}) {needed} + {kl} {wasted} = H({world}, {belief}) {paid}{last}"


def readout_lines(p, q, labels, unit):
    """Return the lines under the picture."""
    lines = []
    for name, probs in (("p", p), ("q", q)):
        pairs = (f"{label} {amount(share)}" for label, share in zip(labels, probs, strict=True))
        lines.append(f"{name}: {', '.join(pairs)}")
    for world, happens, believed in (("p", p, q), ("q", q, p)):
        pairs = zip(labels, happens, believed, strict=True)
        missed = [label for label, share, belief in pairs if share > 0 and belief == 0]
        lines.append(_bill(world, worlds(p, q)[world], missed, unit))
    return lines


def _bill(world, numbers, missed, unit):
    needed, wasted, paid = (amount(value / NATS[unit]) for value in numbers)
    belief = OTHER[world]
    names = f"H({world}, {belief})", f"H({world})", f"KL({world}‖{belief})"
    if missed:
        return (
            f"World {world}, belief {belief}: paid {names[0]} and wasted {names[2]} are infinite, "
            f"because {belief} rules out {' and '.join(missed)}, possible in {world}; "
            f"needed {names[1]} = {needed} {unit}"
        )
    return (
        f"World {world}, belief {belief}: paid {names[0]} = {paid} {unit}, "
        f"needed {names[1]} = {needed}, wasted {names[2]} = {wasted}"
    )
