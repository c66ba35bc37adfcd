r"""The line of authors as ``arXivRaw`` has it: names, with affiliations in brackets between them.

``Song Han, Huizi Mao (1) and William J. Dally (2) ((1) Stanford, (2) Nvidia)``.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["plain_name", "split_authors"]

_LONGEST = 200_000
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and\s+|&\s+)?|;|:|\s+and\s+|\s+&\s+)\s*")
_LONGEST_NAME = 500
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
        name = plain_name(part).removeprefix("and ")
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


def plain_name(name: str) -> str:
    r"""Return a name as it is printed: accents that arXiv keeps as TeX are composed.

    Examples
    --------
    >>> plain_name(r"Rapha{\"e}l  Bal\'azs"), plain_name("A. O'Neil")
    ('Raphaël Balázs', "A. O'Neil")
    """
    if "\\" in name:
        name = _composed(name[:_LONGEST_NAME])
    return " ".join(name.split())


@lru_cache(maxsize=10_000)
def _composed(name: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        return str(LatexNodes2Text(math_mode="verbatim").latex_to_text(name))
    except Exception:  # the library raises many kinds; the name as it came is still worth having
        return name
