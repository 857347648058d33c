// Runs a figure through its frames.
import { addButton, addSlider } from "./controls.js";

/**
 * Run, two more buttons and a slider over frames 0 to count - 1.
 *
 * Nothing moves until a reader asks: that is what those who prefer reduced motion want, and no one
 * else minds. Paper shows the last frame.
 *
 * @param {HTMLElement} root the figure
 * @param {object} options
 * @param {number} options.count how many frames there are
 * @param {number} options.frame the frame to open on; the last is the still picture
 * @param {string} options.label what the slider moves
 * @param {(frame: number) => string} options.describe a frame's value, seen and read out
 * @param {(frame: number) => void} options.show draws a frame
 * @param {string} [options.run] the text of the button that runs
 * @param {[string, number][]} [options.steps] the text of each other button, and how far it goes
 * @param {number} [options.interval] milliseconds from frame to frame
 */
export function playback(root, options) {
  const { count, label, describe, show, run = "Play", interval = 150 } = options;
  const { steps = [["Back", -1], ["Forward", 1]] } = options;
  const last = count - 1;
  let frame = options.frame ?? last;
  let timer = null;

  const play = addButton(root, { text: run, className: "ce-play", act: toggle });
  const buttons = steps.map(([text, by]) => [
    addButton(root, { text, act: () => pauseAt(frame + by) }),
    by < 0 ? 0 : last,
  ]);
  const slide = addSlider(root, { label, max: last, value: frame, text: describe, act: pauseAt });

  function go(to) {
    frame = Math.min(Math.max(to, 0), last);
    slide(frame);
    // Not `disabled`, which would take the focus away from under a reader's finger.
    for (const [button, end] of buttons) {
      button.setAttribute("aria-disabled", String(frame === end));
    }
    root.dataset.frame = frame;
    show(frame);
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    play.textContent = run;
  }

  function advance() {
    // A notebook may have thrown the figure away meanwhile.
    if (frame + 1 >= last || !root.isConnected) pause();
    if (root.isConnected) go(frame + 1);
  }

  function toggle() {
    if (timer !== null) {
      pauseAt(frame);
      return;
    }
    play.textContent = "Pause";
    if (frame === last) go(0);
    timer = setInterval(advance, interval);
  }

  function pauseAt(to) {
    pause();
    go(to);
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

  go(frame);
}
