"""What a results table leaves open in its cells and its caption settles for all of them.

"Perplexity of pruned LLaMA-13B/30B" over columns of data sets, "on CIFAR-10 and CIFAR-100" over
rows of networks, networks of which one row alone is tied to the only data set around: no single
cell can be told to be one network's, but the pairs can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from litscan.document.model import Cell
from litscan.extraction.ground import Ground
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.mentions import Sighting
from litscan.extraction.readings import TableReading, ValueReading
from litscan.extraction.ties import tied

__all__ = ["pairs_in_scope"]

_PERPLEXITY = re.compile(r"perplexit|\bppl\b", re.IGNORECASE)
_OF_LANGUAGE = frozenset({"perplexity", "bpc", "bpb"})


def pairs_in_scope(ground: Ground, reading: TableReading) -> Iterator[tuple[str, str, Cell]]:
    """Yield data set, network and a cell of each pair that a table as a whole tells."""
    scope = _Scope(ground, reading)
    seen = set()
    for value in reading.values:
        if value.measure not in PERFORMANCE:
            continue
        for dataset, architecture in scope.pairs(value):
            if (dataset, architecture) not in seen:
                seen.add((dataset, architecture))
                yield dataset, architecture, value.cell


def _read_for_perplexity(ground: Ground) -> set[str]:
    """Return the texts that sentences of the experiments name beside perplexity."""
    document, sightings = ground.document, ground.scan.sightings
    names = set()
    for item in sightings.of("dataset"):
        if item.zone != "evidence" or item.name.attributes.get("task") != "language modelling":
            continue
        sentence = document.sentence_at(item.start)
        if sentence is None or (
            sentence.span.start in ground.calibration_sentences
            and item.name.attributes.get("corpus")
        ):
            continue
        if _PERPLEXITY.search(document.text, sentence.span.start, sentence.span.end):
            names.add(item.name.name)
    return names


class _Scope:
    """The names a table's captions give it, and those that stand in all of its cells."""

    def __init__(self, ground: Ground, reading: TableReading) -> None:
        self.ground = ground
        values = [value for value in reading.values if value.measure in PERFORMANCE]
        self.datasets = {value.dataset for value in values if value.dataset}
        self.architectures = {value.architecture for value in values if value.architecture}
        self.captioned: list[Sighting] = [
            item
            for span in ground.scan.captions_of(reading.table)
            for item in ground.scan.sightings.within(span, "dataset", "architecture")
        ]
        self.ties = {
            (data.name.name, network.name.name)
            for network, data in tied(ground.document.text, self.captioned)
        }

    def pairs(self, value: ValueReading) -> Iterable[tuple[str, str]]:
        """Return the pairs a number belongs to where its own cell names but one of the two."""
        if value.dataset and not value.architecture:
            return [(value.dataset, name) for name in self._networks(value.dataset)]
        if value.architecture and not value.dataset:
            return [(name, value.architecture) for name in self._data(value)]
        return ()

    def _networks(self, dataset: str) -> set[str]:
        named = self._captioned("architecture")
        tied_to = {network for data, network in self.ties if data == dataset}
        if named:
            return tied_to or named
        return self.architectures if len(self.architectures) == 1 else set()

    def _data(self, value: ValueReading) -> set[str]:
        tied_to = {data for data, network in self.ties if network == value.architecture}
        candidates = tied_to or self._captioned("dataset")
        if not candidates and len(self.datasets) == 1:
            candidates = {name for name in self.datasets if name}
        fitting = {name for name in candidates if self._fits(name, value.measure)}
        if not fitting and value.measure in _OF_LANGUAGE:
            spoken = _read_for_perplexity(self.ground)
            return spoken if len(spoken) == 1 else set()
        return fitting

    def _captioned(self, kind: str) -> set[str]:
        return {
            item.name.name
            for item in self.captioned
            if item.name.kind == kind and not item.name.attributes.get("generic")
        }

    def _fits(self, dataset: str, measure: str | None) -> bool:
        """Whether a measure is read on a data set: perplexity on texts, and accuracy on others."""
        name = self.ground.scan.vocabulary.lookup(dataset, "dataset")
        task = name.attributes.get("task") if name is not None else None
        return task is None or (task == "language modelling") == (measure in _OF_LANGUAGE)
