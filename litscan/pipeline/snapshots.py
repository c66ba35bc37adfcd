"""From a metadata snapshot on disk into the corpus, streaming, with a note of where the run stands.

A run that is killed goes on behind the last batch that was stored; what is read again is merged
with what is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from litscan.corpus.ingest import Problems
from litscan.corpus.ingest.jsonl import SnapshotReader
from litscan.corpus.ingest.snapshot_file import SnapshotFile
from litscan.corpus.records import Counts, PaperRecord
from litscan.errors import UsageError
from litscan.pipeline.run_alone import run_alone
from litscan.pipeline.screening import screen_papers
from litscan.version import __version__

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.corpus.records import CollectionRun

__all__ = [
    "SnapshotPlan",
    "SnapshotRead",
    "Tally",
    "Wanted",
    "collect_snapshot",
    "plan_snapshot",
    "snapshot_request",
]

_SAMPLED = 8192


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers of a snapshot are taken: by category, and by the day of the first version.

    A category stands for itself and for those below it: ``cs`` for ``cs.LG``.

    Raises
    ------
    UsageError
        If the first day is after the last.

    Examples
    --------
    >>> wanted = Wanted(("cs",), last=dt.date(2016, 12, 31))
    >>> wanted.takes(PaperRecord("1608.08710", categories=("cs.CV",), submitted="2016-08-31"))
    True
    """

    categories: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise UsageError(f"from {self.first} is after until {self.last}")

    @property
    def by_day(self) -> bool:
        """Whether the day matters."""
        return self.first is not None or self.last is not None

    def takes(self, record: PaperRecord) -> bool:
        """Return whether a paper is wanted; without a date it is not where the day matters."""
        day = (record.submitted or "")[:10]
        if self.first and day < self.first.isoformat():
            return False
        if (self.by_day and not day) or (self.last and day > self.last.isoformat()):
            return False
        return not self.categories or any(map(self._named, record.categories))

    def _named(self, category: str) -> bool:
        return any(category == one or category.startswith(f"{one}.") for one in self.categories)


@dataclass(slots=True)
class Tally:
    """Records of a run so far: all met, those not wanted, those that could not be read."""

    received: int = 0
    excluded: int = 0
    undated: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class SnapshotRead:
    """What came of reading a snapshot.

    Attributes
    ----------
    run : int
        Its number in the corpus.
    counts : Counts
        Papers by what became of them, over the whole run, also where it was taken up again.
    tally : Tally
        Records met, and what of them was left out; ``undated`` ones are among the excluded.
    resumed : int
        Lines that an earlier run had read.
    screened : int
        Papers that were given their relevance.
    problems : Problems
        What could not be read since the run was begun or taken up.
    """

    run: int
    counts: Counts
    tally: Tally
    resumed: int
    screened: int
    problems: Problems


@dataclass(frozen=True, slots=True)
class SnapshotPlan:
    """What reading a snapshot would be: its size, about how many records, and where it goes on."""

    path: str
    form: str
    bytes: int
    records: int
    resumes_after: int


def snapshot_request(file: SnapshotFile, wanted: Wanted) -> dict[str, Any]:
    """Return what a run asks for, by which it is known again."""
    return {
        "file": file.path.name,
        "size": file.size,
        "head": file.head,
        "categories": list(wanted.categories),
        "from": wanted.first.isoformat() if wanted.first else None,
        "until": wanted.last.isoformat() if wanted.last else None,
    }


def collect_snapshot(
    corpus: Corpus,
    file: SnapshotFile,
    wanted: Wanted,
    *,
    limit: int | None = None,
    on_record: Callable[[SnapshotReader], None] | None = None,
) -> SnapshotRead:
    """Read a snapshot into the corpus, and screen what came.

    Parameters
    ----------
    corpus : Corpus
    file : SnapshotFile
    wanted : Wanted
    limit : int, optional
        Stop after so many papers that are wanted.
    on_record : callable, optional
        Told of each record, wanted or not, with the reader that says how far it is.
    """
    request = snapshot_request(file, wanted)
    with run_alone(corpus, f"snapshot:{file.name}", request) as run:
        work = _Work(corpus, file, run, wanted, on_record)
        work.store(limit)
        screened = screen_papers(corpus)
        return work.finish(screened, stopped=limit is not None and work.kept >= limit)


