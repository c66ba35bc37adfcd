r"""Whole e-print folders: every way to put a file in, own packages, bibliographies."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan.document import read_document
from litscan.document.latex import flatten as flattening
from litscan.document.model import Document


def folder_of(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def whole(body: str, preamble: str = "", options: str = "", name: str = "article") -> str:
    head = f"\\documentclass{options}{{{name}}}\n{preamble}\n"
    return f"{head}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def read(tmp_path: Path, files: dict[str, str]) -> Document:
    return read_document(folder_of(tmp_path, files))


@pytest.mark.parametrize(
    ("command", "place"),
    [
        (r"\input{parts/a}", "parts/a.tex"),
        (r"\input parts/a", "parts/a.tex"),
        (r"\input{parts/a.tex}", "parts/a.tex"),
        (r'\input{"my part"}', "my part.tex"),
        (r"\makeatletter\@input{a.tex}\makeatother", "a.tex"),
        (r"\include{a}", "a.tex"),
        (r"\import{parts/}{a}", "parts/a.tex"),
        (r"\subimport{parts/}{a}", "parts/a.tex"),
        (r"\inputfrom{parts/}{a}", "parts/a.tex"),
        (r"\subfile{parts/a}", "parts/a.tex"),
        (r"\InputIfFileExists{a}{}{missing}", "a.tex"),
        (r"\IfFileExists{a.tex}{\input{a}}{missing}", "a.tex"),
        (r"\newcommand{\where}{parts}\input{\where/a}", "parts/a.tex"),
    ],
)
def test_every_command_that_inputs_is_followed(tmp_path: Path, command: str, place: str) -> None:
    document = read(
        tmp_path, {"main.tex": whole(f"Before. {command} After."), place: "Inner words."}
    )
    assert "Inner words." in document.text
    assert "missing" not in document.text
    assert document.coverage.full_text
    start = document.text.index("Inner")
    sentence = next(s for s in document.sentences if s.span.start == start)
    assert document.locate(sentence.span).file == place


def test_inputs_are_sought_where_latex_runs_and_imports_where_they_lie(tmp_path: Path) -> None:
    files = {
        "main.tex": whole(r"\input{s/one} \import{s/}{two}"),
        "s/one.tex": r"\input{part}",
        "s/two.tex": r"\input{part}",
        "part.tex": "Top part.",
        "s/part.tex": "Lower part.",
    }
    assert read(tmp_path, files).text.split(".")[:2] == ["Top part", " Lower part"]


def test_includeonly_leaves_other_chapters_out(tmp_path: Path) -> None:
    files = {
        "main.tex": whole(r"\include{a}\include{b}\input{c}", r"\includeonly{b}"),
        "a.tex": "Chapter A.",
        "b.tex": "Chapter B.",
        "c.tex": "Part C.",
    }
    document = read(tmp_path, files)
    assert [part in document.text for part in ("Chapter A", "Chapter B", "Part C")] == [
        False,
        True,
        True,
    ]


def test_a_subfile_gives_its_body_and_not_its_preamble(tmp_path: Path) -> None:
    part = whole("Part words.", r"\newcommand{\x}{inner} preamble words", "[main]", "subfiles")
    files = {"main.tex": whole(r"\subfile{part} \x", r"\newcommand{\x}{outer}"), "part.tex": part}
    text = read(tmp_path, files).text
    assert "Part words." in text
    assert "outer" in text
    assert "preamble" not in text


def test_left_out_environments_and_files_within_are_no_text(tmp_path: Path) -> None:
    body = (
        "\\begin{comment}hidden\\end{comment}\n\\begin{notes}private\\end{notes}\n"
        "We cite \\cite{li}. \\bibliography{refs}"
    )
    bib = "\\begin{filecontents}{refs.bib}\n@misc{li, title={Pruning}, year=2017}\n\\end{filecontents}"  # noqa: E501
    document = read(
        tmp_path, {"main.tex": f"{bib}\n{whole(body, chr(92) + 'excludecomment{notes}')}"}
    )
    assert "hidden" not in document.text
    assert "private" not in document.text
    assert [r.title for r in document.references] == ["Pruning"]


@pytest.mark.parametrize(("option", "printed"), [("[final]", "Named."), ("", "Hidden.")])
def test_class_options_and_style_commands_set_switches(
    tmp_path: Path, option: str, printed: str
) -> None:
    style = (
        "\\newif\\ifours@x\\newif\\ifoursfinal\\oursfinalfalse\n"
        "\\DeclareOption{final}{\\oursfinaltrue}\\ProcessOptions\\relax\n"
    )
    body = r"\ifoursfinal Named.\else Hidden.\fi"
    document = read(
        tmp_path, {"main.tex": whole(body, options=option, name="ours"), "ours.cls": style}
    )
    assert document.text.strip() == printed


def test_a_style_command_turns_the_final_copy_on(tmp_path: Path) -> None:
    style = "\\newif\\ificlrfinal \\iclrfinalfalse\n\\def\\iclrfinalcopy{\\iclrfinaltrue}\n"
    for line, printed in ((r"\iclrfinalcopy", "Named."), (r"% \iclrfinalcopy", "Hidden.")):
        body = r"\ificlrfinal Named.\else Hidden.\fi"
        source = whole(body, f"\\usepackage{{conf}}\n{line}")
        document = read(tmp_path, {"main.tex": source, "conf.sty": style})
        assert document.text.strip() == printed


def test_macros_of_the_authors_own_package_are_read_at_their_call(tmp_path: Path) -> None:
    style = (
        "% \\newcommand{\\net}{wrong}\n\\newcommand{\\net}[1]{VGG-#1}\n"
        "\\newcommand{\\wide}{\\vspace{1em}\\hbox{x}}\n\\def\\section#1{lost}\n"
    )
    body = "\\section{Setup}\n\nWe prune \\net{16}.\\wide"
    document = read(tmp_path, {"main.tex": whole(body, r"\usepackage{ours}"), "ours.sty": style})
    assert document.sections[0].title == "Setup"
    assert "We prune VGG-16." in document.text
    place = document.locate(document.sentences[0].span)
    assert (place.file, place.line) == ("main.tex", 6)


def test_a_bibliography_that_holds_what_is_cited_is_taken(tmp_path: Path) -> None:
    entry = "\\begin{thebibliography}{9}\\bibitem{%s} A. B. \\newblock %s. \\newblock 2017.\\end{thebibliography}"  # noqa: E501
    files = {
        "paper.tex": whole(r"We cite \cite{li}. \bibliography{x}"),
        "other.bbl": entry % ("nobody", "Another paper"),
        "refs.bbl": entry % ("li", "Pruning filters"),
    }
    document = read(tmp_path, files)
    assert [(r.key, r.title) for r in document.references] == [("li", "Pruning filters")]


def test_bib_files_beside_the_paper_serve_where_none_is_named(tmp_path: Path) -> None:
    files = {
        "paper.tex": whole(r"We cite \cite{li}. \printbibliography"),
        "refs.bib": "@misc{li, title={Pruning filters}, year=2017}",
    }
    assert [r.title for r in read(tmp_path, files).references] == ["Pruning filters"]


def test_biblatex_records_are_entries_and_no_text(tmp_path: Path) -> None:
    bbl = (
        "\\refsection{0}\n\\entry{li}{article}{}\n\\name{author}{1}{}{%\n{{hash=1}{%\n"
        "family={Li},\nfamilyi={L\\bibinitperiod},\ngiven={Hao},\n}}%\n    }\n"
        "\\field{title}{Pruning {F}ilters}\n\\field{year}{2017}\n\\verb{eprint}\n\\verb 1608.08710\n"  # noqa: E501
        "\\endverb\n\\endentry\n"
    )
    files = {"main.tex": whole(r"We cite \cite{li}. \printbibliography"), "main.bbl": bbl}
    document = read(tmp_path, files)
    (entry,) = document.references
    assert (entry.title, entry.authors, entry.year) == ("Pruning Filters", ("Hao Li",), 2017)
    assert str(entry.arxiv_id) == "1608.08710"
    assert "refsection" not in document.text
    assert "hash" not in document.text


def test_inputs_without_end_stop_at_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flattening, "MAX_INPUTS", 50)
    files = {f"f{i}.tex": f"Words {i}. " + f"\\input{{f{i + 1}}} " * 2 for i in range(12)}
    document = read(tmp_path, {"main.tex": whole(r"\input{f0}"), **files})
    assert "Words 3." in document.text
    assert not document.coverage.full_text
    assert any("input files after the first 50" in w for w in document.coverage.warnings)


def test_drawings_are_not_read_as_text(tmp_path: Path) -> None:
    files = {"main.tex": whole(r"Words. \input{fig/net.pdf_tex}"), "fig/net.pdf_tex": "Axis 1.5"}
    document = read(tmp_path, files)
    assert "Axis" not in document.text
    assert document.coverage.full_text


def test_a_comment_ends_the_command_before_it(tmp_path: Path) -> None:
    document = read(tmp_path, {"main.tex": whole("One \\centering% note\nword \\bf%\n  bold.")})
    assert document.text.split() == ["One", "word", "bold."]
