"""How a sentence says how often an experiment was repeated and what its error bars are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from litscan.extraction.denial import is_denied

__all__ = ["TRIGGERS", "WORDS", "find"]

TRIGGERS = (
    "run", "seed", "trial", "repetition", "repeat", "replica", "initiali", "restart",
    "experiment", "calibration set", "draws", "random", "times", "twice", "thrice",
    "standard error", "sem",
    "s.em", "se.m", "s.e.m", "confidence", "%ci", "% ci", "deviation", "std", "s.d.", "sigma",
    "variance", "max", "best and", "range", "error bar", "errorbar", "±", "\\pm",
)  # fmt: skip
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
        rf"\(?(?:[nk]\s?=\s?)?{_NUMBER}\)?[\s-]+{_WHAT}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:repeat\w*|r[ua]n|rerun|re-run|(?:re-?)?train(?:s|ed|ing (?:each|every|all))?"
        rf"|execut\w*|perform(?:s|ed|ing)?|conduct\w*|replicat\w*)\b"
        rf"[^.;]{{0,70}}?(?<!by )(?<!than )(?<!to )(?<!from )(?<!nearly )\b"
        rf"{_NUMBER}[\s-]+(?:(?:different|independent|separate|random)\s)?times\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:averag\w+|mean)\b[^.;]{{0,40}}?\b{_NUMBER}[\s-]+times\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:averag\w+|mean)\b[^.;]{{0,40}}?\b{_NUMBER}[\s-]+random(?:ly)?\s+(?:\w+\s+){{0,2}}"
        r"(?:sequences|orders|orderings|splits|partitions|permutations|shuffles)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:^|[(,:;]\s?)\(?(?:[nk]\s?=\s?)?{_NUMBER}[\s-]+{_WHAT}\b", re.IGNORECASE),
    re.compile(
        r"\b(?:run|repeat\w*|train\w*|perform\w*)\b[^.;]{0,40}?\b(?P<n>twice|thrice)\b", re.I
    ),
)
_SINGLE = re.compile(
    r"\b(?:results?|numbers?|accurac\w+|scores?|values?|experiments?)\b[^.;]{0,40}?"
    r"\b(?:of|from|with|using|on|over|in) (?:only )?(?:a|one) single "
    r"(?:training )?(?:run|seed|trial)\b"
    r"|\bexperiments?\b[^.;]{0,30}?\b(?:is|are|was|were) "
    r"(?:only )?(?:run|executed|conducted|performed) (?:only )?once\b",
    re.IGNORECASE,
)
_NOT_RUNS = re.compile(
    r"\b(?:inference|latency|warm-?up|timings?|run-?time|elapsed|forward|search|bayesian|optimi[sz]ation|hyper-?param"
    r"\w*|optuna|grid|sweep|cost|compute|gpu)\b",
    re.IGNORECASE,
)
_NO_COUNT_AFTER = re.compile(
    r"\s*of the (?:phrase|word|utterance|block|layer)"
    r"|\s*(?:longer|fewer|more|faster|less|larger|smaller|higher|lower|slower|greater|cheaper"
    r"|better|shorter|bigger|as (?:many|much|long|large|fast|quick\w*|big|high|small)"
    r"|(?:methods?|strateg\w+|schemes?|techniques?|approach\w*|settings?|types?|distributions?"
    r"|algorithms?|procedures?|configurations?))\b",
    re.IGNORECASE,
)
_NO_COUNT_BEFORE = re.compile(
    r"\bbest (?:result )?(?:out )?(?:of|over|among|from)\W*(?:the |all )?$"
    r"|\b(?:tests?|measurements?|benchmarks?|kernels?|quer\w+|loops?)\b[^.,;]{0,25}$",
    re.IGNORECASE,
)
_OTHER_TIMES = re.compile(
    r"\b(?:reduc|decay|decreas|divid|drop|lower|occur|appear|increas|accelerat|improv|multipl"
    r"|(?:layer|block|module|unit|phrase|word|token)s?\b)[^.;]*(?:times|twice|thrice)$",
    re.IGNORECASE,
)
_LIKENESS = re.compile(r"\bsimilarit|\bcosine\b|\bjaccard\b|\boverlap|\bCKA\b", re.IGNORECASE)
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
_REPEATED = re.compile(
    r"error ?bars?|\bshad(?:ed|ing|ow)|\bruns?\b|\bseeds?\b|\btrials?\b|\brepetitions?\b|\brepeat"
    r"|\breplicat|\bexperiments?\b|\binitiali[sz]ations\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"±|\\pm|\bmeans?\b|\baverag|\bin (?:all|every) cases?\b|\bpoints\b|\bsubscripts?\b"
    r"|\bparenthes[ei]s\b|\breport|\bresults?\b|\bperformance\b|\baccurac|plus.minus|\bbands?\b",
    re.IGNORECASE,
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
_CLAUSE_ENDS = re.compile(r"[.;]\s|,\s(?:while|whereas|but|where|and (?:we|the))\b")
_RESULT = re.compile(
    r"%|accurac|\bresult|\bruns?\b|\bseeds?\b|\berror\b|perplexity|\bmean\b|averag|\bscore"
    r"|performance|\bF1\b|\bBLEU\b",
    re.IGNORECASE,
)
_ERROR_BARS = re.compile(r"(?<!no )(?<!without )\berror ?bars?\b", re.IGNORECASE)
_PLUS_MINUS = re.compile(r"\d\s?[%)]?\s?(?:±|\\pm)\s?\d+(?:\.\d+)?(?![\d.]|\s?[/^*(])")
_STATISTIC_OF_DATA = re.compile(
    r"batch-?\s?norm|\bmoments?\b|\brunning (?:mean|average|variance)|\bmoving\b|std(?:dev)?\.?\s?="
    r"|\binitiali[sz](?:e|ed|er)\b|\bnois[ey]|\bperturb|\badvantages?\b|\bper[\s-]?channel\b|\bpixels?\b"
    r"|\bstandardi[sz]|\bunit variance|\bzero[\s-]mean|\bprior\b|\bposterior\b|\bsampled from\b"
    r"|\bdrawn from\b|\bbias[\s-]variance|\bexplained\b|\bof (?:each|every) (?:layer|filter|channel"
    r"|feature|batch|weight)",
    re.IGNORECASE,
)
_WEIGHT_TALK = re.compile(
    r"initiali[sz]ed (?:from|with|using)|gaussian|normal distribution|of (?:the )?"
    r"(?:weights|gradients?"
    r"|activations?|logits|noise|distribution)|z-?score|normali[sz]",
    re.IGNORECASE,
)


def _counts_something_else(text: str, match: re.Match[str], count: int) -> bool:
    if _NO_COUNT_AFTER.match(text, match.end()):
        return True
    if _OTHER_TIMES.search(match[0]):
        return True
    before = re.split(r"[.;]\s", text[: match.start("n")])[-1]
    if _NO_COUNT_BEFORE.search(before):
        return True
    return count == 2 and bool(_LIKENESS.search(text))


def _counts(text: str) -> Iterator[tuple[int, int, str, Any]]:
    for pattern in _COUNTS:
        for match in pattern.finditer(text):
            word = match["n"].lower()
            count = {"twice": 2, "thrice": 3}.get(word) or WORDS.get(word) or int(word)
            if not 2 <= count <= 200:
                continue
            if _NOT_RUNS.search(text[max(match.start() - 25, 0) : match.end() + 12]):
                continue
            if _counts_something_else(text, match, count):
                continue
            if re.search(r"experiments?$", match[0], re.I) and not re.search(
                r"independent|repeat", match[0]
            ):
                continue
            yield match.start(), match.end(), "run_count", count


def _single_runs(text: str) -> Iterator[tuple[int, int, str, Any]]:
    for match in _SINGLE.finditer(text):
        yield match.start(), match.end(), "run_count", 1


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


def _clause(text: str, start: int, end: int) -> str:
    """Return the part of a sentence around a place, up to the next semicolon or conjunction."""
    left = [match.end() for match in _CLAUSE_ENDS.finditer(text, 0, start)]
    right = _CLAUSE_ENDS.search(text, end)
    return text[left[-1] if left else 0 : right.start() if right else len(text)]


def _dispersions(text: str) -> Iterator[tuple[int, int, str, Any]]:
    named = False
    for kind, words in _SPREADS:
        for match in re.finditer(words, text, re.IGNORECASE):
            clause = _clause(text, match.start(), match.end())
            near = text[max(match.start() - 30, 0) : match.end() + 60]
            repeated = _REPEATED.search(clause)
            if _WEIGHT_TALK.search(near) or not (repeated or _REPORTED.search(clause)):
                continue
            if _STATISTIC_OF_DATA.search(clause):
                continue
            if match[0].lower().startswith("variance") and not (
                re.search(r"mean and variance|\b(?:runs|seeds|trials)\b", clause, re.IGNORECASE)
            ):
                continue
            named = True
            yield match.start(), match.end(), "dispersion", kind
    if not named:
        unnamed = _ERROR_BARS.search(text) or _shown(text)
        if unnamed:
            yield unnamed.start(), unnamed.end(), "dispersion", "unnamed"


def _shown(text: str) -> re.Match[str] | None:
    """Return a ``93.1 ± 0.2`` that is said of results."""
    for match in _PLUS_MINUS.finditer(text):
        clause = _clause(text, match.start(), match.end())
        if _RESULT.search(clause) and not _STATISTIC_OF_DATA.search(clause):
            return match
    return None


def find(text: str) -> Iterator[tuple[int, int, str, Any]]:
    """Yield ``(start, end, label, value)`` of run counts, seeds and kinds of dispersion.

    Examples
    --------
    >>> [(label, value) for _, _, label, value in find("Mean and std over five runs.")]
    [('run_count', 5), ('dispersion', 'std')]
    >>> [(label, value) for _, _, label, value in find("Averages over 5 random task sequences.")]
    [('run_count', 5)]
    >>> list(find("We do not average over 5 runs."))
    []
    """
    for look in (_counts, _single_runs, _seeds, _dispersions):
        for start, end, label, value in look(text):
            if not is_denied(text, start, end):
                yield start, end, label, value
