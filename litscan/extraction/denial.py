"""Whether a sentence denies or postpones what it speaks of, or says it of others.

"We do not average over 5 runs", "error bars are left for future work" and "prior work averages
over 5 runs" hold the words of a statement and state nothing of the paper's own experiments.
"""

from __future__ import annotations

import re

__all__ = ["all_denied", "is_denied"]

_REACH = 120
_CLAUSE_ENDS = re.compile(
    r"[.;?!]\s|,?\s(?:but|while|whereas|although|though|instead|rather)\b", re.IGNORECASE
)
_GIVES = (
    r"(?:re-?)?(?:report|giv|provid|compar|averag|r[ua]n|repeat|perform|conduct|includ|consider"
    r"|evaluat|train|releas|shar|publish|show|list|stat|measur|comput|afford|us|plot|draw|mention"
    r"|specif|describ|discuss|tak|ha[vds])(?:e|es|s|ed|ing|ning|y)?"
)
_AND_SO_ON = (
    r"(?:\s+(?:any|the|a|an|each|every|it|them|all|our|its|this|their|these|results?|numbers?"
    r"|scores?|accurac(?:y|ies)|experiments?|means?|averages?|averaging|reporting|running|repeats?"
    r"|run|report|average|over|across|of|for|from|with|to|and|or|at|as|on|code|models?|networks?"
    r"|dense|random|pruned|available|publicly|here|only)){0,7}\s*$"
)
_BEFORE = re.compile(
    r"(?:\b(?:do|does|did|could|can|have|has|had|would|was|were|is|are|be)\s?(?:not|n['’]t)"
    r"|\bcannot|\bnever|\bunable to|\bwithout|\brefrain(?:ed)? from)\b(?!\s+only)"
    rf"(?:\s+(?:\w+ly|yet|also)\b)?(?:\s+(?:{_GIVES}|available|released|public)\b)?{_AND_SO_ON}"
    r"|\b(?:no|without|neither|nor|lack(?:s|ed|ing)?(?: of)?|omit(?:s|ted)?)"
    r"(?:\s+(?:any|such|single|random|multiple|several|reported|different|the)){0,2}\s*$"
    r"|\black(?:s|ed)? [^.,;]{0,40}\bto\s*(?:\w+\s*)?$"
    r"|\b(?:future work|in (?:the )?future)\b[^.;]{0,60}$"
    r"|\bwe (?:also )?(?:plan|intend|hope|wish|leave)\b[^.,;]{0,60}$"
    r"|\bwould be \w+ to\b[^.,;]{0,60}$"
    r"|(?:^|[.;:]\s)\W*(?:most |many |some )?(?:prior|previous|earlier|existing|other|related) "
    r"(?:\w+ )?(?:works?|stud(?:y|ies)|papers?|methods?|authors|approaches)\s+(?:\w+ly\s+)?"
    rf"{_GIVES}{_AND_SO_ON}"
    r"|\b(?:unlike|in contrast to)\b[^.;]{0,60}\bwho\b[^,.;]{0,40}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:(?!\b(?:and|which|that|who\w*|where|when|if)\b)[^.,;:]){0,40}?"
    r"(?:\b(?:is|are|was|were|has been|have been|will be)\s+"
    r"(?:(?:not|never)\s+(?:yet\s+|be\s+)?(?:\w+ly\s+)?"
    r"(?:report|giv|provid|stat|includ|consider|comput|list|show|avail|releas|publi|perform"
    r"|specif|describ|possible|feasible|evaluat|compar|measur)\w*"
    r"|(?:\w+\s+)?(?:left|deferred|postponed)\s+(?:for|to|as|until)\b|future work\b"
    r"|(?:omitted|(?:too |prohibitively )?(?:expensive|costly|infeasible|prohibitive))\b"
    r"(?!\s+(?:when|where|if)\b))"
    r"|\bremains? (?:for |as )?future work|\bas future work|\bwould be\b)",
    re.IGNORECASE,
)


def is_denied(text: str, start: int, end: int) -> bool:
    """Return whether a sentence denies, postpones or says of others what stands at a place.

    Parameters
    ----------
    text : str
        The sentence.
    start, end : int
        The place of the words in it.

    Examples
    --------
    >>> def denied(text, words):
    ...     return is_denied(text, text.index(words), text.index(words) + len(words))
    >>> denied("We do not average over 5 runs.", "over 5 runs")
    True
    >>> denied("Error bars are left for future work.", "Error bars")
    True
    >>> denied("We do not tune the rate and average over 5 runs.", "over 5 runs")
    False
    """
    before = _CLAUSE_ENDS.split(text[max(0, start - _REACH) : start])[-1]
    if _BEFORE.search(before):
        return True
    after = _CLAUSE_ENDS.split(text[end : end + _REACH], maxsplit=1)[0]
    return _AFTER.match(after) is not None


def all_denied(text: str, pattern: re.Pattern[str]) -> bool:
    """Return whether a sentence matches a pattern only where it denies what is matched.

    Examples
    --------
    >>> all_denied("We do not use PyTorch.", re.compile("PyTorch"))
    True
    """
    found = False
    for match in pattern.finditer(text):
        if not is_denied(text, *match.span()):
            return False
        found = True
    return found
