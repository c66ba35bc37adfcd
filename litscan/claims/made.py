"""Made data that claims are run on for their pages, from ``data/claims/examples.toml``.

A claim's page shows its own measure at work: on papers of the meta-analysis, training runs, read
papers of a corpus or rows of an experiment that support it, and on others that contradict it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litscan.claims.blalock import BlalockPaper, BlalockTables, SparsityRun
from litscan.claims.blalock_rows import ResultRow
from litscan.claims.corpus_papers import ReadPaper
from litscan.claims.corpus_view import CorpusView
from litscan.claims.made_field import made_field
from litscan.claims.registry import DataName
from litscan.claims.speed_reports import SpeedReport
from litscan.claims.wider import WiderField
from litscan.resources import load_toml

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MadeData", "MadeRuns", "kind_of", "made_examples", "made_tables", "made_view"]

MadeData = Mapping[str, Any]
_OF_ROW = ("dataset", "model", "method", "times")


@cache
def made_examples() -> Mapping[tuple[str, bool], MadeData]:
    """Return the made data by claim and by whether they support it.

    Examples
    --------
    >>> made_examples()["BC01", True]["papers"]
    [{'count': 81}]
    """
    records = load_toml("claims", "examples.toml")["examples"]
    return {(claim, one["supports"]): one for one in records for claim in one["claims"]}


def kind_of(made: MadeData) -> DataName:
    """Return which kind of data made data are."""
    if "seeds" in made:
        return "experiment"
    return "corpus" if "read" in made or "field" in made else "blalock2020"


def made_tables(made: MadeData) -> BlalockTables:
    """Return made data as tables of the meta-analysis.

    Examples
    --------
    >>> group = {"count": 2, "rows": [{"dataset": "MNIST", "model": "net #.@", "times": 2}]}
    >>> [row.model for row in made_tables({"papers": [group]}).results]
    ['net 1.1', 'net 1.2', 'net 2.1', 'net 2.2']
    """
    groups = list(_spread(made.get("papers", ())))
    keys = [f"paper-{at}" for at in range(1, len(groups) + 1)]
    papers = tuple(
        BlalockPaper(
            keys[at],
            frozenset(_compared(keys, at, group)),
            year=group.get("year"),
            venue=group.get("venue", "").replace("#", str(at + 1)),
            pruning=group.get("pruning", True),
        )
        for at, group in enumerate(groups)
    )
    results = tuple(
        row
        for at, group in enumerate(groups)
        for record in group.get("rows", ())
        for row in _rows(keys[at], at + 1, record)
    )
    runs = tuple(
        SparsityRun(group["method"], sparsity, group["accuracy"])
        for group in _spread(made.get("runs", ()))
        for sparsity in group["sparsities"]
    )
    return BlalockTables(papers, "made", results, runs)


def _spread(groups: Iterable[MadeData]) -> Iterator[MadeData]:
    for group in groups:
        for _ in range(group["count"]):
            yield group


def _compared(keys: Sequence[str], at: int, group: MadeData) -> list[str]:
    number = group.get("compares_to", 0)
    if group.get("compares") == "next":
        return [keys[(at + step) % len(keys)] for step in range(1, number + 1)]
    return [key for place, key in enumerate(keys) if place != at][:number]


def _rows(key: str, number: int, record: MadeData) -> Iterator[ResultRow]:
    numbers = {name: value for name, value in record.items() if name not in _OF_ROW}
    for time in range(1, record.get("times", 1) + 1):
        dataset, model = (
            record[name].replace("#", str(number)).replace("@", str(time))
            for name in ("dataset", "model")
        )
        yield ResultRow(key, dataset, model, record.get("method", ""), numbers)


def made_view(made: MadeData) -> CorpusView:
    """Return made data as what claims read of a corpus.

    Examples
    --------
    >>> view = made_view({"read": [{"count": 2, "code": True, "compared": 3}]})
    >>> [paper.code for paper in view.read], list(view.compared.values())
    ([True, True], [3, 3])
    """
    read, compared = [], {}
    for at, group in enumerate(_spread(made.get("read", ())), start=1):
        key = f"paper-{at}"
        told = {name: group[name] for name in ("year", "runs", "code") if name in group}
        speed = SpeedReport(**group["speed"]) if "speed" in group else None
        read.append(ReadPaper(key, speed=speed, **told))
        compared[key] = group.get("compared", 0)
    wider = made_field(made["field"]) if "field" in made else WiderField()
    return CorpusView(read=tuple(read), compared=compared, wider=wider)


@dataclass(frozen=True)
class MadeRuns:
    """Made rows of an experiment, the same for each seed."""

    made: MadeData
    folder: Path = Path("made")

    @property
    def seeds(self) -> range:
        """The seeds of the runs."""
        return range(self.made["seeds"])

    def rows(self, name: str) -> pd.DataFrame:
        """Return the rows, of whatever experiment.

        Examples
        --------
        >>> rows = MadeRuns({"seeds": 2, "rows": [{"epochs": 3.0}]}).rows("convergence")
        >>> rows.to_dict("list")
        {'seed': [0, 1], 'epochs': [3.0, 3.0]}
        """
        import pandas as pd

        del name
        each = ({"seed": seed, **row} for seed in self.seeds for row in self.made["rows"])
        return pd.DataFrame(list(each))
