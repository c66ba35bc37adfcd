"""Survey tables: what the papers of a corpus report, side by side."""

from litscan.survey.baselines import (
    BaselineRow,
    BaselinesTable,
    build_baselines_table,
    render_baselines,
)
from litscan.survey.comparable import (
    ComparabilityGraph,
    build_comparability_graph,
    render_comparable,
)
from litscan.survey.render import TABLE_FORMATS, render_results, result_cells
from litscan.survey.results import ResultRow, ResultsTable, build_results_table

__all__ = [
    "TABLE_FORMATS",
    "BaselineRow",
    "BaselinesTable",
    "ComparabilityGraph",
    "ResultRow",
    "ResultsTable",
    "build_baselines_table",
    "build_comparability_graph",
    "build_results_table",
    "render_baselines",
    "render_comparable",
    "render_results",
    "result_cells",
]
