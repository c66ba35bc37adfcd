"""Whose method a number belongs to, and the scale in which leaderboards list it."""

from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.extraction.learned.cell_roles import ROLES
from litscan.leaderboards import BoardList, Leaderboard
from litscan.leaderboards.candidates import FEATURES, Candidate, find_candidates

PAPER = r"""
\documentclass{article}
\title{QuxNet}
\begin{document}
\section{Experiments}
We classify the images of CIFAR-10 and complete the graph FB15k-237.
\begin{table}
\caption{Results on CIFAR-10 and FB15k-237.}
\begin{tabular}{lcc}
Method & CIFAR-10 Accuracy & FB15k-237 Hits@10 \\ \hline
BarNet & 0.912 & 48.1 \\
QuxNet & 0.951 & 52.4
\end{tabular}
\end{table}
\end{document}
"""
BOARDS = BoardList.of(
    [
        Leaderboard("Image Classification", "CIFAR-10", "Accuracy"),
        Leaderboard("Link Prediction", "FB15k-237", "Hits@10"),
    ]
)


def candidates(own_row: int) -> list[Candidate]:
    """Return the paper's candidates where a given row is surely its own method's."""
    certain = {role: tuple(float(other == role) for other in ROLES) for role in ("own", "compared")}
    shares = {(0, row, 0): certain["own" if row == own_row else "compared"] for row in (1, 2)}
    return find_candidates(read_text(PAPER, format="latex"), BOARDS, shares=shares)


@pytest.mark.parametrize("own_row", [1, 2])
def test_numbers_of_the_row_that_is_own_stand_out(own_row: int) -> None:
    for candidate in candidates(own_row):
        told = dict(zip(FEATURES, candidate.features, strict=True))
        own = candidate.cell.line.row == own_row
        assert (told["role_own"], told["role_compared"]) == (float(own), float(not own))
        assert told["best_of_own_in_column"] == (1.0 if own else -1.0)
        assert told["role_own_below_best"] == (0.0 if own else -1.0)


def test_numbers_are_listed_in_the_scale_of_their_metric() -> None:
    values = {
        (candidate.board.dataset, candidate.cell.cell.text): candidate.value
        for candidate in candidates(2)
    }
    assert values["CIFAR-10", "0.951"] == 95.1
    assert values["FB15k-237", "52.4"] == 0.524
