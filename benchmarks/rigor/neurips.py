"""V01 and V02 against what authors answered on error bars in the NeurIPS checklist of their paper.

The checklist asks for "error bars (e.g., with respect to the random seed after running experiments
multiple times)", and authors who average over runs answer yes as well: so the prediction is yes
where V02 finds a spread or V01 a number of runs. V02 alone is reported beside it. The checklist
itself is cut from the texts. The labels are the authors' own word and a "yes" may over-claim: each
disagreement is listed with the authors' justification for a reader to judge.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.gold import gold_records, score_predictions
from benchmarks.rigor.disagreements import disagreement, says_yes
from litscan import audit, read_text

NEEDS = ("gold/score.py", "gold/neurips_checklist")
VARIABLE = "error_bars"
SPREAD, RUNS = "V02", "V01"
BASELINE = {
    "dev": {"error_bars_acc": 0.8636, "error_bars_kappa": 0.6733},
    "held": {"error_bars_acc": 0.75, "error_bars_kappa": 0.3469},
    "all": {"error_bars_acc": 0.8158, "error_bars_kappa": 0.543},
}
"""A list of keywords searched in the text, as the labels' scorer measures it."""


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return accuracy, F1 and kappa of the checks as the answer to the checklist's question."""
    records = gold_records(shared, "neurips_checklist", "test", split)
    labelled = [record for record in records if VARIABLE in record["gold"]]
    findings = {record["id"]: _findings(record) for record in labelled}
    return {
        "n": len(labelled),
        "scores": _scores(shared, split, findings, (SPREAD, RUNS)),
        "spread_alone": _scores(shared, split, findings, (SPREAD,)),
        "baseline": BASELINE[split],
        "disagreements": [
            {
                **disagreement(record["id"], _deciding(found), labelled=label),
                "authors": record["checklist_answers"].get(VARIABLE),
            }
            for record in labelled
            for found in (findings[record["id"]],)
            for label in (bool(record["gold"][VARIABLE]),)
            if label != any(map(says_yes, found.values()))
        ],
    }


def _findings(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    report = audit(read_text(record["tex"], format="latex")).to_json()
    return {row["check"]: row for row in report["findings"] if row["check"] in (SPREAD, RUNS)}


def _deciding(findings: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the finding that said yes, or that of the spread."""
    return next(filter(says_yes, findings.values()), findings[SPREAD])


def _scores(
    shared: Path, split: str, findings: dict[str, dict[str, Any]], checks: tuple[str, ...]
) -> dict[str, float]:
    predictions = [
        {"id": paper, "labels": {VARIABLE: int(any(says_yes(found[name]) for name in checks))}}
        for paper, found in findings.items()
    ]
    scores = score_predictions(shared, "neurips_checklist", predictions, split)
    headline = scores["headline"]
    return {name: headline[name] for name in headline if name.startswith(VARIABLE)}
