"""Facts: what was extracted from documents, each with its evidence, extractor and version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.corrections.rebuild import note_stale, recorrect
from litscan.corpus.database import chunks
from litscan.corpus.decode import decode
from litscan.corpus.documents import current_documents
from litscan.corpus.evidence_rows import PLACE, first_evidence
from litscan.corpus.fact_rows import RESULT, header_of, public_json, save_rows
from litscan.corpus.part import Part, content_digest, frame
from litscan.corpus.readings_json import pack_readings, unpack_readings
from litscan.document.model import Document
from litscan.errors import CorpusError
from litscan.extraction.records import Extraction
from litscan.rigor.corpus_view import cited_keys

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Facts"]

OWN_EXTRACTOR = "litscan"


class Facts(Part):
    """The part of the corpus that holds extracted facts and results."""

    def save_extraction(self, document_id: int, extraction: Extraction) -> bool:
        """Store what was extracted from a document, in the place of what was there.

        Returns
        -------
        bool
            False if the same was there already; then nothing is written.

        Raises
        ------
        CorpusError
            If there is no such document.
        """
        table = schema.documents
        with self._database.writing() as connection:
            query = sa.select(table.c.paper_id).where(table.c.id == document_id)
            paper = connection.execute(query).scalar_one_or_none()
            if paper is None:
                raise CorpusError(f"{self._database.name}: no document {document_id}")
            changed = _save(connection, extraction, OWN_EXTRACTOR, paper, document_id)
            if extraction.readings is not None:
                _save_readings(connection, document_id, pack_readings(extraction.readings))
            return changed

    def save_paper_facts(self, key: str, extraction: Extraction, extractor: str) -> bool:
        """Store facts of a paper that came from a table of facts rather than from its text.

        Their evidence lies in that table's file. Otherwise like `save_extraction`.
        """
        with self._database.writing() as connection:
            paper = self._paper_id(connection, key)
            return _save(connection, extraction, extractor, paper, None)

    def load_extraction(self, document_id: int, document: Document | None = None) -> Extraction:
        """Return what was extracted from a document.

        With the document at hand, the readings of its tables come along where they were stored.

        Raises
        ------
        CorpusError
            If nothing was.
        """
        table = schema.extractions
        with self._database.reading() as connection:
            query = table.select().where(table.c.document_id == document_id)
            there = connection.execute(query).mappings().one_or_none()
            if there is None:
                raise CorpusError(
                    f"{self._database.name}: document {document_id} was not extracted",
                    advice="run litscan extract",
                )
            stored = public_json(connection, there)
        facts = decode(Extraction, stored)
        if document is None or there["readings"] is None:
            return facts
        return replace(facts, readings=unpack_readings(there["readings"], document))

    def stated_papers(self) -> list[str]:
        """Return the keys of papers whose facts came from a table of facts, not from a text."""
        table, papers, documents = schema.extractions, schema.papers, schema.documents
        read = sa.exists().where(documents.c.paper_id == papers.c.id)
        query = (
            sa.select(papers.c.key)
            .join(table, table.c.paper_id == papers.c.id)
            .where(table.c.document_id.is_(None), ~read)
        )
        with self._database.reading() as connection:
            return list(connection.execute(query.distinct().order_by(papers.c.key)).scalars())

    def load_paper_facts(self, key: str) -> Extraction:
        """Return the facts of a paper that came from a table of facts.

        Raises
        ------
        CorpusError
            If there are none.
        """
        table, papers = schema.extractions, schema.papers
        query = (
            table.select()
            .join(papers, papers.c.id == table.c.paper_id)
            .where(papers.c.key == key, table.c.document_id.is_(None))
            .order_by(table.c.id)
        )
        with self._database.reading() as connection:
            there = connection.execute(query).mappings().first()
            if there is None:
                raise CorpusError(f"{self._database.name}: no facts of {key!r} but from its text")
            return decode(Extraction, public_json(connection, there))

    def extracted(self) -> list[int]:
        """Return the current documents from which facts were extracted."""
        table = schema.extractions
        query = sa.select(table.c.document_id).where(table.c.document_id.in_(current_documents()))
        with self._database.reading() as connection:
            return list(connection.execute(query.order_by(table.c.document_id)).scalars())

    def facts(self, kind: str | None = None) -> pd.DataFrame:
        """Return the facts of all current documents, one a row.

        Columns: ``id``, ``key``, ``document``, ``kind`` (an entity's kind, or ``configuration``,
        ``comparison``, ``runs``, ``training``, ``links``), ``name``, ``role``, ``confidence``,
        ``payload`` (the public JSON record without evidence), ``address`` (by which
        `correct` knows it), ``corrected`` (whether a reader's word stands here), ``extractor``,
        ``extractor_version``, and quote and place of the first evidence.

        Parameters
        ----------
        kind : str, optional
            Only facts of this kind.
        """
        table = schema.facts
        own = ("id", "kind", "name", "role", "confidence", "payload", "address")
        query, columns = _joined(table, "fact", {name: table.c[name] for name in own})
        if kind is not None:
            query = query.where(table.c.kind == kind)
        with self._database.reading() as connection:
            rows = frame(connection.execute(query.order_by(table.c.id)), columns)
        marks = [bool(payload.get("corrected")) for payload in rows["payload"]]
        rows.insert(columns.index("address") + 1, "corrected", marks)
        return rows.astype({"corrected": bool})

    def results(self) -> pd.DataFrame:
        """Return the printed numbers of all current documents, one a row.

        Columns: ``id``, ``key``, ``document``; ``method``, ``own``, ``architecture``,
        ``dataset``, ``task``, ``metric``, ``value``, ``unit``; ``uncertainty`` and
        ``uncertainty_kind``; ``is_dense_baseline``; ``point_kind``, ``point_value`` and
        ``point_unit`` (the operating point); ``confidence``, ``address``, ``corrected``,
        ``extractor``, ``extractor_version``, and kind (``evidence_kind``: ``table``, or ``text``
        and others for what a sentence tells), quote and place of the first evidence.
        """
        table = schema.results
        own: dict[str, sa.ColumnElement[Any]] = {
            name: table.c[name] for name in ("id", *RESULT, "address")
        }
        own["corrected"] = table.c.correction.is_not(None)
        query, columns = _joined(table, "result", own)
        with self._database.reading() as connection:
            rows = frame(connection.execute(query.order_by(table.c.id)), columns)
        return rows.astype(dict.fromkeys(("own", "is_dense_baseline", "corrected"), bool))

    def comparisons(self) -> pd.DataFrame:
        """Return who compares to whom, one pair a row.

        Columns: ``key``, ``method``, ``citation_key``, ``cited_title``, ``cited_arxiv_id``,
        ``cited_key`` (the cited paper's key in this corpus, or None), ``how``, ``confidence``,
        ``quote``, ``file``, ``line``.
        """
        stated = ("citation_key", "cited_title", "cited_arxiv_id")
        rows = []
        found = self.facts("comparison").to_dict("records")
        with self._database.reading() as connection:
            keys = _CitedKeys(connection, [(fact["key"], fact["payload"]) for fact in found])
        for fact in found:
            payload = fact["payload"]
            rows.append(
                (
                    fact["key"],
                    fact["name"],
                    *(payload[name] for name in stated),
                    keys.find(fact["key"], payload),
                    payload["how"],
                    *(fact[name] for name in ("confidence", "quote", "file", "line")),
                )
            )
        names = ("key", "method", *stated, "cited_key", "how", "confidence", "quote", "file")
        return frame(rows, (*names, "line"))


def _joined(
    table: sa.Table, owner: Any, own: Mapping[str, sa.ColumnElement[Any]]
) -> tuple[sa.Select[Any], list[str]]:
    """Return the query for facts or results with their paper, extractor and first evidence."""
    extractions, papers = schema.extractions, schema.papers
    first, is_first = first_evidence(owner, table)
    columns: dict[str, sa.ColumnElement[Any]] = {
        "id": own["id"],
        "key": papers.c.key,
        "document": extractions.c.document_id,
        **{name: column for name, column in own.items() if name != "id"},
        "extractor": extractions.c.extractor,
        "extractor_version": extractions.c.extractor_version,
        "evidence_kind": first.c.kind,
        **{name: first.c[name] for name in PLACE},
    }
    query = (
        sa.select(*columns.values())
        .select_from(table)
        .join(extractions, extractions.c.id == table.c.extraction_id)
        .join(papers, papers.c.id == extractions.c.paper_id)
        .outerjoin(first, is_first)
        .where(
            extractions.c.document_id.is_(None) | extractions.c.document_id.in_(current_documents())
        )
    )
    return query, list(columns)


def _save(
    connection: sa.Connection,
    extraction: Extraction,
    extractor: str,
    paper: int,
    document: int | None,
) -> bool:
    public = extraction.to_json()
    fingerprint = content_digest(public, extractor)
    table = schema.extractions
    query = sa.select(table.c.id, table.c.digest).where(
        table.c.paper_id == paper,
        table.c.document_id.is_not_distinct_from(document),
        table.c.extractor == extractor,
    )
    there = connection.execute(query).one_or_none()
    if there is not None and there.digest == fingerprint:
        return False
    if there is not None:
        connection.execute(table.delete().where(table.c.id == there.id))
    insert = table.insert().values(
        paper_id=paper,
        document_id=document,
        extractor=extractor,
        extractor_version=extraction.version,
        paper_type=extraction.paper_type,
        header=header_of(public),
        digest=fingerprint,
    )
    number = int(connection.execute(insert.returning(table.c.id)).scalar_one())
    save_rows(connection, number, public)
    recorrect(connection, paper)
    note_stale(connection, document)
    return True


def _save_readings(connection: sa.Connection, document: int, packed: bytes) -> None:
    """Store the readings of a document's tables, unless the same are there already."""
    table = schema.extractions
    others = table.c.document_id == document, table.c.readings.is_distinct_from(packed)
    connection.execute(table.update().where(*others).values(readings=packed))


def _title(payload: Mapping[str, Any]) -> str:
    return " ".join((payload["cited_title"] or "").lower().split())


class _CitedKeys:
    """Which papers of the corpus are cited: by arXiv id, by key in one collection, by title."""

    def __init__(
        self, connection: sa.Connection, cited: list[tuple[str, Mapping[str, Any]]]
    ) -> None:
        table = schema.papers
        lowered = sa.func.lower(table.c.title)
        wanted = {
            key
            for citing, payload in cited
            for key in cited_keys(citing, payload["cited_arxiv_id"], payload["citation_key"])
        }
        titles = {_title(payload) for _, payload in cited} - {""}
        self._keys: set[str] = set()
        self._titles: dict[str, str] = {}
        for some in chunks(sorted(wanted), 5000):
            known = sa.select(table.c.key).where(table.c.key.in_(some))
            self._keys.update(connection.execute(known).scalars())
        for some in chunks(sorted(titles), 5000):
            named = sa.select(lowered, table.c.key).where(lowered.in_(some))
            ordered = connection.execute(named.order_by(table.c.key.desc()))
            self._titles.update((title, key) for title, key in ordered)

    def find(self, citing: str, payload: Mapping[str, Any]) -> str | None:
        """Return the key of the paper that a comparison cites, or None if it is not here."""
        for key in cited_keys(citing, payload["cited_arxiv_id"], payload["citation_key"]):
            if key in self._keys:
                return key
        return self._titles.get(_title(payload))
