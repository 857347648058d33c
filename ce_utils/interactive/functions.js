// The book's functions, as in ce_utils.links and ce_utils.information. Logarithms are natural.

/** Probability of a logit. From exp(-|z|), which cannot overflow. */
export function sigmoid(z) {
  const decay = Math.exp(-Math.abs(z));
  return (z < 0 ? decay : 1) / (1 + decay);
}

/** log(1 + exp(z)) as a sum of two terms that are not negative, so that nothing cancels. */
export function softplus(z) {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** log(sum(exp(z))), with the largest taken out first, so that nothing overflows. */
export function logSumExp(logits) {
  const largest = Math.max(...logits);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(sum(logits.map((z) => Math.exp(z - largest))));
}

/** Probabilities of logits. */
export function softmax(logits) {
  const largest = Math.max(...logits);
  const parts = logits.map((z) => Math.exp(z - largest));
  const total = sum(parts);
  return parts.map((part) => part / total);
}

/** H(p), in nats; 0 log 0 is 0. */
export function entropy(p) {
  return crossEntropy(p, p);
}

/** H(p, q), in nats: infinite where q calls something impossible that happens. */
export function crossEntropy(p, q) {
  return sum(p.map((share, k) => (share === 0 ? 0 : -share * Math.log(q[k]))));
}

/** KL(p || q), in nats. */
export function relativeEntropy(p, q) {
  return sum(p.map((share, k) => (share === 0 ? 0 : share * Math.log(share / q[k]))));
}

export function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
