"""What the stored audits tell of printed numbers: which were copied, which ratios are unclear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from litscan.rigor.across.known import is_telling
from litscan.survey.table import Footnote

__all__ = ["CellPlace", "Provenance"]

CellPlace = tuple[str, str, str, int, int]
"""Paper, file, table, row and column."""
_FEWEST_COPIED = 2
_UNCLEAR: Mapping[str, frozenset[str]] = {
    "C07": frozenset(
        {"sparsity", "params_removed", "params_kept", "flops_removed", "flops_kept",
         "compression_ratio"}
    ),
    "C08": frozenset({"sparsity", "params_removed", "params_kept", "compression_ratio"}),
    "H02": frozenset({"speedup"}),
}  # fmt: skip
"""Checks of whether a ratio's definition is told, with the operating points that each is about."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Footnotes of numbers, by the place of the number's cell or by paper and measure."""

    copied: Mapping[CellPlace, str] = field(default_factory=dict)
    unclear: Mapping[tuple[str, str], tuple[Footnote, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, audits: Iterable[Mapping[str, Any]]) -> Provenance:
        """Return what audits tell, as ``Corpus.audits`` returns them.

        A number counts as copied from the method's own paper where two or more numbers of its row
        are those that the own paper prints, with three digits or more, and none is another.
        """
        copied: dict[CellPlace, str] = {}
        unclear: dict[tuple[str, str], list[Footnote]] = defaultdict(list)
        for audit in audits:
            paper = str(audit["paper"])
            copied.update(_copied(paper, (audit.get("across") or {}).get("competitors", ())))
            for finding in audit["findings"]:
                if finding["outcome"] not in ("fail", "partial"):
                    continue
                for kind in sorted(_UNCLEAR.get(finding["check"], ())):
                    unclear[paper, kind].append(_told(paper, finding))
        return cls(copied, {place: tuple(notes) for place, notes in unclear.items()})

    def copied_note(self, place: CellPlace) -> Footnote | None:
        """Return the footnote of a number that was copied, None for others."""
        source = self.copied.get(place)
        return (
            Footnote("Copied: the method's own paper prints the same", (source,))
            if source
            else None
        )


def _told(paper: str, finding: Mapping[str, Any]) -> Footnote:
    return Footnote(f"{finding['reason'].rstrip('.')} ({finding['check']}): of", (paper,))


def _copied(paper: str, numbers: Iterable[Mapping[str, Any]]) -> dict[CellPlace, str]:
    rows: dict[tuple[Any, ...], list[tuple[CellPlace, Mapping[str, Any]]]] = defaultdict(list)
    for number in numbers:
        for evidence in number["evidence"][:1]:
            cell = evidence["table"]
            if cell:
                row = (evidence["file"], cell["label"], cell["row"])
                place = (paper, evidence["file"], cell["label"], cell["row"], cell["column"])
                rows[*row, number["paper"]].append((place, number))
    found: dict[CellPlace, str] = {}
    for numbers_of_row in rows.values():
        same = [
            (place, number)
            for place, number in numbers_of_row
            if number["relation"] == "copied" and is_telling(number["evidence"][0]["quote"])
        ]
        if len(same) >= _FEWEST_COPIED and all(
            n["relation"] != "changed" for _, n in numbers_of_row
        ):
            found.update((place, str(number["paper"])) for place, number in same)
    return found
