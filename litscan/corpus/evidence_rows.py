"""Evidence as rows: which quote a fact, result or finding stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.database import chunks

__all__ = ["PLACE", "evidence_of", "first_evidence", "save_evidence"]

Owner = Literal["fact", "result", "finding"]
PLACE = ("quote", "section", "file", "line", "table_label", "table_row", "table_column")
"""Columns of the first evidence that every frame of facts carries."""


def save_evidence(
    connection: sa.Connection,
    owner: Owner,
    owned: Iterable[tuple[int, Sequence[Mapping[str, Any]]]],
) -> None:
    """Store the evidence, in its public JSON form, of several facts, results or findings."""
    rows = []
    for number, items in owned:
        for item in items:
            place = item["table"] or {}
            rows.append(
                {
                    f"{owner}_id": number,
                    **{name: item[name] for name in ("kind", "section", "file", "line")},
                    "quote": item["quote"].replace("\0", "\ufffd"),
                    "start": item["start"],
                    "end": item["end"],
                    "table_label": place.get("label"),
                    "table_row": place.get("row"),
                    "table_column": place.get("column"),
                }
            )
    if rows:
        connection.execute(schema.evidence.insert(), rows)


def evidence_of(
    connection: sa.Connection, owner: Owner, numbers: Iterable[int]
) -> dict[int, list[dict[str, Any]]]:
    """Return the evidence of facts, results or findings in its public JSON form, by number."""
    table = schema.evidence
    column = table.c[f"{owner}_id"]
    found: dict[int, list[dict[str, Any]]] = {}
    for some in chunks(list(numbers), 5000):
        query = table.select().where(column.in_(some)).order_by(table.c.id)
        for row in connection.execute(query).mappings():
            place = None
            if row["table_label"] is not None:
                place = {
                    "label": row["table_label"],
                    "row": row["table_row"],
                    "column": row["table_column"],
                }
            names = ("quote", "section", "kind", "file", "line", "start", "end")
            item = {name: row[name] for name in names}
            found.setdefault(row[column.name], []).append({**item, "table": place})
    return found


def first_evidence(
    owner: Owner, owner_table: sa.Table
) -> tuple[sa.FromClause, sa.ColumnElement[bool]]:
    """Return the evidence table, and the condition that joins an owner to its first evidence."""
    first = schema.evidence.alias("first")
    inner = schema.evidence.alias("inner_evidence")
    lowest = (
        sa.select(sa.func.min(inner.c.id))
        .where(inner.c[f"{owner}_id"] == owner_table.c.id)
        .correlate(owner_table)
        .scalar_subquery()
    )
    return first, first.c.id == lowest
