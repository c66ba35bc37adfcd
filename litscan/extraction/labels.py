"""What a table's label names: a method (own, dense, cited), a network, a data set, a level."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from litscan.extraction.measures import LONGEST_LABEL
from litscan.extraction.own import normal
from litscan.vocabulary import Vocabulary

__all__ = ["Column", "Label", "clean_method", "column_kind", "is_dense", "is_own", "read_label"]

Column = Literal["method", "architecture", "dataset", "level", "other"]

_VENUE = (
    r"(?:cvpr|iccv|eccv|neurips|nips|iclr|icml|aaai|ijcai|bmvc|wacv|tpami|pami|tnnls|acl|emnlp"
    r"|naacl|mlsys|arxiv|acm ?mm|ijcv|dac|kdd)"
)
_DENSE_WORDS = (
    r"(?:dense|baseline|original|unpruned|uncompressed|un-pruned|full|pre-?trained|no pruning"
    r"|no-pruning|reference|vanilla|base|not pruned|unpruned baseline|0 ?%)"
)
_DENSE = re.compile(
    rf"(?:the )?{_DENSE_WORDS}(?:[\s-]+(?:dense|baseline|original|unpruned|model|network|net|size"
    r"|accuracy|acc\.?|training|trained|weights?|parameters?|fp16|fp32|reference))*"
)
_DENSE_NOTED = re.compile(r"(?:dense|baseline|unpruned|original|uncompressed)\s?[(,\[].{0,40}")
_DENSE_AFTER = re.compile(
    r"[\s(,:\[/-]+(?:dense|baseline|original|unpruned|uncompressed|full(?: model)?|un-pruned)\W*$"
)
_LEFT_OUT = re.compile(r"(?:\bw/o|\bwithout|\bno)\s+(?:[\w-]+-)?$", re.IGNORECASE)
_METHOD_NOISE = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"\[[\d,;\s–-]*\]|\(\s*\)", 0),
        (
            r"\[[^\[\]]{0,60}(?:19|20)\d\d[^\[\]]{0,40}\]|\b(?!top)[A-Za-z]+(?:19"
            r"|20)\d{2}[a-z]+\b",
            0,
        ),
        (rf"[\[(]\s?{_VENUE}\W*(?:19|20)?\d{{2}}\s?[\])]", re.IGNORECASE),
        (rf"\b{_VENUE}['’]?\s?(?:19|20)?\d{{2}}\b", re.IGNORECASE),
        (r"\((?:[^()]{0,60}?\bet al\b[^()]*|[^()]{2,60}?,? (?:19|20)\d{2}[a-z]?)\)", 0),
        (r"\((?:19|20)\d{2}[a-z]?\)", 0),
        (r"[†‡§¶]|\*+$|^\*+|\^\{?\*\}?", 0),
    )
)
_LEADING_DASH = re.compile(r"^[\s\-–—•·+~]+(?=\w)")
_OURS = re.compile(r"\b(?:ours?|proposed)\b", re.IGNORECASE)
_HEADINGS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("dataset", re.compile(r"\bdata ?sets?\b|^data$|^domains?$|\btasks?\b|\bbenchmark")),
    (
        "method",
        re.compile(
            r"method|algorithm|approach|technique|strategy|pruner|criteri|scheme"
            r"|metric used|pruning$"
        ),
    ),
    (
        "architecture",
        re.compile(r"model|network|arch|backbone|\bnet\b|\bdnns?\b|\bllms?\b|\bcnns?\b"),
    ),
    (
        "level",
        re.compile(
            r"remov|prun|kept|spars|ratio|\brate\b|densit|remain|^s$|pattern"
            r"|compression|speed-?up|target"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Label:
    """The reading of one label.

    `architectures` and `datasets` are canonical names in the order printed; `rest` is the text
    with them taken out.
    """

    text: str
    architectures: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    rest: str = ""


def read_label(text: str, vocabulary: Vocabulary) -> Label:
    """Return what a label names."""
    if not text or len(text) > 300:
        return Label(text)
    architectures: list[str] = []
    datasets: list[str] = []
    methods: list[str] = []
    taken: list[tuple[int, int]] = []
    for mention in vocabulary.find(text, ("architecture", "dataset", "method")):
        kind = mention.name.kind
        if kind != "method" and _LEFT_OUT.search(text, 0, mention.start):
            continue
        target = (
            architectures if kind == "architecture" else datasets if kind == "dataset" else methods
        )
        if mention.name.name not in target:
            target.append(mention.name.name)
        if kind != "method":
            taken.append((mention.start, mention.end))
    rest = text
    for start, end in sorted(taken, reverse=True):
        rest = rest[:start] + " " + rest[end:]
    return Label(
        text, tuple(architectures), tuple(datasets), tuple(methods), " ".join(rest.split())
    )


def column_kind(heading: str) -> Column | None:
    """Return what kind of label a header column's heading announces, or None.

    Examples
    --------
    >>> column_kind("Pruning method"), column_kind("Backbone"), column_kind("")
    ('method', 'architecture', None)
    """
    low = heading.lower().strip()
    if not low or len(low) > 60:
        return None
    return next((kind for kind, pattern in _HEADINGS if pattern.search(low)), None)


def clean_method(text: str, citations: Iterable[str] = ()) -> str:
    """Return a method's label without citation, marks, venue and leading dashes.

    Examples
    --------
    >>> clean_method("- SparseGPT [12]"), clean_method("FPGM (He et al., 2019)*")
    ('SparseGPT', 'FPGM')
    """
    return _clean_method(text, tuple(citations))


@lru_cache(maxsize=4096)
def _clean_method(text: str, citations: tuple[str, ...]) -> str:
    text = text[:LONGEST_LABEL]
    for key in citations:
        text = text.replace(key, " ")
    for noise in _METHOD_NOISE:
        text = noise.sub(" ", text)
    text = _LEADING_DASH.sub("", text)
    return " ".join(text.split()).strip(" ,;:")


@lru_cache(maxsize=4096)
def is_dense(text: str, label: Label | None = None) -> bool:
    """Return whether a label names the unpruned network.

    Examples
    --------
    >>> is_dense("Baseline"), is_dense("ResNet-50 (dense)"), is_dense("Baseline pruning")
    (True, True, False)
    """
    low = clean_method(text).lower().strip(" *.()[]")
    if _DENSE.fullmatch(low) or (_DENSE_NOTED.fullmatch(low) and not _OURS.search(low)):
        return True
    if label is not None and label.architectures:
        rest = label.rest.lower().strip(" *.()[]-_:,/")
        return rest == "ref" or bool(_DENSE.fullmatch(rest) or _DENSE_NOTED.fullmatch(rest))
    return bool(_DENSE_AFTER.search(low)) and len(low) < 40 and not _OURS.search(low)


def is_own(text: str, own: Iterable[str]) -> bool:
    """Return whether a label names the authors' own method.

    Examples
    --------
    >>> is_own("Feather-Global", ["Feather"]), is_own("SNIP", ["Feather"])
    (True, False)
    """
    return _is_own(text, tuple(own))


@lru_cache(maxsize=4096)
def _is_own(text: str, own: tuple[str, ...]) -> bool:
    if _OURS.search(text):
        return True
    flat = normal(clean_method(text))
    for name in own:
        short = normal(name)
        if flat == short:
            return True
        if len(short) >= 3 and re.search(
            rf"(?<![\w]){re.escape(name)}(?![a-z])", text, re.IGNORECASE if len(short) > 4 else 0
        ):
            return True
    return False
