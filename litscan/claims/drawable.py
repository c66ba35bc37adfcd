"""Points of tradeoff curves: the rows of the tables that the source can draw.

A point can be drawn when its row gives, or implies, a change of accuracy and a ratio of size or
cost. Which rows the source draws is its filter A2, without runs of somebody else's method.
"""

from __future__ import annotations

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import ResultRow, filtered, merged_names, table_settings
from litscan.claims.completion import COMPRESSION, SPEEDUP, completed

__all__ = ["CHANGES", "RATIOS", "drawable_rows"]

RATIOS, CHANGES = (SPEEDUP, COMPRESSION), ("dTop1", "dTop5")


def drawable_rows(tables: BlalockTables) -> list[ResultRow]:
    """Return the completed rows that the source can draw, models merged, on any pair."""
    undrawn = table_settings()["undrawn"]
    authors = {paper.key: paper.author for paper in tables.papers}
    rows = []
    for row in map(completed, merged_names(filtered(tables.results, "A2"))):
        repeated = row.method in undrawn["methods"]
        unnamed = not row.method and authors.get(row.paper) in undrawn["authors"]
        low = row.numbers.get("Top1", 100.0) < undrawn["lowest_accuracy"]
        if row.has(RATIOS) and row.has(CHANGES) and not (repeated or unnamed or low):
            rows.append(row)
    return rows
