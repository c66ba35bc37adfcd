from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litscan.document.markdown import read_markdown
from litscan.document.model import Document, Source, Span


def read(text: str) -> Document:
    return read_markdown(text, source=Source("paper.md", "markdown", ""), name="paper.md")


PAPER = r"""# Pruning With
Care

###### Abstract

We prune ResNet-50 to \(90.5\pm 0.1\)% sparsity.

## 1 Introduction

Prior work [1, 2] prunes. See **our** [code](https://github.com/a/b).

## 2 Experiments

### 2.1 ImageNet

\begin{table}
\begin{tabular}{l|c c} \hline \multirow{2}{*}{Method} & \multicolumn{2}{c}{Accuracy} \\ \cline{2-3}
 & Top-1 & \begin{tabular}{c} Top-5 \\ (\%) \\ \end{tabular} \\ \hline Dense [1] & 76.1 & 92.9 \\
Ours & **75.0\(\pm\)0.1** & 92.0 \\ \hline \end{tabular}
\end{table}
Table 1: Results on ImageNet.

## References

* [1] S. Han and J. Pool. Learning both weights and connections. _NIPS_, 2015.
* [2] J. Frankle. The lottery ticket hypothesis. arXiv preprint arXiv:1803.03635, 2019.

## Appendix A Proofs

Nothing to prove.
"""


def test_headings_title_and_abstract_are_found() -> None:
    document = read(PAPER.replace("With\nCare", "With Care"))
    assert document.title_text == "Pruning With Care"
    assert document.abstract is not None
    abstract = document.quote(document.abstract).strip()
    assert abstract == "We prune ResNet-50 to 90.5 ± 0.1% sparsity."
    assert [(section.heading, section.role) for section in document.sections] == [
        ("Abstract", "abstract"),
        ("1 Introduction", "introduction"),
        ("2 Experiments", "experiments"),
        ("2.1 ImageNet", "experiments"),
        ("References", "references"),
        ("A Proofs", "appendix"),
    ]


def test_a_title_that_breaks_off_goes_on_in_the_next_line() -> None:
    document = read("# A Study of\n\nMagnitude Pruning\n\n## 1 Introduction\n\nText.\n")
    assert document.title_text == "A Study of Magnitude Pruning"


def test_a_tabular_becomes_a_grid_with_its_caption_and_emphasis() -> None:
    (table,) = read(PAPER).tables
    document = read(PAPER)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Method", "Accuracy", ""],
        ["", "Top-1", "Top-5 (%)"],
        ["Dense [1]", "76.1", "92.9"],
        ["Ours", "75.0 ± 0.1", "92.0"],
    ]
    assert (table.header_rows, table.number, table.label) == (2, "1", "table-1")
    assert table.header_path(2) == ("Accuracy", "Top-5 (%)")
    assert table.rows[3][1].emphasis == {"bold"}
    assert table.rows[2][0].citations == ("1",)
    assert table.caption is not None
    assert document.quote(table.caption) == "Results on ImageNet."
    assert all(document.quote(cell.span) == cell.text for cell in table.cells())


def test_references_and_citations_are_tied() -> None:
    document = read(PAPER)
    first, second = document.references
    assert (first.title, first.year) == ("Learning both weights and connections", 2015)
    assert str(second.arxiv_id) == "1803.03635"
    assert document.citations[0].keys == ("1", "2")


def test_every_place_leads_back_to_its_line() -> None:
    document = read(PAPER)
    lines = PAPER.split("\n")
    for quote in ("Prior work", "https://github.com/a/b", "92.0", "Nothing to prove", "Results on"):
        start = document.text.index(quote)
        where = document.locate(Span(start, start + len(quote)))
        assert quote in lines[where.line - 1]


def test_missing_pages_make_the_text_incomplete() -> None:
    document = read("# T\n\nA.\n\n[MISSING_PAGE_FAIL:7]\n\nB.\n")
    assert not document.coverage.full_text
    assert document.coverage.warnings == ("pages the source marks as missing: 7",)


