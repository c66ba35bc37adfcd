from __future__ import annotations

import time

import pytest

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
    assert [(document.quote(note.span), note.mark) for note in table.notes] == [("Top-1.", "a")]
    assert table.rows[0][1].marks == ("a",)


def test_a_cell_is_located_on_its_own_line() -> None:
    document = read("\\begin{tabular}{lc}\nMethod & Acc \\\\\nL1 &\n93.1 \\\\\n\\end{tabular}")
    (table,) = document.tables
    evidence = document.cell_evidence(table, table.rows[1][1])
    assert (evidence.quote, evidence.line) == ("93.1", 5)


def tabular(spec: str, rows: str, preamble: str = "", *, name: str = "tabular") -> Table:
    return only(f"\\begin{{{name}}}{{{spec}}}\n{rows}\n\\end{{{name}}}", preamble)


@pytest.mark.parametrize(
    ("spec", "row", "joined"),
    [
        (r"lr@{.}l", r"a & 93&4 \\", "93.4"),
        (r"lr@{ $\pm$ }l", r"a & 93.4&0.1 \\", "93.4 ± 0.1"),
        (r"lc@{\,±\,}c", r"a & 93.4&0.1 \\", "93.4 ± 0.1"),
        (r"lr@{}l", r"a & 93&.4 \\", "93.4"),
        (r"lrl", r"a & 93.4 & $\pm$ 0.1 \\", "93.4 ± 0.1"),
    ],
)
def test_a_number_set_in_two_columns_is_one_cell(spec: str, row: str, joined: str) -> None:
    table = tabular(spec, rf"M & \multicolumn{{2}}{{c}}{{Acc}} \\ \midrule {row} b & 9&.5 \\")
    if spec in (r"lr@{}l", r"lrl"):
        table = tabular(spec, rf"M & \multicolumn{{2}}{{c}}{{Acc}} \\ \midrule {row}")
    assert texts(table)[:2] == [["M", "Acc"], ["a", joined]]


def test_a_number_set_in_three_columns_is_one_cell() -> None:
    table = tabular("lr@{}c@{}l", r"M & \multicolumn{3}{c}{Acc} \\ \hline a & 93.4&$\pm$&0.1 \\")
    assert texts(table) == [["M", "Acc"], ["a", "93.4 ± 0.1"]]


def test_columns_beside_one_another_stay_apart() -> None:
    table = tabular("l@{\\hspace{2pt}}r@{}r", r"M & A & B \\ \hline a & 93 & 4 \\")
    assert texts(table) == [["M", "A", "B"], ["a", "93", "4"]]


def test_siunitx_columns() -> None:
    table = tabular("lSS[table-format=2.1]", r"{M} & {A} & {B} \\ a & 93.4(1) & 93.4 +- 0.1 \\")
    assert texts(table) == [["M", "A", "B"], ["a", "93.4 ± 0.1", "93.4 ± 0.1"]]


def test_column_types_of_the_paper_and_repeated_columns() -> None:
    table = tabular(
        "l*{2}{>{$}c<{$}}B",
        r"M & A & B & C \\ a & 1\pm 2 & \alpha & 3 \\",
        r"\newcolumntype{B}{>{\bfseries}c}",
    )
    assert texts(table)[1] == ["a", "1 ± 2", "α", "3"]
    assert table.rows[1][3].emphasis == {"bold"}


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        (r"93.4$^\dagger$", "93.4", ("†",)),
        (r"93.4$^{1}$", "93.4", ("1",)),
        (r"$93.4^{a}$", "93.4", ("a",)),
        (r"93.4\textsuperscript{1}", "93.4", ("1",)),
        (r"93.4\tnote{a, b}", "93.4", ("a", "b")),
        (r"93.4*", "93.4", ("*",)),
        (r"Ours$^{1,2}$", "Ours", ("1", "2")),
        (r"$^\ddagger$ Ours", "Ours", ("‡",)),
        (r"10$^6$", "10^6", ()),
        (r"10\textsuperscript{6}", "10^6", ()),
        (r"$2^{10}$", "2^10", ()),
        (r"m$^2$", "m^2", ()),
        (r"1\textsuperscript{st}", "1st", ()),
        (r"93.4\textsubscript{$\pm$0.1}", "93.4 ± 0.1", ()),
        (r"$93.4_{\pm 0.1}$", "93.4 ± 0.1", ()),
    ],
)
def test_marks_leave_the_number_as_it_is(source: str, text: str, marks: tuple[str, ...]) -> None:
    cell = tabular("lc", rf"M & A \\ a & {source} \\").rows[1][1]
    if source.startswith("$^") or source.startswith("Ours"):
        cell = tabular("lc", rf"M & A \\ {source} & 3 \\").rows[1][0]
    assert (cell.text.replace("±0", "± 0"), cell.marks) == (text, marks)


