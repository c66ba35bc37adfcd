"""Which papers of the corpus arXiv is to be asked for, and how long that takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litscan.ids import ArxivId

if TYPE_CHECKING:
    from litscan.collect.session import PoliteSession
    from litscan.config import Settings
    from litscan.corpus import Corpus

__all__ = [
    "FetchPlan",
    "FetchQueue",
    "daily_budget",
    "fetch_plan",
    "fetch_queue",
    "next_day",
    "spent_note",
]

ARXIV_BUDGET = 400


@dataclass(frozen=True, slots=True)
class FetchQueue:
    """Papers to ask for, newest first, and how many are not asked for although they have no text.

    `withdrawn` were withdrawn; `without_text` were asked for, and arXiv had none that can be read.
    """

    wanted: tuple[ArxivId, ...]
    withdrawn: int
    without_text: int


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """What a run would ask for.

    Attributes
    ----------
    papers : int
        How many wait; of them `now` can be asked for today.
    requests : int
        Fewest requests for those; a paper without a source takes up to three.
    seconds : float
        The least time these take.
    days : int
        Days until the budget lets all have been asked for.
    """

    papers: int
    withdrawn: int
    without_text: int
    budget: int | None
    used: int
    now: int
    requests: int
    seconds: float
    days: int


def fetch_queue(corpus: Corpus, *, again: bool = False, revised: bool = False) -> FetchQueue:
    """Return the relevant papers without a text, as arXiv is to be asked for them.

    Papers of unknown relevance are left out; collecting and screening give every paper its own.
    Those that gave no usable answer last time come last.

    Parameters
    ----------
    again : bool
        Ask also for papers of which arXiv had no text last time.
    revised : bool
        Ask also for papers of which a later version appeared than the corpus has.
    """
    waiting: list[tuple[bool, str, ArxivId]] = []
    withdrawn = without_text = 0
    held, tried = _versions_held(corpus), _outcomes(corpus)
    for paper in _relevant(corpus):
        key, version = str(paper.key), _number(paper.version)
        if key in held and not (revised and 0 < held[key] < version):
            continue
        outcome = tried.get((key, version))
        if paper.withdrawn:
            withdrawn += 1
        elif outcome not in (None, "unanswered") and not again:
            without_text += 1
        else:
            arxiv_id = ArxivId(str(paper.arxiv_id), version or None)
            waiting.append((outcome != "unanswered", paper.submitted or "", arxiv_id))
    waiting.sort(key=lambda entry: (entry[0], entry[1], entry[2].base), reverse=True)
    return FetchQueue(tuple(entry[2] for entry in waiting), withdrawn, without_text)


def fetch_plan(
    corpus: Corpus,
    session: PoliteSession,
    base_url: str,
    queue: FetchQueue,
    *,
    limit: int | None = None,
    budget: int | None = None,
) -> FetchPlan:
    """Return what a run over a queue would ask for; nothing is asked."""
    from litscan.collect.gate import place_of

    papers, used = len(queue.wanted), corpus.taken_today(place_of(base_url))
    now = papers if limit is None else min(papers, limit)
    if budget is not None:
        now = min(now, max(0, budget - used))
    first = papers if budget is None else min(papers, max(0, budget - used))
    days = bool(first) + (-(-(papers - first) // budget) if budget else 0)
    seconds = now * session.patience.delay
    reasons = (queue.withdrawn, queue.without_text)
    return FetchPlan(papers, *reasons, budget, used, now, now, seconds, days)


def daily_budget(settings: Settings) -> int | None:
    """Return of how many papers a day the text is asked for: as set, else what arXiv bears.

    Others than arXiv are asked for any number.
    """
    from litscan.collect.gate import place_of

    if settings.budget is None and place_of(settings.base_url) == "arxiv.org":
        return ARXIV_BUDGET
    return settings.budget


def spent_note(budget: int | None, left: int) -> str:
    """Return what to say of papers that a day's budget leaves, or nothing.

    Examples
    --------
    >>> spent_note(400, 0)
    ''
    >>> spent_note(400, 12).partition(":")[0]
    "today's 400 papers were asked for; 12 are left"
    """
    if not left:
        return ""
    go_on = f"go on from {next_day():%Y-%m-%d %H:%M} UTC"
    return f"today's {budget} papers were asked for; {left} are left: {go_on}"


def next_day() -> dt.datetime:
    """Return when the next day begins, for which a budget counts anew (UTC)."""
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time(), dt.UTC)


def _relevant(corpus: Corpus) -> list[Any]:
    """Return the rows of papers on arXiv that belong."""
    from litscan.collect.relevance import load_relevance_model

    papers = corpus.papers()
    relevance = papers["relevance"].fillna(0.0).astype(float)
    belongs = papers["arxiv_id"].notna() & (relevance >= load_relevance_model().threshold)
    columns = ["key", "arxiv_id", "version", "submitted", "withdrawn"]
    return list(papers.loc[belongs, columns].itertuples(index=False))


def _versions_held(corpus: Corpus) -> dict[str, int]:
    """Return the latest version of which there is a document, by key; 0 where it is unknown."""
    held: dict[str, int] = {}
    documents = corpus.documents()
    for key, version in zip(documents["key"], documents["version"], strict=True):
        held[key] = max(held.get(key, 0), _number(version))
    return held


def _outcomes(corpus: Corpus) -> dict[tuple[str, int], str]:
    fetches = corpus.fetches()
    columns = (fetches["key"], fetches["version"], fetches["outcome"])
    return {(key, int(version)): outcome for key, version, outcome in zip(*columns, strict=True)}


def _number(version: Any) -> int:
    return 0 if version is None or version != version else int(version)  # NaN is not itself
