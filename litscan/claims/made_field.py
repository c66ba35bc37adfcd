"""Made submissions to a wider field, month by month, for the pages of claims about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from litscan.claims.wider import WiderField
from litscan.growth.counts import Window, count_periods
from litscan.growth.trends import share_trend

__all__ = ["made_field"]


def made_field(made: Mapping[str, Any]) -> WiderField:
    """Return a field whose submissions grow by one factor a year, and from a year on by another.

    Parameters
    ----------
    made : mapping
        ``held`` (categories held whole), ``first`` and ``last`` (years), ``factor`` and, from
        ``bend`` on, ``then`` (factors a year), ``share`` of papers on pruning in the first month,
        and ``rising``, the factor by which that changes a year. A thousand submissions come in the
        first month.

    Examples
    --------
    >>> made = {"held": ["cs.LG"], "first": 2010, "last": 2012, "factor": 2.0}
    >>> field = made_field(made)
    >>> [field.totals[month] for month in ("2010-01", "2011-01", "2012-01")]
    [1000, 2000, 4000]
    """
    totals, on_topic = {}, {}
    size, share = 1000.0, float(made.get("share", 0.01))
    for year in range(made["first"], made["last"] + 1):
        factor = made["then"] if year >= made.get("bend", year + 1) else made["factor"]
        for month in range(1, 13):
            totals[f"{year}-{month:02}"] = round(size)
            on_topic[date(year, month, 1)] = round(share * size)
            size *= factor ** (1 / 12)
            share *= made.get("rising", 1.0) ** (1 / 12)
    window = Window(date(made["first"], 1, 1), date(made["last"], 12, 31))
    months = count_periods(on_topic, window, totals=totals)
    return WiderField("all made submissions", tuple(made["held"]), totals, share_trend(months))
