"""``litscan import``: take in what is already on disk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litscan.cli.options import (
    corpus_option,
    emit,
    emit_json,
    format_option,
    progress,
    tell_error,
    verbosity_options,
)
from litscan.errors import LitscanError, UsageError

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.corpus.importer import Imported

__all__ = ["command"]


@click.command(
    "import",
    epilog="Examples:  litscan import paper.tex eprints/   litscan import arxiv.jsonl.gz refs.bib",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--complete",
    multiple=True,
    metavar="CATEGORY=DAY",
    help="State that the files hold every paper of this arXiv category that was first submitted by "
    "that day, as in cs.NE=2019-12-31: litscan growth then takes them for its denominator; "
    "repeatable.",
)
@corpus_option
@format_option("text", "json")
@verbosity_options
def command(
    paths: tuple[str, ...], complete: tuple[str, ...], corpus: str | None, format_: str
) -> int:
    """Take papers, bibliographies, metadata and tables of facts into the corpus.

    A PATH is a paper (LaTeX, HTML, TEI or JATS XML, Markdown, PDF, text, a folder with an e-print),
    a folder of such, arXiv metadata as JSON Lines (plain or .gz, arXiv's Kaggle snapshot included),
    a BibTeX or RIS file, the folder of the ShrinkBench tables, or arXiv's CSV of monthly
    submissions.

    Importing again changes nothing. What cannot be read is named on standard error, with its
    line; all else is imported, and the exit code is 2.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.corpus.importer import find_inputs, import_path

    stated = dict(map(_category_and_day, complete))
    settings = load_settings(corpus=corpus)
    failures: list[str] = []
    inputs: list[Path] = []
    for path in paths:
        try:
            inputs.extend(find_inputs(Path(path)))
        except LitscanError as error:
            failures.append(str(error))
    done: list[Imported] = []
    if inputs:
        with Corpus.open(settings.corpus, files=settings.files) as opened:
            with progress(inputs, "importing", len(inputs)) as remaining:
                for one in remaining:
                    try:
                        imported = import_path(opened, one)
                    except LitscanError as error:
                        failures.append(str(error))
                        continue
                    done.append(imported)
                    if imported.problems:
                        failures.append(imported.problems.sentence())
            _state_complete(opened, done, stated, failures)
            name = opened.name
        _report(done, name, failures, format_)
    elif format_ == "json":
        _report(done, settings.corpus, failures, format_)
    for failure in failures:
        tell_error(failure)
    return 2 if failures else 0


def _category_and_day(text: str) -> tuple[str, date]:
    """Return what ``--complete`` was given as a category and a day."""
    from litscan.corpus.ingest.words import category

    name, _, day = text.partition("=")
    known = category(name)
    try:
        if known:
            return known, date.fromisoformat(day)
    except ValueError:
        pass
    raise UsageError(f"--complete {text}: no category and day", advice="as in cs.NE=2019-12-31")


def _state_complete(
    corpus: Corpus, done: list[Imported], stated: dict[str, date], failures: list[str]
) -> None:
    """Keep what was stated to be complete, unless records are missing; then say so."""
    if not stated:
        return
    files = sorted(Path(one.problems.name).name for one in done if one.kind == "papers")
    if failures or not files:
        why = "not all of it could be read" if failures else "no metadata was imported"
        failures.append(f"--complete is not kept: {why}")
        return
    corpus.state_complete(", ".join(files), stated)


def _report(done: list[Imported], name: str, failures: list[str], format_: str) -> None:
    if format_ == "json":
        emit_json({"corpus": name, "imported": [_json(one) for one in done], "errors": failures})
        return
    for kind in dict.fromkeys(one.kind for one in done):
        some = [one for one in done if one.kind == kind]
        counts = sum((one.counts for one in some[1:]), start=some[0].counts)
        emit(
            f"{name}: {kind} from {len(some)} {'file' if len(some) == 1 else 'files'}:"
            f" {counts.added:,} added, {counts.updated:,} updated,"
            f" {counts.unchanged:,} unchanged"
        )


def _json(one: Imported) -> dict[str, Any]:
    return {
        "path": one.problems.name,
        "kind": one.kind,
        "added": one.counts.added,
        "updated": one.counts.updated,
        "unchanged": one.counts.unchanged,
        "skipped": one.problems.skipped,
        "documents": list(one.documents),
    }
