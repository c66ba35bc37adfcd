"""Sentences of a paragraph of scientific prose.

The rules work on characters, so that spans are exact whatever a tokenizer would make of
``2:4 sparsity``, ``0.5%.`` or ``et al. [12]``. A break can only stand at white space; what stands
before it and what follows decide. Time is linear in the text: every look back is bounded.
"""

from __future__ import annotations

import re

from litscan.document.model import Span

__all__ = ["split_sentences"]

_SPACE = re.compile(r"\s+")
_CLOSERS = "\"'”’»)]}*_"
_OPENERS = "\"'“‘«([{*_"
_LOOK_BACK = 48


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What these stand for goes on after the dot, whatever follows.
_OPEN_ENDED = _words(
    "fig figs eq eqs eqn eqns sec secs tab tabs ref refs alg algs thm lem prop def app appx "
    "cf e.g eg i.e ie vs viz w.r.t wrt resp dr prof mr mrs ms st ca incl approx supp suppl "
    "chap sect vol nos assoc conf proc trans intl dept univ s.t"
)
# These go on before a number only.
_BEFORE_NUMBER = _words("no p pp ch art ver v")
# These may end a sentence; then a word that begins sentences follows.
_MAY_END = _words("al etc inc corp ltd co a.k.a jr sr avg std max min ed eds a.m p.m")
_STARTERS = _words(
    "a additionally after all also although an and another as at because besides both but by "
    "compared consequently despite due each even experiments finally first for from further "
    "furthermore given hence here how however if importantly in indeed instead interestingly it "
    "its last later let likewise many meanwhile moreover most nevertheless next note notably now "
    "of on once one only other our overall previous recall recently results second see several "
    "similarly since so some specifically still such surprisingly table that the their then there "
    "therefore these they third this those though through thus to typically unfortunately unless "
    "unlike until using we what when whereas where whether while with without yet you"
)
_LIST_MARK = re.compile(r"(?:[-*•‣▪◦–]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s")
_ENUMERATOR = re.compile(r"[\[(]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxIVX]{1,5})[.)\]]*")
_WORD = re.compile(r"[A-Za-z]+")


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
    spans: list[Span] = []
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for gap in _SPACE.finditer(text, start, end):
        if _breaks(text, start, gap):
            spans.append(Span(start, gap.start()))
            start = gap.end()
    if start < end:
        spans.append(Span(start, end))
    return spans


def _breaks(text: str, start: int, gap: re.Match[str]) -> bool:
    lines = gap[0].count("\n")
    if lines > 1:
        return True
    if lines and _LIST_MARK.match(text, gap.end()):
        return True
    stop = gap.start()
    while stop > start and stop > gap.start() - 8 and text[stop - 1] in _CLOSERS:
        stop -= 1
    if stop <= start or text[stop - 1] not in ".!?…。":
        return False
    if gap.start() - start <= _LOOK_BACK and _ENUMERATOR.fullmatch(text, start, gap.start()):
        return False
    return _may_begin(text, gap.end()) and (
        text[stop - 1] != "." or _dot_ends(text, start, stop - 1, gap.end())
    )


def _may_begin(text: str, at: int) -> bool:
    while at < len(text) - 1 and text[at] in _OPENERS:
        at += 1
    return not text[at].islower() and text[at] not in ",;:.)]}=+<>/%"


def _dot_ends(text: str, start: int, dot: int, following: int) -> bool:
    low = max(start, dot - _LOOK_BACK)
    token = text[low:dot].rpartition(" ")[2].rpartition("\n")[2].lstrip(_OPENERS + "~—–")
    token = token.rpartition("(")[2].rpartition("/")[2]
    word = token.lower()
    if word in _OPEN_ENDED:
        return False
    if word in _BEFORE_NUMBER:
        return not text[following].isdigit()
    initial = len(token) == 1 and token.isupper()
    dotted = "." in token and all(len(part) <= 1 for part in token.split("."))
    if word in _MAY_END or initial or (dotted and token.replace(".", "").isalpha()):
        return _starts_sentence(text, following)
    return True


def _starts_sentence(text: str, at: int) -> bool:
    word = _WORD.match(text, at)
    return bool(word) and word is not None and word[0][0].isupper() and word[0].lower() in _STARTERS
