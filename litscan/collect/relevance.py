"""Is a paper about pruning neural networks? A probability, the kinds of pruning, and the reasons.

A logistic regression over TF-IDF terms and the cues of `litscan.collect.cues`. Its parameters
ship as plain numbers in ``data/models/relevance.json``; ``data/models/train_relevance.py`` makes
that file and ``python -m benchmarks.relevance`` measures it. The model is linear, so every
probability can be taken apart into what moved it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from litscan.collect.cues import cue_names, cue_values, find_cues
from litscan.collect.kinds import kinds_of
from litscan.errors import PackagedDataError
from litscan.resources import load_json

__all__ = [
    "Relevance",
    "RelevanceModel",
    "load_relevance_model",
    "make_vectorizer",
    "model_text",
    "relevance",
    "relevance_probabilities",
]

MODEL = ("models", "relevance.json")
LONGEST_TEXT = 6000
"""Characters looked at; arXiv allows an abstract 1,920."""
REASONS_SHOWN = 6

_POSSIBLE = re.compile(
    r"prun|spars|lottery|ticket|compress|slim|shrink|trim|redundan|dropping|over-?param",
    re.IGNORECASE,
)
"""A paper without any of these stems is not weighed: its probability is 0. None of the labelled
relevant papers lacks them, and nine in ten papers do, which makes screening a large corpus fast."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """How likely a paper is about pruning neural networks, and why.

    Attributes
    ----------
    probability : float
        Between 0 and 1.
    kinds : tuple of str
        Kinds of pruning that title and abstract name; empty where the paper is not relevant.
    reasons : tuple of str
        What moved the probability most, strongest first: ``+`` for, ``-`` against.
    threshold : float
        Probability from which a paper counts as relevant; chosen for recall.
    """

    probability: float
    kinds: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    threshold: float = 0.5

    @property
    def relevant(self) -> bool:
        """Whether the probability reaches the threshold."""
        return self.probability >= self.threshold


@dataclass(frozen=True, slots=True)
class RelevanceModel:
    """The two scikit-learn estimators, rebuilt from numbers, and how they are fed."""

    vectorizer: Any
    classifier: Any
    cue_scales: np.ndarray
    threshold: float

    def matrix(self, papers: Iterable[tuple[str | None, str | None]]) -> Any:
        """Return the feature matrix of papers: one row each, terms first, then cues (CSR)."""
        rows = [_clean(title, abstract) for title, abstract in papers]
        return _features(self.vectorizer, self.cue_scales, rows)

    def probabilities(self, papers: Iterable[tuple[str | None, str | None]]) -> list[float]:
        """Return the probabilities of (title, abstract) pairs, in their order."""
        rows = [_clean(title, abstract) for title, abstract in papers]
        possible = [i for i, row in enumerate(rows) if _possible(row)]
        found = [0.0] * len(rows)
        if possible:
            matrix = _features(self.vectorizer, self.cue_scales, [rows[i] for i in possible])
            for i, value in zip(possible, self.classifier.predict_proba(matrix)[:, 1], strict=True):
                found[i] = float(value)
        return found

    def judge(self, title: str | None, abstract: str | None) -> Relevance:
        """Return the relevance of a title and abstract, with kinds and reasons."""
        row = _clean(title, abstract)
        if not any(row):
            return Relevance(0.0, (), ("- no title and no abstract to judge by",), self.threshold)
        if not _possible(row):
            return Relevance(0.0, (), ("- no word of pruning or sparsity",), self.threshold)
        features = _features(self.vectorizer, self.cue_scales, [row])
        probability = float(self.classifier.predict_proba(features)[0, 1])
        kinds = kinds_of(*row) if probability >= self.threshold else ()
        return Relevance(probability, kinds, self._reasons(row, features), self.threshold)

    def _reasons(self, row: tuple[str, str], features: Any) -> tuple[str, ...]:
        terms = len(self.vectorizer.vocabulary_)
        names = cue_names()
        words = self.vectorizer.get_feature_names_out()
        moved = features.multiply(self.classifier.coef_[0]).tocoo()
        order = sorted(zip(moved.data, moved.col, strict=True), key=lambda x: (-abs(x[0]), x[1]))
        found = find_cues(" . ".join(row))
        reasons: list[str] = []
        for contribution, column in order:
            name = f"the words {words[column]!r}" if column < terms else names[column - terms]
            phrases = found.get(name.partition(" (")[0], [])
            quoted = f": {phrases[0]!r}" if column >= terms and phrases else ""
            reason = f"{'+' if contribution > 0 else '-'} {name}{quoted}"
            if reason not in reasons:
                reasons.append(reason)
            if len(reasons) == REASONS_SHOWN:
                break
        return tuple(reasons)


def _clean(title: str | None, abstract: str | None) -> tuple[str, str]:
    return (title or "").strip()[:LONGEST_TEXT], (abstract or "").strip()[:LONGEST_TEXT]


def model_text(row: tuple[str, str]) -> str:
    """Return the text whose terms are weighed: the title counts twice."""
    title, abstract = row
    return f"{title}. {title}. {abstract}"


def _possible(row: tuple[str, str]) -> bool:
    return bool(_POSSIBLE.search(row[0]) or _POSSIBLE.search(row[1]))


def _features(vectorizer: Any, cue_scales: np.ndarray, rows: list[tuple[str, str]]) -> Any:
    from scipy.sparse import csr_matrix, hstack

    terms = vectorizer.transform([model_text(row) for row in rows])
    cues = np.array([cue_values(*row) for row in rows]) * cue_scales
    return hstack([terms, csr_matrix(cues)]).tocsr()


def make_vectorizer(**options: Any) -> Any:
    """Return an unfitted TF-IDF vectorizer as the model uses it."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), stop_words="english", **options)


