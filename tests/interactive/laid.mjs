// Lays an image of 28 x 28 bytes onto the cells of the pad, as ink: larger, and somewhere.
export function laid(pixels, { scale, left, top }, size) {
  const ink = new Float64Array(size * size);
  for (let k = 0; k < ink.length; k += 1) {
    const column = Math.floor(((k % size) + 0.5 - left) / scale);
    const row = Math.floor((Math.floor(k / size) + 0.5 - top) / scale);
    const within = Math.min(column, row) >= 0 && Math.max(column, row) < 28;
    if (within) ink[k] = pixels[28 * row + column] / 255;
  }
  return ink;
}
