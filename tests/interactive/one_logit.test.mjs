// Run by test_one_logit.py, which writes the samples: numbers, pictures and texts of Python.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const { path } = await import(`${process.env.CE_SCRIPTS}/drawing.js`);
const figure = await import(`${process.env.CE_SCRIPTS}/one_logit.js`);

test("four losses and their gradients are those of ce_utils.losses", () => {
  for (const { values, measures } of samples.settings) {
    const found = figure.measures(values.z, Number(values.target), values.gamma);
    for (const [name, both] of Object.entries(measures)) {
      both.forEach((expected, i) => {
        const error = Math.abs(found[name][i] - expected);
        // Each side is exact to about 5 ulp of 2.2e-16, but for exp(-gamma |z|), whose exponent
        // is rounded by half an ulp where gamma is.
        const bound = 2e-15 + 1.2e-16 * values.gamma * Math.abs(values.z);
        assert.ok(error <= bound * Math.abs(expected), `${name} ${JSON.stringify(values)}`);
      });
    }
  }
});

test("naive float32 is the same to the last bit at all logits of the slider", () => {
  for (const { target, z, naive, faults } of samples.numbers) {
    const found = figure.naive(z, target);
    const told = found.map((each) => {
      if (Number.isNaN(each)) return "NaN";
      return Number.isFinite(each) ? each : "inf";
    });
    assert.deepEqual(told, naive, `${z} ${target}`);
    const truth = figure.measures(z, target, 2)["cross-entropy"];
    assert.deepEqual(
      found.map((each, i) => figure.judge(each, truth[i])),
      faults,
      `${z} ${target}`,
    );
  }
});

test("every setting is drawn and described as in Python", () => {
  for (const { values, data, lines, readout } of samples.settings) {
    const found = Object.entries(figure.curves(data, values));
    assert.deepEqual(Object.fromEntries(found.map(([name, line]) => [name, path(line)])), lines);
    assert.deepEqual(figure.readout(data, values), readout);
  }
});

test("the view grows with the logit and never shrinks by itself", () => {
  for (const [z, asked, view] of samples.views) {
    assert.equal(figure.viewFor(samples.view, z, asked), view);
  }
});
