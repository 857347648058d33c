// Walks down two surfaces from a start that a reader chooses, as loss_surface_still.py draws it.
import { addFields } from "./controls.js";
import { fixed, move, part, scale, significant, translation, unscale } from "./drawing.js";
import { sigmoid, softplus } from "./functions.js";
import { write } from "./page.js";
import { playback } from "./playback.js";
import { addHandle, followPointer } from "./pointer.js";
import { openState } from "./state.js";

// The cost of an example with the logit z and the label y, and its slope.
const SURFACES = {
  "cross-entropy": {
    cost: (z, y) => softplus(y ? -z : z),
    slope: (z, y) => (y ? -sigmoid(-z) : sigmoid(z)),
    words: "cross-entropy",
    unit: " nats",
  },
  quadratic: {
    cost: (z, y) => sigmoid(y ? -z : z) ** 2 / 2,
    slope: (z, y) => (y ? -sigmoid(-z) : sigmoid(z)) * sigmoid(z) * sigmoid(-z),
    words: "quadratic cost",
    unit: "",
  },
};
const SMALL = 1e-8;

/** The mean over the examples of what a function of logit, label and feature gives. */
function mean({ features, labels }, [b, w], of) {
  let total = 0;
  for (let i = 0; i < features.length; i += 1) {
    total += of(b + w * features[i], labels[i], features[i]);
  }
  return total / features.length;
}

/** The gradient of a surface by bias and weight. */
export function gradient(name, data, place) {
  const { slope } = SURFACES[name];
  return [mean(data, place, slope), mean(data, place, (z, y, x) => slope(z, y) * x)];
}

/** The places before training and after each step, on each surface. */
export function descend(data, { b, w, rate }) {
  const walks = {};
  for (const name of Object.keys(SURFACES)) {
    const walk = [[b, w]];
    for (let k = 0; k < data.steps; k += 1) {
      const [byBias, byWeight] = gradient(name, data, walk[k]);
      walk.push([walk[k][0] - rate * byBias, walk[k][1] - rate * byWeight]);
    }
    walks[name] = walk;
  }
  return walks;
}

/** The points of a walk up to a step. */
export function pointsOf(walk, scales, step) {
  const [x, y] = [scale(scales.b), scale(scales.w)];
  return walk.slice(0, step + 1).map(([b, w]) => [x(b), y(w)]);
}

/** The lines under the picture. */
export function readout(data, walks, step, rate) {
  const [b0, w0] = walks.quadratic[0];
  const from = `from b = ${fixed(b0, 1)}, w = ${fixed(w0, 1)}`;
  const lines = Object.entries(SURFACES).map(([name, { cost, words, unit }]) => {
    const place = walks[name][step];
    const [b, w] = place.map((each) => fixed(each, 3));
    const norm = Math.hypot(...gradient(name, data, place));
    const size = norm < SMALL ? "below 1e\u22128" : significant(norm, 3);
    const worth = `${significant(mean(data, place, cost))}${unit}`;
    const away = place.some((each) => Math.abs(each) > data.reach) ? ", outside the map" : "";
    return `${words}: b = ${b}, w = ${w}, cost ${worth}, gradient norm ${size}${away}`;
  });
  return [`Step ${step.toLocaleString("en")} ${from}, learning rate ${rate}`, ...lines];
}

/** Give the figure its controls. */
export function start(root, data) {
  const state = openState(root, data.fields);
  const { values } = state;
  let walks = descend(data, values);

  function draw() {
    for (const [name, walk] of Object.entries(walks)) {
      const points = pointsOf(walk, data.scales, values.step);
      for (const line of ["under", "way"]) move(root, `${line}-${name}`, { d: points });
      move(root, `start-${name}`, { transform: translation(points[0]) });
      move(root, `spot-${name}`, { transform: translation(points.at(-1)) });
    }
    write(root, readout(data, walks, values.step, values.rate));
  }

  function changed() {
    setCross(values.b);
    walks = descend(data, values);
    draw();
  }

  const set = addFields(root, state, changed);
  const cross = part(root, "start-cross-entropy");
  const setCross = addHandle(root, "start-cross-entropy", {
    label: "start: left and right change the bias, up and down the weight, Enter runs",
    along: data.scales.b,
    axis: "x",
    step: data.fields.b.step,
    value: values.b,
    text: () => `bias ${fixed(values.b, 1)}, weight ${fixed(values.w, 1)}`,
    act(wanted) {
      set("b", wanted);
      changed();
    },
  });

  const upward = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  function byKey(event) {
    if (event.key === "Enter") {
      root.querySelector(".ce-play").click();
    } else if (Object.hasOwn(upward, event.key)) {
      set("w", values.w + upward[event.key] * data.fields.w.step);
      changed();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation(); // the handle's own keys are for the bias
  }
  cross.addEventListener("keydown", byKey, { capture: true });

  for (const map of root.querySelectorAll("[data-map]")) {
    const act = (x, y, phase) => {
      if (phase === "up") return;
      cross.focus({ preventScroll: true });
      set("b", unscale(data.scales.b)(x));
      set("w", unscale(data.scales.w)(y));
      changed();
    };
    followPointer(map, act, { touchAction: "manipulation" });
  }

  playback(root, {
    count: data.steps + 1,
    frame: values.step,
    label: "step",
    describe: (step) => step.toLocaleString("en"),
    run: "Run",
    steps: [
      ["Step", 1],
      ["Reset", -data.steps],
    ],
    interval: 30,
    show(step) {
      state.set("step", step);
      draw();
    },
  });
  return state;
}
