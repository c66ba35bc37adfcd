"""A correction as it is kept, and a change as a reader asks for it: frozen records, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from litscan.corpus.corrections.fields import fields_of, shown

__all__ = ["SCHEMA", "Action", "Change", "CorrectionRecord", "Status", "change_words", "describe"]

SCHEMA = "litscan.correction/1"
Action = Literal["set", "remove", "add"]
Status = Literal["applied", "agrees", "superseded", "orphaned", "unquoted"]


@dataclass(frozen=True, slots=True)
class Change:
    """What a reader asks for: one fact of a paper set, removed or added.

    Parameters
    ----------
    paper : str
        Key in the corpus.
    action : {"set", "remove", "add"}
    kind : str
        Key of the fact's kind in the public JSON; may be empty where `fact` is an address.
    fact : str
        The fact's address, or the beginning of it; empty to add one.
    values : mapping
        New values by flat field name (see `fields_of`).
    quote : str
        Words of the document that show it; they must stand there.
    at : tuple of (str, int), optional
        File and line of the quote, where it stands in several places.
    note, by : str
        Why, and who says so.
    where : str
        Where the reader wrote it (``facts.csv:12``), for messages.
    """

    paper: str
    action: Action
    kind: str = ""
    fact: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    quote: str = ""
    at: tuple[str, int] | None = None
    note: str = ""
    by: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """A correction as the corpus keeps it.

    Attributes
    ----------
    id : str
        Its own short id.
    paper : str
        Key of the paper.
    kind, fact : str
        Which fact, by kind and address.
    action : {"set", "remove", "add"}
    before, after : mapping or None
        Flat fields: of ``set``, those that change; of ``remove`` and ``add``, all of them.
    original : mapping
        The fact in the public JSON when it was first corrected, or as added: by it the fact is
        found again.
    evidence : list
        What the reader quotes for it, if anything.
    note, by, made : str
        Why, who, when (ISO 8601, UTC).
    status : str
        ``applied``; ``agrees``: the extractor says the same by now; ``superseded`` by a later
        correction of the same fact; ``orphaned``: the extractor no longer finds the fact, the
        reader's version stands on its quote; ``unquoted``: nor is the quote in the present text,
        and the correction waits without effect.
    """

    id: str
    paper: str
    kind: str
    fact: str
    action: Action
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    original: Mapping[str, Any]
    evidence: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    by: str = ""
    made: str = ""
    status: Status = "applied"

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the fields it sets; none where it is about the whole fact."""
        return tuple(self.after or ()) if self.action == "set" else ()

    def to_json(self) -> dict[str, Any]:
        """Return the public ``litscan.correction/1`` object."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "paper": self.paper,
            "kind": self.kind,
            "fact": self.fact,
            "action": self.action,
            "before": None if self.before is None else dict(self.before),
            "after": None if self.after is None else dict(self.after),
            "note": self.note,
            "by": self.by,
            "made": self.made,
            "status": self.status,
            "original": dict(self.original),
            "evidence": list(self.evidence),
        }

    def with_status(self, status: Status) -> CorrectionRecord:
        """Return the correction with another status."""
        return replace(self, status=status)


def describe(kind: str, values: Mapping[str, Any] | None) -> str:
    """Return flat fields on one line, those that hold something.

    Examples
    --------
    >>> describe("runs", {"count": 5, "seeds": [], "dispersion": "std"})
    'count=5, dispersion=std'
    """
    known = fields_of(kind)
    cells = {
        name: shown(known[name], value) for name, value in (values or {}).items() if name in known
    }
    short = {name: cell for name, cell in cells.items() if cell != ""}
    if not short and len(cells) == 1:
        return f"{next(iter(cells))}="
    return ", ".join(
        f"{name}={cell:.10g}" if isinstance(cell, float) else f"{name}={cell}"
        for name, cell in short.items()
    )


def change_words(record: CorrectionRecord) -> str:
    """Return on one line what a correction changes.

    Examples
    --------
    >>> one = CorrectionRecord("c1", "1608.08710", "runs", "runs", "set", {"count": None},
    ...                        {"count": 3}, {})
    >>> change_words(one)
    'count: nothing -> 3'
    """
    if record.action == "set":
        known = fields_of(record.kind)

        def cell(values: Mapping[str, Any] | None, name: str) -> str:
            value = (values or {}).get(name)
            text = shown(known[name], value) if name in known else value
            if isinstance(text, float):
                return f"{text:.10g}"
            return "nothing" if text == "" else str(text)

        return "; ".join(
            f"{name}: {cell(record.before, name)} -> {cell(record.after, name)}"
            for name in record.changed
        )
    words = {"remove": "removed", "add": "added"}[record.action]
    values = record.after if record.action == "add" else record.before
    return f"{words}: {describe(record.kind, values)}"
