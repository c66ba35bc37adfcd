"""Where a paper's unpruned networks fall among those of other papers.

Published accuracies of one unpruned network on one data set spread over points. A paper that
starts high ends high, whatever its pruning is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from litscan.rigor.across.known import printed_numbers
from litscan.rigor.base import Subject
from litscan.rigor.corpus_view import CorpusView, KnownResult, Place, own_dense

__all__ = ["Standing", "papers_showing_error_rate", "standings"]

FEWEST_PAPERS = 3
FAR, NEAR = 20.0, 3.0
"""In points: a number this far from the others' median is suspect, one this near is usual."""
_ACCURACIES = frozenset({"top1_accuracy", "top5_accuracy"})


@dataclass(frozen=True, slots=True)
class Standing:
    """An unpruned network's number beside those of other papers.

    Attributes
    ----------
    result : KnownResult
        The paper's number.
    papers : int
        How many other papers print one.
    lowest, highest : KnownResult
        The extremes of the others.
    percentile : float
        Share of the other papers whose number is lower, those that are equal counted half.
    """

    result: KnownResult
    papers: int
    lowest: KnownResult
    highest: KnownResult
    percentile: float

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        result = self.result
        return {
            "dataset": result.dataset,
            "architecture": result.architecture,
            "metric": result.metric,
            "unit": result.unit,
            "value": result.value,
            "papers": self.papers,
            "lowest": _extreme(self.lowest),
            "highest": _extreme(self.highest),
            "percentile": self.percentile,
            "evidence": [result.evidence.to_json()],
        }


def _extreme(result: KnownResult) -> dict[str, Any]:
    return {
        "value": result.value,
        "paper": result.paper,
        "evidence": [result.evidence.to_json()],
    }


def standings(subject: Subject) -> tuple[Standing, ...]:
    """Return where the paper's unpruned networks fall, for those that other papers use too."""
    corpus = subject.corpus
    if corpus is None:
        return ()
    found: dict[tuple[Place, float], Standing] = {}
    for result in own_dense(printed_numbers(subject)):
        place = result.place
        if place is None or (place, result.value) in found:
            continue
        others = [value for values in corpus.baselines(place).values() for value in values]
        others = [value for value in others if value.unit == result.unit]
        if others:
            found[place, result.value] = _standing(result, others, corpus.unpruned(place))
    return tuple(found[key] for key in sorted(found))


def _standing(result: KnownResult, others: list[KnownResult], field: list[KnownResult]) -> Standing:
    below = sum(one.value < result.value for one in field)
    equal = sum(one.value == result.value for one in field)
    return Standing(
        result,
        len(field),
        min(others, key=lambda one: one.value),
        max(others, key=lambda one: one.value),
        round(100 * (below + equal / 2) / len(field), 1),
    )


def papers_showing_error_rate(
    corpus: CorpusView, place: Place, value: float
) -> tuple[KnownResult, ...]:
    """Return other papers' numbers that show an unpruned accuracy to be an error rate, or none.

    Parameters
    ----------
    corpus : CorpusView
        The other papers.
    place : (str, str, str)
        Data set, network and measure.
    value : float
        What is printed as accuracy, in percent.

    Examples
    --------
    >>> from litscan.rigor.across.made import papers_printing
    >>> place = ("ImageNet", "VGG-16", "top5_accuracy")
    >>> corpus = papers_printing(place, 88.4, 89.9, 90.8)
    >>> len(papers_showing_error_rate(corpus, place, 10.1))
    3
    >>> papers_showing_error_rate(corpus, place, 86.0)
    ()
    """
    field = corpus.unpruned(place)
    if place[2] not in _ACCURACIES or len(field) < FEWEST_PAPERS:
        return ()
    usual = median(one.value for one in field)
    if abs(value - usual) < FAR or abs(100 - value - usual) > NEAR:
        return ()
    return tuple(one for one in field if abs(one.value - usual) <= NEAR)
