"""What claims read of each fully read paper of a corpus: pairs, metrics, points, runs and code."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litscan.claims.speed_reports import SpeedReport, speed_reports
from litscan.extraction.costs import COSTS, is_quality

if TYPE_CHECKING:
    import pandas as pd

    from litscan.corpus import Corpus
    from litscan.rigor.corpus_view import KnownPaper, Literature

__all__ = ["ReadPaper", "read_papers"]

Pair = tuple[str, str]
_TIMES = frozenset({"latency", "throughput"})
_TOP1 = frozenset({"top1_accuracy", "top1_error", "accuracy", "error"})
_KINDS = {"size": "parameters", "operations": "flops"}


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A paper with results of its own, all of whose text and tables were read.

    Parameters
    ----------
    key : str
    pairs : frozenset of (str, str)
        Datasets with architectures it reports on.
    measured : frozenset of tuple
        (dataset, architecture, metric, efficiency kind) that its tables give for one network.
    accuracies : frozenset of (str, str)
        (dataset, ``top1`` or ``top5``) of its own results.
    curves : tuple of int
        Number of operating points of each pair with any.
    compares_to : frozenset of str
        Keys of the papers of the corpus that it compares to.
    year : int or None
    costs, timed : bool
        Whether its own numbers say what the network costs, and whether by a measured time.
    spread, runs, code : bool
        Whether it gives a spread, states its runs or seeds, and links code.
    changes : tuple of float
        Changes of Top-1 accuracy of its own pruned networks against its own unpruned ones, points.
    speed : SpeedReport or None
        What its audit says of speed; None where it has none that tells.
    """

    key: str
    pairs: frozenset[Pair] = frozenset()
    measured: frozenset[tuple[str, str, str, str]] = frozenset()
    accuracies: frozenset[tuple[str, str]] = frozenset()
    curves: tuple[int, ...] = ()
    compares_to: frozenset[str] = frozenset()
    year: int | None = None
    costs: bool = False
    timed: bool = False
    spread: bool = False
    runs: bool = False
    code: bool = False
    changes: tuple[float, ...] = ()
    speed: SpeedReport | None = None

    @property
    def efficiency(self) -> set[str]:
        """Which kinds of efficiency it gives: ``parameters``, ``flops``."""
        return {kind for *_, kind in self.measured}


def read_papers(
    corpus: Corpus, keys: Collection[str], results: pd.DataFrame, literature: Literature
) -> tuple[ReadPaper, ...]:
    """Return what claims read of the papers of some keys, in their order.

    Parameters
    ----------
    corpus : Corpus
    keys : collection of str
        Papers with results of their own whose text and tables were all read.
    results : DataFrame
        As `Corpus.results` returns it.
    literature : Literature
        As `Corpus.literature` returns it.
    """
    known = _known(corpus, keys, results, literature)
    return tuple(known.paper(key) for key in sorted(keys))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the corpus holds of some papers, by their keys."""

    papers: Mapping[str, KnownPaper]
    measured: Mapping[str, frozenset[tuple[str, str, str, str]]]
    rows: Mapping[str, list[dict[Any, Any]]]
    compares_to: Mapping[str, set[str]]
    runs: Mapping[str, list[Mapping[str, Any]]]
    links: Mapping[str, list[Mapping[str, Any]]]
    spread: frozenset[str]
    changes: Mapping[str, list[float]]
    speeds: Mapping[str, SpeedReport]

    def paper(self, key: str) -> ReadPaper:
        """Return what claims read of a paper."""
        known = self.papers.get(key)
        rows, runs = self.rows.get(key, ()), self.runs.get(key, ())
        return ReadPaper(
            key=key,
            pairs=known.pairs if known else frozenset(),
            measured=self.measured.get(key, frozenset()),
            accuracies=_accuracies(rows),
            curves=_curves(rows),
            compares_to=frozenset(self.compares_to.get(key, ())),
            year=_year(known.date) if known else None,
            costs=any(_is_cost(row) for row in rows),
            timed=any(row["metric"] in _TIMES for row in rows),
            spread=key in self.spread or any(p["dispersion"] != "none" for p in runs),
            runs=any(p["count"] is not None or p["seeds"] for p in runs),
            code=any(p["code"] for p in self.links.get(key, ())),
            changes=tuple(self.changes.get(key, ())),
            speed=self.speeds.get(key),
        )


def _known(
    corpus: Corpus, keys: Collection[str], results: pd.DataFrame, literature: Literature
) -> _Known:
    theirs = results[results["key"].isin(keys)]
    own = theirs[theirs["own"] & ~theirs["is_dense_baseline"]]
    rows: dict[str, list[dict[Any, Any]]] = {}
    for row in own[own["evidence_kind"] == "table"].to_dict("records"):
        rows.setdefault(row["key"], []).append(row)
    return _Known(
        papers=literature.papers,
        measured=_measured(literature),
        rows=rows,
        compares_to=_compared(corpus.comparisons()),
        runs=_payloads(corpus.facts("runs")),
        links=_payloads(corpus.facts("links")),
        spread=frozenset(own.loc[own["uncertainty"].notna(), "key"]),
        changes=_changes(theirs),
        speeds=speed_reports(corpus.findings(), keys),
    )


def _measured(literature: Literature) -> dict[str, frozenset[tuple[str, str, str, str]]]:
    from litscan.survey.comparable import build_comparability_graph

    return {
        key: frozenset(
            (one.dataset, one.architecture, one.metric, _KINDS[one.efficiency]) for one in found
        )
        for key, found in build_comparability_graph(literature).configurations.items()
    }


def _compared(comparisons: pd.DataFrame) -> dict[str, set[str]]:
    cited: dict[str, set[str]] = {}
    for key, other in zip(comparisons["key"], comparisons["cited_key"], strict=True):
        if other and other != key:
            cited.setdefault(key, set()).add(other)
    return cited


def _changes(results: pd.DataFrame) -> dict[str, list[float]]:
    """Return the changes of Top-1 accuracy that follow from what each paper prints in tables."""
    from litscan.survey.results import build_results_table

    table = build_results_table(results, results[["key"]].drop_duplicates())
    changes: dict[str, list[float]] = {}
    for row in table.rows:
        if row.own and row.drop is not None and row.metric in _TOP1:
            points = 100 * row.drop if row.unit == "fraction" else row.drop
            changes.setdefault(row.paper, []).append(round(0.0 - points, 6))
    return changes


def _year(date: str) -> int | None:
    return int(date[:4]) if date[:4].isdigit() else None


def _is_cost(row: Mapping[Any, Any]) -> bool:
    return row["metric"] in COSTS or bool(row["point_kind"])


def _payloads(facts: pd.DataFrame) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for key, payload in zip(facts["key"], facts["payload"], strict=True):
        found.setdefault(key, []).append(payload)
    return found


def _accuracies(rows: Collection[Mapping[Any, Any]]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (row["dataset"], "top5" if "top5" in row["metric"] else "top1")
        for row in rows
        if row["dataset"] and (row["metric"].endswith(("accuracy", "error")))
    )


def _curves(rows: Collection[Mapping[Any, Any]]) -> tuple[int, ...]:
    points: dict[Pair, dict[str, set[float]]] = {}
    for row in rows:
        if (
            row["dataset"]
            and row["architecture"]
            and row["point_kind"]
            and is_quality(row["metric"])
        ):
            kinds = points.setdefault((row["dataset"], row["architecture"]), {})
            kinds.setdefault(row["point_kind"], set()).add(row["point_value"])
    return tuple(max(map(len, kinds.values())) for _, kinds in sorted(points.items()))
