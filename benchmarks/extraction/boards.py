"""What the leaderboard sections share: closed lists, documents, predictions, ceilings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.gold import gold_records, label_files, read_lines, score_predictions
from litscan.document import read_text
from litscan.document.model import Document
from litscan.errors import LitscanError
from litscan.leaderboards import BoardList, BoardResult, Leaderboard

__all__ = [
    "closed_list", "document_of", "named_boards", "number_in", "predict", "predictions_of",
    "printed", "reachable", "summary",
]  # fmt: skip

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def named_boards(records: Iterable[dict[str, Any]]) -> set[Leaderboard]:
    """Return the leaderboards that labels name, as a set: not which paper has which."""
    return {
        Leaderboard(label["task"], label["dataset"], label["metric"])
        for record in records
        for label in record["gold"]
        if label["task"] and label["dataset"] and label["metric"]
    }


def closed_list(shared: Path, bench: str, stems: Iterable[str], parts: Iterable[str]) -> BoardList:
    """Return the closed list of a set: every leaderboard its files that are here name."""
    folder = shared / "gold" / bench
    paths = [path for stem in stems for path in label_files(folder, stem, "all", ".jsonl.gz")]
    paths += [folder / f"{part}.jsonl.gz" for part in parts]
    records = [record for path in paths for record in read_lines(path)]
    return BoardList.of(sorted(named_boards(records)))


def document_of(record: dict[str, Any]) -> Document | None:
    """Return a record's LaTeX as a document, None where there is none to read."""
    if not record.get("tex"):
        return None
    try:
        return read_text(record["tex"], format="latex")
    except LitscanError:
        return None


def predictions_of(results: Iterable[BoardResult]) -> list[dict[str, str]]:
    """Return results in the scorer's form."""
    return [{**result.board.to_json(), "score": f"{result.value:.10g}"} for result in results]


def number_in(shown: object) -> float | None:
    """Return the number that a label shows, None where it shows none."""
    match = _NUMBER.search(str(shown).replace(",", ""))
    return float(match[0]) if match else None


def reachable(document: Document, scores: Iterable[object]) -> list[bool]:
    """Return for each labelled score whether that number is printed in a parsed table cell."""
    cells = {
        float(number)
        for table in document.tables
        for cell in table.cells()
        for number in _NUMBER.findall(cell.text.replace(",", ""))
    }
    return [number_in(score) in cells for score in scores]


def summary(
    shared: Path, bench: str, split: str, predictions: list[dict[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the scorer's headline beside its trivial baseline's, and the scorer's detail."""
    scored = score_predictions(shared, bench, predictions, split)
    command = [sys.executable, str(shared / "gold/score.py"), "baseline", bench, "--split", split]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    baseline = json.loads(done.stdout)["headline"]
    return {"scores": scored["headline"], "trivial_baseline": baseline}, scored["detail"]


def printed(record: dict[str, Any], document: Document | None) -> Counter[str]:
    """Return how many labelled scores a record has, and how many of them stand in tables."""
    shown = {
        (g["task"], g["dataset"], g["metric"], g.get("score", g.get("value")))
        for g in record["gold"]
    }
    found = reachable(document, (s[3] for s in shown)) if document is not None else []
    return Counter(labelled_scores=len(shown), scores_in_table_cells=sum(found))


def predict(
    shared: Path, bench: str, split: str, answer: Callable[[Document], list[dict[str, str]]]
) -> tuple[list[dict[str, Any]], Counter[str]]:
    """Return the predictions for a set's documents, and how many labelled scores are in tables."""
    predictions = []
    counts: Counter[str] = Counter()
    for record in gold_records(shared, bench, "test", split):
        document = document_of(record)
        predictions.append(
            {"id": record["id"], "tdms": answer(document) if document is not None else []}
        )
        counts += printed(record, document)
    return predictions, counts
