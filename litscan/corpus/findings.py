"""Findings: the audits of documents, each finding with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.documents import current_documents
from litscan.corpus.evidence_rows import PLACE, evidence_of, first_evidence, save_evidence
from litscan.corpus.part import Part, content_digest, frame
from litscan.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Findings", "facts_digest"]

_SCHEMA = "litscan.audit/1"
_COLUMNS = ("check", "name", "group", "severity", "outcome", "reason", "numbers", "fix")


def facts_digest() -> sa.ColumnElement[str]:
    """Return a column that is another whenever a document's facts or their corrections are."""
    table = schema.extractions
    return table.c.digest + sa.func.coalesce(table.c.corrected, "")


class Findings(Part):
    """The part of the corpus that holds what the rigor checks found."""

    def save_audit(self, document_id: int, audit_json: Mapping[str, Any]) -> bool:
        """Store a document's audit, in the place of the one that was there.

        Parameters
        ----------
        document_id : int
            The document.
        audit_json : mapping
            The public ``litscan.audit/1`` object; a finding may carry its check's ``version``.

        Returns
        -------
        bool
            False if the same was there already; then nothing is written.

        Raises
        ------
        CorpusError
            If it is of another schema, or there is no such document.
        """
        if audit_json.get("schema") != _SCHEMA:
            raise CorpusError(f"an audit of schema {audit_json.get('schema')!r}, not {_SCHEMA!r}")
        fingerprint = content_digest(audit_json)
        table = schema.audits
        with self._database.writing() as connection:
            documents = schema.documents
            known = sa.select(documents.c.id).where(documents.c.id == document_id)
            if connection.execute(known).scalar_one_or_none() is None:
                raise CorpusError(f"{self._database.name}: no document {document_id}")
            made_from = sa.select(facts_digest())
            of_document = schema.extractions.c.document_id == document_id
            facts = connection.execute(made_from.where(of_document)).scalar_one_or_none()
            query = sa.select(table.c.digest).where(table.c.document_id == document_id)
            if connection.execute(query).scalar_one_or_none() == fingerprint:
                same = table.c.document_id == document_id
                connection.execute(table.update().where(same).values(facts_digest=facts))
                return False
            connection.execute(table.delete().where(table.c.document_id == document_id))
            header = {**audit_json, "findings": None}  # keeps the order of the keys
            insert = table.insert().values(
                document_id=document_id,
                header=header,
                digest=fingerprint,
                facts_digest=facts,
            )
            number = int(connection.execute(insert.returning(table.c.id)).scalar_one())
            _save_findings(connection, number, audit_json["findings"])
        return True

    def stale_audits(self) -> list[int]:
        """Return the current documents whose facts are others than those that were audited."""
        table, extractions = schema.audits, schema.extractions
        query = (
            sa.select(table.c.document_id)
            .join(extractions, extractions.c.document_id == table.c.document_id)
            .where(
                table.c.document_id.in_(current_documents()),
                table.c.facts_digest.is_not(None),
                table.c.facts_digest != facts_digest(),
            )
        )
        with self._database.reading() as connection:
            return list(connection.execute(query.order_by(table.c.document_id)).scalars())

    def audits(self) -> list[dict[str, Any]]:
        """Return the audits of all current documents as public ``litscan.audit/1`` objects.

        Each has one key more, ``"paper"``: the paper's key.
        """
        audits, documents, papers = schema.audits, schema.documents, schema.papers
        table = schema.findings
        query = (
            sa.select(audits.c.id, audits.c.header, papers.c.key)
            .join(documents, documents.c.id == audits.c.document_id)
            .join(papers, papers.c.id == documents.c.paper_id)
            .where(documents.c.id.in_(current_documents()))
            .order_by(papers.c.key)
        )
        with self._database.reading() as connection:
            found = connection.execute(query).all()
            rows = connection.execute(table.select().order_by(table.c.id)).mappings().all()
            quotes = evidence_of(connection, "finding", [row["id"] for row in rows])
        by_audit: dict[int, list[dict[str, Any]]] = {}
        for row in rows:
            finding = _finding_json(row, quotes.get(row["id"], []))
            by_audit.setdefault(row["audit_id"], []).append(finding)
        return [
            {**header, "findings": by_audit.get(number, []), "paper": key}
            for number, header, key in found
        ]

    def findings(self) -> pd.DataFrame:
        """Return the findings on all current documents, one a row.

        Columns: ``key``, ``document``, ``check``, ``name``, ``group``, ``severity``,
        ``outcome``, ``reason``, ``numbers`` (a dictionary), ``fix``, ``check_version``, and quote
        and place of the first evidence.
        """
        table, audits = schema.findings, schema.audits
        documents, papers = schema.documents, schema.papers
        first, is_first = first_evidence("finding", table)
        columns: dict[str, sa.ColumnElement[Any]] = {
            "key": papers.c.key,
            "document": documents.c.id,
            **{name: table.c[name] for name in (*_COLUMNS, "check_version")},
            **{name: first.c[name] for name in PLACE},
        }
        query = (
            sa.select(*columns.values())
            .select_from(table)
            .join(audits, audits.c.id == table.c.audit_id)
            .join(documents, documents.c.id == audits.c.document_id)
            .join(papers, papers.c.id == documents.c.paper_id)
            .outerjoin(first, is_first)
            .where(documents.c.id.in_(current_documents()))
            .order_by(papers.c.key, table.c.check, table.c.id)
        )
        with self._database.reading() as connection:
            return frame(connection.execute(query), list(columns))


def _save_findings(
    connection: sa.Connection, number: int, findings: list[Mapping[str, Any]]
) -> None:
    rows = [
        {
            **{name: finding[name] for name in _COLUMNS},
            "audit_id": number,
            "check_version": str(finding.get("version", "")),
        }
        for finding in findings
    ]
    if rows:
        table = schema.findings
        insert = table.insert().returning(table.c.id, sort_by_parameter_order=True)
        ids = connection.execute(insert, rows).scalars().all()
        quotes = [finding["evidence"] for finding in findings]
        save_evidence(connection, "finding", zip(ids, quotes, strict=True))


def _finding_json(row: Mapping[Any, Any], quotes: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a finding in its public form, its keys in their public order."""
    finding: dict[str, Any] = {}
    for name in _COLUMNS:
        if name == "numbers":
            finding["evidence"] = quotes
        finding[name] = row[name]
    if row["check_version"]:
        finding["version"] = row["check_version"]
    return finding
