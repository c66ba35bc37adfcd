"""Names on leaderboards against words in papers: ``WMT2014 English-German`` and ``WMT'14 En-De``.

A text becomes a bag of words, short forms spelled out; a name becomes words that each weigh the
more the fewer names of the same list share them. How much of a name a text holds is the weight of
the words found, whatever their order.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from litscan.resources import load_toml

__all__ = ["Bag", "NameWords", "bag", "name_words", "split_words"]

_WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*")
_WEAK_SHARE = 0.3
_MOST_WORDS = 12

Bag = frozenset[str]


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    forms = load_toml("leaderboards", "words.toml")["short_forms"]
    return {short: tuple(full.split()) for short, full in forms.items()}


@cache
def _weak_words() -> frozenset[str]:
    return frozenset(load_toml("leaderboards", "words.toml")["weak"]["words"])


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def split_words(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text in lower case, without a plural's s.

    Examples
    --------
    >>> split_words("OMNIGLOT - 5-Shot, 20-way"), split_words("WIDER Faces")
    (('omniglot', '5', 'shot', '20', 'way'), ('wider', 'face'))
    """
    return tuple(_singular(word) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=8192)
def bag(text: str) -> Bag:
    """Return a text's words, neighbours joined, with short forms spelled out.

    Examples
    --------
    >>> {"english", "german", "ende", "2014"} <= bag("WMT'14 En-De")
    True
    """
    words = split_words(text)
    found = set(words)
    found.update(first + second for first, second in itertools.pairwise(words))
    forms = _short_forms()
    for word in tuple(found):
        found.update(forms.get(word, ()))
        if len(word) == 2 and word.isdigit():
            found.add("20" + word)
    return frozenset(found)


@dataclass(frozen=True)
class NameWords:
    """A name of a list: its words, how much each weighs, and the forms in which each may occur."""

    name: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    forms: tuple[tuple[Bag, tuple[Bag, ...]], ...]

    @cached_property
    def total(self) -> float:
        """The weight of all words together."""
        return sum(self.weights)

    @cached_property
    def head(self) -> int:
        """The bit of the word that weighs most."""
        return 1 << max(range(len(self.words)), key=lambda index: self.weights[index])

    def found(self, words: Bag) -> int:
        """Return which words occur in a bag, a bit each."""
        mask = 0
        for index, (single, composed) in enumerate(self.forms):
            if not single.isdisjoint(words) or any(form <= words for form in composed):
                mask |= 1 << index
        return mask

    def weight(self, mask: int) -> float:
        """Return the weight of the words of a mask."""
        known = self._weights_of_masks
        if mask not in known:
            known[mask] = sum(w for index, w in enumerate(self.weights) if mask >> index & 1)
        return known[mask]

    @cached_property
    def _weights_of_masks(self) -> dict[int, float]:
        return {}

    def share(self, mask: int) -> float:
        """Return the share of the name's weight that a mask holds."""
        return self.weight(mask) / self.total

    def phrases(self) -> tuple[str, ...]:
        """Return the words in a row, as they would stand in a text cut to words."""
        strong = [word for word in self.words if word not in _weak_words()]
        return (" ".join(strong or self.words),)


def name_words(names: Iterable[str]) -> dict[str, NameWords]:
    """Return the words of each name of a list, weighed by how few names share them."""
    split = {name: tuple(dict.fromkeys(split_words(name)))[:_MOST_WORDS] for name in names}
    counts = Counter(word for words in split.values() for word in words)
    scale = math.log(len(split) + 2)
    weak = _weak_words()
    made = {}
    for name, words in split.items():
        if not words:
            continue
        weights = tuple(
            max(math.log((len(split) + 2) / counts[word]) / scale, 0.05)
            * (_WEAK_SHARE if word in weak else 1.0)
            for word in words
        )
        made[name] = NameWords(name, words, weights, tuple(_forms(words)))
    return made


def _forms(words: tuple[str, ...]) -> Iterable[tuple[Bag, tuple[Bag, ...]]]:
    """Yield for each word the words any one of which shows it, and the sets that do together."""
    short = _short_forms()
    for index, word in enumerate(words):
        single = {word}
        if index:
            single.add(words[index - 1] + word)
        if index + 1 < len(words):
            single.add(word + words[index + 1])
        composed = (frozenset(short[word]),) if word in short else ()
        yield frozenset(single), composed
