"""XML from strangers: what stands before the first element is passed in bounded time."""

from __future__ import annotations

import time

import pytest

from litscan.document.xmltree import elements_start, xml_tree


@pytest.mark.parametrize("opening", [" " * 60, "\n" * 5000, "<?a b?>" * 60, "<!-- c --> " * 60])
def test_a_long_prolog_without_a_type_is_passed_at_once(opening: str) -> None:
    """White space, instructions and comments fit in many ways, of which one is tried."""
    started = time.monotonic()
    root = xml_tree(f"{opening}<p>93&plusmn;1</p>")
    assert root.text == "93±1"
    assert time.monotonic() - started < 2


def test_a_type_behind_instructions_is_found() -> None:
    text = '<?xml version="1.0"?>\n<!-- x --> <!DOCTYPE p [<!ENTITY a "b">]>\n<p/>'
    assert text[elements_start(text) :] == "\n<p/>"
