"""What the authors call their own method, from the title and from where they say it.

A name counts when the paper introduces it (``X: title``, ``we propose X``, ``our method, X``,
``called X``) and goes on using it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from litscan.document.model import Document, Evidence, Span
from litscan.extraction.zones import Zones

__all__ = ["OwnName", "find_own_names", "normal"]

_NAME = r"(?P<name>[A-Z][\w+/]*(?:-[\w+]+)*(?:\s(?:[A-Z][\w+-]*|of|the)){0,3})"
_SHORT = r"(?P<name>(?=[\w+/-]*[A-Z])[A-Za-z][\w+/]*(?:-[\w+]+)*)"
# each pattern with the words of which one at least stands in every sentence it fits
_INTRODUCED = tuple(
    (words, re.compile(pattern))
    for words, pattern in (
        (
            ("propose", "introduce", "present", "develop", "devise", "design"),
            rf"\b[Ww]e (?:hereby |then |further |also |thus |therefore )?(?:propose|introduce"
            rf"|present|develop|devise|"
            rf"design)s? {_SHORT}(?=\s?[,(:;]| ?[-–—]|,? an? )",
        ),
        (
            ("propose", "introduce", "present", "develop"),
            r"\b(?:[Ww]e|[Tt]his (?:paper|work)) (?:propose|introduce|present|develop)s?"
            r"[^.;]{3,160}?\((?P<name>[A-Z][A-Za-z0-9-]{1,14})\)",
        ),
        (
            ("called", "named", "dubbed", "termed", "coined", "denoted", "namely", "abbreviated",
             "which we"),
            rf"\b(?:[Ww]e|[Tt]his (?:paper|work)|[Bb]y) (?:propos|introduc|present|develop"
            rf"|devis|design)\w*"
            rf"[^.;]{{3,220}}?\b(?:called|named|dubbed|termed|coined|denoted(?: as| by)?|namely"
            rf"|abbreviated as"
            rf"|which we (?:call|name|term|dub)),? {_SHORT}",
        ),
        (
            ("e call", "e name", "e term", "e dub"),
            rf"\b[Ww]e (?:call|name|term|dub) (?:this|our|the)[^.;]{{0,80}}? {_SHORT}(?=\s?[,.(;])",
        ),
        (
            ("e refer to",),
            rf"\b[Ww]e refer to (?:this|our|the)[^.;]{{0,80}}? as {_SHORT}",
        ),
        (
            ("method", "approach", "algorithm", "framework", "technique", "pruner"),
            rf"\b[Oo]ur (?:proposed |novel |new |own )?(?:method|approach|algorithm|framework"
            rf"|technique|pruner)"
            rf"[,(]? ?(?:called |named )?\(?{_SHORT}(?=\s?[,)])",
        ),
        (
            ("method", "approach", "algorithm", "framework", "pruner"),
            rf"\b[Oo]ur (?:proposed |novel |new )?{_SHORT} (?:method|approach|algorithm"
            rf"|framework|pruner)",
        ),
        (
            ("propose", "introduce", "present"),
            rf"\b[Tt]his (?:paper|work) (?:propose|introduce|present)s {_SHORT}"
            r"(?=\s?[,(:;]|,? an? )",
        ),
        (("(our",), rf"\b{_SHORT} \(ours?\)"),
    )
)  # fmt: skip
_AUTHORS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Tt]his (?:paper|work)|[Bb]y)\b|\(ours?\)")
_ALL_WORDS = tuple(dict.fromkeys(word for words, _ in _INTRODUCED for word in words))
_TITLE = re.compile(rf"^\s*{_NAME}\s*[:–—]\s")
_NOT_NAMES = frozenset(
    [
        "a",
        "an",
        "the",
        "we",
        "our",
        "this",
        "it",
        "in",
        "for",
        "and",
        "to",
        "cnn",
        "cnns",
        "dnn",
        "dnns",
        "dnn",
        "llm",
        "llms",
        "nn",
        "nns",
        "sgd",
        "gpu",
        "gpus",
        "cpu",
        "flops",
        "resnet",
        "vgg",
        "bert",
        "imagenet",
        "cifar",
        "method",
        "approach",
        "pruning",
        "network",
        "networks",
        "lth",
        "dst",
        "nas",
        "sota",
        "relu",
        "bn",
        "fc",
        "rnn",
        "lstm",
        "vit",
        "kl",
        "mse",
        "iid",
        "nlp",
        "ai",
        "ml",
        "transformer",
        "transformers",
        "table",
        "figure",
        "section",
        "algorithm",
        "equation",
        "theorem",
        "appendix",
        "llama",
        "opt",
        "gpt",
        "ste",
        "fpgm",
        "iot",
        "svd",
        "hessian",
    ]
)
_FEWEST_USES = 3
_MOST_NAMES = 5
_MOST_INTRODUCED = 1000  # more are looked at in no paper
_OTHERS_ROLES = frozenset(
    {"related_work", "references", "acknowledgements", "checklist", "appendix"}
)


@dataclass(frozen=True, slots=True)
class OwnName:
    """A name of the authors' own method, with the words that introduce it."""

    name: str
    evidence: Evidence


