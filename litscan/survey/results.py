"""The survey's results table: every pruned network's number beside its dense baseline.

A drop is computed only where both numbers are possible, the same paper prints them for the same
dataset, architecture, metric and unit, and it is clear which baseline belongs to the number.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from litscan.extraction.costs import is_quality

if TYPE_CHECKING:
    import pandas as pd

from litscan.vocabulary.directions import quality_directions

__all__ = ["ResultRow", "ResultsTable", "SortKey", "build_results_table", "is_impossible"]

SortKey = Literal["dataset", "drop", "method", "year"]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One printed number of a pruned network.

    Parameters
    ----------
    paper, title, year
        Where it is printed; `paper` is the key in the corpus.
    method, own
        What pruned the network, and whether it is the paper's own method.
    dense : float or None
        The unpruned network's number, where the paper prints one that clearly belongs.
    value, uncertainty
        The pruned network's number, and what is printed after ``±``.
    drop : float or None
        Loss against `dense` in the metric's unit; positive is worse, whichever way it points.
    point_kind, point_value, point_unit
        How far the network was pruned.
    quote, file, line
        The evidence of `value`.
    table_label, table_row, table_column
        Its cell, rows and columns counted from 0; nothing where a sentence tells it.
    evidence_kind : str
        ``"table"``, or what else tells the number.
    corrected : bool
        Whether a reader's word stands here.
    """

    paper: str
    title: str
    year: int | None
    method: str
    own: bool
    dataset: str
    architecture: str
    metric: str
    unit: str
    dense: float | None
    value: float
    uncertainty: float | None
    drop: float | None
    point_kind: str
    point_value: float | None
    point_unit: str
    confidence: float
    quote: str
    file: str
    line: int | None
    table_label: str = ""
    table_row: int | None = None
    table_column: int | None = None
    evidence_kind: str = "table"
    corrected: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the row as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ResultsTable:
    """Rows of results in the order they are shown."""

    rows: tuple[ResultRow, ...]

    def select(
        self,
        *,
        dataset: str | None = None,
        architecture: str | None = None,
        year: int | None = None,
        own: bool = False,
        papers: Collection[str] | None = None,
    ) -> ResultsTable:
        """Return the rows of a dataset, an architecture, a year, some papers, or own methods only.

        Names match without regard to case, and the whole name.
        """
        return replace(
            self,
            rows=tuple(
                row
                for row in self.rows
                if (dataset is None or row.dataset.casefold() == dataset.casefold())
                and (architecture is None or row.architecture.casefold() == architecture.casefold())
                and (year is None or row.year == year)
                and (row.own or not own)
                and (papers is None or row.paper in papers)
            ),
        )

    def sorted_by(self, key: SortKey) -> ResultsTable:
        """Return the rows sorted: by dataset, method, year (latest first) or drop (least first)."""
        return replace(self, rows=tuple(sorted(self.rows, key=_ORDER[key])))


def _usual_order(row: ResultRow) -> tuple[Any, ...]:
    point = math.inf if row.point_value is None else row.point_value
    place = (row.dataset == "", row.dataset, row.architecture == "", row.architecture, row.metric)
    return (*place, row.paper, row.method, row.point_kind, point, row.value)


_ORDER: Mapping[str, Callable[[ResultRow], tuple[Any, ...]]] = {
    "dataset": _usual_order,
    "drop": lambda row: (math.inf if row.drop is None else row.drop, *_usual_order(row)),
    "method": lambda row: (row.method.casefold(), *_usual_order(row)),
    "year": lambda row: (-(row.year or 0), *_usual_order(row)),
}


def build_results_table(
    results: pd.DataFrame,
    papers: pd.DataFrame,
    *,
    directions: Mapping[str, str] | None = None,
    prose: bool = False,
    costs: bool = False,
) -> ResultsTable:
    """Return the results table of a corpus.

    Parameters
    ----------
    results, papers : DataFrame
        As `Corpus.results` and `Corpus.papers` return them.
    directions : mapping of str to str, optional
        ``"higher"`` or ``"lower"`` for each metric, whichever is better; from the vocabulary by
        default. No drop is computed for a metric without one.
    prose : bool
        Take numbers that a sentence tells and no table prints, too. They are less certain.
    costs : bool
        Take parameters, FLOPs, sparsity and other costs that tables print, too.
    """
    known = quality_directions() if directions is None else directions
    records = [_plain(record) for record in results.to_dict("records")]
    records = [
        record
        for record in records
        if (costs or is_quality(record["metric"]) if _is_tabled(record) else prose)
    ]
    baselines = _Baselines(record for record in records if record["is_dense_baseline"])
    titles = _titles(papers)
    rows = [
        _row(record, baselines.of(record), titles.get(record["key"], ("", None)), known)
        for record in records
        if not record["is_dense_baseline"]
    ]
    return ResultsTable(tuple(sorted(rows, key=_usual_order)))


