"""``litscan audit``: every form, to a file or a terminal, and what it ends with."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from litscan import read_text
from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord

ESCAPES = "\x1b[31m \x9b31m \u202e"
PAPER = f"""# Trim

###### Abstract

We propose a method for pruning.

## 1 Experiments

We run it on several seeds {ESCAPES} each.

Table 1: Accuracy (%) on CIFAR-10.

| Method | Accuracy (%) | Sparsity (%) |
| --- | --- | --- |
| Baseline | 93.1 | 0 |
| Ours {ESCAPES} | 107.5 | 90 |
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "trim.md"
    path.write_text(PAPER, encoding="utf-8")
    return path


@dataclass
class Said:
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def call(*arguments: object) -> Said:
        with pytest.raises(SystemExit) as leaving:
            main(["audit", *map(str, arguments)])
        out, err = capsys.readouterr()
        return Said(int(leaving.value.code or 0), out, err)

    return call


@pytest.mark.parametrize("form", ["text", "markdown", "json", "sarif", "html"])
def test_no_form_lets_a_paper_steer_the_terminal(
    run: Callable[..., Said], paper: Path, form: str
) -> None:
    result = run(paper, "--format", form)
    assert result.exit_code == 0, result.stderr
    assert "107.5" in result.stdout
    assert not set("\x1b\x9b\u202e") & set(result.stdout)


@pytest.mark.parametrize("form", ["text", "markdown", "json", "sarif", "html"])
def test_output_goes_to_a_file_and_is_the_same_each_time(
    run: Callable[..., Said], paper: Path, form: str
) -> None:
    made = paper.parent / "made" / "audit.out"
    texts = []
    for _ in range(2):
        result = run(paper, "--format", form, "--output", made)
        assert result.exit_code == 0, result.stderr
        assert result.stdout == ""
        texts.append(made.read_bytes())
    assert texts[0] == texts[1]
    assert b"107.5" in texts[0]


def test_several_papers_need_a_folder_for_their_pages(
    run: Callable[..., Said], paper: Path
) -> None:
    other = paper.with_name("other.md")
    other.write_text(PAPER, encoding="utf-8")
    refused = run(paper, other, "--format", "html")
    assert refused.exit_code == 2
    assert "--output FOLDER" in refused.stderr
    pages = paper.parent / "pages"
    assert run(paper, other, "--format", "html", "--output", pages).exit_code == 0
    assert len(list(pages.glob("*.html"))) == 3  # with the list of them


def test_one_sarif_log_holds_all_papers(run: Callable[..., Said], paper: Path) -> None:
    other = paper.with_name("other.md")
    other.write_text(PAPER, encoding="utf-8")
    log = json.loads(run(paper, other, "--format", "sarif").stdout)
    uris = {
        item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for item in log["runs"][0]["results"]
    }
    assert {uri.rpartition("/")[2] for uri in uris} == {"trim.md", "other.md"}


def test_fail_on_ends_with_1_unless_the_source_sets_the_check_aside(
    run: Callable[..., Said], paper: Path
) -> None:
    assert run(paper, "--fail-on", "critical").exit_code == 1
    findings = json.loads(run(paper, "--format", "json").stdout)["findings"]
    failed = ",".join(item["check"] for item in findings if item["outcome"] == "fail")
    note = f"\n<!-- litscan: ignore[{failed}] a made-up paper -->\n"
    paper.write_text(PAPER + note, encoding="utf-8")
    result = run(paper, "--fail-on", "info")
    assert result.exit_code == 0, result.stderr
    assert "a made-up paper" in result.stdout


def test_an_output_that_cannot_be_written_is_one_line(
    run: Callable[..., Said], paper: Path
) -> None:
    result = run(paper, "--output", paper / "below-a-file")
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert str(paper) in result.stderr


def test_a_stored_paper_is_named_by_its_key(run: Callable[..., Said], tmp_path: Path) -> None:
    store = tmp_path / "litscan.db"
    with Corpus.open(store) as corpus:
        corpus.add_papers([PaperRecord("local/trim"), PaperRecord("local/unread")])
        corpus.save_document("local/trim", read_text(PAPER, format="markdown"))
    result = run("local/trim", "--corpus", store)
    assert result.exit_code == 0, result.stderr
    assert "A07" in result.stdout
    unread = run("local/unread", "--corpus", store)
    assert (unread.exit_code, "no full text of local/unread" in unread.stderr) == (2, True)
    unknown = run("local/trimm", "--corpus", store)
    assert unknown.exit_code == 2
    assert f"no such file or folder, and no paper of {store}" in unknown.stderr
    assert "no such file or folder" in run("main.tx", "--corpus", tmp_path / "none.db").stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_pipe_is_written_to_and_not_replaced(
    run: Callable[..., Said], paper: Path, form: str
) -> None:
    pipe = paper.with_name("pipe")
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        result = run(paper, "--format", form, "--output", pipe)
        assert result.exit_code == 0, result.stderr
        assert pipe.is_fifo()
        assert os.read(reader, 100)
    finally:
        os.close(reader)


def test_a_link_goes_on_leading_to_its_file(run: Callable[..., Said], paper: Path) -> None:
    link, file = paper.with_name("link"), paper.parent / "elsewhere.txt"
    link.symlink_to(file)
    assert run(paper, "--output", link).exit_code == 0
    assert link.is_symlink()
    assert "A07" in file.read_text(encoding="utf-8")


def test_nothing_is_left_behind_where_the_output_is_a_folder(
    run: Callable[..., Said], paper: Path
) -> None:
    (paper.parent / "folder").mkdir()
    assert run(paper, "--output", paper.parent / "folder").exit_code == 2
    assert sorted(item.name for item in paper.parent.iterdir()) == ["folder", "trim.md"]


