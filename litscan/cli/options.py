"""Options and output shared by the commands."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

__all__ = [
    "corpus_option",
    "emit",
    "emit_json",
    "format_option",
    "progress",
    "tell",
    "verbosity_options",
]

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")


def corpus_option(command: Command) -> Command:
    """Add ``--corpus``; the command receives ``corpus: str | None``."""
    return click.option(
        "--corpus",
        metavar="PATH_OR_URL",
        default=None,
        help="SQLite file or database URL.  [default: $LITSCAN_CORPUS or litscan.db]",
    )(command)


def format_option(*formats: str, default: str = "text") -> Callable[[Command], Command]:
    """Add ``--format`` with these choices; the command receives ``format_: str``."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        help="Form of the output.",
    )


def _set_verbosity(ctx: click.Context, parameter: click.Parameter, value: int) -> None:
    if not value or ctx.resilient_parsing:
        return
    quiet = parameter.name == "quiet"
    level = logging.ERROR if quiet else logging.DEBUG if value > 1 else logging.INFO
    logger = logging.getLogger("litscan")
    logger.setLevel(level)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("litscan: %(message)s"))
        logger.addHandler(handler)
    ctx.meta["litscan.quiet"] = quiet


def verbosity_options(command: Command) -> Command:
    """Add ``-v`` and ``-q``, which set the level of what goes to standard error."""
    quiet = click.option(
        "-q",
        "--quiet",
        is_flag=True,
        expose_value=False,
        callback=_set_verbosity,
        help="Say nothing on standard error but errors.",
    )
    verbose = click.option(
        "-v",
        "--verbose",
        count=True,
        expose_value=False,
        callback=_set_verbosity,
        help="Say more on standard error; twice for everything.",
    )
    return quiet(verbose(command))


def emit(text: str) -> None:
    """Print text on standard output, ending with one line break."""
    click.echo(text.rstrip("\n"))


def tell(note: str) -> None:
    """Print a note on standard error, unless it is empty or ``--quiet`` was given."""
    context = click.get_current_context(silent=True)
    if note and not (context and context.meta.get("litscan.quiet")):
        click.echo(f"litscan: {note}", err=True)


def emit_json(record: Any, *, lines: bool = False) -> None:
    """Print a record as JSON on standard output: indented, or on one line for JSON Lines."""
    click.echo(json.dumps(record, ensure_ascii=False, indent=None if lines else 1))


@contextmanager
def progress(
    items: Iterable[Item], label: str, length: int | None = None
) -> Iterator[Iterable[Item]]:
    """Show a progress bar on a terminal's standard error; none in a pipe or with ``--quiet``."""
    stream = sys.stderr
    context = click.get_current_context(silent=True)
    hidden = not stream.isatty() or bool(context and context.meta.get("litscan.quiet"))
    if hidden:
        yield items
        return
    with click.progressbar(items, length=length, label=label, file=stream) as bar:
        yield bar
