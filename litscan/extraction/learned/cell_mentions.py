"""Where the words of a table's cells stand in the running text, and what stands around them.

A data set follows "on", a cited method is followed by its citation, the authors' own follows
"our" or "propose". All cells of a document are looked for in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from litscan.document.model import Table
from litscan.extraction.labels import clean_method
from litscan.extraction.scan import Scan

__all__ = ["Mentions", "cell_phrase", "find_mentions"]

MOST_PHRASES = 1500
MOST_MENTIONS = 6
LONGEST_TEXT = 400_000
_SHORTEST, _LONGEST = 2, 60
_AROUND = 40
_WORD = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Mentions:
    """What was seen around the mentions of one phrase.

    Attributes
    ----------
    count : int
        How often the phrase stands in the running text.
    cited : int
        How many of the mentions looked at are followed by a citation.
    roles : set of str
        Roles of the sections they stand in.
    before, after : set of str
        The two words before them, the two after them.
    """

    count: int = 0
    cited: int = 0
    roles: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)


def cell_phrase(text: str, citations: Iterable[str] = ()) -> str:
    """Return the words by which a cell's content would be named in running text, lower case.

    Examples
    --------
    >>> cell_phrase("Deep LSTM [12]*")
    'deep lstm'
    """
    phrase = clean_method(text[:200], citations).lower()
    fits = _SHORTEST <= len(phrase) <= _LONGEST and re.search(r"[a-z]", phrase)
    return phrase if fits else ""


def find_mentions(scan: Scan, phrases: Iterable[str]) -> Mapping[str, Mentions]:
    """Return the mentions of phrases in a document's running text, tables left out."""
    import ahocorasick

    wanted = list(dict.fromkeys(filter(None, phrases)))[:MOST_PHRASES]
    found = {phrase: Mentions() for phrase in wanted}
    if not wanted:
        return found
    automaton = ahocorasick.Automaton()
    for phrase in wanted:
        automaton.add_word(phrase, phrase)
    automaton.make_automaton()
    text = scan.document.text[:LONGEST_TEXT].lower()
    if len(text) != len(scan.document.text[:LONGEST_TEXT]):  # a letter whose lower case is two
        text = "".join(c.lower() if len(c.lower()) == 1 else c for c in scan.document.text)
    tables = scan.document.tables
    starts = [table.span.start for table in tables]
    for last, phrase in automaton.iter(text):
        start, end = last - len(phrase) + 1, last + 1
        if _inside_word(text, start, end) or _inside_table(tables, starts, start):
            continue
        _note(scan, text, start, end, found[phrase])
    return found


def _inside_word(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()


def _inside_table(tables: tuple[Table, ...], starts: list[int], offset: int) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < tables[index].span.end


def _note(scan: Scan, text: str, start: int, end: int, mentions: Mentions) -> None:
    mentions.count += 1
    if mentions.count > MOST_MENTIONS:
        return
    mentions.cited += bool(scan.keys_after(end))
    mentions.roles.add(scan.zones.role_at(start))
    mentions.before.update(_WORD.findall(text[max(0, start - _AROUND) : start])[-2:])
    mentions.after.update(_WORD.findall(text[end : end + _AROUND])[:2])