class _Work:
    """A run at work: where it stands and what came of it, earlier parts of it included."""

    def __init__(
        self,
        corpus: Corpus,
        file: SnapshotFile,
        run: CollectionRun,
        wanted: Wanted,
        on_record: Callable[[SnapshotReader], None] | None,
    ) -> None:
        position = run.position or {}
        self._corpus, self._run, self._wanted, self._on_record = corpus, run, wanted, on_record
        self._problems = Problems(str(file.path))
        self._resumed = int(position.get("line", 0))
        self._reader = SnapshotReader(
            file, self._problems, offset=int(position.get("offset", 0)), line=self._resumed
        )
        names = ("received", "excluded", "undated", "skipped")
        self._tally = Tally(*(int(position.get(name, 0)) for name in names))
        self._before = replace(self._tally)
        self._counts = run.counts
        self.kept = 0

    def store(self, limit: int | None) -> None:
        """Store the papers that are wanted, a batch at a time, and note each batch."""
        self._corpus.add_papers(islice(self._papers(), limit), on_batch=self._note)
        self._note(Counts())

    def finish(self, screened: int, *, stopped: bool) -> SnapshotRead:
        """Note how the run ended, and return what it did."""
        tally, damage = self._tally, self._problems.damage
        outcome = "failed" if damage else "stopped" if stopped else "done"
        parts = [f"{tally.received} records read"]
        if tally.excluded:
            parts.append(f"{tally.excluded} of other categories or days")
        if tally.skipped:
            parts.append(f"{tally.skipped} could not be read")
        message = "; ".join([*parts, damage] if damage else parts)
        self._corpus.finish_collection(self._run.number, outcome, message)
        self._corpus.record_stage("collect", __version__, outcome=outcome, message=message)
        return SnapshotRead(
            self._run.number, self._counts, tally, self._resumed, screened, self._problems
        )

    def _papers(self) -> Iterator[PaperRecord]:
        for record in self._reader:
            if self._on_record:
                self._on_record(self._reader)
            if self._wanted.takes(record):
                self.kept += 1
                yield record
                continue
            self._tally.excluded += 1
            self._tally.undated += self._wanted.by_day and not record.submitted

    def _note(self, came: Counts) -> None:
        """Note what became of a batch, and the place behind it."""
        known = self._tally.received
        self._tally.received = self._before.received + self._problems.records
        self._tally.skipped = self._before.skipped + self._problems.skipped
        self._counts += came
        place = {"offset": self._reader.offset, "line": self._reader.line}
        self._corpus.save_progress(
            self._run.number,
            place | asdict(self._tally),
            received=self._tally.received - known,
            counts=came,
        )


def plan_snapshot(corpus: Corpus | None, file: SnapshotFile, wanted: Wanted) -> SnapshotPlan:
    """Say how large a snapshot is, about how many records it has, and where reading would begin.

    The number of records is that of the first ones and their bytes, carried on to the whole.
    """
    problems = Problems(str(file.path))
    reader = SnapshotReader(file, problems)
    whole = True
    for number, _ in enumerate(reader, start=1):
        if number == _SAMPLED:
            whole = False
            break
    records = problems.records
    if not whole:
        records = round(records * file.size / max(1, reader.consumed))
    resumes_after = _unfinished(corpus, file, wanted) if corpus else 0
    return SnapshotPlan(str(file.path), file.form, file.size, records, resumes_after)


def _unfinished(corpus: Corpus, file: SnapshotFile, wanted: Wanted) -> int:
    """Return how many lines a run read that did not come to its end; 0 if there is none."""
    request = snapshot_request(file, wanted)
    for run in reversed(corpus.collection_runs().to_dict("records")):
        if run["request"] == request and run["outcome"] in ("open", "failed"):
            return int((run["position"] or {}).get("line", 0))
    return 0
