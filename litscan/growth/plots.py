"""The growth plot: counts, the fitted shapes, and the range that months should fall in.

Lines differ in dash as well as shade, so that a grey print can be read. SVG output carries no date
and no random identifiers: the same record gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from litscan.drawing import PLOT_FORMATS, figure_bytes, new_figure
from litscan.errors import UsageError
from litscan.growth.fits import GrowthModel
from litscan.growth.record import Growth
from litscan.growth.views import draw_cumulative, draw_doubling, draw_share
from litscan.whole_files import write_named

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["View", "draw_growth", "plot_growth", "render_svg"]

View = Literal["counts", "share", "cumulative", "doubling"]

_STYLE: Mapping[str, tuple[str, Any]] = {
    "exponential": ("0.1", "-"),
    "linear": ("0.45", "--"),
    "quadratic": ("0.45", ":"),
    "logistic": ("0.3", "-."),
}
_MANY = 150
_LEAST_EMPTY = 0.25
_LEAST_DAYS = 365


def plot_growth(
    growth: Growth,
    destination: str | Path | IO[bytes],
    format_: str | None = None,
    *,
    view: View = "counts",
) -> None:
    """Write the growth plot as SVG, PNG or PDF.

    Parameters
    ----------
    growth : Growth
    destination : path or binary file
    format_ : {"svg", "png", "pdf"}, optional
        By default the ending of the path.
    view : {"counts", "share", "cumulative", "doubling"}
        Counts with the fits, the share of all submissions, the running sum, or the doubling time
        by five-year window.

    Raises
    ------
    UsageError
        If the format is none of the three, the path cannot be written, or there is nothing to plot
        in this view.
    """
    ending = Path(destination).suffix[1:] if isinstance(destination, str | Path) else ""
    kind = (format_ or ending).lower()
    if kind not in PLOT_FORMATS:
        raise UsageError(
            f"{destination}: no plot format {kind!r}", advice="end the name in .svg, .png or .pdf"
        )
    drawn = figure_bytes(draw_growth(growth, view=view), kind)
    if not isinstance(destination, str | Path):
        destination.write(drawn)
        return
    write_named(destination, drawn)


def render_svg(growth: Growth) -> str:
    """Return the plot as an ``<svg>`` element to put into a page; empty if nothing to plot."""
    if not growth.series:
        return ""
    text = figure_bytes(draw_growth(growth), "svg").decode("utf-8")
    return text[text.index("<svg") :]


def draw_growth(growth: Growth, *, view: View = "counts", title: str = "") -> Figure:
    """Return the growth plot as a matplotlib figure.

    Parameters
    ----------
    growth : Growth
    view : {"counts", "share", "cumulative", "doubling"}
        As for `plot_growth`.
    title : str
        Above the plot.

    Raises
    ------
    UsageError
        If there is nothing to plot in this view.

    Examples
    --------
    >>> from litscan.growth import measure_totals
    >>> totals = {f"201{at // 12}-{at % 12 + 1:02d}": 100 + 5 * at for at in range(60)}
    >>> figure = draw_growth(measure_totals(totals), title="Submissions")
    >>> figure.axes[0].get_ylabel()
    'papers a month'
    """
    if not growth.series:
        raise UsageError(f"nothing to plot: {growth.reason}")
    figure, axes = new_figure(title=title)
    _VIEWS[view](axes, growth)
    _set_time(axes, growth)
    figure.legend(frameon=False, fontsize=8, loc="outside lower center", ncols=3)
    if growth.coverage.partial:
        axes.set_title("counts of this corpus; coverage is partial", fontsize=8, loc="right")
    return figure


def _draw_counts_and_models(axes: Any, growth: Growth) -> None:
    from matplotlib.ticker import MaxNLocator

    _draw_counts(axes, growth)
    _draw_models(axes, growth)
    axes.set_ylabel(f"papers a {growth.by}")
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins="auto", min_n_ticks=1))


_VIEWS: Mapping[View, Callable[[Any, Growth], None]] = {
    "counts": _draw_counts_and_models,
    "share": draw_share,
    "cumulative": draw_cumulative,
    "doubling": draw_doubling,
}


def _set_time(axes: Any, growth: Growth) -> None:
    """Give the axis of time room where there are few periods, and start it where papers do.

    A first hundredth of the papers that takes more than a quarter of the time is left of the axis.
    """
    from matplotlib import dates as untyped

    dates: Any = untyped

    first, last = growth.series[0].first, growth.series[-1].last
    start = _busy_from(growth)
    if (start - first).days > _LEAST_EMPTY * (last - first).days:
        first = start
        early = sum(item.count for item in growth.series if item.first < start)
        note = f"{early} earlier paper{'s' if early != 1 else ''} not shown"
        axes.set_title(note, fontsize=8, loc="left")
    room = max(timedelta(days=_LEAST_DAYS) - (last - first), (last - first) / 20) / 2
    axes.set_xlim(first - room, last + room)
    locator = dates.AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, show_offset=False))


def _busy_from(growth: Growth) -> date:
    """Return the start of the period in which the second hundredth of the papers begins."""
    before, few = 0, growth.papers / 100
    for item in growth.series:
        before += item.count
        if before > few:
            return item.first
    return growth.series[0].first


def _draw_counts(axes: Any, growth: Growth) -> None:
    whole = [item for item in growth.series if item.complete]
    cut = [item for item in growth.series if not item.complete and item.count]
    size = 3.5 if len(growth.series) < _MANY else 2.2
    for items, fill, label in ((whole, "0.35", "complete"), (cut, "white", "incomplete")):
        if items:
            axes.plot(
                [item.first for item in items],
                [item.count for item in items],
                "o",
                markersize=size,
                color="0.35",
                markerfacecolor=fill,
                label=f"{growth.by}, {label}",
            )


def _draw_models(axes: Any, growth: Growth) -> None:
    if growth.best is None:
        return
    if growth.by == "month":
        _draw_band(axes, growth, growth.best)
    for model in growth.models:
        shade, dash = _STYLE[model.name]
        best = model.name == growth.best.name
        where, level = _by_period(growth, model)
        name = f"{model.name} (lowest AIC)" if best else model.name
        width = 1.8 if best else 0.9
        axes.plot(where, level, linestyle=dash, color=shade, linewidth=width, label=name)
    highest = max(item.count for item in growth.series)
    axes.set_ylim(top=max(highest * 1.15, 1))


def _draw_band(axes: Any, growth: Growth, model: GrowthModel) -> None:
    """Shade the central 95% of the count distribution that the best model gives each month."""
    import numpy as np
    from scipy.stats import nbinom, poisson

    means = np.asarray(model.fitted)
    alpha = model.parameters["dispersion"]
    spread = nbinom(1 / alpha, 1 / (1 + alpha * means)) if alpha > 0 else poisson(means)
    months = [item.first for item in growth.months]
    axes.fill_between(
        months,
        spread.ppf(0.025),
        spread.ppf(0.975),
        color="0.88",
        linewidth=0,
        label=f"95% of months, {model.name}",
    )


def _by_period(growth: Growth, model: GrowthModel) -> tuple[list[Any], list[float]]:
    """Sum a monthly fit over the complete periods of the series."""
    sums: dict[Any, float] = defaultdict(float)
    fitted = dict(zip((item.first for item in growth.months), model.fitted, strict=True))
    for period in growth.series:
        if period.complete or growth.by == "month":
            inside = [
                mean for first, mean in fitted.items() if period.first <= first <= period.last
            ]
            if inside:
                sums[period.first] = sum(inside)
    return list(sums), list(sums.values())
