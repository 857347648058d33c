// Starts figures in their page, and keeps their text. `bundle` in base.py ends each script with a
// call of `launch`.
import { addButton, bar, create } from "./controls.js";
import { keyOf, linkTo } from "./state.js";

/** Start every element of a figure's kind that has not been started: there may be many. */
export function launch(name, start) {
  for (const root of document.querySelectorAll(`[data-ce="${name}"]:not([data-ce-started])`)) {
    root.dataset.ceStarted = "";
    insertDrawings(root);
    const state = start(root, JSON.parse(root.querySelector(".ce-data").textContent));
    if (state && hasAddress(root)) addCopyLink(root, state);
    root.dataset.ceReady = ""; // from here on, changes are a reader's
  }
}

/** Put each drawing in place of its image, whose parts no script can reach. */
function insertDrawings(root) {
  for (const image of root.querySelectorAll(".ce-panels > img")) {
    const text = decodeURIComponent(image.getAttribute("src").replace(/^.*?,/, ""));
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml");
    image.replaceWith(drawn.querySelector("svg svg"));
  }
}

/** Replace the lines of text under the picture; what a reader has changed is read out. */
export function write(root, lines) {
  const readout = root.querySelector(".ce-readout");
  readout.replaceChildren(...lines.map((line) => create("div", "ce-line", line)));
  if ("ceReady" in root.dataset) announce(root, lines.join("; "));
}

const QUIET = 700; // milliseconds
const waiting = new WeakMap();

/** Have a screen reader say something once nothing newer has come for a while: not each frame. */
export function announce(root, words) {
  clearTimeout(waiting.get(root));
  const say = () => {
    root.querySelector(".ce-status").textContent = words;
  };
  waiting.set(root, setTimeout(say, QUIET));
}

/** Whether a link to the page leads back here: not in a notebook, nor in its output's frame. */
function hasAddress(root) {
  return window.top === window && !root.closest(".jp-OutputArea, .output_area");
}

function addCopyLink(root, state) {
  const button = addButton(root, { text: "Copy link", className: "ce-copy", act: copy });
  async function copy() {
    const anchor = root.closest("[id]")?.id ?? "";
    const link = linkTo(location.href, keyOf(root), state.values, anchor);
    try {
      await navigator.clipboard.writeText(link);
      button.textContent = "Link copied";
      announce(root, "Link to these settings copied.");
      setTimeout(() => {
        button.textContent = "Copy link";
      }, 2500);
    } catch {
      showLink(root, link); // not every page may write to the clipboard
    }
  }
}

function showLink(root, link) {
  const field = root.querySelector(".ce-link") ?? create("input", "ce-link");
  Object.assign(field, { type: "text", readOnly: true, value: link });
  field.setAttribute("aria-label", "Link to these settings, to be copied");
  bar(root).append(field);
  field.focus();
  field.select();
}
