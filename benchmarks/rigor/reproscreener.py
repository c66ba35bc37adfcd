"""Nine variables of Gundersen and Kjensmo in preprints that ReproScreener's authors read by hand.

A variable is yes only where the paper names it. Code comes from the extracted links, data from R04;
the others are no checks of litscan: headings and set phrases decide them here, so that the mean
over all nine can be set beside the published ones. Only papers whose text is there are scored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.gold import gold_records, read_lines
from litscan import read_document
from litscan.document.model import Document
from litscan.extraction import extract
from litscan.extraction.records import Extraction
from litscan.rigor.base import Outcome, Subject
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_captions, find_in_sentences
from litscan.rigor.registry import find_check

NEEDS = ("gold/reproscreener", "data/papers/reproscreener50")
LONGEST_QUOTE = 160
PUBLISHED = {"ReproScreener": 0.3666, "agentic ARA": 0.5007}
"""Mean F1 over the nine variables on all 50 papers, as the ARA paper gives it."""
VARIABLES = (
    "problem", "objective", "research_method", "research_questions", "dataset", "hypothesis",
    "prediction", "code_available", "experiment_setup",
)  # fmt: skip
_HEADINGS = {
    "research_method": re.compile(
        r"^\W*(?:\d[\d.]*\s*)?(?:(?:proposed|our|research|experimental|the)\s+)?"
        r"(?:methods?|methodolog(?:y|ies))\W*$",
        re.IGNORECASE,
    ),
    "experiment_setup": re.compile(
        r"\bexperiment\w*|\bset-?up\b|\bsimulations?\b|\bnumerical\b|\bempirical\b|\bevaluation\b"
        r"|\bapplications? to\b",
        re.IGNORECASE,
    ),
    "hypothesis": re.compile(r"\bhypothes[ie]s\b", re.IGNORECASE),
    "research_questions": re.compile(r"\bresearch questions?\b|\bRQ\d\b", re.IGNORECASE),
}
_SENTENCES = {
    "problem": re.compile(
        r"\b(?:address|solve|tackle|overcome|alleviate)\w*\s+(?:this|these|the)\s+"
        r"(?:\w+\s+){0,2}(?:problem|issue)s?,?\s+(?:we|our|this paper)\b"
        r"|\b(?:we|this paper|our)\b[^.;]{0,60}\b(?:address|solve|tackle)\w*"
        r"\s+(?:this|these|the)\s+"
        r"(?:\w+\s+){0,2}(?:problem|issue|challenge)s?\b|\bresearch problems?\b"
        r"|\bproblem statement\b|\bwe (?:study|consider|investigate) the (?:\w+\s+){0,2}problem\b",
        re.IGNORECASE,
    ),
    "objective": re.compile(
        r"\b(?:goals?|objectives?|aims?|purpose)\s+of\s+(?:this|the present|our)\s+"
        r"(?:paper|work|study|article)\b"
        r"|\bin this (?:paper|work|study),? our (?:goal|objective|aim)\b"
        r"|\bthis (?:paper|work|study) aims\b",
        re.IGNORECASE,
    ),
    "research_questions": re.compile(r"\bresearch questions?\b|\bRQ\d\b", re.IGNORECASE),
    "hypothesis": re.compile(
        r"\bwe hypothesi[sz]e\b|\bour (?:\w+\s+)?hypothes[ie]s (?:is|are)\b"
        r"|\b(?:research|working) hypothes[ie]s\b",
        re.IGNORECASE,
    ),
    "prediction": re.compile(r"\bwe predict that\b|\bour prediction\b", re.IGNORECASE),
}
_DATA = re.compile(r"\bdata\s?-?sets?\b|\bbenchmark data\b", re.IGNORECASE)


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return F1 and accuracy of each variable, their means, and what was said against a label."""
    folder = shared / "data/papers/reproscreener50"
    labels = {
        record["id"]: record["gold"]
        for record in gold_records(shared, "reproscreener", "test", split)
        if (folder / record["id"] / "source").exists()
    }
    said = {paper: _answers(folder / paper / "source") for paper in labels}
    mine = {
        paper: {name: bool(quote) for name, quote in row.items()} for paper, row in said.items()
    }
    theirs = {
        record["id"]: {name: bool(value) for name, value in record["labels"].items()}
        for record in read_lines(shared / "gold/reproscreener/author_predictions.test.jsonl.gz")
    }
    return {
        "n": len(labels),
        "scores": _scores(labels, mine),
        "reproscreener_on_these": _scores(labels, theirs)["mean"],
        "published_mean_f1": PUBLISHED,
        "disagreements": [
            {"paper": paper, "variable": name, "labelled": bool(gold[name]), "quote": quote}
            for paper, gold in labels.items()
            for name in VARIABLES
            for quote in (said[paper][name],)
            if bool(quote) != bool(gold[name])
        ],
    }


def _answers(source: Path) -> dict[str, str]:
    """Return the quote by which each variable is yes, empty where it is no."""
    document = read_document(source)
    facts = extract(document)
    answers = {name: _stated(document, name) for name in VARIABLES}
    answers["code_available"] = " ".join(facts.links.code)
    answers["dataset"] = _data(document, facts)
    return {name: quote[:LONGEST_QUOTE] for name, quote in answers.items()}


def _stated(document: Document, variable: str) -> str:
    heading, sentence = _HEADINGS.get(variable), _SENTENCES.get(variable)
    for section in document.sections:
        if heading and section.role != "references" and heading.search(section.title):
            return section.title
    found = find_in_sentences(document, sentence) if sentence else iter(())
    return next((item.quote for item in found), "")


def _data(document: Document, facts: Extraction) -> str:
    decision = find_check("R04").decide(Subject(document, facts))
    if decision.outcome in (Outcome.PASS, Outcome.PARTIAL):
        return decision.evidence[0].quote
    found = (
        *find_in_sentences(document, _DATA, EXPERIMENT_ROLES),
        *find_in_captions(document, _DATA),
    )
    return found[0].quote if found else ""


def _scores(
    labels: Mapping[str, Mapping[str, int]], said: Mapping[str, Mapping[str, bool]]
) -> dict[str, Any]:
    rows = {
        name: _score([(bool(gold[name]), said[paper][name]) for paper, gold in labels.items()])
        for name in VARIABLES
    }
    means = {
        figure: round(sum(row[figure] for row in rows.values()) / len(rows), 4)
        for figure in ("f1", "accuracy")
    }
    return {**rows, "mean": means}


def _score(pairs: list[tuple[bool, bool]]) -> dict[str, float]:
    right = sum(gold and said for gold, said in pairs)
    wrong = sum(gold != said for gold, said in pairs)
    return {
        "f1": round(2 * right / (2 * right + wrong), 4) if right else 0.0,
        "accuracy": round(1 - wrong / len(pairs), 4),
        "yes": sum(gold for gold, _ in pairs),
    }
