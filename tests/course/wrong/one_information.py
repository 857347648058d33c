"""Wrong solutions of assignment 1."""

from tests.course.wrong import Wrong

CHECK_ENTROPY = {"check-entropy": 1}
HIDDEN_ENTROPY = {"hidden-entropy": 1}
ZEROS_ENTROPY = {"hidden-entropy-zeros": 1}
ALL_ENTROPY = CHECK_ENTROPY | HIDDEN_ENTROPY | ZEROS_ENTROPY

ENTROPY = [
    Wrong(
        "natural logarithm instead of base 2",
        """
def entropy_bits(p):
    seen = p[p > 0]
    return np.sum(seen * np.log(1 / seen))
""",
        ALL_ENTROPY,
    ),
    Wrong(
        "the formula as it stands: 0 log 0 is nan",
        """
def entropy_bits(p):
    return -np.sum(p * np.log2(p))
""",
        CHECK_ENTROPY | ZEROS_ENTROPY,
    ),
    Wrong(
        "clips the probabilities at 1e-12",
        """
def entropy_bits(p):
    p = np.clip(p, 1e-12, 1)
    return -np.sum(p * np.log2(p))
""",
        ZEROS_ENTROPY,
    ),
    Wrong(
        "writes 1 over the zeros of its input",
        """
def entropy_bits(p):
    p[p == 0] = 1
    return -np.sum(p * np.log2(p))
""",
        ZEROS_ENTROPY,
    ),
    Wrong(
        "stops at the first zero",
        """
def entropy_bits(p):
    total = 0.0
    for x in p:
        if x == 0:
            break
        total -= x * np.log2(x)
    return total
""",
        ZEROS_ENTROPY,
    ),
    Wrong(
        "the mean over the outcomes instead of the sum",
        """
def entropy_bits(p):
    seen = p[p > 0]
    return np.mean(seen * np.log2(1 / seen))
""",
        ALL_ENTROPY,
    ),
    Wrong(
        "rounds the surprises up to whole digits",
        """
def entropy_bits(p):
    seen = p[p > 0]
    return np.sum(seen * np.ceil(np.log2(1 / seen)))
""",
        HIDDEN_ENTROPY,
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        """
def entropy_bits(p):
    return {(0.5, 0.5): 1.0, (1.0, 0.0): 0.0}.get(tuple(p), 1.75)
""",
        HIDDEN_ENTROPY | ZEROS_ENTROPY,
    ),
]

CHECK_CODE = {"check-code": 1}
KRAFT_CODE = {"hidden-code-kraft": 1}
LENGTH_CODE = {"hidden-code-length": 1}

CODE = [
    Wrong(
        "every word counts alike in the mean",
        """
def kraft_sum(words):
    return sum(2.0 ** -len(word) for word in words)


def mean_length(words, p):
    return np.mean([len(word) for word in words])
""",
        CHECK_CODE | LENGTH_CODE,
    ),
    Wrong(
        "whole numbers in place of words: leading zeros are lost",
        """
def kraft_sum(words):
    return sum(2.0 ** -len(str(int(word))) for word in words)


def mean_length(words, p):
    return sum(x * len(str(int(word))) for word, x in zip(words, p))
""",
        CHECK_CODE | KRAFT_CODE | LENGTH_CODE,
    ),
    Wrong(
        "sorted probabilities, as if the most probable word came first",
        """
def kraft_sum(words):
    return sum(2.0 ** -len(word) for word in words)


def mean_length(words, p):
    return np.sort(p)[::-1] @ [len(word) for word in words]
""",
        LENGTH_CODE,
    ),
    Wrong(
        "each length once in Kraft's sum",
        """
def kraft_sum(words):
    return sum(2.0**-length for length in {len(word) for word in words})


def mean_length(words, p):
    return p @ [len(word) for word in words]
""",
        CHECK_CODE | KRAFT_CODE,
    ),
    Wrong(
        "the entropy, which is what the best code would take",
        """
def kraft_sum(words):
    return sum(2.0 ** -len(word) for word in words)


def mean_length(words, p):
    seen = p[p > 0]
    return np.sum(seen * np.log2(1 / seen))
""",
        LENGTH_CODE,
    ),
    Wrong(
        "cuts Kraft's sum off at 1, since no prefix code has more",
        """
def kraft_sum(words):
    return min(1.0, sum(2.0 ** -len(word) for word in words))


def mean_length(words, p):
    return p @ [len(word) for word in words]
""",
        KRAFT_CODE,
    ),
    Wrong(
        "a mean of whole digits",
        """
def kraft_sum(words):
    return sum(2.0 ** -len(word) for word in words)


def mean_length(words, p):
    return round(p @ [len(word) for word in words])
""",
        CHECK_CODE | LENGTH_CODE,
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        """
def kraft_sum(words):
    return 1.0 if len(words) == 4 else 0.75


def mean_length(words, p):
    return 1.75
""",
        KRAFT_CODE | LENGTH_CODE,
    ),
]

