"""What a run of the API source gets, stored page by page, with a note of where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from litscan.collect.records import MetadataRecord
from litscan.corpus.records import Counts, PaperRecord
from litscan.errors import NetworkError
from litscan.pipeline.described import described_paper
from litscan.pipeline.run_alone import broken_off
from litscan.pipeline.screening import screen_papers
from litscan.version import __version__

if TYPE_CHECKING:
    from litscan.collect.session import PoliteSession
    from litscan.collect.walk import Page
    from litscan.corpus import Corpus
    from litscan.corpus.records import CollectionRun

__all__ = ["API_SOURCE", "Collected", "CollectionLog", "paper_of"]

API_SOURCE = "arxiv-api"


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collection did.

    Attributes
    ----------
    run : int
        Its number in the corpus.
    counts : Counts
        Papers by what became of them, over the whole run, also where it was taken up again.
    promised, received, missing : int
        Papers that arXiv counted, that came, and that did not.
    requests : int
        Requests made.
    shortfalls : tuple of str
        What is missing, by minutes of submission.
    since : str or None
        The day an update went back to.
    asked : bool
        False where nothing was asked, since the same run was done today.
    """

    run: int
    counts: Counts
    promised: int
    received: int
    missing: int
    requests: int
    shortfalls: tuple[str, ...] = ()
    since: str | None = None
    asked: bool = True


def paper_of(record: MetadataRecord) -> PaperRecord:
    """Return the corpus's record of a paper that arXiv's API described."""
    return described_paper(record, API_SOURCE)


@dataclass(slots=True)
class CollectionLog:
    """Stores papers, and notes in the corpus what a run asked and got.

    As a context it notes a failure of the network, and says in the error what was kept.

    Parameters
    ----------
    corpus : Corpus
    session : PoliteSession
        Whose requests are counted.
    run : CollectionRun
        New, or taken up again.
    since : str, optional
        The day an update goes back to.
    screen : bool
        Whether new papers get their relevance as they come.
    """

    corpus: Corpus
    session: PoliteSession
    run: CollectionRun
    since: str | None = None
    screen: bool = True
    promised: int = field(init=False)
    received: int = field(init=False)
    shortfalls: tuple[str, ...] = field(default=(), init=False)
    _counts: Counts = field(init=False)
    _pending: Counts = field(default_factory=Counts, init=False)
    _requests: int = field(init=False)
    _made: int = field(init=False)
    _position: Mapping[str, Any] | None = field(init=False)

    def __post_init__(self) -> None:
        self.promised = 0 if self.since else self.run.promised or 0  # an update begins anew
        self.received = self.run.received
        self._counts, self._requests = self.run.counts, self.run.requests
        self._made = self.session.requests_made
        self._position = self.run.position

    def __enter__(self) -> CollectionLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if not isinstance(error, NetworkError):
            return
        self._save(self._position, 0)
        self._note("failed", error.message)
        raise broken_off(self.corpus, error, self.received, "papers") from error

    def store(self, records: Sequence[MetadataRecord], page: Page) -> None:
        """Store papers of a page, or the first of them, then where the walk stands."""
        whole = len(records) == len(page.records)
        came = max(0, page.seen - self.received) if whole else len(records)
        self.promised = page.total
        self.shortfalls = tuple(map(str, page.place.shortfalls))
        self._add(records, came)
        self._save(page.place.to_json(), came)

    def store_changed(self, records: Sequence[MetadataRecord]) -> None:
        """Store new and revised papers; they are noted once the update is through."""
        self.promised += len(records)
        self._add(records, len(records))

    def save_position(self, position: Mapping[str, Any]) -> None:
        """Note where an update ended, and all that came of it."""
        self._save(position, self.promised - self.received)

    def finish(self, outcome: str, message: str = "") -> Collected:
        """Note how the run ended, and return what it did."""
        came = f"{self.received} of {self.promised} papers"
        self._note(outcome, message or "; ".join([came, *self.shortfalls]))
        missing = max(0, self.promised - self.received) if outcome == "done" else 0
        return Collected(
            self.run.number,
            self._counts,
            self.promised,
            self.received,
            missing,
            self._requests,
            self.shortfalls,
            self.since,
        )

    def _add(self, records: Sequence[MetadataRecord], came: int) -> None:
        counts = self.corpus.add_papers(paper_of(record) for record in records)
        if self.screen:
            screen_papers(self.corpus)
        again = min(len(records) - came, counts.unchanged)  # came before the run was stopped
        counts = replace(counts, unchanged=counts.unchanged - max(0, again))
        self._counts, self._pending = self._counts + counts, self._pending + counts

    def _save(self, position: Mapping[str, Any] | None, came: int) -> None:
        spent = self.session.requests_made - self._made
        self.corpus.save_progress(
            self.run.number,
            position,
            requests=spent,
            promised=self.promised,
            received=came,
            counts=self._pending,
        )
        self.received += came
        self._requests, self._made = self._requests + spent, self._made + spent
        self._pending, self._position = Counts(), position

    def _note(self, outcome: str, message: str) -> None:
        self.corpus.finish_collection(self.run.number, outcome, message)
        about = f"{message}: {self.run.request.get('query', '')}"
        self.corpus.record_stage("collect", __version__, outcome=outcome, message=about[:500])
