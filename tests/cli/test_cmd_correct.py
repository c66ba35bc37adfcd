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


def exported(corpus: Path, *arguments: str) -> Path:
    table = corpus.parent / "facts.csv"
    assert run("correct", "--export", table, *arguments, "--corpus", corpus, "-q") == 0
    return table


def edit(table: Path, *pairs: tuple[str, str]) -> None:
    text = table.read_text(encoding="utf-8-sig")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    table.write_text(text, encoding="utf-8", newline="")


def take_in(corpus: Path, table: Path, *arguments: str) -> int:
    return run("correct", "--import", table, "--by", "Ada", *arguments, "--corpus", corpus)


def corrected(corpus: Path) -> list[tuple[str, object, object]]:
    with Corpus.open(corpus) as opened:
        return [(one.action, one.before, one.after) for one in opened.correction_records()]


def test_an_export_taken_in_as_it_is_changes_nothing(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = exported(corpus)
    assert table.read_bytes().startswith(b"\xef\xbb\xbfaction,id,state,paper,kind,")
    assert f"arXiv:{KEY}," in table.read_text(encoding="utf-8")
    assert "'=Cut+1" in table.read_text(encoding="utf-8")
    assert take_in(corpus, table) == 0
    assert "nothing to correct" in capsys.readouterr().out
    assert take_in(corpus, table, "--remove-missing") == 0
    assert corrected(corpus) == []


def test_pandas_reads_the_export_and_its_file_comes_back(corpus: Path) -> None:
    import pandas as pd

    table = exported(corpus)
    rows = pd.read_csv(table)
    rows.to_csv(table, index=False)
    assert take_in(corpus, table) == 0
    assert corrected(corpus) == []


def test_edited_removed_and_added_rows_are_taken_in_once(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = exported(corpus, "--kind", "results", "--kind", "runs")
    lines = table.read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    lines[1] = lines[1].replace("CIFAR-100", "CIFAR-10")
    lines[2] = "remove" + lines[2]
    cells = dict.fromkeys(names, "")
    cells |= {"paper": KEY, "kind": "results", "method": "Cut", "own": "no", "value": "92.1",
              "metric": "top1_accuracy", "unit": "percent", "quote": "Cut 92.1"}  # fmt: skip
    lines.append(",".join(cells.values()))
    table.write_text("\r\n".join(lines), encoding="utf-8")
    assert take_in(corpus, table, "--dry-run") == 0
    assert corrected(corpus) == []
    assert take_in(corpus, table, "--note", "second reading") == 0
    assert "3 corrections made" in capsys.readouterr().out
    assert [action for action, _, _ in corrected(corpus)] == ["set", "remove", "add"]
    with Corpus.open(corpus) as opened:
        results = opened.results()
        assert set(opened.corrections()["note"]) == {"second reading"}
    assert list(results["method"]) == ["Trim", "Cut"]
    assert results["dataset"].iloc[0] == "CIFAR-10"
    assert take_in(corpus, table) == 0
    assert len(corrected(corpus)) == 3


def test_a_deleted_row_removes_a_fact_only_if_asked_to(corpus: Path) -> None:
    table = exported(corpus, "--kind", "results")
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    table.write_text("\n".join(lines[:2]), encoding="utf-8")
    assert take_in(corpus, table) == 0
    assert corrected(corpus) == []
    assert take_in(corpus, table, "--remove-missing") == 0
    assert [action for action, _, _ in corrected(corpus)] == ["remove"]


def test_a_fact_changed_since_the_export_is_a_conflict(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = exported(corpus, "--kind", "results")
    with Corpus.open(corpus) as opened:
        opened.correct(KEY, addresses(corpus)[0], {"dataset": "SVHN"}, by="Bob")
    edit(table, ("Trim,yes,VGG-16,CIFAR-100", "Trim,yes,VGG-16,CIFAR-10"))
    assert take_in(corpus, table) == 2
    error = capsys.readouterr().err
    assert "facts.csv:2: state:" in error
    assert "dataset is SVHN" in error
    assert len(corrected(corpus)) == 1


def test_a_table_with_semicolons_and_decimal_commas_is_read(corpus: Path) -> None:
    table = exported(corpus, "--kind", "results")
    text = table.read_text(encoding="utf-8-sig").replace(",", ";")
    text = text.replace("93.4;percent", "93,5;percent").replace(";0.8;", ";0,8;")
    table.write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    assert take_in(corpus, table) == 0
    assert corrected(corpus) == [("set", {"value": 93.4}, {"value": 93.5})]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("action,id,state,", "action,id,", "facts.csv:1: no column state"),
        ("method,own", "method,method", "facts.csv:1: two columns 'method'"),
        (",93.4,percent", ",many,percent", "facts.csv:2: value: 'many' is not allowed"),
        (",93.4,percent", ",inf,percent", "facts.csv:2: value: 'inf' is not allowed"),
        ("Trim,yes", "Trim,perhaps", "facts.csv:2: own: 'perhaps' is not allowed; allowed is yes"),
        ("Trim,yes", ",yes", "facts.csv:2: method: empty"),
        ("Trim,yes", "x" * 20_000 + ",yes", "facts.csv:2: method: 20,000 characters"),
        ("Trim,yes", "x" * 1_000_000 + ",yes", "field larger than field limit"),
        ("Trim,yes", '"Trim,yes', "facts.csv:"),
        (f"arXiv:{KEY}", "arXiv:1608.0871", "facts.csv:2: paper: no paper 'arXiv:1608.0871'"),
        (",results,", ",moods,", "facts.csv:2: kind: 'moods' is not allowed"),
        ("\n,f", "\nerase,f", "facts.csv:2: action: 'erase' is not allowed"),
        ("\n,f", "\n,g", "facts.csv:2: id: no fact 'g"),
    ],
)
def test_a_wrong_table_is_refused_by_line_and_column_and_changes_nothing(
    corpus: Path, old: str, new: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = exported(corpus, "--kind", "results")
    edit(table, (old, new))
    assert take_in(corpus, table) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error
    assert corrected(corpus) == []


def test_an_id_on_two_lines_and_another_encoding_are_refused(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = exported(corpus, "--kind", "results")
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    table.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")
    assert take_in(corpus, table) == 2
    assert "is on line 2 too" in capsys.readouterr().err
    table.write_bytes("\n".join(lines).replace("Trim,", "Trüm,").encode("latin-1"))
    assert take_in(corpus, table) == 2
    assert "facts.csv:2: not UTF-8 (save it as CSV UTF-8)" in capsys.readouterr().err


def test_columns_that_mean_nothing_here_are_named(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = exported(corpus, "--kind", "results")
    edit(table, ("dataset", "datset"))
    assert take_in(corpus, table) == 0
    assert "columns not used: datset" in capsys.readouterr().err


def test_corrections_are_shared_as_json_lines(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = addresses(corpus)[0]
    run("correct", KEY, fact, "--set", "dataset=CIFAR-10", "--by", "Ada", "--corpus", corpus)
    capsys.readouterr()
    assert run("correct", "--list", "--format", "jsonl", "--corpus", corpus) == 0
    shared = corpus.parent / "corrections.jsonl"
    shared.write_text(capsys.readouterr().out, encoding="utf-8")
    with Corpus.open(corpus) as opened:
        opened.undo_correction(opened.corrections()["id"][0])
    for _ in range(2):
        assert take_in(corpus, shared) == 0
        assert len(corrected(corpus)) == 1
    shared.write_text('{"schema": "litscan.correction/1"}\n', encoding="utf-8")
    assert take_in(corpus, shared) == 2
    assert "corrections.jsonl:1: no correction" in capsys.readouterr().err


def test_a_read_only_corpus_is_not_corrected(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fact = addresses(corpus)[0]
    monkeypatch.setattr("litscan.corpus.database._can_be_written", lambda _: False)
    assert run("correct", KEY, fact, "--set", "dataset=SVHN", "--corpus", corpus) == 2
    assert "the corpus is read-only" in capsys.readouterr().err