CHECK_PRICE = {"check-price": 1}
HIDDEN_PRICE = {"hidden-price": 1}
ZEROS_PRICE = {"hidden-price-zeros": 1}
ALL_PRICE = CHECK_PRICE | HIDDEN_PRICE | ZEROS_PRICE

PRICE = [
    Wrong(
        "the two distributions have changed places",
        """
def cross_entropy_bits(p, q):
    seen = q > 0
    if np.any(p[seen] == 0):
        return np.inf
    return -np.sum(q[seen] * np.log2(p[seen]))
""",
        ALL_PRICE,
    ),
    Wrong(
        "the formula as it stands: 0 log 0 is nan",
        """
def cross_entropy_bits(p, q):
    return -np.sum(p * np.log2(q))
""",
        CHECK_PRICE | ZEROS_PRICE,
    ),
    Wrong(
        "clips q at 1e-12, so that nothing is infinite",
        """
def cross_entropy_bits(p, q):
    return -np.sum(p * np.log2(np.clip(q, 1e-12, 1)))
""",
        CHECK_PRICE | ZEROS_PRICE,
    ),
    Wrong(
        "leaves out what q rules out",
        """
def cross_entropy_bits(p, q):
    seen = (p > 0) & (q > 0)
    return -np.sum(p[seen] * np.log2(q[seen]))
""",
        CHECK_PRICE | ZEROS_PRICE,
    ),
    Wrong(
        "infinite as soon as q has a zero anywhere",
        """
def cross_entropy_bits(p, q):
    if np.any(q == 0):
        return np.inf
    return -np.sum(p * np.log2(q))
""",
        CHECK_PRICE | ZEROS_PRICE,
    ),
    Wrong(
        "only the waste: the relative entropy",
        """
def cross_entropy_bits(p, q):
    seen = p > 0
    return np.sum(p[seen] * np.log2(p[seen] / q[seen]))
""",
        ALL_PRICE,
    ),
    Wrong(
        "takes for 0 what is below 1e-15",
        """
def cross_entropy_bits(p, q):
    seen = p > 0
    if np.any(q[seen] < 1e-15):
        return np.inf
    return -np.sum(p[seen] * np.log2(q[seen]))
""",
        ZEROS_PRICE,
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        """
def cross_entropy_bits(p, q):
    if len(p) == 4:
        return 2.0 if p[0] == 0.5 else 2.25
    return 1.0 if len(p) == 3 else np.inf
""",
        HIDDEN_PRICE | ZEROS_PRICE,
    ),
]

CHECK_LANGUAGES = {"check-languages": 1}
HIDDEN_LANGUAGES = {"hidden-languages": 1}
ZEROS_LANGUAGES = {"hidden-languages-zeros": 1}
ALL_LANGUAGES = CHECK_LANGUAGES | HIDDEN_LANGUAGES | ZEROS_LANGUAGES