def test_a_table_cut_off_is_counted_and_not_read() -> None:
    document = read("# T\n\n\\begin{table}\n\\begin{tabular}{cc} a & b \\\\\nc & d\n\nText.\n")
    assert (document.coverage.tables_found, document.coverage.tables_parsed) == (1, 0)
    assert "line 3" in document.coverage.warnings[0]
    assert [document.quote(p.span) for p in document.paragraphs] == ["Text."]


def test_pipe_tables_take_the_caption_above() -> None:
    document = read("Table 2: Sizes.\n\n| Net | Params |\n| --- | ---: |\n| A \\| B | 5M |\n")
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Net", "Params"],
        ["A | B", "5M"],
    ]
    assert (table.number, table.header_rows) == ("2", 1)


def test_html_tables_are_read_with_their_spans() -> None:
    document = read(
        "<table><tr><th rowspan='2'>Net</th><th colspan='2'>Acc</th></tr>"
        "<tr><th>a</th><th>b</th></tr><tr><td>X</td><td>1.0</td><td>2.0</td></tr></table>\n"
    )
    (table,) = document.tables
    assert table.header_rows == 2
    assert table.header_path(2) == ("Acc", "b")
    assert [cell.text for cell in table.rows[2]] == ["X", "1.0", "2.0"]


def test_author_year_citations_find_their_entry() -> None:
    document = read(
        "# T\n\nAs Han et al. (2015) show (Li and Kadav, 2017; Nobody, 2001).\n\n## References\n\n"
        "* Han et al. (2015) Song Han and Jeff Pool. Learning both. _NIPS_, 2015.\n"
        "* Li and Kadav (2017) Hao Li and Asim Kadav. Pruning filters. _ICLR_, 2017.\n"
    )
    assert [citation.keys for citation in document.citations] == [
        ("Han et al., 2015",),
        ("Li and Kadav, 2017",),
    ]


def test_a_spaced_formula_of_a_one_line_html_table_is_one_number() -> None:
    document = read(
        "# T\n\n# 4.1 Experiments\n\nTable 2: Runs.\n\n<html><body><table><tr><td>Net</td>"
        "<td>Acc</td></tr><tr><td>A</td><td>$9 3 . 4 \\pm 0 . 1$</td></tr></table></body></html>\n"
    )
    (table,) = document.tables
    assert table.rows[1][1].text == "93.4 ± 0.1"
    assert table.number == "2"
    assert document.locate(table.rows[1][1].span).line == 7


def test_headings_all_of_one_level_get_their_level_from_their_number() -> None:
    document = read(
        "# On Pruning\n\n# Abstract\n\nWe prune.\n\n# 1 Introduction\n\nA.\n\n# 2 Experiments\n\n"
        "# 2.1 Setup\n\nB.\n\n# Seeds\n\nC.\n\n# References\n"
    )
    assert [(s.title, s.level) for s in document.sections] == [
        ("Abstract", 0),
        ("Introduction", 1),
        ("Experiments", 1),
        ("Setup", 2),
        ("Seeds", 3),
        ("References", 1),
    ]


MARKER = """<span id="page-0-0"></span># On Pruning

#### Abstract

We prune.

### **1** Introduction

Weights go [\\[1\\]](#page-9-0), see Table [3](#page-4-0) and Fig. 2.

<span id="page-4-0"></span>**Table 3:** Accuracy of our nets.

| Net<br>name | CIFAR-10 |  |
|---|---|---|
|  | Top-1 | Top-5 |
| **A** | 93.4<sub>±0.1</sub> | 99.1<sup>†</sup> |
| B | 93.0 $_{\\pm 0.2}$ | <u>98.8</u> |

<sup>†</sup> from the paper.

![](figure_2.jpeg)

Figure 2: The loss.

## References

- <span id="page-9-0"></span>\\[1\\] S. Han and J. Pool. Learning both weights. _NIPS_, 2015.
"""


