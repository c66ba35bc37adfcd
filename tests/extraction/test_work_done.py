"""How much work a paper costs: counted, not timed, so that the tests say the same everywhere."""

from __future__ import annotations

import time

import pytest

from litscan.document import read_text
from litscan.extraction import cues, extract, pipeline
from litscan.extraction.ground import break_ground
from litscan.extraction.own import find_own_names
from litscan.extraction.zones import Zones

_PROSE = "The loss of the model decreases with the square of its width, as seen before. "
_TALK = "We train the model on the data for the given tasks. "
_NAMING = "We train ResNet-56 on CIFAR-10. "


def _paper(body: str) -> str:
    return f"# A title\n\n## Introduction\n\nWords.\n\n## Experiments\n\n{body}\n"


def _sentences_tokenized(body: str, monkeypatch: pytest.MonkeyPatch) -> int:
    nlp = pipeline.build_pipeline()
    read: list[str] = []

    def counted(text: str) -> object:
        read.append(text)
        return nlp(text)

    monkeypatch.setattr(pipeline, "build_pipeline", lambda: counted)
    extract(read_text(_paper(body), format="markdown"))
    return len(read)


def test_only_sentences_that_name_something_are_tokenized(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _sentences_tokenized(_TALK * 200, monkeypatch) == 0
    assert _sentences_tokenized(_NAMING * 3 + _TALK * 200, monkeypatch) == 3


def test_a_sentence_is_tokenized_once_however_many_names_it_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = "We train ResNet-20, ResNet-56, VGG-16 and SNIP on CIFAR-10, CIFAR-100 and MNIST. "
    assert _sentences_tokenized(many, monkeypatch) == 1


def test_patterns_of_cues_are_tried_where_their_letters_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []
    readers = tuple(
        (lambda text, find=find: (tried.append(text), *find(text))[1:], triggers)
        for find, triggers in cues._READERS
    )
    monkeypatch.setattr(cues, "_READERS", readers)
    document = read_text(_paper(_PROSE * 100 + "We report five runs. "), format="markdown")
    assert [cue.value for cue in cues.read_cues(document)] == [5]
    assert len(tried) == 1


def test_what_a_sentence_speaks_of_is_asked_by_its_start() -> None:
    body = "We train ResNet-56 on CIFAR-10. We prune with C4 as calibration data. It is a word."
    ground = break_ground(read_text(_paper(body), format="markdown"))
    starts = [sentence.span.start for sentence in ground.document.sentences][-3:]
    assert [start in ground.evaluation_sentences for start in starts] == [True, True, False]
    assert [start in ground.calibration_sentences for start in starts] == [False, True, False]
    assert starts[0] + 1 not in ground.evaluation_sentences


def test_a_label_finds_the_citation_beside_its_name_in_the_text() -> None:
    text = r"""\documentclass{article}\begin{document}
\section{Experiments} Words on Foo-Bar and Foo, then Foo-Bar~\cite{bar}, XFoo~\cite{x} and
Foo \cite{foo}. Baz+~\cite{baz}.
\end{document}"""
    scan = break_ground(read_text(text, format="latex")).scan
    asked = ("Foo", "Bar", "Foo-Bar", "Baz+", "Words")
    assert [scan.keys_beside(name) for name in asked] == [
        ("foo",), (), ("bar",), ("baz",), (),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "unit",
    [
        "We propose Q{0}, a method that prunes ResNet-{0} \\cite{{k{0}}}. ",
        "We compare with Q{0} \\cite{{k{0}}} on CIFAR-10. ",
        "The answer NA means no. ",
    ],
)
def test_time_grows_with_the_length_of_the_paper(unit: str) -> None:
    def seconds(count: int) -> float:
        body = "".join(unit.format(number) for number in range(count))
        begin = "\\documentclass{article}\\begin{document}\\section{Experiments}\n"
        document = read_text(f"{begin}{body}\n\\end{{document}}", format="latex")
        started = time.process_time()
        extract(document)
        return time.process_time() - started

    seconds(50)
    short, long = seconds(1_000), seconds(4_000)
    assert long < 12 * short + 0.5  # four times the text; sixteen times would be quadratic


def test_no_more_names_of_the_authors_own_are_judged_than_five_found() -> None:
    body = "".join(f"We propose Q{n}X, a method. Q{n}X is Q{n}X. " for n in range(30))
    document = read_text(_paper(body), format="markdown")
    names = [own.name for own in find_own_names(document, Zones.of(document))]
    assert names == [f"Q{n}X" for n in range(5)]
