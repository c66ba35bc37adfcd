"""What pandoc and LaTeXML make of a paper reads as the paper itself does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from litscan.document import Document, read_document, read_text

PAPER = r"""\documentclass{article}
\title{Sparse Things}
\begin{document}
\maketitle
\begin{abstract}We prune $90\%$ of weights.\end{abstract}
\section{Setup}\label{sec:setup}
We train once\footnote{On one machine.} and report $93.4 \pm 0.1$ in Table~\ref{tab:x}.
\subsection{Data}
All of CIFAR-10.
\begin{table}
\caption{Accuracy.}\label{tab:x}
\begin{tabular}{lcc}
\hline
Method & \multicolumn{2}{c}{Top-1}\\
 & dense & sparse\\
\hline
L1 & $94.0 \pm 0.2$ & \textbf{93.4}\\
SNIP & 94.1 & 91.25\\
\hline
\end{tabular}
\end{table}
\end{document}
"""


def _run(tmp_path: Path, name: str, *command: str) -> Document:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    (tmp_path / "paper.tex").write_text(PAPER)
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    if made.returncode or not (tmp_path / name).is_file():
        pytest.skip(f"{command[0]} could not convert the paper: {made.stderr[-200:]!r}")
    return read_document(tmp_path / name)


def _assert_same(document: Document) -> None:
    written = read_text(PAPER, format="latex")
    assert document.abstract is not None
    assert written.abstract is not None
    assert document.quote(document.abstract) == written.quote(written.abstract)
    assert [s.title for s in document.sections] == [s.title for s in written.sections]
    (table,), (expected,) = document.tables, written.tables
    for row, expected_row in zip(table.rows, expected.rows, strict=True):
        assert [(c.text, c.emphasis) for c in row] == [(c.text, c.emphasis) for c in expected_row]
    assert table.header_rows == expected.header_rows == 2
    assert table.caption is not None
    assert document.quote(table.caption) == "Accuracy."
    assert [document.quote(note.span) for note in document.footnotes] == ["On one machine."]


@pytest.mark.parametrize(("name", "to"), [("p.html", "html"), ("p.xml", "jats")])
def test_what_pandoc_writes_reads_as_the_source_does(tmp_path: Path, name: str, to: str) -> None:
    _assert_same(_run(tmp_path, name, "pandoc", "-s", "-t", to, "paper.tex", "-o", name))


def test_what_latexml_writes_reads_as_the_source_does(tmp_path: Path) -> None:
    document = _run(tmp_path, "p.html", "latexmlc", "--quiet", "--format=html5", "--pmml",
                    "--mathtex", "--nodefaultresources", "--dest=p.html", "paper.tex")  # fmt: skip
    _assert_same(document)
    assert [section.number for section in document.sections] == [None, "1", "1.1"]
    assert (document.tables[0].number, document.coverage.warnings) == ("1", ())
