"""``litscan table``: survey tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litscan.cli.options import corpus_option, emit, format_option, tell, verbosity_options
from litscan.cli.outputs import is_standard_output, write_text
from litscan.errors import UsageError

if TYPE_CHECKING:
    from litscan.rigor.corpus_view import Literature
    from litscan.survey import Choice, SurveyBuilder, SurveyKind
    from litscan.vocabulary.names import NameKind

__all__ = ["command"]

_KINDS = (
    "results", "configurations", "comparisons", "reporting", "baselines", "papers", "comparable",
)  # fmt: skip
_GRAPHS = ("comparisons", "comparable")
_NOT_OF: dict[str, tuple[str, ...]] = {
    "dataset": ("comparisons", "reporting"),
    "architecture": ("comparisons", "reporting"),
    "own": tuple(kind for kind in _KINDS if kind != "results"),
    "prose": tuple(kind for kind in _KINDS if kind != "results"),
    "min_papers": tuple(kind for kind in _KINDS if kind not in ("configurations", "baselines")),
}
"""Options, and the tables that know nothing of them."""
_YEARS = re.compile(r"((?:19|20|21)\d\d)(?:-((?:19|20|21)\d\d))?")


@click.command(
    "table",
    epilog="Example: litscan table results --dataset CIFAR-10 --format latex --output results.tex",
)
@click.argument("kind", type=click.Choice(_KINDS))
@corpus_option
@format_option(
    "latex", "markdown", "csv", "html", "json", "graphml", "node-link",
    default=None, told="as the output's name ends, else markdown",
)  # fmt: skip
@click.option("--dataset", help="Only this dataset, for example CIFAR-10.")
@click.option("--architecture", help="Only this architecture, for example ResNet-50.")
@click.option("--year", metavar="YEAR[-YEAR]", help="Only papers of these years.")
@click.option("--kind", "pruning", help="Only papers about this kind of pruning.")
@click.option("--own/--all", default=False, help="Only results of own methods.  [default: all]")
@click.option(
    "--prose",
    is_flag=True,
    help="Also results that stand in sentences only; they are less certain.",
)
@click.option(
    "--min-papers",
    type=click.IntRange(1),
    help="Of configurations and baselines, only those of so many papers.  [default: 1, 2]",
)
@click.option(
    "--sort",
    metavar="FIELD",
    help="Sort by a field of the table, for example year; -FIELD turns the order round.",
)
@click.option("--group", metavar="FIELD", help="Show rows in groups of one value of a field.")
@click.option(
    "--document",
    is_flag=True,
    help="With LaTeX: a whole document that compiles as it is.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead of standard output; FILE.tex and FILE.md get a FILE.bib.",
)
@verbosity_options
def command(
    kind: SurveyKind, corpus: str | None, format_: str | None, output: Path | None, **given: Any
) -> None:
    """Write a survey table of KIND from the facts in the corpus.

    "results" has a row for every printed number of a pruned network: dataset, architecture,
    method, operating point, metric, the dense network's number, the drop, and the paper.
    "configurations" counts the papers that use each pair of dataset and architecture.
    "comparisons" tells who compares to whom: how many works a paper compares to, how many papers
    compare to it. "reporting" has a row for every rigor check: how many papers pass it, and the
    papers' outcomes. "baselines" has a row for every network and dataset of which two papers or
    more print the unpruned number: how many do, and how far their numbers lie apart. "papers" is
    the bibliography, with kinds of pruning, venues and code. "comparable" has a row for every two
    papers that share dataset, architecture, accuracy metric and efficiency metric.

    Papers are cited by their BibTeX keys, those of litscan export, whose one file serves several
    tables in a document. Comparisons and comparable
    papers are graphs, too: as GraphML, or as the node-link JSON of networkx and d3.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.pipeline import pending_note
    from litscan.survey import SurveyBuilder

    form = format_ or _form_of(output)
    graph = form in ("graphml", "node-link")
    if graph and kind not in _GRAPHS:
        raise UsageError(f"{kind} make no graph", advice="comparisons and comparable have one")
    if given["document"] and form != "latex":
        raise UsageError("--document is of LaTeX", advice="add --format latex")
    _require_known(kind, given)
    with Corpus.open(load_settings(corpus=corpus).corpus, create=False) as opened:
        tell(pending_note(opened))
        builder = SurveyBuilder(opened, _choice(given))
        builder = _with_known_names(builder, kind)
        if graph:
            write_text(_graph(builder, kind, form), output)
        else:
            _put_table(builder, kind, form, given, output)


