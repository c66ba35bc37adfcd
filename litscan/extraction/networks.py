"""Networks that a label names without the vocabulary's help.

``ZipGPT2`` is made of GPT-2; ``Nemotron-4 15B`` is a network since only networks have sizes.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from litscan.extraction.labels import clean_method
from litscan.extraction.own import normal
from litscan.extraction.scan import Scan
from litscan.extraction.table_names import Named

__all__ = ["contained_network", "sized_network"]

_SIZED = re.compile(
    r"(?=.*[A-Za-z]{3})(?P<stem>.*?[A-Za-z].*?)[\s_(-]{0,2}(?P<size>\d+(?:\.\d+)?[BM])\b\)?"
)
_ALIKE = 0.6
_SHORTEST = 4


def contained_network(text: str, scan: Scan) -> str | None:
    """Return the one network of the paper whose name is a part of a method's, or None."""
    flat = normal(text)
    inside = {
        (normal(item.surface), item.name.name)
        for item in scan.sightings.of("architecture")
        if len(normal(item.surface)) >= _SHORTEST and normal(item.surface) in flat
    }
    longest = max((len(surface) for surface, _ in inside), default=0)
    names = {name for surface, name in inside if len(surface) == longest}
    return next(iter(names)) if len(names) == 1 else None


def sized_network(text: str, scan: Scan) -> Named | None:
    """Return the network that a label with a size (``15B``, ``843M``) names, or None.

    It is the network of the paper of that size that is spelt most alike, as text recognition
    misspells; a network none is like has no name, and its row inherits none.
    """
    match = _SIZED.fullmatch(clean_method(text).strip("*-– "))
    if match is None:
        return None
    size, stem = match["size"].lower(), normal(match["stem"])
    alike = {}
    for item in scan.sightings.of("architecture"):
        known = _SIZED.fullmatch(item.name.name)
        if known is not None and known["size"].lower() == size:
            ratio = SequenceMatcher(None, stem, normal(known["stem"])).ratio()
            alike[item.name.name] = ratio
    best = max(alike.values(), default=0.0)
    names = [name for name, ratio in alike.items() if ratio == best and ratio >= _ALIKE]
    return Named(names[0] if len(names) == 1 else None, "label")
