"""A paper among the others of its corpus: its baselines, and the numbers it prints of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litscan.rigor.across.baselines import Standing, standings
from litscan.rigor.across.competitors import Compared, Relation, compared_numbers
from litscan.rigor.base import Subject

__all__ = ["Across", "Compared", "Relation", "Standing", "look_across"]


@dataclass(frozen=True, slots=True)
class Across:
    """What an audit says of a paper beside its findings, where the corpus is known.

    `papers` counts the other papers; `baselines` tells where the paper's unpruned networks fall
    among theirs; `competitors` sets numbers printed of others against those of their own papers.
    """

    papers: int
    baselines: tuple[Standing, ...]
    competitors: tuple[Compared, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        counts = {
            str(relation): sum(item.relation is relation for item in self.competitors)
            for relation in Relation
        }
        return {
            "papers": self.papers,
            "baselines": [item.to_json() for item in self.baselines],
            "relations": counts,
            "competitors": [item.to_json() for item in self.competitors],
        }


def look_across(subject: Subject) -> Across | None:
    """Return what the other papers of the corpus say of a paper's numbers; None without one."""
    if subject.corpus is None:
        return None
    return Across(subject.corpus.papers, subject.once(standings), subject.once(compared_numbers))
