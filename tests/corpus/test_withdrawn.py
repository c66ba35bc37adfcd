from __future__ import annotations

import pytest

from litscan.corpus.withdrawn import is_withdrawn


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author due to an error in equation 3",
        "withdrawn",
        "[Withdrawn] 12 pages",
        "This article is being withdrawn",
        "Submission was temporarily withdrawn",
        "arXiv admin note: withdrawn by arXiv due to overlap",
    ],
)
def test_a_comment_that_says_so_is_a_withdrawal(comment: str) -> None:
    assert is_withdrawn(comment)


@pytest.mark.parametrize(
    "comment",
    [
        None,
        "",
        "12 pages",
        "The paper was not withdrawn",
        "An earlier version of this paper was withdrawn; this one is corrected",
        "Weights are withdrawn step by step",
    ],
)
def test_any_other_comment_is_none(comment: str | None) -> None:
    assert not is_withdrawn(comment)
