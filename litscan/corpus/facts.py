"""Facts: what was extracted from documents, each with its evidence, extractor and version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.database import chunks
from litscan.corpus.decode import decode
from litscan.corpus.documents import current_documents
from litscan.corpus.evidence_rows import PLACE, evidence_of, first_evidence, save_evidence
from litscan.corpus.part import Part, content_digest, frame
from litscan.errors import CorpusError
from litscan.extraction.records import Extraction

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Facts"]

_LISTS = {
    "entities": None,
    "configurations": "configuration",
    "compares_to": "comparison",
}
_SINGLES = ("runs", "training", "links")
_RESULT = (
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
OWN_EXTRACTOR = "litscan"


class Facts(Part):
    """The part of the corpus that holds extracted facts and results."""

    def save_extraction(self, document_id: int, extraction: Extraction) -> bool:
        """Store what was extracted from a document, in the place of what was there.

        Returns
        -------
        bool
            False if the same was there already; then nothing is written.

        Raises
        ------
        CorpusError
            If there is no such document.
        """
        table = schema.documents
        with self._database.writing() as connection:
            query = sa.select(table.c.paper_id).where(table.c.id == document_id)
            paper = connection.execute(query).scalar_one_or_none()
            if paper is None:
                raise CorpusError(f"{self._database.name}: no document {document_id}")
            return _save(connection, extraction, OWN_EXTRACTOR, paper, document_id)

    def save_paper_facts(self, key: str, extraction: Extraction, extractor: str) -> bool:
        """Store facts of a paper that came from a table of facts rather than from its text.

        Their evidence lies in that table's file. Otherwise like `save_extraction`.
        """
        with self._database.writing() as connection:
            paper = self._paper_id(connection, key)
            return _save(connection, extraction, extractor, paper, None)

    def load_extraction(self, document_id: int) -> Extraction:
        """Return what was extracted from a document.

        Raises
        ------
        CorpusError
            If nothing was.
        """
        table = schema.extractions
        with self._database.reading() as connection:
            query = table.select().where(table.c.document_id == document_id)
            there = connection.execute(query).mappings().one_or_none()
            if there is None:
                raise CorpusError(
                    f"{self._database.name}: document {document_id} was not extracted",
                    advice="run litscan extract",
                )
            stored = _public_json(connection, there)
        return decode(Extraction, stored)

    def extracted(self) -> list[int]:
        """Return the current documents from which facts were extracted."""
        table = schema.extractions
        query = sa.select(table.c.document_id).where(table.c.document_id.in_(current_documents()))
        with self._database.reading() as connection:
            return list(connection.execute(query.order_by(table.c.document_id)).scalars())

    def facts(self, kind: str | None = None) -> pd.DataFrame:
        """Return the facts of all current documents, one a row.

        Columns: ``id``, ``key``, ``document``, ``kind`` (an entity's kind, or ``configuration``,
        ``comparison``, ``runs``, ``training``, ``links``), ``name``, ``role``, ``confidence``,
        ``payload`` (the public JSON record without evidence), ``extractor``,
        ``extractor_version``, and quote and place of the first evidence.

        Parameters
        ----------
        kind : str, optional
            Only facts of this kind.
        """
        table = schema.facts
        own = ("id", "kind", "name", "role", "confidence", "payload")
        query, columns = _joined(table, "fact", {name: table.c[name] for name in own})
        if kind is not None:
            query = query.where(table.c.kind == kind)
        with self._database.reading() as connection:
            return frame(connection.execute(query.order_by(table.c.id)), columns)

    def results(self) -> pd.DataFrame:
        """Return the printed numbers of all current documents, one a row.

        Columns: ``id``, ``key``, ``document``; ``method``, ``own``, ``architecture``,
        ``dataset``, ``task``, ``metric``, ``value``, ``unit``; ``uncertainty`` and
        ``uncertainty_kind``; ``is_dense_baseline``; ``point_kind``, ``point_value`` and
        ``point_unit`` (the operating point); ``confidence``, ``extractor``,
        ``extractor_version``, and quote and place of the first evidence.
        """
        table = schema.results
        names = ("id", *_RESULT)
        query, columns = _joined(table, "result", {name: table.c[name] for name in names})
        with self._database.reading() as connection:
            rows = frame(connection.execute(query.order_by(table.c.id)), columns)
        return rows.astype({"own": bool, "is_dense_baseline": bool})

    def comparisons(self) -> pd.DataFrame:
        """Return who compares to whom, one pair a row.

        Columns: ``key``, ``method``, ``citation_key``, ``cited_title``, ``cited_arxiv_id``,
        ``cited_key`` (the cited paper's key in this corpus, or None), ``how``, ``confidence``,
        ``quote``, ``file``, ``line``.
        """
        stated = ("citation_key", "cited_title", "cited_arxiv_id")
        rows = []
        found = self.facts("comparison").to_dict("records")
        with self._database.reading() as connection:
            keys = _CitedKeys(connection, [(fact["key"], fact["payload"]) for fact in found])
        for fact in found:
            payload = fact["payload"]
            rows.append(
                (
                    fact["key"],
                    fact["name"],
                    *(payload[name] for name in stated),
                    keys.find(fact["key"], payload),
                    payload["how"],
                    *(fact[name] for name in ("confidence", "quote", "file", "line")),
                )
            )
        names = ("key", "method", *stated, "cited_key", "how", "confidence", "quote", "file")
        return frame(rows, (*names, "line"))


def _joined(
    table: sa.Table, owner: Any, own: Mapping[str, sa.ColumnElement[Any]]
) -> tuple[sa.Select[Any], list[str]]:
    """Return the query for facts or results with their paper, extractor and first evidence."""
    extractions, papers = schema.extractions, schema.papers
    first, is_first = first_evidence(owner, table)
    columns: dict[str, sa.ColumnElement[Any]] = {
        "id": own["id"],
        "key": papers.c.key,
        "document": extractions.c.document_id,
        **{name: column for name, column in own.items() if name != "id"},
        "extractor": extractions.c.extractor,
        "extractor_version": extractions.c.extractor_version,
        **{name: first.c[name] for name in PLACE},
    }
    query = (
        sa.select(*columns.values())
        .select_from(table)
        .join(extractions, extractions.c.id == table.c.extraction_id)
        .join(papers, papers.c.id == extractions.c.paper_id)
        .outerjoin(first, is_first)
        .where(
            extractions.c.document_id.is_(None) | extractions.c.document_id.in_(current_documents())
        )
    )
    return query, list(columns)


def _save(
    connection: sa.Connection,
    extraction: Extraction,
    extractor: str,
    paper: int,
    document: int | None,
) -> bool:
    public = extraction.to_json()
    fingerprint = content_digest(public, extractor)
    table = schema.extractions
    query = sa.select(table.c.id, table.c.digest).where(
        table.c.paper_id == paper,
        table.c.document_id.is_not_distinct_from(document),
        table.c.extractor == extractor,
    )
    there = connection.execute(query).one_or_none()
    if there is not None and there.digest == fingerprint:
        return False
    if there is not None:
        connection.execute(table.delete().where(table.c.id == there.id))
    header = {k: v for k, v in public.items() if k not in (*_LISTS, *_SINGLES, "results")}
    insert = table.insert().values(
        paper_id=paper,
        document_id=document,
        extractor=extractor,
        extractor_version=extraction.version,
        paper_type=extraction.paper_type,
        header=header,
        digest=fingerprint,
    )
    number = int(connection.execute(insert.returning(table.c.id)).scalar_one())
    _save_facts(connection, number, public)
    _save_results(connection, number, public["results"])
    return True


def _without_evidence(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "evidence"}


def _name(kind: str, item: Mapping[str, Any]) -> str:
    if kind == "configuration":
        return f"{item['dataset']} / {item['architecture']}"
    return str(item.get("name") or item.get("method") or kind)


def _save_facts(connection: sa.Connection, number: int, public: Mapping[str, Any]) -> None:
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
        }
        for kind, item in items
    ]
    if rows:
        insert = schema.facts.insert().returning(schema.facts.c.id, sort_by_parameter_order=True)
        ids = connection.execute(insert, rows).scalars().all()
        quotes = [item["evidence"] for _, item in items]
        save_evidence(connection, "fact", zip(ids, quotes, strict=True))


def _save_results(connection: sa.Connection, number: int, results: list[Mapping[str, Any]]) -> None:
    rows = []
    for item in results:
        spread, point = item["uncertainty"] or {}, item["operating_point"] or {}
        plain = {name: item[name] for name in _RESULT if name in item}
        rows.append(
            {
                **plain,
                "extraction_id": number,
                "uncertainty": spread.get("value"),
                "uncertainty_kind": spread.get("kind"),
                **{f"point_{name}": point.get(name) for name in ("kind", "value", "unit")},
            }
        )
    if rows:
        table = schema.results
        insert = table.insert().returning(table.c.id, sort_by_parameter_order=True)
        ids = connection.execute(insert, rows).scalars().all()
        quotes = [item["evidence"] for item in results]
        save_evidence(connection, "result", zip(ids, quotes, strict=True))


def _result_json(row: Mapping[Any, Any]) -> dict[str, Any]:
    item = {name: row[name] for name in _RESULT if not name.startswith(("uncertainty", "point"))}
    item["uncertainty"] = row["uncertainty_kind"] and {
        "value": row["uncertainty"],
        "kind": row["uncertainty_kind"],
    }
    item["operating_point"] = row["point_kind"] and {
        name: row[f"point_{name}"] for name in ("kind", "value", "unit")
    }
    return item


def _public_json(connection: sa.Connection, there: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the stored parts of an extraction in its public JSON form."""
    stored: dict[str, Any] = {**there["header"], "version": there["extractor_version"]}
    stored.update({name: [] for name in (*_LISTS, "results")})
    places = {kind: name for name, kind in _LISTS.items() if kind}
    facts, results = schema.facts, schema.results
    query = facts.select().where(facts.c.extraction_id == there["id"]).order_by(facts.c.id)
    rows = connection.execute(query).mappings().all()
    quotes = evidence_of(connection, "fact", [row["id"] for row in rows])
    for row in rows:
        item = {**row["payload"], "evidence": quotes.get(row["id"], [])}
        if row["kind"] in _SINGLES:
            stored[row["kind"]] = item
        else:
            stored[places.get(row["kind"], "entities")].append(item)
    query = results.select().where(results.c.extraction_id == there["id"]).order_by(results.c.id)
    rows = connection.execute(query).mappings().all()
    quotes = evidence_of(connection, "result", [row["id"] for row in rows])
    stored["results"] = [{**_result_json(row), "evidence": quotes[row["id"]]} for row in rows]
    return stored


def _title(payload: Mapping[str, Any]) -> str:
    return " ".join((payload["cited_title"] or "").lower().split())


def _candidates(citing: str, payload: Mapping[str, Any]) -> list[str]:
    """Return the keys a cited paper may have: its arXiv id, or one in the same collection."""
    collection, slash, _ = citing.partition("/")
    beside = f"{collection}/{payload['citation_key']}" if slash else None
    return [key for key in (payload["cited_arxiv_id"], beside) if key]


class _CitedKeys:
    """Which papers of the corpus are cited: by arXiv id, by key in one collection, by title."""

    def __init__(
        self, connection: sa.Connection, cited: list[tuple[str, Mapping[str, Any]]]
    ) -> None:
        table = schema.papers
        lowered = sa.func.lower(table.c.title)
        wanted = {key for citing, payload in cited for key in _candidates(citing, payload)}
        titles = {_title(payload) for _, payload in cited} - {""}
        self._keys: set[str] = set()
        self._titles: dict[str, str] = {}
        for some in chunks(sorted(wanted), 5000):
            known = sa.select(table.c.key).where(table.c.key.in_(some))
            self._keys.update(connection.execute(known).scalars())
        for some in chunks(sorted(titles), 5000):
            named = sa.select(lowered, table.c.key).where(lowered.in_(some))
            ordered = connection.execute(named.order_by(table.c.key.desc()))
            self._titles.update((title, key) for title, key in ordered)

    def find(self, citing: str, payload: Mapping[str, Any]) -> str | None:
        """Return the key of the paper that a comparison cites, or None if it is not here."""
        for key in _candidates(citing, payload):
            if key in self._keys:
                return key
        return self._titles.get(_title(payload))
