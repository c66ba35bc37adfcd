"""NLP-TDMS: leaderboards of papers whose sections and tables are given as GROBID read them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.extraction.boards import closed_list, predictions_of, summary
from benchmarks.gold import gold_records
from litscan.document import read_text
from litscan.leaderboards import link

NEEDS = ("gold/nlp_tdms", "gold/score.py")
PUBLISHED = {
    "TDMS-IE, 162 papers": {"TDM_micro_f1": 0.678, "TDMS_micro_f1": 0.118},
    "AxCell, those with LaTeX": {"TDM_micro_f1": 0.619, "TDMS_micro_f1": 0.258},
}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the scores of the tuples linked, with trivial baseline and published figures."""
    boards = closed_list(shared, "nlp_tdms", ("test",), ("train",))
    predictions = []
    for record in gold_records(shared, "nlp_tdms", "test", split):
        document = read_text(page(record), format="html")
        predictions.append({"id": record["id"], "tdms": predictions_of(link(document, boards))})
    figures, _ = summary(shared, "nlp_tdms", split, predictions)
    return {
        "n": len(predictions),
        "leaderboards_in_list": len(boards.boards),
        **figures,
        "published": PUBLISHED,
    }


def page(record: dict[str, Any]) -> str:
    """Return a record's title, sections and tables as an HTML page."""
    parts = [f"<html><body><h1>{escape(record['title'] or '')}</h1>"]
    for heading, text in record["sections"]:
        if heading == "title":
            continue
        parts.append(f"<h2>{escape(heading or '')}</h2><p>{escape(text or '')}</p>")
    parts += [_table(table) for table in record["tables"]]
    return "\n".join([*parts, "</body></html>"])


def _table(table: dict[str, Any]) -> str:
    """Return a table whose numbers are listed with their headers as a grid."""
    columns: dict[tuple[str, ...], int] = {}
    rows: dict[tuple[str, ...], dict[int, str]] = {}
    for number, bold, above, beside in _numbers(table["cells"]):
        column = columns.setdefault(beside, len(columns))
        shown = f"<b>{escape(number)}</b>" if bold else escape(number)
        rows.setdefault(above, {}).setdefault(column, shown)
    head = "".join(f"<th>{escape(' '.join(names))}</th>" for names in columns)
    lines = [f"<table><caption>{escape(table['caption'] or '')}</caption>"]
    lines.append(f"<thead><tr><th></th>{head}</tr></thead><tbody>")
    for names, values in rows.items():
        cells = "".join(f"<td>{values.get(column, '')}</td>" for column in range(len(columns)))
        lines.append(f"<tr><th>{escape(' '.join(names))}</th>{cells}</tr>")
    return "\n".join([*lines, "</tbody></table>"])


def _numbers(
    cells: Iterable[list[Any]],
) -> Iterable[tuple[str, bool, tuple[str, ...], tuple[str, ...]]]:
    for number, bold, rows, columns, merged in cells:
        yield str(number), bool(bold), tuple(rows or ()), (*(merged or ()), *(columns or ()))
