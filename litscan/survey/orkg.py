"""Results as a comparison that the Open Research Knowledge Graph imports from CSV.

A row is a contribution of a paper: one number that it prints of its own method. Columns that begin
with ``paper:`` and ``contribution:`` are those that ORKG's import knows; the others become
properties. The research field is chosen at the import, where ORKG lists them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from litscan.spreadsheet import guarded
from litscan.survey.citing import paper_url
from litscan.survey.operating_points import point_words
from litscan.survey.results import ResultRow, ResultsTable

if TYPE_CHECKING:
    from litscan.corpus import PaperRecord

__all__ = ["ORKG_COLUMNS", "to_orkg"]

ORKG_COLUMNS = (
    "paper:title", "paper:authors", "paper:publication_month", "paper:publication_year",
    "paper:doi", "paper:url", "paper:published_in", "contribution:research_problem",
    "Method", "Dataset", "Architecture", "Operating point", "Metric", "Unit", "Unpruned", "Pruned",
    "Drop", "Quote",
)  # fmt: skip
_PROBLEM = "Neural network pruning"


def to_orkg(results: ResultsTable, records: Mapping[str, PaperRecord]) -> str:
    """Return the results of papers' own methods as ORKG's CSV; authors are joined by semicolons.

    Parameters
    ----------
    results : ResultsTable
    records : mapping by key
        The corpus's papers.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(ORKG_COLUMNS)
    for row in results.rows:
        if row.own and row.paper in records:
            writer.writerow(map(guarded, (*_paper(records[row.paper]), *_contribution(row))))
    return text.getvalue()


def _paper(record: PaperRecord) -> Iterable[object]:
    date = record.published or record.submitted or record.listed or ""
    month = date[5:7].lstrip("0") if len(date) >= 7 else ""
    authors = "; ".join(name.replace(";", ",") for name in record.authors)
    title = " ".join((record.title or record.key).split())
    place = (record.doi, paper_url(record), record.venue)
    return (title, authors, month, record.year, *place, _PROBLEM)


def _contribution(row: ResultRow) -> Iterable[object]:
    point = point_words(row.point_kind, row.point_value, row.point_unit)
    metric = row.metric.replace("_", " ")
    numbers = (row.dense, row.value, row.drop)
    return (row.method, row.dataset, row.architecture, point, metric, row.unit, *numbers, row.quote)