def _form_of(output: Path | None) -> str:
    """Return the form that the name of the output tells by its ending, else Markdown."""
    from litscan.survey.write import form_of

    if output is None or is_standard_output(output):
        return "markdown"
    return "graphml" if output.suffix.lower() == ".graphml" else form_of(output) or "markdown"


def _require_known(kind: str, given: dict[str, Any]) -> None:
    """Refuse options that a table knows nothing of, rather than pass over them."""
    for name, kinds in _NOT_OF.items():
        if given[name] and kind in kinds:
            option = f"--{name.replace('_', '-')}"
            others = ", ".join(one for one in _KINDS if one not in kinds)
            raise UsageError(f"{kind} have no {option}", advice=f"it is of: {others}")


def _choice(given: dict[str, Any]) -> Choice:
    from typing import get_args

    from litscan.extraction.records import PruningKind
    from litscan.survey import Choice

    years, pruning = None, given["pruning"]
    if given["year"] is not None:
        found = _YEARS.fullmatch(given["year"].strip())
        if found is None:
            raise UsageError(f"no years: {given['year']!r}", advice="write 2019 or 2018-2020")
        years = (int(found[1]), int(found[2] or found[1]))
        if years[0] > years[1]:
            raise UsageError(f"no years: {given['year']!r}", advice="write the earlier one first")
    if pruning is not None and pruning not in get_args(PruningKind):
        kinds = ", ".join(get_args(PruningKind))
        raise UsageError(f"no kind of pruning {pruning!r}", advice=f"there are: {kinds}")
    return Choice(
        dataset=given["dataset"],
        architecture=given["architecture"],
        years=years,
        kind=pruning,
        own=given["own"],
        prose=given["prose"],
        fewest=given["min_papers"],
    )


def _with_known_names(builder: SurveyBuilder, kind: SurveyKind) -> SurveyBuilder:
    """Return a builder whose data set and network are written as the corpus writes them."""
    from dataclasses import replace

    chosen = builder.choice
    if chosen.dataset is None and chosen.architecture is None:
        return builder
    datasets, architectures = _names(builder, kind)
    return replace(
        builder,
        choice=replace(
            chosen,
            dataset=_known("dataset", chosen.dataset, datasets),
            architecture=_known("architecture", chosen.architecture, architectures),
        ),
    )


def _names(builder: SurveyBuilder, kind: SurveyKind) -> tuple[set[str], set[str]]:
    if kind == "results":
        results = builder.corpus.results()
        return tuple(set(results[name].dropna()) for name in ("dataset", "architecture"))  # type: ignore[return-value]
    known: Literature = builder.literature
    pairs = [pair for paper in known.papers.values() for pair in paper.pairs]
    return {name for name, _ in pairs}, {name for _, name in pairs}


def _graph(builder: SurveyBuilder, kind: SurveyKind, format_: str) -> str:
    from litscan.survey.graph import to_graphml, to_node_link

    found = builder.comparison_graph() if kind == "comparisons" else builder.comparability_graph()
    return to_graphml(found.to_graph()) if format_ == "graphml" else to_node_link(found.to_graph())


def _put_table(
    builder: SurveyBuilder,
    kind: SurveyKind,
    format_: Any,
    given: dict[str, Any],
    output: Path | None,
) -> None:
    from litscan.survey import render_table, write_table

    table = builder.build(kind, sort=given["sort"], form=format_)
    if given["group"]:
        table = table.grouped_by(given["group"])
    cited, document = builder.citations, given["document"]
    if output is None or is_standard_output(output):
        emit(render_table(table, format_, cited, document=document))
    else:
        write_table(table, output, cited, format_=format_, document=document)


def _known(kind: NameKind, wanted: str | None, printed: set[str]) -> str | None:
    """Return the name of a filter as the table writes it, whichever usual spelling was given.

    Raises
    ------
    UsageError
        If no row has it; the message lists the names there are.
    """
    from litscan.vocabulary import load_vocabulary

    if wanted is None or wanted.casefold() in {name.casefold() for name in printed}:
        return wanted
    meant = load_vocabulary().lookup(wanted, kind)
    if meant is not None and meant.name in printed:
        return meant.name
    names = ", ".join(sorted(name for name in printed if name)[:20]) or "none"
    raise UsageError(f"no result on {kind} {wanted!r}", advice=f"there are: {names}")