def test_an_empty_target_is_not_the_folder_one_stands_in(run: Callable[..., Said]) -> None:
    result = run("")
    assert result.exit_code == 2
    assert "a target is empty" in result.stderr


@pytest.mark.parametrize("form", ["text", "markdown", "json", "sarif", "html"])
def test_a_dash_is_standard_output(
    run: Callable[..., Said], paper: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(paper.parent)
    result = run(paper, "--format", form, "--output", "-")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == run(paper, "--format", form).stdout
    assert [item.name for item in paper.parent.iterdir()] == [paper.name]


def test_a_slash_makes_a_folder_with_the_page_of_one_paper_in_it(
    run: Callable[..., Said], paper: Path
) -> None:
    pages = paper.parent / "pages"
    for output in (f"{pages}/", pages):  # the second time it is there already
        assert run(paper, "--format", "html", "--output", output).exit_code == 0
        assert [item.name for item in pages.iterdir()] == ["trim.html"]
    refused = run(paper, "--output", f"{paper.parent}/texts/")
    assert (refused.exit_code, "is a folder" in refused.stderr) == (2, True)
    assert not (paper.parent / "texts").exists()


def test_several_pages_have_names_one_can_read_and_a_list_that_links_them(
    run: Callable[..., Said], paper: Path
) -> None:
    others = []
    for place in ("a/main.md", "b/main.md", "b/index.md", '<x> & "y".md'):
        others.append(paper.parent / place)
        others[-1].parent.mkdir(exist_ok=True)
        others[-1].write_text(PAPER.replace("# Trim", f"# Of {place}"), encoding="utf-8")
    pages = paper.parent / "pages"
    for _ in range(2):
        result = run(paper, *others, "--format", "html", "--output", pages)
        assert result.exit_code == 0, result.stderr
    names = {"trim.html", "main.html", "b-main.html", "b-index.html", "x-y.html"}
    assert {item.name for item in pages.iterdir()} == {*names, "index.html"}
    index = (pages / "index.html").read_text(encoding="utf-8")
    assert all(f'<a href="{name}">' in index for name in names)
    assert "Of b/main.md" in index
    assert "<x>" not in index


def test_sarif_of_a_paper_that_cannot_be_read_is_of_a_run_that_failed(
    run: Callable[..., Said], paper: Path
) -> None:
    good = json.loads(run(paper, "--format", "sarif").stdout)["runs"][0]
    assert good["invocations"] == [{"executionSuccessful": True}]
    gone = paper.with_name("gone.tex")
    result = run(paper, gone, "--format", "sarif")
    assert result.exit_code == 2
    (run_,) = json.loads(result.stdout)["runs"]
    (invocation,) = run_["invocations"]
    (note,) = invocation["toolExecutionNotifications"]
    assert (invocation["executionSuccessful"], note["level"]) == (False, "error")
    assert "gone.tex" in note["message"]["text"]
    assert run_["results"]


OWN_PROFILE = """
[weights]
critical = 10
major = 1
minor = 0
info = 0

[severity]
A07 = "critical"
"""


def test_a_profile_of_ones_own_is_a_path(
    run: Callable[..., Said], paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = paper.with_name("mine.toml")
    profile.write_text(OWN_PROFILE, encoding="utf-8")
    monkeypatch.chdir(paper.parent)
    for name in (str(profile), "mine.toml"):
        result = run(paper, "--profile", name, "--fail-on", "critical")
        assert result.exit_code == 1, result.stderr
        assert "A07 critical: fail" in result.stdout
        assert "B01 info:" in result.stdout
    log = json.loads(run(paper, "--profile", "mine.toml", "--format", "sarif").stdout)
    rules = {rule["id"]: rule for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["A07"]["properties"]["severity"] == "critical"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[weights]", "[weights", "not a profile"),
        ("[weights]", "[heavy]", "no table [weights]"),
        ("critical = 10", "critical = -1", "[weights] critical = -1"),
        ("critical = 10", "critical = nan", "[weights] critical = nan"),
        ("critical = 10", "critical = '9'", "[weights] critical = '9'"),
        ("minor = 0", "", "gives none to minor"),
        ("minor = 0", "minor = 0\ntiny = 1", "[weights] tiny: no severity"),
        ('"critical"', '"dire"', "[severity] A07 = 'dire'"),
        ("A07", "A99", "no check 'A99'"),
    ],
)
def test_a_damaged_profile_is_named_with_what_is_wrong(
    run: Callable[..., Said], paper: Path, before: str, after: str, told: str
) -> None:
    profile = paper.with_name("mine.toml")
    profile.write_text(OWN_PROFILE.replace(before, after), encoding="utf-8")
    result = run(paper, "--profile", profile)
    assert result.exit_code == 2
    assert f"{profile}: not a profile" in result.stderr
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert "no such profile" in run(paper, "--profile", f"{profile}.toml").stderr


def test_what_is_critical_comes_first_and_what_is_set_aside_is_counted_among_the_rest(
    run: Callable[..., Said], paper: Path
) -> None:
    note = "\n<!-- litscan: ignore[B01] a made-up paper -->\n"
    paper.write_text(PAPER + note, encoding="utf-8")
    lines = run(paper).stdout.splitlines()
    found = [line.split(": ")[1].split()[1] for line in lines if ": fail: " in line]
    ranks = ["critical", "major", "minor", "info", "ignored"]
    assert len(set(found)) > 2
    assert "ignored" in found
    failed = [ranks.index(word) for word in found]
    assert failed == sorted(failed)
    assert ", of which 1 set aside;" in lines[-1]
