"""The report is one file that needs nothing else and that no paper can break."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from litscan import read_text
from litscan.corpus import Corpus, PaperRecord
from litscan.extraction import extract
from litscan.pipeline import report_corpus
from litscan.report.page import render_report
from litscan.report.view import ClaimRow, Report
from litscan.rigor import CHECKS, audit

HOSTILE = '<script>alert(1)</script> & \x1b[31m "quoted" $x_1$ {{ 7 * 7 }}'
PAPER = (
    "# Title {bad}\n\n###### Abstract\n\nWe propose a method for pruning. {bad}\n\n"
    "## 1 Experiments\n\nWe run it on several seeds {bad}.\n\n"
    "Table 1: Accuracy (%) on CIFAR-10.\n\n"
    "| Method | Accuracy (%) | Sparsity (%) |\n| --- | --- | --- |\n"
    "| Baseline | 93.1 | 0 |\n| Ours | 107.5 | 90 |\n"
)


class Tags(HTMLParser):
    """Collects tags, and the addresses that a browser would load by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        for name in ("src", "data", "poster", "action", "formaction"):
            if named.get(name):
                self.loaded.append(str(named[name]))
        if tag != "a" and str(named.get("href") or "#")[0] != "#":
            self.loaded.append(str(named["href"]))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    with Corpus.open(folder / "litscan.db") as corpus:
        corpus.add_papers([PaperRecord("local/hostile", title=f"Title {HOSTILE}")])
        document = read_text(PAPER.replace("{bad}", HOSTILE), format="markdown")
        number = corpus.save_document("local/hostile", document)
        facts = extract(document)
        corpus.save_extraction(number, facts)
        corpus.save_audit(number, audit(document, facts).to_json())
        return report_corpus(corpus, folder / "out").path


def test_nothing_is_loaded_or_run(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    parser = Tags()
    parser.feed(text)
    assert "script" not in parser.tags
    assert parser.loaded == []
    assert not re.search(r"@import|url\((?!#|data:)", text)


def test_what_a_paper_says_is_shown_not_obeyed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "49" not in re.findall(r"Title [^<]*", text)[0]
    assert "107.5" in text


def test_the_report_of_an_empty_corpus_says_that_it_is_empty(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "litscan.db") as corpus:
        text = report_corpus(corpus, tmp_path).path.read_text(encoding="utf-8")
    assert "No paper has been audited yet" in text
    assert "0 papers" in text


def test_the_same_corpus_gives_the_same_page(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "litscan.db") as corpus:
        first = report_corpus(corpus, tmp_path / "a").path.read_bytes()
        second = report_corpus(corpus, tmp_path / "b").path.read_bytes()
    assert first == second


def test_checks_are_shown_by_group_with_counts_that_fit_the_findings(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    findings = audit(read_text(PAPER.replace("{bad}", HOSTILE), format="markdown")).findings
    blocks = re.findall(r'<details class="group" id="([^"]*)">(.*?)</details>', text, re.DOTALL)
    assert [name for name, _ in blocks] == [
        f"rigor-{name.replace(' ', '-')}" for name in dict.fromkeys(str(c.group) for c in CHECKS)
    ]
    for name, block in blocks:
        inside = [one for one in findings if f"rigor-{one.group.replace(' ', '-')}" == name]
        summary = block.partition("</summary>")[0]
        for outcome in ("pass", "partial", "fail", "undetermined"):
            number = sum(one.outcome == outcome for one in inside)
            assert (f'title="{number} {outcome}"' in summary) == bool(number)
        assert re.findall(r'<th scope="row"><b>(\w+)</b>', block) == [one.check for one in inside]
        rows = re.findall(r'<tr><th scope="row"><a (.*?)</tr>', block)
        assert len(rows) == any(one.outcome != "not_applicable" for one in inside)
        assert all(row.count("<td") == len(inside) for row in rows)


def test_the_matrices_fit_a_window_of_1280_pixels(page: Path, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no Chromium on this machine")
    measure = (
        "<script>for (const one of document.querySelectorAll('#rigor .scroll'))"
        " document.body.append(`[too wide by ${one.scrollWidth - one.clientWidth}]`)</script>"
    )
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8"))
    text = text.replace('<details class="group"', '<details open class="group"')
    open_page = tmp_path / "open.html"
    open_page.write_text(text.replace("</body>", f"{measure}</body>"), encoding="utf-8")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--window-size=1280,1000", f"--user-data-dir={tmp_path}", "--dump-dom",
         open_page.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    measured = re.findall(r"\[too wide by (-?\d+)\]", done.stdout)
    assert len(measured) > 3
    assert set(measured) == {"0"}


def test_a_real_browser_shows_the_page_without_errors(page: Path, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        pytest.skip("no Chromium on this machine")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--enable-logging=stderr", f"--user-data-dir={tmp_path}", "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "<h2>What do the papers report?</h2>" in done.stdout
    assert "CONSOLE" not in done.stderr


def claim(name: str, verdict: str) -> ClaimRow:
    return ClaimRow(name, f"Statement of {name}.", "a survey", "", "", "", "9", verdict, "so")


def test_decided_claims_come_first_and_the_others_are_folded() -> None:
    claims = (claim("BC01", "inconclusive"), claim("BC02", "contradicted"))
    page = render_report(Report("T", "1", "f", 0, 0, 0, 0, claims=claims))
    part = page[page.index('id="claims"') : page.index('id="rigor"')]
    open_, _, folded = part.partition("<details>")
    assert "Statement of BC02." in open_
    assert "Statement of BC01." not in open_
    assert "Statement of BC01." in folded
    assert "1 it cannot decide" in folded
    none = render_report(Report("T", "1", "f", 0, 0, 0, 0, claims=claims[:1]))
    assert "This corpus decides none of them." in none


def test_corrections_are_listed_and_counted_where_there_are_any(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "litscan.db") as corpus:
        corpus.add_papers([PaperRecord("local/one", title="One")])
        document = read_text(PAPER.replace("{bad}", ""), format="markdown")
        number = corpus.save_document("local/one", document)
        facts = extract(document)
        corpus.save_extraction(number, facts)
        corpus.save_audit(number, audit(document, facts).to_json())
        before = report_corpus(corpus, tmp_path / "a").path.read_text(encoding="utf-8")
        assert "corrections" not in before
        fact = corpus.results()["address"].iloc[0]
        corpus.correct("local/one", fact, {"dataset": "SVHN"}, note=HOSTILE, by="Ada <b>")
        after = report_corpus(corpus, tmp_path / "b").path.read_text(encoding="utf-8")
        corpus.save_audit(number, audit(document, corpus.load_extraction(number)).to_json())
        renewed = report_corpus(corpus, tmp_path / "c").path.read_text(encoding="utf-8")
    assert '<a href="#corrections">1 correction</a> by readers' in after
    assert re.search(rf"<td>results {fact}</td><td>dataset: [^<]* -&gt; SVHN</td>", after)
    assert "<td>Ada &lt;b&gt;</td>" in after
    assert "<td>applied</td>" in after
    assert "<script>" not in after
    assert "The findings of 1 paper rest on older facts" in after
    assert "rest on older facts" not in renewed
