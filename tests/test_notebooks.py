"""The notebooks run in kernels of their own, and what is stored in them is what they show."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent


def _runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", ROOT / "notebooks" / "run.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = _runner()
NAMES = ["audit_a_paper", "growth", "reproduce_blalock", "survey_tables"]


def test_these_are_the_notebooks() -> None:
    assert run.names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_shows_what_is_stored_in_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in run.NEEDS_TABLES and run.find_tables() is None:
        pytest.skip(f"ShrinkBench's tables are not here ({run.TABLES} or LITSCAN_SHARED)")
    monkeypatch.chdir(tmp_path)
    before = sorted((ROOT / "notebooks").iterdir())
    stored, now = run.read(name), run.executed(name)
    assert run.differences(stored, now) == ""
    for images in (run.images(stored), run.images(now)):
        assert images
        for image in images:
            width, height = run.size(image)
            assert 300 < width < 1200 and 200 < height < 1200
            assert 5_000 < len(image) < 150_000
    assert len(run.images(stored)) == len(run.images(now))
    assert list(tmp_path.iterdir()) == []
    assert sorted((ROOT / "notebooks").iterdir()) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_notebook_was_run_through_and_names_no_machine(name: str) -> None:
    text = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
    nbformat.validate(run.read(name))
    record = json.loads(text)
    assert record["metadata"] == run.METADATA
    code = [cell for cell in record["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert all(cell["metadata"] == {} for cell in record["cells"])
    outputs = [output for cell in code for output in cell["outputs"]]
    kinds = {output["output_type"] for output in outputs}
    assert kinds <= {"stream", "display_data", "execute_result"}
    assert {output.get("name", "stdout") for output in outputs} == {"stdout"}
    assert not re.search(r"/(home|root|tmp|work|Users|var)/|0x[0-9a-f]{6}", text)
    assert "<Figure" not in "".join(run.printed(run.read(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_keeps_to_the_public_api(name: str) -> None:
    import importlib

    source = "\n".join(cell.source for cell in run.read(name).cells if cell.cell_type == "code")
    rooms = re.findall(r"^from (litscan[.\w]*) import (\([^)]*\)|.*)$", source, re.MULTILINE)
    assert rooms or "import litscan" in source
    for room, names in rooms:
        assert room.count(".") <= 1
        wanted = set(re.findall(r"\w+", names))
        assert wanted <= set(importlib.import_module(room).__all__)


def _notebook(**output: Any) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output(**output)])
    return nbformat.v4.new_notebook(cells=[cell])


def test_a_changed_text_is_a_difference_and_a_changed_drawing_is_none() -> None:
    one = _notebook(output_type="stream", name="stdout", text="81 papers\n")
    other = _notebook(output_type="stream", name="stdout", text="80 papers\n")
    assert "-1: 81 papers\n+1: 80 papers" in run.differences(one, other)
    drawn = _notebook(output_type="display_data", data={"image/png": "AA=="})
    redrawn = copy.deepcopy(drawn)
    redrawn.cells[0].outputs[0].data["image/png"] = "AB=="
    assert run.differences(drawn, redrawn) == ""
    assert "+1: [figure]" in run.differences(one, drawn)


@pytest.mark.parametrize(
    ("stored", "now", "same"),
    [
        ("aic 1113.5  x", "aic  1113.4 x", True),
        ("aic 1113.5", "aic 1115.5", False),
        ("linear 162.5", "linear 162.4", True),
        ("linear 162.5", "quadratic 162.5", False),
        ("share 0.66", "share 0.67", False),
        ("81 papers, 25.7 months", "81 papers, 25.8 months", False),
        ("2024-10-01 1608.08710", "2024-10-01 1608.08711", False),
        ("3830.9 of 8100 papers", "3830.6 of 8101 papers", False),
        ("one\ntwo", "one", False),
    ],
)
def test_only_the_last_digits_of_long_decimals_may_differ(
    stored: str, now: str, *, same: bool
) -> None:
    pair = (_notebook(output_type="stream", name="stdout", text=text) for text in (stored, now))
    assert (run.differences(*pair) == "") is same


def test_what_is_no_png_has_no_size() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        run.size(b"GIF89a")


def _only(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, name: str = "small") -> Path:
    """Put one notebook into a folder of its own, and have the runner look there."""
    monkeypatch.setattr(run, "FOLDER", folder)
    cell = nbformat.v4.new_code_cell(source, id="c0")
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


def test_running_stores_what_checking_then_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _only(tmp_path, monkeypatch, "import os\nprint(len(os.listdir()), 'files')")
    assert run.main(["--check"]) == 1
    assert "small prints something else now" in capsys.readouterr().out
    assert run.main(["small"]) == 0
    stored = nbformat.read(path, as_version=4)
    assert run.printed(stored) == ["0 files\n"]
    assert stored.metadata == run.METADATA
    capsys.readouterr()
    assert run.main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_a_cell_that_fails_is_told_and_nothing_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _only(tmp_path, monkeypatch, "1 / 0")
    before = path.read_bytes()
    assert run.main([]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_without_the_tables_the_notebook_that_needs_them_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _only(tmp_path, monkeypatch, "1 / 0", name="reproduce_blalock")
    monkeypatch.delenv("SHRINKBENCH_TABLES", raising=False)
    monkeypatch.setenv("LITSCAN_SHARED", str(tmp_path))
    assert run.main(["--check"]) == 0
    assert "skipped, ShrinkBench's tables are not here" in capsys.readouterr().out
    monkeypatch.setenv("SHRINKBENCH_TABLES", "elsewhere")
    assert run.find_tables() == Path("elsewhere")


def test_a_notebook_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["missing"])
    assert "no notebook missing; there are audit_a_paper" in capsys.readouterr().err
