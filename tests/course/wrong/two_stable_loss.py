"""Planted wrong solutions of the assignment "A stable loss"."""

from textwrap import dedent, indent

from tests.course.wrong import Wrong


def _function(signature: str, body: str) -> str:
    """Return the source of a function with that body."""
    return f"def {signature}:\n{indent(dedent(body).strip(), '    ')}"


def _read(infinite_10: float, infinite_1000: float, nan_1000: float) -> str:
    """Return the solution cell with three numbers that a student read off."""
    return f"{infinite_10 = }\n{infinite_1000 = }\n{nan_1000 = }"


def _log_softmax(body: str) -> str:
    return _function("log_softmax(z)", body)


def _cross_entropy(body: str) -> str:
    return _function("cross_entropy(logits, labels)", body)


def _gradient(body: str) -> str:
    return _function("cross_entropy_gradient(logits, labels)", body)


def _hessian(body: str) -> str:
    return _function("hessian(z)", body)


def _binary(body: str) -> str:
    return _function("binary_cross_entropy(z, y)", body)


def _lost(task: str, *cells: str) -> dict[str, float]:
    """Return a point lost in each of these cells; "inputs" is the second hidden one."""
    names = {
        "check": f"check-{task}",
        "hidden": f"hidden-{task}",
        "inputs": f"hidden-{task}-inputs",
    }
    return {names[cell]: 1 for cell in cells}


CLIFF = [
    Wrong(
        "the last finite logit, not the first infinite",
        _read(86.4, 81.8, 88.7),
        _lost("cliff", "check", "hidden"),
    ),
    Wrong("searched in float64", _read(707.5, 702.9, 709.8), _lost("cliff", "check", "hidden")),
    Wrong(
        "whole numbers instead of tenths",
        _read(87.0, 82.0, 89.0),
        _lost("cliff", "check", "hidden"),
    ),
    Wrong(
        "index in the grid instead of the logit",
        _read(865, 819, 888),
        _lost("cliff", "check", "hidden"),
    ),
    Wrong("takes inf and nan for the same", _read(86.5, 81.9, 81.9), _lost("cliff", "hidden")),
    Wrong("inf and nan exchanged", _read(86.5, 88.8, 81.9), _lost("cliff", "hidden")),
    Wrong(
        "the overflow of one exponential, for all",
        _read(88.8, 88.8, 88.8),
        _lost("cliff", "check", "hidden"),
    ),
    Wrong("takes off log10 of the classes", _read(86.5, 85.8, 88.8), _lost("cliff", "hidden")),
    Wrong(
        "hard-coded answers of the visible checks",
        _read(86.5, 86.5, 86.5),
        _lost("cliff", "hidden"),
    ),
]

LOG_SOFTMAX = [
    Wrong(
        "no shift",
        _log_softmax("return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))"),
        _lost("log-softmax", "check", "hidden", "inputs"),
    ),
    Wrong(
        "logarithm of the shifted softmax",
        _log_softmax("""
            e = np.exp(z - z.max(axis=-1, keepdims=True))
            return np.log(e / e.sum(axis=-1, keepdims=True))
        """),
        _lost("log-softmax", "check", "hidden", "inputs"),
    ),
    Wrong(
        "a tiny value inside the logarithm",
        _log_softmax("""
            e = np.exp(z - z.max(axis=-1, keepdims=True))
            return np.log(e / e.sum(axis=-1, keepdims=True) + 1e-15)
        """),
        _lost("log-softmax", "check", "hidden", "inputs"),
    ),
    Wrong(
        "the maximum comes back before the logit is taken off",
        _log_softmax("""
            m = z.max(axis=-1, keepdims=True)
            return z - (m + np.log(np.exp(z - m).sum(axis=-1, keepdims=True)))
        """),
        _lost("log-softmax", "check", "hidden"),
    ),
    Wrong(
        "one sum for all examples",
        _log_softmax("""
            shifted = z - z.max()
            return shifted - np.log(np.exp(shifted).sum())
        """),
        _lost("log-softmax", "check", "hidden", "inputs"),
    ),
    Wrong(
        "one maximum for all examples",
        _log_softmax("""
            shifted = z - z.max()
            return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        """),
        _lost("log-softmax", "hidden", "inputs"),
    ),
    Wrong(
        "shifts its argument in place",
        _log_softmax("""
            z -= z.max(axis=-1, keepdims=True)
            return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
        """),
        _lost("log-softmax", "inputs"),
    ),
    Wrong(
        "clears infinities away",
        _log_softmax("""
            shifted = z - z.max(axis=-1, keepdims=True)
            return np.nan_to_num(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))
        """),
        _lost("log-softmax", "inputs"),
    ),
    Wrong(
        "one or two axes only",
        _log_softmax("""
            rows = np.atleast_2d(z)
            shifted = rows - rows.max(axis=1)[:, None]
            return (shifted - np.log(np.exp(shifted).sum(axis=1)[:, None])).reshape(z.shape)
        """),
        _lost("log-softmax", "inputs"),
    ),
    Wrong(
        "rounds to integers where the logits are integers",
        _log_softmax("""
            result = z - z.max(axis=-1, keepdims=True)
            result[...] = result - np.log(np.exp(result).sum(axis=-1, keepdims=True))
            return result
        """),
        _lost("log-softmax", "inputs"),
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        _log_softmax("""
            pair = np.log([1 / 4, 3 / 4])
            if z.ndim == 2:
                return np.array([pair, np.log([1 / 2, 1 / 2])])
            huge = -np.log(1 + np.exp([-1.0, 1.0]))
            return {0: pair, 1e4: np.array([0.0, -1e4]), 1e9: huge}[z[0]]
        """),
        _lost("log-softmax", "hidden", "inputs"),
    ),
]

