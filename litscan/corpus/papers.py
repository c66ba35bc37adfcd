"""Papers: taking records in, in batches, and giving them out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.author_names import AuthorNames
from litscan.corpus.bulk import among, insert_rows, next_numbers
from litscan.corpus.merge import Merged, digest, merge
from litscan.corpus.part import Part, frame
from litscan.corpus.records import Counts, PaperRecord, PaperVersion
from litscan.corpus.search import TextIndex
from litscan.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Papers"]

_BATCH = 4000
_PLAIN = (
    "key",
    "arxiv_id",
    "title",
    "abstract",
    "submitted",
    "updated",
    "listed",
    "published",
    "primary_category",
    "version",
    "comment",
    "doi",
    "venue",
    "source",
    "relevance",
    "withdrawn",
    "datestamp",
    "citation_key",
)
_WRITTEN = (*_PLAIN, "categories", "recency", "older", "digest")
_VALUES = attrgetter(*_PLAIN)
_FRAME = (*_PLAIN[:9], "categories", *_PLAIN[9:])


class Papers(Part):
    """The part of the corpus that holds what is known of papers without reading them."""

    _index: TextIndex

    def add_papers(
        self,
        records: Iterable[PaperRecord],
        *,
        on_batch: Callable[[Counts], None] | None = None,
    ) -> Counts:
        """Take in papers, streaming; what is there already is merged with what comes.

        The outcome depends neither on the order of the records nor on how often they come. Each
        batch is a transaction of its own: an interrupted import keeps what it had read.

        Parameters
        ----------
        records : iterable of PaperRecord
        on_batch : callable, optional
            Told what became of each batch once it is stored; no record after it was asked for yet.

        Returns
        -------
        Counts
            Papers added, updated and unchanged; a paper met twice counts twice.
        """
        counts = Counts()
        names = AuthorNames()
        stream = iter(records)
        while batch := list(islice(stream, _BATCH)):
            came = self._add_batch(batch, names)
            counts += came
            if on_batch:
                on_batch(came)
        return counts

    def _add_batch(self, batch: list[PaperRecord], names: AuthorNames) -> Counts:
        incoming: dict[str, Merged] = {}
        for record in batch:
            one = Merged.of(record)
            there = incoming.get(record.key)
            incoming[record.key] = one if there is None else merge(there, one)
        digests = {key: digest(merged) for key, merged in incoming.items()}
        with self._database.reading() as connection:
            known = _known(connection, list(incoming))
        if all(known.get(key, (0, ""))[1] == digests[key] for key in incoming):
            return Counts(unchanged=len(batch))
        with self._database.writing() as connection:
            known = _known(connection, list(incoming))
            new = {key: merged for key, merged in incoming.items() if key not in known}
            _write_new(connection, new, digests, names, self._index)
            doubtful = {
                known[key][0]: incoming[key]
                for key in incoming
                if key in known and known[key][1] != digests[key]
            }
            updated = _write_changed(connection, doubtful, names)
        return Counts(len(new), updated, len(batch) - len(new) - updated)

    def set_relevance(self, probabilities: Mapping[str, float]) -> None:
        """Store, by key, how probably papers are about pruning neural networks.

        Raises
        ------
        CorpusError
            If a probability is not within [0, 1].
        """
        for key, value in probabilities.items():
            if not 0 <= value <= 1:
                raise CorpusError(f"relevance of {key}: {value} is no probability")
        table = schema.papers
        rows = [{"k": key, "p": float(value)} for key, value in probabilities.items()]
        if not rows:
            return
        statement = (
            table.update()
            .where(table.c.key == sa.bindparam("k"))
            .where(table.c.relevance.is_distinct_from(sa.bindparam("p")))
            .values(relevance=sa.bindparam("p"))
        )
        with self._database.writing() as connection:
            connection.execute(statement, rows)

    def unscreened(self) -> Iterator[tuple[str, str, str | None]]:
        """Yield key, title and abstract of the titled papers whose relevance is not known."""
        table = schema.papers
        query = (
            sa.select(table.c.key, table.c.title, table.c.abstract)
            .where(table.c.relevance.is_(None), table.c.title.is_not(None))
            .order_by(table.c.key)
        )
        last = ""
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(query.where(table.c.key > last).limit(_BATCH)).all()
            if not rows:
                return
            yield from ((row.key, row.title, row.abstract) for row in rows)
            last = rows[-1].key

    def paper(self, key: str) -> PaperRecord | None:
        """Return a paper by its key, or None."""
        with self._database.reading() as connection:
            ids = [paper for paper, _ in _known(connection, [key]).values()]
            found = _load(connection, ids)
        return next((merged.record for merged in found.values()), None)

    def paper_records(self) -> Iterator[PaperRecord]:
        """Yield all papers in the order of their keys, a batch in memory at a time."""
        table = schema.papers
        last = ""
        while True:
            query = (
                sa.select(table.c.key, table.c.id)
                .where(table.c.key > last)
                .order_by(table.c.key)
                .limit(_BATCH)
            )
            with self._database.reading() as connection:
                rows = connection.execute(query).all()
                found = _load(connection, [row.id for row in rows])
            if not rows:
                return
            yield from (found[row.id].record for row in rows)
            last = rows[-1].key

    def papers(self) -> pd.DataFrame:
        """Return all papers, one a row, ordered by key.

        Columns are the fields of `PaperRecord` but authors and versions; ``categories`` is
        space-separated.
        """
        table = schema.papers
        query = sa.select(*(table.c[name] for name in _FRAME)).order_by(table.c.key)
        with self._database.reading() as connection:
            return frame(connection.execute(query), _FRAME)

    def submissions(self) -> pd.DataFrame:
        """Return what growth is counted from, one paper a row, ordered by submission.

        Columns: ``key``, ``arxiv_id``, ``submitted`` (first version, ISO text, may be None),
        ``primary_category``, ``categories`` (space-separated), ``relevance``, ``source``.
        """
        columns = (
            "key",
            "arxiv_id",
            "submitted",
            "primary_category",
            "categories",
            "relevance",
            "source",
        )
        table = schema.papers
        query = sa.select(*(table.c[name] for name in columns))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(table.c.submitted, table.c.key))
            return frame(rows, columns)


def _known(connection: sa.Connection, keys: list[str]) -> dict[str, tuple[int, str]]:
    """Return row id and digest, by key, of the papers that are there."""
    table = schema.papers
    query = sa.select(table.c.key, table.c.id, table.c.digest)
    rows = connection.execute(query.where(among(connection, table.c.key, keys)))
    return {key: (paper, found) for key, paper, found in rows}


def _row(merged: Merged, fingerprint: str) -> tuple[Any, ...]:
    """Return the values of `_WRITTEN`."""
    older = json.dumps(dict(sorted(merged.older.items()))) if merged.older else None
    categories = " ".join(merged.record.categories)
    return (*_VALUES(merged.record), categories, merged.recency, older, fingerprint)


def _write_new(
    connection: sa.Connection,
    new: Mapping[str, Merged],
    digests: Mapping[str, str],
    names: AuthorNames,
    index: TextIndex,
) -> None:
    if not new:
        return
    numbers = next_numbers(connection, schema.papers, len(new))
    rows = [
        (number, *_row(merged, digests[key]))
        for number, (key, merged) in zip(numbers, new.items(), strict=True)
    ]
    insert_rows(connection, schema.papers, ("id", *_WRITTEN), rows)
    index.add_papers(connection, numbers[0], numbers[-1])
    records = (merged.record for merged in new.values())
    _write_lists(connection, dict(zip(numbers, records, strict=True)), names)


def _write_changed(
    connection: sa.Connection, doubtful: Mapping[int, Merged], names: AuthorNames
) -> int:
    """Merge records into the rows of their papers; return how many rows that changed."""
    there = _load(connection, list(doubtful))
    changed: dict[int, Merged] = {}
    for paper, incoming in doubtful.items():
        merged = merge(there[paper], incoming)
        if digest(merged) != digest(there[paper]) or (
            merged.record.relevance != there[paper].record.relevance
        ):
            changed[paper] = merged
    if not changed:
        return 0
    _update_rows(connection, changed, there)
    for linked in (schema.versions, schema.paper_authors, schema.paper_categories):
        gone = among(connection, linked.c.paper_id, list(changed))
        connection.execute(linked.delete().where(gone))
    _write_lists(connection, {paper: m.record for paper, m in changed.items()}, names)
    return len(changed)


def _update_rows(
    connection: sa.Connection, changed: Mapping[int, Merged], there: Mapping[int, Merged]
) -> None:
    """Write papers over what was there, and leave the full-text index alone where it can be."""
    same_text: list[dict[str, Any]] = []
    other_text: list[dict[str, Any]] = []
    for paper, merged in changed.items():
        values = dict(zip(_WRITTEN, _row(merged, digest(merged)), strict=True))
        one, two = merged.record, there[paper].record
        if (one.title, one.abstract) == (two.title, two.abstract):
            del values["title"], values["abstract"]
            same_text.append({"number": paper, **values})
        else:
            other_text.append({"number": paper, **values})
    table = schema.papers
    for rows in (same_text, other_text):
        if rows:
            names = [name for name in rows[0] if name != "number"]
            bound: dict[str, Any] = {name: sa.bindparam(name) for name in names}
            update = table.update().where(table.c.id == sa.bindparam("number"))
            connection.execute(update.values(bound), rows)


def _write_lists(
    connection: sa.Connection, records: Mapping[int, PaperRecord], names: AuthorNames
) -> None:
    """Write authors, categories and versions of papers that have none yet."""
    ids = names.ids(connection, (name for r in records.values() for name in r.authors))
    authors = [
        (paper, position, ids[name])
        for paper, record in records.items()
        for position, name in enumerate(record.authors)
    ]
    categories = [
        (paper, category)
        for paper, record in records.items()
        for category in dict.fromkeys(record.categories)
    ]
    versions = [
        (paper, version.number, version.submitted)
        for paper, record in records.items()
        for version in record.versions
    ]
    written = ("paper_id", "position", "author_id")
    insert_rows(connection, schema.paper_authors, written, authors)
    insert_rows(connection, schema.paper_categories, ("paper_id", "category"), categories)
    insert_rows(connection, schema.versions, ("paper_id", "number", "submitted"), versions)


def _load(connection: sa.Connection, ids: list[int]) -> dict[int, Merged]:
    """Return papers by row id, with their authors and versions."""
    table, authors, versions = schema.papers, schema.paper_authors, schema.versions
    names: dict[int, list[str]] = {}
    query = (
        sa.select(authors.c.paper_id, schema.authors.c.name)
        .join(schema.authors, schema.authors.c.id == authors.c.author_id)
        .where(among(connection, authors.c.paper_id, ids))
        .order_by(authors.c.paper_id, authors.c.position)
    )
    for paper, name in connection.execute(query):
        names.setdefault(paper, []).append(name)
    numbers: dict[int, list[PaperVersion]] = {}
    order = sa.select(versions).where(among(connection, versions.c.paper_id, ids))
    for paper, number, date in connection.execute(order.order_by(versions.c.number)):
        numbers.setdefault(paper, []).append(PaperVersion(number, date))
    found: dict[int, Merged] = {}
    rows = table.select().where(among(connection, table.c.id, ids))
    for row in connection.execute(rows).mappings():
        record = PaperRecord(
            **{name: row[name] for name in _PLAIN},
            authors=tuple(names.get(row["id"], ())),
            categories=tuple(row["categories"].split()),
            versions=tuple(numbers.get(row["id"], ())),
        )
        older = json.loads(row["older"]) if row["older"] else {}
        found[row["id"]] = Merged(record, row["recency"], older)
    return found
