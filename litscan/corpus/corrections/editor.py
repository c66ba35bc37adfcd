"""From what a reader asks for to corrections: facts found, values and quotes checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.corrections.address import ADDRESS, HEADERS, LISTS, items_of, short_hash
from litscan.corpus.corrections.apply import is_nothing
from litscan.corpus.corrections.fields import (
    check_item,
    fields_of,
    flatten,
    parse,
    same,
    unflatten,
)
from litscan.corpus.corrections.quotes import find_quote, reader_evidence
from litscan.corpus.corrections.rebuild import CorrectedPaper, corrections_of
from litscan.corpus.corrections.record import Change, CorrectionRecord
from litscan.corpus.part import login_name, now
from litscan.errors import CorpusError, LitscanError, UsageError

__all__ = ["Editor", "present_facts", "store_record"]

SHORTEST_ADDRESS = 4


def present_facts(stored: CorrectedPaper) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the facts of all extractions; one-of-a-kind facts of the first only."""
    return [
        (kind, address, item)
        for number, public in enumerate(stored.present)
        for kind, address, item in items_of(public)
        if kind in LISTS or not number
    ]


def store_record(connection: sa.Connection, paper: int, record: CorrectionRecord) -> None:
    """Store a correction; `recorrect` applies it."""
    connection.execute(
        schema.corrections.insert().values(
            paper_id=paper,
            subject=record.kind,
            field=",".join(record.changed),
            before=record.before and dict(record.before),
            after=record.after and dict(record.after),
            reason=record.note,
            reader=record.by,
            made=record.made,
            token=record.id,
            action=record.action,
            target=record.fact,
            fact=dict(record.original),
            evidence=[dict(item) for item in record.evidence] or None,
            status=record.status,
        )
    )


