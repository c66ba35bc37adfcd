"""Text that goes through a CSV cell is run by no spreadsheet and comes back as it was."""

from __future__ import annotations

import re

import pytest

from litscan.spreadsheet import guarded, unguarded


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-x", "@SUM(A1)", "\tx", "\nx", "'=1", "''-x", "'tis", "'", "a=b", ""]
)
def test_text_comes_back_and_is_no_formula(text: str) -> None:
    cell = guarded(text)
    assert isinstance(cell, str)
    assert not re.match(r"[=+\-@\t\r\n]", cell)
    assert unguarded(cell) == text


def test_numbers_stay_numbers_and_line_ends_are_one_kind() -> None:
    assert guarded(-0.3) == -0.3
    assert guarded("a\rb\r\nc") == "a\nb\nc"