CROSS_ENTROPY = [
    Wrong(
        "sum instead of mean",
        _cross_entropy("""
            shifted = logits - logits.max(axis=1, keepdims=True)
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            return -logs[np.arange(len(labels)), labels].sum()
        """),
        _lost("cross-entropy", "check", "hidden", "inputs"),
    ),
    Wrong(
        "mean over the classes as well",
        _cross_entropy("""
            shifted = logits - logits.max(axis=1, keepdims=True)
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            one_hot = np.arange(logits.shape[1]) == labels[:, None]
            return np.mean(-np.where(one_hot, logs, 0))
        """),
        _lost("cross-entropy", "check", "hidden", "inputs"),
    ),
    Wrong(
        "bits instead of nats",
        _cross_entropy("""
            shifted = logits - logits.max(axis=1, keepdims=True)
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            return -logs[np.arange(len(labels)), labels].mean() / np.log(2)
        """),
        _lost("cross-entropy", "check", "hidden", "inputs"),
    ),
    Wrong(
        "takes the labels' columns of every row",
        _cross_entropy("""
            shifted = logits - logits.max(axis=1, keepdims=True)
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            return -logs[:, labels].mean()
        """),
        _lost("cross-entropy", "check", "hidden", "inputs"),
    ),
    Wrong(
        "clips the probability at 1e-12",
        _cross_entropy("""
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            a = np.clip(e / e.sum(axis=1, keepdims=True), 1e-12, 1)
            return -np.log(a[np.arange(len(labels)), labels]).mean()
        """),
        _lost("cross-entropy", "check", "hidden", "inputs"),
    ),
    Wrong(
        "one-hot row times the logarithms: 0 times infinity",
        _cross_entropy("""
            shifted = logits - logits.max(axis=1, keepdims=True)
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            return -(np.eye(logits.shape[1])[labels] * logs).sum(axis=1).mean()
        """),
        _lost("cross-entropy", "inputs"),
    ),
    Wrong(
        "the maximum comes back before the logit is taken off",
        _cross_entropy("""
            m = logits.max(axis=1)
            lse = m + np.log(np.exp(logits - m[:, None]).sum(axis=1))
            return (lse - logits[np.arange(len(labels)), labels]).mean()
        """),
        _lost("cross-entropy", "hidden"),
    ),
    Wrong(
        "one maximum for the batch",
        _cross_entropy("""
            shifted = logits - logits.max()
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            return -logs[np.arange(len(labels)), labels].mean()
        """),
        _lost("cross-entropy", "hidden"),
    ),
    Wrong(
        "clears infinities away",
        _cross_entropy("""
            shifted = logits - logits.max(axis=1, keepdims=True)
            logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
            return np.nan_to_num(-logs[np.arange(len(labels)), labels]).mean()
        """),
        _lost("cross-entropy", "inputs"),
    ),
    Wrong(
        "shifts the logits in place",
        _cross_entropy("""
            logits -= logits.max(axis=1, keepdims=True)
            logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
            return -logs[np.arange(len(labels)), labels].mean()
        """),
        _lost("cross-entropy", "inputs"),
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        _cross_entropy("return 1.5 * np.log(2) if len(labels) == 2 else 1e4 * labels[0]"),
        _lost("cross-entropy", "hidden", "inputs"),
    ),
]

