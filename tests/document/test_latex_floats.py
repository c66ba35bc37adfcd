r"""Tables of floats have their own captions, numbers, labels and notes; footnotes their marks."""

from __future__ import annotations

import pytest

from litscan.document import Document, read_text
from litscan.document.model import Table

TABULAR = r"\begin{tabular}{lc} M & A \\ x & 1 \\ \end{tabular}"


def latex(body: str, preamble: str = "") -> Document:
    text = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}"
    return read_text(text, format="latex", path="paper.tex")


def captioned(document: Document) -> list[tuple[str | None, str | None, str | None]]:
    return [(t.number, t.caption and document.quote(t.caption), t.label) for t in document.tables]


def notes(document: Document, table: Table) -> list[tuple[str | None, str]]:
    return [(note.mark, document.quote(note.span)) for note in table.notes]


def test_tables_side_by_side_have_the_captions_of_their_boxes() -> None:
    box = r"\begin{{minipage}}{{.5\textwidth}}{}\end{{minipage}}"
    one = box.format(rf"\caption{{One.}}\label{{a}}{TABULAR}{TABULAR}")
    two = box.format(rf"{TABULAR}\caption{{Two.}}\label{{b}}")
    document = latex(rf"\begin{{table}}{one}{two}\end{{table}}")
    assert captioned(document) == [("1", "One.", "a"), ("1", "One.", "a-2"), ("2", "Two.", "b")]


@pytest.mark.parametrize(
    "body",
    [
        rf"\begin{{figure}}\captionof{{table}}{{One.}}\label{{a}}{TABULAR}\end{{figure}}",
        rf"\begin{{figure}}\captionsetup{{type=table}}\caption{{One.}}\label{{a}}{TABULAR}"
        r"\end{figure}",
        rf"\begin{{figure}}\makeatletter\def\@captype{{table}}\makeatother\caption{{One.}}"
        rf"\label{{a}}{TABULAR}\end{{figure}}",
        rf"\begin{{figure}}\caption{{F.}}\label{{f}}\captionof{{table}}{{One.}}\label{{a}}{TABULAR}"
        r"\end{figure}",
        rf"\begin{{center}}\captionof{{table}}{{One.\label{{a}}}}{TABULAR}\end{{center}}",
        rf"\begin{{center}}{TABULAR}\captionof{{table}}{{One.\label{{a}}}}\end{{center}}",
        rf"\begin{{wraptable}}{{r}}{{5cm}}{TABULAR}\caption{{One.}}\label{{a}}\end{{wraptable}}",
        rf"\begin{{table}}\begin{{threeparttable}}\caption{{One.}}\label{{a}}{TABULAR}"
        r"\end{threeparttable}\end{table}",
        r"\begin{longtable}{lc}\caption{One.\label{a}}\\ M & A \\ \endhead x & 1 \\ "
        r"\end{longtable}",
        rf"\begin{{table}}\bicaption{{One.}}{{Eins.}}\label{{a}}{TABULAR}\end{{table}}",
    ],
)
def test_a_table_finds_its_caption_wherever_it_stands(body: str) -> None:
    assert captioned(latex(f"Text.\n\n{body}\n\nMore.")) == [("1", "One.", "a")]


def test_captions_without_a_number_count_nothing() -> None:
    document = latex(
        rf"\begin{{table}}\caption*{{Zero.}}{TABULAR}\end{{table}}"
        rf"\begin{{table}}\caption{{One.}}{TABULAR}\end{{table}}"
        rf"\begin{{table}}\ContinuedFloat\caption{{Still one.}}{TABULAR}\end{{table}}"
    )
    found = [(number, caption) for number, caption, _ in captioned(document)]
    assert found == [(None, "Zero."), ("1", "One."), ("1", "Still one.")]


def test_parts_made_by_commands_have_their_captions() -> None:
    document = latex(
        rf"\begin{{table}}\subfloat[One.\label{{a}}]{{{TABULAR}}}"
        rf"\subcaptionbox{{Two.\label{{b}}}}{{{TABULAR}}}\caption{{Both.}}\end{{table}}"
    )
    assert captioned(document) == [("1a", "One.", "a"), ("1b", "Two.", "b")]


def test_footnotes_are_marked_as_printed() -> None:
    document = latex(
        "One\\footnote{First.} two\\footnote[7]{Seventh.} three\\footnotemark{} four."
        "\\footnotetext{Second.}\n\n\\renewcommand{\\thefootnote}{\\fnsymbol{footnote}}"
        "\\setcounter{footnote}{0}Five\\footnote{Star.}\n\n\\section{Six\\footnote{Last.}}"
    )
    found = [(note.mark, document.quote(note.span)) for note in document.footnotes]
    assert found == [
        ("1", "First."),
        ("7", "Seventh."),
        ("2", "Second."),
        ("*", "Star."),
        ("†", "Last."),
    ]
    shown = [document.quote(p.span) for p in document.paragraphs]
    assert shown[0] == "One two three four."
    assert document.sections[0].title == "Six"


