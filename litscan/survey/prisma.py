"""The flow of papers from what was found to what a review rests on, as PRISMA 2020 counts it.

PRISMA (Page et al. 2021, doi:10.1136/bmj.n71) asks a review to say how many records were found
where, how many were left out at each step and why, and what remained. Every number here is counted
from the corpus, and those of a step add up to those of the step before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from litscan.version import __version__

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.corpus.standings import Standing

__all__ = ["Flow", "SourceCount", "Step", "prisma_flow"]

OTHER_WAYS = "imported, or from runs that kept no account"
_DUPLICATES = "duplicates: known already when they came"
_REASONS_OF_FETCHES: Mapping[str, str] = {
    "no_text": "arXiv has no text of it",
    "withdrawn": "withdrawn",
    "unsafe": "what came was an archive beyond all bounds",
    "too_large": "what came was too large",
    "unreadable": "what came could not be read",
    "unanswered": "no usable answer yet",
}


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What one source was asked for and gave, over all runs; `new` were not known before."""

    source: str
    runs: int
    asked: int | None
    got: int
    new: int


@dataclass(frozen=True, slots=True)
class Step:
    """How many came to a step, and how many of them left the flow there, by reason."""

    entered: int
    left: Mapping[str, int] = field(default_factory=dict)

    @property
    def remained(self) -> int:
        """How many went on."""
        return self.entered - sum(self.left.values())


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow: what each source gave, and the steps in which records left.

    Attributes
    ----------
    sources : tuple of SourceCount
        By name; last those that came in without a run.
    identified, screened, sought, assessed : Step
        Records found; titles and abstracts screened; full texts sought; full texts read.
    several_sources : int
        Papers that more than one source gave.
    decided : int
        Papers that a person decided on.
    threshold : float
        Probability from which a paper is kept where nobody decided.
    """

    sources: tuple[SourceCount, ...]
    identified: Step
    screened: Step
    sought: Step
    assessed: Step
    several_sources: int
    decided: int
    threshold: float

    @property
    def included(self) -> int:
        """How many papers the review rests on."""
        return self.assessed.remained

    def to_json(self) -> dict[str, Any]:
        """Return the flow as the public ``litscan.prisma/1`` object."""
        return {
            "schema": "litscan.prisma/1",
            "litscan_version": __version__,
            "identification": {
                "records": self.identified.entered,
                "sources": [asdict(source) for source in self.sources],
                "removed_before_screening": _parts(self.identified),
                "papers_of_several_sources": self.several_sources,
            },
            "screening": {
                "screened": self.screened.entered,
                "excluded": _parts(self.screened),
                "decided_by_a_person": self.decided,
                "threshold": self.threshold,
            },
            "retrieval": {"sought": self.sought.entered, "not_retrieved": _parts(self.sought)},
            "eligibility": {"assessed": self.assessed.entered, "excluded": _parts(self.assessed)},
            "included": {"papers": self.included},
        }  # fmt: skip


def prisma_flow(corpus: Corpus, threshold: float | None = None) -> Flow:
    """Return the flow of a corpus's papers.

    Parameters
    ----------
    corpus : Corpus
    threshold : float, optional
        Probability of relevance from which a paper is kept; the model's own by default.

    Examples
    --------
    >>> import tempfile
    >>> from litscan.corpus import Corpus, PaperRecord
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
    ...         paper = PaperRecord("bib/x", title="Pruning", relevance=0.9)
    ...         added = corpus.add_papers([paper])
    ...         flow = prisma_flow(corpus, threshold=0.5)
    >>> flow.sought.entered, dict(flow.sought.left), flow.included
    (1, {'not on arXiv, no file given': 1}, 0)
    """
    if threshold is None:
        from litscan.collect.relevance import load_relevance_model

        threshold = load_relevance_model().threshold
    papers = several = decided = sought = assessed = 0
    unscreened, excluded = Counter[str](), Counter[str]()
    not_retrieved, unused = Counter[str](), Counter[str]()
    for paper in corpus.standings():
        papers += 1
        several += paper.sources > 1
        decided += bool(paper.decision)
        if reason := _why_unscreened(paper):
            unscreened[reason] += 1
        elif reason := _why_excluded(paper, threshold):
            excluded[reason] += 1
        elif reason := _why_not_retrieved(paper):
            sought += 1
            not_retrieved[reason] += 1
        else:
            sought, assessed = sought + 1, assessed + 1
            if reason := _why_unused(paper):
                unused[reason] += 1
    sources, removed = _identified(corpus, papers)
    found = sum(source.got for source in sources)
    return Flow(
        sources,
        Step(found, _sorted(removed + unscreened)),
        Step(papers - unscreened.total(), _sorted(excluded)),
        Step(sought, _sorted(not_retrieved)),
        Step(assessed, _sorted(unused)),
        several,
        decided,
        threshold,
    )


def _identified(corpus: Corpus, papers: int) -> tuple[tuple[SourceCount, ...], Counter[str]]:
    """Return what the sources gave, and what of it made no new paper, so that both add up."""
    runs = corpus.collection_runs()
    removed: Counter[str] = Counter()
    by_source: dict[str, list[SourceCount]] = {}
    for run in runs.to_dict("records"):
        left = _left_out(run["position"])
        new = int(run["added"])
        got = max(int(run["received"]), new + left.total())
        removed += left
        removed[_DUPLICATES] += got - new - left.total()
        promised = run["promised"]
        asked = None if promised is None or promised != promised else int(promised)
        count = SourceCount(run["source"], 1, asked, got, new)
        by_source.setdefault(count.source, []).append(count)
    sources = [_together(by_source[name]) for name in sorted(by_source)]
    others = papers - sum(source.new for source in sources)
    removed[_DUPLICATES] += max(0, -others)
    if others > 0:
        sources.append(SourceCount(OTHER_WAYS, 0, None, others, others))
    return tuple(sources), +removed


def _left_out(position: Any) -> Counter[str]:
    """Return what a run met and did not take, as it noted."""
    noted = position if isinstance(position, Mapping) else {}
    return +Counter(
        {
            "of other categories or days": int(noted.get("excluded") or 0),
            "records that could not be read": int(noted.get("skipped") or 0),
        }
    )


def _together(counts: list[SourceCount]) -> SourceCount:
    asked = [count.asked for count in counts if count.asked is not None]
    return SourceCount(
        counts[0].source,
        len(counts),
        sum(asked) if len(asked) == len(counts) else None,
        sum(count.got for count in counts),
        sum(count.new for count in counts),
    )


def _why_unscreened(paper: Standing) -> str:
    if paper.relevance is not None:
        return ""
    return "not screened yet" if paper.titled else "without a title to screen by"


def _why_excluded(paper: Standing, threshold: float) -> str:
    if paper.decision:
        said = " ".join(paper.reason.split()) or "no reason written"
        return f"by a person: {said}" if paper.decision == "exclude" else ""
    assert paper.relevance is not None
    if paper.relevance >= threshold:
        return ""
    if paper.relevance <= 0:
        return "by the model: no word of pruning or sparsity"
    return f"by the model: probability under {threshold:.2g}"


def _why_not_retrieved(paper: Standing) -> str:
    if paper.has_text:
        return ""
    if paper.outcome:
        return _REASONS_OF_FETCHES.get(paper.outcome, "its text was not kept")
    if not paper.on_arxiv:
        return "not on arXiv, no file given"
    return "withdrawn" if paper.withdrawn else "not asked for yet"


def _why_unused(paper: Standing) -> str:
    if paper.extracted:
        return ""
    return "the extractor failed on it" if paper.failed else "not extracted yet"


def _sorted(reasons: Counter[str]) -> dict[str, int]:
    return dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))


def _parts(step: Step) -> dict[str, Any]:
    reasons: Iterable[tuple[str, int]] = step.left.items()
    listed = [{"reason": reason, "records": count} for reason, count in reasons]
    return {"records": sum(step.left.values()), "reasons": listed}
