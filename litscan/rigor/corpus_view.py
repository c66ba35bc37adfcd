"""What a check may know of the other papers of a corpus, as plain data.

Checks never touch the database. Whoever has one builds the `Literature` once for all papers and
gives each audit its `CorpusView`: the literature without the audited paper.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median_low

from litscan.document.model import Evidence
from litscan.extraction.records import Comparison, OperatingPoint, Result

__all__ = [
    "CorpusView",
    "KnownPaper",
    "KnownResult",
    "Literature",
    "Pair",
    "Place",
    "cited_keys",
    "comparable",
    "own_dense",
    "row_of",
    "same_title",
]

Pair = tuple[str, str]
Place = tuple[str, str, str]
"""Data set, network and measure."""
_COMPLEMENTS = {
    "top1_error": "top1_accuracy",
    "error": "top1_accuracy",
    "top5_error": "top5_accuracy",
}
_SAME = {"accuracy": "top1_accuracy"}
_SCALES = {"": 1.0, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
_USUAL = {"params": "M", "flops": "G"}
_LEAST_COUNT = 1e4
"""A smaller count without a unit was printed in millions or so, without saying it."""


@dataclass(frozen=True, slots=True)
class KnownResult:
    """A printed number of a paper in the corpus, in its printed and in a comparable form.

    Error rates are compared as accuracies, shares in percent, and plain accuracy as top-1;
    `metric` and `value` are the comparable form.
    """

    paper: str
    method: str
    own: bool
    is_dense: bool
    dataset: str | None
    architecture: str | None
    metric: str
    value: float
    unit: str
    point: OperatingPoint | None
    evidence: Evidence

    @classmethod
    def of(cls, paper: str, result: Result) -> KnownResult:
        """Return a result of a paper in its comparable form."""
        return cls(
            paper,
            result.method,
            result.own,
            result.is_dense_baseline,
            result.dataset,
            result.architecture,
            *comparable(result.metric, result.value, result.unit),
            result.operating_point,
            result.evidence[0],
        )

    @property
    def place(self) -> Place | None:
        """Data set, network and measure; None where one of them is not known."""
        if self.dataset is None or self.architecture is None:
            return None
        return self.dataset, self.architecture, self.metric


def comparable(metric: str, value: float, unit: str) -> tuple[str, float, str]:
    """Return a number's measure, value and unit in the form in which papers are compared.

    Examples
    --------
    >>> comparable("top1_error", 23.9, "percent")
    ('top1_accuracy', 76.1, 'percent')
    >>> comparable("accuracy", 0.934, "fraction")
    ('top1_accuracy', 93.4, 'percent')
    >>> comparable("flops", 312.0, "M")
    ('flops', 0.312, 'G')
    """
    if metric in _USUAL and unit in _SCALES and (unit or value >= _LEAST_COUNT):
        usual = _USUAL[metric]
        return metric, float(f"{value * _SCALES[unit] / _SCALES[usual]:.12g}"), usual
    if unit == "fraction":
        value, unit = round(100 * value, 6), "percent"
    if metric in _COMPLEMENTS and unit == "percent":
        return _COMPLEMENTS[metric], round(100 - value, 6), unit
    return _SAME.get(metric, metric), value, unit


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper of the corpus: when it appeared, its pairs of data set and network, its numbers.

    `measured` names, for each pair, the measures of quality and of how far was pruned that tables
    print of one and the same network that the paper pruned.
    """

    key: str
    title: str = ""
    date: str = ""
    pairs: frozenset[Pair] = frozenset()
    results: tuple[KnownResult, ...] = ()
    measured: Mapping[Pair, frozenset[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Literature:
    """The papers of a corpus by key; what is looked up often is computed once."""

    papers: Mapping[str, KnownPaper] = field(default_factory=dict)

    @classmethod
    def of(cls, papers: Iterable[KnownPaper]) -> Literature:
        """Return the literature that consists of some papers."""
        return cls({paper.key: paper for paper in papers})

    @cached_property
    def users(self) -> Mapping[Pair, int]:
        """How many papers report on each pair of data set and network."""
        return Counter(pair for paper in self.papers.values() for pair in paper.pairs)

    @cached_property
    def reporting(self) -> int:
        """How many papers report on any pair."""
        return sum(bool(paper.pairs) for paper in self.papers.values())

    @cached_property
    def baselines(self) -> Mapping[Place, Mapping[str, tuple[KnownResult, ...]]]:
        """The unpruned networks' own numbers by data set, network and measure, then by paper."""
        found: dict[Place, dict[str, list[KnownResult]]] = defaultdict(lambda: defaultdict(list))
        for key, paper in self.papers.items():
            for result in own_dense(paper.results):
                if result.place is not None and (result.unit or result.metric not in _USUAL):
                    found[result.place][key].append(result)
        return {
            place: {key: tuple(values) for key, values in by_paper.items()}
            for place, by_paper in found.items()
        }

    @cached_property
    def middles(self) -> Mapping[Place, Mapping[str, KnownResult]]:
        """One of each paper's unpruned numbers on a place: the middle one of those it prints."""
        return {
            place: {key: _middle(values) for key, values in sorted(by_paper.items())}
            for place, by_paper in self.baselines.items()
        }

    @cached_property
    def by_title(self) -> Mapping[str, str]:
        """Key by title, without regard to case, punctuation and spaces."""
        titles = {same_title(paper.title): key for key, paper in self.papers.items()}
        return {title: key for title, key in titles.items() if title}

    def seen_by(self, key: str | None) -> CorpusView:
        """Return what an audit of a paper may know: all papers but itself."""
        paper = self.papers.get(key or "")
        own = paper.pairs if paper else frozenset()
        users = self.users if not own else {**self.users, **{p: self.users[p] - 1 for p in own}}
        return CorpusView(self.reporting - bool(own), users, self, key)


@dataclass(frozen=True, slots=True)
class CorpusView:
    """The other papers of a corpus, as one paper's audit sees them.

    Attributes
    ----------
    papers : int
        How many other papers report on a pair of data set and network.
    users : mapping of (str, str) to int
        How many of them report on each pair, by canonical names.
    literature : Literature
        All papers, the audited one included.
    paper : str or None
        Key of the audited paper, if it is one of them.
    """

    papers: int
    users: Mapping[Pair, int]
    literature: Literature = field(default_factory=Literature)
    paper: str | None = None

    def baselines(self, place: Place) -> Mapping[str, tuple[KnownResult, ...]]:
        """Return the other papers' unpruned numbers on a place, by paper."""
        found = self.literature.baselines.get(place, {})
        return {key: values for key, values in found.items() if key != self.paper}

    def unpruned(self, place: Place) -> list[KnownResult]:
        """Return one unpruned number of each other paper on a place, by the papers' keys."""
        found = self.literature.middles.get(place, {})
        return [value for key, value in found.items() if key != self.paper]

    def cited(self, comparison: Comparison) -> KnownPaper | None:
        """Return the paper of the corpus that a compared method comes from, if it is here."""
        papers = self.literature.papers
        keys = cited_keys(self.paper or "", comparison.cited_arxiv_id, comparison.citation_key)
        titled = self.literature.by_title.get(same_title(comparison.cited_title or ""))
        for key in (*keys, titled):
            if key is not None and key in papers and key != self.paper:
                return papers[key]
        return None


def _middle(values: Sequence[KnownResult]) -> KnownResult:
    middle = median_low(value.value for value in values)
    return next(value for value in values if value.value == middle)


def cited_keys(
    citing: str, cited_arxiv_id: str | None, citation_key: str | None
) -> tuple[str, ...]:
    """Return the keys a cited paper may have: its arXiv id, or one in the citing's collection.

    Examples
    --------
    >>> cited_keys("shrinkbench/sss", None, "luo2017")
    ('shrinkbench/luo2017',)
    """
    collection, slash, _ = citing.partition("/")
    beside = f"{collection}/{citation_key}" if slash else None
    return tuple(key for key in (cited_arxiv_id, beside) if key)


def same_title(title: str) -> str:
    """Return what two spellings of one title have in common.

    Examples
    --------
    >>> same_title("Pruning Filters for {Efficient} ConvNets.")
    'pruningfiltersforefficientconvnets'
    """
    return "".join(letter for letter in title.casefold() if letter.isalnum())


def own_dense(results: Iterable[KnownResult]) -> list[KnownResult]:
    """Return the unpruned numbers that are the paper's own, not of a competitor's row.

    Tables with a column of baselines print one for each method; those beside a competitor's
    numbers are the competitor's.
    """
    kept = list(results)
    others = {
        row_of(result.evidence) for result in kept if not result.own and not result.is_dense
    } - {None}
    return [result for result in kept if result.is_dense and row_of(result.evidence) not in others]


def row_of(evidence: Evidence) -> tuple[str, str, int] | None:
    """Return the row of a table that a cell stands in, None for what stands in a sentence."""
    place = evidence.table
    return None if place is None else (evidence.file, place.label, place.row)
