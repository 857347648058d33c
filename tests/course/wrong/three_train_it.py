"""Wrong solutions of assignment 3: most are the right one with one slip in it."""

from tests.course.wrong import Wrong


def slip(right: str, *changes: tuple[str, str]) -> str:
    """Return a right solution with some of its text changed; each change must find its place."""
    for old, new in changes:
        if right.count(old) != 1:
            raise ValueError(f"{old!r} stands {right.count(old)} times in the right solution")
        right = right.replace(old, new)
    return right


FORWARD = """
def forward(network, images):
    w, b, v, c = network
    hidden = sigmoid(images @ w + b)
    return hidden, sigmoid(hidden @ v + c)
"""
DELTA = """
def output_delta(outputs, targets, cost):
    error = outputs - targets
    if cost == "cross-entropy":
        return error
    if cost == "quadratic":
        return error * outputs * (1 - outputs)
    raise ValueError(cost)
"""
BACK = """
def backpropagate(network, images, hidden, delta):
    w, b, v, c = network
    n = len(images)
    inner = (delta @ v.T) * hidden * (1 - hidden)
    dw = images.T @ inner / n
    db = inner.mean(axis=0)
    dv = hidden.T @ delta / n
    dc = delta.mean(axis=0)
    return dw, db, dv, dc
"""
TRAIN = """
def train(
    network, images, targets, gradient, learning_rate, batch_size, epochs, rng
):
    network = [array.copy() for array in network]
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for start in range(0, len(images), batch_size):
            rows = order[start : start + batch_size]
            slopes = gradient(network, images[rows], targets[rows])
            for array, slope in zip(network, slopes):
                array -= learning_rate * slope
    return tuple(network)
"""
START = """
def initialise(sizes, rng, scaled=True):
    inputs, hidden, outputs = sizes
    first, second = (inputs**-0.5, hidden**-0.5) if scaled else (1.0, 1.0)
    w = rng.normal(scale=first, size=(inputs, hidden))
    b = rng.normal(size=hidden)
    v = rng.normal(scale=second, size=(hidden, outputs))
    c = rng.normal(size=outputs)
    return w, b, v, c


def logit_spread(hidden, deviation):
    return np.sqrt(deviation**2 * np.sum(hidden**2, axis=1) + 1)
"""
CURVES = """
def healthy_reports(accuracies, level):
    best = [max(triple) for triple in combinations(accuracies, 3)]
    return sum(accuracy > level for accuracy in best) / len(best)


OVERFITS = "A"
TURN = 6
CHANGE = 0.31
WAKES = 12
LOST = 1
"""
BUG = """
BUG_LINE = 6


def train_mended(
    w, b, images, targets, learning_rate, batch_size, steps, rng
):
    w, b = w.copy(), b.copy()
    for _ in range(steps):
        rows = rng.integers(len(images), size=batch_size)
        x, y = images[rows], targets[rows]
        a = sigmoid(x @ w + b)
        delta = (a - y) / len(x)
        w -= learning_rate * x.T @ delta
        b -= learning_rate * delta.sum(axis=0)
    return w, b
"""
HEALTHY_BODY = CURVES[CURVES.index("    best =") : CURVES.index("\n\n\nOVERFITS")]
BUG_BODY = BUG[BUG.index("    w, b = w.copy") :]

SEEN_FORWARD, MORE_FORWARD = {"check-forward": 1}, {"hidden-forward": 1}
SEEN_DELTA, MORE_DELTA = {"check-output-delta": 1}, {"hidden-output-delta": 1}
SEEN_BACK, MORE_BACK = {"check-backpropagate": 2}, {"hidden-backpropagate": 1}
SEEN_TRAIN, MORE_TRAIN = {"check-train": 2}, {"hidden-train": 2}
SEEN_START, MORE_START = {"check-start": 1}, {"hidden-start": 1}
SEEN_CURVES, MORE_REPORT = {"check-curves": 1}, {"hidden-curves-report": 1}
MORE_TURN, MORE_PLATEAU = {"hidden-curves-turn": 1}, {"hidden-curves-plateau": 1}
SEEN_BUG, MORE_BUG = {"check-bug": 1}, {"hidden-bug": 1}
BUG_IN_LINE = {"hidden-bug-line": 1}

