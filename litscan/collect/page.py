"""What a page of HTML is that came where a paper's text was asked for: the paper, or an answer.

arXiv puts its answers into pages too: that there is no source or no HTML, that a paper was
withdrawn; and in an outage a page says nothing but that an error occurred.
"""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["PageKind", "page_kind"]

PageKind = Literal["paper", "withdrawn", "none", "other"]

_LOOKED_AT = 2_000_000
_ANSWER = 60_000
_LATEXML = re.compile(rb"\bltx_(?:document|page_main|para)\b|name=[\"']generator[\"'][^<>]*LaTeXML")
_WITHDRAWN = re.compile(rb"has been withdrawn|withdrawn by (?:the )?(?:authors?|arxiv)", re.I)
_NONE = re.compile(
    rb"no source|not (?:been )?provided|was withdrawn|is withdrawn|\bwithdrawn\b|no html for"
    rb"|not available for|file unavailable|pdf unavailable|no document for|no file for"
    rb"|not publicly available|not public",
    re.I,
)
_TAG = re.compile(rb"<[^<>]*>")
_PARAGRAPH = re.compile(rb"<p[\s>]", re.I)
_FEWEST_PARAGRAPHS = 5
_FEWEST_WORDS = 600


def page_kind(content: bytes) -> PageKind:
    r"""Return what a page is: a paper, the answer that there is none, or something else.

    A page that LaTeXML made is a paper, and so is one with the paragraphs and words of one.

    Examples
    --------
    >>> page_kind(b'<html><article class="ltx_document">We prune.</article></html>')
    'paper'
    >>> page_kind(b"<html><h1>No HTML for '2401.00001v1'</h1></html>")
    'none'
    >>> page_kind(b"<html>We are sorry, an error occurred.</html>")
    'other'
    """
    content = content[:_LOOKED_AT]
    if _LATEXML.search(content):
        return "paper"
    words = len(_TAG.sub(b" ", content).split())
    if len(_PARAGRAPH.findall(content)) >= _FEWEST_PARAGRAPHS and words >= _FEWEST_WORDS:
        return "paper"
    if _WITHDRAWN.search(content, 0, _ANSWER):
        return "withdrawn"
    return "none" if _NONE.search(content, 0, _ANSWER) else "other"
