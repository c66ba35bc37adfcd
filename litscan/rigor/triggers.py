"""Words that must stand in a text before a pattern can match it.

A paper has hundreds of sentences, and each check asks whether some of them match a pattern.
Nearly none do. The literal parts of the pattern say where to look: a sentence that holds none of
them cannot match. This is the idea of the prefilters of RE2 and of code search (Cox 2012,
"Regular Expression Matching with a Trigram Index").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

__all__ = ["triggers_of"]

_ZERO_WIDTH = frozenset({kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT})
_REPEATS = frozenset({kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT})


@lru_cache(maxsize=1024)
def triggers_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    r"""Return lower-case strings of which every match holds at least one; None if there are none.

    Parameters
    ----------
    pattern : re.Pattern
        Any compiled pattern.

    Examples
    --------
    >>> sorted(triggers_of(re.compile(r"\bwarm(?:ed)?[- ]?up\b|\brepeat\w*")))
    ['repeat', 'warm']
    >>> triggers_of(re.compile(r"\d+")) is None
    True
    """
    return _required(parser.parse(pattern.pattern, pattern.flags))


def _required(items: Iterable[Any]) -> frozenset[str] | None:
    """Return the strings of a sequence of parsed items of which one must occur."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        if kind is kinds.LITERAL:
            run += chr(value).lower()
        elif kind not in _ZERO_WIDTH:
            found += [frozenset({run})] if run else []
            run = ""
            inside = _inside(kind, value)
            found += [inside] if inside else []
    found += [frozenset({run})] if run else []
    usable = [group for group in found if all(map(_is_telling, group))]
    return max(usable, key=_rarity, default=None)


def _inside(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is kinds.SUBPATTERN:
        return _required(value[3])
    if kind is kinds.ATOMIC_GROUP:
        return _required(value)
    if kind in _REPEATS and value[0] > 0:
        return _required(value[2])
    if kind is kinds.BRANCH:
        return _union([_required(branch) for branch in value[1]])
    return None


def _union(groups: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    known = [group for group in groups if group]
    return frozenset().union(*known) if len(known) == len(groups) else None


def _is_telling(word: str) -> bool:
    """Return whether a string is rare enough to look for: no single letter, digit or blank."""
    return len(word) > 1 or not (word.isalnum() or word.isspace())


def _rarity(group: frozenset[str]) -> tuple[int, int]:
    """Return how rarely a group is expected to occur: by its shortest string, then its size."""
    return min(map(len, group)), -len(group)
