"""``litscan extract``: facts of files on stdout, or of the corpus's documents into the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
    from litscan.document.model import Document
    from litscan.extraction.records import Extraction
    from litscan.leaderboards import BoardList, BoardResult

__all__ = ["command"]


@click.command(
    "extract",
    epilog="Examples: litscan extract paper.tex --format json --min-confidence 0.7; "
    "litscan extract papers/ --format jsonl --no-learned; "
    "litscan extract paper.tex --leaderboards boards.csv",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0.0, 1.0),
    help="Leave out facts less certain than this.  [default: 0; of --leaderboards, where precision"
    " and recall were best in balance]",
)
@click.option(
    "--learned/--no-learned",
    default=True,
    show_default=True,
    help="Use the models that ship with litscan, or rules and vocabulary alone.",
)
@click.option(
    "--leaderboards",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="CSV or JSON Lines of task, dataset, metric: also say what PATHs report on these.",
)
@format_option("text", "json", "jsonl")
@corpus_option
@verbosity_options
def command(
    paths: tuple[Path, ...],
    min_confidence: float | None,
    learned: bool,  # noqa: FBT001 (click passes it by name)
    leaderboards: Path | None,
    format_: str,
    corpus: str | None,
) -> int:
    """Extract what papers report, each fact with its quote.

    PATHs are papers (LaTeX, HTML, TEI or JATS XML, Markdown, PDF, text) or folders: a folder that
    holds a main .tex file is one paper, any other folder is searched for papers. Their facts are
    printed and no corpus is touched. Without PATH, the documents of the corpus that have no facts
    of this extractor version yet are read and their facts kept.
    """
    if not paths:
        if leaderboards is not None:
            raise UsageError("--leaderboards needs PATHs")
        return _extract_corpus(format_, corpus, learned=learned)
    from litscan.cli.targets import find_papers

    boards = _boards(leaderboards) if leaderboards is not None else None
    inputs, failures = find_papers(paths)
    for error in failures:
        tell_error(error)
    failed = len(failures)
    as_lines = format_ == "jsonl" or len(inputs) + failed > 1
    with progress(inputs, "Extracting", len(inputs)) as bar:
        for path in bar:
            try:
                document, extraction = _extract_file(path, learned=learned)
            except LitscanError as error:
                tell_error(error)
                failed += 1
                continue
            extraction = at_least(extraction, min_confidence or 0.0)
            linked = _linked(document, boards, min_confidence) if boards else None
            if format_ == "text":
                emit("\n".join([*_text_lines(extraction), *_board_lines(linked)]) + "\n")
            else:
                emit_json(_record(extraction, linked), lines=as_lines)
    return 2 if failed else 0


def at_least(extraction: Extraction, confidence: float) -> Extraction:
    """Return an extraction without the facts that are less certain than a confidence."""
    return replace(
        extraction,
        entities=tuple(e for e in extraction.entities if e.confidence >= confidence),
        configurations=tuple(c for c in extraction.configurations if c.confidence >= confidence),
        compares_to=tuple(c for c in extraction.compares_to if c.confidence >= confidence),
        results=tuple(r for r in extraction.results if r.confidence >= confidence),
    )


def _extract_file(path: Path, *, learned: bool) -> tuple[Document, Extraction]:
    from litscan.document import read_document
    from litscan.extraction import extract

    document = read_document(path)
    return document, extract(document, learned=learned)


def _boards(path: Path) -> BoardList:
    from litscan.leaderboards import BoardList, read_boards

    return BoardList.of(read_boards(path))


def _linked(
    document: Document, boards: BoardList, min_confidence: float | None
) -> tuple[BoardResult, ...]:
    from litscan.leaderboards import link

    return link(document, boards, min_confidence=min_confidence)


def _record(extraction: Extraction, linked: tuple[BoardResult, ...] | None) -> dict[str, Any]:
    record = extraction.to_json()
    if linked is not None:
        record["leaderboards"] = [result.to_json() for result in linked]
    return record


def _board_lines(results: tuple[BoardResult, ...] | None) -> Iterator[str]:
    if results == ():
        yield "  leaderboard   -"
    for result in results or ():
        board, evidence = result.board, result.evidence[0]
        yield (
            f"  leaderboard   {board.task}, {board.dataset}, {board.metric}: {result.value:g}  "
            f"{result.method}  [{evidence.file}:{evidence.line}]"
        )


def _extract_corpus(format_: str, corpus: str | None, *, learned: bool) -> int:
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.extraction import EXTRACTOR_VERSION
    from litscan.pipeline import extract_documents

    if format_ == "jsonl":
        raise UsageError("--format jsonl needs PATHs", advice="use --format json for a summary")
    settings = load_settings(corpus=corpus)
    with Corpus.open(settings.corpus, create=False, files=settings.files) as store:
        pending = len(store.pending("extract", EXTRACTOR_VERSION))
        with progress(extract_documents(store, learned=learned), "Extracting", pending) as bar:
            done = sum(1 for _ in bar)
    if format_ == "json":
        emit_json({"extracted": done, "extractor_version": EXTRACTOR_VERSION})
    else:
        emit(f"{done} documents extracted")
    return 0


def _text_lines(extraction: Extraction) -> Iterator[str]:
    yield extraction.title or extraction.source.path
    kinds = ", ".join(extraction.pruning_kinds) or "-"
    yield f"  type          {extraction.paper_type}; pruning: {kinds}"
    for kind in ("dataset", "architecture"):
        names = [
            entity.name
            for entity in extraction.entities
            if entity.kind == kind and entity.role == "evaluated"
        ]
        yield f"  {kind + 's':<13} {', '.join(names) or '-'}"
    pairs = [f"{c.architecture} on {c.dataset}" for c in extraction.configurations]
    yield f"  configured    {'; '.join(pairs) or '-'}"
    yield f"  compared to   {', '.join(c.method for c in extraction.compares_to) or '-'}"
    runs = extraction.runs
    seeds = f", seeds {', '.join(map(str, runs.seeds))}" if runs.seeds else ""
    yield f"  runs          {runs.count or 'not stated'}{seeds}; dispersion: {runs.dispersion}"
    stated = [
        f"{name.replace('_', ' ')} {value}"
        for name, value in extraction.training.stated().items()
        if value is not None
    ]
    yield f"  training      {', '.join(stated) or '-'}"
    yield f"  code          {', '.join(extraction.links.code) or '-'}"
    yield f"  results       {len(extraction.results)}"
    for result in extraction.results[:12]:
        evidence = result.evidence[0]
        where = f"{evidence.file}:{evidence.line}"
        level = result.operating_point
        at = f" at {level.kind} {level.value:g}" if level else ""
        yield (
            f"    {result.metric} {result.value:g}  {result.method}, "
            f"{result.architecture or '?'} on {result.dataset or '?'}{at}  [{where}]"
        )
    if len(extraction.results) > 12:
        yield f"    ... {len(extraction.results) - 12} more (--format json)"
    for warning in extraction.coverage.warnings:
        yield f"  warning       {warning}"
