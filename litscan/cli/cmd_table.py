"""``litscan table``: survey tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from litscan.cli.options import corpus_option, emit, format_option, tell, verbosity_options

if TYPE_CHECKING:
    from litscan.survey.render import TableFormat
    from litscan.survey.results import SortKey
    from litscan.vocabulary.names import NameKind

__all__ = ["command"]


@click.command(
    "table",
    epilog="Example: litscan table results --dataset CIFAR-10 --format latex --output results.tex",
)
@click.argument("kind", type=click.Choice(["results"]))
@corpus_option
@format_option("latex", "markdown", "csv", "json", default="markdown")
@click.option("--dataset", help="Only this dataset, for example CIFAR-10.")
@click.option("--architecture", help="Only this architecture, for example ResNet-50.")
@click.option("--year", type=click.IntRange(1950, 2200), help="Only papers of this year.")
@click.option("--own/--all", default=False, help="Only papers' own methods.  [default: all]")
@click.option(
    "--prose",
    is_flag=True,
    help="Also numbers that stand in sentences only; they are less certain.",
)
@click.option(
    "--sort",
    type=click.Choice(["dataset", "method", "year", "drop"]),
    default="dataset",
    show_default=True,
    help="Order of the rows.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead of standard output.",
)
@verbosity_options
def command(
    kind: str,
    corpus: str | None,
    format_: TableFormat,
    dataset: str | None,
    architecture: str | None,
    year: int | None,
    own: bool,  # noqa: FBT001 (click passes it by name)
    prose: bool,  # noqa: FBT001
    sort: SortKey,
    output: Path | None,
) -> None:
    """Write a survey table of KIND from the facts in the corpus.

    "results" has a row for every printed number of a pruned network: dataset, architecture,
    method, operating point, metric, the dense network's number, the drop, and the paper.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.errors import UsageError
    from litscan.pipeline import pending_note
    from litscan.survey import build_results_table, render_results

    with Corpus.open(load_settings(corpus=corpus).corpus, create=False) as opened:
        table = build_results_table(opened.results(), opened.papers(), prose=prose)
        tell(pending_note(opened))
    dataset = _known("dataset", dataset, {row.dataset for row in table.rows})
    architecture = _known("architecture", architecture, {row.architecture for row in table.rows})
    chosen = table.select(dataset=dataset, architecture=architecture, year=year, own=own)
    text = render_results(chosen.sorted_by(sort), format_)
    if output is None:
        emit(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output}: the table cannot be written: {error.strerror}") from error


def _known(kind: NameKind, wanted: str | None, printed: set[str]) -> str | None:
    """Return the name of a filter as the table writes it, whichever usual spelling was given.

    Raises
    ------
    UsageError
        If no row has it; the message lists the names there are.
    """
    from litscan.errors import UsageError
    from litscan.vocabulary import load_vocabulary

    if wanted is None or wanted.casefold() in {name.casefold() for name in printed}:
        return wanted
    meant = load_vocabulary().lookup(wanted, kind)
    if meant is not None and meant.name in printed:
        return meant.name
    names = ", ".join(sorted(name for name in printed if name)[:20]) or "none"
    raise UsageError(f"no result on {kind} {wanted!r}", advice=f"there are: {names}")