def normal(name: str) -> str:
    """Return a name's letters and digits in lower case, for comparison.

    Examples
    --------
    >>> normal("ST-3 (Ours)") == normal("st3 ours")
    True
    """
    return re.sub(r"[^a-z0-9+]", "", name.lower())


def _usable(name: str, document: Document, *, fewest: int = _FEWEST_USES) -> bool:
    if normal(name) in _NOT_NAMES or len(normal(name)) < 2 or name.isdigit():
        return False
    if name[1:].islower() and len(re.findall(rf"\b{name.lower()}", document.text)) > 2:
        return False  # a common word that begins a sentence or title
    return len(list(islice(_uses(name, document.text), fewest))) == fewest


def _uses(name: str, text: str) -> Iterator[int]:
    """Yield where a name stands in a text and no longer word goes on with it."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before, after = text[at - 1 : at], text[end : end + 1]
        inside = before == "-" or before == "_" or before.isalnum() or "a" <= after <= "z"
        if not inside:
            yield at
        at = text.find(name, at + 1 if inside else end)


def _from_title(document: Document) -> Iterator[OwnName]:
    if document.title is None:
        return
    match = _TITLE.match(document.title_text)
    if match is None:
        return
    name = match["name"].strip()
    single = " " not in name
    if _usable(name, document, fewest=_FEWEST_USES if single else 6):
        yield OwnName(name, document.evidence(document.title, "title"))


def _from_text(document: Document, zones: Zones) -> Iterator[OwnName]:
    usable: dict[tuple[str, int], bool] = {}
    for name, end, sentence in islice(_introduced(document, zones), _MOST_INTRODUCED):
        if _cited_after(document, end):
            continue
        low = sum(letter.isupper() for letter in name) < 2 and not re.search(r"\d", name)
        case = name, _FEWEST_USES + low
        if case not in usable:
            usable[case] = _usable(name, document, fewest=case[1])
        if usable[case]:
            yield OwnName(name, document.evidence(sentence))


def _introduced(document: Document, zones: Zones) -> Iterator[tuple[str, int, Span]]:
    """Yield the names that sentences introduce, where each ends, and the sentence."""
    for sentence in document.sentences:
        quote = document.quote(sentence.span)
        flat = quote.replace("\n", " ")
        if not any(word in flat for word in _ALL_WORDS) or not _AUTHORS.search(quote):
            continue
        if zones.role_at(sentence.span.start) in _OTHERS_ROLES:
            continue
        for words, pattern in _INTRODUCED:
            if any(word in flat for word in words):
                for match in pattern.finditer(flat):
                    end = sentence.span.start + match.end("name")
                    yield match["name"].strip("-/ "), end, sentence.span


def _cited_after(document: Document, end: int) -> bool:
    citations = document.citations
    index = bisect_left(citations, end, key=lambda citation: citation.span.start)
    return index < len(citations) and citations[index].span.start <= end + 2


def find_own_names(document: Document, zones: Zones) -> tuple[OwnName, ...]:
    """Return the names of the authors' own method, the title's first, at most five."""
    found: dict[str, OwnName] = {}
    for own in chain(_from_title(document), _from_text(document, zones)):
        found.setdefault(normal(own.name), own)
        if len(found) == _MOST_NAMES:
            break
    return tuple(found.values())
