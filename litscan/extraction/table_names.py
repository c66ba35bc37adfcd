"""Names a table leaves to its surroundings: the network and data set of unlabelled cells.

Caption, sentences about the table, the names inside its grid, the section's title and, where the
experiments know only one, the whole paper are asked in this order; two answers are none. A data
set none of them tells may be the only one that the text ties to the network.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from litscan.document.model import Cell, Table
from litscan.extraction.asides import named_aside
from litscan.extraction.mentions import Sighting
from litscan.extraction.readings import NameSource
from litscan.extraction.scan import Scan
from litscan.vocabulary.names import NameKind

__all__ = ["UNNAMED", "Named", "TableNames"]

_MEASURE_OF_TASK = {
    "language modelling": "perplexity",
    "commonsense": "accuracy",
    "reading comprehension": "accuracy",
    "inference": "accuracy",
    "knowledge": "accuracy",
    "image classification": "accuracy",
}
_OF_LANGUAGE = frozenset({"perplexity", "bpc"})
_TAKEN_APART = _OF_LANGUAGE | {"accuracy", "top1_accuracy", "top5_accuracy"}
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[MBmb]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name and what told it."""

    name: str | None
    source: NameSource


UNNAMED = Named(None, "none")


def _specific(scan: Scan, found: Iterable[Sighting]) -> set[str]:
    """Return what is named, without families of which a member is named, and aside remarks.

    ``ResNet-50`` makes ``ResNet`` idle; data that a network was calibrated or pre-trained on
    counts only where nothing else is named.
    """
    items = tuple(found)
    text = scan.document.text
    plain = [item for item in items if not named_aside(text, item.start)]
    names = [item.name for item in plain or items]
    families = {str(n.attributes.get("family")) for n in names if not n.attributes.get("generic")}
    return {n.name for n in names if not (n.attributes.get("generic") and n.name in families)}


class TableNames:
    """The names that the cells of one table inherit."""

    def __init__(self, scan: Scan, table: Table) -> None:
        self.scan = scan
        self.table = table
        self.captions = tuple(scan.document.quote(span) for span in scan.captions_of(table))
        self.caption = "\n".join(self.captions)

    @cached_property
    def default_dataset(self) -> Named:
        """The data set of cells whose labels name none."""
        return self._default("dataset")

    @cached_property
    def default_architecture(self) -> Named:
        """The network of cells whose labels name none."""
        return self._default("architecture")

    def _default(self, kind: NameKind) -> Named:
        for source, names in self._surroundings(kind):
            if len(names) == 1:
                return Named(next(iter(names)), source)
            if names and source != "section":
                return UNNAMED
        return UNNAMED

    def _surroundings(self, kind: NameKind) -> Iterator[tuple[NameSource, Collection[str]]]:
        """Yield the names that caption, talk, grid, section and paper give, nearest first."""
        for source, items in self._sightings_around(kind):
            if source == "paper":
                yield from self._in_section(kind)
            yield (
                source,
                _specific(self.scan, items)
                if source in ("caption", "talk")
                else {
                    item.name.name
                    for item in items
                    if source == "paper" or not item.name.attributes.get("generic")
                },
            )

    def _sightings_around(self, kind: NameKind) -> Iterator[tuple[NameSource, list[Sighting]]]:
        scan, table = self.scan, self.table
        for span in scan.captions_of(table):
            yield "caption", list(scan.sightings.within(span, kind))
        about = scan.sentences_about(table)
        yield "talk", [item for span in about for item in scan.sightings.within(span, kind)]
        yield "grid", list(scan.sightings.within(table.span, kind))
        yield "paper", [item for item in scan.sightings.of(kind) if item.zone == "evidence"]

    def _in_section(self, kind: NameKind) -> Iterator[tuple[NameSource, Collection[str]]]:
        section = self.scan.document.section_at(self.table.span.start)
        if section is not None:
            label = self.scan.label(section.title)
            yield "section", label.datasets if kind == "dataset" else label.architectures

    def dataset_of(self, architecture: str | None, measure: str | None) -> Named:
        """Return the data set the text ties to a network, or to perplexity, for a measure.

        Where caption or grid name data sets, only those come into question.
        """
        ties = self.scan.datasets_of_networks.get(architecture or "", frozenset())
        named = self._datasets_named
        ties = ties & named if named else ties
        if measure == "perplexity" and len(ties) != 1:
            ties = self.scan.perplexity_datasets
        if len(ties) != 1:
            return UNNAMED
        name = next(iter(ties))
        usual = self.measure_of(name)
        fits = usual is not None and (usual == "perplexity") == (measure == "perplexity")
        return Named(name, "text") if fits else UNNAMED

    def is_family(self, architecture: str | None) -> bool:
        """Return whether a network's name is a family's, that leaves size or depth open."""
        found = self.scan.vocabulary.lookup(architecture or "", "architecture")
        return found is not None and bool(found.attributes.get("generic"))

    def member(self, name: str | None, kind: NameKind) -> str | None:
        """Return the one member of a family that caption, talk or paper name, else the family."""
        found = self.scan.vocabulary.lookup(name, kind) if name else None
        if found is None or not found.attributes.get("generic"):
            return name
        family = found.attributes.get("family")
        for _, items in self._sightings_around(kind):
            members = {
                item.name.name
                for item in items
                if item.name.attributes.get("family") == family
                and not item.name.attributes.get("generic")
            }
            if members:
                return members.pop() if len(members) == 1 else name
        return name

    def measured_by(self, dataset: str | None, measure: str | None) -> bool:
        """Return whether a data set may be what a measure is taken on: no accuracy on WikiText."""
        if measure == "average":
            return False
        usual = self.measure_of(dataset) if dataset else None
        if usual is None or measure not in _TAKEN_APART:
            return True
        return (usual == "perplexity") == (measure in _OF_LANGUAGE)

    def domain(self, name: str | None) -> str | None:
        """Return what field a network or data set belongs to: ``vision``, ``nlp`` ..."""
        found = self.scan.vocabulary.lookup(name) if name else None
        return str(found.attributes.get("domain")) if found is not None else None

    @cached_property
    def _datasets_named(self) -> frozenset[str]:
        spans = (self.table.span, *self.scan.captions_of(self.table))
        return frozenset(
            item.name.name for span in spans for item in self.scan.sightings.within(span, "dataset")
        )

    def composed(self, path: Sequence[Cell], row_texts: Sequence[str]) -> str | None:
        """Return the network that a bare size (``7B``) and a family beside it make, or None."""
        sizes = [
            text.strip()
            for text in (*(cell.text for cell in reversed(path)), *row_texts)
            if _SIZE.fullmatch(text.strip().strip("()*"))
        ]
        if not sizes:
            return None
        stems = [cell.text for cell in path] + list(row_texts)
        stems += self._families
        for stem in stems:
            if stem.strip() == sizes[0]:
                continue
            for glue in ("-", " "):
                name = self.scan.vocabulary.lookup(f"{stem}{glue}{sizes[0]}", "architecture")
                if name is not None:
                    return name.name
        return None

    @cached_property
    def _families(self) -> tuple[str, ...]:
        return tuple(
            item.surface
            for caption in self.scan.captions_of(self.table)
            for item in self.scan.sightings.within(caption, "architecture")
        )

    def measure_of(self, dataset: str) -> str | None:
        """Return the measure of a data set's task, for headers that name the set alone."""
        name = self.scan.vocabulary.lookup(dataset, "dataset")
        if name is None:
            return None
        known = _MEASURE_OF_TASK.get(str(name.attributes.get("task")))
        return known or ("accuracy" if name.attributes.get("classes") else None)
