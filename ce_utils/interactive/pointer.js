// What a reader moves in the picture itself: by mouse, finger or arrow keys.
import { keepKeys } from "./controls.js";
import { part, scale, unscale } from "./drawing.js";

/**
 * Call `act(x, y, phase)` while a pointer is pressed on an element: an SVG or a part of one
 * (coordinates of its viewBox) or a canvas (its pixels). The phase is "down", "move" or "up".
 * With `touchAction` "none" a finger draws or drags; with "manipulation" it still scrolls the page.
 */
export function followPointer(element, act, { touchAction = "none" } = {}) {
  const stage = element.ownerSVGElement ?? element;
  const size = stage.viewBox?.baseVal ?? stage;
  function tell(event, phase) {
    const box = stage.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * size.width;
    const y = ((event.clientY - box.top) / box.height) * size.height;
    act(x, y, phase);
  }
  element.style.touchAction = touchAction;
  if (touchAction === "none") {
    // Within an SVG browsers do not keep to the style alone: the page would scroll away.
    element.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  }
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // selects no text
    element.setPointerCapture(event.pointerId);
    tell(event, "down");
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) tell(event, "move");
  });
  // Also when the system takes the pointer away.
  element.addEventListener("lostpointercapture", (event) => tell(event, "up"));
}

/**
 * Make a part of the picture a slider: it can be dragged along `axis` and moved by the keys.
 *
 * @param {HTMLElement} root the figure
 * @param {string} name the handle's `data-part`; at least 28 units wide and high, see `handle` in
 *   svg_axes.py
 * @param {object} options
 * @param {string} options.label its name for screen readers
 * @param {{domain: number[], span: number[], kind: string}} options.along the scale of its axis
 * @param {"x" | "y"} options.axis
 * @param {number} options.value
 * @param {(value: number) => string} options.text the value in words
 * @param {(value: number) => void} options.act follows a reader's change
 * @param {number} [options.min] lowest value, by default the scale's
 * @param {number} [options.max] highest value
 * @param {number} [options.step] of the arrow keys; a drag keeps to it, too
 * @returns {(value: number) => void} tells it a new value; the figure itself moves the drawing
 */
export function addHandle(root, name, options) {
  const { label, along, axis, value, text = String, act } = options;
  const { min = along.domain[0], max = along.domain[1], step = 0.01 } = options;
  const [to, from] = [scale(along), unscale(along)];
  const handle = part(root, name);
  let current = value;
  let grip = 0; // from the pointer to where the handle was held

  function set(wanted) {
    current = wanted;
    handle.setAttribute("aria-valuenow", Number(wanted.toFixed(6)));
    handle.setAttribute("aria-valuetext", text(wanted));
  }

  function ask(wanted) {
    const whole = Math.round((wanted - min) / step) * step + min;
    set(Math.min(Math.max(Number(whole.toFixed(9)), min), max));
    act(current);
  }

  const attributes = { role: "slider", tabindex: 0, "aria-label": label };
  Object.assign(attributes, { "aria-valuemin": min, "aria-valuemax": max });
  if (axis === "y") attributes["aria-orientation"] = "vertical";
  for (const [key, text_] of Object.entries(attributes)) handle.setAttribute(key, text_);
  expose(handle);
  set(value);

  followPointer(handle, (x, y, phase) => {
    const place = axis === "x" ? x : y;
    if (phase === "down") {
      handle.focus();
      grip = to(current) - place;
    } else if (phase === "move") {
      ask(from(place + grip));
    }
  });
  keepKeys(handle);
  handle.addEventListener("keydown", (event) => {
    const wanted = afterKey(event.key, { current, min, max, step });
    if (wanted === undefined) return;
    event.preventDefault(); // does not scroll
    ask(wanted);
  });
  return set;
}

/** Where a key takes a slider, as browsers' own sliders do. */
export function afterKey(key, { current, min, max, step }) {
  const ways = {
    ArrowRight: current + step,
    ArrowUp: current + step,
    ArrowLeft: current - step,
    ArrowDown: current - step,
    PageUp: current + 10 * step,
    PageDown: current - 10 * step,
    Home: min,
    End: max,
  };
  return Object.hasOwn(ways, key) ? ways[key] : undefined;
}

/** The picture is one image for screen readers, until a part of it can be moved. */
function expose(handle) {
  const panels = handle.closest(".ce-panels");
  panels.setAttribute("role", "group");
  for (let each = handle; each !== panels; each = each.parentElement) {
    each.removeAttribute("aria-hidden");
    for (const other of each.parentElement.children) {
      const movable = other.matches("[role=slider]") || other.querySelector("[role=slider]");
      if (!movable) other.setAttribute("aria-hidden", "true");
    }
  }
}
