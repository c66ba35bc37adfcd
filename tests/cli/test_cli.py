"""The command line as a whole: help, errors, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from litscan.cli import COMMANDS, _run, cli


def leaves() -> list[str]:
    """Return the commands a person can run, those of a group one by one."""
    found = []
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        inner = command.commands if isinstance(command, click.Group) else {}
        found += [f"{name} {part}" for part in inner] or [name]
    return found


@pytest.mark.parametrize("name", leaves())
def test_every_command_helps_with_an_example_and_takes_verbosity(name: str) -> None:
    result = CliRunner().invoke(cli, [*name.split(), "--help"])
    assert result.exit_code == 0
    below = " ".join(result.output.partition("Options:")[2].split())
    assert f"litscan {name}" in below, "an example of use belongs below the options"
    assert "--verbose" in result.output
    assert "--quiet" in result.output
    if name not in ("read", "explain", "claims list"):
        assert "--corpus" in result.output
    if name not in ("run", "report"):
        assert "--format" in result.output


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["audit"], ["audit", "--format", "smoke", "x"], ["read", "/no/such/file.tex"]],
)
def test_wrong_usage_ends_with_two_and_no_traceback(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.strip()
    assert "Traceback" not in captured.err


BAD_FILES = {
    "missing.tex": None,
    "empty.tex": b"",
    "binary.tex": bytes(range(256)) * 8,
    "cycle.tex": rb"\documentclass{article}\begin{document}\input{cycle}\end{document}",
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["read", "extract", "audit", "import"])
def test_bad_documents_are_one_line_and_exit_code_two(
    command: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    content = BAD_FILES[name]
    if content is not None:
        Path(name).write_bytes(content)
    assert _run([command, name]) == 2
    captured = capsys.readouterr()
    lines = captured.err.strip().splitlines()
    assert len(lines) == 1
    assert name in lines[0]
    assert "Traceback" not in captured.err


def test_a_paper_with_an_open_brace_is_read_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "braces.tex"
    paper.write_text(
        "\\documentclass{article}\\begin{document}\n\\section{Open \\textbf{Results} "
        "We prune ResNet-50. \\end{document}"
    )
    assert _run(["extract", str(paper), "--format", "json"]) == 0
    coverage = json.loads(capsys.readouterr().out)["coverage"]
    assert not coverage["full_text"]
    assert any("braces.tex:2" in warning for warning in coverage["warnings"])


def test_json_mode_prints_nothing_but_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("# A Paper\n\n## 1 Experiments\n\nWe prune ResNet-50 on ImageNet.\n")
    for command, schema in (("extract", "litscan.extraction/1"), ("audit", "litscan.audit/1")):
        assert _run([command, str(paper), "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["schema"] == schema
