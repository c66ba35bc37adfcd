"""How records of the same paper from different sources become one.

The outcome must not depend on which source was met first, and a record met again must change
nothing. Each field of a paper is therefore the greatest, in a fixed order, of the values that any
record gave it: more recent records come first, and between equally recent ones the longer value,
then the later in the alphabet. Taking the greatest is commutative, associative and idempotent. To
keep it so when a recent record leaves a field open, the row remembers how recent the record was
that filled it (`Merged.older`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from litscan.corpus.records import PaperRecord, PaperVersion

__all__ = ["Merged", "digest", "merge", "recency"]

_BY_RECENCY = (
    "title",
    "abstract",
    "authors",
    "categories",
    "primary_category",
    "published",
    "comment",
    "doi",
    "venue",
    "citation_key",
)


@dataclass(frozen=True, slots=True)
class Merged:
    """A paper as the corpus holds it.

    `recency` is that of the most recent record; `older` has the fields whose value came from a
    less recent one.
    """

    record: PaperRecord
    recency: str
    older: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, record: PaperRecord) -> Merged:
        """Return a single record as a merged one."""
        return cls(record, recency(record))


def recency(record: PaperRecord) -> str:
    """Return how recent a record is: the day of its version, the version's number, its datestamp.

    arXiv dates changes that make no version, such as a journal reference, by datestamp only. So it
    does a record that was deleted, of which nothing else is known.

    Examples
    --------
    >>> recency(PaperRecord("1608.08710", updated="2017-03-10T17:57:37Z", version=3))
    '2017-03-10 v003'
    """
    deleted = record.datestamp if record.withdrawn else ""
    day = (record.updated or record.listed or record.submitted or deleted or "")[:10]
    return f"{day:<10} v{record.version or 0:03d} {record.datestamp or ''}".rstrip()


def _preference(value: Any) -> tuple[int, Any]:
    return len(value), value


def _by_recency(name: str, one: Merged, two: Merged) -> tuple[Any, str | None]:
    """Return a field's value, and the recency of the record it came from."""
    candidates = []
    for side in (one, two):
        value = getattr(side.record, name)
        if value:
            candidates.append((side.older.get(name, side.recency), _preference(value), value))
    if not candidates:
        return getattr(one.record, name), None
    best = max(candidates, key=lambda candidate: candidate[:2])
    return best[2], best[0]


def _first_date(one: str | None, two: str | None) -> str | None:
    """Return the more precise of two dates, then the earlier."""
    dates = [date for date in (one, two) if date]
    return min(dates, key=lambda date: (-len(date), date)) if dates else None


def _greatest(one: Any, two: Any) -> Any:
    return max((value for value in (one, two) if value is not None), default=None)


def _union(one: str | None, two: str | None) -> str | None:
    names = {name for text in (one, two) if text for name in text.split(",")}
    return ",".join(sorted(names)) or None


def _versions(one: PaperRecord, two: PaperRecord) -> tuple[PaperVersion, ...]:
    if not one.versions or not two.versions:
        return one.versions or two.versions
    dates: dict[int, str] = {}
    for version in (*one.versions, *two.versions):
        first = _first_date(dates.get(version.number), version.submitted)
        dates[version.number] = first or version.submitted
    return tuple(PaperVersion(number, dates[number]) for number in sorted(dates))


def _relevance(
    records: tuple[PaperRecord, PaperRecord], text: tuple[str | None, str | None]
) -> float | None:
    """Return the relevance found for just this title and abstract; that of others is stale."""
    return max(
        (
            record.relevance
            for record in records
            if record.relevance is not None and (record.title, record.abstract) == text
        ),
        default=None,
    )


def merge(one: Merged, two: Merged) -> Merged:
    """Return what two records of the same paper say together; their order does not matter.

    Examples
    --------
    >>> old = PaperRecord("1608.08710", title="Prunning Filters", comment="5 pages", version=1)
    >>> new = PaperRecord("1608.08710", title="Pruning Filters", version=3)
    >>> both = merge(Merged.of(new), Merged.of(old))
    >>> both.record.title, both.record.comment, both == merge(Merged.of(old), Merged.of(new))
    ('Pruning Filters', '5 pages', True)
    """
    latest = max(one.recency, two.recency)
    values: dict[str, Any] = {}
    older: dict[str, str] = {}
    for name in _BY_RECENCY:
        values[name], came_from = _by_recency(name, one, two)
        if came_from is not None and came_from != latest:
            older[name] = came_from
    first, second = one.record, two.record
    record = replace(
        first,
        **values,
        arxiv_id=first.arxiv_id or second.arxiv_id,
        submitted=_first_date(first.submitted, second.submitted),
        listed=_first_date(first.listed, second.listed),
        updated=_greatest(first.updated, second.updated),
        version=_greatest(first.version, second.version),
        versions=_versions(first, second),
        datestamp=_greatest(first.datestamp, second.datestamp),
        withdrawn=max((side.recency, side.record.withdrawn) for side in (one, two))[1],
        source=_union(first.source, second.source),
        relevance=_relevance((first, second), (values["title"], values["abstract"])),
    )
    return Merged(record, latest, older)


_DIGESTED = attrgetter(
    *(item.name for item in fields(PaperRecord) if item.name not in ("relevance", "versions"))
)
_JSON = json.JSONEncoder(ensure_ascii=False)


def digest(merged: Merged) -> str:
    """Return a short hash of all that `merge` looks at: same digest, same paper."""
    record = merged.record
    versions = [(version.number, version.submitted) for version in record.versions]
    older = sorted(merged.older.items())
    text = _JSON.encode([_DIGESTED(record), versions, merged.recency, older])
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
