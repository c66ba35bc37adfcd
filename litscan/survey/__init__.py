"""Survey tables: what the papers of a corpus report, side by side."""

from litscan.survey.render import TABLE_FORMATS, render_results, result_cells
from litscan.survey.results import ResultRow, ResultsTable, build_results_table

__all__ = [
    "TABLE_FORMATS",
    "ResultRow",
    "ResultsTable",
    "build_results_table",
    "render_results",
    "result_cells",
]
