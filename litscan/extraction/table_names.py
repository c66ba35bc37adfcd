"""Names a table leaves to its surroundings: the network and data set of unlabelled cells.

Caption, sentences about the table, the names inside its grid, the section's title and, where the
experiments know only one, the whole paper are asked in this order; two answers are none. A data
set none of them tells may be the only one that the text ties to the network.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from litscan.document.model import Cell, Table
from litscan.extraction.scan import Scan

__all__ = ["TableNames"]

_MEASURE_OF_TASK = {
    "language modelling": "perplexity",
    "commonsense": "accuracy",
    "reading comprehension": "accuracy",
    "inference": "accuracy",
    "knowledge": "accuracy",
    "image classification": "accuracy",
}
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[MBmb]")


class TableNames:
    """The names that the cells of one table inherit."""

    def __init__(self, scan: Scan, table: Table) -> None:
        self.scan = scan
        self.table = table
        self.captions = tuple(scan.document.quote(span) for span in scan.captions_of(table))
        self.caption = "\n".join(self.captions)

    @cached_property
    def default_dataset(self) -> str | None:
        """The data set of cells whose labels name none."""
        return self._default("dataset")

    @cached_property
    def default_architecture(self) -> str | None:
        """The network of cells whose labels name none."""
        return self._default("architecture")

    def _default(self, kind: str) -> str | None:
        sightings, table, document = self.scan.sightings, self.table, self.scan.document
        captions = ([span] for span in self.scan.captions_of(table))
        for group in (*captions, list(self.scan.sentences_about(table))):
            names = Counter(
                item.name.name
                for span in group
                for item in sightings.within(span)
                if item.name.kind == kind
            )
            if len(names) == 1:
                return next(iter(names))
            if names:
                return None
        inside = {
            item.name.name
            for item in sightings.within(table.span)
            if item.name.kind == kind and not item.name.attributes.get("generic")
        }
        if len(inside) == 1:
            return next(iter(inside))
        if inside:
            return None
        section = document.section_at(table.span.start)
        if section is not None:
            label = self.scan.label(section.title)
            found = label.datasets if kind == "dataset" else label.architectures
            if len(found) == 1:
                return found[0]
        seen = {
            item.name.name
            for item in sightings.items
            if item.name.kind == kind and item.zone == "evidence"
        }
        return next(iter(seen)) if len(seen) == 1 else None

    def dataset_of(self, architecture: str | None, measure: str | None) -> str | None:
        """Return the one data set the text ties a network to, where its task has the measure.

        Where caption or grid name data sets, only those come into question.
        """
        ties = self.scan.datasets_of_networks.get(architecture or "", frozenset())
        named = self._datasets_named
        ties = ties & named if named else ties
        if len(ties) != 1:
            return None
        name = next(iter(ties))
        usual = self.measure_of(name)
        fits = usual is not None and (usual == "perplexity") == (measure == "perplexity")
        return name if fits else None

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
