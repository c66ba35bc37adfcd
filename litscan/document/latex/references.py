r"""What a cross reference prints: the label's number, with the word its command adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from litscan.document.latex.scan import words
from litscan.document.latex.text import Bit

__all__ = ["Target", "printed_reference"]

_NAMED = words("autoref cref Cref vref Vref fullref Autoref")
_UNKNOWN_PAGE = "??"
_SHORTEST_RANGE = 3
_PLURALS = {"Appendix": "Appendices", "Corollary": "Corollaries", "Hypothesis": "Hypotheses"}


@dataclass(frozen=True, slots=True)
class Target:
    r"""What a label stands on: its kind (``"table"``), its number as printed, its title.

    `part` is the letter of a part of a float, which ``\subref`` prints alone.
    """

    kind: str
    number: str
    title: str = ""
    part: str = ""


def printed_reference(bit: Bit, labels: Mapping[str, Target]) -> str:
    r"""Return what a reference prints; a label that nothing carries stands as it is.

    Parameters
    ----------
    bit : Bit
        With the labels it refers to and the command that refers.
    labels : mapping of str to Target
        What is known of each label.

    Examples
    --------
    >>> known = {"a": Target("table", "3"), "b": Target("table", "4"), "e": Target("equation", "2")}
    >>> printed_reference(Bit("a,b", 0, 0, refers=("a", "b"), command="cref"), known)
    'Tables 3 and 4'
    >>> printed_reference(Bit("e", 0, 0, refers=("e",), command="eqref"), known)
    '(2)'
    """
    if bit.command == "pageref":
        return _UNKNOWN_PAGE
    targets = [labels.get(label) or Target("", label) for label in bit.refers]
    if bit.command in _NAMED:
        groups = [
            _named(kind, [target.number for target in group])
            for kind, group in groupby(targets, key=lambda target: target.kind)
        ]
        return _listed(groups)
    if bit.command == "nameref":
        return ", ".join(target.title or target.number for target in targets)
    if bit.command == "subref":
        return ", ".join(target.part or target.number for target in targets)
    shown = ", ".join(target.number for target in targets)
    return f"({shown})" if bit.command == "eqref" and targets[0].kind else shown


def _named(kind: str, numbers: list[str]) -> str:
    if not kind:
        return ", ".join(numbers)
    if kind == "equation":
        numbers = [f"({number})" for number in numbers]
    word = kind[:1].upper() + kind[1:]
    if len(numbers) > 1:
        word = _PLURALS.get(word, f"{word}s")
    return f"{word} {_listed(_ranges(numbers))}"


def _ranges(numbers: list[str]) -> list[str]:
    """Join neighbours that follow one another, as ``3 to 5``."""
    if len(numbers) >= _SHORTEST_RANGE and all(number.isdecimal() for number in numbers):
        values = sorted(int(number) for number in numbers)
        if values[-1] - values[0] == len(values) - 1 == len(set(values)) - 1:
            return [f"{values[0]} to {values[-1]}"]
    return numbers


def _listed(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)
