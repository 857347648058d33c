// Run by test_softmax_sliders.py, which writes the samples: numbers and pictures of Python.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const { number, path } = await import(`${process.env.CE_SCRIPTS}/drawing.js`);
const softmax = await import(`${process.env.CE_SCRIPTS}/softmax_sliders.js`);

// Exponentials of numbers up to 160 differ between libraries in their last bits.
const near = (a, b) => Math.abs(a - b) <= 1e-13 * Math.abs(b);

test("outputs, loss and gradient are those of ce_utils", () => {
  for (const { values, right, found } of samples.runs) {
    const own = softmax.answer(values, right);
    assert.ok(near(own.loss, found.loss), `${own.loss} ${found.loss}`);
    for (const kind of ["outputs", "slopes"]) {
      own[kind].forEach((value, k) => assert.ok(near(value, found[kind][k]), `${kind} ${k}`));
    }
  }
});

test("each setting is drawn and described as in Python", () => {
  for (const { values, right, scales, ...expected } of samples.runs) {
    const own = softmax.answer(values, right);
    const { bars, texts } = softmax.fill(own, right, scales);
    const drawn = Object.entries(bars).map(([name, points]) => [name, path(points)]);
    assert.deepEqual(Object.fromEntries(drawn), expected.bars);
    const said = Object.entries(texts).map(([name, [text, y]]) => [name, [text, number(y)]]);
    assert.deepEqual(Object.fromEntries(said), expected.texts);
    const lines = softmax.readout(own, samples.names, right, values.temp);
    assert.deepEqual(lines, expected.readout);
    assert.equal(softmax.lossDrawn(own, right), expected.loss);
  }
});
