"""Sentences of a paragraph of scientific prose.

The rules work on characters, so that spans are exact whatever a tokenizer would make of
``2:4 sparsity``, ``0.5%.`` or ``et al. [12]``. A break can only stand at white space; what stands
before it and what follows decide. Time is linear in the text: every look back is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Span

__all__ = ["sentence_bounds", "split_sentences"]

# A stop, what may close over it (quotes, brackets, marks of footnotes and citations), and space.
_CANDIDATE = re.compile(
    r"(?P<stop>[.!?…。])"
    r"(?P<close>(?:[\"'”’»)\]}*_†‡§¶^]|\[\d{1,3}(?:[,–-] ?\d{1,3}){0,6}\]|\d{1,2}(?=[\s,])){0,7})"
    r"(?P<gap>\s+)"
    r"|\n\s*"
)
_OPENERS = "\"'“‘«([{*_"
_LOOK_BACK = 48
_SHORTEST_WORD = 4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What these stand for goes on after the dot, whatever follows.
_OPEN_ENDED = _words(
    "fig figs eq eqs eqn eqns secs tabs ref refs alg algs thm thms lem lems appx cf e.g eg i.e ie "
    "vs viz w.r.t wrt dr prof mr mrs ms st ca incl excl approx supp suppl chap chaps sect sects "
    "vol vols nos assoc conf proc trans intl s.t w.l.o.g wlog"
)
# These go on before a number, a letter or a bracket: a part of a paper, a month.
_BEFORE_NUMBER = _words(
    "no p pp ch art ver v cor rem ex exs exp exps obs asm cond def defs prop props sec tab app "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
# These may end a sentence; then a word that begins sentences follows.
_MAY_END = _words(
    "al etc inc corp ltd co a.k.a jr sr avg std dev max min ed eds a.m p.m resp acc acct params "
    "param conv orig temp dept univ spec equiv pred coeff iter norm struct unstruct quant prun "
    "perf impl arch hyperparams dims vals func eval embed attn lang algo const corr diff dist mat "
    "sec app tab prop def ex min hr hrs u.s e.u"
)
_STARTERS = _words(
    "a additionally after all also although among an and another any as assume at because besides "
    "both but by combining compared consequently consider define denote despite due during each "
    "even every experiments finally first following for from further furthermore given hence here "
    "how however if importantly in indeed instead interestingly it its last later let likewise "
    "many meanwhile methods moreover most nevertheless next none not note notably now of on once "
    "one only other others our ours overall previous recall recently results second see several "
    "similar similarly since so some specifically still such suppose surprisingly table that the "
    "their then there therefore these they third this those though through thus to typically "
    "under unfortunately unless unlike until using we weights what when whereas where whether "
    "which while with within without yet you"
)
_LIST_MARK = re.compile(r"(?:[-*•‣▪◦–]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s")
_ENUMERATOR = re.compile(r"[\[(]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,5})[.)\]]*")
# "Table 4." before a caption's words, "Theorem 1." before what it says.
_LABEL = re.compile(
    r"(?:Tab(?:le|\.)|Fig(?:ure|\.)|Algorithm|Listing|Scheme|Theorem|Lemma|Corollary|Proposition"
    r"|Definition|Remark|Example|Assumption|Claim)\s[A-Z]?[\d.]{1,8}"
)
_ITEM = re.compile(r"\(?(?:[a-h]|[ivx]{1,4})\)\s")
_WORD = re.compile(r"[A-Za-z]+")
_NAME_IN_LOWER_CASE = re.compile(r"[a-z]{1,3}[A-Z]|[a-z]+-[a-z]+\s|[^\W\d_a-zA-Z](?:\s|_|\^)")
_EXCLAIMING_NAMES = _words("yahoo jeopardy")


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of one paragraph, trimmed of white space, in order.

    Parameters
    ----------
    text : str
        A paragraph; line breaks in it are white space, but a blank line or a new list item
        ends a sentence.

    Returns
    -------
    list of Span
        Offsets into `text`, not overlapping, together holding all that is not white space.

    Examples
    --------
    >>> text = "Han et al. [12] prune 89.5%. See Fig. 3 for 2:4 sparsity."
    >>> [text[s.start:s.end] for s in split_sentences(text)]
    ['Han et al. [12] prune 89.5%.', 'See Fig. 3 for 2:4 sparsity.']
    """
    return [Span(start, stop) for start, stop in sentence_bounds(text)]


