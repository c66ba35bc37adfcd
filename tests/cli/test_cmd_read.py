from __future__ import annotations

import json
from pathlib import Path

import pytest

from litscan.cli import main

PAPER = r"""\documentclass{article}
\title{Small Nets}
\begin{document}
\maketitle
\section{Experiments}
We prune.
\begin{table}\caption{Results.}\label{tab:r}
\begin{tabular}{lc} \toprule Method & Top-1 \\ \midrule L1 & 93.4 \\ \end{tabular}
\end{table}
\input{gone}
\end{document}
"""


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(["read", *arguments])
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.tex"
    path.write_text(PAPER)
    return path


def test_text_shows_outline_table_and_coverage(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(paper)) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Small Nets\n")
    assert "  1 Experiments  [experiments]" in shown
    assert "Table 1 (tab:r, paper.tex:8)  Results." in shown
    assert "Method  Top-1\n------  -----\nL1      93.4" in shown
    assert "1 of 1 tables read" in shown
    assert "warning: paper.tex:10: input file 'gone' is not there" in shown


def test_json_is_one_object_and_nothing_else(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(paper), "--format", "json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["title"] == "Small Nets"
    assert record["tables"][0]["rows"] == [["Method", "Top-1"], ["L1", "93.4"]]
    assert record["coverage"]["full_text"] is False


def test_bad_input_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(tmp_path / "gone.tex")) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("litscan: error: ")
