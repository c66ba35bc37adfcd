"""Which kinds of pruning a paper is about, by the words of its title and main sections."""

from __future__ import annotations

from collections import Counter

from litscan.extract.ground import Ground
from litscan.extract.kinds_cues import KINDS
from litscan.extract.records import PruningKind

__all__ = ["find_pruning_kinds"]

_WEIGHT = {
    "abstract": 4,
    "introduction": 1,
    "method": 2,
    "experiments": 2,
    "results": 2,
    "other": 1,
    "background": 1,
}


def find_pruning_kinds(ground: Ground) -> tuple[PruningKind, ...]:
    """Return the kinds that weigh at least a quarter of the strongest, and two at least."""
    weights: Counter[str] = Counter()
    for cue in ground.labelled("kind"):
        role = ground.scan.zones.role_at(cue.span.start)
        weights[cue.value] += _WEIGHT.get(role, 0)
    title = ground.document.title_text
    for kind, pattern in KINDS:
        if pattern.search(title):
            weights[kind] += 12
    if not weights:
        return ()
    top = max(weights.values())
    chosen = {kind for kind, weight in weights.items() if weight >= max(2, top / 4)}
    return tuple(kind for kind, _ in KINDS if kind in chosen)  # type: ignore[misc]
