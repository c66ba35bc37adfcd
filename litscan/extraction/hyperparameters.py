"""Hyper-parameters that a paper states with their values: *dropout rate of 0.5*.

An entity a hyper-parameter, named as the field names it; each surface form holds a value as
printed. Nothing is taken from related work, and no value without its name beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from litscan.document.model import Evidence, Span
from litscan.extraction.confidence import confidence_of
from litscan.extraction.cues import LONGEST_SENTENCE
from litscan.extraction.ground import Ground
from litscan.extraction.mentions import quote_around
from litscan.extraction.records import Entity

__all__ = ["Setting", "find_hyperparameters", "find_settings"]

_NAMES: tuple[tuple[str, str], ...] = (
    ("learning rate", r"(?:(?:initial|base|peak|max(?:imum)?) )?learning[\s-]rates?|(?<!\w)lr"),
    ("batch size", r"(?:(?:training|global|total) )?(?:mini-?)?batch[\s-]?sizes?"),
    ("epochs", r"(?:(?:max(?:imum)?\.?|training|total|number of) ){1,3}epochs?"),
    ("beam size", r"beam[\s-](?:size|width)"),
    ("hidden size", r"hidden (?:layer )?(?:size|dimensions?)"),
    ("threshold", r"(?:confidence |pruning )?threshold"),
    ("weight decay", r"weight[\s-]decay"),
    ("momentum", r"momentum"),
    ("dropout", r"drop-?out(?: (?:rates?|probability|ratio))?"),
    ("label smoothing", r"label[\s-]smoothing(?: (?:factor|rate|coefficient))?"),
    ("temperature", r"(?:softmax |distillation )?temperature"),
    ("gradient clipping",
     r"(?:gradient|grad)[\s-](?:norm )?clipping(?: (?:norm|value|threshold))?"),
    ("calibration samples", r"(?:number of )?calibration samples"),
    ("pruning frequency", r"pruning (?:frequency|interval)|mask update (?:frequency|interval)"),
    ("pruning steps", r"number of pruning (?:steps|iterations|rounds)"),
    ("rewinding epoch", r"rewind(?:ing)? (?:epoch|iteration|step)"),
    ("warm-up steps", r"(?:number of )?warm-?\s?up (?:steps|iterations|epochs)"),
    ("regularization strength",
     r"(?:regulari[sz]ation|sparsity|penalty) (?:strength|coefficient|weight|parameter|factor)"),
    ("sequence length", r"(?:maximum |max\.? )?(?:sequence|context) length"),
    ("random seed", r"random seed"),
)  # fmt: skip
_VALUE = (
    r"\d+(?:\.\d+)?\s?(?:[x×·*]|\\times|\\cdot)\s?10\s?\^?\s?\{?\s?[-−–]\s?\d{1,2}\}?"
    r"|\d+(?:\.\d+)?e\s?[-−–]?\s?\d{1,2}|10\s?\^\s?\{?\s?[-−–]\s?\d{1,2}\}?"
    r"|10[⁻−–-]\d{1,2}|\d*\.\d+|\d+(?:,\d{3})*"
)
_LINK = (
    r"(?:\s?\(\s?\\?[A-Za-zα-ωΑ-Ω][\w_]{0,10}\s?\))?"
    r"(?:\s(?:is|was|of|to|at|as|set|are|be|fixed|initiali[sz]ed|starts?|starting|equal|from"
    r"|value|a|an|the|used))*\s?[=:(]?\s?(?:\$|\\\()?\s?"
)
_SETTING = re.compile(
    "|".join(
        rf"(?P<n{index}>(?<![\w-])(?:{pattern})){_LINK}(?P<v{index}>{_VALUE})(?![\w%]|\.\d|\s?%)"
        for index, (_, pattern) in enumerate(_NAMES)
    ),
    re.IGNORECASE,
)
_KEYWORDS = (
    "rate", "lr", "batch", "decay", "momentum", "drop", "smoothing", "temperature", "clipping",
    "calibration", "pruning", "update", "rewind", "warm", "regulari", "penalty", "sparsity",
    "length", "seed", "epoch", "beam", "hidden", "threshold",
)  # fmt: skip
_MOST = 5


@dataclass
class _Found:
    surfaces: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    signal: str = "hyperparameter/mentioned"


@dataclass(frozen=True, slots=True)
class Setting:
    """A hyper-parameter's name as printed at `parameter` and its value at `value` of a text."""

    name: str
    parameter: Span
    value: Span


def find_settings(text: str) -> Iterator[Setting]:
    """Yield the hyper-parameters a stretch of text sets, with their values.

    Examples
    --------
    >>> text = "We use a dropout rate of 0.5 and lr = 1e-3."
    >>> [(found.name, text[found.value.start : found.value.end]) for found in find_settings(text)]
    [('dropout', '0.5'), ('learning rate', '1e-3')]
    """
    low = text.lower()
    if not any(word in low for word in _KEYWORDS):
        return
    for match in _SETTING.finditer(text):
        index = int((match.lastgroup or "v0")[1:])
        yield Setting(
            _NAMES[index][0], Span(*match.span(f"n{index}")), Span(*match.span(f"v{index}"))
        )


def find_hyperparameters(ground: Ground) -> tuple[Entity, ...]:
    """Return a document's hyper-parameters, one entity a name, in the order of their names."""
    found: dict[str, _Found] = {}
    for sentence in ground.document.sentences:
        zone = ground.scan.zones.at(sentence.span.start)
        if sentence.span.end - sentence.span.start > LONGEST_SENTENCE:
            continue
        text = ground.document.quote(sentence.span)
        if zone == "outside" or not any(map(str.isdigit, text)):
            continue
        for setting in find_settings(text):
            start, end = setting.parameter.start, setting.value.end
            item = found.setdefault(setting.name, _Found())
            surface = " ".join(text[start:end].split())
            if surface in item.surfaces or len(item.surfaces) >= _MOST:
                continue
            span = Span(sentence.span.start + start, sentence.span.start + end)
            item.surfaces.append(surface)
            item.evidence.append(quote_around(ground.document, span))
            if zone == "evidence":
                item.signal = "hyperparameter/evaluated"
    return tuple(
        Entity(
            "hyperparameter",
            name,
            tuple(item.surfaces),
            "evaluated",
            confidence_of(item.signal),
            tuple(dict.fromkeys(item.evidence)),
            signal=item.signal,
        )
        for name, item in sorted(found.items())
    )
