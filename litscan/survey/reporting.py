"""What papers report: the outcomes of the rigor checks, check by check and paper by paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from litscan.rigor import CHECKS, Outcome
from litscan.survey.table import Cell, Column, Row, SurveyTable

if TYPE_CHECKING:
    import pandas as pd

    from litscan.rigor import Check

__all__ = ["survey_reporting"]

_WORDS: Mapping[str, str] = {
    Outcome.PASS: "yes",
    Outcome.PARTIAL: "part",
    Outcome.FAIL: "no",
    Outcome.UNDETERMINED: "?",
    Outcome.NOT_APPLICABLE: "–",
}
_COLUMNS = (
    Column("Group", "group"),
    Column("Check", "check"),
    Column("What is reported", "name"),
    Column("Yes", "pass", number=True),
    Column("Partly", "partial", number=True),
    Column("No", "fail", number=True),
    Column("Open", "undetermined", number=True),
    Column("Share (%)", "share", number=True),
)
_COUNTED = ("pass", "partial", "fail", "undetermined", "not_applicable")
_NAMES = ("check", "name", "group", *_COUNTED, "share")


def survey_reporting(
    findings: pd.DataFrame,
    *,
    papers: Collection[str] | None = None,
    most: int = 10,
    flat: bool = False,
) -> SurveyTable:
    """Return the checks with how many papers pass them, and the papers' outcomes.

    Parameters
    ----------
    findings : DataFrame
        As `Corpus.findings` returns it.
    papers : collection of str, optional
        Only these papers.
    most : int
        With more papers than this, the columns of single papers are not shown.
    flat : bool
        Whether the records have a field for each paper, as CSV wants it; otherwise one field,
        ``outcomes``, holds them by paper.
    """
    outcomes: dict[str, dict[str, str]] = defaultdict(dict)
    columns = (findings["key"], findings["check"], findings["outcome"])
    for key, check, outcome in zip(*columns, strict=True):
        if papers is None or key in papers:
            outcomes[check][key] = outcome
    keys = sorted({key for found in outcomes.values() for key in found})
    shown = keys if len(keys) <= most else []
    return SurveyTable(
        kind="reporting",
        caption=f"What {len(keys)} papers report",
        columns=(*_COLUMNS, *(Column("", key, cites=(key,)) for key in shown)),
        names=(*_NAMES, *(keys if flat else ("outcomes",))),
        rows=tuple(
            _row(check, outcomes[check.id], keys, shown, flat=flat)
            for check in CHECKS
            if check.id in outcomes
        ),
        note="The share is of yes among yes, partly and no; a check that does not apply to a paper"
        " or could not be decided counts for neither.",
    )


def _row(
    check: Check, found: Mapping[str, str], keys: Sequence[str], shown: Sequence[str], *, flat: bool
) -> Row:
    counts = Counter(found.values())
    decided = counts["pass"] + counts["partial"] + counts["fail"]
    share = round(100 * counts["pass"] / decided, 1) if decided else None
    record = {
        "check": check.id,
        "name": check.name,
        "group": str(check.group),
        **{outcome: counts[outcome] for outcome in _COUNTED},
        "share": share,
        **({key: found.get(key) for key in keys} if flat else {"outcomes": dict(found)}),
    }
    texts = (
        str(check.group),
        check.id,
        check.name,
        *(str(counts[outcome]) for outcome in _COUNTED[:4]),
        "" if share is None else f"{share:.1f}",
        *(_WORDS.get(found.get(key, ""), "") for key in shown),
    )
    return Row(tuple(map(Cell, texts)), record)
