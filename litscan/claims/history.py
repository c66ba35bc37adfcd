"""Past runs beside later ones: which verdicts and figures changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litscan.claims.words import figure_words
from litscan.errors import MissingInputError, ReadError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ClaimChange", "changes_text", "compare_runs", "load_run", "stored_runs"]

SCHEMA = "litscan.claims/1"


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim in an earlier and a later run; either is None where the run lacks it.

    The records are entries of ``claims`` in ``litscan.claims/1``.
    """

    id: str
    data: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def changed(self) -> bool:
        """Whether verdict, figure or n differ."""
        if self.before is None or self.after is None:
            return True
        names = ("verdict", "recomputed", "n")
        return any(self.before.get(name) != self.after.get(name) for name in names)

    def to_json(self) -> dict[str, Any]:
        """Return the change as a JSON object."""
        names = ("verdict", "recomputed", "n", "interval", "filter")
        sides = {
            side: None if record is None else {name: record.get(name) for name in names}
            for side, record in (("before", self.before), ("after", self.after))
        }
        return {"id": self.id, "data": self.data, "changed": self.changed, **sides}


def compare_runs(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> list[ClaimChange]:
    """Return every claim of two runs, in the order of ids.

    Examples
    --------
    >>> old = [{"id": "BC12", "data": "corpus", "verdict": "inconclusive", "n": 9}]
    >>> new = [{**old[0], "verdict": "supported", "n": 60}]
    >>> [(change.id, change.changed) for change in compare_runs(old, new)]
    [('BC12', True)]
    """
    first, last = ({(one["id"], one["data"]): one for one in run} for run in (before, after))
    return [
        ClaimChange(*place, first.get(place), last.get(place)) for place in sorted({*first, *last})
    ]


def stored_runs(
    runs: pd.DataFrame, since: str | None = None
) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Return the last stored verdicts of each claim up to a date, and the last of all.

    Parameters
    ----------
    runs : DataFrame
        As `Corpus.claim_runs` returns it.
    since : str, optional
        An ISO date; without it, the earlier verdicts on each kind of data are the last ones on
        another state of it than its latest.
    """
    if runs.empty:
        return [], []
    if since is not None:
        return _last(runs[runs["run_at"] < since]), _last(runs)
    states = runs["record"].map(_state).fillna(runs["corpus_fingerprint"])
    latest = states.groupby(runs["data"]).transform("last")
    return _last(runs[states != latest]), _last(runs)


def _state(record: Mapping[str, Any]) -> str | None:
    """Return the state of the data a record was computed on; None in records that do not say."""
    return record.get("data_fingerprint")


def _last(runs: pd.DataFrame) -> list[Mapping[str, Any]]:
    places = zip(runs["claim"], runs["data"], strict=True)
    return list(dict(zip(places, runs["record"], strict=True)).values())


def load_run(path: str | Path) -> list[Mapping[str, Any]]:
    """Return the claims of a run that was saved with ``--format json``.

    Raises
    ------
    MissingInputError
        If there is no such file.
    ReadError
        If it is no run of claims.
    """
    path = Path(path)
    if not path.is_file():
        raise MissingInputError(f"{path}: no such file")
    try:
        run = json.loads(path.read_bytes())
        if run["schema"] != SCHEMA:
            raise ReadError(f"{path}: of schema {run['schema']}, not {SCHEMA}")
        return [_checked(one) for one in run["claims"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ReadError(
            f"{path}: not a run of claims", advice="save one with litscan claims run --format json"
        ) from error


def _checked(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a claim's record; raise ValueError if it lacks what is compared and shown."""
    words = [record[name] for name in ("id", "data", "verdict")]
    numbers = [record[name] for name in ("recomputed", "n")]
    if not all(isinstance(word, str) for word in words):
        raise ValueError("id, data and verdict are words")
    if not all(number is None or isinstance(number, int | float) for number in numbers):
        raise ValueError("the figure and n are numbers")
    return record


def changes_text(changes: Sequence[ClaimChange]) -> str:
    """Return what changed between two runs, a line a claim, and how many did not."""
    lines = [_line(change) for change in changes if change.changed]
    same = len(changes) - len(lines)
    return "\n".join([*lines, f"{same} claim{'' if same == 1 else 's'} unchanged"]) + "\n"


def _line(change: ClaimChange) -> str:
    sides = [_side(record) for record in (change.before, change.after)]
    return f"{change.id} on {change.data}: {sides[0]} -> {sides[1]}"


def _side(record: Mapping[str, Any] | None) -> str:
    if record is None:
        return "not run"
    value = figure_words(record.get("recomputed"), unit=str(record.get("unit", "")))
    return f"{record['verdict']}, {value}, n = {record['n']}"