def sentence_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of one paragraph begin and end, as `split_sentences` does."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for found in _CANDIDATE.finditer(text, start, end):
        stop = found.end("close") if found["stop"] else _before_space(text, start, found.start())
        if stop > start and _breaks(text, start, found):
            yield start, stop
            start = found.end()
    if start < end:
        yield start, end


def _before_space(text: str, start: int, at: int) -> int:
    while at > start and text[at - 1].isspace():
        at -= 1
    return at


def _breaks(text: str, start: int, found: re.Match[str]) -> bool:
    gap = found["gap"] or found[0]
    following = found.end()
    lines = gap.count("\n")
    if lines > 1 or (lines and _LIST_MARK.match(text, following)):
        return True
    stop = found["stop"]
    if stop is None:
        return False
    at = found.end("close")
    if at - start <= _LOOK_BACK and (
        _ENUMERATOR.fullmatch(text, start, at) or _LABEL.fullmatch(text, start, at)
    ):
        return False
    marked = found["close"].strip("^")[:1].isdigit()
    if marked and not _is_footnote_mark(text, found):
        return False
    if not _may_begin(text, following):
        return bool(_ITEM.match(text, following)) or _begins_low(text, start, found)
    if stop == ".":
        return _dot_ends(text, start, found.start(), following)
    word = _last_word(text, start, found.start()).lower()
    if stop == "!" and word in _EXCLAIMING_NAMES:
        return _starts_sentence(text, following)
    return stop != "…" or _follows_ellipsis(text, following)


def _is_footnote_mark(text: str, found: re.Match[str]) -> bool:
    """Return whether the number after a stop is a mark and not decimals: ``code.1 It``."""
    stop = found.start()
    if stop == 0 or found["close"][:1] == "^":
        return True
    word = _last_word(text, 0, stop)
    return len(word) >= _SHORTEST_WORD - 1 and word.isalpha() and not _goes_on(word.lower())


def _goes_on(word: str) -> bool:
    return word in _OPEN_ENDED or word in _BEFORE_NUMBER or word in _MAY_END


def _may_begin(text: str, at: int) -> bool:
    while at < len(text) - 1 and text[at] in _OPENERS:
        at += 1
    return not text[at].islower() and text[at] not in ",;:.)]}=+<>/%"


def _begins_low(text: str, start: int, found: re.Match[str]) -> bool:
    """Return whether a sentence begins with what follows though it is in lower case.

    After a whole word that is no abbreviation it does; after a number or a letter only a name
    written so does (``iSparse``, ``mBERT``, ``ε``).
    """
    following = found.end()
    if found["stop"] != "." or not text[following].islower():
        return False
    word = _last_word(text, start, found.start()).lower()
    if _goes_on(word) or ("." in word and not word[-1:].isdigit()):
        return False
    if len(word) >= _SHORTEST_WORD and word.isalpha():
        return True
    return len(word) != 1 and bool(_NAME_IN_LOWER_CASE.match(text, following))


def _last_word(text: str, start: int, dot: int) -> str:
    token = text[max(start, dot - _LOOK_BACK) : dot]
    token = token.rpartition(" ")[2].rpartition("\n")[2].lstrip(_OPENERS + "~—–")
    return token.rpartition("(")[2].rpartition("/")[2]


def _dot_ends(text: str, start: int, dot: int, following: int) -> bool:
    token = _last_word(text, start, dot)
    word = token.lower()
    if word in _OPEN_ENDED and token != "ms":  # milliseconds may end a sentence, Ms. Roe not
        return False
    if word.endswith(".") or not word:
        return _follows_ellipsis(text, following)
    if word in _BEFORE_NUMBER and _numbers_a_part(text, following):
        return False
    initial = len(token) == 1 and token.isupper()
    dotted = "." in token and all(len(part) <= 1 for part in token.split("."))
    if word in _MAY_END or initial or (dotted and token.replace(".", "").isalpha()):
        return _starts_sentence(text, following)
    return True


def _numbers_a_part(text: str, at: int) -> bool:
    """Return whether a number, a single letter or a bracket follows: ``Sec. 3``, ``App. B``."""
    if text[at].isdigit() or text[at] in "([":
        return True
    word = _WORD.match(text, at)
    return word is not None and len(word[0]) == 1


def _follows_ellipsis(text: str, at: int) -> bool:
    """Return whether a sentence, not the end of a series such as ``1, ..., L``, follows."""
    word = _WORD.match(text, at)
    return word is not None and len(word[0]) > 1


def _starts_sentence(text: str, at: int) -> bool:
    word = _WORD.match(text, at)
    return word is not None and word[0][0].isupper() and word[0].lower() in _STARTERS
