"""Applying a paper's corrections to what its extractors say; pure, no SQL.

Every correction of one fact is a link of a chain: the fact is found once, by the first of them,
and the others follow in the order they were made. What becomes of each is its status.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from litscan.corpus.corrections.address import ADDRESS, HEADERS, LISTS, SINGLES
from litscan.corpus.corrections.fields import fields_of, flatten, same, unflatten
from litscan.corpus.corrections.match import Candidate, Candidates
from litscan.corpus.corrections.record import CorrectionRecord, Status

__all__ = ["Anchor", "apply_corrections", "is_nothing"]

Anchor = Callable[[Mapping[str, Any]], dict[str, Any] | None]
"""Returns evidence with its place in the present text, or None if its quote is not there."""

_EMPTY: Mapping[str, Any] = {"paper_type": "unknown", "pruning_kinds": []}
_NOTHING = {"runs": {"dispersion": "none"}}


def apply_corrections(
    publics: Sequence[Mapping[str, Any]],
    corrections: Sequence[CorrectionRecord],
    anchor: Anchor,
) -> tuple[list[dict[str, Any]], list[Status]]:
    """Return the extractions as corrected, and the status of every correction.

    Parameters
    ----------
    publics : sequence of mapping
        The public JSON of a paper's extractions, that of its text first.
    corrections : sequence of CorrectionRecord
        In the order they were made.
    anchor : callable
        See `Anchor`.
    """
    work = _Work(deepcopy([dict(public) for public in publics]), anchor)
    chains: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(corrections):
        chains.setdefault((one.kind, one.fact), []).append(number)
    statuses: list[Status] = ["applied"] * len(corrections)
    # Those found by their address first, so that no other takes their fact for its own
    for numbers in sorted(chains.values(), key=lambda one: not work.has(corrections[one[0]])):
        chain = [corrections[number] for number in numbers]
        for number, status in zip(numbers, work.follow(chain), strict=True):
            statuses[number] = status
    return work.finished(), statuses


class _Work:
    """The extractions of one paper while they are corrected."""

    def __init__(self, publics: list[dict[str, Any]], anchor: Anchor) -> None:
        self._publics = publics
        self._anchor = anchor
        self._facts = Candidates(publics)
        self._removed: set[int] = set()
        self._added: dict[str, list[dict[str, Any]]] = {kind: [] for kind in LISTS}

    def has(self, correction: CorrectionRecord) -> bool:
        """Return whether a correction's fact is there under its address."""
        return self._facts.has(correction.kind, correction.fact)

    def follow(self, chain: Sequence[CorrectionRecord]) -> list[Status]:
        """Apply the corrections of one fact, and return their statuses."""
        first, kind = chain[0], chain[0].kind
        final = _final(chain)
        found = self._find(first, final)
        for one in found:
            one.claimed = True
        # What the extractors say without the reader
        reported = [flatten(kind, one.item) for one in found]
        if final is None:
            self._remove(kind, found)
            return _statuses(chain, reported, "agrees")
        if found:
            rewritten = [self._rewrite(kind, one, chain, final) for one in found]
            lost: Status = "applied" if any(rewritten) else "unquoted"
        else:
            stands = self._stand(chain, final)
            lost = ("applied" if first.action == "add" else "orphaned") if stands else "unquoted"
        return _statuses(chain, reported, lost)

    def _find(self, first: CorrectionRecord, final: Mapping[str, Any] | None) -> list[Candidate]:
        if first.action == "add":
            equal = self._facts.equal(first.kind, final or first.after or {})
            return [equal] if equal else []
        wanted = final or flatten(first.kind, first.original)
        found = self._facts.find(first.kind, first.fact, first.original, wanted)
        if not found and final is not None:
            equal = self._facts.equal(first.kind, final)
            return [equal] if equal else []
        return found

    def _remove(self, kind: str, found: Sequence[Candidate]) -> None:
        for one in found:
            if kind in LISTS:
                self._removed.add(id(one.item))
            elif kind in SINGLES:
                nothing = unflatten(kind, {name: [] if field.form in ("texts", "integers") else None
                                           for name, field in fields_of(kind).items()})  # fmt: skip
                one.item.clear()
                one.item.update({**nothing, **_NOTHING.get(kind, {}), "evidence": []})
            else:
                self._publics[one.owner][kind] = _EMPTY[kind]

    def _rewrite(
        self,
        kind: str,
        one: Candidate,
        chain: Sequence[CorrectionRecord],
        final: Mapping[str, Any],
    ) -> bool:
        """Give a fact the reader's values; False if no evidence would be left to stand on."""
        set_here = {name for link in chain for name in link.changed}
        if chain[0].action == "add":
            set_here |= set(final)
        flat = {**flatten(kind, one.item), **{name: final[name] for name in set_here}}
        if kind in HEADERS:
            self._publics[one.owner][kind] = flat[kind]
            marks = self._publics[one.owner].setdefault("corrections", [])
            marks.append(_mark(chain))
            return True
        cited = [item for link in chain for item in link.evidence]
        quoted = [place for item in reversed(cited) if (place := self._anchor(item))]
        evidence = _distinct([*quoted, *one.item["evidence"]])
        if not evidence:
            old = [self._anchor(item) for item in chain[0].original["evidence"]]
            evidence = [item for item in old if item]
        if not evidence:
            return False
        one.item.update(unflatten(kind, flat))
        one.item.update(evidence=evidence, **_marked(one.item, chain))
        one.item[ADDRESS] = chain[0].fact
        return True

    def _stand(self, chain: Sequence[CorrectionRecord], final: Mapping[str, Any]) -> bool:
        """Add a fact on the reader's word, if its quote is in the present text."""
        first, kind = chain[0], chain[0].kind
        cited = [item for link in reversed(chain) for item in link.evidence]
        placed = [self._anchor(item) for item in (*cited, *first.original["evidence"])]
        evidence = _distinct([item for item in placed if item])
        if not evidence:
            return False
        item = {**first.original, **unflatten(kind, final), "evidence": evidence}
        if kind != "compares_to" or "confidence" in item:
            item["confidence"] = 1.0
        item.update(_marked(item, chain))
        item[ADDRESS] = first.fact
        self._added[kind].append(item)
        return True

    def finished(self) -> list[dict[str, Any]]:
        """Return the extractions, each item with its address."""
        for one in self._facts.all:
            if one.kind in LISTS:
                one.item.setdefault(ADDRESS, one.address)
        for public in self._publics:
            for kind in LISTS:
                public[kind] = [item for item in public[kind] if id(item) not in self._removed]
        for kind, items in self._added.items():
            self._publics[0][kind] += items
        return self._publics


