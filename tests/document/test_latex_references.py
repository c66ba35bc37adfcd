r"""Cross references show what is printed, and lead to the label they name."""

from __future__ import annotations

import pytest

from litscan.document import Document, read_text

TABULAR = r"\begin{tabular}{lc} M & A \\ x & 1 \\ \end{tabular}"


def latex(body: str, preamble: str = "") -> Document:
    text = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}"
    return read_text(text, format="latex", path="paper.tex")


PARTS = (
    r"\section{Setup}\label{s} One. \subsection{Data}\label{d} Two. "
    rf"\begin{{table}}\caption{{One.\label{{a}}}}{TABULAR}\end{{table}}"
    rf"\begin{{table}}{TABULAR}\caption{{Two.}}\label{{b}}\end{{table}}"
    rf"\begin{{table}}\label{{c}}\caption{{Three.}}{TABULAR}\end{{table}}"
    r"\begin{figure}\caption{F.}\label{f}\end{figure}"
    r"\begin{algorithm}\caption{G.}\label{g}\end{algorithm}"
    r"\begin{equation}x\label{e}\end{equation}"
    "\n\n"
)


@pytest.mark.parametrize(
    ("command", "shown", "labels"),
    [
        (r"\ref{a}", "1", ("a",)),
        (r"\ref{b}", "2", ("b",)),
        (r"\ref{c}", "3", ("c",)),
        (r"\cref{a,b}", "Tables 1 and 2", ("a", "b")),
        (r"\Cref{a,b,c}", "Tables 1 to 3", ("a", "b", "c")),
        (r"\cref{a,f}", "Table 1 and Figure 1", ("a", "f")),
        (r"\autoref{d}", "Section 1.1", ("d",)),
        (r"\cref{g}", "Algorithm 1", ("g",)),
        (r"\eqref{e}", "(1)", ("e",)),
        (r"\cref{e}", "Equation (1)", ("e",)),
        (r"\nameref{d}", "Data", ("d",)),
        (r"\vref{a}", "Table 1", ("a",)),
        (r"\hyperref[a]{that table}", "that table", ("a",)),
        (r"\hyperref[a]{that -- \emph{best} table}", "that – best table", ("a",)),
        (r"\ref{gone}", "gone", ("gone",)),
    ],
)
def test_references_show_what_is_printed(command: str, shown: str, labels: tuple[str, ...]) -> None:
    document = latex(f"{PARTS}See {command} now.")
    assert f"See {shown} now." in document.text
    found = [r for r in document.cross_references if document.quote(r.span) == shown]
    assert [reference.labels for reference in found][-1] == labels


def test_labels_lead_to_tables_and_captions() -> None:
    document = latex(PARTS)
    assert [(t.label, t.number) for t in document.tables] == [("a", "1"), ("b", "2"), ("c", "3")]
    kinds = [(c.kind, c.number, c.label) for c in document.captions]
    assert kinds[-2:] == [("figure", "1", "f"), ("algorithm", "1", "g")]


@pytest.mark.parametrize(
    ("preamble", "shown"), [(r"\usepackage{subcaption}", "1b"), (r"\usepackage{subfig}", "1(b)")]
)
def test_parts_of_a_table_are_numbered_within_it(preamble: str, shown: str) -> None:
    document = latex(
        rf"\begin{{table}}\begin{{subtable}}{{.5\textwidth}}{TABULAR}\caption{{One.}}\label{{a}}"
        rf"\end{{subtable}}\begin{{subtable}}{{.5\textwidth}}{TABULAR}\caption{{Two.\label{{b}}}}"
        r"\end{subtable}\caption{Both.}\label{t}\end{table} See \ref{b}, \subref{b} and \ref{t}.",
        preamble,
    )
    assert f"See {shown}, b and 1." in document.text
    assert [(t.number, t.label) for t in document.tables] == [
        (shown.replace("b", "a"), "a"),
        (shown, "b"),
    ]
    assert [document.quote(t.caption) for t in document.tables if t.caption] == ["One.", "Two."]
    assert ("table", "1", "t") in [(c.kind, c.number, c.label) for c in document.captions]


def test_references_in_cells_are_layered_too() -> None:
    document = latex(
        r"\section{Setup}\label{s} a. \begin{tabular}{lc} M & Where \\ x & Sec.~\ref{s} \\ "
        r"y & \cref{s} \\ \end{tabular}"
    )
    (table,) = document.tables
    assert [row[1].text for row in table.rows] == ["Where", "Sec. 1", "Section 1"]
    shown = [(document.quote(r.span), r.labels) for r in document.cross_references]
    assert shown == [("1", ("s",)), ("Section 1", ("s",))]


@pytest.mark.parametrize(
    ("preamble", "shown"),
    [
        (r"\newtheorem{thm}{Theorem}\newtheorem{lem}[thm]{Lemma}", "Lemma 2 and Theorem 1"),
        (r"\newtheorem{thm}{Theorem}\newtheorem{lem}{Lemma}", "Lemma 1 and Theorem 1"),
        (r"\newtheorem{thm}{Theorem}[section]\newtheorem{lem}{Lemma}", "Lemma 1 and Theorem 1.1"),
        (
            r"\declaretheorem[name=Theorem,numberwithin=section]{thm}"
            r"\declaretheorem[name=Lemma,sibling=thm]{lem}",
            "Lemma 1.2 and Theorem 1.1",
        ),
    ],
)
def test_theorems_are_counted_as_declared(preamble: str, shown: str) -> None:
    document = latex(
        r"\section{One}\begin{thm}\label{t} a.\end{thm}\begin{lem}\label{l} b.\end{lem}"
        r" \label{s} See \cref{l,t} in \ref{s}.",
        preamble,
    )
    assert f"See {shown} in 1." in document.text
