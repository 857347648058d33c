"""Worst errors of every loss beside those of PyTorch, Keras, TensorFlow and scikit-learn.

All get the same logits, and all errors are in ulp of the dtype, against 50 digits and without
any allowance. A sum over outputs counts for everyone. At a kink the libraries choose their
own subgradients, so the few scores on one are left out.
"""

import os
import warnings

import mpmath
import numpy as np
import pytest

from tests.losses import accuracy_peers
from tests.losses.accuracy_regimes import CASES, REGIMES, bound, draw, ulps

# Module, extra, and the function that makes its askers.
LIBRARIES = {
    "PyTorch": ("torch", "torch", accuracy_peers.ask_pytorch),
    "Keras": ("keras", "keras", accuracy_peers.ask_keras),
    "TensorFlow": ("tensorflow", "keras", accuracy_peers.ask_tensorflow),
    "scikit-learn": ("sklearn", "sklearn", accuracy_peers.ask_scikit_learn),
}
FLAGS = {"nan": np.isnan, "inf": np.isinf}


@pytest.fixture(scope="module")
def peers():
    """Return the functions of each library, by its name; all four must be installed."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    for module, extra, _ in LIBRARIES.values():
        pytest.importorskip(module, reason=f"a peer is an extra: pip install 'ce-utils[{extra}]'")
    return {name: make() for name, (_, _, make) in LIBRARIES.items()}


def _asked(ask, logits, targets, labels):
    with warnings.catch_warnings():  # what they say of their own rounding is no failure of ours
        warnings.simplefilter("ignore")
        return ask(logits, targets, labels)


def _error(got, true, dtype):
    """Return the error in ulp, and nan, inf or zero where that is what came instead."""
    for flag, is_one in FLAGS.items():
        if is_one(got):
            return np.inf, flag
    error = ulps(got, true, dtype)[0]
    return error, "zero" if got == 0 and error > 1 else ""


def _worst(answer, truths, dtype):
    """Worst (error, flag) of value and gradient, None where there is none."""
    values, gradients = answer
    cells = [max(_error(v, t, dtype) for v, (t, _) in zip(values, truths, strict=True))]
    if gradients is None:
        return [*cells, None]
    pairs = zip(gradients, truths, strict=True)
    slopes = (
        _error(g, t, dtype) for row, (_, true) in pairs for g, t in zip(row, true, strict=True)
    )
    return [*cells, max(slopes)]


def _merged(one, other):
    return [max((c for c in pair if c), default=None) for pair in zip(one, other, strict=True)]


def _drawn(loss, regime, n_classes, dtype):
    """Return every fifth row of the regime, without those on a kink."""
    arrays = [array[::5] for array in draw(regime, n_classes, dtype)]
    smooth = ~(np.abs(arrays[0]) == getattr(loss, "needed", np.nan)).any(axis=1)
    return [array[smooth] for array in arrays]


def _table(case, dtype, peers):
    """Worst errors: regime -> library -> [value, gradient]; the library "ours" comes first."""
    loss, reference, sizes = CASES[case]
    own = {"ours": lambda z, t, _: [f(z, t, reduction="none") for f in (loss.value, loss.gradient)]}
    asks = own | {name: asked[case] for name, asked in peers.items() if case in asked}
    table = {regime: {name: [None, None] for name in asks} for regime in REGIMES}
    for regime, row in table.items():
        for n_classes in sizes:
            logits, labels, targets = _drawn(loss, regime, n_classes, dtype)
            if not len(logits):
                continue
            truths = [reference(z, label) for z, label in zip(logits, labels, strict=True)]
            for name, ask in asks.items():
                answer = _asked(ask, logits, targets, labels)
                if answer is not None:
                    row[name] = _merged(row[name], _worst(answer, truths, dtype))
    return table


def _cell(cell):
    return "-" if cell is None else cell[1] or (f"{cell[0]:.2g}" if cell[0] < np.inf else "> 1e308")


def _lines(table):
    names = next(iter(table.values()))
    yield f"  {'':28s}" + "".join(f"{name:>20s}" for name in names)
    for regime, row in table.items():
        pairs = (" ".join(f"{_cell(c):>9s}" for c in row[name]) for name in names)
        yield f"  {regime:28s}" + "".join(f" {pair}" for pair in pairs)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("case", CASES)
def test_no_peer_is_better_by_more_than_the_bound(case, dtype, peers, record_table):
    with mpmath.workdps(50):
        table = _table(case, dtype, peers)
    title = f"{case}, {dtype.__name__}, beside the peers: worst error in ulp, value and gradient"
    record_table(title, list(_lines(table)))
    limit = bound(CASES[case][0], dtype)
    for row in table.values():
        for name, cells in row.items():
            for ours, theirs in zip(row["ours"], cells, strict=True):
                assert theirs is None or ours[0] <= theirs[0] + limit, name


def test_slopes_that_a_peer_gets_wrong(peers):
    # Pinned for PyTorch 2.13.0, TensorFlow 2.21.0 and Keras 3.15.1. Positive examples:
    z, yes = np.array([[0.0], [50.0]]), np.ones((2, 1))
    weighted = "weighted sigmoid cross-entropy, 19 and 1"
    focal = "focal, gamma 0.5, alpha 0.25"
    # -19/2 at 0, where TensorFlow differentiates |z| and max(0, -z), both with slope 0 there.
    assert peers["TensorFlow"][weighted](z, yes, [0, 0])[1][0] == 0.0
    assert peers["PyTorch"][weighted](z, yes, [0, 0])[1][0] == -9.5
    assert CASES[weighted][0].gradient(z[:1], yes[:1]) == -9.5
    # q^(gamma - 1) is infinite where 1 - sigmoid(50) rounds to 0; the slope is -1e-33.
    for library in ("PyTorch", "Keras"):
        assert np.isnan(peers[library][focal](z, yes, [0, 0])[1][1])
    assert -2e-33 < CASES[focal][0].gradient(z[1:], yes[1:]) < -1e-33
