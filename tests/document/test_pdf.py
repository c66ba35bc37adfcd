from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_drawing import Drawing, pdf_of

from litscan.document.model import Document, Source
from litscan.document.pdf import read_pdf
from litscan.errors import ReadError

SOURCE = Source("p.pdf", "pdf", "")
LEFT, RIGHT = 54, 318
WORDS = ("the", "networks", "that", "we", "prune", "are", "small")
NAMES = ("ash", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine", "rowan")


def read(*pages: Drawing) -> Document:
    return read_pdf(pdf_of(*pages), source=SOURCE, name="p.pdf")


def prose(start: str, count: int) -> list[str]:
    """Return lines of running text that open with distinct words."""
    return [f"{start}{number} " + " ".join(WORDS) for number in range(count)]


def flat(document: Document) -> str:
    return " ".join(document.text.split())


def one_column() -> Drawing:
    page = Drawing().text(150, 720, "On Pruning Deep", size=17).text(160, 700, "Networks", size=17)
    page.text(270, 660, "Abstract", size=12, font="F2")
    page.lines(72, 640, "We prune ResNet-50 and keep 76.1% of the accuracy on the Ima-")
    page.lines(72, 628, "geNet set, as two-", "stage methods do, and the two-stage ones are fast.")
    page.text(72, 590, "1", size=12, font="F2").text(90, 590, "Introduction", size=12, font="F2")
    page.lines(72, 570, *prose("intro", 4), "and it prunes well.")
    page.text(72, 500, "1.1", font="F2").text(96, 500, "Prior work on pruning", font="F2")
    return page.lines(72, 480, *prose("prior", 4), "Han et al. [1] prune weights.")


def booktabs(y: float = 400) -> Drawing:
    """Draw a caption and a table of three rules with a spanning head and a wrapped label."""
    page = one_column()
    page.text(100, y, "Table 3: Accuracy of pruned networks.", size=9)
    page.rule(100, 400, y - 8).row(y - 20, (100, "Method"), (225, "CIFAR-10"), (350, "FLOPs"))
    page.rule(195, 305, y - 24)
    page.row(y - 35, (200, "Top-1"), (270, "Top-5")).rule(100, 400, y - 40)
    page.row(y - 52, (100, "Dense"), (200, "93.40"), (270, "99.80"), (350, "313"))
    page.row(y - 64, (100, "L1 norm"), (200, "93.06"), (270, "99.71"), (350, "206"))
    page.row(y - 76, (100, "Random"), (200, "91.10"), (350, "206"))
    return page.rule(100, 400, y - 80)


def test_title_abstract_headings_and_words_divided_at_line_ends() -> None:
    document = read(one_column())
    assert document.title_text == "On Pruning Deep Networks"
    assert [(s.heading, s.level, s.role) for s in document.sections] == [
        ("Abstract", 0, "abstract"),
        ("1 Introduction", 1, "introduction"),
        ("1.1 Prior work on pruning", 2, "related_work"),
    ]
    assert document.abstract is not None
    abstract = " ".join(document.quote(document.abstract).split())
    assert abstract.startswith("We prune ResNet-50 and keep 76.1% of")
    assert "as two-stage methods do" in abstract


def test_two_columns_are_read_one_after_the_other() -> None:
    page = Drawing().text(100, 740, "A Title Across Both of the Two Columns", size=18)
    page.lines(LEFT, 700, *prose("left", 14)).lines(RIGHT, 700, *prose("right", 14))
    text = flat(read(page))
    order = [text.index(word) for word in ("A Title", "left0", "left13", "right0", "right13")]
    assert order == sorted(order)


def test_a_wide_table_between_columns_does_not_mix_them() -> None:
    page = Drawing().text(100, 760, "A Title Across Both of the Two Columns", size=18)
    page.text(LEFT, 730, "Table 1: All of the results that stand across both of the columns here.")
    page.rule(LEFT, 560, 720).row(708, (LEFT, "Net"), (300, "Top-1"), (500, "Top-5"))
    page.rule(LEFT, 560, 702)
    page.row(690, (LEFT, "A"), (300, "70.1"), (500, "90.1"))
    page.row(678, (LEFT, "B"), (300, "71.2"), (500, "91.2")).rule(LEFT, 560, 672)
    page.lines(LEFT, 640, *prose("left", 14)).lines(RIGHT, 640, *prose("right", 14))
    document = read(page)
    text = flat(document)
    assert text.index("left13") < text.index("right0")
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["Net", "Top-1", "Top-5"],
        ["A", "70.1", "90.1"],
        ["B", "71.2", "91.2"],
    ]


