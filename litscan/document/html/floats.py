"""Figures and tables while they are read: how captions open, which note speaks of which cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from litscan.document.model import Span, Table, TableNote

__all__ = ["CAPTION_OPENING", "Float", "FloatKind", "id_of", "kind_of_word", "table_note"]

FloatKind = Literal["table", "figure", "algorithm"]

CAPTION_OPENING = re.compile(
    r"\s*(?P<word>Table|Tab\.|Figure|Fig\.|Algorithm|Listing)\s*"
    r"(?P<number>[A-Z]?\.?\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-Z](?=[:.]))(?=[\s:.|]|$)"
    r"\s*[:.|–—-]*\s*",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"\s*([*†‡§¶#⋆∗♯]+|\(?[a-z\d]{1,2}\)|[a-z\d]{1,2}(?=[\s.:)A-Z]))[.:)]?\s*")


@dataclass(slots=True)
class Float:
    """A figure, table or algorithm being read.

    `tables` are the positions of its grids among the document's tables; `seen_tables` counts
    those too that were not read as grids.
    """

    kind: FloatKind | None
    number: str | None
    label: str | None
    caption: Span | None = None
    tables: list[int] = field(default_factory=list)
    notes: list[TableNote] = field(default_factory=list)
    seen_tables: int = 0


def table_note(shown: str, span: Span, tables: Sequence[Table]) -> TableNote:
    """Return prose under tables as a note: tied to cells if it begins with a mark they bear.

    Parameters
    ----------
    shown : str
        The prose.
    span : Span
        Its place.
    tables : sequence of Table
        The tables above it.
    """
    match = _NOTE_MARK.match(shown)
    known = {mark for table in tables for cell in table.cells() for mark in cell.marks}
    if match and match[1].strip("()") in known and match.end() < len(span):
        return TableNote(Span(span.start + match.end(), span.end), match[1].strip("()"))
    return TableNote(span)


def id_of(element: Any) -> str | None:
    """Return an element's id, or that of a wrapper that holds nothing beside it."""
    for holder in (element, element.getparent()):
        if holder is not None and (holder is element or len(holder) == 1) and holder.get("id"):
            return str(holder.get("id"))
    return None


def kind_of_word(word: str) -> FloatKind:
    """Return what the first word of a caption says it is a caption of."""
    lowered = word.lower()
    if lowered.startswith("tab"):
        return "table"
    return "figure" if lowered.startswith("fig") else "algorithm"
