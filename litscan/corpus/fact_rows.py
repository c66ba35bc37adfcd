"""Facts as rows: the public JSON of an extraction to tables, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.corrections.address import ADDRESS, items_of
from litscan.corpus.evidence_rows import evidence_of, save_evidence
from litscan.extraction.operating_point import OperatingPoint

__all__ = ["RESULT", "header_of", "public_json", "save_rows"]

_LISTS = {
    "entities": None,
    "configurations": "configuration",
    "compares_to": "comparison",
}
_SINGLES = ("runs", "training", "links")
RESULT = (
    "method",
    "own",
    "architecture",
    "dataset",
    "task",
    "metric",
    "value",
    "unit",
    "uncertainty",
    "uncertainty_kind",
    "is_dense_baseline",
    "point_kind",
    "point_value",
    "point_unit",
    "confidence",
)


def header_of(public: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an extraction's public JSON says of the paper as a whole."""
    return {k: v for k, v in public.items() if k not in (*_LISTS, *_SINGLES, "results")}


def save_rows(connection: sa.Connection, number: int, public: Mapping[str, Any]) -> None:
    """Store the facts and results of an extraction's public JSON in the rows of their own."""
    known = {id(item): address for _, address, item in items_of(public)}
    _save_facts(connection, number, public, known)
    _save_results(connection, number, public["results"], known)


def _without_evidence(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in ("evidence", ADDRESS)}


def _name(kind: str, item: Mapping[str, Any]) -> str:
    if kind == "configuration":
        return f"{item['dataset']} / {item['architecture']}"
    return str(item.get("name") or item.get("method") or kind)


def _save_facts(
    connection: sa.Connection, number: int, public: Mapping[str, Any], known: Mapping[int, str]
) -> None:
    items = [(kind or item["kind"], item) for name, kind in _LISTS.items() for item in public[name]]
    items += [(name, public[name]) for name in _SINGLES if public[name]["evidence"]]
    rows = [
        {
            "extraction_id": number,
            "kind": kind,
            "name": _name(kind, item),
            "role": item.get("role"),
            "payload": _without_evidence(item),
            "confidence": item.get("confidence"),
            "address": known[id(item)],
        }
        for kind, item in items
    ]
    if rows:
        insert = schema.facts.insert().returning(schema.facts.c.id, sort_by_parameter_order=True)
        ids = connection.execute(insert, rows).scalars().all()
        quotes = [item["evidence"] for _, item in items]
        save_evidence(connection, "fact", zip(ids, quotes, strict=True))


def _save_results(
    connection: sa.Connection,
    number: int,
    results: list[Mapping[str, Any]],
    known: Mapping[int, str],
) -> None:
    rows = []
    for item in results:
        spread, point = item["uncertainty"] or {}, item["operating_point"] or {}
        plain = {name: item[name] for name in RESULT if name in item}
        rows.append(
            {
                **plain,
                "extraction_id": number,
                "uncertainty": spread.get("value"),
                "uncertainty_kind": spread.get("kind"),
                **{f"point_{name}": point.get(name) for name in ("kind", "value", "unit")},
                "address": known[id(item)],
                "correction": item.get("correction"),
            }
        )
    if rows:
        table = schema.results
        insert = table.insert().returning(table.c.id, sort_by_parameter_order=True)
        ids = connection.execute(insert, rows).scalars().all()
        quotes = [item["evidence"] for item in results]
        save_evidence(connection, "result", zip(ids, quotes, strict=True))


def _result_json(row: Mapping[Any, Any]) -> dict[str, Any]:
    item = {name: row[name] for name in RESULT if not name.startswith(("uncertainty", "point"))}
    item["uncertainty"] = row["uncertainty_kind"] and {
        "value": row["uncertainty"],
        "kind": row["uncertainty_kind"],
    }
    item["operating_point"] = (
        row["point_kind"]
        and OperatingPoint(row["point_kind"], row["point_value"], row["point_unit"]).to_json()
    )
    if row["correction"]:
        item.update(corrected=True, correction=row["correction"])
    return {**item, **_addressed(row)}


def _addressed(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {ADDRESS: row["address"]} if row["address"] else {}


def public_json(connection: sa.Connection, there: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the stored parts of an extraction in its public JSON form, each with its address."""
    stored: dict[str, Any] = {**there["header"], "version": there["extractor_version"]}
    stored.update({name: [] for name in (*_LISTS, "results")})
    places = {kind: name for name, kind in _LISTS.items() if kind}
    facts, results = schema.facts, schema.results
    query = facts.select().where(facts.c.extraction_id == there["id"]).order_by(facts.c.id)
    rows = connection.execute(query).mappings().all()
    quotes = evidence_of(connection, "fact", [row["id"] for row in rows])
    for row in rows:
        item = {**row["payload"], "evidence": quotes.get(row["id"], []), **_addressed(row)}
        if row["kind"] in _SINGLES:
            stored[row["kind"]] = item
        else:
            stored[places.get(row["kind"], "entities")].append(item)
    query = results.select().where(results.c.extraction_id == there["id"]).order_by(results.c.id)
    rows = connection.execute(query).mappings().all()
    quotes = evidence_of(connection, "result", [row["id"] for row in rows])
    stored["results"] = [{**_result_json(row), "evidence": quotes[row["id"]]} for row in rows]
    return stored
