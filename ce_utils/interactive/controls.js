// Buttons, sliders and choices in a figure's bar of controls.
import { shown } from "./state.js";

/** The bar of controls: hidden until something stands in it. */
export function bar(root) {
  const controls = root.querySelector(".ce-controls");
  if (controls.hidden) {
    controls.hidden = false;
    keepKeys(controls);
  }
  return controls;
}

/** JupyterLab takes the arrow keys, Space and Enter for itself where they reach it. */
export function keepKeys(element) {
  element.addEventListener("keydown", (event) => event.stopPropagation());
}

/** A new element with a class and text. */
export function create(tag, className = "", text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** A button. Its text is its name, unless `label` says more. */
export function addButton(root, { text, label, className = "", act }) {
  const button = create("button", className, text);
  button.type = "button";
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", act);
  bar(root).append(button);
  return button;
}

/**
 * A slider with its name and its value to be seen.
 *
 * @param {HTMLElement} root the figure
 * @param {object} options
 * @param {string} options.label
 * @param {number} [options.min]
 * @param {number} options.max
 * @param {number} [options.step]
 * @param {number} options.value
 * @param {(value: number) => string} [options.text] the value in words
 * @param {(value: number) => void} options.act follows a reader's change
 * @param {HTMLElement} [options.into] where it goes, by default the bar
 * @returns {(value: number) => void} moves it, without `act`
 */
export function addSlider(root, options) {
  const { label, min = 0, max, step = 1, value, text = String, act, into = bar(root) } = options;
  const input = document.createElement("input");
  Object.assign(input, { type: "range", min, max, step });
  const words = create("span", "ce-value");
  words.setAttribute("aria-hidden", "true"); // said by aria-valuetext
  function set(to) {
    input.value = to;
    words.textContent = text(to);
    input.setAttribute("aria-valuetext", text(to));
  }
  input.addEventListener("input", () => {
    set(Number(input.value));
    act(Number(input.value));
  });
  const field = create("label", "ce-field");
  field.append(create("span", "ce-name", label), words, input);
  into.append(field);
  set(value);
  return set;
}

/** A group of radio buttons over [word, text] pairs; returns `set(word)`. */
export function addChoice(root, { label, options, value, act, into = bar(root) }) {
  const group = create("fieldset", "ce-choice");
  group.append(create("legend", "ce-name", label));
  // Radio buttons of one name are one group in the whole page, and figures may stand there twice.
  const name = `ce-${Math.random().toString(36).slice(2)}`;
  const buttons = options.map(([word, text]) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name, value: word });
    input.addEventListener("change", () => act(word));
    const option = create("label", "ce-option");
    option.append(input, text);
    group.append(option);
    return input;
  });
  function set(word) {
    for (const button of buttons) button.checked = button.value === word;
  }
  into.append(group);
  set(value);
  return set;
}

/**
 * A slider or a choice for each field of a state that wants a control. `changed(name)` follows a
 * reader's change. Returns `set(name, value)`, which moves the state and its control.
 */
export function addFields(root, state, changed) {
  const setters = {};
  const into = create("div", "ce-fields");
  bar(root).append(into);
  for (const [name, field] of Object.entries(state.fields)) {
    if (field.control === false) continue;
    const act = (wanted) => {
      state.set(name, wanted);
      changed(name);
    };
    setters[name] = addField(root, field, { value: state.values[name], act, into });
  }
  return (name, wanted) => setters[name]?.(state.set(name, wanted));
}

function addField(root, field, { value, act, into }) {
  const { label, options, values } = field;
  if (options) return addChoice(root, { label, options, value, act, into });
  const text = (each) => shown(field, each);
  if (!values) return addSlider(root, { ...field, value, text, act, into });
  const set = addSlider(root, {
    label,
    max: values.length - 1,
    value: values.indexOf(value),
    text: (place) => text(values[place]),
    act: (place) => act(values[place]),
    into,
  });
  return (to) => set(values.indexOf(to));
}
