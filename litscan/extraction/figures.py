"""How a sentence states a number: accuracy reached, lost, or the share that was pruned away.

A spaCy pipeline of litscan's own. Its first component merges each printed number, each name of a
measure and each word of change into one tagged token; its second matches the few constructions
that papers use for a result. What no construction covers is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from litscan.tables.numbers import Quantity, find_numbers

__all__ = ["Figure", "FigureKind", "build_figure_pipeline", "find_figures", "may_state_figures"]

FigureKind = Literal["value", "before", "drop", "level"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a sentence states, at ``[start, end)`` of it.

    `kind` is ``value`` for what a network reaches, ``before`` for the first of *from 93.5% to
    93.2%*, ``drop`` for a loss against the unpruned network, ``level`` for how far it was pruned.
    `measure` is the canonical name of what is measured, None for a loss of an unnamed measure.
    `first` and `last` bound the words of the construction.
    """

    kind: FigureKind
    measure: str | None
    quantity: Quantity
    start: int
    end: int
    first: int
    last: int


_QUALIFIER = (
    r"(?:(?:classification|recognition|test(?:ing)?|validation|val\.?|inference|prediction"
    r"|average|mean|overall|final|natural|clean)[\s-]+)*"
)
_MEASURES: tuple[tuple[str, str], ...] = (
    ("top5_error", rf"top[\s-]*(?:5|five) {_QUALIFIER}error(?: rates?)?"),
    ("top1_error", rf"top[\s-]*(?:1|one) {_QUALIFIER}error(?: rates?)?"),
    ("top5_accuracy", rf"top[\s-]*(?:5|five)(?: {_QUALIFIER}acc(?:uracy|uracies|\.)?)?(?![\w-])"),
    ("top1_accuracy", rf"top[\s-]*(?:1|one)(?: {_QUALIFIER}acc(?:uracy|uracies|\.)?)?(?![\w-])"),
    ("perplexity", rf"{_QUALIFIER}(?:perplexit(?:y|ies)|PPL)\b"),
    ("wer", r"(?:word error rates?|WER)\b"),
    (
        "error",
        r"(?:(?:classification|test(?:ing)?|validation|generali[sz]ation|misclassification)[\s-]+)+"
        r"errors?(?: rates?)?\b|error rates?\b",
    ),
    ("accuracy", rf"{_QUALIFIER}(?:accurac(?:y|ies)|acc\.)"),
    ("miou", r"mIoU\b|mean IoU\b"),
    ("map", r"(?-i:mAP|AP)\b(?!@)|mean average precision\b"),
    ("f1", r"F-?1(?:[\s-]+scores?)?\b"),
    ("bpc", r"(?:bits[\s-]per[\s-]character|BPC)\b"),
    ("bleu", r"BLEU(?:[\s-]+scores?)?\b"),
    ("auc", r"(?:AUC|AUROC)\b"),
)
_MEASURE = re.compile(
    r"(?P<OTHER>(?:rank-?\s?\d+|balanced|relative|pixel|training|train|robust|adversarial|attack"
    r"|(?:mean |average )?(?:zero|few)-shot"
    r"|rounding|approximation) accurac(?:y|ies))|"
    + "|".join(f"(?P<{name}>(?<![\\w-])(?:{pattern}))" for name, pattern in _MEASURES),
    re.IGNORECASE,
)
_COUNTS: tuple[tuple[str, str], ...] = (
    (
        "FLOPS",
        r"(?:[MG]?FLOPs?|MACs?|multiply-accumulates?|floating[\s-]point operations"
        r"|(?:computation(?:al|s)?|compute)(?: (?:costs?|complexity|operations|load|budgets?))?)\b",
    ),
    ("PARAMS", r"(?:param(?:eter)?s?|weights|connections)\b|(?:model|network)[\s-]sizes?\b"),
    ("SPARSITY", r"(?:weight[\s-]|model[\s-]|network[\s-])?sparsity\b"
     r"(?:[\s-](?:levels?|ratios?|rates?))?"
     r"|prun(?:ing|ed) (?:ratios?|rates?|levels?)\b|(?:weight[\s-])?sparse\b"),
    ("COMPRESSION", r"compression(?: (?:ratios?|rates?|factors?))?\b"),
    ("SPEEDUP", r"(?:inference |wall-?clock |real |practical |actual |theoretical |CPU |GPU )*"
     r"(?:speed-?\s?ups?|acceleration)\b"),
    ("FASTER", r"faster\b"),
    ("SMALLER", r"(?:smaller|compressed)\b"),
    ("FEWER", r"(?:fewer|less|lower)\b"),
    ("LOSS", r"(?:drops?|loss(?:es)?|degradations?|decreases?|declines?|reductions?)\b"),
    ("LOSING", r"(?:los(?:e|es|ing|t)|sacrific(?:e|es|ing)|drops?|dropp(?:ed|ing)"
     r"|degrad(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)"
     r"|reduc(?:e|es|ed|ing)|falls?|fell)\b"),
    ("REMOVE", r"(?:remov(?:e|es|ed|ing)|prun(?:e|es|ed|ing)|cuts?|cutting|eliminat(?:e|es|ed|ing)"
     r"|sav(?:e|es|ed|ing|ings)|discard(?:s|ed|ing)?|compress(?:es|ing)?)\b"),
    ("GAIN", r"(?:improvements?|improv(?:es?|ed|ing)|gains?|gained|increas(?:es?|ed|ing)|boosts?"
     r"|outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|higher|better|rise[sn]?"
     r"|advantages?|worse|difference|gap|margin)\b"),
)  # fmt: skip
_COUNT = re.compile(
    "|".join(f"(?P<{name}>(?<![\\w-])(?:{pattern}))" for name, pattern in _COUNTS), re.IGNORECASE
)
_BOUND = re.compile(
    r"(?:\b(?:up to|at most|at least|(?:more|less|greater|fewer|higher|lower|better|larger|smaller"
    r"|worse) than|over|under|above|below|within|nearly|almost|about|around|roughly|approximately"
    r"|approx\.?|exceed(?:s|ing)|beyond|maximum|minimum|max|min|as (?:much|many|few|little|low|high"
    r"|large) as|between|close to|near|every|or)\s(?:an? |the |of )?|[<>≤≥≈~±]\s?|\d\s?[-–—]\s?"
    r"|\d%?\s?(?:to|or) |between [\d.]+\s?%? and )$",
    re.IGNORECASE,
)
_RANGE_AFTER = re.compile(r"\s?(?:[-–—]\s?\d|(?:to|or) [~≈]?\d|\+(?!\d)|or (?:more|less|higher))")
_PAIRED = re.compile(r"\bfrom (?:an? |the )?(?:[\d.]+\s?%? to (?:an? |the |only )?)?$")
_WORTH = re.compile(
    r"accurac|acc\.|\berror|perplexit|\bPPL\b|top-?\s?(?:1|5|one|five)\b|\bmAP\b|mIoU|\bF-?1\b"
    r"|BLEU|\bAP\b|\bBPC\b|achiev|obtain|reach|attain|\bAU(?:RO)?C\b|\bWER\b|FLOPs?\b|\bMACs?\b|param|sparsity|prun|compress|speed-?\s?up"
    r"|accelerat|faster|\bloss\b|drop|degrad",
    re.IGNORECASE,
)
_LONGEST = 700


