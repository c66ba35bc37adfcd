"""Average columns of a table, and the columns they are averages of.

Which columns an average is of is seldom said. It is found by trying: those beside it, with and
without one of them, are taken for its terms if they give the printed average in most rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.pairing import Pairing, is_copied
from litscan.rigor.arithmetic.relations import Relation
from litscan.rigor.arithmetic.rounding import Interval
from litscan.tables.numbers import Quantity

__all__ = ["averages"]

_AVERAGE = re.compile(r"\b(?:avg|ave|average|averaged|mean)\b", re.IGNORECASE)
_SPREAD = re.compile(
    r"\b(?:min|max|minimum|maximum|std|sd|median|mode|best|worst|var|variance|range|quantile)\b"
    r"|\b\d+(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_MOST_TERMS = 30
_MOST_LEFT_OUT = 12
_FEWEST = 2
_FEWEST_COARSE = {0: 5, 1: 4}
"""How many other rows must follow, by the decimals printed: coarse numbers agree by chance."""
_HELD_PER_SLIP, _HELD_PER_COARSE_SLIP = 3, 10

Row = dict[int, ValueReading]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The numbers of a table by record and place in the record, and the label of each place."""

    rows: tuple[Row, ...]
    labels: dict[int, tuple[str, ...]]

    def is_average(self, place: int) -> bool:
        """Return whether the label of a place names an average."""
        return bool(_AVERAGE.search(" ".join(self.labels[place][-1:])))

    def is_spread(self, place: int) -> bool:
        """Return whether the label of a place names a statistic that no average is of."""
        return bool(_SPREAD.search(" ".join(self.labels[place][-1:])))

    @property
    def places(self) -> list[int]:
        """All places that hold numbers, in printed order."""
        return sorted(self.labels)


def _grid(pairing: Pairing) -> _Grid:
    """Return the grid of a table, turned so that each row holds what one average is of."""
    labels: dict[int, tuple[str, ...]] = {}
    rows: list[Row] = []
    for record in pairing.records:
        row: Row = {}
        turned = len({value.cell.column for value in record}) == 1 < len(record)
        for value in record:
            place = value.cell.row if turned else value.cell.column
            path = pairing.table.row_path if turned else pairing.table.header_path
            labels.setdefault(place, path(place))
            row[place] = value
        rows.append(row)
    return _Grid(tuple(rows), labels)


def averages(pairing: Pairing) -> Iterator[Relation]:
    """Yield each printed average of a table whose terms were found, against their mean."""
    grid = _grid(pairing)
    for place in grid.places:
        if grid.is_average(place):
            supported = _supported(grid, place)
            if supported:
                yield from _relations(pairing, grid, place, supported)


def _supported(grid: _Grid, place: int) -> list[tuple[int, ...]]:
    """Return the sets of places whose mean is printed at a place in most rows, as often as any."""
    found: list[tuple[int, tuple[int, ...]]] = []
    for terms in _candidates(grid, place):
        rows = _complete(grid, place, terms)
        held = sum(_holds(row, place, terms) for row in rows)
        if held >= _FEWEST and 2 * held >= len(rows):
            found.append((held, terms))
            if held == len(rows):
                break
    best = max((held for held, _ in found), default=0)
    return [terms for held, terms in found if held == best]


def _holds(row: Row, place: int, terms: Sequence[int]) -> bool:
    return _mean(row, terms).meets(_printed(row, place, terms))


def _complete(grid: _Grid, place: int, terms: Sequence[int]) -> list[Row]:
    """Return the rows that print the average and every term."""
    return [row for row in grid.rows if place in row and all(term in row for term in terms)]