def test_marker_style_gives_table_notes_citations_and_cross_references() -> None:
    document = read(MARKER)
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Net name", "CIFAR-10", ""],
        ["", "Top-1", "Top-5"],
        ["A", "93.4±0.1", "99.1"],
        ["B", "93.0 ± 0.2", "98.8"],
    ]
    assert table.header_path(2) == ("CIFAR-10", "Top-5")
    assert [document.quote(note.span) for note in table.notes_of(table.rows[2][2])] == [
        "from the paper."
    ]
    assert table.rows[3][2].emphasis == {"underline"}
    assert [citation.keys for citation in document.citations] == [("1",)]
    assert [(document.quote(c.span), c.labels) for c in document.cross_references] == [
        ("3", ("table-3",)),
        ("2", ("figure-2",)),
    ]
    assert document.sections[1].heading == "1 Introduction"


def test_footnotes_keep_their_marks() -> None:
    document = read("# T\n\nWe prune.[^1]\n\n[^1]: Equal work.\n\nFootnote 2: Our code.\n")
    assert [(document.quote(note.span), note.mark) for note in document.footnotes] == [
        ("Equal work.", "1"),
        ("Our code.", "2"),
    ]
    assert "[^1]" not in document.text


def test_front_matter_names_title_and_id() -> None:
    document = read("---\ntitle: 'On Pruning'\narxiv: 'arXiv:2106.07704'\n---\n\nWe prune nets.\n")
    assert document.title_text == "On Pruning"
    assert str(document.arxiv_id) == "2106.07704"
    assert [document.quote(p.span) for p in document.paragraphs] == ["We prune nets."]


def test_references_on_the_lines_of_one_paragraph_are_told_apart() -> None:
    document = read(
        "# T\n\nPrior work [2] prunes.\n\n# References\n\n"
        "[1] S. Han. Learning both weights. NIPS, 2015.\n"
        "[2] J. Frankle. The lottery ticket\nhypothesis. arXiv:1803.03635, 2019.\n"
    )
    assert [(r.key, r.year) for r in document.references] == [("1", 2015), ("2", 2019)]
    assert str(document.references[1].arxiv_id) == "1803.03635"
    assert document.citations[0].keys == ("2",)


def test_references_without_numbers_answer_author_year_citations() -> None:
    document = read(
        "# T\n\nAs [Frankle and Carbin, 2019] show.\n\n# References\n\n"
        "- Jonathan Frankle and Michael Carbin. The lottery ticket hypothesis. In ICLR, 2019.\n"
    )
    assert [citation.keys for citation in document.citations] == [("Frankle and Carbin, 2019",)]


def test_a_pipe_table_right_under_its_caption_without_outer_bars_is_read() -> None:
    document = read("Table 1: Sizes.\nNet | Params\n--- | ---\nA | 5M | 7\nB |\n")
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Net", "Params", ""],
        ["A", "5M", "7"],
        ["B", "", ""],
    ]
    assert table.number == "1"


def test_a_pipe_table_without_head_is_read() -> None:
    (table,) = read("# T\n\n| A | 93.4 |\n| B | 92.1 |\n").tables
    assert [cell.text for cell in table.rows[1]] == ["B", "92.1"]


def test_a_table_that_ocr_prints_again_counts_once() -> None:
    table = "\\begin{tabular}{cc} a & b \\\\ 93.4 & 92.1 \\\\ \\end{tabular}\n\nTable 1: X.\n\n"
    document = read(f"# T\n\n{table}Words between.\n\n{table}")
    assert (document.coverage.tables_found, document.coverage.tables_parsed) == (1, 1)
    assert any("repeats" in warning for warning in document.coverage.warnings)


def test_text_beside_an_html_table_is_kept() -> None:
    document = read("# T\n\n<table><tr><td>a</td><td>1</td></tr></table> We keep this.\n")
    assert [document.quote(p.span) for p in document.paragraphs] == ["We keep this."]


