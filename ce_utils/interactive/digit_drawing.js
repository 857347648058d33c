// A drawing: strokes on a lattice, the same as numbers for a link, as ink, and as MNIST's images
// were prepared. A stroke is a list of points [x, y], whole numbers from 0 to 127.

export const LATTICE = 128; // points in a row of the pad
const CELLS = 140; // of ink in a row of the pad
const PEN = 11; // width of the pen in cells; of a digit of usual size, two of the 28 pixels
// Where the centre of mass goes: in the test images it lies from 14 to 15, the middle of a pixel.
const MIDDLE = 14.5;
const IN_NUMBER = 3; // points
const BASE = 2 * LATTICE * LATTICE + 1; // a point's code is below; 0 is no point

/** The numbers that hold the strokes, `count` of them; undefined if they cannot. */
export function packStrokes(strokes, count) {
  const codes = strokes.flatMap((stroke) =>
    stroke.map(([x, y], k) => 1 + x + LATTICE * (y + (k === 0 ? LATTICE : 0))),
  );
  if (codes.length > IN_NUMBER * count) return undefined;
  return Array.from({ length: count }, (_, place) => {
    const three = codes.slice(IN_NUMBER * place, IN_NUMBER * (place + 1));
    return three.reduceRight((packed, code) => packed * BASE + code, 0);
  });
}

/** The strokes that numbers hold. */
export function unpackStrokes(numbers) {
  const strokes = [];
  for (const packed of numbers) {
    for (let rest = packed; rest > 0; rest = Math.floor(rest / BASE)) {
      const code = (rest % BASE) - 1;
      if (code < 0) continue;
      const row = Math.floor(code / LATTICE);
      if (row >= LATTICE || strokes.length === 0) strokes.push([]);
      strokes.at(-1).push([code % LATTICE, row % LATTICE]);
    }
  }
  return strokes;
}

/** How far a place is from the line between two others. */
function gap([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length2;
  const t = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** A stroke with fewer points, none of the others further from it than `slack`. */
export function thinned(stroke, slack) {
  if (stroke.length < 3) return stroke;
  const [first, last] = [stroke[0], stroke.at(-1)];
  const gaps = stroke.map((point) => gap(point, first, last));
  const widest = Math.max(...gaps);
  if (widest <= slack) return [first, last];
  const split = gaps.indexOf(widest);
  const before = thinned(stroke.slice(0, split + 1), slack);
  return [...before, ...thinned(stroke.slice(split), slack).slice(1)];
}

/** How much of each cell of the pad is inked, 0 to 1, row by row. */
export function inkOf(strokes) {
  const ink = new Float64Array(CELLS * CELLS);
  const places = (stroke) => stroke.map((p) => p.map((v) => ((v + 0.5) * CELLS) / LATTICE));
  for (const points of strokes.map(places)) {
    points.forEach((point, k) => drawLine(ink, points[Math.max(k - 1, 0)], point));
  }
  return ink;
}

function drawLine(ink, a, b) {
  const radius = PEN / 2;
  const range = (k) => [
    Math.max(0, Math.floor(Math.min(a[k], b[k]) - radius - 1)),
    Math.min(CELLS - 1, Math.ceil(Math.max(a[k], b[k]) + radius + 1)),
  ];
  const [left, right] = range(0);
  const [top, bottom] = range(1);
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      const inside = radius + 0.5 - gap([x + 0.5, y + 0.5], a, b);
      const cell = y * CELLS + x;
      ink[cell] = Math.max(ink[cell], Math.min(Math.max(inside, 0), 1));
    }
  }
}

/**
 * Ink on a square of cells as an image of 28 x 28 bytes, as MNIST's were made (LeCun et al.,
 * 1998): the box around the ink fitted into 20 x 20 pixels, its shape kept, each pixel the mean of
 * what it covers, and the centre of mass in the middle.
 */
export function prepared(ink, size = Math.sqrt(ink.length)) {
  const box = boxOf(ink, size);
  const pixels = new Uint8Array(28 * 28);
  if (box === undefined) return pixels;
  const { side, x, y } = box;
  const within = totals(ink, size);
  const width = side / 20; // of a pixel, in cells
  for (let k = 0; k < pixels.length; k += 1) {
    const left = x + ((k % 28) - MIDDLE) * width;
    const top = y + (Math.floor(k / 28) - MIDDLE) * width;
    const [right, bottom] = [left + width, top + width];
    const inside =
      within(right, bottom) - within(left, bottom) - within(right, top) + within(left, top);
    pixels[k] = Math.round((255 * inside) / (width * width));
  }
  return pixels;
}

/** The longer side of the box around the ink, and the ink's centre of mass. */
function boxOf(ink, size) {
  const ends = { left: size, right: -1, top: size, bottom: -1 };
  let [mass, x, y] = [0, 0, 0];
  ink.forEach((amount, cell) => {
    if (amount === 0) return;
    const [column, row] = [cell % size, Math.floor(cell / size)];
    mass += amount;
    x += amount * (column + 0.5);
    y += amount * (row + 0.5);
    if (amount < 0.5) return;
    ends.left = Math.min(ends.left, column);
    ends.right = Math.max(ends.right, column);
    ends.top = Math.min(ends.top, row);
    ends.bottom = Math.max(ends.bottom, row);
  });
  if (ends.right < 0) return undefined;
  const side = Math.max(ends.right - ends.left, ends.bottom - ends.top) + 1;
  return { side, x: x / mass, y: y / mass };
}

/** The function (x, y) to the ink left of x and above y, also between cells. */
function totals(ink, size) {
  const table = new Float64Array((size + 1) * (size + 1));
  const at = (column, row) => table[row * (size + 1) + column];
  for (let row = 0; row < size; row += 1) {
    let inRow = 0;
    for (let column = 0; column < size; column += 1) {
      inRow += ink[row * size + column];
      table[(row + 1) * (size + 1) + column + 1] = at(column + 1, row) + inRow;
    }
  }
  return (x, y) => {
    const [column, right] = cellOf(x, size);
    const [row, below] = cellOf(y, size);
    const upper = at(column, row) * (1 - right) + at(column + 1, row) * right;
    const lower = at(column, row + 1) * (1 - right) + at(column + 1, row + 1) * right;
    return upper * (1 - below) + lower * below;
  };
}

/** A coordinate within the pad as a cell and the part of it that is passed. */
function cellOf(value, size) {
  const within = Math.min(Math.max(value, 0), size);
  const cell = Math.min(Math.floor(within), size - 1);
  return [cell, within - cell];
}
