from __future__ import annotations

import re
from pathlib import Path

import pytest

from litscan.document import Document, read_document, read_text
from litscan.document.latex import structure
from litscan.document.limits import Deadline
from litscan.errors import ReadError

PAPER = "\\documentclass{article}\\begin{document}BODY\\end{document}"


def latex(body: str, preamble: str = "") -> Document:
    text = (
        f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    )
    return read_text(text, format="latex", path="paper.tex")


def prose(body: str, preamble: str = "") -> str:
    document = latex(body, preamble)
    return " ".join(document.quote(p.span) for p in document.paragraphs)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"$93.5 \pm 0.1$", "93.5 ± 0.1"),
        (r"$93.5\pm0.1$", "93.5 ± 0.1"),
        (r"$2\times10^{9}$ FLOPs", "2×10^9 FLOPs"),
        (r"90\% of VGG--16 --- ``all''", "90% of VGG–16 — “all”"),
        (r"Erd\H{o}s--R\'enyi na\"{\i}ve \c{c}a", "Erdős–Rényi naïve ça"),
        (r"\SI{3.2}{\ms} and \num{12.5}", "3.2 ms and 12.5"),
        (r"\SIrange{1}{2}{\giga\byte}", "1–2 GB"),
        (r"$\frac{1}{2}$ and $\frac{a+b}{c}$", "1/2 and (a+b)/c"),
        (r"\unknown[opt]{seen} \textbf{\emph{through}}", "seen through"),
        (r"\verb|a_b%c| stays", "a_b%c stays"),
        (r"see \url{https://x.org/a_b%20c}", "see https://x.org/a_b%20c"),
        (r"\href{https://x.org/#top}{our code}", "our code"),
        (r"Table~\ref{none} $<5\%$", "Table none <5%"),
        (r"$\text{acc}_{\text{top}}$", "acc_top"),
    ],
)
def test_prose_is_rendered_as_a_reader_sees_it(source: str, shown: str) -> None:
    assert prose(source) == shown


def test_comments_and_dead_branches_are_left_out() -> None:
    body = "One % gone\ntwo.\n\\iffalse dead \\if x y \\fi dead \\fi\n% alone\nThree 5\\% four."
    assert prose(body) == "One two. Three 5% four."


def test_a_comment_alone_on_its_line_makes_no_paragraph() -> None:
    assert len(latex("One\n% note\ntwo.").paragraphs) == 1
    assert len(latex("One % note\n\ntwo.").paragraphs) == 2


@pytest.mark.parametrize(
    ("definition", "use", "shown"),
    [
        (r"\newcommand{\net}[1]{VGG-#1}", r"a \net{16} b", "a VGG-16 b"),
        (r"\newcommand{\net}[2][16]{VGG-#1-#2}", r"\net{a} \net[19]{b}", "VGG-16-a VGG-19-b"),
        (r"\newcommand*\ours{PruneIt\xspace}", r"\ours wins, \ours.", "PruneIt wins, PruneIt."),
        (r"\def\pair#1#2{#2/#1}", r"\pair{a}{b}", "b/a"),
        (r"\newcommand{\a}{\b{x}}\newcommand{\b}[1]{[#1]}", r"\a", "[x]"),
        (r"\DeclareMathOperator{\argmax}{arg max}", r"$\argmax x$", "arg max x"),
        (r"\NewDocumentCommand{\net}{O{16} m}{VGG#1#2}", r"\net{x}", "VGG16x"),
        (r"\newif\ifdraft \drafttrue", r"\ifdraft yes\else no\fi", "yes"),
        (r"\newif\ifdraft", r"\ifdraft yes\else no\fi", "no"),
    ],
)
def test_author_macros_are_expanded(definition: str, use: str, shown: str) -> None:
    assert prose(use, definition) == shown


def test_macros_that_call_themselves_end() -> None:
    loop = r"\newcommand{\aa}{\bb\bb}\newcommand{\bb}{\cc\cc}\newcommand{\cc}{x\aa\aa}"
    assert prose(r"\aa{} done", loop).endswith("done")


def test_macros_that_multiply_end() -> None:
    names = [f"\\x{chr(97 + i)}" for i in range(20)]
    bomb = "".join(
        f"\\newcommand{{{name}}}{{{inner * 10}}}"
        for name, inner in zip(names, [*names[1:], "word "], strict=True)
    )
    document = latex(f"{names[0]}{{}}\n\ndone", bomb)
    assert document.text.endswith("done")
    assert len(document.text) < 10_000_000
    assert any("expand" in warning for warning in document.coverage.warnings)