def may_state_figures(text: str) -> bool:
    """Return whether a sentence is worth the pipeline: a number beside a word of measuring.

    Examples
    --------
    >>> may_state_figures("It loses 0.3% accuracy."), may_state_figures("We use 3 GPUs.")
    (True, False)
    """
    return len(text) <= _LONGEST and any(map(str.isdigit, text)) and _WORTH.search(text) is not None


def _number(text: str, start: int, end: int, quantity: Quantity) -> bool:
    """Whether a number may be a figure: not a bound, a range, or a bare count."""
    before = text[max(start - 40, 0) : start]
    paired = _PAIRED.search(before) is not None
    if quantity.approximate or (_BOUND.search(before[-24:]) and not paired):
        return False
    if _RANGE_AFTER.match(text, end) and not paired:
        return False
    return quantity.unit in ("percent", "pp", "factor") or quantity.decimals > 0


def _merge(doc: Any) -> Any:
    """Merge numbers, measures and words of change into one tagged token each."""
    text = doc.text
    marks: list[tuple[int, int, str, Any]] = []
    for start, end, quantity in find_numbers(text):
        tag = "NUM" if _number(text, start, end, quantity) else "OTHERNUM"
        marks.append((start, end, tag, quantity))
    for pattern, tag in ((_MEASURE, "MEASURE"), (_COUNT, "")):
        for match in pattern.finditer(text):
            named = match.lastgroup or ""
            marks.append(
                (match.start(), match.end(), named if named == "OTHER" else tag or named, match)
            )
    taken: set[int] = set()
    values = doc.user_data.setdefault("litscan_figures", {})
    with doc.retokenize() as retokenizer:
        for start, end, tag, value in sorted(marks, key=lambda mark: (mark[2] != "NUM", mark[0])):
            span = doc.char_span(start, end, alignment_mode="expand")
            glued = span is not None and tag == "NUM" and span.start_char < start
            if span is None or glued or taken.intersection(range(span.start, span.end)):
                continue
            taken.update(range(span.start, span.end))
            values[span.start_char] = (start, end, value)
            retokenizer.merge(span, attrs={"TAG": tag})
    return doc


