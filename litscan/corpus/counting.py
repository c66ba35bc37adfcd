"""Counting papers by day in the database, from an index alone: no paper's row is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.part import Part, frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Counting", "DayCounts"]

_UNJUDGED = 1 << 32
_TOLD_BY = (
    "key",
    "submitted",
    "primary_category",
    "categories",
    "title",
    "abstract",
    "venue",
    "comment",
)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many papers arXiv got on each day.

    Parameters
    ----------
    days : mapping of date to int
        By the day of the first version, in order; no day without a paper.
    unjudged : mapping of date to int
        Those of them whose relevance is not known.
    undated, undated_unjudged : int
        Papers without a submission date, and those of them without a relevance.
    sources : tuple of str
        Where the records came from, sorted.
    """

    days: Mapping[date, int]
    unjudged: Mapping[date, int]
    undated: int = 0
    undated_unjudged: int = 0
    sources: tuple[str, ...] = ()

    @property
    def papers(self) -> int:
        """Papers counted, those without a date included."""
        return sum(self.days.values()) + self.undated


class Counting(Part):
    """The part of the corpus that counts what is on arXiv."""

    def count_submissions(
        self, *, relevance: float | None = None, categories: Sequence[str] = ()
    ) -> DayCounts:
        """Count the papers on arXiv by the day of their first version.

        Parameters
        ----------
        relevance : float, optional
            Only papers that are as probably about pruning, or were not judged.
        categories : sequence of str
            Only papers listed under one of them, as the primary category or another; ``cs`` stands
            for all of ``cs.*`` too.

        Examples
        --------
        >>> import tempfile
        >>> from litscan.corpus import Corpus, PaperRecord
        >>> one = PaperRecord("1608.08710", arxiv_id="1608.08710", submitted="2016-08-31T16:42:44Z")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         corpus.add_papers([one])
        ...         corpus.count_submissions(relevance=0.5).days
        Counts(added=1, updated=0, unchanged=0)
        {datetime.date(2016, 8, 31): 1}
        """
        table, wanted = schema.papers, _wanted(relevance, categories)
        sources = sa.select(table.c.source).where(*wanted).distinct()
        with self._database.reading() as connection:
            rows = _walked(connection, wanted) or _grouped(connection, wanted)
            joined = [name for name in connection.execute(sources).scalars() if name]
        return _day_counts(rows, joined)

    def counted_texts(
        self, *, relevance: float | None = None, categories: Sequence[str] = ()
    ) -> pd.DataFrame:
        """Return what parts the papers that `count_submissions` counts are of, by key.

        Columns: ``key``, ``submitted``, ``primary_category``, ``categories`` (space-separated),
        ``title``, ``abstract``, ``venue``, ``comment``.
        """
        table = schema.papers
        query = sa.select(*(table.c[name] for name in _TOLD_BY))
        query = query.where(*_wanted(relevance, categories))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(table.c.key))
            return frame(rows, _TOLD_BY)

    def state_complete(self, source: str, through: Mapping[str, date]) -> None:
        """Note that a source holds every paper of some categories, up to a day of submission.

        Parameters
        ----------
        source : str
            Where the papers came from, a file for example; what was stated of it before is
            replaced, category by category.
        through : mapping of str to date
            By category, the last day; ``cs`` stands for all of ``cs.*`` too.
        """
        table = schema.complete_categories
        with self._database.writing() as connection:
            for category, day in through.items():
                same = (table.c.source == source) & (table.c.category == category)
                connection.execute(table.delete().where(same))
                row = {"source": source, "category": category, "through": day.isoformat()}
                connection.execute(table.insert().values(**row))

    def stated_complete(self) -> pd.DataFrame:
        """Return what `state_complete` noted: ``source``, ``category``, ``through`` (ISO day)."""
        table = schema.complete_categories
        with self._database.reading() as connection:
            rows = connection.execute(table.select().order_by(table.c.source, table.c.category))
            return frame(rows, ("source", "category", "through"))


Rows = list[tuple[str | None, int | None]]


def _number() -> sa.Function[int]:
    """Return the number of papers, and added to it in multiples of a large one, the unjudged."""
    return sa.func.sum(sa.case((schema.papers.c.relevance.is_(None), _UNJUDGED + 1), else_=1))


