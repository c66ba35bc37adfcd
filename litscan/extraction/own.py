"""What the authors call their own method, from the title and from where they say it.

A name counts when the paper introduces it (``X: title``, ``we propose X``, ``our method, X``,
``called X``) and goes on using it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litscan.document.model import Document, Evidence
from litscan.extraction.zones import Zones

__all__ = ["OwnName", "find_own_names", "normal"]

_NAME = r"(?P<name>[A-Z][\w+/]*(?:-[\w+]+)*(?:\s(?:[A-Z][\w+-]*|of|the)){0,3})"
_SHORT = r"(?P<name>(?=[\w+/-]*[A-Z])[A-Za-z][\w+/]*(?:-[\w+]+)*)"
_INTRODUCED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Ww]e (?:hereby |then |further |also |thus |therefore )?(?:propose|introduce"
        rf"|present|develop|devise|"
        rf"design)s? {_SHORT}(?=\s?[,(:;]| ?[-–—]|,? an? )",
        r"\b(?:[Ww]e|[Tt]his (?:paper|work)) (?:propose|introduce|present|develop)s?"
        r"[^.;]{3,160}?\((?P<name>[A-Z][A-Za-z0-9-]{1,14})\)",
        rf"\b(?:[Ww]e|[Tt]his (?:paper|work)|[Bb]y) (?:propos|introduc|present|develop"
        rf"|devis|design)\w*"
        rf"[^.;]{{3,220}}?\b(?:called|named|dubbed|termed|coined|denoted(?: as| by)?|namely"
        rf"|abbreviated as"
        rf"|which we (?:call|name|term|dub)),? {_SHORT}",
        rf"\b[Ww]e (?:call|name|term|dub) (?:this|our|the)[^.;]{{0,80}}? {_SHORT}(?=\s?[,.(;])",
        rf"\b[Ww]e refer to (?:this|our|the)[^.;]{{0,80}}? as {_SHORT}",
        rf"\b[Oo]ur (?:proposed |novel |new |own )?(?:method|approach|algorithm|framework"
        rf"|technique|pruner)"
        rf"[,(]? ?(?:called |named )?\(?{_SHORT}(?=\s?[,)])",
        rf"\b[Oo]ur (?:proposed |novel |new )?{_SHORT} (?:method|approach|algorithm"
        rf"|framework|pruner)",
        rf"\b[Tt]his (?:paper|work) (?:propose|introduce|present)s {_SHORT}(?=\s?[,(:;]|,? an? )",
        rf"\b{_SHORT} \(ours?\)",
    )
)
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
    pattern = rf"(?<![\w-]){re.escape(name)}(?![a-z])"
    return (
        sum(1 for _ in zip(re.finditer(pattern, document.text), range(fewest), strict=False))
        >= fewest
    )


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
    for sentence in document.sentences:
        role = zones.role_at(sentence.span.start)
        if role in ("related_work", "references", "acknowledgements", "checklist", "appendix"):
            continue
        quote = document.quote(sentence.span)
        if not re.search(r"\b(?:[Ww]e|[Oo]urs?|[Tt]his (?:paper|work)|[Bb]y)\b|\(ours?\)", quote):
            continue
        flat = quote.replace("\n", " ")
        for pattern in _INTRODUCED:
            for match in pattern.finditer(flat):
                start = sentence.span.start + match.start("name")
                name = match["name"].strip("-/ ")
                if sum(letter.isupper() for letter in name) < 2 and not re.search(r"\d", name):
                    fewest = _FEWEST_USES + 1
                else:
                    fewest = _FEWEST_USES
                if _cited_after(document, start + len(match["name"])):
                    continue
                if _usable(name, document, fewest=fewest):
                    yield OwnName(name, document.evidence(sentence.span))


def _cited_after(document: Document, end: int) -> bool:
    return any(
        end <= citation.span.start <= end + 2
        for citation in document.layers.get("citations", ())
        if abs(citation.span.start - end) < 4
    )


def find_own_names(document: Document, zones: Zones) -> tuple[OwnName, ...]:
    """Return the names of the authors' own method, the title's first, at most five."""
    found: dict[str, OwnName] = {}
    for own in (*_from_title(document), *_from_text(document, zones)):
        found.setdefault(normal(own.name), own)
    return tuple(found.values())[:5]
