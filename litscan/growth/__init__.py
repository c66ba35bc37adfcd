"""Growth: how many papers a month, which shape the counts follow, and how fast they double."""

from litscan.growth.measure import measure_growth
from litscan.growth.of_corpus import counted_papers, growth_of_corpus
from litscan.growth.plots import plot_growth, render_svg
from litscan.growth.record import DataCoverage, Growth, growth_csv, growth_lines, growth_text

__all__ = [
    "DataCoverage",
    "Growth",
    "counted_papers",
    "growth_csv",
    "growth_lines",
    "growth_of_corpus",
    "growth_text",
    "measure_growth",
    "plot_growth",
    "render_svg",
]
