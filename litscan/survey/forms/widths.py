"""How wide a table's columns are set in LaTeX, so that no line runs over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litscan.survey.table import Column
from litscan.tex import pieces_of

__all__ = ["Layout", "lay_out"]

_MOST_WANTED = 60
_PORTRAIT, _LANDSCAPE = 345.0, 550.0
"""Widths of text in points of the class article on letter paper."""
_SEPARATION = 3.0
_SIZES = (
    ("\\footnotesize", 4.6, _PORTRAIT),
    ("\\scriptsize", 4.2, _PORTRAIT),
    ("\\footnotesize", 4.6, _LANDSCAPE),
    ("\\scriptsize", 4.2, _LANDSCAPE),
    ("\\tiny", 3.5, _LANDSCAPE),
)
"""Sizes of type with the width of a letter, upper-case ones among them, and of the text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Size of type, whether the page is turned, and the column types of a table."""

    size: str
    landscape: bool
    columns: str


def lay_out(columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> Layout:
    """Return the largest layout in which the longest word of every column has room.

    Parameters
    ----------
    columns : sequence of Column
    texts : sequence of sequence of str
        The words of each column, heading included, about as they are set.
    """
    least = [max((_longest(text) for text in column), default=1) for column in texts]
    wanted = [_wanted(column, few) for column, few in zip(texts, least, strict=True)]
    size, letter, width = next(
        (one for one in _SIZES if sum(least) <= _room(*one[1:], len(columns))), _SIZES[-1]
    )
    room = _room(letter, width, len(columns))
    shares = _shares(least, wanted, room)
    total = width / letter
    pad = 2 * _SEPARATION / letter
    types = "".join(
        f">{{\\{'raggedleft' if column.number else 'raggedright'}\\arraybackslash}}"
        f"p{{\\dimexpr {(share + pad) / total:.4f}\\linewidth-2\\tabcolsep\\relax}}"
        for column, share in zip(columns, shares, strict=True)
    )
    return Layout(size, width == _LANDSCAPE, types)


def _room(letter: float, width: float, columns: int) -> float:
    """Return how many letters fit between the columns' separations."""
    return (width - 2 * columns * _SEPARATION) / letter


def _shares(least: list[int], wanted: list[float], room: float) -> list[float]:
    """Return the letters each column gets: its longest word, and of what is left as it wants."""
    spare = max(room - sum(least), 0.0)
    over = [want - few for want, few in zip(wanted, least, strict=True)]
    total = sum(over)
    grown = min(1.0, spare / total) if total else 0.0
    return [few + grown * more for few, more in zip(least, over, strict=True)]


def _longest(text: str) -> int:
    """Return the width of the widest piece that cannot be broken."""
    pieces = (piece for word in text.split() for piece in pieces_of(word))
    return max(map(_weight, pieces), default=1) + 1


def _weight(text: str) -> int:
    """Return the width of a text in letters; those of Chinese, Japanese and Korean are wide."""
    return sum(2 if "\u2e80" <= letter <= "\uffef" else 1 for letter in text)


def _wanted(texts: Sequence[str], least: int) -> float:
    longest = max((_weight(text) for text in texts), default=1)
    return float(max(least, min(longest, _MOST_WANTED)))
