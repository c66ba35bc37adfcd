"""The survey's table of baselines: how far published numbers of one unpruned network lie apart."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from litscan.rigor.corpus_view import KnownResult, Literature
from litscan.survey.citing import Citations
from litscan.survey.render import TableFormat, render_table
from litscan.survey.table import Cell, Column, Row, SurveyTable, plain_number

__all__ = [
    "BaselineRow",
    "BaselinesTable",
    "build_baselines_table",
    "render_baselines",
    "survey_baselines",
]


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """The unpruned numbers of one network on one data set in one measure.

    Parameters
    ----------
    dataset, architecture, metric, unit
        What was measured. Error rates are counted as accuracies.
    papers : int
        How many papers print a number.
    lowest, highest : float
        The extremes of all numbers printed.
    median : float
        Over one number a paper, the middle one of those it prints.
    spread : float
        `highest` less `lowest`, in the unit.
    factor : float or None
        `highest` by `lowest`, for sizes and costs.
    lowest_paper, highest_paper : str
        Keys of the papers that print the extremes; their cells are `lowest_quote` and
        `highest_quote`.
    """

    dataset: str
    architecture: str
    metric: str
    unit: str
    papers: int
    lowest: float
    median: float
    highest: float
    spread: float
    factor: float | None
    lowest_paper: str
    lowest_quote: str
    highest_paper: str
    highest_quote: str

    def to_json(self) -> dict[str, Any]:
        """Return the row as a JSON object."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class BaselinesTable:
    """Rows of baselines, those of most papers first."""

    rows: tuple[BaselineRow, ...]

    def select(
        self, *, dataset: str | None = None, architecture: str | None = None
    ) -> BaselinesTable:
        """Return the rows of a data set or an architecture, whole names in any case."""
        return BaselinesTable(
            tuple(
                row
                for row in self.rows
                if (dataset is None or row.dataset.casefold() == dataset.casefold())
                and (architecture is None or row.architecture.casefold() == architecture.casefold())
            )
        )


def build_baselines_table(literature: Literature, *, fewest: int = 2) -> BaselinesTable:
    """Return the spread of baselines over the papers of a corpus.

    Parameters
    ----------
    literature : Literature
        As `Corpus.literature` returns it.
    fewest : int
        Least number of papers that make a row.
    """
    rows = [
        _row(found, list(literature.middles[place].values()))
        for place, by_paper in literature.baselines.items()
        if len(by_paper) >= fewest
        for found in [[value for values in by_paper.values() for value in values]]
        if len({value.unit for value in found}) == 1
    ]
    order = sorted(rows, key=lambda row: (row.dataset, row.architecture, row.metric))
    return BaselinesTable(tuple(sorted(order, key=lambda row: -row.papers)))


def _row(found: list[KnownResult], middles: list[KnownResult]) -> BaselineRow:
    low = min(found, key=lambda one: (one.value, one.paper))
    high = max(found, key=lambda one: (one.value, one.paper))
    costs = low.unit != "percent" and low.value > 0
    return BaselineRow(
        dataset=low.dataset or "",
        architecture=low.architecture or "",
        metric=low.metric,
        unit=low.unit,
        papers=len(middles),
        lowest=low.value,
        median=round(median(one.value for one in middles), 6),
        highest=high.value,
        spread=round(high.value - low.value, 6),
        factor=round(high.value / low.value, 3) if costs else None,
        lowest_paper=low.paper,
        lowest_quote=low.evidence.quote,
        highest_paper=high.paper,
        highest_quote=high.evidence.quote,
    )


_COLUMNS = (
    Column("Dataset", "dataset"),
    Column("Architecture", "architecture"),
    Column("Metric", "metric"),
    Column("Papers", "papers", number=True),
    Column("Lowest", "lowest", number=True),
    Column("Median", "median", number=True),
    Column("Highest", "highest", number=True),
    Column("Spread", "spread", number=True),
    Column("Factor", "factor", number=True),
)


def survey_baselines(table: BaselinesTable) -> SurveyTable:
    """Return the table of baselines as a survey table; the extremes cite their papers."""
    return SurveyTable(
        kind="baselines",
        caption="How far published numbers of one unpruned network lie apart",
        columns=_COLUMNS,
        names=BaselineRow.__slots__,
        rows=tuple(Row(_cells(row), row.to_json()) for row in table.rows),
        note="Unpruned networks' numbers as papers print them; error rates count as accuracies.",
    )


def render_baselines(
    table: BaselinesTable, format_: TableFormat, citations: Citations | None = None
) -> str:
    """Return the table of baselines in a form; see `litscan.survey.render_table`."""
    return render_table(survey_baselines(table), format_, citations)


def _cells(row: BaselineRow) -> tuple[Cell, ...]:
    unit = "%" if row.unit == "percent" else row.unit
    metric = row.metric.replace("_", " ")
    return (
        Cell(row.dataset),
        Cell(row.architecture),
        Cell(f"{metric} ({unit})" if unit else metric),
        Cell(str(row.papers)),
        Cell(plain_number(row.lowest), cites=(row.lowest_paper,)),
        Cell(plain_number(row.median)),
        Cell(plain_number(row.highest), cites=(row.highest_paper,)),
        Cell(plain_number(row.spread)),
        Cell(plain_number(row.factor)),
    )
