"""How a sentence says how often an experiment was repeated and what its error bars are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["WORDS", "find"]

WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
    "hundred": 100,
}  # fmt: skip
_NUMBER = rf"(?P<n>\d{{1,3}}|{'|'.join(WORDS)})"
_WHAT = (
    r"(?:(?:different|independent|independently|random|randomly|separate|distinct|repeated"
    r"|training|"
    r"experimental|full|complete|identical|individual|seeded|initiali[sz]ed|weight|initial|test|"
    r"unique|iid|consecutive|trained)[\s-]+){0,4}"
    r"(?:runs?|seeds?|trials?|repetitions?|repeats?|replicat(?:es|ions?)|re-?runs?|"
    r"initiali[sz]ations?|restarts?|experiments?|calibration sets?|draws)"
)
_COUNTS = (
    re.compile(
        rf"(?:over|across|of|from|with|using|on|for|in|average|averaging|averaged|median|mean|"
        rf"perform(?:ed)?|conduct(?:ed)?|report(?:ed)?|use|used|run|ran|repeat(?:ed)?"
        rf"|execut\w+|the)"
        rf"\s(?:an average of |the average of |a total of |at least |all |the |our |these "
        rf"|each of )?"
        rf"\(?{_NUMBER}\)?[\s-]+{_WHAT}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:repeat\w*|r[ua]n|rerun|re-run|train\w*|execut\w*|perform\w*|conduct\w*"
        rf"|replicat\w*)\b"
        rf"[^.;]{{0,70}}?\b{_NUMBER}[\s-]+(?:(?:different|independent|separate|random)\s)?times\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:averag\w+|mean)\b[^.;]{{0,40}}?\b{_NUMBER}[\s-]+times\b", re.IGNORECASE),
    re.compile(rf"(?:^|[(,:;]\s?)\(?{_NUMBER}[\s-]+{_WHAT}\b", re.IGNORECASE),
    re.compile(
        r"\b(?:run|repeat\w*|train\w*|perform\w*)\b[^.;]{0,40}?\b(?P<n>twice|thrice)\b", re.I
    ),
)
_NOT_RUNS = re.compile(
    r"\b(?:inference|latency|warm-?up|timing|forward|search|bayesian|optimi[sz]ation|hyper-?param"
    r"\w*|optuna|grid|sweep|cost|compute|gpu)\b",
    re.IGNORECASE,
)
_SEEDS = re.compile(
    r"\b(?:random )?seeds?\b[^.;\d]{0,24}?(?P<list>\d{1,6}(?:\s?(?:,|and|,\s?and|&"
    r"|/)\s?\d{1,6}){0,30})"
    r"(?!\d|\.\d|\s?%| ?(?:runs|times|seeds|epochs|different|random|trials))",
    re.IGNORECASE,
)
_SEED_RANGE = re.compile(
    r"\bseeds?\b[^.;\d]{0,12}?(?P<low>\d{1,4})\s?(?:to|through|-|–|…|\.\.\.?|,\s?…\s?,)\s?"
    r"(?P<high>\d{1,4})\b",
    re.IGNORECASE,
)
_SEED_SET = re.compile(r"\bseeds?\b[^.;]{0,24}?\{(?P<list>\s?\d[\d,\s]{0,80})\}", re.IGNORECASE)
_CONTEXT = (
    r"(?:error ?bars?|shad(?:ed|ing|ow)|±|\\pm|runs?|seeds?|trials?|mean|average|averaged"
    r"|repetitions?"
    r"|in (?:all|every) cases?|points|repeat\w*|subscripts?|parenthes[ei]s"
    r"|initiali[sz]ations?|report\w*|accurac\w+|plus.minus|bands?)"
)
_SPREADS = (
    ("sem", r"standard errors?(?: of (?:the )?mean)?|\bs\.?e\.?m\.?\b"),
    ("ci", r"\d{2}\s?%\s?(?:confidence|ci\b)|confidence intervals?|confidence bands?"),
    (
        "std",
        r"standard deviations?|\bstd(?:\.|ev|\.?\s?dev\.?)?\b|\bs\.d\.|one sigma|1-sigma"
        r"|variances?",
    ),
    (
        "range",
        r"min(?:imum)?(?:[\s/-]|\sand\s)max(?:imum)?|(?:best and worst|range over|full range)",
    ),
)
_UNNAMED = re.compile(r"\berror ?bars?\b|±\s?\d", re.IGNORECASE)
_WEIGHT_TALK = re.compile(
    r"initiali[sz]ed (?:from|with|using)|gaussian|normal distribution|of (?:the )?"
    r"(?:weights|gradients?"
    r"|activations?|logits|noise|distribution)|z-?score|normali[sz]",
    re.IGNORECASE,
)


def _counts(text: str) -> Iterator[tuple[int, int, str, Any]]:
    for pattern in _COUNTS:
        for match in pattern.finditer(text):
            word = match["n"].lower()
            count = {"twice": 2, "thrice": 3}.get(word) or WORDS.get(word) or int(word)
            if not 2 <= count <= 200:
                continue
            if _NOT_RUNS.search(text[max(match.start() - 25, 0) : match.end() + 12]):
                continue
            if re.search(r"experiments?$", match[0], re.I) and not re.search(
                r"independent|repeat", match[0]
            ):
                continue
            yield match.start(), match.end(), "run_count", count


def _seeds(text: str) -> Iterator[tuple[int, int, str, Any]]:
    spread = _SEED_RANGE.search(text)
    if spread and 0 < int(spread["high"]) - int(spread["low"]) <= 50:
        seeds = tuple(range(int(spread["low"]), int(spread["high"]) + 1))
        yield spread.start(), spread.end(), "seeds", seeds
        return
    for pattern in (_SEEDS, _SEED_SET):
        for match in pattern.finditer(text):
            seeds = tuple(int(number) for number in re.findall(r"\d{1,6}", match["list"]))
            between = text[match.start() : match.start("list")]
            if len(seeds) == 1 and not re.search(r"(?:=|:|\bto\b|\bof\b|\bis\b|seed)\s*$", between):
                continue
            if len(seeds) == 1 and re.search(r"seeds\s*$", between, re.IGNORECASE):
                continue
            yield match.start(), match.end(), "seeds", seeds


def _dispersions(text: str) -> Iterator[tuple[int, int, str, Any]]:
    named = False
    for kind, words in _SPREADS:
        for match in re.finditer(words, text, re.IGNORECASE):
            around = text[max(match.start() - 120, 0) : match.end() + 120]
            near = text[max(match.start() - 30, 0) : match.end() + 60]
            if _WEIGHT_TALK.search(near) or not re.search(_CONTEXT, around, re.IGNORECASE):
                continue
            if match[0].lower().startswith("variance") and not re.search(
                r"mean and variance|(?:runs|seeds|trials)", around, re.IGNORECASE
            ):
                continue
            named = True
            yield match.start(), match.end(), "dispersion", kind
    if not named:
        unnamed = _UNNAMED.search(text)
        if unnamed:
            yield unnamed.start(), unnamed.end(), "dispersion", "unnamed"


def find(text: str) -> Iterator[tuple[int, int, str, Any]]:
    """Yield ``(start, end, label, value)`` of run counts, seeds and kinds of dispersion.

    Examples
    --------
    >>> [(label, value) for _, _, label, value in find("Mean and std over five runs.")]
    [('run_count', 5), ('dispersion', 'std')]
    """
    yield from _counts(text)
    yield from _seeds(text)
    yield from _dispersions(text)