_NUM = {"TAG": "NUM"}
_MEAS = {"TAG": "MEASURE"}
_COST = {"TAG": {"IN": ["FLOPS", "PARAMS"]}}
_LOSS = {"TAG": {"IN": ["LOSS", "LOSING"]}}
_STOP = ["NUM", "OTHERNUM", "MEASURE", "LOSS", "LOSING", "GAIN", "REMOVE"]


def _gap(most: int) -> dict[str, Any]:
    """Return a pattern for words between two parts of a construction that state nothing."""
    return {
        "TAG": {"NOT_IN": _STOP},
        "LOWER": {"NOT_IN": [",", ";", "(", ")", ":", "and", "by", "while", "than", "or", "to"]},
        "OP": f"{{0,{most}}}",
    }


def _words(*words: str, op: str = "{1}") -> dict[str, Any]:
    return {"LOWER": {"IN": list(words)}, "OP": op}


_REACHING = (
    "achieve",
    "achieves",
    "achieved",
    "achieving",
    "obtain",
    "obtains",
    "obtained",
    "obtaining",
    "reach",
    "reaches",
    "reached",
    "reaching",
    "attain",
    "attains",
    "attained",
    "attaining",
    "score",
    "scores",
    "scored",
    "scoring",
)
_ONLY = _words("only", "just", "merely", "a", "an", "the", "mere", "its", "our", op="{0,3}")
_OWN_COUNT = _words(
    "of", "the", "its", "their", "all", "total", "model", "network", "in", "'s", "original",
    "trainable", "fewer", "whole", "overall", op="{0,4}",
)  # fmt: skip
_IS = _words("of", "is", "was", "=", ":", "reaches", "reached", "reaching", "being", "to")
_PATTERNS: dict[str, list[list[dict[str, Any]]]] = {
    "value": [
        [_NUM, _words("average", "mean", "final", "in", "overall", "best", op="{0,1}"), _MEAS],
        [_MEAS, _gap(5), _IS, _ONLY, _NUM],
        [_MEAS, _words("(", "=", op="{0,1}"), _NUM],
    ],
    "bare": [
        [_words(*_REACHING), _words("only", "a", "an", "still", op="{0,2}"), _NUM,
         _words("on"), {"TAG": {"NOT_IN": _STOP}}],
    ],
    "pair": [[_MEAS, {**_gap(4)}, _LOSS, _gap(3), _words("from"), _NUM, _words("to"), _ONLY, _NUM],
             [_LOSS, _gap(3), _MEAS, _gap(4), _words("from"), _NUM, _words("to"), _ONLY, _NUM]],
    "drop": [
        [_NUM, _words("absolute", "average", op="{0,1}"), _MEAS, {"TAG": "LOSS"}],
        [_NUM, _words("absolute", "average", op="{0,1}"), _words("loss", "drop", "degradation")],
        [_NUM, _words("absolute", "average", op="{0,1}"), {"TAG": "LOSS"},
         _words("in", "of", "on"), _ONLY, _MEAS],
        [{"TAG": "LOSS"}, _words("in", "of"), _ONLY, _MEAS, _gap(3),
         _words("of", "by"), _ONLY, _NUM],
        [{"TAG": "LOSS"}, _words("of", "by"), _ONLY, _NUM, _words("in", "of", "on"), _ONLY, _MEAS],
        [_MEAS, {"TAG": "LOSS"}, _words("of", "is", "by", "="), _ONLY, _NUM],
        [_MEAS, _gap(4), {"TAG": {"IN": ["LOSING", "LOSS"]}}, _words("by"), _ONLY, _NUM],
        [_LOSS, _ONLY, _NUM, _words("in", "of", op="{0,1}"), _ONLY, _MEAS],
    ],
    "level": [
        [_LOSS, _gap(4), _COST, _gap(4), _words("by"), _ONLY, _NUM],
        [{"TAG": "REMOVE"}, _gap(4), _COST, _gap(4), _words("by"), _ONLY, _NUM],
        [{"TAG": "REMOVE"}, _ONLY, _NUM, _OWN_COUNT, _COST],
        [_LOSS, _ONLY, _NUM, _words("of"), _OWN_COUNT, _COST],
        [_NUM, _OWN_COUNT, _COST, {"TAG": {"IN": ["LOSS", "REMOVE"]}}],
        [_NUM, {"TAG": "LOSS"}, _words("in", "of"), _OWN_COUNT, _COST],
        [_NUM, {"TAG": "FEWER"}, _COST],
        [_COST, {"TAG": {"IN": ["LOSS", "REMOVE"]}}, _words("of", "is", "by"), _ONLY, _NUM],
        [{"TAG": "LOSS"}, _words("of"), _ONLY, _NUM, _words("in", "of"), _OWN_COUNT, _COST],
    ],
    "sparsity": [
        [_NUM, {"TAG": "SPARSITY"}],
        [{"TAG": "SPARSITY"}, _words("level", "ratio", "rate", op="{0,1}"),
         _words("of", "is", "at", "="), _ONLY, _NUM],
    ],
    "speedup": [
        [_NUM, _words("inference", "real", "practical", "actual", "theoretical", op="{0,2}"),
         {"TAG": {"IN": ["SPEEDUP", "FASTER"]}}],
        [{"TAG": "SPEEDUP"}, _words("of"), _ONLY, _NUM],
    ],
    "compression_ratio": [
        [_NUM, _words("model", "network", "parameter", op="{0,1}"),
         {"TAG": {"IN": ["COMPRESSION", "SMALLER"]}}],
        [{"TAG": "COMPRESSION"}, _words("of", "is", "="), _ONLY, _NUM],
    ],
}  # fmt: skip