def _candidates(grid: _Grid, place: int) -> Iterator[tuple[int, ...]]:
    """Yield the sets of places an average may be of, the most likely first."""
    places = [
        other
        for other in grid.places
        if other == place or not (grid.is_average(other) or grid.is_spread(other))
    ]
    at = places.index(place)
    left, right = places[max(0, at - _MOST_TERMS) : at], places[at + 1 : at + 1 + _MOST_TERMS]
    outer = grid.labels[place][:-1]
    group = [p for p in (*left, *right) if outer and grid.labels[p][:-1] == outer]
    stopped = _since_last_average(grid, place, left)
    leaf = " ".join(grid.labels[place][-1:]).lower()
    named = [p for p in (*left, *right) if _leaf(grid, p) and _leaf(grid, p) in leaf]
    whole = [named, group, stopped, left, right, left + right]
    yield from _distinct(whole)
    yield from _distinct(
        [side[len(side) - n :] for side in (left,) for n in range(len(side) - 1, 1, -1)]
        + [right[:n] for n in range(len(right) - 1, 1, -1)]
    )
    for terms in (group, stopped, right):
        if 3 <= len(terms) <= _MOST_LEFT_OUT:
            yield from _distinct([[t for t in terms if t != out] for out in terms])


def _leaf(grid: _Grid, place: int) -> str:
    return " ".join(grid.labels[place][-1:]).lower().strip()


def _since_last_average(grid: _Grid, place: int, left: Sequence[int]) -> list[int]:
    before = [other for other in grid.places if other < place and grid.is_average(other)]
    return [other for other in left if not before or other > before[-1]]


def _distinct(sets: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    for terms in dict.fromkeys(tuple(terms) for terms in sets):
        if len(terms) >= 2:
            yield terms


def _mean(row: Row, terms: Sequence[int]) -> Interval:
    low = high = 0.0
    for term in terms:
        printed = Interval.of(row[term].quantity)
        low += printed.low
        high += printed.high
    return Interval(low / len(terms), high / len(terms))


def _printed(row: Row, place: int, terms: Sequence[int]) -> Interval:
    """Return what a printed average can stand for.

    Where the row and its average were rounded to one decimal less and padded with zeros, the
    zeros count for nothing.
    """
    quantity = row[place].quantity
    if quantity.decimals > 1 and all(_is_padded(row[term].quantity) for term in (place, *terms)):
        return Interval.of_result(replace(quantity, decimals=quantity.decimals - 1))
    return Interval.of_result(quantity)


def _is_padded(quantity: Quantity) -> bool:
    return f"{quantity.value:.{quantity.decimals}f}".endswith("0")


def _relations(
    pairing: Pairing, grid: _Grid, place: int, supported: Sequence[tuple[int, ...]]
) -> Iterator[Relation]:
    terms = supported[0]
    rows = _complete(grid, place, terms)
    coarse = min(row[place].quantity.decimals for row in rows)
    if coarse < 2:  # copied averages may be weighted, and coarse ones follow by chance
        rows = [row for row in rows if not is_copied(row[place])]
    verdicts = [(row, _any_holds(row, place, supported)) for row in rows]
    held = sum(verdict for _, verdict in verdicts)
    per_slip = _HELD_PER_SLIP if coarse >= 2 else _HELD_PER_COARSE_SLIP
    if len(rows) - held > max(1, held // per_slip):
        return
    for row, verdict in verdicts:
        printed, mean = row[place], _mean(row, terms)
        yield Relation(
            pairing.table,
            (printed, *(row[term] for term in terms)),
            verdict,
            f"the mean of {len(terms)} numbers of the row ({printed.method or 'no name'}) is "
            f"{mean.middle:.{printed.quantity.decimals + 1}f}, printed {printed.quantity.raw}",
            ("average", place),
            _FEWEST_COARSE.get(coarse, _FEWEST),
            {
                "mean": [round(mean.low, 6), round(mean.high, 6)],
                "printed": printed.quantity.value,
                "terms": len(terms),
            },
        )


def _any_holds(row: Row, place: int, supported: Sequence[tuple[int, ...]]) -> bool:
    """Whether any set of terms that most rows follow gives the average of a row."""
    return any(
        _holds(row, place, terms) for terms in supported if all(term in row for term in terms)
    )
