"""What students may see of their graded notebook: points and messages, and no hidden check."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from tools.course.assignments import grade_id, kind_of, nbgrader_of
from tools.notebooks import read

HIDDEN = re.compile(r"(?s)### BEGIN HIDDEN TESTS(.*?)### END HIDDEN TESTS")
SHORTEST = 12  # characters; shorter lines, `else:` say, stand in many programs
IMAGES = ("image/png", "image/jpeg")
TOPIC = re.compile(r"# Hidden checks: (.+?)\. They run\b")
LINK = re.compile(r"\]\([^)]*\)")
# Where the grading machine keeps its files is nobody's business; students know their own names.
OPEN_PATH = r"(?:~|[A-Za-z]:)?(?:[/\\][^/\\\s:'\"]{1,100}){1,30}[/\\]"
CELL_FILE = re.compile(OPEN_PATH + r"ipykernel_\d+[/\\]\d+\.py")
PLACE = re.compile(OPEN_PATH + r"(?:site-packages|python3\.\d+|ce-grading-\w+[/\\]\w+)[/\\]")
NOTE = "This output is not shown: it holds lines of hidden checks."


class ShowWhatStudentsMaySee(NbGraderPreprocessor):
    """Prepares each cell for the page; derived from nbgrader's class, or it would be ignored."""

    student = Unicode().tag(config=True)
    style = Unicode().tag(config=True)
    source = Unicode(help="the assignment's source notebook").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Take hidden checks out, and put into each cell what the page shows of it."""
        with Gradebook(resources["nbgrader"]["db_url"]) as book:
            waiting = waiting_cells(book, resources["nbgrader"])
        source = read(Path(self.source)).node
        secret, given = secret_lines(source), given_texts(source)
        for cell in nb.cells:
            nbgrader_of(cell)["waits"] = grade_id(cell) in waiting
            cell.metadata["feedback"] = shown(cell, secret) | parts_of(cell, given)
            if cell.metadata["feedback"]["kind"] == "hidden":
                cell.source = ""
            if cell.cell_type == "code":
                cell.outputs = []
        title = title_of(nb)
        first = nb.cells[0].metadata["feedback"]
        first["heading"] = first.get("heading", "").removeprefix(f"# {title}")
        head = {"student": self.student, "style": self.style}
        resources["course"] = head | {"title": title, "total": total(nb), "tasks": tasks(nb)}
        return nb, resources


def waiting_cells(book: Gradebook, place: dict) -> set[str]:
    """Return the written answers that no person has marked yet."""
    names = place["notebook"], place["assignment"], place["student"]
    grades = book.find_submission_notebook(*names).grades
    return {g.name for g in grades if g.needs_manual_grade and g.manual_score is None}


def secret_lines(source: NotebookNode) -> frozenset[str]:
    """Return the lines of an assignment that only its hidden checks have, squeezed."""
    parts = [part for cell in source.cells for part in HIDDEN.findall(cell.source)]
    shown = [HIDDEN.sub("", cell.source) for cell in source.cells]
    # What the given cells print, every student sees.
    given = [
        cell for cell in source.cells if nbgrader_of(cell).get("locked") and not is_check(cell)
    ]
    shown += [text for cell in given for o in cell.get("outputs", []) for text in texts(o)]
    visible = "\n".join(line for text in shown for line in squeezed(text))
    hidden = {line for part in parts for line in squeezed(part) if len(line) >= SHORTEST}
    return frozenset(line for line in hidden if line not in visible)


def given_texts(source: NotebookNode) -> set[str]:
    """Return the texts of the assignment, with links that lead nowhere."""
    texts = [cell for cell in source.cells if cell.cell_type == "markdown"]
    return {LINK.sub("]()", cell.source.strip()) for cell in texts if not is_check(cell)}


def parts_of(cell: NotebookNode, given: set[str]) -> dict:
    """Return a text of the assignment in two parts: its heading, and what the page folds."""
    if cell.cell_type != "markdown" or LINK.sub("]()", cell.source.strip()) not in given:
        return {}
    first, _, rest = cell.source.strip().partition("\n")
    heading = first if first.startswith("#") else ""
    return {"heading": heading, "folded": (rest if heading else cell.source).strip()}


def is_check(cell: NotebookNode) -> bool:
    """Tell whether a cell is graded by running it."""
    return bool(nbgrader_of(cell).get("grade"))


def squeezed(text: str) -> list[str]:
    """Return the lines without blanks, quotes and backslashes, as ``repr`` may have set them."""
    return [re.sub(r"[\s\\'\"]", "", line) for line in text.splitlines()]


def shown(cell: NotebookNode, secret: frozenset[str]) -> dict:
    """Return what the page shows of a cell."""
    meta, name = nbgrader_of(cell), grade_id(cell)
    kind = kind_of(cell) if meta.get("grade") else "text"
    if kind == "text" and cell.cell_type == "code":
        kind = "given" if meta.get("locked") else "code"
    outputs = [] if kind == "hidden" else [one(o, cell, secret) for o in cell.get("outputs", [])]
    kept = {"kind": kind, "name": name, "comment": meta.get("comment"), "outputs": outputs}
    topic = TOPIC.match(cell.source) if kind == "hidden" else None
    kept["topic"] = topic[1] if topic else ""
    kept["messages"] = [output["message"] for output in outputs if output.get("message")]
    return kept | (points(meta) if meta.get("grade") else {})


def points(meta: dict) -> dict:
    """Return the points of a cell in words, and as numbers for the sums."""
    score, most, waits = meta.get("score") or 0.0, float(meta["points"]), meta.get("waits", False)
    state = "waits" if waits else "full" if score == most else "part" if score else "lost"
    words = f"waits for a person, of {most:g} points" if waits else f"{score:g} of {most:g} points"
    return {"points": words, "state": state, "numbers": (score, most, waits)}


def one(output: NotebookNode, cell: NotebookNode, secret: frozenset[str]) -> dict:
    """Return one output as the page shows it."""
    if leaks(output, secret):
        return {"note": NOTE}
    if output.output_type == "error":
        message = placeless(f"{output.ename}: {output.evalue}")
        text = placeless("\n".join(output.traceback)).lstrip("-\n")
        return {"text": text, "error": True, "message": message}
    if output.output_type == "stream":
        return {"text": placeless(output.text)}
    for kind in IMAGES:
        if kind in output.data:
            code = "".join(output.data[kind].split())
            return {"image": f"data:{kind};base64,{code}", "alt": alt_text(cell)}
    return {"text": placeless(output.data.get("text/plain", ""))}


def placeless(text: str) -> str:
    """Return an output's text without colours, and without the folders of this machine."""
    return PLACE.sub("", CELL_FILE.sub("your code", strip_ansi(text)))


