"""What all interactive figures share: one fragment of HTML that needs nothing from elsewhere.

To write the next figure, say "surface":

1. `surface.py` holds a subclass of `InteractiveFigure` with `name`, `script` and a docstring.
   `__init__` checks its arguments (`check_between`) and sets the title and the alt text;
   `fields` says what a reader can set (`slider`, `steps`, `choice`); `data` gives the numbers
   that the script cannot compute, and the scales; `still` draws the first state from the fields'
   values. Beyond 250 lines the drawing goes to `surface_still.py`.
2. Draw with `panel`, `axes`, `row`, `label` and `handle` of `svg_axes.py`, `element` and `path`
   of `svg.py`, and `look` of `looks.py` for the book's colours. Each part that moves carries a
   `data_part`. What is told apart by colour differs in dashes or shape as well.
3. `surface.js` exports `start(root, data)`, and beside it the functions that compute what is
   drawn and written, free of the page, so that Node can test them. `start` calls

       const state = openState(root, data.fields);        // state.js: values, also of a link
       const set = addFields(root, state, draw);          // controls.js: sliders and choices
       playback(root, { ... });                           // playback.js: if it runs
       addHandle(root, "name", { ... });                  // pointer.js: if parts are dragged
       draw();                                            // move(root, part, ...), write(root, ...)
       return state;                                      // launch adds "Copy link"

   `draw` at the first values gives exactly what Python drew.
4. It imports what it needs, one `import { ... } from "./file.js";` a file. All files of a figure
   become one module, so a name at the top of a file must be new among those.
5. Export the class in `__init__.py`, add it to `tests/interactive/every.py` (which brings it
   under the tests of all figures), write `tests/interactive/test_surface.py`, whose samples
   `surface.test.mjs` compares, and `tests/site/test_interactive_surface.py`, which moves it.
"""

import json
import re
from abc import ABC, abstractmethod
from functools import cache
from html import escape
from importlib.resources import files
from itertools import chain, repeat
from typing import ClassVar

from ce_utils.interactive.image import image

__all__ = ["OPENS", "InteractiveFigure", "bundle", "needed"]

