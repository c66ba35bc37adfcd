"""The spaCy pipeline that reads sentences for runs, training details, links, kinds, comparisons.

The pipeline is ``spacy.blank("en")``: a tokenizer and litscan's own components, no model. A cheap
character test decides which sentences are worth tokenizing at all. Components put what they find
in ``doc.spans["litscan"]``; a span's label says what it is and its extension ``litscan_value``
holds the value read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from litscan.document.model import Document, Span

__all__ = ["COMPONENTS", "Cue", "build_pipeline", "read_cues"]

COMPONENTS = (
    "litscan_runs",
    "litscan_training",
    "litscan_links",
    "litscan_kinds",
    "litscan_phrases",
)
_WORTH_READING = re.compile(
    r"\bruns?\b|\btrain|\btest|seeds?\b|trials?\b|times\b|repeat|averag|\bmean\b|deviation"
    r"|\bstd\b|error bar|±"
    r"|confidence|standard error|initiali[sz]|optimi[sz]er|\bSGD\b|\bAdam|learning rate"
    r"|\blr\b|batch"
    r"|epochs?\b|weight decay|momentum|https?:|github|gitlab|\bprun|spars|structured|compar"
    r"|outperform|baseline|evaluat|experiment|RMSProp|LAMB|\bnative\b|replicat|\btrained on\b"
    r"|\bwe (?:\w+ )?(?:use|apply|adopt|consider|choose|select|employ)\b|compress",
    re.IGNORECASE,
)
_LONGEST_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class Cue:
    """Something a component found: what, its value, its place, and the sentence around it."""

    label: str
    value: Any
    span: Span
    sentence: Span


def _mark(doc: Any, start: int, end: int, label: str, value: Any) -> None:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is not None:
        if "litscan" not in doc.spans:
            doc.spans["litscan"] = []
        doc.spans["litscan"].append(span)
        doc.user_data.setdefault("litscan", []).append((label, value, start, end))


def _reader(find: Callable[[str], Iterable[tuple[int, int, str, Any]]]) -> Callable[[Any], Any]:
    def component(doc: Any) -> Any:
        text = doc.user_data.get("litscan_text")
        if text is None:  # Doc.text is put together from tokens at every call
            text = doc.user_data["litscan_text"] = doc.text
        for start, end, label, value in find(text):
            _mark(doc, start, end, label, value)
        return doc

    return component


def _phrase_component(nlp: Any) -> Callable[[Any], Any]:
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab)
    for label, patterns in _PHRASES.items():
        matcher.add(label, patterns, greedy="LONGEST")

    def component(doc: Any) -> Any:
        for match, start, end in matcher(doc):
            span = doc[start:end]
            label = nlp.vocab.strings[match]
            _mark(doc, span.start_char, span.end_char, label, span.text)
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


@cache
def build_pipeline() -> Any:
    """Return the spaCy pipeline with litscan's components, built once a process."""
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

    from litscan.extraction import kinds_cues, link_cues, run_cues, training_cues

    finders = {
        "litscan_runs": run_cues.find,
        "litscan_training": training_cues.find,
        "litscan_links": link_cues.find,
        "litscan_kinds": kinds_cues.find,
    }
    for name, find in finders.items():
        if not Language.has_factory(name):
            Language.component(name, func=_reader(find))
    if not Language.has_factory("litscan_phrases"):
        Language.factory("litscan_phrases", func=lambda nlp, name: _phrase_component(nlp))
    if not Doc.has_extension("litscan_cues"):
        Doc.set_extension("litscan_cues", getter=lambda doc: doc.user_data.get("litscan", []))
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def read_cues(document: Document) -> tuple[Cue, ...]:
    """Return every cue in the sentences of a document, in reading order."""
    worth = [
        (document.quote(sentence.span), sentence.span)
        for sentence in document.sentences
        if len(sentence.span) <= _LONGEST_SENTENCE
        and _WORTH_READING.search(document.quote(sentence.span))
    ]
    nlp = build_pipeline()
    cues = []
    for doc, sentence in nlp.pipe(worth, as_tuples=True, batch_size=256):
        for label, value, start, end in doc._.litscan_cues:
            span = Span(sentence.start + start, sentence.start + end)
            cues.append(Cue(label, value, span, sentence))
    return tuple(sorted(cues, key=lambda cue: (cue.span.start, cue.span.end, cue.label)))
