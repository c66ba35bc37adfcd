"""Which of several voices names the measure of a cell, and which voice it was.

The column's header speaks first, then the row's label, then what the cell inherits: the usual
measure of its data set, the table's caption. Inheritance is silenced by any header or label that
names something else, such as a training setting or seconds, and by a unit in the cell itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litscan.extraction.measures import (
    HYPERPARAMETERS,
    PERFORMANCE,
    Heading,
    names_setting,
    setting_heading,
)
from litscan.extraction.readings import MeasureSource, Stage
from litscan.tables.numbers import Quantity

__all__ = ["Inherited", "Told", "tell_measure"]

_PLAIN_UNITS = frozenset({"", "percent", "pp"})
_SYMBOLS = frozenset({"s", "h", "ms", "(s)", "(h)"})
_OF_LANGUAGE_MODELS = frozenset({"perplexity", "bpc"})


@dataclass(frozen=True, slots=True)
class Told:
    """The measure of a cell and what named it."""

    measure: str | None
    stage: Stage = "reported"
    change_sign: int = 0
    source: MeasureSource = "other"


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a cell may inherit where no header or label names its measure.

    `caption` and `corner` are measures the caption and the headings above the row labels name;
    `dataset` is the usual measure of the data set a label names. `likely` says that the header
    names something the caption's measure is printed for: a method, a network, a level.
    """

    caption: str | None
    corner: str | None
    dataset: str | None
    likely: bool
    labelled_by_dataset: bool


def tell_measure(
    heading: Heading,
    row: Heading | None,
    path: Sequence[str],
    quantity: Quantity,
    inherited: Inherited,
) -> Told:
    """Return the measure of a cell and what named it.

    Parameters
    ----------
    heading, row : Heading
        What the column's header path and the row's label say.
    path : sequence of str
        The header path, outermost first.
    quantity : Quantity
        The cell's number.
    inherited : Inherited
        What caption, corner and data set would say.
    """
    stage, sign = heading.stage, heading.change_sign
    fallback = inherited.caption or inherited.corner
    leaf = path[-1] if path else ""
    if names_setting(leaf):
        return Told(setting_heading(leaf).measure, source="heading")
    if heading.measure is not None and not (heading.measure in HYPERPARAMETERS and fallback):
        return Told(heading.measure, stage, sign, "heading")
    if row is not None:
        return Told(row.measure, row.stage, row.change_sign, "row")
    unsaid = heading.measure is None and (heading.named or leaf.strip().lower() in _SYMBOLS)
    if unsaid or quantity.unit not in _PLAIN_UNITS:
        return Told(None, stage, sign)
    if _contradicts(inherited.dataset, fallback):
        return Told(inherited.dataset, stage, sign, "dataset")
    if fallback and inherited.likely:
        return Told(fallback, stage, sign, "caption" if inherited.caption else "other")
    if inherited.labelled_by_dataset:
        return Told(inherited.dataset, stage, sign, "dataset" if inherited.dataset else "other")
    return Told(None, stage, sign)


def _contradicts(dataset: str | None, fallback: str | None) -> bool:
    """Whether a data set's task rules the inherited measure out: nobody reads BoolQ in nats."""
    return (
        dataset is not None
        and dataset not in _OF_LANGUAGE_MODELS
        and fallback in _OF_LANGUAGE_MODELS
        and dataset in PERFORMANCE
    )
