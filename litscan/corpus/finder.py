"""Searching the corpus: hits in titles, abstracts and full texts as one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.document_json import unpack
from litscan.corpus.documents import current_documents
from litscan.corpus.part import Part
from litscan.corpus.records import Hit
from litscan.corpus.search import TextIndex, fuse, parse_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from litscan.corpus.search import Word

__all__ = ["Finder"]


class Finder(Part):
    """The part of the corpus that searches it."""

    _index: TextIndex

    def search(
        self, query: str, limit: int = 20, *, marks: tuple[str, str] = ("[", "]")
    ) -> list[Hit]:
        """Return the papers in whose title, abstract or full text all words of a query occur.

        Parameters
        ----------
        query : str
            Words, "phrases in quotes", ``prefix*`` and ``-excluded``; word endings are ignored.
        limit : int
            How many papers at most.
        marks : pair of str
            What is put before and after a matching word in the snippets.

        Raises
        ------
        UsageError
            If the query has no word to look for.
        """
        words = parse_query(query)
        with self._database.reading() as connection:
            by_paper = self._index.papers(connection, words, 2 * limit, marks)
            by_text = self._text_hits(connection, words, 2 * limit)
            snippets = {found.row_id: (found.snippet, "paper") for found in by_paper}
            scores = fuse([found.row_id for found in by_paper], list(by_text))
            best = sorted(scores, key=lambda paper: (-scores[paper], paper))[:limit]
            texts = {by_text[paper]: paper for paper in best if paper not in snippets}
            for number, snippet in self._snippets(connection, words, list(texts), marks).items():
                snippets[texts[number]] = (snippet, "text")
            table = schema.papers
            names = sa.select(table.c.id, table.c.key, table.c.title).where(table.c.id.in_(best))
            known = {row.id: row for row in connection.execute(names)}
        return [
            Hit(
                key=known[paper].key,
                title=known[paper].title or "",
                snippet=" ".join(snippets.get(paper, ("", ""))[0].split()),
                rank=rank,
                where=snippets.get(paper, ("", "text"))[1],
            )
            for rank, paper in enumerate(best, start=1)
        ]

    def _text_hits(
        self, connection: sa.Connection, words: Sequence[Word], limit: int
    ) -> dict[int, int]:
        """Return, best first, the papers found by full text with the document that has it."""
        numbers = self._index.documents(connection, words, limit)
        table = schema.documents
        query = sa.select(table.c.id, table.c.paper_id).where(
            table.c.id.in_(numbers), table.c.id.in_(current_documents())
        )
        papers = {row.id: row.paper_id for row in connection.execute(query)}
        return {papers[number]: number for number in numbers if number in papers}

    def _snippets(
        self,
        connection: sa.Connection,
        words: Sequence[Word],
        documents: list[int],
        marks: tuple[str, str],
    ) -> dict[int, str]:
        table = schema.documents
        query = sa.select(table.c.id, table.c.content).where(table.c.id.in_(documents))
        texts = {number: unpack(content).text for number, content in connection.execute(query)}
        return self._index.snippets(connection, words, texts, marks)
