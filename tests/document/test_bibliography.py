from __future__ import annotations

import pytest

from litscan.document.bibliography import find_citations, parse_reference, with_unique_keys
from litscan.document.model import Reference, Span


@pytest.mark.parametrize(
    ("entry", "key", "title", "year"),
    [
        ("[3] S. Han and J. Pool. Both weights. _NIPS_, 2015.", "3", "Both weights", 2015),
        ("[1]H. Cai and S. Han (2019) Once for all. arXiv:1908.09791.", "1", "Once for all", 2019),
        (
            "Li et al. [2017] Hao Li. Pruning filters. ICLR.",
            "Li et al., 2017",
            "Pruning filters",
            2017,
        ),
        ("[2] A. Author, “A quoted title,” in Proc. X, 2001.", "2", "A quoted title", 2001),
    ],
)
def test_entries_are_read_by_their_shape(entry: str, key: str, title: str, year: int) -> None:
    reference = parse_reference(entry)
    assert reference is not None
    assert (reference.key, reference.title, reference.year) == (key, title, year)


def test_prose_is_no_entry() -> None:
    assert parse_reference("We thank our colleagues for their help.") is None


def test_shared_keys_are_made_unique_and_never_cited() -> None:
    references = with_unique_keys([Reference("Li et al., 2017"), Reference("Li et al., 2017")])
    assert [reference.key for reference in references] == ["Li et al., 2017", "Li et al., 2017 #2"]
    text = "As Li et al. (2017) show."
    assert find_citations(text, Span(0, len(text)), references) == []


@pytest.mark.parametrize("text", ["in [0, 1]", "of [64]", "(Nobody, 2001)", "[5-2]"])
def test_what_no_entry_answers_to_is_no_citation(text: str) -> None:
    assert find_citations(text, Span(0, len(text)), [Reference("1"), Reference("2")]) == []
