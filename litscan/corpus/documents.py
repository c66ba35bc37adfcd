"""Documents: the parsed full text of papers, stored so that it can be built again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.document_json import document_digest, pack, unpack
from litscan.corpus.part import Part, frame
from litscan.corpus.search import TextIndex
from litscan.document.model import Document
from litscan.errors import CorpusError
from litscan.version import __version__

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Documents", "current_documents"]


_QUALITY = {"latex": 6, "html": 5, "jats": 4, "tei": 3, "markdown": 2, "pdf": 1}


def current_documents() -> sa.Select[Any]:
    """Return a query for the row ids of each paper's current document.

    It is the one of the latest version; among several of one version, the one in the format that
    is read best, then the one stored last.
    """
    one = schema.documents.alias("one")
    other = schema.documents.alias("other")

    def order(table: sa.FromClause) -> sa.ColumnElement[Any]:
        quality = sa.case(_QUALITY, value=table.c.format, else_=0)
        return sa.tuple_(sa.func.coalesce(table.c.version, 0), quality, table.c.id)

    later: sa.ColumnElement[bool] = order(other) > order(one)
    superseded = sa.exists().where(other.c.paper_id == one.c.paper_id).where(later)
    return sa.select(one.c.id).where(~superseded)


class Documents(Part):
    """The part of the corpus that holds parsed papers."""

    _index: TextIndex

    def save_document(self, key: str, document: Document, raw_sha: str | None = None) -> int:
        """Store a paper's document and make its text searchable; return its number.

        The same bytes read again to the same document change nothing, wherever the file lies
        by now. Read differently, by a newer reader, they replace the document, and what was
        extracted from the old one goes, since its places in the text hold no more.

        Raises
        ------
        CorpusError
            If there is no such paper.
        """
        digest = document_digest(document)
        table = schema.documents
        values = {
            "version": document.arxiv_id.version if document.arxiv_id else None,
            "raw_sha256": raw_sha,
            "path": document.source.path,
            "format": document.source.format,
            "title": document.title_text.replace("\0", "\ufffd"),
            "reader_version": __version__,
            "coverage": document.coverage.to_json(),
            "digest": digest,
        }
        with self._database.writing() as connection:
            paper = self._paper_id(connection, key)
            same = sa.select(table.c.id, table.c.digest, table.c.content).where(
                table.c.paper_id == paper, table.c.source_sha256 == document.source.sha256
            )
            there = connection.execute(same).one_or_none()
            if there is not None and there.digest == digest:
                return int(there.id)
            if there is not None:
                self._index.forget(connection, there.id, unpack(there.content).text)
                connection.execute(table.delete().where(table.c.id == there.id))
            insert = table.insert().values(
                **values,
                paper_id=paper,
                source_sha256=document.source.sha256,
                content=pack(document),
            )
            number = int(connection.execute(insert.returning(table.c.id)).scalar_one())
            self._index.add(connection, number, document.text)
        return number

    def load_document(self, document_id: int) -> Document:
        """Return a stored document.

        Raises
        ------
        CorpusError
            If there is none of that number.
        """
        table = schema.documents
        with self._database.reading() as connection:
            query = sa.select(table.c.content).where(table.c.id == document_id)
            content = connection.execute(query).scalar_one_or_none()
        if content is None:
            raise CorpusError(f"{self._database.name}: no document {document_id}")
        return unpack(content)

    def documents(self) -> pd.DataFrame:
        """Return the stored documents, one a row.

        Columns: ``id``, ``key``, ``title``, ``format``, ``path``, ``version``, ``sha256`` (of
        what was read), ``raw_sha256``, ``reader_version``, ``coverage`` (a dictionary) and
        ``current`` (whether no later version of the paper is stored).
        """
        table, papers = schema.documents, schema.papers
        columns = {
            "id": table.c.id,
            "key": papers.c.key,
            "title": table.c.title,
            "format": table.c.format,
            "path": table.c.path,
            "version": table.c.version,
            "sha256": table.c.source_sha256,
            "raw_sha256": table.c.raw_sha256,
            "reader_version": table.c.reader_version,
            "coverage": table.c.coverage,
            "current": table.c.id.in_(current_documents()),
        }
        query = sa.select(*columns.values()).join(papers, papers.c.id == table.c.paper_id)
        with self._database.reading() as connection:
            rows = frame(connection.execute(query.order_by(table.c.id)), list(columns))
        return rows.astype({"current": bool})

    def pending(self, stage: str, version: str) -> list[int]:
        """Return the current documents for which a stage was not done in this version."""
        table, runs = schema.documents, schema.stage_runs
        done = (
            sa.exists()
            .where(runs.c.document_id == table.c.id)
            .where(runs.c.stage == stage, runs.c.stage_version == version)
            .where(runs.c.outcome == "done")
        )
        query = sa.select(table.c.id).where(table.c.id.in_(current_documents()), ~done)
        with self._database.reading() as connection:
            return list(connection.execute(query.order_by(table.c.id)).scalars())