def test_running_heads_page_numbers_and_line_numbers_are_left_out() -> None:
    pages = []
    for number in range(3):
        page = Drawing().text(200, 770, "Published as a paper at a venue 2020", size=9)
        page.text(300, 30, str(number + 7), size=9)
        page.lines(72, 700, *(f"{name} of {NAMES[number]} is a tree" for name in NAMES))
        page.lines(30, 700, *(str(11 * number + line) for line in range(11)), size=7)
        pages.append(page)
    text = flat(read(*pages))
    assert "Published" not in text
    assert text.startswith("ash of ash is a tree birch of ash")
    assert not any(word.isdigit() for word in text.split())


def test_the_stamp_in_the_margin_is_left_out_but_names_the_paper() -> None:
    document = read(one_column().sideways(30, 250, "arXiv:1608.08710v3 [cs.CV] 10 Mar 2017"))
    assert str(document.arxiv_id) == "1608.08710v3"
    assert "1608.08710" not in document.text


def test_a_paragraph_goes_on_over_a_caption_and_a_page_break() -> None:
    first = one_column().lines(72, 400, *prose("open", 3), "this sentence goes")
    first.text(72, 340, "Figure 2. A caption in between.", size=9)
    document = read(first, Drawing().lines(72, 700, "on here.", *prose("next", 3)))
    sentences = [" ".join(document.quote(s.span).split()) for s in document.sentences]
    assert any(sentence.endswith("this sentence goes on here.") for sentence in sentences)
    caption = document.captions[0]
    assert (caption.kind, caption.number) == ("figure", "2")
    assert document.quote(caption.span) == "A caption in between."


def test_small_marked_lines_at_the_bottom_are_footnotes() -> None:
    page = one_column().lines(72, 400, *prose("open", 3), "the code is public")
    page.text(152, 368, "1", size=6)
    page.rule(72, 200, 90).text(72, 82, "1", size=5).text(75, 79, "See the repository.", size=8)
    document = read(page)
    note = document.footnotes[0]
    assert (note.mark, document.quote(note.span)) == ("1", "See the repository.")
    assert "is public1" not in document.text


def test_a_ruled_table_becomes_a_grid_with_its_spanning_heads() -> None:
    document = read(booktabs())
    table = document.tables[0]
    assert (table.number, table.label, table.header_rows) == ("3", "table-3", 2)
    assert table.caption is not None
    assert document.quote(table.caption) == "Accuracy of pruned networks."
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Method", "CIFAR-10", "", "FLOPs"],
        ["", "Top-1", "Top-5", ""],
        ["Dense", "93.40", "99.80", "313"],
        ["L1 norm", "93.06", "99.71", "206"],
        ["Random", "91.10", "", "206"],
    ]
    assert table.header_path(2) == ("CIFAR-10", "Top-5")
    assert (document.coverage.tables_found, document.coverage.tables_parsed) == (1, 1)


def test_a_label_centred_on_its_rows_spans_them() -> None:
    page = one_column().text(100, 400, "Table 1: Labels of several rows.", size=9)
    page.rule(100, 400, 392).row(382, (100, "Net"), (200, "Method"), (350, "Top-1"))
    page.rule(100, 400, 378)
    page.row(366, (200, "Dense"), (350, "76.1")).row(354, (200, "Pruned"), (350, "75.2"))
    page.text(100, 360, "VGG", size=9).rule(100, 400, 350)
    page.row(338, (200, "Dense"), (350, "77.1")).row(326, (200, "Pruned"), (350, "74.2"))
    page.text(100, 332, "ResNet", size=9).rule(100, 400, 320)
    table = read(page).tables[0]
    assert [table.origin(row, 0).text for row in range(1, 5)] == ["VGG", "VGG", "ResNet", "ResNet"]
    assert [row[2].text for row in table.rows[1:]] == ["76.1", "75.2", "77.1", "74.2"]


def test_a_full_grid_of_lines_is_a_table_too() -> None:
    page = one_column().text(100, 400, "Table 1: A grid.", size=9)
    for y in (392, 378, 364, 350):
        page.rule(100, 300, y)
    for x in (100, 180, 240, 300):
        page.bar(x, 350, 392)
    page.row(382, (104, "Net"), (184, "Top-1"), (244, "Top-5"))
    page.row(368, (104, "A"), (184, "70.1"), (244, "90.1"))
    page.row(354, (104, "B"), (184, "71.2"), (244, "91.2"))
    document = read(page)
    assert [cell.text for cell in document.tables[0].rows[2]] == ["B", "71.2", "91.2"]


