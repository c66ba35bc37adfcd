"""``litscan screen`` on a real database, with answers piped in."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord

PAPERS = (
    ("2401.00001", "Pruning filters of convolutional neural networks", "We prune filters."),
    ("2401.00002", "Token pruning of key-value caches for transformers", "We prune tokens."),
    ("2401.00003", "Pruning decision trees in alpha-beta search", "We prune game trees."),
    ("2401.00004", "Bounds for sparse recovery", "Compressed sensing without networks."),
    ("2401.00005", "Oak trees in winter", "They stand."),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "litscan.db"
    with Corpus.open(path) as opened:
        opened.add_papers(
            PaperRecord(key, arxiv_id=key, title=title, abstract=abstract)
            for key, title, abstract in PAPERS
        )
    return path


def run(corpus: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(["screen", *arguments, "--corpus", str(corpus)])
    return int(leaving.value.code or 0)


def decisions(corpus: Path) -> dict[str, str]:
    with Corpus.open(corpus) as opened:
        made = opened.screenings()
    return dict(zip(made["key"], made["decision"], strict=True))


def test_papers_are_shown_and_decisions_kept(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y it prunes\nwhat\nn\nq\n"))
    assert run(corpus, "--by", "Ada") == 0
    out, err = capsys.readouterr()
    made = decisions(corpus)
    assert sorted(made.values()) == ["exclude", "include"]
    assert all(f"{key}: " in out for key in made)
    assert "'what' is no answer" in err
    assert "1 included and 1 excluded" in out
    with Corpus.open(corpus) as opened:
        rows = opened.screenings()
    assert list(rows["reader"]) == ["Ada", "Ada"]
    assert list(rows["reason"]) == ["it prunes", ""]
    assert set(rows["chosen"]) == {"uncertain"}


def test_undo_takes_the_last_decision_back(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\nu\nq\n"))
    assert run(corpus) == 0
    assert decisions(corpus) == {}


def test_what_is_taken_back_is_asked_once_more(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The correction that follows an undo is of the paper that was taken back, not of the next."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("u\ny\ny\nu\nn wrong key\nq\n"))
    assert run(corpus) == 0
    out, err = capsys.readouterr()
    shown = [line.split(": ")[0].split(". ")[1] for line in out.splitlines() if ". 2401." in line]
    first, second, third, *again = shown
    assert again == [second, third]
    assert decisions(corpus) == {first: "include", second: "exclude"}
    assert "there is nothing to take back" in err
    assert err.count("taken back; once more") == 1


def test_the_end_of_the_input_ends_the_walk(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("s\n"))
    assert run(corpus) == 0
    assert decisions(corpus) == {}


def test_a_random_sample_is_marked_and_bounds_what_is_left_out(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n" * 5))
    assert run(corpus, "--random", "2") == 0
    assert "random sample of what is left out: 0 of 2 relevant" in capsys.readouterr().out
    with Corpus.open(corpus) as opened:
        assert set(opened.screenings()["chosen"]) == {"random"}


def test_a_paper_is_decided_by_name_explained_and_taken_back(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(corpus, "2401.00002", "--exclude", "--reason", "tokens, not weights") == 0
    capsys.readouterr()
    assert run(corpus, "2401.00002", "--why", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["relevant"] is False
    assert told["decision"]["reason"] == "tokens, not weights"
    assert told["reasons"]
    assert run(corpus, "2401.00002", "--undo") == 0
    assert decisions(corpus) == {}


def test_the_status_adds_up(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(corpus, "2401.00001", "--include") == 0
    capsys.readouterr()
    assert run(corpus, "--status", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    wordless = told["without_words_of_pruning"]
    assert wordless >= 1
    assert told["included"] + told["excluded"] + told["undecided"] + wordless == len(PAPERS)
    low, high = told["recall"]["interval"]
    assert 0 <= low <= told["recall"]["value"] <= high <= 1


def test_the_doubtful_are_listed_as_csv(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(corpus, "--list", "2", "--format", "csv") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "key,probability,title"
    assert len(lines) == 3


def test_a_decision_outlives_a_new_title(corpus: Path) -> None:
    assert run(corpus, "2401.00003", "--include") == 0
    changed = PaperRecord("2401.00003", arxiv_id="2401.00003", title="Trees", version=2)
    with Corpus.open(corpus) as opened:
        opened.add_papers([changed])
    assert run(corpus, "--status") == 0
    with Corpus.open(corpus) as opened:
        found = opened.paper("2401.00003")
    assert found is not None
    assert (found.title, found.relevance) == ("Trees", 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--include",), "which paper?"),
        (("2401.00001",), "what of it?"),
        (("2409.99999", "--include"), "no paper '2409.99999'"),
        (("--status", "--format", "csv"), "--format csv is for --list"),
        (("--target", "1.5"), "1.5"),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    corpus: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert run(corpus, *arguments) == 2
    assert words in capsys.readouterr().err
