"""Quotes a reader gives: found verbatim in the document, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from litscan.document.model import Evidence, Span
from litscan.errors import UsageError

if TYPE_CHECKING:
    from litscan.document.model import Document

__all__ = ["find_quote", "place_again", "reader_evidence"]

_LISTED = 5
_LONGEST = 2000


def reader_evidence(note: str, by: str) -> Evidence:
    """Return a reader's own word as evidence, for what stands in no text, such as a figure.

    Examples
    --------
    >>> reader_evidence("read off Figure 3", "Ada").to_json()["kind"]
    'reader'
    """
    said = note.strip()
    return Evidence(said, "reader", "", f"reader: {by}", 0, 0, len(said))


def _pattern(quote: str) -> re.Pattern[str]:
    """Return a pattern of the same characters; a run of white space matches any other."""
    return re.compile(r"\s+".join(re.escape(word) for word in quote.split()))


def _hits(document: Document, quote: str) -> Iterator[Evidence]:
    words = quote.split()
    if not words or len(quote) > _LONGEST:
        return
    for match in _pattern(quote).finditer(document.text):
        yield _evidence(document, Span(*match.span()))


def _evidence(document: Document, span: Span) -> Evidence:
    """Return the evidence for a span; of one that a table cell holds, with the cell's place."""
    for table in document.tables:
        if not (table.span.start <= span.start and span.end <= table.span.end):
            continue
        for cell in (cell for row in table.rows for cell in row):
            if cell.span.start <= span.start and span.end <= cell.span.end:
                place = document.cell_evidence(table, cell).table
                return document.evidence(span, "table", place)
    for caption in document.captions:
        if caption.span.start <= span.start and span.end <= caption.span.end:
            return document.evidence(span, "caption")
    return document.evidence(span)


def find_quote(document: Document, quote: str, at: tuple[str, int] | None = None) -> Evidence:
    r"""Return the one place of a document where a quote stands.

    Parameters
    ----------
    document : Document
    quote : str
        As it stands in the text; only white space may differ.
    at : tuple of (str, int), optional
        File and line, where it stands in several places.

    Raises
    ------
    UsageError
        If it stands nowhere, or in several places.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> document = read_text("# Trim\n\nWe prune VGG-16.\n", format="markdown")
    >>> find_quote(document, "prune VGG-16").line
    3
    """
    shortened = quote if len(quote) <= 80 else f"{quote[:80]}..."
    if len(quote) > _LONGEST:
        raise UsageError(f"a quote of {len(quote):,} characters", advice=f"at most {_LONGEST:,}")
    hits = list(_hits(document, quote))
    places = [(hit.file, hit.line) for hit in hits]
    if not hits:
        raise UsageError(
            f"{document.source.path}: the text does not say {shortened!r}",
            advice="quote it as litscan read --text shows it, or give a note without a quote",
        )
    if at is not None:
        hits = [hit for hit, place in zip(hits, places, strict=True) if place == at]
        if not hits:
            listed = ", ".join(f"{file}:{line}" for file, line in places[:_LISTED])
            raise UsageError(
                f"{shortened!r} is not at {at[0]}:{at[1]}", advice=f"it is at {listed}"
            )
    if len(hits) > 1 and at is None:
        listed = ", ".join(f"{file}:{line}" for file, line in places[:_LISTED])
        raise UsageError(
            f"{shortened!r} stands in {len(hits)} places: {listed}",
            advice="quote more of it, or name the place: --at FILE:LINE",
        )
    return hits[0]


def place_again(document: Document, evidence: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return evidence with its place in a text, or None if its quote does not stand there.

    Of several places the one on the same line is taken, else the nearest to where it was.
    """
    start, end, quote = evidence["start"], evidence["end"], evidence["quote"]
    if document.text[start:end] == quote:
        return dict(evidence)
    hits = list(_hits(document, quote))
    if not hits:
        return None

    def distance(hit: Evidence) -> tuple[bool, int]:
        elsewhere = (hit.file, hit.line) != (evidence["file"], evidence["line"])
        return elsewhere, abs(hit.start - start)

    return min(hits, key=distance).to_json()
