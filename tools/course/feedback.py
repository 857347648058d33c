"""The feedback page of a submission: what a student may see, in one file without any other host."""

import re
from pathlib import Path

import bleach
from jinja2 import Template
from nbconvert.exporters import HTMLExporter
from nbgrader.converters import GenerateFeedback, NbGraderException
from nbgrader.preprocessors import GetGrades
from pygments.formatters import HtmlFormatter
from traitlets import List

from tools.course.feedback_cells import ShowWhatStudentsMaySee, placeless
from tools.course.formulas import rendered, with_formulas
from tools.course.nbgrader_course import Remembering, converter, nbgrader_at_work

LAYOUT = {"br", "details", "div", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre", "span", "summary"}
TAGS = bleach.ALLOWED_TAGS | LAYOUT | {"table", "tbody", "td", "th", "thead", "tr"}
PAGE = Path(__file__).with_name("feedback_page")


class CourseFeedback(Remembering, GenerateFeedback):
    """nbgrader's feedback, through a preprocessor and a template of the course's own."""

    preprocessors = List([GetGrades, ShowWhatStudentsMaySee])


def write_feedback(folder: Path, person: str, student: str, assignment: str) -> Path:
    """Write the feedback page of a graded submission.

    Parameters
    ----------
    folder : Path
        The course.
    person : str
        The student's name as nbgrader uses it.
    student : str
        The student's name as the page shows it.
    assignment : str
        The assignment.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    RuntimeError
        If the page cannot be made; the message says why.
    """
    template = {"template_name": PAGE.name, "extra_template_basedirs": [str(PAGE.parent)]}
    template["filters"] = {"safe_html": safe_html, "plain_html": plain_html}
    source = folder / "source" / assignment / f"{assignment}.ipynb"
    settings = {
        "HTMLExporter": template,
        "ShowWhatStudentsMaySee": {"student": student, "style": style(), "source": str(source)},
    }
    work = converter(CourseFeedback, folder, assignment, person, settings)
    work.exporter_class = HTMLExporter
    try:
        with nbgrader_at_work(folder):
            work.start()
    except NbGraderException as error:
        raise RuntimeError(f"no feedback page: {work.failure or error!r}") from error
    return folder / "feedback" / person / assignment / f"{assignment}.html"


def write_reason(folder: Path, person: str, student: str, assignment: str, reason: str) -> Path:
    """Write the page of a submission that was not graded, and return where it is.

    Parameters
    ----------
    folder, person, student, assignment
        As for `write_feedback`.
    reason : str
        Why.
    """
    path = folder / "feedback" / person / assignment / f"{assignment}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    template = Template((PAGE / "not_graded.html.j2").read_text("utf-8"), autoescape=True)
    words = {"student": student, "assignment": assignment, "reason": placeless(reason)}
    path.write_text(template.render(words, style=style()), encoding="utf-8")
    return path


def safe_html(markdown: str, *, html: bool = True) -> str:
    """Return Markdown as HTML without anything that runs, loads, or is a second main heading."""
    made, formulas = rendered(markdown, html=html)
    made = re.sub(r"<(/?)h1\b", r"<\1h2", made)
    clean = bleach.clean(made, tags=TAGS, attributes=is_allowed, strip=True)
    return with_formulas(clean, formulas)


def plain_html(markdown: str) -> str:
    """Return Markdown as HTML in which ``a<b`` is no HTML: a comment out of a table."""
    return safe_html(markdown, html=False)


def is_allowed(tag: str, attribute: str, value: str) -> bool:
    """Tell whether an attribute stays: links to the web, not those between files of the book."""
    return tag == "a" and attribute == "href" and value.startswith(("https://", "http://"))


def style() -> str:
    """Return the page's style sheet: the layout and the colours of code, light and dark."""
    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    own = (PAGE / "style.css").read_text(encoding="utf-8")
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n{own}"