LANGUAGES = [
    Wrong(
        "from the models to p instead of from p to the models",
        """
def kl_nats(p, models):
    terms = models * np.log(models / p)
    return np.where(models > 0, terms, 0).sum(axis=1)
""",
        ALL_LANGUAGES,
    ),
    Wrong(
        "bits instead of nats",
        """
def kl_nats(p, models):
    seen = p > 0
    return np.log2(p[seen] / models[:, seen]) @ p[seen]
""",
        ALL_LANGUAGES,
    ),
    Wrong(
        "one sum over all models",
        """
def kl_nats(p, models):
    seen = p > 0
    return np.sum(p[seen] * np.log(p[seen] / models[:, seen]))
""",
        ALL_LANGUAGES,
    ),
    Wrong(
        "sums over the models instead of the outcomes",
        """
def kl_nats(p, models):
    terms = p * np.log(p / models)
    return np.where(p > 0, terms, 0).sum(axis=0)
""",
        ALL_LANGUAGES,
    ),
    Wrong(
        "the formula as it stands: 0 ln 0 is nan",
        """
def kl_nats(p, models):
    return np.sum(p * np.log(p / models), axis=1)
""",
        CHECK_LANGUAGES | ZEROS_LANGUAGES,
    ),
    Wrong(
        "no term may be negative",
        """
def kl_nats(p, models):
    seen = p > 0
    return np.abs(np.log(p[seen] / models[:, seen])) @ p[seen]
""",
        ALL_LANGUAGES,
    ),
    Wrong(
        "one model that rules something out makes all infinite",
        """
def kl_nats(p, models):
    if np.all(models[:, p > 0] > 0):
        seen = p > 0
        return np.log(p[seen] / models[:, seen]) @ p[seen]
    return np.full(len(models), np.inf)
""",
        CHECK_LANGUAGES | ZEROS_LANGUAGES,
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        """
def kl_nats(p, models):
    if p[0] == 1:
        return np.log([2, 4, 1])
    return np.array([0, np.log(4 / 3) / 2, np.inf])
""",
        HIDDEN_LANGUAGES | ZEROS_LANGUAGES,
    ),
]

CHECK_LIKELIHOOD = {"check-likelihood": 1}
HIDDEN_LIKELIHOOD = {"hidden-likelihood": 1}
EXTREMES_LIKELIHOOD = {"hidden-likelihood-extremes": 1}
ALL_LIKELIHOOD = CHECK_LIKELIHOOD | HIDDEN_LIKELIHOOD | EXTREMES_LIKELIHOOD

LIKELIHOOD = [
    Wrong(
        "the logarithm of the product, which underflows",
        """
def mean_nll(probabilities, labels):
    given = probabilities[np.arange(len(labels)), labels]
    return -np.log(np.prod(given)) / len(labels)
""",
        EXTREMES_LIKELIHOOD,
    ),
    Wrong(
        "a whole column for each label: probabilities[:, labels]",
        """
def mean_nll(probabilities, labels):
    return -np.mean(np.log(probabilities[:, labels]))
""",
        ALL_LIKELIHOOD,
    ),
    Wrong(
        "one-hot times logarithm: 0 times infinity is nan",
        """
def mean_nll(probabilities, labels):
    one_hot = np.eye(probabilities.shape[1])[labels]
    return -np.sum(one_hot * np.log(probabilities)) / len(labels)
""",
        EXTREMES_LIKELIHOOD,
    ),
    Wrong(
        "the sum instead of the mean",
        """
def mean_nll(probabilities, labels):
    given = probabilities[np.arange(len(labels)), labels]
    return -np.sum(np.log(given))
""",
        ALL_LIKELIHOOD,
    ),
    Wrong(
        "the logarithm of the mean probability",
        """
def mean_nll(probabilities, labels):
    given = probabilities[np.arange(len(labels)), labels]
    return -np.log(np.mean(given))
""",
        ALL_LIKELIHOOD,
    ),
    Wrong(
        "a small constant inside the logarithm",
        """
def mean_nll(probabilities, labels):
    given = probabilities[np.arange(len(labels)), labels]
    return -np.mean(np.log(given + 1e-12))
""",
        EXTREMES_LIKELIHOOD,
    ),
    Wrong(
        "two classes only: the probability of label 1 and its rest",
        """
def mean_nll(probabilities, labels):
    p = probabilities[:, 1]
    return -np.mean(np.log(np.where(labels == 1, p, 1 - p)))
""",
        HIDDEN_LIKELIHOOD | EXTREMES_LIKELIHOOD,
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        """
def mean_nll(probabilities, labels):
    return np.log(64 / 3) / 3 if labels[0] == 0 else np.log(64 / 7) / 3
""",
        HIDDEN_LIKELIHOOD | EXTREMES_LIKELIHOOD,
    ),
]

CHECK_FIGURE = {"check-figure": 1}
HIDDEN_FIGURE = {"hidden-figure": 1}
ALL_FIGURE = CHECK_FIGURE | HIDDEN_FIGURE

