"""Options and output shared by the commands."""

from __future__ import annotations

import json
import logging
import re
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
    "shows_bars",
    "tell",
    "tell_error",
    "verbosity_options",
    "visible",
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


def format_option(
    *formats: str, default: str | None = "text", told: str = ""
) -> Callable[[Command], Command]:
    """Add ``--format`` with these choices; the command receives ``format_``.

    Without a default that is None if not given, and `told` says in words what is done then.
    """
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=default,
        show_default=told or True,
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


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")


def visible(text: str) -> str:
    r"""Return text with what steers a terminal or turns the reading direction made visible.

    Examples
    --------
    >>> visible("\x1b[31mred")
    '\ufffd[31mred'
    """
    return _CONTROL.sub("\ufffd", text)


def emit(text: str) -> None:
    """Print text on standard output, ending with one line break; control characters are marked."""
    click.echo(visible(text.rstrip("\n")))


def _quiet() -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get("litscan.quiet"))


def shows_bars() -> bool:
    """Return whether to show progress: standard error is a terminal, and not ``--quiet``."""
    return sys.stderr.isatty() and not _quiet()


def tell(note: str) -> None:
    """Print a note on standard error, unless it is empty or ``--quiet`` was given."""
    if note and not _quiet():
        clear = "\r\x1b[K" if sys.stderr.isatty() else ""  # of a bar, which is drawn again below
        click.echo(f"{clear}litscan: {note}", err=True)


def tell_error(error: object) -> None:
    """Print an error on standard error, control characters marked."""
    click.echo(f"litscan: error: {visible(str(error))}", err=True)


def emit_json(record: Any, *, lines: bool = False) -> None:
    """Print a record as JSON on standard output: indented, or on one line for JSON Lines."""
    text = json.dumps(record, ensure_ascii=False, indent=None if lines else 1)
    click.echo(_CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", text))


@contextmanager
def progress(
    items: Iterable[Item], label: str, length: int | None = None
) -> Iterator[Iterable[Item]]:
    """Show a progress bar on a terminal's standard error; none in a pipe or with ``--quiet``."""
    if not shows_bars():
        yield items
        return
    with click.progressbar(items, length=length, label=label, file=sys.stderr) as bar:
        yield bar
