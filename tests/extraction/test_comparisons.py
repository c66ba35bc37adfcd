"""Which labels of a results table are prior pruning methods."""

from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.extraction import extract

PAPER = r"""
\documentclass{article}
\begin{document}
\title{Thin nets}\maketitle
\begin{abstract}We prune networks.\end{abstract}
\section{Experiments}
\begin{table}
\caption{LeNet-5 pruned on MNIST.}
\begin{tabular}{lcc}
\hline
Method & Error (\%) & Parameters \\ \hline
LeNet-5 & 0.80 & 431K \\
LABEL~\cite{doe14} & 0.92 & 90K \\
Ours & 0.77 & 36K \\ \hline
\end{tabular}
\end{table}
\begin{thebibliography}{9}
\bibitem{doe14} A. Doe and B. Roe. Lean layers. 2014.
\end{thebibliography}
\end{document}
"""


def compared(label: str) -> list[str]:
    paper = read_text(PAPER.replace("LABEL", label), format="latex")
    return [item.method for item in extract(paper, learned=False).compares_to]


@pytest.mark.parametrize("label", ["SVD", "Truncated SVD", "Low-rank approximation", "Tucker"])
def test_a_bare_factorisation_is_no_pruning_method(label):
    assert compared(label) == []


@pytest.mark.parametrize("label", ["Quuxprune", "SVD-LLM", "Magnitude pruning"])
def test_a_cited_method_is_compared_to(label):
    assert compared(label) == [label]


def test_zip_code_digits_are_a_data_set():
    paper = read_text(
        "# Thin nets\n\n## Experiments\n\n"
        "We trained on a database of handwritten zip code digits and report the test error.\n",
        format="markdown",
    )
    found = {entity.name for entity in extract(paper).entities if entity.role == "evaluated"}
    assert "USPS" in found
