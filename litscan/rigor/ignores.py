r"""Checks that the authors themselves set aside, with a comment in the source that says why.

``% litscan: ignore[V01] every run is deterministic`` in LaTeX, and the same in
``<!-- ... -->`` in Markdown and HTML. An ignored check is still run, counted and listed, but
``litscan audit --fail-on`` does not end on it. Without a reason the comment is not honoured.
What LaTeX prints (``\%``, ``\verb``, a verbatim environment) is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litscan.document.model import Document, SourceFile

__all__ = ["Ignore", "find_ignores", "unheard_ignores"]

LONGEST_REASON = 300
_ASKED = (
    r"[ \t]{0,8}litscan[ \t]{0,8}:[ \t]{0,8}ignore[ \t]{0,8}"
    r"\[(?P<checks>[^\]\n]{0,1000})\](?P<reason>[^\n]*?)"
)
_COMMENT = {
    "latex": re.compile(
        r"\\begin\{(?P<name>verbatim|lstlisting|minted|alltt)(?P<star>\*?)\}"
        r".*?(?:\\end\{(?P=name)(?P=star)\}|\Z)"
        r"|\\(?:verb|lstinline)\*?(?P<mark>[^\w\s*{\[])[^\n]{0,400}?(?P=mark)"
        rf"|\\[^\w\s]|%(?:(?:[^\n]*?%)?{_ASKED}(?=\n|\Z)|[^\n]*)",
        re.IGNORECASE | re.DOTALL,
    ),
    "marked": re.compile(rf"<!--{_ASKED}-->", re.IGNORECASE),
}
"""What may hold a comment, and what looks like one: of the matches, those with checks count."""
_WORD = re.compile(r"[^\W\d_]")
_MARKED = frozenset({"markdown", "html"})


@dataclass(frozen=True, slots=True)
class Ignore:
    """One check that a comment in the source sets aside.

    Attributes
    ----------
    check : str
        Catalogue id, for example ``"V01"``.
    reason : str
        What the authors say; empty where they say nothing, and then it is not honoured.
    file : str
        The source file.
    line : int
        The comment's line in it, from 1.
    """

    check: str
    reason: str
    file: str
    line: int

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "check": self.check,
            "reason": self.reason,
            "file": self.file,
            "line": self.line,
        }


def _comments(document: Document) -> Iterator[Ignore]:
    form = "marked" if document.source.format in _MARKED else document.source.format
    pattern = _COMMENT.get(form)
    if pattern is None:
        return
    for file in document.files:
        if "litscan" in file.text.lower():
            yield from _comments_of(file, pattern)


def _comments_of(file: SourceFile, pattern: re.Pattern[str]) -> Iterator[Ignore]:
    line, counted = 1, 0
    for match in pattern.finditer(file.text):
        checks = match["checks"]
        if checks is None:
            continue
        line += file.text.count("\n", counted, match.start())
        counted = match.start()
        reason = " ".join(match["reason"].split())[:LONGEST_REASON]
        reason = reason if _WORD.search(reason) else ""
        named = [" ".join(check.split()).upper() for check in checks.split(",")]
        for check in filter(None, named) if any(named) else [""]:
            yield Ignore(check, reason, file.name, line)


def find_ignores(document: Document) -> tuple[Ignore, ...]:
    r"""Return the checks that the source sets aside with a reason, each once, in reading order.

    Examples
    --------
    >>> from litscan import read_text
    >>> text = "# T\n\n<!-- litscan: ignore[V01] the method is deterministic -->\n\nWords."
    >>> find_ignores(read_text(text, format="markdown"))
    (Ignore(check='V01', reason='the method is deterministic', file='<text>', line=3),)
    """
    first: dict[str, Ignore] = {}
    for item in _comments(document):
        if item.check and item.reason:
            first.setdefault(item.check, item)
    return tuple(first.values())


def unheard_ignores(document: Document, known: frozenset[str]) -> tuple[str, ...]:
    """Return a warning for each comment that has no reason or names no check of `known`."""
    warnings = []
    for item in _comments(document):
        place = f"{item.file}:{item.line}"
        if not item.check:
            warnings.append(f"{place}: ignore[] names no check")
        elif item.check not in known:
            warnings.append(f"{place}: ignore[{item.check}]: there is no such check")
        elif not item.reason:
            warnings.append(f"{place}: ignore[{item.check}] gives no reason and is not honoured")
    return tuple(warnings)
