"""The same paper from several interfaces of arXiv, and parts of answers that no row takes."""

from __future__ import annotations

import itertools

import pytest

from litscan.collect.records import MetadataRecord
from litscan.corpus import Corpus
from litscan.pipeline.described import described_paper

FEED = MetadataRecord(
    "2503.16660",
    1,
    "Pruning a network",
    "We prune.",
    ("Ada Author", "B. " + "x" * 5000),
    ("cs.CV", "hep-th", "68T10, 68T30, 68T45", "I.2.10", "I.2.7; I.2.6"),
    "cs.CV",
    "2025-03-20T10:00:00Z",
    "2025-03-20T10:00:00Z",
)
HARVEST = MetadataRecord(
    "2503.16660",
    1,
    "Pruning a network",
    "We prune.",
    ("Ada Author", "B. " + "x" * 5000),
    ("cs.CV", "hep-th"),
    "cs.CV",
    "2025-03-20T10:00:00Z",
    "2025-03-20T10:00:00Z",
    versions=((1, "2025-03-20T10:00:00Z"),),
    datestamp="2025-03-21",
)


def test_classes_of_other_schemes_are_no_categories(corpus: Corpus) -> None:
    corpus.add_papers([described_paper(FEED, "arxiv-api")])
    found = corpus.paper("2503.16660")
    assert found is not None
    assert found.categories == ("cs.CV", "hep-th")
    again = corpus.add_papers([described_paper(FEED, "arxiv-api")])
    assert (again.updated, again.unchanged) == (0, 1)


def test_names_that_no_index_takes_are_cut(corpus: Corpus) -> None:
    corpus.add_papers([described_paper(FEED, "arxiv-api")])
    found = corpus.paper("2503.16660")
    assert found is not None
    assert [len(name) for name in found.authors] == [10, 500]


@pytest.mark.parametrize("order", list(itertools.permutations((0, 1))))
def test_the_interface_that_met_a_paper_first_makes_no_difference(
    corpus: Corpus, order: tuple[int, int]
) -> None:
    both = (described_paper(FEED, "arxiv-api"), described_paper(HARVEST, "arxiv-oai"))
    for number in order:
        corpus.add_papers([both[number]])
    assert corpus.paper("2503.16660") == described_paper(HARVEST, "arxiv-api,arxiv-oai")
    for paper in both:
        assert corpus.add_papers([paper]).unchanged == 1
