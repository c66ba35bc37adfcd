from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from litscan.cli import main

PAPER = r"""\documentclass{article}
\title{Small Nets}
\begin{document}
\maketitle
\section{Experiments}
We prune \cite{a}.
\begin{table}\caption{Results.}\label{tab:r}
\begin{tabular}{lc} \toprule Method & Top-1 \\ \midrule L1 & \textbf{93.4} \\ \end{tabular}
\end{table}
\begin{table}\caption{Costs.}\label{tab:c}
\begin{tabular}{lcc} \toprule
& \multicolumn{2}{c}{Accuracy of both} \\ & Top-1 & Top-5 \\ \midrule
\multirow{2}{*}{L1} & \underline{1.0} & \textit{2.0} \\ & 3.0 & 4.0 \\ \end{tabular}
\end{table}
\input{gone}
\begin{thebibliography}{1}
\bibitem{a} A. Author. \newblock Pruning filters. \newblock 2017.
\end{thebibliography}
\end{document}
"""


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(["read", *arguments])
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(*arguments) == 0
    return capsys.readouterr().out


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.tex"
    path.write_text(PAPER)
    return path


def test_text_shows_outline_table_and_coverage(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = output(capsys, str(paper))
    assert shown.startswith("Small Nets\n")
    assert "  1 Experiments  [experiments]" in shown
    assert "Table 1 (tab:r, paper.tex:8)  Results." in shown
    assert "Method  Top-1\n------  ------\nL1      *93.4*" in shown
    assert "2 of 2 tables read" in shown
    assert "warning: paper.tex:15: input file 'gone' is not there" in shown


def test_spans_and_emphasis_are_drawn(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = output(capsys, str(paper), "--table", "tab:c").splitlines()
    assert lines[0].startswith("Table 2 (tab:c, paper.tex:1")
    assert lines[1:] == [
        "    Accuracy of both",
        "    Top-1  Top-5",
        "--  -----  -----",
        "L1  _1.0_  /2.0/",
        "↑   3.0    4.0",
    ]


def test_one_table_by_number_and_not_another(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Costs." not in output(capsys, str(paper), "--table", "1")
    assert "Costs." in output(capsys, str(paper), "--table", "Table 2")
    assert run(str(paper), "--table", "7") == 2
    assert "no table '7' (there are 1, 2)" in capsys.readouterr().err


def test_a_wide_table_is_drawn_in_parts_that_repeat_its_header_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wide.tex"
    heads = " & ".join(f"Column {k}" for k in range(9))
    numbers = " & ".join(str(1000 + k) for k in range(9))
    path.write_text(
        rf"\begin{{tabular}}{{l{'c' * 9}}} Method & {heads} \\ \midrule L1 & {numbers} \\"
        r" \end{tabular}"
    )
    shown = output(capsys, str(path), "--tables", "--width", "40")
    assert max(len(line) for line in shown.splitlines()[1:]) <= 40
    assert shown.count("\nMethod") > 1
    assert all(f" {1000 + k}" in shown for k in range(9))
    assert shown.count("\nMethod") == len([x for x in shown.splitlines() if "of 10" in x])
    unlimited = output(capsys, str(path), "--tables", "--width", "0")
    assert unlimited.count("\nMethod") == 1


def test_text_and_sentences_stand_behind_their_place(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "paper.tex:5\t" in output(capsys, str(paper), "--text")
    sentences = output(capsys, str(paper), "--sentences").splitlines()
    assert any(line.startswith("paper.tex:6\tWe prune") for line in sentences)


def test_references_are_one_a_line(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = output(capsys, str(paper), "--references").splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("[a] ")
    assert "(2017) Pruning filters" in lines[0]


def test_markdown_holds_pipe_tables(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = output(capsys, str(paper), "--format", "markdown")
    assert shown.startswith("# Small Nets\n")
    assert "| Method | Top-1 |\n| --- | --- |\n| L1 | **93.4** |" in shown


def test_json_is_one_object_and_nothing_else(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(output(capsys, str(paper), "--format", "json"))
    assert record["title"] == "Small Nets"
    assert record["tables"][0]["rows"] == [["Method", "Top-1"], ["L1", "93.4"]]
    assert record["coverage"]["full_text"] is False
    assert {"sentences", "captions", "footnotes", "citations", "cross_references"} <= set(record)


def test_every_place_in_the_json_leads_to_its_text(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record: dict[str, Any] = json.loads(output(capsys, str(paper), "--format", "json"))
    text, lines = record["text"], PAPER.splitlines()
    cells = [cell for table in record["tables"] for cell in table["cells"] if cell["text"]]
    assert len(cells) == 12
    for cell in cells:
        assert text[cell["start"] : cell["end"]] == cell["text"]
        assert cell["text"] in lines[cell["line"] - 1]
    spans = {(c["text"], c["row_span"], c["column_span"]) for c in cells}
    assert {("Accuracy of both", 1, 2), ("L1", 2, 1)} <= spans
    assert [c["emphasis"] for c in cells if c["text"] in ("93.4", "1.0")] == [
        ["bold"],
        ["underline"],
    ]
    for sentence in record["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_json_of_one_part_leaves_the_others_out(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(output(capsys, str(paper), "--references", "--format", "json"))
    assert [reference["key"] for reference in record["references"]] == ["a"]
    assert "text" not in record
    assert "tables" not in record
    assert record["coverage"]["tables_found"] == 2


def test_several_papers_and_folders_give_a_line_each(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (paper.parent / "more").mkdir()
    (paper.parent / "more" / "one.md").write_text("# One\n\nWords.\n")
    (paper.parent / "more" / "two.md").write_text("# Two\n\nWords.\n")
    lines = output(capsys, str(paper), str(paper.parent / "more"), "--format", "json").splitlines()
    assert [json.loads(line)["source"]["format"] for line in lines] == [
        "latex",
        "markdown",
        "markdown",
    ]


def test_one_bad_path_does_not_stop_the_others(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(paper.parent / "gone.tex"), str(paper)) == 2
    captured = capsys.readouterr()
    assert captured.out.startswith("Small Nets\n")
    assert captured.err.count("\n") == 1


def test_bad_input_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(tmp_path / "gone.tex")) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("litscan: error: ")


def test_table_and_another_part_do_not_go_together(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(paper), "--table", "1", "--text") == 2
    assert "--text" in capsys.readouterr().err


def test_a_reader_that_goes_away_early_sees_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "long.tex"
    path.write_text("\\section{One}\n" + "Words that fill a line of text.\n\n" * 20_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "litscan", "read", str(path), "--text"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(timeout=60)
    process.stderr.close()
