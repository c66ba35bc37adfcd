from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from litscan.document import Document, read_text
from litscan.document.model import Table


def read(body: str, preamble: str = "") -> Document:
    text = f"\\documentclass{{article}}{preamble}\\begin{{document}}\n{body}\n\\end{{document}}"
    return read_text(text, format="latex")


def only(body: str, preamble: str = "") -> Table:
    (table,) = read(body, preamble).tables
    return table


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_spans_rules_and_header() -> None:
    table = only(
        r"""\begin{table}\caption{C.}\label{tab:x}
        \resizebox{\textwidth}{!}{\begin{tabular}{l|cc} \toprule
        \multirow{2}{*}{Method} & \multicolumn{2}{c}{Accuracy} \\ \cmidrule(lr){2-3}
        & Top-1 & Top-5 \\ \midrule
        L1~\cite{li} & \textbf{93.4} $\pm$ 0.1 & \underline{99.0}$^{*}$ \\[2pt] \cline{2-3}
        Ours & \cellcolor{red!10}93,5 & -- \\ \bottomrule
        \end{tabular}}\end{table}"""
    )
    assert texts(table) == [
        ["Method", "Accuracy", ""],
        ["", "Top-1", "Top-5"],
        ["L1 [li]", "93.4 ± 0.1", "99.0"],
        ["Ours", "93,5", "–"],
    ]
    assert (table.label, table.number, table.header_rows, table.header_columns) == (
        "tab:x",
        "1",
        2,
        1,
    )
    assert table.rows[0][0].row_span == 2
    assert table.header_path(2) == ("Accuracy", "Top-5")
    assert table.rows[2][1].emphasis == {"bold"}
    assert table.rows[2][2].emphasis == {"underline"}
    assert table.rows[2][2].marks == ("*",)
    assert table.rows[2][0].citations == ("li",)
    assert table.rows[3][1].emphasis == {"color"}


def test_row_macros_are_expanded_before_splitting() -> None:
    table = only(
        r"\begin{tabular}{lc} Method & Acc \\ \row{L1}{93.1} \row{Ours}{94} \end{tabular}",
        r"\newcommand{\row}[2]{#1 & #2 \\ \hline}",
    )
    assert texts(table) == [["Method", "Acc"], ["L1", "93.1"], ["Ours", "94"]]


def test_environments_that_wrap_a_tabular_are_expanded() -> None:
    table = only(
        r"\begin{mytab}{lc} Method & Acc \\ L1 & 93.1 \\ \end{mytab}",
        r"\newenvironment{mytab}[1]{\begin{center}\begin{tabular}{#1}}{\end{tabular}\end{center}}",
    )
    assert texts(table) == [["Method", "Acc"], ["L1", "93.1"]]


def test_long_table_heads_are_kept_once() -> None:
    document = read(
        r"""\begin{longtable}{lc} \caption{Long.}\label{tab:long} \\ \hline Method & Acc \\ \hline
        \endfirsthead \hline Method & Acc \\ \hline \endhead \hline go on & \\ \endfoot
        L1 & 93.1 \\ Ours & 94.0 \\ \end{longtable}"""
    )
    (table,) = document.tables
    assert texts(table) == [["Method", "Acc"], ["L1", "93.1"], ["Ours", "94.0"]]
    assert table.caption is not None
    assert document.quote(table.caption) == "Long."
    assert (table.label, table.header_rows) == ("tab:long", 1)


def test_cells_with_line_breaks_and_nested_tabulars_stay_cells() -> None:
    table = only(
        r"\begin{tabular}{ll} \makecell{Top-1\\Acc} & "
        r"\begin{tabular}{@{}c@{}}FLOPs\\(G)\end{tabular} \\ 93.1 & 4.1 \\ \end{tabular}"
    )
    assert texts(table) == [["Top-1 Acc", "FLOPs (G)"], ["93.1", "4.1"]]


def test_escaped_ampersands_and_breaks_do_not_split() -> None:
    table = only(r"\begin{tabular}{ll} A\&B & {x & y} \\ 1 & 2 \\ \end{tabular}")
    assert texts(table)[0] == ["A&B", "x y"]


