r"""Bibliography entries of Markdown papers: numbered, labelled, or plain lists of authors.

Converters print one entry a list item, or all of them as the lines of one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from litscan.document.bibliography import parse_reference
from litscan.document.model import Reference, Span

__all__ = ["BULLET", "entry_ranges", "is_labelled_entry", "read_reference"]

BULLET = re.compile(r"[ \t]*[*+-][ \t]+")
_LABELLED = re.compile(
    r"[ \t]*[*+-][ \t]+"
    r"(?:\[\d{1,3}\]|[A-Z][^\d()\[\]]{1,60}[(\[](?:19|20)\d\d[a-z]?[)\]][ \t]+[A-Z])"
)
_NUMBERED_LINE = re.compile(
    r"^[ \t]*(?:[*+-][ \t]+)?(?:<span[^<>\n]{0,200}></span>[ \t]*)?\\?\[\d{1,3}\\?\](?=[ \t])",
    re.MULTILINE,
)
_YEAR = re.compile(r"(?<![\d.:/])(?:19[5-9]\d|20[0-4]\d)(?P<letter>[a-z]?)(?![\w]|[.:]\d)")
_INITIALS = re.compile(r"(?:[A-Z]\.?[\s-]?){1,4}|(?:et al|others|eds?)\.?", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]")
_MOST_WORDS_OF_A_NAME = 5


def is_labelled_entry(text: str, start: int, end: int) -> bool:
    """Return whether a list item begins like a bibliography entry, wherever it stands."""
    return _LABELLED.match(text, start, end) is not None


def entry_ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    r"""Yield the entries of a block: one, or one a line that begins with a number in brackets.

    Examples
    --------
    >>> text = "[1] A. B. One. 2015.\n[2] C. D. Two\nand more. 2016."
    >>> [text[a:b] for a, b in entry_ranges(text, 0, len(text))]
    ['[1] A. B. One. 2015.', '[2] C. D. Two\nand more. 2016.']
    """
    starts = [match.start() for match in _NUMBERED_LINE.finditer(text, start, end)]
    starts = [start, *(at for at in starts if at > start)]
    for at, stop in zip(starts, [*starts[1:], end], strict=True):
        stop = at + len(text[at:stop].rstrip())
        bullet = BULLET.match(text, at, stop)
        yield (bullet.end() if bullet else at), stop


def read_reference(shown: str, span: Span) -> Reference | None:
    """Return what an entry says, or None if it has no shape of one.

    An entry without number or label gets the label that author-year citations would print.

    Examples
    --------
    >>> plain = "Song Han and Jeff Pool. Learning both weights. In NIPS, 2015."
    >>> read_reference(plain, Span(0, 3)).key
    'Han and Pool, 2015'
    """
    labelled = parse_reference(shown, span=span)
    if labelled is not None:
        return labelled
    entry = parse_reference(f"[0] {shown}", span=span)
    years = list(_YEAR.finditer(shown))
    if entry is None or not entry.authors or not years or entry.title is None:
        return None
    surnames = _surnames(entry.authors)
    if not surnames:
        return None
    year = years[-1]
    who = surnames[0] if len(surnames) == 1 else f"{surnames[0]} et al."
    if len(surnames) == 2:
        who = f"{surnames[0]} and {surnames[1]}"
    return replace(entry, key=f"{who}, {year[0]}", year=int(year[0][:4]))


def _surnames(authors: tuple[str, ...]) -> list[str]:
    """Return family names, of ``Han, S.`` and ``Song Han`` alike."""
    found: list[str] = []
    for name in authors:
        if _INITIALS.fullmatch(name):
            continue
        parts = name.split()
        if len(parts) > _MOST_WORDS_OF_A_NAME or not _NAME.match(name):
            return []
        found.append(parts[-1])
    return found
