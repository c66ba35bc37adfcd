"""Web addresses in a sentence, and whether its words make them the authors' own code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["URL", "find"]

URL = re.compile(
    r"(?:https?://|www\.|(?<![\w./@-])(?=(?:github|gitlab|bitbucket)\.(?:com"
    r"|org)/))[^\s<>\[\]{}\"'“”|\\^`]+",
    re.IGNORECASE,
)
_HOSTS = re.compile(
    r"github\.(?:com|io)|gitlab|bitbucket|4open\.science|zenodo|codeocean|huggingface\.co"
    r"|sourceforge"
    r"|osf\.io|drive\.google|dropbox|codeberg|gitee|figshare|\.github\.|code|project",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:our|the|this|source|all|training|full|complete|official|pytorch|reference)?\s?"
    r"(?:source )?(?:code|codes|codebase|implementation|scripts?|models?|repositor\w+|software|"
    r"checkpoints?|package|library)\b[^.]{0,90}?\b(?:available|released?|provided|found|accessible|"
    r"accessed|public(?:ly)?|open-?sourced?|hosted|published|shared|here|at)\b"
    r"|\b(?:available|released?|open-?source[ds]?|publish|provide|share)\b[^.]{0,60}?\b(?:code|"
    r"implementation|repositor\w+|models)\b|\bcode\s?:|^\W*(?:project page|code)\b|\bwe release\b",
    re.IGNORECASE,
)
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

    Examples
    --------
    >>> [f[2:] for f in find("Our code is available at https://github.com/a/b.")]
    [('own_code', 'https://github.com/a/b')]
    >>> [f[2] for f in find("We use the implementation of https://github.com/c/d.")]
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
        if (
            not (_HOSTS.search(url) or _CODE_AT.search(sentence))
            or _OTHERS.search(sentence)
            or re.match(r"\W*(?:repository |implementation )?(?:of|from|by)\b", after)
        ):
            label = "other_url"
        elif _OWN.search(sentence + " " + after[:40]):
            label = "own_code"
        else:
            label = "bare_url"
        yield match.start(), match.start() + len(url), label, url