WRONG = {
    "forward": [
        Wrong(
            "the outputs are logits, without their sigmoid",
            slip(FORWARD, ("sigmoid(hidden @ v + c)", "hidden @ v + c")),
            SEEN_FORWARD | MORE_FORWARD,
        ),
        Wrong(
            "no biases",
            slip(FORWARD, ("images @ w + b", "images @ w"), ("@ v + c", "@ v")),
            SEEN_FORWARD | MORE_FORWARD,
        ),
        Wrong(
            "outputs first, hidden answers second",
            slip(
                FORWARD,
                (
                    "return hidden, sigmoid(hidden @ v + c)",
                    "return sigmoid(hidden @ v + c), hidden",
                ),
            ),
            SEEN_FORWARD | MORE_FORWARD,
        ),
        Wrong(
            "softmax at the outputs",
            slip(
                FORWARD,
                (
                    "return hidden, sigmoid(hidden @ v + c)",
                    "e = np.exp(hidden @ v + c)\n"
                    "    return hidden, e / e.sum(axis=1, keepdims=True)",
                ),
            ),
            SEEN_FORWARD | MORE_FORWARD,
        ),
        Wrong(
            "scales the images that it was given, in place",
            slip(FORWARD, ("    hidden =", "    images /= images.max()\n    hidden =")),
            MORE_FORWARD,
        ),
        Wrong(
            "squeezes: a single image loses its row",
            slip(FORWARD, ("return hidden, sig", "return hidden.squeeze(), sig")),
            MORE_FORWARD,
        ),
        Wrong(
            "hard-coded answers of the visible checks",
            """
def forward(network, images):
    return np.array([[0.75, 0.5], [0.25, 0.5]]), np.array([[0.75], [0.25]])
""",
            MORE_FORWARD,
        ),
    ],
    "output-delta": [
        Wrong(
            "target minus output",
            slip(DELTA, ("outputs - targets", "targets - outputs")),
            SEEN_DELTA | MORE_DELTA,
        ),
        Wrong(
            "the quadratic cost without the slope of the sigmoid",
            slip(DELTA, (" * outputs * (1 - outputs)", "")),
            SEEN_DELTA | MORE_DELTA,
        ),
        Wrong(
            "a factor 2 from the square: the half is forgotten",
            slip(DELTA, ("return error * outputs", "return 2 * error * outputs")),
            SEEN_DELTA | MORE_DELTA,
        ),
        Wrong(
            "the sigmoid applied a second time, to outputs",
            slip(DELTA, ("    error", "    outputs = sigmoid(outputs)\n    error")),
            SEEN_DELTA | MORE_DELTA,
        ),
        Wrong(
            "by the chain rule, with a division: nan at a sure neuron",
            slip(
                DELTA,
                (
                    "        return error\n",
                    "        a, y = outputs, targets\n"
                    "        return (-y / a + (1 - y) / (1 - a)) * a * (1 - a)\n",
                ),
            ),
            MORE_DELTA,
        ),
        Wrong(
            "clips the outputs at 1e-12",
            slip(
                DELTA,
                ("    error", "    outputs = np.clip(outputs, 1e-12, 1 - 1e-12)\n    error"),
            ),
            MORE_DELTA,
        ),
        Wrong(
            "any other name trains under the quadratic cost",
            slip(DELTA, ('    if cost == "quadratic":\n        return', "    return")),
            MORE_DELTA,
        ),
        Wrong(
            "hard-coded answers of the visible checks",
            """
def output_delta(outputs, targets, cost):
    if cost == "quadratic":
        return np.array([[9 / 64, -1 / 8, 0.032]])
    return np.array([[0.75, -0.5, 0.2]])
""",
            MORE_DELTA,
        ),
    ],
    "backpropagate": [
        Wrong(
            "the sum over the images instead of their mean",
            slip(
                BACK,
                ("inner / n", "inner"),
                ("inner.mean", "inner.sum"),
                ("delta / n", "delta"),
                ("delta.mean", "delta.sum"),
            ),
            SEEN_BACK | MORE_BACK,
        ),
        Wrong(
            "without the slope of the hidden sigmoids",
            slip(BACK, (" * hidden * (1 - hidden)", "")),
            SEEN_BACK | MORE_BACK,
        ),
        Wrong(
            "the product of means instead of the mean of products",
            slip(
                BACK,
                ("images.T @ inner / n", "np.outer(images.mean(axis=0), inner.mean(axis=0))"),
                ("hidden.T @ delta / n", "np.outer(hidden.mean(axis=0), delta.mean(axis=0))"),
            ),
            SEEN_BACK | MORE_BACK,
        ),
        Wrong(
            "a fixed factor for every hidden neuron: sigmoid slope 1/4",
            slip(BACK, ("hidden * (1 - hidden)", "0.25")),
            SEEN_BACK | MORE_BACK,
        ),
        Wrong(
            "divides the slopes that it was given, in place",
            slip(
                BACK,
                ("    n = len(images)\n", "    delta /= len(images)\n    n = 1\n"),
                ("inner.mean", "inner.sum"),
                ("delta.mean", "delta.sum"),
            ),
            MORE_BACK,
        ),
        Wrong(
            "five images, the number in the visible check, wherever there is more than one",
            slip(BACK, ("n = len(images)", "n = 1 if len(images) == 1 else 5")),
            MORE_BACK,
        ),
        Wrong(
            "one number for all biases of a layer",
            slip(
                BACK, ("inner.mean(axis=0)", "inner.mean()"), ("delta.mean(axis=0)", "delta.mean()")
            ),
            SEEN_BACK | MORE_BACK,
        ),
        Wrong(
            "hard-coded answers of the first visible check",
            """
def backpropagate(network, images, hidden, delta):
    w = np.array([[-0.75, -0.5], [-1.5, -1.0]])
    return w, np.array([-0.75, -0.5]), np.array([[-0.75], [-0.5]]), np.array([-1.0])
""",
            SEEN_BACK | MORE_BACK,
        ),
    ],
    "train": [
        Wrong(
            "images in a new order, targets in the old one",
            slip(TRAIN, ("targets[rows]", "targets[start : start + batch_size]")),
            SEEN_TRAIN | MORE_TRAIN,
        ),
        Wrong(
            "divides the mean by the size of the mini-batch once more",
            slip(TRAIN, ("learning_rate * slope", "learning_rate * slope / batch_size")),
            SEEN_TRAIN | MORE_TRAIN,
        ),
        Wrong(
            "drops the last mini-batch where it is smaller",
            slip(
                TRAIN,
                ("len(images), batch_size)", "len(images) // batch_size * batch_size, batch_size)"),
            ),
            SEEN_TRAIN | MORE_TRAIN,
        ),
        Wrong(
            "trains the network that it was given",
            slip(TRAIN, ("[array.copy() for array in network]", "list(network)")),
            SEEN_TRAIN | MORE_TRAIN,
        ),
        Wrong(
            "one order for all epochs",
            slip(
                TRAIN,
                ("        order = rng.permutation(len(images))\n", ""),
                ("    for _ in", "    order = rng.permutation(len(images))\n    for _ in"),
            ),
            MORE_TRAIN,
        ),
        Wrong(
            "draws with repetition",
            slip(
                TRAIN,
                ("rng.permutation(len(images))", "rng.integers(len(images), size=len(images))"),
            ),
            SEEN_TRAIN | MORE_TRAIN,
        ),
        Wrong(
            "NumPy's global random numbers instead of rng",
            slip(TRAIN, ("rng.permutation", "np.random.permutation")),
            MORE_TRAIN,
        ),
        Wrong(
            "a generator of its own with a fixed seed",
            slip(TRAIN, ("    for _ in", "    rng = np.random.default_rng(0)\n    for _ in")),
            MORE_TRAIN,
        ),
    ],
    "start": [
        Wrong(
            "both layers scaled by the number of pixels",
            slip(START, ("hidden**-0.5)", "inputs**-0.5)")),
            SEEN_START | MORE_START,
        ),
        Wrong(
            "uniform between -1/sqrt(n) and 1/sqrt(n)",
            slip(
                START,
                ("rng.normal(scale=first, ", "rng.uniform(-first, first, "),
                ("rng.normal(scale=second, ", "rng.uniform(-second, second, "),
            ),
            SEEN_START | MORE_START,
        ),
        Wrong(
            "uniform with the right deviation",
            slip(
                START,
                ("rng.normal(scale=first, ", "3**0.5 * rng.uniform(-first, first, "),
                ("rng.normal(scale=second, ", "3**0.5 * rng.uniform(-second, second, "),
            ),
            MORE_START,
        ),
        Wrong(
            "Glorot's scale: inputs and outputs of a layer",
            slip(
                START,
                (
                    "inputs**-0.5, hidden**-0.5",
                    "(2 / (inputs + hidden)) ** 0.5, (2 / (hidden + outputs)) ** 0.5",
                ),
            ),
            SEEN_START | MORE_START,
        ),
        Wrong(
            "biases at 0",
            slip(START, ("b = rng.normal(size=hidden)", "b = np.zeros(hidden)")),
            SEEN_START | MORE_START,
        ),
        Wrong(
            "the spread without the bias",
            slip(START, ("axis=1) + 1)", "axis=1))")),
            SEEN_START | MORE_START,
        ),
        Wrong(
            "the spread of a neuron that is fully on: the sum of h instead of h squared",
            slip(START, ("np.sum(hidden**2, axis=1)", "np.sum(hidden, axis=1)")),
            MORE_START,
        ),
        Wrong(
            "a generator of its own with a fixed seed",
            slip(
                START,
                ("    inputs, hidden", "    rng = np.random.default_rng(0)\n    inputs, hidden"),
            ),
            MORE_START,
        ),
    ],
    "curves": [
        Wrong(
            "the share of runs, not of triples",
            slip(CURVES, (HEALTHY_BODY, "    return np.mean(np.asarray(accuracies) > level)")),
            SEEN_CURVES | MORE_REPORT,
        ),
        Wrong(
            "a run may be taken three times; and the last epoch of the plateau",
            slip(
                CURVES,
                (HEALTHY_BODY, "    return 1 - np.mean(np.asarray(accuracies) <= level) ** 3"),
                ("WAKES = 12", "WAKES = 11"),
            ),
            SEEN_CURVES | MORE_REPORT | MORE_PLATEAU,
        ),
        Wrong(
            "a run just at the level counts as above it",
            slip(CURVES, ("accuracy > level", "accuracy >= level")),
            MORE_REPORT,
        ),
        Wrong(
            "the middle one of three instead of the best",
            slip(CURVES, ("max(triple)", "sorted(triple)[1]")),
            SEEN_CURVES | MORE_REPORT,
        ),
        Wrong(
            "neighbouring runs only; and fourteen per cent misread is no digit lost",
            slip(
                CURVES,
                (
                    "combinations(accuracies, 3)",
                    "zip(accuracies, accuracies[1:], accuracies[2:])",
                ),
                ("LOST = 1", "LOST = 0"),
            ),
            SEEN_CURVES | MORE_REPORT | MORE_PLATEAU,
        ),
        Wrong(
            "the turn read off the accuracy instead of the cost",
            slip(CURVES, ("TURN = 6", "TURN = 21"), ("CHANGE = 0.31", "CHANGE = -0.08")),
            MORE_TURN,
        ),
        Wrong(
            "an overfitting network must read worse: the change with the wrong sign",
            slip(CURVES, ("CHANGE = 0.31", "CHANGE = -0.31")),
            MORE_TURN,
        ),
        Wrong(
            "the change as a share, not in percentage points",
            slip(CURVES, ("CHANGE = 0.31", "CHANGE = 0.0031")),
            SEEN_CURVES | MORE_TURN,
        ),
        Wrong("the worse network overfits", slip(CURVES, ('"A"', '"B"')), MORE_TURN),
        Wrong(
            "hard-coded answers of the visible checks",
            slip(CURVES, (HEALTHY_BODY, "    return 0.9")),
            MORE_REPORT,
        ),
    ],
    "bug": [
        Wrong(
            "the line is found, and stays as it was",
            slip(BUG, ("/ len(x)", "/ len(images)")),
            SEEN_BUG | MORE_BUG,
        ),
        Wrong(
            "a sum: does not divide at all",
            slip(BUG, (" / len(x)", "")),
            SEEN_BUG | MORE_BUG,
        ),
        Wrong(
            "raises the learning rate 200 times and leaves the line",
            slip(
                BUG,
                ("/ len(x)", "/ len(images)"),
                ("learning_rate * x.T", "200 * learning_rate * x.T"),
                ("learning_rate * delta", "200 * learning_rate * delta"),
            ),
            SEEN_BUG | MORE_BUG,
        ),
        Wrong(
            "mended for the weights, and the bias goes by the whole sum",
            slip(BUG, (" / len(x)", ""), ("x.T @ delta", "x.T @ delta / len(x)")),
            SEEN_BUG | MORE_BUG,
        ),
        Wrong(
            "mended, and blames the draw with repetition",
            slip(BUG, ("LINE = 6", "LINE = 3")),
            BUG_IN_LINE,
        ),
        Wrong(
            "mended, and draws without repetition as well",
            slip(
                BUG,
                (
                    "rng.integers(len(images), size=batch_size)",
                    "rng.permutation(len(images))[:batch_size]",
                ),
            ),
            MORE_BUG,
        ),
        Wrong(
            "mended, and changes the arrays that it was given",
            slip(BUG, ("    w, b = w.copy(), b.copy()\n", "")),
            MORE_BUG,
        ),
        Wrong(
            "hard-coded answers of the visible checks",
            slip(BUG, (BUG_BODY, "    return np.array([[0.76894]]), np.array([0.76894])\n")),
            MORE_BUG,
        ),
    ],
}
