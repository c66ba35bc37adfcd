r"""Titles and abstracts are found in the many ways that styles and authors set them."""

from __future__ import annotations

import pytest

from litscan.document import Document, read_text


def latex(body: str, preamble: str = "") -> Document:
    text = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}"
    return read_text(text, format="latex", path="paper.tex")


BODY = r"\section{Introduction} Nets are large."


@pytest.mark.parametrize(
    "front",
    [
        r"\title[Nets]{Pruning Deep Nets\thanks{Funded.}}\maketitle",
        r"\title{Pruning Deep Nets\footnote{A note.}}\maketitle",
        r"\twocolumn[\icmltitle{Pruning Deep Nets}]",
        r"\begin{center}{\Large\bf Pruning Deep Nets}\\ \vspace{1em} A. Nonym\end{center}",
        r"\begin{titlepage}\centering{\Huge Pruning \\ Deep Nets\par} A. Nonym\end{titlepage}",
        r"\begin{center}\textbf{\LARGE Pruning Deep Nets}\end{center} \centerline{A. Nonym}",
        "{\\LARGE \\bf Pruning Deep Nets}\n\nA. Nonym",
        r"\title{{\small To appear in 2022.}\\ Pruning Deep Nets}\maketitle",
        r"\title{\begin{spacing}{1}\normalsize Accepted.\end{spacing} Pruning Deep Nets}\maketitle",
    ],
)
def test_titles_are_found_without_their_notes(front: str) -> None:
    document = latex(f"{front}\n{BODY}")
    assert document.title_text == "Pruning Deep Nets"
    assert document.text.count("Deep Nets") == 1


@pytest.mark.parametrize(
    "front",
    [
        r"\begin{abstract}We prune.\end{abstract}",
        r"\begin{onecolabstract}We prune.\end{onecolabstract}",
        r"\abstract{We prune.}",
        r"\section*{Abstract} We prune.",
        "\\begin{center}\\textbf{Abstract}\\end{center}\n\nWe prune.",
        "\\textbf{Abstract.} We prune.",
        "\\noindent\\textit{Abstract}---We prune.",
    ],
)
def test_abstracts_are_found(front: str) -> None:
    document = latex(f"\\title{{T}}\\maketitle {front}\n\n{BODY}")
    assert document.abstract is not None
    assert document.quote(document.abstract) == "We prune."
    assert [s.role for s in document.sections] == ["abstract", "introduction"]


def test_a_paper_that_speaks_of_abstracts_late_has_none() -> None:
    document = latex(f"{BODY}\n\nAbstract: ideas.\n\n\\section{{Method}} Abstract. Yes.")
    assert document.abstract is None


def test_a_footnote_of_the_title_is_read_and_does_not_count() -> None:
    document = read_text(
        r"\documentclass{article}\begin{document}"
        r"\title{Cuts\footnote{Code: https://example.org/cuts.}}\maketitle"
        "\n\\section{One}\nText.\\footnote{A note.}\n\\end{document}",
        format="latex",
    )
    assert document.title is not None
    assert document.quote(document.title) == "Cuts"
    assert "Code: https://example.org/cuts." in document.text
