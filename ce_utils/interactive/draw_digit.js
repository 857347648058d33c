// A pad to draw on, and what two networks say to the drawing, as draw_digit_still.py draws it.
import { addButton, addFields, addSlider, keepKeys } from "./controls.js";
import {
  LATTICE,
  inkOf,
  packStrokes,
  prepared,
  thinned,
  unpackStrokes,
} from "./digit_drawing.js";
import { bytesOf, costsOf, digitOf, logitsOf, unpackNetwork } from "./digit_reader.js";
import { move, part, path, scale, significant } from "./drawing.js";
import { sigmoid } from "./functions.js";
import { announce, write } from "./page.js";
import { followPointer } from "./pointer.js";
import { openState } from "./state.js";

const LEVELS = 15;
const SLACK = 1; // how far a stroke may be from where the pen was, in points of the lattice
const STEP = 4; // of the arrow keys
const EMPTY = "The pad is empty; an empty image gets answers, too";
const FULL = "The pad is full: undo or clear.";
const KEYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The `d` of each level of grey of an image of 784 bytes. */
export function shades(pixels) {
  const paths = Array.from({ length: LEVELS + 1 }, () => "");
  const level = (k) => Math.floor((pixels[k] * LEVELS + 127) / 255);
  for (let k = 0; k < pixels.length; ) {
    let end = k + 1;
    while (end % 28 !== 0 && level(end) === level(k)) end += 1;
    const width = end - k;
    paths[level(k)] += `M${k % 28} ${Math.floor(k / 28)}h${width}v1h-${width}z`;
    k = end;
  }
  return paths.slice(1);
}

/** The lines under the picture. */
export function readout(title, answers, said) {
  const lines = Object.entries(answers).map(([name, logits]) => {
    const digit = digitOf(logits);
    const text = `${name} network: says ${digit}, output ${significant(sigmoid(logits[digit]))}`;
    if (said === "none") return text;
    const [first, second] = Object.values(costsOf(logits, Number(said))).map((c) => significant(c));
    const it = said === "8" ? "an 8" : `a ${said}`;
    return `${text}; if it is ${it}: quadratic cost ${first}, cross-entropy ${second} nats`;
  });
  const asked = said === "none" ? ["Say which digit it is to see what the answers cost"] : [];
  return [title, ...lines, ...asked];
}

/** Strokes as few points as `count` numbers hold; undefined if that would spoil them. */
export function fitted(strokes, count) {
  for (let slack = SLACK; slack <= 6 * SLACK; slack *= 1.5) {
    const thin = strokes.map((stroke) => thinned(stroke, slack));
    if (packStrokes(thin, count)) return thin;
  }
  return undefined;
}

