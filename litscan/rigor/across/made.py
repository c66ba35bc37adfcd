"""Small made-up corpora that the checks' examples are written with."""

from __future__ import annotations

from litscan.document.model import Evidence, TablePlace
from litscan.extraction.records import OperatingPoint
from litscan.rigor.corpus_view import CorpusView, KnownPaper, KnownResult, Literature, Place

__all__ = ["made_result", "papers_printing"]


def made_result(
    paper: str,
    place: Place,
    value: float,
    *,
    method: str = "dense",
    point: OperatingPoint | None = None,
) -> KnownResult:
    """Return a number as a paper's table prints it: of its own method, or of no pruning."""
    quote = f"{value:g}"
    cell = Evidence(quote, "table", "", f"{paper}.tex", 1, 0, len(quote), TablePlace("t", 1, 1))
    dense, (dataset, network, metric) = method == "dense", place
    return KnownResult(
        paper, method, not dense, dense, dataset, network, metric, value, "percent", point, cell
    )


def papers_printing(place: Place, *values: float) -> CorpusView:
    """Return a corpus of papers that each print one number of an unpruned network.

    Examples
    --------
    >>> papers_printing(("ImageNet", "ResNet-50", "top1_accuracy"), 76.1, 76.2).papers
    2
    """
    keys = [f"made/{number}" for number in range(1, len(values) + 1)]
    pair = frozenset({place[:2]})
    return Literature.of(
        KnownPaper(key, pairs=pair, results=(made_result(key, place, value),))
        for key, value in zip(keys, values, strict=True)
    ).seen_by(None)
