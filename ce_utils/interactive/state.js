// What a reader has set, as the fields that fields.py describes, and the link to it: one query
// parameter for each figure, `?neuron=w:2,b:2,rate:0.15`. The hash stays with the page's anchors.
// A page's address is never changed, only read: in JupyterLab and Colab it is not ours, and "back"
// should leave the page, not undo a slider. The button "Copy link" makes the address.

/** The value nearest to what is asked that a field may have; what makes no sense is undefined. */
export function admitted(field, wanted) {
  if (field.options) return field.options.map(([word]) => word).find((word) => word === wanted);
  const value = typeof wanted === "string" && wanted.trim() === "" ? Number.NaN : Number(wanted);
  if (!Number.isFinite(value)) return undefined;
  if (field.values) {
    return field.values.reduce((a, b) => (Math.abs(b - value) < Math.abs(a - value) ? b : a));
  }
  const within = Math.min(Math.max(value, field.min), field.max);
  return Number(within.toFixed(field.digits)) + 0;
}

/** A field's value for readers. */
export function shown(field, value) {
  if (field.options) return field.options.find(([word]) => word === value)[1];
  const text = field.values ? String(value) : value.toFixed(field.digits);
  return text.replace("-", "\u2212");
}

/** The values of all fields: those of the page's address where it has any, or the first ones. */
export function valuesIn(search, key, fields) {
  const values = Object.fromEntries(Object.entries(fields).map(([name, f]) => [name, f.value]));
  for (const pair of (new URLSearchParams(search).get(key) ?? "").split(",")) {
    const [name, wanted] = pair.split(":");
    if (wanted !== undefined && Object.hasOwn(fields, name)) {
      values[name] = admitted(fields[name], wanted) ?? values[name];
    }
  }
  return values;
}

/** The address of a page, with a figure's values in it; other figures' stay. */
export function linkTo(address, key, values, anchor = "") {
  const url = new URL(address);
  const pairs = Object.entries(values).map(([name, value]) => `${name}:${value}`);
  url.searchParams.set(key, pairs.join(","));
  url.search = url.search.replaceAll("%3A", ":").replaceAll("%2C", ",");
  url.hash = anchor;
  return url.href;
}

/** The figure's query parameter: its name, and from the second on the page its number, too. */
export function keyOf(root) {
  const name = root.dataset.ce;
  const index = [...document.querySelectorAll(`[data-ce="${name}"]`)].indexOf(root);
  return index > 0 ? `${name}-${index + 1}` : name;
}

/** A figure's state: `values` by name, and `set`, which keeps a value to what is admitted. */
export function openState(root, fields) {
  const values = valuesIn(location.search, keyOf(root), fields);
  function set(name, wanted) {
    values[name] = admitted(fields[name], wanted) ?? values[name];
    return values[name];
  }
  return { fields, values, set };
}