def _walked(connection: sa.Connection, wanted: Sequence[sa.ColumnElement[bool]]) -> Rows:
    """Return day and number, counted day by day along the index; empty if that misses papers.

    Grouping sorts a row a paper, which takes longer. The walk needs times that begin with a day.
    """
    submitted, days = schema.papers.c.submitted, _days()
    number = sa.select(_number()).where(*wanted)
    on_day = (submitted >= days.c.day, submitted < _end(days.c.day))
    inside = number.where(*on_day).correlate(days).scalar_subquery()
    by_day = sa.select(days.c.day, inside).where(days.c.day.is_not(None))
    rows: Rows = [(row[0], row[1]) for row in connection.execute(by_day)]
    rows.append((None, connection.execute(number.where(submitted.is_(None))).scalar_one()))
    walked = [text for text, _ in rows[:-1]]
    if not all(map(_day, walked)):
        return []
    last = _end(sa.literal(walked[-1] if walked else "", sa.Text))
    beyond = sa.select(sa.func.count()).select_from(schema.papers).where(submitted >= last)
    return rows if connection.execute(beyond).scalar_one() == 0 else []


def _grouped(connection: sa.Connection, wanted: Sequence[sa.ColumnElement[bool]]) -> Rows:
    """Return day and number, whatever stands where a time should."""
    day = sa.func.substr(schema.papers.c.submitted, 1, 10).label("day")
    query = sa.select(day, _number()).where(*wanted).group_by(day).order_by(day)
    return [(row[0], row[1]) for row in connection.execute(query)]


def _days() -> sa.CTE:
    """Return the days on which papers were submitted, each found in the index behind the last.

    A day that is found twice, by a text that is no time of it, ends the walk.
    """
    table = schema.papers
    first = sa.func.substr(sa.func.min(table.c.submitted), 1, 10, type_=sa.Text)
    days = sa.select(first.label("day")).cte("days", recursive=True)
    behind = sa.select(first).where(table.c.submitted > _end(days.c.day)).correlate(days)
    return days.union(sa.select(behind.scalar_subquery()).where(days.c.day.is_not(None)))


def _end(day: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Return a text behind every time of a day, which begins with a T, and before the next day."""
    return day + "z"


def _wanted(relevance: float | None, categories: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    """Return the conditions for a paper to be counted."""
    table = schema.papers
    wanted: list[sa.ColumnElement[bool]] = [table.c.arxiv_id.is_not(None)]
    if relevance is not None:
        wanted.append(table.c.relevance.is_(None) | (table.c.relevance >= relevance))
    if categories:
        listed = schema.paper_categories
        inside = sa.select(listed.c.paper_id).where(_named(categories))
        # The sum keeps SQLite from looking each of them up in the table instead of the index.
        wanted.append((table.c.id + 0).in_(inside))
    return wanted


def _named(categories: Sequence[str]) -> sa.ColumnElement[bool]:
    """Return the condition that a row of `paper_categories` is of one of them or below one."""
    category = schema.paper_categories.c.category
    archives = (name for name in categories if "." not in name)
    below = (category.startswith(f"{name}.", autoescape=True) for name in archives)
    return sa.or_(category.in_(list(categories)), *below)


def _day_counts(rows: Sequence[tuple[str | None, int | None]], joined: list[str]) -> DayCounts:
    days: dict[date, int] = {}
    unjudged: dict[date, int] = {}
    undated = undated_unjudged = 0
    for text, both in rows:
        unknown, number = divmod(int(both or 0), _UNJUDGED)
        day = _day(text)
        if day is None:
            undated, undated_unjudged = undated + number, undated_unjudged + unknown
        elif number:
            days[day] = number
            if unknown:
                unjudged[day] = unknown
    names = {name for one in joined for name in one.split(",")}
    days, unjudged = dict(sorted(days.items())), dict(sorted(unjudged.items()))
    return DayCounts(days, unjudged, undated, undated_unjudged, tuple(sorted(names)))


def _day(text: str | None) -> date | None:
    """Return a day, None of one that no calendar has.

    Examples
    --------
    >>> _day("2019-02-28"), _day("2019-02-31"), _day(None)
    (datetime.date(2019, 2, 28), None, None)
    """
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