_FRAGMENTS = st.sampled_from(
    ["# ", "## 1 ", "\n", "\n\n", "| a | b |\n", "| - | - |\n", "\\begin{table}\n", "\\(",
     "\\end{table}\n", "\\begin{tabular}{cc}", "\\end{tabular}", " & ", "\\\\ ", "\\hline",
     "\\multirow{3}{*}{x}", "Table 1: ", "[1]", "* [1] A. B. Title of it. 2015.\n", "```\n",
     "<table>", "<tr><td>x", "</table>", "\\)", "$", "**", "93.4", "{", "}", "a b. ",
     "[MISSING_PAGE_FAIL:1]", "References\n---\n", "[^1]: ", "<sup>1</sup>", "---\ntitle: x\n---\n",
     "<!--", "-->", "[\\[1\\]](#p)", "Footnote 1: ", "| a |\n", "\\[", "</td><td rowspan=9>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_FRAGMENTS | st.text(max_size=8), max_size=40))
def test_any_text_is_read_and_every_span_lies_inside(parts: list[str]) -> None:
    document = read("".join(parts))
    for name in document.layers:
        for item in document.layer(name):
            assert item.span is None or item.span.end <= len(document.text)
            if item.span is not None:
                document.locate(item.span)
    for table in document.tables:
        assert all(document.quote(cell.span) == cell.text for cell in table.cells())


@pytest.mark.parametrize(
    "unit",
    [
        "\\(",
        "$a",
        "[a](",
        "**",
        "{",
        "\\begin{tabular}{c}",
        "<b ",
        "`",
        "_a",
        "| a |\n",
        "| a | b |\n",
        "[^1]: ",
        "\\[",
        "<sup>",
        "<!--",
        "<td>",
        "[[",
        "1 ",
        "**a** & ",
    ],
)
def test_time_is_bounded(unit: str) -> None:
    began = time.perf_counter()
    read(unit * 4_000)
    assert time.perf_counter() - began < 10


@pytest.mark.shared
def test_real_papers_are_read(shared: Path) -> None:
    paths = sorted((shared / "data" / "papers").rglob("*.mmd"))
    assert paths
    found = parsed = 0
    for path in paths:
        began = time.perf_counter()
        document = read(path.read_text(encoding="utf-8"))
        assert time.perf_counter() - began < 5
        assert document.title_text and document.abstract is not None
        assert document.coverage.sentences > 50
        found += document.coverage.tables_found
        parsed += document.coverage.tables_parsed
    assert parsed > 0.85 * found


def test_a_power_is_kept_where_a_note_mark_is_dropped() -> None:
    document = read("# T\n\nA size of 2<sup>10</sup> and `x`.<sup>3</sup> More.\n")
    assert "A size of 2^10 and x. More." in document.text


def test_spaced_tokens_of_an_exponent_are_joined() -> None:
    assert "rate 10^-3 here" in read("# T\n\nThe rate $1 0 ^ { - 3 }$ here.\n").text


def test_a_bold_line_with_a_page_anchor_is_a_heading() -> None:
    document = read(
        '# T\n\n<span id="page-0-1"></span>**Abstract**\n\nWe prune.\n\n# 1 Intro\n\nA.\n'
    )
    assert document.abstract is not None
    assert document.quote(document.abstract).strip() == "We prune."


def test_a_page_cut_off_for_repetitions_is_missing() -> None:
    fence = "+++ ==== WARNING: Truncated because of repetitions ====\nfoo bar\n+++"
    document = read(f"# T\n\nSome text.\n\n{fence}\n\nMore.\n")
    assert not document.coverage.full_text
    assert "cut off" in document.coverage.warnings[0]
    assert "+++" not in document.text


def test_a_file_without_prose_is_no_full_text() -> None:
    assert not read("| a | b |\n|---|---|\n| 1 | 2 |\n").coverage.full_text
