from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from litscan.document import read_document
from litscan.extraction import Extraction, extract
from litscan.resources import data_path
from litscan.vocabulary import load_vocabulary

EXPECTED = sorted(data_path("sample", "papers").glob("*.expected.json"))


@pytest.fixture(scope="module", params=EXPECTED, ids=lambda path: path.name.partition(".")[0])
def sample(request: pytest.FixtureRequest) -> tuple[Extraction, dict[str, Any]]:
    path: Path = request.param
    expected = json.loads(path.read_text(encoding="utf-8"))
    return extract(read_document(path.with_name(path.name.partition(".")[0]))), expected


def _canonical(kind: Any, name: str) -> str:
    found = load_vocabulary().lookup(name, kind)
    return found.name if found else name


def _part(result: dict[str, Any]) -> str:
    if result["is_dense_baseline"]:
        return "dense"
    name = _canonical("method", result["method"]).replace("×", "x")
    return "own" if result["own"] else name


def _point(point: dict[str, Any] | None) -> tuple[str, float] | None:
    return (point["kind"], round(float(point["value"]), 3)) if point else None


def test_the_sample_corpus_has_at_least_twelve_papers() -> None:
    assert len(EXPECTED) >= 12


@pytest.mark.parametrize("kind", ["dataset", "architecture"])
def test_evaluated_entities_are_those_expected(
    sample: tuple[Extraction, dict[str, Any]], kind: Any
) -> None:
    facts, expected = sample
    found = {entity.name for entity in facts.named(kind, "evaluated")}
    assert found == {_canonical(kind, name) for name in expected[f"{kind}s"]}


def test_configurations_are_those_expected(sample: tuple[Extraction, dict[str, Any]]) -> None:
    facts, expected = sample
    found = {(item.dataset, item.architecture) for item in facts.configurations}
    assert found == {
        (_canonical("dataset", data), _canonical("architecture", network))
        for data, network in expected["configurations"]
    }


def test_compared_methods_are_those_expected(sample: tuple[Extraction, dict[str, Any]]) -> None:
    facts, expected = sample
    found = {
        (c.canonical or _canonical("method", c.method), c.citation_key) for c in facts.compares_to
    }
    assert found == {
        (_canonical("method", c["method"]), c["citation_key"]) for c in expected["compares_to"]
    }


def test_results_are_those_expected(sample: tuple[Extraction, dict[str, Any]]) -> None:
    facts, expected = sample
    found = {
        (
            _part(r),
            r["own"],
            r["architecture"],
            r["dataset"],
            r["metric"],
            r["value"],
            r["is_dense_baseline"],
            _point(r["operating_point"]),
        )
        for r in (result.to_json() for result in facts.table_results)
    }
    wanted = {
        (
            _part(r),
            r["own"],
            r["architecture"] and _canonical("architecture", r["architecture"]),
            r["dataset"] and _canonical("dataset", r["dataset"]),
            r["metric"],
            r["value"],
            r["is_dense_baseline"],
            _point(r["operating_point"]),
        )
        for r in expected["results"]
    }
    assert found == wanted


def test_runs_are_those_expected(sample: tuple[Extraction, dict[str, Any]]) -> None:
    facts, expected = sample
    runs = facts.runs.to_json()
    assert {key: runs[key] for key in expected["runs"]} == expected["runs"]


def test_training_details_are_those_expected(sample: tuple[Extraction, dict[str, Any]]) -> None:
    facts, expected = sample
    stated = facts.training.to_json()
    assert {key: stated[key] for key in expected["training"]} == expected["training"]


def test_code_links_are_those_expected(sample: tuple[Extraction, dict[str, Any]]) -> None:
    facts, expected = sample
    assert list(facts.links.code) == expected["links"]["code"]


def test_paper_type_is_the_one_expected(sample: tuple[Extraction, dict[str, Any]]) -> None:
    facts, expected = sample
    assert facts.paper_type == expected["paper_type"]


def test_every_quote_stands_where_it_says(sample: tuple[Extraction, dict[str, Any]]) -> None:
    facts, _ = sample
    document = read_document(facts.source.path)
    quotes = [
        e for item in (*facts.entities, *facts.results, *facts.compares_to) for e in item.evidence
    ]
    assert quotes
    assert all(document.text[e.start : e.end] == e.quote for e in quotes)
