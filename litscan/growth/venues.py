"""Which type of venue a paper came out at, as its journal reference or arXiv comment says."""

from __future__ import annotations

import re
from functools import cache

from litscan.resources import load_toml

__all__ = ["NO_VENUE", "venue_type"]

NO_VENUE = "none stated"


@cache
def _types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    types = load_toml("reference", "venue_types.toml")["type"]
    return tuple((one["name"], re.compile("|".join(one["words"]), re.IGNORECASE)) for one in types)


def venue_type(venue: str, comment: str) -> str:
    """Return ``conference``, ``workshop``, ``journal``, ``thesis`` or ``none stated``.

    The journal reference is asked before the comment.

    Examples
    --------
    >>> venue_type("", "Accepted at ICLR 2019, 42 pages"), venue_type("", "12 pages")
    ('conference', 'none stated')
    >>> venue_type("Neural Networks 114 (2019)", "")
    'journal'
    """
    for text in (venue, comment):
        if "submitted to" not in text.lower():
            for name, words in _types():
                if words.search(text):
                    return name
    return NO_VENUE
