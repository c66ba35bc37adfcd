"""Names that no list holds, found by the tagger: data sets, methods, metrics and tasks.

The tagger reads the captions, the abstract and the sentences of the experiments that speak of
training, testing, pruning or comparing. A data set counts as *evaluated* where a name of the
vocabulary in its place would, unless it is a benchmark, which sums up others; all else is
*mentioned*. A method counts where the paper cites someone for it. What the vocabulary or the
paper's own words already name is left to them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from litscan.document.model import Citation, Evidence, Span
from litscan.extraction.confidence import confidence_of
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import Place, Sighting, quote_around
from litscan.extraction.own import normal
from litscan.extraction.records import Entity
from litscan.extraction.standing import Standing, Strength
from litscan.vocabulary.names import Name, NameKind

__all__ = ["add_tagged_names"]

_MOST_CHARACTERS = 12_000
_LONGEST_SENTENCE = 1_000
_LONGEST_NAME = 40
_MOST_EVIDENCE = 3
_MOST_NAMES = 12
_LABELS: dict[tuple[str, str], NameKind] = {
    ("tdmsci", "DATASET"): "dataset",
    ("tdmsci", "METRIC"): "metric",
    ("tdmsci", "TASK"): "task",
    ("scirex", "Method"): "method",
}
_FEWEST = 2
_SUREST = 0.6
_MATERIAL = ("scirex", "Material")
_NAMED = re.compile(r"(?=\S*[A-Z0-9])[A-Z]?\S*[A-Z0-9]\S*(?:[\s-]+(?:[A-Z0-9]\S*|-))*")
_WORTH_TAGGING = re.compile(
    r"evaluat|experiment|\btrain|\btest|benchmark|data ?sets?\b|corpus|corpora|\bprun|compar"
    r"|\bresults? (?:on|for)\b|\baccurac|outperform",
    re.IGNORECASE,
)
_COLLECTION = re.compile(r"bench(?:marks?)?$", re.IGNORECASE)
_PLURAL = re.compile(r"[A-Z]{2,}s")
_FRAME = re.compile(
    r"^(?:the|a|an|our|both|public|large-?scale)\s+"
    r"|\s+(?:data\s?-?sets?|corpus|corpora|benchmarks?|tasks?|(?:test|training|validation|dev)"
    r"(?:ing)?(?:\s+sets?)?|sets?|data|images?)$",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"[\[\](){}=<>\\|^,;:]|^[^A-Za-z0-9]|[^A-Za-z0-9+*]$|^\d[\d.\s%]*$")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    place: Place


@dataclass
class _Found:
    """The places of one name, and how sure the tagger is of the surest."""

    kind: NameKind
    sightings: list[Sighting] = field(default_factory=list)
    score: float = 0.0


def add_tagged_names(ground: Ground, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    r"""Return the entities of a document with those that only the tagger finds, in order.

    Parameters
    ----------
    ground : Ground
        The document's names and sentences.
    entities : tuple of Entity
        What vocabulary and rules found.

    Examples
    --------
    >>> from litscan.document import read_text
    >>> from litscan.extraction.ground import break_ground
    >>> text = ("# Lean nets\n\n## Abstract\n\nWe prune networks.\n\n## Experiments\n\n"
    ...         "We evaluate our models on Quux-7 and ImageNet. "
    ...         "We test on the Quux-7 corpora, and then train on Quux-7 corpora.\n")
    >>> ground = break_ground(read_text(text, format="markdown"))
    >>> [(e.kind, e.name, e.role) for e in add_tagged_names(ground, ())]
    [('dataset', 'Quux-7', 'evaluated')]
    """
    sentences = list(_sentences(ground))
    if not sentences:
        return entities
    known = {normal(form) for e in entities for form in (e.name, *e.surface_forms)}
    known.update(normal(name) for name in ground.scan.own_names)
    found = _gather(ground, sentences, known)
    added: list[Entity] = []
    for kind in dict.fromkeys(_LABELS.values()):
        kept = [
            (name, item)
            for name, item in found.items()
            if item.kind == kind and len(item.sightings) >= _FEWEST and item.score >= _SUREST
        ]
        kept.sort(key=lambda pair: (-len(pair[1].sightings), pair[0]))
        added.extend(_entity(ground, item) for _, item in kept[:_MOST_NAMES])
    order = {"proposed": 0, "evaluated": 1, "compared": 2, "calibration": 3, "mentioned": 4}
    return tuple(sorted((*entities, *added), key=lambda e: (e.kind, order[e.role], e.name.lower())))


def _sentences(ground: Ground) -> Iterator[list[_Word]]:
    """Yield the words of the sentences worth tagging, in reading order, within a bound."""
    document, zones = ground.document, ground.scan.zones
    captions = [(caption.span, "caption") for caption in document.captions]
    starts = {span.start for span, _ in captions}
    abstract, told = [], []
    for sentence in document.sentences:
        span = sentence.span
        if span.start in starts or len(span) > _LONGEST_SENTENCE:
            continue
        if document.abstract and document.abstract.start <= span.start < document.abstract.end:
            abstract.append((span, "abstract"))
        elif zones.at(span.start) == "evidence" and _WORTH_TAGGING.search(document.quote(span)):
            told.append((span, "text"))
    left = _MOST_CHARACTERS
    chosen: list[tuple[Span, Any]] = []
    for span, place in chain(abstract, captions, told):
        left -= min(len(span), _LONGEST_SENTENCE)
        if left < 0:
            break
        chosen.append((Span(span.start, min(span.end, span.start + _LONGEST_SENTENCE)), place))
    citations = document.citations
    cited = [citation.span.start for citation in citations]
    for span, place in sorted(chosen, key=lambda item: item[0].start):
        words = list(_words(ground, span, place, citations, cited))
        if words:
            yield words


@cache
def _tokenizer() -> Any:
    import spacy

    return spacy.blank("en").tokenizer


def _words(
    ground: Ground, span: Span, place: Place, citations: tuple[Citation, ...], cited: list[int]
) -> Iterator[_Word]:
    """Yield the words of a sentence; a citation reads ``[ reference ]``, as in training."""
    done = -1
    for token in _tokenizer()(ground.document.quote(span)):
        start = span.start + token.idx
        if token.is_space or start < done:
            continue
        at = bisect_right(cited, start) - 1
        if at >= 0 and citations[at].span.end > start:
            done = citations[at].span.end
            for text in ("[", "reference", "]"):
                yield _Word(text, start, done, place)
        else:
            yield _Word(token.text, start, start + len(token), place)


def _gather(
    ground: Ground, sentences: list[list[_Word]], known: Iterable[str]
) -> dict[str, _Found]:
    from litscan.extraction.learned.tagger import load_tagger

    words = [word for sentence in sentences for word in sentence]
    marks = load_tagger().mark([[word.text for word in sentence] for sentence in sentences])
    known = set(known)
    materials: set[str] = set()
    found: dict[str, _Found] = {}
    for head, mark in ((head, mark) for head, marked in marks.items() for mark in marked):
        first, last = words[mark.start], words[mark.end - 1]
        span = _bare(ground.document.text, Span(first.start, last.end))
        if (head, mark.label) == _MATERIAL:
            materials.add(normal(ground.document.quote(span)))
        kind = _LABELS.get((head, mark.label))
        sighting = _sighting(ground, kind, span, first.place) if kind else None
        if kind is None or sighting is None or normal(sighting.surface) in known:
            continue
        item = found.setdefault(f"{kind} {normal(sighting.surface)}", _Found(kind))
        item.sightings.append(sighting)
        item.score = max(item.score, mark.score)
    return {
        key: item
        for key, item in found.items()
        if _is_one_thing(key.split(" ", 1)[1], item, found, materials)
        and (item.kind != "method" or any(ground.scan.keys_after(s.end) for s in item.sightings))
    }


def _is_one_thing(name: str, item: _Found, found: dict[str, _Found], materials: set[str]) -> bool:
    """Whether the heads agree: a data set is a material too, and no more often a method."""
    method, data = found.get(f"method {name}"), found.get(f"dataset {name}")
    if item.kind == "dataset":
        often = len(method.sightings) if method else 0
        return name in materials and often < len(item.sightings)
    if item.kind == "method":
        return data is None or len(data.sightings) <= len(item.sightings)
    return method is None and data is None


def _bare(text: str, span: Span) -> Span:
    """Return a span without article and kind of thing: "the Foobar dataset" is "Foobar"."""
    for _ in range(3):
        match = _FRAME.search(text[span.start : span.end])
        if match is None:
            break
        if match.start() == 0:
            span = Span(span.start + match.end(), span.end)
        else:
            span = Span(span.start, span.start + match.start())
    return span


def _sighting(ground: Ground, kind: NameKind, span: Span, place: Place) -> Sighting | None:
    """Return a name as a sighting, unless it is no name or the vocabulary knows a part of it."""
    surface = ground.document.quote(span)
    if not 1 < len(surface) <= _LONGEST_NAME or _BROKEN.search(surface) or "\n" in surface:
        return None
    if kind in ("dataset", "method") and not (
        _NAMED.fullmatch(surface) and not _PLURAL.search(surface)
    ):
        return None
    around = Span(max(span.start - 60, 0), span.end + 60)
    if any(s.start < span.end and span.start < s.end for s in ground.scan.sightings.within(around)):
        return None
    zone = ground.scan.zones.at(span.start)
    if zone == "outside":
        return None
    return Sighting(span.start, span.end, surface, Name(kind, surface), zone, place)


def _entity(ground: Ground, item: _Found) -> Entity:
    forms = [" ".join(sighting.surface.split()) for sighting in item.sightings]
    name = max(dict.fromkeys(forms), key=forms.count)
    standing = Standing(ground)
    weighed = [
        (standing.strength(sighting) if item.kind == "dataset" else Strength.NONE, sighting)
        for sighting in item.sightings
    ]
    best = Strength.NONE if _COLLECTION.search(name) else max(strength for strength, _ in weighed)
    weighed.sort(key=lambda pair: (-pair[0], pair[1].start))
    quotes: list[Evidence] = []
    for strength, sighting in weighed:
        quote = quote_around(ground.document, sighting.span, sighting.place)
        if quote not in quotes and (strength or not best):
            quotes.append(quote)
    signal = f"{item.kind}/tagged_evaluated" if best else f"{item.kind}/tagged_mentioned"
    return Entity(
        item.kind,
        name,
        tuple(sorted(set(forms))),
        "evaluated" if best else "mentioned",
        confidence_of(signal),
        tuple(quotes[:_MOST_EVIDENCE]),
        signal=signal,
    )
