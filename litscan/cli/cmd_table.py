"""``litscan table``: survey tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litscan.cli.options import corpus_option, emit, format_option, tell, verbosity_options

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.survey.results import SortKey
    from litscan.vocabulary.names import NameKind

__all__ = ["command"]


@click.command(
    "table",
    epilog="Example: litscan table results --dataset CIFAR-10 --format latex --output results.tex",
)
@click.argument("kind", type=click.Choice(["results", "baselines", "comparable"]))
@corpus_option
@format_option("latex", "markdown", "csv", "json", "graphml", default="markdown")
@click.option("--dataset", help="Only this dataset, for example CIFAR-10.")
@click.option("--architecture", help="Only this architecture, for example ResNet-50.")
@click.option("--year", type=click.IntRange(1950, 2200), help="Only results of this year.")
@click.option("--own/--all", default=False, help="Only results of own methods.  [default: all]")
@click.option(
    "--prose",
    is_flag=True,
    help="Also results that stand in sentences only; they are less certain.",
)
@click.option(
    "--sort",
    type=click.Choice(["dataset", "method", "year", "drop"]),
    default="dataset",
    show_default=True,
    help="Order of the results.",
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
    format_: str,
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
    "baselines" has a row for every network and dataset of which two papers or more print the
    unpruned number: how many do, and how far their numbers lie apart. "comparable" has a row for
    every two papers that share dataset, architecture, accuracy metric and efficiency metric; as
    JSON or GraphML it is a graph with a node for every paper.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.errors import UsageError
    from litscan.pipeline import pending_note

    if format_ == "graphml" and kind != "comparable":
        raise UsageError(f"{kind} make no graph", advice="litscan table comparable has one")
    if kind != "results" and (year is not None or own or prose):
        raise UsageError("--year, --own and --prose are of results", advice="leave them out")
    with Corpus.open(load_settings(corpus=corpus).corpus, create=False) as opened:
        tell(pending_note(opened))
        if kind == "results":
            chosen = Chosen(dataset, architecture, year, own=own, prose=prose, sort=sort)
            text = _results(opened, chosen, format_)
        else:
            text = _across(opened, kind, dataset, architecture, format_)
    if output is None:
        emit(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{output}: the table cannot be written: {error.strerror}") from error


@dataclass(frozen=True)
class Chosen:
    """Which results are asked for, and in which order."""

    dataset: str | None
    architecture: str | None
    year: int | None
    own: bool
    prose: bool
    sort: SortKey


def _results(corpus: Corpus, chosen: Chosen, format_: Any) -> str:
    from litscan.survey import build_results_table, render_results

    table = build_results_table(corpus.results(), corpus.papers(), prose=chosen.prose)
    dataset = _known("dataset", chosen.dataset, {row.dataset for row in table.rows})
    architecture = _known(
        "architecture", chosen.architecture, {row.architecture for row in table.rows}
    )
    rows = table.select(
        dataset=dataset, architecture=architecture, year=chosen.year, own=chosen.own
    )
    return render_results(rows.sorted_by(chosen.sort), format_)


def _across(
    corpus: Corpus, kind: str, dataset: str | None, architecture: str | None, format_: Any
) -> str:
    """Return a table that sets papers against each other."""
    from litscan.survey import (
        build_baselines_table,
        build_comparability_graph,
        render_baselines,
        render_comparable,
    )

    literature = corpus.literature()
    if dataset or architecture:
        pairs = [pair for paper in literature.papers.values() for pair in paper.pairs]
        dataset = _known("dataset", dataset, {name for name, _ in pairs})
        architecture = _known("architecture", architecture, {name for _, name in pairs})
    if kind == "baselines":
        table = build_baselines_table(literature)
        return render_baselines(table.select(dataset=dataset, architecture=architecture), format_)
    graph = build_comparability_graph(literature)
    return render_comparable(graph.select(dataset=dataset, architecture=architecture), format_)


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
