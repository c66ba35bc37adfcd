"""Queries in arXiv's search grammar: the default one, and how dates and categories are added.

Operators and quotes are always written out: what adjacent words mean has changed between arXiv's
engines. Wild cards are avoided for the same reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from litscan.errors import UsageError

__all__ = [
    "CATEGORIES",
    "DEFAULT_QUERY",
    "EARLIEST",
    "Search",
    "compose",
    "default_query",
    "parse_day",
]

EARLIEST = dt.date(1991, 7, 1)
"""arXiv's first month."""

_TERMS = (
    "pruning",
    "pruned",
    "prune",
    "prunes",
    "pruner",
    "sparsification",
    "sparsifying",
    "lottery ticket",
    "winning tickets",
    "sparse training",
    "dynamic sparse",
    "weight sparsity",
    "network sparsity",
    "structured sparsity",
    "unstructured sparsity",
    "semi-structured sparsity",
    "sparse neural network",
    "sparse neural networks",
    "network slimming",
    "optimal brain damage",
    "optimal brain surgeon",
    "model compression",
)

DEFAULT_QUERY = " OR ".join(f'all:"{term}"' if " " in term else f"all:{term}" for term in _TERMS)
"""Broad on purpose: papers on language models rarely say "neural network". What is not about
pruning networks is told apart afterwards, by `litscan.collect.relevance`."""

CATEGORIES = (
    "cs.LG", "cs.CV", "cs.CL", "cs.NE", "cs.AI", "cs.AR", "cs.DC", "cs.SD", "cs.RO", "cs.CR",
    "cs.IT", "cs.IR", "cs.NI", "cs.MM", "cs.ET", "cs.PF", "stat.ML", "eess.AS", "eess.IV",
    "eess.SP", "eess.SY",
)  # fmt: skip
"""Where papers on pruning networks appear; used with the default query unless others are named."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of arXiv: a query, categories, and days of submission, both included.

    Without `last` it reaches to the present day, whenever it is asked.

    Examples
    --------
    >>> search = Search("ti:pruning", ("cs.LG",), dt.date(2024, 1, 1), dt.date(2024, 1, 31))
    >>> search.text(*search.minutes())
    '(ti:pruning) AND (cat:cs.LG) AND submittedDate:[202401010000 TO 202401312359]'

    Raises
    ------
    UsageError
        If the last day is before the first.
    """

    query: str
    categories: tuple[str, ...] = ()
    first: dt.date = EARLIEST
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.first > self.final:
            raise UsageError(f"from {self.first} is after until {self.final}")

    @property
    def final(self) -> dt.date:
        """The last day: the one given, else today in UTC."""
        return self.last or dt.datetime.now(dt.UTC).date()

    def minutes(self) -> tuple[dt.datetime, dt.datetime]:
        """Return the first and the last minute, in UTC."""
        first, last = dt.time(), dt.time(23, 59)
        return dt.datetime.combine(self.first, first), dt.datetime.combine(self.final, last)

    def text(self, low: dt.datetime, high: dt.datetime) -> str:
        """Return the search in arXiv's grammar, bounded to two minutes, both included."""
        return compose(self.query, self.categories, low, high)


def default_query(query: str | None, categories: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return query and categories with the defaults filled in.

    Examples
    --------
    >>> default_query("ti:pruning", ())
    ('ti:pruning', ())
    >>> default_query(None, ("cs.LG",))[1]
    ('cs.LG',)
    """
    if query is None:
        return DEFAULT_QUERY, tuple(categories) or CATEGORIES
    if not query.strip():
        raise UsageError("the query is empty", advice="leave --query out for the default one")
    return query.strip(), tuple(categories)


def compose(query: str, categories: Sequence[str], first: dt.datetime, last: dt.datetime) -> str:
    """Return a query bounded to categories and to submission between two minutes, inclusive.

    Examples
    --------
    >>> minute = dt.datetime(2024, 1, 31, 23, 59)
    >>> compose("all:pruning", ["cs.LG", "stat.ML"], dt.datetime(2024, 1, 1), minute)
    '(all:pruning) AND (cat:cs.LG OR cat:stat.ML) AND submittedDate:[202401010000 TO 202401312359]'
    """
    parts = [f"({query})"]
    if categories:
        parts.append("(" + " OR ".join(f"cat:{name}" for name in categories) + ")")
    parts.append(f"submittedDate:[{first:%Y%m%d%H%M} TO {last:%Y%m%d%H%M}]")
    return " AND ".join(parts)


def parse_day(text: str, name: str) -> dt.date:
    """Return a date written ``YYYY-MM-DD``.

    Raises
    ------
    UsageError
        If it is none; `name` says which option it came from.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{name}: {text!r} is not a date", advice="write 2024-01-31") from None
