"""Data sets, networks, methods, metrics, tasks, devices and software, and the part each plays.

A data set or network is *evaluated* when it stands in a results table, in a caption of the
experiments, or in a sentence of the experiments that trains, prunes or tests on it; else text
that pruning is calibrated on is *calibration*, a network that the paper's own are held against is
*compared*, and all else is *mentioned*. The strongest place of a name gives its confidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from litscan.document.model import Evidence
from litscan.extraction.comparisons import Comparison
from litscan.extraction.confidence import confidence_of
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import Sighting
from litscan.extraction.own import normal
from litscan.extraction.records import Entity, EntityKind, EntityRole
from litscan.extraction.standing import Standing, Strength

__all__ = ["find_entities"]

_MOST_EVIDENCE = 3
_THINGS = ("dataset", "architecture")


@dataclass
class _Support:
    """What speaks for an entity's being evaluated, strongest first."""

    surfaces: set[str] = field(default_factory=set)
    best: Strength = Strength.NONE
    evidence: list[tuple[int, int, Evidence]] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)

    def add(self, strength: Strength, evidence: Evidence) -> None:
        self.best = max(self.best, strength)
        self.evidence.append((-strength, evidence.start, evidence))

    def only(self, evidence: Evidence) -> None:
        self.evidence = [(0, evidence.start, evidence)]


def find_entities(ground: Ground, comparisons: Iterable[Comparison]) -> tuple[Entity, ...]:
    """Return the entities of a document, ordered by kind, role and name."""
    entities = [
        *_things(ground, "dataset"),
        *_things(ground, "architecture"),
        *_methods(ground, comparisons),
        *_others(ground),
    ]
    order = {"proposed": 0, "evaluated": 1, "compared": 2, "calibration": 3, "mentioned": 4}
    entities.sort(key=lambda entity: (entity.kind, order[entity.role], entity.name.lower()))
    return tuple(entities)


def _support(ground: Ground, kind: EntityKind) -> dict[str, _Support]:
    standing = Standing(ground)
    support: dict[str, _Support] = defaultdict(_Support)
    for sighting in ground.scan.sightings.items:
        if sighting.name.kind != kind or not _counts(ground, sighting):
            continue
        item = support[sighting.name.name]
        item.surfaces.add(" ".join(sighting.surface.split()))
        item.sightings.append(sighting)
        strength = standing.strength(sighting) if kind in _THINGS else Strength.NONE
        if strength:
            item.add(strength, ground.scan.sightings.evidence(sighting))
    for reading, value in ground.values() if kind in _THINGS else ():
        name = value.dataset if kind == "dataset" else value.architecture
        if name in support and standing.tabled(reading, value, kind):
            support[name].add(
                Strength.TABLE, ground.document.cell_evidence(reading.table, value.cell)
            )
    return support


def _counts(ground: Ground, sighting: Sighting) -> bool:
    """Whether a sighting may be the paper's own; text recognition moves floats into references."""
    if sighting.zone != "outside":
        return True
    return sighting.place == "caption" and ground.scan.zones.role_at(sighting.start) == "references"


def _things(ground: Ground, kind: EntityKind) -> Iterator[Entity]:
    support = _support(ground, kind)
    standing = Standing(ground)
    evaluated = {name for name, item in support.items() if item.best}
    for name, item in support.items():
        if name in evaluated and not _stands_for_others(name, item, evaluated):
            yield _entity(kind, name, item, "evaluated", item.best.place)
            continue
        role, sighting = _lesser_role(standing, kind, item)
        item.only(ground.scan.sightings.evidence(sighting))
        yield _entity(kind, name, item, role, role)


def _stands_for_others(name: str, item: _Support, evaluated: Iterable[str]) -> bool:
    """Whether a bare family or a benchmark only sums up members that are evaluated themselves."""
    attributes = item.sightings[0].name.attributes
    if attributes.get("benchmark"):
        return any(member in evaluated for member in attributes.get("members", ()))
    if not (attributes.get("generic") or attributes.get("broad")):
        return False
    longer = re.compile(rf"(?i){re.escape(name)}[-\d .]|.*-{re.escape(name)}$")
    return any(longer.match(other) for other in evaluated if other != name)


def _lesser_role(
    standing: Standing, kind: EntityKind, item: _Support
) -> tuple[EntityRole, Sighting]:
    for sighting in item.sightings:
        if kind == "dataset" and sighting.zone != "outside" and standing.calibrates(sighting):
            return "calibration", sighting
        if kind == "architecture" and standing.is_compared(sighting):
            return "compared", sighting
    return "mentioned", item.sightings[0]


def _entity(kind: EntityKind, name: str, item: _Support, role: EntityRole, place: str) -> Entity:
    evidence: list[Evidence] = []
    for _, _, quote in sorted(item.evidence, key=lambda entry: entry[:2]):
        if quote not in evidence:
            evidence.append(quote)
        if len(evidence) == _MOST_EVIDENCE:
            break
    signal = f"{kind}/{place}"
    return Entity(
        kind,
        name,
        tuple(sorted(item.surfaces)),
        role,
        confidence_of(signal),
        tuple(evidence),
        signal=signal,
    )


def _methods(ground: Ground, comparisons: Iterable[Comparison]) -> Iterator[Entity]:
    own = {normal(name): name for name in ground.scan.own_names}
    for found in ground.scan.own:
        yield Entity(
            "method",
            found.name,
            (found.name,),
            "proposed",
            confidence_of("method/proposed"),
            (found.evidence,),
            signal="method/proposed",
        )
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
            signal=comparison.signal,
        )
    for name, item in _support(ground, "method").items():
        if name in compared or normal(name) in own:
            continue
        item.only(ground.scan.sightings.evidence(item.sightings[0]))
        yield _entity("method", name, item, "mentioned", "mentioned")


def _others(ground: Ground) -> Iterator[Entity]:
    kinds: tuple[EntityKind, ...] = ("metric", "task", "hardware", "software")
    for kind in kinds:
        for name, item in _support(ground, kind).items():
            inside = [s for s in item.sightings if s.zone == "evidence"]
            sighting = (inside or item.sightings)[0]
            role: EntityRole = "evaluated" if inside else "mentioned"
            item.only(ground.scan.sightings.evidence(sighting))
            yield _entity(kind, name, item, role, role)
