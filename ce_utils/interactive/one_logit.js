// Moves one logit, as one_logit_still.py and one_logit_words.py draw and describe it.
import { addFields } from "./controls.js";
import { move, part, scale, significant, translation } from "./drawing.js";
import { sigmoid, softplus } from "./functions.js";
import { write } from "./page.js";
import { addHandle } from "./pointer.js";
import { openState, shown } from "./state.js";

const PANELS = ["loss", "gradient"];
const HALF = 60; // steps on each side of a curve

/** The loss and the gradient of each of the four. */
export function measures(z, target, gamma) {
  const sign = target === 1 ? -1 : 1;
  const margin = -sign * z;
  // The probability of what is true, the one missed, and the surprisal.
  const [hit, missed, surprisal] = [sigmoid(margin), sigmoid(-margin), softplus(-margin)];
  const damping = missed ** gamma;
  const counts = margin < 1;
  return {
    quadratic: [missed ** 2 / 2, sign * missed * missed * hit],
    "cross-entropy": [surprisal, sign * missed],
    hinge: [counts ? 1 - margin : 0, counts ? sign : 0],
    focal: [damping * surprisal, sign * damping * (gamma * hit * surprisal + missed)],
  };
}

/** Loss and gradient as float32 code finds them that forms the probability. */
export function naive(z, target) {
  const f = Math.fround;
  const a = f(1 / f(1 + f(Math.exp(-f(z)))));
  const slope = f(a * f(1 - a));
  const chosen = target === 1 ? a : f(1 - a);
  const outer = f((target === 1 ? -1 : 1) / chosen);
  return [0 - f(Math.log(chosen)), f(outer * slope) + 0];
}

/** What is wrong with a float32 number: "NaN", "inf", "0", "off" (by over 1%), or "". */
export function judge(found, truth) {
  if (Number.isNaN(found)) return "NaN";
  if (!Number.isFinite(found)) return "inf";
  const nearest = Math.fround(truth);
  if (Math.abs(found - nearest) <= 0.01 * Math.abs(nearest)) return "";
  return found === 0 ? "0" : "off";
}

/** The scales of the logit, the loss and the gradient. */
export function scalesOf({ scales }, { view, target }) {
  return [scales.z[view], scales.loss[view], scales.gradient[target]].map((each) => scale(each));
}

/** The points of each line. */
export function curves(data, values) {
  const [x, ...heights] = scalesOf(data, values);
  const [width, target] = [Number(values.view), Number(values.target)];
  const lines = {};
  for (let k = 0; k <= 2 * HALF; k += 1) {
    const z = -width + (k * width) / HALF;
    const found = { naive: naive(z, target), ...measures(z, target, values.gamma) };
    for (const [name, both] of Object.entries(found)) {
      PANELS.forEach((kind, i) => {
        const line = (lines[`${kind}-${name}`] ??= []);
        if (Number.isFinite(both[i])) line.push([x(z), heights[i](both[i])]);
      });
    }
  }
  return lines;
}

function told(value) {
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? significant(value) : "inf";
}

function verdict(found, truth) {
  if (judge(found, truth)) return `true: ${significant(truth)}`;
  return found === 0 ? `right: ${significant(truth)} is too small for float32` : "right";
}

/** The lines under the picture. */
export function readout(data, values) {
  const [z, target] = [values.z, Number(values.target)];
  const [logit, gamma] = ["z", "gamma"].map((name) => shown(data.fields[name], values[name]));
  const found = measures(z, target, values.gamma);
  const lines = Object.entries(found).map(([name, both]) => {
    const words = name === "focal" ? `focal, γ = ${gamma}` : name;
    const unit = name === "quadratic" || name === "hinge" ? "" : " nats";
    const [loss, gradient] = both.map((each) => significant(each));
    return `${words}: loss ${loss}${unit}, gradient ${gradient}`;
  });
  const computed = naive(z, target).map((each, i) => {
    return `${PANELS[i]} ${told(each)} (${verdict(each, found["cross-entropy"][i])})`;
  });
  return [
    `z = ${logit}, target ${target}, output σ(z) = ${significant(sigmoid(z))}`,
    ...lines,
    `naive float32, ${target === 1 ? "−ln σ(z)" : "−ln(1 − σ(z))"}: ${computed.join(", ")}`,
    data.wrong[target],
  ];
}

/** The narrowest view that holds a logit, of those not narrower than the one asked for. */
export function viewFor({ options }, z, asked) {
  const least = Math.max(Math.abs(z), Number(asked));
  return options.map(([word]) => word).find((word) => Number(word) >= least);
}

/** Give the figure its controls. */
export function start(root, data) {
  const state = openState(root, data.fields);
  const { values } = state;
  let hold; // the pin
  state.set("view", viewFor(data.fields.view, values.z, values.view));

  function draw() {
    const [x, ...heights] = scalesOf(data, values);
    const place = (y) => translation([x(values.z), y]);
    for (const [name, points] of Object.entries(curves(data, values))) {
      move(root, name, { d: points });
    }
    const found = measures(values.z, Number(values.target), values.gamma);
    PANELS.forEach((kind, i) => {
      for (const [name, both] of Object.entries(found)) {
        move(root, `spot-${kind}-${name}`, { transform: place(heights[i](both[i])) });
      }
      for (const each of root.querySelectorAll(`[data-part^="${kind}-ground-"]`)) {
        const seen = each.dataset.part.endsWith(`-${values.view}-${values.target}`);
        each.setAttribute("display", seen ? "inline" : "none");
      }
    });
    for (const name of ["pin", "line"]) move(root, name, { transform: place(data.pin) });
    write(root, readout(data, values));
  }

  // The pin goes as far as the view does: a new view takes a new one.
  function renewPin() {
    const old = part(root, "pin");
    old.replaceWith(old.cloneNode(true));
    hold = addHandle(root, "pin", {
      label: "logit z, pin",
      along: data.scales.z[values.view],
      axis: "x",
      step: data.fields.z.step,
      value: values.z,
      text: (z) => shown(data.fields.z, z),
      act(z) {
        set("z", z);
        draw();
      },
    });
  }

  const set = addFields(root, state, (name) => {
    const before = values.view;
    if (name === "view") {
      const width = Number(values.view);
      set("z", Math.min(Math.max(values.z, -width), width));
    } else {
      set("view", viewFor(data.fields.view, values.z, values.view));
    }
    if (name === "view" || values.view !== before) renewPin();
    hold(values.z);
    draw();
  });
  renewPin();
  draw();
  return state;
}
