"""Papers as arXiv's interfaces describe them, made into records of the corpus.

Whichever interface met a paper, its record is made here, so that the same paper is the same row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from litscan.corpus.ingest.words import bounded, category, clean
from litscan.corpus.records import PaperRecord, PaperVersion
from litscan.corpus.withdrawn import is_withdrawn

if TYPE_CHECKING:
    from litscan.collect.records import MetadataRecord

__all__ = ["described_paper"]


def described_paper(record: MetadataRecord, source: str) -> PaperRecord:
    """Return the corpus's record of a paper that an interface of arXiv described.

    Parameters
    ----------
    record : MetadataRecord
    source : str
        What the corpus calls the interface.

    Examples
    --------
    >>> from litscan.collect.records import MetadataRecord
    >>> listed = ("cs.CV", "68T10, 68T45")
    >>> found = MetadataRecord("2401.00001", 1, "Pruning", "", (), listed, "cs.CV", "", "")
    >>> paper = described_paper(found, "arxiv-api")
    >>> paper.key, paper.categories
    ('2401.00001', ('cs.CV',))
    """
    comment = clean(record.comment)
    return PaperRecord(
        key=record.arxiv_id,
        arxiv_id=record.arxiv_id,
        title=clean(record.title),
        abstract=clean(record.abstract),
        authors=tuple(name for author in record.authors if (name := bounded(clean(author) or ""))),
        categories=tuple(filter(None, map(category, record.categories))),
        primary_category=category(record.primary),
        submitted=record.submitted or None,
        updated=record.updated or None,
        datestamp=record.datestamp,
        version=record.version,
        versions=tuple(PaperVersion(number, date) for number, date in record.versions),
        comment=comment,
        doi=clean(record.doi),
        venue=clean(record.journal_ref),
        source=source,
        withdrawn=record.withdrawn or is_withdrawn(comment),
    )
