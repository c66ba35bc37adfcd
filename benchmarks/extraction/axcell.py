"""AxCell's PWC Leaderboards: a closed list of leaderboards is given, as AxCell had its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.boards import closed_list, predict, predictions_of, summary
from litscan.leaderboards import link

NEEDS = ("gold/axcell", "gold/score.py")
PUBLISHED = {"AxCell, 731 papers": {"TDMS_micro_f1": 0.287, "TDM_micro_f1": 0.561}}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the scores of the tuples linked, with trivial baseline and published figures."""
    boards = closed_list(shared, "axcell", ("test", "test_notext"), ("train",))
    predictions, ceiling = predict(
        shared, "axcell", split, lambda document: predictions_of(link(document, boards))
    )
    figures, detail = summary(shared, "axcell", split, predictions)
    return {
        "n": len(predictions),
        "leaderboards_in_list": len(boards.boards),
        "ceiling": ceiling,
        **figures,
        "TDM": detail["TDM"],
        "TDMS": detail["TDMS"],
        "published": PUBLISHED,
    }
