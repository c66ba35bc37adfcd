"""Claims that were re-run as pandas tables: a row a claim, or a row a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from litscan.claims.run import ClaimResult

__all__ = ["claims_frame", "figures_frame"]

_OF_CLAIMS = (
    "id", "data", "statement", "published", "recomputed", "unit", "n", "low", "high", "filter",
    "verdict", "reason",
)  # fmt: skip
_OF_FIGURES = (
    "id", "data", "name", "filter", "published", "recomputed", "unit", "n", "low", "high",
)  # fmt: skip
_NUMBERS = ("published", "recomputed", "low", "high")


def claims_frame(results: Iterable[ClaimResult]) -> pd.DataFrame:
    """Return a row for each claim: published and recomputed figure, n, interval, verdict, reason.

    Parameters
    ----------
    results : iterable of ClaimResult
        What `run_claims` returns.

    Examples
    --------
    >>> from litscan.claims import BlalockTables, run_claims
    >>> from litscan.claims.blalock import BlalockPaper
    >>> papers = tuple(BlalockPaper(f"paper {at}", frozenset()) for at in range(3))
    >>> frame = claims_frame(run_claims(["BC10"], blalock=BlalockTables(papers, "made")))
    >>> frame.loc["BC10", ["published", "recomputed", "n"]].tolist()
    [0.25, 1.0, 3.0]
    """
    return _frame((_flat(result.to_json()) for result in results), _OF_CLAIMS)


def figures_frame(results: Iterable[ClaimResult]) -> pd.DataFrame:
    """Return a row for each figure behind each claim, with the filter it was computed under.

    Parameters
    ----------
    results : iterable of ClaimResult
        What `run_claims` returns.
    """
    records = (result.to_json() for result in results)
    return _frame(
        (
            _flat({**figure, "id": record["id"], "data": record["data"]})
            for record in records
            for figure in record["figures"]
        ),
        _OF_FIGURES,
    )


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    low, high = record["interval"] or (None, None)
    return {**record, "low": low, "high": high}


def _frame(records: Iterable[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    rows = [{name: record[name] for name in columns} for record in records]
    frame = pd.DataFrame.from_records(rows, columns=list(columns))
    return frame.astype(dict.fromkeys(_NUMBERS, float)).set_index("id")
