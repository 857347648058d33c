// Trains the neuron anew at each change, and draws it up to an epoch, as neuron_still.py does.
import { addFields } from "./controls.js";
import { fixed, move, scale, significant, translation } from "./drawing.js";
import { sigmoid, softplus } from "./functions.js";
import { write } from "./page.js";
import { playback } from "./playback.js";
import { openState } from "./state.js";

// For the target 0: the cost of a logit, and its slope.
const COSTS = {
  quadratic: {
    cost: (z) => sigmoid(z) ** 2 / 2,
    slope: (z) => sigmoid(z) * sigmoid(z) * sigmoid(-z),
    unit: "",
  },
  "cross-entropy": { cost: softplus, slope: sigmoid, unit: " nats" },
};

/** The logit before training and after each epoch, for each cost. */
export function train({ w, b, rate }, epochs) {
  const ways = {};
  for (const [name, { slope }] of Object.entries(COSTS)) {
    const way = [w + b];
    // The input is 1: weight and bias lose the same.
    for (let k = 0; k < epochs; k += 1) way.push(way[k] - 2 * rate * slope(way[k]));
    ways[name] = way;
  }
  return ways;
}

/** The points of each line up to an epoch. */
export function curves(ways, scales, epoch) {
  const [x, output, cost] = ["epoch", "output", "cost"].map((name) => scale(scales[name]));
  const lines = {};
  for (const [name, way] of Object.entries(ways)) {
    const past = way.slice(0, epoch + 1);
    lines[`output-${name}`] = past.map((z, k) => [x(k), output(sigmoid(z))]);
    lines[`cost-${name}`] = past.map((z, k) => [x(k), cost(COSTS[name].cost(z))]);
  }
  return lines;
}

/** The lines under the picture. */
export function readout({ w, b }, ways, epoch) {
  const lines = Object.entries(ways).map(([name, way]) => {
    const z = way[epoch];
    const half = (way[0] - z) / 2;
    const { cost, unit } = COSTS[name];
    const weights = `w = ${fixed(w - half, 3)}, b = ${fixed(b - half, 3)}`;
    const [output, worth] = [sigmoid(z), cost(z)].map((value) => significant(value));
    return `${name}: ${weights}, output ${output}, cost ${worth}${unit}`;
  });
  return [`Epoch ${epoch.toLocaleString("en")}`, ...lines];
}

/** Give the figure its controls. */
export function start(root, data) {
  const state = openState(root, data.fields);
  const { values } = state;
  let ways = train(values, data.epochs);

  function draw() {
    for (const [name, points] of Object.entries(curves(ways, data.scales, values.epoch))) {
      move(root, name, { d: points });
      move(root, `spot-${name}`, { transform: translation(points.at(-1)) });
    }
    write(root, readout(values, ways, values.epoch));
  }

  addFields(root, state, () => {
    ways = train(values, data.epochs);
    draw();
  });
  playback(root, {
    count: data.epochs + 1,
    frame: values.epoch,
    label: "epoch",
    describe: (epoch) => epoch.toLocaleString("en"),
    run: "Run",
    steps: [
      ["Step", 1],
      ["Reset", -data.epochs],
    ],
    interval: 30,
    show(epoch) {
      state.set("epoch", epoch);
      draw();
    },
  });
  return state;
}