@pytest.mark.parametrize(
    ("cell", "below", "mark", "note"),
    [
        (r"1\tnote{a}", r"\begin{tablenotes}\item[a] Ours.\end{tablenotes}", "a", "Ours."),
        (r"1$^*$", r"\vspace{1em}\footnotesize $^*$ Ours.", "*", "Ours."),
        (r"1$^\dagger$", "\n\n$^{\\dagger}$: Ours.", "†", "Ours."),
        (r"1$^{\ddagger}$", r"\\ {\small ‡ Ours.}", "‡", "Ours."),
        (r"1\footnotemark[1]", r"\footnotetext[1]{Ours.}", "1", "Ours."),
        (r"1\footnotemark", r"\footnotetext{Ours.}", "1", "Ours."),
        (r"1\tablefootnote{Ours.}", "", "1", "Ours."),
        (r"1\footnote{Ours.}", "", "1", "Ours."),
    ],
)
def test_notes_below_a_table_are_tied_to_cells(cell: str, below: str, mark: str, note: str) -> None:
    document = latex(
        r"\begin{table}\caption{C.}\begin{tabular}{lc} M & A \\ "
        rf"x & {cell} \\ y & 2 \\ \end{{tabular}}{below}\end{{table}}"
    )
    (table,) = document.tables
    assert notes(document, table) == [(mark, note)]
    marked = table.rows[1][1]
    assert (marked.text, marked.marks) == ("1", (mark,))
    assert [document.quote(found.span) for found in table.notes_of(marked)] == [note]
    assert any(document.quote(p.span).endswith(note) for p in document.paragraphs)


def test_several_notes_on_one_line_are_told_apart() -> None:
    document = latex(
        rf"\begin{{table}}\caption{{C.}}{TABULAR}"
        "\n\n$^*$ Ours. $^\\dagger$ Theirs, marked $^\\dagger$ above.\n\\end{table}"
    )
    assert notes(document, document.tables[0]) == [
        ("*", "Ours."),
        ("†", "Theirs, marked ^† above."),
    ]


def test_a_footnote_after_the_float_still_belongs_to_its_mark() -> None:
    document = latex(
        r"Text. \begin{table}\caption{C.}\begin{tabular}{lc} M & A \\ x & 1\footnotemark \\ "
        r"\end{tabular}\end{table}\footnotetext{Ours.}"
    )
    assert notes(document, document.tables[0]) == [("1", "Ours.")]


def test_a_last_row_that_is_a_note_is_one() -> None:
    document = latex(
        r"\begin{table}\caption{C.}\begin{tabular}{lc} M & A \\ \hline x & 1$^*$ \\ y & 2 \\ "
        r"\hline \multicolumn{2}{l}{* Reported by others.} \\ \end{tabular}\end{table}"
    )
    (note,) = notes(document, document.tables[0])
    assert note == ("*", "Reported by others.")


def test_labels_of_pictures_beside_a_table_are_no_notes() -> None:
    document = latex(
        rf"\begin{{table}}\vskip 0.1in\caption{{C.}}\tabcolsep=2mm {TABULAR}\vskip -.1in Ours"
        "\n\nA note about every table.\n\\end{table}"
    )
    assert notes(document, document.tables[0]) == [(None, "A note about every table.")]
    assert ".1" not in document.text


def test_tables_with_a_head_of_their_own_are_read_whole() -> None:
    document = latex(
        r"\tablecaption{One.\label{a}}\tablehead{M & A \\ \hline}"
        r"\begin{supertabular}{lc} x & 1 \\ y & 2 \\ \end{supertabular}"
        "\n\n"
        r"\begin{deluxetable}{lc}\tablecaption{Two.\label{b}}\tablehead{\colhead{M}&\colhead{A}}"
        r"\startdata x & 1\tablenotemark{a} \\ y & 2 \enddata \tablenotetext{a}{Ours.}"
        r"\end{deluxetable}"
        "\n\nMore."
    )
    assert captioned(document) == [("1", "One.", "a"), ("2", "Two.", "b")]
    assert [len(table.rows) for table in document.tables] == [3, 3]
    assert notes(document, document.tables[1]) == [("a", "Ours.")]
    assert document.tables[1].rows[1][1].marks == ("a",)
    assert document.text.count("One.") == document.text.count("Ours.") == 1
