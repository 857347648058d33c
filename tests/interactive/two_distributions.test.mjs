// Run by test_two_distributions.py, which writes the samples: NumPy's numbers, Python's pictures.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const figure = await import(`${process.env.CE_SCRIPTS}/two_distributions.js`);

/** Each number to 1e-12 of its size; what cancels in a relative entropy is below 1e-14. */
function assertClose(found, expected, where) {
  found.forEach((value, k) => {
    const wanted = expected[k] ?? Infinity;
    const close = Math.abs(value - wanted) <= 1e-12 * Math.abs(wanted) + 1e-14;
    assert.ok(value === wanted || close, `${where}: ${value}, not ${wanted}`);
  });
  assert.equal(found.length, expected.length);
}

test("a moved bar gets what is asked, and the others keep their proportions", () => {
  for (const { before, place, wanted, after } of samples.moves) {
    assertClose(figure.rescale(before, place, wanted), after, JSON.stringify(before));
  }
});

test("weights make a distribution, also if all are 0", () => {
  for (const { weights, probs } of samples.weights) {
    assertClose(figure.shares(weights), probs, JSON.stringify(weights));
  }
});

test("the lengths are those of ce_utils.information", () => {
  for (const { p, q, numbers } of samples.drawn) {
    const found = figure.worlds({ p, q });
    for (const world of ["p", "q"]) assertClose(found[world], numbers[world], `${p} ${q}`);
  }
});

test("everything is drawn and described as in Python", () => {
  for (const { p, q, unit, data, parts, texts, readout } of samples.drawn) {
    assert.deepEqual(figure.moving({ p, q }, unit, data), { parts, texts });
    assert.deepEqual(figure.readout({ p, q }, unit, data.labels), readout);
  }
});
