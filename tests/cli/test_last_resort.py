"""What the system or a database refuses is one line, not a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import click
import pytest
import sqlalchemy as sa

from litscan.cli import _run, cli


@pytest.fixture
def level() -> Iterator[logging.Logger]:
    logger = logging.getLogger("litscan")
    before = logger.level
    yield logger
    logger.setLevel(before)


def _failing(error: Exception) -> click.Command:
    def fail() -> None:
        raise error

    return click.Command("fail", callback=fail)


def _system() -> Exception:
    return OSError(28, "No space left on device", "/data/x.db")


def _database() -> Exception:
    return sa.exc.OperationalError("SELECT 1", {}, Exception("server closed\nProbably: x"))


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (_system, "litscan: error: /data/x.db: No space left on device\n"),
        (_database, "litscan: error: server closed\n"),
    ],
)
def test_a_refusal_is_one_line_and_two(
    make: object,
    line: str,
    level: logging.Logger,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert callable(make)
    monkeypatch.setattr(cli, "get_command", lambda *_: _failing(make()))
    level.setLevel(logging.WARNING)
    assert _run(["fail"]) == 2
    assert capsys.readouterr().err == line
    level.setLevel(logging.DEBUG)
    assert _run(["fail"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert err.endswith(line)


def test_a_fault_of_the_program_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "get_command", lambda *_: _failing(KeyError("x")))
    with pytest.raises(KeyError):
        _run(["fail"])
