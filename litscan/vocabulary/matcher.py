"""Finding names in running text, table cells and captions.

One Aho-Corasick automaton holds the folded spellings of everything; each hit is then checked
against the letters as printed (word boundaries, letter case, where it is broken), and family
stems are read on by `litscan.vocabulary.families`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ahocorasick

from litscan.vocabulary.families import Family
from litscan.vocabulary.folding import (
    SEPARATORS,
    FoldedText,
    break_points,
    fold,
    fold_text,
    is_word_character,
)
from litscan.vocabulary.names import Mention, Name, NameKind

__all__ = ["Spelling", "Vocabulary"]

_SHORT = 3  # folded characters; shorter spellings are never read across a blank
_LABEL_NOISE = re.compile(
    r"\[[^\]]*\]"  # [12], [Li et al., 2017]
    r"|\((?:[^()]*\b(?:19|20)\d\d[a-z]?|\s*[%↑↓MGKB×x]\s*|#?\s*[MGK]\s*|ms|pp|in\s%)\)"
    r"|[†‡§¶*↑↓∗⋆⁎#]|\.(?=\s|$)|[:,;]\s*$|\(\s*\)"
)


@dataclass(frozen=True)
class Spelling:
    """One way a name (or a family's stem) is printed.

    `exact` asks for the letter case given; `ambiguous` marks a common word or a few letters that
    mean the name only in its place; `tight` forbids blanks inside.
    """

    printed: str
    name: Name
    family: Family | None = None
    exact: bool = False
    ambiguous: bool = False
    tight: bool = False

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Folded positions a separator may stand before."""
        return break_points(self.printed)

    @cached_property
    def letters(self) -> str:
        """The spelling without separators, in its letter case."""
        return "".join(letter for letter in self.printed if letter not in SEPARATORS)


class Vocabulary:
    """Everything the field has a name for, ready to be found in a text.

    Built by `litscan.vocabulary.load_vocabulary`.
    """

    def __init__(
        self, names: Mapping[NameKind, tuple[Name, ...]], spellings: Iterable[Spelling]
    ) -> None:
        self._names = dict(names)
        self._spellings: dict[str, list[Spelling]] = {}
        for spelling in spellings:
            self._spellings.setdefault(fold(spelling.printed), []).append(spelling)
        self._automaton: Any = ahocorasick.Automaton()
        for folded, ways in self._spellings.items():
            self._automaton.add_word(folded, (len(folded), ways))
        self._automaton.make_automaton()

    def names(self, kind: NameKind) -> tuple[Name, ...]:
        """Return all listed names of a kind: entries, families and their known members."""
        return self._names.get(kind, ())

    def find(self, text: str, kinds: Collection[NameKind] | None = None) -> list[Mention]:
        """Return the names in a text, in reading order.

        Mentions of one kind do not overlap: the longest wins. Mentions of different kinds may.

        Parameters
        ----------
        text : str
            Any stretch of a document; offsets of the mentions are relative to it.
        kinds : collection of str, optional
            Only names of these kinds.

        Examples
        --------
        >>> from litscan.vocabulary import load_vocabulary
        >>> found = load_vocabulary().find("Resnet-18/34 on CIFAR10.")
        >>> [(mention.surface, mention.name.name) for mention in found]
        [('Resnet-18', 'ResNet-18'), ('34', 'ResNet-34'), ('CIFAR10', 'CIFAR-10')]
        """
        candidates: dict[NameKind, list[Mention]] = {}
        folded = fold_text(text)
        for mention in self._candidates(folded, kinds):
            candidates.setdefault(mention.name.kind, []).append(mention)
        found = [mention for group in candidates.values() for mention in _longest(group, len(text))]
        found.sort(key=lambda mention: (mention.start, mention.end))
        return found

    def lookup(self, surface: str, kind: NameKind | None = None) -> Name | None:
        """Return the name a whole label stands for, or None.

        Citations, footnote marks, arrows and units in brackets around the name are ignored, as
        they stand in table headers and row labels.

        Examples
        --------
        >>> from litscan.vocabulary import load_vocabulary
        >>> load_vocabulary().lookup("ResNet50 [12]").name
        'ResNet-50'
        >>> load_vocabulary().lookup("we prune ResNet-50") is None
        True
        """
        label = _LABEL_NOISE.sub(" ", surface).strip()
        if not label:
            return None
        for candidate in (surface.strip(), " ".join(label.split())):
            for mention in self.find(candidate, None if kind is None else (kind,)):
                if mention.start == 0 and mention.end == len(candidate):
                    return mention.name
        return None

    def is_ambiguous(self, mention: Mention) -> bool:
        """Return whether a mention's letters also mean something else (``SET``, ``CP``).

        Such a mention counts only beside a citation or in a table's method column.
        """
        return any(
            spelling.ambiguous and spelling.name == mention.name
            for spelling in self._spellings.get(fold(mention.surface), ())
        )

    def _candidates(
        self, folded: FoldedText, kinds: Collection[NameKind] | None
    ) -> Iterator[Mention]:
        text, places = folded.text, folded.places
        for last, (length, ways) in self._automaton.iter(folded.folded):
            start, end = places[last - length + 1], places[last] + 1
            if start and text[start - 1].isalnum():
                continue
            for spelling in ways:
                if kinds is not None and spelling.name.kind not in kinds:
                    continue
                if not _unbroken(spelling, folded, last - length + 1, last):
                    continue
                cased = not spelling.exact or _cased_so(spelling, text[start:end])
                yield from _mentions(spelling, text, start, end, cased=cased)


def _mentions(
    spelling: Spelling, text: str, start: int, end: int, *, cased: bool
) -> Iterator[Mention]:
    """Yield what a spelling at ``[start, end)`` names.

    In the wrong letter case a stem still names members with a size: ``opt-125m`` but not ``opt``.
    """
    if spelling.family is not None:
        for member in spelling.family.read(text, start, end):
            variant = member.name.attributes["variant"]
            if cased or (variant[:1].isdigit() and variant[-1:] in "BM"):
                surface = text[member.start : member.end]
                yield Mention(member.start, member.end, surface, member.name)
    stop = _word_end(spelling, text, end) if cased else None
    if stop is not None:
        yield Mention(start, stop, text[start:stop], spelling.name)


def _word_end(spelling: Spelling, text: str, end: int) -> int | None:
    """Return where the word ends, a plural's *s* included; None if it goes on."""
    if not is_word_character(text, end):
        decimal = text[end - 1].isdigit() and text[end : end + 1] == "."
        return None if decimal and text[end + 1 : end + 2].isdigit() else end
    plural = text[end] == "s" and not is_word_character(text, end + 1)
    if plural and not spelling.ambiguous and len(spelling.letters) >= _SHORT:
        return end + 1
    return None


def _cased_so(spelling: Spelling, surface: str) -> bool:
    return "".join(letter for letter in surface if letter not in SEPARATORS) == spelling.letters


def _unbroken(spelling: Spelling, folded: FoldedText, first: int, last: int) -> bool:
    """Return whether the gaps in folded ``[first, last]`` stand where the spelling has breaks."""
    text, places = folded.text, folded.places
    start, end = places[first], places[last] + 1
    if end - start == last - first + 1:
        return True
    for position in range(first + 1, last + 1):
        gap = text[places[position - 1] + 1 : places[position]]
        if gap and not _gap_allowed(spelling, gap, position - first, last - first + 1):
            return False
    return True


def _gap_allowed(spelling: Spelling, gap: str, position: int, length: int) -> bool:
    if len(gap) > _SHORT or gap.count("\n") > 1:
        return False
    blank = any(letter.isspace() for letter in gap)
    if blank and gap[0] == "-" and gap[1:2] == "\n":  # hyphenated at the end of a line
        return True
    if blank and (spelling.tight or length < _SHORT):
        return False
    return position in spelling.breaks


def _longest(group: list[Mention], length: int) -> list[Mention]:
    """Return the mentions that no longer one overlaps."""
    taken = bytearray(length)
    kept = []
    for mention in sorted(group, key=lambda item: (item.start - item.end, item.start)):
        if taken.find(1, mention.start, mention.end) < 0:
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            kept.append(mention)
    return kept
