"""What the benchmark of leaderboards says became of each labelled one."""

from __future__ import annotations

import pytest

from benchmarks.extraction.axcell import losses, worst
from litscan.document import read_text
from litscan.leaderboards import BoardResult, Leaderboard
from litscan.leaderboards.candidates import BoardList, find_candidates

DOCUMENT = read_text(
    "# QuxNet\n\nWe classify CIFAR-10.\n\nTable 1: Accuracy on CIFAR-10.\n\n"
    "| Method | CIFAR-10 Accuracy |\n|---|---|\n| BarNet | 91.2 |\n| QuxNet | 95.1 |\n",
    format="markdown",
)
BOARD = Leaderboard("Image Classification", "CIFAR-10", "Accuracy")
CANDIDATES = find_candidates(DOCUMENT, BoardList.of([BOARD]))


def lost(labelled: str, said: float | None, *, offered: bool = True) -> dict[str, int]:
    """Return the losses of a paper whose one label is given and for which one value is said."""
    record = {"id": "1", "gold": [{**BOARD.to_json(), "value": labelled}]}
    results = [] if said is None else [BoardResult(BOARD, "", said, "", False, 0.5, ())]
    found: dict[str, int] = losses(record, DOCUMENT, CANDIDATES if offered else [], results)[
        "losses"
    ]
    return found


@pytest.mark.parametrize(
    ("labelled", "said", "kinds"),
    [
        ("95.1", 95.1, {}),
        ("95.1", 91.2, {"wrong_cell": 1}),
        ("0.951", 95.1, {"other_scale": 1}),
        ("95.1", None, {"not_found": 1}),
        ("97.7", 95.1, {"absent": 1}),
    ],
)
def test_each_loss_has_its_kind(labelled: str, said: float | None, kinds: dict[str, int]) -> None:
    assert lost(labelled, said) == kinds


def test_a_number_in_a_table_that_was_not_weighed_is_no_candidate() -> None:
    assert lost("95.1", 91.2, offered=False) == {"no_candidate": 1}


def test_papers_that_lost_most_come_first() -> None:
    papers = [{"paper": name, "lost": lost} for name, lost in (("a", 1), ("b", 3), ("c", 3))]
    assert [paper["paper"] for paper in worst(papers)] == ["b", "c", "a"]
