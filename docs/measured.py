"""The section of a check's page that says how often it saw what was planted into papers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

HISTORY = Path(__file__).resolve().parent.parent / "benchmarks" / "history" / "rigor.jsonl"
COMMAND = "python -m benchmarks.rigor --only planted"
WAYS = {
    "errors": "errors found",
    "omissions": "omissions noticed",
    "additions": "additions noticed",
}
KINDS = {"sample": "sample papers", "real": "published papers", "example": "examples below"}


def planted_figures() -> dict[str, Any]:
    """Return the newest recorded figures of ``python -m benchmarks.rigor --only planted``."""
    figures: dict[str, Any] = {}
    for line in HISTORY.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if "papers" in record.get("planted", {}):
            figures = record["planted"]
    return figures


def measured_section(check: str, figures: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the section for one check."""
    yield from ("", "## Measured", "")
    rows = {way: figures[way]["checks"].get(check, {}) for way in WAYS if way in figures}
    rows = {way: row for way, row in rows.items() if row}
    untouched = figures.get("untouched", {}).get("checks", {}).get(check, {})
    if not rows and not any(row["decided"] for row in untouched.values()):
        yield f"No figure: `{COMMAND}` plants nothing for this check."
        return
    yield f"By `{COMMAND}`, which alters the files of papers and reads them anew. {_meaning(rows)}"
    columns = [WAYS[way] for way in rows]
    if untouched:
        columns += ["untouched papers decided", "of these failed"]
    yield ""
    yield f"| papers | {' | '.join(columns)} |"
    yield "| --- |" + " --- |" * len(columns)
    for kind, name in KINDS.items():
        cells = [_share(row.get(kind)) for row in rows.values()]
        if untouched:
            cells += _untouched(untouched.get(kind))
        if any(cells):
            yield f"| {name} | {' | '.join(cells)} |"
    yield from _details(rows)


def _meaning(ways: Iterable[str]) -> str:
    told = {
        "errors": "An error is found where the check, which passed, then fails.",
        "omissions": "An omission is noticed where the check, which passed, then does not.",
        "additions": "An addition is noticed where the check, which failed, then does not.",
    }
    return " ".join(told[way] for way in ways)


def _share(row: Mapping[str, Any] | None) -> str:
    return f"{row['seen']} of {row['planted']}" if row else ""


def _untouched(row: Mapping[str, Any] | None) -> list[str]:
    if not row or not row["decided"]:
        return ["", ""]
    told = {
        "meant": "meant to be there",
        "right": "right by their cells",
        "wrong": "wrong by their cells",
    }
    said = ", ".join(f"{row[name]} {words}" for name, words in told.items() if row.get(name))
    return [str(row["decided"]), f"{row['failed']}{f' ({said})' if said else ''}"]


def _details(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if "errors" in rows:
        yield ""
        yield f"Errors planted: {_counts(rows['errors']['what'])}."
    for way in ("omissions", "additions"):
        if way in rows:
            yield ""
            yield f"After {way}: {_counts(rows[way]['outcomes'])}."


def _counts(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in counted.items())
