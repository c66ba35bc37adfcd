"""What came of asking for papers' full text, so that the same is not asked for twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.part import Part, frame, now

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Fetch", "Fetches"]

_TABLE = schema.fetches


@dataclass(frozen=True, slots=True)
class Fetch:
    """What came of asking for one version of a paper, last time.

    Attributes
    ----------
    version : int
        From 1; 0 where the current version was asked for and its number is not known.
    outcome, form, note : str
        As `litscan.collect.eprint.FetchedText` has them.
    raw_sha256 : str or None
        The stored bytes.
    tried : str
        When, ISO 8601 in UTC.
    document : int or None
        The number of the document that was read from these bytes.
    """

    version: int
    outcome: str
    form: str
    note: str = ""
    raw_sha256: str | None = None
    tried: str = ""
    document: int | None = None


class Fetches(Part):
    """The part of the corpus that remembers what came of asking for full texts."""

    def record_fetch(self, key: str, fetch: Fetch) -> None:
        """Remember what came of a paper's version, in place of what came before.

        Raises
        ------
        CorpusError
            If there is no such paper.

        Examples
        --------
        >>> import tempfile
        >>> from litscan.corpus import Corpus, PaperRecord
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         added = corpus.add_papers([PaperRecord("1608.08710", "1608.08710")])
        ...         corpus.record_fetch("1608.08710", Fetch(3, "no_text", "html", "HTTP 404"))
        ...         corpus.last_fetch("1608.08710", 3).note
        'HTTP 404'
        """
        values = {
            "outcome": fetch.outcome,
            "form": fetch.form,
            "note": _storable(fetch.note),
            "raw_sha256": fetch.raw_sha256,
            "tried": fetch.tried or now(),
        }
        with self._database.writing() as connection:
            paper = self._paper_id(connection, key)
            same = (_TABLE.c.paper_id == paper) & (_TABLE.c.version == fetch.version)
            if not connection.execute(_TABLE.update().where(same).values(**values)).rowcount:
                insert = _TABLE.insert().values(paper_id=paper, version=fetch.version, **values)
                connection.execute(insert)

    def last_fetch(self, key: str, version: int) -> Fetch | None:
        """Return what came of a paper's version, or None if it was not asked for."""
        papers, documents = schema.papers, schema.documents
        names = ("version", "outcome", "form", "note", "raw_sha256", "tried")
        read = (
            sa.select(sa.func.max(documents.c.id))
            .where(documents.c.paper_id == papers.c.id)
            .where(documents.c.raw_sha256 == _TABLE.c.raw_sha256)
            .scalar_subquery()
            .label("document")
        )
        query = (
            sa.select(*(_TABLE.c[name] for name in names), read)
            .join(papers, papers.c.id == _TABLE.c.paper_id)
            .where(papers.c.key == key, _TABLE.c.version == version)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return Fetch(**dict(row._mapping)) if row else None

    def fetches(self) -> pd.DataFrame:
        """Return what came of every version asked for, one a row.

        Columns: ``key``, ``version``, ``outcome``, ``form``, ``note``, ``raw_sha256``, ``tried``.
        """
        papers = schema.papers
        names = ("version", "outcome", "form", "note", "raw_sha256", "tried")
        query = sa.select(papers.c.key, *(_TABLE.c[name] for name in names)).join(
            papers, papers.c.id == _TABLE.c.paper_id
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(papers.c.key, _TABLE.c.version))
            return frame(rows, ("key", *names))


def _storable(note: str) -> str:
    """Return a note without what a database does not take."""
    return note.replace("\0", "\ufffd").encode("utf-8", "replace").decode()[:500]
