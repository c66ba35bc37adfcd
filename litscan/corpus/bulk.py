"""Many rows at a time: numbering, writing and looking them up, the fast way of either database.

A batch of thousands of keys goes over as one value, and rows go to the driver as they are, without
SQLAlchemy looking at each. Numbers are given out beforehand, so that rows that refer to others need
not wait for those to be read back; only a connection of `Database.writing` may do that, since it is
the only writer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

__all__ = ["among", "insert_rows", "next_numbers"]


def among(
    connection: sa.Connection, column: sa.Column[Any], values: Sequence[str] | Sequence[int]
) -> sa.ColumnElement[bool]:
    """Return the condition that a column has one of many values."""
    if connection.dialect.name == "sqlite":
        items = sa.func.json_each(json.dumps(values)).table_valued("value")
        return column.in_(sa.select(items.c.value))
    return column == sa.any_(sa.literal(values, ARRAY(column.type)))


def next_numbers(connection: sa.Connection, table: sa.Table, count: int) -> Sequence[int]:
    """Return numbers for new rows of a table whose primary key is ``id``, in ascending order."""
    if connection.dialect.name == "sqlite":
        highest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0))
        first = connection.execute(highest).scalar_one() + 1
        return range(first, first + count)
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    numbers = sa.func.generate_series(1, count).table_valued("value")
    query = sa.select(sa.func.nextval(sequence)).select_from(numbers)
    return sorted(connection.execute(query).scalars())


def insert_rows(
    connection: sa.Connection,
    table: sa.Table,
    names: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Insert many rows of plain values: ``executemany`` on SQLite, ``COPY`` on PostgreSQL."""
    if not rows:
        return
    quoted = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        insert = f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})"
        connection.exec_driver_sql(insert, list(rows))
        return
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {table.name} ({quoted}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