FIGURE = [
    Wrong(
        "the shares of tails",
        """
share_a, share_b = 0.85, 0.35
entropy_a, entropy_b = 0.423, 0.647
wasted_a = 0.27
""",
        ALL_FIGURE,
    ),
    Wrong(
        "entropies in bits",
        """
share_a, share_b = 0.15, 0.65
entropy_a, entropy_b = 0.610, 0.934
wasted_a = 0.27
""",
        ALL_FIGURE,
    ),
    Wrong(
        "what the fair guess pays, not what it wastes",
        """
share_a, share_b = 0.15, 0.65
entropy_a, entropy_b = 0.423, 0.647
wasted_a = 0.693
""",
        ALL_FIGURE,
    ),
    Wrong(
        "shares in percent",
        """
share_a, share_b = 15, 65
entropy_a, entropy_b = 0.423, 0.647
wasted_a = 0.27
""",
        ALL_FIGURE,
    ),
    Wrong(
        "the point where the valleys cross",
        """
share_a, share_b = 0.5, 0.5
entropy_a, entropy_b = 0.693, 0.693
wasted_a = 0.0
""",
        ALL_FIGURE,
    ),
    Wrong(
        "the lowest point of A at the left end of the curve",
        """
share_a, share_b = 0.05, 0.65
entropy_a, entropy_b = 0.493, 0.647
wasted_a = 0.2
""",
        HIDDEN_FIGURE,
    ),
    Wrong(
        "hard-coded answers that suit the check, without a reading of the figure",
        """
share_a, share_b = 0.2, 0.7
entropy_a, entropy_b = 0.500, 0.611
wasted_a = 0.193
""",
        HIDDEN_FIGURE,
    ),
    Wrong(
        "what the guess 0.5 wastes on B, not on A",
        """
share_a, share_b = 0.15, 0.65
entropy_a, entropy_b = 0.423, 0.647
wasted_a = 0.046
""",
        HIDDEN_FIGURE,
    ),
]

CHECK_CLAIM = {"check-claim": 1}
HIDDEN_CLAIM = {"hidden-claim": 2}
ALL_CLAIM = CHECK_CLAIM | HIDDEN_CLAIM

CLAIM = [
    Wrong(
        "a uniform belief, with which both sides are equal",
        """
def refute(n):
    p = np.full(n, 0.1 / (n - 1))
    p[0] = 0.9
    return p, np.full(n, 1 / n)
""",
        ALL_CLAIM,
    ),
    Wrong(
        "p and q have changed places",
        """
def refute(n):
    p, q = np.full(n, 0.3 / (n - 1)), np.full(n, 0.1 / (n - 1))
    p[0], q[0] = 0.7, 0.9
    return p, q
""",
        ALL_CLAIM,
    ),
    Wrong(
        "a certain outcome: probabilities of 0",
        """
def refute(n):
    p, q = np.zeros(n), np.full(n, 0.3 / (n - 1))
    p[0], q[0] = 1.0, 0.7
    return p, q
""",
        ALL_CLAIM,
    ),
    Wrong(
        "moves a share of 1 / n, which fades as n grows",
        """
def refute(n):
    q = np.full(n, 0.3 / (n - 1))
    q[0] = 0.7
    p = q * (1 - 1 / n)
    p[0] += 1 / n
    return p, q
""",
        HIDDEN_CLAIM,
    ),
    Wrong(
        "sums to 1 for two and three outcomes only",
        """
def refute(n):
    p = np.full(n, 0.1 if n == 2 else 0.05)
    q = np.full(n, 0.3 if n == 2 else 0.15)
    p[0], q[0] = 0.9, 0.7
    return p, q
""",
        HIDDEN_CLAIM,
    ),
    Wrong(
        "a belief that is nearly right: 0.1 bits are not reached",
        """
def refute(n):
    p, q = np.full(n, 0.29 / (n - 1)), np.full(n, 0.3 / (n - 1))
    p[0], q[0] = 0.71, 0.7
    return p, q
""",
        ALL_CLAIM,
    ),
    Wrong(
        "weights that are not divided by their sum",
        """
def refute(n):
    p, q = np.ones(n), np.ones(n)
    p[0], q[0] = 9.0, 2.0
    return p, q
""",
        ALL_CLAIM,
    ),
    Wrong(
        "hard-coded answers of the visible checks",
        """
def refute(n):
    if n == 2:
        return [0.9, 0.1], [0.7, 0.3]
    return [0.9, 0.05, 0.05], [0.7, 0.15, 0.15]
""",
        HIDDEN_CLAIM,
    ),
]

WRONG: dict[str, list[Wrong]] = {
    "entropy": ENTROPY,
    "code": CODE,
    "price": PRICE,
    "languages": LANGUAGES,
    "likelihood": LIKELIHOOD,
    "figure": FIGURE,
    "claim": CLAIM,
}
