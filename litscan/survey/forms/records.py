"""Survey tables for programs: CSV and JSON hold every field, evidence included."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from litscan.spreadsheet import guarded
from litscan.survey.citing import Citations
from litscan.survey.table import Footnote, SurveyTable

__all__ = ["to_csv", "to_json"]

SCHEMA = "litscan.table/1"


def to_csv(table: SurveyTable, citations: Citations) -> str:
    """Return a table as CSV; lists are joined by semicolons, formulas of spreadsheets disarmed.

    The last columns hold the BibTeX keys of the papers that a row cites, and its footnotes.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*table.names, "cite", "footnotes"])
    for row in table.rows:
        keys = [citations.keys.get(key, key) for cell in row.cells for key in cell.cites]
        notes = [_told(note, citations) for cell in row.cells for note in cell.notes]
        values = [_flat(row.record[name]) for name in table.names]
        writer.writerow(map(guarded, [*values, "; ".join(keys), " ".join(notes)]))
    return text.getvalue()


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {inner}" for name, inner in value.items())
    return "; ".join(map(str, value)) if isinstance(value, (tuple, list)) else value


def _told(note: Footnote, citations: Citations) -> str:
    keys = ", ".join(citations.keys.get(key, key) for key in note.cites)
    return f"{note.text} ({keys})." if keys else f"{note.text}."


def to_json(table: SurveyTable, citations: Citations) -> str:
    """Return a table as JSON; `citations` holds the BibTeX key of each paper that it cites."""
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "kind": table.kind,
        "caption": table.caption,
        "note": table.note,
        "rows": [
            {
                **row.record,
                "footnotes": [_told(note, citations) for cell in row.cells for note in cell.notes],
            }
            for row in table.rows
        ],
        "citations": {key: citations.keys[key] for key in table.cited() if key in citations.keys},
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
