"""What the cells of each table name, as learned from labelled tables: a list a role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litscan.document.model import Document

if TYPE_CHECKING:
    from litscan.extraction.learned.cell_roles import CellRole, TableRoles

__all__ = ["draw_roles", "roles_record"]

_SHOWN: tuple[CellRole, ...] = ("dataset", "metric", "own", "compared")


def draw_roles(document: Document) -> str:
    """Return, for each table, the words of the cells that have a role, and how certain that is."""
    return "\n\n".join(_draw(roles) for roles in _roles(document))


def roles_record(document: Document) -> list[dict[str, Any]]:
    """Return the role of every cell of every table, row by row, with its probability."""
    return [
        {
            "label": roles.table.label,
            "number": roles.table.number,
            "roles": [list(row) for row in roles.roles],
            "certainty": [list(row) for row in roles.certainty],
        }
        for roles in _roles(document)
    ]


def _roles(document: Document) -> tuple[TableRoles, ...]:
    from litscan.extraction.learned.cell_roles import predict_cell_roles

    return predict_cell_roles(document)


def _draw(roles: TableRoles) -> str:
    lines = [f"Table {roles.table.number or roles.table.label}"]
    for role in _SHOWN:
        named: dict[str, float] = {}
        for cell in roles.cells(role):
            text = " ".join(cell.text.split())
            named[text] = max(named.get(text, 0.0), roles.certainty[cell.row][cell.column])
        told = ", ".join(f"{text} ({share:.2f})" for text, share in named.items())
        lines.append(f"  {role:<9} {told or '-'}")
    return "\n".join(lines)
