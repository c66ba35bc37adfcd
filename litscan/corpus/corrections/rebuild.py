"""Keeping a paper's stored facts as its corrections say, whatever is stored under them.

The rows of facts and results are always the corrected ones, so that everything that reads them
sees what the reader said. What the extractor said is kept beside them, in
``extractions.original``, for as long as anything is corrected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.corrections.apply import apply_corrections
from litscan.corpus.corrections.quotes import place_again
from litscan.corpus.corrections.record import CorrectionRecord
from litscan.corpus.decode import decode
from litscan.corpus.document_json import unpack
from litscan.corpus.documents import current_documents
from litscan.corpus.fact_rows import header_of, public_json, save_rows
from litscan.corpus.part import content_digest
from litscan.extraction.records import Extraction

if TYPE_CHECKING:
    from litscan.document.model import Document

__all__ = ["CorrectedPaper", "corrections_of", "note_stale", "recorrect"]


class CorrectedPaper:
    """The extractions of one paper that count, that of its text first."""

    def __init__(self, connection: sa.Connection, paper: int) -> None:
        table = schema.extractions
        current = table.c.document_id.in_(current_documents())
        query = (
            table.select()
            .where(table.c.paper_id == paper, current | table.c.document_id.is_(None))
            .order_by(table.c.document_id.is_(None), table.c.id)
        )
        self._connection = connection
        self.rows: Sequence[Mapping[Any, Any]] = connection.execute(query).mappings().all()

    @cached_property
    def originals(self) -> list[dict[str, Any]]:
        """What the extractors said, in the public JSON."""
        return [
            row["original"] or decode(Extraction, public_json(self._connection, row)).to_json()
            for row in self.rows
        ]

    @cached_property
    def present(self) -> list[dict[str, Any]]:
        """What is stored now, corrections included; each item carries its address."""
        whole = []
        for row in self.rows:
            stored = public_json(self._connection, row)
            plain = decode(Extraction, stored).to_json()
            whole.append({**plain, **{name: stored[name] for name in stored if name in plain}})
        return whole

    @cached_property
    def document(self) -> Document | None:
        """The text the first extraction is of; None if it is of a table of facts."""
        number = self.rows[0]["document_id"] if self.rows else None
        if number is None:
            return None
        table = schema.documents
        query = sa.select(table.c.content).where(table.c.id == number)
        return unpack(self._connection.execute(query).scalar_one())

    def anchor(self, evidence: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return evidence with its place in the present text; None if its quote is not there."""
        if evidence["kind"] == "reader" or self.document is None:
            return dict(evidence)
        return place_again(self.document, evidence)


def corrections_of(connection: sa.Connection, paper: int) -> list[CorrectionRecord]:
    """Return the corrections of a paper in the order they were made."""
    table, papers = schema.corrections, schema.papers
    query = (
        sa.select(table, papers.c.key)
        .join(papers, papers.c.id == table.c.paper_id)
        .where(table.c.paper_id == paper, table.c.token.is_not(None))
        .order_by(table.c.made, table.c.id)
    )
    return [record_of(row) for row in connection.execute(query).mappings()]


def record_of(row: Mapping[Any, Any]) -> CorrectionRecord:
    """Return the record of a row of corrections that has its paper's key."""
    return CorrectionRecord(
        id=row["token"],
        paper=row["key"],
        kind=row["subject"],
        fact=row["target"],
        action=row["action"],
        before=row["before"],
        after=row["after"],
        original=row["fact"],
        evidence=tuple(row["evidence"] or ()),
        note=row["reason"],
        by=row["reader"],
        made=row["made"],
        status=row["status"],
    )


def recorrect(connection: sa.Connection, paper: int) -> None:
    """Apply a paper's corrections to its stored extractions, and note what became of each."""
    records = corrections_of(connection, paper)
    stored = CorrectedPaper(connection, paper)
    if not stored.rows or not (records or any(row["corrected"] for row in stored.rows)):
        return
    publics, statuses = apply_corrections(stored.originals, records, stored.anchor)
    digest = None
    if records:
        pairs = [(one.id, status) for one, status in zip(records, statuses, strict=True)]
        digest = content_digest(pairs)
    for row, original, public in zip(stored.rows, stored.originals, publics, strict=True):
        if row["corrected"] != digest:
            _replace(connection, row, original if records else None, public, digest)
    table = schema.corrections
    for one, status in zip(records, statuses, strict=True):
        if one.status != status:
            where = table.c.token == one.id
            connection.execute(table.update().where(where).values(status=status))


def _replace(
    connection: sa.Connection,
    row: Mapping[Any, Any],
    original: Mapping[str, Any] | None,
    public: Mapping[str, Any],
    digest: str | None,
) -> None:
    for owned in (schema.facts, schema.results):
        connection.execute(owned.delete().where(owned.c.extraction_id == row["id"]))
    table = schema.extractions
    values = {
        "header": header_of(public),
        "paper_type": public["paper_type"],
        "original": original,
        "corrected": digest,
    }
    connection.execute(table.update().where(table.c.id == row["id"]).values(**values))
    save_rows(connection, row["id"], public)
    note_stale(connection, row["document_id"])


def note_stale(connection: sa.Connection, document: int | None) -> None:
    """Make a document wait for its audit again, since its facts changed."""
    if document is not None:
        table = schema.stage_runs
        same = (table.c.document_id == document) & (table.c.stage == "audit")
        connection.execute(table.delete().where(same))