def wrapped() -> Drawing:
    page = one_column().text(100, 400, "Table 1: Cells of several lines.", size=9)
    page.rule(100, 400, 392).row(382, (100, "Net"), (200, "What it does"), (350, "Top-1"))
    page.rule(100, 400, 378)
    page.row(366, (100, "VGG"), (200, "prunes filters by"), (350, "76.1"))
    page.row(355, (200, "their norm"))
    page.row(344, (100, "ResNet"), (200, "prunes them by"), (350, "75.1"))
    return page.row(333, (200, "their gradient")).rule(100, 400, 327)


def tight() -> Drawing:
    page = one_column().text(100, 400, "Table 1: Columns that touch.", size=9)
    page.rule(100, 400, 392).row(382, (100, "Net"), (300, "Top-1 Top-5")).rule(100, 400, 378)
    page.row(366, (100, "VGG"), (300, "76.1 93.2"))
    return page.row(354, (100, "ResNet"), (300, "75.1 92.2")).rule(100, 400, 348)


def unruled() -> Drawing:
    page = one_column().text(100, 400, "Table 1: No rules at all.", size=9)
    return page.row(382, (100, "Net"), (300, "Top-1")).row(370, (100, "VGG"), (300, "76.1"))


@pytest.mark.parametrize("page", [wrapped(), tight(), unruled()])
def test_a_doubtful_table_is_counted_and_not_parsed(page: Drawing) -> None:
    document = read(page)
    coverage = document.coverage
    assert (coverage.tables_found, coverage.tables_parsed) == (1, 0)
    assert not coverage.complete
    assert any("Table 1, page 1" in warning for warning in coverage.warnings)
    assert "76.1" in document.text


def test_rules_around_an_algorithm_or_a_title_are_no_table() -> None:
    page = one_column().rule(72, 500, 410).text(72, 400, "Algorithm 1: Pruning.")
    page.rule(72, 500, 394).row(380, (72, "for i"), (200, "1"), (300, "2")).rule(72, 500, 370)
    assert read(page).coverage.tables_found == 0


def test_a_table_named_in_the_text_is_no_caption() -> None:
    page = one_column().lines(
        72, 400, "As the numbers of this paper show in its", "Table 3. Prune."
    )
    document = read(page)
    assert document.captions == ()
    assert document.coverage.warnings == ("table 3 is mentioned and was not found",)


def references(*entries: tuple[float, str]) -> Drawing:
    page = Drawing().text(72, 740, "References", size=12, font="F2")
    for number, (x, shown) in enumerate(entries):
        page.text(x, 715 - 12 * number, shown)
    return page


def test_numbered_references_answer_citations() -> None:
    page = references(
        (72, "[1] S. Han and J. Pool. Learning both weights. In"),
        (90, "NIPS, 2015. arXiv:1506.02626."),
        (72, "[2] J. Frankle. The lottery ticket. ICLR, 2019."),
    )
    document = read(one_column(), page)
    first = document.references[0]
    assert (first.key, first.title, first.year) == ("1", "Learning both weights", 2015)
    assert str(first.arxiv_id) == "1506.02626"
    assert [citation.keys for citation in document.citations] == [("1",)]


def test_references_without_numbers_answer_names_and_years() -> None:
    page = references(
        (72, "Han, S., Pool, J., and Tran, J. Learning both weights"),
        (90, "and connections. In NIPS, 2015."),
        (72, "Jonathan Frankle. The lottery ticket hypothesis. In"),
        (90, "ICLR, 2019."),
    )
    first = one_column().lines(72, 380, "So say Han et al. (2015) and others (Frankle, 2019).")
    document = read(first, page)
    assert [entry.key for entry in document.references] == ["Han et al., 2015", "Frankle, 2019"]
    assert {key for found in document.citations for key in found.keys} == {
        "Han et al., 2015",
        "Frankle, 2019",
    }


