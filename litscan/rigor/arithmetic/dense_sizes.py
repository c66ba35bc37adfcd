"""The printed sizes of unpruned networks: which cells are one, and of which network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from litscan.document.model import Evidence, Table
from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.tally import cells_of
from litscan.rigor.base import Subject
from litscan.rigor.reference_sizes import (
    Convention,
    Range,
    bounds,
    conventions_of_cost,
    references,
)

__all__ = ["DenseCost", "dense_costs", "dense_sizes", "possible_counts"]

_NAMED_BY_TABLE = frozenset({"heading", "label", "above", "caption"})
_OWN_HEADINGS = frozenset({"heading", "row"})
_NOT_THE_WHOLE = re.compile(
    r"\b(?:extra|additional|added|trainable|tunable|learnable|embedding|encoder|decoder|backbone"
    r"|head|conv\w*|layers?|per|training|train|search|reduc\w*|remov\w*|sav\w*|bits?|mask\w*"
    r"|ratio|relative|normali[sz]ed)\b|\bx\b|×(?!\s?10)|\d\s?[x×](?!\s?10)|\b[KMG]i?B\b"
    r"|\b(?:wide|width|thin|slim|half|double|small(?:er)?|large[rs]?|quantized|int8|teacher)\b",
    re.IGNORECASE,
)
_WIDTH = re.compile(r"(?<![\w.])[01]\.\d+\b")
_A_NETWORK = re.compile(r"(?:net|vgg|vit|bert|gpt|llama|incept|wrn)\w*[-\s]?v?\d", re.IGNORECASE)
_MILLIONS = re.compile(r"\bmillions?\b", re.IGNORECASE)
_SCALES = (1e3, 1e6, 1e9)
_LARGEST_BARE = 1e5
_SAYS_MACS = re.compile(r"\b[GM]?MACC?s?\b|mult\w*[- ]?adds?|\bm-?adds?\b", re.IGNORECASE)


def dense_sizes(subject: Subject, measure: str) -> Iterator[tuple[Table, ValueReading]]:
    """Yield the cells that print a size of a known network before anything was pruned.

    Parameters
    ----------
    subject : Subject
        The paper.
    measure : str
        ``params`` or ``flops``.
    """
    for reading in subject.readings:
        for value in reading.values:
            if value.measure != measure or value.measure_from not in _OWN_HEADINGS:
                continue
            if not (value.is_dense or value.stage == "original") or value.stage == "change":
                continue
            if value.architecture_from not in _NAMED_BY_TABLE or value.quantity.value <= 0:
                continue
            if not references(value.architecture) or value.quantity.unit == "factor":
                continue
            if _is_another(reading.table, value):
                continue
            yield reading.table, value


def _is_another(table: Table, value: ValueReading) -> bool:
    """Whether words say that a part was counted, another width, or another network.

    A label such as ``ResNet-50`` in a row that stands under another network's name is its own.
    """
    label = f"{value.method or ''} {' '.join(table.row_path(value.cell.row))}"
    words = f"{header(table, value.cell)} {label}"
    if _NOT_THE_WHOLE.search(words) or _WIDTH.search(label):
        return True
    return value.architecture_from in ("above", "caption") and bool(_A_NETWORK.search(label))


def possible_counts(table: Table, value: ValueReading) -> tuple[Range, ...]:
    """Return the counts that a printed size may stand for.

    More than one where neither the cell nor its header says whether millions are meant.
    """
    quantity = value.quantity
    if quantity.scale != 1 or quantity.value >= _LARGEST_BARE:
        return (bounds(quantity),)
    if _MILLIONS.search(header(table, value.cell)):
        return (bounds(replace(quantity, scale=1e6)),)
    return tuple(bounds(replace(quantity, scale=scale)) for scale in _SCALES)


@dataclass(frozen=True, slots=True)
class DenseCost:
    """A printed cost of an unpruned network and the count it is.

    `says_macs` tells whether its own headings speak of multiply-accumulates.
    """

    value: ValueReading
    convention: Convention
    says_macs: bool
    evidence: tuple[Evidence, ...]


def dense_costs(subject: Subject) -> tuple[list[DenseCost], list[str]]:
    """Return the costs of unpruned networks whose count is decided, and doubts about others.

    A cost is decided where it fits the known multiply-accumulates of its network, or twice as
    many, and not both.
    """
    decided: list[DenseCost] = []
    doubts: list[str] = []
    for table, value in dense_sizes(subject, "flops"):
        fits: set[Convention] = set()
        for count in possible_counts(table, value):
            fits |= conventions_of_cost(value.architecture, count, value.dataset)
        if len(fits) == 1:
            says = bool(_SAYS_MACS.search(header(table, value.cell)))
            decided.append(DenseCost(value, fits.pop(), says, cells_of(subject, table, value)))
        else:
            doubts.append(
                f"the {value.quantity.raw} operations of {value.architecture} fit "
                + ("either count" if fits else "no known form at the usual input")
            )
    return decided, doubts
