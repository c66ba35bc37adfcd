"""Looking only where a pattern's words stand finds what looking everywhere finds."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import litscan.rigor
from litscan import read_document
from litscan.document.model import Document
from litscan.resources import data_path
from litscan.rigor.triggers import triggers_of


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(litscan.rigor.__path__, "litscan.rigor."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


PATTERNS = dict(patterns())


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    folder = data_path("sample", "papers")
    return [read_document(path) for path in sorted(folder.iterdir()) if path.is_dir()]


def test_the_checks_patterns_are_there() -> None:
    assert len(PATTERNS) > 20
    assert sum(triggers_of(pattern) is not None for pattern in PATTERNS.values()) > 20


def test_no_sentence_is_lost(documents: list[Document]) -> None:
    for document in documents:
        for name, pattern in PATTERNS.items():
            words = triggers_of(pattern)
            if words is None:
                continue
            near = set(document.sentences_with(words))
            for number, sentence in enumerate(document.sentences):
                if pattern.search(document.text, sentence.span.start, sentence.span.end):
                    assert number in near, (name, document.quote(sentence.span))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?i)STATE[- ]of", "state of"),
        (r"ab(?:cd|ce)?x", "abx"),
        (r"(?:foo|ba[rz])+qu", "bazqu"),
        (r"(?=.*end)start", "start end"),
        (r"x{0,3}yz", "yz"),
        (r"(?:a|b)\d", "a1"),
    ],
)
def test_what_matches_holds_a_trigger(pattern: str, text: str) -> None:
    compiled = re.compile(pattern)
    assert compiled.search(text)
    words = triggers_of(compiled)
    assert words is None or any(word in text.lower() for word in words)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_made_up_matches_hold_a_trigger(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(sorted(PATTERNS)))
    compiled = PATTERNS[pattern]
    words = triggers_of(compiled)
    text = data.draw(st.from_regex(compiled))
    assume(not set("\u017f\u0131\u0130\u212a\u212b") & set(text))  # s, i, k, å in disguise
    assert words is None or any(word in text.lower() for word in words), text
