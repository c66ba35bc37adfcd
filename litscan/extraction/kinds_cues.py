"""Words that say which kind of pruning a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["KINDS", "TRIGGERS", "find"]

TRIGGERS = (
    "prun", "spars", "structured", "individual weights", "lottery ticket", "unimportant",
    "pattern", "n:m", "n: m", "n :m", "n : m", "initiali", "before training", "prior to training",
    "during training", "compress", "one-shot", "oneshot", "without", "calibration data",
)  # fmt: skip

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        (
            "unstructured",
            r"\bunstructured (?:prun|spars|weight)|fine-grained (?:prun|spars)|\bweight"
            r"(?:-level)? prun"
            r"|individual weights|connection prun|element-?wise (?:prun|spars)|magnitude prun"
            r"|lottery tickets?|unimportant (?:weights|connections)|parameter prun",
        ),
        (
            "structured",
            r"(?<!un)(?<!semi-)(?<!semi )\bstructured (?:prun|spars|dropout|compress)"
            r"|\bfilter(?:-level|-wise)? prun"
            r"|\bchannel(?:-level|-wise)? prun|\bneuron prun|\bhead prun|\blayer prun"
            r"|\bblock(?:-wise)? prun"
            r"|prun\w* (?:of )?(?:entire |whole |redundant |unimportant )?(?:filters"
            r"|channels|neurons|heads|layers|blocks)"
            r"|block spars|group spars",
        ),
        (
            "semi",
            r"semi-?\s?structured|\b\d{1,2}\s?:\s?\d{1,2} (?:structured |fine-grained )?"
            r"(?:spars|prun|pattern)"
            r"|\bN\s?:\s?M\b|pattern-based prun|1\s?[x×]\s?N (?:spars|prun)",
        ),
        (
            "at-init",
            r"prun\w*[\s-]at[\s-]init|at initiali[sz]ation|before training|foresight prun"
            r"|prior to training"
            r"|single-shot (?:network )?prun",
        ),
        (
            "during",
            r"sparse training|sparse-to-sparse|dynamic sparse|during training|sparsif\w+ training"
            r"|gradual (?:magnitude )?prun|prun\w*[\s-]aware training|train(?:ing)? sparse",
        ),
        (
            "post-training",
            r"post-?\s?training (?:prun|spars|compress|one-?shot)|one-?shot "
            r"(?:post-?training )?prun"
            r"|without (?:any )?(?:re-?training|fine-?tuning)|training-free prun|calibration data",
        ),
    )
)


def find(text: str) -> Iterator[tuple[int, int, str, Any]]:
    """Yield ``(start, end, "kind", kind)`` for each word that tells a kind of pruning.

    Examples
    --------
    >>> [f[3] for f in find("We prune filters and compare unstructured pruning.")]
    ['unstructured', 'structured']
    """
    for kind, pattern in KINDS:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "kind", kind
