"""What the package as a whole promises."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import litscan

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(litscan.__path__, "litscan.")
    if ".data." not in module.name
    and "migrations" not in module.name
    and module.name != "litscan.__main__"
)
HEAVY = ("pandas", "spacy", "sklearn", "matplotlib", "scipy", "statsmodels", "sqlalchemy", "numpy")


def test_public_names_are_sorted_and_importable() -> None:
    assert sorted(litscan.__all__) == litscan.__all__
    for name in litscan.__all__:
        assert getattr(litscan, name) is not None


@pytest.mark.parametrize("name", MODULES)
def test_module_says_why_it_exists_and_its_examples_run(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} has no docstring"
    if hasattr(module, "__all__"):
        for public in module.__all__:
            assert hasattr(module, public), f"{name}.__all__ names {public}, which is not there"
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_help_is_light() -> None:
    code = (
        "import sys\nfrom litscan.cli import _run\n"
        "status = _run(['--help'])\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
        "sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "Commands:" in done.stdout


def test_help_answers_at_once() -> None:
    """300 ms is the budget; processor time is what the code costs, however busy the machine."""
    command = [sys.executable, "-m", "litscan", "--help"]
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, capture_output=True, check=True, env=environ)
    times = []
    for _ in range(5):
        before = os.times()
        subprocess.run(command, capture_output=True, check=True, env=environ)
        after = os.times()
        user = after.children_user - before.children_user
        times.append(user + after.children_system - before.children_system)
    assert min(times) < 0.3


def test_data_ships_with_the_package() -> None:
    from litscan.resources import data_path

    for part in ("vocabulary", "profiles", "claims", "models", "sample"):
        assert any(data_path(part).iterdir()), f"data/{part} is empty"


def test_modules_stay_small() -> None:
    package = Path(litscan.__file__).parent
    long = {
        str(path.relative_to(package)): lines
        for path in package.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 560
    }
    assert long == {}
