"""Words as the tagger sees them: numbers for the form, its letters, its shape, its paper.

Training and tagging share this file, so that a word has the same numbers in both.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LETTERS", "PAPER_FEATURES", "SHAPES", "Lexicon", "Paper", "normal_form", "shape_of"]

LETTERS = 16
PAPER_FEATURES = 5
SHAPES = 13
_FRONT = 11
_DIGIT = re.compile(r"\d")
_KNOWN_LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~±×–—’‘“”αβγλ"
)

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]


def normal_form(word: str) -> str:
    """Return a word in small letters, every digit a zero.

    Examples
    --------
    >>> normal_form("CIFAR-100")
    'cifar-000'
    """
    return _DIGIT.sub("0", word.lower())


def shape_of(word: str) -> int:
    """Return which of the `SHAPES` a word has, from 0 to 12.

    Examples
    --------
    >>> [shape_of(word) for word in ("the", "Table", "VGG", "ImageNet", "16", "v2", ",")]
    [1, 2, 3, 4, 8, 6, 10]
    """
    if word.isdigit():
        return 8
    if any(letter.isdigit() for letter in word):
        if not any(letter.isalpha() for letter in word):
            return 9
        return 7 if any(letter.isupper() for letter in word) else 6
    if not any(letter.isalpha() for letter in word):
        return 11 if word in "()[]{}" else 10
    if word.islower():
        return 12 if len(word) == 1 else 1
    if word.isupper():
        return 5 if len(word) == 1 else 3
    return 2 if word[0].isupper() and word[1:].islower() else 4


@dataclass(frozen=True)
class Paper:
    """The words of a text as arrays: one entry a word, in reading order.

    Attributes
    ----------
    words : array
        Number of each word in the lexicon.
    forms : array
        Row of each word in `letters`.
    letters : array
        Numbers of the letters of each form that the text holds.
    shapes : array
        Shape of each word.
    context : array
        What the paper says of each word.
    same : array
        The same number for words that differ at most by capitals.
    """

    words: Integers
    forms: Integers
    letters: Integers
    shapes: Integers
    context: Floats
    same: Integers


@dataclass(frozen=True)
class Lexicon:
    """The words that training has seen, most frequent first, and how often.

    Examples
    --------
    >>> lexicon = Lexicon.of([["The", "net", "is", "a", "net"]], fewest=1)
    >>> lexicon.words
    ('net', 'a', 'is', 'the')
    >>> lexicon.word("Net"), lexicon.word("gate")
    (1, 0)
    """

    words: tuple[str, ...]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]], *, fewest: int) -> Lexicon:
        """Return the lexicon of the words that texts hold at least `fewest` times."""
        counter = Counter(normal_form(word) for text in texts for word in text)
        kept = sorted(
            ((word, count) for word, count in counter.items() if count >= fewest),
            key=lambda item: (-item[1], item[0]),
        )
        return cls(tuple(word for word, _ in kept), tuple(count for _, count in kept))

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Lexicon:
        """Return the lexicon that `record` describes."""
        return cls(tuple(record["words"]), tuple(record["counts"]))

    def record(self) -> dict[str, Any]:
        """Return the lexicon as plain data."""
        return {"words": list(self.words), "counts": list(self.counts)}

    @cached_property
    def _index(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.words, start=1)}

    @cached_property
    def _letter_index(self) -> dict[str, int]:
        return {letter: place for place, letter in enumerate(_KNOWN_LETTERS, start=2)}

    @property
    def letters(self) -> int:
        """How many letters there are, padding and unknown included."""
        return len(_KNOWN_LETTERS) + 2

    def word(self, form: str) -> int:
        """Return the number of a word, 0 where it is unknown."""
        return self._index.get(normal_form(form), 0)

    def spelling(self, form: str) -> list[int]:
        """Return the numbers of a word's letters; the middle of a long word is left out."""
        if len(form) > LETTERS:
            form = form[:_FRONT] + form[_FRONT - LETTERS :]
        row = [self._letter_index.get(letter, 1) for letter in form]
        return row + [0] * (LETTERS - len(row))

    def paper(self, sentences: Sequence[Sequence[str]]) -> Paper:
        """Return the words of a text's sentences as arrays.

        The context of a word says how often the text holds it, how often with a capital, how
        common it is, whether the first sentence holds it, and how far down the text it stands.
        """
        written = [word for sentence in sentences for word in sentence]
        forms = {form: row for row, form in enumerate(dict.fromkeys(written))}
        lower = [form.lower() for form in written]
        place = {form: row for row, form in enumerate(dict.fromkeys(lower))}
        often = Counter(lower)
        capital = Counter(form.lower() for form in written if form[:1].isupper())
        title = {word.lower() for word in sentences[0]} if sentences else set()
        index = np.array([forms[form] for form in written], dtype=np.int64)
        words = np.array([self.word(form) for form in forms], dtype=np.int64)[index]
        frequencies = np.array([0, *self.counts], dtype=np.float64)
        context = np.zeros((len(written), PAPER_FEATURES), dtype=np.float32)
        context[:, 0] = [math.log1p(often[form]) / 5 for form in lower]
        context[:, 1] = [capital[form] / often[form] for form in lower]
        context[:, 2] = np.log1p(frequencies[words]) / 15
        context[:, 3] = [form in title for form in lower]
        context[:, 4] = np.arange(len(written)) / max(len(written), 1)
        return Paper(
            words,
            index,
            np.array([self.spelling(form) for form in forms], dtype=np.int64).reshape(-1, LETTERS),
            np.array([shape_of(form) for form in forms], dtype=np.int64)[index],
            context,
            np.array([place[form] for form in lower], dtype=np.int64),
        )
