"""A paper's tables against a list of leaderboards."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from litscan.document import read_text
from litscan.errors import UsageError
from litscan.leaderboards import Leaderboard, link, read_boards, reports_results
from litscan.leaderboards.plain import plain_tables

PAPER = r"""
\documentclass{article}
\title{FooNet: Deep Image Classification}
\begin{document}
\maketitle
\begin{abstract}We propose FooNet for image classification. FooNet reaches the state of the art
on CIFAR-10 and CIFAR-100.\end{abstract}
\section{Experiments}
We train FooNet on CIFAR-10. Table~\ref{tab:main} shows that FooNet outperforms all baselines.
\begin{table}
\caption{Image classification accuracy on CIFAR-10 and CIFAR-100.}\label{tab:main}
\begin{tabular}{lcc}
Method & CIFAR-10 Accuracy & CIFAR-100 Accuracy \\ \hline
BarNet \cite{bar} & 91.2 & 68.1 \\
BazNet \cite{baz} & 92.3 & 70.4 \\ \hline
FooNet (ours) & \textbf{95.1} & \textbf{77.6}
\end{tabular}
\end{table}
\end{document}
"""
BOARDS = (
    Leaderboard("Image Classification", "CIFAR-10", "Accuracy"),
    Leaderboard("Image Classification", "CIFAR-100", "Accuracy"),
    Leaderboard("Machine Translation", "WMT2014 English-German", "BLEU score"),
)


def test_own_values_are_linked_to_the_leaderboards_they_stand_on() -> None:
    document = read_text(PAPER, format="latex")
    found = {result.board.dataset: result for result in link(document, BOARDS)}
    assert {name: result.value for name, result in found.items()} == {
        "CIFAR-10": 95.1,
        "CIFAR-100": 77.6,
    }
    evidence = found["CIFAR-10"].evidence[0]
    assert evidence.quote == "95.1" == document.text[evidence.start : evidence.end]


def test_nothing_is_linked_where_no_table_holds_numbers() -> None:
    assert link(read_text("# Notes\n\nCIFAR-10 is small.\n", format="markdown"), BOARDS) == ()


@pytest.mark.parametrize(
    ("shown", "texts"),
    [("33.63 / 0.91", {"33.63", "0.91"}), ("68.20 0.66%", {"68.20"}), ("97.650.05%", {"97.65"})],
)
def test_cells_of_two_numbers_are_taken_apart(shown: str, texts: set[str]) -> None:
    (table,) = read_text(PAPER, format="latex").tables
    rows = tuple(
        tuple(replace(cell, text=shown) if cell.column else cell for cell in row)
        for row in table.rows
    )
    read = [plain.rows[1][1].text for plain in plain_tables(replace(table, rows=rows))]
    assert set(read) == texts


def test_boards_without_a_metric_are_refused_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "boards.csv"
    file.write_text("task,dataset,metric\nParsing,PTB,\n")
    with pytest.raises(UsageError, match=r"boards\.csv:2: no metric"):
        read_boards(file)


def test_extract_lists_leaderboards(tmp_path: Path) -> None:
    from litscan.cli import cli

    (tmp_path / "paper.tex").write_text(PAPER)
    lines = (json.dumps(board.to_json()) for board in BOARDS)
    (tmp_path / "boards.jsonl").write_text("\n".join(lines))
    command = ["extract", str(tmp_path / "paper.tex"), "--format", "json"]
    ran = CliRunner().invoke(cli, [*command, "--leaderboards", str(tmp_path / "boards.jsonl")])
    assert ran.exit_code == 0, ran.output
    values = [result["value"] for result in json.loads(ran.stdout)["leaderboards"]]
    assert values == [95.1, 77.6]


def test_papers_of_theory_report_no_benchmark_results() -> None:
    assert not reports_results(read_text("# Automata\n\nWe prove a bound.\n", format="markdown"))
    training = "# Us\n\nOur neural network is trained on a dataset; accuracy beats the baseline.\n"
    assert reports_results(read_text(training, format="markdown"))