def test_a_macro_may_be_used_in_its_own_argument() -> None:
    assert prose(r"\ours{a \ours{b}}", r"\newcommand{\ours}[1]{<#1>}") == "<a <b>>"


def test_sections_are_numbered_as_printed_and_have_roles() -> None:
    document = latex(
        r"\section{Introduction} a. \section{Experiments}\subsection{CIFAR-10} b. "
        r"\section*{Acknowledgements} c. \appendix \section{Proofs} d. \subsection{Lemma} e."
    )
    headings = [section.heading for section in document.sections]
    assert headings == [
        "1 Introduction",
        "2 Experiments",
        "2.1 CIFAR-10",
        "Acknowledgements",
        "A Proofs",
        "A.1 Lemma",
    ]
    assert document.sections[2].role == "experiments"
    assert document.sections[4].role == "appendix"


def test_title_abstract_and_front_matter() -> None:
    document = latex(
        r"\maketitle\begin{abstract}We prune.\end{abstract}\section{Setup} Text.",
        r"\title{Pruning \\ Nets\thanks{Funded.}}\author{A. Nonym\thanks{x}}",
    )
    assert document.title_text == "Pruning Nets"
    assert document.abstract is not None
    assert document.quote(document.abstract) == "We prune."
    assert "Nonym" not in document.text
    assert [section.role for section in document.sections] == ["abstract", "experiments"]


def test_citations_references_and_labels() -> None:
    document = latex(
        r"\section{Setup}\label{sec:s} As \citet{li} and~\cite[p.~3]{he,liu} in \cref{sec:s}, "
        r"Table~\ref{t}. \begin{table}\caption{C.}\label{t}\end{table}"
        "\n\\begin{thebibliography}{9}\\bibitem{li} Hao Li.\n\\newblock Pruning filters.\n"
        "\\newblock arXiv:1608.08710, 2017.\\end{thebibliography}"
    )
    assert [citation.keys for citation in document.citations] == [("li",), ("he", "liu")]
    assert document.quote(document.citations[1].span) == "[he, liu]"
    assert "in Section 1, Table 1." in document.text
    (reference,) = document.references
    assert (reference.title, reference.year) == ("Pruning filters", 2017)
    assert str(reference.arxiv_id) == "1608.08710"
    assert document.sections[-1].role == "references"


def test_floats_and_footnotes_do_not_cut_a_sentence() -> None:
    document = latex(
        "We prune\\footnote{All layers.}\n\\begin{figure}\\caption{A net.}\\end{figure}\nall nets."
    )
    assert [document.quote(p.span) for p in document.paragraphs] == [
        "We prune all nets.",
        "All layers.",
    ]
    assert [document.quote(c.span) for c in document.captions] == ["A net."]


def test_inputs_are_followed_and_located_in_their_own_file(tmp_path: Path) -> None:
    (tmp_path / "sec").mkdir()
    (tmp_path / "main.tex").write_text(
        "\\documentclass{article}\n\\input{macros}\n\\begin{document}\nFirst.\n\n"
        "\\input{sec/method.tex}\n\nLast.\n\\end{document}\n"
    )
    (tmp_path / "macros.tex").write_text("\\newcommand{\\net}{ResNet-50}\n")
    (tmp_path / "sec" / "method.tex").write_text(
        "% note\n\n\\section{Method}\nWe prune \\net{} here.\n"
    )
    document = read_document(tmp_path)
    where = {document.quote(s.span): document.locate(s.span) for s in document.sentences}
    assert (where["First."].file, where["First."].line) == ("main.tex", 4)
    inner = where["We prune ResNet-50 here."]
    assert (inner.file, inner.line, inner.column) == ("sec/method.tex", 4, 1)
    assert (where["Last."].file, where["Last."].line) == ("main.tex", 8)
    assert document.coverage.full_text


def test_a_macro_is_located_at_its_call() -> None:
    document = latex("\n\nWe use \\net{} today.", r"\newcommand{\net}{ResNet-50}")
    start = document.text.index("ResNet-50")
    (sentence,) = document.sentences
    span = type(sentence.span)(start, start + 9)
    assert (document.locate(span).line, document.locate(span).column) == (6, 8)