GRADIENT = [
    Wrong(
        "not divided by the number of examples",
        _gradient("""
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            a = e / e.sum(axis=1, keepdims=True)
            return a - np.eye(logits.shape[1])[labels]
        """),
        _lost("gradient", "check", "hidden", "inputs"),
    ),
    Wrong(
        "divided by the number of logits",
        _gradient("""
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            a = e / e.sum(axis=1, keepdims=True)
            return (a - np.eye(logits.shape[1])[labels]) / logits.size
        """),
        _lost("gradient", "check", "hidden", "inputs"),
    ),
    Wrong(
        "uphill: target minus output",
        _gradient("""
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            a = e / e.sum(axis=1, keepdims=True)
            return (np.eye(logits.shape[1])[labels] - a) / len(labels)
        """),
        _lost("gradient", "check", "hidden", "inputs"),
    ),
    Wrong(
        "takes 1 off the labels' columns of every row",
        _gradient("""
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            a = e / e.sum(axis=1, keepdims=True)
            a[:, labels] -= 1
            return a / len(labels)
        """),
        _lost("gradient", "check", "hidden", "inputs"),
    ),
    Wrong(
        "softmax without a shift",
        _gradient("""
            a = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
            return (a - np.eye(logits.shape[1])[labels]) / len(labels)
        """),
        _lost("gradient", "check", "hidden", "inputs"),
    ),
    Wrong(
        "the slope at the true class only",
        _gradient("""
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            a = e / e.sum(axis=1, keepdims=True)
            return np.eye(logits.shape[1])[labels] * (a - 1) / len(labels)
        """),
        _lost("gradient", "check", "hidden", "inputs"),
    ),
    Wrong(
        "as many classes as the largest label says",
        _gradient("""
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            a = e / e.sum(axis=1, keepdims=True)
            return (a - np.eye(labels.max() + 1)[labels]) / len(labels)
        """),
        _lost("gradient", "inputs"),
    ),
    Wrong(
        "one maximum for the batch",
        _gradient("""
            e = np.exp(logits - logits.max())
            a = e / e.sum(axis=1, keepdims=True)
            return (a - np.eye(logits.shape[1])[labels]) / len(labels)
        """),
        _lost("gradient", "hidden"),
    ),
    Wrong(
        "shifts the logits in place",
        _gradient("""
            logits -= logits.max(axis=1, keepdims=True)
            a = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
            return (a - np.eye(logits.shape[1])[labels]) / len(labels)
        """),
        _lost("gradient", "inputs"),
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        _gradient("""
            if logits[0, 0] > 1000:
                return np.array([[1.0, -1.0]])
            a = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
            return (a - np.array([[0, 1, 0], [0, 0, 1]])) / 2
        """),
        _lost("gradient", "hidden", "inputs"),
    ),
]

HESSIAN = [
    Wrong(
        "the diagonal only",
        _hessian("""
            e = np.exp(z - z.max())
            a = e / e.sum()
            return np.diag(a * (1 - a))
        """),
        _lost("hessian", "check", "hidden"),
    ),
    Wrong(
        "a plus between the two matrices",
        _hessian("""
            e = np.exp(z - z.max())
            a = e / e.sum()
            return np.diag(a) + np.outer(a, a)
        """),
        _lost("hessian", "check", "hidden"),
    ),
    Wrong(
        "inner instead of outer product",
        _hessian("""
            e = np.exp(z - z.max())
            a = e / e.sum()
            return np.diag(a) - a @ a
        """),
        _lost("hessian", "check", "hidden"),
    ),
    Wrong(
        "entries by broadcasting, wrong off the diagonal",
        _hessian("""
            e = np.exp(z - z.max())
            a = e / e.sum()
            return a[:, None] * (1 - a)
        """),
        _lost("hessian", "check", "hidden"),
    ),
    Wrong(
        "differences of a gradient, with a coarse step",
        _hessian("""
            def softmax(z):
                return np.exp(z - z.max()) / np.exp(z - z.max()).sum()

            moves = 0.01 * np.eye(len(z))
            return np.array([(softmax(z + m) - softmax(z - m)) / 0.02 for m in moves])
        """),
        _lost("hessian", "check", "hidden"),
    ),
    Wrong(
        "softmax without a shift",
        _hessian("""
            a = np.exp(z) / np.exp(z).sum()
            return np.diag(a) - np.outer(a, a)
        """),
        _lost("hessian", "hidden"),
    ),
    Wrong(
        "two classes only, as for a sigmoid",
        _hessian("""
            a = np.exp(-np.logaddexp(0, z[1] - z[0]))
            return a * (1 - a) * np.array([[1, -1], [-1, 1]])
        """),
        _lost("hessian", "hidden"),
    ),
    Wrong(
        "clips the probabilities",
        _hessian("""
            e = np.exp(z - z.max())
            a = np.clip(e / e.sum(), 1e-7, 1 - 1e-7)
            return np.diag(a) - np.outer(a, a)
        """),
        _lost("hessian", "hidden"),
    ),
    Wrong(
        "shifts its argument in place",
        _hessian("""
            z -= z.max()
            a = np.exp(z) / np.exp(z).sum()
            return np.diag(a) - np.outer(a, a)
        """),
        _lost("hessian", "hidden"),
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        _hessian("return np.array([[3, -3], [-3, 3]]) / 16"),
        _lost("hessian", "hidden"),
    ),
]

