"""Bibliography entries without a printed label: authors and year become the key.

``Han, S., Pool, J. Learning both weights. NIPS, 2015.`` is cited as ``Han & Pool (2015)``, so that
is what its key says, and citations find it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from litscan.document.bibliography import parse_reference
from litscan.document.model import Reference, Span
from litscan.document.pdf.lines import Line
from litscan.document.sentences import split_sentences

__all__ = ["entry_starts", "parse_entry"]

_LABEL = re.compile(r"\[[\w+\-]{1,12}\]\s*\S|\[[^\]]{4,60}(?:19|20)\d\d[a-z]?\]")
_NUMBER = re.compile(r"(\d{1,3})\.\s+\S")
_YEAR = re.compile(r"(?<![\d.:/])((?:19[5-9]\d|20[0-4]\d)[a-z]?)(?![\d:]|\.\d)")
_INITIALED = r"(?P<name>(?:and\s|&\s)?[^,.\d]{2,40}),\s(?:[A-Z]\w?\.[\s-]?)+"
_PERSON = re.compile(_INITIALED)
_PEOPLE = re.compile(rf"(?:{_INITIALED.replace('?P<name>', '?:')}(?:,\s?|\s)?)+")
_DATED = re.compile(r"\s*\(?(?:19|20)\d\d[a-z]?\)?[.,:]?\s*")
_INITIALS = re.compile(r"\b[A-Z]\.")
_QUOTES = re.compile(r"(?<!\w)‘(?=\w)|(?<=\w)’(?!\w)")


def entry_starts(lines: Sequence[Line]) -> list[bool]:
    """Return for each line of a column of references whether an entry begins there.

    Parameters
    ----------
    lines : sequence of Line
        One column's lines, from the top.
    """
    labelled = [bool(_LABEL.match(line.text)) for line in lines]
    if any(labelled):
        return labelled
    numbered = [bool(_NUMBER.match(line.text)) for line in lines]
    if sum(numbered) >= max(2, len(lines) // 8):
        return numbered
    edge = _edge(lines)
    hanging = [line.left <= edge + 0.4 * line.size for line in lines]
    if 0.15 * len(lines) <= sum(hanging) <= 0.85 * len(lines):
        return hanging
    return _by_gaps(lines)


def _edge(lines: Sequence[Line]) -> float:
    """Return the leftmost place where more than one line begins."""
    lefts = sorted(line.left for line in lines)
    for a, b in pairwise(lefts):
        if b - a < 2:
            return a
    return lefts[0] if lefts else 0.0


def _by_gaps(lines: Sequence[Line]) -> list[bool]:
    steps = [a.baseline - b.baseline for a, b in pairwise(lines)]
    if not steps:
        return [True] * len(lines)
    pitch = min((step for step in steps if step > 0), default=0.0)
    return [True] + [step > 1.2 * pitch or step < 0 for step in steps]


def parse_entry(text: str, *, span: Span) -> Reference | None:
    """Return what an entry says, keyed by its label or by its authors and year.

    Parameters
    ----------
    text : str
        One entry.
    span : Span
        Its place in the document's text.

    Examples
    --------
    >>> entry = parse_entry(
    ...     "Han, S., Pool, J. Learning both weights. NIPS, 2015.", span=Span(0, 52))
    >>> entry.key, entry.title, entry.year
    ('Han and Pool, 2015', 'Learning both weights', 2015)
    """
    labelled = parse_reference(text, span=span)
    if labelled is not None and not _INITIALS.search(labelled.key):
        return labelled
    whole = _QUOTES.sub('"', " ".join(text.split()))
    numbered = parse_reference(f"[1] {whole}", span=span)
    years = _YEAR.findall(whole)
    if numbered is None or not years or len(whole) < 30:
        return None
    people = _surnames(numbered.authors)
    title = numbered.title
    if block := _PEOPLE.match(whole):
        people = [_bare(match["name"]) for match in _PERSON.finditer(block[0])]
        title = _title_after(whole, block.end()) or title
    if not people:
        return None
    lettered = next((year for year in years if year[-1].isalpha()), None)
    year = lettered or (str(numbered.year) if numbered.year else years[-1])
    if len(people) == 1:
        who = people[0]
    elif len(people) == 2:
        who = f"{people[0]} and {people[1]}"
    else:
        who = f"{people[0]} et al."
    return replace(numbered, key=f"{who}, {year}", year=int(year[:4]), title=title)


def _surnames(authors: Sequence[str]) -> list[str]:
    """Return the surnames of authors printed with their given names first."""
    names = [name.split()[-1] for name in authors if name and name[0].isalpha()]
    return [name for name in names if len(name) > 1]


def _bare(name: str) -> str:
    return " ".join(name.removeprefix("and ").removeprefix("& ").split())


def _title_after(text: str, start: int) -> str | None:
    """Return the first sentence after the authors and, where it stands there, the year."""
    dated = _DATED.match(text, start)
    rest = text[dated.end() if dated else start :]
    spans = split_sentences(rest)
    title = rest[: spans[0].end].strip(' ."“”') if spans else ""
    return title if len(title) > 3 else None
