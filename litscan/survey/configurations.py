"""How many papers use each pair of data set and network, as Table 1 of Blalock et al. (2020).

Source: Blalock, Gonzalez Ortiz, Frankle and Guttag, What is the State of Neural Network Pruning?
(arXiv 2003.03033), section 4.2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from litscan.rigor.corpus_view import Literature, Pair
from litscan.survey.table import Cell, Column, Row, SurveyTable

__all__ = ["survey_configurations"]

_COLUMNS = (
    Column("Dataset", "dataset"),
    Column("Architecture", "architecture"),
    Column("Papers", "papers", number=True),
    Column("Share (%)", "share", number=True),
    Column("Years", "first_year"),
    Column("Used by", "used_by"),
)
_NAMES = ("dataset", "architecture", "papers", "share", "first_year", "last_year", "used_by")


def survey_configurations(
    literature: Literature,
    years: Mapping[str, int | None] | None = None,
    *,
    dataset: str | None = None,
    architecture: str | None = None,
    fewest: int = 1,
) -> SurveyTable:
    """Return the pairs of data set and network, those that most papers use first.

    A paper uses a pair if it reports a result on it. Placeholders such as ``???`` are no names.

    Parameters
    ----------
    literature : Literature
        As `Corpus.literature` returns it.
    years : mapping of str to int or None
        Each paper's year, by key.
    dataset, architecture : str, optional
        Only pairs of this data set or network, in any case.
    fewest : int
        Least number of papers that make a row.
    """
    users: dict[Pair, list[str]] = defaultdict(list)
    for key, paper in sorted(literature.papers.items()):
        for pair in paper.pairs:
            if all(any(map(str.isalnum, name)) for name in pair):
                users[pair].append(key)
    reporting = len({key for keys in users.values() for key in keys})
    wanted = [
        (pair, keys)
        for pair, keys in users.items()
        if len(keys) >= fewest and _is(pair[0], dataset) and _is(pair[1], architecture)
    ]
    order = sorted(wanted, key=lambda one: (-len(one[1]), one[0]))
    return SurveyTable(
        kind="configurations",
        caption="How many papers use each pair of dataset and architecture",
        columns=_COLUMNS,
        names=_NAMES,
        rows=tuple(_row(pair, keys, reporting, years or {}) for pair, keys in order),
        note=f"Shares are of the {reporting} papers that report on any pair.",
    )


def _is(name: str, wanted: str | None) -> bool:
    return wanted is None or name.casefold() == wanted.casefold()


def _row(pair: Pair, keys: list[str], reporting: int, years: Mapping[str, int | None]) -> Row:
    known = [year for key in keys if (year := years.get(key)) is not None]
    first, last = (min(known), max(known)) if known else (None, None)
    span = "" if first is None else str(first) if first == last else f"{first}–{last}"
    share = round(100 * len(keys) / reporting, 1)
    record = {
        "dataset": pair[0],
        "architecture": pair[1],
        "papers": len(keys),
        "share": share,
        "first_year": first,
        "last_year": last,
        "used_by": tuple(keys),
    }
    cells = (pair[0], pair[1], str(len(keys)), f"{share:.1f}", span)
    return Row((*map(Cell, cells), Cell(cites=tuple(keys))), record)
