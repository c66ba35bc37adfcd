"""A claim's own page: what it says, how it is decided, and made data that decide it either way."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from litscan.claims.made import (
    MadeData,
    MadeRuns,
    kind_of,
    made_examples,
    made_tables,
    made_view,
)
from litscan.claims.made_words import made_words
from litscan.claims.measures import EXAMPLES, MEASURES
from litscan.claims.verdict import Measurement, judge
from litscan.claims.words import figure_words, rule_words
from litscan.errors import PackagedDataError

if TYPE_CHECKING:
    from litscan.claims.registry import Claim, DataName

__all__ = ["claim_example", "claim_page"]


def claim_page(claim: Claim) -> str:
    """Return the page of a claim as text; its examples are computed, not written."""
    published = "no figure"
    if claim.published is not None:
        published = figure_words(claim.published, unit=claim.unit)
    lines = [f"{claim.id}  {claim.statement}", ""]
    lines += _field("Source", claim.source)
    lines += _field("Definition", claim.definition)
    lines += _field("Published", published)
    lines += _field("Supported if", claim.rule.describe())
    for run in claim.runs:
        lines += _field(f"On {run.data}", run.not_testable or run.filter)
        if not run.not_testable:
            lines += _field("  Rule", rule_words(claim, run.data))
    for supporting in (True, False):
        words, found = claim_example(claim, supporting=supporting)
        outcome = judge(claim.rule, found, claim.figures)
        figure = figure_words(found.value, unit=claim.unit)
        lines += _field("Example", f"{words}: {figure}, {outcome.verdict} ({outcome.reason})")
    return "\n".join(lines) + "\n"


def claim_example(claim: Claim, *, supporting: bool) -> tuple[str, Measurement]:
    """Return made data in words, and what the claim's measure finds on them.

    Where no data are made for a claim, its family invents what would be found.
    """
    made = made_examples().get((claim.id, supporting))
    if made is None:
        return EXAMPLES[claim.family](claim, supporting=supporting)
    run = claim.run_on(kind_of(made))
    if run is None or not run.measure:
        raise PackagedDataError(f"examples.toml: {claim.id} has no measure on {kind_of(made)}")
    data = _MADE[run.data](made)
    found = MEASURES[run.measure](data, **{**run.arguments, **made.get("arguments", {})})
    return made_words(made), found


_MADE: Mapping[DataName, Callable[[MadeData], Any]] = {
    "blalock2020": made_tables,
    "corpus": made_view,
    "experiment": MadeRuns,
}


def _field(name: str, text: str) -> list[str]:
    return textwrap.wrap(
        f"{name + ':':16}{text}", width=92, subsequent_indent=" " * 16, break_long_words=False
    )
