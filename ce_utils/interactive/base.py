"""What all interactive figures share: one fragment of HTML that needs nothing from elsewhere."""

import json
import re
from abc import ABC, abstractmethod
from functools import cache
from html import escape
from importlib.resources import files
from typing import ClassVar

__all__ = ["InteractiveFigure", "bundle"]

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./shared\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function) )", re.MULTILINE)
_COMMENT = re.compile(r"^[ ]*(?:/\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)


@cache
def _source(name):
    return files("ce_utils.interactive").joinpath(name).read_text(encoding="utf-8")


def bundle(script, name):
    """Join the shared JavaScript and a figure's own into the text of one module.

    The two import and export names only while they are tested; in a page they share one
    module. Comments on lines of their own stay behind, so that they weigh nothing.

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
    parts = [_EXPORT.sub("", _IMPORT.sub("", _source(each))) for each in ("shared.js", script)]
    text = _COMMENT.sub("", "\n".join(parts))
    for forbidden in ("</", "<!--", "\nimport ", "\nexport "):
        if forbidden in text:
            raise ValueError(
                f"{script} holds {forbidden.strip()!r}: expected text that can stand in a page; "
                'import with `import { … } from "./shared.js";` and split the string.'
            )
    return f"{text}\nlaunch({json.dumps(name)}, start);"


class InteractiveFigure(ABC):
    """A figure that a notebook shows as one self-contained fragment of HTML.

    The fragment holds a still picture drawn in Python, which tells the whole story where no
    script runs (print, a sanitised preview), the data as JSON, and the JavaScript that moves
    the picture. It asks for no network, has no ids and no random part: the same figure is
    the same text in every process. Its own card is light; a page with a theme sets the CSS
    variables of `.ce-figure` (see `figure.css`).

    A figure states `name` and `script` and implements the four methods below.

    Attributes
    ----------
    name : str
        What the figure's element carries in `data-ce`.
    script : str
        Its JavaScript file in this folder, which exports `start(root, data)`.
    title : str
        A short heading.
    alt : str
        What a reader who does not see the picture is told.
    """

    name: ClassVar[str]
    script: ClassVar[str]

    def __init__(self, *, title, alt):
        self.title = _check_text(title, "title")
        self.alt = _check_text(alt, "alt")

    @abstractmethod
    def data(self):
        """Return what the script needs, as a dict that JSON can hold (no NaN, no infinity)."""

    @abstractmethod
    def still(self):
        """Return the still picture: one or more `<svg>` elements that stand side by side."""

    @abstractmethod
    def summary(self):
        """Return one or two sentences of plain text that stand above the picture."""

    @abstractmethod
    def readout(self):
        """Return the lines of plain text under the picture that the script keeps up to date."""

    def _repr_html_(self):
        lines = "".join(f'<span class="ce-line">{escape(line)}</span>' for line in self.readout())
        return (
            f'<div class="ce-figure" data-ce="{self.name}" role="group"'
            f' aria-label="{escape(self.title)}">\n'
            f"<style>\n{_COMMENT.sub('', _source('figure.css'))}</style>\n"
            f'<p class="ce-title">{escape(self.title)}</p>\n'
            f'<p class="ce-summary">{escape(self.summary())}</p>\n'
            f'<div class="ce-panels" role="img" aria-label="{escape(self.alt)}">\n'
            f"{self.still()}\n</div>\n"
            '<div class="ce-controls" hidden></div>\n'
            f'<p class="ce-readout">{lines}</p>\n'
            f'<script type="application/json" class="ce-data">{self._json()}</script>\n'
            f'<script type="module">\n{bundle(self.script, self.name)}\n</script>\n</div>'
        )

    def _json(self):
        text = json.dumps(self.data(), allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        return text.replace("<", "\\u003c")  # no text in the data can end the script element


def _check_text(text, name):
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{name} is {text!r}: expected words; a figure without them is mute.")
    return text.strip()