def _construction_component(nlp: Any) -> Any:
    from spacy.matcher import Matcher

    matcher = Matcher(nlp.vocab)
    for name, patterns in _PATTERNS.items():
        matcher.add(name, patterns, greedy="LONGEST")

    def component(doc: Any) -> Any:
        stated = any(token.tag_ == "NUM" for token in doc)
        matches = matcher(doc) if stated else []
        found = [(nlp.vocab.strings[name], doc[start:end]) for name, start, end in matches]
        found.sort(
            key=lambda item: (
                item[0] in ("value", "bare"),
                item[1].start - item[1].end,
                item[1].start,
            )
        )
        doc.user_data["litscan_constructions"] = found
        return doc

    return component


@cache
def build_figure_pipeline() -> Any:
    """Return the spaCy pipeline that reads figures, built once a process."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory("litscan_figure_tokens"):
        Language.component("litscan_figure_tokens", func=_merge)
        Language.factory(
            "litscan_constructions", func=lambda nlp, name: _construction_component(nlp)
        )
    nlp = spacy.blank("en")
    nlp.add_pipe("litscan_figure_tokens")
    nlp.add_pipe("litscan_constructions")
    return nlp


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures a sentence states, in reading order.

    Examples
    --------
    >>> [(f.kind, f.measure, f.quantity.value)
    ...  for f in find_figures("It cuts FLOPs by 53% with a 0.3% drop in top-1 accuracy.")]
    [('level', 'flops_removed', 53.0), ('drop', 'top1_accuracy', 0.3)]
    """
    if not may_state_figures(text):
        return ()
    return tuple(_figures(build_figure_pipeline()(text)))


def _figures(doc: Any) -> Iterator[Figure]:
    used: set[int] = set()
    figures: list[Figure] = []
    for name, span in doc.user_data["litscan_constructions"]:
        numbers = [token for token in span if token.tag_ == "NUM"]
        if used.intersection(token.i for token in numbers):
            continue
        read = list(_read(doc, name, span, numbers))
        if read:
            used.update(token.i for token in numbers)
            figures.extend(read)
    figures.sort(key=lambda figure: figure.start)
    yield from _with_lists(doc, figures, used)


_LIST = re.compile(r"\s*(?:,|/|and|, and|&)\s*")
_LIST_OF_PLACES = re.compile(r"\s*(?:on|for|with|in|at) [^.;()%]{2,60}?(?:, and|and|,)\s*")

_LIST_GOES_ON = re.compile(
    r"\s*(?:[,.;:)/&]|$|(?:\[[^\]]*\]\s*)?(?:and|on|for|in|with|at|when|while|after|respectively"
    r"|(?:top[\s-]*[15]\s|test\s|classification\s)*(?:accurac(?:y|ies)|errors?|mAP|mIoU|BLEU))\b)"
)


