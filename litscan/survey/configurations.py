"""How many papers use each pair of data set and network, as Table 1 of Blalock et al. (2020).

Source: Blalock, Gonzalez Ortiz, Frankle and Guttag, What is the State of Neural Network Pruning?
(arXiv 2003.03033), section 4.2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from litscan.resources import load_toml
from litscan.rigor.corpus_view import KnownPaper, Literature, Pair
from litscan.survey.table import Cell, Column, Footnote, Row, SurveyTable

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
    Where they or the paper that the meta-analysis silently drops change a count, the note names
    the filters, and footnotes give the counts under the other one.

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
    users = _users(literature.papers)
    strict = _users({key: one for key, one in literature.papers.items() if key not in _dropped()})
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
        rows=tuple(
            _row(pair, keys, reporting, years or {}, len(strict.get(pair, ())))
            for pair, keys in order
        ),
        note=f"Shares are of the {reporting} papers that report on any pair."
        + _filters(literature.papers, users, strict),
    )


def _dropped() -> frozenset[str]:
    """Return the papers that the meta-analysis leaves out of its counts without saying so."""
    dropped = load_toml("claims", "blalock2020-tables.toml")["dropped"]["papers"]
    return frozenset(f"shrinkbench/{key}" for key in dropped)


def _users(papers: Mapping[str, KnownPaper]) -> dict[Pair, list[str]]:
    """Return the papers that use each pair of names; a placeholder is none."""
    users: dict[Pair, list[str]] = defaultdict(list)
    for key, paper in sorted(papers.items()):
        for pair in paper.pairs:
            if all(any(map(str.isalnum, name)) for name in pair):
                users[pair].append(key)
    return dict(users)


def _filters(
    papers: Mapping[str, KnownPaper], users: Collection[Pair], strict: Collection[Pair]
) -> str:
    """Return which filter the counts are under, and what others give; nothing if all are equal."""
    raw = {pair for paper in papers.values() for pair in paper.pairs}
    told = [f" Raw (filter F0): {_sizes(raw)}."] if raw != set(users) else []
    dropped = sorted(_dropped() & set(papers))
    if told or dropped:
        told.append(f" Here, rows with placeholders left out (F1): {_sizes(users)}.")
    if dropped:
        named = ", ".join(key.partition("/")[2] for key in dropped)
        told.append(
            f" As Blalock et al. (2020) count, {named} left out too (F2): {_sizes(strict)}."
        )
    return "".join(told)


def _sizes(pairs: Collection[Pair]) -> str:
    datasets, networks = ({pair[at] for pair in pairs} for at in (0, 1))
    return f"{len(datasets)} datasets, {len(networks)} architectures, {len(pairs)} pairs"


def _is(name: str, wanted: str | None) -> bool:
    return wanted is None or name.casefold() == wanted.casefold()


def _row(
    pair: Pair, keys: list[str], reporting: int, years: Mapping[str, int | None], strict: int
) -> Row:
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
    other = Footnote(f"{strict} under filter F2, as Blalock et al. (2020) count")
    number = Cell(str(len(keys)), notes=(other,) if strict != len(keys) else ())
    names = (Cell(pair[0]), Cell(pair[1]))
    return Row((*names, number, Cell(f"{share:.1f}"), Cell(span), Cell(cites=tuple(keys))), record)
