"""Telling papers from the pages that are served in their place.

An abstract page, a message that there is no HTML, a login or a robot check are HTML files too;
read as papers they would report nothing at all, silently.
"""

from __future__ import annotations

import re
from typing import Any

from litscan.document.html.roles import classes_of
from litscan.errors import ReadError

__all__ = ["require_paper"]

_LONGEST_MESSAGE = 4_000

_NO_PAPER: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(
            r"no html (?:for|available|version)|html is not available for the source"
            r"|conversion to html (?:had|failed)|document (?:failed to convert|conversion failed)"
            r"|withdrawn.{0,40}no html",
            re.IGNORECASE,
        ),
        "a message that there is no HTML of the paper",
        "use its LaTeX source or PDF",
    ),
    (
        re.compile(
            r"captcha|are you a (?:robot|human)|verify (?:that )?you are|just a moment"
            r"|checking your browser|attention required|unusual traffic|security check",
            re.IGNORECASE,
        ),
        "a robot check, not a paper",
        "open it in a browser and save the page it leads to",
    ),
    (
        re.compile(
            r"^\s*(?:please )?(?:log|sign) ?in\b|\blogin (?:required|page)"
            r"|access (?:denied|to this page)|subscription required|forbidden|unauthori[sz]ed",
            re.IGNORECASE,
        ),
        "a login or refusal, not a paper",
        "save the paper itself",
    ),
    (
        re.compile(
            r"(?:^|\b(?:error|http|status):? )(?:404|403|410|429|50[0-4])\b"
            r"|\bpage not found\b|\bnot found$"
            r"|internal server error|bad gateway|service unavailable|rate exceeded"
            r"|too many requests",
            re.IGNORECASE,
        ),
        "an error message of a web server",
        "fetch the page again",
    ),
    (
        re.compile(r"(?:enable|requires?|turn on) javascript", re.IGNORECASE),
        "a page that scripts fill, saved empty",
        "save the PDF or the source instead",
    ),
)
_ABSTRACT_PAGE = "an abstract page of arXiv, not the paper"


def require_paper(root: Any, shown: str) -> None:
    """Do nothing for a page that may be a paper.

    Raises
    ------
    ReadError
        If the page is known to stand in the place of one.
    """
    converted = any("ltx_document" in classes_of(part) for part in root.iter("article", "div"))
    if converted:
        return
    if _is_abstract_page(root):
        raise ReadError(
            f"{shown}: {_ABSTRACT_PAGE}",
            advice="save https://arxiv.org/html/… of it, its PDF, or its source",
        )
    found = _message(root)
    if found is not None:
        raise ReadError(f"{shown}: {found[0]}", advice=found[1])


def _is_abstract_page(root: Any) -> bool:
    for element in root.iter("blockquote", "div"):
        if element.tag == "blockquote" and {"abstract", "mathjax"} <= set(classes_of(element)):
            return True
        if element.get("id") in ("abs-outer", "abs") and any(
            "descriptor" in classes_of(inner) for inner in element.iter("span")
        ):
            return True
    return False


def _message(root: Any) -> tuple[str, str] | None:
    """Return what a short page says in its title or headings, or in its text, and advice."""
    body = next(root.iter("body"), root)
    text = " ".join(_visible(body).split())
    if len(text) > _LONGEST_MESSAGE:
        return None
    headings = [_visible(element) for element in root.iter("title", "h1", "h2")]
    for pattern, what, advice in _NO_PAPER:
        if any(pattern.search(" ".join(heading.split())) for heading in headings):
            return what, advice
    for pattern, what, advice in _NO_PAPER:
        if len(text) < 1_500 and pattern.search(text) and not _has_sections(root):
            return what, advice
    return None


def _has_sections(root: Any) -> bool:
    """Return whether a page has the parts of a paper: sections or a table."""
    return next(root.iter("table"), None) is not None or len(list(root.iter("h2", "h3"))) >= 2


def _visible(element: Any) -> str:
    parts = []
    for node in element.iter("*"):
        if node.tag not in ("script", "style"):
            parts.append(node.text or "")
        parts.append(node.tail or "" if node is not element else "")
    return " ".join(parts)
