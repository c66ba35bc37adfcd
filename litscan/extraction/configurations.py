"""Which network the paper's own experiments run on which data set.

Pairs come from the numbers of results tables (confidence 0.95), and from captions and sentences
of the experiments that tie a network to a data set by grammar: ``ResNet-56 on CIFAR-10``,
``on ImageNet, we prune ResNet-50`` (0.85 and 0.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from litscan.document.model import Evidence, Span
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import quote_around
from litscan.extraction.records import Configuration, Entity
from litscan.extraction.ties import tied

__all__ = ["find_configurations"]

_MOST_EVIDENCE = 3


def find_configurations(ground: Ground, entities: Iterable[Entity]) -> tuple[Configuration, ...]:
    """Return the pairs whose two members are evaluated, ordered by data set and network."""
    evaluated = {(entity.kind, entity.name) for entity in entities if entity.role == "evaluated"}
    pairs: dict[tuple[str, str], list[tuple[float, int, Evidence]]] = {}
    for confidence, dataset, architecture, evidence in (*_from_tables(ground), *_from_text(ground)):
        if ("dataset", dataset) in evaluated and ("architecture", architecture) in evaluated:
            pairs.setdefault((dataset, architecture), []).append(
                (-confidence, evidence.start, evidence)
            )
    configurations = []
    for (dataset, architecture), found in sorted(pairs.items()):
        found.sort(key=lambda item: item[:2])
        quotes = tuple(dict.fromkeys(item[2] for item in found))[:_MOST_EVIDENCE]
        configurations.append(Configuration(dataset, architecture, -found[0][0], quotes))
    return tuple(configurations)


def _from_tables(ground: Ground) -> Iterator[tuple[float, str, str, Evidence]]:
    seen = set()
    for reading, value in ground.values():
        if value.dataset is None or value.architecture is None or value.measure is None:
            continue
        key = (reading.table.label, value.dataset, value.architecture)
        if key not in seen:
            seen.add(key)
            evidence = ground.document.cell_evidence(reading.table, value.cell)
            yield 0.95, value.dataset, value.architecture, evidence


def _from_text(ground: Ground) -> Iterator[tuple[float, str, str, Evidence]]:
    document, sightings, zones = ground.document, ground.scan.sightings, ground.scan.zones
    captions = {caption.span.start: caption.span for caption in document.captions}
    spans = [(span, True) for span in captions.values()]
    spans += [(s.span, False) for s in document.sentences if s.span.start not in captions]
    for span, is_caption in spans:
        found = sightings.within(span, "dataset", "architecture")
        if len(found) < 2 or zones.at(span.start) != "evidence":
            continue
        if not is_caption and span.start not in ground.evaluation_sentences:
            continue
        if span.start in ground.calibration_sentences:
            continue
        for architecture, dataset in tied(document.text, found):
            whole = Span(min(architecture.start, dataset.start), max(architecture.end, dataset.end))
            evidence = quote_around(document, whole, "caption" if is_caption else "text")
            confidence = 0.85 if is_caption else 0.7
            yield confidence, dataset.name.name, architecture.name.name, evidence
