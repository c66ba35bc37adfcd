"""Rows of the meta-analysis's Results table, and the named filters that say which of them count."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from litscan.errors import ReadError
from litscan.resources import load_toml

__all__ = [
    "ResultRow",
    "columns",
    "filter_words",
    "filtered",
    "merged_names",
    "named_configurations",
    "numeric",
    "pairs_by_paper",
    "result_row",
    "table_settings",
]

Pair = tuple[str, str]

_WORDS = frozenset({"Name", "Paper", "Dataset", "Model", "Method", "Notes"})
_ABOVE_ZERO = frozenset({"OrigMParams", "OrigGFLOPS"})
_NUMBER = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*%?")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row: a paper's operating point, or only that it used this dataset and model.

    Parameters
    ----------
    paper, dataset, model, method : str
        As the table has them; `method` may be empty.
    numbers : mapping of str to float
        The filled cells by column; percentages in percent.
    """

    paper: str
    dataset: str
    model: str
    method: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)

    @property
    def pair(self) -> Pair:
        """The dataset and the model."""
        return self.dataset, self.model

    def has(self, names: Collection[str]) -> bool:
        """Return whether any of these columns is filled."""
        return any(name in self.numbers for name in names)


def result_row(row: Mapping[str, str | None], where: str) -> ResultRow:
    """Return a row of the CSV table; `where` names it in an error.

    Raises
    ------
    ReadError
        If a cell of a numeric column holds no number, or an unpruned network's size or cost is
        not above 0.

    Examples
    --------
    >>> cells = {"Paper": "a", "Dataset": "MNIST", "Model": "fc3", "Method": "", "Top1": "99.1%"}
    >>> result_row(cells, "row 2").numbers
    {'Top1': 99.1}
    """
    numbers: dict[str, float] = {}
    for name, cell in row.items():
        if name in _WORDS or not isinstance(cell, str) or not cell.strip():
            continue
        match = _NUMBER.fullmatch(cell.strip())
        if match is None:
            raise ReadError(f"{where}: {cell!r} under {name!r} is no number")
        numbers[name] = float(match[1])
        if name in _ABOVE_ZERO and numbers[name] <= 0:
            raise ReadError(f"{where}: {cell!r} under {name!r} is not above 0")
    paper, dataset, model, method = (
        (row[name] or "").strip() for name in ("Paper", "Dataset", "Model", "Method")
    )
    return ResultRow(paper, dataset, model, method, numbers)


@cache
def table_settings() -> Mapping[str, Any]:
    """Return how the tables are read, from ``data/claims/blalock2020-tables.toml``."""
    return load_toml("claims", "blalock2020-tables.toml")


def filter_words() -> dict[str, str]:
    """Return what each named filter leaves out, by name.

    Examples
    --------
    >>> filter_words()["F1"]
    'rows whose dataset or model is the placeholder ??? left out'
    """
    return dict(table_settings()["filters"])


def filtered(rows: Iterable[ResultRow], name: str) -> list[ResultRow]:
    """Return the rows that a named filter keeps.

    Examples
    --------
    >>> rows = [ResultRow("a", "MNIST", "LeNet-5"), ResultRow("a", "???", "LeNet-5")]
    >>> [len(filtered(rows, name)) for name in ("F0", "F1")]
    [2, 1]
    """
    settings = table_settings()
    placeholder, dropped = settings["placeholder"], settings["dropped"]
    named = name in ("F1", "F2")
    comparable = name in ("F2", "A2")
    return [
        row
        for row in rows
        if not (named and placeholder in row.pair)
        and not (
            comparable and (row.paper in dropped["papers"] or row.method in dropped["methods"])
        )
    ]


def columns(*kinds: str) -> list[str]:
    """Return the columns that give any of these kinds of figure.

    Examples
    --------
    >>> columns("top1")
    ['Top1', 'Err1', 'dTop1']
    """
    return [name for kind in kinds for name in table_settings()["columns"][kind]]


def numeric(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """Return the rows with any number in them; the others only name a pair."""
    return [row for row in rows if row.numbers]


def pairs_by_paper(rows: Iterable[ResultRow]) -> dict[str, set[Pair]]:
    """Return the distinct (dataset, model) pairs of each paper.

    Examples
    --------
    >>> pairs_by_paper([ResultRow("a", "MNIST", "LeNet-5"), ResultRow("a", "MNIST", "LeNet-5")])
    {'a': {('MNIST', 'LeNet-5')}}
    """
    pairs: dict[str, set[Pair]] = {}
    for row in rows:
        pairs.setdefault(row.paper, set()).add(row.pair)
    return pairs


def merged_names(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """Return the rows with models under the name they are merged into, each row once (trap T5).

    Examples
    --------
    >>> [row.model for row in merged_names([ResultRow("a", "ImageNet", "CaffeNet")])]
    ['Alex/CaffeNet']
    """
    names = {old: new for new, olds in table_settings()["merged"].items() for old in olds}
    return [
        ResultRow(row.paper, row.dataset, names.get(row.model, row.model), row.method, row.numbers)
        for row in rows
    ]


def named_configurations(name: str) -> frozenset[Pair]:
    """Return the pairs of a named set, ``six`` or ``four``, models merged.

    Examples
    --------
    >>> len(named_configurations("six"))
    6
    """
    pairs = table_settings()["configurations"][name]
    return frozenset((dataset, model) for dataset, model in pairs)
