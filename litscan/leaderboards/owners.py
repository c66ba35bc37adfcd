"""Whose method a number belongs to: what the learned roles of its labels say, and of its rivals.

The roles are those of `litscan.extraction.learned.cell_roles`: a data set, a metric, the paper's
own method, a compared one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from litscan.document.model import Cell
from litscan.extraction.learned.cell_roles import ROLES
from litscan.leaderboards.cells import ResultTable, ValueCell

__all__ = ["OWNER_FEATURES", "RIVAL_FEATURES", "RoleShares", "against_rivals", "owner_features"]

RoleShares = Mapping[tuple[int, int, int], tuple[float, ...]]
"""The probabilities of the roles by table, row and column."""

OWNER_FEATURES = (
    "role_row_dataset", "role_row_metric", "role_row_own", "role_row_compared",
    "role_column_dataset", "role_column_metric", "role_column_own", "role_column_compared",
    "role_own", "role_compared", "role_own_lead",
)  # fmt: skip
RIVAL_FEATURES = (
    "role_own_below_best", "role_own_mean", "best_of_own", "own_candidates",
    "best_of_own_in_column", "own_in_column", "role_own_below_column",
)  # fmt: skip
_KNOWN = tuple(ROLES.index(role) for role in ("dataset", "metric", "own", "compared"))
_OWN, _COMPARED = 2, 3
_LIKELY = 0.5


def owner_features(table: ResultTable, value: ValueCell, shares: RoleShares) -> tuple[float, ...]:
    """Return what the labels of a number's row and column name, in the order of the names."""
    labels = [*value.line.labels.values(), *((value.line.group,) if value.line.group else ())]
    row = _most(table.index, labels, shares)
    column = _most(table.index, value.headers, shares)
    own, compared = max(row[_OWN], column[_OWN]), max(row[_COMPARED], column[_COMPARED])
    return (*row, *column, own, compared, own - compared)


def _most(index: int, cells: Iterable[Cell], shares: RoleShares) -> tuple[float, ...]:
    """Return the highest probability of each role among some cells of a table."""
    known = [shares[place] for c in cells if (place := (index, c.row, c.column)) in shares]
    return tuple(max((line[role] for line in known), default=0.0) for role in _KNOWN)


def against_rivals(
    own: Sequence[float], values: Sequence[float], columns: Sequence[object]
) -> list[tuple[float, ...]]:
    """Return how each of a leaderboard's candidates compares with the others.

    Parameters
    ----------
    own : sequence of float
        How likely each belongs to the paper's own method.
    values : sequence of float
        Their numbers, the higher the better.
    columns : sequence
        Which column of which table each stands in.

    Examples
    --------
    >>> ours, theirs = against_rivals([0.9, 0.1], [95.1, 96.0], ["a", "a"])
    >>> ours[2], theirs[2], theirs[0]
    (1.0, -1.0, -0.8)
    """
    groups: dict[object, list[int]] = {}
    for index, column in enumerate(columns):
        groups.setdefault(column, []).append(index)
    mean = sum(own) / len(own)
    overall = _standing(own, values, range(len(own)))
    beside: dict[int, tuple[float, float, float]] = {}
    for members in groups.values():
        beside.update(_standing(own, values, members))
    return [
        (overall[i][0], mean, overall[i][1], overall[i][2], beside[i][1], beside[i][2],
         beside[i][0])
        for i in range(len(own))
    ]  # fmt: skip


def _standing(
    own: Sequence[float], values: Sequence[float], members: Iterable[int]
) -> dict[int, tuple[float, float, float]]:
    """Return of each member the lag to the most likely own one, whether best, how many are own."""
    indices = list(members)
    most = max(own[index] for index in indices)
    likely = [index for index in indices if own[index] >= _LIKELY]
    best = max((values[index] for index in likely), default=0.0)
    count = float(len(likely))
    found = {}
    for index in indices:
        first = 0.0
        if likely:
            first = float(values[index] >= best) if own[index] >= _LIKELY else -1.0
        found[index] = (round(own[index] - most, 6), first, count)
    return found
