"""What sort of work a paper is, in the words of BibTeX, RIS and CSL.

What the bibliography said that a paper came from counts; else its venue's name tells, by
``data/reference/venues.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from litscan.corpus.records import PaperRecord
from litscan.resources import load_toml

__all__ = ["WorkType", "venue_of", "work_type"]


@dataclass(frozen=True, slots=True)
class WorkType:
    """A sort of work: its BibTeX entry and the field of its venue, its RIS and its CSL type."""

    bibtex: str
    field: str
    ris: str
    csl: str


_TYPES = {
    one.bibtex: one
    for one in (
        WorkType("article", "journal", "JOUR", "article-journal"),
        WorkType("inproceedings", "booktitle", "CONF", "paper-conference"),
        WorkType("incollection", "booktitle", "CHAP", "chapter"),
        WorkType("inbook", "publisher", "CHAP", "chapter"),
        WorkType("book", "publisher", "BOOK", "book"),
        WorkType("proceedings", "publisher", "CONF", "book"),
        WorkType("phdthesis", "school", "THES", "thesis"),
        WorkType("mastersthesis", "school", "THES", "thesis"),
        WorkType("techreport", "institution", "RPRT", "report"),
        WorkType("misc", "howpublished", "GEN", "article"),
    )
}
_SAME = {
    "conference": "inproceedings",
    "thesis": "phdthesis",
    "report": "techreport",
    "collection": "proceedings",
    "online": "misc",
    "unpublished": "misc",
}
"""What BibLaTeX and others call types of BibTeX."""
_GIVEN = re.compile(r"(?:^|,)bibtex:([a-z]+)")
_PREPRINT = re.compile(r"arxiv|\bcorr\b", re.IGNORECASE)


def venue_of(record: PaperRecord) -> str | None:
    """Return where a paper was published, None for a preprint."""
    return record.venue if record.venue and not _PREPRINT.search(record.venue) else None


def work_type(record: PaperRecord) -> WorkType:
    """Return what sort of work a paper is; one without a venue is ``misc``.

    Examples
    --------
    >>> work_type(PaperRecord("a", venue="Advances in NeurIPS 32")).bibtex
    'inproceedings'
    >>> work_type(PaperRecord("a", venue="Neural Computation")).ris
    'JOUR'
    >>> work_type(PaperRecord("a", venue="Acme", source="bibtex:techreport")).bibtex
    'techreport'
    """
    venue = venue_of(record)
    if venue is None:
        return _TYPES["misc"]
    for given in _GIVEN.findall(record.source or ""):
        name = _SAME.get(given, given)
        if name in _TYPES and name != "misc":
            return _TYPES[name]
    return _TYPES["inproceedings" if _conference().search(venue) else "article"]


@cache
def _conference() -> re.Pattern[str]:
    known = load_toml("reference", "venues.toml")
    words = "|".join(map(re.escape, known["words"]))
    names = "|".join(map(re.escape, known["names"]))
    return re.compile(rf"\b(?i:{words})\b|\b(?:{names})\b")
