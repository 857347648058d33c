// Scales, ticks and text, as in svg.py, and what changes a picture that Python drew.

// Values that should lie on a rounding tie go up on every machine; see LIFT in svg.py.
const LIFT = 1e-6;

function rounded(value, digits) {
  const power = 10 ** digits;
  return Math.floor(value * power + 0.5 + LIFT) / power;
}

/** A coordinate as short text, rounded half up. */
export function number(value, digits = 1) {
  return String(rounded(value, digits));
}

/** A number for readers with a fixed number of decimal places. */
export function fixed(value, digits) {
  return rounded(value, digits).toFixed(digits).replace("-", "\u2212");
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

// The spacing of each kind of scale, and its inverse.
const SPACING = {
  linear: [(value) => value, (even) => even],
  log1p: [Math.log1p, Math.expm1],
  log: [Math.log, Math.exp],
};

/** The function from numbers to coordinates that `Scale.data()` of svg.py describes. */
export function scale({ domain, span, kind }) {
  const [even] = SPACING[kind];
  const low = even(domain[0]);
  const width = even(domain[1]) - low;
  return (value) => span[0] + ((even(value) - low) / width) * (span[1] - span[0]);
}

/** The function back, from coordinates to numbers: what lies under a pointer. */
export function unscale({ domain, span, kind }) {
  const [even, back] = SPACING[kind];
  const low = even(domain[0]);
  const width = even(domain[1]) - low;
  return (place) => back(low + ((place - span[0]) / (span[1] - span[0])) * width);
}

/** The `d` of a line through points. */
export function path(points) {
  if (points.length === 0) return "";
  return `M${points.map(([x, y]) => `${number(x)} ${number(y)}`).join("L")}`;
}

/** The `transform` that moves what is drawn around (0, 0) to a place. */
export function translation([x, y]) {
  return `translate(${number(x)} ${number(y)})`;
}

/** The element that a figure's Python file drew with `data-part="name"`. */
export function part(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** Change a part's attributes: numbers become coordinates, lists of points the text of a line. */
export function move(root, name, attributes) {
  const element = part(root, name);
  for (const [key, value] of Object.entries(attributes)) {
    const text = Array.isArray(value) ? path(value) : value;
    element.setAttribute(key, typeof text === "number" ? number(text) : text);
  }
}
