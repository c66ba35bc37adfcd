"""Which kinds of pruning a paper is about, by the words of its title and main sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from litscan.extraction.ground import Ground
from litscan.extraction.kinds_cues import KINDS
from litscan.extraction.pruned_things import prunes_something_else
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

_PRUNING = re.compile(
    r"\bprun(?:e|es|ed|er|ing)\b|\bsparsif|\bsparse(?:ly)? (?:\w+ )?(?:network|train|neural|model"
    r"|weight|sub-?network)|\blottery tickets?\b"
    r"|\b(?:weight|network|model|filter|channel) sparsity",
    re.IGNORECASE,
)
_FEWEST_IN_METHOD = 3
_LONGEST_TERM = 60


def _is_about_pruning(ground: Ground) -> bool:
    """Whether title or abstract speak of pruning, or the method's section does so repeatedly."""
    document = ground.document
    abstract = document.quote(document.abstract) if document.abstract else ""
    if _PRUNING.search(document.title_text) or _PRUNING.search(abstract):
        return True
    roles = ("method",) if abstract else ("abstract", "introduction", "method", "other")
    found = (
        match
        for stretch in ground.scan.zones.stretches(*roles)
        for match in _PRUNING.finditer(document.text, stretch.start, stretch.end + _LONGEST_TERM)
        if match.start() < stretch.end
    )
    return len(list(islice(found, _FEWEST_IN_METHOD))) == _FEWEST_IN_METHOD


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
    """Return the kinds that weigh at least a quarter of the strongest, and two at least.

    A paper that is not about pruning has none.
    """
    if not _is_about_pruning(ground) or prunes_something_else(ground.document):
        return ()
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