@pytest.mark.parametrize(
    ("source", "emphasis"),
    [
        (r"{\bf 93.4}", {"bold"}),
        (r"\bfseries 93.4", {"bold"}),
        (r"\boldmath$93.4$", {"bold"}),
        (r"$\mathbf{93.4}$", {"bold"}),
        (r"\ul{93.4}", {"underline"}),
        (r"{\color{blue} 93.4}", {"color"}),
        (r"\textcolor{red}{\textbf{93.4}}", {"bold", "color"}),
        (r"\cellcolor{red}93.4", {"color"}),
        (r"\textbf{93.4} (12.1)", {"bold"}),
        (r"93.4 with \textbf{a} few words", set()),
    ],
)
def test_emphasis_by_commands_and_switches(source: str, emphasis: set[str]) -> None:
    assert tabular("lc", rf"M & A \\ a & {source} \\").rows[1][1].emphasis == emphasis


def test_emphasis_of_whole_rows() -> None:
    table = tabular("lc", r"M & A \\ \rowcolor{gray!10} a & 1 \\ \rowfont{\bfseries} b & 2 \\")
    assert [row[1].emphasis for row in table.rows] == [set(), {"color"}, {"bold"}]


def test_cells_cut_in_two_and_broken_lines() -> None:
    table = tabular(
        "lccc",
        r"\diagbox{A}{B} & \backslashbox[2cm]{c}{d} & \shortstack{Fine-\\tuned} & \thead{x\\y} \\"
        r" 1 & 2 & 3 & 4 \\",
    )
    assert texts(table)[0] == ["A / B", "c / d", "Fine-tuned", "x y"]


def test_row_spans_in_every_form() -> None:
    table = tabular(
        "lccc",
        r"""M & A & B & C \\ \multirow[t]{2}*{x} & \multicolumn{2}{c}{\multirow{2}{*}{E}} & 1 \\
        & \multicolumn{2}{c}{} & 2 \\ & 3 & 4 & 5 \\ \multirow{-2}{*}[1pt]{Z} & 6 & 7 & 8 \\
        \textbf{\multirow{2}{=}{G}} & 1 & 2 & 3 \\ & 4 & 5 & 6 \\""",
    )
    assert [row[0].text for row in table.rows] == ["M", "x", "", "Z", "", "G", ""]
    assert [row[0].row_span for row in table.rows] == [1, 2, 1, 2, 1, 2, 1]
    assert (table.rows[1][1].row_span, table.rows[1][1].column_span) == (2, 2)
    assert table.rows[5][0].emphasis == {"bold"}


def test_tabularray() -> None:
    table = only(
        r"""\begin{longtblr}[caption={Cap},label={tab:l}]{colspec={lccc}, row{1}={font=\bfseries},
        hlines, cell{1}{3}={c=2}{c}} \SetCell[r=2]{c} M & A & B & \\ & x & y & z \\
        \SetCell[c=2]{l} a & & 3 & 4 \\ \end{longtblr}"""
    )
    assert texts(table) == [["M", "A", "B", ""], ["", "x", "y", "z"], ["a", "", "3", "4"]]
    assert table.rows[0][2].column_span == table.rows[2][0].column_span == 2
    assert (table.label, table.rows[0][0].emphasis) == ("tab:l", {"bold"})


def test_nicematrix() -> None:
    table = only(
        r"""\begin{NiceTabular}{lccc}[hvlines] \CodeBefore \rowcolor{red}{1} \Body
        \Block{2-1}{M} & \Block{1-3}{Acc} & & \\ & a & b & c \\ x & 1 & 2 & 3 \\
        \CodeAfter \tikz \draw (1,1); \end{NiceTabular}"""
    )
    assert texts(table) == [["M", "Acc", "", ""], ["", "a", "b", "c"], ["x", "1", "2", "3"]]
    assert table.header_rows == 2


def test_heads_kept_apart_from_the_rows() -> None:
    deluxe = only(
        r"""\begin{deluxetable}{lc}\tablecaption{Cap}\tablehead{\colhead{M} & \colhead{A} \\ & (\%)}
        \startdata x & 1 \\ y & 3 \enddata \end{deluxetable}"""
    )
    assert (texts(deluxe)[:3], deluxe.header_rows) == ([["M", "A"], ["", "(%)"], ["x", "1"]], 2)
    table = only(
        r"\tablefirsthead{\hline M & A \\ \hline}\tablehead{on & \\}"
        r"\begin{supertabular}{lc} a & 1 \\ \end{supertabular}"
    )
    assert (texts(table), table.header_rows) == ([["M", "A"], ["a", "1"]], 1)


def test_rows_that_print_nothing_are_left_out_of_grid_and_spans() -> None:
    table = tabular(
        "lc",
        r"M & A \\ \hline \multirow{3}{*}{x} & 1 \\ \vspace{2pt} & \\ & 2 \\ y & 3 \\"
        r" \vspace{-2pt}",
    )
    assert texts(table) == [["M", "A"], ["x", "1"], ["", "2"], ["y", "3"]]
    assert table.rows[1][0].row_span == 2


