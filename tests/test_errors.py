"""Errors are one line, say what to do, and survive a process boundary."""

from __future__ import annotations

import pickle

import pytest

from litscan import errors
from litscan.errors import LitscanError

KINDS = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_is_one_line_with_its_advice(kind: type[LitscanError]) -> None:
    error = kind("paper.tex:3: found\n  a brace", advice="close it")
    assert str(error) == "paper.tex:3: found a brace (close it)"


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_crosses_process_boundaries(kind: type[LitscanError]) -> None:
    error = kind("message", advice="advice")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert str(copy) == str(error)


def test_the_drawn_tree_names_every_error() -> None:
    assert errors.__doc__ is not None
    assert all(kind.__name__ in errors.__doc__ for kind in KINDS)
