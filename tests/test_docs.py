"""The documentation says what the program does."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from litscan.cli import COMMANDS
from litscan.rigor import CHECKS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PROSE = sorted([README, ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"\blitscan ([a-z]+)\b", README.read_text(encoding="utf-8")))
    assert set(COMMANDS) <= named
    in_code = re.findall(r"(?m)^\$ litscan ([a-z]+)|`litscan ([a-z]+)", README.read_text("utf-8"))
    assert {first or second for first, second in in_code} <= set(COMMANDS)


def test_the_readme_names_every_group_of_checks_and_the_list_every_check() -> None:
    text = README.read_text(encoding="utf-8")
    assert all(f"| {check.group} ({check.id[0]}) |" in text for check in CHECKS)
    listed = (ROOT / "docs" / "checks" / "README.md").read_text(encoding="utf-8")
    assert all(f"[{check.id}]({check.id}.md)" in listed for check in CHECKS)


@pytest.mark.parametrize("page", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_documentation_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), target


def test_every_room_of_the_package_is_described() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path.name for path in (ROOT / "litscan").iterdir() if (path / "__init__.py").exists()]
    assert [room for room in rooms if f"`{room}/`" not in text] == []


def test_the_readme_and_their_page_name_every_notebook() -> None:
    names = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    for page, folder in ((README, "notebooks"), (ROOT / "docs" / "notebooks.md", "../notebooks")):
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(rf"\]\({folder}/(\w+\.ipynb)\)", text)) == names


def test_the_tables_and_figures_that_the_page_of_notebooks_names_are_public() -> None:
    text = (ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8")
    room, found = "", 0
    for named in re.findall(r"`((?:\w+\.)?(?:draw_\w+|\w+_frame|write_table))`", text):
        first, _, name = named.rpartition(".")
        room = first or room
        assert name in importlib.import_module(f"litscan.{room}").__all__
        found += 1
    assert found > 10
