"""The spaCy pipeline that reads what sentences speak of: evaluating, comparing, calibrating.

The pipeline is ``spacy.blank("en")``: a tokenizer and litscan's own component, no model. Its
component puts the phrases it matches in ``doc.spans["litscan"]``. A sentence is tokenized only
when something asks what it speaks of, and only if a cheap character test finds it worth that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from litscan.document.model import Document
from litscan.extraction.cues import LONGEST_SENTENCE, is_worth_reading

__all__ = ["COMPONENT", "Phrases", "SentencesOn", "build_pipeline"]

COMPONENT = "litscan_phrases"


def _phrase_component(nlp: Any) -> Callable[[Any], Any]:
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab)
    for label, patterns in _PHRASES.items():
        matcher.add(label, patterns, greedy="LONGEST")

    def component(doc: Any) -> Any:
        doc.spans["litscan"] = matcher(doc, as_spans=True)
        return doc

    return component


def _words(*words: str) -> dict[str, Any]:
    return {"LOWER": {"IN": list(words)}}


_EVALUATION_VERBS = (
    "evaluate", "evaluated", "evaluating", "evaluation", "evaluations", "experiment",
    "experiments", "experimented", "test", "tested", "testing", "train", "trained", "training",
    "validate", "validated", "results", "performance", "accuracy", "prune", "pruned", "pruning",
    "fine-tune", "fine-tuned", "finetuned", "conducted", "perplexity", "benchmark", "benchmarks",
)  # fmt: skip
_PHRASES: dict[str, list[list[dict[str, Any]]]] = {
    "evaluation": [
        [
            _words(*_EVALUATION_VERBS),
            {"OP": "{0,6}"},
            _words("on", "with", "using", "for", "over", "across", "of", "in"),
        ],
        [
            _words("we", "our"),
            {"OP": "{0,4}"},
            _words(
                "use",
                "consider",
                "adopt",
                "choose",
                "select",
                "apply",
                "employ",
                "prune",
                "pruned",
                "compress",
                "compressed",
                "sparsify",
                "quantize",
            ),
        ],
        [_words("experiments", "results"), _words("on", "for", "with")],
    ],
    "comparison": [
        [
            _words("compare", "compared", "comparing", "comparison", "comparisons"),
            {"OP": "{0,6}"},
            _words("with", "to", "against", "between"),
        ],
        [
            _words(
                "outperform", "outperforms", "outperformed", "outperforming", "surpasses", "surpass"
            )
        ],
        [_words("better", "higher", "worse", "lower"), {"OP": "{0,3}"}, _words("than")],
        [_words("baseline", "baselines", "competitors", "counterparts")],
        [_words("following"), _words("methods", "baselines", "approaches")],
    ],
    "calibration": [
        [_words("calibration", "calibrated", "calibrate", "calibrating")],
    ],
}


_MOST_READ = 4000  # sentences of a document; a paper with long appendices has half as many


@cache
def build_pipeline() -> Any:
    """Return the spaCy pipeline with litscan's component, built once a process."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory(COMPONENT):
        Language.factory(COMPONENT, func=lambda nlp, name: _phrase_component(nlp))
    nlp = spacy.blank("en")
    nlp.add_pipe(COMPONENT)
    return nlp


@dataclass(frozen=True)
class Phrases:
    """What the sentences of a document speak of, read when asked for and remembered."""

    document: Document
    _read: dict[int, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def sentences_read(self) -> int:
        """How many sentences were asked about so far."""
        return len(self._read)

    def of(self, start: int) -> frozenset[str]:
        """Return what the sentence that begins at an offset speaks of.

        Returns
        -------
        frozenset of str
            Of ``evaluation``, ``comparison`` and ``calibration``; empty if no sentence begins
            there.
        """
        if start not in self._read:
            self._read[start] = self._phrases(start)
        return self._read[start]

    def _phrases(self, start: int) -> frozenset[str]:
        sentence = self.document.sentence_at(start)
        if sentence is None or sentence.span.start != start:
            return frozenset()
        text = self.document.quote(sentence.span)
        if not is_worth_reading(text) or len(self._read) >= _MOST_READ:
            return frozenset()
        doc = build_pipeline()(text)
        return frozenset(span.label_ for span in doc.spans["litscan"])


@dataclass(frozen=True, slots=True)
class SentencesOn:
    """The sentences of a document that speak of something, asked for by where they begin.

    A sentence without the letters of `stem` is not read at all.
    """

    phrases: Phrases
    label: str
    stem: str = ""

    def __contains__(self, start: int) -> bool:
        if self.stem and not self._has_stem(start):
            return False
        return self.label in self.phrases.of(start)

    def _has_stem(self, start: int) -> bool:
        document = self.phrases.document
        sentence = document.sentence_at(start)
        if sentence is None or len(sentence.span) > LONGEST_SENTENCE:
            return False
        return self.stem in document.quote(sentence.span).lower()