class Editor:
    """Makes corrections of one paper from the changes a reader asks for."""

    def __init__(self, connection: sa.Connection, paper: int, key: str) -> None:
        self._connection = connection
        self._paper, self._key = paper, key
        self._stored = CorrectedPaper(connection, paper)
        self._facts = {(kind, address): item for kind, address, item in present_facts(self._stored)}
        self._earlier = corrections_of(connection, paper)

    def make(self, changes: Sequence[Change]) -> list[CorrectionRecord]:
        """Store the corrections that the changes come to, and return them."""
        if not self._stored.rows:
            raise CorpusError(
                f"{self._key}: no facts of this paper are in the corpus",
                advice="litscan extract reads them; a paper needs its full text first",
            )
        made = []
        for change in changes:
            try:
                record = self._record(change)
            except LitscanError as error:
                raise _placed(error, change) from error
            except (ValueError, TypeError) as error:
                raise UsageError(_at(change, str(error))) from error
            if record is not None:
                store_record(self._connection, self._paper, record)
                self._earlier.append(record)
                made.append(record)
        return made

    def _record(self, change: Change) -> CorrectionRecord | None:
        if change.action == "add":
            return self._add(change)
        kind, address, item = self._fact(change)
        if change.action == "remove":
            flat = flatten(kind, item)
            if is_nothing(kind, flat):
                return None
            return self._new(change, kind, address, item, before=flat, after=None)
        return self._set(change, kind, address, item)

    def _fact(self, change: Change) -> tuple[str, str, dict[str, Any]]:
        wanted = change.fact
        hits = [
            (kind, address, item)
            for (kind, address), item in self._facts.items()
            if address == wanted or (kind in LISTS and address.startswith(wanted))
        ]
        exact = [hit for hit in hits if hit[1] == wanted]
        hits = exact or (hits if len(wanted) >= SHORTEST_ADDRESS else [])
        if change.kind:
            hits = [hit for hit in hits if hit[0] == change.kind] or hits
        if len(hits) == 1:
            return hits[0]
        listed = ", ".join(address for _, address, _ in hits[:4])
        raise UsageError(
            f"{self._key}: {f'{len(hits)} facts' if hits else 'no fact'} {wanted!r}",
            advice=listed or f"litscan correct {self._key} lists its facts",
        )

    def _set(
        self, change: Change, kind: str, address: str, item: dict[str, Any]
    ) -> CorrectionRecord | None:
        values = _values(kind, change.values)
        flat, known = flatten(kind, item), fields_of(kind)
        after = {n: v for n, v in values.items() if not same(known[n], flat[n], v)}
        evidence = self._evidence(change)
        if not after and not evidence:
            return None
        if not after:
            raise UsageError("the fact says that already; a quote alone changes nothing")
        whole = unflatten(kind, {**flat, **after})
        if kind not in HEADERS:
            grounds = [*evidence, *item["evidence"]]
            if not grounds:
                evidence = grounds = self._own_word(change)
            check_item(kind, {**whole, "confidence": 1.0, "evidence": grounds})
        before = {name: flat[name] for name in after}
        return self._new(change, kind, address, item, before=before, after=after, evidence=evidence)

    def _add(self, change: Change) -> CorrectionRecord | None:
        kind = change.kind
        if kind not in LISTS:
            known = ", ".join(LISTS)
            raise UsageError(f"{kind!r} cannot be added", advice=f"{known} can; others are set")
        flat: dict[str, Any] = dict.fromkeys(fields_of(kind))
        flat.update(_defaults(kind))
        flat.update(_values(kind, change.values))
        evidence = self._evidence(change) or self._own_word(change)
        item = {**unflatten(kind, flat), "confidence": 1.0, "evidence": evidence}
        if kind == "entities" and not item["surface_forms"]:
            item["surface_forms"] = [item["name"]]
        lacking = [n for n, f in fields_of(kind).items() if not f.optional and flat[n] is None]
        if lacking:
            raise UsageError(f"a new fact of {kind} needs {', '.join(lacking)}")
        check_item(kind, item)
        address = short_hash("f", "added", kind, flat, evidence)
        if (kind, address) in self._facts or any(
            one.fact == address and one.action == "add" for one in self._earlier
        ):
            return None
        return self._new(
            change, kind, address, item, before=None, after=flatten(kind, item), evidence=evidence
        )

    def _evidence(self, change: Change) -> list[dict[str, Any]]:
        if not change.quote:
            return []
        document = self._stored.document
        if document is None:
            raise UsageError(
                f"{self._key}: there is no text to quote", advice="give a note without a quote"
            )
        return [find_quote(document, change.quote, change.at).to_json()]

    def _own_word(self, change: Change) -> list[dict[str, Any]]:
        if not change.note.strip():
            raise UsageError(
                "a fact without evidence",
                advice="quote the words that show it (--quote), or say in --note how you know",
            )
        return [reader_evidence(change.note, change.by or login_name()).to_json()]

    def _new(
        self,
        change: Change,
        kind: str,
        address: str,
        item: Mapping[str, Any],
        *,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        evidence: Sequence[Mapping[str, Any]] = (),
    ) -> CorrectionRecord:
        chain = [one for one in self._earlier if (one.kind, one.fact) == (kind, address)]
        original = chain[0].original if chain else self._original(kind, address, item)
        made, by = now(), change.by or login_name()
        token = short_hash("c", self._key, kind, address, len(chain), before, after, by, made)
        return CorrectionRecord(
            id=token,
            paper=self._key,
            kind=kind,
            fact=address,
            action=change.action,
            before=before,
            after=after,
            original={name: value for name, value in original.items() if name != ADDRESS},
            evidence=tuple(evidence),
            note=change.note.strip(),
            by=by,
            made=made,
        )

    def _original(self, kind: str, address: str, item: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the fact as the extractor says it."""
        for public in self._stored.originals:
            for one, where, said in items_of(public):
                if (one, where) == (kind, address):
                    return said
        return item


def _values(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    known = fields_of(kind)
    values = {}
    for name, value in given.items():
        if name not in known:
            raise UsageError(f"{kind} has no field {name!r}", advice=f"it has {', '.join(known)}")
        try:
            values[name] = parse(known[name], value if isinstance(value, str) else _text(value))
        except ValueError as error:
            raise UsageError(f"{name}: {error}") from error
    return values


def _text(value: Any) -> str:
    """Return a value given from Python as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple, set, frozenset)):
        return json.dumps([str(item) for item in value], ensure_ascii=False)
    return repr(value) if isinstance(value, float) else str(value)


def _defaults(kind: str) -> dict[str, Any]:
    if kind == "results":
        return {"own": True, "is_dense_baseline": False, "unit": ""}
    return {"surface_forms": []} if kind == "entities" else {}


def _at(change: Change, message: str) -> str:
    return f"{change.where}: {message}" if change.where else message


def _placed(error: LitscanError, change: Change) -> LitscanError:
    return type(error)(_at(change, error.message), advice=error.advice)
