// Run by test_loss_surface.py, which writes the samples: walks and pictures of Python.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const { path } = await import(`${process.env.CE_SCRIPTS}/drawing.js`);
const surface = await import(`${process.env.CE_SCRIPTS}/loss_surface.js`);

test("it walks as ce_utils.optimize.gradient_descent does", () => {
  for (const { data, start, walks } of samples.runs) {
    const own = surface.descend(data, start);
    for (const [name, walk] of Object.entries(walks)) {
      assert.equal(own[name].length, data.steps + 1);
      walk.forEach((place, k) =>
        place.forEach((each, j) => {
          // Up to 100 steps, each with the roundings of a sum; a weight may pass through 0.
          const slack = 1e-9 * Math.abs(each) + 1e-12;
          assert.ok(Math.abs(own[name][k][j] - each) <= slack, `${name} ${k} ${each}`);
        }),
      );
    }
  }
});

test("each step is drawn and described as in Python", () => {
  for (const { data, start, drawn } of samples.runs) {
    const own = surface.descend(data, start);
    for (const { step, ways, readout } of drawn) {
      for (const [name, way] of Object.entries(ways)) {
        assert.equal(path(surface.pointsOf(own[name], data.scales, step)), way);
      }
      assert.deepEqual(surface.readout(data, own, step, start.rate), readout);
    }
  }
});
