"""The outcomes of the checks over the audited papers, as one stacked bar a check."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from litscan.rigor.base import Outcome

if TYPE_CHECKING:
    from litscan.rigor.base import Check

__all__ = ["render_outcomes_svg"]

SHADES: Mapping[Outcome, str] = {
    Outcome.PASS: "#1a7f37",
    Outcome.PARTIAL: "#d4a72c",
    Outcome.FAIL: "#b42318",
    Outcome.UNDETERMINED: "#c9d1d9",
}


def render_outcomes_svg(
    checks: Sequence[Check], counts: Mapping[str, Mapping[Outcome, int]]
) -> str:
    """Return an SVG of how often each check passed, failed or could not be decided.

    Parameters
    ----------
    checks : sequence of Check
        From top to bottom.
    counts : mapping of str to mapping of Outcome to int
        Papers by check id and outcome; papers a check does not apply to are left out.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 0.34 * len(checks) + 0.9), layout="constrained")
    axes: Any = figure.add_subplot()
    names = [f"{check.id}  {check.name}" for check in checks]
    left = [0] * len(checks)
    for outcome, shade in SHADES.items():
        widths = [counts.get(check.id, {}).get(outcome, 0) for check in checks]
        axes.barh(
            names, widths, left=left, color=shade, label=str(outcome), edgecolor="white", height=0.7
        )
        for row, width in enumerate(widths):
            if width:
                ink = "black" if outcome in (Outcome.UNDETERMINED, Outcome.PARTIAL) else "white"
                axes.text(left[row] + width / 2, row, str(width), ha="center", va="center",
                          color=ink, fontsize=8)  # fmt: skip
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set_xlabel("papers the check applies to")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(ncols=4, frameon=False, loc="lower center", bbox_to_anchor=(0.4, 1.0), fontsize=9)
    return _svg(figure, FigureCanvasSVG)


def _svg(figure: Any, canvas: Any) -> str:
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "litscan", "svg.fonttype": "none"}):
        canvas(figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]
