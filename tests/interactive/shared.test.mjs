// Run by test_javascript.py, which writes the samples: numbers and texts that Python made.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const functions = await import(`${process.env.CE_SCRIPTS}/functions.js`);
const drawing = await import(`${process.env.CE_SCRIPTS}/drawing.js`);

// Both sides are exact to about 2 ulp of 2.2e-16; denormal numbers have one ulp of 4.9e-324.
function close(actual, expected, where) {
  const error = Math.abs(actual - expected);
  assert.ok(error <= 1e-15 * Math.abs(expected) + 1e-323, `${where}: ${actual}, ${expected}`);
}

test("sigmoid and softplus, at extreme logits too", () => {
  const { logits, sigmoid, softplus } = samples.functions;
  logits.forEach((z, k) => {
    close(functions.sigmoid(z), sigmoid[k], `sigmoid(${z})`);
    close(functions.softplus(z), softplus[k], `softplus(${z})`);
  });
  assert.equal(functions.sigmoid(-Infinity), 0);
  assert.equal(functions.softplus(Infinity), Infinity);
});

test("coordinates and significant digits are the same texts", () => {
  for (const [value, text] of samples.texts.number) assert.equal(drawing.number(value), text);
  for (const [value, text] of samples.texts.significant) {
    assert.equal(drawing.significant(value), text, `${value}`);
  }
  for (const [value, text] of samples.texts.fixed) assert.equal(drawing.fixed(value, 3), text);
});

test("ticks are the same numbers and texts", () => {
  for (const [low, high, ticks] of samples.texts.ticks) {
    assert.deepEqual(drawing.niceTicks(low, high), ticks);
  }
});

test("scales put numbers in the same places", () => {
  for (const [description, values, places] of samples.scales) {
    const scale = drawing.scale(description);
    const back = drawing.unscale(description);
    values.forEach((value, k) => {
      close(scale(value), places[k], `scale(${value})`);
      // There and back: 1e-13 of the domain's width.
      assert.ok(Math.abs(back(places[k]) - value) < 1e-13 * description.domain[1], `${value}`);
    });
  }
});

test("a line through no points is empty", () => {
  assert.equal(drawing.path([]), "");
});

// A sum of four terms in another order, or logarithms that differ by an ulp: 4 ulp of the largest
// term, which is below 10 here unless the logits are.
function near(actual, expected, where) {
  assert.ok(Math.abs(actual - expected) <= 1e-14 * Math.max(1, Math.abs(expected)), where);
}

test("softmax and log-sum-exp, at extreme logits too", () => {
  for (const [logits, total, probs] of samples.distributions.logits) {
    near(functions.logSumExp(logits), total, `logSumExp(${logits})`);
    functions.softmax(logits).forEach((prob, k) => near(prob, probs[k], `softmax(${logits})`));
  }
  assert.equal(functions.logSumExp([-Infinity, -Infinity]), -Infinity);
});

test("entropies", () => {
  for (const [p, q, own, cross, relative] of samples.distributions.pairs) {
    near(functions.entropy(p), own, `entropy(${p})`);
    near(functions.crossEntropy(p, q), cross, `crossEntropy(${p}, ${q})`);
    near(functions.relativeEntropy(p, q), relative, `relativeEntropy(${p}, ${q})`);
  }
  assert.equal(functions.crossEntropy([0.5, 0.5], [1, 0]), Infinity);
  assert.equal(functions.relativeEntropy([0.5, 0.5], [1, 0]), Infinity);
});
