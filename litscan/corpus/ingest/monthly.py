"""arXiv's own monthly submission totals, the denominators of growth, as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from litscan.corpus.ingest.problems import Problems

__all__ = ["is_monthly_totals", "read_monthly_totals"]


def is_monthly_totals(head: str) -> bool:
    """Return whether a file's first line is that of the totals arXiv offers for download."""
    return head.lstrip("\ufeff").lower().startswith("month,submissions")


def read_monthly_totals(text: str, problems: Problems) -> Iterator[tuple[str, int]]:
    r"""Yield month and number of submissions; lines that have neither go to `problems`.

    Examples
    --------
    >>> list(read_monthly_totals("month,submissions\n1991-07,2\n", Problems("totals.csv")))
    [('1991-07', 2)]
    """
    rows = csv.reader(text.lstrip("\ufeff").splitlines())
    next(rows, None)
    for row in rows:
        if not row:
            continue
        problems.records += 1
        if len(row) < 2 or not re.fullmatch(r"\d{4}-\d\d", row[0]) or not row[1].isdecimal():
            problems.skip(rows.line_num, "not a month and a number")
            continue
        yield row[0], int(row[1][:9])
