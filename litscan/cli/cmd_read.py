"""``litscan read``: a document as litscan sees it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litscan.cli.options import emit, emit_json, format_option, tell_error, verbosity_options
from litscan.errors import LitscanError, UsageError

if TYPE_CHECKING:
    from litscan.document.model import Document, Table

__all__ = ["command"]

_RULE = "═" * 60


@click.command(
    "read",
    epilog="Examples: litscan read paper/; litscan read main.tex --table 2; "
    "litscan read main.tex --text | less; litscan read papers/ --format json",
)
@click.argument("paths", metavar="PATH...", type=click.Path(), nargs=-1, required=True)
@click.option("--table", "wanted", metavar="LABEL_OR_NUMBER", help="Only this table.")
@click.option("--tables", is_flag=True, help="Only the tables.")
@click.option("--text", is_flag=True, help="Only the text, each line with its place.")
@click.option("--sentences", is_flag=True, help="Only the sentences, each with its place.")
@click.option("--references", is_flag=True, help="Only the bibliography.")
@click.option(
    "--roles",
    is_flag=True,
    help="Only what the cells of tables name: data set, metric, own or compared method, as judged"
    " by a learned model.",
)
@click.option(
    "--width",
    type=click.IntRange(0),
    metavar="COLUMNS",
    help="Width to draw tables in; 0 is no limit.  [default: the terminal's; none in a pipe]",
)
@format_option("text", "json", "markdown")
@verbosity_options
def command(
    paths: tuple[str, ...],
    wanted: str | None,
    width: int | None,
    format_: str,
    **chosen: bool,
) -> int:
    r"""Show a document as litscan sees it: outline, tables drawn as text, coverage, warnings.

    A PATH is a LaTeX, HTML, TEI or JATS XML, Markdown, PDF or text file, a folder with an e-print
    in it, or a folder of papers. With --format json, one paper gives one object, several give one
    object a line.

    In a drawn table *bold*, _underlined_ and /italic/ cells are marked so; a cell over several
    columns is ruled across them, one over several rows is pointed to by ↑; footnote marks stand
    in brackets. A place is FILE:LINE of the source.
    """
    from litscan.cli.targets import find_papers

    parts = tuple(part for part, asked in chosen.items() if asked)
    if wanted is not None and parts:
        raise UsageError(f"--table shows one table; --{parts[0]} asks for more", advice="use one")
    if wanted is not None:
        parts = ("tables",)
    columns = _screen() if width is None else width or None
    papers, failures = find_papers([Path(path) for path in paths])
    several = len(papers) + len(failures) > 1
    for error in failures:
        tell_error(error)
    broken, shown = bool(failures), False
    for paper in papers:
        try:
            document = _document(paper, wanted)
        except LitscanError as error:
            tell_error(error)
            broken = True
            continue
        if format_ == "json":
            emit_json(_record(document, parts), lines=several)
        else:
            drawn = "\n\n".join(_drawings(document, parts, format_, columns))
            emit(f"\n{_RULE}\n{drawn}" if shown else drawn)
        shown = True
    return 2 if broken else 0


def _screen() -> int | None:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _document(paper: Path, wanted: str | None) -> Document:
    """Return the document, with the one wanted table where one is."""
    from dataclasses import replace

    from litscan.document import read_document

    document = read_document(paper)
    if wanted is None:
        return document
    tables = tuple(table for table in document.tables if _is_called(table, wanted))
    if not tables:
        known = ", ".join(table.number or table.label for table in document.tables)
        coverage = document.coverage
        unread = coverage.tables_parsed < coverage.tables_found
        read = f"{coverage.tables_parsed} of {coverage.tables_found} tables were read"
        raise UsageError(
            f"{document.source.path}: no table {wanted!r}",
            advice=f"{read}: {known}"
            if known and unread
            else f"there are {known}"
            if known
            else read,
        )
    return replace(document, layers={**document.layers, "tables": tables})


def _is_called(table: Table, wanted: str) -> bool:
    """Return whether a table has this label or number, ``Table 2`` and ``2`` being the same."""
    number = wanted.strip().lower().removeprefix("table").strip()
    return table.label == wanted or (table.number or "").lower() == number


def _record(document: Document, parts: tuple[str, ...]) -> dict[str, object]:
    from litscan.cli.document_record import document_record

    return document_record(document, parts) if parts else document_record(document)


def _drawings(
    document: Document, parts: tuple[str, ...], format_: str, width: int | None
) -> Iterator[str]:
    from litscan.cli import draw_document as draw

    markdown = format_ == "markdown"
    if not parts:
        if markdown:
            yield draw.markdown_document(document)
        else:
            yield draw.draw_outline(document, width=width)
    for part in parts:
        if part == "tables" and markdown:
            yield draw.markdown_tables(document, document.tables)
        elif part == "tables":
            yield draw.draw_tables(document, document.tables, width=width)
        elif part == "text":
            yield draw.draw_text(document)
        elif part == "sentences":
            yield draw.draw_sentences(document)
        elif part == "roles":
            from litscan.cli.draw_roles import draw_roles

            yield draw_roles(document)
        else:
            yield draw.draw_references(document)
