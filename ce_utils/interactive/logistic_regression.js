// Moves what logistic_still.py drew: the curve or the lines, and the loss.
import { move, part, path, scale, significant } from "./drawing.js";
import { sigmoid } from "./functions.js";
import { write } from "./page.js";
import { playback } from "./playback.js";
import { openState } from "./state.js";

// As in logistic_still.py.
const SAMPLES = 80;
const LEVELS = { 0.1: -2.1972246, 0.5: 0, 0.9: 2.1972246 };

/** The curve of probability over one feature, at the weights of one frame. */
export function curve(data, frame) {
  const [intercept, slope] = data.weights[frame];
  const [x, y] = [scale(data.scales.x), scale(data.scales.y)];
  const [low, high] = data.scales.x.domain;
  const points = Array.from({ length: SAMPLES + 1 }, (_, k) => {
    const value = low + ((high - low) * k) / SAMPLES;
    return [x(value), y(sigmoid(intercept + slope * value))];
  });
  return path(points);
}

const within = (value, [low, high]) => low <= value && value <= high;

/** The two ends of a logit's line within the panel, the upper first, or nothing. */
export function boundary(data, frame, logit) {
  const [intercept, first, second] = data.weights[frame];
  const { x, y } = data.scales;
  const rest = logit - intercept;
  const met = [];
  if (second !== 0) met.push(...x.domain.map((v) => [v, (rest - first * v) / second]));
  if (first !== 0) met.push(...y.domain.map((v) => [(rest - second * v) / first, v]));
  const ends = met
    .filter(([u, v]) => within(u, x.domain) && within(v, y.domain))
    .map(([u, v]) => [scale(x)(u), scale(y)(v)])
    .toSorted((a, b) => a[1] - b[1] || a[0] - b[0]);
  return ends.length > 1 ? [ends[0], ends.at(-1)] : [];
}

/** Where the label of a line's end stands: x, y and the text's anchor. */
export function labelSpot([x, y], scales) {
  if (y < scales.y.span[1] + 0.5) return [x, y - 5, "middle"];
  return x > scales.x.span[1] - 0.5 ? [x - 2, y - 5, "end"] : [x + 2, y - 5, "start"];
}

/** The loss from the start to one frame. */
export function lossPoints(data, frame) {
  const [x, y] = [scale(data.scales.step), scale(data.scales.loss)];
  return data.steps.slice(0, frame + 1).map((step, k) => [x(step), y(data.losses[k])]);
}

/** The lines under the picture, as `readout_lines` in Python writes them. */
export function readout(data, frame) {
  const [intercept, ...slopes] = data.weights[frame];
  const terms = slopes.map((slope, k) => {
    const sign = slope >= 0 ? "+" : "\u2212";
    return ` ${sign} ${significant(Math.abs(slope))} × ${data.features[k]}`;
  });
  return [
    `Step ${stepName(data, frame)}: loss ${significant(data.losses[frame])} nats`,
    `logit = ${significant(intercept)}${terms.join("")}`,
  ];
}

function stepName(data, frame) {
  return data.steps[frame].toLocaleString("en");
}

function moveLine(root, data, frame, level) {
  const ends = boundary(data, frame, LEVELS[level]);
  move(root, `line-${level}`, { d: ends });
  const label = part(root, `label-${level}`);
  label.textContent = ends.length > 0 ? level : "";
  if (ends.length === 0) return;
  const [x, y, anchor] = labelSpot(ends[0], data.scales);
  move(root, `label-${level}`, { x, y, "text-anchor": anchor });
}

/** Give the figure its controls. */
export function start(root, data) {
  const state = openState(root, data.fields);

  function show(frame) {
    state.set("frame", frame);
    if (data.features.length === 1) {
      move(root, "curve", { d: curve(data, frame) });
    } else {
      for (const level of Object.keys(LEVELS)) moveLine(root, data, frame, level);
    }
    const past = lossPoints(data, frame);
    move(root, "past", { d: past });
    move(root, "dot", { cx: past.at(-1)[0], cy: past.at(-1)[1] });
    write(root, readout(data, frame));
  }

  playback(root, {
    count: data.steps.length,
    frame: state.values.frame,
    label: "step of gradient descent",
    describe: (frame) => stepName(data, frame),
    show,
  });
  return state;
}