OPENS = "As it opens: "  # before the alt text, which tells the first picture only
# JupyterLab keeps neither scripts nor styles of a notebook that it does not trust yet. The style
# sheet hides this, so it is read there alone.
LEFT_OUT = "This picture stands still. Run the cells up to it, and you can move it."
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|class) )", re.MULTILINE)
_COMMENT = re.compile(r"^[ ]*(?:/\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)


@cache
def _source(name):
    return files("ce_utils.interactive").joinpath(name).read_text(encoding="utf-8")


def needed(script):
    """List the files that a script stands on, itself last, as its imports say.

    Parameters
    ----------
    script : str
        A file in `ce_utils/interactive`.

    Returns
    -------
    list of str
        Each file once, after those that it imports.

    Examples
    --------
    >>> needed("playback.js")
    ['state.js', 'controls.js', 'playback.js']
    """
    listed = []
    for below in _IMPORT.findall(_source(script)):
        listed += [name for name in needed(below) if name not in listed]
    return [*listed, script]


def bundle(script, name):
    """Join a figure's JavaScript and the files that it imports into the text of one module.

    The files import and export names only while they are tested; in a page they share one
    module, so no two may define the same name. Comments on lines of their own stay behind, so
    that they weigh nothing.

    Parameters
    ----------
    script : str
        The figure's file in `ce_utils/interactive`; it exports a function `start(root, data)`.
    name : str
        What the figure's element carries in `data-ce`.

    Returns
    -------
    str
        The text of a `<script type="module">`. It starts every element of that name that has
        not been started yet: a page may hold many figures, and the same one twice.

    Raises
    ------
    ValueError
        The text would end the script element early, or imports what is not there.

    Examples
    --------
    >>> bundle("logistic_regression.js", "logistic-regression").endswith(
    ...     'launch("logistic-regression", start);'
    ... )
    True
    """
    listed = list(dict.fromkeys([*needed("page.js"), *needed(script)]))
    parts = [_EXPORT.sub("", _IMPORT.sub("", _source(each))) for each in listed]
    text = _COMMENT.sub("", "\n".join(parts))
    for forbidden in ("</", "<!--", "\nimport ", "\nexport "):
        if forbidden in text:
            raise ValueError(
                f"{script} holds {forbidden.strip()!r}: expected text that can stand in a page; "
                'import with `import { … } from "./file.js";` and split the string.'
            )
    return f"{text}\nlaunch({json.dumps(name)}, start);"


class InteractiveFigure(ABC):
    """A figure that a notebook shows as one self-contained fragment of HTML.

    The fragment holds a still picture drawn in Python, which tells the whole story where no
    script runs (print, a browser without JavaScript), the data as JSON, and the JavaScript that
    moves the picture. The picture stands there as images, which are let through where `<svg>`,
    styles and scripts are not (JupyterLab before it trusts a notebook); there a sentence says how
    to move it. The fragment asks for no network, has no ids and no random part: the same figure is
    the same text in every process. Its own card is light; a page with a theme sets the CSS
    variables of `.ce-figure` (see `drawing.css`).

    A figure states `name` and `script` and implements the four methods below, and `fields`
    where a reader can set something (the module's docstring says how).

    Attributes
    ----------
    name : str
        What the figure's element carries in `data-ce`, and the query parameter of a link to it.
    script : str
        Its JavaScript file in this folder, which exports `start(root, data)`.
    style : str or None
        A CSS file in this folder for what `drawing.css` does not say.
    title : str
        A short heading.
    alt : str
        What a reader who does not see the picture is told, after the words "As it opens:": the
        script moves the picture and the lines under it, but not this text.
    """

    name: ClassVar[str]
    script: ClassVar[str]
    style: ClassVar[str | None] = None

    def __init__(self, *, title, alt):
        self.title = _check_text(title, "title")
        self.alt = _check_text(alt, "alt")

    @abstractmethod
    def data(self):
        """Return what the script needs, as a dict that JSON can hold (no NaN, no infinity)."""

    @abstractmethod
    def still(self):
        """Return the still picture, a list of `<svg>` elements that stand side by side."""

    @abstractmethod
    def summary(self):
        """Return one or two sentences of plain text that stand above the picture."""

    @abstractmethod
    def readout(self):
        """Return the lines of plain text under the picture that the script keeps up to date."""

    def fields(self):
        """Return what a reader can set, by name: see `slider`, `steps` and `choice`."""
        return {}

    def payload(self):
        """Return what the script gets: `data`, and `fields` under that name."""
        return {**self.data(), "fields": self.fields()}

    def _repr_html_(self):
        lines = "".join(f'<div class="ce-line">{escape(line)}</div>' for line in self.readout())
        alt, style = OPENS + self.alt, self._css("drawing.css")
        texts = chain([alt], repeat(""))  # the first image speaks for all
        images = "\n".join(map(image, self.still(), texts, repeat(style)))
        return (
            f'<div class="ce-figure" data-ce="{self.name}" role="group"'
            f' aria-label="{escape(self.title)}">\n'
            f"<style>\n{self._css('figure.css', 'drawing.css')}</style>\n"
            f'<p class="ce-title">{escape(self.title)}</p>\n'
            f'<p class="ce-summary">{escape(self.summary())}</p>\n'
            f'<p class="ce-left-out">{LEFT_OUT}</p>\n'
            f'<div class="ce-panels" role="img" aria-label="{escape(alt)}">\n'
            f"{images}\n</div>\n"
            '<div class="ce-controls" hidden></div>\n'
            f'<div class="ce-readout">{lines}</div>\n'
            '<p class="ce-status" role="status"></p>\n'
            f'<script type="application/json" class="ce-data">{self._json()}</script>\n'
            f'<script type="module">\n{bundle(self.script, self.name)}\n</script>\n</div>'
        )

    def _css(self, *names):
        listed = [*names, *([self.style] if self.style else [])]
        return _COMMENT.sub("", "".join(_source(name) for name in listed))

    def _json(self):
        text = json.dumps(
            self.payload(), allow_nan=False, ensure_ascii=False, separators=(",", ":")
        )
        return text.replace("<", "\\u003c")  # no text in the data can end the script element


def _check_text(text, name):
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{name} is {text!r}: expected words; a figure without them is mute.")
    return text.strip()
