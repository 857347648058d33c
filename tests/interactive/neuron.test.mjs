// Run by test_neuron.py, which writes the samples: pictures and texts that Python made.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const { path } = await import(`${process.env.CE_SCRIPTS}/drawing.js`);
const neuron = await import(`${process.env.CE_SCRIPTS}/neuron.js`);

test("it learns as in Python", () => {
  for (const { start, epochs, logits } of samples.runs) {
    const ways = neuron.train(start, epochs);
    for (const [name, way] of Object.entries(ways)) {
      // Each of up to 300 steps rounds; the descent only shrinks what came before.
      way.forEach((z, k) => assert.ok(Math.abs(z - logits[name][k]) < 1e-11, `${name} ${k}`));
    }
  }
});

test("every epoch is drawn and described as in Python", () => {
  for (const { start, epochs, scales, drawn } of samples.runs) {
    const ways = neuron.train(start, epochs);
    for (const { epoch, lines, readout } of drawn) {
      const found = Object.entries(neuron.curves(ways, scales, epoch));
      assert.deepEqual(Object.fromEntries(found.map(([name, line]) => [name, path(line)])), lines);
      assert.deepEqual(neuron.readout(start, ways, epoch), readout);
    }
  }
});
