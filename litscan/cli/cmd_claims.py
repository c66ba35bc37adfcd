"""``litscan claims``: the claims of surveys, listed and re-run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litscan.cli.options import (
    corpus_option,
    emit,
    emit_json,
    format_option,
    progress,
    tell,
    verbosity_options,
)
from litscan.experiments.run import MOST_RUNS, ExperimentRuns

if TYPE_CHECKING:
    from litscan.claims import Claim, ClaimResult
    from litscan.experiments.registry import Rows

__all__ = ["command"]

_DATA = ("blalock2020",)


@click.group(
    "claims",
    invoke_without_command=True,
    epilog="Example: litscan claims run BC10 BC12 --data blalock2020 existing-results/",
)
@click.pass_context
def command(context: click.Context) -> None:
    """Re-run the claims that surveys make, on the corpus, a survey's tables or by experiment.

    Without a command it lists them.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_claims, format_="text")


@command.command("list", epilog="Example: litscan claims list --format json")
@format_option("text", "json")
@verbosity_options
def list_claims(format_: str) -> None:
    """List the claims that can be re-run.

    A claim whose pass rule was set with figures known, so that it is no test of them, says so.
    """
    from litscan.claims import load_claims

    claims = load_claims()
    if format_ == "json":
        emit_json([claim.to_json() for claim in claims])
        return
    emit("\n".join(f"{claim.id:9}{claim.statement}{_known(claim)}" for claim in claims))


def _known(claim: Claim) -> str:
    known = [run.data for run in claim.runs if claim.rule_set(run.data) == "after"]
    return f" [rule set knowing the figures on {', '.join(known)}]" if known else ""


@command.command("run", epilog="Examples: litscan claims run S02 S03 --format json, run '*-exp'")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@corpus_option
@click.option(
    "--data",
    nargs=2,
    type=(click.Choice(_DATA), click.Path(path_type=Path)),
    metavar="blalock2020 PATH",
    help="Run on the ShrinkBench tables in this folder; with --corpus, on both.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    default=0,
    show_default=True,
    help="First seed of an experiment; the others follow it.",
)
@click.option(
    "--runs",
    type=click.IntRange(1, MOST_RUNS),
    default=10,
    show_default=True,
    help="Seeds of an experiment.",
)
@click.option(
    "--rows",
    type=click.Path(file_okay=False, path_type=Path),
    default="litscan-experiments",
    show_default=True,
    help="Folder for an experiment's raw rows; seeds that have rows there are not run again.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["contradicted"]),
    help="End with status 1 if a verdict is this one.",
)
@format_option("text", "json")
@verbosity_options
def run(
    ids: tuple[str, ...],
    corpus: str | None,
    data: tuple[str, Path] | None,
    seed: int,
    runs: int,
    rows: Path,
    fail_on: str | None,
    format_: str,
) -> int:
    """Re-run claims, all that the data can decide by default, and print each verdict.

    With --data alone they run on the tables, with --data and --corpus on both, side by side. All
    verdicts of a run on a corpus are stored in it with the fingerprints of the data. Claims
    whose id ends in -exp are decided by small real runs, which take minutes and are made only when
    asked for by name or pattern. What they train and measure is in litscan's data/experiments/.
    """
    from litscan.claims import claims_json, claims_text, find_claims

    chosen = find_claims(ids)
    read = tuple(claim.id for claim in chosen if not claim.is_experiment)
    tried = tuple(claim.id for claim in chosen if claim.is_experiment)
    now = datetime.now(UTC)
    results: list[ClaimResult] = []
    if read or not tried:
        results += _results(read, corpus, data[1] if data else None, now)
    if tried:
        results += _by_experiment(tried, ExperimentRuns(rows, seed, runs, show=_bar), now)
    if format_ == "json":
        emit_json(claims_json(results, run_at=now))
    else:
        emit(claims_text(results))
    return int(any(str(result.verdict) == fail_on for result in results))


def _bar(rows: Iterable[Rows], label: str, length: int) -> AbstractContextManager[Iterable[Rows]]:
    return progress(rows, f"Experiment {label}", length)


def _by_experiment(
    ids: tuple[str, ...], experiments: ExperimentRuns, now: datetime
) -> list[ClaimResult]:
    from litscan.claims import run_claims

    return run_claims(ids, experiments=experiments, now=now)


def _results(
    ids: tuple[str, ...], corpus: str | None, folder: Path | None, now: datetime
) -> list[ClaimResult]:
    from litscan.claims import read_blalock, run_claims
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.pipeline import pending_note, screen_papers

    tables = None if folder is None else read_blalock(folder)
    if tables is not None and corpus is None:
        return run_claims(ids, blalock=tables, now=now)
    with Corpus.open(load_settings(corpus=corpus).corpus, create=False) as opened:
        screen_papers(opened)
        tell(pending_note(opened))
        results = run_claims(ids, corpus=opened, blalock=tables, now=now)
        if opened.writable:
            opened.save_claims([result.to_json() for result in results])
    return results


@command.command(
    "compare", epilog="Example: litscan claims compare --since 2025-01-01, or OLD.json NEW.json"
)
@click.argument("files", metavar="[OLD.json NEW.json]", nargs=-1, type=click.Path(path_type=Path))
@corpus_option
@click.option("--since", metavar="DATE", help="Compare with the last verdicts before this date.")
@format_option("text", "json")
@verbosity_options
def compare(files: tuple[Path, ...], corpus: str | None, since: str | None, format_: str) -> None:
    """Show how verdicts and figures changed since an earlier run.

    The runs are those stored in the corpus, or two files saved with run --format json. Without a
    date, the earlier verdicts are the last ones on another state of the data.
    """
    from litscan.claims.history import changes_text, compare_runs, load_run
    from litscan.errors import UsageError

    if len(files) not in (0, 2):
        raise UsageError("give two files, the older run first, or none for the corpus's own runs")
    if files and since is not None:
        raise UsageError("--since is of runs stored in a corpus, not of files")
    if files:
        before, after = (load_run(path) for path in files)
    else:
        before, after = _stored(corpus, since)
    if not before:
        tell("no earlier run is stored to compare with")
    changes = compare_runs(before, after)
    if format_ == "json":
        emit_json([change.to_json() for change in changes])
    else:
        emit(changes_text(changes))


def _stored(
    corpus: str | None, since: str | None
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    from litscan.claims.history import stored_runs
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.errors import UsageError

    try:
        date.fromisoformat(since or "2000-01-01")
    except ValueError as error:
        raise UsageError(f"--since {since}: not a date", advice="such as 2025-01-31") from error
    with Corpus.open(load_settings(corpus=corpus).corpus, create=False) as opened:
        return stored_runs(opened.claim_runs(), since)
