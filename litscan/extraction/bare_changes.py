"""What a column headed "Drop" and no more is the change of: the measure of the column before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from litscan.extraction.measures import PERFORMANCE, Heading
from litscan.tables.numbers import Quantity

__all__ = ["name_bare_changes"]

_BARE = re.compile(
    r"\W*(?:drop|gain|degradation|decrease|decline|↓|↑"
    r"|(?P<undirected>diff(?:erence|\.)?|change|delta|δ|Δ|∆))"
    r"\s*(?:[(\[]?\s*(?:%|pp|↓|↑)\s*[)\]]?\s*){0,2}",
    re.IGNORECASE,
)
LARGEST = 20
"""Points. A column whose middle number is above that is more likely a share of the cost."""
Key = tuple[int, int]


def name_bare_changes(
    headings: Mapping[Key, Heading], quantities: Mapping[Key, Sequence[Quantity]]
) -> dict[Key, Heading]:
    """Return headings by column and header row, bare changes with the measure before them.

    A word without a direction, such as "Δ", may be the distance of two methods: it is named only
    where a column gives the original value.

    Parameters
    ----------
    headings : mapping of (int, int) to Heading
        What each column's header says, by column and the header that applies.
    quantities : mapping of (int, int) to sequence of Quantity
        The numbers under each.
    """
    named: dict[Key, Heading] = {}
    for key in sorted(headings):
        heading = headings[key]
        before = [named[k] for k in named if k[1] == key[1]]
        bare = _BARE.fullmatch(heading.text) if heading.measure is None else None
        measure = _changed(before, directed=not bare["undirected"]) if bare else None
        if measure is not None and _small(quantities[key]):
            sign = heading.change_sign or (-1 if "↓" in heading.text else 0)
            heading = replace(heading, measure=measure, stage="change", change_sign=sign)
        named[key] = heading
    return {key: named[key] for key in headings}


def _changed(before: Sequence[Heading], *, directed: bool) -> str | None:
    """Return the quality that the last column before a change gives, or None."""
    if not before or before[-1].stage == "change" or before[-1].measure not in PERFORMANCE:
        return None
    measure = before[-1].measure
    originals = [one for one in before if (one.stage, one.measure) == ("original", measure)]
    return measure if directed or originals else None


def _small(quantities: Sequence[Quantity]) -> bool:
    sizes = sorted(abs(quantity.value) for quantity in quantities)
    return bool(sizes) and sizes[len(sizes) // 2] <= LARGEST
