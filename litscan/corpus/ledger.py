"""The ledger: which stage ran on what, what the data covers, and what claims came to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.findings import facts_digest
from litscan.corpus.part import Part, frame, now

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Ledger"]


class Ledger(Part):
    """The part of the corpus that remembers runs, denominators, caveats and verdicts."""

    def record_stage(
        self,
        stage: str,
        version: str,
        *,
        document: int | None = None,
        outcome: str = "done",
        message: str = "",
        started: str | None = None,
    ) -> None:
        """Note that a stage ran, on a document or as a whole.

        A document has one note for each version of a stage: the latest. The same again leaves
        the first, with its times.

        Parameters
        ----------
        stage, version : str
            For example ``"extract"`` and litscan's version.
        outcome : str
            ``"done"`` makes a document no longer pending; else for example ``"failed"``.
        started : str, optional
            ISO 8601 time; now by default.
        """
        table = schema.stage_runs
        row = {
            "document_id": document,
            "stage": stage,
            "stage_version": version,
            "outcome": outcome,
            "message": message,
        }
        with self._database.writing() as connection:
            if document is not None:
                same = (
                    (table.c.document_id == document)
                    & (table.c.stage == stage)
                    & (table.c.stage_version == version)
                )
                query = sa.select(table.c.outcome, table.c.message).where(same)
                if [tuple(r) for r in connection.execute(query)] == [(outcome, message)]:
                    return
                connection.execute(table.delete().where(same))
            present = now()
            times = {"started": started or present, "finished": present}
            connection.execute(table.insert().values(**row, **times))

    def stage_runs(self) -> pd.DataFrame:
        """Return the runs of stages.

        Columns: ``document``, ``stage``, ``version``, ``started``, ``finished``, ``outcome``,
        ``message``.
        """
        table = schema.stage_runs
        names = ("document_id", "stage", "stage_version", "started", "finished", "outcome")
        query = sa.select(*(table.c[name] for name in (*names, "message"))).order_by(table.c.id)
        columns = ("document", "stage", "version", *names[3:], "message")
        with self._database.reading() as connection:
            return frame(connection.execute(query), columns)

    def save_monthly_totals(self, rows: Iterable[tuple[str, int]], source: str) -> int:
        """Store how many papers a source says were submitted in each month.

        Parameters
        ----------
        rows : iterable of (str, int)
            Month as ``YYYY-MM`` and number of submissions.
        source : str
            Who says so.

        Returns
        -------
        int
            How many months were new or had another number.
        """
        table = schema.monthly_totals
        changed = 0
        with self._database.writing() as connection:
            query = sa.select(table.c.month, table.c.submissions).where(table.c.source == source)
            there = {row.month: row.submissions for row in connection.execute(query)}
            for month, total in rows:
                if there.get(month) == total:
                    continue
                where = (table.c.source == source) & (table.c.month == month)
                if month in there:
                    connection.execute(table.update().where(where).values(submissions=total))
                else:
                    row = {"source": source, "month": month, "submissions": total}
                    connection.execute(table.insert().values(**row))
                there[month] = total
                changed += 1
        return changed

    def monthly_totals(self) -> pd.DataFrame:
        """Return the denominators of growth: ``month``, ``submissions``, ``source``."""
        table = schema.monthly_totals
        query = sa.select(table.c.month, table.c.submissions, table.c.source)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(table.c.source, table.c.month))
            return frame(rows, ("month", "submissions", "source"))

    def add_coverage_note(self, source: str, text: str) -> None:
        """Note what a source of papers covers and leaves out, for whoever counts them."""
        table = schema.coverage_notes
        where = (table.c.source == source) & (table.c.text == text)
        with self._database.writing() as connection:
            if connection.execute(sa.select(table.c.source).where(where)).first() is None:
                connection.execute(table.insert().values(source=source, text=text))

    def coverage_notes(self) -> pd.DataFrame:
        """Return the notes on what sources cover: ``source``, ``text``."""
        table = schema.coverage_notes
        with self._database.reading() as connection:
            rows = connection.execute(table.select().order_by(table.c.source, table.c.text))
            return frame(rows, ("source", "text"))

    def save_claims(self, claims: Sequence[Mapping[str, Any]]) -> int:
        """Store claims, as in the public ``litscan.claims/1`` object, with this corpus's state.

        A claim that came to the same on the same corpus is not stored again.

        Returns
        -------
        int
            How many were stored.
        """
        table = schema.claim_runs
        fingerprint = self.fingerprint()
        stored = 0
        with self._database.writing() as connection:
            query = table.select().where(table.c.corpus_fingerprint == fingerprint)
            there = [row["record"] for row in connection.execute(query).mappings()]
            for claim in claims:
                if dict(claim) in there:
                    continue
                names = ("data", "verdict", "published", "recomputed", "n")
                row = {name: claim.get(name) for name in names}
                row.update(claim=claim["id"], record=dict(claim), run_at=now())
                connection.execute(table.insert().values(**row, corpus_fingerprint=fingerprint))
                stored += 1
        return stored

    def claim_runs(self) -> pd.DataFrame:
        """Return all verdicts ever stored.

        Columns: ``run_at``, ``corpus_fingerprint``, ``claim``, ``data``, ``verdict``,
        ``published``, ``recomputed``, ``n``, ``record`` (the public object).
        """
        table = schema.claim_runs
        names = [column.name for column in table.columns if column.name != "id"]
        query = sa.select(*(table.c[name] for name in names)).order_by(table.c.id)
        with self._database.reading() as connection:
            return frame(connection.execute(query), names)

    def fingerprint(self) -> str:
        """Return a hash of the corpus's content: the same on any database, in any order of import.

        Papers with their relevance, documents, facts, findings, monthly totals and what is stated
        to be complete count; times of runs and stored verdicts do not.
        """
        papers, documents = schema.papers, schema.documents
        of_paper = [papers.c.key]
        state = hashlib.sha256()
        queries = (
            sa.select(papers.c.key, papers.c.digest, papers.c.relevance),
            sa.select(*of_paper, documents.c.digest).join(
                documents, documents.c.paper_id == papers.c.id
            ),
            sa.select(*of_paper, facts_digest()).join(
                schema.extractions, schema.extractions.c.paper_id == papers.c.id
            ),
            sa.select(*of_paper, schema.audits.c.digest)
            .join(documents, documents.c.paper_id == papers.c.id)
            .join(schema.audits, schema.audits.c.document_id == documents.c.id),
            sa.select(schema.monthly_totals),
        )
        with self._database.reading() as connection:
            for query in queries:
                for row in sorted(repr(tuple(row)) for row in connection.execute(query)):
                    state.update(row.encode())
                state.update(b"|")
            whole = schema.complete_categories
            for stated in connection.execute(whole.select().order_by(*whole.primary_key)):
                state.update(repr(tuple(stated)).encode())
        return state.hexdigest()[:16]
