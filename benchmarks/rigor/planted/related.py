"""Errors in numbers that follow from others: drops, shares, ratios, speedups, averages, orders.

A plant is made in a number that the check quotes as one that follows, and counts only where by
construction no usual definition gives it, with the rounding of all numbers involved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice, pairwise

from benchmarks.rigor.planted.definitions import changes, factors, is_far, shares, tolerance
from benchmarks.rigor.planted.numbers import Plant, in_cell, printed, transposed
from benchmarks.rigor.planted.papers import Cell, Paper
from litscan.extraction.readings import ValueReading

__all__ = ["averages", "drops", "exchanged", "measured", "orders", "ratios", "repeated"]

_FACTORS = (1.31, 0.62, 1.9, 0.45, 2.7, 0.23)
"""What numbers are multiplied with; the first that no definition gives is taken."""
_DERIVED = {
    "A02": ("params_removed", "params_kept", "sparsity"),
    "A03": ("flops_removed", "flops_kept", "sparsity"),
    "A04": ("compression_ratio",),
    "A05": ("speedup",),
    "A06": ("speedup",),
}
_MAY_EXPLAIN = re.compile(
    r"cach|bandwidth|memory[- ](?:bound|access)|super-?linear|data movement|overhead"
    r"|launch|parallel",
    re.IGNORECASE,
)
_MOST_REMOVED = 0.95
_SHARES = ("params_removed", "params_kept", "flops_removed", "flops_kept", "sparsity")


def drops(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield drops that are not what the two accuracies give, and accuracies that give another."""
    cells = paper.quoted(check)
    for number in range(0, len(cells) - 2, 3):
        before, after, change = cells[number : number + 3]
        if change[1].stage != "change":
            continue
        numbers = [value.quantity for _, value in (before, after, change)]
        a, b, drop = (abs(one.value) for one in numbers)
        room = 3 * sum(one.half_unit for one in numbers)
        wrong_drop = partial(_is_new_change, before=a, after=b, room=room)
        for kind, new in _slips(drop, numbers[2].decimals, wrong_drop):
            yield in_cell(paper, check, f"{kind} drop", change, new)
        wrong_end = partial(_is_new_change, drop, a, room=room)
        for kind, new in _slips(b, numbers[1].decimals, wrong_end):
            yield in_cell(paper, check, f"{kind} accuracy", after, new)


def _is_new_change(drop: float, before: float, after: float, room: float) -> bool:
    forms = list(changes(before, after))
    scale = 100 if max(before, after) <= 1 else 100 / max(1.0, min(before, after))
    apart = all(abs(drop - form) > room * max(1.0, scale) for form in forms)
    return apart and is_far(drop, forms, 0.1)


def _slips(
    value: float, decimals: int, is_wrong: Callable[[float], bool]
) -> Iterator[tuple[str, str]]:
    """Yield slips in a number that are wrong: two digits exchanged, and another size."""
    shown = printed(value, decimals)
    sizes = [printed(value * factor, decimals) for factor in _FACTORS]
    for kind, candidates in (("transposed", transposed(shown)), ("altered", iter(sizes))):
        wrong = (new for new in candidates if is_wrong(float(new)))
        yield from ((kind, new) for new in islice(wrong, 1))


