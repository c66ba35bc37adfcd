"""AxCell's PWC Leaderboards: a closed list of leaderboards is given, as AxCell had its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extraction.boards import (
    closed_list,
    document_of,
    number_in,
    predictions_of,
    printed,
    reachable,
    summary,
)
from benchmarks.gold import gold_records
from litscan.document.model import Document
from litscan.leaderboards import BoardResult, Leaderboard
from litscan.leaderboards.candidates import Candidate, find_candidates
from litscan.leaderboards.linking import link_candidates

NEEDS = ("gold/axcell", "gold/score.py")
MOST_WORST = 20
SCALES = (1, 100, 0.01)
PUBLISHED = {"AxCell, 731 papers": {"TDMS_micro_f1": 0.287, "TDM_micro_f1": 0.561}}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the scores of the tuples linked, with trivial baseline and published figures."""
    boards = closed_list(shared, "axcell", ("test", "test_notext"), ("train",))
    predictions, papers = [], []
    ceiling: Counter[str] = Counter()
    for record in gold_records(shared, "axcell", "test", split):
        document = document_of(record)
        candidates = find_candidates(document, boards) if document is not None else []
        results = link_candidates(document, candidates) if document is not None else ()
        predictions.append({"id": record["id"], "tdms": predictions_of(results)})
        ceiling += printed(record, document)
        papers.append(losses(record, document, candidates, results))
    figures, detail = summary(shared, "axcell", split, predictions)
    return {
        "n": len(predictions),
        "leaderboards_in_list": len(boards.boards),
        "ceiling": ceiling,
        **figures,
        "TDM": detail["TDM"],
        "TDMS": detail["TDMS"],
        "published": PUBLISHED,
        "losses": sum((Counter(paper["losses"]) for paper in papers), Counter()),
        "worst": worst(papers),
    }


def losses(
    record: dict[str, Any],
    document: Document | None,
    candidates: Iterable[Candidate],
    results: Iterable[BoardResult],
) -> dict[str, Any]:
    """Return how many leaderboards labelled for a paper were lost, a kind of loss each.

    ``absent``: the number is in no table that could be read; ``no_candidate``: it is in a table,
    but not among the numbers weighed for the leaderboard; ``not_found``: the leaderboard was held
    too unlikely; ``other_scale``: per cent for a share or the reverse; ``wrong_cell``: another
    number.
    """
    offered: dict[Leaderboard, list[float]] = {}
    for candidate in candidates:
        offered.setdefault(candidate.board, []).append(candidate.value)
    said = {result.board: result.value for result in results}
    labelled: dict[Leaderboard, list[float]] = {}
    for label in record["gold"]:
        board = Leaderboard(label["task"], label["dataset"], label["metric"])
        number = number_in(label["value"])
        labelled.setdefault(board, []).extend([] if number is None else [number])
    count: Counter[str] = Counter()
    for board, numbers in labelled.items():
        if _is_one(said.get(board), numbers, (1,)):
            continue
        if document is None or not any(reachable(document, _scaled(numbers))):
            count["absent"] += 1
        elif not any(_is_one(value, numbers, SCALES) for value in offered.get(board, ())):
            count["no_candidate"] += 1
        elif board not in said:
            count["not_found"] += 1
        else:
            other = _is_one(said[board], numbers, SCALES)
            count["other_scale" if other else "wrong_cell"] += 1
    return {
        "paper": record["id"],
        "labelled": len(labelled),
        "lost": count.total(),
        "losses": dict(count),
        "not_in_labels": len(said.keys() - labelled.keys()),
    }


def worst(papers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the papers that lost most leaderboards."""
    return sorted(papers, key=lambda paper: (-paper["lost"], paper["paper"]))[:MOST_WORST]


def _is_one(value: float | None, numbers: Iterable[float], scales: Iterable[float]) -> bool:
    if value is None:
        return False
    return any(abs(value * s - number) < 1e-6 for number in numbers for s in scales)


def _scaled(numbers: Iterable[float]) -> list[str]:
    return [f"{number * scale:.10g}" for number in numbers for scale in SCALES]
