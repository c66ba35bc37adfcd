"""What a metadata source yields: one record per paper, whatever the source."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MetadataRecord"]


@dataclass(frozen=True, slots=True)
class MetadataRecord:
    """One arXiv paper as a source describes it.

    Attributes
    ----------
    arxiv_id : str
        Base id, without version.
    version : int or None
        Number of the current version.
    submitted, updated : str
        When the first and the current version were submitted, ISO 8601 in UTC; empty if unknown.
    versions : tuple of (int, str)
        Numbers of the versions whose dates are known, and when they were submitted.
    datestamp : str or None
        Day of the last change of the record at arXiv, which is no submission date.
    withdrawn : bool
        Whether the source itself marks the current version as withdrawn.
    """

    arxiv_id: str
    version: int | None
    title: str
    abstract: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    primary: str
    submitted: str
    updated: str
    comment: str | None = None
    doi: str | None = None
    journal_ref: str | None = None
    versions: tuple[tuple[int, str], ...] = ()
    datestamp: str | None = None
    withdrawn: bool = False
