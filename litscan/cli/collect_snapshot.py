"""``litscan collect --source snapshot``: metadata from files, without asking arXiv."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litscan.cli.options import (
    emit,
    emit_json,
    shows_bars,
    tell,
    tell_error,
)
from litscan.collect.query import parse_day
from litscan.corpus.ingest.snapshot_file import SnapshotFile
from litscan.errors import MissingInputError, UsageError
from litscan.pipeline.snapshots import (
    SnapshotPlan,
    SnapshotRead,
    Wanted,
    collect_snapshot,
    plan_snapshot,
)

if TYPE_CHECKING:
    from litscan.config import Settings
    from litscan.corpus.ingest.jsonl import SnapshotReader

__all__ = ["from_snapshots", "papers_asked_for", "plan_snapshots"]

_TOLD_EVERY = 1000


def papers_asked_for(
    query: str | None,
    categories: tuple[str, ...],
    first: str | None,
    last: str | None,
    *,
    update: bool,
) -> Wanted:
    """Return which papers the options of the command line ask for.

    Raises
    ------
    UsageError
        If they do not fit together.
    """
    if query is not None:
        raise UsageError(
            "--query: a snapshot is not searched; all of it is read, and screened",
            advice="--category, --from, --until",
        )
    if update:
        raise UsageError("--update: a snapshot has no news", advice="name a newer one")
    return Wanted(
        tuple(dict.fromkeys(categories)),
        parse_day(first, "--from") if first else None,
        parse_day(last, "--until") if last else None,
    )


def from_snapshots(
    settings: Settings, paths: Sequence[Path], wanted: Wanted, limit: int | None, format_: str
) -> int:
    """Read snapshots into the corpus, print what came, and return the exit code."""
    from litscan.corpus import Corpus

    files = _files(paths)
    done: list[SnapshotRead] = []
    with Corpus.open(settings.corpus, files=settings.files) as corpus:
        for file in files:
            left = None if limit is None else limit - sum(one.counts.total for one in done)
            if left is not None and left <= 0:
                break
            with _bar(file) as on_record:
                one = collect_snapshot(corpus, file, wanted, limit=left, on_record=on_record)
            done.append(one)
            if one.resumed:
                tell(f"{file.path}: went on after line {one.resumed:,}, where an earlier run stood")
            if one.problems:
                tell_error(one.problems.sentence())
    if format_ == "json":
        _print_json(settings.corpus, files, done)
    else:
        _print_text(wanted, done)
    return 2 if any(one.problems for one in done) else 0


def plan_snapshots(settings: Settings, paths: Sequence[Path], wanted: Wanted, format_: str) -> None:
    """Print how large the snapshots are, and where reading would begin; makes no corpus."""
    from litscan.corpus import Corpus

    files = _files(paths)
    try:
        with Corpus.open(settings.corpus, files=settings.files, create=False) as corpus:
            plans = [plan_snapshot(corpus, file, wanted) for file in files]
    except MissingInputError:
        plans = [plan_snapshot(None, file, wanted) for file in files]
    if format_ == "json":
        known = {"source": "snapshot", "total": sum(plan.records for plan in plans), "requests": 0}
        emit_json({"schema": "litscan.plan/1", **known, "files": [asdict(plan) for plan in plans]})
        return
    emit("\n".join(map(_plan_line, plans)) + "\nnothing is asked of arXiv")


def _plan_line(plan: SnapshotPlan) -> str:
    form = "" if plan.form == "plain" else f", {plan.form}"
    line = f"{plan.path}: {plan.bytes:,} bytes{form}, about {plan.records:,} records"
    if plan.resumes_after:
        line += f"; an earlier run goes on after line {plan.resumes_after:,}"
    return line


def _files(paths: Sequence[Path]) -> list[SnapshotFile]:
    if not paths:
        raise UsageError("--source snapshot: no file named", advice="name JSON Lines files")
    return [SnapshotFile.at(path) for path in paths]


def _print_text(wanted: Wanted, done: Sequence[SnapshotRead]) -> None:
    counts = [one.counts for one in done]
    received = sum(one.tally.received for one in done)
    excluded = sum(one.tally.excluded for one in done)
    undated = sum(one.tally.undated for one in done)
    line = (
        f"{received:,} records read: {sum(one.added for one in counts):,} new, "
        f"{sum(one.updated for one in counts):,} changed, "
        f"{sum(one.unchanged for one in counts):,} as they were"
    )
    if excluded:
        line += f"; {excluded:,} left out, of other categories or days"
        if wanted.by_day and undated:
            line += f" ({undated:,} have no day of submission)"
    emit(line)


def _print_json(corpus: str, files: Sequence[SnapshotFile], done: Sequence[SnapshotRead]) -> None:
    names = ("added", "updated", "unchanged")
    tallies = [asdict(one.tally) for one in done]
    record = {
        "schema": "litscan.collected/1",
        "source": "snapshot",
        "corpus": corpus,
        "counts": {name: sum(getattr(one.counts, name) for one in done) for name in names},
        **{
            name: sum(tally[name] for tally in tallies)
            for name in ("received", "excluded", "undated", "skipped")
        },
        "requests": 0,
        "promised": None,
        "missing": 0,
        "screened": sum(one.screened for one in done),
        "files": [
            {
                "path": str(file.path),
                "run": one.run,
                "resumed_after": one.resumed,
                "damage": one.problems.damage or None,
                **tally,
            }
            for file, one, tally in zip(files, done, tallies, strict=False)
        ],
    }
    emit_json(record)


@contextmanager
def _bar(file: SnapshotFile) -> Iterator[Callable[[SnapshotReader], None] | None]:
    """Show on a terminal how much of a file is read, and how many records a second that is."""
    if not shows_bars():
        yield None
        return
    started, seen = time.monotonic(), 0

    def pace(_: object) -> str:
        rate = seen / max(0.001, time.monotonic() - started)
        return f"{seen:,} records, {rate:,.0f} a second"

    with click.progressbar(
        length=file.size, label=file.path.name, file=sys.stderr, item_show_func=pace
    ) as bar:

        def show(reader: SnapshotReader) -> None:
            nonlocal seen
            seen += 1
            if seen % _TOLD_EVERY == 0:
                bar.update(reader.consumed - bar.pos, seen)

        yield show
        bar.update(file.size - bar.pos, seen)
