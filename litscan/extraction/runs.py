"""How often the main experiments were repeated, with which seeds, and how spread is given.

Statements in experiments and appendix outrank those elsewhere; among several counts the one said
most often wins, then the one said first. What an appendix says of a side experiment, such as a
test of robustness, says nothing of the main ones; a reporting checklist is asked last, and only
what the authors answer of their runs. Spread counts as given where a results cell carries ``±``,
or where the text says what its error bars are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from litscan.document.model import Evidence
from litscan.extraction.cues import Cue
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import quote_around
from litscan.extraction.records import Dispersion, Runs

__all__ = ["find_runs"]

_SIDE = re.compile(r"\b(?:robust\w*|randomness|stabilit\w*|sensitivit\w*|ablat\w*)\b", re.I)
_OF_ALL = re.compile(
    r"\b(?:all|every|each|main|reported)(?: (?:of )?(?:our|the))? (?:\w+ )?"
    r"(?:experiment|result|number|table|figure)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"Justification:\s*\W{0,2}")


def find_runs(ground: Ground) -> Runs:
    """Return what a document states of its repetitions."""
    counts = [cue for cue in _usable(ground, "run_count") if not _of_side_experiment(ground, cue)]
    count = _best(ground, counts or _answered(ground))
    seeds = _best(ground, _usable(ground, "seeds"))
    kind, spread = _dispersion(ground)
    cues = [cue for cue in (count, seeds) if cue is not None]
    evidence = [quote_around(ground.document, cue.span) for cue in cues]
    evidence.extend(spread)
    number = int(count.value) if count else None
    values = tuple(seeds.value) if seeds else ()
    if number is None and len(values) > 1:
        number = len(values)
    return Runs(number, values, kind, tuple(dict.fromkeys(evidence)), tuple(spread))


def _usable(ground: Ground, label: str) -> list[Cue]:
    zones = ground.scan.zones
    return [
        cue
        for cue in ground.labelled(label)
        if zones.at(cue.span.start) != "outside" and zones.role_at(cue.span.start) != "background"
    ]


def _of_side_experiment(ground: Ground, cue: Cue) -> bool:
    """Whether a count stands under an appendix heading that names a test beside the main ones."""
    if ground.scan.zones.role_at(cue.span.start) != "appendix":
        return False
    section = ground.document.section_at(cue.span.start)
    named = section is not None and _SIDE.search(section.title)
    return bool(named) and not _OF_ALL.search(ground.document.quote(cue.sentence))


def _answered(ground: Ground) -> list[Cue]:
    """Return the counts that the authors' own answers in a reporting checklist state."""
    text, zones = ground.document.text, ground.scan.zones
    return [
        cue
        for cue in ground.labelled("run_count")
        if zones.role_at(cue.span.start) == "checklist"
        and _ANSWERED.search(text, max(cue.sentence.start - 16, 0), cue.span.start)
    ]


def _best(ground: Ground, cues: Sequence[Cue]) -> Cue | None:
    if not cues:
        return None
    zones = ground.scan.zones
    weights: Counter[object] = Counter()
    for cue in cues:
        role = zones.role_at(cue.span.start)
        weights[cue.value] += (
            1 if role == "appendix" else 2 if zones.at(cue.span.start) == "weak" else 3
        )
    top = max(weights.values())
    return next(cue for cue in cues if weights[cue.value] == top)


def _dispersion(ground: Ground) -> tuple[Dispersion, list[Evidence]]:
    cell = next(
        (
            ground.document.cell_evidence(reading.table, value.cell)
            for reading, value in ground.values()
            if value.quantity.uncertainty is not None and value.measure is not None
        ),
        None,
    )
    cues = _usable(ground, "dispersion")
    named = _best(ground, [cue for cue in cues if cue.value != "unnamed"])
    if named is not None:
        evidence = [quote_around(ground.document, named.span)]
        return named.value, evidence + ([cell] if cell else [])
    if cell is not None:
        return "unnamed", [cell]
    unnamed = _best(ground, cues)
    if unnamed is not None:
        return "unnamed", [quote_around(ground.document, unnamed.span)]
    return "none", []
