// Run by test_javascript.py, which writes the samples: fields as fields.py describes them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";

const { fields } = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const { linkTo, shown, valuesIn } = await import(`${process.env.CE_SCRIPTS}/state.js`);
const { afterKey } = await import(`${process.env.CE_SCRIPTS}/pointer.js`);
const first = { w: 0.6, rate: 0.15, unit: "nats" };

test("an address without values gives the first ones", () => {
  for (const search of ["", "?", "?other=w:2", "?neuron", "?neuron=", "?neuron-2=w:2"]) {
    assert.deepEqual(valuesIn(search, "neuron", fields), first);
  }
});

test("values of an address are taken, and held to their limits", () => {
  const cases = {
    "w:2": { w: 2 },
    "w:2,rate:1,unit:bits": { w: 2, rate: 1, unit: "bits" },
    "w:99": { w: 5 },
    "w:-99": { w: -2 },
    "w:1.26": { w: 1.3 },
    "w:-0.01": { w: 0 },
    "rate:0.2": { rate: 0.15 },
    "rate:1e9": { rate: 1 },
  };
  for (const [text, changes] of Object.entries(cases)) {
    const found = valuesIn(`?q=a&neuron=${text}`, "neuron", fields);
    assert.deepEqual(found, { ...first, ...changes }, text);
  }
});

test("what makes no sense is left out, and the rest is kept", () => {
  const senseless = ["w", "w:", "w:abc", "w:NaN", "w:Infinity", "w:%20", ":2", "unit:joules"];
  senseless.push("rate:", "toString:1", "__proto__:1", "constructor:2", "%00", ",,,", "w:<b>");
  for (const text of senseless) {
    const found = valuesIn(`?neuron=${text},unit:bits`, "neuron", fields);
    assert.deepEqual(found, { ...first, unit: "bits" }, text);
  }
});

test("a link holds the values and leaves the rest of an address alone", () => {
  const link = linkTo("https://a.b/c.html?x=1&neuron=w:1&neuron-2=w:3#old", "neuron", first, "fig-a");
  assert.equal(link, "https://a.b/c.html?x=1&neuron=w:0.6,rate:0.15,unit:nats&neuron-2=w:3#fig-a");
  assert.deepEqual(valuesIn(new URL(link).search, "neuron", fields), first);
  const file = linkTo("file:///home/a%20b/c.html#old", "neuron", first);
  assert.equal(file, "file:///home/a%20b/c.html?neuron=w:0.6,rate:0.15,unit:nats");
});

test("values are shown with their decimal places and a true minus sign", () => {
  assert.equal(shown(fields.w, -1), "\u22121.0");
  assert.equal(shown(fields.rate, 0.01), "0.01");
  assert.equal(shown(fields.unit, "bits"), "bits");
});

test("keys move a handle as they move a browser's slider", () => {
  const at = { current: 0.5, min: 0, max: 1, step: 0.01 };
  for (const key of ["ArrowRight", "ArrowUp"]) assert.equal(afterKey(key, at), 0.51);
  for (const key of ["ArrowLeft", "ArrowDown"]) assert.equal(afterKey(key, at), 0.49);
  assert.equal(afterKey("PageUp", at), 0.6);
  assert.equal(afterKey("Home", at), 0);
  assert.equal(afterKey("End", at), 1);
  for (const key of ["Tab", "a", "toString"]) assert.equal(afterKey(key, at), undefined);
});
