// Two distributions whose bars are dragged, and what one costs in the world of the other.
// It draws and writes as two_distributions_still.py and two_distributions_words.py do.
import { addButton, addFields } from "./controls.js";
import { fixed, move, part, path, scale, translation } from "./drawing.js";
import { crossEntropy, entropy, relativeEntropy, sum } from "./functions.js";
import { write } from "./page.js";
import { addHandle } from "./pointer.js";
import { openState } from "./state.js";

const NATS = { bits: Math.LN2, nats: 1 };
const OTHER = { p: "q", q: "p" };

/** Probabilities of weights; equal ones if all weights are 0. */
export function shares(weights) {
  const total = sum(weights);
  return weights.map((weight) => (total > 0 ? weight / total : 1 / weights.length));
}

/** A distribution with one share changed: the others keep their proportions and fill up to 1. */
export function rescale(probs, place, wanted) {
  const others = sum(probs.filter((_, k) => k !== place));
  return probs.map((share, k) => {
    if (k === place) return wanted;
    return (1 - wanted) * (others > 0 ? share / others : 1 / (probs.length - 1));
  });
}

/** What is needed, wasted and paid in the world of each distribution, in nats. */
export function worlds({ p, q }) {
  return {
    p: [entropy(p), relativeEntropy(p, q), crossEntropy(p, q)],
    q: [entropy(q), relativeEntropy(q, p), crossEntropy(q, p)],
  };
}

/** A probability or a length for readers. */
export function amount(value) {
  if (value === Infinity) return "infinite";
  return value > 0 && value < 0.0005 ? "<0.001" : fixed(value, 3);
}

/** The `d` of the three lengths of one world. */
export function lengths(world, numbers, { scales, rows, out }) {
  const { domain, span } = scales.length;
  const [needed, wasted, paid] = numbers.map((value) => value / NATS.bits);
  const along = scale(scales.length);
  const [first] = span;
  const y = rows[world];
  const below = y + 20;
  const runsOut = paid > domain[1];
  const middle = along(needed);
  const end = runsOut ? out : along(paid);
  const upright = (x) => [x, below - 5, x, below + 5];
  const tip = [end - 6, below - 5, end, below, end - 6, below + 5];
  const lines = [upright(first), [first, below, end, below], runsOut ? tip : upright(end)];
  return {
    [`needed-${world}`]: line([first, y, middle, y]),
    [`wasted-${world}`]: wasted === 0 ? "" : line([middle, y, end, y]),
    [`paid-${world}`]: lines.map(line).join(""),
  };
}

/** The `d` of a line through x, y, x, y, … */
function line(flat) {
  return path(flat.flatMap((x, k) => (k % 2 === 0 ? [[x, flat[k + 1]]] : [])));
}

/** All that changes: attributes of the parts by their name, and texts. */
export function moving(both, unit, data) {
  const parts = {};
  const texts = {};
  const height = scale(data.scales.share);
  const foot = height(0);
  for (const name of ["p", "q"]) {
    both[name].forEach((share, k) => {
      const [x, y] = [data.places[name][k], height(share)];
      const [left, right] = [x - data.half, x + data.half];
      parts[`bar-${name}${k + 1}`] = { d: line([left, foot, left, y, right, y, right, foot]) };
      parts[`${name}${k + 1}`] = { transform: translation([x, y]) };
    });
  }
  for (const [world, numbers] of Object.entries(worlds(both))) {
    for (const [name, d] of Object.entries(lengths(world, numbers, data))) parts[name] = { d };
    texts[`sum-${world}`] = sumText(world, numbers, unit);
  }
  for (const each of Object.keys(NATS)) {
    parts[`ruler-${each}`] = { display: each === unit ? "inline" : "none" };
  }
  return { parts, texts };
}

function sumText(world, numbers, unit) {
  const [needed, wasted, paid] = numbers.map((value) => amount(value / NATS[unit]));
  const belief = OTHER[world];
  const last = paid === "infinite" ? "" : ` ${unit}`;
  return `H(${world}) ${needed} + KL(${world}‖${belief}) ${wasted} = H(${world}, ${belief}) ${paid}${last}`;
}

/** The lines under the picture. */
export function readout(both, unit, labels) {
  const bars = Object.entries(both).map(
    ([name, probs]) => `${name}: ${probs.map((v, k) => `${labels[k]} ${amount(v)}`).join(", ")}`,
  );
  const bills = Object.entries(worlds(both)).map(([world, numbers]) => {
    const belief = both[OTHER[world]];
    const missed = labels.filter((_, k) => both[world][k] > 0 && belief[k] === 0);
    return bill(world, numbers, missed, unit);
  });
  return [...bars, ...bills];
}

function bill(world, numbers, missed, unit) {
  const [needed, wasted, paid] = numbers.map((value) => amount(value / NATS[unit]));
  const belief = OTHER[world];
  const [h, kl, crossed] = [`H(${world})`, `KL(${world}‖${belief})`, `H(${world}, ${belief})`];
  const where = `World ${world}, belief ${belief}: paid ${crossed}`;
  if (missed.length === 0) {
    return `${where} = ${paid} ${unit}, needed ${h} = ${needed}, wasted ${kl} = ${wasted}`;
  }
  const why = `because ${belief} rules out ${missed.join(" and ")}, possible in ${world}`;
  return `${where} and wasted ${kl} are infinite, ${why}; needed ${h} = ${needed} ${unit}`;
}

/** Give the figure its handles and controls. */
export function start(root, data) {
  const state = openState(root, data.fields);
  const fieldsOf = (name) => data.labels.map((_, k) => `${name}${k + 1}`);
  const weights = (name) => fieldsOf(name).map((field) => state.values[field]);
  const handles = {};

  function put(name, percent) {
    fieldsOf(name).forEach((field, k) => state.set(field, percent[k]));
  }

  function draw() {
    const both = { p: shares(weights("p")), q: shares(weights("q")) };
    const { unit } = state.values;
    const { parts, texts } = moving(both, unit, data);
    for (const [name, attributes] of Object.entries(parts)) move(root, name, attributes);
    for (const [name, text] of Object.entries(texts)) part(root, name).textContent = text;
    for (const name of ["p", "q"]) {
      fieldsOf(name).forEach((field, k) => handles[field](both[name][k]));
    }
    write(root, readout(both, unit, data.labels));
  }

  for (const name of ["p", "q"]) {
    fieldsOf(name).forEach((field, k) => {
      handles[field] = addHandle(root, field, {
        label: `${name} of ${data.labels[k]}`,
        along: data.scales.share,
        axis: "y",
        value: shares(weights(name))[k],
        text: amount,
        act(wanted) {
          const probs = rescale(shares(weights(name)), k, wanted);
          put(
            name,
            probs.map((share) => 100 * share),
          );
          draw();
        },
      });
    });
  }
  addFields(root, state, draw);
  const presets = {
    "q all equal": () => put("q", data.labels.map(() => 100 / data.labels.length)),
    "q as p": () => put("q", weights("p")),
    "Swap p and q": () => {
      const old = weights("p");
      put("p", weights("q"));
      put("q", old);
    },
    Reset: () => {
      for (const [field, { value }] of Object.entries(data.fields)) {
        if (field !== "unit") state.set(field, value);
      }
    },
  };
  for (const [text, change] of Object.entries(presets)) {
    addButton(root, {
      text,
      act() {
        change();
        draw();
      },
    });
  }
  draw();
  return state;
}
