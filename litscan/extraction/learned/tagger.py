"""A spaCy component that marks tasks, methods, materials and metrics in running text.

It was fitted to two sets of labels with different guidelines, and marks by both: the spans of
``doc.spans["scirex"]`` are Material, Method, Metric and Task; those of ``doc.spans["tdmsci"]``
DATASET, METRIC and TASK, named more sparingly. How sure the tagger is of each span stands in the
group's ``attrs["scores"]``. A whole paper should be one `Doc`: the tagger remembers what a paper
says of a word elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litscan.extraction.learned.network import Network
from litscan.extraction.learned.tags import best_tags, spans_of
from litscan.resources import data_path

__all__ = ["FACTORY", "Marked", "Tagger", "load_tagger"]

FACTORY = "litscan_tagger"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Marked:
    """Words ``[start, end)`` of a text that the tagger takes for one entity, and how sure it is."""

    start: int
    end: int
    label: str
    score: float


class Tagger:
    """The component; ``nlp.add_pipe("litscan_tagger")`` gives one with the shipped weights.

    Parameters
    ----------
    network : Network
        The fitted network.
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    @property
    def heads(self) -> tuple[str, ...]:
        """The sets of labels it marks by."""
        return tuple(self.network.record["heads"])

    def __call__(self, doc: Any) -> Any:
        """Mark the entities of a spaCy `Doc`."""
        from spacy.tokens import Span, SpanGroup

        sentences = _sentences_of(doc)
        for head, marked in self.mark(sentences).items():
            spans = [Span(doc, item.start, item.end, label=item.label) for item in marked]
            scores = [item.score for item in marked]
            doc.spans[head] = SpanGroup(doc, name=head, spans=spans, attrs={"scores": scores})
        return doc

    def mark(
        self, sentences: Sequence[Sequence[str]], heads: Iterable[str] = ()
    ) -> dict[str, list[Marked]]:
        """Return the entities of a text, by set of labels, in reading order.

        Parameters
        ----------
        sentences : sequence of sequence of str
            The words of the text, sentence by sentence.
        heads : iterable of str, optional
            Sets of labels to mark by; default: all.
        """
        sentences = [sentence for sentence in sentences if len(sentence)]
        chosen = tuple(heads) or self.heads
        if not sentences:
            return {head: [] for head in chosen}
        lengths = [len(sentence) for sentence in sentences]
        states = self.network.states(sentences)
        return {head: self._read(head, states, lengths) for head in chosen}

    def _read(self, head: str, states: Floats, lengths: Sequence[int]) -> list[Marked]:
        scores = self.network.scores(head, states)
        weighed = scores + np.array(self.network.lean(head), dtype=np.float32)
        tags = best_tags(weighed, lengths)
        types = self.network.types(head)
        words = np.arange(len(tags))
        sure = scores[words, tags]
        return [
            Marked(start, end, types[kind], round(float(np.exp(sure[start:end].min())), 4))
            for start, end, kind in sorted(spans_of(tags))
        ]

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the component to a folder."""
        self.network.write(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Tagger:
        """Take up the component that a folder holds."""
        self.network = Network.read(Path(path))
        return self


def _sentences_of(doc: Any) -> list[list[str]]:
    if doc.has_annotation("SENT_START"):
        return [[token.text for token in sentence] for sentence in doc.sents]
    return [[token.text for token in doc]]


@cache
def load_tagger() -> Tagger:
    """Return the tagger with the shipped weights, read once a process.

    Raises
    ------
    PackagedDataError
        If the weights are missing from this installation.

    Examples
    --------
    >>> tagger = load_tagger()
    >>> words = "We evaluate on the Foobar - 20 K dataset .".split()
    >>> [(mark.label, words[mark.start]) for mark in tagger.mark([words], ["tdmsci"])["tdmsci"]]
    [('DATASET', 'Foobar')]
    """
    return Tagger(Network.read(data_path("models", "tagger")))


def register() -> None:
    """Make the component known to spaCy under the name in `FACTORY`."""
    from spacy.language import Language

    if not Language.has_factory(FACTORY):
        Language.factory(FACTORY, func=lambda nlp, name: Tagger(load_tagger().network))
