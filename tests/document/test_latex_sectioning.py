r"""Headings have the numbers their class, preamble and appendix print."""

from __future__ import annotations

import pytest

from litscan.document import Document, read_text


def latex(body: str, *, preamble: str = "", kind: str = "{article}") -> Document:
    text = f"\\documentclass{kind}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return read_text(text, format="latex", path="paper.tex")


def headings(body: str, *, preamble: str = "", kind: str = "{article}") -> list[str]:
    return [section.heading for section in latex(body, preamble=preamble, kind=kind).sections]


OUTLINE = (
    r"\section{One} a. \subsection{Two} b. \subsubsection{Three} c. \subsubsection{Four} d. "
    r"\section*{Five} e. \section{Six} f."
)


@pytest.mark.parametrize(
    ("kind", "preamble", "expected"),
    [
        ("{article}", "", ["1 One", "1.1 Two", "1.1.1 Three", "1.1.2 Four", "Five", "2 Six"]),
        (
            "[journal]{IEEEtran}",
            "",
            ["I One", "A Two", "1 Three", "2 Four", "Five", "II Six"],
        ),
        (
            "[10pt,journal,compsoc]{IEEEtran}",
            "",
            ["1 One", "1.1 Two", "1.1.1 Three", "1.1.2 Four", "Five", "2 Six"],
        ),
        ("{llncs}", "", ["1 One", "1.1 Two", "Three", "Four", "Five", "2 Six"]),
        ("{article}", r"\usepackage{aaai20}", ["One", "Two", "Three", "Four", "Five", "Six"]),
        (
            "{article}",
            r"\usepackage{aaai20}\setcounter{secnumdepth}{1}",
            ["1 One", "Two", "Three", "Four", "Five", "2 Six"],
        ),
        (
            "{article}",
            r"\setcounter{secnumdepth}{1}",
            ["1 One", "Two", "Three", "Four", "Five", "2 Six"],
        ),
        (
            "{article}",
            r"\setcounter{section}{3}",
            ["4 One", "4.1 Two", "4.1.1 Three", "4.1.2 Four", "Five", "5 Six"],
        ),
        (
            "{article}",
            r"\renewcommand{\thesection}{\Roman{section}}",
            ["I One", "I.1 Two", "I.1.1 Three", "I.1.2 Four", "Five", "II Six"],
        ),
        (
            "{article}",
            r"\renewcommand\thesubsection{\thesection-\alph{subsection}}",
            ["1 One", "1-a Two", "1-a.1 Three", "1-a.2 Four", "Five", "2 Six"],
        ),
    ],
)
def test_numbers_are_those_of_class_and_preamble(
    kind: str, preamble: str, expected: list[str]
) -> None:
    assert headings(OUTLINE, preamble=preamble, kind=kind) == expected


def test_chapters_number_what_stands_in_them() -> None:
    document = latex(
        r"\part{Early} \chapter{Start} a. \section{Setup} b. \chapter{More} \section{Results} c."
        r" \begin{table}\caption{C.}\label{t}\begin{tabular}{lc} M & 1 \\ x & 2 \\ \end{tabular}"
        r"\end{table} In Table~\ref{t}. \appendix \chapter{Proofs} \section{Lemma} d.",
        kind="{report}",
    )
    found = [(section.heading, section.level) for section in document.sections]
    assert found == [
        ("I Early", 1),
        ("1 Start", 1),
        ("1.1 Setup", 2),
        ("2 More", 1),
        ("2.1 Results", 2),
        ("A Proofs", 1),
        ("A.1 Lemma", 2),
    ]
    assert document.tables[0].number == "2.1"
    assert "In Table 2.1." in document.text


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (r"\appendix", ""),
        (r"\appendices", ""),
        (r"\begin{appendices}", r"\end{appendices}"),
        (r"\setcounter{section}{0}\renewcommand{\thesection}{\Alph{section}}", ""),
        (r"\supplement", ""),
    ],
)
def test_appendices_are_lettered_however_they_begin(begin: str, end: str) -> None:
    preamble = (
        r"\newcommand{\supplement}{\setcounter{section}{0}"
        r"\renewcommand{\thesection}{\Alph{section}}}"
    )
    body = (
        rf"\section{{One}} a. \section{{Two}} b. {begin} \section{{Proofs}}\label{{p}} c. "
        rf"\subsection{{Lemma}} d. {end} See \cref{{p}}."
    )
    document = latex(body, preamble=preamble)
    found = [(section.heading, section.role) for section in document.sections]
    assert found[2:] == [("A Proofs", "appendix"), ("A.1 Lemma", "appendix")]
    assert "Appendix A." in document.text or "Section A." in document.text


def test_appendices_of_one_section_are_lettered_below_it() -> None:
    found = headings(
        r"\section{One} a. \begin{subappendices}\subsection{Proof} b.\end{subappendices} "
        r"\section{Two}\subsection{Setup} c."
    )
    assert found == ["1 One", "1.A Proof", "2 Two", "2.1 Setup"]


def test_numbers_of_a_supplement_have_its_letter() -> None:
    document = latex(
        r"\section{One} a. \setcounter{table}{0}\def\thetable{S\arabic{table}}"
        r"\begin{table}\caption{C.}\label{t}\begin{tabular}{lc} M & 1 \\ x & 2 \\ \end{tabular}"
        r"\end{table} In Table~\ref{t}."
    )
    assert document.tables[0].number == "S1"
    assert document.captions[0].number == "S1"
    assert "In Table S1." in document.text


def test_a_heading_that_runs_in_heads_its_paragraph() -> None:
    document = latex(
        r"\section{Experiments} a. \paragraph{Datasets.} We use two. \subsubsection*{Models} b. "
        "\\paragraph{Training} \n\n We train."
    )
    found = [(s.heading, s.level, s.role) for s in document.sections]
    assert found == [
        ("1 Experiments", 1, "experiments"),
        ("Datasets", 4, "experiments"),
        ("Models", 3, "experiments"),
        ("Training", 4, "experiments"),
    ]
    shown = [document.quote(p.span) for p in document.paragraphs]
    assert shown == ["a.", "Datasets. We use two.", "b.", "Training We train."]


def test_run_in_headings_about_others_work_stay_with_it() -> None:
    document = latex(
        r"\section{Related Work} a. \paragraph{Limitations of pruning} b. \subsection{Baselines} c."
    )
    assert [s.role for s in document.sections] == ["related_work", "related_work", "experiments"]


def test_values_of_counters_that_are_no_numbers_are_left_alone() -> None:
    body = r"\setcounter{section}{\foo}\setcounter{section}{99999999999}\section{One} a."
    assert headings(body) == ["1 One"]


def test_forms_that_call_themselves_end() -> None:
    preamble = r"\renewcommand{\thesection}{\thesection.\arabic{section}}"
    assert headings(r"\section{One} a.", preamble=preamble)[0].endswith(" One")


def test_run_in_headings_are_numbered_where_the_paper_says_so() -> None:
    found = headings(
        r"\section{One}\subsection{Two}\subsubsection{Three}\paragraph{Four.} a.",
        preamble=r"\setcounter{secnumdepth}{4}",
    )
    assert found[-1] == "1.1.1.1 Four"


def test_a_single_appendix_of_the_roman_classes_has_no_letter() -> None:
    body = r"\section{One} a. \appendix \section{Proof} b."
    assert headings(body, kind="{IEEEtran}") == ["I One", "Proof"]
