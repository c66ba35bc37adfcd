"""Full-text search over titles, abstracts and full text: FTS5 on SQLite, tsvector on PostgreSQL.

Everything the two databases do differently is behind `TextIndex`. A query is words, "phrases in
quotes", ``prefix*`` and ``-excluded``; all words must occur. Titles and abstracts are one index,
full texts another, since their scores cannot be compared; the two orders are merged by reciprocal
rank (Cormack, Clarke and Buettcher, SIGIR 2009). Both databases stem English and leave no word
out, however common.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from litscan.errors import UsageError

__all__ = ["Found", "TextIndex", "Word", "fuse", "parse_query", "text_index"]

_WORD = re.compile(r"(?P<minus>-?)(?:\"(?P<phrase>[^\"]*)\"?|(?P<word>[^\s\"]+))")
_LONGEST_QUERY = 1000
_MOST_WORDS = 32
_SNIPPET_WORDS = 24
_LONGEST_VECTOR = 500_000  # PostgreSQL refuses a tsvector over 1 MiB
_FUSION = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of a query."""

    text: str
    prefix: bool = False
    excluded: bool = False


def parse_query(query: str) -> tuple[Word, ...]:
    """Return the words of a query.

    Raises
    ------
    UsageError
        If it has no word to look for, or is too long.

    Examples
    --------
    >>> parse_query('"lottery ticket" prun*')[1]
    Word(text='prun', prefix=True, excluded=False)
    """
    words = []
    for match in _WORD.finditer(query[:_LONGEST_QUERY]):
        text = match["phrase"] if match["phrase"] is not None else match["word"]
        if re.search(r"\w", text):
            prefix = match["word"] is not None and text.endswith("*")
            words.append(Word(text.rstrip("*"), prefix, bool(match["minus"])))
    if len(query) > _LONGEST_QUERY or len(words) > _MOST_WORDS:
        raise UsageError(
            f"the query is too long: {len(query)} characters, {len(words)} words",
            advice=f"at most {_LONGEST_QUERY} characters and {_MOST_WORDS} words",
        )
    if all(word.excluded for word in words):
        raise UsageError(f"{query!r}: no word to look for", advice="try: lottery ticket -token")
    return tuple(words)


@dataclass(frozen=True, slots=True)
class Found:
    """A paper or document in which all words occur, and where."""

    row_id: int
    snippet: str


