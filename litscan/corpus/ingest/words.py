"""Text from outside made fit for storing: one line, Unicode composed, nothing unprintable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["bounded", "category", "clean", "person"]

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_LONGEST = 200_000
_LONGEST_NAME = 500  # a database's index takes some 2,700 bytes
_LONGEST_CATEGORY = 40
_CATEGORY = re.compile(r"[a-z][a-z-]*(?:\.[A-Za-z-]+)?")


def clean(text: str | None) -> str | None:
    r"""Return a text with white space collapsed, or None if nothing is left.

    Examples
    --------
    >>> clean("Pruning  filters\n for\x00 ConvNets"), clean(" ")
    ('Pruning filters for ConvNets', None)
    """
    if not text:
        return None
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    line = text[:_LONGEST].strip().replace("\n", " ")
    if "  " in line or not line.isprintable():
        line = " ".join(line.split())
        if not line.isprintable():
            line = " ".join(_UNFIT.sub("", line).split())
    return line or None


def person(name: str) -> str | None:
    """Return a name as people say it: given name first; at most 500 characters of it.

    Examples
    --------
    >>> person("LeCun, Yann"), person("Hennessy, John L., Jr.")
    ('Yann LeCun', 'John L. Hennessy Jr.')
    """
    parts = [part for part in map(clean, name[:_LONGEST_NAME].split(",")) if part]
    return bounded(_in_order(parts)) or None


def bounded(name: str) -> str:
    """Return at most 500 characters of a name: no person's is longer."""
    return name[:_LONGEST_NAME].rstrip()


def _in_order(parts: list[str]) -> str:
    if len(parts) == 2:
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3:  # BibTeX has the suffix second, arXiv and RIS third
        suffix = 2 if re.fullmatch(r"(?:[JS]r\.?|[IVX]+)", parts[2]) else 1
        return f"{parts[3 - suffix]} {parts[0]} {parts[suffix]}"
    return " ".join(parts)


def category(text: str | None) -> str | None:
    """Return an arXiv category, or None of what is none.

    arXiv's feed has the classes of MSC and ACM among its categories, several in one.

    Examples
    --------
    >>> category("cs.LG"), category("hep-th"), category("68T10, 68T45"), category("I.2.7; I.2.6")
    ('cs.LG', 'hep-th', None, None)
    """
    return _category(text) if text and len(text) <= 2 * _LONGEST_CATEGORY else None


@lru_cache(1024)  # there are some 170
def _category(text: str) -> str | None:
    found = clean(text)
    fits = found and len(found) <= _LONGEST_CATEGORY and _CATEGORY.fullmatch(found)
    return found if fits else None
