"""Single facts of hand-read papers, each judged right or wrong, with the signal it was found from.

The set scores of `pruning` judge a paper; confidence needs a verdict on every fact. Names match as
in the labels' own scorer. A result is judged where a label holds its value: right if one such label
has its data set, network and metric, wrong if no result of the paper meets a label of that value.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.gold import label_files, labelled_papers, read_lines
from litscan.document import read_document
from litscan.extraction import Extraction, extract

__all__ = ["Judged", "judge", "judged_facts", "load_scorer"]

_EVALUATED = (("dataset", "datasets"), ("architecture", "architectures"))


@dataclass(frozen=True, slots=True)
class Judged:
    """One fact of one paper: what it was found from, how sure litscan is, whether it is right."""

    paper: str
    signal: str
    confidence: float
    right: bool

    @property
    def kind(self) -> str:
        """The kind of fact, which the signal begins with."""
        return self.signal.partition("/")[0]


def load_scorer(shared: Path) -> Any:
    """Return the labels' own scorer as a module."""
    path = shared / "gold/pruning/score.py"
    spec = importlib.util.spec_from_file_location("litscan_pruning_scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged_facts(shared: Path, split: str) -> list[Judged]:
    """Return the judged facts of the labelled papers of a split."""
    scorer = load_scorer(shared)
    labels = {
        label["id"]: label
        for path in label_files(shared / "gold/pruning", "labels", split)
        for label in read_lines(path)
    }
    return [
        fact
        for paper in labelled_papers(shared)
        if paper.stem in labels
        for fact in judge(extract(read_document(paper)), labels[paper.stem], scorer)
    ]


def judge(facts: Extraction, label: Mapping[str, Any], scorer: Any) -> Iterator[Judged]:
    """Yield the facts of one paper that its label can judge."""
    for kind, plural in _EVALUATED:
        found = [e for e in facts.entities if e.kind == kind and e.role == "evaluated"]
        yield from _judge_names(found, label, plural, scorer)
    yield from _judge_names(facts.compares_to, label, "compares_to", scorer)
    yield from _judge_pairs(facts, label, scorer)
    yield from _judge_results(facts, label, scorer)


def _judge_names(
    found: Any, label: Mapping[str, Any], plural: str, scorer: Any
) -> Iterator[Judged]:
    known = [
        {scorer.norm(name) for name in names}
        for part in ("core", "optional")
        for names in label[plural][part]
    ]
    loose = plural == "compares_to"
    names = [_aliases(fact.to_json(), scorer, loose=loose) for fact in found]
    matched, _ = scorer.match(names, known, loose)
    for number, fact in enumerate(found):
        yield Judged(label["id"], fact.signal, fact.confidence, number in matched)


def _aliases(fact: dict[str, Any], scorer: Any, *, loose: bool) -> set[str]:
    if loose:
        title = fact["cited_title"]
        fact = {"name": fact["method"], "surface_forms": [title] if title else []}
    aliases: set[str] = scorer.aliases(fact)
    return aliases


def _judge_pairs(facts: Extraction, label: Mapping[str, Any], scorer: Any) -> Iterator[Judged]:
    known = [
        pair
        for part in ("core", "optional")
        for pair in scorer.pairs(label["configurations"][part], gold=True)
    ]
    for fact in facts.configurations:
        [(dataset, network)] = scorer.pairs([(fact.dataset, fact.architecture)])
        right = any(dataset & data and network & net for data, net in known)
        yield Judged(label["id"], fact.signal, fact.confidence, right)


def _judge_results(facts: Extraction, label: Mapping[str, Any], scorer: Any) -> Iterator[Judged]:
    by_value: dict[float, list[Mapping[str, Any]]] = {}
    for one in label["results"]:
        by_value.setdefault(round(abs(float(one["value"])), 9), []).append(one)
    for value, wanted in by_value.items():
        quality = (item for item in facts.results if item.is_quality)  # costs have no labels
        found = [item for item in quality if abs(abs(item.value) - value) < 1e-9]
        meets = [[_same(item, one, scorer) for one in wanted] for item in found]
        all_met = all(any(row[n] for row in meets) for n in range(len(wanted)))
        for item, row in zip(found, meets, strict=True):
            if any(row) or not all_met:
                yield Judged(label["id"], item.signal, item.confidence, any(row))


def _same(item: Any, wanted: Mapping[str, Any], scorer: Any) -> bool:
    return bool(
        scorer.aliases(item.dataset or "") & {scorer.norm(name) for name in wanted["dataset"]}
        and scorer.aliases(item.architecture or "")
        & {scorer.norm(name) for name in wanted["architecture"]}
        and scorer.metric_class(item.metric) == scorer.metric_class(wanted["metric"])
    )
