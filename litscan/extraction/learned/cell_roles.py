"""What each cell of a table names: a data set, a metric, the paper's own method, a compared one.

Two linear models in a row. The first judges each cell that holds words by its text, place,
neighbours and mentions (`cell_features`). The second judges again, knowing what the first says of
the cells in the same row and column, of the whole table, and of the same words elsewhere in the
paper. Both ship as plain numbers in ``data/models/cell_roles.json``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from litscan.document.model import Cell, Document, Table
from litscan.extraction.learned.cell_features import CellFacts, describe_cells
from litscan.extraction.learned.softmax import SoftmaxModel
from litscan.extraction.scan import Scan, scan_document
from litscan.resources import load_json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "ROLES", "CellRole", "TableRoles", "load_models", "predict_cell_roles", "role_shares",
    "second_features",
]  # fmt: skip

CellRole = Literal["dataset", "metric", "own", "compared", "other", ""]
"""``other`` is a cell of words that names none of these; a cell without words has no role."""
ROLES: tuple[CellRole, ...] = get_args(CellRole)[:-1]
MODEL = ("models", "cell_roles.json")


@dataclass(frozen=True)
class TableRoles:
    """The roles of one table's cells.

    Attributes
    ----------
    table : Table
        The table.
    roles : tuple of tuple of str
        The role of each cell, row by row; a cell that a spanning one covers has that one's role.
    certainty : tuple of tuple of float
        The role's probability as the model sees it; 0 where there is no role.
    """

    table: Table
    roles: tuple[tuple[CellRole, ...], ...]
    certainty: tuple[tuple[float, ...], ...]

    def cells(self, *roles: CellRole) -> Iterator[Cell]:
        """Yield the shown cells that have one of some roles, row by row."""
        for cell in self.table.cells():
            if cell.covered_by is None and self.roles[cell.row][cell.column] in roles:
                yield cell


def predict_cell_roles(document: Document, scan: Scan | None = None) -> tuple[TableRoles, ...]:
    r"""Return the roles of the cells of a document's tables, in reading order.

    Parameters
    ----------
    document : Document
        The paper.
    scan : Scan, optional
        What is already known of it; computed where not given.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> paper = read_text("| Method | CIFAR-10 |\n|---|---|\n| Ours | 93.4 |\n", format="markdown")
    >>> predict_cell_roles(paper)[0].roles
    (('other', 'dataset'), ('own', ''))
    """
    tables = describe_cells(scan or scan_document(document))
    final = _judge([cell for table in tables for cell in table], load_models())
    found, start = [], 0
    for table, described in zip(document.tables, tables, strict=True):
        end = start + len(described)
        found.append(_table_roles(table, described, final[start:end]))
        start = end
    return tuple(found)


def role_shares(
    document: Document, models: tuple[SoftmaxModel, SoftmaxModel] | None = None
) -> dict[tuple[int, int, int], tuple[float, ...]]:
    r"""Return the probability of each of `ROLES` for every cell that holds words.

    Parameters
    ----------
    document : Document
        The paper.
    models : tuple of SoftmaxModel, optional
        Both models, where it is not the shipped ones that shall judge.

    Returns
    -------
    dict
        By the number of the table in reading order, the cell's row and its column.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> paper = read_text("| Method | CIFAR-10 |\n|---|---|\n| Ours | 93.4 |\n", format="markdown")
    >>> shares = role_shares(paper)
    >>> sorted(shares), shares[0, 1, 0][ROLES.index("own")] > 0.5
    ([(0, 0, 0), (0, 0, 1), (0, 1, 0)], True)
    """
    tables = describe_cells(scan_document(document))
    places = [(i, c.cell.row, c.cell.column) for i, table in enumerate(tables) for c in table]
    final = _judge([cell for table in tables for cell in table], models or load_models())
    return {place: tuple(line) for place, line in zip(places, final.tolist(), strict=True)}


def _judge(
    cells: Sequence[CellFacts], models: tuple[SoftmaxModel, SoftmaxModel]
) -> NDArray[np.float64]:
    judged = models[0].probabilities([cell.named() for cell in cells])
    return models[1].probabilities(second_features(cells, judged))


@cache
def load_models() -> tuple[SoftmaxModel, SoftmaxModel]:
    """Return the two shipped models."""
    stored = load_json(*MODEL)
    return SoftmaxModel.of_stored(stored["first"]), SoftmaxModel.of_stored(stored["second"])


def _table_roles(
    table: Table, described: Sequence[CellFacts], shares: NDArray[np.float64]
) -> TableRoles:
    best = {
        (facts.cell.row, facts.cell.column): (ROLES[int(line.argmax())], float(line.max()))
        for facts, line in zip(described, shares, strict=True)
    }
    nothing: tuple[CellRole, float] = ("", 0.0)
    grid = [
        [best.get(cell.covered_by or (cell.row, cell.column), nothing) for cell in row]
        for row in table.rows
    ]
    return TableRoles(
        table,
        tuple(tuple(role for role, _ in row) for row in grid),
        tuple(tuple(round(share, 4) for _, share in row) for row in grid),
    )


def second_features(
    cells: Sequence[CellFacts], judged: NDArray[np.float64]
) -> list[dict[str, float]]:
    """Return what the second model reads: the first's judgement of a cell and those around it.

    Parameters
    ----------
    cells : sequence of CellFacts
        Cells of any documents, all those of each.
    judged : ndarray
        The first model's probabilities, one line a cell.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    at: dict[tuple[int, int, int], int] = {}
    for index, facts in enumerate(cells):
        for key in (*_groups(facts), ("table", id(facts.around))):
            groups[key].append(index)
        at[id(facts.around), facts.cell.row, facts.cell.column] = index
    totals = {key: judged[members].sum(axis=0) for key, members in groups.items()}
    rows = []
    for index, facts in enumerate(cells):
        table, cell = id(facts.around), facts.cell
        row = facts.summary()
        _add(row, "cell", judged[index])
        _add(row, "table", totals["table", table] / len(groups["table", table]))
        for key in _groups(facts):
            others = len(groups[key]) - 1
            if others:
                _add(row, str(key[0]), (totals[key] - judged[index]) / others)
        for side, down, right in (("up", -1, 0), ("down", 1, 0), ("left", 0, -1), ("right", 0, 1)):
            beside = at.get((table, cell.row + down, cell.column + right))
            if beside is not None:
                _add(row, side, judged[beside])
        rows.append(row)
    return rows


def _groups(facts: CellFacts) -> tuple[tuple[object, ...], ...]:
    """Return what a cell shares with others: its row, its column, its words in this paper."""
    table, cell = id(facts.around), facts.cell
    return (
        ("row", table, cell.row),
        ("column", table, cell.column),
        ("same words", id(facts.around.scan), cell.text.lower()),
    )


def _add(row: dict[str, float], where: str, shares: NDArray[np.float64]) -> None:
    for role, share in zip(ROLES, shares.tolist(), strict=True):
        row[f"{where} {role}"] = share
