"""What one paper teaches about names: its abbreviations, its slips, whom its bare names mean.

``WikiText2 (WT2)`` makes WT2 known; "HellaSway" in a table of a scanned paper that speaks of
HellaSwag is HellaSwag; "VGG" where all of the paper's VGGs are VGG-16 is VGG-16. Names the paper
coins are read by `litscan.extraction.coined`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from litscan.document.model import Document
from litscan.extraction.coined import coined_names
from litscan.extraction.zones import Zones
from litscan.tables.numbers import parse_number
from litscan.vocabulary import Mention, Name, PaperVocabulary, Vocabulary
from litscan.vocabulary.folding import fold

__all__ = ["learn_names"]

_THINGS = ("dataset", "architecture", "method")
_AFTER = re.compile(
    r"\s?\((?:(?:denoted|abbreviated|written|dubbed|shortened|or|i\.e\.,?|henceforth)"
    r" (?:as |by |to )?)?([A-Z][A-Za-z0-9-]{1,9})\)"
)
_BEFORE = re.compile(r"(?<![\w-])([A-Z][A-Za-z0-9]{1,7})\s?\($")
_RECOGNISED = ("markdown", "pdf", "tei", "text")
_ALIKE = 0.8
_SHORTEST_SLIP = 5
_LONGEST_SLIP = 30
_MOST_CELLS = 400


def learn_names(
    document: Document, vocabulary: Vocabulary, found: Sequence[Mention], zones: Zones
) -> PaperVocabulary:
    """Return the vocabulary as a paper uses it.

    Parameters
    ----------
    document : Document
        The paper.
    vocabulary : Vocabulary
        The field's names.
    found : sequence of Mention
        What `vocabulary` finds in the document's text.
    zones : Zones
        Its parts: what related work and references name teaches nothing of bare names.
    """
    things = [mention for mention in found if mention.name.kind in _THINGS]
    spellings = coined_names(document, found)
    spellings.update(_abbreviations(document.text, things, vocabulary))
    if document.source.format in _RECOGNISED:
        spellings.update(_slips(document, things, vocabulary))
    return PaperVocabulary(vocabulary, spellings, _members_meant(things, zones))


def _abbreviations(
    text: str, things: Sequence[Mention], vocabulary: Vocabulary
) -> dict[str, tuple[Name, ...]]:
    short: dict[str, tuple[Name, ...]] = {}
    for mention in things:
        after = _AFTER.match(text, mention.end)
        before = _BEFORE.search(text, max(mention.start - 10, 0), mention.start)
        for match in filter(None, (after, before)):
            word = match[1]
            capitals = sum(letter.isupper() for letter in word)
            digits = any(letter.isdigit() for letter in word)
            if capitals < 2 and not (capitals and digits):
                continue
            if match is before and not text.startswith(")", mention.end):
                continue
            known = vocabulary.lookup(word, mention.name.kind)
            if known is None and _abbreviates(word, mention.surface):
                short.setdefault(word, (mention.name,))
    return short


def _abbreviates(short: str, long: str) -> bool:
    letters = iter(long.lower())
    return all(letter in letters for letter in short.lower() if letter.isalnum())


def _members_meant(things: Sequence[Mention], zones: Zones) -> dict[str, Name]:
    """Return the one member of each family that the paper names, where it names just one."""
    members: dict[str, dict[str, Name]] = {}
    bare: set[str] = set()
    for mention in things:
        family = mention.name.attributes.get("family")
        if family is None or zones.at(mention.start) == "outside":
            continue
        key = f"{mention.name.kind} {family}"
        if mention.name.attributes.get("generic"):
            bare.add(key)
        else:
            members.setdefault(key, {})[mention.name.name] = mention.name
    return {
        key: next(iter(named.values()))
        for key, named in members.items()
        if key in bare and len(named) == 1
    }


def _slips(
    document: Document,
    things: Sequence[Mention],
    vocabulary: Vocabulary,
) -> dict[str, tuple[Name, ...]]:
    """Return labels of tables that are a slip away from one name the paper uses.

    A label that also stands in running text is what its authors wrote.
    """
    named: dict[str, Name] = {}
    for mention in things:
        if mention.name.kind != "method" and not mention.name.attributes.get("generic"):
            named.setdefault(fold(mention.surface), mention.name)
            named.setdefault(fold(mention.name.name), mention.name)
    slips: dict[str, tuple[Name, ...]] = {}
    for text in _unread_labels(document, vocabulary):
        if document.text.count(text) > _times_in_tables(document, text):
            continue
        names = _split(text, named) or _nearest(fold(text), named)
        if names:
            slips[text] = names
    return slips


def _unread_labels(document: Document, vocabulary: Vocabulary) -> Iterator[str]:
    texts: dict[str, None] = {}
    for table in document.tables:
        for cell in table.cells():
            text = re.sub(r"\s*\[[\d,\s]+\]$", "", cell.text).strip(" -–*↑↓")
            if cell.covered_by is not None or not 0 < len(text) <= _LONGEST_SLIP:
                continue
            if len(fold(text)) >= _SHORTEST_SLIP and parse_number(text) is None:
                texts.setdefault(text)
    for text in list(texts)[:_MOST_CELLS]:
        unread = not vocabulary.find(text, ("dataset", "architecture", "method", "metric"))
        if unread or _runs_on(text):
            yield text


def _runs_on(text: str) -> bool:
    """Whether a small letter runs into capitals, as where two headers were read as one."""
    return " " not in text and len(text) > 8 and bool(re.search(r"[a-z][A-Z]{2}", text))


def _times_in_tables(document: Document, text: str) -> int:
    return sum(document.text.count(text, t.span.start, t.span.end) for t in document.tables)


def _split(text: str, named: dict[str, Name]) -> tuple[Name, ...]:
    """Return the two names that a label runs together, ``WinoGrandeARC-e``."""
    for match in re.finditer(r"(?<=[a-z0-9])(?=[A-Z])", text):
        left, right = text[: match.start()], text[match.start() :]
        pair = named.get(fold(left)), named.get(fold(right))
        if pair[0] is not None and pair[1] is not None and pair[0].kind == pair[1].kind:
            return pair[0], pair[1]
    return ()


def _nearest(folded: str, named: dict[str, Name]) -> tuple[Name, ...]:
    digits = re.sub(r"\D", "", folded)
    matcher = SequenceMatcher(None, "", folded, autojunk=False)
    best: dict[str, tuple[float, Name]] = {}
    for way, name in named.items():
        if abs(len(way) - len(folded)) > 2 or len(way) < _SHORTEST_SLIP:
            continue
        if re.sub(r"\D", "", way) != digits or way in folded or folded in way:
            continue
        matcher.set_seq1(way)
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
            ratio = matcher.ratio()
            if ratio >= _ALIKE and ratio > best.get(name.name, (0.0, name))[0]:
                best[name.name] = ratio, name
    ranked = sorted(best.values(), key=lambda item: -item[0])
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return ()
    return (ranked[0][1],) if ranked else ()
