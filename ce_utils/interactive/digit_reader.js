// The two networks that read a digit: from bytes, as Python stores them, to answers and costs.
import { sigmoid, softplus, sum } from "./functions.js";

/** Bytes from base64. */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.codePointAt(0));
}

/** A network's layers: one byte with a sign for each weight, and a scale for each unit. */
export function unpackNetwork(layers) {
  return layers.map(({ codes, scales, biases }) => ({
    codes: new Int8Array(bytesOf(codes).buffer),
    scales,
    biases,
  }));
}

/** The ten logits for an image of 784 bytes; 255 is ink. */
export function logitsOf(layers, pixels) {
  let inputs = Array.from(pixels, (pixel) => pixel / 255);
  for (const [k, { codes, scales, biases }] of layers.entries()) {
    const count = inputs.length;
    const logits = biases.map((bias, unit) => {
      let total = 0;
      for (let j = 0; j < count; j += 1) total += codes[unit * count + j] * inputs[j];
      return scales[unit] * total + bias;
    });
    inputs = k < layers.length - 1 ? logits.map(sigmoid) : logits;
  }
  return inputs;
}

/** The digit with the largest logit. */
export function digitOf(logits) {
  return logits.indexOf(Math.max(...logits));
}

/** What the answers cost if the image shows `label`: the cross-entropy in nats. */
export function costsOf(logits, label) {
  const target = (k) => (k === label ? 1 : 0);
  return {
    quadratic: sum(logits.map((z, k) => (sigmoid(z) - target(k)) ** 2)) / 2,
    // -log(sigmoid(z)) is softplus(-z).
    crossEntropy: sum(logits.map((z, k) => softplus(k === label ? -z : z))),
  };
}
