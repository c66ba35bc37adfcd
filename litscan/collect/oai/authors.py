r"""The line of authors as ``arXivRaw`` has it: names, with affiliations in brackets between them.

``Song Han, Huizi Mao (1) and William J. Dally (2) ((1) Stanford, (2) Nvidia)``.
"""

from __future__ import annotations

import re

__all__ = ["split_authors"]

_LONGEST = 200_000
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and\s+|&\s+)?|;|:|\s+and\s+|\s+&\s+)\s*")
_SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV)", re.IGNORECASE)


def split_authors(line: str) -> tuple[str, ...]:
    """Return the names of a line of authors, in its order.

    Examples
    --------
    >>> split_authors("Song Han, Huizi Mao (1) and W. J. Dally, Jr. (2) ((1) MIT, (2) Nvidia)")
    ('Song Han', 'Huizi Mao', 'W. J. Dally Jr.')
    >>> split_authors("ATLAS Collaboration: G. Aad, others")
    ('ATLAS Collaboration', 'G. Aad', 'others')
    """
    names: list[str] = []
    for part in _SEPARATOR.split(_outside_brackets(" ".join(line[:_LONGEST].split()))):
        name = " ".join(part.split()).removeprefix("and ")
        if not name:
            continue
        if names and _SUFFIX.fullmatch(name):
            names[-1] = f"{names[-1]} {name}"
        else:
            names.append(name)
    return tuple(names)


def _outside_brackets(text: str) -> str:
    """Return what stands outside round brackets; one that is never closed hides the rest."""
    kept: list[str] = []
    depth = 0
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(character)
    return "".join(kept)