def fuse(*orders: Sequence[int]) -> dict[int, float]:
    """Return the reciprocal-rank score of every item of several orders.

    Examples
    --------
    >>> scores = fuse([7, 8], [8, 9])
    >>> max(scores, key=scores.get)
    8
    """
    scores: dict[int, float] = {}
    for order in orders:
        for position, item in enumerate(order, start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (_FUSION + position)
    return scores


class TextIndex(Protocol):
    """What both databases can do. Row numbers are of papers or documents; best come first."""

    def add_papers(self, connection: sa.Connection, first: int, last: int) -> None:
        """Make titles and abstracts of new papers searchable; changes take care of themselves."""

    def add(self, connection: sa.Connection, document: int, text: str) -> None:
        """Make a document's text searchable."""

    def forget(self, connection: sa.Connection, document: int, text: str) -> None:
        """Undo `add`."""

    def papers(
        self, connection: sa.Connection, words: Sequence[Word], limit: int, marks: tuple[str, str]
    ) -> list[Found]:
        """Return papers by title and abstract, with a stretch of it, hits between the marks."""

    def documents(self, connection: sa.Connection, words: Sequence[Word], limit: int) -> list[int]:
        """Return documents by full text."""

    def snippets(
        self,
        connection: sa.Connection,
        words: Sequence[Word],
        texts: Mapping[int, str],
        marks: tuple[str, str],
    ) -> dict[int, str]:
        """Return a stretch of each of these texts in which words occur."""


def text_index(*, sqlite: bool) -> TextIndex:
    """Return the index of the database at hand."""
    return SqliteIndex() if sqlite else PostgresqlIndex()


class SqliteIndex:
    """FTS5 with Porter stemming; triggers keep changed titles and abstracts current."""

    @staticmethod
    def _match(words: Sequence[Word]) -> str:
        def phrase(word: Word) -> str:
            text = word.text.replace('"', " ").replace("\0", " ")
            return f'"{text}"' + (" *" if word.prefix else "")

        wanted = " AND ".join(phrase(word) for word in words if not word.excluded)
        unwanted = "".join(f" NOT {phrase(word)}" for word in words if word.excluded)
        return f"({wanted}){unwanted}"

    def add_papers(self, connection: sa.Connection, first: int, last: int) -> None:
        """Make titles and abstracts of new papers searchable, all in one statement."""
        connection.execute(
            sa.text(
                "INSERT INTO paper_search (rowid, title, abstract)"
                " SELECT id, title, abstract FROM papers WHERE id BETWEEN :first AND :last"
            ),
            {"first": first, "last": last},
        )

    def add(self, connection: sa.Connection, document: int, text: str) -> None:
        """Make a document's text searchable."""
        connection.execute(
            sa.text("INSERT INTO document_search (rowid, text) VALUES (:id, :text)"),
            {"id": document, "text": text},
        )

    def forget(self, connection: sa.Connection, document: int, text: str) -> None:
        """Undo `add`; the index keeps no text and must be told it again."""
        connection.execute(
            sa.text(
                "INSERT INTO document_search (document_search, rowid, text)"
                " VALUES ('delete', :id, :text)"
            ),
            {"id": document, "text": text},
        )

    def papers(
        self, connection: sa.Connection, words: Sequence[Word], limit: int, marks: tuple[str, str]
    ) -> list[Found]:
        """Return papers by title and abstract."""
        rows = connection.execute(
            sa.text(
                "SELECT rowid, snippet(paper_search, -1, :open, :close, '…', :words)"
                " FROM paper_search WHERE paper_search MATCH :match"
                " ORDER BY bm25(paper_search, 4.0, 1.0), rowid LIMIT :limit"
            ),
            {
                "match": self._match(words),
                "limit": limit,
                "open": marks[0],
                "close": marks[1],
                "words": _SNIPPET_WORDS,
            },
        )
        return [Found(row_id, snippet) for row_id, snippet in rows]

    def documents(self, connection: sa.Connection, words: Sequence[Word], limit: int) -> list[int]:
        """Return documents by full text."""
        rows = connection.execute(
            sa.text(
                "SELECT rowid FROM document_search WHERE document_search MATCH :match"
                " ORDER BY rank, rowid LIMIT :limit"
            ),
            {"match": self._match(words), "limit": limit},
        )
        return list(rows.scalars())

    def snippets(
        self,
        connection: sa.Connection,
        words: Sequence[Word],
        texts: Mapping[int, str],
        marks: tuple[str, str],
    ) -> dict[int, str]:
        """Return stretches of texts; the index itself keeps none, so a passing one is made."""
        if not texts:
            return {}
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.passing USING fts5("
            "text, tokenize='porter unicode61 remove_diacritics 2')"
        )
        try:
            connection.execute(
                sa.text("INSERT INTO temp.passing (rowid, text) VALUES (:id, :text)"),
                [{"id": number, "text": text} for number, text in texts.items()],
            )
            rows = connection.execute(
                sa.text(
                    "SELECT rowid, snippet(passing, 0, :open, :close, '…', :words)"
                    " FROM temp.passing WHERE passing MATCH :match"
                ),
                {
                    "match": self._match(words),
                    "open": marks[0],
                    "close": marks[1],
                    "words": _SNIPPET_WORDS,
                },
            )
            return {row[0]: row[1] for row in rows}
        finally:
            connection.exec_driver_sql("DROP TABLE temp.passing")


class PostgresqlIndex:
    """tsvector with GIN; a generated column keeps titles and abstracts current."""

    @staticmethod
    def _query(words: Sequence[Word]) -> sa.ColumnElement[str]:
        combined: sa.ColumnElement[str] | None = None
        for word in words:
            if word.prefix:
                quoted = "'" + re.sub(r"[\\'\0]", " ", word.text) + "':*"
                one = sa.func.to_tsquery("litscan", quoted)
            else:
                one = sa.func.phraseto_tsquery("litscan", word.text.replace("\0", " "))
            term: sa.ColumnElement[str] = sa.func.tsquery_not(one) if word.excluded else one
            combined = term if combined is None else sa.func.tsquery_and(combined, term)
        assert combined is not None
        return combined

    def add_papers(self, connection: sa.Connection, first: int, last: int) -> None:
        """Do nothing: the database generates the column."""

    def add(self, connection: sa.Connection, document: int, text: str) -> None:
        """Make a document's text searchable, or its first half million characters."""
        connection.execute(
            sa.text("UPDATE documents SET search = to_tsvector('litscan', :text) WHERE id = :id"),
            {"id": document, "text": text[:_LONGEST_VECTOR].replace("\0", " ")},
        )

    def forget(self, connection: sa.Connection, document: int, text: str) -> None:
        """Do nothing: the index lies in the document's row and goes with it."""

    def papers(
        self, connection: sa.Connection, words: Sequence[Word], limit: int, marks: tuple[str, str]
    ) -> list[Found]:
        """Return papers by title and abstract."""
        query = self._query(words)
        text: sa.ColumnElement[str] = sa.literal_column(
            "CASE WHEN abstract IS NULL THEN coalesce(title, '') ELSE title || '. ' || abstract END"
        )
        search: sa.ColumnElement[str] = sa.literal_column("papers.search")
        order = sa.func.ts_rank_cd(search, query, 1)
        best: Any = (
            sa.select(sa.literal_column("papers.id").label("id"), text.label("text"))
            .select_from(sa.table("papers"))
            .where(search.op("@@")(query))
            .order_by(order.desc(), sa.literal_column("papers.id"))
            .limit(limit)
        )
        rows = connection.execute(best).all()
        texts = {row.id: row.text or "" for row in rows}
        found = self.snippets(connection, words, texts, marks)
        return [Found(row.id, found.get(row.id, "")) for row in rows]

    def documents(self, connection: sa.Connection, words: Sequence[Word], limit: int) -> list[int]:
        """Return documents by full text."""
        query = self._query(words)
        search: sa.ColumnElement[str] = sa.literal_column("documents.search")
        number: sa.ColumnElement[int] = sa.literal_column("documents.id")
        best: Any = (
            sa.select(number)
            .select_from(sa.table("documents"))
            .where(search.op("@@")(query))
            .order_by(sa.func.ts_rank_cd(search, query, 1).desc(), number)
            .limit(limit)
        )
        return list(connection.execute(best).scalars())

    def snippets(
        self,
        connection: sa.Connection,
        words: Sequence[Word],
        texts: Mapping[int, str],
        marks: tuple[str, str],
    ) -> dict[int, str]:
        """Return stretches of texts."""
        shape = f"MaxWords={_SNIPPET_WORDS}, MinWords={_SNIPPET_WORDS // 2}"
        form = f'StartSel="{marks[0]}", StopSel="{marks[1]}", {shape}'
        found = {}
        for number, text in texts.items():
            clean = text.replace("\0", " ")
            query = sa.func.ts_headline("litscan", clean, self._query(words), form)
            found[number] = str(connection.execute(sa.select(query)).scalar_one())
        return found
