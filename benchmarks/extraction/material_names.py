"""Which names of materials are missed and invented in each paper, and how far any choice could go.

Labels and predictions are compared as the labels' scorer compares them: all written forms that a
paper gives a material, letter case, punctuation and plurals aside. ``ceiling`` says what a chooser
without error would reach among the tagger's candidates, what one would reach that only knew where
to cut each paper's list of candidates by how sure the tagger is, and in how many of the papers that
print it a name is labelled: of the names in capitals that several papers label.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.extraction.tagged import words_of
from litscan.extraction.learned.tagger import load_tagger
from litscan.extraction.learned.tags import best_tags, spans_of

MOST_WORST = 20
KIND = "Material"
LIFTS = (0.0, 1.25, 2.5, 4.0)
FEWEST_PAPERS = 3

Spans = Iterable[Sequence[Any]]
Normal = Callable[[str], str]


def normal_of(shared: Path) -> Normal:
    """Return how the labels' scorer makes two spellings of a name one."""
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold/score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    norm: Normal = module.norm
    return norm


def names_of(record: Mapping[str, Any], spans: Spans, normal: Normal) -> dict[str, str]:
    """Return the names of materials among the spans of a text, by normal form."""
    texts = (" ".join(record["tokens"][s[0] : s[1]]) for s in spans if s[2] == KIND)
    return {normal(text): text for text in texts if normal(text)}


def worst(
    records: Iterable[Mapping[str, Any]], predictions: Iterable[Mapping[str, Any]], normal: Normal
) -> list[dict[str, Any]]:
    """Return the papers with most errors: labelled names not found, and names no label has.

    Examples
    --------
    >>> record = {"id": "a", "tokens": ["COCO", "and", "VOC"], "entities": [(0, 1, "Material")]}
    >>> worst([record], [{"id": "a", "entities": [(2, 3, "Material")]}], str.lower)
    [{'paper': 'a', 'labelled': 1, 'missed': ['COCO'], 'extra': ['VOC']}]
    """
    marked = {prediction["id"]: prediction["entities"] for prediction in predictions}
    papers = []
    for record in records:
        truth = names_of(record, record["entities"], normal)
        ours = names_of(record, marked.get(record["id"], ()), normal)
        papers.append(
            {
                "paper": record["id"],
                "labelled": len(truth),
                "missed": sorted(truth[name] for name in truth.keys() - ours.keys()),
                "extra": sorted(ours[name] for name in ours.keys() - truth.keys()),
            }
        )
    papers.sort(key=lambda paper: (-len(paper["missed"]) - len(paper["extra"]), paper["paper"]))
    return papers[:MOST_WORST]


def ceiling(records: Sequence[Mapping[str, Any]], normal: Normal) -> dict[str, Any]:
    """Return how far a choice of names among the tagger's candidates could go at best."""
    labelled, held, cut_hits, cut_size, count = 0, 0, 0, 0, 0
    for record in records:
        truth = names_of(record, record["entities"], normal).keys()
        names = candidates(record, normal)
        hits = np.cumsum([0, *(name in truth for name in names)])
        sizes = np.arange(len(hits))
        cut = int(np.argmax(2 * hits / np.maximum(sizes + len(truth), 1)))
        labelled, held, count = labelled + len(truth), held + int(hits[-1]), count + len(names)
        cut_hits, cut_size = cut_hits + int(hits[cut]), cut_size + cut
    return {
        "labelled": labelled,
        "candidates": count,
        "labelled_among_candidates": held,
        "f1_of_the_best_choice": _f1(held, held, labelled),
        "f1_of_the_best_cut_of_each_paper": _f1(cut_hits, cut_size, labelled),
        "names_labelled_where_printed": labelled_where_printed(records),
    }


def candidates(record: Mapping[str, Any], normal: Normal) -> list[str]:
    """Return what a tagger made to mark too much would name, the surest first."""
    network = load_tagger().network
    sentences = words_of(dict(record))
    scores = network.scores("scirex", network.states(sentences))
    lengths = [len(sentence) for sentence in sentences]
    kind = network.types("scirex").index(KIND)
    tags = slice(1 + 4 * kind, 5 + 4 * kind)
    sure: dict[str, float] = {}
    for lift in LIFTS:
        lifted = scores.copy()
        lifted[:, tags] += lift
        for start, end, found in spans_of(best_tags(lifted, lengths)):
            name = normal(" ".join(record["tokens"][start:end]))
            if found == kind and name:
                least = float(scores[start:end, tags].max(1).min())
                sure[name] = max(sure.get(name, least), least)
    return sorted(sure, key=lambda name: (-sure[name], name))


def labelled_where_printed(records: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how often names that several papers label are labelled, of the papers that print them.

    Examples
    --------
    >>> one = {"tokens": ["COCO"], "entities": [(0, 1, "Material")]}
    >>> labelled_where_printed([one, one, one, {"tokens": ["COCO"], "entities": []}])
    {'names': 1, 'papers_labelling': 3, 'papers_printing': 4}
    """
    texts, labels = [], Counter[str]()
    for record in records:
        texts.append(f" {' '.join(record['tokens'])} ")
        labels.update(
            {" ".join(record["tokens"][s:e]) for s, e, k in record["entities"] if k == KIND}
        )
    chosen = {name: n for name, n in labels.items() if n >= FEWEST_PAPERS and name != name.lower()}
    return {
        "names": len(chosen),
        "papers_labelling": sum(chosen.values()),
        "papers_printing": sum(f" {name} " in text for name in chosen for text in texts),
    }


def _f1(hits: int, found: int, wanted: int) -> float | None:
    return round(2 * hits / (found + wanted), 4) if found + wanted else None
