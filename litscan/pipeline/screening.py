"""Screening a corpus: every paper gets its relevance, people decide on the doubtful ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from litscan.collect.screening import (
    Calibration,
    Elusion,
    RecallEstimate,
    by_information,
    elusion,
    estimate,
)

if TYPE_CHECKING:
    import pandas as pd

    from litscan.corpus import Corpus

__all__ = ["ScreeningState", "Undecided", "screen_papers", "screening_state"]

_BATCH = 2000


def screen_papers(corpus: Corpus) -> int:
    """Give every titled paper that has none its relevance; return how many were screened.

    A corpus that cannot be written to is left as it is. What a person decided stays.

    Relevance is the probability that the paper is about pruning neural networks.
    """
    from litscan.collect.relevance import relevance_probabilities

    if not corpus.writable:
        return 0
    pending = corpus.unscreened()
    decided: Mapping[str, float] | None = None
    screened = 0
    while batch := list(islice(pending, _BATCH)):
        if decided is None:
            decided = _decisions(corpus.screenings())
        found = relevance_probabilities([(title, abstract) for _, title, abstract in batch])
        given = {key: p for (key, _, _), p in zip(batch, found, strict=True)}
        given.update((key, decided[key]) for key in given.keys() & decided.keys())
        corpus.set_relevance(given)
        screened += len(batch)
    return screened


def _decisions(screenings: pd.DataFrame) -> dict[str, float]:
    return {
        key: float(decision == "include")
        for key, decision in zip(screenings["key"], screenings["decision"], strict=True)
    }


@dataclass(frozen=True, slots=True)
class Undecided:
    """A paper that nobody decided on, with the model's probability."""

    key: str
    title: str
    abstract: str
    probability: float


@dataclass(frozen=True, slots=True)
class ScreeningState:
    """Where the screening of a corpus stands.

    Attributes
    ----------
    included, excluded : int
        Papers that people decided on.
    undecided : tuple of Undecided
        The others that hold a word of pruning, by key.
    without_words : int
        Papers that hold none; they are left out, and no estimate speaks of them.
    threshold : float
        From which the model's probability counts as relevant.
    curve : Calibration
        What the decisions say of the model's probabilities.
    estimate : RecallEstimate
        How much of what is relevant is kept.
    sample : Elusion or None
        What the decisions on papers drawn at random from those left out say.
    """

    included: int
    excluded: int
    undecided: tuple[Undecided, ...]
    without_words: int
    threshold: float
    curve: Calibration
    estimate: RecallEstimate
    sample: Elusion | None

    def next_papers(self) -> Iterator[Undecided]:
        """Yield the undecided papers, those first of which a decision would tell most."""
        order = by_information([paper.probability for paper in self.undecided], self.curve)
        yield from (self.undecided[position] for position in order)

    def drawn(self, count: int) -> list[Undecided]:
        """Return papers drawn at random from those left out; the same state draws the same."""
        left = [paper for paper in self.undecided if paper.probability < self.threshold]
        return random.Random(len(left)).sample(left, min(count, len(left)))

    def enough(self, target: float) -> bool:
        """Return whether recall reaches a target, by the lower end of its interval."""
        return self.estimate.interval[0] >= target or not self.undecided

    def to_go(self, target: float) -> int:
        """Return after how many more papers recall is expected to reach a target.

        Each of them is taken to turn out as its probability says.
        """
        bent = self.curve.applied([paper.probability for paper in self.undecided])
        order = by_information([paper.probability for paper in self.undecided], self.curve)
        kept, missed = self.estimate.kept, self.estimate.missed
        for number, position in enumerate(order):
            if kept >= target * (kept + missed):
                return number
            if self.undecided[position].probability < self.threshold:
                kept, missed = kept + float(bent[position]), missed - float(bent[position])
        return len(order)

    def to_json(self) -> dict[str, Any]:
        """Return the state as JSON, without the papers."""
        low, high = self.estimate.interval
        return {
            "included": self.included,
            "excluded": self.excluded,
            "undecided": len(self.undecided),
            "without_words_of_pruning": self.without_words,
            "threshold": self.threshold,
            "recall": {"value": round(self.estimate.recall, 4),
                       "interval": [round(low, 4), round(high, 4)]},
            "expected": {"kept": round(self.estimate.kept, 1),
                         "missed": round(self.estimate.missed, 1)},
            "random_sample": self.sample and {
                "sampled": self.sample.sampled,
                "relevant": self.sample.relevant,
                "share_at_most": round(self.sample.at_most, 4),
            },
        }  # fmt: skip


def screening_state(corpus: Corpus) -> ScreeningState:
    """Return where screening stands; papers without a relevance are given theirs first."""
    from litscan.collect.relevance import load_relevance_model

    screen_papers(corpus)
    threshold = load_relevance_model().threshold
    made = corpus.screenings()
    decisions = _decisions(made)
    papers = corpus.papers()
    open_ = papers[~papers["key"].isin(decisions) & papers["relevance"].notna()]
    wordless = open_["relevance"].astype(float) <= 0
    columns = (open_.loc[~wordless, name] for name in ("key", "title", "abstract", "relevance"))
    undecided = tuple(
        Undecided(str(key), title or "", abstract or "", float(probability))
        for key, title, abstract, probability in zip(*columns, strict=True)
    )
    known = made[made["probability"].notna() & (made["probability"].astype(float) > 0)]
    curve = Calibration.fitted(
        [float(p) for p in known["probability"]], list(known["decision"] == "include")
    )
    included = sum(1 for value in decisions.values() if value)
    return ScreeningState(
        included=included,
        excluded=len(decisions) - included,
        undecided=undecided,
        without_words=int(wordless.sum()),
        threshold=threshold,
        curve=curve,
        estimate=estimate(included, [p.probability for p in undecided], threshold, curve),
        sample=_sample(made),
    )


def _sample(made: pd.DataFrame) -> Elusion | None:
    drawn = made[made["chosen"] == "random"]
    if drawn.empty:
        return None
    return elusion(len(drawn), int((drawn["decision"] == "include").sum()))
