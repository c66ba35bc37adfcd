"""Training details that a set-up table gives: *Learning rate | 0.1*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litscan.document.model import Cell, Evidence, Table
from litscan.extraction.ground import Ground
from litscan.extraction.training_cues import read_optimizer, read_setting

__all__ = ["find_table_settings"]

_NUMBER_OF = r"(?:(?:number|no\.|num\.?|#) ?(?:of )?)?"
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (detail, re.compile(rf"{pattern}(?:\s?\([^)]{{1,12}}\))?:?", re.IGNORECASE))
    for detail, pattern in (
        ("optimizer", r"optimi[sz]er"),
        ("learning_rate", r"(?:(?:initial|base|peak|max(?:imum)?) )?(?:learning[\s-]rate|lr)"),
        ("batch_size", r"(?:mini-?|training |train )?batch[\s-]?size"),
        ("fine_tune_epochs", rf"{_NUMBER_OF}(?:fine-?\s?tun\w*|re-?train\w*) epochs?"),
        ("epochs", rf"{_NUMBER_OF}(?:training |train )?epochs?"),
        ("weight_decay", r"weight[\s-]decay|l2 (?:regulari[sz]ation|penalty)"),
        ("momentum", r"(?:SGD |nesterov )?momentum"),
    )
)
_ROLES = frozenset({"experiments", "results", "appendix", "method", "other", "discussion"})


def find_table_settings(ground: Ground) -> dict[str, tuple[str | float | int, Evidence]]:
    """Return the training details of set-up tables with the cell of each; the first table wins.

    A table sets a detail if a row is headed by its name and all its other cells say the same:
    where data sets or networks are trained differently, no value is the paper's.
    """
    found: dict[str, tuple[str | float | int, Evidence]] = {}
    for table in ground.document.tables:
        if ground.scan.zones.role_at(table.span.start) not in _ROLES:
            continue
        settings = list(_settings(table))
        if len({detail for detail, _, _ in settings}) < 2:
            continue  # a table of results may count epochs; a set-up has several details
        for detail, value, cell in settings:
            found.setdefault(detail, (value, ground.document.cell_evidence(table, cell)))
    return found


def _settings(table: Table) -> Iterator[tuple[str, str | float | int, Cell]]:
    for row in table.rows:
        if len(row) < 2:
            continue
        label = " ".join(row[0].text.split())
        detail = next((name for name, pattern in _LABELS if pattern.fullmatch(label)), None)
        values = [cell for cell in row[1:] if cell.text.strip()]
        if detail is None or not values or len({cell.text.strip() for cell in values}) > 1:
            continue
        printed = values[0].text.strip(" $")
        value = read_optimizer(printed) if detail == "optimizer" else read_setting(detail, printed)
        if value is not None:
            yield detail, value, values[0]
