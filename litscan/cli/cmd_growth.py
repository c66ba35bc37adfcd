"""``litscan growth``: counts over time, fits, and the plot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from litscan.cli.options import corpus_option, emit, emit_json, format_option, verbosity_options

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.growth import Growth, Part
    from litscan.growth.counts import Period
    from litscan.growth.denominator import DenominatorChoice
    from litscan.growth.plots import View
    from litscan.growth.splits import SplitBy

__all__ = ["command"]

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("growth", epilog="Example: litscan growth --by year --plot growth.svg")
@corpus_option
@click.option(
    "--by",
    type=click.Choice(["month", "quarter", "year"]),
    default="month",
    show_default=True,
    help="Length of a period; fits always use months.",
)
@click.option("--from", "since", type=_DAY, help="First day counted.")
@click.option("--until", type=_DAY, help="Last day counted.")
@click.option(
    "--totals",
    is_flag=True,
    help="Measure the imported monthly totals, arXiv's own for example, in place of the papers.",
)
@click.option(
    "--split",
    type=click.Choice(["category", "kind", "venue"]),
    help="Also measure the largest parts: arXiv category, kind of pruning, type of venue.",
)
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="NAME",
    help="Only papers listed under this category, as the primary one or another; repeatable. An "
    "archive stands for all of its categories.",
)
@click.option(
    "--denominator",
    type=click.Choice(["auto", "corpus", "arxiv"]),
    default="auto",
    show_default=True,
    help="What the share is of: all submissions of the same categories, where the corpus holds "
    "these whole, or arXiv's published totals.",
)
@click.option(
    "--thin",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    metavar="SHARE",
    help="Also tell how the verdict would move were up to this share of the papers missing.",
)
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the plot, as .svg, .png or .pdf.",
)
@click.option(
    "--view",
    type=click.Choice(["counts", "share", "cumulative", "doubling"]),
    default="counts",
    show_default=True,
    help="What the plot shows; doubling is the doubling time by five-year window.",
)
@format_option("text", "json", "csv")
@verbosity_options
def command(
    corpus: str | None,
    by: Period,
    since: datetime | None,
    until: datetime | None,
    totals: bool,  # noqa: FBT001 (click passes it by name)
    split: SplitBy | None,
    categories: tuple[str, ...],
    denominator: DenominatorChoice,
    thin: float | None,
    plot: Path | None,
    view: View,
    format_: str,
) -> None:
    """Count the corpus's papers by first submission and fit their growth.

    Exponential, linear, quadratic and logistic growth are fitted to the complete months under one
    likelihood. Doubling time, papers a day and the share of all submissions come with 95%
    intervals, and the caveats of the sources with all of them.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.errors import UsageError
    from litscan.growth import plot_growth, what_if_thinned

    if since and until and since > until:
        raise UsageError(f"--from {since:%Y-%m-%d} is later than --until {until:%Y-%m-%d}")
    if totals and split:
        raise UsageError("--totals has no parts to split", advice="leave out --split")
    if totals and (categories or denominator != "auto"):
        raise UsageError("--totals are of all fields", advice="leave out --category, --denominator")
    asked = Asked(by, since and since.date(), until and until.date(), categories, denominator)
    with Corpus.open(load_settings(corpus=corpus).corpus, create=False) as opened:
        growth, parts = (
            (_of_totals(opened, asked), ()) if totals else _of_papers(opened, asked, split)
        )
    if thin is not None:
        growth = replace(growth, what_if=what_if_thinned(growth.months, thin))
    if plot is not None:
        plot_growth(growth, plot, view=view)
    _tell(growth, parts, split, format_)


class Asked(NamedTuple):
    """Length of a period, first and last day, which papers, and what they are a share of."""

    by: Period
    since: date | None
    until: date | None
    categories: tuple[str, ...]
    denominator: DenominatorChoice


def _of_totals(opened: Corpus, asked: Asked) -> Growth:
    from litscan.growth import growth_of_totals

    return growth_of_totals(opened, by=asked.by, since=asked.since, until=asked.until)


def _of_papers(
    opened: Corpus, asked: Asked, split: SplitBy | None
) -> tuple[Growth, tuple[Part, ...]]:
    from litscan.growth import growth_of_corpus, split_growth
    from litscan.pipeline import screen_papers

    screen_papers(opened)
    growth = growth_of_corpus(opened, **asked._asdict())
    return growth, () if split is None else split_growth(opened, split, **asked._asdict())


def _tell(growth: Growth, parts: tuple[Part, ...], split: str | None, format_: str) -> None:
    from litscan.growth import growth_csv, growth_text, split_text

    if format_ == "json":
        told = growth.to_json()
        if split is not None:
            told["split"] = {"by": split, "parts": [part.to_json() for part in parts]}
        emit_json(told)
    elif format_ == "csv":
        emit(growth_csv(growth))
    else:
        emit(growth_text(growth))
        if split is not None:
            several = ", a paper of several counts in each" if split == "kind" else ""
            emit(f"By {split}{several}:\n{split_text(parts)}")
