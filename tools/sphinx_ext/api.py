"""The API reference: a page for each room of ce_utils, made from its docstrings.

The directive `api` shows all public names of a room, `api-index` where everything is. The work is
done by `autodoc` and `numpydoc`, which lists parameters as the docstrings do, with their shapes,
where `napoleon` would make type names of them. What is public, and what a name in backticks leads
to, says `tools.api`.
"""

import inspect
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

from tools import api, floors
from tools.floors import FLOOR_NAMES, FLOORS
from tools.paths import ROOT
from tools.repository import current

SETTINGS = {
    "add_module_names": False,
    "autodoc_member_order": "bysource",
    "autodoc_preserve_defaults": True,
    "autodoc_typehints": "none",  # the docstrings say it, with shapes and units
    "html_domain_indices": False,
    "numpydoc_show_class_members": False,
    "toc_object_entries_show_parents": "hide",
}
BRANCH = "main"


class Generated(SphinxDirective):
    """A directive whose content is reStructuredText that is written while the site is built."""

    def parsed(self, text: str) -> list[nodes.Node]:
        """Return the text as nodes; the page is read again when what wrote the text changes."""
        for path in (__file__, api.__file__, floors.__file__):
            self.env.note_dependency(path)
        source, _ = self.get_source_info()
        node = nodes.Element()
        self.state.nested_parse(StringList(text.splitlines(), source), self.content_offset, node)
        return node.children


class Room(Generated):
    """All public names of one room of the package, in the order of its `__all__`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what the room says of itself, and its entries."""
        module = api.room(self.arguments[0])
        self.env.note_dependency(module.__file__)
        name = module.__name__
        intro = _prose(inspect.getdoc(module), name)
        parts = [f".. py:module:: {name}", intro]
        parts += [_entry(f"{name}.{each}") for each in module.__all__]
        return self.parsed("\n\n".join(parts))


def _prose(text: str, name: str) -> str:
    """Return a module's docstring without its examples, its names as links."""
    return api.linked(text.partition("\n\n>>> ")[0], name)


def _entry(full: str) -> str:
    thing = api.things()[full]
    if inspect.isclass(thing):
        options = {"members": ", ".join(api.methods(thing))} if api.methods(thing) else {}
        kind = "autoexception" if issubclass(thing, Exception) else "autoclass"
        return _directive(kind, full, options)
    if callable(thing):
        return _directive("autofunction", full, {})
    text = api.linked(api.comment_of(full), full).replace("\n", "\n   ")
    return _directive("py:data", full.rpartition(".")[2], {}) + f"\n   {text}\n"


def _directive(kind: str, argument: str, options: dict[str, str]) -> str:
    given = [f"   :{option}: {value}" for option, value in options.items()]
    return "\n".join([f".. {kind}:: {argument}", *given, ""])


class Index(Generated):
    """What is where: the floors, on each the rooms, in each a line for every name."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each floor."""
        return [self.floor(number, title) for number, title in enumerate(FLOOR_NAMES)]

    def floor(self, number: int, title: str) -> nodes.section:
        """Return one floor."""
        section = self.section(title, [nodes.Text(title)])
        section += [self.room(name) for name, floor in FLOORS.items() if floor == number]
        return section

    def room(self, name: str) -> nodes.section:
        """Return one room: what it is for, and its names."""
        module = api.room(name)
        full = module.__name__
        (title,) = self.parsed(f":py:mod:`{full}`")
        section = self.section(full, title.children)
        names = self.parsed("".join(_line(f"{full}.{each}") for each in module.__all__))
        names[0]["classes"].append("api-names")
        section += [*self.parsed(_first(inspect.getdoc(module), full)), *names]
        return section

    def section(self, name: str, title: list[nodes.Node]) -> nodes.section:
        """Return an empty section with an anchor."""
        section = nodes.section("", nodes.title("", "", *title), names=[name.lower()])
        self.state.document.note_implicit_target(section, section)
        return section


def _line(full: str) -> str:
    """Return a name with its summary as an item of a definition list."""
    name = full.rpartition(".")[2]
    return f":py:obj:`{name} <{full}>`\n   {_first(api.text_of(full), full)}\n\n"


def _first(text: str, full: str) -> str:
    """Return the first paragraph of a docstring in one line, its names as links."""
    return api.linked(" ".join(text.partition("\n\n")[0].split()), full)


def _link_names(
    app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]
) -> None:
    """Make links of the names in a docstring, but not in its examples."""
    example = False
    for number, line in enumerate(lines):
        example = line.strip() != "" and (example or line.lstrip().startswith(">>>"))
        if not example:
            lines[number] = api.linked(line, name)
    if what in ("class", "exception"):
        lines += _inherited(obj)


def _inherited(cls: type) -> list[str]:
    """Return a line for each public base of a class, with links to the methods that it brings."""
    lines = []
    for base in api.public_bases(cls):
        full = api.name_of(base)
        links = ", ".join(f":py:obj:`{each} <{full}.{each}>`" for each in api.methods(base))
        kind = f":py:obj:`{base.__name__} <{full}>`"
        lines.append(f"   {kind}: {links}" if links else f"   {kind}")
        lines.append("")
    return ["", ":Inherits from:", "", *lines] if lines else []


def source_address(domain: str, info: dict[str, str]) -> str | None:
    """Return where the source of an entry stands in the repository, for `sphinx.ext.linkcode`.

    Parameters
    ----------
    domain : str
        Sphinx's name of the language.
    info : dict of str to str
        The entry's module and its name within it.

    Returns
    -------
    str or None
        An address with line numbers; None for a constant.
    """
    thing = api.entries().get(f"{info['module']}.{info['fullname']}") if domain == "py" else None
    thing = getattr(thing, "fget", None) or getattr(thing, "func", None) or thing
    thing = inspect.unwrap(getattr(thing, "__func__", thing))
    try:
        path, (lines, first) = inspect.getsourcefile(thing), inspect.getsourcelines(thing)
    except (TypeError, OSError):
        return None
    place = Path(path).relative_to(ROOT).as_posix()
    return f"{current().url}/blob/{BRANCH}/{place}#L{first}-L{first + len(lines) - 1}"


def _settle(app: Sphinx, config: Config) -> None:
    for name, value in SETTINGS.items():
        setattr(config, name, value)
    config.linkcode_resolve = source_address


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives, and what happens to docstrings after `numpydoc`."""
    for extension in ("sphinx.ext.autodoc", "numpydoc", "sphinx.ext.linkcode"):
        app.setup_extension(extension)
    app.connect("config-inited", _settle)
    app.connect("autodoc-process-docstring", _link_names, priority=600)
    app.add_directive("api", Room)
    app.add_directive("api-index", Index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