def test_a_lost_row_end_before_a_rule_is_found_again() -> None:
    assert texts(tabular("lc", r"M & A \hline a & 1 \\")) == [["M", "A"], ["a", "1"]]


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (r"Sparsity & 50\% & 90\% \\ \midrule L1 & 93.1 & 92.2 \\ L2 & 1.5 & 2.5 \\", 1),
        (r"M & A & B \\ & 50 & 90 \\ \hline L1 & 93.1 & 2.2 \\ L2 & 1.5 & 2.5 \\", 2),
        (
            r"& \multicolumn{2}{c}{A} \\ \cmidrule(lr){2-3} M & 80 & 90 \\ \midrule x & 3.1 & 2 \\",
            2,
        ),
        (r"M & A & B \\ D & 9.1 & 2.3 \\ \hline L1 & 93.1 & 2.2 \\ L2 & 1.5 & 2.5 \\", 1),
        (r"& A & B \\ \hline M & val & test \\ \hline L1 & 3.1 & 2.2 \\ L2 & 1.5 & 2.5 \\", 2),
        (r"M & \multicolumn{2}{c}{A} \\ \hline by & P & R \\ L & 3.1 & 2 \\ N & 1.5 & 2 \\", 2),
        (r"M & A & B \\ \cline{1-3} x & y & z \\ L1 & 3.1 & 2.2 \\ L2 & 1.5 & 2.5 \\", 1),
        (r"lr & 0.1 & 2 \\ L1 & 3.1 & 2.2 \\ L2 & 1.5 & 2.5 \\", 0),
    ],
    ids=[
        "levels",
        "levels below names",
        "named beside levels",
        "first group unruled",
        "named below",
        "under a group",
        "cline",
        "none",
    ],
)
def test_header_rows_by_rules_and_numbers(rows: str, count: int) -> None:
    assert tabular("lcc", rows).header_rows == count


def test_spans_that_claim_the_whole_table_over_and_over_are_read_at_the_cost_of_its_cells() -> None:
    started = time.process_time()
    table = tabular("lc", "\\multirow{5000}{*}{A} & 3 \\\\\n" * 4_000)
    assert len(table.rows) == 4_000
    specification = "*{9999}{" * 30 + "c" + "}" * 30
    assert tabular(specification, "a & b \\\\ c & d").width == 2
    assert time.process_time() - started < 6


@pytest.mark.parametrize(
    ("source", "expected", "marks"),
    [
        (r"\textbf{93.4}0.1", "93.4 0.1", ()),
        (r"3.4\hspace{2pt}1.2", "3.4 1.2", ()),
        (r"5\hskip 1em6", "5 6", ()),
        (r"5\hspace{-1pt}6", "56", ()),
        (r"\adjustbox{valign=t}{3.4}", "3.4", ()),
        (r"3.4\tmark[a]", "3.4", ("a",)),
        (r"3.4\TblrNote{b}", "3.4", ("b",)),
        (r"3\textsuperscript{a}", "3", ("a",)),
        (r"5$^a$", "5", ("a",)),
        (r"3.4\footref{fn}", "3.4", ()),
        (r"2\textsuperscript{10}", "2^10", ()),
    ],
)
def test_numbers_are_neither_glued_nor_grown(
    source: str, expected: str, marks: tuple[str, ...]
) -> None:
    table = only(rf"\begin{{tabular}}{{lc}} M & A \\ \hline a & {source} \\ \end{{tabular}}")
    cell = table.rows[1][1]
    assert (cell.text, cell.marks) == (expected, marks)


def test_notes_inside_a_nice_tabular_are_lettered_and_tied() -> None:
    table = only(
        r"\begin{NiceTabular}{lc} M & A \\ \hline a & 2.2\tabularnote{Best of 5.} \\"
        r"b & 4.2\tabularnote{Other.} \\ \end{NiceTabular}"
    )
    assert [row[1].text for row in table.rows] == ["A", "2.2", "4.2"]
    assert [row[1].marks for row in table.rows[1:]] == [("a",), ("b",)]
    assert [note.mark for note in table.notes] == ["a", "b"]


def test_names_of_groups_over_the_first_column_leave_it_to_be_named() -> None:
    table = only(
        r"""\begin{tabular}{lcclcc} \toprule
        \multicolumn{3}{c}{Criteo} & \multicolumn{3}{c}{Avazu} \\ \midrule
        Model & Loss & AUC & Model & Loss & AUC \\ \midrule
        LR & 0.46 & 0.78 & LR & 0.39 & 0.76 \\ FM & 0.45 & 0.79 & FM & 0.38 & 0.77 \\ \bottomrule
        \end{tabular}"""
    )
    assert table.header_rows == 2


def test_rows_part_where_the_source_lost_the_bracket_of_its_line_breaks() -> None:
    table = only(
        r"\begin{tabular}{lc} M & A \\ \hline a & 43\-0.25mm] b & 44\2pt] c & 45 \\ \end{tabular}"
    )
    assert texts(table) == [["M", "A"], ["a", "43"], ["b", "44"], ["c", "45"]]
