"""arXiv identifiers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litscan.errors import ReadError
from litscan.ids import ArxivId, find_arxiv_id, parse_arxiv_id


@pytest.mark.parametrize(
    ("written", "base", "version"),
    [
        ("1608.08710", "1608.08710", None),
        ("1608.08710v12", "1608.08710", 12),
        ("arXiv:0704.0001", "0704.0001", None),
        ("http://arxiv.org/pdf/1608.08710v3.pdf", "1608.08710", 3),
        ("https://export.arxiv.org/e-print/cs/0701001", "cs/0701001", None),
        ("oai:arXiv.org:hep-th/9901001", "hep-th/9901001", None),
        ("math.GT/0309136v1", "math/0309136", 1),
    ],
)
def test_every_way_of_writing_gives_one_form(written: str, base: str, version: int | None) -> None:
    assert parse_arxiv_id(written) == ArxivId(base, version)


@pytest.mark.parametrize("written", ["", "1613.00001", "608.08710", "1608.087100", "paper.tex"])
def test_what_is_no_identifier_is_refused_with_advice(written: str) -> None:
    with pytest.raises(ReadError, match="is not an arXiv identifier"):
        parse_arxiv_id(written)


@given(
    st.integers(7, 26), st.integers(1, 12), st.integers(1, 99999), st.none() | st.integers(1, 99)
)
def test_written_and_parsed_again_it_is_the_same(
    year: int, month: int, number: int, version: int | None
) -> None:
    wanted = ArxivId(f"{year:02d}{month:02d}.{number:05d}", version)
    assert parse_arxiv_id(str(wanted)) == wanted
    assert find_arxiv_id(f"arXiv preprint arXiv:{wanted}, 20{year:02d}") == wanted


def test_the_month_is_in_the_identifier() -> None:
    assert parse_arxiv_id("9912.00001").month == "1999-12"
    assert parse_arxiv_id("hep-th/9108001").month == "1991-08"
    assert parse_arxiv_id("2511.00001").month == "2025-11"
