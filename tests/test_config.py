"""Settings come from a file, the environment and the command line, the later outranking."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan.config import SETTINGS, Settings, load_settings
from litscan.errors import UsageError


def test_the_later_source_wins(tmp_path: Path) -> None:
    (tmp_path / "litscan.toml").write_text('corpus = "file.db"\ndelay = 4\ncontact = "a@b.c"\n')
    environ = {"LITSCAN_CORPUS": "environment.db"}
    assert load_settings(tmp_path, {}).corpus == "file.db"
    assert load_settings(tmp_path, environ).corpus == "environment.db"
    settings = load_settings(tmp_path, environ, corpus="given.db", profile=None)
    assert settings == Settings(corpus="given.db", delay=4.0, contact="a@b.c")


def test_defaults_are_those_of_the_list(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {})
    for setting in SETTINGS:
        if setting.name not in ("delay", "budget"):
            assert getattr(settings, setting.name) == setting.default


def test_a_delay_that_equals_the_default_is_still_known_to_be_given(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}).delay is None
    assert load_settings(tmp_path, {"LITSCAN_DELAY": "3"}).delay == 3.0


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('corpse = "x.db"', "unknown setting 'corpse'"),
        ("corpus = ", "not a settings file"),
        ('delay = "soon"', "is not a number of seconds"),
        ("delay = -1", "out of range"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, content: str, found: str) -> None:
    (tmp_path / "litscan.toml").write_text(content)
    with pytest.raises(UsageError, match=found) as caught:
        load_settings(tmp_path, {})
    assert "\n" not in str(caught.value)


def test_the_key_is_read_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "litscan.toml").write_text('arxiv_auth = "Bearer SECRET"\n')
    settings = load_settings(tmp_path, {})
    assert settings.arxiv_auth == "Bearer SECRET"
    assert "SECRET" not in repr(settings)
    assert load_settings(tmp_path, {"LITSCAN_ARXIV_AUTH": "Bearer X"}).arxiv_auth == "Bearer X"


def test_a_budget_is_a_whole_number(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}).budget is None
    assert load_settings(tmp_path, {"LITSCAN_BUDGET": "50"}).budget == 50
    for value in ("many", "1.5", "-1"):
        with pytest.raises(UsageError, match="budget"):
            load_settings(tmp_path, {"LITSCAN_BUDGET": value})
