"""Finding a corrected fact again in what another version of the extractor says.

First by its address. Where the extractor changed what the address is made of, by its name, or,
for a result, by the place of its number: the same characters of the text, the same line, the same
quote. Where several facts fit equally well none is taken: a correction is never guessed onto
another fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litscan.corpus.corrections.address import LISTS, items_of
from litscan.corpus.corrections.fields import fields_of, flatten, same

__all__ = ["Candidate", "Candidates"]

_TELLING = 20  # characters of a quote that is hardly found twice


@dataclass(slots=True)
class Candidate:
    """A fact that an extractor reports; `owner` numbers the extraction it is of."""

    kind: str
    address: str
    item: dict[str, Any]
    owner: int
    claimed: bool = False


class Candidates:
    """All facts that the extractors report of one paper."""

    def __init__(self, publics: Sequence[Mapping[str, Any]]) -> None:
        self.all = [
            Candidate(kind, address, item, owner)
            for owner, public in enumerate(publics)
            for kind, address, item in items_of(public)
        ]
        self._by_address: dict[tuple[str, str], list[Candidate]] = {}
        for one in self.all:
            self._by_address.setdefault((one.kind, one.address), []).append(one)

    def has(self, kind: str, address: str) -> bool:
        """Return whether a fact has just this address."""
        return (kind, address) in self._by_address

    def find(
        self, kind: str, address: str, original: Mapping[str, Any], wanted: Mapping[str, Any]
    ) -> list[Candidate]:
        """Return the fact that a correction is about; of several extractors, from each.

        Parameters
        ----------
        kind, address : str
        original : mapping
            The fact when it was corrected, in the public JSON.
        wanted : mapping
            Its flat fields as corrected.
        """
        exact = [one for one in self._by_address.get((kind, address), ()) if not one.claimed]
        if kind not in LISTS:  # a second extractor's only where it says anything
            return [one for one in exact if not one.owner or one.item["evidence"]]
        if exact:
            return exact
        pool = [one for one in self.all if one.kind == kind and not one.claimed]
        for level in _LEVELS[kind == "results"]:
            hits = [one for one in pool if level(one.item, original)]
            best = _most_alike(kind, hits, original, wanted)
            if best is not None:
                return [best]
        return []

    def equal(self, kind: str, wanted: Mapping[str, Any]) -> Candidate | None:
        """Return a fact that says just what these flat fields say, wherever it stands."""
        for one in self.all:
            if one.kind == kind and not one.claimed and says(kind, one.item, wanted):
                return one
        return None


def says(kind: str, item: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Return whether a fact has these values in all fields but its surface forms."""
    flat = flatten(kind, item)
    known = fields_of(kind)
    return all(
        same(known[name], flat[name], value)
        for name, value in wanted.items()
        if name in known and name not in ("surface_forms", "canonical")
    )


def _most_alike(
    kind: str,
    hits: Sequence[Candidate],
    original: Mapping[str, Any],
    wanted: Mapping[str, Any],
) -> Candidate | None:
    if len(hits) < 2:
        return hits[0] if hits else None
    known, was = fields_of(kind), flatten(kind, original)

    def likeness(one: Candidate) -> int:
        flat = flatten(kind, one.item)
        return sum(
            same(field, flat[name], was[name]) or same(field, flat[name], wanted.get(name))
            for name, field in known.items()
        )

    ranked = sorted(((likeness(one), -number) for number, one in enumerate(hits)), reverse=True)
    if ranked[0][0] == ranked[1][0]:
        return None
    return hits[-ranked[0][1]]


def _first(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return item["evidence"][0] if item.get("evidence") else {}


def _squeezed(text: object) -> str:
    return re.sub(r"\W+", "", str(text or "")).casefold()


def _same_number(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    return float(one["value"]) == float(two["value"])


def _same_characters(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    names = ("file", "start", "end", "quote")
    first, second = _first(one), _first(two)
    return bool(first) and all(first.get(name) == second.get(name) for name in names)


def _same_line(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    first, second = _first(one), _first(two)
    if not first or any(first.get(name) != second.get(name) for name in ("file", "line")):
        return False
    quotes = (str(first["quote"]), str(second["quote"]))
    return min(quotes, key=len) in max(quotes, key=len)


def _same_quote(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    """Return whether a result stands on the same words; on a bare number, also of the same."""
    first, second = _first(one), _first(two)
    if not first or first["quote"].split() != str(second.get("quote", "")).split():
        return False
    if len(first["quote"]) >= _TELLING:
        return True
    tables = [(place.get("table") or {}).get("label") for place in (first, second)]
    names = ("method", "metric", "dataset", "architecture")
    return tables[0] == tables[1] and all(one[name] == two[name] for name in names)


def _same_name(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    if one.get("kind") != two.get("kind"):
        return False
    names = [
        tuple(_squeezed(item.get(name)) for name in ("name", "dataset", "architecture", "method"))
        for item in (one, two)
    ]
    return names[0] == names[1]


def _same_form(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    if one.get("kind") != two.get("kind"):
        return False
    forms = [
        {_squeezed(form) for form in (*item.get("surface_forms", ()), item.get("name"))} - {""}
        for item in (one, two)
    ]
    return bool(forms[0] & forms[1])


def _number_at(place: Callable[..., bool]) -> Callable[..., bool]:
    return lambda one, two: _same_number(one, two) and place(one, two)


def _misread_cell(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    return bool(_first(one).get("table")) and _same_characters(one, two)


_LEVELS: Mapping[bool, tuple[Callable[..., bool], ...]] = {
    False: (_same_name, _same_form),
    True: (
        _number_at(_same_characters),
        _number_at(_same_line),
        _number_at(_same_quote),
        _misread_cell,
    ),
}
