"""Interactive figures in a browser: how the tests open, read and judge them."""

import json

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figures</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body style="margin: 8px"><main><h1>Figures</h1>{}</main></body></html>"""
LEAST_CONTRAST = {"text": 4.5, "line": 3.0}  # WCAG 2.2, 1.4.3 and 1.4.11
CONTROLS = ".ce-controls :is(button, input), [role=slider], [role=application]"


def write_page(figures, file):
    """Write a page with nothing but these figures; return its address."""
    file.write_text(PAGE.format("\n".join(f._repr_html_() for f in figures)), encoding="utf-8")
    return file.as_uri()


def data_of(figure):
    """Return what the figure's script gets."""
    return json.loads(figure.locator(".ce-data").text_content())


def readout(figure):
    """Return the lines of text under the picture."""
    return figure.locator(".ce-line").all_inner_texts()


def picture(figure):
    """Return all that moves in a figure, without what only makes it a control."""
    moving = """all => all.map(e => {
      const copy = e.cloneNode(true);
      for (const {name} of [...copy.attributes]) {
        if (name === 'tabindex' || name === 'role' || name.startsWith('aria-')) {
          copy.removeAttribute(name);
        }
      }
      if (copy.style.touchAction) copy.style.touchAction = '';
      if (copy.getAttribute('style') === '') copy.removeAttribute('style');
      return copy.outerHTML;
    })"""
    return figure.locator("[data-part]").evaluate_all(moving), readout(figure)


def still_picture(figure, python):
    """Return all that would move in a figure whose script does not run; its images are shown."""
    images = figure.locator(".ce-panels img")
    assert images.evaluate_all("all => all.map(e => e.naturalWidth > 0)") == [True] * images.count()
    panels = python.still()
    assert images.count() == len(panels)
    draw = "(e, panels) => { e.innerHTML = panels; }"
    figure.locator(".ce-panels").evaluate(draw, "".join(panels))
    return picture(figure)


def slide(figure, label, value):
    """Move the slider of a label to a value, as a browser does that fills in a form."""
    figure.get_by_role("slider", name=label, exact=True).fill(str(value))


def press(page, key, times=1):
    """Press a key some times where the focus is."""
    for _ in range(times):
        page.keyboard.press(key)


def assert_moves(page, figure):
    """Check that a figure was started, and follows the first of its sliders there and back."""
    assert figure.get_attribute("data-ce-ready") == ""
    still = picture(figure)
    figure.locator("[role=slider], input[type=range]").first.focus()
    page.keyboard.press("ArrowLeft")
    assert picture(figure) != still
    page.keyboard.press("ArrowRight")
    assert picture(figure) == still


def sticking_out(page, width):
    """Return what lies beyond the window, or beyond its figure's card."""
    code = """width => [...document.querySelectorAll('.ce-figure')].flatMap(figure => {
      const card = figure.getBoundingClientRect();
      const parts = 'svg, svg text, canvas, button, input, label, legend, p:not(.ce-status)';
      return [...figure.querySelectorAll(parts)].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width && (box.right > Math.min(card.right, width) || box.left < card.left);
      }).map(e => e.outerHTML.slice(0, 80));
    })"""
    return page.evaluate(code, width)


def contrasts(page):
    """Return the least contrast of texts and of lines with the card, over all figures."""
    code = """() => [...document.querySelectorAll('.ce-figure')].map(figure => {
      const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
      const light = name => {
        canvas.fillStyle = getComputedStyle(figure).getPropertyValue(name);
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => {
          const c = v / 255;
          return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const paper = light('--ce-paper');
      const contrast = name => {
        const [low, high] = [light(name), paper].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      };
      const least = names => Math.min(...names.map(name => contrast(`--ce-${name}`)));
      const lines = ['model', 'data', 'edge', 'p', 'q', 'quadratic', 'sigmoid-cross-entropy',
        'softmax-cross-entropy', 'hinge', 'focal'];
      return [least(['ink', 'muted']), least(lines)];
    })"""
    return page.evaluate(code)


def assert_readable(page, width):
    """Check that nothing sticks out and that texts and lines stand out from the card."""
    assert sticking_out(page, width) == []
    for text, line in contrasts(page):
        assert text >= LEAST_CONTRAST["text"]
        assert line >= LEAST_CONTRAST["line"]
