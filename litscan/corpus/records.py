"""What goes into the corpus and comes out of it: frozen records, no SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["CollectionRun", "Counts", "Hit", "PaperRecord", "PaperVersion"]


@dataclass(frozen=True, slots=True, order=True)
class PaperVersion:
    """One version of an arXiv paper: its number from 1, and when it was submitted (ISO, UTC)."""

    number: int
    submitted: str


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """What is known of a paper without reading it.

    Attributes
    ----------
    key : str
        The arXiv base id, or ``local/<sha256[:16]>``, ``shrinkbench/<name>``, ``sample/<slug>``,
        ``doi/<DOI>``, ``bib/<hash of title, year and first author>``.
    arxiv_id : str or None
        The base id, without version.
    submitted, updated : str or None
        Date or date and time, ISO 8601 in UTC, of the first and of the current version. Growth
        is counted by `submitted`.
    listed : str or None
        Day the paper was seen in a listing, where only that is known.
    published : str or None
        When it appeared in its venue, as precisely as known: ``2019``, ``2019-06``,
        ``2019-06-10``.
    version : int or None
        Number of the current version.
    versions : tuple of PaperVersion
        Those whose dates are known.
    source : str or None
        Where the record came from; several are joined by commas.
    relevance : float or None
        Probability that the paper is about pruning neural networks.
    datestamp : str or None
        Day of the last change of the record at arXiv (OAI-PMH), which is no submission date.
    citation_key : str or None
        What the bibliography that the paper came from calls it; no name of one work only.

    Raises
    ------
    ValueError
        If there is an arXiv id and the key is another.
    """

    key: str
    arxiv_id: str | None = None
    title: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    primary_category: str | None = None
    submitted: str | None = None
    updated: str | None = None
    listed: str | None = None
    published: str | None = None
    version: int | None = None
    versions: tuple[PaperVersion, ...] = ()
    comment: str | None = None
    doi: str | None = None
    venue: str | None = None
    source: str | None = None
    relevance: float | None = None
    withdrawn: bool = False
    datestamp: str | None = None
    citation_key: str | None = None

    def __post_init__(self) -> None:
        if self.arxiv_id is not None and self.key != self.arxiv_id:
            raise ValueError(f"paper {self.key!r}: the key of arXiv {self.arxiv_id} is its id")

    @property
    def year(self) -> int | None:
        """Year of publication, else of submission, else None.

        Examples
        --------
        >>> PaperRecord("bib/han", submitted="2015-06-08", published="2016").year
        2016
        """
        date = self.published or self.submitted or self.listed
        return int(date[:4]) if date and date[:4].isdecimal() else None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many papers an import added, changed, and found as they were.

    Examples
    --------
    >>> Counts(added=2) + Counts(added=1, unchanged=3)
    Counts(added=3, updated=0, unchanged=3)
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
        )

    @property
    def total(self) -> int:
        """All papers met."""
        return self.added + self.updated + self.unchanged


@dataclass(frozen=True, slots=True)
class CollectionRun:
    """What a run of collection asked of a source, got, and where it stands.

    Attributes
    ----------
    number : int
        Its number in the corpus.
    source : str
        ``arxiv-api``, ``arxiv-oai`` or ``snapshot:<name>``.
    request : mapping
        What was asked for, as JSON: query, categories, days, set, base URL ...
    started, finished : str or None
        ISO 8601 in UTC; a run that goes on, or was killed, has not finished.
    outcome : str
        ``open``, ``done``, ``stopped`` (by a limit or a person) or ``failed`` (by the network).
    position : mapping or None
        From where the source goes on, as JSON that only the source reads.
    requests, received : int
        Requests made, and records met, repeated ones not counted.
    promised : int or None
        How many records the source said there are.
    counts : Counts
        What became of the records.
    message : str
        One line for a person.
    """

    number: int
    source: str
    request: Mapping[str, Any]
    started: str
    finished: str | None = None
    outcome: str = "open"
    position: Mapping[str, Any] | None = None
    requests: int = 0
    promised: int | None = None
    received: int = 0
    counts: Counts = field(default_factory=Counts)
    message: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A paper that a search found.

    `snippet` is a stretch of the text with the matching words between ``[`` and ``]``. `rank`
    counts from 1, best first. `where` is ``"paper"`` for title and abstract, ``"text"`` for the
    full text.
    """

    key: str
    title: str
    snippet: str
    rank: int
    where: str = "paper"