def test_layout_tabulars_are_not_tables_but_what_they_hold_is() -> None:
    assert read(r"\begin{tabular}{c} Just \\ lines \\ \end{tabular}").coverage.tables_found == 0
    pictures = r"\begin{tabular}{cc} \includegraphics{a} & \includegraphics{b} \\ \end{tabular}"
    assert read(pictures).coverage.tables_found == 0
    inner = r"\begin{tabular}{lc} Method & Acc \\ L1 & 93 \\ Ours & 94 \\ \end{tabular}"
    document = read(rf"\begin{{tabular}}{{cc}} {inner} & {inner} \\ \end{{tabular}}")
    assert [len(table.rows) for table in document.tables] == [3, 3]


def test_braces_out_of_balance_in_a_table_are_warned_about() -> None:
    document = read(
        "\\begin{tabular}{lc} Method & {\\bf Acc \\\\ \\midrule L1 & 93.1 \\\\ \\end{tabular}"
        "\n\nAfter."
    )
    assert texts(document.tables[0]) == [["Method", "Acc"], ["L1", "93.1"]]
    assert any("braces" in warning for warning in document.coverage.warnings)
    assert document.text.endswith("After.")


def test_a_table_that_never_ends_is_counted_and_not_parsed() -> None:
    document = read("Before.\n\n\\begin{tabular}{lc} a & b \\\\\n\nAfter.")
    assert (document.coverage.tables_found, document.coverage.tables_parsed) == (1, 0)
    assert not document.coverage.complete
    assert "After." in document.text


def test_two_tables_with_a_caption_each_in_one_float() -> None:
    tabular = r"\begin{tabular}{lc} Method & Acc \\ L1 & 93 \\ \end{tabular}"
    document = read(
        rf"\begin{{table}} \caption{{One.}}\label{{a}} {tabular} "
        rf"\caption{{Two.}}\label{{b}} {tabular} \end{{table}}"
    )
    assert [(t.number, t.label) for t in document.tables] == [("1", "a"), ("2", "b")]
    shown = [document.quote(t.caption) for t in document.tables if t.caption]
    assert shown == ["One.", "Two."]


def test_table_notes_belong_to_the_table() -> None:
    document = read(
        r"\begin{table}\caption{C.}\begin{threeparttable}\begin{tabular}{lc} M & A\tnote{a} \\ "
        r"x & 1 \\ \end{tabular}\begin{tablenotes}\item[a] Top-1.\end{tablenotes}"
        r"\end{threeparttable}\end{table}"
    )
    (table,) = document.tables
    assert [document.quote(note.span) for note in table.notes] == ["a Top-1."]
    assert table.rows[0][1].marks == ("a",)


def test_a_cell_is_located_on_its_own_line() -> None:
    document = read("\\begin{tabular}{lc}\nMethod & Acc \\\\\nL1 &\n93.1 \\\\\n\\end{tabular}")
    (table,) = document.tables
    evidence = document.cell_evidence(table, table.rows[1][1])
    assert (evidence.quote, evidence.line) == ("93.1", 5)


_WORD = st.text(alphabet="abcdefgXYZ019.+", min_size=1, max_size=6)


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    height = draw(st.integers(2, 6))
    return [[draw(_WORD) for _ in range(width)] for _ in range(height)]


@given(grids(), st.sampled_from(["tabular", "tabularx", "longtable"]), st.booleans())
def test_a_grid_written_as_latex_is_read_back(
    grid: list[list[str]], name: str, ruled: bool
) -> None:
    width = r"{\textwidth}" if name == "tabularx" else ""
    rule = r" \hline" if ruled else ""
    rows = "".join(f"{' & '.join(row)} \\\\{rule}\n" for row in grid)
    spec = "|".join("l" * len(grid[0]))
    table = only(f"\\begin{{{name}}}{width}{{{spec}}}\n{rows}\\end{{{name}}}")
    assert texts(table) == grid
