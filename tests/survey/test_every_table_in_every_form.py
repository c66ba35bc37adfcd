"""All tables in all forms, of a corpus whose names are hostile to them, read by what reads each."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import lxml.html
import pytest
from hostile_corpus import CJK, LATIN, fill, titles

from litscan.corpus import Corpus
from litscan.spreadsheet import unguarded
from litscan.survey import KINDS, Choice, SurveyBuilder, SurveyTable, render_table

SHOWING_TITLES = ("comparisons", "papers")


@pytest.fixture(scope="module")
def latin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("latin") / "x.db", cjk=False)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("full") / "x.db", cjk=True)


def built(path: Path, kind: str, form: str) -> tuple[SurveyTable, str, str]:
    """The table, its text, and its bibliography."""
    with Corpus.open(path, create=False) as corpus:
        builder = SurveyBuilder(corpus, Choice())
        table = builder.build(kind, form=form)  # type: ignore[arg-type]
        text = render_table(table, form, builder.citations, bibliography="t", document=True)  # type: ignore[arg-type]
        return table, text, builder.citations.bibtex(table.cited())


def plain(text: str) -> str:
    """Text without what line breaking, fonts and PDF readers change about it."""
    text = unicodedata.normalize("NFKC", text.replace("\u2212", "-").replace("∥", "‖"))
    for quotes, letter in (("“”", '"'), ("‘’`´", "'"), ("–—\u00ad\u2010", "-")):
        text = re.sub(f"[{quotes}]", letter, text)
    return re.sub(r"[\s\u0002\ufffe-]+", "", text.replace("''", '"'))


@pytest.mark.parametrize("kind", KINDS)
def test_csv_and_json_hold_every_row_as_it_is(full: Path, kind: str) -> None:
    table, text, _ = built(full, kind, "csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(table.rows) > 0
    _, text, _ = built(full, kind, "json")
    record = json.loads(text)
    assert (record["schema"], record["kind"]) == ("litscan.table/1", kind)
    assert len(record["rows"]) == len(rows)
    if kind in SHOWING_TITLES:
        assert set(titles(cjk=True)) <= {unguarded(row["title"]) for row in rows}
        assert set(titles(cjk=True)) <= {row["title"] for row in record["rows"]}


@pytest.mark.parametrize("kind", KINDS)
def test_markdown_is_read_as_one_table_with_the_words_as_they_are(full: Path, kind: str) -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    plugins = pytest.importorskip("mdit_py_plugins.footnote", reason="no mdit-py-plugins")
    table, text, _ = built(full, kind, "markdown")
    parser = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table")
    page = lxml.html.fromstring(f"<div>{parser.use(plugins.footnote_plugin).render(text)}</div>")
    rows = page.xpath("//table//tr")
    assert len(page.xpath("//table")) == 1
    assert {len(row) for row in rows} == {len(table.columns)}
    assert len(rows) == len(table.rows) + 1
    assert not page.xpath("//script|//img|//b|//em|//strong|//code")
    assert len(page.xpath("//li[contains(@class, 'footnote-item')]")) == len(table.footnotes())
    if kind in SHOWING_TITLES:
        cells = {cell.text_content().rpartition(" [@")[0] for cell in page.xpath("//td[1]")}
        assert {" ".join(title.split()) for title in titles(cjk=True)} <= cells


@pytest.mark.parametrize("kind", KINDS)
def test_html_shows_the_words_and_runs_none_of_them(full: Path, kind: str) -> None:
    table, text, _ = built(full, kind, "html")
    page = lxml.html.fromstring(text)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img|//link|//iframe|//*[@src]|//@onerror")
    assert {len(row) for row in page.xpath("//tr")} == {len(table.columns)}
    assert len(page.xpath("//tbody/tr")) == len(table.rows)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
    if kind in SHOWING_TITLES:
        cells = {cell.text for cell in page.xpath("//td[1]")}
        assert {title.strip() for title in titles(cjk=True)} <= {(c or "").strip() for c in cells}


def test_html_sorts_at_the_press_of_a_key(full: Path, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium on this machine")
    _, text, _ = built(full, "papers", "html")
    press = """<script>
      const button = document.querySelectorAll("th button")[2];
      button.focus();
      if (document.activeElement === button) { button.click(); button.click(); }
    </script></body>"""
    page = tmp_path / "t.html"
    page.write_text(text.replace("</body>", press), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    if not done.stdout:
        pytest.skip(f"Chromium does not start here: {done.stderr.decode()[-200:]}")
    shown = lxml.html.fromstring(done.stdout.decode())
    years = [cell.text for cell in shown.xpath("//tbody/tr/td[3]")]
    assert years == sorted(years, reverse=True)
    assert shown.xpath("//th[3]/@aria-sort") == ["descending"]
    assert "Sorted by Year, descending." in shown.xpath("//p[@id='told']/text()")


def compiled(folder: Path, program: str, text: str, entries: str) -> tuple[str, str]:
    """Compile a document with its bibliography; return the log and the PDF's text."""
    (folder / "t.tex").write_text(text, encoding="utf-8")
    (folder / "t.bib").write_text(entries, encoding="utf-8")
    latex = [program, "-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    steps = [latex, ["bibtex", "t"], latex, latex, latex] if entries else [latex] * 4
    for step in steps:
        done = subprocess.run(step, cwd=folder, capture_output=True, timeout=240, check=False)
        said = done.stdout.decode(errors="replace")
        assert done.returncode == 0, said[-2000:]
        assert step[0] != "bibtex" or "Warning" not in said, said
    import pypdfium2

    with pypdfium2.PdfDocument(folder / "t.pdf") as pdf:
        words = "".join(page.get_textpage().get_text_range() for page in pdf)
    return (folder / "t.log").read_text(encoding="utf-8", errors="replace"), words


def require(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"no {program} on this machine")
    found = subprocess.run(
        ["kpsewhich", "longtable.sty", "booktabs.sty", "pdflscape.sty", "lmodern.sty"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if len(found.stdout.split()) < 4:
        pytest.skip("this LaTeX lacks longtable, booktabs, pdflscape or lmodern")


def no_complaint(log: str) -> None:
    """Assert that LaTeX did not complain: no warning, no line too wide, no letter missing."""
    found = re.findall(r"(?m)^.*(?:Warning:|Overfull|Missing character|undefined).*$", log)
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_latex_compiles_without_a_warning(latin: Path, tmp_path: Path, kind: str) -> None:
    require("pdflatex", "bibtex", "kpsewhich")
    _, text, entries = built(latin, kind, "latex")
    log, words = compiled(tmp_path, "pdflatex", text, entries)
    no_complaint(log)
    if kind in SHOWING_TITLES:
        for title in LATIN:
            assert plain(title) in plain(words)


def test_latex_with_other_scripts_asks_for_lualatex_and_compiles(
    full: Path, tmp_path: Path
) -> None:
    _, text, entries = built(full, "papers", "latex")
    assert text.startswith("% !TeX program = lualatex\n")
    require("lualatex", "bibtex", "kpsewhich", "fc-list")
    fonts = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=False)
    if not fonts.stdout.strip():
        pytest.skip("no font with Chinese letters on this machine")
    log, words = compiled(tmp_path, "lualatex", text, entries)
    no_complaint(log)
    assert plain(CJK)[:6] in plain(words)


@pytest.mark.parametrize("form", ["latex", "markdown", "csv", "html", "json"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_the_same_each_time(latin: Path, kind: str, form: str) -> None:
    assert built(latin, kind, form)[1:] == built(latin, kind, form)[1:]


@pytest.mark.parametrize("form", ["latex", "markdown", "csv", "html", "json"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_corpus_has_empty_tables(tmp_path: Path, kind: str, form: str) -> None:
    Corpus.open(tmp_path / "x.db").close()
    table, text, entries = built(tmp_path / "x.db", kind, form)
    assert table.rows == () and text and entries == ""