def _with_lists(doc: Any, figures: list[Figure], used: set[int]) -> Iterator[Figure]:
    """Yield figures and those that share their measure in a list: *93.2% and 75.1% accuracy*."""
    rest = [token for token in doc if token.tag_ == "NUM" and token.i not in used]
    text = doc.text
    for figure in figures:
        if figure.kind in ("value", "drop"):
            yield from _listed(doc, text, figure, [t for t in rest if t.idx < figure.start])
        yield figure
        if figure.kind in ("value", "drop"):
            yield from _listed(doc, text, figure, [t for t in rest if t.idx > figure.start])


def _listed(doc: Any, text: str, figure: Figure, rest: list[Any]) -> list[Figure]:
    """Return the numbers that continue a list which ends or begins with a figure."""
    forward = bool(rest) and rest[0].idx > figure.start
    found: list[Figure] = []
    edge = (figure.start, max(figure.end, figure.last)) if forward else (figure.start, figure.end)
    for token in rest if forward else reversed(rest):
        start, end, quantity = doc.user_data["litscan_figures"][token.idx]
        between = text[edge[1] : start] if forward else text[end : edge[0]]
        joined = _LIST.fullmatch(between) or (forward and _LIST_OF_PLACES.fullmatch(between))
        alike = quantity.unit == figure.quantity.unit
        if not joined or not alike or not _plausible(figure.kind, figure.measure, quantity):
            break
        if forward and not _LIST_GOES_ON.match(text, end):
            break
        last = end if forward else figure.last
        found.append(Figure(figure.kind, figure.measure, quantity, start, end, start, last))
        edge = (start, end)
    return found if forward else found[::-1]


def _read(doc: Any, name: str, span: Any, numbers: list[Any]) -> Iterator[Figure]:
    if name == "drop" and not _of_performance(doc, span):
        return
    measure = next((_named(doc, token) for token in span if token.tag_ == "MEASURE"), None)
    kinds: list[FigureKind] = ["value"]
    if name == "pair":
        kinds = ["before", "value"]
    elif name == "drop":
        kinds = ["drop"]
    elif name not in ("value", "bare"):
        kinds = ["level"]
    for kind, token in zip(kinds, numbers, strict=False):
        start, end, quantity = doc.user_data["litscan_figures"][token.idx]
        what = _level(name, span, quantity) if kind == "level" else measure
        if kind == "level" and what is None:
            continue
        if _plausible(kind, what, quantity):
            yield Figure(kind, what, quantity, start, end, span.start_char, span.end_char)


def _of_performance(doc: Any, span: Any) -> bool:
    """Whether a loss is one of accuracy: named so, or not named as that of anything else."""
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    return any(token.tag_ == "MEASURE" for token in span) or after not in ("in", "of", "from")


def _named(doc: Any, token: Any) -> str | None:
    _, _, match = doc.user_data["litscan_figures"][token.idx]
    return str(match.lastgroup)


def _level(name: str, span: Any, quantity: Quantity) -> str | None:
    """Return what kind of operating point a construction states, or None if it is unclear."""
    factor = quantity.unit == "factor"
    if name == "sparsity":
        return "sparsity" if quantity.unit == "percent" else None
    if name in ("speedup", "compression_ratio"):
        return name if factor else None
    tags = {token.tag_ for token in span}
    if "FLOPS" in tags:
        return "flops_removed" if quantity.unit == "percent" else None
    if factor:
        return "compression_ratio"
    return "params_removed" if quantity.unit == "percent" else None


_SHARES = frozenset({"accuracy", "top1_accuracy", "top5_accuracy", "map", "miou", "f1", "auc"})
_ERRORS = frozenset({"error", "top1_error", "top5_error", "wer"})


def _plausible(kind: FigureKind, measure: str | None, quantity: Quantity) -> bool:
    value = quantity.value
    if kind == "level":
        return value > 1 if quantity.unit == "factor" else 1 <= value <= 100
    if quantity.unit == "factor" or quantity.scale != 1 or value < 0:
        return False
    if kind == "drop":
        return measure in (None, *_SHARES) and quantity.unit in ("percent", "pp") and value < 60
    if quantity.unit == "pp":
        return False
    if measure is None:
        return quantity.unit == "percent" and 20 <= value <= 100
    if measure in _SHARES | _ERRORS:
        return 0 < value <= 100
    return value > 0
