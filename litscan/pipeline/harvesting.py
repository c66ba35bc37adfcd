"""From arXiv's OAI-PMH interface into the corpus: whole categories, and what changed in them.

Each page is stored before the place it leads to is noted. A run that is killed is taken up at the
day its list had reached; what is asked for again is merged with what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from litscan.collect.oai.sets import set_of
from litscan.collect.oai.source import OaiPage, OaiSource, Window
from litscan.corpus.records import CollectionRun, Counts, PaperRecord
from litscan.errors import NetworkError
from litscan.pipeline.described import described_paper
from litscan.pipeline.run_alone import broken_off, run_alone
from litscan.pipeline.screening import screen_papers
from litscan.pipeline.updating import (
    OAI_SOURCE,
    harvested_through,
    unfinished_position,
    update_window,
)

if TYPE_CHECKING:
    from litscan.collect.oai.answer import OaiRecord
    from litscan.corpus import Corpus

__all__ = ["Harvest", "Harvested", "harvest_papers", "paper_of_record", "planned_windows"]

SCREEN_AT = 5000
"""New or changed papers that are screened together."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What to ask for: whole categories, bounded by the day of the last change or by nothing.

    With `update`, only what changed since the last harvest of each category, and a little before.
    """

    categories: tuple[str, ...]
    window: Window = field(default_factory=Window)
    update: bool = False

    def request(self) -> dict[str, Any]:
        """Return it as the run of collection that it is, whenever it is made."""
        asked: dict[str, Any] = {"categories": list(self.categories)}
        if self.update:
            return {**asked, "update": True}
        return {**asked, "from": self.window.first, "until": self.window.last}


@dataclass(frozen=True, slots=True)
class Harvested:
    """What a harvest did: papers by what became of them, and what it took.

    `received` counts records, of which a paper in several categories has one each; `deleted` and
    `unread` are among them. `through` has the last day known of each set.
    """

    counts: Counts
    received: int
    deleted: int
    unread: int
    requests: int
    through: dict[str, str]


def paper_of_record(record: OaiRecord) -> PaperRecord:
    """Return the corpus's record of a paper; of a deleted one the identifier, as withdrawn.

    Examples
    --------
    >>> from litscan.collect.oai import OaiRecord
    >>> gone = paper_of_record(OaiRecord("2401.00001", "2024-02-01", deleted=True))
    >>> gone.key, gone.withdrawn, gone.datestamp
    ('2401.00001', True, '2024-02-01')
    """
    if record.paper is not None:
        return described_paper(record.paper, OAI_SOURCE)
    return PaperRecord(
        key=record.arxiv_id,
        arxiv_id=record.arxiv_id,
        datestamp=record.datestamp,
        source=OAI_SOURCE,
        withdrawn=record.deleted,
    )


def harvest_papers(
    corpus: Corpus,
    source: OaiSource,
    harvest: Harvest,
    *,
    limit: int | None = None,
    on_page: Callable[[str, OaiPage, int], None] | None = None,
) -> Harvested:
    """Harvest categories into the corpus, one after the other, and screen what came.

    Parameters
    ----------
    corpus : Corpus
    source : OaiSource
    harvest : Harvest
    limit : int, optional
        Stop after so many records.
    on_page : callable, optional
        Told the set, its page, and how many records came so far.

    Raises
    ------
    NetworkError
        If the server stops answering; the message says what was kept.
    UsageError
        If arXiv has no such category.
    """
    specs = [set_of(name) for name in harvest.categories]
    with run_alone(corpus, OAI_SOURCE, harvest.request()) as run:
        return _harvest(_Work(corpus, source, run, limit, on_page), harvest, specs)


def _harvest(work: _Work, harvest: Harvest, specs: Sequence[str]) -> Harvested:
    """Harvest what a run has left of its sets, and note how it ended."""
    corpus, run = work.corpus, work.run
    known = harvested_through(corpus) if harvest.update else {}
    try:
        for spec in specs:
            if spec not in work.done and not work.full:
                window = update_window(known.get(spec)) if harvest.update else harvest.window
                work.harvest(spec, window, known.get(spec))
    except NetworkError as error:
        work.screen()
        corpus.finish_collection(run.number, "failed", error.message)
        raise broken_off(corpus, error, work.received, "records") from error
    work.screen()
    outcome = "stopped" if work.full else "done"
    corpus.finish_collection(run.number, outcome, f"{work.received} records: {', '.join(specs)}")
    return work.result()


def planned_windows(corpus: Corpus, harvest: Harvest) -> dict[str, Window]:
    """Return what a harvest would ask for now: each set with its days.

    Where the same harvest did not come to its end before, that is what is left of it.
    """
    known = harvested_through(corpus) if harvest.update else {}
    position = unfinished_position(corpus, harvest.request())
    windows = {}
    for spec in map(set_of, harvest.categories):
        window = update_window(known.get(spec)) if harvest.update else harvest.window
        if spec == position.get("set"):
            window = Window(position["reached"] or window.first, window.last)
        if spec not in position.get("done", ()):
            windows[spec] = window
    return windows


class _Work:
    """A run at work: where it stands and what came of it since it was begun or taken up."""

    def __init__(
        self,
        corpus: Corpus,
        source: OaiSource,
        run: CollectionRun,
        limit: int | None,
        on_page: Callable[[str, OaiPage, int], None] | None,
    ) -> None:
        self.corpus, self._source, self.run = corpus, source, run
        self._limit, self._on_page = limit, on_page
        self._position: dict[str, Any] = dict(run.position or {})
        self._first_request = self._counted = source.session.requests_made
        self.done: dict[str, str] = dict(self._position.get("done") or {})
        self.counts = Counts()
        self.received = self.deleted = self.unread = self._unscreened = 0

    @property
    def full(self) -> bool:
        """Whether as many records came as were wanted."""
        return self._limit is not None and self.received >= self._limit

    def harvest(self, spec: str, window: Window, known: str | None) -> None:
        """Take in a set's window, from where an earlier run left it.

        `known` is the last day known of the set before.
        """
        here = self._position if self._position.get("set") == spec else {}
        window = Window(here.get("first", window.first), window.last)
        latest = here.get("latest") or ""
        for page in self._source.pages(spec, window, here.get("reached")):
            latest = max([latest, *(record.datestamp for record in page.records)])
            came = self._store(page.records)
            self._position = {"done": self.done}
            if page.complete and not self.full:
                self.done[spec] = min(latest or known or page.began, page.began)
            else:
                where = {"set": spec, "first": window.first, "reached": page.reached}
                self._position |= {**where, "latest": latest}
            self._note(came, len(page.records))
            if self._on_page:
                self._on_page(spec, page, self.received)
            if self.full:
                return

    def _store(self, records: Sequence[OaiRecord]) -> Counts:
        if self._limit is not None:
            records = records[: self._limit - self.received]
        for record in records:
            self.deleted += record.deleted
            self.unread += bool(record.problem)
        came = self.corpus.add_papers(map(paper_of_record, records))
        self.received += len(records)
        self.counts += came
        self._unscreened += came.added + came.updated
        if self._unscreened >= SCREEN_AT:
            self.screen()
        return came

    def screen(self) -> None:
        """Give the papers that came their relevance."""
        screen_papers(self.corpus)
        self._unscreened = 0

    def _note(self, came: Counts, received: int) -> None:
        made = self._source.session.requests_made
        self.corpus.save_progress(
            self.run.number,
            self._position,
            requests=made - self._counted,
            received=received,
            counts=came,
        )
        self._counted = made

    def result(self) -> Harvested:
        """Return what was done since the run was begun or taken up."""
        requests = self._source.session.requests_made - self._first_request
        return Harvested(
            self.counts, self.received, self.deleted, self.unread, requests, dict(self.done)
        )
