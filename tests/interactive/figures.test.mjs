// Run by test_javascript.py, which writes the samples: numbers and texts that Python made.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const shared = await import(`${process.env.CE_SCRIPTS}/shared.js`);
const logistic = await import(`${process.env.CE_SCRIPTS}/logistic_regression.js`);

// Both sides are exact to about 2 ulp of 2.2e-16; denormal numbers have one ulp of 4.9e-324.
function close(actual, expected, where) {
  const error = Math.abs(actual - expected);
  assert.ok(error <= 1e-15 * Math.abs(expected) + 1e-323, `${where}: ${actual}, ${expected}`);
}

test("sigmoid and softplus, at extreme logits too", () => {
  const { logits, sigmoid, softplus } = samples.functions;
  logits.forEach((z, k) => {
    close(shared.sigmoid(z), sigmoid[k], `sigmoid(${z})`);
    close(shared.softplus(z), softplus[k], `softplus(${z})`);
  });
  assert.equal(shared.sigmoid(-Infinity), 0);
  assert.equal(shared.softplus(Infinity), Infinity);
});

test("coordinates and significant digits are the same texts", () => {
  for (const [value, text] of samples.texts.number) assert.equal(shared.number(value), text);
  for (const [value, text] of samples.texts.significant) {
    assert.equal(shared.significant(value), text, `${value}`);
  }
});

test("ticks are the same numbers and texts", () => {
  for (const [low, high, ticks] of samples.texts.ticks) {
    assert.deepEqual(shared.niceTicks(low, high), ticks);
  }
});

test("scales put numbers in the same places", () => {
  for (const [description, values, places] of samples.scales) {
    const scale = shared.scale(description);
    values.forEach((value, k) => close(scale(value), places[k], `scale(${value})`));
  }
});

test("a line through no points is empty", () => {
  assert.equal(shared.path([]), "");
});

test("every frame is drawn and described as Python would", () => {
  for (const { data, levels, models, losses, readouts, spots } of samples.figures) {
    for (const [end, spot] of spots) assert.deepEqual(logistic.labelSpot(end, data.scales), spot);
    data.steps.forEach((_, frame) => {
      const model =
        data.features.length === 1
          ? logistic.curve(data, frame)
          : levels.map((logit) => shared.path(logistic.boundary(data, frame, logit)));
      assert.deepEqual(model, models[frame]);
      assert.equal(shared.path(logistic.lossPoints(data, frame)), losses[frame]);
      assert.deepEqual(logistic.readout(data, frame), readouts[frame]);
    });
  }
});