def ratios(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield shares and factors that do not follow, and sizes or times that give others."""
    for derived in paper.quoted(check):
        if derived[1].measure not in _DERIVED[check] or not derived[1].quantity.value:
            continue
        own = [cell for cell in paper.quoted(check) if _stands_behind(cell, derived)]
        margin = tolerance([value.quantity for _, value in (derived, *own)])
        behind = own[0][1] if len(own) == 1 else None
        quantity = derived[1].quantity
        is_wrong = partial(_follows_from_none, derived[1], behind=behind, margin=margin)
        for kind, new in _slips(quantity.value, quantity.decimals, is_wrong):
            yield in_cell(paper, check, f"{kind} {derived[1].measure}", derived, new)
        elsewhere = (new for new in _of_other_rows(paper, derived) if is_wrong(float(new)))
        for new in islice(elsewhere, 1):
            yield in_cell(paper, check, f"{derived[1].measure} of another row", derived, new)
        if behind is not None:
            yield _altered_behind(paper, check, own[0], derived, margin)
            if behind.measure in _SHARES:
                yield exchanged(paper, check, own[0], derived)


def _of_other_rows(paper: Paper, cell: Cell) -> Iterator[str]:
    """Yield the numbers of the column and measure; 1 marks the row that others are measured by."""
    for other in paper.values_of_column(cell[1]):
        if other.measure == cell[1].measure and other.quantity.value not in (0, 1):
            yield printed(other.quantity.value, other.quantity.decimals)


def _stands_behind(cell: Cell, derived: Cell) -> bool:
    """Whether a quoted number is the one of a row that its share or factor follows from."""
    value, other = cell[1], derived[1]
    if cell[0].table is None or derived[0].table is None or value.cell == other.cell:
        return False
    same = (cell[0].table.label, value.record) == (derived[0].table.label, other.record)
    return same and not value.is_dense and value.stage == "reported"


def _altered_behind(
    paper: Paper, check: str, own: Cell, derived: Cell, margin: float
) -> Plant | None:
    quantity = own[1].quantity
    for factor in _FACTORS:
        shown = abs(derived[1].quantity.value)
        if _follows_from_none(derived[1], shown, own[1], margin, factor):
            new = printed(quantity.value * factor, quantity.decimals)
            return in_cell(paper, check, f"altered {own[1].measure}", own, new)
    return None


def _follows_from_none(
    derived: ValueReading,
    shown: float,
    behind: ValueReading | None,
    margin: float,
    factor: float = 1.0,
) -> bool:
    """Whether no definition gives a number once the one behind it is another by a factor."""
    size = abs(derived.quantity.value)
    if behind is not None and behind.measure in _SHARES:
        part = _part(behind) * factor
        forms = [form for one in (part, 1 - part) if one > 0 for form in factors(one)]
        return part < _MOST_REMOVED and is_far(shown, forms, margin)
    if derived.measure in _SHARES:
        part = _part(derived)
        possible = shown < 100 * _MOST_REMOVED and 0 < part < 1
        forms = [form for kept in (part, 1 - part) if kept > 0 for form in shares(kept * factor)]
        return possible and is_far(shown, forms, margin)
    forms = [form for ratio in (size, 1 / size) for form in factors(ratio * factor)]
    return is_far(shown, forms, margin)


def _part(share: ValueReading) -> float:
    size = abs(share.quantity.value)
    return size / 100 if share.quantity.unit == "percent" or size > 1 else size


def exchanged(paper: Paper, check: str, share: Cell, factor: Cell) -> Plant | None:
    """Return the plant that exchanges a share and a factor, unless they follow as well then."""
    numbers = [cell[1].quantity for cell in (share, factor)]
    part = abs(numbers[1].value) / 100
    forms = [form for one in (part, 1 - part) if one > 0 for form in factors(one)]
    if part >= _MOST_REMOVED or not is_far(abs(numbers[0].value), forms, tolerance(numbers)):
        return None  # 90% removed and 10x: exchanged, 10% are left of 90% and their percentage
    return _swapped(paper, check, share, factor)


def _swapped(paper: Paper, check: str, one: Cell, other: Cell) -> Plant | None:
    shown = [printed(cell[1].quantity.value, cell[1].quantity.decimals) for cell in (one, other)]
    first = in_cell(paper, check, "swapped", one, shown[1])
    second = in_cell(paper, check, "swapped", other, shown[0])
    return first + second if first and second else None


def averages(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield averages a point or more away, and terms that move their average by more than rounding.

    The terms are those that the other rows' averages are of.
    """
    cells = paper.quoted(check)
    if len(cells) < 2:
        return
    average, term = cells[0], cells[1]
    quantity = average[1].quantity
    scale = 0.01 if abs(quantity.value) <= 1 else 1.0
    least = max(scale, 10 * quantity.half_unit)

    def is_wrong(new: float) -> bool:
        return abs(new - abs(quantity.value)) >= least

    for kind, new in _slips(quantity.value, quantity.decimals, is_wrong):
        yield in_cell(paper, check, f"{kind} average", average, new)
    row = [place for place in paper.values if _is_in_row(place, average)]
    size = term[1].quantity
    moved = 0.38 * abs(size.value) / len(row)
    if moved > 6 * quantity.half_unit:
        new = printed(0.62 * size.value, size.decimals)
        yield in_cell(paper, check, "altered term", term, new)


def _is_in_row(place: tuple[str, int, int], cell: Cell) -> bool:
    where = cell[0].table
    return where is not None and place[:2] == (where.label, where.row)


def orders(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield rows whose two numbers, of which one cannot exceed the other, are exchanged."""
    cells = paper.quoted(check)
    for one, other in pairwise(cells):
        numbers = [one[1].quantity, other[1].quantity]
        measures = {str(value.measure) for _, value in (one, other)}
        ranked = measures in ({"top1_accuracy", "top5_accuracy"}, {"top1_error", "top5_error"})
        outer = {
            paper.table_of(value).header_path(value.cell.column)[:-1] for _, value in (one, other)
        }
        if one[1].record != other[1].record or not ranked or len(outer) > 1:
            continue  # else two columns of different networks
        if abs(numbers[0].value - numbers[1].value) > 3 * sum(n.half_unit for n in numbers):
            yield _swapped(paper, check, one, other)


def measured(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield times so short that the measured speedup is three times the theoretical one.

    Papers that speak of a cause such a speedup may have are left out.
    """
    if _MAY_EXPLAIN.search(paper.document.text):
        return
    cells = paper.quoted(check)
    realised = list(paper.decisions[check].numbers.get("realised", ()))
    if not cells or not realised or not realised[0]:
        return
    value = cells[0][1]
    factor = realised[0] / 3
    if value.measure in ("throughput", "speedup"):
        factor = 1 / factor
    new = printed(value.quantity.value * factor, max(value.quantity.decimals, 2))
    yield in_cell(paper, check, f"{value.measure} beyond theory", cells[0], new)


def repeated(paper: Paper, check: str) -> Iterator[Plant | None]:
    """Yield results that two tables print, with two digits exchanged in one of them."""
    for cell in paper.quoted(check)[:2]:
        quantity = cell[1].quantity
        for new in transposed(printed(quantity.value, quantity.decimals)):
            if abs(float(new) - abs(quantity.value)) > 3 * quantity.half_unit:
                yield in_cell(paper, check, "transposed", cell, new)
                break
