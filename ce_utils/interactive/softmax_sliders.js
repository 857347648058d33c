// Draws the outputs, the loss and the gradient of a softmax, as softmax_still.py does.
import { addButton, addFields } from "./controls.js";
import { fixed, move, part, scale, significant } from "./drawing.js";
import { softmax, sum } from "./functions.js";
import { announce, write } from "./page.js";
import { openState } from "./state.js";

// As in softmax_still.py.
const LEFT = 42;
const PLACE = 76;
const BAR = 52;
const CLOSE = 0.01;
const NAMES = ["z0", "z1", "z2", "z3"];

/** Outputs, loss in nats, and its slopes by the logits over the temperature. */
export function answer(values, right) {
  const scaled = NAMES.map((name) => values[name] / values.temp);
  const outputs = softmax(scaled);
  const top = scaled.indexOf(Math.max(...scaled));
  const others = (k) => outputs.filter((_, j) => j !== k);
  // From the outputs of the others: 1 - a and ln a would lose the digits of a small error.
  const rest = sum(others(top)) / outputs[top];
  return {
    outputs,
    loss: scaled[top] - scaled[right] + Math.log1p(rest),
    slopes: outputs.map((a, k) => (k === right ? -sum(others(k)) : a)),
  };
}

const middle = (k) => LEFT + (k + 0.5) * PLACE;

function box(k, ground, end) {
  const [left, beyond] = [middle(k) - BAR / 2, middle(k) + BAR / 2];
  return [
    [left, ground],
    [left, end],
    [beyond, end],
    [beyond, ground],
  ];
}

/** The points of each bar, and each text with its height. */
export function fill(found, right, scales) {
  const output = scale(scales.output);
  const bars = { target: box(right, output(0), output(1)) };
  const texts = {};
  for (const [kind, values] of [
    ["output", found.outputs],
    ["slope", found.slopes],
  ]) {
    const height = scale(scales[kind]);
    values.forEach((value, k) => {
      const end = height(value);
      bars[`${kind}-${k}`] = box(k, height(0), end);
      texts[`text-${kind}-${k}`] = [significant(value, 3), end + (value < 0 ? 14 : -5)];
    });
  }
  return { bars, texts };
}

function listed(names, values) {
  const pairs = names.map((name, k) => `${name} ${significant(values[k])}`);
  return `${pairs.join(", ")}; sum ${fixed(sum(values), 3)}`;
}

/** The loss, and the logarithm it is: of 1 - missed where the rounded output would hide that. */
export function lossWords({ outputs, slopes, loss }, right) {
  const missed = -slopes[right];
  const inside = `(1 \u2212 ${significant(missed)})`;
  const output = missed < CLOSE ? inside : ` ${significant(outputs[right])}`;
  return `\u2212ln${output} = ${significant(loss)} nats`;
}

/** The loss above the bars, where two small numbers would not fit. */
export function lossDrawn(found, right) {
  const short = -found.slopes[right] < CLOSE;
  return `loss ${short ? `${significant(found.loss)} nats` : lossWords(found, right)}`;
}

/** The lines under the picture. */
export function readout(found, names, right, temp) {
  const byLogits = found.slopes.map((slope) => slope / temp);
  const same = "the same, since T = 1";
  return [
    `Outputs a: ${listed(names, found.outputs)}`,
    `Loss for ${names[right]}: ${lossWords(found, right)}`,
    `Gradient by z/T, a \u2212 t: ${listed(names, found.slopes)}`,
    `Gradient by z, (a \u2212 t)/T: ${temp === 1 ? same : listed(names, byLogits)}`,
  ];
}

/** Give the figure its controls. */
export function start(root, data) {
  const state = openState(root, data.fields);
  const { fields, values } = state;
  const shifts = [];

  const most = (by) => Math.max(...NAMES.map((name) => by * values[name]));
  const canShift = (by) => most(by) + 1 <= fields.z0.max;

  function put(name, text, attributes = {}) {
    part(root, name).textContent = text;
    move(root, name, attributes);
  }

  function draw() {
    const right = Number(values.label);
    const found = answer(values, right);
    const { bars, texts } = fill(found, right, data.scales);
    for (const [name, points] of Object.entries(bars)) move(root, name, { d: points });
    for (const [name, [text, y]] of Object.entries(texts)) put(name, text, { y });
    NAMES.forEach((name, k) => {
      put(`logit-${k}`, `z = ${fixed(values[name], fields[name].digits)}`);
      put(`share-${k}`, `t = ${Number(k === right)}`);
    });
    put("loss", lossDrawn(found, right));
    for (const [by, button] of shifts) button.setAttribute("aria-disabled", String(!canShift(by)));
    write(root, readout(found, data.names, right, values.temp));
  }

  const set = addFields(root, state, draw);
  for (const by of [1, -1]) {
    const text = `All logits ${by > 0 ? "+" : "\u2212"}1`;
    const act = () => {
      if (!canShift(by)) return;
      for (const name of NAMES) set(name, values[name] + by);
      draw();
      announce(root, `${text}: outputs, loss and gradient stay the same.`);
    };
    shifts.push([by, addButton(root, { text, act })]);
  }
  draw();
  return state;
}
