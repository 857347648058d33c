"""Surprisal, entropy, cross-entropy, relative entropy and perplexity of distributions.

These take probabilities, because information theory does. To train a model take the
functions of `ce_utils.losses`, which start from logits and keep digits that a
probability has already lost.
"""

from ce_utils.information.divergence import kl_divergence
from ce_utils.information.entropies import cross_entropy, entropy, perplexity, surprisal

__all__ = ["cross_entropy", "entropy", "kl_divergence", "perplexity", "surprisal"]
