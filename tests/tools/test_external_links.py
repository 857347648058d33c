"""Full addresses have the right form; `.github/workflows/links.yml` asks whether they live."""

import pytest

from tools.paths import ROOT
from tools.rules.links import address_problem, targets

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "appendix").glob("*.md"))]
PAGES += [ROOT / "assignments" / "guide.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_full_address_of_a_page_has_the_right_form(page):
    found = [t for t in targets(page.read_text(encoding="utf-8")) if ":" in t]
    assert [problem for target in found if (problem := address_problem(target))] == []


@pytest.mark.parametrize(
    "target",
    ["https://doi.org/10.1109/5.726791", "https://arxiv.org/abs/1708.02002#a", "mailto:a@b.org"],
)
def test_a_right_address_passes(target):
    assert address_problem(target) is None


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("https:///10.1109/5.726791", "is no host"),
        ("https://localhost/book", "is no host"),
        ("https://doi.org/10.1109/5.726791.", "full stop"),
        ("mailto:nobody", "no mail"),
    ],
)
def test_a_wrong_address_is_named(target, why):
    assert why in address_problem(target)