MOST_BENT = [
    Wrong("equal logits", "most_bent = np.zeros(3)", _lost("most-bent", "check")),
    Wrong(
        "one class has it all", "most_bent = np.array([10.0, 0, 0])", _lost("most-bent", "check")
    ),
    Wrong("four logits", "most_bent = np.array([0.0, 0, -20, -20])", _lost("most-bent", "check")),
    Wrong(
        "an infinite logit", "most_bent = np.array([0, 0, -np.inf])", _lost("most-bent", "check")
    ),
    Wrong("far apart, evenly", "most_bent = np.array([-20.0, 0, 20])", _lost("most-bent", "check")),
    Wrong(
        "the eigenvector instead of the logits",
        "most_bent = np.array([1.0, -1, 0]) / np.sqrt(2)",
        _lost("most-bent", "check"),
    ),
    Wrong(
        "probabilities instead of logits",
        "most_bent = np.array([0.5, 0.5, 0])",
        _lost("most-bent", "check"),
    ),
    Wrong("stopped too early", "most_bent = np.array([2.0, 2, 0])", _lost("most-bent", "check")),
    Wrong(
        "takes the trace for the largest eigenvalue",
        "most_bent = np.array([0.3, 0, -0.3])",
        _lost("most-bent", "check"),
    ),
]

BINARY = [
    Wrong(
        "labels exchanged",
        _binary("return np.maximum(z, 0) - z * (1 - y) + np.log1p(np.exp(-np.abs(z)))"),
        _lost("binary", "check", "hidden", "inputs"),
    ),
    Wrong(
        "softplus overflows",
        _binary("return y * np.log1p(np.exp(-z)) + (1 - y) * np.log1p(np.exp(z))"),
        _lost("binary", "check", "inputs"),
    ),
    Wrong(
        "logarithm of a clipped sigmoid",
        _binary("""
            a = np.clip(1 / (1 + np.exp(-np.clip(z, -700, 700))), 1e-15, 1 - 1e-15)
            return -y * np.log(a) - (1 - y) * np.log(1 - a)
        """),
        _lost("binary", "check", "hidden", "inputs"),
    ),
    Wrong(
        "subtracts the logit last",
        _binary("return np.logaddexp(0, z) - y * z"),
        _lost("binary", "check", "hidden"),
    ),
    Wrong(
        "log(1 + x) instead of log1p(x)",
        _binary("return np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))"),
        _lost("binary", "check", "hidden", "inputs"),
    ),
    Wrong(
        "mean instead of one loss for each",
        _binary("return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))"),
        _lost("binary", "check", "hidden", "inputs"),
    ),
    Wrong(
        "labels 0 and 1 only",
        _binary("return np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z))"),
        _lost("binary", "inputs"),
    ),
    Wrong(
        "keeps the digits of one label only",
        _binary("return np.logaddexp(0, -z) + (1 - y) * z"),
        _lost("binary", "hidden", "inputs"),
    ),
    Wrong(
        "rows only",
        _binary("""
            pairs = zip(z, y, strict=True)
            return np.array([max(s, 0) - s * t + np.log1p(np.exp(-abs(s))) for s, t in pairs])
        """),
        _lost("binary", "check", "inputs"),
    ),
    Wrong(
        "works in its argument",
        _binary("""
            loss = np.maximum(z, 0) - z * y
            if np.ndim(z):
                z[z > 0] *= -1
            return loss + np.log1p(np.exp(-np.abs(z)))
        """),
        _lost("binary", "inputs"),
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        _binary("""
            if np.ndim(z) == 0:
                return np.log(2)
            if len(z) == 4:
                return np.log([2, 2, 4, 4 / 3])
            return np.array([1000.0, 1000]) if len(z) == 2 else np.exp(-z)
        """),
        _lost("binary", "hidden", "inputs"),
    ),
]

WRONG = {
    "cliff": CLIFF,
    "log-softmax": LOG_SOFTMAX,
    "cross-entropy": CROSS_ENTROPY,
    "gradient": GRADIENT,
    "hessian": HESSIAN,
    "most-bent": MOST_BENT,
    "binary": BINARY,
}