/** Give the figure its controls. */
export function start(root, data) {
  const state = openState(root, data.fields);
  const { values } = state;
  const networks = Object.entries(data.networks).map(([name, n]) => [name, unpackNetwork(n)]);
  const images = data.images.map((text) => bytesOf(text));
  const parts = Object.keys(values).filter((name) => /^p\d+$/.test(name));
  const unit = data.pad.size / LATTICE;
  const places = { x: data.pad.x + unit / 2, y: data.pad.y + unit / 2 };
  let strokes = unpackStrokes(parts.map((name) => values[name])); // those that are finished
  let live; // the one that is drawn
  let pen = [LATTICE / 2, LATTICE / 2]; // of the keyboard

  function onPad() {
    if (values.image > 0) return { pixels: images[values.image - 1], drawn: [], title: ofImage() };
    const drawn = live ? [...strokes, live] : strokes;
    const title = drawn.length > 0 ? "Your drawing" : EMPTY;
    return { pixels: prepared(inkOf(drawn)), drawn, title };
  }

  function ofImage() {
    return `Test image ${values.image} of ${images.length}, label ${data.labels[values.image - 1]}`;
  }

  function draw() {
    const { pixels, drawn, title } = onPad();
    const answers = Object.fromEntries(networks.map(([name, n]) => [name, logitsOf(n, pixels)]));
    drawImage("seen", pixels);
    drawImage("pad", values.image > 0 ? pixels : new Uint8Array(784));
    move(root, "strokes", { d: drawn.map(line).join("") });
    for (const [name, logits] of Object.entries(answers)) drawAnswers(name, logits);
    const place = values.label === "none" ? 0 : Number(values.label);
    const visibility = values.label === "none" ? "hidden" : "visible";
    move(root, "label", { x: scale(data.scales.digit)(place) - 9, visibility });
    const lines = readout(title, answers, values.label);
    write(root, lines);
    return lines;
  }

  function drawImage(name, pixels) {
    for (const [k, d] of shades(pixels).entries()) move(root, `${name}-level-${k + 1}`, { d });
  }

  function line(stroke) {
    const points = stroke.map(([x, y]) => [places.x + unit * x, places.y + unit * y]);
    return path(points.length === 1 ? [points[0], points[0]] : points);
  }

  function drawAnswers(name, logits) {
    const output = scale(data.scales.output);
    logits.forEach((z, digit) => {
      const y = output(sigmoid(z));
      move(root, `bar-${name}-${digit}`, { y, height: output(0) - y });
    });
    part(root, `says-${name}`).firstElementChild.textContent = digitOf(logits);
  }

  function keep() {
    const numbers = packStrokes(strokes, parts.length);
    for (const [k, name] of parts.entries()) state.set(name, numbers[k]);
  }

  function showImage(wanted) {
    finish();
    setImage(state.set("image", wanted));
    set("label", wanted > 0 ? String(data.labels[wanted - 1]) : "none");
    draw();
  }

  // A first stroke on a test image, or on a clean pad, begins a new drawing.
  function begin(point) {
    finish();
    if (values.image > 0 || strokes.length === 0) {
      strokes = [];
      setImage(state.set("image", 0));
      set("label", "none");
    }
    live = [point];
    return draw();
  }

  function extend(point) {
    if (!live) return []; // the keyboard has lifted the pen meanwhile
    const last = live.at(-1);
    if (point[0] !== last[0] || point[1] !== last[1]) live.push(point);
    return draw();
  }

  function finish() {
    if (!live) return [];
    const fitting = fitted([...strokes, live], parts.length);
    live = undefined;
    if (fitting) strokes = fitting;
    keep();
    const lines = draw();
    if (fitting) return lines;
    announce(root, FULL);
    return [FULL];
  }

  function undo() {
    finish();
    if (values.image > 0) {
      showImage(0);
      return;
    }
    strokes = strokes.slice(0, -1);
    keep();
    draw();
  }

  function clear() {
    finish();
    strokes = [];
    keep();
    showImage(0);
  }

  function tellPen(lines = []) {
    const [cx, cy] = [places.x + unit * pen[0], places.y + unit * pen[1]];
    move(root, "pen", { cx, cy, "fill-opacity": live ? "0.5" : "0" });
    const [column, row] = pen.map((place) => Math.round(place / STEP));
    const words = `Pen ${live ? "down" : "up"}, column ${column}, row ${row} of ${LATTICE / STEP}`;
    announce(root, [words, ...lines].join("; "));
  }

  function press(event) {
    const way = KEYS[event.key];
    if (way) {
      const far = event.shiftKey ? 4 * STEP : STEP;
      pen = pen.map((place, k) => Math.min(Math.max(place + far * way[k], 0), LATTICE - 1));
      tellPen(live ? extend(pen) : []);
    } else if (event.key === " " || event.key === "Enter") {
      tellPen(live ? finish() : begin(pen));
    } else if (event.key === "Backspace") {
      undo();
      tellPen();
    } else {
      return;
    }
    event.preventDefault(); // does not scroll
  }

  const pad = part(root, "pad");
  openPad(root, pad);
  keepKeys(pad);
  pad.addEventListener("keydown", press);
  pad.addEventListener("blur", () => {
    if (live) tellPen(finish());
  });
  followPointer(pad, (x, y, phase) => {
    const whole = [x - data.pad.x, y - data.pad.y].map((place) => Math.floor(place / unit));
    const point = whole.map((place) => Math.min(Math.max(place, 0), LATTICE - 1));
    if (phase === "down") begin(point);
    else if (phase === "move") extend(point);
    else finish();
  });

  addButton(root, { text: "Undo", act: undo });
  addButton(root, { text: "Clear", act: clear });
  const next = () => showImage((values.image % images.length) + 1);
  addButton(root, { text: "Next test image", act: next });
  const setImage = addSlider(root, {
    label: "test image",
    max: images.length,
    value: values.image,
    text: (k) => (k > 0 ? `${k} of ${images.length}` : "none: your drawing"),
    act: showImage,
  });
  const set = addFields(root, state, draw);
  draw();
  return state;
}

/** The picture is one image for screen readers; the pad in it can be used. */
function openPad(root, pad) {
  root.querySelector(".ce-panels").setAttribute("role", "group");
  pad.ownerSVGElement.removeAttribute("aria-hidden");
  const label =
    "Drawing pad. Arrow keys move the pen, with Shift further; Space puts it down and lifts it; " +
    "Backspace undoes.";
  const attributes = { role: "application", tabindex: 0, "aria-label": label };
  for (const [key, value] of Object.entries(attributes)) pad.setAttribute(key, value);
}
