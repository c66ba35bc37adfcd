"""Telling from arXiv's comment that a paper was withdrawn; arXiv has no field for it."""

from __future__ import annotations

import re

__all__ = ["is_withdrawn"]

_WITHDRAWN = re.compile(
    r"(?<!version of this )(?<!version of the )\b(?:paper|submission|article|manuscript|work|it)"
    r" (?:has been|is|was) (?:(?:being|now|since|temporarily) )?withdrawn"
    r"|\bwithdrawn by (?:the )?(?:authors?|arxiv)|^\W*withdrawn\b",
    re.IGNORECASE,
)


def is_withdrawn(comment: str | None) -> bool:
    """Return whether a comment says that the paper was withdrawn.

    Examples
    --------
    >>> is_withdrawn("This paper has been withdrawn by the author"), is_withdrawn("Withdrawn.")
    (True, True)
    >>> is_withdrawn("A version of this paper was withdrawn"), is_withdrawn("not withdrawn")
    (False, False)
    """
    return bool(comment and "withdrawn" in comment.lower() and _WITHDRAWN.search(comment))