def test_every_place_is_a_page_and_a_line_on_it() -> None:
    document = read(booktabs(), Drawing().lines(72, 700, "Second page.", *prose("more", 5)))
    cell = document.tables[0].rows[3][1]
    where = document.locate(cell.span)
    files = {file.name: file.text.split("\n") for file in document.files}
    assert where.file == "p.pdf#page=1"
    assert files[where.file][where.line - 1].split() == ["L1", "norm", "93.06", "99.71", "206"]
    assert files[where.file][where.line - 1][where.column - 1 :].startswith("93.06")
    start = document.text.index("Second page")
    found = document.locate(type(cell.span)(start, start + 6))
    assert (found.file, found.line) == ("p.pdf#page=2", 1)


def test_a_pdf_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="no text layer"):
        read(Drawing().rule(10, 100, 50))


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n" + bytes(100)])
def test_what_is_no_pdf_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReadError, match="could not be opened") as caught:
        read_pdf(data, source=SOURCE, name="p.pdf")
    assert "\n" not in str(caught.value)


def test_an_encrypted_pdf_is_refused_with_advice() -> None:
    key = "<" + "41" * 32 + ">"
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >> /ID [<41> <41>] "
    data = pdf_of(one_column()).replace(b"trailer << ", f"trailer << {locked}".encode())
    with pytest.raises(ReadError, match="encrypted"):
        read_pdf(data, source=SOURCE, name="p.pdf")


@settings(max_examples=25, deadline=None)
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 40), st.binary(max_size=8)), max_size=4
    )
)
def test_a_damaged_pdf_is_read_or_refused(cuts: list[tuple[int, int, bytes]]) -> None:
    data = pdf_of(booktabs())
    for start, length, put in cuts:
        data = data[:start] + put + data[start + length :]
    try:
        document = read_pdf(data, source=SOURCE, name="p.pdf")
    except ReadError:
        return
    for name in document.layers:
        for item in document.layer(name):
            assert item.span is None or item.span.end <= len(document.text)


PAPER = r"""\documentclass[twocolumn]{article}
\begin{document}
\title{Pruning Filters Efficiently}\author{A. Author}\maketitle
\begin{abstract}We prune convolutional networks and fine-tune them.\end{abstract}
\section{Introduction} %s
\begin{table}\caption{Accuracy.}\begin{tabular}{lrr}\hline
Net & Top-1 & Top-5 \\ \hline VGG-16 & 71.50 & 90.10 \\ ResNet-50 & 76.10 & $92.90$ \\ \hline
\end{tabular}\end{table}
\subsection{Filter norms} %s \section{Conclusion} The efficient way is fine.\footnote{Or not.}
\end{document}
"""


def test_a_page_set_by_latex_is_read(tmp_path: Path) -> None:
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    filler = "Convolutional filters of small norm affect the final classification little. " * 30
    (tmp_path / "p.tex").write_text(PAPER % (filler, filler))
    subprocess.run(
        ["pdflatex", "-interaction=batchmode", "p.tex"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    document = read_pdf((tmp_path / "p.pdf").read_bytes(), source=SOURCE, name="p.pdf")
    assert document.title_text == "Pruning Filters Efficiently"
    assert [section.heading for section in document.sections] == [
        "Abstract",
        "1 Introduction",
        "1.1 Filter norms",
        "2 Conclusion",
    ]
    assert flat(document).count("classification little.") == 60
    assert "efficient way is fine" in document.text
    assert [cell.text for cell in document.tables[0].rows[2]] == ["ResNet-50", "76.10", "92.90"]
    assert [document.quote(note.span) for note in document.footnotes] == ["Or not."]


@pytest.mark.shared
def test_real_papers_are_read(shared: Path) -> None:
    paths = list((shared / "data" / "papers" / "reproscreener50").glob("*/*.pdf"))
    paths = sorted(paths, key=lambda path: path.stat().st_size)[:4]
    assert paths
    for path in paths:
        began = time.process_time()
        document = read_pdf(path.read_bytes(), source=SOURCE, name=path.name)
        assert time.process_time() - began < 0.5 * len(document.files)
        assert document.coverage.sentences > 100
        assert document.title_text
        assert len(document.references) > 10


def test_a_slanted_heading_does_not_take_the_upright_line_below_it() -> None:
    page = one_column()
    page.text(72, 420, "1.2 Models and the parameters we tune them with in all cases", font="F3")
    page.lines(
        72, 408, "We selected models from a list that holds all that we could", *prose("m", 3)
    )
    found = [section.heading for section in read(page).sections]
    assert "1.2 Models and the parameters we tune them with in all cases" in found
