"""A paper among the others of its corpus, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litscan.rigor.render.shorten import on_one_line

__all__ = ["AcrossView", "BaselineView", "ComparedView", "across_view"]

LONGEST = 200
MOST_ROWS = 60
_RELATIONS = ("changed", "re-run", "copied", "unknown")
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class BaselineView:
    """An unpruned network's number beside those of other papers."""

    network: str
    metric: str
    value: str
    place: str
    papers: int
    lowest: str
    highest: str
    percentile: str


@dataclass(frozen=True, slots=True)
class ComparedView:
    """A number printed of another method beside the method's own."""

    method: str
    network: str
    metric: str
    point: str
    value: str
    place: str
    relation: str
    theirs: str
    their_place: str
    paper: str


@dataclass(frozen=True, slots=True)
class AcrossView:
    """What the section shows; `more` counts the rows that are left out."""

    papers: int
    baselines: tuple[BaselineView, ...]
    compared: tuple[ComparedView, ...]
    counts: str
    more: int


def across_view(across: Mapping[str, Any]) -> AcrossView:
    """Return the section for the ``across`` object of a public audit."""
    compared = sorted(across["competitors"], key=lambda item: _RELATIONS.index(item["relation"]))
    counts = across["relations"]
    return AcrossView(
        papers=across["papers"],
        baselines=tuple(_baseline(item) for item in across["baselines"][:MOST_ROWS]),
        compared=tuple(_compared(item) for item in compared[:MOST_ROWS]),
        counts=", ".join(f"{counts[name]} {name}" for name in _RELATIONS if counts[name]),
        more=max(0, len(compared) - MOST_ROWS),
    )


def _network(item: Mapping[str, Any]) -> str:
    return f"{item['architecture']} on {item['dataset']}"


def _metric(item: Mapping[str, Any]) -> str:
    unit = "%" if item["unit"] == "percent" else item["unit"]
    words = item["metric"].replace("_", " ")
    return f"{words} ({unit})" if unit else words


def _cell(evidence: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Return the first quote and where it stands."""
    if not evidence:
        return "", ""
    first = evidence[0]
    return on_one_line(first["quote"], LONGEST), f"{first['file']}:{first['line']}"


def _baseline(item: Mapping[str, Any]) -> BaselineView:
    quote, place = _cell(item["evidence"])
    low, high = item["lowest"], item["highest"]
    return BaselineView(
        network=_network(item),
        metric=_metric(item),
        value=quote,
        place=place,
        papers=item["papers"],
        lowest=f"{low['value']:g} ({low['paper']})",
        highest=f"{high['value']:g} ({high['paper']})",
        percentile=f"{item['percentile']:g}",
    )


def _compared(item: Mapping[str, Any]) -> ComparedView:
    quote, place = _cell(item["evidence"])
    theirs, their_place = _cell(item["their_evidence"])
    point = item["operating_point"]
    level = "unpruned" if item["is_dense_baseline"] else ""
    if point and not level:
        unit = {"percent": "%", "factor": "×"}.get(point["unit"], f" {point['unit']}")
        level = f"{point['value']:g}{unit} {point['kind'].replace('_', ' ')}"
    return ComparedView(
        method=on_one_line(item["method"], LONGEST),
        network=_network(item),
        metric=_metric(item),
        point=level,
        value=quote,
        place=place,
        relation=item["relation"],
        theirs=theirs,
        their_place=their_place,
        paper=item["paper"],
    )
