"""The public JSON records have the keys and types that the documentation promises."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from litscan.cli import _run
from litscan.resources import data_path, load_toml

TEXT, NUMBER, FLAG, NONE = str, (int, float), bool, type(None)
EVIDENCE = {
    "quote": TEXT,
    "section": TEXT,
    "kind": {"text", "table", "caption", "figure", "title", "abstract"},
    "file": TEXT,
    "line": int,
    "start": int,
    "end": int,
    "table": (None, {"label": TEXT, "row": int, "column": int}),
}
SOURCE = {
    "path": TEXT,
    "format": {"latex", "html", "tei", "jats", "markdown", "pdf", "text", "json"},
    "sha256": TEXT,
}
COVERAGE = {
    "full_text": FLAG,
    "sections": int,
    "sentences": int,
    "tables_found": int,
    "tables_parsed": int,
    "warnings": [TEXT],
}
PAPER_TYPE = {"method", "study", "theory", "survey", "system", "application", "unknown"}
SOME_NUMBER = (None, NUMBER)
EXTRACTION = {
    "schema": {"litscan.extraction/1"},
    "litscan_version": TEXT,
    "source": SOURCE,
    "title": TEXT,
    "arxiv_id": (None, TEXT),
    "paper_type": PAPER_TYPE,
    "pruning_kinds": [TEXT],
    "coverage": COVERAGE,
    "entities": [
        {
            "kind": {"dataset", "architecture", "method", "metric", "task", "hardware", "software",
                     "hyperparameter"},
            "name": TEXT,
            "surface_forms": [TEXT],
            "role": {"evaluated", "compared", "proposed", "calibration", "mentioned"},
            "confidence": NUMBER,
            "evidence": [EVIDENCE],
        }
    ],
    "configurations": [
        {"dataset": TEXT, "architecture": TEXT, "confidence": NUMBER, "evidence": [EVIDENCE]}
    ],
    "compares_to": [
        {
            "method": TEXT,
            "citation_key": (None, TEXT),
            "cited_title": (None, TEXT),
            "cited_arxiv_id": (None, TEXT),
            "how": {"table", "text"},
            "evidence": [EVIDENCE],
        }
    ],
    "results": [
        {
            "method": TEXT,
            "own": FLAG,
            "architecture": (None, TEXT),
            "dataset": (None, TEXT),
            "task": (None, TEXT),
            "metric": TEXT,
            "value": NUMBER,
            "unit": TEXT,
            "raw": (None, TEXT),
            "ratio": (
                None,
                {
                    "definition": {"old/new", "share removed", "share kept"},
                    "factor": SOME_NUMBER,
                    "share_removed": NUMBER,
                    "share_kept": NUMBER,
                },
            ),
            "uncertainty": (
                None, {"value": NUMBER, "kind": {"std", "sem", "ci", "range", "unnamed"}}
            ),
            "is_dense_baseline": FLAG,
            "operating_point": (
                None,
                {
                    "kind": TEXT,
                    "value": NUMBER,
                    "unit": TEXT,
                    "definition": (None, {"old/new", "share removed", "share kept"}),
                    "share_removed": SOME_NUMBER,
                },
            ),
            "confidence": NUMBER,
            "evidence": [EVIDENCE],
        }
    ],
    "runs": {
        "count": (None, int),
        "seeds": [int],
        "dispersion": {"std", "sem", "ci", "range", "unnamed", "none"},
        "evidence": [EVIDENCE],
    },
    "training": {
        "optimizer": (None, TEXT),
        "learning_rate": SOME_NUMBER,
        "batch_size": (None, int),
        "epochs": SOME_NUMBER,
        "fine_tune_epochs": SOME_NUMBER,
        "weight_decay": SOME_NUMBER,
        "evidence": [EVIDENCE],
    },
    "links": {"code": [TEXT], "evidence": [EVIDENCE]},
}  # fmt: skip
AUDIT = {
    "schema": {"litscan.audit/1"},
    "source": SOURCE,
    "title": TEXT,
    "paper_type": PAPER_TYPE,
    "pruning_kinds": [TEXT],
    "coverage": COVERAGE,
    "findings": [
        {
            "check": TEXT,
            "name": TEXT,
            "group": TEXT,
            "severity": {"critical", "major", "minor", "info"},
            "outcome": {"pass", "partial", "fail", "not_applicable", "undetermined"},
            "reason": TEXT,
            "evidence": [EVIDENCE],
            "numbers": dict,
            "fix": TEXT,
        }
    ],
    "score": {
        "value": SOME_NUMBER,
        "coverage": NUMBER,
        "earned": NUMBER,
        "applicable": NUMBER,
        "by_group": dict,
    },
}
SCHEMAS = {"extract": EXTRACTION, "audit": AUDIT}


def violations(value: Any, shape: Any, where: str = "$") -> Iterator[str]:
    """Yield where a value differs from a shape: a type, choices, a list, a record, or a union."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{where}: {type(value).__name__}, not an object"
            return
        yield from (f"{where}.{key}: missing" for key in shape if key not in value)
        for key in shape.keys() & value.keys():
            yield from violations(value[key], shape[key], f"{where}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where}: {type(value).__name__}, not a list"
            return
        for number, item in enumerate(value):
            yield from violations(item, shape[0], f"{where}[{number}]")
    elif isinstance(shape, set):
        if value not in shape:
            yield f"{where}: {value!r} is none of {sorted(shape)}"
    elif isinstance(shape, tuple) and shape[0] is None:
        if value is not None:
            yield from violations(value, shape[1], where)
    elif not isinstance(value, shape) or (isinstance(value, bool) and shape is not bool):
        yield f"{where}: {value!r} is no {shape}"


def records(command: str, path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    assert _run([command, str(path), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_checker_finds_what_is_wrong() -> None:
    assert list(violations({"a": 1}, {"a": TEXT})) == [f"$.a: 1 is no {str}"]
    assert list(violations({}, {"a": TEXT})) == ["$.a: missing"]
    assert list(violations([True], [int])) != []


@pytest.mark.parametrize("command", SCHEMAS)
@pytest.mark.parametrize("slug", [e["slug"] for e in load_toml("sample", "papers.toml")["papers"]])
def test_sample_papers_answer_in_the_public_form(
    slug: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = records(command, data_path("sample", "papers", slug), capsys)
    assert list(violations(record, SCHEMAS[command])) == []


def some_real_files(shared: Path) -> list[Path]:
    """Return every tenth real file, and one e-print folder; all of them with LITSCAN_ALL=1."""
    folder = shared / "data" / "papers"
    kinds = {".tex", ".mmd", ".md", ".pdf", ".xml"}
    files = sorted(path for path in folder.rglob("*") if path.suffix in kinds)
    step = 1 if os.environ.get("LITSCAN_ALL") else 10
    return [*itertools.islice(files, 0, None, step), folder / "latex_intact" / "1706.03762"]


@pytest.mark.shared
def test_real_papers_answer_in_the_public_form_within_ten_seconds(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import time

    for path in some_real_files(shared):
        for command, shape in SCHEMAS.items():
            started = time.process_time()
            record = records(command, path, capsys)
            assert time.process_time() - started < 10, path
            assert list(violations(record, shape)) == [], path