def _is_tabled(record: Mapping[str, Any]) -> bool:
    return bool(record.get("evidence_kind", "table") == "table")


def _plain(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a record with None for every kind of missing value."""
    return {
        str(name): None if value is None or value != value else value
        for name, value in record.items()
    }


def _titles(papers: pd.DataFrame) -> dict[str, tuple[str, int | None]]:
    """Return title and year of each paper; the year is found as `PaperRecord.year` finds it."""
    found = {}
    columns = ["key", "title", "published", "submitted", "listed"]
    for record in papers.reindex(columns=columns).to_dict("records"):
        plain = _plain(record)
        stamp = str(plain["published"] or plain["submitted"] or plain["listed"] or "")[:4]
        found[plain["key"]] = (plain["title"] or "", int(stamp) if stamp.isdigit() else None)
    return found


class _Baselines:
    """Finds the dense number that belongs to a pruned one, or nothing where that is unclear."""

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        self._values: dict[tuple[Any, ...], set[float]] = defaultdict(set)
        for record in records:
            for place in self._places(record):
                self._values[place].add(float(record["value"]))

    @staticmethod
    def _places(record: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        """Return where baselines are looked up, the nearest first: row of a table, table, paper."""
        what = tuple(
            record[name]
            for name in ("key", "document", "dataset", "architecture", "metric", "unit")
        )
        if record["dataset"] is None or record["architecture"] is None:
            return ()
        table = (*what, record.get("file"), record.get("table_label"))
        if record.get("table_label") is None:
            return (what,)
        return (
            (*table, record.get("table_row")),
            (*table, "method", record["method"]),
            table,
            what,
        )

    def of(self, record: Mapping[str, Any]) -> float | None:
        """Return the one baseline at the nearest place that has any."""
        for place in self._places(record):
            values: Collection[float] = self._values.get(place, ())
            if values:
                return next(iter(values)) if len(values) == 1 else None
        return None


def _row(
    record: Mapping[str, Any],
    dense: float | None,
    paper: tuple[str, int | None],
    directions: Mapping[str, str],
) -> ResultRow:
    value, line = float(record["value"]), record.get("line")
    return ResultRow(
        paper=record["key"],
        title=paper[0],
        year=paper[1],
        method=record["method"],
        own=bool(record["own"]),
        dataset=record["dataset"] or "",
        architecture=record["architecture"] or "",
        metric=record["metric"],
        unit=record["unit"] or "",
        dense=dense,
        value=value,
        uncertainty=record["uncertainty"],
        drop=(
            None
            if is_impossible(record["unit"], value)
            else _drop(dense, value, directions.get(record["metric"]))
        ),
        point_kind=record["point_kind"] or "",
        point_value=record["point_value"],
        point_unit=record["point_unit"] or "",
        confidence=float(record["confidence"]),
        quote=record.get("quote") or "",
        file=record.get("file") or "",
        line=_whole(line),
        table_label=record.get("table_label") or "",
        table_row=_whole(record.get("table_row")),
        table_column=_whole(record.get("table_column")),
        evidence_kind=record.get("evidence_kind") or "table",
        corrected=bool(record.get("corrected")),
    )


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def is_impossible(unit: str, value: float) -> bool:
    """Return whether no network can have a value: a share under 0 or over 100%.

    Examples
    --------
    >>> is_impossible("percent", 108.9), is_impossible("percent", 76.1)
    (True, False)
    """
    return unit == "percent" and not 0 <= value <= 100


def _drop(dense: float | None, value: float, direction: str | None) -> float | None:
    """Return the loss, computed in decimal so that 93.5 - 93.2 is 0.3."""
    if dense is None or direction is None:
        return None
    loss = Decimal(str(dense)) - Decimal(str(value))
    return float(loss if direction == "higher" else -loss)
