"""Columns whose heads tell no measure but stand in a row of original, pruned value and change.

A column headed "Drop" and no more is the change of the measure of the column before it; one headed
"Pruned (%)" between "Baseline" and "Drop" is no share of weights but the value after pruning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from litscan.extraction.measures import PERFORMANCE, Heading
from litscan.tables.numbers import Quantity

__all__ = ["name_bare_changes", "name_pruned_values"]

_BARE = re.compile(
    r"\W*(?:drop|gain|degradation|decrease|decline|↓|↑"
    r"|(?P<undirected>diff(?:erence|\.)?|change|delta|δ|Δ|∆))"
    r"\s*(?:[(\[]?\s*(?:%|pp|↓|↑)\s*[)\]]?\s*){0,2}",
    re.IGNORECASE,
)
_PRUNED = re.compile(r"\W*pruned?\W*(?:[(\[]\s*%\s*[)\]])?\W*", re.IGNORECASE)
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


def name_pruned_values(
    headings: Mapping[Key, Heading], caption_measure: str | None
) -> dict[Key, Heading]:
    """Return headings, with what stands pruned between an original and a change as its value.

    Parameters
    ----------
    headings : mapping of (int, int) to Heading
        What each column's header says, by column and the header that applies.
    caption_measure : str or None
        What the caption says is measured; the measure that one of the three columns names comes
        first, and is left alone where one is an error rate and the other is not.
    """
    named = dict(headings)
    for (column, row), pruned in headings.items():
        before, after = headings.get((column - 1, row)), headings.get((column + 1, row))
        if before is None or after is None or before.stage != "original":
            continue
        if pruned.measure != "sparsity" or not _PRUNED.fullmatch(pruned.text):
            continue
        if after.stage != "change" and not _BARE.fullmatch(after.text):
            continue
        told = {one.measure for one in (before, after)} - {None}
        if len(told) > 1 or not told <= PERFORMANCE:
            continue
        measure = next(iter(told), caption_measure)
        if measure is None or ("error" in measure) != ("error" in (caption_measure or measure)):
            continue
        named[column, row] = replace(pruned, measure=measure, removed=False)
        if before.measure is None:
            named[column - 1, row] = replace(before, measure=measure)
        if after.measure is None:
            named[column + 1, row] = replace(after, measure=measure, stage="change")
    return named


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
