"""Which network the paper's own experiments run on which data set.

Pairs come from the numbers of results tables, from captions and sentences of the experiments that
tie a network to a data set by grammar (``ResNet-56 on CIFAR-10``, ``on ImageNet, we prune
ResNet-50``), from tables whose numbers leave one of the two to a caption that names several, and
from what is said of a network under a heading that names one data set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from litscan.document.model import Evidence, Span
from litscan.extraction.confidence import confidence_of
from litscan.extraction.ground import Ground
from litscan.extraction.labels import read_label
from litscan.extraction.mentions import Place, Sighting, quote_around
from litscan.extraction.records import Configuration, Entity
from litscan.extraction.table_scope import pairs_in_scope
from litscan.extraction.ties import tied

__all__ = ["find_configurations"]

_MOST_EVIDENCE = 3
_PLACES = ("table", "caption", "scope", "sentence", "section")
_Found = tuple[str, str, str, Evidence]


def find_configurations(ground: Ground, entities: Iterable[Entity]) -> tuple[Configuration, ...]:
    """Return the pairs whose two members are evaluated, ordered by data set and network."""
    evaluated = {(entity.kind, entity.name) for entity in entities if entity.role == "evaluated"}
    pairs: dict[tuple[str, str], list[tuple[int, int, Evidence]]] = {}
    sources = (_from_tables(ground), _from_scope(ground), _from_text(ground))
    for place, dataset, architecture, evidence in (item for found in sources for item in found):
        known = ("dataset", dataset) in evaluated and ("architecture", architecture) in evaluated
        if known and _go_together(ground, dataset, architecture):
            pairs.setdefault((dataset, architecture), []).append(
                (_PLACES.index(place), evidence.start, evidence)
            )
    configurations = []
    for (dataset, architecture), found in sorted(pairs.items()):
        found.sort(key=lambda item: item[:2])
        quotes = tuple(dict.fromkeys(item[2] for item in found))[:_MOST_EVIDENCE]
        signal = f"configuration/{_PLACES[found[0][0]]}"
        configurations.append(
            Configuration(dataset, architecture, confidence_of(signal), quotes, signal=signal)
        )
    return tuple(configurations)


def _go_together(ground: Ground, dataset: str, architecture: str) -> bool:
    """Whether a network of one domain can run on a data set: no ResNet reads QQP."""
    data = ground.scan.vocabulary.lookup(dataset, "dataset")
    network = ground.scan.vocabulary.lookup(architecture, "architecture")
    if data is None or network is None or network.attributes.get("broad"):
        return True
    domains = {data.attributes.get("domain"), network.attributes.get("domain")}
    return domains != {"vision", "nlp"}


def _from_tables(ground: Ground) -> Iterator[_Found]:
    seen = set()
    for reading, value in ground.values():
        if value.dataset is None or value.architecture is None:
            continue
        if value.measure is None and not _is_coined(ground, value.dataset):
            continue
        key = (reading.table.label, value.dataset, value.architecture)
        if key not in seen:
            seen.add(key)
            evidence = ground.document.cell_evidence(reading.table, value.cell)
            yield "table", value.dataset, value.architecture, evidence


def _is_coined(ground: Ground, dataset: str) -> bool:
    name = ground.scan.vocabulary.lookup(dataset, "dataset")
    return name is not None and bool(name.attributes.get("coined"))


def _from_scope(ground: Ground) -> Iterator[_Found]:
    for reading in ground.result_tables:
        for dataset, architecture, cell in pairs_in_scope(ground, reading):
            yield "scope", dataset, architecture, ground.document.cell_evidence(reading.table, cell)


def _from_text(ground: Ground) -> Iterator[_Found]:
    document, sightings, zones = ground.document, ground.scan.sightings, ground.scan.zones
    captions = {caption.span.start: caption.span for caption in document.captions}
    spans = [(span, True) for span in captions.values()]
    spans += [(s.span, False) for s in document.sentences if s.span.start not in captions]
    for span, is_caption in spans:
        found = sightings.within(span, "dataset", "architecture")
        if not found or zones.at(span.start) != "evidence":
            continue
        if not is_caption and span.start not in ground.evaluation_sentences:
            continue
        if span.start in ground.calibration_sentences:
            continue
        place: Place = "caption" if is_caption else "text"
        for architecture, dataset in tied(document.text, found):
            whole = Span(min(architecture.start, dataset.start), max(architecture.end, dataset.end))
            evidence = quote_around(document, whole, place)
            yield (
                "caption" if is_caption else "sentence",
                dataset.name.name,
                architecture.name.name,
                evidence,
            )
        for network, name in _under_heading(ground, span, found):
            evidence = quote_around(document, network.span, place)
            yield "section", name, network.name.name, evidence


def _under_heading(
    ground: Ground, span: Span, found: Iterable[Sighting]
) -> Iterator[tuple[Sighting, str]]:
    """Yield the networks of a sentence that names no data set, with the one its heading names."""
    found = tuple(found)
    if not found or any(item.name.kind == "dataset" for item in found):
        return
    section = ground.document.section_at(span.start)
    if section is None:
        return
    datasets = read_label(section.title, ground.scan.vocabulary).datasets
    if len(datasets) == 1:
        yield from (
            (item, datasets[0]) for item in found if not item.name.attributes.get("generic")
        )
