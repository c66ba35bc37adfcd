"""What papers of a corpus print of networks: gains, unpruned accuracies, sizes and costs."""

from __future__ import annotations

from collections.abc import Sequence

from litscan.claims.confounders import counted_twice, spread_figure, steadier_sizes
from litscan.claims.corpus_view import CorpusView
from litscan.claims.figures import Figure
from litscan.claims.on_corpus import CAVEAT, NOTHING_READ
from litscan.claims.points import share_of_gains
from litscan.claims.verdict import Measurement

__all__ = [
    "corpus_baseline_spreads",
    "corpus_counting_of_flops",
    "corpus_flops_of_one_net",
    "corpus_gains",
    "corpus_steadier_parameters",
]

_DATASET = "ImageNet"


def corpus_baseline_spreads(corpus: CorpusView, *, top: int) -> Measurement:
    """Return how far the unpruned accuracies of the most reported pairs differ, over papers."""
    figures = _spreads(corpus, "top1_accuracy", "points")[:top]
    if not figures:
        return Measurement(None, 0, note="no pair has two baselines")
    return Measurement.of(*figures, note=CAVEAT)


def corpus_flops_of_one_net(corpus: CorpusView, *, top: int) -> Measurement:
    """Return the widest ratio of reported costs of one unpruned net, beside the most reported."""
    figures = _spreads(corpus, "flops", "factor")
    if not figures:
        return Measurement(None, 0, note="no unpruned net has costs in two papers")
    widest = max(figures, key=lambda figure: figure.value or 0.0)
    others = [figure for figure in figures[:top] if figure is not widest]
    return Measurement.of(widest, *others, note=CAVEAT)


def _spreads(corpus: CorpusView, metric: str, unit: str) -> list[Figure]:
    """Return the spread of each pair that two papers report, those of most papers first."""
    found = [
        ((dataset, architecture), values)
        for (dataset, architecture, measured), values in corpus.dense.items()
        if measured == metric and len(values) > 1
    ]
    ranked = sorted(found, key=lambda item: (-len(item[1]), item[0]))
    figures = [
        spread_figure("/".join(pair), {paper: [one] for paper, one in values.items()}, unit)
        for pair, values in ranked
    ]
    return [figure for figure in figures if figure.value is not None]


def _values(corpus: CorpusView, net: str, metric: str) -> dict[str, set[float]]:
    values = corpus.dense.get((_DATASET, net, metric), {})
    return {paper: {value} for paper, value in values.items()}


def corpus_counting_of_flops(
    corpus: CorpusView, *, nets: Sequence[str], low: float, high: float
) -> Measurement:
    """Return the ratio of reported costs of unpruned nets on ImageNet, as for the tables."""
    return counted_twice({net: _values(corpus, net, "flops") for net in nets}, low, high)


def corpus_steadier_parameters(corpus: CorpusView, *, nets: Sequence[str]) -> Measurement:
    """Return how far reported sizes of unpruned nets on ImageNet differ, as for the tables."""
    values = {net: (_values(corpus, net, "params"), _values(corpus, net, "flops")) for net in nets}
    return steadier_sizes(values)


def corpus_gains(corpus: CorpusView) -> Measurement:
    """Return the share of rows with a Top-1 change in which the pruned net is better."""
    changes = [paper.changes for paper in corpus.read if paper.changes]
    if not changes:
        note = "no row has a change of Top-1 accuracy" if corpus.read else NOTHING_READ
        return Measurement(None, 0, note=note)
    return Measurement.of(*share_of_gains(changes), note=CAVEAT)
