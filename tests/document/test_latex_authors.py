"""Names on title pages, in the layouts of the usual styles; what is no name is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan.corpus import Corpus
from litscan.corpus.importer import import_path
from litscan.document.latex.authors import read_authors


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (r"\author{Ada Lovelace}", ("Ada Lovelace",)),
        (r"\author{Ada Lovelace \and Jo de Vries}", ("Ada Lovelace", "Jo de Vries")),
        (
            r"\author{Ada Lovelace\thanks{Equal.} \\ Some University \\ \texttt{a@b.c} \And"
            r" Jo Vries\footnotemark[1] \\ Carnegie Mellon}",
            ("Ada Lovelace", "Jo Vries"),
        ),
        (
            '\\author{Ada Lovelace$^{1,2}$, Zo\\"e Li$^*$,'
            " and\n \\'Eva N. Cole \\\\\n$^1$Big Lab}",
            ("Ada Lovelace", "Zoë Li", "Éva N. Cole"),
        ),
        (
            r"\author{Ada Lovelace, Bo Li,\\ Cy Young \\ Dee Dum, Eve Eden \\ Carnegie Mellon}",
            ("Ada Lovelace", "Bo Li", "Cy Young", "Dee Dum", "Eve Eden"),
        ),
        (
            r"\author{\IEEEauthorblockN{Ada Lovelace, Bo Li}\IEEEauthorblockA{Dept. of X, Y Z}}",
            ("Ada Lovelace", "Bo Li"),
        ),
        (
            "\\icmlauthor{Ada Lovelace}{uni}\n\\icmlauthor{Bo O'Neil-Smith}{lab}",
            ("Ada Lovelace", "Bo O'Neil-Smith"),
        ),
        (
            r"\author[1]{Ada Lovelace}\author[1,2]{Bo Li}\affil[1]{Some Institute, Old Town}",
            ("Ada Lovelace", "Bo Li"),
        ),
        (r"\author{Anonymous Authors}", ()),
        (r"\author{Anonymous ECCV submission \\ Paper ID 12}", ()),
        ("% \\author{Not Me}\n\\author{Ada Lovelace}", ("Ada Lovelace",)),
        (r"\author{Ada Lovelace", ()),
        (r"\authorrunning{A. Lovelace et al.}", ()),
        (r"\author{" + r"{" * 3000, ()),
        (r"\author{" * 3000 + "}", ()),
    ],
)
def test_names_are_read_and_nothing_else(source: str, names: tuple[str, ...]) -> None:
    assert read_authors([source]) == names


def test_an_imported_paper_has_its_authors(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(
        '\\documentclass{article}\\title{Trim}\\author{Ada Lovelace \\and Zo\\"e Li}'
        "\\begin{document}\\maketitle We prune networks.\\end{document}",
        encoding="utf-8",
    )
    with Corpus.open(tmp_path / "x.db") as corpus:
        import_path(corpus, tmp_path / "main.tex")
        (record,) = corpus.paper_records()
    assert record.authors == ("Ada Lovelace", "Zoë Li")
