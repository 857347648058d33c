"""Change the repository's address everywhere: ``python -m tools.repository URL``.

The address stands in ``pyproject.toml`` (``[project.urls] Repository``). Other files have to repeat
it: badges, links that open a chapter in Colab, the set-up cells, the site's settings. This command
finds the present address in its usual forms in every text file of the repository and rewrites it.
"""

import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tools.paths import ROOT

ADDRESS = re.compile(
    r"https://github\.com/(?P<owner>[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})/(?P<name>[A-Za-z0-9._-]{1,100})"
)
# What stands before OWNER/NAME: GitHub itself (https, ssh, API), Colab and nbviewer (/github/),
# a badge (/github/…/), Binder (/gh/).
BEFORE = r"(?P<before>github\.com[/:]|/github/(?:[a-z-]+/)*|/gh/|/repos/)"
END = r"(?![\w-]|\.(?!git\b)\w)"


class AddressError(ValueError):
    """The address is not that of a GitHub repository; the message says what is."""


@dataclass(frozen=True)
class Repository:
    """A repository on GitHub."""

    owner: str
    name: str

    @property
    def url(self) -> str:
        """The address, as a reader opens it."""
        return f"https://github.com/{self.owner}/{self.name}"

    @property
    def pages(self) -> str:
        """The host and path under which GitHub Pages serves the site."""
        return f"{self.owner.lower()}.github.io/{self.name}"


def parse(address: str) -> Repository:
    """Return the repository that an address means.

    Raises
    ------
    AddressError
        If it is not ``https://github.com/OWNER/NAME``; Colab, Binder and GitHub Pages need both.
    """
    plain = address.strip().removesuffix("/").removesuffix(".git")
    match = ADDRESS.fullmatch(plain)
    if match is None or set(match["name"]) == {"."}:
        raise AddressError(
            f"{address!r} is not the address of a GitHub repository: "
            "expected https://github.com/OWNER/NAME, as your browser shows it"
        )
    return Repository(match["owner"], match["name"])


def current(root: Path = ROOT) -> Repository:
    """Return the repository that ``pyproject.toml`` names."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return parse(settings["project"]["urls"]["Repository"])


def text_files(root: Path = ROOT) -> list[Path]:
    """Return the repository's text files: tracked, or new and not ignored by git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    paths = [root / name for name in sorted(listed.split("\0")) if name]
    return [path for path in paths if path.is_file() and is_text(path)]


def is_text(path: Path) -> bool:
    """Say whether a file holds text: no zero byte near its start."""
    with path.open("rb") as file:
        return b"\0" not in file.read(8192)


def read_exactly(path: Path) -> str:
    """Read a file so that writing the same text gives the same bytes."""
    return path.read_bytes().decode("utf-8", errors="surrogateescape")


def replaced(text: str, old: Repository, new: Repository) -> str:
    """Return ``text`` with every form of the old address replaced by the new one."""
    slug = BEFORE + re.escape(f"{old.owner}/{old.name}") + END
    text = re.sub(slug, lambda match: f"{match['before']}{new.owner}/{new.name}", text)
    pages = r"(?<![\w-])" + re.escape(old.pages) + END
    return re.sub(pages, lambda match: new.pages, text)


def rewrite(new: Repository, root: Path = ROOT) -> list[Path]:
    """Rewrite the present address to ``new`` in every text file; return the files that changed."""
    old = current(root)
    changed = []
    for path in text_files(root):
        before = read_exactly(path)
        after = replaced(before, old, new)
        if after != before:
            path.write_bytes(after.encode("utf-8", errors="surrogateescape"))
            changed.append(path)
    return changed


def strays(root: Path = ROOT) -> list[str]:
    """Return the places that name a repository of this name under another owner.

    Such an address is what a rewriting by hand leaves behind. (Examples are written with a NAME
    of their own or with capital letters: ``https://github.com/OWNER/NAME``.)
    """
    here = current(root)
    name = re.escape(here.name) + END
    forms = re.compile(BEFORE + rf"(?P<owner>[\w.-]+)/{name}|(?P<host>[\w-]+)\.github\.io/{name}")
    return [
        f"{path.relative_to(root)}: {match[0]}"
        for path in text_files(root)
        for match in forms.finditer(read_exactly(path))
        if (match["owner"] or here.owner) != here.owner
        or (match["host"] or here.owner).lower() != here.owner.lower()
    ]


def main(arguments: list[str]) -> int:
    """Rewrite the address to the one given, or say which one stands now."""
    if len(arguments) != 1:
        print(f"usage: python -m tools.repository URL\nnow: {current().url}", file=sys.stderr)
        return 2
    try:
        changed = rewrite(parse(arguments[0]))
    except AddressError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(str(path.relative_to(ROOT)) for path in changed) or "nothing to change")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
