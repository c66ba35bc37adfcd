"""SARIF output keeps to its schema, whatever a paper says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from litscan import audit, read_document, read_text
from litscan.resources import data_path
from litscan.rigor import CHECKS, Outcome
from litscan.rigor.render import render_sarif

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8")
)
HOSTILE = "\x1b[31m<script>x</script> {0} %s \u202e ]]> C:\\\\x"
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)


def paper(words: str) -> str:
    return (
        f"# Title {words}\n\n###### Abstract\n\nWe propose a pruning method. {words}\n\n"
        f"## 1 Experiments\n\nWe average over several seeds {words}.\n\n"
        "Table 1: Accuracy (%) on CIFAR-10.\n\n| Method | Accuracy (%) | Sparsity (%) |\n"
        f"| --- | --- | --- |\n| Baseline {words} | 93.1 | 0 |\n| Ours | 107.5 | 90 |\n"
    )


@pytest.mark.parametrize("everything", [False, True])
def test_sample_papers_give_valid_logs(everything: bool) -> None:
    folders = [path for path in data_path("sample", "papers").iterdir() if path.is_dir()]
    audits = [audit(read_document(path)) for path in sorted(folders)]
    outcomes = tuple(Outcome) if everything else (Outcome.FAIL, Outcome.PARTIAL)
    log = render_sarif(audits, outcomes=outcomes)
    VALIDATOR.validate(json.loads(json.dumps(log)))
    results = log["runs"][0]["results"]
    assert len(results) == sum(
        finding.outcome in outcomes for item in audits for finding in item.findings
    )
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == [
        check.id for check in CHECKS
    ]
    assert all((item["level"] == "none") == (item["kind"] != "fail") for item in results)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "a b%20#?.md"
    path.write_text(paper(HOSTILE), encoding="utf-8")
    log = render_sarif([audit(read_document(path))])
    VALIDATOR.validate(json.loads(json.dumps(log)))
    places = [item["locations"][0]["physicalLocation"] for item in log["runs"][0]["results"]]
    assert places
    assert all("a%20b%2520%23%3F.md" in item["artifactLocation"]["uri"] for item in places)


def test_a_fingerprint_outlives_moved_lines() -> None:
    def prints(text: str) -> dict[str, str]:
        log = render_sarif([audit(read_text(text, format="markdown"))])
        return {
            item["ruleId"]: item["partialFingerprints"]["litscan/1"]
            for item in log["runs"][0]["results"]
        }

    before = prints(paper("here"))
    assert before == prints(paper("here").replace("## 1", "Some words more.\n\n## 1"))
    assert before != prints(paper("there").replace("several seeds", "many seeds"))


def test_what_authors_set_aside_is_suppressed_with_their_reason() -> None:
    text = paper("") + "\n<!-- litscan: ignore[V01] one run suffices -->\n"
    log = render_sarif([audit(read_text(text, format="markdown"))])
    found = {item["ruleId"]: item.get("suppressions") for item in log["runs"][0]["results"]}
    assert found["V01"] == [{"kind": "inSource", "justification": "one run suffices"}]
    assert found["A07"] is None


def test_what_could_not_be_read_makes_a_valid_log_of_a_failed_run() -> None:
    log = render_sarif([], unread=[f"gone.tex: no such file {HOSTILE}"])
    VALIDATOR.validate(json.loads(json.dumps(log)))
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "gone.tex" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert render_sarif([])["runs"][0]["invocations"] == [{"executionSuccessful": True}]
