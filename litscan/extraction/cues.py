"""What sentences say in set words: runs, training details, links, kinds of pruning.

Each kind of cue has a module that finds it in one sentence, and the letters at least one of which
stands in every such sentence. One automaton looks for these letters first, so that the costlier
patterns are tried on the few sentences that may hold something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from litscan.document.model import Document, Span
from litscan.extraction import kinds_cues, link_cues, run_cues, training_cues

__all__ = ["LONGEST_SENTENCE", "Cue", "is_worth_reading", "read_cues"]

LONGEST_SENTENCE = 4000  # text that runs on for longer is not read as a sentence
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
_READERS: tuple[tuple[Callable[[str], Iterable[tuple[int, int, str, Any]]], tuple[str, ...]], ...]
_READERS = tuple(
    (module.find, module.TRIGGERS) for module in (run_cues, training_cues, link_cues, kinds_cues)
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Something found in a sentence: what, its value, its place, and the sentence around it."""

    label: str
    value: Any
    span: Span
    sentence: Span


def is_worth_reading(sentence: str) -> bool:
    """Return whether a sentence is short enough to read and has a word that facts are told with.

    Examples
    --------
    >>> is_worth_reading("We train for 90 epochs."), is_worth_reading("Let x be a vector.")
    (True, False)
    """
    return len(sentence) <= LONGEST_SENTENCE and bool(_WORTH_READING.search(sentence))


@cache
def _triggers() -> Any:
    """Return the automaton of all triggers; a hit's value has a bit for each reader it wakes."""
    import ahocorasick

    woken: dict[str, int] = {}
    for number, (_, triggers) in enumerate(_READERS):
        for trigger in triggers:
            woken[trigger] = woken.get(trigger, 0) | 1 << number
    automaton: Any = ahocorasick.Automaton()
    for trigger, readers in woken.items():
        automaton.add_word(trigger, readers)
    automaton.make_automaton()
    return automaton


def read_cues(document: Document) -> tuple[Cue, ...]:
    """Return every cue in the sentences of a document, in reading order."""
    triggers = _triggers()
    cues = []
    for sentence in document.sentences:
        span = sentence.span
        if len(span) > LONGEST_SENTENCE:
            continue
        text = document.quote(span)
        woken = 0
        for _, readers in triggers.iter(text.lower()):
            woken |= readers
        if not woken or not is_worth_reading(text):
            continue
        for number, (find, _) in enumerate(_READERS):
            if woken >> number & 1:
                cues += [
                    Cue(label, value, Span(span.start + start, span.start + end), span)
                    for start, end, label, value in find(text)
                ]
    return tuple(sorted(cues, key=lambda cue: (cue.span.start, cue.span.end, cue.label)))
