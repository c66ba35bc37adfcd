"""Web addresses in a sentence, and whether its words make them the authors' own code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from litscan.extraction.denial import is_denied

__all__ = ["TRIGGERS", "URL", "find"]

TRIGGERS = ("http", "www.", "github.", "gitlab.", "bitbucket.")

URL = re.compile(
    r"(?:https?://|www\.|(?<![\w./@-])(?=(?:github|gitlab|bitbucket)\.(?:com"
    r"|org)/))[^\s<>\[\]{}\"'“”|\\^`]+",
    re.IGNORECASE,
)
_HOSTS = re.compile(
    r"github\.(?:com|io)|gitlab|bitbucket|4open\.science|zenodo|codeocean|huggingface\.co"
    r"|sourceforge"
    r"|osf\.io|drive\.google|dropbox|codeberg|gitee|figshare|\.github\.",
    re.IGNORECASE,
)
_HOST_ALONE = re.compile(
    r"(?:https?://)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co)/?", re.I
)
_GIVEN = (
    r"(?:available|released?|provided|found|accessible|accessed|public(?:ly)?|open-?sourced?|hosted"
    r"|published|shared)"
)
_CODE = r"(?:code|codes|codebase|implementations?|scripts?|repositor\w+)"
_ANYTHING = rf"(?:{_CODE}|models?|software|checkpoints?|package|library|toolbox|framework)"
_OURS = re.compile(
    rf"\b(?:our|this (?:paper|work)['’]?s?)\s(?:[\w-]+\s){{0,3}}?{_ANYTHING}\b[^.]{{0,120}}?"
    rf"\b{_GIVEN}\b"
    rf"|\b(?:code|implementation|scripts?) (?:that )?we (?:use|used|wrote|developed)\b"
    rf"[^.]{{0,120}}?"
    rf"\b{_GIVEN}\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"{_OURS.pattern}"
    rf"|\b(?:our|this (?:paper|work)['’]?s?)\s(?:[\w-]+\s){{0,3}}?{_ANYTHING}\b"
    r"[^.]{0,90}?\b(?:here|at)\b"
    rf"|(?<!their )\b{_CODE}\b[^.]{{0,90}}?\b(?:{_GIVEN}|here|at)\b"
    rf"|\b(?:available|released?|open-?source[ds]?|publish|provide|share)\b[^.]{{0,60}}?\b{_CODE}\b"
    r"|\bcodes?(?:(?:,| and| &) [\w, ]{2,30}?)?\s?:|^\W*(?:project page|code)\b|\bwe release\b",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\b(?i:{_CODE}) (?:of|by|from) (?:the )?[A-Z]")
_CODE_AT = re.compile(
    r"\b(?:code|scripts?|implementation|repository|software)\b[^.]{0,60}\b(?:at|from|via"
    r"|is|are|:)\W*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bwe (?:use|used|adopt|adapt|build|modif\w+|borrow|employ|rely|follow\w*|take"
    r"|download\w*|base)\b"
    r"|\b(?:built|based|adapted|borrowed|modified|taken|downloaded|forked|obtained"
    r"|provided)\b[^.]{0,25}?"
    r"\b(?:on|from|upon|by|of)\b|official (?:code|implementation|repositor\w+) (?:of|from|for|by)"
    r"|their (?:code|official|implementation|repositor\w+)|pre-?trained (?:models?|weights"
    r"|networks?)"
    r"|using (?:the )?(?:code|implementation|official|public|open)|\btorchvision\b"
    r"|data ?sets? (?:is|are|can)"
    r"|third[\s-]party|\bfollowing\b|implementation (?:of|by|from) (?!our|the proposed|this)",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[tuple[int, int, str, Any]]:
    """Yield ``(start, end, label, url)``; label ``own_code``, ``other_url`` or ``bare_url``.

    ``named_code`` is code of something named, which may be the authors' own method.

    Examples
    --------
    >>> [f[2:] for f in find("Our code is available at https://github.com/a/b.")]
    [('own_code', 'https://github.com/a/b')]
    >>> [f[2] for f in find("We use the implementation of https://github.com/c/d.")]
    ['other_url']
    >>> [f[2] for f in find("Our code is not available at https://github.com/a/b.")]
    ['other_url']
    """
    seen: set[str] = set()
    for match in URL.finditer(text):
        url = match[0]
        while url and (url[-1] in ".,;:!?*_~" or (url[-1] == ")" and "(" not in url)):
            url = url[:-1]
        if url.count("(") < url.count(")"):
            url = url[: url.index(")")]
        if url in seen or "." not in url or len(url) < 8:
            continue
        seen.add(url)
        before = text[max(match.start() - 160, 0) : match.start()]
        after = text[match.end() : match.end() + 80]
        sentence = re.split(r"(?<=[.;])\s", before)[-1]
        yield match.start(), match.start() + len(url), _label(url, sentence, after), url


def _label(url: str, sentence: str, after: str) -> str:
    ours = _OURS.search(sentence)
    told = sentence[ours.end() :] if ours else sentence
    if not (_HOSTS.search(url) or _CODE_AT.search(sentence)) or _HOST_ALONE.fullmatch(url):
        return "other_url"
    if is_denied(sentence, len(sentence), len(sentence)):
        return "other_url"
    if re.match(r"\W*(?:repository |implementation )?(?:of|from|by)\b", after):
        return "other_url"
    if not ours and _NAMED.search(sentence):
        return "named_code"
    if _OTHERS.search(told):
        return "other_url"
    return "own_code" if _OWN.search(sentence + " " + after[:40]) else "bare_url"
