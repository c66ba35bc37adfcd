"""The audited paper's own printed numbers in the form in which papers are compared."""

from __future__ import annotations

import re

from litscan.rigor.base import Subject
from litscan.rigor.corpus_view import KnownResult
from litscan.tables.numbers import parse_number

__all__ = ["is_telling", "printed_numbers", "same_number"]

_SLACK = 1e-9
_DIGITS = 6
_TELLING_DIGITS = 3


def printed_numbers(subject: Subject) -> tuple[KnownResult, ...]:
    """Return the numbers that the paper's tables print, of quality and of what networks cost."""
    key = (subject.corpus.paper if subject.corpus else None) or ""
    return tuple(KnownResult.of(key, result) for result in subject.facts.results if result.in_table)


def same_number(one: KnownResult, other: KnownResult) -> bool:
    """Return whether two numbers are one, printed perhaps with fewer digits in one place."""
    allowed = max(_half_unit(one), _half_unit(other))
    return abs(one.value - other.value) <= allowed + _SLACK


def is_telling(printed: str) -> bool:
    """Return whether a number has digits enough that two of them are not equal by chance."""
    return len(re.sub(r"\D", "", printed).strip("0")) >= _TELLING_DIGITS


def _half_unit(result: KnownResult) -> float:
    """Return half a unit of a number's last printed digit, in the unit of its value."""
    quantity = parse_number(result.evidence.quote)
    if quantity is None or not quantity.value:
        return 0.0
    scale = abs(result.value / quantity.value)
    near = round(scale, _DIGITS)
    return quantity.half_unit * (near if near in (1.0, 100.0, 1000.0, 0.001) else 1.0)
