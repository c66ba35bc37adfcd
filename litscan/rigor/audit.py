"""Running all checks on one paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litscan.document.model import Coverage, Document
from litscan.extraction import Extraction, extract
from litscan.rigor.base import Check, Finding, Subject
from litscan.rigor.profiles import Profile, load_profile
from litscan.rigor.registry import CHECKS
from litscan.rigor.score import Score, compute_score

__all__ = ["AUDIT_VERSION", "Audit", "audit"]

SCHEMA = "litscan.audit/1"
AUDIT_VERSION = "+".join(f"{check.id}.{check.version}" for check in CHECKS)
"""Changes when a check is added, removed or changed; stored with the findings."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The findings of one paper and their score."""

    facts: Extraction
    coverage: Coverage
    findings: tuple[Finding, ...]
    score: Score

    def to_json(self) -> dict[str, Any]:
        """Return the public ``litscan.audit/1`` object."""
        return {
            "schema": SCHEMA,
            "source": self.facts.source.to_json(),
            "title": self.facts.title,
            "paper_type": self.facts.paper_type,
            "pruning_kinds": list(self.facts.pruning_kinds),
            "coverage": self.coverage.to_json(),
            "findings": [finding.to_json() for finding in self.findings],
            "score": self.score.to_json(),
        }


def _run(check: Check, subject: Subject, profile: Profile) -> Finding:
    decision = check.decide(subject)
    return Finding(
        check=check.id,
        name=check.name,
        group=check.group,
        severity=profile.severity(check.id),
        outcome=decision.outcome,
        reason=decision.reason,
        evidence=decision.evidence,
        numbers=decision.numbers,
        fix=decision.fix,
    )


def audit(
    paper: Document | Extraction, facts: Extraction | None = None, *, profile: str = "blalock"
) -> Audit:
    """Return the rigor findings of a paper.

    Parameters
    ----------
    paper : Document or Extraction
        The full text; or only the facts extracted from it, in which case checks that need the
        text or the tables are undetermined.
    facts : Extraction, optional
        The facts of `paper`, if they are at hand already.
    profile : str
        Name of the profile that sets severities and weights.

    Raises
    ------
    UsageError
        If there is no such profile.

    Examples
    --------
    >>> from litscan import audit, read_text
    >>> from litscan.rigor.examples import ACCURACY_TABLE, paper
    >>> document = read_text(paper(ACCURACY_TABLE), format="markdown")
    >>> [finding.outcome for finding in audit(document).findings if finding.check == "R01"]
    [<Outcome.FAIL: 'fail'>]
    """
    if isinstance(paper, Extraction):
        facts = paper
        document = Document("", facts.source, (), coverage=Coverage(full_text=False))
    else:
        document = paper
        facts = facts or extract(document)
    chosen = load_profile(profile)
    subject = Subject(document, facts)
    findings = tuple(_run(check, subject, chosen) for check in CHECKS)
    return Audit(facts, facts.coverage, findings, compute_score(findings, chosen))