def leaks(output: NotebookNode, secret: frozenset[str]) -> bool:
    """Tell whether an output holds a line of a hidden check, or the call that runs one."""
    text = "".join(squeezed(unescape(strip_ansi("\n".join(texts(output))))))
    return "course_check" in text or any(line in text for line in secret)


def texts(output: NotebookNode) -> Iterator[str]:
    """Yield every text of an output."""
    yield from output.get("traceback", [])
    yield from (output.get("evalue", ""), output.get("text", ""))
    for kind, value in output.get("data", {}).items():
        if not kind.startswith("image/") or kind.endswith("xml"):
            yield value if isinstance(value, str) else repr(value)


def alt_text(cell: NotebookNode) -> str:
    """Return the figure's own alternative text, or which cell drew it."""
    own = cell.metadata.get("mystnb", {}).get("image", {}).get("alt")
    return own or f"A figure drawn by {grade_id(cell) or 'a cell of your own'}."


def headings(nb: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """Yield each cell with the last heading before it."""
    heading = ""
    for cell in nb.cells:
        if cell.cell_type == "markdown" and not nbgrader_of(cell).get("solution"):
            found = re.findall(r"(?m)^#+ +(.+?) *$", cell.source)
            heading = found[-1] if found else heading
        yield heading, cell


def title_of(nb: NotebookNode) -> str:
    """Return the notebook's title: its first heading."""
    return next((heading for heading, _ in headings(nb) if heading), "Feedback")


def tasks(nb: NotebookNode) -> list[dict]:
    """Return the tasks in order, each with its title and points."""
    rows: dict[str, dict] = {}
    answer = ""
    for heading, cell in headings(nb):
        answer = grade_id(cell) if nbgrader_of(cell).get("solution") else answer
        numbers = cell.metadata["feedback"].get("numbers")
        if numbers:
            row = rows.setdefault(answer, {"title": heading, "parts": []})
            row.setdefault("anchor", grade_id(cell))
            row["parts"].append(numbers)
    return [row | summed(row["parts"]) for row in rows.values()]


def total(nb: NotebookNode) -> dict:
    """Return the sums over the notebook."""
    return summed([c.metadata["feedback"]["numbers"] for c in nb.cells if is_graded(c)])


def is_graded(cell: NotebookNode) -> bool:
    """Tell whether the cell carries points."""
    return "numbers" in cell.metadata["feedback"]


def summed(parts: list[tuple[float, float, bool]]) -> dict:
    """Return points, possible points and those that wait for a person, as the page writes them."""
    waits = sum(most for _, most, waiting in parts if waiting)
    score, most = sum(score for score, _, _ in parts), sum(most for _, most, _ in parts)
    return {"score": f"{score:g}", "points": f"{most:g}", "waits": f"{waits:g}" if waits else ""}
