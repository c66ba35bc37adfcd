"""Growth: how many papers a month, which shape the counts follow, and how fast they double."""

from litscan.growth.frames import counts_frame, models_frame, what_if_frame, windows_frame
from litscan.growth.measure import measure_growth, measure_totals
from litscan.growth.of_corpus import counted_papers, growth_of_corpus, growth_of_totals
from litscan.growth.plots import draw_growth, plot_growth, render_svg
from litscan.growth.record import DataCoverage, Growth, growth_csv, growth_lines, growth_text
from litscan.growth.splits import SPLITS, Part, split_growth, split_text
from litscan.growth.thinning import what_if_thinned

__all__ = [
    "SPLITS",
    "DataCoverage",
    "Growth",
    "Part",
    "counted_papers",
    "counts_frame",
    "draw_growth",
    "growth_csv",
    "growth_lines",
    "growth_of_corpus",
    "growth_of_totals",
    "growth_text",
    "measure_growth",
    "measure_totals",
    "models_frame",
    "plot_growth",
    "render_svg",
    "split_growth",
    "split_text",
    "what_if_frame",
    "what_if_thinned",
    "windows_frame",
]
