"""The field's vocabulary as one paper uses it.

A paper abbreviates ("WikiText2 (WT2)"), names things of its own ("small-MLP"), prints a name with
slips that text recognition made, and says "VGG" where all of it speaks of VGG-16. What was learnt
of a paper is laid over the shipped vocabulary here; how it is learnt is no matter of this module.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from litscan.vocabulary.matcher import Vocabulary
from litscan.vocabulary.names import Mention, Name, NameKind

__all__ = ["PaperVocabulary"]


class PaperVocabulary(Vocabulary):
    """A vocabulary with one paper's spellings laid over it.

    Parameters
    ----------
    base : Vocabulary
        What the field has names for.
    spellings : mapping of str to tuple of Name
        What each of the paper's own spellings stands for, in this letter case. Names run
        together by text recognition stand for several.
    meant : mapping of str to Name
        The member meant by each bare family name, by kind and name (``"architecture VGG"``).

    Examples
    --------
    >>> from litscan.vocabulary import load_vocabulary
    >>> base = load_vocabulary()
    >>> own = PaperVocabulary(base, {"WT2": (base.lookup("WikiText-2"),)})
    >>> [mention.name.name for mention in own.find("perplexity on WT2")]
    ['perplexity', 'WikiText-2']
    """

    def __init__(
        self,
        base: Vocabulary,
        spellings: Mapping[str, tuple[Name, ...]],
        meant: Mapping[str, Name] | None = None,
    ) -> None:
        self._base = base
        self._own = dict(spellings)
        self._meant = dict(meant or {})
        self._looked_up: dict[tuple[str, NameKind | None], Name | None] = {}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        ways = sorted(self._own, key=lambda way: (-len(way), way))
        if not ways:
            return None
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ways))})(?![\w-])")

    def names(self, kind: NameKind) -> tuple[Name, ...]:
        """Return the field's names of a kind and then the paper's own."""
        known = self._base.names(kind)
        listed = {name.name for name in known}
        own = {
            name.name: name
            for names in self._own.values()
            for name in names
            if name.kind == kind and name.name not in listed
        }
        return (*known, *own.values())

    def find(self, text: str, kinds: Collection[NameKind] | None = None) -> list[Mention]:
        """Return the names in a text; see `Vocabulary.find`."""
        return self.adapt(text, self._base.find(text, kinds), kinds)

    def lookup(self, surface: str, kind: NameKind | None = None) -> Name | None:
        """Return the name a whole label stands for, remembered; see `Vocabulary.lookup`."""
        asked = surface, kind
        if asked not in self._looked_up:
            self._looked_up[asked] = super().lookup(surface, kind)
        return self._looked_up[asked]

    def adapt(
        self, text: str, found: Iterable[Mention], kinds: Collection[NameKind] | None = None
    ) -> list[Mention]:
        """Return what was found in a text by the field's vocabulary, read as the paper means it."""
        mentions = [self._as_meant(mention) for mention in found]
        own = [m for m in self._own_mentions(text) if kinds is None or m.name.kind in kinds]
        if own:
            mentions = _not_held(mentions, own)
            mentions += _not_held(own, mentions)
            mentions.sort(key=lambda mention: (mention.start, mention.end))
        return mentions

    def is_ambiguous(self, mention: Mention) -> bool:
        """Return whether a mention's letters also mean something else; see `Vocabulary`."""
        return mention.surface not in self._own and self._base.is_ambiguous(mention)

    def _as_meant(self, mention: Mention) -> Mention:
        if not self._meant or not mention.name.attributes.get("generic"):
            return mention
        name = self._meant.get(f"{mention.name.kind} {mention.name.name}")
        if name is None:
            return mention
        return Mention(mention.start, mention.end, mention.surface, name)

    def _own_mentions(self, text: str) -> Iterator[Mention]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            for name in self._own[match[0]]:
                yield Mention(match.start(), match.end(), match[0], name)


def _not_held(mentions: Iterable[Mention], holders: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that no holder of their kind covers.

    Holders stand in reading order, and those of one kind do not overlap.
    """
    by_kind: dict[NameKind, list[Mention]] = {}
    for holder in holders:
        by_kind.setdefault(holder.name.kind, []).append(holder)
    starts = {kind: [holder.start for holder in group] for kind, group in by_kind.items()}

    def held(mention: Mention) -> bool:
        kind = mention.name.kind
        index = bisect_right(starts.get(kind, ()), mention.start) - 1
        return index >= 0 and mention.end <= by_kind[kind][index].end

    return [mention for mention in mentions if not held(mention)]
