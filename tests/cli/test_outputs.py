"""Files that commands write are whole or not there, and ``-`` is standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "made.db"
    with Corpus.open(path) as opened:
        opened.add_papers([PaperRecord("a", title="Ünïcode & pruning", submitted="2019-01-01")])
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    return int(leaving.value.code or 0)


COMMANDS = [
    ("export", "--format", "csv"),
    ("export", "--format", "bibtex"),
    ("table", "papers", "--format", "csv"),
    ("table", "papers", "--format", "latex"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_dash_is_standard_output_and_makes_no_file(
    corpus: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command, "--corpus", corpus) == 0
    printed = capsys.readouterr().out
    assert run(*command, "--corpus", corpus, "--output", "-") == 0
    assert capsys.readouterr().out == printed
    assert "pruning" in printed
    assert not {"-", "-.bib"} & {path.name for path in corpus.parent.iterdir()}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_is_made_with_its_folder_and_replaced_through_a_link(
    corpus: Path, command: tuple[str, ...]
) -> None:
    target, link = corpus.parent / "new" / "out.txt", corpus.parent / "link.txt"
    assert run(*command, "--corpus", corpus, "--output", target) == 0
    written = target.read_text(encoding="utf-8")
    assert "pruning" in written
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert run(*command, "--corpus", corpus, "--output", link) == 0
    assert link.is_symlink()
    assert "pruning" in target.read_text(encoding="utf-8")
    assert not [path for path in target.parent.iterdir() if path.name.startswith(".new")]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.bib", "@"),
        ("a.RIS", "TY  - "),
        ("a.json", "["),
        ("a.csv", "key,"),
        ("a.jsonl", "{"),
        ("a.svg", "<svg"),
        ("a.txt", "@"),
    ],
)
def test_the_ending_of_an_export_tells_its_form(corpus: Path, name: str, begins: str) -> None:
    target = corpus.parent / name
    assert run("export", "--corpus", corpus, "--output", target) == 0
    assert target.read_text(encoding="utf-8").lstrip().startswith(begins)
    assert run("export", "--corpus", corpus, "--output", target, "--format", "csv") == 0
    assert target.read_text(encoding="utf-8").startswith("key,")


def test_a_file_in_the_way_of_a_folder_is_one_line(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in COMMANDS:
        assert run(*command, "--corpus", corpus, "--output", corpus / "out.txt") == 2
        told = capsys.readouterr().err
        assert "out.txt: cannot be written" in told
        assert "Traceback" not in told
