"""When a paper and the methods it compares to appeared."""

from __future__ import annotations

import re

from litscan.extraction.records import Comparison
from litscan.rigor.base import Subject

__all__ = ["compared_years", "year_of_paper"]

_NEW_STYLE = re.compile(r"(\d{2})(?:0[1-9]|1[0-2])\.\d{4,5}")
_SPOKEN = re.compile(r"\b(?:19|20)\d{2}\b")


def year_of_paper(subject: Subject) -> int | None:
    """Return the year of a paper's first version by its arXiv id, else of its newest reference.

    A paper is at least as young as what it cites. None if neither is known.

    Examples
    --------
    >>> from litscan import extract, read_text
    >>> from litscan.rigor.baselines.examples import dated
    >>> document = read_text(dated("2019", "2020"), format="markdown")
    >>> year_of_paper(Subject(document, extract(document)))
    2021
    """
    cited = [item.year for item in subject.document.references if item.year is not None]
    return _year_of_id(subject.facts.arxiv_id) or max(cited, default=None)


def _year_of_id(arxiv_id: str | None) -> int | None:
    match = _NEW_STYLE.fullmatch(arxiv_id or "")
    return 2000 + int(match.group(1)) if match else None


def compared_years(subject: Subject) -> list[tuple[Comparison, int | None]]:
    """Return each compared method with its cited year: of its reference, else in its name."""
    references = subject.document.reference_by_key
    found = []
    for item in subject.facts.compares_to:
        reference = references.get(item.citation_key or "")
        year = reference.year if reference else None
        spoken = _SPOKEN.search(item.method)
        if year is None:
            year = int(spoken.group()) if spoken else _year_of_id(item.cited_arxiv_id)
        found.append((item, year))
    return found
