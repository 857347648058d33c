// What is wider than its place scrolls, and what scrolls can be reached from the keyboard; what
// does not scroll is no stop on the way of the tab key.
const PLACES = "div.math.display, .pst-scrollable-table-container, pre, .cell_output .output";

function setStop(element) {
  const { clientHeight, clientWidth, scrollHeight, scrollWidth } = element;
  if (scrollWidth > clientWidth || scrollHeight > clientHeight) {
    element.tabIndex = 0;
  } else {
    element.removeAttribute("tabindex");
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const elements = document.querySelectorAll(`.bd-article :is(${PLACES})`);
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) {
      setStop(entry.target);
    }
  });
  for (const element of elements) {
    observer.observe(element);
  }
  // A font that arrives makes a formula wider, but not its place.
  document.fonts.addEventListener("loadingdone", () => {
    for (const element of elements) {
      setStop(element);
    }
  });
});

// On paper every fold is open; afterwards it is as it was.
const opened = [];
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not([open])")) {
    fold.open = true;
    opened.push(fold);
  }
});
window.addEventListener("afterprint", () => {
  for (const fold of opened.splice(0)) {
    fold.open = false;
  }
});
