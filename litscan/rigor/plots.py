"""An audit as a figure: how the checks of each group came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from litscan.drawing import new_figure
from litscan.rigor.base import Group, Outcome

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from litscan.rigor.audit import Audit

__all__ = ["draw_audit"]

_STYLE = (
    (Outcome.PASS, "0.25", ""),
    (Outcome.PARTIAL, "0.6", ""),
    (Outcome.FAIL, "1.0", "////"),
    (Outcome.UNDETERMINED, "1.0", ".."),
)


def draw_audit(audit: Audit, *, title: str = "") -> Figure:
    """Return bars of the checks that apply to a paper: passed, partly, failed, undetermined.

    Parameters
    ----------
    audit : Audit
        What `litscan.audit` returns.
    title : str
        Above the figure; the paper's title by default.

    Examples
    --------
    >>> import litscan
    >>> paper = litscan.read_text("# A Paper", format="markdown")
    >>> figure = draw_audit(litscan.audit(paper))
    >>> figure.axes[0].get_xlabel()
    'checks that apply'
    """
    counts = Counter((finding.group, finding.outcome) for finding in audit.findings)
    groups = [group for group in Group if any((group, one[0]) in counts for one in _STYLE)]
    figure, axes = new_figure(6.4, 1.4 + 0.3 * len(groups), title=title or audit.facts.title)
    left = [0] * len(groups)
    for outcome, shade, hatch in _STYLE:
        widths = [counts[group, outcome] for group in groups]
        bars = axes.barh(
            [str(group) for group in groups],
            widths,
            left=left,
            color=shade,
            hatch=hatch,
            edgecolor="0.25",
            linewidth=0.6,
            label=str(outcome),
        )
        _number(axes, bars, widths, dark=outcome is Outcome.PASS)
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.tick_params(labelsize=8)
    axes.set_xlabel("checks that apply", fontsize=8)
    figure.legend(frameon=False, fontsize=8, loc="outside lower center", ncols=4)
    return figure


def _number(axes: Any, bars: Any, widths: Sequence[int], *, dark: bool) -> None:
    """Write into each bar how many checks it stands for."""
    words = [str(width) if width else "" for width in widths]
    colour = "white" if dark else "black"
    labels = axes.bar_label(bars, words, label_type="center", fontsize=7, color=colour)
    for label in labels:
        if label.get_text() and not dark:
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.6})