def _final(chain: Sequence[CorrectionRecord]) -> dict[str, Any] | None:
    """Return the fact's flat fields after all corrections, or None if it is gone."""
    flat: dict[str, Any] | None = flatten(chain[0].kind, chain[0].original)
    for one in chain:
        if one.action == "remove":
            flat = None
        elif one.action == "add":
            flat = dict(one.after or {})
        else:
            flat = {**(flat or flatten(one.kind, one.original)), **(one.after or {})}
    return flat


def _statuses(
    chain: Sequence[CorrectionRecord], reported: Sequence[Mapping[str, Any]], lost: Status
) -> list[Status]:
    return [_status(one, chain[number + 1 :], reported, lost) for number, one in enumerate(chain)]


def _status(
    one: CorrectionRecord,
    later: Sequence[CorrectionRecord],
    reported: Sequence[Mapping[str, Any]],
    lost: Status,
) -> Status:
    undone = any(link.action == "remove" for link in later)
    written = {name for link in later for name in link.changed}
    if undone or (one.action == "set" and set(one.changed) <= written):
        return "superseded"
    if one.action == "remove":
        gone = not reported or all(is_nothing(one.kind, flat) for flat in reported)
        return "superseded" if later else "agrees" if gone else "applied"
    if not reported:
        return lost
    known = fields_of(one.kind)
    agreed = all(
        name not in known or same(known[name], flat[name], value)
        for flat in reported
        for name, value in (one.after or {}).items()
        if name not in written and not (one.action == "add" and name in _NAMES_ONLY)
    )
    return "agrees" if agreed else lost


_NAMES_ONLY = ("surface_forms", "canonical")


def is_nothing(kind: str, flat: Mapping[str, Any]) -> bool:
    """Return whether a fact that every paper has one of states nothing."""
    return kind not in LISTS and all(
        value in (None, [], "none", "unknown") for value in flat.values()
    )


def _distinct(evidence: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for item in evidence:
        if item not in kept:
            kept.append(item)
    return kept


def _mark(chain: Sequence[CorrectionRecord]) -> dict[str, Any]:
    whole = chain[0].action == "add"
    names = () if whole else dict.fromkeys(name for link in chain for name in link.changed)
    last = chain[-1]
    return {"fields": list(names), "by": last.by, "made": last.made, "note": last.note}


def _marked(item: Mapping[str, Any], chain: Sequence[CorrectionRecord]) -> dict[str, Any]:
    marks = {"corrected": True, "correction": _mark(chain)}
    return {**marks, "confidence": 1.0} if "confidence" in item else marks
