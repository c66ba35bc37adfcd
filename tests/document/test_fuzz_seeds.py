"""Inputs that once broke a reader are read again, each within 10 s and 1 GiB."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.fuzz import worker
from benchmarks.fuzz.invariants import broken_rules
from litscan import read_text
from litscan.document.model import Sentence, Span

ROOT = Path(__file__).resolve().parents[2]
SEEDS = Path(__file__).resolve().parent / "fuzz_seeds"


def verdicts(paths: list[Path]) -> list[str | None]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.fuzz.worker"],
        input="".join(f"{path}\n" for path in paths),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    return [json.loads(line)["broken"] for line in done.stdout.splitlines()]


def test_no_kept_input_breaks_a_reader_again() -> None:
    paths = sorted(path for path in SEEDS.iterdir() if path.name != "README.md")
    assert paths
    found = verdicts(paths)
    assert len(found) == len(paths), f"the process died over {paths[len(found)].name}"
    assert {p.name: said for p, said in zip(paths, found, strict=True) if said} == {}


def test_the_worker_reports_what_is_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def crash(path: Path) -> str | None:
        raise KeyError(path.name)

    monkeypatch.setattr(worker, "check_path", crash)
    assert worker._outcome(tmp_path).startswith("crashed: KeyError")


def test_a_document_with_a_span_outside_its_text_is_told() -> None:
    document = read_text("Words here.", format="text")
    assert broken_rules(document) is None
    outside = Sentence(Span(0, 99))
    broken = replace(document, layers={**document.layers, "sentences": (outside,)})
    assert "outside the text" in str(broken_rules(broken))
