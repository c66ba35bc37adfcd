"""Prior pruning methods whose numbers stand beside the paper's own.

A label of a results table is a comparison when it is not the paper's own method and not the dense
network, and when something vouches for its being a method: a citation in the cell, an entry of
the vocabulary, or a citation beside the same name in the text. A bare factorisation ("SVD") prunes
nothing. Sentences of the experiments that compare count where the vocabulary knows the method.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litscan.document.model import Cell, Evidence, Table
from litscan.extraction.confidence import confidence_of
from litscan.extraction.ground import Ground
from litscan.extraction.labels import clean_method, is_dense, is_own
from litscan.extraction.own import normal
from litscan.extraction.pruned_things import prunes_something_else
from litscan.extraction.readings import TableReading
from litscan.extraction.records import Comparison

__all__ = ["Comparison", "find_comparisons"]

_PLACES = ("cited", "known", "plain", "cited_elsewhere", "text")
_PLAIN = re.compile(
    r"(?:l[12]|magnitude|random(?:ly)?|uniform magnitude|global magnitude|gradual magnitude|gmp)"
    r"(?:[\s-]*(?:norm|based|global|local|uniform|layer-?wise))*[\s-]*(?:prun\w+|filter|channel)?",
    re.IGNORECASE,
)
_SIZED = re.compile(r"\b\d+(?:\.\d+)?\s?[BM]\b|^\W*\d*\.?\d+\s?[x×]", re.IGNORECASE)
_FACTORISATION = re.compile(
    r"(?:(?:truncated|randomi[sz]ed|tensor|matrix)[\s-]+)?"
    r"(?:svd|singular value decomposition|tucker|cp[\s-]decomposition|factori[sz]ation"
    r"|low[\s-]rank(?:[\s-]+(?:approximation|factori[sz]ation|decomposition))?)",
    re.IGNORECASE,
)
_ABLATION_LABEL = re.compile(r"\bw/o\b|\bwithout\b|\bw/|\bwith\b|^\+|\bonly\b|^no\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    method: str
    canonical: str | None
    key: str | None
    place: str
    evidence: Evidence


def find_comparisons(ground: Ground) -> tuple[Comparison, ...]:
    """Return the compared methods of a document, ordered by name."""
    if prunes_something_else(ground.document):
        return ()
    grouped: dict[str, list[_Found]] = {}
    tabled = list(_from_tables(ground))
    known = {found.canonical for found in tabled}
    for found in (*tabled, *(f for f in _from_text(ground) if f.canonical not in known)):
        grouped.setdefault(normal(found.method), []).append(found)
    comparisons = [_merge(ground, items) for items in grouped.values()]
    return tuple(sorted(comparisons, key=lambda item: (item.method.lower(), item.how)))


def _merge(ground: Ground, items: list[_Found]) -> Comparison:
    best = min(items, key=lambda item: (_PLACES.index(item.place), item.evidence.start))
    signal = f"comparison/{best.place}"
    key = next((item.key for item in items if item.key), None)
    reference = ground.scan.reference(key)
    return Comparison(
        method=best.method,
        citation_key=key,
        cited_title=reference.title if reference else None,
        cited_arxiv_id=reference.arxiv_id.base if reference and reference.arxiv_id else None,
        how="text" if best.place == "text" else "table",
        confidence=confidence_of(signal),
        evidence=tuple(dict.fromkeys(item.evidence for item in items))[:3],
        canonical=best.canonical,
        signal=signal,
    )


def _method_cells(ground: Ground, reading: TableReading) -> Iterator[Cell]:
    seen = set()
    for value in reading.values:
        cell = value.method_cell
        if cell is not None and value.measure is not None and (cell.row, cell.column) not in seen:
            seen.add((cell.row, cell.column))
            yield cell
    axes = ground.scan.axes(reading.table)
    for line in axes.lines[:1]:
        for column in axes.value_columns:
            for cell in axes.path_cells(line, column):
                if (cell.row, cell.column) not in seen:
                    seen.add((cell.row, cell.column))
                    yield cell


def _from_tables(ground: Ground) -> Iterator[_Found]:
    for reading in ground.result_tables:
        method_cells = {
            (value.method_cell.row, value.method_cell.column)
            for value in reading.values
            if value.method_cell is not None
        }
        for cell in _method_cells(ground, reading):
            named = (cell.row, cell.column) in method_cells
            found = _judge(ground, reading.table, cell, is_method_cell=named)
            if found is not None:
                yield found


def _judge(ground: Ground, table: Table, cell: Cell, *, is_method_cell: bool) -> _Found | None:
    scan = ground.scan
    label = scan.label(cell.text)
    text = clean_method(
        label.rest if label.architectures and label.rest else cell.text, cell.citations
    )
    if not text or is_own(cell.text, scan.own_names) or is_dense(cell.text, label):
        return None
    if label.architectures and not label.methods and not clean_method(label.rest):
        return None
    if len(text) > 60 or not re.search(r"[A-Za-z].*[A-Za-z]|L\d|^[a-z]$", text, re.IGNORECASE):
        return None
    evidence = ground.document.cell_evidence(table, cell)
    if _SIZED.search(text) or _FACTORISATION.fullmatch(text):
        return None
    if scan.vocabulary.lookup(text, "software"):
        return None
    known = scan.vocabulary.lookup(text, "method") or scan.vocabulary.lookup(
        f"{text} pruning", "method"
    )
    if known or label.methods:
        canonical = known.name if known else label.methods[0] if len(label.methods) == 1 else None
        key = cell.citations[0] if cell.citations else _cited_elsewhere(ground, text, canonical)
        place = "cited" if cell.citations else "known"
        return _Found(text, canonical, key, place, evidence)
    if _PLAIN.fullmatch(text):
        return _Found(text, None, None, "plain", evidence)
    if not is_method_cell or _ABLATION_LABEL.search(text) or label.datasets:
        return None
    if cell.citations:
        return _Found(text, None, cell.citations[0], "cited", evidence)
    key = _cited_elsewhere(ground, text)
    return _Found(text, None, key, "cited_elsewhere", evidence) if key else None


def _cited_elsewhere(ground: Ground, text: str, canonical: str | None = None) -> str | None:
    for sighting in ground.scan.sightings.of("method") if canonical else ():
        if sighting.name.name == canonical:
            keys = ground.scan.keys_after(sighting.end)
            if keys:
                return keys[0]
    keys = ground.scan.keys_beside(text) if len(normal(text)) >= 2 else ()
    return keys[0] if keys else None


def _from_text(ground: Ground) -> Iterator[_Found]:
    scan = ground.scan
    named = (
        ground.document.sentence_at(sighting.start) for sighting in scan.sightings.of("method")
    )
    for start, span in {found.span.start: found.span for found in named if found}.items():
        if scan.zones.at(start) != "evidence" or start not in ground.comparison_sentences:
            continue
        for sighting in scan.sightings.within(span, "method"):
            if is_own(sighting.surface, scan.own_names):
                continue
            keys = scan.keys_after(sighting.end)
            yield _Found(
                sighting.name.name,
                sighting.name.name,
                keys[0] if keys else None,
                "text",
                scan.sightings.evidence(sighting),
            )
