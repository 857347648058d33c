// Run by test_draw_digit.py, which writes the samples: images, and what Python makes of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import process from "node:process";
import test from "node:test";
import { laid } from "./laid.mjs";

const samples = JSON.parse(readFileSync(process.env.CE_SAMPLES, "utf8"));
const reader = await import(`${process.env.CE_SCRIPTS}/digit_reader.js`);
const drawing = await import(`${process.env.CE_SCRIPTS}/digit_drawing.js`);
const figure = await import(`${process.env.CE_SCRIPTS}/draw_digit.js`);
const { sigmoid } = await import(`${process.env.CE_SCRIPTS}/functions.js`);
const networks = Object.entries(samples.networks).map(([name, layers]) => [
  name,
  reader.unpackNetwork(layers),
]);
const images = samples.images.map((text) => reader.bytesOf(text));
const CELLS = 140;

/** Whether numbers agree to a relative and an absolute tolerance. */
function close(found, wanted, rtol, atol = 0) {
  return Math.abs(found - wanted) <= atol + rtol * Math.abs(wanted);
}

function share(right) {
  return right.filter(Boolean).length / right.length;
}

/** The total of some ink. */
function mass(ink) {
  return ink.reduce((a, b) => a + b, 0);
}

test("the networks answer as in NumPy", () => {
  assert.equal(images.length, 1000);
  for (const [name, layers] of networks) {
    let same = 0;
    for (const [k, pixels] of images.entries()) {
      const logits = reader.logitsOf(layers, pixels);
      const wanted = samples.logits[name][k];
      same += Number(reader.digitOf(logits) === wanted.indexOf(Math.max(...wanted)));
      // Both add up to 784 products in float64; the outputs then agree better still.
      for (const [j, z] of logits.entries()) {
        assert.ok(close(z, wanted[j], 1e-11, 1e-11));
        assert.ok(close(sigmoid(z), sigmoid(wanted[j]), 0, 1e-6));
      }
    }
    assert.ok(same >= 999, `${name}: ${same}`);
  }
});

test("the costs are those of NumPy", () => {
  for (const [logits, label, quadratic, crossEntropy] of samples.costs) {
    const found = reader.costsOf(logits, label);
    // 1 - a of an output that is nearly 1 keeps fewer digits than a.
    assert.ok(close(found.quadratic, quadratic, 1e-9));
    assert.ok(close(found.crossEntropy, crossEntropy, 1e-12));
  }
});

test("images laid onto the pad are read almost as well as they are", () => {
  const laidImages = images.map((pixels, k) => laid(pixels, samples.places[k], CELLS));
  const preparedImages = laidImages.map((ink) => drawing.prepared(ink));
  for (const [name, layers] of networks) {
    const right = (pixels, k) =>
      reader.digitOf(reader.logitsOf(layers, pixels)) === samples.labels[k];
    const [direct, drawn] = [images, preparedImages].map((each) => share(each.map(right)));
    assert.ok(direct > 0.95);
    assert.ok(drawn >= direct - 0.02, `${name}: ${direct} of the images, ${drawn} drawn`);
  }
});

test("ink becomes the image that areas and the centre of mass say", () => {
  for (const { ink, image } of samples.inks) {
    const cells = Float64Array.from(reader.bytesOf(ink), (byte) => byte / 255);
    const found = drawing.prepared(cells);
    // Bytes, from exact sums: half a grey level, and roundings.
    found.forEach((pixel, k) => assert.ok(close(pixel, image[k], 0, 0.5 + 1e-6)));
  }
});

test("where nothing is drawn the image is empty", () => {
  const nothing = drawing.prepared(drawing.inkOf([]));
  assert.ok(nothing.every((pixel) => pixel === 0));
  assert.equal(nothing.length, 784);
});

