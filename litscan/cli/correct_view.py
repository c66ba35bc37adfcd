"""What ``litscan correct`` prints: facts with their ids, and corrections with their status."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litscan.corpus.corrections.record import CorrectionRecord

__all__ = ["corrections_csv", "corrections_text", "facts_json", "facts_text", "made_text"]

Facts = Sequence[tuple[str, str, Mapping[str, Any]]]


def facts_text(facts: Facts) -> str:
    """Return a paper's facts one a line: id, kind, fields, place."""
    return "\n".join(_fact_line(*fact) for fact in facts)


def _fact_line(kind: str, address: str, item: Mapping[str, Any]) -> str:
    from litscan.corpus.corrections.fields import flatten
    from litscan.corpus.corrections.record import describe

    said = describe(kind, flatten(kind, item)) or "-"
    first = item["evidence"][0] if item["evidence"] else None
    place = f"  [{first['file']}:{first['line']}]" if first else ""
    mark = "  (corrected)" if item.get("corrected") else ""
    return f"{address:<13} {kind:<14} {_short(said, 150)}{place}{mark}"


def _short(text: str, limit: int) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def facts_json(paper: str, facts: Facts) -> dict[str, Any]:
    """Return a paper's facts as one JSON object, each with its id and kind."""
    shown = []
    for kind, address, item in facts:
        public = {name: value for name, value in item.items() if not name.startswith("_")}
        own = {"fact_kind": kind} if "kind" in public else {"kind": kind}
        shown.append({"id": address, **own, **public})
    return {"schema": "litscan.facts/1", "paper": paper, "facts": shown}


def corrections_text(records: Sequence[CorrectionRecord]) -> str:
    """Return corrections, two lines each: what was changed, then by whom and what came of it."""
    return "\n".join(line for one in records for line in _correction_lines(one))


def made_text(records: Sequence[CorrectionRecord]) -> str:
    """Return corrections as they are made, one a line."""
    return "\n".join(next(_correction_lines(one)) for one in records)


def _correction_lines(one: CorrectionRecord) -> Iterator[str]:
    from litscan.corpus.corrections.record import change_words

    yield f"{one.id}  {one.paper}  {one.kind} {one.fact}: {_short(change_words(one), 200)}"
    note = f": {_short(one.note, 200)}" if one.note else ""
    yield f"    {one.status}; {one.by}, {one.made}{note}"


def corrections_csv(records: Sequence[CorrectionRecord]) -> str:
    """Return corrections as CSV, fields as JSON; no cell is a formula."""
    import csv
    import io

    from litscan.spreadsheet import guarded

    names = ("id", "paper", "kind", "fact", "action", "before", "after", "note", "by", "made")
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow((*names, "status"))
    for one in records:
        row = one.to_json()
        cells = [row[name] for name in (*names, "status")]
        writer.writerow([guarded(_cell(cell)) for cell in cells])
    return stream.getvalue()


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
