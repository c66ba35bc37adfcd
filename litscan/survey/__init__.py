"""Survey tables: what the papers of a corpus report, side by side."""

from litscan.survey.baselines import (
    BaselineRow,
    BaselinesTable,
    build_baselines_table,
    render_baselines,
)
from litscan.survey.build import KINDS, Choice, SurveyBuilder, SurveyKind
from litscan.survey.citing import Citations
from litscan.survey.comparable import (
    ComparabilityGraph,
    build_comparability_graph,
    render_comparable,
)
from litscan.survey.comparisons import ComparisonGraph, build_comparison_graph
from litscan.survey.plots import draw_comparisons, draw_reporting
from litscan.survey.render import TABLE_FORMATS, TableFormat, render_table
from litscan.survey.results import ResultRow, ResultsTable, build_results_table
from litscan.survey.results_table import RESULT_COLUMNS, render_results, result_cells
from litscan.survey.table import Cell, Column, Footnote, Row, SurveyTable
from litscan.survey.write import write_table

__all__ = [
    "KINDS",
    "RESULT_COLUMNS",
    "TABLE_FORMATS",
    "BaselineRow",
    "BaselinesTable",
    "Cell",
    "Choice",
    "Citations",
    "Column",
    "ComparabilityGraph",
    "ComparisonGraph",
    "Footnote",
    "ResultRow",
    "ResultsTable",
    "Row",
    "SurveyBuilder",
    "SurveyKind",
    "SurveyTable",
    "TableFormat",
    "build_baselines_table",
    "build_comparability_graph",
    "build_comparison_graph",
    "build_results_table",
    "draw_comparisons",
    "draw_reporting",
    "render_baselines",
    "render_comparable",
    "render_results",
    "render_table",
    "result_cells",
    "write_table",
]
