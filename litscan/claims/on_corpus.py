"""The meta-analysis's measures on a crawled, extracted corpus.

Only fully read papers on pruning with results of their own count, so that nothing is missing merely
because it was not read. What is a corpus's own choice of papers stays one: every figure says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from litscan.claims import fragmentation
from litscan.claims.blalock_rows import named_configurations, table_settings
from litscan.claims.comparability import share_of_pairs
from litscan.claims.corpus_view import CorpusView
from litscan.claims.figures import Figure, share_of
from litscan.claims.points import curve_sizes
from litscan.claims.reporting import ACCURACY, EFFICIENCY, share_with_both
from litscan.claims.verdict import Measurement

__all__ = [
    "CAVEAT",
    "NOTHING_READ",
    "corpus_comparable_pairs",
    "corpus_datasets_a_paper",
    "corpus_distinct",
    "corpus_metric_kinds",
    "corpus_metric_profiles",
    "corpus_pairs_a_paper",
    "corpus_pairs_used_by",
    "corpus_papers_on_common_pairs",
    "corpus_papers_with_spread",
    "corpus_points_a_curve",
    "corpus_share_comparing_to",
    "corpus_single_use",
    "corpus_size_and_cost",
    "corpus_stated_runs",
    "corpus_top1_and_top5",
    "corpus_top_pairs",
    "corpus_use_of_datasets",
]

CAVEAT = "the papers are this corpus's selection, later ones included"
NOTHING_READ = "no paper on pruning with results of its own, all of it read, is in the corpus"


def _noted(*figures: Figure) -> Measurement:
    empty = figures[0].value is None
    return Measurement.of(*figures, note=NOTHING_READ if empty else CAVEAT)


def _pairs(corpus: CorpusView) -> dict[str, frozenset[tuple[str, str]]]:
    return {paper.key: paper.pairs for paper in corpus.read if paper.pairs}


def corpus_share_comparing_to(corpus: CorpusView, *, number: int) -> Measurement:
    """Return the share of read papers that compare to exactly `number` other methods."""
    compared = list(corpus.compared.values())
    return _noted(share_of(f"compare to exactly {number}", compared.count(number), len(compared)))


def corpus_distinct(corpus: CorpusView, *, what: str) -> Measurement:
    """Return the number of distinct datasets, architectures or pairs."""
    pairs = _pairs(corpus)
    if not pairs:
        return Measurement(None, 0, note=NOTHING_READ)
    return _noted(fragmentation.distinct(pairs, what, ""))


def corpus_top_pairs(corpus: CorpusView, *, top: int) -> Measurement:
    """Return how many papers use the most common pairs."""
    pairs = _pairs(corpus)
    ranked = sorted(fragmentation.pair_use(pairs).items(), key=lambda item: (-item[1], item[0]))
    figures = [Figure("/".join(pair), count, len(pairs)) for pair, count in ranked[:top]]
    return _noted(*figures) if figures else Measurement(None, 0, note=NOTHING_READ)


def corpus_pairs_used_by(
    corpus: CorpusView, *, papers: int, dataset: str = "", top: int = 0
) -> Measurement:
    """Return how many pairs at least so many papers use; of the `top` ones on a dataset, if given.

    Pairs used by as many papers as the last of the top count as in the top.
    """
    pairs = _pairs(corpus)
    if not pairs:
        return Measurement(None, 0, note=NOTHING_READ)
    return _noted(fragmentation.often_used(pairs, papers, dataset, top))


def corpus_single_use(corpus: CorpusView) -> Measurement:
    """Return the share of pairs used by one paper only."""
    return _caveated(fragmentation.share_of_single_use(_pairs(corpus)))


def corpus_pairs_a_paper(corpus: CorpusView, *, limit: int) -> Measurement:
    """Return the share of papers with at most `limit` pairs."""
    return _noted(*fragmentation.pairs_a_paper(_pairs(corpus), limit))


def corpus_datasets_a_paper(corpus: CorpusView, *, limit: int) -> Measurement:
    """Return the share of papers with at most `limit` datasets."""
    return _caveated(fragmentation.datasets_a_paper(_pairs(corpus), limit))


def corpus_use_of_datasets(corpus: CorpusView, *, datasets: Iterable[str]) -> Measurement:
    """Return the shares of papers that use some datasets."""
    pairs = _pairs(corpus)
    return _noted(*(one for name in datasets for one in fragmentation.use_of_dataset(pairs, name)))


def corpus_papers_on_common_pairs(corpus: CorpusView) -> Measurement:
    """Return the papers with numbers on one of six pairs on which another has them."""
    names = {old: new for new, olds in table_settings()["merged"].items() for old in olds}
    six = named_configurations("six")
    measured = {
        paper.key: {one for one in paper.measured if (one[0], names.get(one[1], one[1])) in six}
        for paper in corpus.read
    }
    shared = {
        key
        for key, found in measured.items()
        for other, theirs in measured.items()
        if other != key and found & theirs
    }
    if not measured:
        return Measurement(None, 0, note=NOTHING_READ)
    n = len(measured)
    name = "compared with another on one of six configurations"
    return _noted(Figure(f"papers {name}", len(shared), n), share_of(name, len(shared), n))


def corpus_papers_with_spread(corpus: CorpusView) -> Measurement:
    """Return the number of papers that give a spread, and their share."""
    hits, n = sum(paper.spread for paper in corpus.read), len(corpus.read)
    if not n:
        return Measurement(None, 0, note=NOTHING_READ)
    return _noted(Figure("papers with a spread", hits, n), share_of("share", hits, n))


def corpus_stated_runs(corpus: CorpusView) -> Measurement:
    """Return the share of papers that state their number of runs or seeds."""
    n = len(corpus.read)
    spread = share_of("give a spread, share", sum(paper.spread for paper in corpus.read), n)
    stated = sum(paper.runs for paper in corpus.read)
    return _noted(share_of("state runs or seeds, share", stated, n), spread)


def corpus_metric_kinds(corpus: CorpusView) -> Measurement:
    """Return the shares of papers that give each kind of metric."""
    n = len(corpus.read)
    counts = {
        "Top-1, share": sum(any(k == "top1" for _, k in p.accuracies) for p in corpus.read),
        "Top-5, share": sum(any(k == "top5" for _, k in p.accuracies) for p in corpus.read),
        "parameters, share": sum("parameters" in paper.efficiency for paper in corpus.read),
        "FLOPs, share": sum("flops" in paper.efficiency for paper in corpus.read),
    }
    return _noted(*(share_of(name, count, n) for name, count in counts.items()))


def corpus_size_and_cost(corpus: CorpusView) -> Measurement:
    """Return the share of papers with any efficiency metric that give both size and cost."""
    kinds = {paper.key: paper.efficiency for paper in corpus.read}
    return _noted(*share_with_both(kinds, EFFICIENCY))


def corpus_top1_and_top5(corpus: CorpusView, *, dataset: str) -> Measurement:
    """Return the share of papers with accuracies on a dataset that give both ranks."""
    kinds = {
        paper.key: {kind for name, kind in paper.accuracies if name == dataset}
        for paper in corpus.read
    }
    return _noted(*share_with_both(kinds, ACCURACY))


def corpus_metric_profiles(corpus: CorpusView) -> Measurement:
    """Return the number of distinct sets of (metric, efficiency kind)."""
    found = [frozenset((one[2], one[3]) for one in paper.measured) for paper in corpus.read]
    given = [profile for profile in found if profile]
    if not given:
        return Measurement(None, 0, note=NOTHING_READ)
    return _noted(Figure("sets of metrics", len(set(given)), len(given), "sets"))


def corpus_points_a_curve(corpus: CorpusView) -> Measurement:
    """Return the share of curves with at most three operating points."""
    return _noted(*curve_sizes([paper.curves for paper in corpus.read], ""))


def corpus_comparable_pairs(corpus: CorpusView) -> Measurement:
    """Return the share of pairs of papers with a configuration and both metrics in common."""
    measured = {paper.key: set[object](paper.measured) for paper in corpus.read}
    return _noted(share_of_pairs("share a pair and both metrics, share", measured))


def _caveated(found: Measurement) -> Measurement:
    note = CAVEAT if found.value is not None else NOTHING_READ
    return replace(found, note=note)