def test_input_cycle_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text(
        "\\documentclass{article}\\begin{document}\\input{b}\\end{document}"
    )
    (tmp_path / "b.tex").write_text("\\input{a}")
    with pytest.raises(ReadError, match=r"a\.tex -> b\.tex -> a\.tex"):
        read_document(tmp_path / "a.tex")


def test_missing_input_is_a_warning_and_not_full_text(tmp_path: Path) -> None:
    main = tmp_path / "main.tex"
    main.write_text("\\documentclass{article}\\begin{document}Hi.\n\\input{gone}\n\\end{document}")
    coverage = read_document(main).coverage
    assert not coverage.full_text
    assert coverage.warnings == ("main.tex:2: input file 'gone' is not there",)


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "sub/../../secret", "~/secret"])
def test_inputs_never_leave_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.tex").write_text("TOP SECRET")
    (tmp_path / "paper").mkdir()
    main = tmp_path / "paper" / "main.tex"
    main.write_text(
        f"\\documentclass{{article}}\\begin{{document}}Hi. \\input{{{name}}}\\end{{document}}"
    )
    document = read_document(main)
    assert "SECRET" not in document.text
    assert document.coverage.warnings


@pytest.mark.parametrize(
    ("body", "line", "last"),
    [
        (r"Words. \section{Broken Results here \textbf{ nothing closes.", 4, "nothing closes."),
        ("One.\n\nA \\footnote{never closed. Two.", 6, "Two."),
    ],
)
def test_a_paper_that_never_closes_an_argument_is_read_to_its_end_and_says_so(
    body: str, line: int, last: str
) -> None:
    document = latex(body)
    assert document.text.endswith(last)
    assert not document.coverage.full_text
    (warning,) = document.coverage.warnings
    assert warning.startswith(f"paper.tex:{line}: a brace opened here is never closed: ")
    assert "\n" not in warning


@pytest.mark.parametrize("body", ["a {bare brace. b", "a } b", "\\textbf{a} }} \\section{S} b"])
def test_braces_that_tex_forgives_lose_no_text(body: str) -> None:
    assert prose(body).endswith("b")


def test_fragments_are_read_but_are_not_the_full_text() -> None:
    document = read_text(r"\section{Setup} We prune.", format="latex")
    assert document.sentences
    assert not document.coverage.full_text


def test_bib_files_give_the_cited_entries(tmp_path: Path) -> None:
    (tmp_path / "main.tex").write_text(PAPER.replace("BODY", "See \\cite{li}.\\bibliography{refs}"))
    (tmp_path / "refs.bib").write_text(
        "@article{li, title={Pruning {F}ilters}, author={Li, Hao and Graf, H.}, year={2017},\n"
        " eprint={1608.08710}}\n@article{other, title={No}}\n"
    )
    (reference,) = read_document(tmp_path).references
    assert (reference.key, reference.title, reference.authors) == (
        "li",
        "Pruning Filters",
        ("Hao Li", "H. Graf"),
    )
    assert str(reference.arxiv_id) == "1608.08710"
    assert reference.span is None


@pytest.mark.shared
def test_sentences_of_whole_papers_stand_where_they_are_located(shared: Path) -> None:
    wrong = total = 0
    for name in ("1606.04671", "2104.11893", "2106.03157"):
        document = read_document(shared / "data" / "papers" / "reproscreener50" / name / "source")
        lines = {file.name: file.text.split("\n") for file in document.files}
        assert document.title
        assert document.abstract
        assert document.coverage.tables_parsed == document.coverage.tables_found > 0
        for sentence in document.sentences:
            word = re.search(r"[A-Za-z]{4,}", document.quote(sentence.span))
            where = document.locate(sentence.span)
            total += word is not None
            near = "".join(lines[where.file][where.line - 1 : where.line + 1])
            wrong += word is not None and word[0] not in near
    assert wrong <= 0.02 * total


@pytest.mark.parametrize("bound", ["count", "clock"])
def test_a_paper_over_a_bound_is_read_as_far_as_it_goes_and_says_so(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bound == "count":
        monkeypatch.setattr(structure, "MAX_STOPS", 300)
    else:
        monkeypatch.setattr(structure, "Deadline", lambda: Deadline(-1))
    document = latex("One.\n\n" * 1_000 + "Last.")
    assert document.paragraphs[0].span.end == len("One.")
    assert "Last." not in document.text
    assert not document.coverage.full_text
    (warning,) = document.coverage.warnings
    assert re.fullmatch(r"paper\.tex:\d+: there is more than litscan reads; .*", warning)
