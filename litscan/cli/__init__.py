"""The ``litscan`` command: a group that loads each subcommand only when it is used.

Each command lives in ``cmd_<name>.py`` as a click command named ``command``: it parses, calls the
Python API, and prints. The table below gives the one-line help, so that ``litscan --help`` need
not import them.
"""

from __future__ import annotations

import importlib
import logging
import sys
import traceback
from typing import Any

import click

from litscan.cli.options import tell_error
from litscan.errors import LitscanError
from litscan.version import __version__

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS: dict[str, str] = {
    "run": "Do everything: collect, read, extract, audit, count, tabulate, report.",
    "collect": "Gather pruning papers from arXiv into the corpus.",
    "screen": "Decide on the papers whose relevance is doubtful, most telling first.",
    "fetch": "Download the full text of papers.",
    "import": "Take in local papers, bibliographies, metadata and the ShrinkBench tables.",
    "read": "Show a document as litscan sees it.",
    "extract": "Extract architectures, datasets, baselines, results, runs, each with its quote.",
    "correct": "Correct facts: a reader outranks the extractor, now and after it reads again.",
    "audit": "Check the empirical rigor of papers.",
    "growth": "Count publications over time and fit their growth.",
    "table": "Write survey tables.",
    "claims": "Re-run the claims that surveys make.",
    "search": "Search the corpus's text.",
    "export": "Write the corpus for other tools.",
    "report": "Write the HTML report of the corpus.",
    "explain": "Explain a check or a claim.",
}


class LazyGroup(click.Group):
    """A click group whose commands are modules of this package, imported on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order of the pipeline."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, or None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"litscan.cli.cmd_{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command list without importing the commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Try: litscan run --sample",
)
@click.version_option(__version__, prog_name="litscan")
def cli() -> None:
    """Literature and reporting-quality analysis of research on neural-network pruning.

    Crawls arXiv's pruning papers, reads their full text, extracts what they report with a quote
    for every fact, checks their empirical rigor, tracks growth, writes survey tables, and re-runs
    the claims that surveys make.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 findings asked to fail on, 2 bad input or usage."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        status: Any = cli.main(args=arguments, prog_name="litscan", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        click.echo("litscan: interrupted; run the same command to go on", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except LitscanError as error:
        tell_error(error)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # a fault of litscan's own keeps its traceback
        reason = _reason(error)
        if reason is None:
            raise
        if logging.getLogger("litscan").isEnabledFor(logging.DEBUG):
            traceback.print_exc()
        tell_error(reason)
        return 2
    return status if isinstance(status, int) else 0


def _reason(error: Exception) -> str | None:
    """Return in one line what the system or the database refused; None if it was neither."""
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename is not None else ""
        reason = f"{place}{error.strerror or error}"
    else:
        database = sys.modules.get("sqlalchemy.exc")  # if not loaded, it raised nothing
        if database is None or not isinstance(error, database.SQLAlchemyError):
            return None
        # Statements and parameters are for -vv; what the driver says is for people.
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    return " ".join(reason.split())
