"""What sets type and space in LaTeX is not text: lengths, options, penalties, author blocks."""

from __future__ import annotations

import pytest

from litscan.document import Document, read_text


def read(body: str) -> Document:
    source = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return read_text(source, format="latex", path="paper.tex")


@pytest.mark.parametrize(
    "layout",
    [
        r"\setlength{\tabcolsep}{3pt}",
        r"\setlength\parskip{0.5em}",
        r"\addtolength{\textfloatsep}{-4pt}",
        r"\vspace{-0.5\baselineskip}",
        r"\vspace*{2\parskip plus 1pt}",
        r"\hspace{\parindent}",
        r"\fontsize{8}{\baselineskip}\selectfont",
        r"\titlespacing*{\section}{0pt}{\parskip}{-2\parskip}",
        r"\includegraphics[height=3\baselineskip]{a.pdf}",
        r"\parskip 3pt plus 1pt",
        r"\tabcolsep=3pt",
        r"\penalty10000",
        r"\hbadness=10000",
        r"\looseness=-1",
        r"\setstretch{1.2}",
        r"\setcellgapes{0.8ex}",
        r"\captionsetup[table]{skip=3pt}",
        r"\arrayrulecolor{gray}",
        r"\SetTblrInner{rowsep=2pt}",
        r"\newtheorem{thm}{Theorem}[section]",
        r"\csname url@samestyle\endcsname",
        r"\author{A. Name \\ Place 55 \par more}",
        r"\todo{check \\ 7.5}",
    ],
)
def test_what_sets_type_leaves_no_text(layout: str) -> None:
    document = read(f"Before {layout} after.")
    assert " ".join(document.text.split()) == "Before after."


def test_table_float_with_lengths_has_no_notes_made_of_them() -> None:
    document = read(
        r"\begin{table}\setlength{\tabcolsep}{3pt}\caption{C.}\begin{tabular}{lc}"
        r"M & A \\ \hline a & 1.5 \\ \end{tabular}\end{table}"
    )
    assert "3pt" not in document.text


def test_bracketed_length_after_a_line_break_may_stand_off() -> None:
    assert read(r"one \\ [-0.5em] two \\ [12] three").text == "one two [12] three"


def test_options_of_a_listing_are_not_its_code() -> None:
    document = read(
        "\\begin{lstlisting}[language=Python, label={lst:a},\n caption=Cap 5]\n"
        "x[0] = 5\n\\end{lstlisting}\n"
    )
    assert document.text.strip() == "x[0] = 5"


def test_replaced_text_is_not_glued_to_what_replaces_it() -> None:
    assert read(r"We get \replaced{93.4}{91.2}\deleted{, 90.1}.").text == "We get 93.4."


def test_label_of_a_listing_is_resolved() -> None:
    document = read(
        "See Listing~\\ref{lst:a}.\n\n\\begin{lstlisting}[caption={C}, label={lst:a}]\nx = 5\n"
        "\\end{lstlisting}\n"
    )
    assert "See Listing 1." in document.text


def test_table_given_as_arguments_is_counted_and_not_taken_for_text() -> None:
    document = read(r"Before. \ctable[caption={C}]{lc}{\tnote{n}}{\FL M & A\ML a & 1.5\LL} After.")
    assert document.coverage.tables_found == 1
    assert "1.5" not in document.text
