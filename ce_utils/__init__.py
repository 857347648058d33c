"""The package under *The Cross-Entropy Cost Function: an executable book*.

A house of small rooms, each imported by name:

- `ce_utils.information`: surprisal, entropy, cross-entropy and divergence of distributions;
- `ce_utils.links`: sigmoid, softmax, their logarithms, softplus and log-sum-exp;
- `ce_utils.losses`: costs on logits, each with value, gradient and Hessian;
- `ce_utils.network`: feed-forward networks trained by stochastic gradient descent;
- `ce_utils.optimize`: gradient descent and Newton's method for regression, and separable data;
- `ce_utils.interactive`: figures that a reader can move, as HTML that needs no kernel;
- `ce_utils.data`: MNIST; `ce_utils.plotting`: the book's figures; `ce_utils.checks`: argument
  checks and finite differences; `ce_utils.progress`: a progress bar that leaves nothing behind.
"""

__version__ = "0.1.0"
