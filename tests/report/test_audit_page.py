"""The page of one paper shows every check, quotes in context, and its tables with what is amiss."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from litscan import audit, read_text
from litscan.report import build_audit_page, page_name, render_audit_page
from litscan.rigor import CHECKS

HOSTILE = "<script>alert(1)</script> & \x1b[31m {{ 7 * 7 }} <!-- --> ]]>"
PAPER = f"""# Title {HOSTILE}

###### Abstract

We propose a method for pruning. {HOSTILE}

## 1 Experiments

Before the quote stand these words. We run it on several seeds {HOSTILE}. After it, these.

Table 1: Accuracy (%) on CIFAR-10.

| Method | Accuracy (%) | Sparsity (%) |
| --- | --- | --- |
| Baseline | 93.1 | 0 |
| Ours {HOSTILE} | 107.5 | 90 |
"""


@pytest.fixture(scope="module")
def page() -> str:
    document = read_text(PAPER, format="markdown")
    return render_audit_page(build_audit_page(audit(document).to_json(), document))


def test_every_check_is_on_the_page(page: str) -> None:
    for check in CHECKS:
        assert check.id in page
    assert "Checks that do not apply here" in page


def test_a_questioned_cell_is_flagged_and_leads_to_its_check(page: str) -> None:
    flagged = dict(re.findall(r'<td class="flagged">([^<]*)(<a class="flag".*?)</td>', page))
    assert 'href="#A07"' in flagged["107.5 "]
    assert 'id="A07" open' in page
    assert "A07" not in flagged.get("93.1 ", "")


def test_a_quote_stands_in_its_context(page: str) -> None:
    quoted = re.search(r"<blockquote>([^<]*)<mark>([^<]*several seeds[^<]*)</mark>([^<]*)", page)
    assert quoted
    assert "Before the quote stand these words." in quoted.group(1)
    assert "After it, these." in quoted.group(3)


def test_a_paper_cannot_put_anything_into_its_page(page: str) -> None:
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


def test_checks_that_the_authors_set_aside_are_counted(page: str) -> None:
    note = "\n<!-- litscan: ignore[V01,V02] a made-up paper -->\n"
    document = read_text(PAPER + note, format="markdown")
    noted = render_audit_page(build_audit_page(audit(document).to_json(), document))
    assert "of these, 2 set aside by the authors" in noted
    assert "of these" not in page


def test_a_huge_cell_is_cut() -> None:
    document = read_text(PAPER.replace("107.5", "107.5 " + "x" * 300_000), format="markdown")
    text = render_audit_page(build_audit_page(audit(document).to_json(), document))
    assert len(text) < 200_000


def test_keys_that_look_alike_get_pages_of_their_own() -> None:
    assert len({page_name(key).lower() for key in ("a/b", "a.b", "A/b", "a-b", "ä/b")}) == 5


def test_a_real_browser_shows_the_page_without_errors(page: str, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no Chromium on this machine")
    path = tmp_path / "audit.html"
    path.write_text(page, encoding="utf-8")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--enable-logging=stderr", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "CONSOLE" not in done.stderr
    assert 'class="flagged"' in done.stdout
