"""Claims about how many papers a survey covers."""

from __future__ import annotations

from litscan.claims.blalock import BlalockTables
from litscan.claims.registry import Claim
from litscan.claims.verdict import Measurement

__all__ = ["blalock_paper_count", "example"]


def blalock_paper_count(tables: BlalockTables) -> Measurement:
    """Return the number of distinct papers; an exact count without interval."""
    return _count([paper.key for paper in tables.papers])


def _count(keys: list[str]) -> Measurement:
    distinct = len(set(keys))
    twice = len(keys) - distinct
    return Measurement(distinct, distinct, note=f"{twice} rows repeat a key" if twice else "")


def example(claim: Claim, *, supporting: bool) -> tuple[str, Measurement]:
    """Return made data in words, and what is measured on it."""
    number = int(claim.rule.value) - (0 if supporting else 1)
    return f"a table of {number} papers", _count([f"paper-{place}" for place in range(number)])
