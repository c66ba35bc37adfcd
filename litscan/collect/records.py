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
