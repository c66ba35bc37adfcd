"""A run of claims as text: a block a claim, with a line for each figure behind it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from litscan.claims.side_by_side import side_by_side
from litscan.claims.words import figure_words, rule_words, wrapped

if TYPE_CHECKING:
    from litscan.claims.figures import Figure
    from litscan.claims.registry import Claim
    from litscan.claims.run import ClaimResult

__all__ = ["claims_text"]


def claims_text(results: Iterable[ClaimResult]) -> str:
    """Return the run as text, a block a claim; what ran on several kinds of data in columns."""
    blocks = []
    for _, group in groupby(results, key=lambda result: result.claim.id):
        of_claim = list(group)
        blocks.append(_block(of_claim[0]) if len(of_claim) == 1 else side_by_side(of_claim))
    return "\n\n".join(blocks) + "\n"


def _block(result: ClaimResult) -> str:
    claim, found = result.claim, result.found
    published = (
        "no figure published"
        if claim.published is None
        else f"published {figure_words(claim.published, unit=claim.unit)}"
    )
    value = figure_words(found.value, found.low, found.high, claim.unit)
    lines = [
        f"{claim.id} on {result.data}: {result.verdict}",
        *wrapped(claim.statement, 2),
        *wrapped(f"{published}, recomputed {value}, n = {found.n}", 2),
        *wrapped(f"filter: {result.filter}", 2),
        *_figure_lines(result),
        *wrapped(result.judgement.reason, 2),
    ]
    if str(result.verdict) != "not_testable":
        lines += wrapped(f"rule: {rule_words(claim, result.data)}", 2)
    return "\n".join(lines)


def _figure_lines(result: ClaimResult) -> list[str]:
    lines = []
    for words, figures in groupby(result.found.figures, key=lambda figure: figure.filter):
        if words and words != result.filter:
            lines += wrapped(f"under {words}:", 4)
        for figure in figures:
            lines += wrapped(_figure_line(figure, result.claim), 6)
    return lines


def _figure_line(figure: Figure, claim: Claim) -> str:
    words = figure_words(figure.value, figure.low, figure.high, figure.unit)
    published, yardstick = claim.figures.get(figure.name), claim.yardstick(figure.name)
    printed = "" if published is None else f", published {figure_words(published)}"
    line = f"{figure.name}: {words}{printed}, n = {figure.n}"
    if yardstick is None:
        return line
    return f"{line}; compare {figure_words(yardstick.value, unit=figure.unit)}, {yardstick.source}"
