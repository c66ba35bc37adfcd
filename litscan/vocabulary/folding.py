"""How spellings are made comparable: letter case and separators are folded away.

``ResNet-50``, ``Resnet 50`` and ``resnet_50`` have one folded form. A `FoldedText` keeps where
every folded character stood, so that a match leads back to the letters as printed.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SEPARATORS", "FoldedText", "break_points", "fold", "fold_text", "is_word_character"]

_SPACES = " \t\n\r\f\v\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_DASHES = "-_\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
SEPARATORS = frozenset(_SPACES + _DASHES + _INVISIBLE)

_LOOKALIKES = {"×": "x", "ℓ": "l"} | {chr(0x2080 + digit): str(digit) for digit in range(10)}
_TABLE: dict[int, str | None] = (
    {code: chr(code).lower() for code in range(0x250) if len(chr(code).lower()) == 1}
    | {ord(look): plain for look, plain in _LOOKALIKES.items()}
    | {ord(separator): None for separator in SEPARATORS}
)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text without case and separators, and where each remaining character stood.

    ``folded[i]`` was read from ``text[places[i]]``; both have the same length.
    """

    text: str
    folded: str
    places: list[int]


def fold(spelling: str) -> str:
    """Return a spelling without case and separators.

    Examples
    --------
    >>> fold("Wide ResNet_28–10"), fold("ℓ_1"), fold("N×M")
    ('wideresnet2810', 'l1', 'nxm')
    """
    return spelling.translate(_TABLE)


def fold_text(text: str) -> FoldedText:
    """Fold a text and keep the place of every character that is left."""
    places = [place for place, letter in enumerate(text) if letter not in SEPARATORS]
    return FoldedText(text=text, folded=text.translate(_TABLE), places=places)


def break_points(spelling: str) -> frozenset[int]:
    """Return where a spelling may be broken: the folded positions a gap may stand before.

    These are its own separators, changes between letters and digits, and capitals after small
    letters: ``HellaSwag`` may be printed ``Hella Swag`` but not ``He llaSwag``.

    Examples
    --------
    >>> sorted(break_points("ImageNet-1K"))
    [5, 8, 9]
    """
    points = set()
    position, previous = 0, ""
    for letter in spelling:
        if letter in SEPARATORS:
            previous = letter
            continue
        if previous and (
            previous in SEPARATORS
            or not (previous.isalnum() and letter.isalnum())
            or previous.isdigit() != letter.isdigit()
            or (previous.islower() and letter.isupper())
        ):
            points.add(position)
        position, previous = position + 1, letter
    return frozenset(points)


def is_word_character(text: str, place: int) -> bool:
    """Return whether a letter or digit stands at a place; outside the text none does."""
    return 0 <= place < len(text) and text[place].isalnum()
