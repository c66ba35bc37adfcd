"""How far each paper has come: screened, fetched, read, extracted; for whoever counts papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.part import Part

__all__ = ["Standing", "Standings"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one paper stands.

    Attributes
    ----------
    on_arxiv, titled, withdrawn : bool
        What is known of it.
    sources : int
        How many sources it came from.
    relevance : float or None
        Probability that it belongs, 1 or 0 where a person decided; None before it was screened.
    decision, reason : str
        A person's: ``include``, ``exclude``, or empty where nobody decided.
    outcome : str
        What came of asking for the text of its current version; empty if it was not asked for.
    has_text : bool
        Whether there is a text of it, or facts that others took from it.
    extracted : bool
        Whether there are facts of it.
    failed : bool
        Whether the extractor failed on its text.
    """

    key: str
    on_arxiv: bool
    titled: bool
    withdrawn: bool
    sources: int
    relevance: float | None
    decision: str
    reason: str
    outcome: str
    has_text: bool
    extracted: bool
    failed: bool


class Standings(Part):
    """The part of the corpus that tells how far papers have come."""

    def standings(self) -> Iterator[Standing]:
        """Yield every paper's standing, ordered by key.

        Examples
        --------
        >>> import tempfile
        >>> from litscan.corpus import Corpus, PaperRecord
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         added = corpus.add_papers([PaperRecord("1608.08710", title="Pruning")])
        ...         [(paper.key, paper.has_text) for paper in corpus.standings()]
        [('1608.08710', False)]
        """
        with self._database.reading() as connection:
            rows = connection.execution_options(yield_per=5000).execute(_query())
            for key, source, relevance, decision, reason, outcome, *flags in rows:
                on_arxiv, titled, withdrawn, read, extracted, failed = map(bool, flags)
                decided = decision if decision in ("include", "exclude") else ""
                yield Standing(
                    key,
                    on_arxiv,
                    titled,
                    withdrawn,
                    len((source or "").split(",")),
                    relevance,
                    decided,
                    reason if decided else "",
                    outcome or "",
                    read or extracted,
                    extracted,
                    failed,
                )


def _query() -> sa.Select[Any]:
    papers, documents, extractions = schema.papers, schema.documents, schema.extractions
    screenings, fetches, runs = schema.screenings, schema.fetches, schema.stage_runs
    newest = (
        sa.select(screenings.c.paper_id, sa.func.max(screenings.c.id).label("id"))
        .group_by(screenings.c.paper_id)
        .subquery()
    )
    of_version = (fetches.c.paper_id == papers.c.id) & (
        fetches.c.version == sa.func.coalesce(papers.c.version, 0)
    )
    failed = (
        sa.exists()
        .where(runs.c.document_id == documents.c.id, runs.c.stage == "extract")
        .where(runs.c.outcome == "failed", documents.c.paper_id == papers.c.id)
    )
    joined = (
        papers.outerjoin(newest, newest.c.paper_id == papers.c.id)
        .outerjoin(screenings, screenings.c.id == newest.c.id)
        .outerjoin(fetches, of_version)
    )
    return (
        sa.select(
            papers.c.key,
            papers.c.source,
            papers.c.relevance,
            screenings.c.decision,
            screenings.c.reason,
            fetches.c.outcome,
            papers.c.arxiv_id.is_not(None),
            sa.func.coalesce(papers.c.title, "") != "",
            papers.c.withdrawn,
            sa.exists().where(documents.c.paper_id == papers.c.id),
            sa.exists().where(extractions.c.paper_id == papers.c.id),
            failed,
        )
        .select_from(joined)
        .order_by(papers.c.key)
    )
