"""Figures of one look: shades of grey, room for their labels, and the same bytes from run to run.

Lines and areas differ in shade, dash or fill, so that a grey print can be read. Figures are
matplotlib's own, made without its global state: a notebook shows them where ``%matplotlib inline``
is on, and anything that takes a matplotlib figure takes them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["PLOT_FORMATS", "figure_bytes", "new_figure"]

PLOT_FORMATS = ("svg", "png", "pdf")

_METADATA: Mapping[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": "litscan"},
    "png": {"Software": "litscan"},
    "pdf": {"CreationDate": None, "Creator": "litscan", "Producer": "litscan"},
}
_DOTS_PER_INCH = 200


def new_figure(width: float = 7.2, height: float = 3.8, *, title: str = "") -> tuple[Figure, Any]:
    """Return an empty figure and its axes.

    Parameters
    ----------
    width, height : float
        In inches.
    title : str
        Above everything, to the left; taken as it is, with no formulas in it.

    Examples
    --------
    >>> figure, axes = new_figure(title="Papers a month")
    >>> figure.get_suptitle()
    'Papers a month'
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    if title:
        figure.suptitle(title, fontsize=10, x=0.01, horizontalalignment="left", parse_math=False)
    return figure, axes


def figure_bytes(figure: Figure, kind: str) -> bytes:
    """Return a figure as SVG, PNG or PDF, with no date and no random identifier in it.

    Parameters
    ----------
    figure : Figure
    kind : {"svg", "png", "pdf"}
    """
    import matplotlib

    buffer = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "litscan", "svg.fonttype": "path"}):
        figure.savefig(buffer, format=kind, dpi=_DOTS_PER_INCH, metadata=_METADATA[kind])
    return buffer.getvalue()
