"""How tables write operating points, and what they tell of each measure's definition.

The words are in ``data/reference/operating_points.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from litscan.resources import load_toml
from litscan.survey.table import Footnote, plain_number

__all__ = ["definition_note", "point_words"]


@cache
def _known() -> Mapping[str, Mapping[str, Any]]:
    return load_toml("reference", "operating_points.toml")


def point_words(kind: str, value: float | None, unit: str) -> str:
    """Return an operating point in words, nothing where there is none.

    Examples
    --------
    >>> point_words("flops_removed", 50.0, "percent"), point_words("params", 1.7, "M")
    ('50% FLOPs removed', '1.7 M parameters')
    """
    if value is None:
        return ""
    amount = plain_number(value)
    if unit == "percent":
        amount += "%"
    elif unit not in {"", "factor", "count"}:
        amount += f" {unit}"
    shown = _known().get(kind, {}).get("shown") or kind.replace("_", " ") + " {}"
    return str(shown).replace("{}", amount)


def definition_note(kind: str) -> Footnote | None:
    """Return the footnote that says what a measure is a ratio of, None for plain counts."""
    means = _known().get(kind, {}).get("means")
    return Footnote(str(means)) if means else None