@cache
def load_relevance_model() -> RelevanceModel:
    """Return the model that ships with litscan.

    Raises
    ------
    PackagedDataError
        If its file is missing, or was made for other cues than this version's.
    """
    from sklearn.linear_model import LogisticRegression

    stored = load_json(*MODEL)
    if stored.get("cues") != list(cue_names()):
        raise PackagedDataError(
            "/".join(MODEL) + ": made for other cues than this version of litscan has",
            advice="run data/models/train_relevance.py",
        )
    vectorizer = make_vectorizer(vocabulary={term: i for i, term in enumerate(stored["terms"])})
    vectorizer.idf_ = np.array(stored["idf"])
    classifier = LogisticRegression()
    classifier.classes_ = np.array([0, 1])
    classifier.coef_ = np.array([stored["term_weights"] + stored["cue_weights"]])
    classifier.intercept_ = np.array([stored["intercept"]])
    classifier.n_features_in_ = classifier.coef_.shape[1]
    return RelevanceModel(
        vectorizer, classifier, np.array(stored["cue_scales"]), float(stored["threshold"])
    )


def relevance_probabilities(papers: Iterable[tuple[str | None, str | None]]) -> list[float]:
    """Return, for many (title, abstract) pairs, only the probabilities, in their order.

    Examples
    --------
    >>> relevance_probabilities([("Oak trees", None), (None, None)])
    [0.0, 0.0]
    """
    return load_relevance_model().probabilities(papers)


def relevance(title: str | None, abstract: str | None = None) -> Relevance:
    """Return how likely a paper is about pruning neural networks, from its title and abstract.

    Either may be missing; a title alone gives a rougher answer.

    Examples
    --------
    >>> found = relevance("Pruning Filters for Efficient ConvNets", "We prune filters from CNNs.")
    >>> found.relevant, found.kinds
    (True, ('structured',))
    >>> relevance("Alpha-beta pruning in chess engines", "We prune the search tree.").relevant
    False
    """
    return load_relevance_model().judge(title, abstract)
