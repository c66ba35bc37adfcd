"""From a corpus to any of its survey tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from litscan.errors import UsageError
from litscan.rigor.corpus_view import Literature
from litscan.survey.citing import Citations
from litscan.survey.comparable import ComparabilityGraph, build_comparability_graph
from litscan.survey.comparisons import ComparisonGraph, build_comparison_graph
from litscan.survey.table import SurveyTable

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.survey.results import SortKey

__all__ = ["KINDS", "Choice", "SurveyBuilder", "SurveyKind"]

SurveyKind = Literal[
    "results", "configurations", "comparisons", "reporting", "baselines", "papers", "comparable"
]
KINDS: tuple[SurveyKind, ...] = (
    "results", "configurations", "comparisons", "reporting", "baselines", "papers", "comparable",
)  # fmt: skip
_FIRST_SORTS = ("dataset", "drop", "method", "year")


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a corpus goes into a table; nothing given means everything.

    Parameters
    ----------
    dataset, architecture : str, optional
        As the corpus writes them, in any case.
    years : tuple of int, optional
        First and last year of the papers.
    kind : str, optional
        The kind of pruning that the papers are about.
    own, prose : bool
        Of results: only own methods; also numbers that sentences tell.
    fewest : int
        Of configurations and baselines: the least number of papers that make a row.
    """

    dataset: str | None = None
    architecture: str | None = None
    years: tuple[int, int] | None = None
    kind: str | None = None
    own: bool = False
    prose: bool = False
    fewest: int | None = None


@dataclass(frozen=True)
class SurveyBuilder:
    """Builds survey tables of a corpus; what several tables need is read once.

    Parameters
    ----------
    corpus : Corpus
    choice : Choice
        Data set and architecture choose rows; year and kind choose papers.
    """

    corpus: Corpus
    choice: Choice = field(default_factory=Choice)

    @cached_property
    def citations(self) -> Citations:
        """The corpus's papers with their BibTeX keys."""
        return Citations.of(self.corpus)

    @cached_property
    def papers(self) -> Collection[str] | None:
        """Keys of the papers of the chosen years and kind, None where all are."""
        years, kind = self.choice.years, self.choice.kind
        if years is None and kind is None:
            return None
        described = self.corpus.described_papers()
        return frozenset(
            key
            for key, record in self.citations.records.items()
            if (years is None or (record.year and years[0] <= record.year <= years[1]))
            and (kind is None or (key in described and kind in described[key].kinds))
        )

    @cached_property
    def literature(self) -> Literature:
        """What the chosen papers report."""
        known = self.corpus.literature()
        if self.papers is None:
            return known
        return Literature.of(one for key, one in known.papers.items() if key in self.papers)

    @cached_property
    def years(self) -> Mapping[str, int | None]:
        """The year of each paper of the corpus."""
        return {key: record.year for key, record in self.citations.records.items()}

    def build(self, kind: SurveyKind, *, sort: str | None = None, form: str = "") -> SurveyTable:
        """Return a table.

        Parameters
        ----------
        kind : str
            One of `KINDS`.
        sort : str, optional
            The field to sort by, each table having an order of its own; a ``-`` before it turns
            the order round. Results sorted by year begin with the latest.
        form : str
            The form it is meant for: pages have room for more columns than paper has.

        Raises
        ------
        UsageError
            If the table has no such field.
        """
        builders: Mapping[str, Callable[[], SurveyTable]] = {
            "configurations": self._configurations,
            "comparisons": self._comparisons,
            "reporting": lambda: self._reporting(form),
            "baselines": self._baselines,
            "papers": self._papers,
            "comparable": self._comparable,
        }
        if kind == "results":
            first = sort if sort in _FIRST_SORTS else "dataset"
            table = self._results(first)  # type: ignore[arg-type]
            return table if sort in (None, *_FIRST_SORTS) else _sorted(table, sort)
        table = builders[kind]()
        return table if sort is None else _sorted(table, sort)

    def comparison_graph(self) -> ComparisonGraph:
        """Return who compares to whom."""
        titles = {key: one.title or key for key, one in self.citations.records.items()}
        reporting = [key for key, one in self.literature.papers.items() if one.results or one.pairs]
        return build_comparison_graph(
            self.corpus.comparisons(), titles, self.years, reporting=reporting, papers=self.papers
        )

    def comparability_graph(self) -> ComparabilityGraph:
        """Return which papers can be compared."""
        chosen = {"dataset": self.choice.dataset, "architecture": self.choice.architecture}
        return build_comparability_graph(self.literature).select(**chosen)

    def _results(self, sort: SortKey) -> SurveyTable:
        from litscan.survey.provenance import Provenance
        from litscan.survey.results import build_results_table
        from litscan.survey.results_table import survey_results

        choice = self.choice
        table = build_results_table(
            self.corpus.results(), self.corpus.papers(), prose=choice.prose
        ).select(
            dataset=choice.dataset,
            architecture=choice.architecture,
            own=choice.own,
            papers=self.papers,
        )
        return survey_results(table.sorted_by(sort), Provenance.of(self.corpus.audits()))

    def _configurations(self) -> SurveyTable:
        from litscan.survey.configurations import survey_configurations

        return survey_configurations(
            self.literature,
            self.years,
            dataset=self.choice.dataset,
            architecture=self.choice.architecture,
            fewest=self.choice.fewest or 1,
        )

    def _comparisons(self) -> SurveyTable:
        from litscan.survey.comparisons import survey_comparisons

        return survey_comparisons(self.comparison_graph())

    def _reporting(self, form: str) -> SurveyTable:
        from litscan.survey.reporting import survey_reporting

        most = 200 if form == "html" else 6
        return survey_reporting(
            self.corpus.findings(), papers=self.papers, most=most, flat=form == "csv"
        )

    def _baselines(self) -> SurveyTable:
        from litscan.survey.baselines import build_baselines_table, survey_baselines

        table = build_baselines_table(self.literature, fewest=self.choice.fewest or 2)
        return survey_baselines(
            table.select(dataset=self.choice.dataset, architecture=self.choice.architecture)
        )

    def _papers(self) -> SurveyTable:
        from litscan.survey.papers import survey_papers

        return survey_papers(
            self.citations.records,
            self.corpus.described_papers(),
            self.corpus.facts("links"),
            papers=self._reporting_on_chosen(),
        )

    def _reporting_on_chosen(self) -> Collection[str] | None:
        """Return the chosen papers that report on the data set and network asked for."""
        dataset, architecture = self.choice.dataset, self.choice.architecture
        if dataset is None and architecture is None:
            return self.papers
        return frozenset(
            key
            for key, paper in self.literature.papers.items()
            for pair in paper.pairs
            if dataset is None or pair[0].casefold() == dataset.casefold()
            if architecture is None or pair[1].casefold() == architecture.casefold()
        )

    def _comparable(self) -> SurveyTable:
        from litscan.survey.comparable import survey_comparable

        return survey_comparable(self.comparability_graph())


def _sorted(table: SurveyTable, sort: str | None) -> SurveyTable:
    if not sort or sort == "-":
        raise UsageError("no field to sort by", advice=f"there are: {', '.join(table.names)}")
    return table.sorted_by(sort.removeprefix("-"), descending=sort.startswith("-"))
