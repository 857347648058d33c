// Run by test_logistic_still.py, which writes the samples: pictures and texts that Python made.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const { path } = await import(`${process.env.CE_SCRIPTS}/drawing.js`);
const logistic = await import(`${process.env.CE_SCRIPTS}/logistic_regression.js`);

test("every frame is drawn and described as Python would", () => {
  for (const { data, levels, models, losses, readouts, spots } of samples.figures) {
    for (const [end, spot] of spots) assert.deepEqual(logistic.labelSpot(end, data.scales), spot);
    data.steps.forEach((_, frame) => {
      const model =
        data.features.length === 1
          ? logistic.curve(data, frame)
          : levels.map((logit) => path(logistic.boundary(data, frame, logit)));
      assert.deepEqual(model, models[frame]);
      assert.equal(path(logistic.lossPoints(data, frame)), losses[frame]);
      assert.deepEqual(logistic.readout(data, frame), readouts[frame]);
    });
  }
});
