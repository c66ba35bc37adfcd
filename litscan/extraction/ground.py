"""Everything the fact extractors read, put together once a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from litscan.document.model import Document
from litscan.extraction.cues import Cue, read_cues
from litscan.extraction.pipeline import Phrases, SentencesOn
from litscan.extraction.read_tables import read_tables
from litscan.extraction.readings import TableReading, ValueReading
from litscan.extraction.scan import Scan, scan_document

__all__ = ["Ground", "break_ground"]


@dataclass(frozen=True)
class Ground:
    """A document's names, cues and table readings: the ground that facts stand on."""

    scan: Scan
    cues: tuple[Cue, ...]
    readings: tuple[TableReading, ...]

    @property
    def document(self) -> Document:
        """The document."""
        return self.scan.document

    def labelled(self, *labels: str) -> Iterator[Cue]:
        """Yield the cues with one of these labels, in reading order."""
        return (cue for cue in self.cues if cue.label in labels)

    @cached_property
    def result_tables(self) -> tuple[TableReading, ...]:
        """The readings of tables that report results, related work's left out."""
        return tuple(
            reading
            for reading in self.readings
            if reading.kind in ("results", "ablation") and self._reports(reading)
        )

    @cached_property
    def cost_tables(self) -> tuple[TableReading, ...]:
        """The readings of tables of costs alone, the paper's own or the dense network's in them."""
        return tuple(
            reading
            for reading in self.readings
            if reading.kind == "other"
            and self._reports(reading)
            and any(value.own or value.is_dense for value in reading.values)
        )

    def _reports(self, reading: TableReading) -> bool:
        """Whether a table is the paper's own report.

        Text recognition moves floats into the references, so only related work and checklists
        disqualify a table, and related work not where the paper's own method stands in it.
        """
        role = self.scan.zones.role_at(reading.table.span.start)
        if role == "related_work":
            return any(value.own for value in reading.values)
        return role != "checklist"

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.document)

    @cached_property
    def evaluation_sentences(self) -> SentencesOn:
        """Starts of sentences that speak of evaluating, training or pruning something."""
        return SentencesOn(self._phrases, "evaluation")

    @cached_property
    def comparison_sentences(self) -> SentencesOn:
        """Starts of sentences that compare something with something else."""
        return SentencesOn(self._phrases, "comparison")

    @cached_property
    def calibration_sentences(self) -> SentencesOn:
        """Starts of sentences that speak of calibration data."""
        return SentencesOn(self._phrases, "calibration", stem="calibrat")

    def values(self) -> Iterator[tuple[TableReading, ValueReading]]:
        """Yield the values of the tables that report results."""
        for reading in self.result_tables:
            for value in reading.values:
                yield reading, value


def break_ground(document: Document) -> Ground:
    """Return the ground of a document."""
    scan = scan_document(document)
    return Ground(scan, read_cues(document), read_tables(document, scan))
