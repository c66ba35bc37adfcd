"""Which kinds of pruning a paper is about, by the words of its title and main sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from litscan.extraction.ground import Ground
from litscan.extraction.kinds_cues import KINDS
from litscan.extraction.records import Comparison, PruningKind

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


def _kinds_compared(ground: Ground, comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Yield the vocabulary's kind of each method whose numbers are compared, baselines left out."""
    known = {kind for kind, _ in KINDS}
    for comparison in comparisons:
        name = ground.scan.vocabulary.lookup(comparison.canonical or "", "method")
        if name is None or comparison.how != "table" or name.attributes.get("role"):
            continue
        kind = str(name.attributes.get("kind"))
        if kind in known:
            yield kind


def find_pruning_kinds(
    ground: Ground, comparisons: Iterable[Comparison]
) -> tuple[PruningKind, ...]:
    """Return the kinds that weigh at least a quarter of the strongest, and two at least."""
    weights: Counter[str] = Counter()
    for cue in ground.labelled("kind"):
        role = ground.scan.zones.role_at(cue.span.start)
        weights[cue.value] += _WEIGHT.get(role, 0)
    for kind, count in Counter(_kinds_compared(ground, comparisons)).items():
        if count > 1:
            weights[kind] += count
    title = ground.document.title_text
    for kind, pattern in KINDS:
        if pattern.search(title):
            weights[kind] += 12
    if not weights:
        return ()
    top = max(weights.values())
    chosen = {kind for kind, weight in weights.items() if weight >= max(2, top / 4)}
    return tuple(kind for kind, _ in KINDS if kind in chosen)  # type: ignore[misc]
