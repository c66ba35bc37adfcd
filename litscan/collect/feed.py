"""arXiv's Atom feeds as records: what is no whole feed is told apart, an error is no paper.

The feed is parsed by the ``arxiv`` package.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from litscan.collect.records import MetadataRecord
from litscan.collect.session import Reply
from litscan.errors import NetworkError, ReadError, UsageError
from litscan.ids import parse_arxiv_id

__all__ = ["Answer", "feed_problem", "read_feed"]

log = logging.getLogger(__name__)

_ERROR_ENTRY = re.compile(rb"<id>[^<]*/api/errors\b")
_SUMMARY = re.compile(rb"<summary[^<>]*>([^<]*)</summary>")


@dataclass(frozen=True, slots=True)
class Answer:
    """One page: how many papers arXiv counts for the query, and those that it sent."""

    total: int
    records: tuple[MetadataRecord, ...]


def feed_problem(reply: Reply) -> str | None:
    """Return why a body is no whole Atom feed, or None."""
    if b"<feed" not in reply.content[:2000]:
        return "an answer that is no feed"
    if not reply.content.rstrip().endswith(b"</feed>"):
        return "a feed that breaks off"
    return None


def read_feed(reply: Reply) -> Answer:
    """Return the papers of a feed; an error entry is raised, never taken for one.

    Raises
    ------
    UsageError
        If arXiv refuses the query.
    NetworkError
        If the answer is no feed that can be read.
    """
    from arxiv import _feed  # the package's parser has no public name

    if _ERROR_ENTRY.search(reply.content):
        summary = _SUMMARY.search(reply.content)
        said = summary[1][:2000].decode("utf-8", "replace") if summary else "no reason given"
        raise UsageError(f"arXiv refuses the query: {said}")
    if reply.status != 200:
        raise NetworkError(f"{reply.url}: HTTP {reply.status}")
    try:
        parsed = _feed.parse(reply.content)
    except ValueError as error:
        raise NetworkError(f"{reply.url}: a feed that cannot be read: {error}") from error
    if parsed.malformed:
        raise NetworkError(f"{reply.url}: a feed that is no XML: {parsed.error}")
    return Answer(parsed.header.total_results, tuple(_records(parsed.results)))


def _records(results: Sequence[Any]) -> Iterator[MetadataRecord]:
    for result in results:
        try:
            identifier = parse_arxiv_id(result.entry_id)
        except ReadError:
            log.warning("an entry with id %r is no paper", result.entry_id)
            continue
        yield MetadataRecord(
            arxiv_id=identifier.base,
            version=identifier.version,
            title=" ".join(result.title.split()),
            abstract=" ".join(result.summary.split()),
            authors=tuple(" ".join(author.name.split()) for author in result.authors),
            categories=tuple(result.categories),
            primary=result.primary_category,
            submitted=f"{result.published:%Y-%m-%dT%H:%M:%SZ}",
            updated=f"{result.updated:%Y-%m-%dT%H:%M:%SZ}",
            comment=result.comment or None,
            doi=result.doi or None,
            journal_ref=result.journal_ref or None,
        )
