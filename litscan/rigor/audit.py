"""Running all checks on one paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from litscan.document.model import Coverage, Document, Location
from litscan.extraction import Extraction, extract
from litscan.rigor.across import Across, look_across
from litscan.rigor.base import Check, CorpusView, Finding, Outcome, Severity, Subject
from litscan.rigor.ignores import Ignore, find_ignores, unheard_ignores
from litscan.rigor.profiles import Profile, load_profile
from litscan.rigor.registry import CHECKS
from litscan.rigor.score import Score, compute_score
from litscan.rigor.stated import stated_document

__all__ = ["AUDIT_VERSION", "Audit", "audit"]

SCHEMA = "litscan.audit/1"
AUDIT_VERSION = "+".join(f"{check.id}.{check.version}" for check in CHECKS)
"""Changes when a check is added, removed or changed; stored with the findings."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The findings of one paper, their score, and the checks its source sets aside.

    `home` is where the paper's experiments begin: the place of what is missing. `across` tells
    how the paper's numbers stand among those of other papers, where a corpus was given.
    """

    facts: Extraction
    coverage: Coverage
    findings: tuple[Finding, ...]
    score: Score
    ignored: tuple[Ignore, ...] = ()
    home: Location | None = None
    across: Across | None = None

    def ignore_of(self, check_id: str) -> Ignore | None:
        """Return the comment by which the authors set a check aside, or None."""
        return next((item for item in self.ignored if item.check == check_id), None)

    def worst_failure(self) -> Severity | None:
        """Return the highest severity among the failed checks that are not set aside, or None."""
        failed = [
            finding.severity
            for finding in self.findings
            if finding.outcome is Outcome.FAIL and self.ignore_of(finding.check) is None
        ]
        return min(failed, key=list(Severity).index, default=None)

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
            "ignored": [item.to_json() for item in self.ignored],
            "score": self.score.to_json(),
            **({"across": self.across.to_json()} if self.across else {}),
        }


def _run(check: Check, subject: Subject, profile: Profile) -> Finding:
    decision = subject.decision(check)
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
    paper: Document | Extraction,
    facts: Extraction | None = None,
    *,
    profile: str = "blalock",
    corpus: CorpusView | None = None,
) -> Audit:
    """Return the rigor findings of a paper.

    Parameters
    ----------
    paper : Document or Extraction
        The full text; or only the facts extracted from it, in which case their numbers are
        checked, and what needs the text is undetermined.
    facts : Extraction, optional
        The facts of `paper`, if they are at hand already.
    profile : str
        Name of the profile that sets severities and weights.
    corpus : CorpusView, optional
        What is known of the other papers of a corpus, for the checks that compare with them.

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
    document: Document
    if isinstance(paper, Extraction):
        document, facts = stated_document(paper)
    else:
        document = paper
        facts = facts or extract(document)
    chosen = load_profile(profile)
    subject = Subject(document, facts, corpus)
    findings = tuple(_run(check, subject, chosen) for check in CHECKS)
    known = frozenset(check.id for check in CHECKS)
    unheard = unheard_ignores(document, known)
    coverage = replace(facts.coverage, warnings=(*facts.coverage.warnings, *unheard))
    ignored = tuple(item for item in find_ignores(document) if item.check in known)
    score = compute_score(findings, chosen)
    across = look_across(subject)
    return Audit(facts, coverage, findings, score, ignored, _home(document), across)


def _home(document: Document) -> Location | None:
    """Return where the experiments begin; else the results, else the title, else the first line."""
    spans = [
        section.span
        for role in ("experiments", "results")
        for section in document.sections
        if section.role == role
    ]
    spans += [document.title] if document.title else []
    if spans:
        return document.locate(spans[0])
    return Location(document.files[0].name, 1, 1) if document.files else None
