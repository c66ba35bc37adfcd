from __future__ import annotations

import pytest

from litscan.collect.query import CATEGORIES, DEFAULT_QUERY, default_query, parse_day
from litscan.errors import UsageError


def test_the_default_query_does_not_insist_on_neural_networks() -> None:
    terms = DEFAULT_QUERY.split(" OR ")
    assert "all:pruning" in terms
    assert 'all:"lottery ticket"' in terms
    assert not any(" " in term and '"' not in term for term in terms)


def test_categories_are_filled_in_for_the_default_query_only() -> None:
    assert default_query(None, ()) == (DEFAULT_QUERY, CATEGORIES)
    assert default_query("ti:pruning", ()) == ("ti:pruning", ())


def test_an_empty_query_is_refused() -> None:
    with pytest.raises(UsageError, match="empty"):
        default_query("  ", ())


def test_a_date_that_is_none_names_its_option() -> None:
    with pytest.raises(UsageError, match="--from: 'yesterday'"):
        parse_day("yesterday", "--from")
