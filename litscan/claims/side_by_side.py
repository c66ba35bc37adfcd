"""One claim on several kinds of data: published and recomputed figures in columns of one table."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from litscan.claims.words import figure_words, rule_words, wrapped

if TYPE_CHECKING:
    from litscan.claims.figures import Figure
    from litscan.claims.registry import Claim
    from litscan.claims.run import ClaimResult

__all__ = ["side_by_side"]

_WIDTHS = (21, 9, 31)  # of a figure's name, of what is published, of each kind of data
_GAP, _TIE = "  ", "\N{NO-BREAK SPACE}"


def side_by_side(results: Sequence[ClaimResult]) -> str:
    """Return a claim's block: verdicts, a table of figures with a column for each kind of data."""
    claim = results[0].claim
    verdicts = ", ".join(f"{one.verdict} on {one.data}" for one in results)
    heads = ["", "published", *(one.data for one in results)]
    lines = [f"{claim.id}: {verdicts}", *wrapped(claim.statement, 2)]
    lines += _row(heads)
    for row in _rows(claim, results):
        lines += _row(row)
    for one in results:
        lines += wrapped(f"filter on {one.data}: {one.filter}", 2)
    for one in results:
        lines += wrapped(f"{one.data}: {one.judgement.reason}", 2)
        if str(one.verdict) != "not_testable":
            lines += wrapped(f"rule: {rule_words(claim, one.data)}", 4)
    return "\n".join(lines)


def _rows(claim: Claim, results: Sequence[ClaimResult]) -> list[list[str]]:
    """Return the claim's own figure, then every figure behind it, those of one name in one row."""
    published = "" if claim.published is None else figure_words(claim.published, unit=claim.unit)
    main = [
        _cell(one.found.value, one.found.low, one.found.high, claim.unit, one.found.n)
        for one in results
    ]
    rows = [["recomputed", published, *main]]
    named = [_named(one) for one in results]
    for name in dict.fromkeys(name for figures in named for name in figures):
        printed = claim.figures.get(name)
        cells = [_figure_cell(figures.get(name)) for figures in named]
        rows.append([name, "" if printed is None else figure_words(printed), *cells])
    return rows


def _named(result: ClaimResult) -> dict[str, Figure]:
    """Return the figures by name; one under another filter than the first has it in its name."""
    named: dict[str, Figure] = {}
    for figure in result.found.figures:
        twice = figure.name in named
        named[f"{figure.name}, {figure.filter}" if twice else figure.name] = figure
    return named


def _figure_cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return _cell(figure.value, figure.low, figure.high, figure.unit, figure.n)


def _cell(value: float | None, low: float | None, high: float | None, unit: str, n: int) -> str:
    words = figure_words(value, low, high, unit).replace("(95%: ", "(")
    return f"{words}, n{_TIE}={_TIE}{n}"


def _row(cells: Sequence[str]) -> list[str]:
    widths = [*_WIDTHS[:2], *[_WIDTHS[2]] * (len(cells) - 2)]
    columns = [textwrap.wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    return [
        (_GAP + _GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)))
        .rstrip()
        .replace(_TIE, " ")
        for parts in zip_longest(*columns, fillvalue="")
    ]
