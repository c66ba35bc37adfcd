"""Data sets, networks, methods, metrics, tasks, devices and software, and the part each plays.

A data set or network is *evaluated* when it stands in a results table, in a caption of the
experiments, or in a sentence of the experiments that trains, prunes or tests on it; else it is
*mentioned*. Confidence is 0.95 for a table, 0.85 for a caption, 0.75 for a sentence, 0.5 where
only abstract or introduction say so and the experiments name it; 0.5 for a mention.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from litscan.document.model import Evidence
from litscan.extraction.comparisons import Comparison
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import Sighting
from litscan.extraction.own import normal
from litscan.extraction.records import Entity, EntityKind, EntityRole

__all__ = ["find_entities"]

_MOST_EVIDENCE = 3
_TABLE, _CAPTION, _SENTENCE, _WEAK, _MENTION = 0.95, 0.85, 0.75, 0.5, 0.5


@dataclass
class _Support:
    """What speaks for an entity's being evaluated, strongest first."""

    surfaces: set[str] = field(default_factory=set)
    best: float = 0.0
    evidence: list[tuple[float, int, Evidence]] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)

    def add(self, confidence: float, evidence: Evidence) -> None:
        self.best = max(self.best, confidence)
        self.evidence.append((-confidence, evidence.start, evidence))


def find_entities(ground: Ground, comparisons: Iterable[Comparison]) -> tuple[Entity, ...]:
    """Return the entities of a document, ordered by kind, role and name."""
    entities = [
        *_things(ground, "dataset"),
        *_things(ground, "architecture"),
        *_methods(ground, comparisons),
        *_others(ground),
    ]
    order = {"proposed": 0, "evaluated": 1, "compared": 2, "mentioned": 3}
    entities.sort(key=lambda entity: (entity.kind, order[entity.role], entity.name.lower()))
    return tuple(entities)


def _support(ground: Ground, kind: EntityKind) -> dict[str, _Support]:
    support: dict[str, _Support] = defaultdict(_Support)
    for sighting in ground.scan.sightings.items:
        if sighting.name.kind != kind or not _counts(ground, sighting):
            continue
        item = support[sighting.name.name]
        item.surfaces.add(" ".join(sighting.surface.split()))
        item.sightings.append(sighting)
        confidence = _sighting_confidence(ground, sighting)
        if confidence:
            item.add(confidence, ground.scan.sightings.evidence(sighting))
    for reading, value in ground.values():
        name = value.dataset if kind == "dataset" else value.architecture
        if name is not None and value.measure is not None and name in support:
            support[name].add(_TABLE, ground.document.cell_evidence(reading.table, value.cell))
    return support


def _counts(ground: Ground, sighting: Sighting) -> bool:
    """Whether a sighting may be the paper's own; text recognition moves floats into references."""
    if sighting.zone != "outside":
        return True
    return sighting.place == "caption" and ground.scan.zones.role_at(sighting.start) == "references"


def _sighting_confidence(ground: Ground, sighting: Sighting) -> float:
    sentence = ground.document.sentence_at(sighting.start)
    start = sentence.span.start if sentence else -1
    if start in ground.calibration_sentences and sighting.name.kind == "dataset":
        return 0.0
    if sighting.place == "caption":
        role = ground.scan.zones.role_at(sighting.start)
        return 0.0 if role in ("related_work", "checklist") else _CAPTION
    if sighting.place == "cell" or sighting.zone != "evidence":
        return 0.0
    attributes = sighting.name.attributes
    if attributes.get("generic") or attributes.get("domain") in ("any", "sequence"):
        return 0.0
    return _SENTENCE if start in ground.evaluation_sentences else 0.0


def _things(ground: Ground, kind: EntityKind) -> Iterator[Entity]:
    support = _support(ground, kind)
    evaluated = {name for name, item in support.items() if item.best >= _SENTENCE}
    for name, item in support.items():
        attributes = item.sightings[0].name.attributes
        bare = bool(attributes.get("generic")) and any(
            other != name and support[other].sightings[0].name.attributes.get("family") == name
            for other in evaluated
        )
        if name in evaluated and not bare:
            yield _entity(kind, name, item, "evaluated", item.best)
        else:
            sighting = item.sightings[0]
            item.add(_MENTION, ground.scan.sightings.evidence(sighting))
            yield _entity(kind, name, item, "mentioned", _MENTION)


def _entity(
    kind: EntityKind, name: str, item: _Support, role: EntityRole, confidence: float
) -> Entity:
    evidence: list[Evidence] = []
    for _, _, quote in sorted(item.evidence, key=lambda entry: entry[:2]):
        if quote not in evidence:
            evidence.append(quote)
        if len(evidence) == _MOST_EVIDENCE:
            break
    return Entity(
        kind, name, tuple(sorted(item.surfaces)), role, round(confidence, 2), tuple(evidence)
    )


def _methods(ground: Ground, comparisons: Iterable[Comparison]) -> Iterator[Entity]:
    own = {normal(name): name for name in ground.scan.own_names}
    for found in ground.scan.own:
        yield Entity("method", found.name, (found.name,), "proposed", 0.8, (found.evidence,))
    compared = set()
    for comparison in comparisons:
        if normal(comparison.method) in own:
            continue
        compared.add(comparison.method)
        yield Entity(
            "method",
            comparison.method,
            (comparison.method,),
            "compared",
            comparison.confidence,
            comparison.evidence,
        )
    for name, item in _support(ground, "method").items():
        if name in compared or normal(name) in own:
            continue
        item.add(_MENTION, ground.scan.sightings.evidence(item.sightings[0]))
        yield _entity("method", name, item, "mentioned", _MENTION)


def _others(ground: Ground) -> Iterator[Entity]:
    kinds: tuple[EntityKind, ...] = ("metric", "task", "hardware", "software")
    for kind in kinds:
        for name, item in _support(ground, kind).items():
            inside = [s for s in item.sightings if s.zone == "evidence"]
            sighting = (inside or item.sightings)[0]
            role: EntityRole = "evaluated" if inside else "mentioned"
            confidence = 0.7 if inside else _MENTION
            item.evidence.clear()
            item.add(confidence, ground.scan.sightings.evidence(sighting))
            yield _entity(kind, name, item, role, confidence)