test("a dot and a line ink their areas, where they are", () => {
  const radius = 11 / 2;
  const dot = drawing.inkOf([[[40, 90]]]);
  // The edge is sampled at the middle of cells.
  assert.ok(close(mass(dot), Math.PI * radius ** 2, 0.01));
  const middle = [0, 0];
  dot.forEach((amount, k) => {
    middle[0] += (amount * ((k % CELLS) + 0.5)) / mass(dot);
    middle[1] += (amount * (Math.floor(k / CELLS) + 0.5)) / mass(dot);
  });
  assert.ok(close(middle[0], (40.5 * CELLS) / 128, 0, 0.05));
  assert.ok(close(middle[1], (90.5 * CELLS) / 128, 0, 0.05));
  const long = (64 * CELLS) / 128;
  const line = drawing.inkOf([[[20, 64], [84, 64]]]);
  assert.ok(close(mass(line), Math.PI * radius ** 2 + 2 * radius * long, 0.01));
});

test("a drawing fills 20 pixels, and its centre of mass is in the middle", () => {
  const strokes = [[[30, 20], [60, 20], [50, 100]], [[40, 60], [70, 58]]];
  const pixels = drawing.prepared(drawing.inkOf(strokes));
  const rows = Array.from({ length: 28 }, (_, y) => pixels.slice(28 * y, 28 * y + 28));
  const inked = rows.filter((row) => row.some((pixel) => pixel > 127)).length;
  assert.ok(inked >= 19 && inked <= 20, String(inked));
  let [x, y] = [0, 0];
  pixels.forEach((pixel, k) => {
    x += pixel * ((k % 28) + 0.5);
    y += pixel * (Math.floor(k / 28) + 0.5);
  });
  // The bytes are rounded.
  assert.ok(close(x / mass(pixels), 14.5, 0, 0.02));
  assert.ok(close(y / mass(pixels), 14.5, 0, 0.02));
});

test("strokes come back from the numbers of a link", () => {
  const strokes = [[[0, 0]], [[127, 127], [0, 0], [0, 127], [127, 0]], [[1, 2], [3, 4]]];
  const numbers = drawing.packStrokes(strokes, 32);
  assert.equal(numbers.length, 32);
  assert.ok(numbers.every((packed) => packed >= 0 && packed <= samples.largest));
  assert.deepEqual(drawing.unpackStrokes(numbers), strokes);
  assert.deepEqual(drawing.unpackStrokes([0, 0]), []);
  const most = Array.from({ length: 96 }, () => [127, 127]);
  assert.deepEqual(drawing.unpackStrokes(drawing.packStrokes([most], 32)), [most]);
  assert.equal(drawing.packStrokes([[...most, [0, 0]]], 32), undefined);
  const links = drawing.unpackStrokes([5, samples.largest, 0, 32_769 ** 2]).flat(2);
  assert.ok(links.every((place) => Number.isInteger(place) && place >= 0 && place < 128));
});

test("a thinned stroke stays near the pen", () => {
  const circle = Array.from({ length: 200 }, (_, k) =>
    [Math.cos(k / 30), Math.sin(k / 30)].map((part) => Math.round(64 + 50 * part)),
  );
  const thin = drawing.thinned(circle, 1);
  assert.ok(thin.length < 40);
  assert.deepEqual([thin[0], thin.at(-1)], [circle[0], circle.at(-1)]);
  const [before, after] = [circle, thin].map((stroke) => drawing.inkOf([stroke]));
  // One point of the lattice, of a pen that is ten wide.
  const changed = before.reduce((total, amount, k) => total + Math.abs(amount - after[k]), 0);
  assert.ok(changed / mass(before) < 0.1);
});

test("a drawing that is too long is made coarser, one beyond that refused", () => {
  const wave = Array.from({ length: 128 }, (_, x) => [x, 64 + (x % 2 === 0 ? 2 : -2)]);
  assert.equal(drawing.packStrokes([drawing.thinned(wave, 1)], 32), undefined);
  const coarse = figure.fitted([wave], 32);
  assert.ok(drawing.packStrokes(coarse, 32));
  const dots = Array.from({ length: 97 }, (_, x) => [[x, x]]);
  assert.equal(figure.fitted(dots, 32), undefined);
});

test("pictures and texts are those of Python", () => {
  for (const { pixels, shades, said, title, lines } of samples.shown) {
    const bytes = reader.bytesOf(pixels);
    assert.deepEqual(figure.shades(bytes), shades);
    const answers = networks.map(([name, layers]) => [name, reader.logitsOf(layers, bytes)]);
    assert.deepEqual(figure.readout(title, Object.fromEntries(answers), said), lines);
  }
});
