"""Addresses of facts: short, typable, and the same after the paper is extracted again.

An address is a hash of what a fact is about and where it stands, not of its row: of a result its
value, metric and first evidence; of an entity its kind and name; of a configuration its pair; of
a comparison the method and the citation. What there is one of for a paper (``runs``,
``training``, ``links``, ``paper_type``, ``pruning_kinds``) is addressed by that word.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["ADDRESS", "HEADERS", "KINDS", "LISTS", "SINGLES", "items_of", "short_hash"]

LISTS = ("entities", "configurations", "compares_to", "results")
SINGLES = ("runs", "training", "links")
HEADERS = ("paper_type", "pruning_kinds")
KINDS = (*LISTS, *SINGLES, *HEADERS)
"""The kinds of fact, by their keys in the public JSON."""

ADDRESS = "_address"
"""Key under which an item carries its address inside the corpus."""

_ABOUT = {
    "entities": ("kind", "name"),
    "configurations": ("dataset", "architecture"),
    "compares_to": ("method", "citation_key"),
    "results": ("value", "metric"),
}


def short_hash(letter: str, *values: Any) -> str:
    """Return a letter and ten hexadecimal digits: no spreadsheet takes it for a number.

    Examples
    --------
    >>> short_hash("f", "dataset", "CIFAR-10")
    'fabd95ceb45'
    """
    text = json.dumps(values, sort_keys=True, ensure_ascii=True, default=str)
    return letter + hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


def _place(item: Mapping[str, Any]) -> tuple[Any, ...]:
    first = item["evidence"][0] if item["evidence"] else {}
    table = first.get("table") or {}
    quote = " ".join(str(first.get("quote", "")).split())
    return (first.get("file"), quote, *(table.get(name) for name in ("label", "row", "column")))


def items_of(public: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield kind, address and item of every fact in an extraction's public JSON.

    An item that carries an address keeps it. The type and the pruning kinds of a paper are
    yielded as items with one field and no evidence.
    """
    for kind in LISTS:
        seen: Counter[str] = Counter()
        for item in public[kind]:
            about: list[Any] = [item.get(name) for name in _ABOUT[kind]]
            if kind == "results":
                about = [float(item["value"]), item["metric"], *_place(item)]
            plain = short_hash("f", kind, *about)
            seen[plain] += 1
            again = seen[plain] - 1
            address = short_hash("f", kind, *about, again) if again else plain
            yield kind, item.get(ADDRESS) or address, item
    for kind in SINGLES:
        yield kind, kind, public[kind]
    for kind in HEADERS:
        yield kind, kind, {kind: public[kind], "evidence": []}
