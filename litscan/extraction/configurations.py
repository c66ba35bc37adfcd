"""Which network the paper's own experiments run on which data set.

Pairs come from the numbers of results tables (confidence 0.95), and from captions and sentences
of the experiments that tie a network to a data set by grammar: ``ResNet-56 on CIFAR-10``,
``on ImageNet, we prune ResNet-50`` (0.85 and 0.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from litscan.document.model import Evidence, Span
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import Sighting, quote_around
from litscan.extraction.records import Configuration, Entity

__all__ = ["find_configurations"]

_MOST_EVIDENCE = 3
_FORWARD = re.compile(r"\b(?:on|for|over|using|with|from|to|in)\b|[-/(:@]|\btrained\b")
_BACKWARD = re.compile(
    r"\b(?:with|using|we|uses?|used|train|prune|evaluat\w*|test|consider|experiment\w*|adopt|apply"
    r"|results|for|of|and)\b|[:(]"
)
_LIST = re.compile(
    r"[\s,/&()]*(?:and|or|as well as|&)?[\s,/&()]*(?:\[[\d,\s]+\][\s,]*(?:and|or)?\s*)*"
)
_BACKBONE = re.compile(r"(?:\s?\[[\d,\s]+\])?\s?backbone")
_FARTHEST = 90


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
        if zones.at(span.start) != "evidence":
            continue
        if not is_caption and span.start not in ground.evaluation_sentences:
            continue
        if span.start in ground.calibration_sentences:
            continue
        found = _without_backbones(document.text, sightings.within(span, "dataset", "architecture"))
        for architecture, dataset in _tied(document.text, found):
            whole = Span(min(architecture.start, dataset.start), max(architecture.end, dataset.end))
            evidence = quote_around(document, whole, "caption" if is_caption else "text")
            confidence = 0.85 if is_caption else 0.7
            yield confidence, dataset.name.name, architecture.name.name, evidence


def _without_backbones(text: str, found: Sequence[Sighting]) -> list[Sighting]:
    """Leave out ``Y`` of ``X with a Y backbone``: the network that is run is ``X``."""
    kept: list[Sighting] = []
    for item in found:
        inside = (
            item.name.kind == "architecture"
            and _BACKBONE.match(text, item.end)
            and any(o.name.kind == "architecture" and item.start - o.end < 40 for o in kept)
        )
        if not inside:
            kept.append(item)
    return kept


def _runs(text: str, found: Sequence[Sighting]) -> list[list[Sighting]]:
    """Group neighbours of one kind that form a list into runs."""
    runs: list[list[Sighting]] = []
    for item in found:
        if runs and runs[-1][-1].name.kind == item.name.kind:
            between = text[runs[-1][-1].end : item.start]
            if item.start <= runs[-1][-1].end or (len(between) < 60 and _LIST.fullmatch(between)):
                runs[-1].append(item)
                continue
        runs.append([item])
    return runs


def _tied(text: str, found: Sequence[Sighting]) -> Iterator[tuple[Sighting, Sighting]]:
    runs = _runs(text, found)
    used: set[int] = set()
    for index, (left, right) in enumerate(pairwise(runs)):
        kinds = left[0].name.kind, right[0].name.kind
        between = text[left[-1].end : right[0].start]
        if kinds[0] == kinds[1] or len(between) > _FARTHEST or ";" in between:
            continue
        if kinds == ("architecture", "dataset") and _FORWARD.search(between):
            used.update((index, index + 1))
            yield from ((network, data) for network in left for data in right)
        elif (
            kinds == ("dataset", "architecture")
            and index not in used
            and _BACKWARD.search(between)
            and not _followed_by_dataset(text, runs, index + 1)
        ):
            used.add(index + 1)
            yield from ((network, data) for network in right for data in left)


def _followed_by_dataset(text: str, runs: Sequence[Sequence[Sighting]], index: int) -> bool:
    if index + 1 >= len(runs) or runs[index + 1][0].name.kind != "dataset":
        return False
    between = text[runs[index][-1].end : runs[index + 1][0].start]
    return len(between) <= 30 and bool(_FORWARD.search(between))
