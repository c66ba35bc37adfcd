"""The part of the corpus that takes in corrections and tells of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.corrections.editor import Editor, present_facts, store_record
from litscan.corpus.corrections.rebuild import (
    CorrectedPaper,
    corrections_of,
    record_of,
    recorrect,
)
from litscan.corpus.corrections.record import Change, CorrectionRecord
from litscan.corpus.part import Part, frame
from litscan.errors import CorpusError, ReadError
from litscan.ids import parse_arxiv_id

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Corrections"]

_COLUMNS = (
    "id",
    "paper",
    "kind",
    "fact",
    "action",
    "before",
    "after",
    "note",
    "by",
    "made",
    "status",
)


class Corrections(Part):
    """The part of the corpus that holds what readers corrected."""

    def correct(
        self,
        paper: str,
        fact: str,
        values: Mapping[str, Any],
        *,
        note: str = "",
        by: str = "",
        quote: str = "",
    ) -> list[CorrectionRecord]:
        """Give fields of a fact other values; return the corrections made.

        Parameters
        ----------
        paper : str
            The paper's key.
        fact : str
            The fact's address, as in the column ``address`` of `facts` and `results`, or the
            beginning of it; or ``runs``, ``training``, ``links``, ``paper_type``,
            ``pruning_kinds``.
        values : mapping
            New values by field name, as in `results`; texts are read as a person writes them.
        note, by : str
            Why, and who says so; by default the name of the user.
        quote : str
            Words of the document that show it.

        Raises
        ------
        LitscanError
            If there is no such paper, fact or field, or a value may not stand there.
        """
        return self.make_corrections(
            [Change(paper, "set", fact=fact, values=values, quote=quote, note=note, by=by)]
        )

    def remove_fact(
        self, paper: str, fact: str, *, note: str = "", by: str = ""
    ) -> list[CorrectionRecord]:
        """Remove a fact the paper does not report; see `correct`."""
        return self.make_corrections([Change(paper, "remove", fact=fact, note=note, by=by)])

    def add_fact(
        self,
        paper: str,
        kind: str,
        values: Mapping[str, Any],
        *,
        quote: str = "",
        note: str = "",
        by: str = "",
    ) -> list[CorrectionRecord]:
        """Add a fact the extractor missed.

        It stands on a quote, found verbatim in the paper's text, or, for what no text says (a
        number in a figure), on the reader's note.

        Parameters
        ----------
        paper : str
        kind : str
            ``entities``, ``configurations``, ``compares_to`` or ``results``.
        values, quote, note, by
            See `correct`.
        """
        return self.make_corrections(
            [Change(paper, "add", kind, values=values, quote=quote, note=note, by=by)]
        )

    def make_corrections(
        self, changes: Iterable[Change], *, dry_run: bool = False
    ) -> list[CorrectionRecord]:
        """Make corrections, all of them or, if one is wrong, none; return those that are new.

        A change to what the facts say already makes no correction.

        Parameters
        ----------
        changes : iterable of Change
        dry_run : bool
            Only find out what would be done.
        """
        by_paper: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            by_paper[change.paper].append(change)
        made: list[CorrectionRecord] = []
        with self._database.writing() as connection:
            trial = connection.begin_nested()
            for key, wanted in by_paper.items():
                paper = self._paper_id(connection, key)
                made += Editor(connection, paper, key).make(wanted)
                recorrect(connection, paper)
            if dry_run:
                trial.rollback()
        return made

    def adopt_corrections(
        self, records: Sequence[CorrectionRecord], *, dry_run: bool = False
    ) -> list[CorrectionRecord]:
        """Take over corrections from another corpus; return those that were not here yet.

        Their papers must be here; a fact they are about is found again as after another
        extraction.
        """
        table = schema.corrections
        fresh: list[CorrectionRecord] = []
        papers: dict[str, int] = {}
        with self._database.writing() as connection:
            trial = connection.begin_nested()
            query = sa.select(table.c.token).where(table.c.token.is_not(None))
            there = set(connection.execute(query).scalars())
            for one in records:
                if one.id in there:
                    continue
                if one.paper not in papers:
                    papers[one.paper] = self._paper_id(connection, one.paper)
                store_record(connection, papers[one.paper], one)
                there.add(one.id)
                fresh.append(one)
            for paper in papers.values():
                recorrect(connection, paper)
            if dry_run:
                trial.rollback()
        return fresh

    def undo_correction(self, correction: str, *, dry_run: bool = False) -> CorrectionRecord:
        """Take a correction back, named by its id or the beginning of it; return it.

        Raises
        ------
        CorpusError
            If there is none, or later corrections build on it.
        """
        table = schema.corrections
        with self._database.writing() as connection:
            trial = connection.begin_nested()
            query = (
                sa.select(table, schema.papers.c.key)
                .join(schema.papers, schema.papers.c.id == table.c.paper_id)
                .where(table.c.token.startswith(correction, autoescape=True))
            )
            rows = connection.execute(query).mappings().all() if correction else []
            if len(rows) != 1:
                found = "no correction" if not rows else f"{len(rows)} corrections"
                raise CorpusError(
                    f"{self._database.name}: {found} {correction!r}",
                    advice="litscan correct --list shows them with their ids",
                )
            record, paper = record_of(rows[0]), rows[0]["paper_id"]
            if record.action != "set":
                _refuse_if_built_upon(record, corrections_of(connection, paper))
            connection.execute(table.delete().where(table.c.id == rows[0]["id"]))
            recorrect(connection, paper)
            if dry_run:
                trial.rollback()
        return record

    def correction_records(self, paper: str | None = None) -> list[CorrectionRecord]:
        """Return the corrections of a paper, or of all, in the order they were made."""
        table, papers = schema.corrections, schema.papers
        query = (
            sa.select(table, papers.c.key)
            .join(papers, papers.c.id == table.c.paper_id)
            .where(table.c.token.is_not(None))
            .order_by(papers.c.key, table.c.made, table.c.id)
        )
        with self._database.reading() as connection:
            if paper is not None:
                query = query.where(table.c.paper_id == self._paper_id(connection, paper))
            return [record_of(row) for row in connection.execute(query).mappings()]

    def corrections(self, paper: str | None = None) -> pd.DataFrame:
        """Return the corrections, one a row.

        Columns: ``id``, ``paper``, ``kind``, ``fact`` (its address), ``action`` (``set``,
        ``remove``, ``add``), ``before`` and ``after`` (dictionaries of fields, or None),
        ``note``, ``by``, ``made`` and ``status`` (see
        `litscan.corpus.corrections.record.CorrectionRecord`).
        """
        records = self.correction_records(paper)
        rows = [[getattr(one, name) for name in _COLUMNS] for one in records]
        return frame(rows, _COLUMNS)

    def find_paper(self, name: str) -> str:
        """Return the key of a paper named by its key, an arXiv id of any form, or an arXiv URL.

        Raises
        ------
        CorpusError
            If it is not in the corpus.
        """
        names = [name]
        with suppress(ReadError):
            names.append(parse_arxiv_id(name).base)
        query = sa.select(schema.papers.c.key).where(schema.papers.c.key.in_(names))
        with self._database.reading() as connection:
            found = list(connection.execute(query).scalars())
        if not found:
            raise CorpusError(
                f"{self._database.name}: no paper {name!r} in the corpus",
                advice="litscan search finds papers and their keys",
            )
        return name if name in found else str(found[0])

    def facts_of(self, paper: str) -> list[tuple[str, str, dict[str, Any]]]:
        """Return kind, address and public JSON of each fact that counts for a paper.

        What there is one of for a paper is there also where nothing is stated.
        """
        with self._database.reading() as connection:
            stored = CorrectedPaper(connection, self._paper_id(connection, paper))
            return present_facts(stored)


def _refuse_if_built_upon(record: CorrectionRecord, all_: Sequence[CorrectionRecord]) -> None:
    chain = [one for one in all_ if (one.kind, one.fact) == (record.kind, record.fact)]
    later = chain[[one.id for one in chain].index(record.id) + 1 :]
    if later:
        raise CorpusError(
            f"correction {record.id}: later ones build on it",
            advice=f"undo first: {', '.join(one.id for one in reversed(later))}",
        )
