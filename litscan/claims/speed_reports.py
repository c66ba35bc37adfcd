"""What audits found of each paper's speed: is it claimed, timed on a named device, and realised.

Findings of three rigor checks say it: H01 (time measured when speed is claimed), H03 (the device
named with the times, not merely somewhere) and A14 (measured against theoretical speedup, row by
row).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SpeedReport", "speed_reports"]

_CHECKS = ("H01", "H03", "A14")


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """What a paper that was audited says of speed.

    Parameters
    ----------
    claimed : bool
        Whether it says that its networks run faster.
    timed : bool
        Whether time was measured.
    device : bool
        Whether the device is named with the times.
    realised : tuple of float
        Measured over theoretical speedup, for each row of a table that gives both.
    slower : int
        Rows that save operations and were measured to be slower than the original.
    """

    claimed: bool = False
    timed: bool = False
    device: bool = False
    realised: tuple[float, ...] = ()
    slower: int = 0


def speed_reports(findings: pd.DataFrame, keys: Collection[str]) -> dict[str, SpeedReport]:
    """Return the reports of those papers among `keys` that the three checks could judge.

    Parameters
    ----------
    findings : DataFrame
        As `Corpus.findings` returns it.
    keys : collection of str
    """
    rows: dict[str, dict[str, Mapping[Any, Any]]] = {}
    chosen = findings[findings["check"].isin(_CHECKS) & findings["key"].isin(keys)]
    for row in chosen.to_dict("records"):
        rows.setdefault(row["key"], {})[row["check"]] = row
    return {
        key: _report(found)
        for key, found in sorted(rows.items())
        if len(found) == len(_CHECKS)
        and not any(row["outcome"] == "undetermined" for row in found.values())
    }


def _report(found: Mapping[str, Mapping[Any, Any]]) -> SpeedReport:
    numbers = found["A14"]["numbers"]
    return SpeedReport(
        claimed=found["H01"]["outcome"] in ("pass", "fail"),
        timed=found["H01"]["outcome"] == "pass",
        device=found["H03"]["outcome"] == "pass",
        realised=tuple(numbers.get("realised", ())),
        slower=int(numbers.get("slower", 0)),
    )
