"""``litscan correct`` on a real database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord
from litscan.document import read_text
from litscan.document.model import Evidence
from litscan.extraction.records import Extraction, Result

KEY = "1608.08710"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    return int(leaving.value.code or 0)


def result(document_text: str, words: str, value: float, method: str) -> Result:
    at = document_text.index(words)
    quote = Evidence(words, "text", "", "<text>", 3, at, at + len(words))
    return Result(method, True, "VGG-16", "CIFAR-100", None, "top1_accuracy", value, "percent",
                  None, False, None, 0.8, (quote,))  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "litscan.db"
    text = read_text("# Trim\n\nTrim 93.4, Cut 92.1 on CIFAR-10, three runs.\n", format="markdown")
    facts = Extraction(
        source=text.source,
        title="Trim",
        arxiv_id=KEY,
        coverage=text.coverage,
        results=(
            result(text.text, "93.4", 93.4, "Trim"),
            result(text.text, "92.1", 92.1, "=Cut+1"),
        ),
    )
    with Corpus.open(path) as opened:
        opened.add_papers([PaperRecord(KEY, arxiv_id=KEY, title="Trim")])
        opened.save_extraction(opened.save_document(KEY, text), facts)
    return path


def addresses(path: Path) -> list[str]:
    with Corpus.open(path) as opened:
        return list(opened.results()["address"])


def test_a_fact_is_shown_corrected_listed_and_restored(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = addresses(corpus)[0]
    assert run("correct", f"arXiv:{KEY}v2", "--corpus", corpus) == 0
    assert f"{fact}   results" in capsys.readouterr().out
    change = ("correct", KEY, fact, "--set", "dataset=CIFAR-10", "--by", "Ada", "--note", "p. 3")
    assert run(*change, "--dry-run", "--corpus", corpus) == 0
    assert "would be made" in capsys.readouterr().out
    assert run(*change, "--corpus", corpus) == 0
    assert "dataset: CIFAR-100 -> CIFAR-10" in capsys.readouterr().out
    assert run("correct", "--list", "--format", "json", "--corpus", corpus) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(one["by"], one["status"], one["fact"]) for one in listed] == [("Ada", "applied", fact)]
    assert run("correct", "--undo", listed[0]["id"][:6], "--corpus", corpus) == 0
    with Corpus.open(corpus) as opened:
        assert opened.corrections().empty
        assert set(opened.results()["dataset"]) == {"CIFAR-100"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "which paper?"),
        (("9999.00001", "runs", "--set", "count=3"), "no paper"),
        ((KEY, "runs"), "what about the fact?"),
        ((KEY, "runs", "--set", "count"), "has no value"),
        ((KEY, "runs", "--remove", "--set", "count=3"), "no --set"),
        ((KEY, "--set", "count=3"), "which fact?"),
        ((KEY, "runs", "--set", "count=3", "--at", "x"), "is no place"),
        ((KEY, "--add", "runs", "--set", "count=3"), "cannot be added"),
        (("--list", "--undo", "c1"), "goes with no other change"),
        (("--undo", "c1"), "no correction 'c1'"),
        ((KEY, "--kind", "moods"), "no kind of fact"),
    ],
)
def test_wrong_usage_is_one_line(
    corpus: Path, arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("correct", *arguments, "--corpus", corpus) == 2
    error = capsys.readouterr().err
    assert message in error
    assert len(error.splitlines()) == 1
