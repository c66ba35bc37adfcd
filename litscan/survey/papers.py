"""The survey's bibliography: each paper with its kind of pruning, its venue and its code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from litscan.survey.table import Cell, Column, Row, SurveyTable

if TYPE_CHECKING:
    import pandas as pd

    from litscan.corpus import PaperRecord
    from litscan.corpus.view import DescribedPaper

__all__ = ["survey_papers"]

RELEVANT = 0.5
"""Least probability of being about pruning, for papers that were judged and not read."""
_MOST_AUTHORS = 3
_COLUMNS = (
    Column("Paper", "title"),
    Column("Authors", "authors"),
    Column("Year", "year", number=True),
    Column("Kind", "kinds"),
    Column("Venue", "venue"),
    Column("Code", "code"),
)
_NAMES = (
    "key", "title", "authors", "year", "kinds", "paper_type", "venue", "code", "arxiv_id", "doi",
    "read", "relevance",
)  # fmt: skip


def survey_papers(
    records: Mapping[str, PaperRecord],
    described: Mapping[str, DescribedPaper],
    links: pd.DataFrame,
    *,
    papers: Collection[str] | None = None,
) -> SurveyTable:
    """Return the bibliography, by year and title.

    Papers that were judged not to be about pruning are left out unless they were read, and so are
    withdrawn ones.

    Parameters
    ----------
    records : mapping by key
        The corpus's papers.
    described : mapping by key
        What those that were read are, as `Corpus.described_papers` returns it.
    links : DataFrame
        ``Corpus.facts("links")``.
    papers : collection of str, optional
        Only these papers.
    """
    code: dict[str, list[str]] = defaultdict(list)
    for key, payload in zip(links["key"], links["payload"], strict=True):
        code[key] += [link for link in payload["code"] if link not in code[key]]
    chosen = [
        record
        for key, record in records.items()
        if (papers is None or key in papers)
        and not record.withdrawn
        and (key in described or record.relevance is None or record.relevance >= RELEVANT)
    ]
    chosen.sort(key=lambda one: (one.year or 0, (one.title or "").casefold(), one.key))
    return SurveyTable(
        kind="papers",
        caption="Papers of this survey",
        columns=_COLUMNS,
        names=_NAMES,
        rows=tuple(_row(one, described.get(one.key), tuple(code[one.key])) for one in chosen),
        note="The kind of pruning is told of papers that were read; an empty place under code"
        " means that none was found in the text.",
    )


def _row(record: PaperRecord, described: DescribedPaper | None, code: tuple[str, ...]) -> Row:
    title = record.title or record.key
    kinds = described.kinds if described else ()
    fields = {
        "key": record.key,
        "title": title,
        "authors": record.authors,
        "year": record.year,
        "kinds": kinds,
        "paper_type": described.type if described else None,
        "venue": record.venue,
        "code": code,
        "arxiv_id": record.arxiv_id,
        "doi": record.doi,
        "read": described is not None,
        "relevance": record.relevance,
    }
    authors = ", ".join(record.authors[:_MOST_AUTHORS])
    if len(record.authors) > _MOST_AUTHORS:
        authors += " et al."
    return Row(
        (
            Cell(title, cites=(record.key,)),
            Cell(authors),
            Cell("" if record.year is None else str(record.year)),
            Cell(", ".join(kinds)),
            Cell(record.venue or ("arXiv" if record.arxiv_id else "")),
            Cell(" ".join(code)),
        ),
        fields,
    )
