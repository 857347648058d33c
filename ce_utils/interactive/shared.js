// What every interactive figure uses: the book's functions, scales and text as in svg.py, and
// the controls. A figure's own file imports names from here on one line; `bundle` in base.py
// joins the two into one module. The tests run these functions in Node and compare the numbers
// with those of Python.

/* The book's functions. */

/** Probability of a logit. From exp(-|z|), which cannot overflow. */
export function sigmoid(z) {
  const decay = Math.exp(-Math.abs(z));
  return (z < 0 ? decay : 1) / (1 + decay);
}

/** log(1 + exp(z)) as a sum of two terms that are not negative, so that nothing cancels. */
export function softplus(z) {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/* Scales and text, as in svg.py. */

// Values that should lie on a rounding tie go up on every machine; see LIFT in svg.py.
const LIFT = 1e-6;

/** A coordinate as short text, rounded half up. */
export function number(value, digits = 1) {
  const power = 10 ** digits;
  return String(Math.floor(value * power + 0.5 + LIFT) / power);
}

/** A number for readers: significant digits, and a true minus sign. */
export function significant(value, digits = 4) {
  if (value === 0) return "0";
  const [mantissa, power] = value.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  const plain = exponent >= -4 && exponent < 6;
  const text = plain
    ? value.toFixed(Math.max(0, digits - 1 - exponent))
    : `${mantissa}e${exponent}`;
  return text.replaceAll("-", "\u2212");
}

/** About `wanted` multiples of 1, 2 or 5 times a power of ten from `low` to `high`. */
export function niceTicks(low, high, wanted = 5) {
  const rough = (high - low) / wanted;
  const exponent = Math.floor(Math.log10(rough) + 1e-9);
  // Not 10 ** exponent: engines differ in its last bit.
  const power = Number(`1e${exponent}`);
  const multiple = [1, 2, 5, 10].find((m) => m * power >= rough * (1 - 1e-9));
  const step = multiple * power;
  const places = Math.max(0, -exponent - (multiple === 10 ? 1 : 0));
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k <= Math.floor(high / step + 1e-9); k += 1) {
    const value = Number((k * step).toFixed(places)) + 0;
    ticks.push([value, value.toFixed(places).replace("-", "\u2212")]);
  }
  return ticks;
}

/** The function from numbers to coordinates that `Scale.data()` of svg.py describes. */
export function scale({ domain, span, kind }) {
  const even = kind === "log1p" ? Math.log1p : (value) => value;
  const low = even(domain[0]);
  const width = even(domain[1]) - low;
  return (value) => span[0] + ((even(value) - low) / width) * (span[1] - span[0]);
}

/** The `d` of a line through points. */
export function path(points) {
  if (points.length === 0) return "";
  return `M${points.map(([x, y]) => `${number(x)} ${number(y)}`).join("L")}`;
}

/* The page. */

/** Start every element of a figure's kind that has not been started: there may be many. */
export function launch(name, start) {
  for (const root of document.querySelectorAll(`[data-ce="${name}"]:not([data-ce-started])`)) {
    root.dataset.ceStarted = "";
    start(root, JSON.parse(root.querySelector(".ce-data").textContent));
  }
}

/** The element that a figure's Python file drew with `data-part="name"`. */
export function part(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** Replace the lines of text under the picture. */
export function write(root, lines) {
  const readout = root.querySelector(".ce-readout");
  readout.replaceChildren(
    ...lines.map((line) => {
      const span = document.createElement("span");
      span.className = "ce-line";
      span.textContent = line;
      return span;
    }),
  );
}

/** A button in the bar of controls; a figure may add its own beside those of `playback`. */
export function addButton(root, { text, label, className = "", act }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = text;
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", act);
  bar(root).append(button);
  return button;
}

/** A slider in the bar of controls. What its number means is said by `aria-valuetext`. */
export function addSlider(root, { label, min = 0, max, step = 1, value, act }) {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min, max, step });
  slider.value = value; // after the limits, which would cut it
  slider.setAttribute("aria-label", label);
  slider.addEventListener("input", () => act(Number(slider.value)));
  bar(root).append(slider);
  return slider;
}

/** The bar of controls: hidden until something stands in it. */
function bar(root) {
  const controls = root.querySelector(".ce-controls");
  if (controls.hidden) {
    controls.hidden = false;
    // JupyterLab takes the arrow keys, Space and Enter for itself where they reach it.
    controls.addEventListener("keydown", (event) => event.stopPropagation());
  }
  return controls;
}

/**
 * Play, back, forward and a slider over frames 0 to count - 1.
 *
 * It opens on the last frame, which is the still picture, and nothing moves until a reader asks:
 * that is what those who prefer reduced motion want, and no one else minds. Paper shows the last
 * frame, too.
 *
 * @param {HTMLElement} root the figure
 * @param {object} options
 * @param {number} options.count how many frames there are
 * @param {string} options.label what the slider moves
 * @param {(frame: number) => string} options.describe a frame's name, for screen readers
 * @param {(frame: number) => void} options.show draws a frame
 * @param {number} [options.interval] milliseconds from frame to frame
 */
export function playback(root, { count, label, describe, show, interval = 150 }) {
  const last = count - 1;
  let frame = last;
  let timer = null;

  const play = addButton(root, { text: "Play", className: "ce-play", act: toggle });
  const back = addButton(root, { text: "Back", act: () => stepBy(-1) });
  const forward = addButton(root, { text: "Forward", act: () => stepBy(1) });
  const slider = addSlider(root, { label, max: last, value: last, act: pauseAt });
  const readout = root.querySelector(".ce-readout");

  function go(to) {
    frame = Math.min(Math.max(to, 0), last);
    slider.value = frame;
    slider.setAttribute("aria-valuetext", describe(frame));
    // Not `disabled`, which would take the focus away from under a reader's finger.
    back.setAttribute("aria-disabled", String(frame === 0));
    forward.setAttribute("aria-disabled", String(frame === last));
    root.dataset.frame = frame;
    show(frame);
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
    // Read out where it stands, but not every frame that flies past.
    readout.setAttribute("aria-live", "polite");
  }

  function advance() {
    // A notebook may have thrown the figure away meanwhile. The last frame is read out.
    if (frame + 1 >= last || !root.isConnected) pause();
    if (root.isConnected) go(frame + 1);
  }

  function toggle() {
    if (timer !== null) {
      pauseAt(frame);
      return;
    }
    readout.setAttribute("aria-live", "off");
    play.textContent = "Pause";
    if (frame === last) go(0);
    timer = setInterval(advance, interval);
  }

  function pauseAt(to) {
    pause();
    go(to);
  }

  function stepBy(change) {
    pauseAt(frame + change);
  }

  let leftAt = null;
  function forPaper(starts) {
    if (starts && leftAt === null) {
      leftAt = frame;
      pauseAt(last);
    } else if (!starts && leftAt !== null) {
      go(leftAt);
      leftAt = null;
    }
  }
  // Browsers differ in which of the two they tell a page.
  addEventListener("beforeprint", () => forPaper(true));
  addEventListener("afterprint", () => forPaper(false));
  matchMedia("print").addEventListener("change", (query) => forPaper(query.matches));

  readout.setAttribute("aria-atomic", "true");
  go(last);
  pause();
}
