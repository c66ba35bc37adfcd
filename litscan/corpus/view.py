"""The corpus as rigor checks see it: what papers report, read in a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.documents import current_documents
from litscan.corpus.part import Part
from litscan.document.model import Evidence, TablePlace
from litscan.extraction.costs import is_quality
from litscan.extraction.records import OperatingPoint
from litscan.rigor.corpus_view import KnownPaper, KnownResult, Literature, Pair, comparable

__all__ = ["DescribedPaper", "Views"]

Measured = dict[Pair, set[tuple[str, str]]]
_COUNTS = frozenset({"flops", "params"})


@dataclass(frozen=True, slots=True)
class DescribedPaper:
    """What a paper that was read is: its type, and the kinds of pruning it is about."""

    type: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Extraction:
    """Whose extraction it is: the paper's row and its key."""

    paper: int
    key: str


class Views(Part):
    """The part of the corpus that gives audits their view of other papers."""

    def described_papers(self) -> dict[str, DescribedPaper]:
        """Return type and kinds of pruning of the papers from which facts were extracted."""
        table, papers = schema.extractions, schema.papers
        query = (
            sa.select(papers.c.key, table.c.paper_type, table.c.header)
            .join(papers, papers.c.id == table.c.paper_id)
            .where(table.c.document_id.is_(None) | table.c.document_id.in_(current_documents()))
            .order_by(papers.c.key, table.c.id)
        )
        with self._database.reading() as connection:
            return {
                row.key: DescribedPaper(row.paper_type, tuple(row.header.get("pruning_kinds", ())))
                for row in connection.execute(query)
            }

    def literature(self) -> Literature:
        """Return what papers that prune networks report: pairs of data set and network, numbers.

        Of other papers only title and date are known.
        """
        with self._database.reading() as connection:
            current = _current(connection)
            pairs = _pairs(connection, current)
            results, measured = _results(connection, current)
            table = schema.papers
            dated = sa.func.coalesce(
                table.c.submitted, table.c.published, table.c.listed, ""
            ).label("date")
            query = sa.select(table.c.id, table.c.key, table.c.title, dated).order_by(table.c.key)
            return Literature.of(
                KnownPaper(
                    row.key,
                    row.title or "",
                    row.date[:10],
                    frozenset(pairs.get(row.id, ())),
                    tuple(results.get(row.id, ())),
                    {pair: frozenset(found) for pair, found in measured[row.id].items()},
                )
                for row in connection.execute(query)
                if row.id in pairs or row.id in results or row.title
            )


def _current(connection: sa.Connection) -> dict[int, _Extraction]:
    """Return the extractions that count, by their number: those of papers that prune networks.

    Papers of a meta-analysis of pruning do.
    """
    table, papers = schema.extractions, schema.papers
    query = (
        sa.select(table.c.id, table.c.paper_id, papers.c.key, table.c.header, table.c.document_id)
        .join(papers, papers.c.id == table.c.paper_id)
        .where(table.c.document_id.is_(None) | table.c.document_id.in_(current_documents()))
    )
    return {
        row.id: _Extraction(row.paper_id, row.key)
        for row in connection.execute(query)
        if row.document_id is None or row.header.get("pruning_kinds")
    }


def _pairs(connection: sa.Connection, current: dict[int, _Extraction]) -> dict[int, set[Pair]]:
    table = schema.facts
    query = sa.select(table.c.extraction_id, table.c.payload).where(table.c.kind == "configuration")
    found: dict[int, set[Pair]] = defaultdict(set)
    for number, payload in connection.execute(query):
        if number in current:
            found[current[number].paper].add((payload["dataset"], payload["architecture"]))
    return found


def _printed() -> sa.Select[Any]:
    """Return the query for the results that tables print, each with its cells, first cell first."""
    table, quotes = schema.results, schema.evidence
    names = ("method", "own", "is_dense_baseline", "dataset", "architecture", "metric", "value")
    point = ("point_kind", "point_value", "point_unit")
    place = ("quote", "section", "file", "line", "start", "end", "table_label", "table_row")
    return (
        sa.select(
            table.c.id,
            table.c.extraction_id,
            *(table.c[name] for name in (*names, "unit", *point)),
            *(quotes.c[name] for name in (*place, "table_column")),
        )
        .join(quotes, quotes.c.result_id == table.c.id)
        .where(quotes.c.kind == "table", quotes.c.table_label.is_not(None))
        .order_by(table.c.id, quotes.c.id)
    )


def _results(
    connection: sa.Connection, current: dict[int, _Extraction]
) -> tuple[dict[int, list[KnownResult]], dict[int, Measured]]:
    """Return the tables' numbers, and what pruned networks were measured in, by paper.

    The numbers are those of quality, and the unpruned networks' sizes; those of other methods
    and their baselines are left to the methods' own papers.
    """
    measured: dict[int, Measured] = defaultdict(lambda: defaultdict(set))
    theirs: set[tuple[int, str, str, int]] = set()
    rows: list[tuple[_Extraction, Sequence[Any]]] = []
    last = None
    for row in connection.execute(_printed()):
        if row[0] == last or row[1] not in current:
            continue
        last = row[0]
        of, metric, own, dense = current[row[1]], row[7], bool(row[3]), bool(row[4])
        if own and not dense and row[5] and row[6] and row[10]:
            plain = metric.removesuffix("_change").removesuffix("_drop")
            told = (comparable(plain, 0.0, "percent")[0], row[10])
            measured[of.paper][row[5], row[6]].add(told)
        of_quality = is_quality(metric) and not metric.endswith("_change")
        if own or dense:
            if of_quality or (dense and metric in _COUNTS):
                rows.append((of, row))
        elif of_quality:
            theirs.add((row[1], *_cell_row(row)))
    found: dict[int, list[KnownResult]] = defaultdict(list)
    for of, kept in rows:
        if kept[3] or (kept[1], *_cell_row(kept)) not in theirs:
            found[of.paper].append(_known(of.key, kept))
    return found, measured


def _cell_row(row: Sequence[Any]) -> tuple[str, str, int]:
    """Return file, table and row of a result's cell."""
    return row[15], row[19], row[20]


def _known(key: str, row: Sequence[Any]) -> KnownResult:
    (_, _, method, own, dense, dataset, architecture, metric, value, unit) = row[:10]
    kind, level, level_unit, quote, section, file, line, start, end, *cell = row[10:]
    return KnownResult(
        key,
        method,
        bool(own),
        bool(dense),
        dataset,
        architecture,
        *comparable(metric, value, unit),
        None if kind is None else OperatingPoint(kind, level, level_unit),
        Evidence(quote, "table", section, file, line, start, end, TablePlace(*cell)),
    )
